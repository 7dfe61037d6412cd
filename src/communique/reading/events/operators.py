"""Operators: what a verb of promising, refusing, urging, accusing or cancelling makes of the act in its complement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.knowledge.lexicon import Frame
from communique.reading import grammar
from communique.reading.events.claims import sides_of_speaker
from communique.reading.events.draft import ASKED_MODE, COOPERATIVE, HOSTILE, VERBAL, YIELDING, Draft
from communique.reading.events.frames import through
from communique.reading.events.modes import asked_mode, threat_mode
from communique.reading.events.nouns import nominal_event
from communique.reading.events.pointing import meant, planned
from communique.reading.events.slots import actors_of, fighters_of, slots_of
from communique.reading.parties import Ref
from communique.reading.statements.said import Said
from communique.reading.status import standing
from communique.reading.words import Word
from communique.records import EventType

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder


def content_of(coder: Coder, v: Word, obj: Word | None, depth: int) -> Draft | None:
    """The event in an operator's complement: clause, infinitive, gerund, or event noun; consumed with it."""
    comp = grammar.complement(v)
    if comp is not None:
        d = coder.build(comp, depth + 1)
        coder.consumed.add(comp.i)
        for c in comp.children:
            if c.dep == "conj" and c.pos == "VERB" and c.child("nsubj", "nsubjpass") is None:
                if d is None:
                    d = coder.build(c, depth + 1)
                coder.consumed.add(c.i)
        if d is not None:
            if standing(comp).status == "negated":
                d.status = "negated"
            return d
        inner = comp.child("dobj")
        if inner is not None:
            noun = through(coder, inner)
            if (
                noun is not None
                and (e := nominal_event(coder, noun, None, "actor", depth + 1)) is not None
                and e.type in COOPERATIVE | YIELDING
            ):
                coder.consumed.add(noun.i)
                return e
    if obj is not None and obj.pos in ("NOUN", "PROPN"):
        first: Draft | None = None
        for o in grammar.coordinated(obj):
            noun = through(coder, o)
            if noun is None or (noun.i in coder.cast.cover and coder.cast.cover[noun.i].kind != "adjective"):
                continue
            d = nominal_event(coder, noun, None, "actor", depth + 1)
            if d is not None:
                coder.consumed.add(noun.i)
                first = first or d
        if first is not None:
            return first
    for p in v.all("prep", "prt"):
        if p.lower in ("on", "for", "to", "in", "against", "of", "with"):
            o2 = p.child("pobj")
            noun = through(coder, o2)
            if noun is not None and noun.pos == "NOUN" and noun.i not in coder.cast.cover:
                d = nominal_event(coder, noun, None, "actor", depth + 1)
                if d is not None:
                    coder.consumed.add(noun.i)
                    return d
    return None


