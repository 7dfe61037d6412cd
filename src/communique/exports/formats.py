"""The formats of an export: which columns, and which events go into it unless the caller asks otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.errors import UsageError
from communique.exports.columns import Column, Facts, Row
from communique.exports.flat import FLAT
from communique.exports.phoenix import PHOENIX, dyads
from communique.exports.polecat import POLECAT
from communique.exports.select import Selection
from communique.records import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """``settled`` formats have no room to tell a plan or a claim from a deed: they leave both out unless asked for."""

    name: str
    columns: list[Column]
    layout: Literal["csv", "tsv", "parquet", "jsonl"]
    about: str
    settled: bool = False


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("polecat", POLECAT, "csv", "one row an event, the columns of POLECAT", settled=True),
        Format("phoenix", PHOENIX, "tsv", "one row a pair of parties, CAMEO codes", settled=True),
        Format("csv", FLAT, "csv", "one row an event, all fields"),
        Format("parquet", FLAT, "parquet", "the same, typed"),
        Format("jsonl", FLAT, "jsonl", "the same, one JSON object a line"),
    )
}


def columns_of(name: str) -> list[Column]:
    """The columns of a format. Raises UsageError for one that does not exist."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; the formats are: {', '.join(FORMATS)}")
    return FORMATS[name].columns


def rows_of(
    reading: Reading, name: str, selection: Selection | None = None, facts: Callable[[str], Facts] | None = None
) -> Iterator[Row]:
    """The rows that a reading gives in a format; ``facts`` tells by an event's id what a ledger knows of it."""
    columns_of(name)
    form = FORMATS[name]
    selection = selection or Selection(claimed=not form.settled, settled=form.settled)
    entities = {e.id: e for e in reading.entities}
    for event in selection.of(reading):
        known = facts(event.id) if facts is not None else None
        if name == "phoenix":
            yield from dyads(reading, event, entities, known)
        else:
            yield Row(reading, event, entities=entities, facts=known)
