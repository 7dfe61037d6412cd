"""Readings into rows and back: the whole of a reading is kept, and comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select, update

from communique.knowledge.world import plain
from communique.ledger.happenings.near import dissolve
from communique.ledger.kinds import iso, keys_of, window
from communique.ledger.rows import Rows, in_batches
from communique.ledger.schema import (
    documents,
    entities,
    event_keys,
    events,
    pledge_parties,
    pledges,
    statement_parties,
    statements,
)
from communique.records import (
    Entity,
    Event,
    Pledge,
    Provenance,
    Reading,
    Record,
    SourceDocument,
    Statement,
)


def record_id(document: str, local: str) -> str:
    """What a record is called in a ledger: the id of its document, and its own in the reading (``9f86d081884c7d65-e3``)."""
    return f"{document}-{local}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading that is to be kept as document ``id``; ``country`` is that of its publisher, ``signature`` that of a new text."""

    id: str
    reading: Reading
    signature: bytes
    country: str | None


def save(connection: Connection, kept: Sequence[Kept]) -> None:
    """Keep readings, in place of earlier readings of the same documents.

    Happenings in which the earlier readings took part are dissolved: their other events are to be merged anew.
    """
    wanted = select(documents.c.id).where(documents.c.id.in_([k.id for k in kept]))
    there = set(connection.execute(wanted).scalars())
    rows = Rows()
    for k in kept:
        row = _document_row(k)
        if k.id in there:
            forget_records(connection, k.id)
            connection.execute(update(documents).where(documents.c.id == k.id).values(row))
        else:
            rows.add(documents, [{"id": k.id, "signature": k.signature, "first": k.id, **row}])
        published = k.reading.document.published
        people = {e.id: e for e in k.reading.entities}
        rows.add(entities, (_entity_row(k.id, n, e) for n, e in enumerate(k.reading.entities)))
        for n, s in enumerate(k.reading.statements):
            rows.add(statements, [_statement_row(k.id, n, s, published)])
            rows.add(statement_parties, statement_party_rows(k.id, s, people, published))
        for n, e in enumerate(k.reading.events):
            rows.add(events, [_event_row(k.id, n, e)])
            rows.add(event_keys, event_key_rows(k.id, e, published))
        for n, p in enumerate(k.reading.pledges):
            rows.add(pledges, [_pledge_row(k.id, n, p, published)])
            rows.add(pledge_parties, _pledge_parties(k.id, p, people, published))
    rows.insert(connection)


def _document_row(k: Kept) -> dict[str, Any]:
    source, made = k.reading.document, k.reading.provenance
    return {
        "digest": source.id,
        "text": source.text,
        "title": source.title,
        "published": source.published,
        "publisher": source.publisher,
        "publisher_country": k.country,
        "url": source.url,
        "record": source.model_dump_json(exclude={"text"}, exclude_defaults=True),
        "warnings": json.dumps(k.reading.warnings, ensure_ascii=False),
        "software": made.software,
        "model": made.model,
        "knowledge": made.knowledge,
        "read_at": made.read_at,
    }


def forget_records(connection: Connection, id: str) -> None:
    """Delete what a reading of document ``id`` recorded, not the document; what was merged with it is to be merged anew."""
    dissolve(connection, connection.execute(select(events.c.id).where(events.c.document == id)).scalars())
    for table in (events, statements, pledges, entities):
        connection.execute(delete(table).where(table.c.document == id))


def restore(connection: Connection, ids: Sequence[str], *, decided: bool = True) -> Iterator[tuple[str, Reading]]:
    """The readings of documents, with their ids, in the order given.

    ``decided`` gives them as analysts left them: corrected, and without what was rejected, nor what only a rejected statement
    claims; otherwise they are as the reader made
    them, but for records that a reread no longer found and a decision keeps.
    """
    for some in in_batches(ids):
        rows = {row.id: row for row in connection.execute(select(documents).where(documents.c.id.in_(some)))}
        parts = {table.name: _by_document(connection, table, some) for table in (entities, statements, events, pledges)}
        for id in some:
            if id in rows:
                yield id, _reading(rows[id], {name: rows_of.get(id, []) for name, rows_of in parts.items()}, decided)


