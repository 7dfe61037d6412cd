"""Bytes to text, and the refusal of what no reader could read: binary files, broken encodings, empty or endless texts."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from communique.errors import DocumentError

# A long report has 50,000 characters, a book a million. More is a collection in one file, and would not fit into memory parsed.
MAX_CHARACTERS = 5_000_000
# No character takes more bytes than four.
MAX_BYTES = 4 * MAX_CHARACTERS

Warn = Callable[[str, str], None]

_MAGIC = (
    (b"%PDF", "a PDF file; save its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document; save it as plain text first"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as plain text first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"{\\rtf", "an RTF document; save it as plain text first"),
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# A stray control character is a typesetter's slip; more than one in a hundred is no text.
_MAX_CONTROL_SHARE = 0.01


def decode(data: bytes, source: str, warn: Warn) -> str:
    """The text of ``data``, character for character, line ends and all: UTF-8, UTF-16 with its mark, or Windows-1252.

    A byte order mark is no part of the text. Calls ``warn(source, message)`` when the encoding had to be guessed. Raises
    DocumentError for what is not text.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DocumentError(f"not a text: this is {what}", source)
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], encoding, source)
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        raise DocumentError(
            f"not a text: byte {data.index(0)} is NUL, so this is a binary file, or UTF-16 without a byte order mark; "
            "convert a text to UTF-8",
            source,
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_as_western(data, error.start, source, warn)


def check_text(text: str, source: str | None = None) -> None:
    """Raise DocumentError, with the reason and the offset, for a text that cannot be read."""
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(too_large(f"{len(text):,} characters"), source)
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise DocumentError(
            f"character {surrogate.start()} is half of a surrogate pair (U+{ord(surrogate.group()):04X}), which is no character: "
            "the text was cut or escaped wrongly where it came from",
            source,
        )
    if "\0" in text:
        raise DocumentError(f"not a text: character {text.index(chr(0))} is NUL", source)
    if not text.strip("\ufeff\u200b \t\r\n\v\f\u00a0\u2028\u2029\x85"):
        raise DocumentError("empty: there is nothing to read", source)
    if sum(1 for _ in _CONTROL.finditer(text)) > _MAX_CONTROL_SHARE * len(text):
        raise DocumentError("not a text: too many control characters, so this is a binary file", source)
    if not any(map(str.isalpha, text)):
        raise DocumentError("holds no letters, so there is nothing to read", source)
    if _HTML.match(text[:500]):
        raise DocumentError("a web page (HTML), not a text; save the text of the article first", source)


def too_large(size: str) -> str:
    """The message for a text or file of ``size`` ("30,000,000 bytes")."""
    return (
        f"too large: {size}, where a document may have {MAX_CHARACTERS:,} characters; "
        "split it into one file, or one line of JSON Lines, for each article"
    )


def _decode_strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"its byte order mark says {encoding.upper()}, but byte {error.start + 2} breaks it", source
        ) from error


def _decode_as_western(data: bytes, bad: int, source: str, warn: Warn) -> str:
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    # More whole UTF-8 sequences than broken ones: damaged UTF-8, which Windows-1252 would turn into nonsense throughout.
    if sum(1 for character in repaired if character > "\x7f") - broken > broken:
        raise DocumentError(f"damaged UTF-8: byte {bad} is not a part of any character; repair it or convert the file", source)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"neither UTF-8 (byte {bad}) nor Windows-1252 (byte {error.start}): convert it to UTF-8, for example with iconv",
            source,
        ) from error
    warn(source, f"not UTF-8 (byte {bad}): read as Windows-1252; convert it to UTF-8 if letters look wrong")
    return text
