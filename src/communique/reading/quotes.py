"""Quotes: the stretches of text between double quotation marks, found before anything is understood.

Marks are paired within a paragraph. A paragraph that opens a quote and does not close it, followed by one that opens
again, is one quote over both (the printers' continuation). A stray mark never shifts the pairs after it: curly marks tell
their side themselves, straight ones by the blanks beside them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from communique.reading.labels import labelled
from communique.reading.marks import OPEN, STRAIGHT, pairs, without_cue
from communique.reading.words import Parse


@dataclass(frozen=True, slots=True)
class Quote:
    """``start`` and ``end`` enclose the words between the marks (the marks lie outside); ``block`` is its paragraph.

    ``continued`` means that it goes on from the quote of the paragraph before. ``named`` is the range that says whose words stand
    here without marks (a transcript's label)."""

    start: int
    end: int
    block: int
    continued: bool = False
    named: tuple[int, int] | None = None
    whose: tuple[int, int] | None = None


def find_quotes(parse: Parse) -> list[Quote]:
    """All quotes in text order; marks the quoted words in the parse."""
    raw = parse.document.text
    quotes: list[Quote] = []
    blocks = [b for b in parse.layout.blocks if b.end > b.start]
    open_before = False
    for n, block in enumerate(blocks):
        found, unclosed = pairs(raw, block.start, block.end)
        continued = open_before and bool(found) and found[0][0] - block.start <= 2
        if unclosed and found and not (n + 1 < len(blocks) and raw[blocks[n + 1].start] in OPEN + STRAIGHT):
            found[-1] = (found[-1][0], without_cue(raw, *found[-1]))
        for k, (a, b) in enumerate(found):
            at = bisect_right(parse.sentences, a, key=lambda s: s.end)
            if b > a and at < len(parse.sentences):
                quotes.append(Quote(a, b, parse.sentences[at].block, continued and k == 0))
        open_before = unclosed
    named = [Quote(x.start, x.end, x.block, named=x.named, whose=x.whose) for x in labelled(parse)]
    # A quote inside a turn or a post belongs to it: quotes never hold one another, and stand in the order of their ends, too.
    starts, ends = [q.start for q in named], [q.end for q in named]
    apart = (q for q in quotes if (k := bisect_right(ends, q.start)) == len(named) or q.end <= starts[k])
    quotes = sorted([*apart, *named], key=lambda q: q.start)
    _mark(parse, quotes)
    return quotes


def _mark(parse: Parse, quotes: list[Quote]) -> None:
    starts = [q.start for q in quotes]
    for w in parse.words:
        k = bisect_right(starts, w.start) - 1
        w.quoted = k >= 0 and w.end <= quotes[k].end