def _by_document(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(select(table).where(table.c.document.in_(ids)).order_by(table.c.document, table.c.place)):
        found.setdefault(row.document, []).append(row)
    return found


def _reading(row: Row[Any], parts: dict[str, list[Row[Any]]], decided: bool) -> Reading:
    kept_events = [_record(r, Event, decided) for r in parts["events"] if not (decided and r.verdict == "rejected")]
    kept_statements = [_record(r, Statement, decided) for r in parts["statements"] if not (decided and r.verdict == "rejected")]
    said = {s.id for s in kept_statements}
    # What only a rejected statement claims is claimed by nobody: it is no fact of the report for that.
    kept_events = [e for e in kept_events if e.claimed_in is None or e.claimed_in in said]
    ids = {e.id for e in kept_events}
    return Reading(
        document=source_of(row),
        entities=[Entity.model_validate_json(r.record) for r in parts["entities"]],
        # Where a record is gone, nothing may point at it any more.
        statements=[s if s.occasion in ids else s.model_copy(update={"occasion": None}) for s in kept_statements],
        events=kept_events,
        pledges=[p for p in (Pledge.model_validate_json(r.record) for r in parts["pledges"]) if p.event in ids],
        warnings=json.loads(row.warnings),
        provenance=Provenance(software=row.software, model=row.model, knowledge=row.knowledge, read_at=row.read_at),
    )


def _record[T: Record](row: Row[Any], kind: type[T], decided: bool) -> T:
    return kind.model_validate_json(row.record if decided or row.as_read is None else row.as_read)


def source_of(row: Row[Any]) -> SourceDocument:
    """The document of a row of ``documents``, its text included."""
    return SourceDocument.model_validate({**json.loads(row.record), "text": row.text})


def _json(record: Record) -> str:
    return record.model_dump_json(exclude_defaults=True)


def _entity_row(document: str, place: int, e: Entity) -> dict[str, Any]:
    return {
        "document": document,
        "entity": e.id,
        "place": place,
        "kind": e.kind,
        "name": e.name,
        "key": plain(e.name).casefold(),
        "country": e.country,
        "record": _json(e),
    }


def _statement_row(document: str, place: int, s: Statement, published: str | None) -> dict[str, Any]:
    return {
        "id": record_id(document, s.id),
        "document": document,
        "place": place,
        "record": _json(s),
        **statement_columns(s, published),
    }


def statement_columns(s: Statement, published: str | None) -> dict[str, Any]:
    """The columns that repeat fields of a statement."""
    return {"kind": s.kind, "speaker": s.speaker, "occasion": s.occasion, "said": _said(s, published)}


def _said(s: Statement, published: str | None) -> str:
    return (s.date.end if s.date is not None else None) or published or ""


def statement_party_rows(
    document: str, s: Statement, people: dict[str, Entity], published: str | None
) -> Iterator[dict[str, Any]]:
    """Who speaks, who is spoken to, and who is named in what is said, but for the speaker's own side."""
    speakers = _with_states([i for i in (s.speaker, *s.joint) if i], people)
    addressees = _with_states(s.addressees, people)
    inside = [(span.start, span.end) for span in s.content]
    named = [e.id for e in people.values() if any(start <= m.start and m.end <= end for m in e.mentions for start, end in inside)]
    about = [party for party in _with_states(named, people) if party not in speakers]
    for part, parties in (("speaker", speakers), ("addressee", addressees), ("about", about)):
        for party in parties:
            yield {"party": party, "part": part, "said": _said(s, published), "statement": record_id(document, s.id)}


def _with_states(ids: Iterable[str], people: dict[str, Entity]) -> list[str]:
    """Entities and the states for which they stand, each once."""
    states = (people[i].country for i in ids if i in people)
    return list(dict.fromkeys([*ids, *(state for state in states if state)]))


def _event_row(document: str, place: int, e: Event) -> dict[str, Any]:
    return {
        "id": record_id(document, e.id),
        "document": document,
        "place": place,
        "record": _json(e),
        **event_columns(e),
    }


def event_columns(e: Event) -> dict[str, Any]:
    """The columns that repeat fields of an event."""
    return {
        "type": e.type,
        "status": e.status,
        "claimed": e.claimed_in is not None,
        "date_start": e.date.start if e.date else None,
        "date_end": e.date.end if e.date else None,
        "confidence": e.confidence,
    }


def event_key_rows(document: str, e: Event, published: str | None) -> Iterator[dict[str, Any]]:
    """Under which keys an event is found, with the days on which it can have been."""
    span = window(e, published)
    days = {"date_start": iso(span[0]) if span else None, "date_end": iso(span[1]) if span else None}
    return ({"key": key, "event": record_id(document, e.id), **days} for key in keys_of(e))


def _pledge_row(document: str, place: int, p: Pledge, published: str | None) -> dict[str, Any]:
    return {
        "id": record_id(document, p.id),
        "document": document,
        "place": place,
        "event": record_id(document, p.event),
        "made": published or "",
        "due": p.due.end if p.due is not None else None,
        "record": _json(p),
    }


def _pledge_parties(document: str, p: Pledge, people: dict[str, Entity], published: str | None) -> Iterator[dict[str, Any]]:
    for part, ids in (("by", p.by), ("to", p.to)):
        for party in _with_states(ids, people):
            yield {"party": party, "part": part, "made": published or "", "pledge": record_id(document, p.id)}
