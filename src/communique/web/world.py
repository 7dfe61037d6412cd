"""The world in a period: who met whom, as a map and as a matrix."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.ledger.ask.desk import Meetings
from communique.web.api import book
from communique.web.charts import world as map_of_the_world
from communique.web.filters import address
from communique.web.tables import csv_of, drawing
from communique.web.templating import render

router = APIRouter(include_in_schema=False)
_STATES = 20  # of the matrix: those with most contacts
_LINES = 60  # of the map
_SHADES = 4

When = Annotated[str, Query(max_length=10)]


@router.get("/world")
def world(request: Request, since: When = "", until: When = "") -> Response:
    """Which states' people met, called and visited each other; in the last year with contacts unless a period is asked for."""
    if not since and not until:
        last = book(request).last_contact()
        since = f"{int(last[:4]) - 1:04}{last[4:7]}" if last else ""
    met = book(request).meetings(since=since or None, until=until or None)
    counted = {(x, y): m.count for m in met for x, y in ((m.a, m.b), (m.b, m.a))}
    weights = _weights(met)
    states = sorted(sorted(weights), key=lambda state: -weights[state])[:_STATES]
    most = max((counted.get((x, y), 0) for x in states for y in states), default=1)

    def shade(number: int) -> int:
        return 1 + min(_SHADES - 1, _SHADES * (number - 1) // max(most, 1)) if number else 0

    asked = {"since": since, "until": until}
    return render(
        request,
        "world.html",
        since=since,
        until=until,
        states=states,
        counted=counted,
        shade=shade,
        picture=address("/world/map.svg", asked),
        table=address("/world/map.csv", asked),
        pair=lambda a, b: _pair(a, b, asked),
    )


@router.get("/world/map.{format}")
def drawn(request: Request, format: Literal["svg", "csv"], since: When = "", until: When = "") -> Response:
    """The same as a map, or its numbers as a table."""
    met = book(request).meetings(since=since or None, until=until or None)
    if format == "csv":
        return csv_of(["a", "b", "contacts"], ([m.a, m.b, m.count] for m in met))
    asked = {"since": since, "until": until}
    return drawing(
        map_of_the_world(
            tuple((state, n, f"{state}: {n}", f"/contacts?of={state}") for state, n in sorted(_weights(met).items())),
            tuple((m.a, m.b, m.count, f"{m.a} and {m.b}: {m.count}", _pair(m.a, m.b, asked)) for m in met[:_LINES]),
        )
    )


def _weights(met: list[Meetings]) -> Counter[str]:
    weights: Counter[str] = Counter()
    for m in met:
        weights[m.a] += m.count
        weights[m.b] += m.count
    return weights


def _pair(a: str, b: str, asked: dict[str, str]) -> str:
    return address("/relation", {"a": a, "b": b, "type": "CONSULT", **asked})
