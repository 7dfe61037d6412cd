"""Files, folders, JSON Lines and standard input -> documents, one at a time; what cannot be read is passed on as an error."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

from communique.errors import DocumentError, UsageError
from communique.sources.days import parse_published
from communique.sources.decode import MAX_BYTES, Warn, check_text, decode, too_large
from communique.sources.document import Document

__all__ = ["load", "parse_published"]

STDIN = "-"
_LINES = (".jsonl", ".ndjson")
_IN_FOLDERS = (".txt", ".jsonl")
_KEYS = ("text", "title", "publisher", "url")


def load(
    paths: Sequence[str | os.PathLike[str]], published: date | None = None, warn: Warn | None = None
) -> Iterator[Document | DocumentError]:
    """Yield every document under ``paths``, in their order; a document that cannot be read is yielded as a DocumentError.

    A path is a text file, a JSON Lines file (``.jsonl``: one object a line, with ``text`` and, if known, ``id``, ``title``,
    ``published``, ``publisher``, ``url``), a folder (its ``.txt`` and ``.jsonl`` files, sorted, with those of its folders), or
    ``-`` for standard input. A text, ``-`` too, whose first line is a JSON object with a ``text`` is read as JSON Lines.
    ``published`` is the day of publication of the documents that do not state their own. ``warn(source, message)`` is told of
    doubtful encodings; without it they are Python warnings. Texts are kept character for character.
    """
    for path in paths:
        name = os.fspath(path)
        for file in _files(name):
            if isinstance(file, DocumentError):
                yield file
            else:
                yield from _documents(file, published, warn or _python_warning)


def _files(path: str) -> Iterator[str | DocumentError]:
    if path == STDIN or not os.path.isdir(path):
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
        yield DocumentError("a folder without any .txt or .jsonl file in it", path)


def _documents(path: str, published: date | None, warn: Warn) -> Iterator[Document | DocumentError]:
    try:
        if path == STDIN:
            yield from _from_stream(sys.stdin.buffer, path, published, warn)
        else:
            with open(path, "rb") as stream:
                yield from _from_stream(stream, path, published, warn)
    except OSError as error:
        yield DocumentError(_reason(error), path)


def _from_stream(stream: IO[bytes], path: str, published: date | None, warn: Warn) -> Iterator[Document | DocumentError]:
    first = stream.readline(MAX_BYTES + 1)
    if path.lower().endswith(_LINES) or _opens_json_lines(first):
        yield from _from_lines(first, stream, path, published)
        return
    data = first + stream.read(MAX_BYTES + 1 - len(first))
    try:
        if len(data) > MAX_BYTES:
            raise DocumentError(too_large(f"more than {MAX_BYTES:,} bytes"), path)
        text = decode(data, path, warn)
        check_text(text, path)
    except DocumentError as error:
        yield error
    else:
        yield Document(text, source_id=path, published=published)


def _opens_json_lines(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and isinstance(record.get("text"), str)


def _from_lines(first: bytes, stream: IO[bytes], path: str, published: date | None) -> Iterator[Document | DocumentError]:
    line, number = first, 1
    while line:
        source = f"{path}:{number}"
        try:
            if len(line) > MAX_BYTES:
                _skip_line(line, stream)
                raise DocumentError(too_large(f"a line of more than {MAX_BYTES:,} bytes"), source)
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _from_line(line, source, published)
        except DocumentError as error:
            yield error
        line, number = stream.readline(MAX_BYTES + 1), number + 1
    if number == 1:
        yield DocumentError("empty: there is nothing to read", path)


def _skip_line(line: bytes, stream: IO[bytes]) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _from_line(line: bytes, source: str, published: date | None) -> Document:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DocumentError(f"byte {error.start} of the line is not UTF-8, as JSON Lines must be", source) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"not a line of JSON ({error}); JSON Lines has one whole object on each line", source) from error
    if not isinstance(record, dict):
        raise DocumentError('not a JSON object; a line looks like {"id": "a1", "text": "...", "published": "2022-01-22"}', source)
    if "text" not in record:
        keys = ", ".join(map(str, list(record)[:8])) or "none"
        raise DocumentError(f'the key "text" is missing (keys: {keys})', source)
    values = {key: _string(record, key, source) for key in _KEYS}
    text = values["text"]
    if text is None:
        raise DocumentError('"text" is null, where it must be a string', source)
    check_text(text, source)
    return Document(
        text,
        source_id=_identity(record, source),
        title=values["title"],
        published=_published(record, source) or published,
        publisher=values["publisher"],
        url=values["url"],
    )


def _string(record: dict[str, Any], key: str, source: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DocumentError(f'"{key}" is {json.dumps(value)[:40]}, where it must be a string', source)
    if key != "text":
        value = value.encode("utf-8", "replace").decode("utf-8").strip()  # a half surrogate could not be printed
        return value or None
    return value


def _identity(record: dict[str, Any], source: str) -> str:
    value = record.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id", source) or source


def _published(record: dict[str, Any], source: str) -> date | None:
    value = _string(record, "published", source)
    if value is None:
        return None
    try:
        return parse_published(value)
    except UsageError as error:
        raise DocumentError(f'"published": {error}', source) from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    return f"cannot be read: {error.strerror or error}"


def _python_warning(source: str, message: str) -> None:
    warnings.warn(f"{source}: {message}", stacklevel=2)
