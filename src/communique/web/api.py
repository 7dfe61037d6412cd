"""The HTTP interface, version 1: the records of ``records.py`` and of the ledger under their own names.

Lists are read page by page: ``next`` of one page is ``after`` of the following one.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UnknownError, UsageError
from communique.ledger import Ledger
from communique.ledger.answer import After, Answer
from communique.ledger.ask.contacts import Contact
from communique.ledger.ask.desk import Meetings
from communique.ledger.ask.events import Asked, LedgerEvent
from communique.ledger.ask.pledges import LedgerPledge
from communique.ledger.ask.search import Facets, Hit, Sought
from communique.ledger.ask.show import DocumentPage, EventPage, PartyPage
from communique.ledger.ask.statements import LedgerStatement
from communique.ledger.ask.timeline import Month
from communique.ledger.decide import Decision, Verdict
from communique.ledger.happenings.describe import Happening
from communique.records import Reading, Record, StatementKind, Status
from communique.web.reading import read_text
from communique.web.safety import user_of

Limit = Annotated[int, Query(ge=1, le=500, description="How many records at most.")]
Words = Annotated[str | None, Query(max_length=200)]
Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the page before.")]
Day = Annotated[str | None, Query(max_length=10, description="A day, a month or a year: 2031-03-12, 2031-03, 2031.")]
_PAGE = 50


class Problem(BaseModel):
    """What was wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Listing[T](BaseModel):
    """A page of records. ``next`` is the ``after`` of the page that follows; null on the last one."""

    items: list[T]
    next: str | None = None
    more: bool = False


class Months(BaseModel):
    """Numbers by month."""

    items: list[Month]


class AllMeetings(BaseModel):
    """Pairs of states."""

    items: list[Meetings]


