"""Complements: where a cue has its content, for each way of taking one (``takes`` of ``cues.csv``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.cues import Frame
from communique.reading.grammar import SUBJECTS
from communique.reading.mends import TIMES
from communique.reading.people import animate
from communique.reading.statements.said import Piece
from communique.reading.statements.spans import before_comment, clip, piece, said_next, without
from communique.reading.statements.speakers import inverted, is_thing
from communique.reading.statements.surface import around_parenthesis, clause_end, grown, that_clause
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

QUOTE_TO_COME: list[Piece] = [(-1, -1)]
"""What a cue has for content while the quote beside it has not been taken yet."""


def complement(finder: Finder, v: Word, frame: Frame) -> list[Piece]:
    """The content of a cue by one of its frames; empty when it does not stand so here."""
    match frame.takes.split():
        case ["clause"]:
            return _clause(finder, v, frame)
        case ["quote"]:
            return []
        case ["object"]:
            return _object(finder, v, frame)
        case ["to"]:
            return _infinitive(finder, v) or _after_preposition(finder, v, "to")
        case ["doing"]:
            return _gerund(finder, v)
        case ["name"]:
            return _named(finder, v)
        case ["noun"]:
            return _stance(finder, v)
        case ["as"]:
            return _as(finder, v)
        case ["whom", "to"] if v.lemma in ("liken", "compare", "attribute"):
            return _whom_and(finder, v, "to")
        case ["whom", "to"]:
            return _whom_to_do(finder, v, v.child("dobj", "dative"))
        case ["whom", preposition]:
            return _whom_and(finder, v, preposition)
        case [preposition, "whom", "to"]:
            held = _preposition(v, preposition)
            return _whom_to_do(finder, v, held.child("pobj")) if held is not None else []
        case [preposition, "whom", second]:
            held, what = _preposition(v, preposition), _preposition(v, second)
            if held is None or what is None or held.i > what.i:
                return []
            return _from_to(finder, held.i + 1, what.right)
        case [preposition, "whom"]:
            return _whom_and(finder, v, preposition)
        case [preposition]:
            return _after_preposition(finder, v, preposition)
    return []


def _clause(finder: Finder, v: Word, frame: Frame) -> list[Piece]:
    """ "said that ...", "said ...", "..., X said", "..., X said, ...", "as X said"."""
    found = _parsed_clause(finder, v)
    if found is None:
        return []
    aside = around_parenthesis(finder, v, found) if not frame.weak else []
    if aside:
        return aside
    that = that_clause(finder, v)
    if that is not None and (not found or found[0][0] > that[0]):
        return [that]
    if not found:
        return []
    if that is None and finder.has_quote(v) and found[0][0] > v.end and not any(finder.quoted_in(a, b) for a, b in found):
        return []  # '"...," he told the reporters packed into the hallway'
    return _grown(finder, v, found)


def _parsed_clause(finder: Finder, v: Word) -> list[Piece] | None:
    """The clause by the parse; None for one that reports no words ("asked whether")."""
    own = v.child(*SUBJECTS)
    # "Ashgrove, approached outside, held the door, said nothing": without a subject of its own no verb follows what it reports.
    clauses = [
        x
        for x in v.children
        if x.dep == "ccomp" and not _infinitival(x) and (own is not None or x.i > v.i or (x.quoted and finder.has_quote(v)))
    ]
    if clauses:
        # "did not sign; he declared that ...": the clause with its "that" is the one said.
        x = next((y for y in clauses if y.child("mark") is not None and y.i > v.i), None) or next(
            (y for y in clauses if y.i > v.i), clauses[0]
        )
        if v.lemma in ("ask", "inquire") and any(m.lower in ("whether", "if") for m in x.all("mark")):
            return None
        return clip(finder, v, x)
    misplaced = _misplaced(finder, v)
    if misplaced is not None:
        return clip(finder, v, misplaced)
    h = v.head
    told = v.child("dobj")
    if (
        h is v
        or (told is not None and v.lemma not in finder.cues.nouns["addressing"] and told.lower != "it")
        or v.child("xcomp") is not None
        or any(w.text == ";" for w in finder.parse.words[v.i : h.i])
    ):
        return []
    as_ = any(m.lower == "as" for m in v.children if m.dep in ("mark", "advmod"))
    # "Turkey was thanked, said his office": two clauses, and no "and" between them.
    run_on = v.dep == "conj" and v.i > h.i and own is not None and finder.parse.words[min(own.left, v.i) - 1].text == ","
    if (
        (v.dep in ("parataxis", "dep") and own is not None)
        or run_on
        or (v.dep == "advcl" and as_ and all(_goes_with_as(finder, v, c) for c in v.children))
    ):
        return without(finder, h, v)
    return []


def _goes_with_as(finder: Finder, v: Word, c: Word) -> bool:
    """Whether a word may hang on the verb of "as X told reporters on Monday" without being what is said."""
    if c.dep in ("prep", "npadvmod"):
        told = c.child("pobj") if c.dep == "prep" else c
        return told is not None and finder.is_setting(told)
    if c.dep in ("dobj", "dative"):
        return v.lemma in finder.cues.nouns["addressing"] or c.lower == "it"
    return c.dep in (*SUBJECTS, "mark", "advmod", "punct", "aux")


def _misplaced(finder: Finder, v: Word) -> Word | None:
    """The that-clause that the parser hung on a word before it: "reminded the jury that ...", "said in a letter that ..."."""
    words = finder.parse.words
    for c in v.children:
        if c.i < v.i or c.dep not in ("dobj", "dative", "prep", "npadvmod"):
            continue
        noun = c.child("pobj") if c.dep == "prep" else c
        for x in noun.children if noun is not None else ():
            if (
                x.dep in ("relcl", "acl", "ccomp")
                and x.i > v.i
                and words[x.left].lower == "that"
                and x.child(*SUBJECTS) is not None
            ):
                # "a letter that he wrote" has the letter for its object.
                relative = words[x.left].dep in SUBJECTS or (
                    words[x.left].dep == "dobj"
                    and len(x.all("dobj")) == 1
                    and words[x.left].tag == "WDT"
                    and v.lemma not in finder.cues.nouns["addressing"]
                    and noun is not None
                    and noun.lemma not in finder.cues.nouns["document"]
                )
                if not relative:
                    return x
    return None


def _infinitival(x: Word) -> bool:
    """ "to leave", unless it is asked how, where, whether to."""
    return x.tag == "VB" and x.with_to and x.child("advmod", "mark") is None


def _object(finder: Finder, v: Word, frame: Frame) -> list[Piece]:
    obj = v.child("dobj")
    if obj is None or obj.i < v.i or any(c.lower == "no" for c in obj.all("det")):
        return []
    if obj is inverted(finder, v) or (v.lemma == "deny" and obj.lemma in finder.cues.nouns["denied"]):
        return []
    if (
        (obj.pos not in ("NOUN", "PROPN", "NUM") and obj.lower != "nothing")
        or obj.ent in ("DATE", "TIME")
        or (obj.lemma in TIMES and obj.child("prep") is None)
    ):
        return []
    m = finder.cast.cover.get(obj.i)
    if m is not None and any(finder.cast.actors[i].is_person or finder.cast.actors[i].office is not None for i in m.ids):
        return []  # "recalled its ambassador", "announced the president"
    counted = obj.child("prep") if obj.pos == "NUM" else None
    if frame.how == "things" and animate((counted.child("pobj") if counted is not None else None) or obj):
        return []  # "welcomed the delegation at the airport", "dismissed two of her advisers"
    return _grown(finder, v, _from_to(finder, obj.left, _reach(finder, v, obj.right), v, obj))


def _grown(finder: Finder, v: Word, found: list[Piece]) -> list[Piece]:
    return [*found[:-1], grown(finder, v, found[-1])] if found and found[-1][0] > v.end else found


def _reach(finder: Finder, v: Word, last: int) -> int:
    """The end of a noun phrase with what the parser hung on the verb instead: "applauded the law on clean air"."""
    for p in v.all("prep"):
        told = p.child("pobj", "pcomp")
        if p.left == last + 1 and p.lower in _OF_IT and told is not None and not finder.is_setting(told):
            last = p.right
    return last


_OF_IT = frozenset(["of", "for", "on", "about", "over", "to", "with", "against", "between", "in", "from", "by", "among"])


def _infinitive(finder: Finder, v: Word) -> list[Piece]:
    """ "vowed to leave", "denied meeting them": what one undertakes, admits, denies."""
    x = v.child("xcomp")
    if x is None or x.i < v.i or x.tag != "VB" or not x.with_to:
        return []
    return _grown(finder, v, _from_to(finder, x.left, x.right, v, x))


def _gerund(finder: Finder, v: Word) -> list[Piece]:
    x = v.child("xcomp", "ccomp", "dobj")
    if x is None or x.i < v.i or not (x.tag == "VBG" or any(a.tag == "VBG" for a in x.all("aux"))):
        return []
    return _from_to(finder, x.left, x.right, v, x)


def _whom_to_do(finder: Finder, v: Word, whom: Word | None) -> list[Piece]:
    """ "urged Ankara to show restraint", "called on both sides to ...": whom and what; what alone where nobody is named."""
    deps = ("xcomp", "ccomp", "advcl", "acl", "relcl")
    holders = [v] if whom is None else [v, whom]
    x = next((c for h in holders for c in h.children if c.dep in deps and c.i > v.i and _to_do(c)), None)
    if x is None:
        return []
    if whom is not None and whom.i not in finder.cast.cover and is_thing(finder, whom) and not finder.is_pronoun(whom):
        return []  # "requested anonymity to discuss private talks"
    if whom is not None and whom.i < x.i:
        if v.lemma in ("tell", "ask") and finder.is_pronoun(whom):
            return _from_to(finder, x.left, x.right, v, x)
        return _grown(finder, v, _from_to(finder, whom.left, max(x.right, whom.right), v, x))
    own = x.child(*SUBJECTS)
    if own is not None and v.i < own.i:
        return _from_to(finder, x.left, x.right, v, x)
    return []


def _to_do(x: Word) -> bool:
    return x.with_to and x.tag == "VB"


def _whom_and(finder: Finder, v: Word, preposition: str) -> list[Piece]:
    """ "accused Chad of burning the village", "blamed the crash on the pilots": the object and what the preposition adds."""
    whom = v.child("dobj") if " " not in preposition else None
    held = _preposition(v, preposition) or (_preposition(whom, preposition) if whom is not None else None)
    if held is None:
        return []
    if whom is None and v.child("nsubjpass") is not None:
        return _from_to(finder, held.i, held.right)  # "was accused of burning the village"
    if whom is None or whom.i > held.i or whom.i < v.i:
        return []
    return _from_to(finder, whom.left, max(held.right, whom.right), v, held)


_SAME = {"on": "upon"}


def _preposition(w: Word, name: str) -> Word | None:
    for p in w.children:
        if p.dep in ("prep", "prt", "dative", "agent", "advmod") and p.i > w.i and p.lower in (name, _SAME.get(name)):
            if p.child("pobj", "pcomp") is not None:
                return p
        elif p.dep in ("prt", "advmod") and p.i == w.i + 1:  # "lash out at", "hit back at"
            inner = next((q for q in p.all("prep") if q.lower == name and q.child("pobj", "pcomp") is not None), None)
            if inner is not None:
                return inner
    return None


def _after_preposition(finder: Finder, v: Word, name: str) -> list[Piece]:
    """ "warned of a war", "called for talks", "insisted on leaving"."""
    if v.child("dobj") is not None and v.lemma not in ("take",):
        return []
    p = _preposition(v, name)
    if p is None:
        return []
    told = p.child("pobj", "pcomp")
    assert told is not None
    if told.ent in ("DATE", "TIME") or told.lemma in TIMES:
        return []  # "argued for an hour"
    return _grown(finder, v, _from_to(finder, told.left, _reach(finder, v, p.right), v, p))


def _as(finder: Finder, v: Word) -> list[Piece]:
    """ "described the drills as a rehearsal": the thing and what it is called; the latter alone where the thing is a pronoun."""
    as_ = next((p for p in v.all("prep", "advcl") if p.lower == "as" and p.i > v.i), None)
    what = v.child("dobj")
    if as_ is None and what is not None:
        as_ = next((p for p in what.all("prep") if p.lower == "as"), None)
    if as_ is None and what is not None and v.i < what.i:
        # "described the chairman, the banker X, as a man who mails notes to the dead"
        last = finder.parse.sentences[v.sent].words[-1].i
        at = next((k for k in range(what.i + 1, min(last, what.i + 25)) if finder.parse.words[k].lower == "as"), None)
        return _from_to(finder, what.left, clause_end(finder, v, at + 1)) if at is not None else []
    if as_ is None or as_.child("pobj", "amod", "pcomp", "acomp") is None:
        return []
    if what is None or what.i > as_.i or what.i < v.i or finder.is_pronoun(what):
        return _from_to(finder, as_.i + 1, as_.right, v, as_)
    return _from_to(finder, what.left, max(as_.right, what.right), v, as_)


def _named(finder: Finder, v: Word) -> list[Piece]:
    """ "called the treatment a humiliation"."""
    obj = v.child("dobj")
    x = v.child("oprd", "ccomp", "xcomp", "attr")
    if x is not None and x.i > v.i and not _to_do(x) and (x.dep == "oprd" or x.child("mark") is None):
        first = obj.left if obj is not None and v.i < obj.i < x.i else x.left
        return _from_to(finder, min(first, x.left), x.right, v, x)
    words = finder.parse.words
    both = v.all("dobj")
    if len(both) == 2 and v.i < both[0].i:
        return _from_to(finder, both[0].left, both[1].right)  # "declared the talks a failure", of two objects
    if obj is not None and obj.i > v.i and any(words[i].quoted for i in range(obj.left, obj.right + 1)):
        return _from_to(finder, obj.left, obj.right, v, obj)
    return []


def _stance(finder: Finder, v: Word) -> list[Piece]:
    """What follows "hope", "concern", "interest" ...: a clause, an infinitive, a prepositional phrase."""
    noun = v.child("dobj") or v.child("nsubjpass")
    if noun is None or not (noun.lemma in finder.cues.nouns["stance"] or noun.lemma in finder.cues.nouns["asked"]):
        return []
    return after_noun(finder, noun, v)


def after_noun(finder: Finder, noun: Word, v: Word | None = None) -> list[Piece]:
    """What a noun of saying or feeling is about: "hope that ...", "interest to ...", "concern over ..."."""
    words = finder.parse.words
    holders = [noun] if v is None else [noun, v]
    last = next((c for c in reversed(noun.children) if c.dep == "conj" and c.pos == "NOUN"), None)
    if last is not None:  # "concern and regret over"
        holders.insert(1, last)
    for x in (c for h in holders for c in h.children):
        if (
            x.i > noun.i
            and x.dep in ("acl", "relcl", "ccomp", "advcl")
            and x.tag in ("VB", "VBP", "VBZ", "VBD", "VBN", "MD", "VBG")
        ):
            marked = words[x.left].lower == "that"
            if x.head is v and x.dep != "ccomp":
                continue
            if x.head is not v and not marked and not _to_do(x) and x.dep != "ccomp":
                continue
            return _from_to(finder, x.left + marked, x.right)
    for x in (c for h in holders for c in h.children):
        if x.i > noun.i and x.dep == "prep" and x.lower in _ABOUT:
            inner = x.child("pobj", "pcomp")
            if inner is not None and inner.ent not in ("DATE", "TIME"):
                if v is None:
                    return _from_to(finder, inner.left, x.right)
                return _grown(finder, v, _from_to(finder, inner.left, _reach(finder, v, x.right)))
    return []


_ABOUT = frozenset(
    ["for", "at", "over", "about", "in", "with", "to", "of", "on", "by", "regarding", "toward", "towards", "against"]
)


def _from_to(finder: Finder, first: int, last: int, v: Word | None = None, x: Word | None = None) -> list[Piece]:
    """Words ``first`` to ``last``; with a cue ``v`` and the head ``x`` of what it takes, only as far as its content goes."""
    if v is not None and x is not None:
        last = min([last, *(c.left - 1 for c in said_next(finder, v, x))])
    last = before_comment(finder, first, last)
    found = piece(finder, first, last)
    return [found] if found is not None else []
