"""Reference: who "the Turkish leader", "his counterpart", "he", "the former" and "the two sides" are, at that place in the text.

One walk through the text, sentence by sentence, over what ``names`` found. What has no evidence stays unresolved.
"""

from __future__ import annotations

from communique.reading.actors import Cast, Mention
from communique.reading.names.marks import HONORIFICS
from communique.reading.names.phrases import OfficePhrase
from communique.reading.reference.appositions import resolve_appositions
from communique.reading.reference.bodies import resolve_noun
from communique.reading.reference.offices import resolve_office
from communique.reading.reference.pronouns import PRONOUNS, resolve_pronoun
from communique.reading.reference.sides import left_edge
from communique.reading.reference.together import (
    NUMBERS,
    PAIR_PEOPLE,
    PAIR_STATES,
    last_people,
    last_states,
    resolve_former_latter,
    resolve_together,
)
from communique.reading.words import Sentence


def resolve(cast: Cast, phrases: list[OfficePhrase]) -> None:
    """Resolve, in text order, everything that is not a name."""
    by_sentence: dict[int, list[OfficePhrase]] = {}
    for p in phrases:
        by_sentence.setdefault(cast.parse.words[p.first].sent, []).append(p)
    cast.sort()
    _set_home(cast)
    for m in cast.mentions:
        if cast.actors[m.ids[0]].is_person and m.first < m.last:  # "Prince X", "General Y" are called so again
            cast.actors[m.ids[0]].called |= {w.lower for w in cast.parse.words[m.first : m.last]} & HONORIFICS
    for s in cast.parse.sentences:
        _sentence(cast, s, by_sentence.get(s.index, []))
    cast.sort()


def _set_home(cast: Cast) -> None:
    """The state that the report is about when none is named: its dateline's, else the first one named."""
    dateline = cast.parse.layout.dateline
    counts: dict[str, int] = {}
    for m in cast.mentions:
        a = cast.actors[m.ids[0]]
        if a.country:
            counts[a.country] = counts.get(a.country, 0) + 1
    letterhead = cast.world.find(cast.parse.layout.letterhead) if cast.parse.layout.letterhead else []
    if letterhead and (known := cast.world.entities.get(letterhead[0].entity)) is not None and known.country:
        cast.home = known.country
    elif dateline is not None and dateline.country in counts:
        cast.home = dateline.country
    elif counts:
        cast.home = max(counts, key=lambda c: counts[c])


def _sentence(cast: Cast, s: Sentence, phrases: list[OfficePhrase]) -> None:
    starts = {p.first: p for p in phrases}
    inside = {i for p in phrases for i in range(p.left, p.right + 1)}
    for w in s.words:
        p = starts.get(w.i)
        if p is not None:
            resolve_office(cast, p)
            cast.sort()
            continue
        if w.i in cast.cover:
            continue
        if w.lower in PRONOUNS and w.tag in ("PRP", "PRP$"):
            resolve_pronoun(cast, w)
        elif (
            w.lower in ("former", "latter")
            and w.i > 0
            and cast.parse.words[w.i - 1].lower == "the"
            and w.dep not in ("amod", "compound")
        ):
            resolve_former_latter(cast, w)
        elif (
            w.lower in ("two", "three", "four", "five", "pair")
            and w.dep in ("nsubj", "nsubjpass")
            and w.i > 0
            and cast.parse.words[w.i - 1].lower == "the"
        ):
            ids = last_people(cast, w.i - 1, NUMBERS[w.lower], None) or last_states(cast, w.i - 1, NUMBERS[w.lower])
            if ids:
                cast.add(Mention(w.i - 1, w.i, w, ids, "anaphor", "anaphor", True))
        elif w.lower in PAIR_STATES or (w.lower in PAIR_PEOPLE and w.i not in inside and w.child("poss") is None):
            resolve_together(cast, w)
        elif w.tag == "NNPS" and w.lower in cast.world.regions:
            states = tuple(cast.actor(c).id for c in cast.world.regions[w.lower])
            cast.add(Mention(left_edge(w), w.i, w, states, "alias", "name", True))  # "the two Koreas"
        elif w.pos in ("NOUN", "PROPN") and w.i not in inside:
            resolve_noun(cast, w)
    cast.sort()
    resolve_appositions(cast, s)
