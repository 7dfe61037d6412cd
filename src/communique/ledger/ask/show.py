"""One thing in full: a happening, an event, a statement, a document, or somebody, by id or by name."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select

from communique.errors import UnknownError
from communique.ledger.answer import Field
from communique.ledger.ask.common import DocumentRef, full_id, party, references
from communique.ledger.ask.contacts import Contact, find_contacts
from communique.ledger.ask.events import LedgerEvent, find_happenings, load_events
from communique.ledger.ask.statements import LedgerStatement, find_statements, statement
from communique.ledger.decide import Decision, all_decisions
from communique.ledger.happenings.describe import Happening
from communique.ledger.schema import copies, documents, entities, events, happenings, sightings, statements
from communique.ledger.store import restore
from communique.records import Entity, Reading, Record, Role

# What a page about somebody shows of each kind: the latest.
_LATEST = 20
_ENTITIES = 200  # so many documents tell by which names and offices somebody goes


class DocumentPage(Record):
    """A document: how it is credited, where it was found, its copies, its reading as decided, and the decisions on it."""

    document: DocumentRef
    sightings: list[str]
    copies: dict[str, float]
    reading: Reading
    decisions: list[Decision] = []


class EventPage(Record):
    """A happening with the events that tell it, and the decisions on them."""

    happening: Happening | None
    events: list[LedgerEvent]
    decisions: list[Decision] = []


class PartyPage(Record):
    """Somebody: names, offices, and the latest happenings, contacts and statements; ``documents`` counts those that name them."""

    id: str
    names: list[str]
    country: str | None
    roles: list[Role]
    documents: int
    happenings: list[Happening]
    contacts: list[Contact]
    statements: list[LedgerStatement]
    said_about: list[LedgerStatement]


Page = DocumentPage | EventPage | PartyPage | LedgerStatement


def show(connection: Connection, words: str) -> Page:
    """What an id, the beginning of one, or a name stands for.

    Raises UnknownError where nothing does, UsageError where several do.
    """
    id = full_id(connection, words.strip())
    for table, load in _TABLES:
        if connection.execute(select(table.c.id).where(table.c.id == id)).first() is not None:
            page: Page = load(connection, id)
            return page
    return party_page(connection, party(connection, id))


def happening_page(connection: Connection, id: str) -> EventPage:
    """A happening by its id. Raises UnknownError when there is none."""
    record = connection.execute(select(happenings.c.record).where(happenings.c.id == id)).scalar()
    if record is None:
        raise UnknownError(f"there is no happening {id!r} in this ledger")
    happening = Happening.model_validate_json(record)
    return _event_page(connection, happening, [source.event for source in happening.sources])


def event_page(connection: Connection, id: str) -> EventPage:
    """An event by its id, with the happening of which it tells."""
    into = connection.execute(select(events.c.happening).where(events.c.id == id)).scalar()
    return happening_page(connection, into) if into is not None else _event_page(connection, None, [id])


def _event_page(connection: Connection, happening: Happening | None, ids: list[str]) -> EventPage:
    told = {e.id: e for e in load_events(connection, ids)}
    decided = [d for document in sorted({e.document.id for e in told.values()}) for d in all_decisions(connection, document)]
    return EventPage(
        happening=happening, events=[told[id] for id in ids if id in told], decisions=[d for d in decided if d.record in told]
    )


def document_page(connection: Connection, id: str) -> DocumentPage:
    """A document by its id. Raises UnknownError when there is none."""
    found = dict(restore(connection, [id]))
    if id not in found:
        raise UnknownError(f"there is no document {id!r} in this ledger")
    likeness = {
        (link.b if link.a == id else link.a): link.likeness
        for link in connection.execute(select(copies).where((copies.c.a == id) | (copies.c.b == id)))
    }
    seen = connection.execute(select(sightings.c.locator).where(sightings.c.document == id).order_by(sightings.c.locator))
    return DocumentPage(
        document=references(connection, [id])[id],
        sightings=list(seen.scalars()),
        copies=dict(sorted(likeness.items())),
        reading=found[id],
        decisions=all_decisions(connection, id),
    )


def party_page(connection: Connection, id: str) -> PartyPage:
    """Somebody by id: a state's code, or that of a person, an organisation or a group. Raises UnknownError for an unknown one."""
    counted = connection.execute(select(func.count()).select_from(entities).where(entities.c.entity == id)).scalar_one()
    if not counted:
        raise UnknownError(f"no document of this ledger names {id!r}")
    some = select(entities.c.record).where(entities.c.entity == id).order_by(entities.c.document).limit(_ENTITIES)
    records = connection.execute(some)
    known = [Entity.model_validate_json(record) for record in records.scalars()]
    roles = {e.role.model_dump_json(): e.role for e in known if e.role is not None}
    return PartyPage(
        id=id,
        names=list(dict.fromkeys(e.name for e in known)),
        country=next((e.country for e in known if e.country), None),
        roles=sorted(roles.values(), key=lambda role: (role.start or "", role.title)),
        documents=counted,
        happenings=list(find_happenings(connection, involving=(id,), limit=_LATEST)),
        contacts=list(find_contacts(connection, id, limit=_LATEST)),
        statements=list(find_statements(connection, by=id, limit=_LATEST)),
        said_about=list(find_statements(connection, about=id, limit=_LATEST)),
    )


_TABLES: tuple[tuple[Any, Any], ...] = (
    (happenings, happening_page),
    (documents, document_page),
    (events, event_page),
    (statements, statement),
)


class Failure(Record):
    """What could not be read: where it was found, why, and when that was tried last."""

    locator: str
    reason: str
    failed_at: str
    characters: int | None = None


FAILURE: list[Field[Failure]] = [
    Field("locator", "string", "Where it was found.", lambda f: f.locator, shown=True),
    Field("reason", "string", "Why it could not be read.", lambda f: f.reason, shown=True),
    Field("characters", "integer", "Length of its text, which is kept; empty where there is none.", lambda f: f.characters),
    Field("failed_at", "string", "When it was tried last (UTC).", lambda f: f.failed_at, shown=True),
]
DECISION: list[Field[Decision]] = [
    Field("decision", "string", "Id of the decision.", lambda d: d.id, shown=True),
    Field("made_at", "string", "When (UTC).", lambda d: d.made_at, shown=True),
    Field("analyst", "string", "Who.", lambda d: d.analyst, shown=True),
    Field("verdict", "string", "confirm, reject, correct, together, apart or withdraw.", lambda d: d.verdict, shown=True),
    Field("record", "string", "On which event or statement.", lambda d: d.record, shown=True),
    Field(
        "change", "string", "What a correction sets.", lambda d: json.dumps(d.change, ensure_ascii=False) if d.change else None
    ),
    Field("reason", "string", "Why.", lambda d: d.reason, shown=True),
    Field("withdrawn", "boolean", "Whether it was taken back.", lambda d: d.withdrawn, shown=True),
]
