"""Whether two tellings can be of one happening, how much speaks for it, and in which words that is said."""

from __future__ import annotations

from dataclasses import dataclass

from communique.ledger.happenings.telling import Telling
from communique.ledger.kinds import iso

# Types that are words: of two accusations between the same states on a day, what they are about tells whether they are one.
_SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# Types that both sides do, whoever is named first.
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
# A call is no visit and no meeting; a meeting may be told as the visit for which one travelled.
_APART = frozenset({"phone"})
# Time zones and late editions: two reports of one call may name days that follow each other.
_DAY_APART = 1
# As much of the shorter evidence in common (for words that were spoken) makes it the same matter; less is enough where the same
# people speak on the same day.
_SAME_MATTER = 0.3
_SAME_SPEAKERS = 0.12
# Of reports that tell no day, so many of the same people at the same kind of meeting are not together twice in a month.
_MANY = 3
_COPIED = 0.8
ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """How much speaks for two tellings being of one happening, and what."""

    score: float
    why: tuple[str, ...]


def outline(t: Telling) -> tuple[object, ...]:
    """All of a telling that counts when it is compared: two with the same outline differ in nothing that anybody can tell."""
    e = t.event
    words = t.words if t.kind in _SPOKEN or len(t.parties) < 2 else None
    place = (t.place.name, t.place.country) if t.place is not None else None
    act = e.act.type if e.act is not None else None
    return (t.kind, e.type, t.modes, act, t.actors, t.recipients, t.persons, t.days, place, t.off, words)


def conflict(a: Telling, b: Telling) -> str | None:
    """Why two tellings of one type cannot be of one happening, or None when they can.

    That one report tells of both is weighed where all reports are in view (``gather``)."""
    if a.kind != b.kind:
        return "they are of two types"
    if a.kind == "CONSULT" and (a.modes & _APART) != (b.modes & _APART):
        return "a call is no meeting"
    if a.off != b.off and not (a.planned or b.planned):
        return "one took place, the other was called off"
    if a.kind == a.event.type and b.kind == b.event.type and a.event.act and b.event.act and a.event.act.type != b.event.act.type:
        return "what is promised, asked or refused differs"
    if len(a.parties & b.parties) < min(2, len(a.parties), len(b.parties)) or not a.parties & b.parties:
        return "other parties"
    if a.recipients and b.recipients and a.kind not in _MUTUAL and not (a.actors & b.actors and a.recipients & b.recipients):
        return "who does it to whom is reversed"
    if a.persons and b.persons and not a.persons & b.persons and a.kind == "CONSULT":
        return "other people"
    gap = apart(a, b)
    if gap is not None and gap > (_DAY_APART if a.kind == "CONSULT" else 0):
        return "on other days"
    where = [t.place.country for t in (a, b) if t.place is not None and t.place.country is not None]
    if len(set(where)) > 1 and "phone" not in a.modes:
        return "in other countries"
    return None


def apart(a: Telling, b: Telling) -> int | None:
    """How many days lie between the two at least, 0 where they overlap; None where the days of one are not known."""
    if a.reach is None or b.reach is None:
        return None
    return max(0, a.reach[0] - b.reach[1], b.reach[0] - a.reach[1])


def match(a: Telling, b: Telling) -> Match | None:
    """What speaks for two tellings being of one happening; None when something speaks against it, or too little for it."""
    if a.document == b.document or conflict(a, b) is not None:
        return None
    alike = in_common(a, b)
    copied = a.first == b.first and alike >= _COPIED
    gap = apart(a, b)
    shared = a.persons & b.persons
    if not copied and (gap is None or ((a.days is None or b.days is None) and len(shared) < _MANY)):
        return None
    score = 0.0
    why = [f"{a.kind} of " + ", ".join(sorted(a.parties & b.parties))]
    if copied:
        score += 2
        why.append("copies of one text, in the same words")
    if gap == 0 and a.days and b.days:
        start, end = max(a.days[0], b.days[0]), min(a.days[1], b.days[1])
        score += 1.0 if _width(a) <= 3 and _width(b) <= 3 else 0.5
        why.append(f"both on {iso(start)}" if start == end else f"both between {iso(start)} and {iso(end)}")
    elif gap:
        why.append("on days that follow each other")
    if shared:
        score += 1.0
        why.append("the same people: " + ", ".join(sorted(shared)))
    if a.modes & b.modes:
        score += 0.5
        why.append("/".join(sorted(a.modes & b.modes)))
    here = a.place is not None and b.place is not None and a.place.name == b.place.name
    if here and a.place is not None:
        score += 0.5
        why.append(f"in {a.place.name}")
    if a.parties == b.parties:
        score += 0.25
    score += alike
    if a.kind in _SPOKEN and alike < (_SAME_SPEAKERS if shared and _width(a) == _width(b) == 1 else _SAME_MATTER):
        return None
    alone = min(len(a.parties), len(b.parties)) < 2  # within one state much happens on a day
    if alone and not copied and alike < _SAME_MATTER and not (here and _width(a) == _width(b) == 1 and a.words & b.words):
        return None
    if alike >= _SAME_MATTER:
        why.append(f"{alike:.0%} of the words in common")
    return Match(score, tuple(why)) if score >= ENOUGH else None


def _width(t: Telling) -> int:
    return t.days[1] - t.days[0] + 1 if t.days else 0


def in_common(a: Telling, b: Telling) -> float:
    """The share of the shorter evidence's words that the other has too, 0 to 1; a single word in common says nothing."""
    fewer, both = min(len(a.words), len(b.words)), len(a.words & b.words)
    return both / fewer if both > 1 or (both == 1 and a.words == b.words) else 0.0
