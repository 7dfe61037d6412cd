"""Files to documents, each once, with all that its sightings say of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from communique.cluster.frames import Columns, Row, mapped
from communique.errors import DocumentError
from communique.ledger.identity import document_id, given, spelled, storable, together
from communique.sources.document import Document
from communique.sources.load import is_archive, load_bytes
from communique.sources.warc import cut_up, read_piece

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# Spark's reader of whole files takes no larger ones: arrays of Java end there.
LARGEST = 2_000_000_000
_FOUND: Columns = {"id": "string", "text": "string", "locator": "string", "given": "string", "reason": "string"}
_PIECES: Columns = {"source": "string", "piece": "binary", **_FOUND}


def take(
    files: DataFrame, partitions: int, *, published: date | None, columns: Mapping[str, str], buckets: int
) -> tuple[DataFrame, DataFrame]:
    """The documents of files (``path``, ``content``) and the failures.

    Documents: id, text, bucket, ``facts`` (what all sightings say together, as JSON) and ``sightings`` (locator and what was
    given there). A large archive is cut into its records by one process, and these are read by all.
    """
    from pyspark.sql import functions as F

    pieces = mapped(files, _cut(published, columns), _PIECES).repartition(partitions)
    found = mapped(pieces, _pages, _FOUND)
    grouped = (
        found.where("id is not null")
        .groupBy("id")
        .agg(
            F.first("text").alias("text"),
            F.array_sort(F.collect_set(F.struct("locator", "given"))).alias("sightings"),
        )
    )
    whole: Columns = {"id": "string", "text": "string", "facts": "string", "locators": "list", "givens": "list"}
    documents = mapped(grouped, _whole, whole)
    bucket = F.pmod(F.conv(F.substring("id", 1, 4), 16, 10).cast("int"), F.lit(buckets))
    return documents.withColumn("bucket", bucket), found.where("id is null").select("locator", "reason", "text", "given")


def _cut(published: date | None, columns: Mapping[str, str]) -> Callable[[Iterator[Row]], Iterator[Row]]:
    def cut(files: Iterator[Row]) -> Iterator[Row]:
        for file in files:
            source = name_of(file["path"])
            if not is_archive(source):
                yield from (_row(one) for one in load_bytes(file["content"], source, published=published, columns=columns))
                continue
            for piece in cut_up(io.BytesIO(file["content"]), source):
                yield _row(piece) if isinstance(piece, DocumentError) else {"source": source, "piece": piece}

    return cut


def name_of(path: str) -> str:
    """What a file is called in records: Spark's ``file:/reports/a.txt`` is ``/reports/a.txt``."""
    return unquote("/" + path.removeprefix("file:").lstrip("/")) if path.startswith("file:") else path


def _pages(pieces: Iterator[Row]) -> Iterator[Row]:
    for piece in pieces:
        if piece["piece"] is None:
            yield piece
            continue
        found = read_piece(piece["piece"], piece["source"], lambda source, message: None)
        if found is not None:
            yield _row(found)


def _row(found: Document | DocumentError) -> Row:
    if isinstance(found, DocumentError):
        return {"locator": spelled(found.source or "document"), "reason": spelled(str(found))}
    document = storable(found)
    if any("\ud800" <= character <= "\udfff" for character in document.text):
        locator = document.locator or document.source_id or "document"
        return {"locator": locator, "reason": "the text holds half characters, which no table can keep"}
    locator = document.locator or document.source_id or "document"
    return {"id": document_id(document), "text": document.text, "locator": locator, "given": given(document)}


def _whole(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        seen: dict[str, str] = {}
        for sighting in row["sightings"]:
            seen.setdefault(sighting["locator"], sighting["given"])
        facts = given(together(row["text"], seen.items()))
        yield {"id": row["id"], "text": row["text"], "facts": facts, "locators": list(seen), "givens": list(seen.values())}


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of a row of ``take``."""
    return together(row["text"], [("", row["facts"])])
