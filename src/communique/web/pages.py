"""The pages: each answers one question about a ledger, or reads a text at once."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import CommuniqueError, UsageError
from communique.knowledge.plover import load_plover
from communique.ledger import Ledger
from communique.ledger.ask.events import Asked
from communique.ledger.ask.search import CLOSE, OPEN, Sought
from communique.ledger.ask.show import DocumentPage, EventPage, PartyPage
from communique.ledger.ask.statements import LedgerStatement
from communique.records import Reading
from communique.web.api import book, page_of, position
from communique.web.desk import analyst_of
from communique.web.filters import STATUSES, Filters, address, next_page
from communique.web.marks import marks_of, pieces
from communique.web.reading import read_address, read_bytes, read_text
from communique.web.templating import render
from communique.web.views import people, shown, voices_of

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 40
_A_WHILE = 60  # seconds

Words = Annotated[str, Query(max_length=200)]
When = Annotated[str, Query(max_length=10)]


@router.get("/")
def home(request: Request) -> Response:
    """What there is, and what happened last."""
    ledger = book(request)
    counts = _counts(ledger, int(time.monotonic() / _A_WHILE))
    return render(request, "home.html", counts=counts, found=ledger.happenings(limit=10))


@router.get("/read")
def reader(request: Request) -> Response:
    """Where a text is given to be read."""
    return render(request, "read.html", problem=None, text="", url="", published="")


@router.post("/read")
def read(
    request: Request,
    text: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """The text with what was read in it; nothing is kept."""
    try:
        if file is not None and file.filename:
            found = read_bytes(request, file.file.read(), file.filename, published=published)
        elif url.strip():
            found = read_address(request, url, published=published)
        elif text.strip():
            found = read_text(request, text, published=published)
        else:
            raise UsageError("paste a text, choose a file or give an address")
    except CommuniqueError as error:
        page = render(request, "read.html", problem=str(error), text=text, url=url, published=published)
        page.status_code = 422
        return page
    return render(request, "document.html", document=None, page=None, **_parts(found))


@router.get("/documents/{id}")
def document(request: Request, id: str) -> Response:
    """A document with its records beside it."""
    page = page_of(request, id, DocumentPage)
    facts = book(request).facts(page.document.id)
    verdicts = {d.record: d.verdict for d in page.decisions if not d.withdrawn}
    parts = _parts(page.reading)
    happenings = {local: f.happening for local, f in facts.items()}
    return render(
        request,
        "document.html",
        document=page.document,
        page=page,
        happenings=happenings,
        verdicts=verdicts,
        analyst=analyst_of(request),
        **parts,
    )


@router.get("/events/{id}")
def event(request: Request, id: str) -> Response:
    """An event where its words stand."""
    page = page_of(request, id, EventPage)
    told = next((e for e in page.events if e.id == id), page.events[0])
    return RedirectResponse(f"/documents/{told.document.id}#{told.event.id}", 303)


@router.get("/statements")
def statements(
    request: Request,
    by: Words = "",
    about: Words = "",
    to: Words = "",
    since: When = "",
    until: When = "",
    kind: Literal["", "direct", "indirect", "mixed"] = "",
    after: str | None = None,
) -> Response:
    """Who said what, the latest first, with filters."""
    found = book(request).statements(
        by=by.strip() or None,
        about=about.strip() or None,
        to=to.strip() or None,
        since=since or None,
        until=until or None,
        kinds=[kind] if kind else (),
        after=position(after),
        limit=_ON_A_PAGE,
    )
    return render(request, "statements.html", found=found, next=next_page(request, found))


@router.get("/statements/{id}")
def statement(request: Request, id: str) -> Response:
    """A statement where its words stand."""
    found = page_of(request, id, LedgerStatement)
    return RedirectResponse(f"/documents/{found.document.id}#{found.statement.id}", 303)


@router.get("/happenings")
def happenings(
    request: Request,
    filters: Annotated[Filters, Depends()],
    involving: Words = "",
    a: Words = "",
    b: Words = "",
    reports: Annotated[int, Query(ge=1, le=1000)] = 1,
    after: str | None = None,
) -> Response:
    """What happened, the latest first, with filters; ``a`` and ``b`` are two between whom it passed."""
    asked = filters.asked(
        between=(a, b) if a.strip() and b.strip() else None,
        involving=[involving] if involving.strip() else (),
        minimum_reports=reports,
        after=position(after),
        limit=_ON_A_PAGE,
    )
    found = book(request).happenings(**asked)
    types, following = list(load_plover()), next_page(request, found)
    return render(request, "happenings.html", found=found, types=types, statuses=STATUSES, next=following)


@router.get("/happenings/{id}")
def happening(request: Request, id: str) -> Response:
    """All reports of one thing, where they agree and where they differ."""
    page = page_of(request, id, EventPage)
    if page.happening is None:
        return RedirectResponse(f"/documents/{page.events[0].document.id}#{page.events[0].event.id}", 303)
    told = {e.id: e for e in page.events}
    return render(request, "happening.html", h=page.happening, page=page, told=told, analyst=analyst_of(request))


@router.get("/parties/{id:path}")
def party(request: Request, id: str) -> Response:
    """Somebody: names, offices, whom they met, what they said and what was said about them."""
    return render(request, "party.html", page=page_of(request, id, PartyPage))


@router.get("/contacts")
def contacts(
    request: Request, of: Words = "", since: When = "", until: When = "", planned: bool = False, after: str | None = None
) -> Response:
    """Whom the leaders of a state met, called and visited."""
    found, following = None, None
    if of.strip():
        asked: Asked = {"since": since or None, "until": until or None, "after": position(after), "limit": _ON_A_PAGE}
        found = book(request).contacts(of, planned=planned, **asked)
        following = next_page(request, found)
    return render(request, "contacts.html", found=found, next=following)


@router.get("/search")
def search(
    request: Request,
    q: Annotated[str, Query(max_length=500)] = "",
    since: When = "",
    until: When = "",
    publisher: Words = "",
    involving: Words = "",
    after: str | None = None,
) -> Response:
    """Documents that hold some words, and by what they can be told apart."""
    asked = {"q": q, "since": since, "until": until, "publisher": publisher, "involving": involving}
    found, shares, following = None, None, None
    if q.strip():
        ledger = book(request)
        sought: Sought = {
            "since": since or None,
            "until": until or None,
            "publisher": publisher or None,
            "involving": involving or None,
        }
        found = ledger.search(q, after=position(after), limit=_ON_A_PAGE, **sought)
        following = next_page(request, found)
        shares = ledger.facets(q, **sought)
    return render(
        request,
        "search.html",
        found=found,
        facets=shares,
        next=following,
        snippets=[_marked(hit.snippet) for hit in found or ()],
        narrowed=lambda **more: address("/search", asked | more),
    )


@lru_cache(maxsize=4)
def _counts(ledger: Ledger, while_: int) -> dict[str, int]:
    """How much there is: counting millions takes a moment, so it is counted once in a while."""
    return ledger.counts()


def _parts(reading: Reading) -> dict[str, Any]:
    voices = voices_of(reading)
    return {
        "reading": reading,
        "pieces": pieces(reading.document.text, marks_of(reading)),
        "records": shown(reading),
        "voices": voices,
        "people": people(reading),
    }


def _marked(snippet: str) -> list[tuple[str, bool]]:
    """A snippet in pieces, each with whether it is what was looked for."""
    found: list[tuple[str, bool]] = []
    for n, part in enumerate(snippet.split(OPEN)):
        word, close, rest = part.partition(CLOSE)
        if n and close:
            found += [(word, True), (rest, False)]
        else:
            found.append((OPEN * bool(n) + part, False))
    return found
