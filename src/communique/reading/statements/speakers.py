"""Speakers and addressees of a cue: nobody rather than a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.reading.actors import Actor, Mention
from communique.reading.statements.said import Piece
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

# Of these the subject of the passive is who is told, or who is quoted.
_PASSIVE_OF_WHOM = frozenset({"quote", "ask", "tell", "inform", "brief", "warn", "remind", "assure"})


def subject_of(finder: Finder, v: Word) -> Word | None:
    """The one who speaks: the subject, or that of the verb this one hangs on (participles, coordination, infinitives)."""
    w = v
    for _ in range(6):
        agent = w.child("agent")
        if agent is not None and w.tag == "VBN":
            pobj = agent.child("pobj")
            if pobj is not None:
                return pobj
        passive = w.child("nsubjpass")
        if passive is not None and w is v and v.lemma not in _PASSIVE_OF_WHOM:
            return None
        if w is not v and w.quoted:
            # The parser hung the clause on the quote: the saying beside it has the subject.
            saying = next(
                (c for c in w.children if not c.quoted and c.pos == "VERB" and c.child("nsubj") is not None and c is not v),
                None,
            )
            if saying is not None:
                return saying.child("nsubj")
            # ... or on a fragment inside the sentence: what is outside goes on from the verb before the quote.
            outer = next((a for a in w.ancestors() if not a.quoted and a.pos == "VERB" and a.i < w.i), None)
            if outer is None:
                return None
            w = outer
            continue
        # Of two subjects, the one inside the quote is a word of what is said: "Norway," said X, "has attacked us".
        outside = [c for c in w.all("nsubj") if not c.quoted]
        subject = (outside[0] if outside else w.child("nsubj", "csubj")) or (
            passive if w is not v or v.lemma == "quote" else None
        )
        if subject is not None:
            if subject.lower in ("who", "which", "that") and w.dep == "relcl":
                return w.head
            if subject.lower == "what":
                return None
            return subject
        if w.dep == "relcl" or (w.dep == "acl" and w.tag == "VBG"):
            return w.head
        if w.dep in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "dep", "parataxis") and w.head is not w:
            w = _teller(finder, w) if w is v and v.tag == "VBG" and w.dep == "advcl" else w.head
            while w.pos in ("ADP", "SCONJ") and w.head is not w:
                w = w.head
            continue
        return None
    return None


def _teller(finder: Finder, v: Word) -> Word:
    """The verb whose subject a participle shares: "said Turkey would go on, adding that": not Turkey adds."""
    w = v.head
    said = next((a for a in [w, *w.ancestors()] if a.dep == "ccomp" and a.head.lemma in finder.cues.frames), None)
    comma = v.left > 0 and finder.parse.words[v.left - 1].pos == "PUNCT"
    return said.head if said is not None and comma and not said.head.quoted and said.i > said.head.i else w


def speaker_of(finder: Finder, subject: Word | None, v: Word) -> tuple[tuple[str, ...], Piece | None]:
    """Who speaks for a cue's subject, and the range that names them."""
    if subject is None:
        return (), None
    cast = finder.cast
    if subject.lower in ("he", "she", "it", "they"):
        if subject.lower == "it" and v.child("nsubjpass") is subject:
            return (), None
        m = cast.cover.get(subject.i)
        return (m.ids if m is not None else ()), (subject.start, subject.end)
    if subject.quoted:
        return (), None
    ids: list[str] = []
    todo = [subject]
    while todo:
        w = todo.pop(0)
        ids += [i for i in who(finder, w) if i not in ids]
        todo += w.all("conj")
    lo, hi = subject.i, subject.i
    m = cast.cover.get(subject.i)
    if m is not None:
        lo, hi = min(lo, m.first), max(hi, m.last)
    words = finder.parse.words
    return tuple(ids), (words[lo].start, words[hi].end)


