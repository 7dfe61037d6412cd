"""How bytes begin: the first tag of a page or a feed, past all that may stand before it."""

from __future__ import annotations

import codecs
import re

_SNIFFED = 8_192
_TAG = re.compile(rb"<(!doctype\s+)?([a-z][\w:.-]*)", re.IGNORECASE)


def first_tag(data: bytes) -> str | None:
    """The name of the first element ("html", "rss") in lower case, also where a DOCTYPE names it; None for what is no markup.

    A byte order mark, comments and processing instructions before it are passed over.
    """
    data = _narrow(data[:_SNIFFED])
    at = 0
    while True:
        at += len(data[at:]) - len(data[at:].lstrip())
        if data.startswith(b"<!--", at):
            end, length = data.find(b"-->", at + 4), 3
        elif data.startswith(b"<?", at):
            end, length = data.find(b"?>", at + 2), 2
        else:
            found = _TAG.match(data, at)
            return found[2].decode("ascii", "replace").casefold() if found else None
        if end < 0:
            return None
        at = end + length


def _narrow(data: bytes) -> bytes:
    """The beginning as one byte a letter, whatever its byte order mark says."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "ignore").encode("ascii", "replace")
    return data.removeprefix(codecs.BOM_UTF8)