class ToRead(BaseModel):
    """A text to be read, and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1)
    published: str | None = Field(default=None, max_length=40, description="Day of publication; dates are resolved against it.")
    title: str | None = Field(default=None, max_length=1000)
    publisher: str | None = Field(default=None, max_length=300)


class ToKeep(ToRead):
    """A text for the ledger."""

    url: str | None = Field(default=None, max_length=2000)
    locator: str | None = Field(default=None, max_length=2000, description="Where it was found.")


class Kept(BaseModel):
    """What became of a text that was to be kept."""

    added: int
    known: int
    renewed: int


class ToDecide(BaseModel):
    """A decision on a record; see docs/ledger.md. ``change`` are the fields that a correction sets, ``other`` a second event."""

    model_config = ConfigDict(extra="forbid")

    record: str = Field(max_length=100)
    verdict: Verdict
    analyst: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=5000)
    change: dict[str, Any] | None = None
    other: str | None = Field(default=None, max_length=100)


ERRORS: dict[int | str, dict[str, Any]] = {
    code: {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "model": Problem,
    }
    for code, words in (
        (400, "It makes no sense"),
        (401, "Who asks is not known"),
        (403, "It may not be changed from elsewhere"),
        (404, "There is none"),
        (413, "It is too large"),
        (422, "It is not what is asked for, or a text that cannot be read"),
        (503, "The ledger cannot be used now"),
    )
}
router = APIRouter(prefix="/api/v1", responses=ERRORS)


def book(request: Request) -> Ledger:
    """The ledger of this server."""
    ledger: Ledger = request.app.state.ledger
    return ledger


def position(after: str | None) -> After | None:
    """What ``next`` of a page stands for. Raises UsageError for anything else."""
    if after is None:
        return None
    day, dot, id = after.partition("~")
    if not dot or not id:
        raise UsageError(f"after={after!r} is no `next` of a page")
    return day, id


def listing[T: Record](found: Answer[T]) -> dict[str, Any]:
    """An answer as a page of a list."""
    return {"items": list(found), "next": "~".join(found.next) if found.next is not None else None, "more": found.more}


def happenings_asked(
    between: Annotated[list[str], Query(max_length=2, description="Two parties, whoever acts.")] = [],  # noqa: B006
    by: Words = None,
    to: Words = None,
    involving: Annotated[list[str], Query(max_length=5)] = [],  # noqa: B006
    since: Day = None,
    until: Day = None,
    type: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006
    mode: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006
    status: Annotated[list[Status], Query(max_length=5)] = [],  # noqa: B006
    narrated: bool | None = None,
    place: Annotated[str | None, Query(max_length=3)] = None,
    publisher: Words = None,
    minimum_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
    minimum_reports: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Asked:
    """Which happenings, or the reports of which, are asked for. Raises UsageError for one party of two."""
    if between and len(between) != 2:
        raise UsageError("between is given twice, once for each of two parties")
    return {
        "between": (between[0], between[1]) if between else None,
        "by": by,
        "to": to,
        "involving": involving,
        "since": since,
        "until": until,
        "types": type,
        "modes": mode,
        "statuses": status,
        "narrated": narrated,
        "place": place,
        "publisher": publisher,
        "minimum_confidence": minimum_confidence,
        "minimum_reports": minimum_reports,
    }


def statements_asked(
    by: Words = None,
    about: Words = None,
    to: Words = None,
    since: Day = None,
    until: Day = None,
    kind: Annotated[list[StatementKind], Query(max_length=5)] = [],  # noqa: B006
) -> dict[str, Any]:
    """Which statements are asked for."""
    return {"by": by, "about": about, "to": to, "since": since, "until": until, "kinds": kind}


def pledges_asked(by: Words = None, to: Words = None, since: Day = None, until: Day = None, open: bool = False) -> dict[str, Any]:
    """Which pledges are asked for."""
    return {"by": by, "to": to, "since": since, "until": until, "still_open": open}


def search_asked(since: Day = None, until: Day = None, publisher: Words = None, involving: Words = None) -> Sought:
    """What bounds a search."""
    return {"since": since, "until": until, "publisher": publisher, "involving": involving}


HappeningsAsked = Annotated[Asked, Depends(happenings_asked)]
StatementsAsked = Annotated[dict[str, Any], Depends(statements_asked)]
PledgesAsked = Annotated[dict[str, Any], Depends(pledges_asked)]
SearchAsked = Annotated[Sought, Depends(search_asked)]
Query_ = Annotated[str, Query(min_length=1, max_length=500)]


def _json(request: Request, found: BaseModel, status: int = 200) -> Response:
    """A record as JSON with its tag: who has it already is told only that."""
    body = found.model_dump_json(by_alias=True)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, status, {"ETag": tag}, media_type="application/json")


@router.get("/happenings", response_model=Listing[Happening])
def happenings(request: Request, asked: HappeningsAsked, after: Cursor = None, limit: Limit = _PAGE) -> Response:
    """What happened, one record each however many reports tell it, the latest first."""
    asked |= {"after": position(after), "limit": limit}
    return _json(request, Listing[Happening](**listing(book(request).happenings(**asked))))


@router.get("/events", response_model=Listing[LedgerEvent])
def events(request: Request, asked: HappeningsAsked, after: Cursor = None, limit: Limit = _PAGE) -> Response:
    """The same report by report: the events that tell these happenings; ``limit`` counts happenings."""
    asked |= {"after": position(after), "limit": limit}
    return _json(request, Listing[LedgerEvent](**listing(book(request).events(**asked))))


@router.get("/happenings/{id}", response_model=EventPage)
def happening(request: Request, id: str) -> Response:
    """A happening, the events that tell it, and the decisions on them; by its id or that of one of the events."""
    return _json(request, page_of(request, id, EventPage))


@router.get("/events/{id}", response_model=EventPage)
def event(request: Request, id: str) -> Response:
    """The same by the id of an event."""
    return _json(request, page_of(request, id, EventPage))


@router.get("/statements", response_model=Listing[LedgerStatement])
def statements(request: Request, asked: StatementsAsked, after: Cursor = None, limit: Limit = _PAGE) -> Response:
    """Who said what, the latest first."""
    found = book(request).statements(**asked, after=position(after), limit=limit)
    return _json(request, Listing[LedgerStatement](**listing(found)))


@router.get("/statements/{id}", response_model=LedgerStatement)
def statement(request: Request, id: str) -> Response:
    """A statement."""
    return _json(request, page_of(request, id, LedgerStatement))


@router.get("/pledges", response_model=Listing[LedgerPledge])
def pledges(request: Request, asked: PledgesAsked, after: Cursor = None, limit: Limit = _PAGE) -> Response:
    """What was promised, and what has become of it, the latest first."""
    return _json(request, Listing[LedgerPledge](**listing(book(request).pledges(**asked, after=position(after), limit=limit))))


@router.get("/contacts", response_model=Listing[Contact])
def contacts(
    request: Request,
    of: Annotated[str, Query(min_length=1, max_length=200)],
    counterpart: Words = None,
    since: Day = None,
    until: Day = None,
    planned: bool = False,
    after: Cursor = None,
    limit: Limit = _PAGE,
) -> Response:
    """Whom the leaders of a state met, called and visited, the latest first; ``limit`` counts happenings."""
    asked: Asked = {"since": since, "until": until, "after": position(after), "limit": limit}
    found = book(request).contacts(of, counterpart=counterpart, planned=planned, **asked)
    return _json(request, Listing[Contact](**listing(found)))


@router.get("/search", response_model=Listing[Hit])
def search(request: Request, q: Query_, asked: SearchAsked, after: Cursor = None, limit: Limit = 20) -> Response:
    """Documents that hold some words, the best first."""
    return _json(request, Listing[Hit](**listing(book(request).search(q, after=position(after), limit=limit, **asked))))


@router.get("/search/facets", response_model=Facets)
def facets(request: Request, q: Query_, asked: SearchAsked) -> Response:
    """By what these documents can be told apart."""
    return _json(request, book(request).facets(q, **asked))


@router.get("/months", response_model=Months)
def months(request: Request, asked: HappeningsAsked) -> Response:
    """How many happenings there were in each month, by quad class."""
    return _json(request, Months(items=book(request).months(**asked)))


@router.get("/meetings", response_model=AllMeetings)
def meetings(request: Request, since: Day = None, until: Day = None) -> Response:
    """Pairs of states whose people were in contact, and how often; at most the first 200."""
    return _json(request, AllMeetings(items=book(request).meetings(since=since, until=until)))


@router.get("/parties/{id:path}", response_model=PartyPage)
def party(request: Request, id: Annotated[str, InPath(max_length=300)]) -> Response:
    """Somebody by id or name."""
    return _json(request, page_of(request, id, PartyPage))


@router.get("/documents/{id}", response_model=DocumentPage)
def document(request: Request, id: str) -> Response:
    """A document with its reading as decided."""
    return _json(request, page_of(request, id, DocumentPage))


@router.post("/read", response_model=Reading)
def read(request: Request, given: ToRead) -> Response:
    """Read a text without keeping it."""
    found = read_text(request, given.text, published=given.published, title=given.title, publisher=given.publisher)
    return _json(request, found)


@router.post("/documents", response_model=Kept, status_code=201)
def keep(request: Request, given: ToKeep) -> Response:
    """Read a text into the ledger; one that is there already is left alone."""
    from communique.sources.days import parse_published
    from communique.sources.document import Document

    document = Document(
        given.text,
        title=given.title,
        published=parse_published(given.published) if given.published else None,
        publisher=given.publisher,
        url=given.url,
        locator=given.locator or given.url or "given over HTTP",
    )
    failed: list[Exception] = []
    with request.app.state.turns.turn():
        tally = book(request).ingest([document], knowledge=request.app.state.settings.knowledge, on_failure=failed.append)
    if failed:
        raise failed[0]
    return _json(request, Kept(added=tally.added, known=tally.known, renewed=tally.renewed), 201)


@router.get("/decisions", response_model=Listing[Decision])
def decisions(
    request: Request, record: Words = None, analyst: Words = None, after: Cursor = None, limit: Limit = _PAGE
) -> Response:
    """Decisions, the last first: all, on one record, or by one analyst."""
    found = book(request).latest_decisions(record=record, analyst=analyst, after=position(after), limit=limit)
    return _json(request, Listing[Decision](**listing(found)))


@router.post("/decisions", response_model=Decision, status_code=201)
def decide(request: Request, given: ToDecide) -> Response:
    """Confirm, reject or correct a record, put two events together or apart, or withdraw a decision."""
    analyst = user_of(request.scope.get("state", {})) or (given.analyst or "").strip()
    if not analyst:
        raise UsageError("say who decides: analyst")
    made = book(request).decide(given.record, given.verdict, analyst, reason=given.reason, change=given.change, other=given.other)
    return _json(request, made, 201)


def page_of[T: Record](request: Request, id: str, kind: type[T]) -> T:
    """What an id stands for, of the kind that is asked for. Raises UnknownError for anything else."""
    found = book(request).show(id)
    if not isinstance(found, kind):
        raise UnknownError(f"{id!r} is something else")
    return found
