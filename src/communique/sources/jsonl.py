"""JSON Lines: an object a line, with ``text`` and what is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Any

from communique.errors import DocumentError, UsageError
from communique.sources.days import parse_published
from communique.sources.decode import MAX_BYTES, check_text, too_large
from communique.sources.document import Document
from communique.sources.moments import moment
from communique.sources.rights import rights_of

_KEYS = ("text", "title", "publisher", "url", "licence", "attribution", "retrieved_at")


def opens_json_lines(line: bytes, key: str = "text") -> bool:
    """Whether a line is a JSON object with a text in it, under ``key``."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and isinstance(record.get(key), str)


def read_lines(
    first: bytes, stream: IO[bytes], path: str, published: date | None, columns: Mapping[str, str] | None = None
) -> Iterator[Document | DocumentError]:
    """The documents of JSON Lines, of which ``first`` is the first line; a line that holds none is passed on as an error.

    ``columns`` says which key holds a field where it is not called so.
    """
    line, number = first, 1
    while line:
        source = f"{path}:{number}"
        try:
            if len(line) > MAX_BYTES:
                _skip_line(line, stream)
                raise DocumentError(too_large(f"a line of more than {MAX_BYTES:,} bytes"), source)
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _from_line(line, source, published, columns or {})
        except DocumentError as error:
            yield error
        line, number = stream.readline(MAX_BYTES + 1), number + 1
    if number == 1:
        yield DocumentError("empty: there is nothing to read", path)


def _skip_line(line: bytes, stream: IO[bytes]) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _from_line(line: bytes, source: str, published: date | None, columns: Mapping[str, str]) -> Document:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DocumentError(f"byte {error.start} of the line is not UTF-8, as JSON Lines must be", source) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"not a line of JSON ({error}); JSON Lines has one whole object on each line", source) from error
    if not isinstance(record, dict):
        raise DocumentError('not a JSON object; a line looks like {"id": "a1", "text": "...", "published": "2022-01-22"}', source)
    given = record
    if columns:
        # A line may lack what it does not know; where it has the field under its own name, the mapping still goes before.
        record = {key: value for key, value in given.items() if key not in columns}
        record |= {field: given[column] for field, column in columns.items() if column in given}
    if "text" not in record:
        keys = ", ".join(map(str, list(given)[:8])) or "none"
        raise DocumentError(f'the key "{columns.get("text", "text")}" is missing (keys: {keys})', source)
    values = {key: _string(record, key, source) for key in _KEYS}
    text = values["text"]
    if text is None:
        raise DocumentError('"text" is null, where it must be a string', source)
    check_text(text, source)
    day, at = _published(record, source)
    return Document(
        text,
        locator=source,
        source_id=_identity(record, source),
        title=values["title"],
        published=day or published,
        publisher=values["publisher"],
        url=values["url"],
        published_at=at,
        retrieved_at=moment(values["retrieved_at"])[1] if values["retrieved_at"] else None,
        rights=rights_of(values["licence"], values["attribution"]),
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


def _published(record: dict[str, Any], source: str) -> tuple[date | None, str | None]:
    value = _string(record, "published", source)
    if value is None:
        return None, None
    day, at = moment(value)
    if day is not None:
        return day, at
    try:
        return parse_published(value), None
    except UsageError as error:
        raise DocumentError(f'"published": {error}', source) from error
