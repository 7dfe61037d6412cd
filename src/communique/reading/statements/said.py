"""A statement on its way to a record: who said what, in which pieces of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.reading.marks import MARKS
from communique.reading.words import Word
from communique.records import StatementKind

Piece = tuple[int, int]


@dataclass(slots=True, eq=False)
class Said:
    """A statement being built. ``pieces`` are character ranges of its content."""

    pieces: list[Piece]
    speakers: tuple[str, ...]
    speaker_span: Piece | None
    cue: Word | None
    cue_span: Piece | None
    kind: StatementKind
    sentence: int
    addressees: tuple[str, ...] = ()
    subject: Word | None = None
    occasion: str | None = None
    least: int = 3  # words: a content that is shorter says nothing
    only_quote: bool = False  # the cue takes nothing but a quote, right beside it
    id: str = ""
    contexts: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def holds(self, w: Word) -> bool:
        return any(a <= w.start and w.end <= b for a, b in self.pieces)


def merge(pieces: list[Piece], text: str) -> list[Piece]:
    """Ranges in text order; joined when no letter or digit stands between them, nor the marks of two quotes."""
    pieces = sorted(pieces)
    out: list[Piece] = [pieces[0]]
    for a, b in pieces[1:]:
        gap = text[out[-1][1] : a]
        if a <= out[-1][1] or not (any(c.isalnum() for c in gap) or sum(c in MARKS for c in gap) > 1):
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def overlap(a: list[Piece], b: list[Piece]) -> float:
    """How much two sets of ranges have in common, as intersection over union."""
    both = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    total = sum(x[1] - x[0] for x in a) + sum(y[1] - y[0] for y in b) - both
    return both / total if total else 0.0


def words_in(text: str, pieces: list[Piece]) -> int:
    """How many words the ranges hold."""
    return sum(len(text[a:b].split()) for a, b in pieces)
