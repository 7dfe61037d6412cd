"""Events told by nouns: "held talks", "the withdrawal of its troops", "a visit to Oslo"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.lexicon import Frame
from communique.reading import grammar
from communique.reading.events.draft import HOSTILE, Draft
from communique.reading.events.frames import frame_of, through
from communique.reading.events.slots import owner_of_noun, slot_noun, slots_of
from communique.reading.parties import Ref
from communique.reading.statements.said import Said
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

_ONLY_THOUGHT = frozenset(
    [
        "need",
        "importance",
        "possibility",
        "prospect",
        "idea",
        "proposal",
        "call",
        "hope",
        "demand",
        "request",
        "offer",
        "invitation",
        "readiness",
        "chance",
        "plan",
        "fear",
        "risk",
        "threat",
        "danger",
        "talk",
    ]
)


def light_verb(coder: Coder, v: Word, depth: int) -> Draft | None:
    """A light verb and its event noun."""
    for particles, role in coder.lexicon.light.get(v.lemma, ()):
        obj = grammar.object_word(v) if role != "happening" else v.child("nsubj", "nsubjpass")
        if particles:
            p = next((c for c in v.children if c.lower == particles[0] and c.dep in _PARTICLES), None)
            if p is None:
                continue
            if p.dep == "prep" and role != "happening":
                obj = p.child("pobj")
            elif p.lower == "part":
                inner = p.child("prep") or next((c for c in v.all("prep") if c.i > p.i and c.lower == particles[-1]), None)
                obj = inner.child("pobj") if inner is not None else None
        if obj is None:
            continue
        for o in grammar.coordinated(obj):
            noun = through(coder, o)
            if noun is None:
                continue
            draft = nominal_event(coder, noun, v, role, depth + 1)
            if draft is not None:
                coder.consumed.add(noun.i)
                return draft
    return None


def happens(coder: Coder, v: Word) -> bool:
    """Whether a verb says of its subject that it happens: "broke out", "took hold"."""
    return any(
        role == "happening" and (not particles or any(c.lower == particles[0] and c.dep in _PARTICLES for c in v.children))
        for particles, role in coder.lexicon.light.get(v.lemma, ())
    )


_PARTICLES = frozenset({"prt", "prep", "dobj", "advmod"})


def _noun_frame(coder: Coder, n: Word, verb: Word | None) -> Frame | None:
    compound = "_".join([c.lemma for c in n.children if c.dep in ("compound", "amod") and c.i == n.i - 1] + [n.lemma])
    frames = coder.lexicon.nouns.get(compound) or coder.lexicon.nouns.get(n.lemma, [])
    around = {x.lemma for x in coder.parse.words[n.left : n.right + 1]} | (
        {x.lemma for x in verb.children} if verb is not None else set()
    )
    for f in frames:
        if (f.near and not (around & f.near)) or around & f.without or (f.under and (verb is None or verb.lemma not in f.under)):
            continue
        return f
    return None


def nominal_event(coder: Coder, n: Word, verb: Word | None, role: str, depth: int) -> Draft | None:
    """An event noun, by itself or under a light verb."""
    f = _noun_frame(coder, n, verb)
    if f is None or f.type is None:
        return None
    said = coder.said_at(n)
    parties = coder.parties
    actors: list[Ref] = []
    recipients: list[Ref] = []
    subject = grammar.actor_word(verb) if verb is not None and role != "happening" else None
    from_verb = parties.of(subject, coder.said_at(verb) if verb is not None else None)
    if subject is not None and not from_verb and parties.animate(subject):
        from_verb = parties.owner(subject, said)
    between = slot_noun(coder, n, "between", said) or (_participants(coder, n, said) if f.both else [])
    recipients = slots_of(coder, f.to, n, said, verb)
    if role == "recipient":
        actors = slots_of(coder, ("from", "by", "owner"), n, said, verb) or owner_of_noun(coder, n, said)
        recipients = from_verb
    elif role == "member" or (verb is not None and role != "happening"):
        actors = from_verb or owner_of_noun(coder, n, said)
        if verb is not None and f.both and role == "actor":
            extra = owner_of_noun(coder, n, said)
            recipients = recipients or [r for r in extra if r.entity not in {a.entity for a in actors}]
    else:
        if f.from_:
            actors = slots_of(coder, f.from_, n, said, None)
        actors = (
            actors
            or slots_of(coder, ("by",), n, said, None)
            or owner_of_noun(coder, n, said, of="of" not in f.to or "of" in f.from_)
        )
        if not actors and f.both:
            actors = slots_of(coder, ("of", "between"), n, said, None)
    if between and verb is not None and verb.lemma in ("announce", "confirm", "reveal", "report", "proclaim"):
        actors, recipients = between, []  # who announces a ceasefire between others takes no part in it
    elif between:
        actors, recipients = (
            (actors, between)
            if verb is not None and actors and not (parties.sides(actors) & parties.sides(between))
            else (between, [])
        )
    if f.both and not actors and parties.two_camps(recipients):
        actors, recipients = recipients, []  # "fighting broke out between X and Y"
    recipients = [r for r in recipients if r.entity not in {a.entity for a in actors}]
    if f.type in ("ASSAULT", "COERCE") and not recipients and not f.both:
        target = grammar.preposition(n, ("on", "against", "of", "into"))
        recipients = [r for r in parties.place_state(target) if parties.side(r) not in parties.sides(actors)]
    if role == "happening" and verb is not None and f.type in HOSTILE:
        if not recipients and not f.both:
            recipients = coder.parties.place_state(verb.child("dobj"))
        if not actors and (f.both or f.type != "ASSAULT"):
            actors = coder.parties.state_here(verb)
        elif not recipients and f.type == "ASSAULT":
            recipients = coder.parties.state_here(verb)
    elif verb is not None and not actors and "state" in f.flags and grammar.is_passive(verb):
        actors = coder.parties.state_here(verb)
    both = f.both and not (f.type == "CONSULT" and f.mode == "visit")
    draft = Draft(
        f.type,
        [f.mode] if f.mode else [],
        actors,
        recipients,
        n,
        verb or n,
        f.name + (f" under {verb.lemma}" if verb is not None else ""),
        both=both,
        frame=f,
        nominal=verb is None,
    )
    if f.mode == "visit":
        _visit_host(coder, draft, n, said)
    draft.definite = any(
        c.lower in ("the", "this", "that", "their", "his", "its", "her", "these", "those")
        for c in n.children
        if c.dep in ("det", "poss")
    )
    return draft


def _participants(coder: Coder, n: Word, said: Said | None) -> list[Ref]:
    """Who took part in a meeting: "a summit at which X and Y agreed", "talks under a mechanism between X and Y"."""
    for c in n.children:
        if c.dep == "relcl" and any(
            (p.lower in ("at", "in", "during") and any(x.lower == "which" for x in p.children)) or p.lower == "where"
            for p in c.children
        ):
            refs = coder.parties.of(grammar.surface_subject(c), said)
            if coder.parties.two_camps(refs):
                return refs
        if c.dep == "acl" and c.lemma == "involve":
            refs = coder.parties.of(c.child("dobj"), said)
            if coder.parties.two_camps(refs):
                return refs
    for w in coder.parse.words[n.left : n.right + 1]:
        if w.lower in ("between", "among") and w.dep == "prep" and w.under(n):
            for o in w.all("pobj"):
                refs = coder.parties.of(o, said)
                if coder.parties.two_camps(refs):
                    return refs
    return []


def _visit_host(coder: Coder, d: Draft, n: Word, said: Said | None) -> None:
    """A visit's recipient is the host: the state of the place visited."""
    if not d.recipients:
        for p in [*n.all("prep", "dative"), *(d.carrier.all("prep", "dative") if d.carrier is not n else [])]:
            if p.lower in ("to", "in"):
                for o in p.all("pobj"):
                    d.recipients = coder.parties.place_state(o) or coder.parties.of(o, said)
                    d.place_word = o
                    if d.recipients:
                        break
            if d.recipients:
                break
    else:
        to = grammar.preposition(n, ("to",))
        d.place_word = to
    sides = coder.parties.sides(d.actors)
    d.recipients = [r for r in d.recipients if coder.parties.side(r) not in sides]


