"""Slots: who fills the places of a frame, wherever the sentence puts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.lexicon import Frame
from communique.reading import grammar
from communique.reading.events.frames import through
from communique.reading.parties import FIRST_PERSON, Ref
from communique.reading.statements.said import Said
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

_MESSAGES = frozenset(
    [
        "note",
        "letter",
        "statement",
        "message",
        "communique",
        "communiqué",
        "declaration",
        "resolution",
        "text",
        "document",
        "petition",
        "memo",
    ]
)


_BETWEEN = ("between", "among")


def owner_of_noun(coder: Coder, n: Word, said: Said | None, of: bool = True) -> list[Ref]:
    """Possessive, adjective or compound before the noun; then "by"; then "of" when it names the doer."""
    if (
        n.dep == "conj"
        and n.head.pos == "NOUN"
        and n.head.lemma in coder.lexicon.nouns
        and not any(c.dep in ("poss", "amod") for c in n.children)
    ):
        return owner_of_noun(coder, n.head, said, of)  # "Raisi's visit to Moscow and meeting with Putin"
    for c in n.children:
        if c.dep in ("poss", "amod", "compound", "nmod") and (c.i < n.i):
            if c.lower in FIRST_PERSON and said is not None:
                return [Ref(s, c.i, c.i) for s in said.speakers]
            m = coder.cast.cover.get(c.i)
            if m is not None:
                refs = [Ref(i, m.first, m.last) for i in m.ids]
                for other in [*grammar.coordinated(c)[1:], *_hyphened(coder, c)]:
                    om = coder.cast.cover.get(other.i)
                    if om is not None:
                        refs += [Ref(i, om.first, om.last) for i in om.ids]
                return refs
            inner = coder.parties.owner(c, said, 2) if c.dep == "poss" else []
            if inner:
                return inner
    return slot_noun(coder, n, "by", said) or (slot_noun(coder, n, "of", said) if of else [])


def _hyphened(coder: Coder, c: Word) -> list[Word]:
    """The first half of "US-China talks", "a Russian-Turkish summit"."""
    words = coder.parse.words
    return [x for x in c.children if x.i == c.i - 2 and x.dep in ("compound", "amod", "nmod") and words[c.i - 1].text == "-"]


def slot_noun(coder: Coder, n: Word, name: str, said: Said | None) -> list[Ref]:
    """Who fills one slot of a noun's frame: its owner, its "of", "by", "with" or "between"."""
    names = _BETWEEN if name == "between" else (name,)
    for p in n.all("prep", "agent"):
        if p.lower in names:
            for o in p.all("pobj"):
                refs = coder.parties.of(o, said) or (coder.parties.owner(o, said) if coder.parties.animate(o) else [])
                if refs:
                    return refs
    return []


def slots_of(
    coder: Coder, names: tuple[str, ...], w: Word, said: Said | None, verb: Word | None = None, obj: Word | None = None
) -> list[Ref]:
    """The parties in the first of these slots that names any."""
    for name in names:
        refs = _slot(coder, name, w, said, verb, obj)
        if refs:
            return refs
    return []


def _slot(coder: Coder, name: str, w: Word, said: Said | None, verb: Word | None, obj: Word | None) -> list[Ref]:
    p = coder.parties
    if name == "none":
        return []
    if name == "subject":
        subject = grammar.actor_word(w) if w.pos in ("VERB", "AUX") else None
        named = subject is not None and (p.animate(subject) or subject.lemma in coder.lexicon.nouns)
        return p.of(subject, said) or (p.owner(through(coder, subject), said) if named else [])
    if name == "maker":
        return p.maker(through(coder, grammar.surface_subject(w)), said) if w.pos in ("VERB", "AUX") else []
    if name == "object":
        return [r for o in ([obj] if obj is not None else []) for r in p.of(o, said)]
    if name == "dative":
        d = w.child("dative") or (verb.child("dative") if verb is not None else None)
        by = verb if verb is not None else w
        if d is None and by.pos == "VERB" and by.child("dobj") is not None:
            d = by.child(*grammar.PASSIVE_SUBJECT)  # "Chad was given a loan"
        return p.of(d, said) if d is not None and d.lower not in ("to", "for") else []
    if name == "owner":
        if w.pos in ("NOUN", "PROPN"):
            return owner_of_noun(coder, w, said)
        return p.owner(through(coder, obj), said) or p.owner(obj, said)
    if name in ("clause", "that"):
        c = grammar.complement(w)
        if c is None:
            return []
        subject = c.child("nsubj", "nsubjpass") if c.pos in ("VERB", "AUX", "ADJ", "NOUN") else None
        return p.of(subject, said) or p.owner(subject, said)
    names = _BETWEEN if name == "between" else (name,)
    target = grammar.preposition(w, names, obj)
    if target is None and verb is not None:
        target = grammar.preposition(verb, names)
    if target is None and obj is not None and (of := grammar.preposition(obj, ("of",))) is not None:
        target = grammar.preposition(of, names)  # "handed a note of protest to the embassy"
    if target is None:
        return []
    # "on fourteen individuals and five companies in Chad"
    return p.of(target, said) or [r for c in grammar.coordinated(target) for r in p.owner(c, said)]


def actors_of(coder: Coder, v: Word, f: Frame, said: Said | None, obj: Word | None) -> list[Ref]:
    """Who acts in a verb's frame: the frame's own "from" slot, else the subject or agent."""
    if f.from_:
        return slots_of(coder, f.from_, v, said, None, obj)
    subject = grammar.actor_word(v)
    refs = coder.parties.of(subject, said)
    if (joined := grammar.joined(v)) is not None:
        refs = coder.parties.of(grammar.surface_subject(joined), said) + coder.parties.of(joined.child("dobj"), said)
    before = coder.parse.words[v.i - 1] if v.i else None
    if v.tag == "VBG" and before is not None and before.lemma in _MESSAGES and before.sent == v.sent:
        subject, refs = before, []  # "was handed a note demanding ...": the note demands
    if not refs and subject is not None and subject.lemma in _MESSAGES:
        refs = coder.parties.maker(subject, said) or (
            [Ref(s, subject.i, subject.i) for s in said.speakers] if said is not None else []
        )
    if not refs and subject is not None:
        # "the war in Mali killed ...": where a thing is does not make its state the doer.
        refs = (
            coder.parties.maker(subject, said)
            if f.type == "ASSAULT" and not coder.parties.animate(subject)
            else coder.parties.owner(subject, said)
        )
    if not refs and subject is None and (own := coder.cues.get(v.i)) is not None:
        refs = [Ref(speaker, v.i, v.i) for speaker in own.speakers]  # an item of a list: "- Condemned the attack on Chad"
    if not refs and subject is None and f.mode in ("withdraw", "troops") and grammar.is_passive(v):
        refs = coder.parties.of(obj, said) or coder.parties.owner(obj, said)  # "French troops were withdrawn"
    return refs


def fighters_of(coder: Coder, v: Word, obj: Word | None) -> list[Ref]:
    """ "an end to the fighting", "a halt to the attacks": those of the fighting told of before."""
    if obj is None or not any(
        w.lemma in coder.lexicon.classes["attack"] or w.lemma in ("fighting", "hostility", "violence", "clash")
        for w in coder.parse.words[obj.left : obj.right + 1]
    ):
        return []
    fights = [d for d in coder.drafts if d.type == "ASSAULT"]
    both = next((d for d in fights if d.both), None) or (fights[-1] if fights else None)
    return both.parties if both is not None else []
