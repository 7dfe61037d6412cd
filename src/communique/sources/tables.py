"""Tables of documents, CSV and Parquet: a row is a document, and a mapping says which column holds what."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any

from communique.errors import DocumentError, UsageError
from communique.sources.decode import MAX_BYTES, Warn, check_text, decode, too_large
from communique.sources.document import Document
from communique.sources.moments import moment
from communique.sources.rights import rights_of

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


def check_fields(given: Mapping[str, str]) -> None:
    """Raise UsageError for a mapping of a field that does not exist."""
    unknown = [field for field in given if field not in FIELDS]
    if unknown:
        raise UsageError(f"there is no field {unknown[0]!r} to map a column to; the fields are: {', '.join(FIELDS)}")


def mapping(columns: Sequence[str], given: Mapping[str, str], source: str) -> dict[str, str]:
    """Which column holds each field: as ``given``, or by the columns' names and the usual other names for them.

    Raises UsageError for a field that does not exist or a column that the table lacks, DocumentError when no column holds a text.
    """
    check_fields(given)
    lacking = [column for column in given.values() if column not in columns]
    if lacking:
        raise DocumentError(f"there is no column {lacking[0]!r}; the columns are: {', '.join(columns)}", source)
    by_name = {column.strip().casefold(): column for column in reversed(columns)}
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
    """The rows of a CSV file with a header, a document each; a row that is none is passed on as an error with its line.

    The header tells the delimiter where ``delimiter`` does not occur in it.
    """
    csv.field_size_limit(MAX_BYTES)
    warned: list[str] = []

    def doubtful(where: str, message: str) -> None:
        if not warned:
            warn(where, f"{message} (and the same for the rows after it)")
        warned.append(where)

    lines = _Lines(stream)
    try:
        first = next(lines, None)
        if first is None:
            raise DocumentError("empty: there is nothing to read", source)
        reader = csv.reader(itertools.chain([first], lines), delimiter=_delimiter(first, delimiter))
        header = [_repaired(cell, f"{source}:1", doubtful) or "" for cell in next(reader)]
        found = mapping(header, columns, source)
    except (DocumentError, csv.Error) as error:
        yield DocumentError(str(error) if isinstance(error, DocumentError) else f"no table: {error}", source)
        return
    places = {field: header.index(column) for field, column in found.items()}
    while True:
        where = f"{source}:{lines.number + 1}"
        try:
            row = next(reader, None)
            if row is None:
                return
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                raise DocumentError(f"the row has {len(row)} cells, the header {len(header)}", where)
            values = {field: _repaired(row[place] or None, where, doubtful) for field, place in places.items()}
            yield document_of(values, where, published)
        except DocumentError as error:
            error.source = where
            yield error
        except csv.Error as error:
            yield DocumentError(f"this row cannot be read: {error}", where)


def read_parquet(
    source: str,
    *,
    columns: Mapping[str, str],
    published: date | None,
    on_bytes: Callable[[int], None] = lambda count: None,
    content: bytes | None = None,
) -> Iterator[Document | DocumentError]:
    """The rows of a Parquet file, a document each, some hundreds in memory at a time. Raises UsageError without pyarrow.

    ``on_bytes`` is told of the file's bytes in proportion to the rows that were read. ``content`` is what the file holds, where
    it is in memory already.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install 'communique[parquet]'") from error
    size, told = os.path.getsize(source) if content is None else len(content), 0
    try:
        with pq.ParquetFile(source if content is None else pa.BufferReader(content)) as file:
            found = mapping(file.schema_arrow.names, columns, source)
            number = 0
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=sorted(set(found.values()))):
                cells = {field: _coarse(batch.column(column)) for field, column in found.items()}
                for place in range(batch.num_rows):
                    number += 1
                    yield _parquet_row(cells, place, f"{source}:row {number}", published)
                on_bytes(size * number // max(file.metadata.num_rows, 1) - told)
                told = size * number // max(file.metadata.num_rows, 1)
    except DocumentError as error:
        yield error
    except Exception as error:  # a damaged file fails in many ways
        yield DocumentError(f"no Parquet file, or a damaged one: {error}", source)
    on_bytes(size - told)


def _parquet_row(cells: Mapping[str, Any], place: int, where: str, published: date | None) -> Document | DocumentError:
    try:
        return document_of({field: column[place].as_py() for field, column in cells.items()}, where, published)
    except DocumentError as error:
        return error
    except (ValueError, OverflowError) as error:  # a moment outside of the calendar, bytes that are no text
        return DocumentError(f"this row cannot be read: {error}", where)


def _coarse(column: Any) -> Any:
    """A column with its moments in microseconds: Python has nothing finer."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _delimiter(header: str, given: str) -> str:
    """The delimiter of a header: what spreadsheets write depends on the country."""
    return given if given in header else max((given, ";", "\t", "|"), key=header.count)


class _Lines:
    """The lines of a binary stream as text, their ends kept: UTF-8, or UTF-16 by its mark; other bytes as lone surrogates.

    A line longer than a document may be is passed over and raises DocumentError; the next ones can still be had.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.number = 0
        raw = io.BufferedReader(_Raw(stream))
        encoding = "utf-16" if raw.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
        # newline="": quoted cells keep their line ends.
        self._text = io.TextIOWrapper(raw, encoding, errors="replace" if encoding == "utf-16" else "surrogateescape", newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_BYTES + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MAX_BYTES:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(1 << 20)
            raise DocumentError(too_large(f"a line of more than {MAX_BYTES:,} characters"))
        return line


class _Raw(io.RawIOBase):
    """A binary stream as BufferedReader wants it; closing it leaves the stream open to its owner."""

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


def _repaired(value: str | None, where: str, warn: Warn) -> str | None:
    """A cell whose bytes were no UTF-8 by the rules for texts: Windows-1252, or an error where they are neither."""
    if value is None or not any("\udc80" <= character <= "\udcff" for character in value):
        return value
    return decode(value.encode("utf-8", "surrogateescape"), where, warn)
