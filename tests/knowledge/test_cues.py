"""Every row of the cue lexicon reads as its example says: the verb is the cue, and the words in brackets are its content."""

from __future__ import annotations

import re

import pytest

import communique
from communique.errors import KnowledgeError
from communique.knowledge import cues as module
from communique.knowledge.cues import load_cues
from communique.records import Reading

EXAMPLES = load_cues().examples


@pytest.fixture(scope="module")
def readings() -> dict[int, Reading]:
    """All examples, read in one go."""
    texts = [re.sub(r"[\[\]]", "", sentence) for _, _, sentence in EXAMPLES]
    return {row: reading for (row, _, _), reading in zip(EXAMPLES, communique.read_many(texts), strict=True)}


# Past tenses that do not begin as their verb does.
_PAST = {"held": "hold", "went": "go on"}


@pytest.mark.parametrize("n", range(len(EXAMPLES)), ids=lambda n: f"{EXAMPLES[n][1].cue}, {EXAMPLES[n][1].takes}")
def test_example(readings: dict[int, Reading], n: int) -> None:
    row, frame, sentence = EXAMPLES[n]
    wanted = [_bare(words) for words in re.findall(r"\[(.*?)\]", sentence)]
    assert wanted, f"row {row}: the content stands in brackets"
    found = {s.cue.text: [_bare(span.text) for span in s.content] for s in readings[row].statements if s.cue is not None}
    cues = [cue for cue, content in found.items() if content == wanted]
    assert cues, f"row {row} ({frame.cue}, {frame.takes}): {sentence!r} reads as {found}"
    assert cues[0][0] == frame.cue[0] or _PAST.get(cues[0].split()[0]) == frame.cue


def _bare(words: str) -> str:
    return words.strip('". ,')


def test_no_row_comes_twice() -> None:
    rows = [(frame.cue, frame.takes) for _, frame, _ in EXAMPLES]
    assert len(rows) == len(set(rows))


def test_every_row_has_an_example() -> None:
    assert [row for row, _, sentence in EXAMPLES if not sentence] == []


def test_a_complement_that_does_not_exist_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module, "read_rows", lambda *_: iter([(7, {"cue": "say", "takes": "sideways", "how": "", "example": "x"})])
    )
    with pytest.raises(KnowledgeError, match=r"line 7.*'sideways'"):
        list(module._rows())


def test_the_most_demanding_complement_comes_first() -> None:
    takes = [frame.takes for frame in load_cues().frames["warn"]]
    assert takes.index("whom to") < takes.index("clause") < takes.index("of")
