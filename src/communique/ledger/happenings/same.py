"""Whether two tellings can be of one happening, how much speaks for it, and in which words that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.ledger.happenings.telling import SPOKEN, Telling
from communique.ledger.kinds import iso

# Of the types that are words, those about a deed to come.
_OF_DEEDS = frozenset({"AGREE", "CONCEDE", "REQUEST"})
# Types that both sides do, whoever is named first.
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
# Time zones and late editions: two reports of one call may name days that follow each other.
_DAY_APART = 1
# As much of the shorter evidence in common (for words that were spoken) makes it the same matter; less is enough where the same
# people speak on the same day.
_SAME_MATTER = 0.3
_SAME_SPEAKERS = 0.12
# Of reports that tell no day, so many of the same people at the same kind of meeting are not together twice in a month.
_MANY = 3
_COPIED = 0.8
# Days that are told are narrow up to so many; a report without a day tells news that is at most so many days old.
_NARROW = 3
_FRESH = 7
ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """How much speaks for two tellings being of one happening, and what."""

    score: float
    why: tuple[str, ...]


def conflict(a: Telling, b: Telling) -> str | None:
    """Why two tellings of one type cannot be of one happening, or None when they can.

    That one report tells of both is weighed where all reports are in view (``gather``)."""
    if a.kind != b.kind:
        return "they are of two types"
    if a.kind == "CONSULT" and ((a.met and b.called) or (a.called and b.met)):
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


def same_deed(a: Telling, b: Telling) -> bool:
    """Whether the two tell of the same deed, as finely as they tell it: thanks are no signing, an appeal is no invitation."""
    if a.kind == "REQUEST":  # an appeal to one reporter is a demand to another
        return a.event.act is None or b.event.act is None or a.deed == b.deed
    return a.deed.startswith(b.deed) or b.deed.startswith(a.deed)


def _tells_the_deed(a: Telling, b: Telling) -> bool:
    """Whether type and code tell so finely what is done that two of them on one day are one.

    Thanks are; of what states accuse each other, or what they ask for without the text naming a deed, there is much.
    """
    if a.kind == "SUPPORT":
        return True
    return a.kind in _OF_DEEDS and a.event.act is not None and b.event.act is not None


def apart(a: Telling, b: Telling) -> int | None:
    """How many days lie between the two at least, 0 where they overlap; None where the days of one are not known."""
    x, y = (a.days, b.days) if a.off and b.off else (a.reach, b.reach)
    if x is None or y is None:
        return None
    return max(0, x[0] - y[1], y[0] - x[1])


def match(a: Telling, b: Telling, *, only: bool = False) -> Match | None:
    """What speaks for two tellings being of one happening; None when something speaks against it, or too little for it.

    ``only``: neither of their reports tells of anything else that the other could mean.
    """
    if a.document == b.document or conflict(a, b) is not None:
        return None
    alike = in_common(a, b)
    copied = a.first == b.first and (alike >= _COPIED or _said(a) == _said(b))
    gap = apart(a, b)
    shared = a.persons & b.persons
    undated = a.days is None or b.days is None
    if not copied and (gap is None or (undated and len(shared) < _MANY and not (only and _fresh(a, b)))):
        return None
    score = 0.0
    why = [f"{a.kind} of " + ", ".join(sorted(a.parties & b.parties))]
    if copied:
        score += 2
        why.append("copies of one text, in the same words")
    start, end = _overlap(a, b)
    if start <= end:
        score += 1.0 if _width(a) <= _NARROW and _width(b) <= _NARROW else 0.5
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
    if only:
        score += 0.75
        why.append("nothing else in the two reports could be meant")
    score += alike
    same_day = start <= end and _width(a) == _width(b) == 1
    on_the_day = start <= end or (gap == 0 and (a.assumed or b.assumed))
    settled = only and on_the_day and (_tells_the_deed(a, b) or bool(shared or a.words & b.words))
    if a.kind in SPOKEN and not settled and alike < (_SAME_SPEAKERS if shared and same_day else _SAME_MATTER):
        return None
    alone = min(len(a.parties), len(b.parties)) < 2  # within one state much happens on a day
    if alone and not copied and alike < _SAME_MATTER and not (here and same_day and a.words & b.words):
        return None
    if alike >= _SAME_MATTER:
        why.append(f"{alike:.0%} of the words in common")
    return Match(score, tuple(why)) if score >= ENOUGH else None


def could_be(a: Telling, b: Telling) -> bool:
    """Whether the two could tell of one happening, as far as days, parties and deed go: what ``only`` of ``match`` counts."""
    gap = apart(a, b)
    return gap is not None and same_deed(a, b) and conflict(a, b) is None


def _said(t: Telling) -> list[str]:
    return [span.text for span in t.event.evidence]


def _fresh(a: Telling, b: Telling) -> bool:
    """Whether the report that tells no day came within days of what the other dates."""
    undated, dated = (a, b) if a.days is None else (b, a)
    if undated.published is None or dated.days is None:
        return False
    return 0 <= date.fromisoformat(undated.published).toordinal() - dated.days[0] <= _FRESH


def _overlap(a: Telling, b: Telling) -> tuple[int, int]:
    """The first and last day that both tell; the last is before the first where there is none."""
    if a.days is None or b.days is None or a.off != b.off:
        return 1, 0
    return max(a.days[0], b.days[0]), min(a.days[1], b.days[1])


def _width(t: Telling) -> int:
    return t.days[1] - t.days[0] + 1 if t.days else 0


def in_common(a: Telling, b: Telling) -> float:
    """The share of the shorter evidence's words that the other has too, 0 to 1; a single word in common says nothing."""
    fewer, both = min(len(a.words), len(b.words)), len(a.words & b.words)
    return both / fewer if both > 1 or (both == 1 and a.words == b.words) else 0.0
