"""Frames: which entry of the lexicon a verb is, by its objects and complements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.knowledge.lexicon import Frame
from communique.reading import grammar
from communique.reading.status import standing
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

_MONEY = frozenset({"million", "billion", "dollar", "euro", "pound", "yen", "thousand", "$"})


def frame_of(coder: Coder, v: Word) -> Frame | None:
    """The most demanding verb frame that fits the surroundings of this verb."""
    frames = coder.lexicon.verbs.get(v.lemma)
    if not frames:
        return None
    obj = grammar.object_word(v)
    for f in frames:
        if _fits(coder, f, v, obj):
            return f
    return None


def _fits(coder: Coder, f: Frame, v: Word, obj: Word | None) -> bool:
    if f.op == "request" and v.lemma == "ask":
        comp = grammar.complement(v)
        if comp is not None and any(m.lower in ("whether", "if", "why", "how") for m in comp.all("mark", "advmod")):
            return False
    if f.particles:
        at = v
        for part in f.particles:
            child = next(
                (
                    c
                    for c in at.children
                    if c.lower == part and c.dep in ("prt", "prep", "advmod", "dative", "agent") and not _of_time(coder, c)
                ),
                None,
            )
            if child is None:
                return False
            if child.dep == "prep" and len(f.particles) > 1:
                at = child
        if obj is None:
            p = next((c for c in v.children if c.lower == f.particles[-1] and c.dep in ("prep", "prt")), None)
            obj = p.child("pobj") if p is not None else None
    if f.object and not _object_fits(coder, f.object, obj):
        return False
    if f.clause:
        comp = grammar.complement(v)
        kind = None
        if comp is not None:
            kind = "to" if comp.with_to else "ing" if comp.tag == "VBG" and comp.dep != "ccomp" else "that"
        if kind == "that" and f.op == "request" and v.lemma in ("insist", "suggest") and comp is not None and comp.tag != "VB":
            return False  # only the subjunctive asks: "insisted that he leave", not "insisted that he had left"
        preps = {p.lower for p in v.all("prep")}
        if kind not in f.clause and not (preps & f.clause):
            return False
    if f.needs:
        ok = False
        for n in f.needs:
            if n == "both":
                refs = coder.parties.of(grammar.actor_word(v), coder.said_at(v))
                ok = ok or coder.parties.two_camps(refs)
            elif n == "insult":
                ok = ok or v.i in coder.cues
            elif n == "together":
                ok = ok or any(c.lower == "together" for c in v.children)
            else:
                target = grammar.preposition(v, (n,), obj)
                ok = ok or (target is not None and target.ent not in ("DATE", "TIME"))
        if not ok:
            return False
    if f.near or f.without:
        around = {
            x.lemma
            for x in coder.parse.words[v.left : v.right + 1]
            if x.sent == v.sent and not (x.pos == "PROPN" and x.ent in ("DATE", "TIME"))  # March is no march
        }
        if (f.near and not (around & f.near)) or around & f.without:
            return False
        if "match" in f.without and _scored(coder, v):
            return False
    if f.subject:
        subject = grammar.surface_subject(v)
        if subject is None or not _object_fits(coder, f.subject, subject):
            return False
    if "future" in f.flags and standing(v, reported=coder.said_at(v) is not None).status not in ("future", "hypothetical"):
        return False
    if "negated" in f.flags and standing(v).status != "negated":
        return False
    if "person" in f.flags:
        target = obj or grammar.preposition(v, f.particles or ("on", "with", "to"))
        if target is None or not _is_person(coder, target):
            return False
        if "unless" in f.flags and grammar.complement(v) is not None:
            return False
    if "people" in f.flags:
        subject = grammar.actor_word(v)
        if subject is None or not (_crowd(coder, subject) or (not coder.parties.of(subject) and coder.parties.animate(subject))):
            return False
    if "official" in f.flags:
        subject = grammar.actor_word(v)
        refs = coder.parties.of(subject, coder.said_at(v))
        if not refs or subject is None or _crowd(coder, subject) or (f.type == "CONSULT" and not _is_person(coder, subject)):
            return False
    return True


def _scored(coder: Coder, v: Word) -> bool:
    """ "beat Chad 3-0": a score is sport; a range of days or of men goes on with what it counts."""
    words = coder.parse.words
    for w in words[v.i : v.right]:
        if w.tag == "CD" and words[w.i + 1].text in ("-", "–") and w.i + 3 < len(words) and words[w.i + 2].tag == "CD":
            return words[w.i + 3].pos not in ("NOUN", "PROPN", "ADJ")
    return False


def _of_time(coder: Coder, p: Word) -> bool:
    """Whether a preposition governs a date or a circumstance: neither the "on" of "called the premier on Monday" nor the "in" of
    "called home its envoy in the wake of the riots" is a particle."""
    o = p.child("pobj") if p.dep == "prep" else None
    return o is not None and (o.ent in ("DATE", "TIME") or o.lemma in _CIRCUMSTANCE)


_CIRCUMSTANCE = frozenset(
    [
        "wake",
        "response",
        "retaliation",
        "protest",
        "reply",
        "exchange",
        "return",
        "anger",
        "line",
        "accordance",
        "connection",
        "violation",
        "defiance",
        "addition",
        "view",
        "capital",
        "course",
        "midst",
        "aftermath",
        "eve",
        "behalf",
        "basis",
        "ground",
    ]
)


def _crowd(coder: Coder, w: Word) -> bool:
    return w.lemma in coder.lexicon.classes["crowd"] or any(
        c.lemma in coder.lexicon.classes["crowd"] for c in w.children if c.dep in ("compound", "amod", "nmod")
    )


def _is_person(coder: Coder, w: Word) -> bool:
    m = coder.cast.cover.get(w.i)
    if m is None:
        return w.lemma in coder.lexicon.classes["leader"]
    a = coder.cast.actors[m.ids[0]]
    return a.is_person or (a.kind == "other" and a.noun != "institution") or w.lemma in coder.lexicon.classes["leader"]


def _object_fits(coder: Coder, wanted: frozenset[str], obj: Word | None) -> bool:
    if obj is None:
        return "none" in wanted
    for o in grammar.coordinated(obj):
        lemma = _head_lemma(coder, o)
        if lemma in wanted or o.lower in wanted:
            return True
        for c in o.children:
            if c.dep in ("compound", "amod") and f"{c.lemma}_{o.lemma}" in wanted:
                return True
            if o.pos == "PROPN" and c.dep == "compound" and c.pos == "NOUN" and c.lemma in wanted:
                return True  # "the trawler Rose"
        if "person" in wanted and (
            _is_person(coder, o) or coder.parties.animate(o) or o.pos == "NUM" or o.lemma in ("dozen", "hundred", "thousand")
        ):
            return True
        if "somewhere" in wanted and o.i in coder.cast.places and not _is_person(coder, o):
            return True
        if wanted & {"named", "party"} and coder.parties.of(o):
            return True
        if o.pos == "PRON" and o.lower in ("it", "they", "them", "these", "this", "those") and _named_before(coder, wanted, o):
            return True
    return False


def _named_before(coder: Coder, wanted: frozenset[str], pronoun: Word) -> bool:
    """Whether a pronoun can stand for one of these nouns: one was named in this sentence before it or in the last one."""
    first = coder.parse.sentences[max(0, pronoun.sent - 1)].words[0].i
    return any(
        w.pos == "NOUN" and w.lemma in wanted and w.lemma not in coder.lexicon.measure
        for w in coder.parse.words[first : pronoun.i]
    )


def _head_lemma(coder: Coder, o: Word) -> str:
    """The lemma of a noun, seen through measures ("a series of strikes")."""
    for _ in range(3):
        if o.lemma not in coder.lexicon.measure and o.lemma not in coder.lexicon.stretch:
            break
        of = next((p for p in o.all("prep") if p.lower == "of" or (p.lower == "in" and o.lemma in _MONEY)), None)
        inner = of.child("pobj") if of is not None else None
        if inner is None:
            break
        o = inner
    return o.lemma


def through(coder: Coder, o: Word | None) -> Word | None:
    """The noun behind a measure or a stretch ("a series of strikes", "the continuation of talks")."""
    for _ in range(3):
        if o is None or (o.lemma not in coder.lexicon.measure and o.lemma not in coder.lexicon.stretch):
            return o
        of = next((p for p in o.all("prep") if p.lower == "of" or (p.lower == "in" and o.lemma in _MONEY)), None)
        inner = of.child("pobj") if of is not None else None
        if inner is None:
            return o
        o = inner
    return o
