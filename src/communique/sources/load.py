"""Sources -> documents, one at a time: files, folders, standard input, addresses. What cannot be read is passed on as errors."""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, TYPE_CHECKING, cast

from communique.errors import DocumentError
from communique.sources.days import parse_published
from communique.sources.decode import MAX_BYTES, Warn, check_text, decode, too_large
from communique.sources.document import Document
from communique.sources.jsonl import opens_json_lines, read_lines
from communique.sources.tables import check_fields

if TYPE_CHECKING:
    from communique.sources.fetch import Fetched, Fetcher

__all__ = ["is_archive", "load", "load_bytes", "parse_published", "total_bytes"]

STDIN = "-"
_LINES = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom")
_ARCHIVES = (".warc", ".warc.gz")
_TABLES = {".csv": ",", ".tsv": "\t"}
_PARQUET = (".parquet",)
_PACKED = ".gz"
_IN_FOLDERS = (
    ".txt",
    *_LINES,
    *_PAGES,
    *_FEEDS,
    *_ARCHIVES,
    *_TABLES,
    *_PARQUET,
    ".txt.gz",
    ".jsonl.gz",
    ".ndjson.gz",
    ".csv.gz",
    ".tsv.gz",
)
_FEED_KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_TEXT_KINDS = ("", "text/plain", "text/markdown")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)

Found = Iterator[Document | DocumentError]


@dataclass(frozen=True)
class _How:
    """How sources are read: what the caller asked for."""

    published: date | None
    warn: Warn
    columns: Mapping[str, str]
    private: bool
    on_bytes: Callable[[int], None]
    fetchers: list[Fetcher] = field(default_factory=list)

    def fetcher(self) -> Fetcher:
        """The one that fetches everything: a host is to rest also between two addresses that the caller named."""
        from communique.sources.fetch import Fetcher

        if not self.fetchers:
            self.fetchers.append(Fetcher(private=self.private))
        return self.fetchers[0]


def load(
    paths: Sequence[str | os.PathLike[str]],
    published: date | None = None,
    warn: Warn | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    private: bool = False,
    on_bytes: Callable[[int], None] | None = None,
) -> Found:
    """Yield every document under ``paths``, in their order; a document that cannot be read is yielded as a DocumentError.

    A path is a text, a web page, a feed, a web archive (WARC), JSON Lines (``.jsonl``: one object a line, with ``text`` and, if
    known, ``id``, ``title``, ``published``, ``publisher``, ``url``, ``licence``, ``attribution``, ``retrieved_at``), a table
    (CSV, Parquet), a folder of these (sorted, with its folders), ``-`` for standard input, or an http(s) address. A text whose
    first line is a JSON object with a ``text`` is read as JSON Lines, and pages and feeds are known by how they begin. All but
    Parquet may be compressed with gzip (``.jsonl.gz``).

    ``published`` is the day of publication of the documents that do not state their own. ``warn(source, message)`` is told of
    doubtful encodings; without it they are Python warnings. ``columns`` maps fields to the columns or keys that hold them.
    ``private`` allows addresses inside private networks. ``on_bytes`` is told how many bytes of files were taken. Texts are kept
    character for character; ``locator`` of a document says where it was found. Raises UsageError for a field of ``columns`` that
    does not exist, and for Parquet without pyarrow.
    """
    check_fields(columns or {})
    how = _How(published, warn or _python_warning, columns or {}, private, on_bytes or (lambda count: None))
    for path in paths:
        name = os.fspath(path)
        for file in _files(name):
            found = iter([file]) if isinstance(file, DocumentError) else _documents(file, how)
            for one in found:
                yield one if isinstance(one, DocumentError) or one.locator else replace(one, locator=str(file))


def load_bytes(content: bytes, name: str, *, published: date | None = None, columns: Mapping[str, str] | None = None) -> Found:
    """The documents of a file that is in memory already, as ``load`` would yield them from one of that name."""
    how = _How(published, _python_warning, columns or {}, private=False, on_bytes=lambda count: None)
    stream: IO[bytes] = io.BytesIO(content)
    try:
        if name.lower().endswith(_PARQUET):
            from communique.sources.tables import read_parquet

            found = _placed(read_parquet(name, columns=how.columns, published=published, content=content))
        else:
            if name.lower().endswith(_PACKED) and not name.lower().endswith(_ARCHIVES):
                stream = cast(IO[bytes], gzip.GzipFile(fileobj=stream, mode="rb"))
            found = _from_stream(stream, name, how)
        for one in found:
            yield one if isinstance(one, DocumentError) or one.locator else replace(one, locator=name)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        yield DocumentError(f"its gzip is damaged or cut off; what stands before was read ({error})", name)


def is_archive(name: str) -> bool:
    """Whether a file of this name is a web archive."""
    return name.lower().endswith(_ARCHIVES)


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
    return path.lower().startswith(("http://", "https://"))


