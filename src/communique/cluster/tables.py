"""The tables that a cluster writes: those of a data package, a folder each, by month of publication."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from communique.cluster.frames import Columns, Row, mapped
from communique.exports.columns import Facts
from communique.exports.package import SOURCES, records, tables_of
from communique.ledger.ask.events import HAPPENING
from communique.ledger.happenings.describe import Happening
from communique.records import Reading

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

UNKNOWN = "unknown"  # the month of what has no day
# Of each document besides: what a ledger takes it in by.
_WHOLE: Columns = {"reading": "string", "facts": "string", "locators": "list", "givens": "list", "copy_of": "string"}


def write_tables(readings: DataFrame, happenings: DataFrame, failures: DataFrame, output: str) -> None:
    """Write all tables. ``readings``: of ``read`` with their ``first``, the documents' facts and sightings, and what each event
    belongs to (``members``, JSON by event).
    """
    for name, fields in tables_of(texts=True).items():
        columns = {field.name: field.kind for field in fields} | (_WHOLE if name == "documents" else {}) | {"month": "string"}
        _write(mapped(readings, _rows(name), columns), f"{output}/{name}")
    month = {"month": "string"}
    _write(
        mapped(happenings, _happenings, {f.name: f.kind for f in HAPPENING} | {"record": "string"} | month),
        f"{output}/happenings",
    )
    _write(mapped(happenings, _sources, {f.name: f.kind for f in SOURCES} | month), f"{output}/sources")
    failures.coalesce(1).write.mode("overwrite").parquet(f"{output}/failures")


def _write(frame: DataFrame, path: str) -> None:
    # Rebalanced: no file for each task and month, and no task for the largest month alone.
    frame.hint("rebalance", "month").write.mode("overwrite").partitionBy("month").parquet(path)


def _rows(name: str) -> Callable[[Iterator[Row]], Iterator[Row]]:
    def rows_of(rows: Iterator[Row]) -> Iterator[Row]:
        fields = tables_of(texts=True)[name]
        for row in rows:
            reading = Reading.model_validate_json(row["reading"])
            id, members = row["id"], json.loads(row["members"] or "{}")
            rest: dict[str, Any] = {"month": (reading.document.published or UNKNOWN)[:7]}
            if name == "documents":
                rest |= {key: row[key] for key in ("reading", "facts", "locators", "givens")}
                rest["copy_of"] = row["first"] if row["first"] != id else None

            def facts(event: str, id: str = id, members: dict[str, str] = members) -> Facts:
                return Facts(id, members.get(event))

            for record in records(name, id, reading, facts):
                yield {field.name: field.value(record) for field in fields} | rest

    return rows_of


def _happenings(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        happening = Happening.model_validate_json(row["record"])
        values = {field.name: field.value(happening) for field in HAPPENING}
        yield values | {"record": row["record"], "month": (row["day"] or UNKNOWN)[:7]}


def _sources(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        happening = Happening.model_validate_json(row["record"])
        for source in happening.sources:
            values = {field.name: field.value((happening, source)) for field in SOURCES}
            yield values | {"month": (row["day"] or UNKNOWN)[:7]}
