"""Which events of a ledger are near to some others: what they are grouped with depends on no more than these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Date, and_, cast, delete, func, select

from communique.ledger.happenings.telling import Telling, tellings
from communique.ledger.rows import in_batches
from communique.ledger.schema import documents, event_keys, events, happenings


def near(connection: Connection, to: Sequence[Telling]) -> set[str]:
    """The ids of events that are looked for under the same key on days that may be the same, and of those in copies."""
    return _same_days(connection, to) | _in_copies(connection, to)


def dissolve(connection: Connection, ids: Iterable[str]) -> None:
    """Take apart the happenings of events that are about to change or to go, and those that these could have a part in.

    What they were merged with is to be merged anew, and so is what is near to them: to that something else could be meant so far.
    """
    for some in in_batches(sorted(ids)):
        told = tellings(connection, list(some))
        delete_happenings(connection, {t.id for t in told} | near(connection, told))


def delete_happenings(connection: Connection, ids: Iterable[str]) -> None:
    """Delete the happenings in which events take part, so that all their events are to be merged anew."""
    for some in in_batches(sorted(ids)):
        touched = select(events.c.happening).where(events.c.id.in_(some), events.c.happening.is_not(None))
        connection.execute(delete(happenings).where(happenings.c.id.in_(touched)))


def _same_days(connection: Connection, of: Sequence[Telling]) -> set[str]:
    """Events that are looked for under the same key, on days that are at most one apart."""
    found: set[str] = set()
    for some in in_batches([t.id for t in of if t.reach is not None]):
        # The windows of many reports of one thing are the same: each is looked for once.
        own = select(event_keys.c.key, event_keys.c.date_start, event_keys.c.date_end).where(event_keys.c.event.in_(some))
        asked = own.distinct().subquery()
        wanted = select(event_keys.c.event).join(
            asked,
            and_(
                event_keys.c.key == asked.c.key,
                event_keys.c.date_end >= _moved(connection, asked.c.date_start, -1),
                event_keys.c.date_start <= _moved(connection, asked.c.date_end, 1),
            ),
        )
        found.update(connection.execute(wanted.distinct()).scalars())
    return found


def _moved(connection: Connection, day: ColumnElement[str], by: int) -> ColumnElement[str]:
    """An ISO day so many days later; in SQLite there is none after the year 9999, and nothing is found there."""
    if connection.dialect.name == "postgresql":
        return func.to_char(cast(day, Date) + by, "YYYY-MM-DD")
    return func.date(day, f"{by:+d} day")


def _in_copies(connection: Connection, of: Sequence[Telling]) -> set[str]:
    """Events of copies of the documents: there the words are the same, even where no day is known."""
    found: set[str] = set()
    for some in in_batches(sorted({t.first for t in of})):
        families = (
            select(documents.c.first).where(documents.c.first.in_(some)).group_by(documents.c.first).having(func.count() > 1)
        )
        copied = select(events.c.id).where(events.c.document == documents.c.id, documents.c.first.in_(families))
        found.update(connection.execute(copied).scalars())
    return found
