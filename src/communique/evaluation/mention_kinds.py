"""What kind of mention a gold mention is, told from its words alone, so that missed ones have a kind too."""

from __future__ import annotations

import re
from enum import StrEnum

from communique.knowledge.offices import load_offices
from communique.knowledge.world import World, load_world


class MentionKind(StrEnum):
    """How a mention names somebody."""

    NAME = "name"
    METONYM = "metonym"  # a capital, a palace, a ministry
    OFFICE = "office"  # without a name
    COUNTERPART = "counterpart"
    PRONOUN = "pronoun"
    PAIR = "pair"  # both, the two, the former
    ANAPHOR = "anaphor"  # any other description


_PRONOUNS = re.compile(
    r"he|him|his|himself|she|hers?|herself|it|its|itself|they|them|theirs?|themselves|we|us|ours?|ourselves|i|me|my|mine|myself"
    r"|yours?|you|who|whom|whose",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(r"\b(counterparts?|opposite numbers?|colleagues?|peers?|homologues?|hosts?|guests?)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(both|two|three|four|pair|duo|trio|(?:former|latter)$|each other|one another|sides|neighbou?rs|parties)(?!\w)",
    re.IGNORECASE,
)
_SMALL = frozenset({"of", "the", "al", "el", "de", "bin", "ibn", "van", "von", "and"})
_ARTICLES = re.compile(r"^(the|a|an|his|her|its|their|our|my|this|that|these|those)\s+", re.IGNORECASE)


def kind_of_mention(words: str, world: World | None = None) -> MentionKind:
    """The kind: pronoun, counterpart, pair, name, metonym, office or (other) anaphor."""
    world = world or load_world()
    if _PRONOUNS.fullmatch(words):
        return MentionKind.PRONOUN
    if _COUNTERPART.search(words):
        return MentionKind.COUNTERPART
    if _SEVERAL.search(words):
        return MentionKind.PAIR
    bare = _ARTICLES.sub("", words).strip()
    if any(s.kind in ("capital", "metonym") for s in world.find(bare)):
        return MentionKind.METONYM
    if world.find(bare):
        return MentionKind.NAME
    head = [p.lower() for p in re.findall(r"[\w-]+", re.split(r"\b(?:of|for|to|in|at)\b", bare)[0])]
    if head and load_offices().read(head) is not None:
        return MentionKind.OFFICE
    # "Mr Solberg", "al-Ruqaishi": every word but small ones begins with a capital.
    parts = re.findall(r"[^\W_]+", bare.removesuffix("'s"))
    if parts and all(p[0].isupper() or p.lower() in _SMALL for p in parts):
        return MentionKind.NAME
    return MentionKind.ANAPHOR
