"""Content: what a cue reports, from its clause, its object or the words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.grammar import SUBJECTS
from communique.reading.statements.said import Piece
from communique.reading.words import Word
from communique.records import StatementKind

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder


def content_of(finder: Finder, v: Word) -> list[Piece]:
    """What a cue reports, as character ranges; empty when this use of the word reports nothing."""
    c = finder.cues
    lemma = v.lemma
    clause = [x for x in v.children if x.dep == "ccomp"]
    if clause and lemma in c.clause:
        # "did not sign; he declared that ...": the clause with its "that" is the one said.
        x = next((y for y in clause if y.child("mark") is not None and y.i > v.i), clause[0])
        if lemma in ("ask", "question", "wonder") and any(m.lower in ("whether", "if") for m in x.all("mark")):
            return []
        return clip(finder, v, x)
    if lemma in c.express:
        noun = v.child("dobj")
        if noun is not None and noun.lemma in c.nouns:
            return _after_noun(finder, noun, v)
    if lemma in c.ask:
        pieces = _asked(finder, v)
        if pieces:
            return pieces
    if lemma in c.prepositions:
        held = v.child("dobj")
        for p in [*v.all("prep", "prt"), *(held.all("prep") if held is not None and lemma == "accuse" else [])]:
            if p.lower in c.prepositions[lemma]:
                told = p.child("pobj", "pcomp")
                if lemma == "accuse":
                    obj = v.child("dobj")
                    if obj is not None and told is not None:
                        return [(start_of(finder, obj.left), end_of(finder, p.right))]
                    continue
                if lemma == "thank":
                    continue
                if told is not None and (lemma != "call" or p.lower == "for"):
                    if lemma in ("speak",) and not any(finder.parse.words[i].quoted for i in range(p.left, p.right + 1)):
                        continue
                    return [(start_of(finder, told.left), end_of(finder, p.right))]
    if lemma in c.as_:
        pieces = _called(finder, v)
        if pieces:
            return pieces
    if lemma in c.commit:
        x2 = v.child("xcomp")
        if x2 is not None and x2.tag in ("VB", "VBG"):
            return [(start_of(finder, x2.left), end_of(finder, x2.right))]
    if lemma in c.clause:
        pieces = _inverted(finder, v)
        if pieces:
            return pieces
        if lemma == "tell":
            x3 = v.child("xcomp")
            if x3 is not None:
                return [(start_of(finder, x3.left), end_of(finder, x3.right))]
    if lemma in c.object:
        obj = v.child("dobj")
        m = finder.cast.cover.get(obj.i) if obj is not None else None
        somebody = m is not None and (
            finder.cast.actors[m.ids[0]].is_person or finder.cast.actors[m.ids[0]].office is not None
        )  # "recalled its ambassador"
        if obj is not None and not somebody and obj.pos in ("NOUN", "PROPN") and obj.i > v.i and obj.right - obj.left >= 2:
            return [(start_of(finder, _strip_det(finder, obj)), end_of(finder, _right_of(finder, obj, v)))]
    return [] if lemma not in c.clause else [(-1, -1)]  # a quote may still be its content


def _strip_det(finder: Finder, obj: Word) -> int:
    return obj.left


def _right_of(finder: Finder, obj: Word, v: Word) -> int:
    """The object's right edge, without a coordinated verb phrase that the parser hung on it."""
    right = obj.right
    for ch in obj.children:
        if ch.dep == "conj" and ch.pos == "VERB" and ch.i > obj.i:
            right = min(right, ch.left - 1)
    return right


