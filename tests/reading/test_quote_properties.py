"""What holds for the quotes and statements of any text: marks are paired in linear time, and words stand where it says."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique.errors import DocumentError
from communique.reading.marks import CLOSE, MARKS, OPEN, STRAIGHT, pairs
from communique.records import Reading

Sound = Callable[[Reading, str], None]
Read = Callable[..., Reading]

PIECES = [
    *MARKS, '"', '"', "“", "”", "'", "’", "a", "s", "n", "t", "A", "S", "É", "5", "90s", " ", " ", " ", "\u00a0", "\n", "\t",
    ".", ",", "?", "!", ":", ";", "...", "…", "—", "-", "(", ")", "/", "`", "´", "em", "We stay",
    ", said Rada Valo, ", ", she said. ", "? asked a man", "🙂", "\u0301", "′", "″",
]  # fmt: skip
marked = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
quickly = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))

# Clean news of one paragraph: a quote, who said it, a quote ...
WORDS = ["we", "stay", "in", "Chad", "until", "May", "12", "talks", "Norway", "it's", "voters'", "don't", "no"]
said = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
quote = st.tuples(said, st.sampled_from([",", ".", "?", "!", "", "..."])).map("".join)
between = st.sampled_from(
    [" she said. ", " said the minister. ", " and ", "—he paused—", " he said, adding: ", " (he said) ", "; "]
)
clean = st.tuples(st.sampled_from(["", "She said: ", "Nobody spoke. ", "("]), st.lists(st.tuples(quote, between), max_size=6))


def written(parts: tuple[str, list[tuple[str, str]]], opening: str, closing: str) -> tuple[str, list[tuple[int, int]]]:
    """Clean news with these marks, and where its quotes are."""
    text, quotes = parts[0], []
    for words, after in parts[1]:
        quotes.append((len(text) + 1, len(text) + 1 + len(words)))
        text += opening + words + closing + after
    return text, quotes


def assert_ranges(text: str, found: list[tuple[int, int]], unclosed: bool) -> None:
    """Quotes are in order and apart, hold words and have no blanks at their ends; one never closed goes on to the end."""
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(b < a for (_, b), (a, _) in pairwise(found))  # a mark at least stands between two
    for a, b in found:
        assert not text[a].isspace()
        assert not text[b - 1].isspace()
        assert any(map(str.isalnum, text[a:b]))
    if unclosed:
        start = max(text.rfind(c) for c in OPEN + CLOSE + STRAIGHT) + 1  # any mark behind it would have closed it
        rest = text[start:].strip()
        if any(map(str.isalnum, rest)):
            assert found[-1] == (text.index(rest, start), len(text.rstrip()))
        else:
            assert all(b < start for _, b in found)


@given(text=marked)
@quickly
def test_quotes_lie_in_the_paragraph_in_order_and_apart(text: str) -> None:
    assert_ranges(text, *pairs(text, 0, len(text)))


@given(text=marked)
@quickly
def test_quotes_begin_behind_a_mark_and_end_before_one_or_before_a_cue(text: str) -> None:
    found, unclosed = pairs(text, 0, len(text))
    previous = 0
    for a, b in found:
        before, after = text[:a].rstrip(), text[b:].lstrip()
        assert before[-1] in MARKS or (set(before) & set(MARKS) and "said" in text[previous:a])
        assert (after[0] in MARKS or text[b - 1] in ",?!.") if after else (unclosed and (a, b) == found[-1])
        previous = b


@given(before=marked, text=marked, after=marked)
@quickly
def test_what_stands_around_a_paragraph_is_not_looked_at(before: str, text: str, after: str) -> None:
    found, unclosed = pairs(before + text + after, len(before), len(before) + len(text))
    alone, unclosed_alone = pairs(text, 0, len(text))
    assert found == [(a + len(before), b + len(before)) for a, b in alone]
    assert unclosed == unclosed_alone


@given(text=marked.map(lambda text: "".join(c for c in text if c not in MARKS)))
@quickly
def test_no_marks_no_quotes(text: str) -> None:
    assert pairs(text, 0, len(text)) == ([], False)


@given(parts=clean)
@quickly
@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„”", '“"', '"”'])
def test_clean_marks_are_paired_one_by_one(parts: tuple[str, list[tuple[str, str]]], marks: str) -> None:
    text, quotes = written(parts, *marks)
    assert pairs(text, 0, len(text)) == (quotes, False)


@given(
    parts=clean,
    stray=st.sampled_from(["The gun was” sold. ", "A 5” gun. ", "“", "The “gun was sold. ", "It's the voters' gun. "]),
)
@quickly
def test_a_stray_curly_mark_shifts_nothing(parts: tuple[str, list[tuple[str, str]]], stray: str) -> None:
    text, quotes = written((stray, parts[1]), "“", "”")
    found = pairs(text, 0, len(text))[0]
    assert not quotes or found == quotes


# Linear time, without a clock: how many characters of the text are looked at, and how many lines of Python run.


class Counted(str):
    """A text that counts its characters when they are taken out of it."""

    taken = 0

    def __getitem__(self, key: object) -> str:
        got = super().__getitem__(key)  # type: ignore[index]
        self.taken += len(got)
        return got


def lines_run(text: str) -> int:
    """How many lines of Python ``pairs`` runs; one that loops counts every time."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        pairs(text, 0, len(text))
    finally:
        sys.settrace(before)
    return lines


