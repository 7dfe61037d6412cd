"""People whom the tables lack: names that the model, a title or a capital shows."""

from __future__ import annotations

import re

from communique.knowledge.world import Known, atoms
from communique.reading.actors import Cast, Mention
from communique.reading.names.marks import FEMALE_MARKS, HONORIFICS, MALE_MARKS
from communique.reading.names.tables import head_of, known_name, with_honorifics
from communique.reading.words import Word

FAMILY_NAME_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "VNM", "HKG", "SGP", "KHM", "HUN"})
NOT_NAMES = frozenset(
    [
        "summit",
        "declaration",
        "agreement",
        "treaty",
        "accord",
        "protocol",
        "province",
        "district",
        "street",
        "day",
        "week",
        "river",
    ]
)


def _person_spans(cast: Cast) -> list[tuple[int, int]]:
    """Runs of words that the model calls a person, not yet covered, without titles."""
    words = cast.parse.words
    spans: list[tuple[int, int]] = []
    i = 0
    n = len(words)
    while i < n:
        if words[i].ent != "PERSON" or i in cast.cover:
            i += 1
            continue
        j = i
        while j + 1 < n and words[j + 1].ent == "PERSON" and words[j + 1].sent == words[i].sent and (j + 1) not in cast.cover:
            j += 1
        a, b = i, j
        while a <= b and not (words[a].tag in ("NNP", "NNPS", "FW") or words[a].text[0].isupper()):
            a += 1
        while b >= a and (
            words[b].tag in ("POS", "HYPH", "''", ",", ":")
            or not any(c.isalpha() for c in words[b].text)
            or words[b].lower == "'s"
        ):
            b -= 1
        # A person's name runs on over capitals that the model left out ("Ahmed al-Sahhaf").
        while b + 1 < n and words[b + 1].sent == words[a].sent and (b + 1) not in cast.cover and _name_continues(words, b):
            b += 1
        if a <= b and not (cast.places.get(a) and a == b):
            spans.append((a, b))
        i = max(j, b) + 1
    return spans


def _name_continues(words: list[Word], b: int) -> bool:
    w, nxt = words[b], words[b + 1]
    if w.end == nxt.start and nxt.text == "-":
        return b + 2 < len(words) and words[b + 2].text[:1].isalpha() and nxt.end == words[b + 2].start
    if w.text == "-" and nxt.text[:1].isalpha() and w.end == nxt.start:
        return True  # "Han Ji-won", "al-Sahhaf"
    return (
        nxt.lower in ("al", "el", "bin", "ibn", "von", "van", "de")
        and b + 2 < len(words)
        and nxt.i + 1 < len(words)
        and words[b + 2].text[:1] in "-"
    ) or False


_OFFICE_TAIL = re.compile(
    r"(?:Minister|President|Secretary|Chancellor|Spokesman|Spokeswoman|Premier|Chairman|Ambassador|Envoy|Foreign|Defence|Defense|Prime|Commissioner|Governor|Mayor|Director|Leader)$"
)


def add_new_people(cast: Cast) -> None:
    """Add the people whom the model or a title shows and the tables lack."""
    words = cast.parse.words
    singles: list[tuple[int, int]] = []
    for a, b in _person_spans(cast) + _titled_spans(cast):
        if any(i in cast.cover for i in range(a, b + 1)):
            continue
        marks = set()
        while a < b and (
            words[a].lower in HONORIFICS or _OFFICE_TAIL.search(words[a].text) or words[a].tag in ("JJ", "DT", "NN")
        ):
            marks.add(words[a].lower)
            a += 1
        if words[b].lower in NOT_NAMES or words[a].lower in HONORIFICS or _names_no_person(words, a, b):
            continue
        name = known_name(cast.text(a, b))
        if len(atoms(name)) < 2:
            if a > 0 and words[a - 1].lower.rstrip(".") in _COURTESY:
                singles.append((a, b))
            continue
        if not name[0].isupper():
            continue
        known = _same_person(cast, name)
        actor = cast.actor(known.id) if known else cast.new_person(name)
        if marks & FEMALE_MARKS:
            actor.gender = "f"
        elif marks & MALE_MARKS:
            actor.gender = "m"
        first = with_honorifics(cast, a)
        cast.add(Mention(first, b, head_of(words[a : b + 1]), (actor.id,), "name"))
    for a, b in singles:
        # "Mr. Solberg", never named in full: all that the text tells of him.
        surname = atoms(cast.text(a, b))[-1]
        if a not in cast.cover and not any(surname in atoms(person.name) for person in cast.persons()):
            actor = cast.new_person(known_name(cast.text(a, b)))
            title = words[a - 1].lower
            actor.gender = "f" if title in FEMALE_MARKS else "m" if title in MALE_MARKS else None
            cast.add(Mention(a - 1, b, words[b], (actor.id,), "name"))


