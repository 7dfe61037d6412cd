"""The analyst's desk: what is least certain, decisions on records, and their history."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import UsageError
from communique.knowledge.plover import load_plover
from communique.ledger.decide import Verdict
from communique.web.api import book, position
from communique.web.filters import next_page
from communique.web.safety import user_of
from communique.web.templating import render

router = APIRouter(include_in_schema=False)
_ON_A_DESK = 20
_ON_A_PAGE = 50
_YEAR = 365 * 24 * 3600


@router.get("/desk")
def desk(request: Request, type: str = "", after: str | None = None) -> Response:
    """Records on which nobody has decided, the least certain first."""
    ledger = book(request)
    found = ledger.undecided(types=[type] if type else (), after=position(after), limit=_ON_A_DESK)
    return render(
        request,
        "desk.html",
        found=found,
        types=list(load_plover()),
        next=next_page(request, found),
        analyst=analyst_of(request),
        decisions=ledger.latest_decisions(limit=_ON_A_DESK),
    )


@router.get("/decisions")
def history(
    request: Request,
    record: Annotated[str, Query(max_length=100)] = "",
    analyst: Annotated[str, Query(max_length=200)] = "",
    after: str | None = None,
) -> Response:
    """What was decided, the latest first: all, on one record, or by one analyst."""
    found = book(request).latest_decisions(
        record=record.strip() or None, analyst=analyst.strip() or None, after=position(after), limit=_ON_A_PAGE
    )
    return render(request, "decisions.html", found=found, next=next_page(request, found), analyst=analyst_of(request))


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
    back: Annotated[Literal["desk", "document", "history"], Form()] = "document",
) -> Response:
    """A decision on a record; back to where it stands, or to the desk."""
    ledger = book(request)
    who = analyst_of(request, analyst)
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
    there = {"desk": "/desk", "history": "/decisions", "document": f"/documents/{quote(where)}#{quote(local)}"}
    answer = RedirectResponse(there[back], 303)
    if user_of(request.scope.get("state", {})) is None:
        answer.set_cookie("analyst", quote(who), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def analyst_of(request: Request, given: str = "") -> str:
    """Who decides: the user who had to give a name, or the name that was given, now or before in this browser."""
    return user_of(request.scope.get("state", {})) or given.strip() or unquote(request.cookies.get("analyst", ""))
