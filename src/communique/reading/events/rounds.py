"""Meetings told without their parties: "The next round will be held in May", "The visit did not take place".

Their parties are those of the talks, or of the plan, of which the text has told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import grammar
from communique.reading.events.draft import Draft
from communique.reading.parties import Ref
from communique.reading.status import standing
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

_ROUNDS = frozenset({"round", "session", "meeting", "summit", "talk", "negotiation", "consultation", "sitting"})
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}
)
_IN_A_ROW = _ORDINALS | {"next", "previous", "last", "another", "further", "following", "new", "final", "subsequent"}
_ONCE = frozenset({"visit", "trip", "tour", "encounter", "appointment", "call"})
# What such a subject does when it takes place: passive verbs, others; and those that only set a day for it.
_HELD = frozenset({"hold", "convene", "host", "conclude"})
_GOES_ON = frozenset({"happen", "materialise", "materialize", "convene", "begin", "start", "open", "end", "conclude", "follow"})
_SET = frozenset({"set", "schedule", "plan", "arrange", "fix", "expect"})
# Talks are remembered for so many sentences.
_FAR = 8


def next_round(coder: Coder, v: Word) -> Draft | None:
    """A draft for a verb that says of a round, told by its number alone, that it takes place, or of a plan that it did not.

    None for every other verb.
    """
    n = v.child("nsubj", "nsubjpass") or (v.head.child("nsubj") if v.dep in ("acomp", "xcomp") else None)
    if n is None or not _happens(v):
        return None
    off = standing(v).status == "negated" and _definite(n)
    if not off and not _counted(n):
        return None
    if coder.parties.of(n, coder.said_at(v)) or any(p.lower in ("between", "with") for p in n.all("prep")):
        return None  # it names its parties
    told = next((d for d in reversed(coder.drafts) if _talks(d, off) and v.sent - d.word.sent <= _FAR), None)
    if told is None or not coder.parties.two_camps(told.parties):
        return None
    draft = Draft(
        "CONSULT",
        [] if not off else told.act[1] if told.act is not None else told.modes,
        [Ref(r.entity, n.i, n.i, True) for r in told.actors],
        [Ref(r.entity, n.i, n.i, True) for r in told.recipients],
        n,
        v,
        "the meeting told before" if off else "another round of the talks told before",
        both=True,
        frame=told.frame,
    )
    if v.pos == "ADJ" or v.lemma in _SET:
        draft.status = "future"
    return draft


def _counted(n: Word) -> bool:
    """ "The second round", "the next session of the talks", "a fifth"; not "the summit", of which there may be any."""
    if n.lower in _ORDINALS:
        return True
    of = [o.lemma for p in n.all("prep") if p.lower == "of" for o in p.all("pobj")]
    return n.lemma in _ROUNDS and any(c.lower in _IN_A_ROW for c in n.children) and _ROUNDS.issuperset(of)


def _happens(v: Word) -> bool:
    if v.pos == "ADJ":
        return v.lower in ("due", "set", "scheduled", "planned")
    if grammar.is_passive(v):
        return v.lemma in _HELD | _SET
    if v.lemma == "take":
        return any(c.lower == "place" for c in v.children)
    return v.lemma in _GOES_ON


def _talks(d: Draft, visits: bool) -> bool:
    kind, modes = d.act if d.act is not None else (d.type, d.modes)
    return kind == "CONSULT" and (visits or not {"phone", "visit"} & set(modes))


def _definite(n: Word) -> bool:
    """ "The meeting did not take place", "their visit never happened": that of which the text has told."""
    return n.lemma in _ROUNDS | _ONCE and any(c.lower in ("the", "this", "that", "their", "his", "her") for c in n.children)
