"""A column of a table: its name, its type, what it means, and how it is got from an event."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from communique.knowledge.tables import DATA, read_rows
from communique.records import Entity, Event, Party, Reading, Statement

Kind = Literal["string", "integer", "number", "boolean", "list"]
Value = str | int | float | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ledger knows of an event beside its record."""

    document: str
    happening: str | None = None
    verdict: str | None = None


@dataclass(frozen=True)
class Row:
    """What a row is made of: an event, the reading it stands in, and for dyads the two parties and which pair they are.

    ``facts`` are what a ledger adds: the id of its document there, of the happening, and what analysts decided.
    """

    reading: Reading
    event: Event
    source: Party | None = None
    target: Party | None = None
    pair: int = 0
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: Facts | None = None

    @property
    def id(self) -> str:
        """An id that no other event of any reading has: that of the document in a ledger, or its digest, and the event's id."""
        document = self.facts.document if self.facts is not None else self.reading.document.id.removeprefix("sha256:")[:16]
        return f"{document}-{self.event.id}"

    @property
    def statement(self) -> Statement | None:
        """The statement in which the event is claimed."""
        return next((s for s in self.reading.statements if s.id == self.event.claimed_in), None)

    def name(self, id: str | None) -> str | None:
        """What an entity is called."""
        return self.entities[id].name if id in self.entities else id

    def sector(self, p: Party) -> str | None:
        """The PLOVER sector of a party."""
        return self.entities[p.entity].sector if p.entity in self.entities else None

    def raw(self, p: Party) -> str:
        """The words that name a party there."""
        return self.reading.document.text[p.start : p.end]


@dataclass(frozen=True, slots=True)
class Column:
    """``meaning`` is what docs/exports.md says of it."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Row], Value]


@functools.cache
def cow_codes() -> dict[str, int]:
    """Correlates of War country numbers (state system membership list) by ISO 3166-1 alpha-3."""
    return {row["country"]: int(row["cow"]) for _, row in read_rows(DATA / "cow.csv", ["country", "cow"])}
