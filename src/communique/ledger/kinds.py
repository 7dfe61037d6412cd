"""Of what kind of happening an event tells, and between whom: what has to agree before two reports can tell of the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from communique.records import Event, EventType, Party

_PLANS = frozenset({"AGREE", "CONCEDE", "THREATEN"})
_TO_COME = ("future", "hypothetical")


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


def code(party: Party) -> str:
    """What a party counts as when reports are compared: the state for which it acts, or itself where it acts for none."""
    return party.country or party.entity


def keys_of(event: Event) -> Iterator[str]:
    """Under what an event is looked for: its kind with every two of its parties, or with its only one."""
    kind, _ = kind_of(event)
    parties = sorted({code(p) for p in (*event.actors, *event.recipients)})
    for a, b in combinations(parties, 2) if len(parties) > 1 else ((party, "") for party in parties):
        yield f"{kind} {a} {b}"
