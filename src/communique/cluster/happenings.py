"""Happenings across a corpus: which tellings could be of one is found under their keys, and what these connect is merged.

The same functions compare and merge as in a ledger. There the happenings are a function of the set of tellings; what no link
connects does not count for each other, so each component can be merged on another machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from communique.cluster.frames import Columns, Row, connected, kept, mapped
from communique.ledger.happenings.describe import Happening, Named, describe
from communique.ledger.happenings.gather import gather, links
from communique.ledger.happenings.merge import known_together, named_of, taking_part
from communique.ledger.happenings.telling import Telling
from communique.ledger.store import record_id
from communique.records import Event

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# Days of a bucket. Two that are near share one, since each is in all that its days touch; many days make few large buckets.
_DAYS = 31
TELLINGS: Columns = {
    "id": "string",
    "document": "string",
    "first": "string",
    "published": "string",
    "publisher": "string",
    "publisher_country": "string",
    "title": "string",
    "url": "string",
    "event": "string",
    "named": "string",
    "buckets": "list",
}
_EDGES: Columns = {"a": "string", "b": "string"}
HAPPENINGS: Columns = {"happening": "string", "day": "string", "record": "string"}


def happenings_of(readings: DataFrame, work: str) -> DataFrame:
    """The happenings of readings (columns id, first, published, country, reading, copied): id, day and record as JSON."""
    from pyspark.sql import functions as F

    told = kept(mapped(readings, _tellings, TELLINGS), f"{work}/tellings")
    # What stands alone in a bucket is near to nothing there.
    bucketed = told.select("*", F.explode("buckets").alias("bucket"))
    shared = bucketed.groupBy("bucket").count().where("count > 1").select("bucket")
    sorted_by_bucket = bucketed.join(shared, "bucket").repartition("bucket").sortWithinPartitions("bucket")
    found = connected(mapped(sorted_by_bucket, _links, _EDGES), f"{work}/connected")
    components = told.join(found.withColumnRenamed("node", "id").withColumnRenamed("first", "component"), "id", "left")
    components = components.withColumn("component", F.coalesce("component", "id"))
    return mapped(components.repartition("component").sortWithinPartitions("component"), _merged, HAPPENINGS)


def _tellings(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        reading = json.loads(row["reading"])
        people = {e["id"]: named_of(e) for e in reading["entities"]}
        source = reading["document"]
        for record in reading["events"]:
            facts = {
                "id": record_id(row["id"], record["id"]),
                "document": row["id"],
                "first": row["first"],
                "published": source.get("published"),
                "publisher": source.get("publisher"),
                "publisher_country": row["country"],
                "title": source.get("title"),
                "url": source.get("url"),
            }
            t = Telling(**facts, verdict=None, happening=None, event=Event.model_validate(record))
            named = [people[id].model_dump() for id in dict.fromkeys(taking_part(t)) if id in people]
            buckets = list(_buckets(t, copied=row["copied"]))
            yield {**facts, "event": t.event.model_dump_json(), "named": json.dumps(named), "buckets": buckets}


def _buckets(t: Telling, *, copied: bool) -> Iterator[str]:
    """Where a telling meets those that are near to it: under its keys by its days, and among the copies of its text."""
    if t.reach is not None:
        earliest, latest = t.reach
        for month in range((earliest - 1) // _DAYS, (latest + 1) // _DAYS + 1):
            yield from (f"{month} {key}" for key in t.keys)
    if copied:
        yield f"{t.kind} {t.first}"


def _telling(row: Row) -> Telling:
    facts: dict[str, Any] = {name: row[name] for name in TELLINGS if name not in ("event", "named", "buckets")}
    return Telling(**facts, verdict=None, happening=None, event=Event.model_validate_json(row["event"]))


def _links(rows: Iterator[Row]) -> Iterator[Row]:
    for _, some in groupby(rows, key=lambda row: row["bucket"]):
        for a, b in sorted(set(links([_telling(row) for row in some]))):
            yield {"a": a, "b": b}


def _merged(rows: Iterator[Row]) -> Iterator[Row]:
    for _, group in groupby(rows, key=lambda row: row["component"]):
        some = list(group)
        known = {(row["document"], n["entity"]): Named(**n) for row in some for n in json.loads(row["named"])}
        for found in gather([_telling(row) for row in some]):
            happening: Happening = describe(found, known_together(found.tellings, known))
            yield {
                "happening": happening.id,
                "day": happening.day,
                "record": happening.model_dump_json(exclude_defaults=True),
            }
