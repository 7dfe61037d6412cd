"""A text in pieces: each with all the marks that lie on it, however they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.records import Reading


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` (code points, end exclusive) that bear out a part of a record."""

    start: int
    end: int
    record: str
    part: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a text with the same marks on all of them."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def records(self) -> str:
        """What it bears out, as ``record:part`` with blanks between."""
        return " ".join(dict.fromkeys(f"{m.record}:{m.part}" for m in self.marks))

    @property
    def parts(self) -> list[str]:
        """The parts, each once."""
        return list(dict.fromkeys(m.part for m in self.marks))


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The whole text, cut where a mark begins or ends; marks outside of it are left out."""
    valid = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end, m.record, m.part))
    edges = sorted({0, len(text), *(m.start for m in valid), *(m.end for m in valid)})
    found: list[Piece] = []
    open_: list[Mark] = []
    coming = iter([*valid, None])
    following = next(coming)
    for start, end in pairwise(edges):
        open_ = [m for m in open_ if m.end > start]
        while following is not None and following.start == start:
            open_.append(following)
            following = next(coming)
        found.append(Piece(start, end, text[start:end], tuple(open_)))
    return found


def marks_of(reading: Reading) -> list[Mark]:
    """All that a reading bears out with words."""
    return list(_marks(reading))


def _marks(reading: Reading) -> Iterator[Mark]:
    for e in reading.entities:
        for m in e.mentions:
            yield Mark(m.start, m.end, token(e.id), "name")
    for s in reading.statements:
        for span in s.content:
            yield Mark(span.start, span.end, s.id, "said")
        for found, part in ((s.speaker_span, "speaker"), (s.cue, "cue")):
            if found is not None:
                yield Mark(found.start, found.end, s.id, part)
    for event in reading.events:
        for span in event.evidence:
            yield Mark(span.start, span.end, event.id, "evidence")
        yield Mark(event.trigger.start, event.trigger.end, event.id, "act")
        for parties, part in ((event.actors, "actor"), (event.recipients, "recipient")):
            for p in parties:
                yield Mark(p.start, p.end, event.id, part)
        if event.date is not None and event.date.expression is not None:
            yield Mark(event.date.expression.start, event.date.expression.end, event.id, "date")
        if event.place is not None:
            yield Mark(event.place.start, event.place.end, event.id, "place")
    for pledge in reading.pledges:
        yield Mark(pledge.what.start, pledge.what.end, pledge.id, "promise")


def token(id: str) -> str:
    """An entity's id without blanks and colons, which separate the records of a piece."""
    return "-".join(id.replace(":", "-").split())


def voices(speakers: Sequence[str | None], colours: int = 8) -> dict[str | None, int]:
    """A colour for each speaker, in the order in which they speak; they repeat where there are more speakers than colours."""
    known = [s for s in dict.fromkeys(speakers) if s is not None]
    return {speaker: n % colours + 1 for n, speaker in enumerate(known)} | {None: 0}
