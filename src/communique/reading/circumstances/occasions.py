"""Occasions: the call, meeting or briefing at which something was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.cues import load_cues
from communique.reading.events.draft import Draft
from communique.reading.statements.said import Said
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.circumstances.state import Circumstances

OCCASION_NOUNS = load_cues().nouns["occasion"]
PHONE_NOUNS = frozenset({"call", "conversation", "phone", "telephone"})


def occasion_of(facts: Circumstances, said: Said, meetings: list[Draft], current: Draft | None) -> Draft | None:
    """The event at which something was said: named in the cue's clause, else the one the report is telling of."""
    if said.cue is not None:
        if _elsewhere(facts, said):
            return None
        named = named_occasion(facts, said.cue, meetings)
        if named is not None:
            return named
        if any(
            not said.holds(w) and not w.quoted and _of_cue(facts, w, said) and t.kind not in ("duration", "clock")
            for t, w in facts.at.get(said.cue.sent, ())
        ):
            return None
    if current is None:
        return None
    sides = facts.parties.sides(current.parties)
    ids = {r.entity for r in current.parties}
    if "multilateral" in current.modes and any(facts.cast.actor(s).kind == "organization" for s in said.speakers):
        return current  # the organisation speaks at its own meeting
    faceless = facts.parties.sides([r for r in current.parties if not facts.cast.actor(r.entity).is_person])
    for s in said.speakers:
        side = facts.cast.side(s)
        if s in ids or (facts.cast.actor(s).kind == "state" and side in sides) or side in faceless:
            return current
    return None


_MEDIA = frozenset({"reporter", "journalist", "newsman", "press", "media", "television", "radio", "newspaper", "agency"})


_PUBLIC = frozenset(
    {"interview", "conference", "briefing", "letter", "speech", "post", "tweet", "television", "article", "column"}
)


def _to_the_public(p: Word) -> bool:
    """ "in an interview", "at a press conference", "to reporters"."""
    return any(o.lemma in _PUBLIC | _MEDIA for o in p.all("pobj")) and p.lower in ("in", "at", "on", "to", "with", "during")


def _elsewhere(facts: Circumstances, said: Said) -> bool:
    """Whether the words around a cue set it apart from the meeting that is told of: "told reporters after the call", "at that
    time", a stance in the present tense ("Canberra says")."""
    cue = said.cue
    assert cue is not None
    if cue.lemma in ("write", "tweet", "post", "blog") or any(_to_the_public(p) for p in cue.all("prep")):
        return True
    told = cue.child("dobj") if cue.lemma in load_cues().nouns["addressing"] else None
    if told is not None and told.i not in facts.cast.cover and told.lower not in ("him", "her", "them", "it", "that", "this"):
        return told.lemma not in OCCASION_NOUNS or told.lemma in _PUBLIC  # "told parliament", "told a press conference"
    if any(c.dep == "advcl" and c.lemma == "speak" and any(_to_the_public(p) for p in c.all("prep")) for c in cue.children):
        return True
    if any(o.lemma in _MEDIA for o in cue.all("dobj", "dative")) or any(
        o.lemma in _MEDIA for p in cue.all("prep", "dative") if p.lower == "to" for o in p.all("pobj")
    ):
        return True
    if cue.tag in ("VBZ", "VBP") and not cue.all("aux"):
        return True
    for w in cue.ancestors():
        if w.pos not in ("VERB", "AUX") or w.sent != cue.sent:
            break
        cue = w
    held = [p for p in cue.all("prep") if p.lower in ("after", "following", "before") or (p.lower == "at" and p.i < cue.i)]
    for o in (o for p in held for o in p.all("pobj")):
        if (o.head.lower != "at" and o.lemma in OCCASION_NOUNS) or (o.lemma == "time" and o.child("det") is not None):
            return True
    return False


def _of_cue(facts: Circumstances, w: Word, said: Said) -> bool:
    cue = said.cue
    for a in w.ancestors():
        if a.pos in ("VERB", "AUX"):
            return a is cue
    return False


def named_occasion(facts: Circumstances, cue: Word, meetings: list[Draft]) -> Draft | None:
    """The occasion that the words around a cue name ("during that meeting", "in the call")."""
    w: Word | None = cue
    for _ in range(3):
        if w is None:
            return None
        for p in w.all("prep"):
            if p.lower in ("during", "in", "at", "following", "after"):
                for o in p.all("pobj"):
                    if o.lemma in OCCASION_NOUNS:
                        return find_occasion(facts, o, meetings)
        w = w.head if w.dep in ("advcl", "conj", "ccomp", "parataxis") else None
    # The parser hangs "During that meeting" on the quoted verb: look at the head of the sentence.
    first = facts.parse.sentences[cue.sent].words[0]
    if first.lower in ("during", "in", "at"):
        for o in first.all("pobj"):
            if o.lemma in OCCASION_NOUNS:
                return find_occasion(facts, o, meetings)
    return None


def find_occasion(facts: Circumstances, noun: Word, meetings: list[Draft]) -> Draft | None:
    """The meeting or call that "that meeting", "the call" points back to."""
    if not any(c.lower in ("the", "this", "that", "their", "his", "her", "these", "those", "same") for c in noun.children):
        return None
    phone = noun.lemma in PHONE_NOUNS or any(c.lemma in ("phone", "telephone") for c in noun.children)
    visit = noun.lemma in ("visit", "trip")
    for d in reversed(meetings):
        if d.word.i >= noun.i:
            continue
        is_phone = "phone" in d.modes
        if (phone and not is_phone and d.word.lemma not in PHONE_NOUNS) or (
            is_phone and not phone and noun.lemma not in ("talk", "discussion", "dialogue")
        ):
            continue
        if visit != (d.word.lemma in ("visit", "trip", "tour", "travel", "fly")) and not (visit and "visit" in d.modes):
            continue
        return d
    return None
