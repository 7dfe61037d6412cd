"""Near-duplicates across a corpus: bands of MinHash are joined, and the likeness of each pair decides, as in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.cluster.frames import Columns, Row, connected, kept, mapped
from communique.ledger.copies import ALIKE, bands_of, likeness

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_BANDS: Columns = {"node": "string", "own": "binary", "band": "string"}
_EDGES: Columns = {"a": "string", "b": "string"}


def firsts(readings: DataFrame, work: str) -> DataFrame:
    """``id`` and ``first`` of every document: the earliest of its family of copies, by day and then by id.

    Documents with one signature are compared as one: a text that ten thousand papers print makes no more pairs than one.
    """
    from pyspark.sql import functions as F

    # As strings, days and ids sort in the order that counts; so the least of a component is its first.
    order = F.concat_ws(" ", F.coalesce("published", F.lit("~")), "id")
    signed = readings.select("id", "signature", order.alias("order"))
    groups = signed.groupBy("signature").agg(F.min("order").alias("node"))
    bands = kept(mapped(groups, _banded, _BANDS), f"{work}/bands")
    other = bands.select(F.col("node").alias("other"), F.col("own").alias("theirs"), "band")
    near = (
        bands.join(other, "band").where("node < other").select("node", "own", "other", "theirs").dropDuplicates(["node", "other"])
    )
    found = connected(mapped(near, _alike, _EDGES), f"{work}/families")
    return (
        signed.join(groups, "signature")
        .join(found, "node", "left")
        .select("id", F.substring_index(F.coalesce("first", "node"), " ", -1).alias("first"))
    )


def _banded(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        for band in bands_of(row["signature"]):
            yield {"node": row["node"], "own": row["signature"], "band": f"{band:x}"}


def _alike(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        if likeness(row["own"], row["theirs"]) >= ALIKE:
            yield {"a": row["node"], "b": row["other"]}
