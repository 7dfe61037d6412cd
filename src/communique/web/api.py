"""The HTTP interface, version 1: the records of ``records.py`` and of the ledger under their own names.

Lists are read page by page: ``next`` of one page is ``after`` of the following one.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from communique.errors import UnknownError, UsageError
from communique.ledger import Ledger
from communique.ledger.answer import Answer, flat
from communique.ledger.ask.common import After
from communique.ledger.ask.contacts import Contact
from communique.ledger.ask.pledges import LedgerPledge
from communique.ledger.ask.search import Hit
from communique.ledger.ask.show import DocumentPage, EventPage, PartyPage
from communique.ledger.ask.statements import LedgerStatement
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
_EXPORTED_AT_ONCE = 500


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


_ERRORS: dict[int | str, dict[str, Any]] = {
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
router = APIRouter(prefix="/api/v1", responses=_ERRORS)


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


def following(found: Answer[Any], at: Callable[[Any], After]) -> str | None:
    """What the page that follows is asked for with."""
    return "~".join(at(found[-1])) if found.more and len(found) else None


def place_of_happening(h: Happening) -> After:
    """Where a happening stands in its list."""
    return h.day or "", h.id


def place_of_statement(s: LedgerStatement) -> After:
    """Where a statement stands in its list."""
    date = s.statement.date
    return (date.end if date is not None else None) or s.document.published or "", s.id


def _json(request: Request, found: BaseModel, status: int = 200) -> Response:
    """A record as JSON with its tag: who has it already is told only that."""
    body = found.model_dump_json(by_alias=True)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, status, {"ETag": tag}, media_type="application/json")


@router.get("/happenings", response_model=Listing[Happening])
def happenings(
    request: Request,
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
    after: Cursor = None,
    limit: Limit = _PAGE,
) -> Response:
    """What happened, one record each however many reports tell it, the latest first."""
    if between and len(between) != 2:
        raise UsageError("between is given twice, once for each of two parties")
    found = book(request).happenings(
        between=(between[0], between[1]) if between else None,
        by=by,
        to=to,
        involving=involving,
        since=since,
        until=until,
        types=type,
        modes=mode,
        statuses=status,
        narrated=narrated,
        place=place,
        publisher=publisher,
        minimum_confidence=minimum_confidence,
        minimum_reports=minimum_reports,
        after=position(after),
        limit=limit,
    )
    return _json(request, Listing[Happening](items=list(found), next=following(found, place_of_happening), more=found.more))


@router.get("/happenings/{id}", response_model=EventPage)
def happening(request: Request, id: str) -> Response:
    """A happening, the events that tell it, and the decisions on them; by its id or that of one of the events."""
    return _json(request, page_of(request, id, EventPage))


@router.get("/events/{id}", response_model=EventPage)
def event(request: Request, id: str) -> Response:
    """The same by the id of an event."""
    return _json(request, page_of(request, id, EventPage))


@router.get("/statements", response_model=Listing[LedgerStatement])
def statements(
    request: Request,
    by: Words = None,
    about: Words = None,
    to: Words = None,
    since: Day = None,
    until: Day = None,
    kind: Annotated[list[StatementKind], Query(max_length=5)] = [],  # noqa: B006
    after: Cursor = None,
    limit: Limit = _PAGE,
) -> Response:
    """Who said what, the latest first."""
    found = book(request).statements(
        by=by, about=about, to=to, since=since, until=until, kinds=kind, after=position(after), limit=limit
    )
    return _json(request, Listing[LedgerStatement](items=list(found), next=following(found, place_of_statement), more=found.more))


@router.get("/statements/{id}", response_model=LedgerStatement)
def statement(request: Request, id: str) -> Response:
    """A statement."""
    return _json(request, page_of(request, id, LedgerStatement))


@router.get("/pledges", response_model=Listing[LedgerPledge])
def pledges(
    request: Request,
    by: Words = None,
    to: Words = None,
    since: Day = None,
    until: Day = None,
    open: bool = False,
    limit: Limit = _PAGE,
) -> Response:
    """What was promised, and what has become of it, the latest first; ``more`` tells whether there are more than ``limit``."""
    found = book(request).pledges(by=by, to=to, since=since, until=until, still_open=open, limit=limit)
    return _json(request, Listing[LedgerPledge](items=list(found), more=found.more))


@router.get("/contacts", response_model=Listing[Contact])
def contacts(
    request: Request,
    of: Annotated[str, Query(min_length=1, max_length=200)],
    since: Day = None,
    until: Day = None,
    planned: bool = False,
    limit: Limit = _PAGE,
) -> Response:
    """Whom the leaders of a state met, called and visited, the latest first."""
    found = book(request).contacts(of, since=since, until=until, planned=planned, limit=limit)
    return _json(request, Listing[Contact](items=list(found), more=found.more))


@router.get("/search", response_model=Listing[Hit])
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=500)],
    since: Day = None,
    until: Day = None,
    publisher: Words = None,
    limit: Limit = 20,
) -> Response:
    """Documents that hold some words, the best first."""
    found = book(request).search(q, since=since, until=until, publisher=publisher, limit=limit)
    return _json(request, Listing[Hit](items=list(found), more=found.more))


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
def decisions(request: Request) -> Response:
    """All decisions, in the order in which they were made."""
    return _json(request, Listing[Decision](items=list(book(request).decisions())))


@router.post("/decisions", response_model=Decision, status_code=201)
def decide(request: Request, given: ToDecide) -> Response:
    """Confirm, reject or correct a record, put two events together or apart, or withdraw a decision."""
    analyst = user_of(request.scope.get("state", {})) or (given.analyst or "").strip()
    if not analyst:
        raise UsageError("say who decides: analyst")
    made = book(request).decide(given.record, given.verdict, analyst, reason=given.reason, change=given.change, other=given.other)
    return _json(request, made, 201)


@router.get(
    "/export/{what}.{format}",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}, "application/x-ndjson": {}}, "description": "The records, as they are read"}},
)
def export(
    request: Request,
    what: Literal["happenings", "statements"],
    format: Literal["csv", "jsonl"],
    since: Day = None,
    until: Day = None,
    by: Words = None,
) -> Response:
    """All records of a kind, the latest first, as a stream: memory does not grow with their number."""
    ledger = book(request)

    def more(after: After | None) -> Answer[Any]:
        if what == "happenings":
            return ledger.happenings(by=by, since=since, until=until, after=after, limit=_EXPORTED_AT_ONCE)
        return ledger.statements(by=by, since=since, until=until, after=after, limit=_EXPORTED_AT_ONCE)

    at: Callable[[Any], After] = place_of_happening if what == "happenings" else place_of_statement
    first = more(None)  # what cannot be asked is told before the stream begins
    kind = "text/csv; charset=utf-8" if format == "csv" else "application/x-ndjson"
    name = {"Content-Disposition": f'attachment; filename="{what}.{format}"'}
    return StreamingResponse(_lines(first, more, at, format), media_type=kind, headers=name)


def _lines(found: Answer[Any], more: Callable[[After], Answer[Any]], at: Callable[[Any], After], format: str) -> Iterator[str]:
    if format == "csv":
        yield _row([field.name for field in found.fields])
    while True:
        for record in found:
            if format == "csv":
                yield _row([flat(field.value(record)) for field in found.fields])
            else:
                yield json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=False) + "\n"
        if not found.more or not len(found):
            return
        found = more(at(found[-1]))


def _row(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def page_of[T: Record](request: Request, id: str, kind: type[T]) -> T:
    """What an id stands for, of the kind that is asked for. Raises UnknownError for anything else."""
    found = book(request).show(id)
    if not isinstance(found, kind):
        raise UnknownError(f"{id!r} is something else")
    return found
