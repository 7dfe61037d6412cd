"""The rights that a source tells beside its text: a licence by its address or name, and a credit line."""

from __future__ import annotations

import re

from communique.records import Rights
from communique.sources.licences import licence_at

_HTTP = re.compile(r"https?://[^\s\"'<>]+")


def rights_of(words: str | None, attribution: str | None) -> Rights | None:
    """Rights from an address or a name of a licence, and the line with which the source asks to be credited.

    A known licence gets its short name, and its address also where only its name was given. Of another, a bare address is the
    address and not the name.
    """
    words = " ".join(words.split()) if words else None
    attribution = " ".join(attribution.split()) if attribution else None
    if not words and not attribution:
        return None
    found = _HTTP.search(words) if words else None
    address = found.group().rstrip(".,;:)]") if found else None
    name, known = (licence_at(words) if words else None) or (None, None)
    if name is None and words and words != address:
        name = words
    return Rights(name=name, url=address or known, attribution=attribution)
