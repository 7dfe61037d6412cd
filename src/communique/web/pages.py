"""The pages: each answers one question about a ledger, or reads a text at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter, File, Form, Query, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import CommuniqueError, UsageError
from communique.knowledge.plover import load_plover
from communique.ledger import Ledger
from communique.ledger.answer import Answer
from communique.ledger.ask.search import CLOSE, OPEN
from communique.ledger.ask.show import DocumentPage, EventPage, PartyPage
from communique.ledger.ask.statements import LedgerStatement
from communique.ledger.decide import Verdict
from communique.ledger.happenings.describe import Happening
from communique.records import Reading
from communique.web.api import book, following, page_of, place_of_happening, position
from communique.web.charts import QUADS, monthly
from communique.web.marks import marks_of, pieces
from communique.web.reading import read_address, read_bytes, read_text
from communique.web.safety import user_of
from communique.web.templating import render
from communique.web.views import people, shown, voices_of

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 40
_ON_A_DESK = 20
_STATES = 20
_OF_TWO = 400  # happenings of a relation that its page counts by month
_YEAR = 365 * 24 * 3600


@router.get("/")
def home(request: Request) -> Response:
    """What there is, and what happened last."""
    ledger = book(request)
    return render(request, "home.html", counts=ledger.counts(), found=ledger.happenings(limit=10))


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
        analyst=_analyst(request),
        **parts,
    )


@router.get("/events/{id}")
def event(request: Request, id: str) -> Response:
    """An event where its words stand."""
    page = page_of(request, id, EventPage)
    told = next((e for e in page.events if e.id == id), page.events[0])
    return RedirectResponse(f"/documents/{told.document.id}#{told.event.id}", 303)


@router.get("/statements/{id}")
def statement(request: Request, id: str) -> Response:
    """A statement where its words stand."""
    found = page_of(request, id, LedgerStatement)
    return RedirectResponse(f"/documents/{found.document.id}#{found.statement.id}", 303)


@router.get("/happenings")
def happenings(
    request: Request,
    involving: str = "",
    since: str = "",
    until: str = "",
    type: str = "",
    status: str = "",
    told: str = "",
    publisher: str = "",
    reports: Annotated[int, Query(ge=1, le=1000)] = 1,
    after: str | None = None,
) -> Response:
    """What happened, the latest first, with filters."""
    found = book(request).happenings(
        involving=[involving] if involving.strip() else (),
        since=since or None,
        until=until or None,
        types=[type] if type else (),
        statuses=[status] if status else (),
        narrated={"narrated": True, "claimed": False}.get(told),
        publisher=publisher or None,
        minimum_reports=reports,
        after=position(after),
        limit=_ON_A_PAGE,
    )
    return render(request, "happenings.html", found=found, types=list(load_plover()), next=_next(request, found))


@router.get("/happenings/{id}")
def happening(request: Request, id: str) -> Response:
    """All reports of one thing, where they agree and where they differ."""
    page = page_of(request, id, EventPage)
    if page.happening is None:
        return RedirectResponse(f"/documents/{page.events[0].document.id}#{page.events[0].event.id}", 303)
    return render(request, "happening.html", h=page.happening, page=page, told={e.id: e for e in page.events})


@router.get("/parties/{id:path}")
def party(request: Request, id: str) -> Response:
    """Somebody: names, offices, whom they met, what they said and what was said about them."""
    return render(request, "party.html", page=page_of(request, id, PartyPage))


@router.get("/relation")
def relation(
    request: Request, a: str = "", b: str = "", since: str = "", until: str = "", type: str = "", told: str = ""
) -> Response:
    """What passed between two parties: by month, one by one, in words, and what was promised."""
    parts: dict[str, Any] = {"found": None, "months": [], "said": [], "promised": [], "most": 1}
    if a.strip() and b.strip():
        ledger = book(request)
        found = _between(ledger, a, b, since, until, type, told)
        months = months_of(found)
        first, last = since or None, until or None
        said = [(x, y, ledger.statements(by=x, about=y, since=first, until=last, limit=20)) for x, y in ((a, b), (b, a))]
        promised = [p for x, y in ((a, b), (b, a)) for p in ledger.pledges(by=x, to=y, still_open=True, limit=20)]
        parts |= {"found": found, "months": months, "said": said, "promised": promised}
        parts["most"] = max((sum(row.numbers) for row in months), default=1)
    asked = urlencode({"a": a, "b": b, "since": since, "until": until, "type": type, "told": told})
    return render(request, "relation.html", types=list(load_plover()), asked=asked, **parts)


@router.get("/relation/months.{format}")
def months(
    request: Request,
    format: Literal["svg", "csv"],
    a: str,
    b: str,
    since: str = "",
    until: str = "",
    type: str = "",
    told: str = "",
) -> Response:
    """The numbers of a relation by month, as a picture or as a table."""
    counted = months_of(_between(book(request), a, b, since, until, type, told))
    if format == "svg":
        drawn = monthly(tuple((row.month, row.numbers) for row in counted))
        return Response(drawn, media_type="image/svg+xml")
    lines = [",".join(("month", *QUADS)), *(",".join((row.month, *map(str, row.numbers))) for row in counted)]
    return Response("\n".join(lines) + "\n", media_type="text/csv; charset=utf-8")


def _between(ledger: Ledger, a: str, b: str, since: str, until: str, type: str, told: str) -> Answer[Happening]:
    return ledger.happenings(
        between=(a, b),
        since=since or None,
        until=until or None,
        types=[type] if type else (),
        narrated={"narrated": True, "claimed": False}.get(told),
        limit=_OF_TWO,
    )


@router.get("/world")
def world(request: Request, since: str = "", until: str = "") -> Response:
    """Which states' people met in a period, as a matrix."""
    counted: dict[tuple[str, str], int] = {}
    for m in book(request).meetings(since=since or None, until=until or None):
        counted[m.a, m.b] = counted[m.b, m.a] = m.count
    weights: Counter[str] = Counter()
    for (state, _), count in counted.items():
        weights[state] += count
    states = sorted(sorted(weights), key=lambda state: -weights[state])[:_STATES]
    most = max((counted.get((x, y), 0) for x in states for y in states), default=1)
    return render(
        request,
        "world.html",
        states=states,
        counted=counted,
        shade=lambda n: 0 if not n else 1 + min(3, 4 * (n - 1) // max(most, 1)),
    )


@router.get("/desk")
def desk(request: Request, type: str = "", after: str | None = None) -> Response:
    """Records on which nobody has decided, the least certain first."""
    ledger = book(request)
    place: tuple[float, str] | None = None
    if after is not None:
        sure, id = position(after) or ("", "")
        try:
            place = float(sure), id
        except ValueError:
            raise UsageError(f"after={after!r} is no `next` of a page") from None
    found = ledger.undecided(types=[type] if type else (), after=place, limit=_ON_A_DESK)
    following_one = None
    if found.more:
        last = found[-1]
        following_one = "/desk?" + urlencode({"type": type, "after": f"{last.event.confidence}~{last.id}"})
    return render(
        request,
        "desk.html",
        found=found,
        types=list(load_plover()),
        next=following_one,
        analyst=_analyst(request),
        decisions=list(ledger.decisions())[:-_ON_A_DESK:-1],
    )


@router.get("/contacts")
def contacts(request: Request, of: str = "", since: str = "", until: str = "", planned: bool = False) -> Response:
    """Whom the leaders of a state met, called and visited."""
    found = None
    if of.strip():
        found = book(request).contacts(of, since=since or None, until=until or None, planned=planned, limit=200)
    return render(request, "contacts.html", found=found)


@router.get("/search")
def search(request: Request, q: str = "", since: str = "", until: str = "", publisher: str = "") -> Response:
    """Documents that hold some words."""
    found = None
    if q.strip():
        found = book(request).search(q, since=since or None, until=until or None, publisher=publisher or None, limit=_ON_A_PAGE)
    return render(request, "search.html", found=found, snippets=[_marked(hit.snippet) for hit in found or ()])


@router.post("/decide")
def decide(
    request: Request,
    record: Annotated[str, Form()],
    verdict: Annotated[Verdict, Form()],
    analyst: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    type: Annotated[str, Form()] = "",
    status: Annotated[str, Form()] = "",
    actors: Annotated[str, Form()] = "",
    recipients: Annotated[str, Form()] = "",
    date: Annotated[str, Form()] = "",
    place: Annotated[str, Form()] = "",
    speaker: Annotated[str, Form()] = "",
    words: Annotated[str, Form()] = "",
    back: Annotated[Literal["desk", "document"], Form()] = "document",
) -> Response:
    """A decision on a record; back to where it stands, or to the desk."""
    ledger = book(request)
    who = _analyst(request, analyst)
    if not who:
        raise UsageError("say who decides: your name is kept with the decision")
    change = None
    if verdict == "correct":
        fields = {
            "type": type,
            "status": status,
            "actors": actors,
            "recipients": recipients,
            "date": date,
            "place": place,
            "speaker": speaker,
            "words": words,
        }
        settings = {name: value.strip() for name, value in fields.items() if value.strip()}
        if not settings:
            raise UsageError("a correction needs at least one field that is to stand instead")
        change = ledger.change(record, settings)
    made = ledger.decide(record, verdict, who, reason=reason.strip() or None, change=change)
    where, _, local = (made.today or made.record).rpartition("-")
    answer = RedirectResponse("/desk" if back == "desk" else f"/documents/{quote(where)}#{quote(local)}", 303)
    if user_of(request.scope.get("state", {})) is None:
        answer.set_cookie("analyst", quote(who), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


@dataclass(frozen=True, slots=True)
class Month:
    """How many happenings of a month are cooperation and conflict, in words and in deeds (``QUADS``)."""

    month: str
    numbers: tuple[int, ...]


def months_of(found: Answer[Happening]) -> list[Month]:
    """The months in which something happened, the earliest first."""
    counted: dict[str, Counter[str | None]] = {}
    for h in found:
        if h.day:
            counted.setdefault(h.day[:7], Counter())[h.quad] += 1
    return [Month(month, tuple(quads[q] for q in QUADS)) for month, quads in sorted(counted.items())]


def _analyst(request: Request, given: str = "") -> str:
    """Who decides: the user who had to give a name, or the name that was given, now or before in this browser."""
    return user_of(request.scope.get("state", {})) or given.strip() or unquote(request.cookies.get("analyst", ""))


def _parts(reading: Reading) -> dict[str, Any]:
    voices = voices_of(reading)
    return {
        "reading": reading,
        "pieces": pieces(reading.document.text, marks_of(reading)),
        "records": shown(reading),
        "voices": voices,
        "people": people(reading),
    }


def _next(request: Request, found: Answer[Happening]) -> str | None:
    """The address of the page that follows."""
    after = following(found, place_of_happening)
    if after is None:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after" and value]
    return f"{request.url.path}?{urlencode([*kept, ('after', after)])}"


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
