"""The Document: what a source yields and what reading takes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from communique.records import Dateline, Licence, Rights


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be read, with what its source knows of it.

    ``text`` is kept character for character; all offsets count its code points. ``published`` is the day of
    publication, or None when unknown: relative dates then stay unresolved. ``published_at`` and ``retrieved_at`` are moments
    (ISO 8601 with their offset from UTC), where the source tells them. ``source_id`` is the caller's id, or where it was found;
    ``locator`` always is where it was found (a path, an address, ``reports/a.jsonl:12``), when a source was read.
    """

    text: str
    source_id: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: str | None = None
    retrieved_at: str | None = None
    rights: Rights | None = None
    locator: str | None = None

    @property
    def id(self) -> str:
        """Content address: the same text always has the same id."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """Characters ``start`` to ``end`` of the text: one stretch of prose (a paragraph, a headline) to be parsed by itself."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What the form of a text tells before anything is parsed.

    ``blocks`` are the stretches of prose in text order: datelines, footers, letterheads and marks such as ``###``
    lie outside of them. ``letterhead`` is the office on whose paper a readout stands ("THE WHITE HOUSE"). ``published`` is a
    day of publication that the text states in full; ``filed`` is the dateline's day, its year taken from the day of publication.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    dateline: Dateline | None = None
    licence: Licence | None = None
    publisher: str | None = None
    published: date | None = None
    letterhead: str | None = None
    notes: tuple[str, ...] = field(default=())
    filed: date | None = None
