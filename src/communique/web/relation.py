"""Two parties: what passed between them in time, by month, one by one, in words, and what was promised."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.knowledge.plover import load_plover
from communique.ledger.ask.timeline import Month
from communique.web.api import book
from communique.web.charts import QUADS, STATEMENT, Rows, monthly, timeline
from communique.web.filters import STATUSES, Filters
from communique.web.tables import csv_of, drawing
from communique.web.templating import render

router = APIRouter(include_in_schema=False)
_LISTED = 40
_POINTS = 400
_SAID = 10
_MONTHS = 60  # bars that can still be told apart: of more months the years are drawn
_ON_THE_LINE = 100  # statements of each of the two on the timeline

Party = Annotated[str, Query(max_length=200)]


@router.get("/relation")
def relation(request: Request, filters: Annotated[Filters, Depends()], a: Party = "", b: Party = "") -> Response:
    """What passed between two parties."""
    parts: dict[str, Any] = {"found": None}
    if a.strip() and b.strip():
        ledger = book(request)
        months = ledger.months(**filters.asked(between=(a, b)))
        days: dict[str, Any] = {"since": filters.since or None, "until": filters.until or None}
        both = ((a, b), (b, a))
        contacts = not filters.type and not filters.status
        parts = {
            "found": ledger.happenings(**filters.asked(between=(a, b), limit=_LISTED)),
            "months": months,
            "most": max((month.all for month in months), default=1),
            # Contacts are of a kind, and have happened: there are none of another type or status.
            "contacts": ledger.contacts(a, counterpart=b, **filters.asked(limit=_SAID)) if contacts else None,
            "said": [(x, y, ledger.statements(by=x, about=y, limit=_SAID, **days)) for x, y in both],
            "promised": [p for x, y in both for p in ledger.pledges(by=x, to=y, still_open=True, limit=_SAID, **days)],
        }

    def to(page: str, **others: str) -> str:
        return filters.address(page, a=a, b=b, **others)

    return render(request, "relation.html", types=list(load_plover()), statuses=STATUSES, to=to, a=a, b=b, **parts)


@router.get("/relation/months.{format}")
def months(
    request: Request, format: Literal["svg", "csv"], filters: Annotated[Filters, Depends()], a: Party, b: Party
) -> Response:
    """The numbers of a relation by month, as a picture or as a table."""
    counted = book(request).months(**filters.asked(between=_two(a, b)))
    if format == "csv":
        numbers = [[month.month, *numbers_of(month), month.all] for month in counted]
        return csv_of(["month", *(quad.replace(" ", "_") for quad in QUADS), "all"], numbers)
    length = len("2031-03") if len(counted) <= _MONTHS else len("2031")
    drawn: dict[tuple[str, str], int] = {}
    for month in counted:
        for quad, number in zip(QUADS, numbers_of(month), strict=True):
            if number:
                key = month.month[:length], quad
                drawn[key] = drawn.get(key, 0) + number
    rows: Rows = tuple(
        (when, quad, n, f"{when}: {n} {quad}", filters.address("/happenings", a=a, b=b, since=when, until=when))
        for (when, quad), n in sorted(drawn.items())
    )
    return drawing(monthly(rows))


@router.get("/relation/timeline.{format}")
def line(request: Request, format: Literal["svg", "csv"], filters: Annotated[Filters, Depends()], a: Party, b: Party) -> Response:
    """What happened and what was said, each a point in time, as a picture or as a table; the latest of very many."""
    ledger = book(request)
    two = _two(a, b)
    rows: list[tuple[str, str, str, str, str]] = [
        (p.day, p.quad, "narrated" if p.narrated else "claimed", f"{p.type}, {p.status}", f"/happenings/{p.happening}")
        for p in ledger.points(**filters.asked(between=two, limit=_POINTS))
    ]
    for x, y in (two, two[::-1]):
        for s in ledger.statements(by=x, about=y, since=filters.since or None, until=filters.until or None, limit=_ON_THE_LINE):
            day = (s.statement.date.end if s.statement.date else None) or s.document.published
            if day:
                rows.append((day, STATEMENT, "narrated", f"{x} about {y}", f"/statements/{s.id}"))
    rows.sort()
    if format == "csv":
        return csv_of(["day", "kind", "told", "what", "address"], rows)
    return drawing(timeline(tuple(rows)))


def numbers_of(month: Month) -> tuple[int, int, int, int]:
    """The numbers of a month in the order of ``charts.QUADS``."""
    return month.verbal_cooperation, month.material_cooperation, month.verbal_conflict, month.material_conflict


def _two(a: str, b: str) -> tuple[str, str]:
    if not a.strip() or not b.strip():
        raise UsageError("give both parties, a and b")
    return a, b
