"""Quotes: the stretches of text between double quotation marks, found before anything is understood.

Marks are paired within a paragraph. A paragraph that opens a quote and does not close it, followed by one that opens
again, is one quote over both (the printers' continuation). A stray mark never shifts the pairs after it: curly marks tell
their side themselves, straight ones by the blanks beside them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from communique.reading.labels import labelled
from communique.reading.marks import CLOSE, OPEN, STRAIGHT, pairs, without_cue
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


def find_quotes(parse: Parse) -> list[Quote]:
    """All quotes in text order; marks the quoted words in the parse."""
    raw = parse.document.text
    quotes: list[Quote] = []
    bounds: list[tuple[int, int, int]] = []
    seen: set[int] = set()
    for s in parse.sentences:
        if s.block in seen:
            bounds[-1] = (bounds[-1][0], s.end, s.block)
        else:
            seen.add(s.block)
            bounds.append((s.start, s.end, s.block))
    open_before = False
    for n, (start, end, block) in enumerate(bounds):
        while end < len(raw) and raw[end] in CLOSE + STRAIGHT:
            end += 1  # a mark that the parser was not shown
        found, unclosed = pairs(raw, start, end)
        continued = open_before and bool(found) and found[0][0] - start <= 2
        if unclosed and not (n + 1 < len(bounds) and raw[bounds[n + 1][0]] in OPEN + STRAIGHT):
            found[-1] = (found[-1][0], without_cue(raw, *found[-1]))
        quotes += [Quote(a, b, block, continued and n == 0) for n, (a, b) in enumerate(found) if b > a]
        open_before = unclosed
    quotes += [Quote(x.start, x.end, x.block, named=x.named) for x in labelled(parse)]
    quotes.sort(key=lambda q: q.start)
    _mark(parse, quotes)
    return quotes


def _mark(parse: Parse, quotes: list[Quote]) -> None:
    starts = [q.start for q in quotes]
    for w in parse.words:
        k = bisect_right(starts, w.start) - 1
        w.quoted = k >= 0 and w.end <= quotes[k].end


def quote_at(quotes: list[Quote], offset: int) -> Quote | None:
    """The quote that holds this offset."""
    k = bisect_right([q.start for q in quotes], offset) - 1
    return quotes[k] if k >= 0 and offset < quotes[k].end else None
