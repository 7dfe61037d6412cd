"""Happenings are a function of the events in a ledger: however many came at once, in whatever order, and whatever went again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, update

from communique.ledger.copies import link, signature
from communique.ledger.database import open_engine, reading, writing
from communique.ledger.happenings import merge
from communique.ledger.happenings.gather import gather
from communique.ledger.happenings.near import dissolve
from communique.ledger.happenings.telling import tellings
from communique.ledger.schema import documents, events
from communique.ledger.store import Kept, save
from communique.records import Event, EventDate, Party, Place, Provenance, Reading, SourceDocument, Span
from communique.sources.document import Document

STATES = ("NOR", "TCD", "MLI")
WORDS = ("harbour ferries", "harbour school bridge", "grain", "", "ferries school grain harbour")
KINDS = ("CONSULT", "CONSULT", "ACCUSE", "AGREE", "SUPPORT", "REJECT")
START = date(2031, 3, 1)
MADE = Provenance(software="test", model="none", knowledge="none", read_at="2031-01-01T00:00:00+00:00")


def made_up(chance: random.Random, number: int) -> Reading:
    """A report of a few events that others may tell of, too: few states, few days, few words."""
    published = START + timedelta(days=chance.randrange(9))
    text, told = f"Report {number % 9}. ", []
    for n in range(chance.randint(1, 4)):
        start = len(text)
        text += f"acts {chance.choice(WORDS)}. "
        span = Span(start=start, end=len(text), text=text[start:])
        actors = [Party(entity=a, country=a, start=start, end=start + 4) for a in chance.sample(STATES, chance.choice((1, 1, 2)))]
        rest = [s for s in STATES if s not in {p.entity for p in actors}]
        recipients = [Party(entity=r, country=r, start=start, end=start + 4) for r in rest[: chance.choice((0, 1, 1))]]
        day = START + timedelta(days=chance.randrange(6))
        last = day + timedelta(days=chance.choice((0, 0, 0, 2, 6)))
        when = EventDate(start=day.isoformat(), end=last.isoformat(), basis=chance.choice(("explicit", "published")))
        kind = chance.choice(KINDS)
        told.append(
            Event.model_validate(
                {
                    "id": f"e{n + 1}",
                    "type": kind,
                    "modes": [chance.choice(("visit", "phone"))] if kind == "CONSULT" and chance.random() < 0.6 else [],
                    "actors": actors,
                    "recipients": recipients,
                    "persons": chance.sample(["person/a", "person/b", "person/c", "person/d"], chance.choice((0, 0, 1, 3))),
                    "status": chance.choice(("occurred", "occurred", "future")),
                    "act": {"type": "CONSULT", "modes": []} if kind in ("AGREE", "REJECT") and chance.random() < 0.7 else None,
                    "date": when if chance.random() < 0.8 else None,
                    "place": Place(name="Oslo", country="NOR", start=start, end=start + 4) if chance.random() < 0.2 else None,
                    "trigger": Span(start=start, end=start + 4, text="acts"),
                    "evidence": [span],
                    "confidence": 0.8,
                    "why": "made up",
                }
            )
        )
    text += f"By writer {chance.randrange(4)}."
    publisher = f"Herald {number}"
    document = Document(text, published=published, publisher=publisher)
    source = SourceDocument(id=document.id, text=text, published=published.isoformat(), publisher=publisher)
    return Reading(document=source, events=told, provenance=MADE)


def keep(engine: Engine, readings: Sequence[tuple[str, Reading]]) -> None:
    kept = [Kept(id, found, signature(found.document.text), None) for id, found in readings]
    with writing(engine) as connection:
        save(connection, kept)
        link(connection, [(k.id, k.signature) for k in kept])


@pytest.fixture(params=range(6))
def seed(request: pytest.FixtureRequest) -> int:
    return request.param  # type: ignore[no-any-return]


def engines(folder: Path) -> Iterator[Engine]:
    for n in range(3):
        yield open_engine(folder / f"{n}.db", create=True)


def groups(engine: Engine) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    with reading(engine) as connection:
        for id, happening in connection.execute(events.select().with_only_columns(events.c.id, events.c.happening)):
            found.setdefault(happening or f"none of {id}", set()).add(id)
    return {frozenset(members) for members in found.values()}


def test_merged_at_once_or_bit_by_bit(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    readings = [(f"{n:016x}", made_up(chance, n)) for n in range(60)]
    whole, parts, left = engines(tmp_path)
    keep(whole, readings)
    with reading(whole) as connection:
        every = tellings(connection, [f"{id}-{e.id}" for id, r in readings for e in r.events])
    wanted = {frozenset(t.id for t in group.tellings) for group in gather(every)}
    assert len(wanted) < len(every) * 0.9
    merge.merge_happenings(whole)
    assert groups(whole) == wanted

    monkeypatch.setattr(merge, "_EVENTS_AT_ONCE", 7)
    shuffled = chance.sample(readings, len(readings))
    while shuffled:
        size = chance.randint(1, 9)
        keep(parts, shuffled[:size])
        del shuffled[:size]
        merge.merge_happenings(parts)
    # Copies are found as they come: the first of a family is not the same in both.
    with reading(whole) as one, reading(parts) as other:
        columns = documents.select().with_only_columns(documents.c.id, documents.c.first)
        assert set(one.execute(columns)) == set(other.execute(columns))
    assert groups(parts) == wanted

    gone = chance.sample(every, 20)
    for t in gone:
        with writing(parts) as connection:
            dissolve(connection, [t.id])
            connection.execute(update(events).where(events.c.id == t.id).values(verdict="rejected"))
        if chance.random() < 0.5:
            merge.merge_happenings(parts)
    merge.merge_happenings(parts)
    keep(left, readings)
    with writing(left) as connection:
        connection.execute(delete(events).where(events.c.id.in_([t.id for t in gone])))
    merge.merge_happenings(left)
    rejected = {frozenset({t.id}) for t in gone}
    assert groups(parts) - rejected == groups(left)
