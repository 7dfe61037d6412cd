"""Offices: which words of a description name which office ("top diplomat": a foreign minister)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from communique.knowledge.tables import DATA, read_yaml


@dataclass(frozen=True, slots=True)
class Office:
    """``also`` lists further offices that the same words may mean; ``single``: one holder at a time.

    ``state`` is the only state that has such an office, where there is only one: the Pope's.
    """

    name: str
    sector: str
    single: bool
    also: tuple[str, ...] = ()
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Offices:
    """Phrases by their last word, longest first."""

    by_name: dict[str, Office]
    by_last: dict[str, list[tuple[tuple[str, ...], Office]]]

    def read(self, words: list[str]) -> tuple[Office, int] | None:
        """The office that the end of these lower-case words names, and how many words of them it takes."""
        if not words:
            return None
        for phrase, office in self.by_last.get(words[-1], ()):
            if len(phrase) <= len(words) and tuple(words[-len(phrase) :]) == phrase:
                return office, len(phrase)
        return None


@functools.cache
def load_offices() -> Offices:
    table = read_yaml(DATA / "offices.yaml")
    by_name: dict[str, Office] = {}
    by_last: dict[str, list[tuple[tuple[str, ...], Office]]] = {}
    for name, row in table.items():
        office = Office(name, row["sector"], bool(row["single"]), tuple(row.get("also", ())), row.get("state"))
        by_name[name] = office
        for phrase in row["phrases"]:
            for words in {tuple(phrase.split()), tuple(phrase.replace("-", " - ").split())}:
                by_last.setdefault(words[-1], []).append((words, office))
    for phrases in by_last.values():
        phrases.sort(key=lambda p: -len(p[0]))
    return Offices(by_name, by_last)
