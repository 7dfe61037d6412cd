"""What the tests of evaluation share: a reading that says exactly what a gold document says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from communique.evaluation.gold import GoldDocument, GoldEvent
from communique.evaluation.matching import find_nth, same_name
from communique.records import (
    Entity,
    Event,
    EventDate,
    Mention,
    Party,
    Place,
    Provenance,
    Reading,
    SourceDocument,
    Span,
    Statement,
)

MADE = Provenance(software="hand", model="none", knowledge="none", read_at="2024-06-04T00:00:00+00:00")
Copyist = Callable[[GoldDocument], Reading]


def cut(text: str, offsets: tuple[int, int] | None) -> Span:
    assert offsets is not None
    return Span(start=offsets[0], end=offsets[1], text=text[slice(*offsets)])


def party(code: str, text: str) -> Party:
    return Party(entity=code, country=code if len(code) == 3 and code.isupper() else None, start=0, end=1)


def person(name: str) -> Party:
    return Party(entity="person/" + "-".join(name.lower().split()), country=None, start=0, end=1)


def copy_event(id_: str, gold: GoldEvent, text: str, statements: Iterable[Statement], names: dict[str, str]) -> Event:
    evidence = cut(text, find_nth(text, gold.evidence))
    claimed = [s.id for s in statements if gold.claimed_by and same_name(gold.claimed_by, names.get(s.speaker or "", ""))]
    assert claimed or not gold.claimed_by, "a claim without a statement: give the gold document one"
    actors = [party(code, text) for code in gold.actors]
    # A person stands beside the country acted for, in place of it where there are enough of them.
    for i, name in enumerate(gold.persons):
        side = next((p for p in actors if p.country and p.country == p.entity), actors[0] if actors else None)
        country = side.country if side else (gold.recipients[0] if gold.recipients else None)
        actors.append(person(name).model_copy(update={"country": country, "start": i}))
    return Event(
        id=id_,
        type=gold.type,
        modes=[gold.mode] if gold.mode else [],
        actors=actors,
        recipients=[party(code, text) for code in gold.recipients],
        status=gold.status,
        claimed_in=claimed[0] if claimed else None,
        date=EventDate(start=str(gold.date[0]), end=str(gold.date[1]), basis="explicit") if gold.date else None,
        place=Place(name=gold.place, country=gold.place, start=0, end=1) if gold.place else None,
        trigger=evidence,
        evidence=[evidence],
        confidence=0.95,
        why="by hand",
    )


def copy_reading(gold: GoldDocument) -> Reading:
    """The reading that has each gold record and nothing else."""
    text = gold.text
    people = {name for event in gold.events for name in (*event.persons, *filter(None, [event.claimed_by]))}
    people |= {statement.speaker for statement in gold.statements}
    names = {person(name).entity: name for name in sorted(people)}
    entities = {id_: Entity(id=id_, kind="person", name=name) for id_, name in names.items()}
    for wanted in gold.mentions:
        id_ = next((i for i in entities if i.split("/")[-1] == wanted.entity), wanted.entity)
        entity = entities.get(id_) or Entity(id=id_, kind="state" if id_.isupper() else "other", name=id_)
        span = cut(text, find_nth(text, wanted.text, wanted.nth))
        mention = Mention(start=span.start, end=span.end, text=span.text, how="anaphor")
        entities[id_] = entity.model_copy(update={"mentions": [*entity.mentions, mention]})
    statements = [
        Statement(id=f"s{i}", speaker=person(said.speaker).entity, content=[cut(text, said.span_in(text))], kind=said.kind)
        for i, said in enumerate(gold.statements)
    ]
    claimants = {e.claimed_by for e in gold.events if e.claimed_by}
    silent = sorted(c for c in claimants if not any(same_name(c, said.speaker) for said in gold.statements))
    statements += [
        Statement(id=f"c{i}", speaker=person(name).entity, content=[Span(start=0, end=1, text=text[0])], kind="indirect")
        for i, name in enumerate(silent)
    ]
    return Reading(
        document=SourceDocument(id="sha256:0", text=text, published=str(gold.published) if gold.published else None),
        entities=list(entities.values()),
        statements=statements,
        events=[copy_event(f"e{i}", event, text, statements, names) for i, event in enumerate(gold.events)],
        provenance=MADE,
    )


@pytest.fixture(scope="session")
def copied() -> Copyist:
    return copy_reading
