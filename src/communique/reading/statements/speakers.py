"""Speakers and addressees of a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.actors import Actor, Mention
from communique.reading.statements.said import Piece
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder


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
        if (
            passive is not None
            and w is v
            and v.lemma not in ("quote", "ask", "tell", "inform", "brief", "warn", "remind", "assure")
        ):
            return None if w.child("agent") is None else passive
        if w is not v and w.quoted:
            # The parser hung the clause on the quote: the saying beside it has the subject.
            saying = next(
                (c for c in w.children if not c.quoted and c.pos == "VERB" and c.child("nsubj") is not None and c is not v),
                None,
            )
            return saying.child("nsubj") if saying is not None else None
        # Of two subjects, the one inside the quote is a word of what is said: "Norway," said X, "has attacked us".
        outside = [c for c in w.all("nsubj") if not c.quoted]
        subject = (outside[0] if outside else w.child("nsubj", "csubj")) or (
            passive if w is not v or v.lemma == "quote" else None
        )
        if subject is not None:
            if subject.lower in ("who", "which", "that") and w.dep == "relcl":
                return w.head
            if subject.lower in ("what",):
                return None
            return subject
        if w.dep == "relcl" or (w.dep == "acl" and w.tag == "VBG"):
            return w.head
        if w.dep in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "dep", "parataxis") and w.head is not w:
            w = w.head
            while w.pos in ("ADP", "SCONJ") and w.head is not w:
                w = w.head
            continue
        return None
    return None


def speaker_of(finder: Finder, subject: Word | None, v: Word) -> tuple[tuple[str, ...], Piece | None]:
    """Who speaks for a cue's subject, and the range that names them; nobody rather than a guess."""
    if subject is None:
        return (), None
    cast = finder.cast
    if subject.lower == "he" or subject.lower in ("she", "it", "they"):
        m = cast.cover.get(subject.i)
        return (m.ids if m is not None else ()), (subject.start, subject.end)
    if subject.quoted:
        return (), None
    ids: list[str] = []
    todo = [subject]
    while todo:
        w = todo.pop(0)
        actor_ids = who(finder, w)
        ids += [i for i in actor_ids if i not in ids]
        todo += [c for c in w.children if c.dep == "conj"]
    lo, hi = subject.i, subject.i
    m = cast.cover.get(subject.i)
    if m is not None:
        lo, hi = min(lo, m.first), max(hi, m.last)
    words = finder.parse.words
    return tuple(ids), (words[lo].start, words[hi].end)


def who(finder: Finder, w: Word) -> tuple[str, ...]:
    """The actors that a noun stands for as a speaker."""
    cast = finder.cast
    m = cast.cover.get(w.i)
    if m is not None and m.kind != "adjective":
        ids = m.ids
        # "Barzani's office", "the ministry's spokeswoman, X": an apposed name speaks.
        for ap in w.all("appos"):
            am = cast.cover.get(ap.i)
            if am is not None and cast.actors[am.ids[0]].is_person:
                return am.ids
        return ids
    for ap in w.all("appos"):
        am = cast.cover.get(ap.i)
        if am is not None and cast.actors[am.ids[0]].is_person:
            return am.ids
    if w.pos in ("NOUN", "PROPN") and w.lemma in _SPEAKING_NOUNS:
        return (_described(finder, w).id,)
    if (
        w.pos == "NOUN"
        and w.lemma not in _NO_SPEAKERS
        and w.dep == "nsubj"
        and w.head.lemma in ("say", "tell", "add", "warn")
        and w.ent == ""
        and any(c.dep in ("det", "poss", "amod", "compound", "nummod") for c in w.children)
    ):
        return (_described(finder, w).id,)
    if w.lemma in (
        "statement",
        "communique",
        "communiqué",
        "report",
        "website",
        "letter",
        "message",
        "tweet",
        "note",
        "post",
        "agency",
        "declaration",
    ):
        owner = _owner(finder, w)
        return (owner.id,) if owner is not None else ()
    if w.lemma in ("deputy", "adviser") or (w.ent in ("PERSON", "ORG") and w.pos == "PROPN"):
        return (_described(finder, w).id,)
    return ()


def _owner(finder: Finder, w: Word) -> Actor | None:
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
                inner = _owner(finder, o)
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
    owner = _owner(finder, w)
    name = finder.cast.text(left, right)
    if words[left].tag == "PRP$" and owner is not None:
        name = f"{owner.name}'s {finder.cast.text(left + 1, right)}" if left < right or left + 1 <= right else name
    country = owner.country if owner is not None else None
    actor = finder.cast.described(
        " ".join(name.split()), country, w.lower, "official", None, owner.parent if owner is not None else None
    )
    span_cover = finder.cast.cover.get(w.i)
    if span_cover is None:
        finder.cast.add(Mention(left, w.i, w, (actor.id,), "role", "role", w.tag == "NNS"), cover=False)
        finder.cast.cover[w.i] = finder.cast.mentions[-1]
    return actor


def addressees_of(finder: Finder, v: Word) -> tuple[str, ...]:
    """To whom something is said: the object or the "to" of the cue."""
    ids: list[str] = []
    heads = [c for c in v.children if c.dep in ("dobj", "dative") and v.lemma in _ADDRESSING]
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


_SPEAKING_NOUNS = frozenset(
    [
        "resident",
        "witness",
        "source",
        "official",
        "analyst",
        "expert",
        "observer",
        "diplomat",
        "activist",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
        "adviser",
        "office",
        "member",
        "reporter",
        "medic",
        "rescuer",
        "lawyer",
        "critic",
        "organizer",
        "protester",
        "villager",
        "survivor",
        "investigator",
        "doctor",
        "minister",
        "soldier",
        "commander",
        "lawmaker",
        "team",
        "delegation",
        "company",
        "people",
        "authority",
        "police",
        "ministry",
        "government",
        "army",
        "group",
        "organization",
        "agency",
        "court",
        "prosecutor",
        "judge",
        "embassy",
        "mission",
        "party",
        "union",
        "family",
        "relative",
        "refugee",
        "others",
        "participant",
        "delegate",
        "negotiator",
        "mediator",
        "historian",
        "economist",
        "professor",
        "researcher",
        "scholar",
        "journalist",
    ]
)


# What "says" something without being anybody: papers, figures, signs.
_NO_SPEAKERS = frozenset(
    [
        "statement",
        "communique",
        "communiqué",
        "report",
        "website",
        "letter",
        "message",
        "tweet",
        "note",
        "post",
        "agency",
        "declaration",
        "law",
        "treaty",
        "agreement",
        "document",
        "resolution",
        "text",
        "paper",
        "study",
        "poll",
        "survey",
        "figure",
        "datum",
        "data",
        "number",
        "sign",
        "map",
        "article",
        "constitution",
        "rule",
        "charter",
        "decree",
        "bill",
        "draft",
        "book",
        "film",
        "banner",
        "leaflet",
        "clock",
        "history",
        "thing",
        "that",
        "it",
        "this",
        "story",
        "picture",
        "video",
    ]
)


_ADDRESSING = frozenset(
    [
        "tell",
        "inform",
        "brief",
        "assure",
        "reassure",
        "remind",
        "notify",
        "warn",
        "apprise",
        "urge",
        "ask",
        "advise",
        "thank",
        "invite",
        "congratulate",
        "request",
        "press",
    ]
)
