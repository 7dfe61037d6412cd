"""Records as a page shows them: in the order of the text, in words, with what bears them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.records import Event, Party, Pledge, Reading, Statement
from communique.web.marks import token, voices
from communique.web.templating import days

_SAID = {"direct": "quote", "indirect": "reported speech", "mixed": "quote within reported speech"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party: its id and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A record in the margin of a text. ``start`` is where its words begin, ``voice`` the colour of its speaker."""

    id: str
    kind: str
    start: int
    title: str
    actors: tuple[Somebody, ...]
    recipients: tuple[Somebody, ...]
    facts: tuple[tuple[str, str], ...]
    words: str
    claimed: bool = False
    confidence: float | None = None
    voice: int = 0


def shown(reading: Reading) -> list[Shown]:
    """The events, statements and pledges of a reading in the order of its text."""
    names = {e.id: e.name for e in reading.entities}
    colours = voices([s.speaker for s in reading.statements])
    said = {s.id: s for s in reading.statements}
    found = [_event(e, names, said) for e in reading.events]
    found += [_statement(s, names, colours) for s in reading.statements]
    found += [_pledge(p, names) for p in reading.pledges]
    return sorted(found, key=lambda r: (r.start, r.kind != "statement", r.id))


def voices_of(reading: Reading) -> dict[str, int]:
    """The colours of statements by the colours of their speakers."""
    colours = voices([s.speaker for s in reading.statements])
    return {s.id: colours[s.speaker] for s in reading.statements}


def people(reading: Reading) -> list[tuple[str, str, str, int]]:
    """Who is named: id, mark, name with office, and how often; the most often named first."""
    rows = []
    for e in reading.entities:
        office = f", {e.role.title}" if e.role is not None else ""
        country = f" ({e.country})" if e.country and e.kind != "state" else ""
        rows.append((e.id, token(e.id), f"{e.name}{office}{country}", len(e.mentions)))
    return sorted(rows, key=lambda row: (-row[3], row[2]))


def _somebody(ids: Sequence[str], names: Mapping[str, str]) -> tuple[Somebody, ...]:
    return tuple(Somebody(id, names.get(id, id)) for id in ids)


def _parties(parties: Sequence[Party], names: Mapping[str, str]) -> tuple[Somebody, ...]:
    return _somebody(list(dict.fromkeys(p.entity for p in parties)), names)


def _event(e: Event, names: Mapping[str, str], said: Mapping[str, Statement]) -> Shown:
    facts = [("status", e.status + (", recalled" if e.historical else ""))]
    if e.act is not None:
        facts.append(("of what", " ".join([e.act.type, *e.act.modes])))
    if days(e.date):
        basis = f" ({e.date.basis})" if e.date is not None and e.date.basis else ""
        facts.append(("when", days(e.date) + basis))
    if e.place is not None:
        facts.append(("where", e.place.name + (f", {e.place.country}" if e.place.country else "")))
    if e.persons:
        facts.append(("people", ", ".join(names.get(id, id) for id in e.persons)))
    if e.claimed_in is not None:
        claim = said.get(e.claimed_in)
        speaker = claim.speaker if claim is not None else None
        facts.append(("claimed by", names.get(speaker, speaker) if speaker else "somebody unnamed"))
    if e.contexts:
        facts.append(("about", ", ".join(e.contexts)))
    facts.append(("why", e.why))
    start = min(span.start for span in e.evidence)
    return Shown(
        id=e.id,
        kind="event",
        start=start,
        title=" ".join([e.type, *e.modes]),
        actors=_parties(e.actors, names),
        recipients=_parties(e.recipients, names),
        facts=tuple(facts),
        words=" … ".join(span.text for span in e.evidence),
        claimed=e.claimed_in is not None,
        confidence=e.confidence,
    )


def _statement(s: Statement, names: Mapping[str, str], colours: Mapping[str | None, int]) -> Shown:
    facts = []
    if days(s.date):
        facts.append(("when", days(s.date)))
    if s.occasion is not None:
        facts.append(("at", s.occasion))
    return Shown(
        id=s.id,
        kind="statement",
        start=s.content[0].start,
        title=_SAID.get(s.kind, s.kind),
        actors=_somebody([i for i in (s.speaker, *s.joint) if i], names),
        recipients=_somebody(s.addressees, names),
        facts=tuple(facts),
        words=" … ".join(span.text for span in s.content),
        voice=colours[s.speaker],
    )


def _pledge(p: Pledge, names: Mapping[str, str]) -> Shown:
    facts = [("due", p.due.text)] if p.due is not None else []
    facts.append(("promised in", p.event))
    if p.conditional:
        facts.append(("only", "under a condition"))
    return Shown(
        id=p.id,
        kind="pledge",
        start=p.what.start,
        title="pledge",
        actors=_somebody(p.by, names),
        recipients=_somebody(p.to, names),
        facts=tuple(facts),
        words=p.what.text,
    )
