"""Which document is which: the id of a text of one publisher, and what all its sightings say of it together."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from communique.knowledge.world import plain
from communique.records import Rights
from communique.sources.document import Document

_PLAIN = re.compile(r"[^\0\ud800-\udfff]*")


def document_id(document: Document) -> str:
    """The id of a document in a ledger: 16 hexadecimal digits, from its text and who published it.

    The same text of the same publisher is the same document, wherever and however often it was found; the same text of another
    publisher is another document, and a copy. Where no publisher is known, the host of the address stands for it.
    """
    publisher = plain(document.publisher or "").casefold().strip() or _host(document.url)
    return hashlib.sha256(f"{document.id}\n{publisher}".encode()).hexdigest()[:16]


def storable(document: Document) -> Document:
    """The document with facts that a database takes: half characters of odd file names are spelled out, NUL is left out."""
    facts = {field.name: getattr(document, field.name) for field in fields(document) if field.name != "text"}
    odd = {name: value for name, value in facts.items() if isinstance(value, str) and not _PLAIN.fullmatch(value)}
    if not odd:
        return document
    changes: dict[str, Any] = {name: spelled(value) for name, value in odd.items()}
    return replace(document, **changes)


def spelled(words: str) -> str:
    """Words without NUL, and with half characters spelled out."""
    return words.encode("utf-8", "backslashreplace").decode().replace("\0", "")


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:  # no address at all
        return ""


def given(document: Document) -> str:
    """What a source says of a document, beside its text, as JSON with sorted keys."""
    facts = {name: value for name, value in asdict(document).items() if value is not None and name not in ("text", "locator")}
    if document.rights is not None:
        facts["rights"] = document.rights.model_dump(exclude_none=True)
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, default=date.isoformat)


def together(text: str, sightings: Iterable[tuple[str, str]]) -> Document:
    """The document of which ``sightings`` tell: pairs of a locator and what was ``given`` there.

    For each field the first sighting that gives it counts, the earliest day of publication first: a later copy of a report
    cannot move its day. Their order does not matter.
    """
    facts: dict[str, Any] = {}
    for found in sorted((json.loads(given) | {"locator": locator} for locator, given in sightings), key=_earliest):
        facts = found | facts
    facts.pop("locator", None)
    rights = facts.pop("rights", None)
    published = facts.pop("published", None)
    return Document(
        text,
        **facts,
        published=date.fromisoformat(published) if published else None,
        rights=Rights(**rights) if rights else None,
    )


def _earliest(found: dict[str, Any]) -> tuple[str, str, str, str]:
    """Sorts sightings: those with a day first, by day and moment, then those with an address, then by where they were found."""
    none = "~"  # after every digit and letter
    return (
        found.get("published") or none,
        found.get("published_at") or none,
        found.get("url") or none,
        json.dumps(found, sort_keys=True),
    )
