"""Quotation marks: which opens and which closes, told by the marks alone, before anything is understood.

Curly marks tell their side themselves, straight ones by the blanks beside them; single ones are quotes only in pairs, since
most of them are apostrophes. A stray or missing mark never shifts the pairs after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"‟'
_CLOSES_LOW = {"„": "“”", "‚": "‘’"}  # the high mark that closes a low one opens elsewhere
_SINGLE = "'‘’‚‹›"
MARKS = OPEN + CLOSE + STRAIGHT + _SINGLE
_BEFORE = frozenset("([{—–-/…") | frozenset(OPEN + CLOSE + STRAIGHT)
# What begins with an apostrophe.
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|cos|bout|round|n|\d\d?s)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d\d\b")  # '68, unless a mark closes it for sure
_NESTED = 60  # marks: a quote inside a quote is looked for no farther ahead
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
    ends = _single_ends(text, marks)
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
        if m.side != "opens" or text[m.at] in _CLOSES_LOW.get(text[opened - 1], ""):
            found += _apart(text, opened, m.at)
            opened = None
            continue
        last = _outermost(doubles, position[m.at])
        if last is not None:  # quotes inside the quote
            found.append((opened, last.at))
            opened = None
            k = next(j for j in range(k, len(marks)) if marks[j] is last) + 1
            continue
        before = text[opened : m.at].rstrip()
        if m.curly or before[-1:] in (".", "?", "!") or not before:
            # The first was stray, or its closing mark is missing.
            cut = _CUE.search(text, opened, m.at)
            if cut is not None:
                found.append((opened, cut.start() + 1))
            opened = m.at + 1
        else:
            found.append((opened, m.at))  # a closing mark behind the blank instead of before it
            opened = None
    found = [t for q in found if (t := _trimmed(text, *q)) is not None]
    if opened is not None and (t := _trimmed(text, opened, end)) is not None:
        found.append(t)
    return found, opened is not None


def _outermost(doubles: list[_Mark], n: int) -> _Mark | None:
    """The mark that closes the quote inside which the ``n``-th mark opens another; None when there is none."""
    depth = 2
    for m in doubles[n + 1 : n + 1 + _NESTED]:
        depth += 1 if m.side == "opens" else -1
        if depth == 0:
            return m
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A quote without the blanks at its ends; None when it holds no word."""
    if not any(c.isalnum() for c in text[start:end]):
        return None
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


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
        if c in "«»":
            side = _side(text, i, start, end)
            inwards = side == "opens" and (i == start or text[i - 1].isspace()) if c == "»" else side == "closes"
            marks.append(_Mark(i, False, "opens" if (c == "«") != inwards else "closes", True))
        elif c in OPEN:
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
    free = before.isspace() or before in _BEFORE or text[max(start, i - 3) : i] == "..."
    if free and not after.isspace() and c not in "’›" and not _ELISION.match(text, i + 1, end):
        return _Mark(i, True, "opens", c != "'", not _YEAR.match(text, i + 1, end))
    if not before.isspace() and not after.isalnum() and c not in "‚‹":
        return _Mark(i, True, "closes", c != "'", before not in "sxzSXZ" or after in ",.;:!?)")
    return None


def _single_ends(text: str, marks: list[_Mark]) -> list[int | None]:
    """For each single mark that opens, the index of the one that closes it: the first no possessive before another opens.

    Where all of them may be possessives, the first closes a phrase, the last a sentence."""
    ends: list[int | None] = [None] * len(marks)
    sure: int | None = None
    first: int | None = None
    last: int | None = None
    for k in range(len(marks) - 1, -1, -1):
        m = marks[k]
        if not m.single:
            continue
        if m.side == "opens":
            doubtful = (last if text[m.at + 1].isupper() else first) if m.sure else None
            ends[k] = sure if sure is not None else doubtful
            sure = first = last = None
        elif m.sure:
            sure = k
        elif sure is None:
            first, last = k, last if last is not None else k
    return ends