def _after_noun(finder: Finder, noun: Word, v: Word) -> list[Piece]:
    """What follows "hope", "concern", "interest" ...: a clause, an infinitive, a prepositional phrase."""
    for x in [*noun.children, *v.children]:
        if (
            x.i > noun.i
            and x.dep in ("acl", "relcl", "ccomp", "advcl")
            and x.head in (noun, v)
            and x.tag in ("VB", "VBP", "VBZ", "VBD", "VBN", "MD", "VBG")
        ):
            if x.head is v and x.dep not in ("ccomp",):
                continue
            first = x.left
            words = finder.parse.words
            if words[first].lower == "that":
                first += 1
            return [(start_of(finder, first), end_of(finder, x.right))]
    for x in [*noun.children, *v.children]:
        if x.i > noun.i and x.dep == "prep" and x.lower in ("for", "at", "over", "about", "in", "with", "to", "of", "on", "by"):
            inner = x.child("pobj", "pcomp")
            if inner is not None:
                return [(start_of(finder, inner.left), end_of(finder, x.right))]
    return []


def _asked(finder: Finder, v: Word) -> list[Piece]:
    """ "urged Ankara to show restraint", "called on both sides to ...": whom and what."""
    x = v.child("xcomp", "ccomp", "advcl")
    obj = v.child("dobj")
    if v.lemma in ("call", "appeal"):
        p = next((p for p in v.all("prep", "prt") if p.lower in ("on", "upon", "to")), None)
        if p is None:
            return []
        pobj = p.child("pobj")
        target = x if x is not None and x.i > p.i and any(a.lower == "to" for a in x.all("aux")) else None
        if pobj is None:
            return (
                [(start_of(finder, target.left), end_of(finder, target.right))]
                if target is not None and v.lemma == "call"
                else []
            )
        inner = next(
            (y for y in pobj.children if y.dep in ("acl", "relcl", "xcomp") and any(a.lower == "to" for a in y.all("aux"))),
            None,
        )
        if target is None and inner is None:
            return []
        end = max(target.right if target is not None else 0, pobj.right)
        return [(start_of(finder, pobj.left), end_of(finder, end))]
    if x is None or not any(a.lower in ("to", "not") for a in x.all("aux", "neg")):
        return []
    if v.lemma == "tell":
        return [(start_of(finder, x.left), end_of(finder, x.right))] if obj is not None else []
    own = x.child(*SUBJECTS)
    if obj is not None and obj.i < x.i:
        return [(start_of(finder, obj.left), end_of(finder, x.right))]
    if own is not None:
        return [(start_of(finder, x.left), end_of(finder, x.right))]
    return []


def _called(finder: Finder, v: Word) -> list[Piece]:
    """ "called the treatment 'a humiliation'", "described the drills as ...": the thing and its name."""
    obj = v.child("dobj")
    words = finder.parse.words
    as_ = next((p for p in v.all("prep") if p.lower == "as"), None)
    if as_ is not None:
        inner = as_.child("pobj", "amod", "pcomp")
        if inner is None:
            return []
        return [(start_of(finder, as_.i + 1), end_of(finder, as_.right))]
    if v.lemma in ("call", "brand", "dub", "label", "term"):
        x = v.child("oprd", "ccomp", "xcomp", "attr")
        if x is not None and x.i > v.i:
            first = min(obj.left if obj is not None and obj.i < x.i else x.left, x.left)
            return [(start_of(finder, first), end_of(finder, x.right))]
        if obj is not None and any(words[i].quoted for i in range(obj.left, obj.right + 1)):
            return [(start_of(finder, obj.left), end_of(finder, obj.right))]
    return []


def _inverted(finder: Finder, v: Word) -> list[Piece]:
    """ "X happened, officials said" where the parser hangs the saying on the happening."""
    h = v.head
    if h is v or v.dep not in ("parataxis", "advcl", "ccomp", "dep", "conj"):
        return []
    if v.dep == "advcl" and not any(m.lower == "as" for m in v.children if m.dep in ("mark", "advmod")):
        return []
    if v.dep in ("conj", "ccomp"):
        return []
    return _without(finder, h, v)