def noun_alone(coder: Coder, n: Word) -> Draft | None:
    """A noun that makes an event without a verb: its frame allows it and its parties are named."""
    f = _noun_frame(coder, n, None)
    if f is None or f.type is None or f.alone in (None, "no"):
        return None
    if (
        n.dep in ("nsubjpass", "nsubj", "dobj")
        and n.head.pos == "VERB"
        and (above := frame_of(coder, n.head)) is not None
        and ((above.op is not None and above.op not in ("condemn", "support", "pass")) or n.lemma in above.subject)
    ):
        return None  # "the visit was cancelled", "the talks ended without agreement": the verb tells of it
    if n.dep == "pobj" and n.head.head.lemma in _ONLY_THOUGHT:
        return None  # "the need for talks": none were held
    if f.alone == "joint" and not any(c.lemma in ("joint", "military", "trilateral") for c in n.children):
        return None
    d = nominal_event(coder, n, None, "actor", 0)
    if d is None:
        return None
    occasion = _occasion(coder, n, d) if f.type == "CONSULT" and f.mode not in ("multilateral", "visit") else False
    occasion = occasion or (f.type == "CONSULT" and f.both and _gathering(coder, n, d))
    if f.mode != "visit" and d.both and not coder.parties.two_camps(d.parties) and f.mode != "multilateral":
        return None
    if f.mode == "multilateral" and not (d.actors or d.recipients):
        return None
    if f.mode == "visit" and not (d.actors and d.recipients):
        return None
    if not d.both and not d.actors:
        return None
    if f.type in HOSTILE and not (d.actors and d.recipients):
        return None
    if (
        any(c.lower in ("no", "any", "a", "an", "another", "further", "more") and c.dep == "det" for c in n.children)
        and f.type != "ASSAULT"
        and not occasion
    ):
        return None
    return d


