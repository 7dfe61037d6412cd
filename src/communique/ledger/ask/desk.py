"""What an analyst should look at: records that nobody has decided on, the least certain first; and who met whom in a period."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, literal, select, text, tuple_

from communique.errors import UsageError
from communique.ledger.answer import After, Answer
from communique.ledger.ask.common import first_day, last_day, limited
from communique.ledger.ask.events import EVENT, LedgerEvent, known_types, load_events
from communique.ledger.schema import CONTACTS, events, happening_pairs, happenings
from communique.records import Record


class Meetings(Record):
    """How often the people of two states (ISO codes, in alphabetical order) were in contact: visits, talks, calls."""

    a: str
    b: str
    count: int


def find_undecided(
    connection: Connection,
    *,
    types: Sequence[str] = (),
    after: After | None = None,
    limit: int = 20,
) -> Answer[LedgerEvent]:
    """Events on which nobody has decided, the least certain first; ``after`` is confidence and id of the last one before."""
    wanted = select(events.c.id, events.c.confidence).where(events.c.verdict.is_(None)).order_by(events.c.confidence, events.c.id)
    if types:
        wanted = wanted.where(events.c.type.in_(known_types(types)))
    if after is not None:
        wanted = wanted.where(tuple_(events.c.confidence, events.c.id) > tuple_(literal(_confidence(after)), literal(after[1])))
    rows, next = limited(connection.execute(wanted.limit(limit + 1)).all(), limit, lambda row: (repr(row.confidence), row.id))
    ids = [row.id for row in rows]
    by_id = {e.id: e for e in load_events(connection, ids)}
    return Answer([by_id[id] for id in ids], EVENT, next)


def _confidence(after: After) -> float:
    try:
        return float(after[0])
    except ValueError:
        raise UsageError(f"{after[0]!r} is no confidence, after which a list could go on") from None


def who_met_whom(
    connection: Connection, *, since: str | None = None, until: str | None = None, most: int = 200
) -> list[Meetings]:
    """Pairs of states whose people met or called each other in a period, those that did most often first."""
    pairs = happening_pairs.c
    wanted = (
        select(pairs.a, pairs.b, func.count())
        .join(happenings, happenings.c.id == pairs.happening)
        .where(func.length(pairs.a) == 3, func.length(pairs.b) == 3, text(CONTACTS))
        .group_by(pairs.a, pairs.b)
        .order_by(func.count().desc(), pairs.a, pairs.b)
        .limit(most)
    )
    if since is not None:
        wanted = wanted.where(happenings.c.day >= first_day(since))
    if until is not None:
        wanted = wanted.where(happenings.c.day <= last_day(until), happenings.c.day != "")
    return [Meetings(a=a, b=b, count=count) for a, b, count in connection.execute(wanted)]


def last_contact(connection: Connection) -> str | None:
    """The day (ISO) of the latest contact that is recorded."""
    return connection.execute(select(func.max(happenings.c.day)).where(text(CONTACTS), happenings.c.day != "")).scalar()
