"""Of what kind of happening an event tells, and between whom: what has to agree before two reports can tell of the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from communique.records import Event, EventType, Party

_PLANS = frozenset({"AGREE", "CONCEDE", "THREATEN"})
_TO_COME = ("future", "hypothetical")
# Days that are known only to a season or a year say too little.
_LONGEST = 100
_RECENT = 31
# A report that names no day may tell what another dates a few days earlier.
_LATE = 3
# A visit or a meeting is called off before its day, at most so many days before.
_AHEAD = 60


def kind_of(event: Event) -> tuple[EventType, list[str]]:
    """The type and modes of the happening.

    Of a plan they are those of the deed to come ("will visit" is AGREE, and tells of a visit), and so for a meeting that is
    called off (REJECT, and tells of the meeting).
    """
    planned = event.type in _PLANS and event.status in _TO_COME
    if event.act is not None and (planned or is_off(event)):
        return event.act.type, event.act.modes
    return event.type, event.modes


def is_off(event: Event) -> bool:
    """Whether somebody calls off or refuses a meeting."""
    return event.type == "REJECT" and event.act is not None and event.act.type == "CONSULT"


def window(event: Event, published: str | None) -> tuple[int, int] | None:
    """The days (proleptic ordinals) on which an event can have been, as far as they are narrow enough to compare.

    Days that are only assumed from the day of the report may be some days late. What is called off would have been after the day
    on which that was told. A deed of which the text tells no day counts as of the month up to the day of the report. Plans
    without a day, what is only recalled, and what is known to a season or a year have none: such an event is never looked for
    under its days.
    """
    when = event.date
    if when is not None and when.start is not None and when.end is not None:
        start, end = date.fromisoformat(when.start).toordinal(), date.fromisoformat(when.end).toordinal()
        if end - start > _LONGEST:
            return None
        return start - (_LATE if when.basis == "published" else 0), end + (_AHEAD if is_off(event) else 0)
    if event.status in _TO_COME or event.historical or published is None:
        return None
    day = date.fromisoformat(published).toordinal()
    return day - _RECENT, day


def iso(ordinal: int) -> str:
    """The ISO day of an ordinal."""
    return date.fromordinal(max(1, ordinal)).isoformat()


def code(party: Party) -> str:
    """What a party counts as when reports are compared: the state for which it acts, or itself where it acts for none."""
    return party.country or party.entity


def keys_of(event: Event) -> Iterator[str]:
    """Under what an event is looked for: its kind with every two of its parties, or with its only one."""
    kind, _ = kind_of(event)
    parties = sorted({code(p) for p in (*event.actors, *event.recipients)})
    for a, b in combinations(parties, 2) if len(parties) > 1 else ((party, "") for party in parties):
        yield f"{kind} {a} {b}"
