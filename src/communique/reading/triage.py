"""Triage: a first look at a document, without parsing it, that tells whether it may hold an act between states.

It looks for sentences in which somebody acts who can (a state, its officials, a leader, an organisation, an armed group) beside a
word for what such bodies do to each other, and for words that speak for a report of something else (sport, a market, a recipe).
The best sentence and the document as a whole are weighed together; ``tools/fit_triage.py`` fits the weights.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from communique.knowledge.tables import DATA, read_yaml
from communique.knowledge.world import Sense, World, atoms
from communique.sources.document import Document
from communique.sources.language import language_of

NO_NAME = "names no state, leader, organisation or armed group"
NO_ACT = "tells of nothing that states, organisations or armed groups do"

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?![\s\"'”’)\]])[^.!?\n]*)*")
_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
# After these a name is where something happens ("in France"), not who does it.
_WHERE = frozenset(str.split("in at near across around throughout outside inside through via off"))
_OFFICE_REACH = 3  # "the Greek deputy foreign minister", "Guyana's government"
_LONGEST_NAME = 8  # words
_BRIEF = 60  # words
_AMPLE = 100  # words: in fewer, one word of another topic ("an agreement on fishing") is no sign of that topic


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of the first look: of each form of a word its group of cues, whether it names an office, and its topic."""

    cues: dict[str, str]
    office: frozenset[str]
    other: dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: the traits of each sentence that may tell of something, those of the whole document, its main topic.

    ``names``: whether it names anybody or a place at all; ``bodies``: whether somebody who can act; ``words``: how many it has.
    """

    sentences: list[frozenset[str]]
    whole: frozenset[str]
    topic: str
    names: bool
    bodies: bool
    words: int


def triage(document: Document, world: World) -> str | None:
    """Why a document need not be read, in words for a person, or None when it may hold something.

    A text without words, or in another language, is not judged: reading reports these itself.
    """
    text = document.text
    if language_of(text)[0] != "en":
        return None
    seen = look(document, world)
    if not seen.names:
        return NO_NAME if _WORD.search(text) else None
    if brief(seen):
        return None
    if not seen.sentences:
        return NO_ACT
    if score(seen) >= load_weights()["threshold"]:
        return None
    return f"reads like a report of {seen.topic}" if seen.topic else "tells of little that states do to each other"


def brief(seen: Look) -> bool:
    """Whether this is a line or two in which a body is named: too little to go by, and soon read."""
    return seen.words < _BRIEF and seen.bodies


def score(seen: Look) -> float:
    """The log-odds that the document holds an act between states: its best sentence and the whole."""
    weights = load_weights()
    whole = sum(weights.get(t, 0.0) for t in seen.whole)
    return whole + max((sum(weights.get(t, 0.0) for t in s) for s in seen.sentences), default=-math.inf)


def look(document: Document, world: World) -> Look:
    """The traits by which a document is judged. The time it takes grows with the length of the text and with nothing else."""
    words = load_words()
    found: list[frozenset[str]] = []
    topics: Counter[str] = Counter()
    number = cues = officials = firm = 0
    named = bodies = False
    for at, sentence in enumerate(_sentences(document)):
        own = _WORD.findall(sentence)
        number += len(own)
        lower = [w.lower() for w in own]
        other = [words.other[w] for w in lower if w in words.other]
        topics.update(other)
        groups = {words.cues[w] for w in lower if w in words.cues}
        actors, states = _actors(own, lower, world, words)
        named = named or bool(actors - {"foreign service"})
        bodies = bodies or bool(actors - {"place", "place abroad"})
        cues += len(groups & _FIRM)
        officials += "official" in actors
        if not groups:
            continue
        # "He denounced the treaty": the names may stand in the sentences before.
        who = (
            "two"
            if len(states) > 1
            else "body"
            if actors & _BODIES
            else "one"
            if actors - {"place", "place abroad"}
            else "nobody"
        )
        firm += bool(groups & _FIRM) and who in ("two", "body")
        pairs = {f"{g} by {who}" for g in groups}
        size = {"two states"} if len(states) == 2 else {"three states"} if len(states) > 2 else set()
        crowd = {"other words"} if len(other) > 1 else set()
        crowd |= {"many other words"} if len(other) > 3 else set()
        many = {"two cues"} if len(groups) > 1 else set()
        many |= {"three cues"} if len(groups) > 2 else set()
        found.append(frozenset(actors | groups | pairs | size | crowd | many | ({"opens"} if at < 3 else set())))
    ample = max(number, _AMPLE)
    share = 100 * sum(topics.values()) / ample
    whole = {"always"} | {f"other over {n} %" for n in (3, 6, 9, 12, 16) if share > n}
    whole |= {f"cues over {n} %" for n in (0.5, 1, 2, 3) if 100 * cues / max(number, 1) > n}
    whole |= {f"officials over {n}" for n in (0, 1, 3) if officials > n}
    whole |= {f"firm over {n}" for n in (0, 1, 2, 4) if firm > n}
    topic = topics.most_common(1)[0][0] if topics else ""
    if topic and topics[topic] > 0.05 * ample:
        whole.add(f"of {topic}")
    return Look(found, frozenset(whole), topic, named, bodies, number)


_FIRM = frozenset({"envoys", "deals", "blame", "arms", "border"})
_BODIES = frozenset({"official", "leader", "organisation", "group", "institution", "foreign service"})
_FOREIGN_SERVICE = frozenset(
    str.split("ambassador ambassadors embassy embassies consulate consul envoy envoys diplomat diplomats")
)


def _sentences(document: Document) -> Iterator[str]:
    if document.title and document.title not in document.text[: len(document.title) + 200]:
        yield document.title
    for m in _SENTENCE.finditer(document.text):
        yield m.group()


def _actors(own: list[str], lower: list[str], world: World, words: Words) -> tuple[set[str], set[str]]:
    """What kinds of bodies a sentence names, and which states they act for."""
    kinds: set[str] = set()
    states: set[str] = set()
    places: set[str] = set()
    if any(w in _FOREIGN_SERVICE for w in lower) or any(a == "foreign" and b in words.office for a, b in pairwise(lower)):
        kinds.add("foreign service")
    i = 0
    while i < len(own):
        taken = 1
        if own[i][0].isupper() or own[i][0].isdigit():
            n, sense = _name(own, i, world)
            if sense is not None:
                taken = n
                after = lower[i + n : i + n + _OFFICE_REACH]
                office = any(w in words.office for w in after)
                before = lower[i - 1] if i else ""
                seat = before == "in" and i > 1 and lower[i - 2] in words.office  # "the government in Ljubljana"
                of_office = before in ("of", "from") and any(w in words.office for w in lower[max(0, i - 4) : i - 1])
                kind = _kind(sense, world, before in _WHERE and not office and not seat)
                known = world.entities.get(sense.entity)
                state = (known.country if known else None) or sense.entity
                if kind == "place":
                    places.add(state)
                else:
                    states.add(state)
                    if (office or of_office or seat) and kind in ("state", "nationality", "capital"):
                        kinds.add("official")
                    if kind != "nationality" and any(w in words.cues for w in after[:1]):
                        kinds.add("acts")  # "Italy sent thirty firemen"
                kinds.add(kind)
        i += taken
    if states and places - states:
        kinds.add("place abroad")
    return kinds, states


def _name(own: list[str], i: int, world: World) -> tuple[int, Sense | None]:
    """How many words the name at a word takes, and its first sense that stands for a body or a place."""
    first = _forms(own[i])
    if not first or first[0] not in world.index:
        return 0, None
    stream: list[str] = []
    ends: list[int] = []
    for k, word in enumerate(own[i : i + _LONGEST_NAME]):
        for a in _forms(word):
            stream.append(a)
            ends.append(k + 1)
    n, senses = world.match(stream, 0)
    text = "".join(own[i : i + ends[n - 1]]) if n else ""
    for s in senses:
        if s.kind != "other" and (not s.strict or text.isupper()):
            return ends[n - 1], s
    return 0, None


def _forms(word: str) -> list[str]:
    """The atoms of a word; abbreviations have their last full stop back, which the search for words leaves out."""
    return atoms(word + "." if "." in word else word)


def _kind(sense: Sense, world: World, where: bool) -> str:
    known = world.entities.get(sense.entity)
    if known is not None and known.kind != "state":
        return {"person": "leader", "organization": "organisation", "group": "group"}.get(known.kind, "place")
    if sense.kind in ("metonym", "force"):
        return "institution"
    if where or sense.kind == "place":
        return "place"
    return {"adjective": "nationality", "people": "nationality", "capital": "capital"}.get(sense.kind, "state")


@functools.cache
def load_words() -> Words:
    """The packaged vocabulary, with the inflected forms of each word. A word of two groups belongs to the first."""
    raw = read_yaml(DATA / "triage_words.yaml")
    cues: dict[str, str] = {}
    other: dict[str, str] = {}
    for table, part in ((cues, "cues"), (other, "other")):
        for group, listed in raw[part].items():
            for word in listed:
                table.setdefault(word, group)
        for group, listed in raw[part].items():
            for word in listed:
                for form in inflected(word):
                    table.setdefault(form, group)
    return Words(cues, frozenset(f for w in raw["office"] for f in (w, w + "s")), other)


def inflected(word: str) -> set[str]:
    """The regular forms of an English word, as a noun and as a verb: a few that do not exist do no harm."""
    if word.endswith("e"):
        return {word + "s", word + "d", word[:-1] + "ing"}
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    plural = word + "es" if word.endswith(("s", "x", "ch", "sh", "z")) else word + "s"
    return {plural, word + "ed", word + "ing"}


@functools.cache
def load_weights() -> dict[str, float]:
    """The fitted weight of each trait, and the threshold under which a document need not be read."""
    return {str(k): float(v) for k, v in read_yaml(DATA / "triage_weights.yaml").items()}
