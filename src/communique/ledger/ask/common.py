"""What questions have in common: whom they are about, the days, and the document that a record stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, literal, select, tuple_

from communique.errors import UnknownError, UsageError
from communique.exports.rights import attribution
from communique.knowledge.world import load_world, plain
from communique.ledger.answer import After, Field
from communique.ledger.rows import in_batches
from communique.ledger.schema import documents, entities
from communique.records import Record, SourceDocument

_MONTHS = range(1, 13)
_MANY = 8  # names offered when one means several


class DocumentRef(Record):
    """The document in which a record stands, and the line with which it asks to be credited."""

    id: str
    title: str | None = None
    publisher: str | None = None
    publisher_country: str | None = None
    published: str | None = None
    url: str | None = None
    copy_of: str | None = None
    attribution: str


def references(connection: Connection, ids: Iterable[str]) -> dict[str, DocumentRef]:
    """Documents by their ids."""
    columns = [c for c in documents.c if c.name not in ("text", "signature")]
    found: dict[str, DocumentRef] = {}
    for some in in_batches(sorted(set(ids))):
        found |= {row.id: reference(row) for row in connection.execute(select(*columns).where(documents.c.id.in_(some)))}
    return found


def reference(row: Row[Any]) -> DocumentRef:
    """The reference of a row of ``documents``."""
    return DocumentRef(
        id=row.id,
        title=row.title,
        publisher=row.publisher,
        publisher_country=row.publisher_country,
        published=row.published,
        url=row.url,
        copy_of=row.first if row.first != row.id else None,
        attribution=attribution(SourceDocument.model_validate({**json.loads(row.record), "text": ""})),
    )


def party(connection: Connection, words: str) -> str:
    """The party that somebody means: a state's code, an entity's id, or a name as documents of this ledger or the tables have it.

    Raises UnknownError for a name that nobody bears, and UsageError, with the choices, for one that several do.
    """
    words = words.strip()
    if "/" in words or (len(words) == 3 and words.isalpha() and words.isupper()):
        return words
    key = plain(words).casefold()
    found = _named(connection, entities.c.key == key)
    if not found:
        world = load_world()
        senses = {sense.entity: sense for sense in world.find(words)}
        found = [(id, world.entities[id].name) for id in senses if id in world.entities]
    if not found:
        # Part of a name: "Ansaldi" for Lucrecia Ansaldi.
        found = _named(connection, entities.c.key.contains(key, autoescape=True))
    if not found:
        raise UnknownError(
            f"nobody in this ledger is called {words!r}; give a state's ISO code (IRN), a name, or an id (person/...)"
        )
    if len(found) > 1:
        choices = ", ".join(f"{id} ({name})" for id, name in found[:_MANY])
        raise UsageError(f"{words!r} may be several: {choices}; give the id of one")
    return found[0][0]


_ID = re.compile(r"(?P<h>h?)(?P<document>[0-9a-f]{4,16})(?P<local>-\w+)?")


def short(id: str) -> str:
    """An id as tables show it: of the document's 16 digits the first eight (``h1f3a9c20-e3``); ``full_id`` takes it back."""
    found = _ID.fullmatch(id)
    return f"{found['h']}{found['document'][:8]}{found['local'] or ''}" if found else id


def full_id(connection: Connection, id: str) -> str:
    """The id of which this is the short form; an id that is whole, or no id at all, is returned as it is.

    Raises UsageError, with the choices, where it may be that of several documents.
    """
    found = _ID.fullmatch(id)
    if found is None or len(found["document"]) == 16:
        return id
    start = found["document"]
    wanted = select(documents.c.id).where(documents.c.id >= start, documents.c.id < start + "g").order_by(documents.c.id).limit(5)
    whole = list(connection.execute(wanted).scalars())
    if len(whole) > 1:
        raise UsageError(f"{id!r} may be several: {', '.join(whole[:4])}{' ...' if len(whole) > 4 else ''}; give more of the id")
    return f"{found['h']}{whole[0]}{found['local'] or ''}" if whole else id