def _occasion(coder: Coder, n: Word, d: Draft) -> bool:
    """ "X, in a phone call with Y, said ...": who speaks on an occasion with another takes part in it. Adds the speaker."""
    verb = n.head.head
    if n.dep != "pobj" or n.head.lower not in ("in", "during", "at", "after") or verb.i not in coder.cues or verb.tag == "VB":
        return False
    subject = grammar.surface_subject(verb)
    speakers = coder.parties.of(subject) if subject is not None else []
    theirs = coder.parties.sides(d.parties)
    if not theirs or not speakers or coder.parties.sides(speakers) & theirs:
        return False
    if d.both:
        d.actors, d.recipients = [*speakers, *d.parties], []
    else:
        d.actors = d.actors or speakers
    d.carrier, d.nominal = verb, False  # told of as surely, and on the same day, as what was said
    return True


def _gathering(coder: Coder, n: Word, d: Draft) -> bool:
    """ "At a summit in Oslo, the leaders of X and Y agreed ...": several who do something at a meeting meet there."""
    verb = n.head.head
    if d.parties or n.dep != "pobj" or n.head.lower not in ("at", "in", "during") or verb.pos != "VERB" or verb.with_to:
        return False
    parties = coder.parties.of(grammar.surface_subject(verb), coder.said_at(verb))
    if not coder.parties.two_camps(parties) or len(coder.parties.sides(parties)) < 2:
        return False
    d.actors = parties
    d.carrier, d.nominal = verb, False
    return True