def who(finder: Finder, w: Word) -> tuple[str, ...]:
    """The actors that a noun stands for as a speaker."""
    cast, nouns = finder.cast, finder.cues.nouns
    m = cast.cover.get(w.i)
    if m is not None and m.kind == "adjective":
        m = None
    # "Barzani's office", "the ministry's spokeswoman, X": an apposed name speaks.
    for ap in w.all("appos"):
        am = cast.cover.get(ap.i)
        if am is not None and cast.actors[am.ids[0]].is_person:
            return am.ids
    if m is not None:
        return m.ids
    if w.lemma in nouns["document"]:
        owner = owner_of(finder, w)
        return (owner.id,) if owner is not None else ()
    if w.pos in ("NOUN", "PROPN", "NUM", "DET", "ADJ") and (
        w.lemma in nouns["body"] or finder.parties.animate(w) or (w.ent in ("PERSON", "ORG", "NORP") and w.pos == "PROPN")
    ):
        return (_described(finder, w).id,)
    if w.pos == "NOUN" and w.dep in ("nsubj", "pobj") and not is_thing(finder, w):
        return (_described(finder, w).id,)
    return ()


# Nouns of acts and qualities by their endings; what is left of nouns that "say" something are people of some trade.
_ABSTRACT = re.compile(r"\w{2,}(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|ing|age|ure|dom|acy|ics|logy|graphy|thing|day)$")


def is_thing(finder: Finder, w: Word) -> bool:
    """Whether a noun names what cannot speak: an act, a quality, a thing."""
    return (
        w.lemma in finder.cues.nouns["thing"]
        or w.lemma in finder.cues.nouns["document"]
        or w.ent in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "WORK_OF_ART", "LAW", "EVENT", "FAC")
        or _ABSTRACT.fullmatch(w.lemma) is not None
    )


def owner_of(finder: Finder, w: Word) -> Actor | None:
    """Whose a paper, an office or a claim is: its possessive, adjective, "of", "from" or "by"."""
    for c in w.children:
        if c.dep in ("poss", "amod", "compound", "nmod"):
            m = finder.cast.cover.get(c.i)
            if m is not None:
                return finder.cast.actors[m.ids[0]]
    for p in w.all("prep"):
        if p.lower in ("of", "from", "by"):
            for o in p.all("pobj"):
                m = finder.cast.cover.get(o.i)
                if m is not None:
                    return finder.cast.actors[m.ids[0]]
                inner = owner_of(finder, o)
                if inner is not None:
                    return inner
    return None


def _described(finder: Finder, w: Word) -> Actor:
    """An unnamed speaker: "a cabinet source", "residents", "Barzani's office", "a member of his delegation"."""
    words = finder.parse.words
    left = w.i
    for c in w.children:
        if c.i < w.i and c.dep in ("compound", "amod", "poss", "nmod", "nummod", "det"):
            left = min(left, c.left)
    while left < w.i and words[left].lower in ("the", "a", "an", "some", "one", "two", "several", "many", "most", "another"):
        left += 1
    right = w.i
    for c in w.children:
        if c.dep == "prep" and c.lower == "of" and c.right - w.i <= 5:
            right = c.right
    owner = owner_of(finder, w)
    name = finder.cast.text(left, right)
    if words[left].tag == "PRP$" and owner is not None:
        name = f"{owner.name}'s {finder.cast.text(left + 1, right)}" if left < right or left + 1 <= right else name
    country = owner.country if owner is not None else None
    actor = finder.cast.described(
        " ".join(name.split()), country, w.lower, "official", None, owner.parent if owner is not None else None
    )
    if finder.cast.cover.get(w.i) is None:
        finder.cast.add(Mention(left, w.i, w, (actor.id,), "role", "role", w.tag == "NNS"), cover=False)
        finder.cast.cover[w.i] = finder.cast.mentions[-1]
    return actor


def addressees_of(finder: Finder, v: Word) -> tuple[str, ...]:
    """To whom something is said: the object or the "to" of the cue."""
    ids: list[str] = []
    heads = [c for c in v.children if c.dep in ("dobj", "dative") and v.lemma in finder.cues.nouns["addressing"]]
    heads += [o for p in v.all("prep", "dative") if p.lower in ("to", "on", "upon") for o in p.all("pobj")]
    for h in heads:
        todo = [h]
        while todo:
            w = todo.pop(0)
            m = finder.cast.cover.get(w.i)
            if m is not None and m.kind != "adjective":
                ids += [i for i in m.ids if i not in ids]
            todo += w.all("conj")
    return tuple(ids)
