"""Frames that name an act themselves: "attacked", "met", "signed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.lexicon import Frame
from communique.reading import grammar
from communique.reading.events.draft import Draft
from communique.reading.events.nouns import nominal_event
from communique.reading.events.operators import operate
from communique.reading.events.pointing import meant
from communique.reading.events.slots import actors_of, slots_of
from communique.reading.parties import Ref
from communique.reading.statements.said import Said
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

# What an attack was made with, by the nouns of its subject and its "with" phrase.
_WEAPONS = {
    **dict.fromkeys(
        [
            "strike",
            "airstrike",
            "shell",
            "shelling",
            "artillery",
            "rocket",
            "missile",
            "drone",
            "mortar",
            "bombardment",
            "airstrikes",
            "jet",
            "warplane",
            "tank",
            "raid",
            "barrage",
        ],
        "heavy-weapons",
    ),
    **dict.fromkeys(["bomb", "explosion", "blast", "mine", "ied", "grenade", "explosive", "device"], "explosives"),
    **dict.fromkeys(["gunman", "gunmen", "shooting", "bullet", "gun", "rifle", "gunfire", "sniper"], "firearms"),
    **dict.fromkeys(["knife", "machete", "axe", "stone", "sword"], "primitive"),
}


def compose(coder: Coder, v: Word, f: Frame, depth: int) -> Draft | None:
    """The draft of a verb with its frame: an operator over its complement, or an act of its own."""
    said = coder.said_at(v)
    obj = grammar.object_word(v)
    if f.particles and obj is None:
        p = next((c for c in v.children if c.lower == f.particles[-1] and c.dep in ("prep", "prt", "agent")), None)
        obj = p.child("pobj") if p is not None else None
    if f.op is not None:
        before = set(coder.consumed)
        made = operate(coder, v, f, obj, said, depth)
        if made is None:
            coder.consumed = before  # what it took for its content may yet tell something by itself
        return made
    return _plain(coder, v, f, obj, said)


def _plain(coder: Coder, v: Word, f: Frame, obj: Word | None, said: Said | None) -> Draft:
    actors = actors_of(coder, v, f, said, obj)
    names = f.to
    recipients = slots_of(coder, names, v, said, None, obj)
    if not recipients and f.place is None and f.type in ("ASSAULT", "COERCE", "MOBILIZE"):
        for name in ("in", "into", "on", "at", "near", "across", "along"):
            target = grammar.preposition(v, (name,), obj)
            if target is not None and coder.parties.place_state(target):
                recipients = coder.parties.place_state(target)
                break
        if not recipients and obj is not None:
            recipients = coder.parties.place_state(obj)
    if (
        f.type == "ASSAULT"
        and grammar.is_passive(v)
        and (not actors or coder.parties.sides(actors) == coder.parties.sides(recipients))
    ):
        actors, recipients = _in_an_attack(coder, v, obj, said) or (actors, recipients)
    if not actors and f.type in ("MOBILIZE", "AID") and grammar.is_passive(v):
        actors = coder.parties.of(obj, said) or coder.parties.owner(obj, said)  # troops are sent by whose they are
    if not actors and f.type == "ACCUSE" and f.mode == "disapprove" and grammar.is_passive(v):
        actors = _host(coder, obj, recipients)
    if not actors and "state" in f.flags and (grammar.is_passive(v) or grammar.surface_subject(v) is None):
        actors = coder.parties.state_here(v)
    if (
        f.type is not None
        and f.mode == "ceasefire"
        and v.lemma in ("announce", "declare", "proclaim", "confirm")
        and obj is not None
    ):
        between = slots_of(coder, ("between",), obj, said)
        if between and not (coder.parties.sides(between) & coder.parties.sides(actors)):
            # Who announces a truce between others takes no part in it.
            return Draft(f.type, [f.mode], between, [], v, v, f.name, both=True, frame=f)
    if f.both and not actors and coder.parties.two_camps(recipients):
        actors, recipients = recipients, []  # "an accord was concluded between Peru and Chile"
    if f.object and obj is not None:
        coder.consumed.update(o.i for o in grammar.coordinated(obj) if o.i > v.i)
    if f.type == "ASSAULT" and not actors and (subject := grammar.surface_subject(v)) is not None and not grammar.is_passive(v):
        actors = meant(coder, subject, "ASSAULT")  # "The attack killed ten": whose attack was told before
    assert f.type is not None  # operators without a type never come here
    d = Draft(f.type, [f.mode] if f.mode else [], actors, recipients, v, v, f.name, both=f.both, frame=f)
    if d.type == "ASSAULT" and not d.modes:
        d.modes = _weapon(coder, v)
    if (
        d.type == "CONSULT"
        and not d.modes
        and any(
            p.lower in ("by", "over", "on", "via")
            and any(o.lemma in ("phone", "telephone", "telephon", "video") for o in p.all("pobj"))
            for holder in (v, obj)
            if holder is not None
            for p in holder.all("prep")
        )
    ):
        d.modes = ["phone"]
    if f.mode == "visit" and f.type == "CONSULT":
        if f.place == "object" and obj is not None:
            d.recipients = coder.parties.of(obj, said) or coder.parties.place_state(obj)
            d.place_word = obj
        elif f.place is not None:
            target = grammar.preposition(v, (f.place, "at"))
            d.place_word = target
            d.recipients = coder.parties.place_state(target) or coder.parties.of(target, said)
        sides = coder.parties.sides(d.actors)
        d.recipients = [r for r in d.recipients if coder.parties.side(r) not in sides]
        if not d.recipients and f.place is not None:
            return d
    return d


def _host(coder: Coder, envoy: Word | None, recipients: list[Ref]) -> list[Ref]:
    """Who summons when "Norway's ambassador to Chad was summoned": the state to which he is sent; else the report's own."""
    if envoy is None or envoy.lemma not in coder.lexicon.classes["envoy"]:
        return []
    hosts = coder.parties.of(grammar.preposition(envoy, ("to", "in")))
    dateline = coder.parse.layout.dateline
    if not hosts and dateline is not None and dateline.country is not None:
        hosts = [Ref(coder.cast.actor(dateline.country).id, envoy.i, envoy.i, True)]
    mine = coder.parties.sides(recipients)
    return [r for r in hosts if coder.parties.side(r) not in mine]


