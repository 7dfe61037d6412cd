"""Rows to a file: CSV (RFC 4180), tab-separated, Parquet, JSON Lines. UTF-8 throughout."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self

from communique.errors import UsageError
from communique.exports.columns import Column, Facts, Kind, Row, Value
from communique.exports.formats import FORMATS, columns_of, rows_of
from communique.exports.select import Selection
from communique.records import Reading

_ROWS_AT_ONCE = 5_000


class Columned(Protocol):
    """A column of any table: of events here, of a ledger's answers elsewhere."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> Kind: ...

    @property
    def meaning(self) -> str: ...

    @property
    def value(self) -> Callable[[Any], Any]: ...


def write_export(
    readings: Iterable[Reading | tuple[str, Reading]],
    name: str,
    to: BinaryIO,
    selection: Selection | None = None,
    facts: Callable[[str], dict[str, Facts]] | None = None,
) -> int:
    """Write the events of readings in a format, a few at a time: memory does not grow with their number.

    Readings of a ledger come with the ids of their documents; ``facts`` then gives what the ledger knows of a document's events,
    by their ids. Returns the number of rows. Raises UsageError for an unknown format, and for Parquet without pyarrow.
    """
    columns = columns_of(name)
    rows = (row for reading in readings for row in _rows(reading, name, selection, facts))
    layout = FORMATS[name].layout
    if layout == "parquet":
        return _parquet(rows, columns, to)
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    try:
        return _json_lines(rows, columns, text) if layout == "jsonl" else _delimited(rows, columns, text, layout)
    finally:
        text.flush()
        text.detach()


def _rows(
    given: Reading | tuple[str, Reading],
    name: str,
    selection: Selection | None,
    facts: Callable[[str], dict[str, Facts]] | None,
) -> Iterator[Row]:
    if isinstance(given, Reading):
        return rows_of(given, name, selection)
    id, reading = given
    known = facts(id) if facts is not None else {}
    return rows_of(reading, name, selection, lambda event: known.get(event) or Facts(id))


def _delimited(rows: Iterable[Row], columns: list[Column], text: io.TextIOWrapper, layout: str) -> int:
    writer = csv.writer(text, delimiter="\t" if layout == "tsv" else ",", lineterminator="\n")
    writer.writerow([c.name for c in columns])
    n = 0
    for row in rows:
        writer.writerow([_cell(c.value(row)) for c in columns])
        n += 1
    return n


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, list) else value


def _json_lines(rows: Iterable[Row], columns: list[Column], text: io.TextIOWrapper) -> int:
    n = 0
    for row in rows:
        text.write(json.dumps({c.name: c.value(row) for c in columns}, ensure_ascii=False) + "\n")
        n += 1
    return n


class ParquetTable:
    """A Parquet file that is written some thousands of rows at a time, with what each column means in its schema.

    Raises UsageError without pyarrow.
    """

    def __init__(self, to: BinaryIO | Path, columns: Sequence[Columned]) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as e:
            raise UsageError("Parquet needs pyarrow, which is not installed: pip install 'communique[parquet]'") from e
        kinds: dict[str, Any] = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "list": pa.list_(pa.string()),
        }
        self._pa, self._columns = pa, columns
        self._schema = pa.schema([pa.field(c.name, kinds[c.kind], metadata={"description": c.meaning}) for c in columns])
        self._writer = pq.ParquetWriter(to, self._schema, compression="zstd")
        self._values: list[list[Any]] = [[] for _ in columns]
        self._waiting = 0
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, *rows: Any) -> None:
        """Add rows, from which the columns take their values."""
        # The values, not the rows, wait to be written: a row holds on to its whole reading.
        for row in rows:
            for values, column in zip(self._values, self._columns, strict=True):
                values.append(column.value(row))
            self._waiting += 1
            self.count += 1
            if self._waiting >= _ROWS_AT_ONCE:
                self._flush()

    def _flush(self) -> None:
        named = {c.name: values for c, values in zip(self._columns, self._values, strict=True)}
        self._writer.write_table(self._pa.table(named, schema=self._schema))
        self._values = [[] for _ in self._columns]
        self._waiting = 0


def _parquet(rows: Iterable[Row], columns: list[Column], to: BinaryIO) -> int:
    with ParquetTable(to, columns) as table:
        for row in rows:
            table.add(row)
        return table.count
