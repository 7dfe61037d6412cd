"""What the words in a row tell of a statement where the parse has gone astray: where reported speech begins, and where it ends.

News puts what is said in a few fixed ways: "said in a letter that ...", "..., she pointed out, ...". Long sentences mislead the
parser more often than they leave these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.grammar import SUBJECTS
from communique.reading.statements.said import Piece
from communique.reading.statements.spans import piece
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A clause in which something else begins than what is said, where no comma tells.
_APART = frozenset(
    ["as", "when", "after", "while", "before", "during", "according", "amid", "following", "even", "since", "despite"]
)


def that_clause(finder: Finder, v: Word) -> Piece | None:
    """ "told the agency on the sidelines of the visit that lawmakers watched": from the "that" on, if no verb comes before."""
    words = finder.parse.words
    last = finder.parse.sentences[v.sent].words[-1].i
    held = next(
        (o for p in v.all("prep") for o in p.all("pobj") if finder.is_paper(o)), None
    )  # "said in a statement issued as ... that"
    held_back: Word | None = None
    for k in range(v.i + 1, last):
        w = words[k]
        if held is not None and held.i < k <= held.right and w.lower != "that":
            continue
        if w.quoted or (w.pos == "PUNCT" and w.text == ","):
            continue
        if w.lower == "that" and w.tag in ("IN", "WDT", "DT"):
            after = words[k + 1]
            if held_back and w.head.head is held_back:
                return None  # "against thinking that"
            if after.tag in _FINITE or (w.dep in ("det", "dobj", "pobj", "nsubj", "attr") and w.tag == "DT"):
                return None  # "a plan that would fail", "that plan"
            return piece(finder, k + 1, clause_end(finder, v, k + 1))
        if w.tag == "VBG" and w.dep == "pcomp" and w.head.lower != "under":
            held_back = w
        if w.tag in _FINITE or w.pos == "CCONJ" or (w.pos == "PUNCT" and w.text in ";:.—–"):
            return None
        if w.pos == "VERB" and w.lemma in finder.cues.frames and w.dep != "pcomp":
            return None
    return None


def clause_end(finder: Finder, v: Word, start: int) -> int:
    """The last word of what is said from ``start`` on: the end of the sentence, or before its speaker says something else."""
    words = finder.parse.words
    last = finder.parse.sentences[v.sent].words[-1].i
    for k in range(start + 1, last):
        if _says_more(finder, v, k) or words[k].text == ";":
            return k - 1
    return last


def _says_more(finder: Finder, v: Word, k: int) -> bool:
    """Whether another saying of the same speaker begins at a word: ", adding that", "and urged", ", according to"."""
    words = finder.parse.words
    w, before = words[k], words[k - 1]
    if w.quoted:
        return False
    if w.lower == "according" or (w.tag == "VBG" and w.lemma in finder.cues.frames and before.text in (",", '"')):
        return before.pos == "PUNCT"
    if w.pos == "CCONJ":
        k = min(k + 1, len(words) - 1)
        while words[k].pos in ("ADV", "AUX") and words[k].tag not in _FINITE and k + 1 < len(words):
            k += 1
        if words[k].tag in ("MD", "VBD") and [x.lower for x in words[k + 1 : k + 2]] in (["not"], ["n't"]):
            return any(x.lemma in finder.cues.frames for x in words[k + 2 : k + 3])  # ", but would not say whether"
        return (
            words[k].tag == v.tag
            and words[k].lemma in finder.cues.frames
            and words[k].child(*SUBJECTS) is None
            and not words[k].quoted
        )
    return False


def grown(finder: Finder, v: Word, found: Piece) -> Piece:
    """A content after its cue, as far as it goes: a clause does not end in the middle of a phrase, nor before "and that"."""
    words = finder.parse.words
    sentence = finder.parse.sentences[v.sent].words[-1].i
    end = finder.parse.between(found[0], found[1]).stop - 1
    if end <= v.i:
        return found
    inner = v.dep in ("ccomp", "relcl", "acl", "advcl")
    while end < sentence:
        k = end + 1
        while k < sentence and words[k].pos == "PUNCT" and words[k].text in "\"'“”":
            k += 1
        w = words[k]
        if (
            not inner
            and w.text == ","
            and k + 2 < sentence
            and words[k + 1].lower in ("and", "but")
            and words[k + 2].lower == "that"
        ):
            end = clause_end(finder, v, k + 3)
            break
        if (
            not inner
            and w.lower in ("and", "but")
            and k + 1 < sentence
            and words[k + 1].lower == "that"
            and words[k + 1].tag in ("IN", "WDT")
        ):
            end = clause_end(finder, v, k + 2)
            break
        if w.pos in ("PUNCT", "CCONJ") or w.lower in _APART or (w.under(v) and w.dep in ("advmod", "npadvmod") and w.head is v):
            break
        if w.head is v and w.dep in ("prep", "agent", "dative") and (o := w.child("pobj")) is not None and finder.is_setting(o):
            break
        stop = k
        while (
            stop < sentence
            and words[stop + 1].pos != "PUNCT"
            and not _says_more(finder, v, stop + 1)
            and words[stop + 1].lower not in _APART
        ):
            stop += 1
        end = stop
    whole = piece(finder, finder.parse.between(found[0], found[0] + 1).start, end)
    return whole if whole is not None and whole[1] >= found[1] else found


def around_parenthesis(finder: Finder, v: Word, parsed: list[Piece]) -> list[Piece]:
    """ "..., she pointed out, ...": the sentence without the saying in it; empty when the saying is no parenthesis.

    Where the parse has found (part of) the content, its side is trusted as far as it reaches."""
    words = finder.parse.words
    sentence = finder.parse.sentences[v.sent].words
    subject = v.child(*SUBJECTS)
    if subject is None or abs(subject.i - v.i) > 12:
        return []
    first, last = min(subject.left, v.i), max(v.i, subject.right)
    for k in range(last + 1, min(last + 12, sentence[-1].i)):  # "said in a statement, ..."
        if words[k].text in ",—–--" or words[k].tag in _FINITE:
            last = k - 1 if words[k].tag not in _FINITE else last
            break
        if words[k].pos == "PUNCT" or words[k].quoted:
            return []
    if v.dep in ("relcl", "acl") or first <= sentence[0].i + 1 or last >= sentence[-1].i - 1:
        return []
    if words[first - 1].text not in ",—–--" or words[last + 1].text not in ",—–--":
        return []
    if any(words[k].quoted or words[k].text in "\"'“”" for k in (first - 2, last + 2)):
        return []
    opening = max((k for k in range(sentence[0].i, first - 1) if words[k].text == ","), default=sentence[0].i - 1) + 1
    if words[opening].tag in ("WP", "WDT", "WRB", "WP$"):
        # "Maddox, who had slept, aides said, for three hours, left"; "the decision, which, she said, would ..."
        end = next((k for k in range(last + 2, sentence[-1].i) if words[k].text == ","), sentence[-1].i)
        runs = (
            [(opening, first - 2), (last + 2, end)]
            if first - 2 > opening
            else [(last + 2, end if opening > sentence[0].i else sentence[-1].i)]
        )
    else:
        lo = min((finder.parse.between(a, b).start for a, b in parsed if a < words[first].start), default=sentence[0].i)
        hi = max((finder.parse.between(a, b).stop - 1 for a, b in parsed if a > words[last].start), default=sentence[-1].i)
        hi = next((k - 1 for k in range(last + 2, hi) if _says_more(finder, v, k)), hi)
        runs = [(lo, first - 2), (last + 2, hi)]
        start = words[last + 2 : last + 5]
        verb = next((w for w in words[last + 2 : hi + 1] if w.tag in _FINITE), None)
        another = start[0].pos == "CCONJ" and verb is not None and any(w.dep in SUBJECTS for w in words[last + 2 : verb.i])
        later = start[0].lower != "after" and any(w.lower == "after" for w in start[1:]) and lo < first - 3
        if another or later:
            runs.pop()  # "..., officials said, and Baghdad protested"; "..., he announced, a day after ..."
    return [p for a, b in runs if (p := piece(finder, a, b)) is not None]