def _in_an_attack(coder: Coder, v: Word, obj: Word | None, said: Said | None) -> tuple[list[Ref], list[Ref]] | None:
    """Doers and victims of "were killed in a Norwegian air strike on a village", "wounded in clashes with the army"."""
    noun = grammar.preposition(v, ("in", "during"))
    attack = nominal_event(coder, noun, None, "actor", 1) if noun is not None and noun.pos == "NOUN" else None
    if noun is None or attack is None or attack.type != "ASSAULT":
        return None
    victims = coder.parties.of(obj, said) or coder.parties.owner(obj, said)
    after = coder.parse.words[noun.i : v.right + 1]  # "an attack by rebels on a town": it may hang on any of them
    on = (p.child("pobj") for p in after if p.lower in ("on", "against") and p.dep == "prep" and p.under(v))
    target = next((w for w in on if w is not None and w.ent not in ("DATE", "TIME")), None)
    hit = coder.parties.of(target, said) or coder.parties.place_state(target) or coder.parties.owner(target, said)
    sides = coder.parties.sides(victims or hit)
    doers = [r for r in (attack.parties if attack.both else attack.actors) if coder.parties.side(r) not in sides]
    return (doers, victims or hit or attack.recipients) if doers else None


def weapon_told(coder: Coder, first: int, last: int) -> list[str]:
    """The mode of an attack by the weapons named in the words that tell of it, when they are of one kind."""
    found = {_WEAPONS[w.lemma] for w in coder.parse.words[first : last + 1] if w.pos == "NOUN" and w.lemma in _WEAPONS}
    return list(found) if len(found) == 1 else []


def _weapon(coder: Coder, v: Word) -> list[str]:
    """The mode that the instrument tells: "a drone strike killed ...", "attacked with knives"."""
    spans: list[Word] = []
    subject = grammar.actor_word(v)
    if subject is not None and subject.sent == v.sent:
        spans += [subject, *[c for c in subject.children if c.dep in ("compound", "amod")]]
    for p in v.all("prep"):
        if p.lower in ("with", "in", "by", "using"):
            spans += [x for o in p.all("pobj") for x in (o, *o.all("compound"))]
    if any(w.lemma == "suicide" for w in spans):
        return ["suicide-attack"]
    return next(([_WEAPONS[w.lemma]] for w in spans if w.lemma in _WEAPONS), [])