def _named(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Entities and their names, those of which most documents tell first."""
    found = (
        select(entities.c.entity, func.min(entities.c.name))
        .where(condition)
        .group_by(entities.c.entity)
        .order_by(func.count().desc(), entities.c.entity)
    )
    return [(id, name) for id, name in connection.execute(found)]


def first_day(words: str | None) -> str | None:
    """The first day of a day, a month or a year: "2021-11" is 2021-11-01. Raises UsageError for anything else."""
    return _day(words, first=True)


def last_day(words: str | None) -> str | None:
    """Its last day: "2021-11" is 2021-11-30."""
    return _day(words, first=False)


def _day(words: str | None, *, first: bool) -> str | None:
    if words is None:
        return None
    parts = words.strip().split("-")
    try:
        numbers = [int(part) for part in parts]
        year, month, day = [*numbers, 0, 0][:3]
        if len(parts) == 3:
            return date(year, month, day).isoformat()
        if len(parts) == 1 and len(parts[0]) == 4:
            return date(year, 1, 1).isoformat() if first else date(year, 12, 31).isoformat()
        if len(parts) == 2 and month in _MONTHS:
            start = date(year, month, 1)
            after = date(year + month // 12, month % 12 + 1, 1)
            return start.isoformat() if first else date.fromordinal(after.toordinal() - 1).isoformat()
    except ValueError:
        pass
    raise UsageError(f"{words!r} is no day; give it as 2021-11-05, 2021-11 or 2021")


def later(day: ColumnElement[str], id: ColumnElement[str], after: After | None) -> list[ColumnElement[bool]]:
    """The condition under which a record comes after another, the latest day first; none where a list begins."""
    return [tuple_(day, id) < tuple_(literal(after[0]), literal(after[1]))] if after is not None else []


def of_parties(
    records: Table, parties: Table, of: str, day: str, asked: Sequence[tuple[str, str]], after: After | None = None
) -> Select[*tuple[Any, ...]]:
    """The rows of ``records`` in which parties take some part, the latest first: the table of parties leads, so a limit ends it.

    ``asked`` are parties with their parts, all of which must hold; ``of`` is the column of ``parties`` that points at a record,
    ``day`` the one of both tables by which they are sorted.
    """
    if not asked:
        every = select(records).where(*later(records.c[day], records.c.id, after))
        return every.order_by(records.c[day].desc(), records.c.id.desc())
    (first, part), *others = asked
    wanted = (
        select(records)
        .join(parties, parties.c[of] == records.c.id)
        .where(parties.c.party == first, parties.c.part == part, *later(parties.c[day], parties.c[of], after))
        .order_by(parties.c[day].desc(), parties.c[of].desc())
    )
    for who, part in others:
        other = parties.alias()
        named = select(other.c.party).where(other.c[of] == parties.c[of], other.c.party == who, other.c.part == part)
        wanted = wanted.where(named.exists())
    return wanted


def limited[T](found: Sequence[T], limit: int | None, at: Callable[[T], After]) -> tuple[Sequence[T], After | None]:
    """The first ``limit`` of what was found (asked for with one more), and where the last of them stands if there is more."""
    if limit is None or len(found) <= limit:
        return found, None
    return found[:limit], at(found[limit - 1]) if limit else None


def of_document[T](get: Callable[[T], DocumentRef]) -> list[Field[T]]:
    """The columns that tell in which document a record stands."""
    return [
        Field("document", "string", "Id of the document in this ledger.", lambda r: get(r).id),
        Field("published", "string", "Day of publication (ISO).", lambda r: get(r).published),
        Field("publisher", "string", "Who published it.", lambda r: get(r).publisher, shown=True),
        Field("title", "string", "Its title.", lambda r: get(r).title),
        Field("url", "string", "Where it was published.", lambda r: get(r).url),
        Field("attribution", "string", "The line with which it is to be credited.", lambda r: get(r).attribution),
    ]