def _files(path: str) -> Iterator[str | DocumentError]:
    if path == STDIN or _is_address(path) or not os.path.isdir(path):
        yield path
        return
    refused: list[OSError] = []
    found = False
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(folder, name)
            if name.lower().endswith(_IN_FOLDERS) and not name.startswith(".") and not _is_special(file):
                found = True
                yield file
    yield from (DocumentError(_reason(error), error.filename) for error in refused)
    if not found and not refused:
        yield DocumentError(f"a folder without any file in it that can be read ({', '.join(_IN_FOLDERS)})", path)


def _is_special(path: str) -> bool:
    """Whether a path is a pipe, a socket or a device, at which reading might wait for ever."""
    return os.path.exists(path) and not os.path.isfile(path)


def _documents(path: str, how: _How) -> Found:
    if _is_address(path):
        yield from _from_address(path, how)
        return
    scheme = _SCHEME.match(path)
    if scheme and not os.path.exists(path):
        yield DocumentError(f"{scheme[1].lower()}: is not fetched; only http and https are", path)
        return
    try:
        if path == STDIN:
            yield from _from_stream(sys.stdin.buffer, path, how)
        elif path.lower().endswith(_PARQUET):
            from communique.sources.tables import read_parquet

            if not os.path.exists(path):
                raise FileNotFoundError(2, "no such file", path)
            yield from _placed(read_parquet(path, columns=how.columns, published=how.published, on_bytes=how.on_bytes))
        else:
            with open(path, "rb") as stream:
                counted = cast(IO[bytes], _Counted(stream, how.on_bytes))
                if path.lower().endswith(_PACKED) and not path.lower().endswith(_ARCHIVES):
                    counted = cast(IO[bytes], gzip.GzipFile(fileobj=counted, mode="rb"))
                yield from _from_stream(counted, path, how)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        yield DocumentError(f"its gzip is damaged or cut off; what stands before was read ({error})", path)
    except OSError as error:
        yield DocumentError(_reason(error), path)


def _from_stream(stream: IO[bytes], path: str, how: _How) -> Found:
    name = path.lower().removesuffix("" if path.lower().endswith(_ARCHIVES) else _PACKED)
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
    if name.endswith(_LINES) or opens_json_lines(first, how.columns.get("text", "text")):
        yield from read_lines(first, stream, path, how.published, how.columns)
        return
    data = first + stream.read(MAX_BYTES + 1 - len(first))
    yield from _from_bytes(data, path, name, how)


def _from_bytes(data: bytes, path: str, name: str, how: _How) -> Found:
    """A text, a page or a feed, whichever the bytes are; ``name`` counts where they do not tell."""
    try:
        if len(data) > MAX_BYTES:
            raise DocumentError(too_large(f"more than {MAX_BYTES:,} bytes"), path)
        page = _begins_as_page(data)
        if _begins_as_feed(data) or (name.endswith(_FEEDS) and not page):
            from communique.sources.feed import read_feed

            yield from _placed(read_feed(data, path, published=how.published))
            return
        if page or name.endswith(_PAGES):
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
    from communique.sources.feed import read_feed
    from communique.sources.html import read_page

    fetcher = how.fetcher()

    def page(address: str) -> Document:
        """The page that an entry of a feed links to."""
        got = fetcher.get(address, robots=True)
        if not _is_page(got):
            raise DocumentError(f"no web page but {got.kind or 'something else'}", address)
        return read_page(got.data, address, url=got.url, charset=got.charset, retrieved_at=got.at)

    try:
        got = fetcher.get(url)
        if _begins_as_feed(got.data) or got.kind in _FEED_KINDS:
            feed = read_feed(got.data, url, published=how.published, retrieved_at=got.at, base=got.url, page=page)
            yield from _placed(feed)
            return
        if _is_page(got):
            yield read_page(got.data, url, url=got.url, charset=got.charset, published=how.published, retrieved_at=got.at)
            return
        if got.kind not in _TEXT_KINDS:
            raise DocumentError(
                f"neither a page, a feed nor a text, but {got.kind}; a file of documents is read from the disk", url
            )
        text = decode(got.data, url, how.warn)
        check_text(text, url)
        yield Document(text, source_id=url, published=how.published, url=got.url, retrieved_at=got.at)
    except DocumentError as error:
        error.source = url
        yield error


def _is_page(got: Fetched) -> bool:
    return "html" in got.kind or _begins_as_page(got.data)


def _placed(found: Found) -> Found:
    """Documents of a source that holds several: each says where in it it stands, also where it has an id of its own."""
    for one in found:
        yield one if isinstance(one, DocumentError) or one.locator else replace(one, locator=one.source_id)


def _begins_as_feed(data: bytes) -> bool:
    from communique.sources.feed import looks_like_feed

    return looks_like_feed(data)


def _begins_as_page(data: bytes) -> bool:
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
