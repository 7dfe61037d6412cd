"""Events told by adjectives: "is ready to", "was grateful for"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.lexicon import Frame
from communique.reading import grammar
from communique.reading.events.draft import HOSTILE, Draft
from communique.reading.events.modes import threat_mode
from communique.reading.events.operators import carry, content_of
from communique.reading.events.slots import slots_of
from communique.reading.words import Word
from communique.records import EventType

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder


def adjectival_event(coder: Coder, a: Word, depth: int = 0) -> Draft | None:
    """The event that a predicative adjective tells of ("is ready to help"), composed with its complement."""
    frames = coder.lexicon.adjectives.get(a.lemma) or coder.lexicon.adjectives.get(a.lower)
    if not frames:
        return None
    f = next((f for f in frames if not f.needs or _adjective_needs(coder, f, a)), None)
    if f is None:
        return None
    said = coder.said_at(a)
    subject = a.child("nsubj") or (a.head.child("nsubj", "nsubjpass") if a.head.pos in ("AUX", "VERB") else None)
    if subject is None:
        subject = grammar.surface_subject(a)
    actors = coder.parties.of(grammar.antecedent(subject, a.head) if subject is not None else None, said) or (
        coder.parties.owner(subject, said) if subject is not None else []
    )
    carrier = a.head if a.head.pos in ("AUX", "VERB") else a
    content = content_of(coder, a, None, depth)
    mine = coder.parties.sides(actors)
    theirs = [
        r for r in (content.recipients + content.actors if content is not None else []) if coder.parties.side(r) not in mine
    ]
    if f.op in ("expect", "hope"):
        if content is None:
            return None
        d = carry(coder, a, f, f.op, actors, content, None, [])
        if d is not None:
            d.carrier = carrier
        return d
    slots = [r for r in slots_of(coder, f.to, a, said) if coder.parties.side(r) not in mine]
    type_: EventType = f.type or "AGREE"
    modes = [f.mode] if f.mode else []
    if f.op == "promise" and content is not None and content.type in HOSTILE:
        type_, modes = "THREATEN", threat_mode(coder, content)
    d = Draft(
        type_,
        modes,
        actors,
        theirs or slots,
        a,
        carrier,
        f"{f.name}" + (f" + {content.why}" if content is not None else ""),
        frame=f,
    )
    if content is not None:
        d.act = (content.type, content.modes)
    elif f.op == "promise" and grammar.complement(a) is None and not slots:
        return None
    return d


def _adjective_needs(coder: Coder, f: Frame, a: Word) -> bool:
    """Whether one of the prepositions or an infinitive that the adjective asks for stands by it."""
    comp = grammar.complement(a)
    if "to" in f.needs and comp is not None and any(x.lower == "to" for x in comp.all("aux")):
        return True
    return any(c.lower in f.needs for c in a.all("prep"))
