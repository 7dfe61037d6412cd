"""Quotation marks: which opens and which closes, told by the marks alone, before anything is understood.

Curly marks tell their side themselves, straight ones by the blanks beside them; single ones are quotes only in pairs, since
most of them are apostrophes. A stray or missing mark never shifts the pairs after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"‟'
_SINGLE = "'‘’‚‹›"
MARKS = OPEN + CLOSE + STRAIGHT + _SINGLE
_BEFORE = frozenset("([{—–-/…") | frozenset(OPEN + CLOSE + STRAIGHT)
# What begins with an apostrophe.
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|cos|bout|round|n|\d\d?0?s?)\b", re.IGNORECASE)
# Where a quote whose closing mark is missing gives way to its cue: ", said X", ", the lawmaker told ...".
_SAY = "(?:said|says|told|tells|added|adds|wrote|writes|tweeted|recalled|asked|replied|insisted|explained|noted|continued)"
_CUE = re.compile(rf"[,?!.](?=\s+(?:{_SAY}\s+\w|(?:he|she|they|[Tt]he\s\w|an?\s\w|[A-Z])[^.,;:?!\"“”]{{0,60}}?\s{_SAY}\b))")
# The same where marks do pair: only what cannot well be said by the one who is quoted.
_NAMED = re.compile(r",(?=\s+(?:said|says)\s+(?:[A-Z][\w.’'-]+\s+)?[A-Z][\w.’'-]+(?:,|\s[a-z]))")
_SENTENCE = re.compile(r"[.?!]\s+")

Side = Literal["opens", "closes", "either"]


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    single: bool
    side: Side
    curly: bool
    sure: bool = True  # of a single mark: no possessive


def pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """What stands between marks in characters ``start`` to ``end`` (a paragraph), and whether the last quote was never closed.

    Time is linear in the number of characters."""
    marks = _marks(text, start, end)
    ends = _single_ends(marks)
    doubles = [m for m in marks if not m.single]
    position = {m.at: n for n, m in enumerate(doubles)}
    found: list[tuple[int, int]] = []
    opened: int | None = None
    k = 0
    while k < len(marks):
        m = marks[k]
        k += 1
        if opened is None:
            if m.side == "closes":
                continue
            if m.single:
                close = ends[k - 1]
                if close is not None:
                    found.append((m.at + 1, marks[close].at))
                    k = close + 1
            elif m.side == "opens" or text[m.at - 1 : m.at].isspace() or m.at == start or not text[m.at - 1].isdigit():
                opened = m.at + 1
            continue
        if m.single:
            continue
        if m.side != "opens":
            found += _apart(text, opened, m.at)
            opened = None
            continue
        n = position[m.at]
        if m.at - opened <= 1:
            opened = m.at + 1
        elif [x.side for x in doubles[n + 1 : n + 3]] == ["closes", "closes"]:
            k = next(j for j in range(k, len(marks)) if marks[j] is doubles[n + 1]) + 1  # a quote inside the quote
        elif m.curly:
            # The first was stray, or its closing mark is missing.
            cut = _CUE.search(text, opened, m.at)
            if cut is not None:
                found.append((opened, cut.start() + 1))
            opened = m.at + 1
        else:
            before = text[opened : m.at].rstrip()
            cut = _CUE.search(text, opened, m.at) if before[-1:] in ".?!" else None
            found.append((opened, cut.start() + 1 if cut is not None else m.at))
            opened = m.at + 1 if cut is not None else None
    if opened is not None:
        found.append((opened, end))
        return found, True
    return found, False


def without_cue(text: str, start: int, end: int) -> int:
    """Where a quote that is never closed ends: before its cue, when one follows; else at the end."""
    cut = _CUE.search(text, start, end)
    return cut.start() + 1 if cut is not None else end


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A quote; or two, where a cue stands between them and the marks around it are missing."""
    cut = _NAMED.search(text, start, end)
    if cut is None or cut.start() - start < 8:
        return [(start, end)]
    rest = _SENTENCE.search(text, cut.end(), end)
    return [(start, cut.start() + 1), *([(rest.end(), end)] if rest is not None else [])]


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks = []
    for i in range(start, end):
        c = text[i]
        if c in OPEN:
            marks.append(_Mark(i, False, "opens", True))
        elif c in CLOSE:
            marks.append(_Mark(i, False, "closes", True))
        elif c in STRAIGHT:
            marks.append(_Mark(i, False, _side(text, i, start, end), False))
        elif c in _SINGLE:
            m = _single(text, i, start, end)
            if m is not None:
                marks.append(m)
    return marks


def _side(text: str, i: int, start: int, end: int) -> Side:
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    if before.isspace() or before in _BEFORE:
        return "either" if after.isspace() else "opens"
    return "closes" if after.isspace() or after in ".,;:!?)]}—–-…'’" else "either"


def _single(text: str, i: int, start: int, end: int) -> _Mark | None:
    c = text[i]
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    if (before.isspace() or before in _BEFORE) and not after.isspace() and c not in "’›" and not _ELISION.match(text, i + 1, end):
        return _Mark(i, True, "opens", c != "'")
    if not before.isspace() and not after.isalnum() and c not in "‘‚‹":
        return _Mark(i, True, "closes", c != "'", before not in "sxzSXZ")
    return None


def _single_ends(marks: list[_Mark]) -> list[int | None]:
    """For each single mark that opens, the index of the one that closes it: the first no possessive before another opens."""
    ends: list[int | None] = [None] * len(marks)
    sure = doubtful = None
    for k in range(len(marks) - 1, -1, -1):
        m = marks[k]
        if not m.single:
            continue
        if m.side == "opens":
            ends[k] = sure if sure is not None else doubtful
            sure = doubtful = None
        elif m.sure:
            sure = k
        elif sure is None:
            doubtful = doubtful if doubtful is not None else k
    return ends
