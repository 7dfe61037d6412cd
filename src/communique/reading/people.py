"""People: which nouns name persons, bodies of people, and what people act with."""

from __future__ import annotations

import re

from communique.knowledge.lexicon import load_lexicon
from communique.knowledge.offices import load_offices
from communique.reading.words import Word

# Nouns of people that no list holds: "dockworker", "sheep-breeder", "air traffic controller", "cardiologist".
_PERSON = re.compile(
    r"\w*(?:worker|man|woman|person|folk|ist|ian|eer|maker|keeper|holder|fighter|dweller|goer|grower|breeder|controller|driver|rider|seeker"
    r"|dealer|trader|owner|leader|ruler|member|officer|chief|master|monger|smith|hand|mate|minister|monk)"
)
_NO_PERSON = frozenset(
    [
        "list",
        "fist",
        "twist",
        "mist",
        "gist",
        "wrist",
        "waist",
        "beer",
        "deer",
        "career",
        "veneer",
        "hand",
        "checklist",
        "beforehand",
        "stalemate",
        "estimate",
        "climate",
        "ultimate",
        "wishlist",
        "shortlist",
        "blacklist",
        "screwdriver",
        "stakeholder",
        "placeholder",
    ]
)


def animate(w: Word) -> bool:
    """Whether a noun names people, a body of people, or what they act with (troops, ships)."""
    classes = load_lexicon().classes
    return (
        w.lemma in classes["human"]
        or w.lower in classes["human"]
        or w.lemma in classes["people"]
        or w.lemma in load_offices().by_last
        or w.ent in ("PERSON", "NORP")
        or (w.pos == "NOUN" and named_by_work(w.lemma))
    )


def named_by_work(lemma: str) -> bool:
    """Whether a noun that no list holds tells by its form that it is of people ("dockworker", "cardiologist")."""
    return _PERSON.fullmatch(lemma) is not None and lemma not in _NO_PERSON