ADVERSARIES = {
    "opening singles": " 'a",
    "opening curly singles": "‘",
    "closing singles": "a' ",
    "doubtful singles": "s' ",
    "singles in a word": "a'b",
    "a single, then possessives": " 'a s' s' ",
    "openings": "“",
    "openings apart": "“We stay. ",
    "closings": "”",
    "alternating": "“a” ",
    "alternating openings": "“ ‘a ",
    "nested": "“a “b” c” ",
    "nested and open": "“a “b ‘c ",
    "straight": '"',
    "straight apart": '"We stay. ',
    "straight without blanks": 'a"b',
    "straight between blanks": ' " ',
    "inches": '5" ',
    "cues without marks": '"We stay, said Rada Valo. ',
    "commas": "“, , , ",
    "names": '"A, said Aa Aa',
    "all kinds": MARKS + " a",
}
adversaries = pytest.mark.parametrize("pattern", ADVERSARIES.values(), ids=ADVERSARIES.keys())


@adversaries
def test_twice_the_text_is_twice_the_work(pattern: str) -> None:
    once, twice = pattern * 300, pattern * 600
    counted_once, counted_twice = Counted(once), Counted(twice)
    pairs(counted_once, 0, len(once))
    pairs(counted_twice, 0, len(twice))
    assert counted_once.taken >= len(once)  # it counts
    assert counted_twice.taken <= 2.1 * counted_once.taken
    assert lines_run(twice) <= 2.1 * lines_run(once)


@adversaries
@pytest.mark.parametrize("frame", ["{}", "‘{}’, said Rada Valo."])
def test_long_texts_of_marks_end(pattern: str, frame: str) -> None:
    text = frame.format(pattern * (200_000 // len(pattern)))
    assert_ranges(text, *pairs(text, 0, len(text)))


# Whole readings.

FRAGMENTS = [
    "Norwegian Foreign Minister Ingrid Fjellvang said", "Fjellvang told reporters", "said Idriss Kelleyo, the president of Chad,",
    "she said", "he added", "according to the ministry,", "The ministry said in a statement:", "The statement read in full:",
    "The Council:", "asked whether", "who warned that", "calling it", "Chad attacked Norway", "we want peace", "Rada Valo",
    "the talks have failed.", "Condemned the attack on Chad.", "We leave at once,", "No!", "the voters' choice", "it isn't over",
    '"', '"', "“", "”", "‘", "’", "'", "«", "»", "„", ":", ".", ",", "—", "(@valo)", "\n\n", "\n\n", "\n\n", "\n\n“", '\n\n"',
    "\n\nVALO:", "\n\nHOLTBY:", "\n\nQ:", "\n\nA:", "\n\nPress Secretary Valo:", "\n\n- ", "\n\nThe Council:\n\n- Urged",
    "— Rada Valo (@valo) May 3, 2031", "\n\n— Rada Valo (@valo) May 3, 2031\n\n",
]  # fmt: skip
news = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from([" ", " ", " ", ""])), min_size=1, max_size=16).map(
    lambda parts: "".join(fragment + blank for fragment, blank in parts)
)
patiently = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


def read_or_refused(text: str) -> Iterator[Reading]:
    """The reading, if the text is one that can be read."""
    with contextlib.suppress(DocumentError):
        yield communique.read(text, "2031-05-04", language="any")


@given(text=news)
@patiently
def test_any_news_is_read_soundly(sound: Sound, text: str) -> None:
    for reading in read_or_refused(text):
        sound(reading, text)
        told = set()
        for statement in reading.statements:
            content = [(span.start, span.end) for span in statement.content]
            assert all(end < start for (_, end), (start, _) in pairwise(content))  # pieces in order and apart
            if statement.cue is not None:  # what says so is no part of what is said
                assert all(end <= statement.cue.start or statement.cue.end <= start for start, end in content)
            told.add((statement.speaker, *content))
        assert len(told) == len(reading.statements)  # nobody says the same words twice


@pytest.mark.parametrize(
    "text",
    [
        '{F} said " "',
        "{F} said “ ”.",
        '{F} said: "...".',
    ],
)
def test_nothing_between_marks_is_not_said(read: Read, text: str) -> None:
    assert all(any(c.isalnum() for c in span.text) for statement in read(text).statements for span in statement.content)


@pytest.mark.parametrize("text", ["« We want peace », {F} said.", '{F} said: " We want peace. "'])
def test_blanks_inside_the_marks_are_not_said(read: Read, text: str) -> None:
    (statement,) = read(text).statements
    assert [span.text for span in statement.content] == [span.text.strip() for span in statement.content]


@pytest.mark.parametrize("cue", ["Fjellvang said.", "Fjellvang told reporters."])
def test_a_full_stop_before_the_cue_for_a_comma(read: Read, cue: str) -> None:
    text = "{F} met {K} in Oslo. “We will leave Chad today.” "
    (statement,) = read(text + cue).statements
    assert (statement.speaker, [span.text for span in statement.content]) == (
        "person/ingrid-fjellvang",
        ["We will leave Chad today."],
    )


@given(parts=clean.filter(lambda parts: len(parts[1]) > 0))
@settings(patiently, max_examples=25)
def test_the_kind_of_marks_changes_no_statement(parts: tuple[str, list[tuple[str, str]]]) -> None:
    readings = [
        communique.read("Ingrid Fjellvang spoke. " + written(parts, *marks)[0], language="any") for marks in ('""', "“”", "«»")
    ]
    straight, curly, french = (
        [
            (s.speaker, s.kind, s.cue and (s.cue.start, s.cue.end), [(c.start, c.end) for c in s.content])
            for s in reading.statements
        ]
        for reading in readings
    )
    assert straight == curly == french
