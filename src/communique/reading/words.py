"""A parsed text: words with lemma, tag, head and offsets into the caller's text, in sentences."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.sources.document import Document, Layout


@dataclass(slots=True, eq=False)
class Word:
    """A token in its sentence. ``start`` and ``end`` are code points of the document's text, ``i`` counts its words."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    ent: str
    sent: int
    block: int
    head: Word = field(repr=False, default=None)  # type: ignore[assignment]
    children: list[Word] = field(repr=False, default_factory=list)
    left: int = -1
    right: int = -1
    quoted: bool = False

    @property
    def is_root(self) -> bool:
        return self.head is self

    def child(self, *deps: str) -> Word | None:
        """The first child by one of these relations."""
        for c in self.children:
            if c.dep in deps:
                return c
        return None

    @property
    def with_to(self) -> bool:
        """Whether a verb is an infinitive with its "to"."""
        return any(a.lower == "to" for a in self.all("aux"))

    def all(self, *deps: str) -> list[Word]:
        """The children by one of these relations, in text order."""
        return [c for c in self.children if c.dep in deps]

    def ancestors(self) -> Iterator[Word]:
        """Heads from the nearest to the root of the sentence."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def under(self, other: Word) -> bool:
        """Whether this word stands in the other's subtree (or is it)."""
        return self is other or any(a is other for a in self.ancestors())


@dataclass(slots=True)
class Sentence:
    """Words ``first`` to ``last`` (inclusive) of the document."""

    index: int
    words: list[Word]
    block: int
    heading: bool

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def root(self) -> Word:
        for w in self.words:
            if w.head is w and w.pos != "PUNCT":
                return w
        return self.words[0]


@dataclass(slots=True)
class Parse:
    """A parsed document: what every later step of reading stands on."""

    document: Document
    layout: Layout
    text: str
    words: list[Word]
    sentences: list[Sentence]

    def between(self, start: int, end: int) -> range:
        """The indices of the words that lie in characters ``start`` to ``end``, in part at least at the start."""
        first = bisect.bisect_right(self.words, start, key=lambda w: w.end)
        return range(first, bisect.bisect_left(self.words, end, lo=first, key=lambda w: w.start))

    def subtree(self, word: Word) -> list[Word]:
        """The words of the subtree, in text order (its contiguous hull)."""
        return self.words[word.left : word.right + 1]