def operate(
    coder: Coder, v: Word, f: Frame, obj: Word | None, said: Said | None, depth: int, actors: list[Ref] | None = None
) -> Draft | None:
    """What an operator (promise, refuse, urge, accuse, cancel ...) makes of the event in its complement; None for nothing."""
    actors = actors_of(coder, v, f, said, obj) if actors is None else actors
    op = f.op
    comp = grammar.complement(v)
    if (
        op in ("intend", "seek", "hope", "expect")
        and comp is not None
        and v.child("dobj") is not None
        and not comp.under(v.child("dobj") or v)
    ):
        return None  # "prepared a list to strengthen ties": a purpose, not what was intended
    if v.lemma == "aim" and (v.dep == "acl" or not actors):
        return None  # "a meeting aimed at closer ties": a purpose
    content = content_of(coder, v, obj, depth) if op not in ("condemn", "support") else None
    if (
        op == "intend"
        and content is None
        and comp is not None
        and actors
        and standing(v, reported=said is not None).status == "negated"
    ):
        d0 = Draft("REJECT", [], actors, [], v, v, f"{f.name}: does not intend to", frame=f, untimed=True)
        d0.status = "occurred"
        return d0
    slots = slots_of(coder, f.to, v, said, None, obj)
    mine = coder.parties.sides(actors)

    def others(refs: list[Ref]) -> list[Ref]:
        out: list[Ref] = []
        for r in coder.parties.apart(refs, actors):
            if r.entity not in {x.entity for x in out}:
                out.append(r)
        return out

    def made(type_: EventType, modes: list[str], recipients: list[Ref], **more: object) -> Draft:
        d = Draft(
            type_,
            modes,
            actors,
            recipients,
            v,
            v,
            f"{f.name} ({op})" + (f" + {content.why}" if content is not None else ""),
            frame=f,
        )
        if content is not None:
            d.act = (content.type, content.modes)
            d.place_word = content.place_word
        for k, x in more.items():
            setattr(d, k, x)
        return d

    theirs = others(content.recipients + content.actors) if content is not None else []
    if not theirs and comp is not None and comp.child("dobj") is not None:
        theirs = others(coder.parties.owner(comp.child("dobj"), said))  # "offered to pay the Bahraini crew's wages"
    if op == "promise":
        if (
            content is not None
            and content.type in HOSTILE - {"MOBILIZE"}
            and content.status != "negated"
            and f.type == "AGREE"
            and v.lemma in ("vow", "pledge", "swear", "promise", "ready", "prepared")
        ):
            return made("THREATEN", threat_mode(coder, content), theirs or slots)
        negated_infinitive = comp is not None and standing(comp).status == "negated"
        if negated_infinitive and (content is None or content.type in COOPERATIVE | YIELDING):
            return made("REJECT", [], theirs or slots)
        agreed = made("AGREE", [], others(slots) or theirs, both=f.both)
        if content is not None and content.status == "negated":
            agreed.act = None  # what they agreed not to do is not what they owe
        return agreed
    if op == "hope" and v.lemma in ("want", "wish", "like") and comp is not None and actors:
        asked = others(coder.parties.of(comp.child("nsubj", "nsubjpass"), said))
        if asked:  # "wants Chad to leave"
            mode = asked_mode(coder, content, comp, obj)
            return made("REQUEST", [mode] if mode else [], asked)
    if op in ("intend", "expect", "hope", "consider", "seek", "pass"):
        return carry(coder, v, f, op, actors, content, comp, slots)
    if op == "request":
        if comp is not None and comp.lemma in ("name", "identify", "quote"):
            return None  # "asked not to be named"
        target = slots
        if not target and comp is not None:
            target = others(coder.parties.of(comp.child("nsubj", "nsubjpass"), said))
        target = others(target) or theirs
        mode = asked_mode(coder, content, comp, obj) or f.mode
        target = target or others(fighters_of(coder, v, obj))
        return made("REQUEST", [mode] if mode else [], target)
    if op == "refuse":
        if obj is not None and obj.lemma in coder.lexicon.nominals:
            coder.consumed.add(obj.i)  # "rejected a call by Chad for aid": the call is told of in the refusal
        if (
            comp is not None
            and content is None
            and comp.lemma
            in (
                "say",
                "comment",
                "speak",
                "answer",
                "elaborate",
                "give",
                "name",
                "disclose",
                "confirm",
                "identify",
                "discuss",
            )
        ):
            return None
        mode = asked_mode(coder, content, comp, obj)
        return made(
            "REJECT", [mode] if mode else [], others(slots) or theirs or others(meant(coder, through(coder, obj), "REJECT"))
        )
    if op == "threaten":
        return made("THREATEN", threat_mode(coder, content), others(slots) or theirs)
    if op == "warn":
        if content is None or content.type not in HOSTILE:
            who = grammar.surface_subject(comp) if comp is not None else None
            # "it" in what X warns Y of is X.
            own = who is not None and (
                who.lower in ("it", "they", "he", "she") or coder.parties.sides(coder.parties.of(who, said)) & mine
            )
            ahead = standing(comp, reported=True) if comp is not None else None
            # "warned Chad that it would take steps if ...": what one will do oneself, said to another's face.
            if own and ahead and ahead.status in ("future", "hypothetical") and (others(slots) or ahead.condition):
                return made("THREATEN", [], others(slots))
        if content is None:
            return None
        against = grammar.preposition(v, ("against",)) is not None or any(p.lower == "against" for p in v.all("prep"))
        if against:
            return made("REQUEST", ["yield"], others(slots_of(coder, ("object",), v, said, None, obj)))
        if content.type in HOSTILE and content.status != "negated" and coder.parties.sides(content.actors) & mine:
            return made("THREATEN", threat_mode(coder, content), theirs)
        return None
    if op == "accuse":
        d = made("ACCUSE", ["allege"], others(slots))
        if content is not None and content.type in HOSTILE | {"AID", "COOPERATE", "RETREAT"} and content.type != "SANCTION":
            content.actors = content.actors or slots
            content.said = coder.cues.get(v.i)
            if content.said is not None:
                d.others.append(content)
        return d
    if op == "allege":
        if content is None:
            return None
        if v.pos != "NOUN":
            coder.consumed.discard(content.word.i)
        if content.type in HOSTILE | {"AID"} and others(content.actors):
            return made("ACCUSE", ["allege"], others(content.actors))
        return None
    if op == "deny":
        if content is None or content.type not in HOSTILE | {"AID", "CONSULT", "COOPERATE"}:
            return None
        content.status = "negated"
        content.said = coder.cues.get(v.i)
        content.carrier = content.word
        d = made("REJECT", [], others(content.recipients))
        d.act = None
        if content.said is not None and content.actors:
            d.others.append(content)
        return d
    if op == "wrong":
        # A wrong told of somebody else is an accusation by whoever tells it.
        if said is None or not actors or sides_of_speaker(coder, said) & mine:
            return None
        return Draft(
            "ACCUSE",
            ["allege"],
            [Ref(s, v.i, v.i) for s in said.speakers],
            actors,
            v,
            v,
            f"{f.name} said of another",
            frame=f,
        )
    if op == "condemn":
        return _toward(coder, v, f, obj, said, actors, slots, "ACCUSE", [f.mode] if f.mode else ["disapprove"])
    if op == "support":
        return _toward(coder, v, f, obj, said, actors, slots, "SUPPORT", [])
    if op == "stop":
        if content is None:
            return None
        if content.type in ("ASSAULT", "COERCE"):
            return made("RETREAT", ["ceasefire"] if content.type == "ASSAULT" else [], theirs)
        return made("SANCTION", ["discontinue"], theirs)
    if op == "cancel":
        refs = content.parties if content is not None else coder.parties.owner(obj, said)
        if grammar.is_passive(v) and not actors:
            if content is None or len(coder.parties.sides(content.parties)) < 2:
                before = planned(coder, v)
                if before is None:
                    return None
                content = replace(
                    before,
                    type="CONSULT",
                    modes=list(before.act[1]) if before.act else before.modes,
                    act=None,
                    word=v,
                    others=[],
                    why=f"{f.name} of {before.why}",
                    said=None,
                )
                if before in coder.drafts and before.word.sent == v.sent:
                    coder.drafts.remove(before)
            content.carrier = v
            content.status = "negated"
            content.nominal = False
            return content
        return made("REJECT", ["meet"], others(slots) or others(refs))
    if op == "allow":
        return made("CONCEDE", [], others(slots) or theirs)
    return None


