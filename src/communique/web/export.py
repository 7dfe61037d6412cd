"""All records of a kind as a stream: CSV, JSON Lines or Parquet, some hundreds at a time: memory does not grow."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from communique.exports.write import ParquetTable
from communique.ledger.answer import After, Answer, flat
from communique.web.api import ERRORS, HappeningsAsked, PledgesAsked, StatementsAsked, book
from communique.web.tables import line

router = APIRouter(
    prefix="/api/v1/export",
    responses={
        **ERRORS,
        200: {
            "content": {"text/csv": {}, "application/x-ndjson": {}, "application/vnd.apache.parquet": {}},
            "description": "The records, as they are read",
        },
    },
    default_response_class=StreamingResponse,
)
_AT_ONCE = 500
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}
Format = Literal["csv", "jsonl", "parquet"]
# A page of an answer, from where the last one ended.
More = Callable[[After | None], Answer[Any]]


@router.get("/happenings.{format}")
def happenings(request: Request, format: Format, asked: HappeningsAsked) -> Response:
    """All happenings that are asked for, the latest first."""
    ledger = book(request)
    return _stream("happenings", format, lambda after: ledger.happenings(**(asked | {"after": after, "limit": _AT_ONCE})))


@router.get("/events.{format}")
def events(request: Request, format: Format, asked: HappeningsAsked) -> Response:
    """The same, report by report."""
    ledger = book(request)
    return _stream("events", format, lambda after: ledger.events(**(asked | {"after": after, "limit": _AT_ONCE})))


@router.get("/statements.{format}")
def statements(request: Request, format: Format, asked: StatementsAsked) -> Response:
    """All statements that are asked for, the latest first."""
    ledger = book(request)
    return _stream("statements", format, lambda after: ledger.statements(**asked, after=after, limit=_AT_ONCE))


@router.get("/pledges.{format}")
def pledges(request: Request, format: Format, asked: PledgesAsked) -> Response:
    """All pledges that are asked for, the latest first."""
    ledger = book(request)
    return _stream("pledges", format, lambda after: ledger.pledges(**asked, after=after, limit=_AT_ONCE))


def _stream(what: str, format: Format, more: More) -> Response:
    first = more(None)  # what cannot be asked is told before the stream begins
    pages = _pages(first, more)
    rows: Iterator[str] | Iterator[bytes]
    rows = _csv(first, pages) if format == "csv" else _parquet(first, pages) if format == "parquet" else _json_lines(pages)
    name = {"Content-Disposition": f'attachment; filename="{what}.{format}"'}
    return StreamingResponse(rows, media_type=_KINDS[format], headers=name)


def _pages(found: Answer[Any], more: More) -> Iterator[Answer[Any]]:
    yield found
    while found.next is not None:
        found = more(found.next)
        yield found


def _csv(first: Answer[Any], pages: Iterator[Answer[Any]]) -> Iterator[str]:
    yield line([field.name for field in first.fields])
    for found in pages:
        yield "".join(line([flat(field.value(record)) for field in found.fields]) for record in found)


def _json_lines(pages: Iterator[Answer[Any]]) -> Iterator[str]:
    for found in pages:
        yield "".join(json.dumps(r.model_dump(mode="json", by_alias=True), ensure_ascii=False) + "\n" for r in found)


def _parquet(first: Answer[Any], pages: Iterator[Answer[Any]]) -> Iterator[bytes]:
    written = _Written()
    table = ParquetTable(written, first.fields)  # that it cannot be written is told before the stream begins

    def parts() -> Iterator[bytes]:
        with table:
            for found in pages:
                table.add(*found)
                yield written.taken()
        yield written.taken()

    return parts()


class _Written(io.BytesIO):
    """A file of which what was written is taken away; it goes on telling places as if it were still there."""

    def __init__(self) -> None:
        super().__init__()
        self._gone = 0

    def tell(self) -> int:
        """How much was written so far."""
        return self._gone + super().tell()

    def taken(self) -> bytes:
        """What was written since it was asked for the last time."""
        some = self.getvalue()
        self.seek(0)
        self.truncate()
        self._gone += len(some)
        return some
