"""Whether a ledger holds together: offsets, references and counts; and a digest by which two ledgers are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from communique.ledger.copies import signature
from communique.ledger.happenings.describe import Happening
from communique.ledger.happenings.merge import unmerged
from communique.ledger.identity import document_id, together
from communique.ledger.rows import in_batches
from communique.ledger.schema import (
    decisions,
    documents,
    entities,
    event_keys,
    events,
    failures,
    happenings,
    metadata,
    pledges,
    sightings,
    statements,
)
from communique.ledger.store import event_columns, event_key_rows, record_id, restore
from communique.records import Event, Reading, Span, Statement

# What depends on the clock or on the order of arrival, and says nothing of the ledger's content.
_INCIDENTAL = {"number", "read_at", "seen_at", "failed_at"}
_COUNTED = (documents, failures, events, happenings, statements, pledges, entities, decisions)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows the tables hold that a person asks about."""
    return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in _COUNTED}


def digest(connection: Connection) -> str:
    """A digest of everything in the ledger but moments: equal for two ledgers with the same content, however they came by it."""
    whole = hashlib.sha256()
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        columns = [c for c in table.c if c.name not in _INCIDENTAL]
        # Each row's digest, added up: the order of rows, which databases sort differently, does not matter.
        total = 0
        for row in connection.execution_options(yield_per=1000).execute(select(*columns)):
            values = json.dumps([v.hex() if isinstance(v, bytes) else v for v in row], ensure_ascii=False)
            total += int.from_bytes(hashlib.sha256(values.encode("utf-8", "surrogatepass")).digest())
        whole.update(f"{table.name} {total:x}\n".encode())
    return whole.hexdigest()


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the ledger, in words with the record it is about; nothing when it holds together."""
    yield from _of_database(connection)
    ids = list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())
    for some in in_batches(ids):
        for at in range(0, len(some), 200):
            part = some[at : at + 200]
            found = dict(restore(connection, part, decided=False))
            for id in part:
                yield from _of_document(connection, id, found[id])
    yield from _of_happenings(connection)
    left = unmerged(connection)
    if left:
        yield f"{left} events belong to no happening yet: run communique ingest again, or communique ledger merge"


def _of_database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            yield f"the file is damaged: {said}"
    for table, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"a row of {table} points at a row that is gone"
    try:
        connection.exec_driver_sql("INSERT INTO documents_search(documents_search, rank) VALUES ('integrity-check', 1)")
    except Exception as error:
        yield f"the full-text index does not fit the texts: {error}"


def _of_document(connection: Connection, id: str, reading: Reading) -> Iterator[str]:
    row = connection.execute(select(documents).where(documents.c.id == id)).one()
    if row.digest != reading.document.id or row.digest != "sha256:" + hashlib.sha256(row.text.encode()).hexdigest():
        yield f"{id}: its text is not the one that was read (the digests differ)"
    if row.signature != signature(row.text):
        yield f"{id}: its signature is not that of its text"
    seen = list(connection.execute(select(sightings.c.locator, sightings.c.given).where(sightings.c.document == id)))
    if not seen:
        yield f"{id}: nobody knows where it was found"
    elif document_id(together(row.text, seen)) != id:
        yield f"{id}: its id does not follow from its text and publisher"
    for span, where in _spans(reading):
        if reading.document.text[span.start : span.end] != span.text:
            yield f"{id}: {where}: the words at {span.start} to {span.end} are not {span.text!r}"
    local = {e.id for e in reading.events} | {s.id for s in reading.statements}
    for e in reading.events:
        if e.claimed_in is not None and e.claimed_in not in local:
            yield f"{record_id(id, e.id)}: claimed in {e.claimed_in}, which does not exist"
    for p in reading.pledges:
        if p.event not in local:
            yield f"{record_id(id, p.id)}: made with {p.event}, which does not exist"
    for row in connection.execute(select(events).where(events.c.document == id)):
        e = Event.model_validate_json(row.record)
        wrong = [name for name, value in event_columns(e).items() if getattr(row, name) != value]
        if wrong or row.id != record_id(id, e.id):
            yield f"{row.id}: its columns differ from its record: {', '.join(wrong) or 'id'}"
        row_published = reading.document.published
        wanted = {r["key"] for r in event_key_rows(id, e, row_published)}
        if set(connection.execute(select(event_keys.c.key).where(event_keys.c.event == row.id)).scalars()) != wanted:
            yield f"{row.id}: the keys under which it is found are not those of its parties"


def _spans(reading: Reading) -> Iterator[tuple[Span, str]]:
    for entity in reading.entities:
        yield from ((m, f"a mention of {entity.id}") for m in entity.mentions)
    for s in reading.statements:
        yield from ((span, s.id) for span in _of_statement(s))
    for e in reading.events:
        yield from ((span, e.id) for span in (e.trigger, *e.evidence))
    for p in reading.pledges:
        yield p.what, p.id


def _of_statement(s: Statement) -> Iterator[Span]:
    yield from s.content
    yield from (span for span in (s.cue, s.speaker_span) if span is not None)


def _of_happenings(connection: Connection) -> Iterator[str]:
    members: dict[str, set[str]] = {}
    for id, happening in connection.execute(select(events.c.id, events.c.happening).where(events.c.happening.is_not(None))):
        members.setdefault(happening, set()).add(id)
    for row in connection.execute(select(happenings)):
        h = Happening.model_validate_json(row.record)
        told = {source.event for source in h.sources}
        if told != members.pop(row.id, set()):
            yield f"{row.id}: its sources are not the events that point at it"
        counted = (len({s.document for s in h.sources}), len({s.publisher for s in h.sources if s.publisher}))
        if (row.documents, row.publishers) != counted or (h.documents, h.publishers) != counted:
            has = f"{counted[0]} of {counted[1]}"
            yield f"{row.id}: it counts {row.documents} reports of {row.publishers} publishers, and has {has}"
    for id in members:
        yield f"{id}: events point at this happening, which does not exist"
