"""What lists of happenings are narrowed by, on pages and in the interface: one set of words for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Unpack
from urllib.parse import urlencode

from fastapi import Query
from starlette.requests import Request

from communique.ledger.answer import Answer
from communique.ledger.ask.events import Asked

STATUSES = ("occurred", "ongoing", "future", "hypothetical", "negated")
_NARRATED = {"narrated": True, "claimed": False}


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters as a form sends them: what is left empty asks for nothing."""

    since: Annotated[str, Query(max_length=10)] = ""
    until: Annotated[str, Query(max_length=10)] = ""
    type: Annotated[str, Query(max_length=20)] = ""
    status: Annotated[str, Query(max_length=20)] = ""
    told: Annotated[str, Query(max_length=20)] = ""
    publisher: Annotated[str, Query(max_length=200)] = ""

    def asked(self, **more: Unpack[Asked]) -> Asked:
        """The same as a ledger is asked, with what else it is asked for."""
        return {
            **more,
            "since": self.since or None,
            "until": self.until or None,
            "types": [self.type] if self.type else (),
            "statuses": [self.status] if self.status else (),
            "narrated": _NARRATED.get(self.told),
            "publisher": self.publisher or None,
        }

    def address(self, page: str, **others: str) -> str:
        """The address of a page with these filters, and with what else it is asked for; later ones replace earlier ones."""
        return address(page, {**asdict(self), **others})


def address(page: str, asked: Mapping[str, str]) -> str:
    """The address of a page that is asked for something; what is empty is left out."""
    kept = {name: value for name, value in asked.items() if value}
    return f"{page}?{urlencode(kept)}" if kept else page


def next_page(request: Request, found: Answer[Any]) -> str | None:
    """The address of the page that goes on where this one ends."""
    return address(request.url.path, {**request.query_params, "after": "~".join(found.next)}) if found.next is not None else None
