"""Charts as SVG, drawn on the server by Vega: nothing is fetched, no script runs, and what is drawn leads to what it stands for.

The charts are written in Vega-Lite's own language (https://vega.github.io/vega-lite/docs/).
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
STATEMENT = "statement"
# Told apart without colour vision (Okabe and Ito), on a light and on a dark page.
_COLOURS = ("#56b4e9", "#0072b2", "#e69f00", "#d55e00")
_GREY = "#808089"
# Vega wants whole addresses for links: those of this server get this name while they are drawn.
_HERE = "http://here.invalid"
_SIDE_BY_SIDE = 6
_DATA = Path(__file__).parent / "data"
_CONFIG = {
    "axis": {"labelColor": _GREY, "titleColor": _GREY, "domainColor": _GREY, "tickColor": _GREY, "gridOpacity": 0.3},
    "legend": {"labelColor": _GREY, "orient": "top"},
    "view": {"stroke": None},
}
# What a chart is drawn of; the last column is an address of this server.
Rows = tuple[tuple[str | float, ...], ...]


@lru_cache(maxsize=64)
def monthly(rows: Rows) -> str:
    """How many happenings there were in each month or year, stacked by quad class.

    Rows of month (``2031-03``) or year, quad class, number, what, address.
    """
    step = "utcyearmonth" if rows and len(str(rows[0][0])) > len("2031") else "utcyear"
    return _svg(
        width=640,
        height=150,
        data=_values(("month", "quad", "number", "what", "address"), rows),
        mark="bar",
        encoding={
            "x": {"field": "month", "type": "temporal", "timeUnit": step, "title": None},
            "y": {"field": "number", "type": "quantitative", "title": "happenings", "axis": {"tickMinStep": 1}},
            "color": {"field": "quad", "title": None, "scale": {"domain": QUADS, "range": _COLOURS}},
            **_LEADS,
        },
    )


@lru_cache(maxsize=64)
def timeline(rows: Rows) -> str:
    """Happenings and statements as points in time; rows of day, quad class or ``STATEMENT``, narrated or claimed, what, address.

    What is narrated is filled, what is only claimed hollow; what is of one day and kind lies side by side.
    """
    places: Counter[tuple[object, object]] = Counter()
    placed = []
    for row in rows:
        placed.append((*row[:-1], places[row[0], row[1]] % _SIDE_BY_SIDE, row[-1]))
        places[row[0], row[1]] += 1
    scale = {"domain": (*QUADS, STATEMENT), "range": (*_COLOURS, _GREY)}
    colour = {"field": "kind", "legend": None, "scale": scale}
    return _svg(
        width=640,
        height=220,
        data=_values(("day", "kind", "told", "what", "place", "address"), placed),
        mark={"type": "point", "size": 45, "strokeWidth": 1.5},
        encoding={
            "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": None},
            "y": {"field": "kind", "title": None, "scale": {"domain": scale["domain"]}, "axis": {"labelLimit": 200}},
            "yOffset": {"field": "place", "type": "quantitative", "scale": {"domain": [-1, _SIDE_BY_SIDE]}},
            "color": colour,
            "fill": {"condition": {"test": "datum.told == 'narrated'", **colour}, "value": "transparent"},
            **_LEADS,
        },
    )


@lru_cache(maxsize=32)
def world(states: tuple[tuple[str, int, str, str], ...], pairs: tuple[tuple[str, str, int, str, str], ...]) -> str:
    """A map of who met whom; rows of state, number, what, address; and of state, other state, number, what, address.

    States of which no seat is known are left out.
    """
    lines = [
        _feature({"type": "LineString", "coordinates": [seats()[a], seats()[b]]}, number, what, address)
        for a, b, number, what, address in pairs
        if a in seats() and b in seats()
    ]
    dots = [
        {"x": x, "y": y, "number": number, "what": what, "address": f"{_HERE}{address}"}
        for state, number, what, address in states
        if state in seats()
        for x, y in (seats()[state],)
    ]
    land = {"type": "geoshape", "fill": _GREY, "fillOpacity": 0.3, "stroke": _GREY, "strokeWidth": 0.4}
    return _svg(
        width=900,
        height=440,
        projection={"type": "equalEarth"},
        layer=[
            {
                "data": {"sphere": True},
                "mark": {"type": "geoshape", "fill": "transparent", "stroke": _GREY, "strokeOpacity": 0.4},
            },
            {"data": {"values": _outlines()}, "mark": land},
            {
                "data": {"values": lines},
                "mark": {"type": "geoshape", "filled": False, "stroke": _COLOURS[1], "strokeOpacity": 0.55},
                "encoding": {"strokeWidth": _sized("number", 0.7, 5), **_LEADS},
            },
            {
                "data": {"values": dots},
                "mark": {"type": "circle", "color": _COLOURS[3], "opacity": 0.9},
                "encoding": {
                    "longitude": {"field": "x", "type": "quantitative"},
                    "latitude": {"field": "y", "type": "quantitative"},
                    "size": _sized("number", 20, 220),
                    **_LEADS,
                },
            },
        ],
        resolve={"scale": {"size": "independent", "strokeWidth": "independent"}},
    )


@cache
def seats() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude, in degrees, of where the government of a state sits, by its code."""
    with (_DATA / "seats.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


# What is drawn is a link, and says what it is.
_LEADS = {"href": {"field": "address"}, "description": {"field": "what"}}


def _sized(field: str, least: float, most: float) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "legend": None, "scale": {"range": [least, most]}}


def _feature(geometry: dict[str, Any], number: Any, what: Any, address: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "number": number, "what": what, "address": f"{_HERE}{address}"}


@cache
def _outlines() -> Any:
    return json.loads((_DATA / "outlines.json").read_text(encoding="utf-8"))


def _values(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {"values": [dict(zip(names, (*row[:-1], f"{_HERE}{row[-1]}"), strict=True)) for row in rows]}


def _svg(**chart: Any) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg({"background": "transparent", "config": _CONFIG, **chart})
    return svg.replace(f'xlink:href="{_HERE}', 'tabindex="-1" href="')
