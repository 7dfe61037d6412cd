"""The Ledger: one object for everything that a ledger does. Each command has its method here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from sqlalchemy import Engine, delete, func, select

from communique.errors import DocumentError
from communique.exports.columns import Facts
from communique.ledger import decide as deciding
from communique.ledger.answer import After, Answer
from communique.ledger.ask.contacts import Contact, find_contacts
from communique.ledger.ask.desk import Meetings, find_undecided, last_contact, who_met_whom
from communique.ledger.ask.events import Asked, LedgerEvent, events_of, find_happenings
from communique.ledger.ask.pledges import LedgerPledge, find_pledges
from communique.ledger.ask.search import Facets, Hit, Sought, facets, search
from communique.ledger.ask.show import DECISION, FAILURE, Failure, Page, show
from communique.ledger.ask.statements import LedgerStatement, find_statements
from communique.ledger.ask.timeline import Month, Point, by_month, points
from communique.ledger.check import counts, digest, problems
from communique.ledger.correct import change_of
from communique.ledger.database import open_engine, reading, writing
from communique.ledger.happenings.describe import Happening
from communique.ledger.happenings.merge import merge_happenings
from communique.ledger.ingest import Tally, ingest
from communique.ledger.reread import reread, stale
from communique.ledger.schema import documents, events, failures, happenings, statements
from communique.ledger.store import restore
from communique.records import Reading, StatementKind
from communique.sources.document import Document

DEFAULT = "communique.db"


class Ledger:
    """Readings of many documents, and what they tell together.

    >>> with Ledger.open("communique.db", create=True) as ledger:  # doctest: +SKIP
    ...     ledger.ingest(communique.load(["reports/"]))
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: str | os.PathLike[str] = DEFAULT, *, create: bool = False, serving: bool = False) -> Self:
        """The ledger at a path or a ``postgresql://`` address; see ``database.open_engine`` for what may go wrong."""
        return cls(open_engine(where, create=create, serving=serving))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    # in ---------------------------------------------------------------------------------------------------------
    def ingest(
        self,
        found: Iterable[Document | DocumentError],
        *,
        language: str = "en",
        knowledge: str | Path | None = None,
        on_document: Callable[[Tally], None] = lambda tally: None,
        on_failure: Callable[[DocumentError], None] = lambda error: None,
        on_merged: Callable[[int], None] = lambda left: None,
    ) -> Tally:
        """Read documents into the ledger; see ``ingest.ingest``."""
        return ingest(
            self._engine,
            found,
            language=language,
            knowledge=knowledge,
            on_document=on_document,
            on_failure=on_failure,
            on_merged=on_merged,
        )

    def reread(
        self,
        *,
        everything: bool = False,
        language: str = "en",
        knowledge: str | Path | None = None,
        on_document: Callable[[Tally], None] = lambda tally: None,
        on_failure: Callable[[DocumentError], None] = lambda error: None,
        on_merged: Callable[[int], None] = lambda left: None,
    ) -> Tally:
        """Read again what another communique had read, keeping all decisions; see ``reread.reread``."""
        return reread(
            self._engine,
            everything=everything,
            language=language,
            knowledge=knowledge,
            on_document=on_document,
            on_failure=on_failure,
            on_merged=on_merged,
        )

    def stale(self, *, everything: bool = False, knowledge: str | Path | None = None) -> int:
        """How many documents a reread would read."""
        return stale(self._engine, everything=everything, knowledge=knowledge)

    def merge(self, *, anew: bool = False, on_merged: Callable[[int], None] = lambda left: None) -> int:
        """Merge events that belong to no happening yet, as after a stopped ingest, or all ``anew``; returns how many."""
        if anew:
            with writing(self._engine) as connection:
                connection.execute(delete(happenings))
        return merge_happenings(self._engine, on_merged)

    # questions --------------------------------------------------------------------------------------------------
    def happenings(self, **asked: Unpack[Asked]) -> Answer[Happening]:
        """What happened, one record each however many reports tell it, the latest first; see ``ask.events.Asked``."""
        with reading(self._engine) as connection:
            return find_happenings(connection, **asked)

    def events(self, **asked: Unpack[Asked]) -> Answer[LedgerEvent]:
        """The same, report by report."""
        with reading(self._engine) as connection:
            found = find_happenings(connection, **asked)
            return events_of(connection, found)

    def months(self, **asked: Unpack[Asked]) -> list[Month]:
        """How many happenings there were in each month; see ``ask.timeline.by_month``."""
        with reading(self._engine) as connection:
            return by_month(connection, **asked)

    def points(self, **asked: Unpack[Asked]) -> Answer[Point]:
        """Happenings as points in time, without their records; see ``ask.timeline.points``."""
        with reading(self._engine) as connection:
            return points(connection, **asked)

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        to: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kinds: Sequence[StatementKind] = (),
        after: After | None = None,
        limit: int | None = None,
    ) -> Answer[LedgerStatement]:
        """Who said what, the latest first; see ``ask.statements.find_statements``."""
        with reading(self._engine) as connection:
            return find_statements(
                connection, by=by, about=about, to=to, since=since, until=until, kinds=kinds, after=after, limit=limit
            )

    def pledges(
        self,
        *,
        by: str | None = None,
        to: str | None = None,
        since: str | None = None,
        until: str | None = None,
        still_open: bool = False,
        after: After | None = None,
        limit: int | None = None,
    ) -> Answer[LedgerPledge]:
        """What was promised, and what has become of it; see ``ask.pledges.find_pledges``."""
        with reading(self._engine) as connection:
            return find_pledges(
                connection, by=by, to=to, since=since, until=until, still_open=still_open, after=after, limit=limit
            )

    def contacts(
        self, of: str, *, counterpart: str | None = None, planned: bool = False, **asked: Unpack[Asked]
    ) -> Answer[Contact]:
        """Whom the leaders of a state met, called and visited; see ``ask.contacts.find_contacts``."""
        with reading(self._engine) as connection:
            return find_contacts(connection, of, counterpart=counterpart, planned=planned, **asked)

    def undecided(self, *, types: Sequence[str] = (), after: After | None = None, limit: int = 20) -> Answer[LedgerEvent]:
        """Events on which nobody has decided, the least certain first; see ``ask.desk.find_undecided``."""
        with reading(self._engine) as connection:
            return find_undecided(connection, types=types, after=after, limit=limit)

    def meetings(self, *, since: str | None = None, until: str | None = None) -> list[Meetings]:
        """Whose people met or called each other in a period, and how often; see ``ask.desk.who_met_whom``."""
        with reading(self._engine) as connection:
            return who_met_whom(connection, since=since, until=until)

    def last_contact(self) -> str | None:
        """The day of the latest contact; see ``ask.desk.last_contact``."""
        with reading(self._engine) as connection:
            return last_contact(connection)

    def search(self, query: str, *, after: After | None = None, limit: int | None = 20, **sought: Unpack[Sought]) -> Answer[Hit]:
        """Documents that hold some words, the best first; see ``ask.search.search``."""
        with reading(self._engine) as connection:
            return search(connection, query, after=after, limit=limit, **sought)

    def facets(self, query: str, **sought: Unpack[Sought]) -> Facets:
        """The publishers, years and parties of these documents; see ``ask.search.facets``."""
        with reading(self._engine) as connection:
            return facets(connection, query, **sought)

    def show(self, words: str) -> Page:
        """A happening, an event, a statement, a document or somebody in full, by id or name; see ``ask.show.show``."""
        with reading(self._engine) as connection:
            return show(connection, words)

    def failures(self) -> Answer[Failure]:
        """What could not be read, and why."""
        f = failures.c
        wanted = select(f.locator, f.reason, f.failed_at, func.length(f.text).label("characters")).order_by(f.locator)
        with reading(self._engine) as connection:
            return Answer([Failure(**row._asdict()) for row in connection.execute(wanted)], FAILURE)

    def readings(self, ids: Sequence[str] | None = None, *, decided: bool = True) -> Iterator[tuple[str, Reading]]:
        """Readings with the ids of their documents, all in the order of these, or those of ``ids``; see ``store.restore``."""
        if ids is None:
            with reading(self._engine) as connection:
                ids = list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())
        for some in batched(ids, 200):
            with reading(self._engine) as connection:
                found = list(restore(connection, some, decided=decided))
            yield from found

    def all_happenings(self) -> Iterator[Happening]:
        """All happenings in the order of their ids, a few at a time: memory does not grow with their number."""
        last = ""
        while True:
            wanted = select(happenings.c.id, happenings.c.record).where(happenings.c.id > last).order_by(happenings.c.id)
            with reading(self._engine) as connection:
                rows = connection.execute(wanted.limit(1000)).all()
            if not rows:
                return
            yield from (Happening.model_validate_json(row.record) for row in rows)
            last = rows[-1].id

    def facts(self, document: str) -> dict[str, Facts]:
        """What the ledger knows of the events of a document beside their records, by the events' own ids."""
        wanted = select(events.c.id, events.c.happening, events.c.verdict).where(events.c.document == document)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted).all()
        return {row.id.removeprefix(f"{document}-"): Facts(document, row.happening, row.verdict) for row in rows}

    def decided(self) -> tuple[list[str], dict[str, str]]:
        """The documents with records that stand confirmed, corrected or rejected, and these verdicts by the records' ids."""
        ids: set[str] = set()
        verdicts: dict[str, str] = {}
        with reading(self._engine) as connection:
            for table in (events, statements):
                rows = connection.execute(
                    select(table.c.id, table.c.document, table.c.verdict).where(table.c.verdict.is_not(None))
                )
                for row in rows:
                    ids.add(row.document)
                    verdicts[row.id] = row.verdict
        return sorted(ids), verdicts

    # keeping ----------------------------------------------------------------------------------------------------
    def counts(self) -> dict[str, int]:
        """How many documents, events, happenings ... it holds."""
        with reading(self._engine) as connection:
            return counts(connection)

    def check(self) -> list[str]:
        """What is wrong with the ledger: offsets, references, counts; nothing when it holds together."""
        with writing(self._engine) as connection:  # nobody writes meanwhile
            return list(problems(connection))

    def digest(self) -> str:
        """A digest of all that it holds but moments: equal for ledgers of the same content."""
        with reading(self._engine) as connection:
            return digest(connection)

    # decisions --------------------------------------------------------------------------------------------------
    def decide(
        self,
        record: str,
        verdict: deciding.Verdict,
        analyst: str,
        *,
        reason: str | None = None,
        change: Mapping[str, Any] | None = None,
        other: str | None = None,
    ) -> deciding.Decision:
        """Confirm, reject or correct a record, or rule on two events; see ``decide.decide``."""
        with writing(self._engine) as connection:
            made = deciding.decide(connection, record, verdict, analyst, reason=reason, change=change, other=other)
        merge_happenings(self._engine)
        return made

    def change(self, record: str, settings: Mapping[str, str]) -> dict[str, Any]:
        """What a correction sets, from fields in words as a person types them; see ``correct.change_of``."""
        with reading(self._engine) as connection:
            return change_of(connection, record, settings)

    def decisions(self) -> Answer[deciding.Decision]:
        """All decisions, in the order in which they were made."""
        with reading(self._engine) as connection:
            return Answer(deciding.all_decisions(connection), DECISION)

    def latest_decisions(
        self,
        *,
        record: str | None = None,
        analyst: str | None = None,
        after: After | None = None,
        limit: int = 50,
    ) -> Answer[deciding.Decision]:
        """The last decisions first, all or those on a record or of an analyst; see ``decide.latest_decisions``."""
        with reading(self._engine) as connection:
            found, next = deciding.latest_decisions(connection, record=record, analyst=analyst, after=after, limit=limit)
            return Answer(found, DECISION, next)
