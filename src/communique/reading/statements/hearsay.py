"""Statements without a verb of saying of their own.

"According to X", "in X's words", "the claim that ...", "his promise to ...", "is said to ...", "reportedly".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.grammar import SUBJECTS
from communique.reading.statements.complements import QUOTE_TO_COME
from communique.reading.statements.said import Piece, Said
from communique.reading.statements.spans import piece
from communique.reading.statements.speakers import owner_of, speaker_of, who
from communique.reading.words import Sentence, Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

_HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
# "is said to have fled", "was reported to be planning": nobody is named who says so.
_RAISED = frozenset({"say", "report", "allege", "believe", "rumor", "rumour", "think", "understand", "claim", "assume"})


def according(finder: Finder, w: Word, s: Sentence) -> Said | None:
    """ "According to X, ...", "..., according to X"."""
    to = w.child("prep") or (w if w.child("pobj") else None)
    noun = to.child("pobj") if to is not None else None
    if noun is None or w.head is w:
        return None
    told = any(x.tag in ("VBD", "VBZ", "VBP") for x in s.words if x.i < w.i)
    if w.head.lemma in finder.cues.frames and w.head.child("ccomp") is not None and not (told and w.head.i > w.i):
        return None  # "who, according to his office, told her that ...": the telling is the statement
    speakers, span = speaker_of(finder, noun, w)
    if not speakers and noun.lemma in finder.cues.nouns["manner"]:
        return None  # "according to rank"
    if told and w.head.lemma in finder.cues.frames and w.head.i > w.i and w.head.child("ccomp") is not None:
        if any(x.tag in ("WP", "WDT") for x in finder.parse.words[max(0, w.left - 2) : w.left]):
            return None
        # "A deal is doable, according to two people, one of whom cautioned that ...": what stands before is theirs.
        before = piece(finder, s.words[0].i, w.i - 1)
        pieces = [before] if before is not None else []
    else:
        pieces = _around(finder, w, range(w.left, w.right + 1))
    return (
        Said(pieces, speakers, span, w, (w.start, to.end), "indirect", s.index, (), noun) if pieces and to is not None else None
    )


def _around(finder: Finder, w: Word, drop: range) -> list[Piece]:
    """The clause in which a parenthesis stands, without it."""
    clause = w.head
    while clause.pos not in ("VERB", "AUX") and clause.head is not clause:
        clause = clause.head
    lo, hi = clause.left, clause.right
    for c in clause.children:
        # A coordinated clause on the other side of a comma is not covered.
        if (
            c.dep == "conj"
            and c.pos in ("VERB", "AUX")
            and c.child(*SUBJECTS) is not None
            and not (c.left <= w.i <= c.right)
            and c.i > w.i
        ):
            hi = min(hi, c.left - 1)
    words, sentence = finder.parse.words, finder.parse.sentences[w.sent].words
    if (
        w.lower == "according"
        and drop.stop >= sentence[-1].i
        and lo > sentence[0].i
        and words[lo - 1].pos not in ("CCONJ", "PUNCT", "SCONJ")
    ):
        lo = sentence[0].i  # the parse has cut the clause in its middle
    runs = [(lo, drop.start - 1), (drop.stop, hi)] if lo <= w.i <= hi else [(lo, hi)]
    return [p for a, b in runs if b >= a and (p := piece(finder, a, b)) is not None]


def hearsay(finder: Finder, w: Word, s: Sentence) -> Said | None:
    """ "reportedly fled", "is said to have fled": what is told without saying by whom."""
    if (
        w.lower in _HEARSAY
        and w.dep == "advmod"
        and w.head.pos in ("VERB", "AUX")
        and not finder.cues.takes(w.head.lemma, "clause")
    ):
        pieces = _around(finder, w, range(w.i, w.i + 1))
        return Said(pieces, (), None, w, (w.start, w.end), "indirect", s.index) if pieces else None
    if w.lemma in _RAISED and w.tag == "VBN" and w.child("auxpass") is not None and w.child("agent", "neg") is None:
        subject, x = w.child("nsubjpass"), w.child("xcomp")
        if subject is None or x is None or subject.lower == "it" or any(a.tag == "MD" for a in w.all("aux")):
            return None
        first, second = piece(finder, subject.left, subject.right), piece(finder, x.left, x.right)
        if first is not None and second is not None:
            return Said([first, second], (), None, w, (w.start, w.end), "indirect", s.index)
    return None


def nominal(finder: Finder, n: Word, s: Sentence) -> Said | None:
    """ "their claim that ...", "a statement saying" (by its verb), "his promise to resign", "in the words of X"."""
    nouns = finder.cues.nouns
    if n.lower == "words" and n.dep == "pobj" and n.head.lower == "in":
        return _in_words_of(finder, n, s)
    if n.lemma not in nouns["said"] and n.lemma not in nouns["asked"]:
        return None
    clause = next(
        (c for c in n.children if c.dep in ("acl", "ccomp", "relcl") and c.i > n.i and finder.parse.words[c.left].lower == "that"
         and c.child("mark") is not None), None,
    )  # fmt: skip
    if clause is not None:
        content = piece(finder, clause.left + 1, clause.right)
        pieces = [content] if content is not None else []
    elif n.lemma in nouns["asked"]:
        pieces = _asked(finder, n)
    else:
        return None
    if not pieces:
        return None
    speakers, span = _whose(finder, n)
    if not speakers:
        return None
    return Said(pieces, speakers, span, n, (n.start, n.end), "indirect", s.index, (), None)


def _in_words_of(finder: Finder, n: Word, s: Sentence) -> Said | None:
    """ "in X's words", "in the words of X": the quote beside them is X's."""
    of = next((o for p in n.all("prep") if p.lower == "of" for o in p.all("pobj")), None)
    whose = n.child("poss") or of
    if whose is None:
        return None
    speakers, span = speaker_of(finder, whose, n) if whose is of else _whose(finder, n)
    return Said(list(QUOTE_TO_COME), speakers, span, n, (n.start, n.end), "indirect", s.index, (), whose)


def _asked(finder: Finder, n: Word) -> list[Piece]:
    if n.child("poss") is None:
        return []
    x = next(
        (c for c in n.children if c.dep in ("acl", "relcl", "xcomp") and c.tag == "VB" and c.with_to),
        None,
    )
    if x is not None:
        found = piece(finder, x.left, x.right)
        return [found] if found is not None else []
    p = next((p for p in n.all("prep") if p.lower == "for"), None)
    if p is None or n.lemma not in ("call", "demand", "appeal", "plea", "request"):
        return []
    found = piece(finder, p.i + 1, p.right)
    return [found] if found is not None else []


def _whose(finder: Finder, n: Word) -> tuple[tuple[str, ...], Piece | None]:
    """Who makes a claim or a promise: its possessive, its adjective, its "by" or "from"."""
    poss = n.child("poss")
    if poss is not None:
        ids = who(finder, poss)
        return ids, (poss.start, poss.end)
    for p in n.all("prep"):
        if p.lower in ("by", "from"):
            for o in p.all("pobj"):
                ids = who(finder, o)
                if ids:
                    return ids, (o.start, o.end)
    owner = owner_of(finder, n)
    return ((owner.id,), (n.start, n.end)) if owner is not None else ((), None)
