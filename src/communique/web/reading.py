"""A text that somebody gives to be read at once, without keeping it: pasted, as a file, or by its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request

from communique.errors import DocumentError, UsageError
from communique.records import Reading
from communique.sources.days import parse_published
from communique.sources.document import Document

_WAITING = 8


class Turns:
    """One reading at a time, for each takes a core for itself; a few may wait, so that they leave threads for the pages."""

    def __init__(self) -> None:
        self._waiting = BoundedSemaphore(_WAITING)
        self._reading = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn. Raises HTTPException (503) when too many wait already."""
        if not self._waiting.acquire(blocking=False):
            raise HTTPException(503, "several texts are being read already; try again in a moment", {"Retry-After": "5"})
        try:
            with self._reading:
                yield
        finally:
            self._waiting.release()


def read_text(
    request: Request, text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None
) -> Reading:
    """The reading of a text. Raises DocumentError, in words for a person, when it cannot be read."""
    day = parse_published(published) if published and published.strip() else None
    return read_document(request, Document(text, title=title, published=day, publisher=publisher))


def read_bytes(request: Request, data: bytes, name: str, *, published: str | None = None) -> Reading:
    """The reading of a file: a text or a web page."""
    from communique.sources.decode import decode
    from communique.sources.html import looks_like_html, read_page

    day = parse_published(published) if published and published.strip() else None
    if looks_like_html(data):
        return read_document(request, read_page(data, name, published=day))
    return read_document(request, Document(decode(data, name, lambda source, message: None), published=day))


def read_address(request: Request, url: str, *, published: str | None = None) -> Reading:
    """The reading of what a web address gives; guarded as in an ingest."""
    from communique.sources.load import load

    if not url.strip().lower().startswith(("http://", "https://")):
        raise UsageError("give the address with http:// or https:// before it")
    day = parse_published(published) if published and published.strip() else None
    found = load([url.strip()], day, warn=lambda source, message: None, private=request.app.state.settings.private)
    one = next(iter(found), None)
    if one is None:
        raise DocumentError("there is no text at this address", url)
    if isinstance(one, DocumentError):
        raise one
    return read_document(request, one)


def read_document(request: Request, document: Document) -> Reading:
    """The reading of a document, when its turn comes."""
    import communique

    with request.app.state.turns.turn():
        return communique.read(document, knowledge=request.app.state.settings.knowledge)
