"""Documents to readings, a slice at a time: what a slice has read is on the disk, and is not read again.

A document on which the reading process itself dies (for want of memory, say) fails its slice. The slice is then read in smaller
parts, down to that document, which is set aside with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cluster.frames import Columns, Row, mapped
from communique.cluster.take import document_of
from communique.errors import DocumentError
from communique.ledger.copies import signature
from communique.ledger.publishers import country_of_publisher
from communique.reading.pipeline import read_many

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# Documents of a task: some seconds of reading, so that no machine waits long for the last.
TASK = 128
# Parts into which what could not be read as a whole is divided.
_PARTS = 8
READINGS: Columns = {
    "id": "string",
    "made": "string",
    "published": "string",
    "country": "string",
    "signature": "binary",
    "reading": "string",
    "reason": "string",
    "locator": "string",
}


def read_slice(documents: DataFrame, path: str, reader: Callable[[Iterator[Row]], Iterator[Row]]) -> None:
    """Read documents (of ``take``, with ``made``) and add their readings, or why there are none, to the table at a path."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException

    count = documents.count()
    if not count:
        return
    try:
        spread = documents.repartition(
            max(1, -(-count // TASK), min(count, documents.sparkSession.sparkContext.defaultParallelism))
        )
        mapped(spread, reader, READINGS).write.mode("append").parquet(path)
    except (Py4JError, PySparkException) as error:
        if _is_stopped(documents):
            raise
        _apart(documents, count, path, reader, error)


def _apart(
    documents: DataFrame, count: int, path: str, reader: Callable[[Iterator[Row]], Iterator[Row]], error: Exception
) -> None:
    from pyspark.sql import functions as F

    # What a failed write had moved into place before it failed is there, and stays.
    if count == 1:
        mapped(documents, _set_aside(str(error)), READINGS).write.mode("append").parquet(path)
        return
    parts = min(count, _PARTS)
    ids = sorted(row.id for row in documents.select("id").toLocalIterator())
    for n in range(parts):
        some = ids[n * len(ids) // parts : (n + 1) * len(ids) // parts]
        read_slice(documents.where(F.col("id").between(some[0], some[-1])), path, reader)


def _set_aside(error: str) -> Callable[[Iterator[Row]], Iterator[Row]]:
    reason = f"the process that read this document ended ({error.strip().splitlines()[0][:200]})"

    def aside(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            yield {"id": row["id"], "made": row["made"], "reason": reason, "locator": row["locators"][0]}

    return aside


def _is_stopped(frame: DataFrame) -> bool:
    return bool(frame.sparkSession.sparkContext._jsc.sc().isStopped())


def reader_of(language: str, knowledge: Path | None, read_at: str | None = None) -> Callable[[Iterator[Row]], Iterator[Row]]:
    """The function that a worker runs over the rows of a task: the same reading as everywhere."""
    moment = read_at or datetime.now(UTC).isoformat(timespec="seconds")

    def read(rows: Iterator[Row]) -> Iterator[Row]:
        waiting: dict[int, Row] = {}
        failed: list[Row] = []

        def documents() -> Iterator[object]:
            for row in rows:
                document = document_of(row)
                # The text goes with the document; a row that waited with it would hold it twice.
                waiting[id(document)] = {"id": row["id"], "made": row["made"], "locator": row["locators"][0]}
                yield document

        def fail(error: DocumentError) -> None:
            failed.append({**waiting.pop(id(error.document)), "reason": str(error)})

        for reading in read_many(documents(), language=language, on_error=fail, knowledge=knowledge):  # type: ignore[arg-type]
            row = waiting.pop(next(iter(waiting)))  # readings come in the order of the documents
            source = reading.document
            made = reading.provenance.model_copy(update={"read_at": moment})
            yield {
                **row,
                "published": source.published,
                "country": country_of_publisher(source.publisher, source.url),
                "signature": signature(source.text),
                "reading": reading.model_copy(update={"provenance": made}).model_dump_json(),
            }
        yield from failed

    return read
