"""Spans: from words of the parse to the characters of a statement's content. Content ends where the statement ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.grammar import SUBJECTS
from communique.reading.statements.said import Piece
from communique.reading.words import Word
from communique.records import StatementKind

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

_MARKS = frozenset(",.\";:-–—'") | {"''", "--"}
# What stands after a cue and before or behind its content without being a part of it.
_SETTING = frozenset(["after", "as", "while", "amid", "following", "when", "before", "during", "according", "since"])


def piece(finder: Finder, first: int, last: int) -> Piece | None:
    """Words ``first`` to ``last`` as characters, without marks and loose conjunctions at the ends; None when nothing is left."""
    words = finder.parse.words
    while first <= last and words[first].pos == "PUNCT" and words[first].lower not in ("(", "["):
        first += 1
    while last >= first and (
        (words[last].pos == "PUNCT" and words[last].text in _MARKS)
        or (words[last].pos == "CCONJ" and words[last].lower in ("and", "but", "or"))
    ):
        last -= 1
    return (words[first].start, words[last].end) if first <= last else None


def clip(finder: Finder, v: Word, x: Word) -> list[Piece]:
    """The clause ``x`` that the cue ``v`` reports: without its "that", without the cue's own words when they stand in its middle,
    and without what the cue's speaker, or somebody else, goes on to say."""
    words = finder.parse.words
    first, last = x.left, x.right
    if first == v.i + 1 and words[first].lower == "clear":
        first += 1  # "made clear that ..."
    if words[first].lower == "that" and first <= v.i + 2 and first < last:
        first += 1
    while first < last and (
        (words[first].lower in ("that", "if", "whether") and (words[first].dep in ("mark", "advmod") or words[first].tag == "IN"))
        or words[first].lower in (",", ":", '"')
    ):
        first += 1
    mark = next((m for m in x.all("mark") if m.lower == "that"), None)
    if mark is not None and first < mark.i and mark.i > v.i:
        first = mark.i + 1  # "conceded, through gritted teeth, that ..."
    if first <= v.i <= last:
        return without(finder, x, v)
    if x.i > v.i:
        last = min([last, *(c.left - 1 for c in said_next(finder, v, x))])
    found = piece(finder, first, before_comment(finder, first, last))
    return [found] if found is not None else []


def before_comment(finder: Finder, first: int, last: int) -> int:
    """The last word before what the report itself says of the words: "..., a remark that his office regretted", "..., in an
    interview so painful that ..."."""
    words = finder.parse.words
    for k in range(first + 2, last - 2):
        if words[k].text != "," or words[k].quoted:
            continue
        after = words[k + 1 : k + 6]
        comment = after[0].lower in ("a", "an")
        if not comment and not (after[0].lower in ("in", "at", "during") and after[1].lower in ("a", "an", "the", "his", "her")):
            continue
        noun = next((w for w in after[1:] if w.pos == "NOUN"), None)
        if noun is None or noun.quoted or any(w.pos not in ("ADJ", "DET", "PRON", "NOUN", "ADP") for w in after[: noun.i - k]):
            continue
        follows = words[noun.i + 1] if noun.i < last else noun
        if (
            comment
            and noun.lemma in finder.cues.nouns["said"]
            and (follows.pos in ("SCONJ", "PRON", "ADP", "DET", "VERB") or follows is noun)
        ):
            return k - 1
        if not comment and finder.is_setting(noun):
            return k - 1
    return last


def said_next(finder: Finder, v: Word, x: Word) -> list[Word]:
    """The clauses hung on the one said which are the cue's equals: "..., adding that", "... and urged", "..., while Y called"."""
    found = []
    todo = [x]
    while todo:
        w = todo.pop()
        for c in w.children:
            if c.i < v.i:
                continue
            cue = c.lemma in finder.cues.frames and c.pos == "VERB" and not c.quoted
            before = finder.parse.words[c.left - 1].lower if c.left > 0 else ""
            comma = before in (",", '"', "—", "–", "--")
            if (
                (
                    c.dep == "conj"
                    and cue
                    and c.child(*SUBJECTS) is None
                    and not c.all("aux")
                    and c.tag == v.tag
                    and v.tag != "VBG"
                )
                or (
                    c.dep in ("advcl", "acl", "ccomp", "conj", "dep")
                    and cue
                    and c.tag == "VBG"
                    and comma
                    and not c.all("aux", "mark")
                )
                or (c.dep == "conj" and cue and c.tag == v.tag == "VBG" != w.tag and not c.all("aux"))
                or (
                    c.dep == "advcl"
                    and cue
                    and c.child(*SUBJECTS) is not None
                    and any(m.lower in ("while", "whereas", "whilst", "although", "though") for m in c.all("mark"))
                )
                or (c.lower == "according" and comma and c.right >= x.right - 1)
                or (comma and c.right >= x.right - 1 and _about_it(finder, c))
            ):
                found.append(c)
            elif c.dep in (
                "conj",
                "advcl",
                "ccomp",
                "xcomp",
                "relcl",
                "acl",
                "prep",
                "pobj",
                "dobj",
                "attr",
                "acomp",
                "pcomp",
                "amod",
            ):
                todo.append(c)
    return found


def _about_it(finder: Finder, c: Word) -> bool:
    """ "..., in an interview so painful that", "..., an assertion that did little": where, or as what, it is said."""
    if c.dep == "prep" and c.lower in ("in", "at", "during", "on"):
        told = c.child("pobj")
        return told is not None and finder.is_setting(told) and any(x.lower in ("a", "an", "the") for x in told.all("det"))
    return (
        c.dep in ("appos", "npadvmod", "dep", "attr", "conj")
        and c.lemma in finder.cues.nouns["said"]
        and any(x.lower in ("a", "an") for x in c.all("det"))
        and c.child("relcl", "acl") is not None
    )


def without(finder: Finder, x: Word, v: Word) -> list[Piece]:
    """The subtree of ``x`` less the cue ``v`` and what belongs to it (its subject, objects, adverbs)."""
    drop: set[int] = {v.i}
    for c in v.children:
        if c is not x and not x.under(c) and not (c.dep == "ccomp" and c.i > v.i):
            drop.update(range(c.left, c.right + 1))
    words = finder.parse.words
    pieces: list[Piece] = []
    run: list[int] = []
    for i in [*(i for i in range(x.left, x.right + 1) if i not in drop), -5]:
        if run and i != run[-1] + 1:
            while run and words[run[0]].pos == "PUNCT":
                run.pop(0)
            if len(run) > 1 and not (run[0] > v.i and words[run[0]].lower in _SETTING):
                found = piece(finder, run[0], run[-1])
                if found is not None:
                    pieces.append(found)
            run = []
        run.append(i)
    return pieces


def kind_of(finder: Finder, pieces: list[Piece]) -> StatementKind:
    """Direct, indirect or mixed: whether all, none or some of the words stand inside quotation marks."""
    total = quoted = 0
    for a, b in pieces:
        for i in finder.parse.between(a, b):
            w = finder.parse.words[i]
            if w.pos != "PUNCT":
                total += 1
                quoted += w.quoted
    return "direct" if total and quoted >= 0.9 * total else "mixed" if quoted else "indirect"
