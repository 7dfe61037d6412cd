"""The happenings of a ledger: events that belong to none yet are merged with what others tell of the same.

New events carry no happening. They are taken some hundreds at a time, oldest first, with everything that could tell of the same
thing, directly or through others; what these had been merged into is dissolved and made anew. So the happenings depend only on
which events there are, and a merge that is interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import batched, combinations
from typing import Any

from sqlalchemy import Connection, Engine, Text, and_, bindparam, column, delete, func, or_, select, update, values

from communique.ledger.database import writing
from communique.ledger.decide import rulings
from communique.ledger.happenings.describe import Happening, Named, describe
from communique.ledger.happenings.gather import gather
from communique.ledger.happenings.telling import Telling, tellings
from communique.ledger.rows import in_batches, insert
from communique.ledger.schema import documents, entities, event_keys, events, happening_pairs, happening_parties, happenings

_EVENTS_AT_ONCE = 500
_SPANS_AT_ONCE = 300  # three values each: SQLite compiles a statement anew when their number changes
_REACH = timedelta(days=1)


def merge_happenings(engine: Engine, on_merged: Callable[[int], None] = lambda left: None) -> int:
    """Merge all events that belong to no happening; returns how many there were. ``on_merged`` is told how many are left."""
    merged = 0
    with writing(engine) as connection:
        left = unmerged(connection)
    while True:
        with writing(engine) as connection:
            fresh = connection.execute(
                select(events.c.id)
                .where(events.c.happening.is_(None), _counts())
                .order_by(events.c.date_start, events.c.id)
                .limit(_EVENTS_AT_ONCE)
            )
            ids = list(fresh.scalars())
            if not ids:
                return merged
            _merge(connection, ids)
        merged += len(ids)
        on_merged(max(0, left - merged))


def unmerged(connection: Connection) -> int:
    """How many events belong to no happening yet."""
    return connection.execute(
        select(func.count()).select_from(events).where(events.c.happening.is_(None), _counts())
    ).scalar_one()


def dissolve(connection: Connection, ids: Iterable[str]) -> None:
    """Take the happenings of events apart: these and all that were merged with them are to be merged anew."""
    for some in in_batches(sorted(ids)):
        touched = select(events.c.happening).where(events.c.id.in_(some), events.c.happening.is_not(None))
        connection.execute(delete(happenings).where(happenings.c.id.in_(touched)))


def _counts() -> Any:
    """Rejected events belong to no happening."""
    return or_(events.c.verdict.is_(None), events.c.verdict != "rejected")


def _merge(connection: Connection, ids: list[str]) -> None:
    together, apart = rulings(connection)
    reached = _reach(connection, ids, together)
    dissolve(connection, reached)
    known = _known(connection, list(reached.values()))
    rows: list[dict[str, Any]] = []
    parties: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    members: list[dict[str, str]] = []
    for group in gather(list(reached.values()), together, apart):
        happening = describe(group, _of(group.tellings, known))
        rows.append(_row(happening))
        parties += _party_rows(happening)
        pairs += _pair_rows(happening)
        members += [{"member": t.id, "into": happening.id} for t in group.tellings]
    for table, found in ((happenings, rows), (happening_parties, parties), (happening_pairs, pairs)):
        insert(connection, table, found)
    into = update(events).where(events.c.id == bindparam("member")).values(happening=bindparam("into"))
    connection.execute(into, members)


def _reach(connection: Connection, ids: list[str], together: Iterable[tuple[str, str]]) -> dict[str, Telling]:
    """Events with all that may tell of the same thing, directly or through others."""
    linked: dict[str, set[str]] = {}
    for a, b in together:
        linked.setdefault(a, set()).add(b)
        linked.setdefault(b, set()).add(a)
    found: dict[str, Telling] = {}
    fresh = ids
    while fresh:
        new = tellings(connection, fresh)
        found |= {t.id: t for t in new}
        near = {other for t in new for other in linked.get(t.id, ())}
        near |= _same_days(connection, new) | _in_copies(connection, new) | _merged_with(connection, new)
        fresh = sorted(near - found.keys())
        if fresh:
            alive = select(events.c.id).where(events.c.id.in_(fresh), _counts())
            fresh = list(connection.execute(alive).scalars())
    return found


def _same_days(connection: Connection, of: list[Telling]) -> set[str]:
    """Events of the same type with the same two parties, on days that may be the same."""
    dated = [t for t in of if t.reach is not None]
    spans: dict[str, list[tuple[str, str]]] = {}
    for some in in_batches([t.id for t in dated]):
        own = select(event_keys.c.key, event_keys.c.date_start, event_keys.c.date_end).where(event_keys.c.event.in_(some))
        for key, start, end in connection.execute(own):
            spans.setdefault(key, []).append((_day(start, -_REACH), _day(end, _REACH)))
    found: set[str] = set()
    for rows in batched([(key, *span) for key, days in spans.items() for span in _joined(days)], _SPANS_AT_ONCE):
        asked = values(column("key", Text), column("since", Text), column("until", Text)).data(list(rows)).cte("asked")
        near = select(event_keys.c.event).join(
            asked,
            and_(
                event_keys.c.key == asked.c.key,
                event_keys.c.date_end >= asked.c.since,
                event_keys.c.date_start <= asked.c.until,
            ),
        )
        found.update(connection.execute(near.distinct()).scalars())
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


def _merged_with(connection: Connection, of: list[Telling]) -> set[str]:
    """Events that are in one happening with these: what is taken apart is put together again in the same step."""
    found: set[str] = set()
    for some in in_batches([t.id for t in of]):
        touched = select(events.c.happening).where(events.c.id.in_(some), events.c.happening.is_not(None))
        found.update(connection.execute(select(events.c.id).where(events.c.happening.in_(touched))).scalars())
    return found


def _in_copies(connection: Connection, of: list[Telling]) -> set[str]:
    """Events of copies of the documents: there the words are the same, even where no day is known."""
    found: set[str] = set()
    for some in in_batches(sorted({t.first for t in of})):
        families = (
            select(documents.c.first).where(documents.c.first.in_(some)).group_by(documents.c.first).having(func.count() > 1)
        )
        copied = select(events.c.id).where(events.c.document == documents.c.id, documents.c.first.in_(families))
        found.update(connection.execute(copied).scalars())
    return found


def _known(connection: Connection, found: list[Telling]) -> dict[tuple[str, str], Named]:
    """Who the entities of some documents are, by document and entity."""
    known: dict[tuple[str, str], Named] = {}
    wanted = {(t.document, id) for t in found for id in _taking_part(t)}
    columns = select(entities.c.document, entities.c.entity, entities.c.record)
    for some in in_batches(sorted({t.document for t in found})):
        for document, entity, record in connection.execute(columns.where(entities.c.document.in_(some))):
            if (document, entity) not in wanted:
                continue
            # Plain JSON: the mentions, most of a record, are not needed here, and checking them would cost the most.
            e = json.loads(record)
            role = e.get("role") or {}
            named = Named(entity=e["id"], name=e["name"], country=e.get("country"), role=role.get("title"))
            known[document, named.entity] = named
    return known


def _taking_part(t: Telling) -> list[str]:
    return [*(p.entity for p in (*t.event.actors, *t.event.recipients)), *t.event.persons]


def _of(told: list[Telling], known: dict[tuple[str, str], Named]) -> dict[str, Named]:
    """Who takes part in a happening, by id: the first report that knows an office tells it, else the first."""
    found: dict[str, Named] = {}
    for t in told:
        for id in _taking_part(t):
            named = known.get((t.document, id))
            if named is not None and (id not in found or (found[id].role is None and named.role is not None)):
                found[id] = named
    return found


def _row(h: Happening) -> dict[str, Any]:
    return {
        "id": h.id,
        "type": h.type,
        "status": h.status,
        "narrated": h.narrated,
        "date_start": h.date.start if h.date else None,
        "date_end": h.date.end if h.date else None,
        "day": h.day or "",
        "place_country": h.place.country if h.place else None,
        "confidence": h.confidence,
        "documents": h.documents,
        "publishers": h.publishers,
        "countries": h.countries,
        "record": h.model_dump_json(exclude_defaults=True),
    }


def _party_rows(h: Happening) -> Iterable[dict[str, Any]]:
    parts = [("actor", p) for p in h.actors] + [("recipient", p) for p in h.recipients]
    rows = {(party, part) for part, p in parts for party in (p.entity, p.country) if party}
    rows |= {(party, "party") for party, _ in rows} | {(p.entity, "party") for p in h.persons}
    return [{"party": party, "part": part, "day": h.day or "", "happening": h.id} for party, part in sorted(rows)]


def _pair_rows(h: Happening) -> Iterable[dict[str, Any]]:
    parties = sorted({party for p in (*h.actors, *h.recipients) for party in (p.entity, p.country) if party})
    return [{"a": a, "b": b, "day": h.day or "", "happening": h.id} for a, b in combinations(parties, 2)]
