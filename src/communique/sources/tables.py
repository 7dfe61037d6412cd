"""Tables of documents, CSV and Parquet: a row is a document, and a mapping says which column holds what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any

from communique.errors import DocumentError, UsageError
from communique.sources.decode import MAX_BYTES, Warn, check_text
from communique.sources.document import Document
from communique.sources.html import rights_of
from communique.sources.moments import moment

FIELDS = ("text", "title", "published", "publisher", "url", "id", "licence", "attribution", "retrieved_at")
# What columns are called elsewhere, in the order in which they are taken.
_ALIASES = {
    "text": ("body", "content", "article", "fulltext", "full_text", "plain_text", "maintext"),
    "title": ("headline", "heading"),
    "published": ("date", "published_at", "publication_date", "date_publish", "pubdate", "timestamp"),
    "publisher": ("source", "outlet", "sitename", "site", "source_domain"),
    "url": ("link", "uri", "address"),
    "id": ("document_id", "doc_id", "guid", "key"),
    "licence": ("license", "rights"),
    "attribution": ("credit", "credit_line"),
    "retrieved_at": ("retrieved", "crawled", "date_download", "fetched"),
}
_ROWS_AT_ONCE = 500


def mapping(columns: Sequence[str], given: Mapping[str, str], source: str) -> dict[str, str]:
    """Which column holds each field: as ``given``, or by the columns' names and the usual other names for them.

    Raises UsageError for a field that does not exist or a column that the table lacks, DocumentError when no column holds a text.
    """
    unknown = [field for field in given if field not in FIELDS]
    if unknown:
        raise UsageError(f"there is no field {unknown[0]!r} to map a column to; the fields are: {', '.join(FIELDS)}")
    lacking = [column for column in given.values() if column not in columns]
    if lacking:
        raise DocumentError(f"there is no column {lacking[0]!r}; the columns are: {', '.join(columns)}", source)
    by_name = {column.casefold(): column for column in reversed(columns)}
    found = {field: by_name[name] for field in FIELDS for name in reversed((field, *_ALIASES[field])) if name in by_name} | dict(
        given
    )
    if "text" not in found:
        raise DocumentError(
            f"no column holds a text (the columns are: {', '.join(columns)}); say which does: --column text=COLUMN", source
        )
    return found


def document_of(values: Mapping[str, Any], where: str, published: date | None) -> Document:
    """The document of a row, ``values`` by field. Raises DocumentError that says what is wrong with it."""
    text = values.get("text")
    if not isinstance(text, str):
        raise DocumentError("the text is missing" if text is None else f"the text is {text!r:.40}, where it must be words", where)
    check_text(text, where)
    day, at = _moment(values.get("published"))
    if day is None and _words(values.get("published")):
        raise DocumentError(f"{values['published']!r:.40} is no day of publication", where)
    return Document(
        text,
        locator=where,
        source_id=_words(values.get("id")) or where,
        title=_words(values.get("title")),
        published=day or published,
        publisher=_words(values.get("publisher")),
        url=_words(values.get("url")),
        published_at=at,
        retrieved_at=_moment(values.get("retrieved_at"))[1],
        rights=rights_of(_words(values.get("licence")), _words(values.get("attribution"))),
    )


def read_csv(
    stream: IO[bytes], source: str, warn: Warn, *, delimiter: str, columns: Mapping[str, str], published: date | None
) -> Iterator[Document | DocumentError]:
    """The rows of a CSV file with a header, a document each; a row that is none is passed on as an error with its line."""
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(
        io.TextIOWrapper(io.BufferedReader(_Lines(stream)), encoding="utf-8-sig", errors="surrogateescape", newline=""),
        delimiter=delimiter,
    )
    try:
        header = next(reader, None)
        if header is None:
            raise DocumentError("empty: there is nothing to read", source)
        found = mapping(header, columns, source)
    except (DocumentError, csv.Error) as error:
        yield error if isinstance(error, DocumentError) else DocumentError(f"no table: {error}", source)
        return
    places = {field: header.index(column) for field, column in found.items()}
    warned = False
    while True:
        line = reader.line_num + 1
        where = f"{source}:{line}"
        try:
            row = next(reader, None)
            if row is None:
                return
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                raise DocumentError(f"the row has {len(row)} cells, the header {len(header)}", where)
            values = {field: row[place] or None for field, place in places.items()}
            damaged = any(_escaped(value) for value in values.values())
            if damaged and not warned:
                warn(source, f"line {line} is not UTF-8: read as Windows-1252; convert the file if letters look wrong")
                warned = True
            yield document_of({f: _western(v) for f, v in values.items()} if damaged else values, where, published)
        except DocumentError as error:
            yield error
        except csv.Error as error:
            yield DocumentError(f"this row cannot be read: {error}", where)


def read_parquet(source: str, *, columns: Mapping[str, str], published: date | None) -> Iterator[Document | DocumentError]:
    """The rows of a Parquet file, a document each, some hundreds in memory at a time. Raises UsageError without pyarrow."""
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install 'communique[parquet]'") from error
    try:
        with pq.ParquetFile(source) as file:
            found = mapping(file.schema_arrow.names, columns, source)
            number = 0
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=sorted(set(found.values()))):
                for row in batch.to_pylist():
                    number += 1
                    where = f"{source}:row {number}"
                    try:
                        yield document_of({field: row[column] for field, column in found.items()}, where, published)
                    except DocumentError as error:
                        yield error
    except DocumentError as error:
        yield error
    except Exception as error:  # a damaged file fails in many ways
        yield DocumentError(f"no Parquet file, or a damaged one: {error}", source)


class _Lines(io.RawIOBase):
    """A binary stream as TextIOWrapper wants it; closing it leaves the stream open to its owner."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _moment(value: Any) -> tuple[date | None, str | None]:
    if isinstance(value, datetime):
        return value.date(), value.isoformat(timespec="seconds") if value.tzinfo is not None else None
    if isinstance(value, date):
        return value, None
    return moment(value) if isinstance(value, str) and value.strip() else (None, None)


def _words(value: Any) -> str | None:
    words = "" if value is None else str(value).encode("utf-8", "replace").decode("utf-8").replace("\0", "").strip()
    return words or None


def _escaped(value: str | None) -> bool:
    return value is not None and any("\udc80" <= character <= "\udcff" for character in value)


def _western(value: str | None) -> str | None:
    """A cell whose bytes were no UTF-8, read as Windows-1252; letters that this has none for become a replacement sign."""
    return value.encode("utf-8", "surrogateescape").decode("cp1252", "replace") if value is not None else None
