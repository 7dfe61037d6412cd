"""Web archives (WARC, also compressed), as crawls such as CC-NEWS write them: each page that was got is a document."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import IO, Any

from communique.errors import DocumentError
from communique.sources.decode import MAX_BYTES, Warn, check_text, decode, too_large
from communique.sources.document import Document
from communique.sources.html import read_page
from communique.sources.moments import moment
from communique.sources.packed import joined, unpacked

_LONGEST_LINE = 65_536
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: IO[bytes], source: str, warn: Warn, *, published: date | None = None) -> Iterator[Document | DocumentError]:
    """The pages of an archive in its order, one record in memory at a time.

    An archive that is cut off or damaged gives what stands before the damage, and then a DocumentError with the offset.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    position = count = 0
    cut = False
    records = iter(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True))
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            position = record.stream_pos
            found, cut = _page(record, source, warn, published)
        except Exception as error:  # a damaged archive fails in many ways; all of them end it here
            yield DocumentError(f"the archive is damaged after byte {position:,}: {error}", source)
            return
        if cut:
            break
        if found is not None:
            count += 1
            yield found
    try:
        cut = cut or _is_cut(stream, position)
    except (OSError, zlib.error) as error:
        yield DocumentError(f"the archive is damaged after byte {position:,}: {error}", source)
        return
    if cut:
        yield DocumentError(f"the archive is cut off after byte {position:,}; what stands before was read", source)
    elif count == 0:
        yield DocumentError("no web page was found in this archive", source)


def cut_up(stream: IO[bytes], source: str) -> Iterator[bytes | DocumentError]:
    """The records of an archive that may be pages, each as an archive of its own: so that many can read what one has opened.

    Nothing of a page is looked at. An archive that is damaged or cut off gives what stands before, and then a DocumentError.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    position = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
            position = record.stream_pos
            # The header of a page is in it, and is small beside the most that a page may have.
            body = record.reader.read(2 * MAX_BYTES)
            if len(body) < min(record.content_length, 2 * MAX_BYTES):
                yield DocumentError(f"the archive is cut off after byte {position:,}; what stands before was read", source)
                return
            named = {**dict(record.headers), "Content-Length": str(len(body))}
            header = "".join(f"{name}: {value}\r\n" for name, value in named.items())
            yield b"WARC/1.1\r\n" + header.encode("utf-8", "replace") + b"\r\n" + body + b"\r\n\r\n"
        cut = _is_cut(stream, position)
    except Exception as error:  # a damaged archive fails in many ways; all of them end it here
        yield DocumentError(f"the archive is damaged after byte {position:,}: {error}", source)
        return
    if cut:
        yield DocumentError(f"the archive is cut off after byte {position:,}; what stands before was read", source)


def read_piece(piece: bytes, source: str, warn: Warn) -> Document | DocumentError | None:
    """The page of a piece from ``cut_up``; None where it is no page that was got."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(BytesIO(piece), record_types=WarcRecordType.response, parse_http=True):
        return _page(record, source, warn, None)[0]
    return None


def _is_cut(stream: IO[bytes], position: int) -> bool:
    """Whether an archive ends within a record after the last page: the reader of archives passes over that in silence."""
    if not stream.seekable():
        return False
    stream.seek(position)
    data = stream.read(2)
    if data != b"\x1f\x8b":
        stream.seek(position)
        return _ends_within_a_record(stream)
    unpack = zlib.decompressobj(wbits=31)
    while data := data or stream.read(1 << 20):
        unpack.decompress(data, 1 << 22)  # only to see where it ends: never more than a little of it in memory
        data = unpack.unconsumed_tail
        if unpack.eof and unpack.unused_data:
            data, unpack = unpack.unused_data, zlib.decompressobj(wbits=31)
    return not unpack.eof


def _ends_within_a_record(stream: IO[bytes]) -> bool:
    """Whether an archive that is not compressed ends before a record does, from the start of a record on."""
    while line := stream.readline(_LONGEST_LINE):
        if not line.strip():
            continue
        length = 0
        while line.strip():  # the header, up to its empty line
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
            line = stream.readline(_LONGEST_LINE)
        if not line or not _skip(stream, length):
            return True
    return False


def _skip(stream: IO[bytes], length: int) -> bool:
    """Pass over so many bytes; whether there were as many."""
    while length > 0:
        piece = stream.read(min(length, 1 << 20))
        if not piece:
            return False
        length -= len(piece)
    return True


def _page(record: Any, source: str, warn: Warn, published: date | None) -> tuple[Document | DocumentError | None, bool]:
    """The document of a record, None for what is no page that was got; and whether the archive ends within it."""
    headers, http = record.headers, record.http_headers
    where = f"{source}#{headers.get('WARC-Record-ID', '').strip('<>') or record.stream_pos}"
    length = record.content_length
    body = record.reader.read(MAX_BYTES + 1)
    if len(body) < min(length, MAX_BYTES) or (length == 0 and http is None):
        return None, True
    if http is None or http.status_code != 200:
        return None, False
    kind = (http.get("Content-Type") or "").split(";")[0].strip().casefold()
    if kind not in _PAGES and kind != "text/plain":
        return None, False
    url = headers.get("WARC-Target-URI")
    _, retrieved = moment(headers.get("WARC-Date") or "")
    try:
        if len(body) > MAX_BYTES:
            raise DocumentError(too_large(f"more than {MAX_BYTES:,} bytes"), where)
        # By hand: a page that is packed otherwise than its header says must cost this page only, and not the rest of the archive.
        if "chunked" in (http.get("Transfer-Encoding") or "").casefold():
            body = joined(body)
        body = unpacked(body, http.get("Content-Encoding") or "", where)
        if kind in _PAGES:
            charset = record.http_charset
            return read_page(body, where, url=url, charset=charset, published=published, retrieved_at=retrieved), False
        text = decode(body, where, warn)
        check_text(text, where)
        return Document(text, source_id=where, published=published, url=url, retrieved_at=retrieved), False
    except DocumentError as error:
        return error, False
