"""Sources -> documents, one at a time: files, folders, standard input, addresses. What cannot be read is passed on as errors."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, cast

from communique.errors import DocumentError
from communique.sources.days import parse_published
from communique.sources.decode import MAX_BYTES, Warn, check_text, decode, too_large
from communique.sources.document import Document
from communique.sources.jsonl import opens_json_lines, read_lines

__all__ = ["load", "parse_published", "total_bytes"]

STDIN = "-"
_LINES = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom")
_ARCHIVES = (".warc", ".warc.gz")
_TABLES = {".csv": ",", ".tsv": "\t"}
_PARQUET = (".parquet",)
_IN_FOLDERS = (".txt", *_LINES, *_PAGES, *_FEEDS, *_ARCHIVES, *_TABLES, *_PARQUET)
_SNIFFED = 4_096

Found = Iterator[Document | DocumentError]


@dataclass(frozen=True)
class _How:
    """How sources are read: what the caller asked for."""

    published: date | None
    warn: Warn
    columns: Mapping[str, str]
    private: bool
    on_bytes: Callable[[int], None]


def load(
    paths: Sequence[str | os.PathLike[str]],
    published: date | None = None,
    warn: Warn | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    private: bool = False,
    on_bytes: Callable[[int], None] = lambda count: None,
) -> Found:
    """Yield every document under ``paths``, in their order; a document that cannot be read is yielded as a DocumentError.

    A path is a text, a web page, a feed, a web archive (WARC), JSON Lines (``.jsonl``: one object a line, with ``text`` and, if
    known, ``id``, ``title``, ``published``, ``publisher``, ``url``, ``licence``, ``attribution``, ``retrieved_at``), a table
    (CSV, Parquet), a folder of these (sorted, with its folders), ``-`` for standard input, or an http(s) address. A text whose
    first line is a JSON object with a ``text`` is read as JSON Lines, and pages and feeds are known by how they begin.

    ``published`` is the day of publication of the documents that do not state their own. ``warn(source, message)`` is told of
    doubtful encodings; without it they are Python warnings. ``columns`` maps fields to the columns or keys that hold them.
    ``private`` allows addresses inside private networks. ``on_bytes`` is told how many bytes of files were taken. Texts are kept
    character for character; ``locator`` of a document says where it was found.
    """
    how = _How(published, warn or _python_warning, columns or {}, private, on_bytes)
    for path in paths:
        name = os.fspath(path)
        for file in _files(name):
            found = iter([file]) if isinstance(file, DocumentError) else _documents(file, how)
            for one in found:
                yield one if isinstance(one, DocumentError) or one.locator else replace(one, locator=str(file))


def total_bytes(paths: Sequence[str | os.PathLike[str]]) -> int | None:
    """How many bytes the files under ``paths`` have; None where that cannot be told (standard input, addresses)."""
    total = 0
    for path in paths:
        name = os.fspath(path)
        if name == STDIN or _is_address(name):
            return None
        for file in _files(name):
            if isinstance(file, str) and os.path.isfile(file):
                total += os.path.getsize(file)
    return total


def _is_address(path: str) -> bool:
    return path.startswith(("http://", "https://"))


def _files(path: str) -> Iterator[str | DocumentError]:
    if path == STDIN or _is_address(path) or not os.path.isdir(path):
        yield path
        return
    refused: list[OSError] = []
    found = False
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_IN_FOLDERS) and not name.startswith("."):
                found = True
                yield os.path.join(folder, name)
    yield from (DocumentError(_reason(error), error.filename) for error in refused)
    if not found and not refused:
        yield DocumentError(f"a folder without any file in it that can be read ({', '.join(_IN_FOLDERS)})", path)


def _documents(path: str, how: _How) -> Found:
    if _is_address(path):
        yield from _from_address(path, how)
        return
    try:
        if path == STDIN:
            yield from _from_stream(sys.stdin.buffer, path, how)
        elif path.lower().endswith(_PARQUET):
            from communique.sources.tables import read_parquet

            if not os.path.exists(path):
                raise FileNotFoundError(2, "no such file", path)
            yield from _placed(read_parquet(path, columns=how.columns, published=how.published))
            how.on_bytes(os.path.getsize(path))
        else:
            with open(path, "rb") as stream:
                yield from _from_stream(cast(IO[bytes], _Counted(stream, how.on_bytes)), path, how)
    except OSError as error:
        yield DocumentError(_reason(error), path)


def _from_stream(stream: IO[bytes], path: str, how: _How) -> Found:
    name = path.lower()
    if name.endswith(_ARCHIVES):
        from communique.sources.warc import read_warc

        yield from _placed(read_warc(stream, path, how.warn, published=how.published))
        return
    table = next((sign for ending, sign in _TABLES.items() if name.endswith(ending)), None)
    if table is not None:
        from communique.sources.tables import read_csv

        yield from _placed(read_csv(stream, path, how.warn, delimiter=table, columns=how.columns, published=how.published))
        return
    first = stream.readline(MAX_BYTES + 1)
    if name.endswith(_LINES) or opens_json_lines(first):
        yield from read_lines(first, stream, path, how.published, how.columns)
        return
    data = first + stream.read(MAX_BYTES + 1 - len(first))
    yield from _from_bytes(data, path, how)


def _from_bytes(data: bytes, path: str, how: _How) -> Found:
    """A text, a page or a feed, whichever the bytes are."""
    name = path.lower()
    try:
        if len(data) > MAX_BYTES:
            raise DocumentError(too_large(f"more than {MAX_BYTES:,} bytes"), path)
        if name.endswith(_FEEDS) or _begins_as_feed(data):
            from communique.sources.feed import read_feed

            yield from _placed(read_feed(data, path, published=how.published))
            return
        if name.endswith(_PAGES) or _begins_as_page(data):
            from communique.sources.html import read_page

            yield read_page(data, path, published=how.published)
            return
        text = decode(data, path, how.warn)
        check_text(text, path)
    except DocumentError as error:
        yield error
    else:
        yield Document(text, source_id=path, published=how.published)


def _from_address(url: str, how: _How) -> Found:
    from communique.sources.feed import looks_like_feed, read_feed
    from communique.sources.fetch import Fetcher
    from communique.sources.html import looks_like_html, read_page

    fetcher = Fetcher(private=how.private)

    def page(address: str) -> Document:
        """The page that an entry of a feed links to."""
        got = fetcher.get(address, robots=True)
        if not (looks_like_html(got.data) or "html" in got.kind):
            raise DocumentError(f"no web page but {got.kind or 'something else'}", address)
        return read_page(got.data, address, url=got.url, charset=got.charset, retrieved_at=got.at)

    try:
        got = fetcher.get(url)
        if looks_like_feed(got.data):
            yield from _placed(read_feed(got.data, url, published=how.published, retrieved_at=got.at, page=page))
            return
        if looks_like_html(got.data) or "html" in got.kind:
            yield read_page(got.data, url, url=got.url, charset=got.charset, published=how.published, retrieved_at=got.at)
            return
        if got.kind and not got.kind.startswith("text/"):
            raise DocumentError(f"neither a page, a feed nor a text, but {got.kind}", url)
        text = decode(got.data, url, how.warn)
        check_text(text, url)
        yield Document(text, source_id=url, published=how.published, url=got.url, retrieved_at=got.at)
    except DocumentError as error:
        error.source = url if error.source is None or _is_address(error.source) else error.source
        yield error


def _placed(found: Found) -> Found:
    """Documents of a source that holds several: each says where in it it stands, also where it has an id of its own."""
    for one in found:
        yield one if isinstance(one, DocumentError) or one.locator else replace(one, locator=one.source_id)


def _begins_as_feed(data: bytes) -> bool:
    if b"<" not in data[:_SNIFFED]:
        return False
    from communique.sources.feed import looks_like_feed

    return looks_like_feed(data)


def _begins_as_page(data: bytes) -> bool:
    if b"<" not in data[:_SNIFFED]:
        return False
    from communique.sources.html import looks_like_html

    return looks_like_html(data)


class _Counted:
    """A binary stream that tells how much of it has been taken."""

    def __init__(self, stream: IO[bytes], tell: Callable[[int], None]) -> None:
        self._stream, self._tell = stream, tell

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._tell(len(data))
        return data

    def readline(self, size: int = -1) -> bytes:
        data = self._stream.readline(size)
        self._tell(len(data))
        return data

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, position: int, whence: int = 0) -> int:
        self._tell = lambda count: None  # what is read again was counted before
        return self._stream.seek(position, whence)

    def tell(self) -> int:
        return self._stream.tell()


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    return f"cannot be read: {error.strerror or error}"


def _python_warning(source: str, message: str) -> None:
    warnings.warn(f"{source}: {message}", stacklevel=2)
