"""Documents into a ledger: each once, a few at a time, in transactions that a kill cannot break; then happenings.

Every transaction leaves a valid ledger, and documents that are there already are known by their ids: an ingest that was stopped
anywhere and is run again ends in the ledger of one that never was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, select

from communique.errors import DocumentError
from communique.ledger import heap
from communique.ledger.copies import link, settle_first, signature
from communique.ledger.database import reading, writing
from communique.ledger.decide import apply_decisions
from communique.ledger.happenings.merge import merge_happenings
from communique.ledger.identity import document_id, given, spelled, storable, together
from communique.ledger.publishers import country_of_publisher
from communique.ledger.rows import insert, put
from communique.ledger.schema import documents, failures, sightings
from communique.ledger.store import Kept, save
from communique.records import Reading
from communique.sources.document import Document

# What a transaction holds, and so what a kill costs: two or three seconds of reading. A commit costs a flush to the disk.
AT_ONCE = 32


@dataclass
class Tally:
    """What an ingest did, in documents: new ones, those there already, those of which more is known now, and failures."""

    added: int = 0
    known: int = 0
    renewed: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """All documents that went by."""
        return self.added + self.known + self.renewed + self.failed


@dataclass(slots=True)
class _Item:
    """A document on its way into the ledger, with its sightings: those of this ingest, and all of them once ``whole`` is set."""

    id: str
    text: str
    fresh: dict[str, str]
    whole: Document | None = None
    new: bool = True


Tell = Callable[[Tally], None]


def ingest(
    engine: Engine,
    found: Iterable[Document | DocumentError],
    *,
    language: str = "en",
    knowledge: str | Path | None = None,
    on_document: Tell = lambda tally: None,
    on_failure: Callable[[DocumentError], None] = lambda error: None,
    on_merged: Callable[[int], None] = lambda left: None,
) -> Tally:
    """Read documents into the ledger, and merge what they tell; returns what was done.

    A document that is there already is not read again, unless more is known of it this time (its day of publication). What cannot
    be read is kept with its reason. ``on_document`` is called after each document, ``on_failure`` with each failure. Raises
    LedgerError when the ledger cannot be written; what was stored before stays.
    """
    tally = Tally()
    for some in batched(found, AT_ONCE):
        items: dict[str, _Item] = {}
        failed = [(spelled(e.source or "document"), e) for e in some if isinstance(e, DocumentError)]
        for found_one in some:
            if isinstance(found_one, Document):
                document = storable(found_one)
                key = document_id(document)
                item = items.setdefault(key, _Item(key, document.text, {}))
                tally.known += bool(item.fresh)
                item.fresh.setdefault(document.locator or document.source_id or "document", given(document))
        with reading(engine) as connection:
            unread = _unread(connection, items.values())
        tally.known += len(items) - len(unread)
        tally.failed += len(failed)
        on_document(tally)
        readings = _read(unread, failed, tally, language=language, knowledge=knowledge, on_document=on_document)
        with heap.at_rest(), writing(engine) as connection:
            _store(connection, items, readings, failed)
        for _, error in failed:
            on_failure(error)
    merge_happenings(engine, on_merged)
    return tally


def _unread(connection: Connection, items: Iterable[_Item]) -> list[_Item]:
    """Those that are to be read: new ones, and those of which more is known now than when they were read."""
    known = _sightings(connection, [item.id for item in items])
    stored = set(connection.execute(select(documents.c.id).where(documents.c.id.in_(list(known)))).scalars())
    unread = []
    for item in items:
        before = known.get(item.id, {})
        item.new = item.id not in stored
        item.whole = together(item.text, ({**item.fresh, **before}).items())
        if item.new or item.whole != together(item.text, before.items()):
            unread.append(item)
    return unread


def _sightings(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """What was given of documents where they were found: locators and facts by document."""
    found: dict[str, dict[str, str]] = {}
    columns = select(sightings.c.document, sightings.c.locator, sightings.c.given)
    for document, locator, facts in connection.execute(columns.where(sightings.c.document.in_(ids))):
        found.setdefault(document, {})[locator] = facts
    return found


def _read(
    items: Sequence[_Item],
    failed: list[tuple[str, DocumentError]],
    tally: Tally,
    *,
    language: str,
    knowledge: str | Path | None,
    on_document: Tell,
) -> dict[str, Reading]:
    """The readings of items by their ids; what cannot be read joins ``failed``."""
    from communique.reading.pipeline import read_many

    waiting = {id(item.whole): item for item in items}

    def fail(error: DocumentError) -> None:
        item = waiting.pop(id(error.document))
        failed.append((min(item.fresh), error))
        tally.failed += 1
        on_document(tally)

    readings: dict[str, Reading] = {}
    wholes = [item.whole for item in items if item.whole is not None]
    for found in read_many(wholes, language=language, on_error=fail, knowledge=knowledge):
        item = waiting.pop(next(iter(waiting)))  # readings come in the order of the documents
        readings[item.id] = found
        tally.added += item.new
        tally.renewed += not item.new
        on_document(tally)
    return readings


def _store(
    connection: Connection, items: dict[str, _Item], readings: dict[str, Reading], failed: Sequence[tuple[str, DocumentError]]
) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = [
        Kept(
            key,
            found,
            signature(found.document.text) if items[key].new else b"",
            country_of_publisher(found.document.publisher, found.document.url),
        )
        for key, found in readings.items()
    ]
    save(connection, kept)
    link(connection, [(k.id, k.signature) for k in kept if items[k.id].new])
    for k in kept:
        if not items[k.id].new:
            settle_first(connection, k.id)
    apply_decisions(connection, [k.id for k in kept])
    lost = {id(error.document) for _, error in failed if error.document is not None}
    found_items = [item for item in items.values() if id(item.whole) not in lost]
    rows = [
        {"document": item.id, "locator": locator, "given": facts, "seen_at": now}
        for item in found_items
        for locator, facts in item.fresh.items()
    ]
    insert(connection, sightings, rows)
    connection.execute(delete(failures).where(failures.c.locator.in_([row["locator"] for row in rows])))
    for locator, error in failed:
        document = error.document
        row = {
            "locator": locator,
            "reason": spelled(str(error)),
            "text": document.text if document is not None and _storable(document.text) else None,
            "given": given(document) if document is not None else None,
            "failed_at": now,
        }
        put(connection, failures, row)


def _storable(text: str) -> bool:
    """Whether a database takes a text: without NUL, which PostgreSQL has no place for, and without half characters."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def counts(connection: Connection) -> dict[str, int]:
    """How many documents and failures the ledger holds."""
    return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (documents, failures)}
