"""Which events go into a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from communique.records import Event, Reading, Status

# Types that are words: a future one has been spoken already, and its type says that the deed is yet to come.
_SPOKEN = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep. ``claimed`` False keeps only what reports narrate; ``settled`` only what has happened or goes on, with the
    spoken types (a pledge, a threat) also where the deed is yet to come."""

    minimum_confidence: float = 0.0
    claimed: bool = True
    settled: bool = False
    statuses: Collection[Status] | None = None

    def keeps(self, e: Event) -> bool:
        """Whether an event is selected."""
        if e.confidence < self.minimum_confidence or (not self.claimed and e.claimed_in is not None):
            return False
        if self.statuses is not None:
            return e.status in self.statuses
        return not self.settled or e.status in ("occurred", "ongoing") or (e.status == "future" and e.type in _SPOKEN)

    def of(self, reading: Reading) -> Iterator[Event]:
        """The selected events of a reading, in its order."""
        return (e for e in reading.events if self.keeps(e))


def with_confidence(reading: Reading, minimum: float) -> Reading:
    """The reading without the events below a confidence, without the pledges that rest on them, and without statements' pointers
    to them as their occasion."""
    if minimum <= 0:
        return reading
    kept = [e for e in reading.events if e.confidence >= minimum]
    ids = {e.id for e in kept}
    return reading.model_copy(
        update={
            "events": kept,
            "pledges": [p for p in reading.pledges if p.event in ids],
            "statements": [
                s if s.occasion is None or s.occasion in ids else s.model_copy(update={"occasion": None})
                for s in reading.statements
            ],
        }
    )
