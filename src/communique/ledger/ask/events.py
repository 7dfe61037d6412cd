"""What happened: happenings by their parties, days and kind, one record however many reports tell it; or report by report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, Select, func, select

from communique.errors import UsageError
from communique.knowledge.plover import load_plover
from communique.ledger.answer import After, Answer, Field
from communique.ledger.ask.common import DocumentRef, first_day, last_day, later, limited, of_document, party, references
from communique.ledger.happenings.describe import Happening, Named
from communique.ledger.schema import entities, events, happening_pairs, happening_parties, happenings
from communique.ledger.store import record_id
from communique.records import Event, EventDate, Record


class LedgerEvent(Record):
    """An event as one report tells it: its id in the ledger, the document, who takes part, and what it is merged into.

    ``verdict`` is what analysts decided (confirmed, rejected, corrected), ``claimed_by`` who says so where the report does not
    itself.
    """

    id: str
    document: DocumentRef
    event: Event
    names: dict[str, str]
    claimed_by: str | None = None
    happening: str | None = None
    verdict: str | None = None


class Asked(TypedDict, total=False):
    """What happenings are asked for by.

    ``between`` two parties, whoever acts; ``by`` one ``to`` another; ``involving`` each of some: ISO codes, entity ids or names.
    ``since`` and ``until`` are days, months or years. ``narrated`` True leaves out what is only claimed, False what a report
    tells itself. ``place`` is a state. ``after`` is the day and the id of the last happening of the page before.
    """

    between: tuple[str, str] | None
    by: str | None
    to: str | None
    involving: Sequence[str]
    since: str | None
    until: str | None
    types: Sequence[str]
    modes: Sequence[str]
    statuses: Sequence[str]
    narrated: bool | None
    place: str | None
    publisher: str | None
    minimum_confidence: float
    minimum_reports: int
    after: After | None
    limit: int | None


def find_happenings(connection: Connection, **asked: Unpack[Asked]) -> Answer[Happening]:
    """Happenings, the latest first. Raises UsageError and UnknownError for what makes no sense."""
    rows = connection.execute(select_happenings(connection, [happenings.c.record], **asked))
    found = [Happening.model_validate_json(row.record) for row in rows]
    modes = set(asked.get("modes", ()))
    shown, next = limited([h for h in found if modes <= set(h.modes)], asked.get("limit"), lambda h: (h.day or "", h.id))
    return Answer(shown, HAPPENING, next)


def select_happenings(connection: Connection, columns: Sequence[ColumnElement[Any]], **asked: Unpack[Asked]) -> Select[Any]:
    """The rows of happenings that are asked for, the latest first, one more than ``limit``.

    A mode is only looked for among the words of the record: whether it is that of the happening is left to who reads it.
    """
    sides = [(asked.get("by"), "actor"), (asked.get("to"), "recipient"), *((who, "party") for who in asked.get("involving", ()))]
    named = [(party(connection, who), part) for who, part in sides if who is not None]
    wanted = _parties(connection, columns, asked.get("between"), named, asked.get("after"))
    wanted = wanted.where(*_conditions(asked))
    limit = asked.get("limit")
    return wanted.limit(limit + 1) if limit is not None else wanted


def _parties(
    connection: Connection,
    columns: Sequence[ColumnElement[Any]],
    between: tuple[str, str] | None,
    named: list[tuple[str, str]],
    after: After | None,
) -> Select[Any]:
    """Happenings of some parties, the latest first: a table that holds them by party and day leads, so that a limit ends it."""
    if between is not None:
        a, b = sorted(party(connection, words) for words in between)
        if a == b:
            raise UsageError(f"--between needs two parties, not {a} twice")
        led: Any = happening_pairs.c
        wanted = select(*columns).join(happening_pairs, led.happening == happenings.c.id).where(led.a == a, led.b == b)
    elif named:
        (first, part), *named = named
        led = happening_parties.c
        wanted = select(*columns).join(happening_parties, led.happening == happenings.c.id)
        wanted = wanted.where(led.party == first, led.part == part)
    else:
        every = select(*columns).where(*later(happenings.c.day, happenings.c.id, after))
        return every.order_by(happenings.c.day.desc(), happenings.c.id.desc())
    for who, part in named:
        other = happening_parties.alias()
        takes_part = select(other.c.party).where(other.c.happening == led.happening, other.c.party == who, other.c.part == part)
        wanted = wanted.where(takes_part.exists())
    return wanted.where(*later(led.day, led.happening, after)).order_by(led.day.desc(), led.happening.desc())


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    h = happenings.c
    if (since := asked.get("since")) is not None:
        # What is only known to lie in a span of days counts from its last one.
        yield func.coalesce(h.date_end, h.day) >= first_day(since)
    if (until := asked.get("until")) is not None:
        yield h.day <= last_day(until)
        yield h.day != ""
    if types := asked.get("types"):
        yield h.type.in_(known_types(types))
    if statuses := asked.get("statuses"):
        yield h.status.in_(statuses)
    if (narrated := asked.get("narrated")) is not None:
        yield h.narrated.is_(narrated)
    if (place := asked.get("place")) is not None:
        yield h.place_country == place
    if (confidence := asked.get("minimum_confidence", 0.0)) > 0:
        yield h.confidence >= confidence
    if (reports := asked.get("minimum_reports", 1)) > 1:
        yield h.documents >= reports
    for mode in asked.get("modes", ()):
        yield h.record.contains(f'"{mode}"', autoescape=True)
    if (publisher := asked.get("publisher")) is not None:
        yield func.lower(h.record).contains(f'"publisher":"{publisher.lower()}', autoescape=True)


def known_types(types: Sequence[str]) -> list[str]:
    """PLOVER types in capitals. Raises UsageError, with the list, for one that does not exist."""
    wanted = [t.upper() for t in types]
    for name in wanted:
        if name not in load_plover():
            raise UsageError(f"there is no event type {name!r}; PLOVER's types are: {', '.join(load_plover())}")
    return wanted


def events_of(connection: Connection, found: Answer[Happening]) -> Answer[LedgerEvent]:
    """The happenings told report by report, in their order; ``next`` is that of the happenings."""
    ids = [source.event for happening in found for source in happening.sources]
    by_id = {e.id: e for e in load_events(connection, ids)}
    return Answer([by_id[id] for id in ids if id in by_id], EVENT, found.next)


def load_events(connection: Connection, ids: Sequence[str]) -> list[LedgerEvent]:
    """Events by their ids in the ledger."""
    from communique.ledger.rows import in_batches
    from communique.ledger.schema import statements

    rows = [row for some in in_batches(ids) for row in connection.execute(select(events).where(events.c.id.in_(some)))]
    where = references(connection, [row.document for row in rows])
    records = {row.id: Event.model_validate_json(row.record) for row in rows}
    claims = {record_id(row.document, records[row.id].claimed_in or "") for row in rows if records[row.id].claimed_in}
    speakers: dict[str, str | None] = {}
    for some in in_batches(sorted(claims)):
        speakers |= dict(connection.execute(select(statements.c.id, statements.c.speaker).where(statements.c.id.in_(some))).all())
    names: dict[tuple[str, str], str] = {}
    for some in in_batches(sorted(where)):
        columns = select(entities.c.document, entities.c.entity, entities.c.name).where(entities.c.document.in_(some))
        names |= {(document, entity): name for document, entity, name in connection.execute(columns)}
    found = []
    for row in sorted(rows, key=lambda row: (row.document, row.place)):
        event = records[row.id]
        speaker = speakers.get(record_id(row.document, event.claimed_in)) if event.claimed_in else None
        ids_in = [p.entity for p in (*event.actors, *event.recipients)] + event.persons + ([speaker] if speaker else [])
        found.append(
            LedgerEvent(
                id=row.id,
                document=where[row.document],
                event=event,
                names={id: names.get((row.document, id), id) for id in dict.fromkeys(ids_in)},
                claimed_by=speaker,
                happening=row.happening,
                verdict=row.verdict,
            )
        )
    return found


def days(start: str | None, end: str | None) -> str | None:
    """A day, or from when to when."""
    return start if start == end or end is None else f"{start or ''}/{end}"


def _names(parties: Iterable[Named]) -> list[str]:
    return [p.name if p.country in (None, p.entity) else f"{p.name} ({p.country})" for p in parties]


def _who(actors: list[str], recipients: list[str]) -> str:
    return ", ".join(actors) + (f" > {', '.join(recipients)}" if recipients else "")


def _kind(h: Happening) -> str:
    return "/".join([h.type, *h.modes])


def _what(h: Happening) -> str:
    return f"{_kind(h)} {h.status}" + ("" if h.narrated else ", claimed")


def _first(h: Happening) -> Any:
    return h.sources[0]


HAPPENING: list[Field[Happening]] = [
    Field("happening", "string", "Id of the happening: that of its first report's event.", lambda h: h.id, shown=True),
    Field("date_start", "string", "Earliest day (ISO).", lambda h: h.date.start if h.date else None),
    Field("date_end", "string", "Latest day.", lambda h: h.date.end if h.date else None),
    Field("day", "string", "When.", lambda h: days(h.date.start, h.date.end) if h.date else None, shown=True),
    Field("what", "string", "Type, modes and status; claimed where no report tells it itself.", _what, shown=True),
    Field("type", "string", "PLOVER type and modes.", _kind),
    Field("who", "string", "Who to whom.", lambda h: _who(_names(h.actors), _names(h.recipients)), shown=True),
    Field("actors", "list", "Who acts; all parties where they act together.", lambda h: _names(h.actors)),
    Field("recipients", "list", "To whom.", lambda h: _names(h.recipients)),
    Field("actor_ids", "list", "Their ids.", lambda h: [p.entity for p in h.actors]),
    Field("recipient_ids", "list", "Their ids.", lambda h: [p.entity for p in h.recipients]),
    Field("persons", "list", "The people who take part.", lambda h: [p.name for p in h.persons]),
    Field("status", "string", "occurred, ongoing, future, hypothetical or negated.", lambda h: h.status),
    Field("narrated", "boolean", "False: it is only claimed.", lambda h: h.narrated),
    Field("place", "string", "Where.", lambda h: h.place.name if h.place else None, shown=True),
    Field("place_country", "string", "The state in which that is.", lambda h: h.place.country if h.place else None),
    Field("reports", "integer", "How many documents tell it.", lambda h: h.documents, shown=True),
    Field("independent", "integer", "Without copies of each other.", lambda h: h.independent),
    Field("publishers", "list", "Who published them.", lambda h: sorted({s.publisher for s in h.sources if s.publisher})),
    Field("countries", "integer", "From how many states the publishers are.", lambda h: h.countries),
    Field("disagree", "list", "What the reports tell differently.", lambda h: [d.about for d in h.disagreements]),
    Field(
        "decided", "list", "What analysts decided on its events.", lambda h: sorted({s.verdict for s in h.sources if s.verdict})
    ),
    Field("confidence", "number", "How often such records are right, 0 to 1.", lambda h: h.confidence),
    Field("words", "string", "The words of the first report.", lambda h: " ".join(_first(h).words.text.split()), shown=True),
    Field("document", "string", "The first report.", lambda h: _first(h).document),
    Field("url", "string", "Where it was published.", lambda h: _first(h).url),
]


def _date(e: LedgerEvent) -> EventDate:
    return e.event.date or EventDate()


def _type(e: LedgerEvent) -> str:
    return "/".join([e.event.type, *e.event.modes])


def _document(e: LedgerEvent) -> DocumentRef:
    return e.document


def _actors(e: LedgerEvent) -> list[str]:
    return _called(e, (p.entity for p in e.event.actors))


def _recipients(e: LedgerEvent) -> list[str]:
    return _called(e, (p.entity for p in e.event.recipients))


def _called(e: LedgerEvent, ids: Iterable[str]) -> list[str]:
    return [e.names.get(id, id) for id in ids]


EVENT: list[Field[LedgerEvent]] = [
    Field("event", "string", "Id of the event in this ledger.", lambda e: e.id, shown=True),
    Field("happening", "string", "The happening of which it tells.", lambda e: e.happening),
    Field("date_start", "string", "Earliest day (ISO).", lambda e: _date(e).start),
    Field("date_end", "string", "Latest day.", lambda e: _date(e).end),
    Field("day", "string", "When.", lambda e: days(_date(e).start, _date(e).end), shown=True),
    Field("what", "string", "Type, modes and status.", lambda e: f"{_type(e)} {e.event.status}", shown=True),
    Field("type", "string", "PLOVER type and modes.", lambda e: _type(e)),
    Field("who", "string", "Who to whom.", lambda e: _who(_actors(e), _recipients(e)), shown=True),
    Field("actors", "list", "Who acts.", lambda e: _actors(e)),
    Field("recipients", "list", "To whom.", lambda e: _recipients(e)),
    Field("status", "string", "occurred, ongoing, future, hypothetical or negated.", lambda e: e.event.status),
    Field("claimed", "boolean", "Whether only somebody in the report says so.", lambda e: e.event.claimed_in is not None),
    Field("claimed_by", "string", "Who says so.", lambda e: e.names.get(e.claimed_by or "", e.claimed_by), shown=True),
    Field("place", "string", "Where.", lambda e: e.event.place.name if e.event.place else None),
    Field("confidence", "number", "How often such records are right, 0 to 1.", lambda e: e.event.confidence),
    Field("verdict", "string", "What analysts decided: confirmed, rejected or corrected.", lambda e: e.verdict),
    Field("words", "string", "The words that bear it out.", lambda e: " ".join(e.event.evidence[0].text.split()), shown=True),
    Field("start", "integer", "Offset of the first of them in the document.", lambda e: e.event.evidence[0].start),
    Field("end", "integer", "Its end, exclusive.", lambda e: e.event.evidence[0].end),
    *of_document(_document),
]
