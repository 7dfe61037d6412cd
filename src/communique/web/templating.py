"""Pages from templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.records import EventDate

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["path"] = lambda id: quote(str(id), safe="/")
    made.filters["days"] = days
    made.filters["brief"] = brief
    return made


def brief(value: Any) -> str:
    """A field of a record in few words: parties by their ids, a date by its days, other things by their words."""
    if isinstance(value, list):
        return ", ".join(brief(one) for one in value) or "none"
    if isinstance(value, dict):
        known = (str(value[name]) for name in ("entity", "text", "name", "start") if value.get(name))
        return next(known, "")
    return "none" if value is None else str(value)


def days(when: Any) -> str:
    """The days of a date or a happening: one, or the first and the last."""
    if when is None or when.start is None:
        return f"until {when.end}" if isinstance(when, EventDate) and when.end else ""
    return str(when.start) if when.end in (None, when.start) else f"{when.start} to {when.end}"


def render(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A page."""
    page = _environment().get_template(template).render(path=request.url.path, query=request.query_params, **values)
    return HTMLResponse(page)