_VESSELS = frozenset(
    [
        "ship",
        "trawler",
        "tanker",
        "ferry",
        "vessel",
        "boat",
        "frigate",
        "corvette",
        "destroyer",
        "cruiser",
        "submarine",
        "freighter",
        "yacht",
        "cutter",
        "minesweeper",
        "liner",
        "warship",
        "gunboat",
        "steamer",
        "schooner",
        "icebreaker",
    ]
)
_AIMED = frozenset({"anger", "attempt", "dig", "fury", "gibe", "glance", "jab", "look", "outrage", "rage", "shot", "swipe"})


def _names_no_person(words: list[Word], a: int, b: int) -> bool:
    """Whether a name is that of a vessel ("the trawler Mary Rose"), or of a place where something is ("the crossing at X Y")."""
    if words[a].lower == "persona":
        return True  # non grata
    before = words[a - 1] if a else None
    after = words[b + 1] if b + 1 < len(words) else None
    if before is None or before.sent != words[a].sent:
        return False
    if before.lower in _VESSELS:
        return True
    # "the crossing at Villa Ortega", but "fired at Ana Ortega", "anger at her", "outside Ana Ortega's house"
    somewhere = before.lower == "near" or (before.lower == "at" and before.head.pos == "NOUN" and before.head.lemma not in _AIMED)
    return somewhere and (after is None or after.tag != "POS")


_COURTESY = frozenset(["mr", "mrs", "ms", "miss", "dr", "gen", "col", "sir", "lord", "lady"])


def _titled_spans(cast: Cast) -> list[tuple[int, int]]:
    """Capitalised words right after an honorific or an office written as a title, which the model missed as a person."""
    words = cast.parse.words
    spans = []
    for w in words:
        owned = (
            w.tag == "POS" and w.i - 1 in cast.cover and cast.actors[cast.cover[w.i - 1].ids[0]].kind == "state"
        )  # "Sweden's X Y"
        if not owned and (
            not (w.text[0].isupper() and (w.lower in HONORIFICS or _OFFICE_TAIL.search(w.text))) or w.i in cast.cover
        ):
            continue
        a = w.i + 1
        b = a
        while (
            b < len(words)
            and words[b].sent == w.sent
            and b not in cast.cover
            and words[b].text[0].isupper()
            and words[b].tag in ("NNP", "NNPS", "FW")
        ):
            b += 1
        if owned and (b - a != 2 or words[a].ent in ("ORG", "FAC", "LOC", "EVENT", "LAW") or words[b - 1].dep == "compound"):
            continue
        if b > a and not any(_OFFICE_TAIL.search(words[i].text) or words[i].lower in HONORIFICS for i in range(a, b)):
            spans.append((a, b - 1))
    return spans


def _same_person(cast: Cast, name: str) -> Known | None:
    """Somebody of the tables with the same last and first name but other middle names or honorifics."""
    parts = atoms(name)
    for person in cast.world.surnames.get(parts[-1], ()):
        other = atoms(person.name)
        if len(other) >= 2 and other[0] == parts[0]:
            return person
    return None