def clip(finder: Finder, v: Word, x: Word) -> list[Piece]:
    """The clause x, without its "that", and without the cue's own words when they stand in its middle."""
    words = finder.parse.words
    first, last = x.left, x.right
    while (first < last and words[first].dep == "mark" and words[first].lower in ("that", "if", "whether")) or (
        words[first].lower in (",", ":", '"') and first < last
    ):
        first += 1
    if first <= v.i <= last:
        return _without(finder, x, v)
    # A coordinated verb of saying without a subject goes on with the outer speaker ("said it regretted X and urged Y").
    for ch in x.children:
        if (
            ch.dep == "conj"
            and ch.lemma in finder.cues.all
            and ch.child(*SUBJECTS) is None
            and not ch.all("aux")
            and ch.tag == v.tag
            and ch.i > x.i
        ):
            last = min(last, ch.left - 1)
            while last > first and finder.parse.words[last].pos in ("CCONJ", "PUNCT"):
                last -= 1
        if _of_another(finder, ch) and ch.i > x.i:
            last = min(last, ch.left - 1)
    while (
        last > first
        and finder.parse.words[last].pos in ("CCONJ", "PUNCT")
        and finder.parse.words[last].lower in ("and", "but", "or", ",", ";")
    ):
        last -= 1
    return [(start_of(finder, first), end_of(finder, last))]


def _of_another(finder: Finder, clause: Word) -> bool:
    """ "X said the talks were useful, while Y called them frank": what somebody else said is no part of it."""
    return (
        clause.dep == "advcl"
        and any(m.lower in ("while", "whereas", "whilst") for m in clause.all("mark"))
        and clause.lemma in finder.cues.all
        and clause.child(*SUBJECTS) is not None
    )


def _without(finder: Finder, x: Word, v: Word) -> list[Piece]:
    """The subtree of x less the cue v and what belongs to v (its subject, objects, adverbs)."""
    drop: set[int] = set()
    for ch in v.children:
        if ch is x or x.under(ch):
            continue
        if ch.dep in ("ccomp", "conj") and ch.i > v.i and ch.dep == "ccomp":
            continue
        drop.update(range(ch.left, ch.right + 1))
    drop.add(v.i)
    keep: list[int] = []
    for i in range(x.left, x.right + 1):
        if i not in drop:
            keep.append(i)
    pieces: list[Piece] = []
    run: list[int] = []
    for i in [*keep, -5]:
        if run and i != run[-1] + 1:
            while run and finder.parse.words[run[0]].pos == "PUNCT":
                run.pop(0)
            while run and finder.parse.words[run[-1]].pos == "PUNCT":
                run.pop()
            if len(run) > 1 and not (
                run[0] > v.i
                and finder.parse.words[run[0]].lower in ("after", "as", "while", "amid", "following", "when", "before")
            ):
                pieces.append((start_of(finder, run[0]), end_of(finder, run[-1])))
            run = []
        run.append(i)
    return pieces


def start_of(finder: Finder, i: int) -> int:
    """The first character of a word."""
    return finder.parse.words[i].start


def end_of(finder: Finder, i: int) -> int:
    """The character after a word."""
    words = finder.parse.words
    while words[i].pos == "PUNCT" and words[i].lower in (",", ".", '"', ";", ":", "-", "–", "—", "''", "'") and i > 0:
        i -= 1
    return words[i].end


def quote_near(finder: Finder, content: list[Piece]) -> bool:
    """Whether any of these ranges holds or touches a quote."""
    return content == [(-1, -1)] or any(q.start < b and a < q.end for a, b in content for q in finder.quotes)


def kind_of(finder: Finder, pieces: list[Piece]) -> StatementKind:
    """Direct, indirect or mixed: whether all, none or some of the words stand inside quotation marks."""
    total = quoted = 0
    for w in finder.parse.words[finder.index_at(pieces[0][0]) :]:
        if w.start >= pieces[-1][1]:
            break
        if w.pos == "PUNCT" or not any(a <= w.start < b for a, b in pieces):
            continue
        total += 1
        quoted += w.quoted
    return "direct" if total and quoted >= 0.9 * total else "mixed" if quoted else "indirect"
