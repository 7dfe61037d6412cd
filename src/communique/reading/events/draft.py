"""A draft: an event on its way, before dates, places and merging; and the families of types that rules speak of."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.knowledge.lexicon import Frame
from communique.reading.parties import Ref
from communique.reading.statements.said import Said
from communique.reading.words import Word
from communique.records import EventType, Status

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
YIELDING = frozenset({"RETREAT", "CONCEDE"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST"})
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
ASKED_MODE = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "SUPPORT": "assist",
}


@dataclass(slots=True, eq=False)
class Draft:
    """An event being made. ``word`` is its trigger; ``carrier`` the verb with its tense (the trigger itself for most)."""

    type: EventType
    modes: list[str]
    actors: list[Ref]
    recipients: list[Ref]
    word: Word
    carrier: Word
    why: str
    status: Status = "occurred"
    both: bool = False
    said: Said | None = None
    within: Said | None = None
    act: tuple[EventType, list[str]] | None = None
    conditional: bool = False
    frame: Frame | None = None
    nominal: bool = False
    first: int = 0
    last: int = 0
    others: list[Draft] = field(default_factory=list)
    place_word: Word | None = None
    definite: bool = False
    # Its words' time is that of what is refused, promised or cancelled, not of the act itself.
    untimed: bool = False

    @property
    def parties(self) -> list[Ref]:
        return self.actors + self.recipients


DEED = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "AID", "REJECT", "AGREE", "COOPERATE", "THREATEN"}
)
