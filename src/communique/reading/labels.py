"""Words that somebody said set without quotation marks: turns of a transcript, posts with their handle, a text after a colon.

HOLTBY: I read the memo.
Not today. — Dana Holtby (@holtby) October 8, 2031
The statement read in full:
<a paragraph>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from communique.knowledge.cues import load_cues
from communique.reading.marks import CLOSE, OPEN, STRAIGHT
from communique.reading.words import Parse, Sentence

_MARKS = OPEN + CLOSE + STRAIGHT
_QUESTIONS = frozenset({"Q", "QUESTION", "Question", "Reporter", "REPORTER"})
_ANSWERS = frozenset({"A", "Answer", "ANSWER"})
_TURN = re.compile(
    r"""(?!THE\ )(?P<name>Question|Answer|Reporter|Moderator|Spokes\w+
        |[A-Z][\w'’\-]{2,}(?=:)                                    # Holtby
        |[A-Z][A-Z.'’\-]+(?:\ [A-Z][A-Z.'’\-]+){0,4}             # HOLTBY, REP. DANA HOLTBY
        |(?:[A-Z][\w.'’\-]+\ ){1,3}[A-Z][\w.'’\-]+              # Press Secretary Valo
        |[QA](?=[.:]))
        (?:\ \([^)]{1,40}\)|,\ [^:.\n]{1,40})?(?::|\.(?=\ ))\s+(?=\S)   # (R), of Iowa:
    """,
    re.VERBOSE,
)
_AUTHOR = re.compile(r"(?:[—–]|--|\s-)\s{0,3}(?P<name>[A-Z][^()@—–,]{1,50}?) ?\(@\w{1,40}\)\s{0,3}[\w .,:·]{0,30}$")
_SPEAKING = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_ITEM = re.compile(r"(?:[-•*–—·]|\d+[.)])\s*$")
_ROLE = re.compile(r"Spokes\w+|Moderator|.*\b(?:Secretary|Minister|President|Sen\.|Rep\.|Gov\.|Mr\.|Ms\.|Mrs\.|Dr\.)")
_FEWEST_TURNS = 3  # of a transcript: one paragraph with a colon after its first word may be anything


@dataclass(frozen=True, slots=True)
class Labelled:
    """Words of somebody from ``start`` to ``end`` in paragraph ``block``.

    ``named`` is their label, ``whose`` the range that says whose they are where the label does not ("A:").
    """

    start: int
    end: int
    block: int
    named: tuple[int, int] | None
    whose: tuple[int, int] | None = None


def labelled(parse: Parse) -> list[Labelled]:
    """All such words in text order."""
    text, blocks = parse.document.text, list(_blocks(parse))
    return sorted([*_turns(text, blocks), *_posts(text, blocks), *_after_colons(text, blocks)], key=lambda x: x.start)


def _blocks(parse: Parse) -> Iterator[list[Sentence]]:
    block: list[Sentence] = []
    for s in parse.sentences:
        if block and s.block != block[-1].block:
            yield block
            block = []
        block.append(s)
    if block:
        yield block


def _turns(text: str, blocks: list[list[Sentence]]) -> list[Labelled]:
    """The turns of a transcript: several labels of which one comes again, or one in capitals of somebody whom the text names."""
    found = []
    for b in blocks:
        m = _TURN.match(text, b[0].start, b[-1].end)
        if m is not None and (text[m.end("name")] != "." or m.group("name") in "QA"):
            found.append((m.group("name"), Labelled(m.end(), b[-1].end, b[0].block, (m.start("name"), m.end("name")))))
    names = [name for name, _ in found]
    known = {name for name in set(names) if _is_named(text, name)}
    transcript = len(found) >= _FEWEST_TURNS and len(set(names)) < len(names)
    spoken = transcript and any(_SPEAKING.search(text, turn.start, turn.end) for _, turn in found)
    turns: list[Labelled] = []
    answers: Labelled | None = None  # the last turn with a name: whose the answers of an interview are
    for name, turn in found:
        if name in _QUESTIONS or text[turn.start] in _MARKS:
            continue
        if name in _ANSWERS:
            if answers is not None:
                turns.append(replace(turn, whose=answers.named))
            continue
        if (name in known or spoken or (transcript and _ROLE.match(name))) and (transcript or name.isupper()):
            turns.append(turn)
            answers = turn
    return turns


def _is_named(text: str, name: str) -> bool:
    """Whether the text names the person of a label elsewhere than in labels."""
    last = name.split()[-1]
    last = re.escape(last.title() if name.isupper() else last)
    return re.search(rf"(?:[a-z.]|[A-Z][\w.'’-]{{1,40}}) {last}\b(?!\s*:)", text) is not None


def _posts(text: str, blocks: list[list[Sentence]]) -> Iterator[Labelled]:
    for n, b in enumerate(blocks):
        dash = _ITEM.search(text[max(0, b[0].start - 5) : b[0].start])  # "— Holtby (@holtby)", laid out as an item of a list
        first = b[0].start - (len(dash.group()) if dash else 0)
        m = _AUTHOR.search(text, first, b[-1].end)
        if m is None:
            continue
        start, end, block = first, first + len(text[first : m.start()].rstrip()), b[0].block
        if start == end and n:
            start, end, block = blocks[n - 1][0].start, blocks[n - 1][-1].end, blocks[n - 1][0].block
        marked = [text[i] in _MARKS for i in range(start, end)]
        if sum(marked) == 2 and marked[0] and marked[-1]:
            start, end = start + 1, end - 1
        elif any(marked):
            continue
        if start < end:
            yield Labelled(start, end, block, (m.start("name"), m.end("name")))


def _after_colons(text: str, blocks: list[list[Sentence]]) -> Iterator[Labelled]:
    cues = load_cues()
    for before, b in pairwise(blocks):
        last = before[-1]
        if last.words[-1].text != ":" or last.heading or b[0].heading or any(c in _MARKS for c in text[b[0].start : b[-1].end]):
            continue
        if _ITEM.search(text[max(0, b[0].start - 5) : b[0].start]) or _TURN.match(text, b[0].start):
            continue
        if any(
            w.lemma in cues.nouns["document"] or (w.pos == "VERB" and cues.takes(w.lemma, "clause")) for w in last.words[-12:]
        ):
            yield Labelled(b[0].start, b[-1].end, b[0].block, None)
