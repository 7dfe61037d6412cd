"""PLOVER (2021): the types, modes and contexts, with their definitions and figures.

Data in ``data/plover.yaml`` and ``data/contexts.yaml``; ``communique codebook`` prints them.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any, get_args

from communique.errors import KnowledgeError
from communique.knowledge.tables import DATA, read_yaml
from communique.records import EventType, Quad

_FILE = DATA / "plover.yaml"
_CONTEXTS = DATA / "contexts.yaml"


@dataclass(frozen=True, slots=True)
class ModeInfo:
    """A mode of a type. ``score`` is the type's where the manual gives none of its own."""

    definition: str
    score: float
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A type: its definition, the near cases that belong to other types, quad class, conflict-cooperation score (-10 to +10),
    the CAMEO code of a record of which nothing more is known, its modes, and example sentences ("Sentence. => CODING")."""

    name: EventType
    definition: str
    unlike: str
    quad: Quad
    score: float
    cameo: str
    modes: dict[str, ModeInfo]
    examples: tuple[str, ...]

    def score_of(self, modes: list[str]) -> float:
        """The score of a record with these modes: the one farthest from zero where several have one of their own."""
        own = [self.modes[m].score for m in modes if m in self.modes and self.modes[m].score != self.score]
        return max(own, key=abs, default=self.score)


@dataclass(frozen=True, slots=True)
class Context:
    """What an event is about, and the lemmas that tell so when they stand in its sentence."""

    name: str
    definition: str
    words: frozenset[str] = field(default_factory=frozenset)


@functools.cache
def load_plover() -> dict[EventType, TypeInfo]:
    """The 16 types by name, in the manual's order. Raises KnowledgeError when the file lacks one or has another."""
    table = read_yaml(_FILE)
    names = get_args(EventType)
    if set(table) != set(names):
        wrong = ", ".join(sorted(set(table) ^ set(names)))
        raise KnowledgeError(f"{_FILE.name}: missing or unknown: {wrong}; the types are {', '.join(names)}")
    return {name: _type(name, table[name]) for name in names}


def _type(name: EventType, row: dict[str, Any]) -> TypeInfo:
    score = float(row["score"])
    modes = {
        mode: ModeInfo(m["definition"], float(m.get("score", score)), tuple(m.get("examples", ())))
        for mode, m in row.get("modes", {}).items()
    }
    return TypeInfo(
        name, row["definition"], row["unlike"], row["quad"], score, row["cameo"], modes, tuple(row.get("examples", ()))
    )


@functools.cache
def load_contexts() -> dict[str, Context]:
    """The 37 contexts by name."""
    table = read_yaml(_CONTEXTS)
    return {name: Context(name, row["definition"], frozenset(row["words"])) for name, row in table.items()}


@functools.cache
def contexts_by_word() -> dict[str, frozenset[str]]:
    """The names of contexts by the lemma that puts a sentence into them."""
    found: dict[str, set[str]] = {}
    for context in load_contexts().values():
        for word in context.words:
            found.setdefault(word, set()).add(context.name)
    return {word: frozenset(names) for word, names in found.items()}
