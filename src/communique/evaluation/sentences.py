"""Scoring single sentences, each with one coding: type, actors, recipients. The manner of the PLOVER gold standard records.

A file is tab-separated with the header ``sentence type actors recipients``; parties are ISO 3166-1 alpha-3 codes with blanks
between, IGO for any organisation of states. All parties of a joint act may stand on either side.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from communique.errors import GoldError
from communique.records import Event, EventType, Party, Reading

_HEADER = ["sentence", "type", "actors", "recipients"]
_JOINT = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT", "RETREAT", "REJECT"})


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence and what happens in it."""

    sentence: str
    type: EventType
    actors: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """Counts over sentences. ``found`` is the events read; a sentence's parties are judged on its event of the right type, else
    on its first; ``full`` is type, actors and recipients all right."""

    sentences: int
    found: int
    type_right: int
    full: int
    actors: tuple[int, int, int]
    recipients: tuple[int, int, int]

    @property
    def type_f1(self) -> float:
        """By predicted event: each event of another type than its sentence's counts against it."""
        return _f1(self.type_right, self.found, self.sentences)

    @property
    def actor_f1(self) -> float:
        """Of the states and organisations that act."""
        return _f1(*self.actors)

    @property
    def recipient_f1(self) -> float:
        """Of those to whom it is done."""
        return _f1(*self.recipients)

    @property
    def full_match(self) -> float:
        """Share of the sentences whose coding is right in all."""
        return self.full / self.sentences if self.sentences else 0.0

    def __add__(self, other: SentenceFigures) -> SentenceFigures:
        def both(a: tuple[int, int, int], b: tuple[int, int, int]) -> tuple[int, int, int]:
            return a[0] + b[0], a[1] + b[1], a[2] + b[2]

        return SentenceFigures(
            self.sentences + other.sentences,
            self.found + other.found,
            self.type_right + other.type_right,
            self.full + other.full,
            both(self.actors, other.actors),
            both(self.recipients, other.recipients),
        )


def load_sentences(path: Path) -> list[Coded]:
    """The coded sentences of a file. Raises GoldError that names file, line and mend."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != _HEADER:
            raise GoldError(f"{path}: the first line must be: {' '.join(_HEADER)}, with tabs between")
        return [_coded(row, f"{path}, line {n}") for n, row in enumerate(rows, 2)]


def _coded(row: list[str], where: str) -> Coded:
    if len(row) != len(_HEADER):
        raise GoldError(f"{where}: {len(row)} columns; there must be {len(_HEADER)}, with tabs between")
    sentence, type_, actors, recipients = row
    name = next((t for t in get_args(EventType) if t == type_), None)
    if name is None:
        raise GoldError(f"{where}: unknown event type {type_!r}; PLOVER's are: {', '.join(get_args(EventType))}")
    return Coded(sentence, name, frozenset(actors.split()), frozenset(recipients.split()))


def score_sentences(coded: Sequence[Coded], read_many: Callable[[Iterable[str]], Iterator[Reading]]) -> SentenceFigures:
    """Read the sentences, each by itself, and compare."""
    total = SentenceFigures(0, 0, 0, 0, (0, 0, 0), (0, 0, 0))
    for wanted, reading in zip(coded, read_many(c.sentence for c in coded), strict=True):
        total += _score(wanted, reading)
    return total


def _score(wanted: Coded, reading: Reading) -> SentenceFigures:
    events = [e for e in reading.events if e.status != "negated"]
    kinds = {e.id: e.kind for e in reading.entities}
    right = [e for e in events if e.type == wanted.type]
    judged = (right or events)[:1]
    actors, recipients = _sides(judged[0], wanted, kinds) if judged else (set(), set())
    return SentenceFigures(
        1,
        len(events),
        int(bool(right)),
        int(any(_sides(e, wanted, kinds) == (set(wanted.actors), set(wanted.recipients)) for e in right)),
        (len(actors & wanted.actors), len(actors), len(wanted.actors)),
        (len(recipients & wanted.recipients), len(recipients), len(wanted.recipients)),
    )


def _sides(e: Event, wanted: Coded, kinds: Mapping[str, str]) -> tuple[set[str], set[str]]:
    actors, recipients = _codes(e.actors, kinds), _codes(e.recipients, kinds)
    if not recipients and e.type in _JOINT and actors <= wanted.actors | wanted.recipients:
        if wanted.actors == wanted.recipients:
            return actors, actors if len(actors) > 1 else recipients
        return actors & wanted.actors, actors & wanted.recipients
    return actors, recipients


def _codes(parties: Iterable[Party], kinds: Mapping[str, str]) -> set[str]:
    codes = (p.country or ("IGO" if kinds.get(p.entity) == "organization" else None) for p in parties)
    return {c for c in codes if c is not None}


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 0.0
