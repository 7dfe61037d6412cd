"""Rows to a file: CSV (RFC 4180), tab-separated, Parquet, JSON Lines. UTF-8 throughout."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any, BinaryIO

from communique.errors import UsageError
from communique.exports.columns import Column, Row, Value
from communique.exports.formats import FORMATS, columns_of, rows_of
from communique.exports.select import Selection
from communique.records import Reading

_ROWS_AT_ONCE = 5_000


def write_export(readings: Iterable[Reading], name: str, to: BinaryIO, selection: Selection | None = None) -> int:
    """Write the events of readings in a format, a few at a time: memory does not grow with their number.

    Returns the number of rows. Raises UsageError for an unknown format, and for Parquet without pyarrow.
    """
    columns = columns_of(name)
    rows = (row for reading in readings for row in rows_of(reading, name, selection))
    layout = FORMATS[name].layout
    if layout == "parquet":
        return _parquet(rows, columns, to)
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    try:
        return _json_lines(rows, columns, text) if layout == "jsonl" else _delimited(rows, columns, text, layout)
    finally:
        text.flush()
        text.detach()


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


def _parquet(rows: Iterator[Row], columns: list[Column], to: BinaryIO) -> int:
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
    schema = pa.schema([pa.field(c.name, kinds[c.kind], metadata={"description": c.meaning}) for c in columns])
    n = 0
    with pq.ParquetWriter(to, schema, compression="zstd") as writer:
        for batch in batched(rows, _ROWS_AT_ONCE):
            n += len(batch)
            writer.write_table(pa.table({c.name: [c.value(row) for row in batch] for c in columns}, schema=schema))
    return n
