"""Which events of a ledger are near to some others: what they are grouped with depends on no more than these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import batched

from sqlalchemy import Connection, Text, and_, column, delete, func, select, values

from communique.ledger.happenings.telling import Telling, tellings
from communique.ledger.rows import in_batches
from communique.ledger.schema import documents, event_keys, events, happenings

_SPANS_AT_ONCE = 300  # three values each: SQLite compiles a statement anew when their number changes
_REACH = timedelta(days=1)


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
    """Events of the same type with the same two parties, on days that may be the same."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for some in in_batches([t.id for t in of if t.reach is not None]):
        own = select(event_keys.c.key, event_keys.c.date_start, event_keys.c.date_end).where(event_keys.c.event.in_(some))
        for key, start, end in connection.execute(own):
            spans.setdefault(key, []).append((_day(start, -_REACH), _day(end, _REACH)))
    found: set[str] = set()
    for rows in batched([(key, *span) for key, days in spans.items() for span in _joined(days)], _SPANS_AT_ONCE):
        asked = values(column("key", Text), column("since", Text), column("until", Text)).data(list(rows)).cte("asked")
        wanted = select(event_keys.c.event).join(
            asked,
            and_(
                event_keys.c.key == asked.c.key,
                event_keys.c.date_end >= asked.c.since,
                event_keys.c.date_start <= asked.c.until,
            ),
        )
        found.update(connection.execute(wanted.distinct()).scalars())
    return found


def _joined(spans: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spans of days, overlapping ones made one."""
    joined: list[tuple[str, str]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _day(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except OverflowError:  # the first or the last day of the calendar
        return day


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
