"""The happenings of a ledger: events that belong to none yet are merged with what others tell of the same.

New events carry no happening. They are taken some hundreds at a time, oldest first, with everything whose grouping depends on
them, directly or through others; what these had been merged into is dissolved and made anew. What is near to these is read too,
since it may be meant as well, and stays as it is. So the happenings depend only on which events there are, however many are
looked at together, and a merge that is interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, or_, select, update

from communique.ledger import heap
from communique.ledger.database import writing
from communique.ledger.decide import rulings
from communique.ledger.happenings.describe import Happening, Named, describe
from communique.ledger.happenings.gather import Pair, dependent, gather
from communique.ledger.happenings.near import delete_happenings, near
from communique.ledger.happenings.telling import Telling, tellings
from communique.ledger.rows import in_batches, insert
from communique.ledger.schema import entities, events, happening_pairs, happening_parties, happenings

_EVENTS_AT_ONCE = 500


def merge_happenings(engine: Engine, on_merged: Callable[[int], None] = lambda left: None) -> int:
    """Merge all events that belong to no happening; returns how many there were. ``on_merged`` is told how many are left."""
    with heap.at_rest():
        return _merge_all(engine, on_merged)


def _merge_all(engine: Engine, on_merged: Callable[[int], None]) -> int:
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


def _counts() -> Any:
    """Rejected events belong to no happening."""
    return or_(events.c.verdict.is_(None), events.c.verdict != "rejected")


def _merge(connection: Connection, ids: list[str]) -> None:
    together, apart = rulings(connection)
    ours, around = _reach(connection, ids, together, apart)
    delete_happenings(connection, (t.id for t in ours))
    known = _known(connection, ours)
    rows: list[dict[str, Any]] = []
    parties: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    members: list[dict[str, str]] = []
    for group in gather(ours, around, together, apart):
        happening = describe(group, known_together(group.tellings, known))
        rows.append(_row(happening))
        parties += _party_rows(happening)
        pairs += _pair_rows(happening)
        members += [{"member": t.id, "into": happening.id} for t in group.tellings]
    for table, found in ((happenings, rows), (happening_parties, parties), (happening_pairs, pairs)):
        insert(connection, table, found)
    into = update(events).where(events.c.id == bindparam("member")).values(happening=bindparam("into"))
    connection.execute(into, members)


def _reach(
    connection: Connection, ids: list[str], together: Collection[Pair], apart: Collection[Pair]
) -> tuple[list[Telling], list[Telling]]:
    """Events with all whose grouping depends on them, directly or through others; and what is near to any of these."""
    linked: dict[str, set[str]] = {}
    for a, b in together:
        linked.setdefault(a, set()).add(b)
        linked.setdefault(b, set()).add(a)
    seen: dict[str, Telling] = {}

    def look_at(some: Iterable[str]) -> None:
        seen.update((t.id, t) for t in tellings(connection, sorted(set(some) - seen.keys())) if t.verdict != "rejected")

    ours: set[str] = set()
    edge = set(ids)
    while edge:
        look_at(edge)
        edge &= seen.keys()
        there = near(connection, [seen[id] for id in edge])
        look_at(there)
        ours |= edge
        new = {id for id in edge if seen[id].happening is None}
        # Not all that was seen: a chain of a thousand days would be gone through a thousand times.
        found = dependent([seen[id] for id in edge | (there & seen.keys())], edge, new, ours, together, apart)
        edge = found.union(*(linked.get(id, ()) for id in edge)) - ours
    return [t for id, t in seen.items() if id in ours], [t for id, t in seen.items() if id not in ours]


def _known(connection: Connection, found: list[Telling]) -> dict[tuple[str, str], Named]:
    """Who the entities of some documents are, by document and entity."""
    known: dict[tuple[str, str], Named] = {}
    wanted = {(t.document, id) for t in found for id in taking_part(t)}
    columns = select(entities.c.document, entities.c.entity, entities.c.record)
    for some in in_batches(sorted({t.document for t in found})):
        for document, entity, record in connection.execute(columns.where(entities.c.document.in_(some))):
            if (document, entity) not in wanted:
                continue
            # Plain JSON: the mentions, most of a record, are not needed here, and checking them would cost the most.
            known[document, entity] = named_of(json.loads(record))
    return known


def named_of(entity: dict[str, Any]) -> Named:
    """Who an entity is, from its record as plain JSON."""
    role = entity.get("role") or {}
    return Named(entity=entity["id"], name=entity["name"], country=entity.get("country"), role=role.get("title"))


def taking_part(t: Telling) -> list[str]:
    """The ids of who takes part in an event."""
    return [*(p.entity for p in (*t.event.actors, *t.event.recipients)), *t.event.persons]


def known_together(told: list[Telling], known: dict[tuple[str, str], Named]) -> dict[str, Named]:
    """Who takes part in a happening, by id: the first report that knows an office tells it, else the first."""
    found: dict[str, Named] = {}
    for t in told:
        for id in taking_part(t):
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
