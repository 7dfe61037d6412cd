"""Cues: the words that report speech, and how each takes its content."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from communique.knowledge.tables import DATA, read_yaml


@dataclass(frozen=True, slots=True)
class Cues:
    """``cues.yaml`` as sets."""

    clause: frozenset[str]
    weak: frozenset[str]
    object: frozenset[str]
    ask: frozenset[str]
    commit: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    as_: frozenset[str]
    express: frozenset[str]
    nouns: frozenset[str]
    all: frozenset[str]


@functools.cache
def load_cues() -> Cues:
    """The cues of ``cues.yaml``, read once a process."""
    t = read_yaml(DATA / "lexicon" / "cues.yaml")
    sets = {k: frozenset(t[k]) for k in ("clause", "weak", "object", "ask", "commit", "as", "express", "nouns")}
    prepositions = {k: frozenset(v) for k, v in t["prepositions"].items()}
    every = (
        sets["clause"] | sets["object"] | sets["ask"] | sets["commit"] | sets["as"] | sets["express"] | frozenset(prepositions)
    )
    return Cues(
        sets["clause"],
        sets["weak"],
        sets["object"],
        sets["ask"],
        sets["commit"],
        prepositions,
        sets["as"],
        sets["express"],
        sets["nouns"],
        every,
    )
