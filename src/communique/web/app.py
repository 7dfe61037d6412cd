"""The application: pages and interface over one ledger."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from communique.errors import CommuniqueError
from communique.ledger import Ledger
from communique.web import api, desk, export, pages, relation, world
from communique.web.problems import problem, status_of
from communique.web.reading import Turns
from communique.web.safety import Guard
from communique.web.settings import Settings
from communique.web.templating import STATIC


def create_app(ledger: Ledger, settings: Settings | None = None) -> FastAPI:
    """The application over an open ledger, which the caller closes."""
    settings = settings or Settings()
    app = FastAPI(
        title="communique",
        version=version("communique"),
        summary="Who did what to whom, and who said what, each with the words that show it.",
        openapi_url="/api/v1/openapi.json",
        # The usual pages of documentation load their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    app.state.ledger = ledger
    app.state.settings = settings
    app.state.turns = Turns()
    app.include_router(api.router)
    for part in (export, pages, relation, world, desk):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.exception_handler(CommuniqueError)
    def known(request: Request, error: CommuniqueError) -> Response:
        return problem(request.scope, status_of(error), str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(request.scope, 422, f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return problem(request.scope, error.status_code, str(error.detail), error.headers)

    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts, www_redirect=False)
    return app
