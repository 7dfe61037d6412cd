"""The event lexicon: which words make which PLOVER event, and where its parties stand.

Data in ``data/lexicon``; the format in docs/lexicon.md.

A frame is chosen for a word by what stands around it (its particle, the class of its object, its complement), the most
specific first. Frames without a type are operators: they say what becomes of the event in their complement.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from communique.errors import KnowledgeError
from communique.knowledge.tables import DATA, read_yaml
from communique.records import EventType

OPERATORS = frozenset(
    [
        "promise",
        "refuse",
        "request",
        "threaten",
        "warn",
        "accuse",
        "allege",
        "deny",
        "condemn",
        "support",
        "hope",
        "intend",
        "consider",
        "expect",
        "pass",
        "stop",
        "cancel",
        "allow",
        "seek",
        "wrong",
    ]
)
SLOTS = frozenset(
    [
        "subject",
        "maker",
        "object",
        "owner",
        "clause",
        "dative",
        "that",
        "none",
        "with",
        "to",
        "against",
        "on",
        "upon",
        "for",
        "from",
        "of",
        "by",
        "at",
        "in",
        "into",
        "over",
        "about",
        "under",
        "near",
        "along",
        "between",
        "across",
        "toward",
        "towards",
        "after",
        "before",
        "outside",
        "among",
        "around",
        "off",
        "as",
        "alongside",
        "behind",
        "through",
        "via",
    ]
)
FIELDS = frozenset(
    [
        "words",
        "type",
        "mode",
        "op",
        "object",
        "clause",
        "to",
        "from",
        "both",
        "needs",
        "near",
        "place",
        "alone",
        "person",
        "people",
        "official",
        "examples",
        "subject",
        "under",
        "without",
        "negated",
        "future",
        "unless",
        "strict",
        "state",
        "contexts",
    ]
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of a word. ``name`` is for ``why``; ``particles`` must stand beside the word; slots are tried in order."""

    name: str
    pos: str
    particles: tuple[str, ...]
    type: EventType | None
    mode: str | None
    op: str | None
    object: frozenset[str]
    clause: frozenset[str]
    to: tuple[str, ...]
    from_: tuple[str, ...]
    both: bool
    needs: frozenset[str]
    near: frozenset[str]
    subject: frozenset[str]
    place: str | None
    alone: str | None
    under: frozenset[str]
    without: frozenset[str]
    flags: frozenset[str]

    @property
    def specific(self) -> int:
        """How much it asks of its surroundings: the most demanding frame that fits wins."""
        return (
            6 * len(self.particles)
            + 4 * bool(self.object)
            + 3 * bool(self.clause)
            + 2 * bool(self.near)
            + 2 * bool(self.needs)
            + 3 * bool(self.subject)
            + bool(self.under)
            + bool(self.flags & {"person", "people", "official"})
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by lemma; noun classes; light verbs with what their subject is."""

    verbs: dict[str, list[Frame]]
    nouns: dict[str, list[Frame]]
    adjectives: dict[str, list[Frame]]
    nominals: dict[str, list[Frame]]
    classes: dict[str, frozenset[str]]
    light: dict[str, list[tuple[tuple[str, ...], str]]]
    examples: tuple[tuple[str, str, str], ...]

    @property
    def measure(self) -> frozenset[str]:
        """Nouns of amount and kind: "a series of strikes" is strikes."""
        return self.classes["measure"]

    @property
    def stretch(self) -> frozenset[str]:
        """Nouns of course and bearing: "the development of relations" is about relations."""
        return self.classes["stretch"]


DEFAULT_TO = {
    "verb": ("object", "to", "with", "against", "on", "owner", "for", "from"),
    "noun": ("with", "to", "against", "on", "between"),
    "adjective": ("to", "with", "about", "clause"),
    "nominal": ("to", "with", "against"),
}


def _words(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return ["yes"] if value else []
    if isinstance(value, str):
        return value.split()
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _expand(value: object, classes: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    """Words, with those of each @class in place of its name."""
    found: set[str] = set()
    for word in _words(value):
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            raise KnowledgeError(f"{where}: unknown class {word}; the classes are: {', '.join(sorted(classes))}")
    return frozenset(found)


def _load(name: str) -> object:
    return read_yaml(DATA / "lexicon" / name)


def _frames(
    file: str, pos: str, classes: dict[str, frozenset[str]], examples: list[tuple[str, str, str]]
) -> Iterator[tuple[str, Frame]]:
    rows = _load(file)
    if not isinstance(rows, list):
        raise KnowledgeError(f"lexicon/{file} must be a list of entries")
    for n, row in enumerate(rows, 1):
        where = f"lexicon/{file}, entry {n} ({row.get('words', '?')!r})"
        unknown = set(row) - FIELDS
        if unknown:
            raise KnowledgeError(
                f"{where}: unknown field {', '.join(sorted(unknown))}; the fields are: {', '.join(sorted(FIELDS))}"
            )
        if row.get("type") is not None and row["type"] not in get_args(EventType):
            raise KnowledgeError(f"{where}: unknown event type {row['type']!r}; PLOVER's are: {', '.join(get_args(EventType))}")
        if row.get("op") is not None and row["op"] not in OPERATORS:
            raise KnowledgeError(f"{where}: unknown operator {row['op']!r}; the operators are: {', '.join(sorted(OPERATORS))}")
        to, from_ = tuple(_words(row.get("to"))), tuple(_words(row.get("from")))
        for slot in (*to, *from_):
            if slot not in SLOTS:
                raise KnowledgeError(f"{where}: unknown slot {slot!r}; the slots are: {', '.join(sorted(SLOTS))}")
        near, subjects, objects, under, without = (
            _expand(row.get(k), classes, where) for k in ("near", "subject", "object", "under", "without")
        )
        flags = frozenset(
            k for k in ("person", "people", "official", "negated", "future", "unless", "strict", "state") if row.get(k)
        )
        for example in row.get("examples") or ():
            sentence, _, expected = example.rpartition("=>")
            if not sentence:
                raise KnowledgeError(f"{where}: an example is written 'Sentence. => TYPE ACTOR > RECIPIENT'; got {example!r}")
            examples.append((sentence.strip(), expected.strip(), where))
        for word in _words(row["words"]):
            lemma, *particles = word.split("_") if pos == "verb" else [word]
            yield (
                lemma,
                Frame(
                    f"{pos} {word.replace('_', ' ')}",
                    pos,
                    tuple(particles),
                    row.get("type"),
                    row.get("mode"),
                    row.get("op"),
                    objects,
                    frozenset(_words(row.get("clause"))),
                    to or DEFAULT_TO[pos],
                    from_,
                    bool(row.get("both")),
                    frozenset(_words(row.get("needs"))),
                    near,
                    subjects,
                    row.get("place"),
                    (" ".join(_words(row["alone"])) or None) if "alone" in row else None,
                    under,
                    without,
                    flags,
                ),
            )


@functools.cache
def load_lexicon() -> Lexicon:
    """The packaged lexicon, read once a process. Raises KnowledgeError that names file, entry and mend."""
    raw = _load("classes.yaml")
    assert isinstance(raw, dict)
    classes = {k: frozenset(v) for k, v in raw.items()}
    examples: list[tuple[str, str, str]] = []
    tables: dict[str, dict[str, list[Frame]]] = {}
    files = sorted(f.name for f in (DATA / "lexicon").iterdir() if f.name.endswith(".yaml"))
    for pos in ("verb", "noun", "adjective", "nominal"):
        table: dict[str, list[Frame]] = {}
        for file in (f for f in files if f.startswith(f"{pos}s")):
            for lemma, frame in _frames(file, pos, classes, examples):
                table.setdefault(lemma, []).append(frame)
        for frames in table.values():
            frames.sort(key=lambda f: -f.specific)
        tables[pos] = table
    lights = _load("light.yaml")
    assert isinstance(lights, dict)
    light: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role, words in lights.items():
        for word in words:
            lemma, *particles = word.split("_")
            light.setdefault(lemma, []).append((tuple(particles), role))
    return Lexicon(tables["verb"], tables["noun"], tables["adjective"], tables["nominal"], classes, light, tuple(examples))
