"""Cues: the words that report speech, and what each takes as its content (``lexicon/cues.csv``, ``lexicon/cue_nouns.yaml``).

A verb of saying is only as good as its complement: "said the talks had failed" reports words, "said nothing" does not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.errors import KnowledgeError
from communique.knowledge.tables import DATA, read_rows, read_yaml

_PREPOSITIONS = "of|about|against|for|at|on|upon|over|to|with|as"
TAKES = re.compile(
    rf"clause|quote|object|doing|name|noun|whom (?:{_PREPOSITIONS})|(?:on|to|with) whom(?: to| for)?|(?:{_PREPOSITIONS})"
)
HOW = frozenset({"", "weak", "thought", "paper", "quoted", "things"})
# The most demanding complement first: "warned them against leaving" before "warned against", before any object.
_ORDER = ("whom to", "on whom to", "to whom", "with whom", "clause", "whom ", "on whom", "name", "noun", "as", "to", "doing")


@dataclass(frozen=True, slots=True)
class Frame:
    """One complement of one cue, and ``how`` it reports.

    Plainly (empty); "weak": of people and bodies only, or with a quote; "thought": what somebody holds or feels; "paper": of
    reports and polls only; "quoted": only with a quote in it, since else the deed and not the words are told; "things": not of
    people, to whom it is a deed ("welcomed the delegation").
    """

    cue: str
    takes: str
    how: str

    @property
    def weak(self) -> bool:
        return self.how not in ("", "things")


@dataclass(frozen=True, slots=True)
class Cues:
    """``frames`` by lemma (with its particle: "point out"); ``examples`` are rows, frames and sentences, contents in brackets."""

    frames: dict[str, tuple[Frame, ...]]
    nouns: dict[str, frozenset[str]]
    examples: tuple[tuple[int, Frame, str], ...] = field(repr=False, default=())

    def of(self, lemma: str, particle: str | None = None) -> tuple[Frame, ...]:
        """The frames of a verb, the most demanding first; those of verb and particle ("point out") when both are a cue."""
        both = self.frames.get(f"{lemma} {particle}") if particle is not None else None
        return both or self.frames.get(lemma, ())

    def takes(self, lemma: str, complement: str) -> bool:
        """Whether a cue has this complement."""
        return any(f.takes == complement for f in self.frames.get(lemma, ()))


def _rank(f: Frame) -> int:
    return next(
        (n for n, start in enumerate(_ORDER) if f.takes.startswith(start)),
        len(_ORDER) + (f.takes == "object") + 2 * (f.takes == "quote"),
    )


def _rows() -> Iterator[tuple[int, Frame, str]]:
    for n, row in read_rows(DATA / "lexicon" / "cues.csv", ("cue", "takes", "how", "example")):
        if not TAKES.fullmatch(row["takes"]):
            raise KnowledgeError(f"lexicon/cues.csv, line {n}: unknown complement {row['takes']!r}; docs/lexicon.md lists them")
        if row["how"] not in HOW:
            raise KnowledgeError(
                f"lexicon/cues.csv, line {n}: 'how' is empty, weak, thought, paper, quoted or things, not {row['how']!r}"
            )
        yield n, Frame(row["cue"], row["takes"], row["how"]), row["example"]


@functools.cache
def load_cues() -> Cues:
    """The cues, read once a process. Raises KnowledgeError that names the line."""
    frames: dict[str, list[Frame]] = {}
    examples = []
    for n, frame, example in _rows():
        frames.setdefault(frame.cue, []).append(frame)
        examples.append((n, frame, example))
    nouns = {kind: frozenset(words) for kind, words in read_yaml(DATA / "lexicon" / "cue_nouns.yaml").items()}
    return Cues({cue: tuple(sorted(fs, key=_rank)) for cue, fs in frames.items()}, nouns, tuple(examples))
