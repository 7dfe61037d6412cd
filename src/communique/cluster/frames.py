"""What the steps share: functions over rows as Spark takes them, tables that are kept, and what a graph connects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Row = dict[str, Any]
# Rows that go from Python to Spark at a time.
_AT_ONCE = 256
_KINDS = {
    "string": ("string", pa.string),
    "integer": ("bigint", pa.int64),
    "number": ("double", pa.float64),
    "boolean": ("boolean", pa.bool_),
    "binary": ("binary", pa.binary),
    "list": ("array<string>", lambda: pa.list_(pa.string())),
}
Columns = dict[str, str]  # the kind of each column, by its name


def mapped(frame: DataFrame, function: Callable[[Iterator[Row]], Iterable[Row]], columns: Columns) -> DataFrame:
    """The rows that a function makes of the rows of each partition, one after the other."""
    schema = pa.schema([pa.field(name, _KINDS[kind][1]()) for name, kind in columns.items()])

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = (row for batch in batches for row in batch.to_pylist())
        for some in batched(function(rows), _AT_ONCE):
            yield pa.RecordBatch.from_pylist(list(some), schema=schema)

    return frame.mapInArrow(run, ", ".join(f"`{name}` {_KINDS[kind][0]}" for name, kind in columns.items()))


def kept(frame: DataFrame, path: str) -> DataFrame:
    """A table written to a path and read from there: what comes after does not make it again, whoever dies."""
    frame.write.mode("overwrite").parquet(path)
    return frame.sparkSession.read.schema(frame.schema).parquet(path)


def connected(edges: DataFrame, work: str) -> DataFrame:
    """What ``edges`` (columns a and b, strings) connect: the first of each component by ``node``, itself left out.

    Alternating stars (Kiveris et al., "Connected components in MapReduce and beyond", 2014): in a few rounds every node points at
    the least of its component, however long the chains.
    """
    from pyspark.sql import functions as F

    now = edges.select(F.greatest("a", "b").alias("a"), F.least("a", "b").alias("b")).where("a != b").distinct()
    before = None
    for turn in range(100):
        now = kept(now, f"{work}/{turn % 2}")
        state = now.agg(F.count("*"), F.sum(F.xxhash64("a", "b").cast("decimal(38,0)"))).first()
        if state == before:
            break
        before = state
        both = now.union(now.select(F.col("b").alias("a"), F.col("a").alias("b")))
        least = both.groupBy("a").agg(F.min("b").alias("m")).select("a", F.least("a", "m").alias("m"))
        large = both.join(least, "a").where("b > a").select(F.col("b").alias("a"), F.col("m").alias("b")).distinct()
        least = large.groupBy("a").agg(F.min("b").alias("m"))
        small = large.join(least, "a").select(F.col("b").alias("a"), F.col("m").alias("b"))
        now = small.union(least).where("a != b").distinct()
    return now.select(F.col("a").alias("node"), F.col("b").alias("first"))
