"""Errors for a person (a page) and for a program (problem+json, RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from communique.errors import CommuniqueError, DocumentError, LedgerError, UnknownError, UsageError

API = "/api/"
_STATUS: tuple[tuple[type[CommuniqueError], int], ...] = (
    (UnknownError, 404),
    (UsageError, 400),
    (DocumentError, 422),
    (LedgerError, 503),
)


def status_of(error: CommuniqueError) -> int:
    """The HTTP status that tells what kind of error this is."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def problem(scope: Scope, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that tells what was wrong: JSON below /api/, else a page."""
    title = HTTPStatus(status).phrase
    if scope["path"].startswith(API):
        body = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail}, ensure_ascii=False)
        return Response(body, status, dict(headers or {}), media_type="application/problem+json")
    from communique.web.templating import render

    page = render(Request(scope), "problem.html", title=title, detail=detail, status=status)
    page.status_code = status
    page.headers.update(headers or {})
    return page
