"""The whole way of a corpus on Spark, resumable: what is on the disk is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.cluster.families import firsts
from communique.cluster.frames import kept
from communique.cluster.happenings import happenings_of
from communique.cluster.read import READINGS, TASK, read_slice, reader_of
from communique.cluster.tables import write_tables
from communique.cluster.take import LARGEST, name_of, take
from communique.errors import CommuniqueError
from communique.reading.pipeline import provenance

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Parts of the documents by their ids. A slice is one or more of them.
BUCKETS = 64
# Tasks of a slice for each process: a slice is some minutes of reading, which is what a kill costs.
_TASKS = 8
_PIECE = 64_000_000  # bytes of files for each process that cuts them up


@dataclass(frozen=True)
class Counts:
    """What the output holds."""

    documents: int
    failures: int
    happenings: int


def read_corpus(
    spark: SparkSession,
    inputs: str,
    output: str,
    *,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    language: str = "en",
    knowledge: Path | None = None,
    tell: Callable[[str], None] = lambda message: None,
) -> Counts:
    """Read all files under ``inputs`` into tables under ``output``; both are paths or addresses that Spark knows.

    Run again after it was stopped, it goes on: with the files as they were, only documents that were not read yet are; with other
    files, those that are new or of which more is known. ``tell`` hears how far it is. Raises CommuniqueError where there are no
    files.
    """
    output = output.rstrip("/")
    work = f"{output}/_work"
    _forget(spark, f"{output}/_done")
    documents, unread = _documents(spark, inputs, work, published, columns or {}, tell)
    documents = _made(documents, language, knowledge)
    readings = _readings(spark, documents, work, language, knowledge, tell)
    tell("copies")
    ours = readings.join(documents.select("id", "made", "facts", "locators", "givens"), ["id", "made"]).dropDuplicates(["id"])
    read = ours.where("reading is not null")
    families = kept(firsts(read, work), f"{work}/firsts")
    whole = _with_families(read, families)
    tell("happenings")
    happenings = kept(happenings_of(whole, work), f"{work}/happenings")
    tell("tables")
    failures = unread.unionByName(_failures(ours, documents))
    write_tables(_with_members(whole, happenings), happenings, failures, output)
    counts = Counts(families.count(), failures.count(), happenings.count())
    _write(spark, asdict(counts), f"{output}/_done")
    return counts


def _documents(
    spark: SparkSession,
    inputs: str,
    work: str,
    published: date | None,
    columns: Mapping[str, str],
    tell: Callable[[str], None],
) -> tuple[DataFrame, DataFrame]:
    """The documents of the files and the failures; taken once, as long as the files stay what they are."""
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as F

    try:
        files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(inputs)
    except AnalysisException as error:
        raise CommuniqueError(f"{inputs}: cannot be read ({str(error).splitlines()[0][:200]})") from error
    listed = sorted(
        (f.path, f.length, str(f.modificationTime)) for f in files.select("path", "length", "modificationTime").collect()
    )
    # Spark passes over empty files in silence.
    empty = sorted({name_of(path) for path in files.inputFiles()} - {name_of(path) for path, _, _ in listed})
    if not listed and not empty:
        raise CommuniqueError(f"{inputs}: there are no files")
    manifest = {"files": listed, "empty": empty, "published": str(published), "columns": dict(columns)}
    taken = f"{work}/taken"
    if _read(spark, f"{work}/manifest") != json.loads(json.dumps(manifest)):
        _forget(spark, f"{work}/manifest")
        size = sum(length for _, length, _ in listed)
        processes = spark.sparkContext.defaultParallelism
        tell(f"{len(listed):,} files, {size / 1e6:,.0f} MB")
        fit = files.where(F.col("length") <= LARGEST).select("path", "content")
        documents, failures = take(fit, max(4 * processes, size // _PIECE), published=published, columns=columns, buckets=BUCKETS)
        documents.write.mode("overwrite").partitionBy("bucket").parquet(taken)
        large = [
            (name_of(path), f"has {length:,} bytes; files of more than {LARGEST:,} have to be divided")
            for path, length, _ in listed
            if length > LARGEST
        ]
        large += [(name, "empty: there is nothing to read") for name in empty]
        refused = spark.createDataFrame(large, "locator string, reason string").selectExpr(
            "locator", "reason", "cast(null as string) as text", "cast(null as string) as given"
        )
        failures.unionByName(refused).write.mode("overwrite").parquet(f"{work}/unread")
        _write(spark, manifest, f"{work}/manifest")
    return spark.read.parquet(taken), spark.read.parquet(f"{work}/unread")


def _made(documents: DataFrame, language: str, knowledge: Path | None) -> DataFrame:
    """Documents with ``made``: which reading of them is wanted. Another version of communique reads all of them again."""
    from pyspark.sql import functions as F

    now = provenance(knowledge)
    version = json.dumps([now.software, now.model, now.knowledge, language])
    return documents.withColumn("made", F.sha2(F.concat(F.lit(hashlib.sha256(version.encode()).hexdigest()), "facts"), 256))


def _readings(
    spark: SparkSession, documents: DataFrame, work: str, language: str, knowledge: Path | None, tell: Callable[[str], None]
) -> DataFrame:
    from pyspark.sql import functions as F

    path = f"{work}/readings"
    reader = reader_of(language, knowledge)
    counted = {row["bucket"]: row["count"] for row in documents.groupBy("bucket").count().collect()}
    total, done = sum(counted.values()), 0
    for some in _slices(counted, TASK * _TASKS * spark.sparkContext.defaultParallelism):
        wanted = documents.where(F.col("bucket").isin(some))
        read = _table(spark, path).select("id", "made")
        read_slice(wanted.join(read, ["id", "made"], "left_anti"), path, reader)
        done += sum(counted[bucket] for bucket in some)
        tell(f"{done:,} of {total:,} documents")
    return _table(spark, path)


def _slices(counted: Mapping[int, int], size: int) -> list[list[int]]:
    """Buckets in groups of about so many documents, at least one each."""
    slices: list[list[int]] = []
    room = 0
    for bucket, count in sorted(counted.items()):
        if count > room or not slices:
            slices.append([])
            room = size
        slices[-1].append(bucket)
        room -= count
    return slices


def _table(spark: SparkSession, path: str) -> DataFrame:
    """The readings so far: none where nothing was read yet."""
    schema = ", ".join(f"{name} {'binary' if kind == 'binary' else 'string'}" for name, kind in READINGS.items())
    if not _exists(spark, path):
        return spark.createDataFrame([], schema)
    return spark.read.schema(schema).parquet(path)


def _with_families(read: DataFrame, families: DataFrame) -> DataFrame:
    from pyspark.sql import functions as F

    sizes = families.groupBy("first").count()
    known = families.join(sizes, "first").select("id", "first", (F.col("count") > 1).alias("copied"))
    return read.join(known, "id")


def _with_members(readings: DataFrame, happenings: DataFrame) -> DataFrame:
    """Readings with the happening of each of their events: ``members``, JSON by the events' own ids."""
    from pyspark.sql import functions as F

    events = F.from_json("record", "sources array<struct<event: string, document: string>>")["sources"]
    told = happenings.select("happening", F.explode(events).alias("s")).select("happening", "s.event", "s.document")
    own = F.expr("substring(event, length(document) + 2)")
    members = told.groupBy(F.col("document").alias("id")).agg(
        F.to_json(F.map_from_entries(F.collect_list(F.struct(own, "happening")))).alias("members")
    )
    return readings.join(members, "id", "left")


def _failures(readings: DataFrame, documents: DataFrame) -> DataFrame:
    failed = readings.where("reading is null").select("id", "locator", "reason", "facts")
    return failed.join(documents.select("id", "text"), "id").selectExpr("locator", "reason", "text", "facts as given")


def _exists(spark: SparkSession, path: str) -> bool:
    where = spark._jvm.org.apache.hadoop.fs.Path(path)  # type: ignore[union-attr]
    return bool(where.getFileSystem(spark._jsc.hadoopConfiguration()).exists(where))


def _forget(spark: SparkSession, path: str) -> None:
    where = spark._jvm.org.apache.hadoop.fs.Path(path)  # type: ignore[union-attr]
    where.getFileSystem(spark._jsc.hadoopConfiguration()).delete(where, True)


def _write(spark: SparkSession, value: Any, path: str) -> None:
    """Write a value as JSON; it is there when all of it is."""
    spark.createDataFrame([(json.dumps(value),)], "value string").coalesce(1).write.mode("overwrite").text(path)


def _read(spark: SparkSession, path: str) -> Any:
    if not _exists(spark, f"{path}/_SUCCESS"):
        return None
    return json.loads(spark.read.text(path).collect()[0].value)
