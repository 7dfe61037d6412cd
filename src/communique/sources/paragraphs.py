"""Lines and paragraphs of a plain text, by offset: which line breaks end a paragraph and which only wrap it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# str.splitlines() breaks at the separators of old file formats (\x1c-\x1e) too, which are no line ends in news.
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")

# A list mark: "1. ", "2) ", "(3) ", "(a) ", "b) ", "iv) ", "IV. ", "• ". One capital and a full stop may be an initial.
LIST_MARK = re.compile(
    r"(?:\d{1,3}[.)]|\(\d{1,3}\)|\([a-z]\)|[a-z]\)|\(?[ivx]{1,5}\)|(?=[IVX]{2})[IVX]{2,5}\.|[•‣▪◦●·∙*o–—-])[\s\u00a0]+(?=\S)"
)

# Lines wrapped by an editor or a mail program are this long; a line of a letterhead is shorter, a paragraph longer.
_WRAPPED_LENGTH = range(45, 101)
# Share of inner lines that must look wrapped before breaks are taken as mere wrapping.
_WRAPPED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start`` to ``end``, without the white space around them; ``words`` is them on one line, single-spaced."""

    start: int
    end: int
    words: str
    blank_after: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indented: bool

    @property
    def empty(self) -> bool:
        return self.start == self.end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without white space and invisible marks at either end; ``start == end`` when nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of ``text`` in order: never empty, never overlapping.

    A line break ends a paragraph, unless the whole text is hard-wrapped: then a break ends one only where the next word would
    have fitted into the line, so that the break must have been meant.
    """
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    groups: list[list[_Line]] = []
    before: _Line | None = None
    for line in lines:
        if line.empty:
            before = None
            continue
        if before is not None and width and _wraps(text, before, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
        before = line
    blank = {line.start for line, following in pairwise(lines) if following.empty}
    last = groups[-1][-1].start if groups else -1
    return [
        Paragraph(
            group[0].start,
            group[-1].end,
            " ".join(text[group[0].start : group[-1].end].split()),
            group[-1].start in blank or group[-1].start == last,
        )
        for group in groups
    ]


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for end in (*(found.span() for found in _LINE_END.finditer(text)), (len(text), len(text))):
        start, stop = trim(text, position, end[0])
        yield _Line(start, stop, start > position)
        position = end[1]


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The width at which the text is hard-wrapped, or 0 when it is not."""
    inner = [line for line, following in pairwise(lines) if not line.empty and not following.empty]
    full = [line for line in inner if line.end - line.start in _WRAPPED_LENGTH]
    if len(full) < 2 or len(full) < _WRAPPED_SHARE * len(inner):
        return 0
    open_ended = sum(1 for line in full if not _SENTENCE_END.search(text[max(line.start, line.end - 6) : line.end]))
    if open_ended < _WRAPPED_SHARE * len(full):
        return 0
    lengths = sorted(line.end - line.start for line in full)
    return lengths[int(0.9 * (len(lengths) - 1))]


def _wraps(text: str, line: _Line, following: _Line, width: int) -> bool:
    closed = _SENTENCE_END.search(text[max(line.start, line.end - 6) : line.end])
    if LIST_MARK.match(text, following.start) or (closed and following.indented and not line.indented):
        return False
    first_word = re.compile(r"\S+").match(text, following.start, following.end)
    return line.end - line.start + 1 + (len(first_word.group()) if first_word else 0) > width
