"""The Ledger: one object for everything that a ledger does. Each command has its method here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, select

from communique.errors import DocumentError
from communique.ledger import decide as deciding
from communique.ledger.database import open_engine, reading, writing
from communique.ledger.happenings.merge import merge_happenings
from communique.ledger.ingest import Tally, ingest
from communique.ledger.schema import documents
from communique.ledger.store import restore
from communique.records import Reading
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
    def open(cls, where: str | os.PathLike[str] = DEFAULT, *, create: bool = False) -> Self:
        """The ledger at a path or a ``postgresql://`` address; see ``database.open_engine`` for what may go wrong."""
        return cls(open_engine(where, create=create))

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
    ) -> Tally:
        """Read documents into the ledger; see ``ingest.ingest``."""
        return ingest(self._engine, found, language=language, knowledge=knowledge, on_document=on_document, on_failure=on_failure)

    def merge(self, on_merged: Callable[[int], None] = lambda left: None) -> int:
        """Merge events that belong to no happening yet, as after an ingest that was stopped; returns how many."""
        return merge_happenings(self._engine, on_merged)

    # out --------------------------------------------------------------------------------------------------------
    def readings(self, *, decided: bool = True) -> Iterator[tuple[str, Reading]]:
        """All readings with the ids of their documents, in the order of these; see ``store.restore``."""
        with reading(self._engine) as connection:
            ids = list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())
        for start in range(0, len(ids), 200):
            with reading(self._engine) as connection:
                found = list(restore(connection, ids[start : start + 200], decided=decided))
            yield from found

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

    def decisions(self) -> list[deciding.Decision]:
        """All decisions, in the order in which they were made."""
        with reading(self._engine) as connection:
            return deciding.all_decisions(connection)