def carry(
    coder: Coder, v: Word, f: Frame, op: str, actors: list[Ref], content: Draft | None, comp: Word | None, slots: list[Ref]
) -> Draft | None:
    """Operators that leave the event its type: plans, hopes, expectations, beginnings and continuations."""
    if content is None:
        return None
    mine = coder.parties.sides(actors)
    if actors and (not content.actors or op != "expect" or content.nominal):
        content.recipients = (
            [r for r in content.recipients + content.actors if coder.parties.side(r) not in mine]
            if content.nominal or not content.actors
            else content.recipients
        )
        content.actors = actors
    elif not actors and grammar.is_passive(v):
        content.actors = content.actors or coder.parties.of(grammar.surface_subject(v))
    content.carrier = v
    content.why = f"{f.name} ({op}) + {content.why}"
    content.nominal = False
    if op == "hope":
        # To stress the need of closer ties is a word given now; to hope for a visit is not.
        content.status = (
            "occurred" if content.frame is not None and content.frame.type == "AGREE" and not content.nominal else "hypothetical"
        )
    elif op in ("intend", "expect"):
        content.status = "negated" if content.status == "negated" else "future"
    elif op == "consider":
        content.status = "hypothetical"
    elif op == "seek":
        if content.type in ("AGREE", "COOPERATE", "CONSULT", "SUPPORT") and content.status != "negated":
            content.act = (content.type, content.modes)
            content.type, content.modes = "AGREE", []
        elif slots:
            content.act = (content.type, content.modes)
            mode = ASKED_MODE.get(content.type)
            content.type, content.modes, content.recipients = "REQUEST", [mode] if mode else [], slots
    elif op == "pass" and v.lemma in ("continue", "keep", "go"):
        content.status = "ongoing" if content.type not in VERBAL and v.tag in ("VBZ", "VBP", "VBG") else "occurred"
    return content


def _toward(
    coder: Coder,
    v: Word,
    f: Frame,
    obj: Word | None,
    said: Said | None,
    actors: list[Ref],
    slots: list[Ref],
    type_: EventType,
    modes: list[str],
) -> Draft:
    """Praise and blame: their recipient is the one spoken of, the author of the act spoken of, or the owner of the thing."""
    recipients = coder.parties.apart(slots, actors)
    if type_ == "ACCUSE" and recipients and obj is not None and not f.object and not coder.parties.of(obj, said):
        # Blame falls on whose the thing is, not on where it is or whom it hits.
        recipients = coder.parties.apart(coder.parties.maker(through(coder, obj), said), actors)
    why = f.name
    noun = through(coder, obj)
    if noun is None and (p := grammar.preposition(v, ("at", "over", "about", "with", "by", "for", "to"), obj)) is not None:
        noun = through(coder, p)
    if noun is not None and noun.pos == "NOUN" and noun.i not in coder.cast.cover:
        act = nominal_event(coder, noun, None, "actor", 1)
        if act is not None and act.type in HOSTILE | {"REJECT", "ACCUSE"}:
            authors = coder.parties.apart(act.actors, actors)
            if authors:
                recipients = authors
            why += f" of {act.why}"
    if not recipients:
        recipients = coder.parties.apart(meant(coder, noun, type_), actors)
    if not recipients:
        comp = grammar.complement(v)
        if comp is not None:
            recipients = coder.parties.apart(coder.parties.of(comp.child("nsubj", "nsubjpass"), said), actors)
    if not recipients and obj is not None:
        for c in obj.children:
            if c.dep in ("acl", "relcl", "ccomp"):
                who = grammar.actor_word(c)
                recipients = coder.parties.apart(coder.parties.of(who, said), actors)
                if recipients:
                    break
    return Draft(type_, modes, actors, recipients, v, v, why, frame=f)
