"""When a record of a reading and a record of the gold are about the same: parties, names, spans, and one-to-one matching.

The definitions are those of the gold format (``docs/gold.md``, "How the scoring works"): what counts as the same is decided here
and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from communique.records import EventType, Party

Offsets = tuple[int, int]
"""Characters of a text: start inclusive, end exclusive."""

# Spellings of one party that is no state, as slugs: a group a line. A party is known by the first of its group.
_SAME_PARTY = """
united-nations un
united-nations-security-council un-security-council unsc
european-union eu
african-union au
league-of-arab-states arab-league
gulf-cooperation-council gcc
association-of-southeast-asian-nations asean
shanghai-cooperation-organisation shanghai-cooperation-organization sco
economic-cooperation-organisation economic-cooperation-organization eco
organisation-of-islamic-cooperation organization-of-islamic-cooperation oic
organization-of-american-states oas
caribbean-community caricom
east-african-community eac
economic-community-of-west-african-states ecowas
intergovernmental-authority-on-development igad
north-atlantic-treaty-organization nato
organization-for-security-and-co-operation-in-europe osce
international-atomic-energy-agency iaea
international-court-of-justice icj
international-criminal-court icc
international-monetary-fund imf
world-health-organization who
world-trade-organization wto
islamic-state daesh is isil isis
pkk kurdistan-workers-party
hezbollah hizbullah
houthis ansar-allah houthi houthi-movement
hayat-tahrir-al-sham hts
rapid-support-forces rsf
"""
_FIRST_SPELLING = {spelling: group.split()[0] for group in _SAME_PARTY.strip().splitlines() for spelling in group.split()}

# Types whose parties stand on the same side: who is called actor and who recipient does not matter.
_RECIPROCAL: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})

# Letters that Unicode does not decompose into a plain letter and a mark. Their capitals stay as they are.
_PLAIN_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d"})
_COUNTRY_CODE = re.compile(r"[A-Z]{3}")

LENIENT = 0.5  # half of the parties in common
_EXACT = 0.999  # all of them, but for rounding
SAME_WORDS = 0.5  # share of the characters that two spans must have in common to be the same statement


def fold(name: str) -> str:
    """``name`` in lower case without accents."""
    parts = unicodedata.normalize("NFKD", name.translate(_PLAIN_LETTERS))
    return "".join(character for character in parts if not unicodedata.combining(character)).lower()


def squeeze(text: str) -> str:
    """``text`` with each run of white space as one blank, and none at its ends."""
    return re.sub(r"\s+", " ", text).strip()


def party_slug(party: str) -> str:
    """One spelling for a party: an ISO 3166-1 alpha-3 code stays, ``organization/united-nations`` and ``UN`` become one slug."""
    last = re.split(r"[/:]", party)[-1]
    if _COUNTRY_CODE.fullmatch(last):
        return last
    slug = re.sub(r"[^a-z0-9]+", "-", fold(last)).strip("-").removeprefix("the-")
    return _FIRST_SPELLING.get(slug, slug)


def party_slugs(parties: Iterable[Party]) -> set[str]:
    """The sides of an event of a reading: the country that a party acts for, else the party itself."""
    return {party.country or party_slug(party.entity) for party in parties}


def same_parties(
    type_: EventType,
    gold: tuple[Iterable[str], Iterable[str]],
    found: tuple[Iterable[Party], Iterable[Party]],
    *,
    exactly: bool = False,
) -> bool:
    """Whether two events of type ``type_`` have the same (actors, recipients).

    Measured by the Jaccard index of the sides: over actors and recipients together for CONSULT, AGREE, COOPERATE and SUPPORT,
    else by the mean of both. It must be a half at least, or with ``exactly`` one.
    """
    gold_actors, gold_recipients = ({party_slug(party) for party in parties} for parties in gold)
    actors, recipients = (party_slugs(parties) for parties in found)
    if type_ in _RECIPROCAL:
        common = _jaccard(gold_actors | gold_recipients, actors | recipients)
    else:
        common = (_jaccard(gold_actors, actors) + _jaccard(gold_recipients, recipients)) / 2
    return common >= (_EXACT if exactly else LENIENT)


def same_name(one: str, other: str) -> bool:
    """Whether two names can be one person's or office's: the same last word, all words of one in the other, or two in common."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    a, b = set(first), set(second)
    return first[-1] == second[-1] or len(a & b) >= 2 or a <= b or b <= a


def overlap(one: Offsets, other: Offsets) -> bool:
    """Whether two spans have a character in common."""
    return min(one[1], other[1]) > max(one[0], other[0])


def span_iou(one: Iterable[Offsets], other: Iterable[Offsets]) -> float:
    """Characters in both sets of spans, as a share of those in either (intersection over union); 0 when both are empty."""
    a, b = _characters(one), _characters(other)
    return len(a & b) / len(a | b) if a or b else 0.0


def match(candidates: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    """Pair gold records with found ones, each at most once, from (fit, gold index, found index): the best fit first.

    Of equals the earlier gold record is served first, with the earlier found one.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, gold, found in sorted(candidates, key=lambda candidate: (-candidate[0], *candidate[1:])):
        if gold not in pairs and found not in taken:
            pairs[gold] = found
            taken.add(found)
    return pairs


def find_nth(text: str, words: str, nth: int = 1) -> Offsets | None:
    """Where ``words`` stand in ``text`` for the ``nth`` time, counted from 1; None when they do not."""
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def _words(name: str) -> list[str]:
    return fold(name).replace("-", " ").split()


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _characters(spans: Iterable[Offsets]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
