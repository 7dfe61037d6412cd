"""Corrections as a person types them, ``status=future`` or ``actors=TUR,IRN``, into the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from sqlalchemy import Connection, select

from communique.errors import UsageError
from communique.knowledge.plover import load_plover
from communique.knowledge.world import load_world
from communique.ledger.ask.common import first_day, last_day, party
from communique.ledger.decide import parsed, row_of
from communique.ledger.schema import documents, entities
from communique.records import Entity, Event, Span, Statement, StatementKind, Status

_OF_EVENTS = ("type", "modes", "status", "actors", "recipients", "date", "place", "claimed", "historical", "words")
_OF_STATEMENTS = ("speaker", "addressees", "kind", "words")
_NOTHING = ("", "none", "null")


def change_of(connection: Connection, record: str, settings: Mapping[str, str]) -> dict[str, Any]:
    """The change that a correction of ``record`` sets.

    Lists are separated by commas, parties are ISO codes, ids or names, a date is a day, a month, a year or ``FROM/TO``, a place
    ``NAME`` or ``NAME, COUNTRY``; "none" empties a field. The words that show it are ``FROM-TO``, offsets into the text
    (half-open, code points). Raises UsageError that names the field and what it takes.
    """
    row = row_of(connection, record)
    subject = parsed(row)
    known = {
        e.id: e
        for e in (
            Entity.model_validate_json(record)
            for record in connection.execute(select(entities.c.record).where(entities.c.document == row.document)).scalars()
        )
    }
    fields = _OF_EVENTS if isinstance(subject, Event) else _OF_STATEMENTS
    change: dict[str, Any] = {}
    for field, value in settings.items():
        if field not in fields:
            raise UsageError(f"{field!r} cannot be set; what can: {', '.join(fields)}")
        if field == "words":
            change |= _of_words(connection, row.document, subject, value)
        elif isinstance(subject, Event):
            change |= _of_event(connection, subject, known, field, value.strip())
        else:
            change |= _of_statement(connection, subject, field, value.strip())
    return change


def _of_event(connection: Connection, event: Event, known: Mapping[str, Entity], field: str, value: str) -> dict[str, Any]:
    empty = value.casefold() in _NOTHING
    match field:
        case "type":
            if value.upper() not in load_plover():
                raise UsageError(f"there is no event type {value!r}; PLOVER's types are: {', '.join(load_plover())}")
            return {"type": value.upper(), "modes": []} if value.upper() != event.type else {}
        case "modes":
            return {"modes": [] if empty else _list(value)}
        case "status":
            return {"status": _one_of(field, value, get_args(Status))}
        case "actors" | "recipients":
            ids = [] if empty else [party(connection, who) for who in _list(value)]
            return {field: [_party(id, known, event.trigger) for id in ids]}
        case "date":
            if empty:
                return {"date": None}
            start, _, end = value.partition("/")
            return {"date": {"start": first_day(start), "end": last_day(end or start), "basis": "explicit", "expression": None}}
        case "place":
            return {"place": None if empty else _place(value, event.trigger)}
        case "claimed":
            if value.casefold() not in ("no", "false"):
                raise UsageError("claimed can only be set to no: the report tells it itself")
            return {"claimed_in": None}
        case _:
            return {"historical": _one_of(field, value.casefold(), ("true", "false")) == "true"}


def _of_statement(connection: Connection, statement: Statement, field: str, value: str) -> dict[str, Any]:
    empty = value.casefold() in _NOTHING
    if field == "kind":
        return {"kind": _one_of(field, value, get_args(StatementKind))}
    if field == "addressees":
        return {"addressees": [] if empty else [party(connection, who) for who in _list(value)]}
    return {"speaker": None if empty else party(connection, value), "joint": []}


def _of_words(connection: Connection, document: str, subject: Event | Statement, value: str) -> dict[str, Any]:
    """The words that show a record: all its evidence, or all that is said; an act outside of them is looked for no more."""
    text = connection.execute(select(documents.c.text).where(documents.c.id == document)).scalar_one()
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", value)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 0 <= start < end <= len(text):
        raise UsageError(f"words cannot be {value!r}; they are FROM-TO, offsets into the text of {len(text)} characters")
    span = Span(start=start, end=end, text=text[start:end])
    if isinstance(subject, Statement):
        return {"content": [span.model_dump()]}
    inside = start <= subject.trigger.start and subject.trigger.end <= end
    return {"evidence": [span.model_dump()]} | ({} if inside else {"trigger": span.model_dump()})


def _party(id: str, known: Mapping[str, Entity], near: Span) -> dict[str, Any]:
    """A party with the words that name it nearest to the event, or the event's own where the text does not name it."""
    entity = known.get(id)
    mentions = entity.mentions if entity is not None else []
    words: Span = min(mentions, key=lambda m: abs(m.start - near.start), default=near)
    country = entity.country if entity is not None else None
    if country is None and id in load_world().entities:
        country = load_world().entities[id].country
    role = entity.role.title if entity is not None and entity.role is not None else None
    return {"entity": id, "country": country, "role": role, "start": words.start, "end": words.end}


def _place(value: str, near: Span) -> dict[str, Any]:
    name, _, country = (part.strip() for part in value.partition(","))
    code = country or load_world().place_country(name)
    return {"name": name, "country": code, "start": near.start, "end": near.end}


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _one_of(field: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise UsageError(f"{field} cannot be {value!r}; it is one of: {', '.join(choices)}")
    return value
