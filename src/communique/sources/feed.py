"""RSS and Atom feeds: an entry is a document, from the page that it links to or from what the feed itself holds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urljoin

from communique.errors import DocumentError
from communique.sources.decode import check_text
from communique.sources.document import Document
from communique.sources.html import text_of_html
from communique.sources.moments import moment
from communique.sources.opening import first_tag
from communique.sources.rights import rights_of

_FEED_TAGS = ("rss", "feed", "rdf:rdf", "atom:feed")
# A feed's own words stand for a page that cannot be had when they are more than a teaser.
_ENOUGH = 200

Page = Callable[[str], Document]


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed does."""
    return first_tag(data) in _FEED_TAGS


def read_feed(
    data: bytes,
    source: str,
    *,
    published: date | None = None,
    retrieved_at: str | None = None,
    base: str | None = None,
    page: Page | None = None,
) -> Iterator[Document | DocumentError]:
    """The entries of a feed, in its order. ``page`` gets the document of an entry's address; without it the feed's words are it.

    ``base`` is the address of the feed, from which relative links in it are seen; without it they are seen from its own link.
    Where the page cannot be had, the feed's words stand in for it if there are enough of them. A feed that cannot be parsed, or
    has no entries, gives a DocumentError.
    """
    import feedparser

    # Feedparser would open an address or a file of this name: it gets bytes only.
    try:
        found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a hostile feed brings about, it is this feed that cannot be read
        yield DocumentError(f"nothing to read in this feed: it cannot be parsed ({type(error).__name__}: {error})", source)
        return
    base = base or _address(found.feed.get("link"), None)
    if not found.entries:
        problem = found.get("bozo_exception")
        reason = f"it cannot be parsed ({problem})" if problem else "it has no entries"
        yield DocumentError(f"nothing to read in this feed: {reason}", source)
        return
    for number, entry in enumerate(found.entries, 1):
        where = f"{source}#{' '.join(str(entry.get('id') or entry.get('link') or number).split())}"
        link = _address(entry.get("link"), base)
        own = _own(entry, found.feed, where, link, published, retrieved_at)
        if page is None or link is None:
            yield own
            continue
        try:
            yield _together(page(link), own, where)
        except DocumentError as error:
            enough = isinstance(own, Document) and sum(map(str.isalpha, own.text)) >= _ENOUGH
            yield own if enough else DocumentError(f"{link}: {error}", where)


def _own(
    entry: Any, feed: Any, where: str, link: str | None, published: date | None, retrieved_at: str | None
) -> Document | DocumentError:
    """The document that the feed itself holds of an entry."""
    bodies = [str(content.get("value") or "") for content in entry.get("content") or []] + [str(entry.get("summary") or "")]
    text = max((text_of_html(body) for body in bodies), key=len)
    try:
        check_text(text, where)
    except DocumentError as error:
        return error
    day, at = moment(str(entry.get("published") or entry.get("updated") or ""))
    words = _licence(entry) or _licence(feed)
    origin = (entry.get("source") or {}).get("title")
    return Document(
        text,
        source_id=where,
        title=_line(entry.get("title")),
        published=day or published,
        publisher=_line(origin) or _line(feed.get("title")),
        url=link,
        published_at=at,
        retrieved_at=retrieved_at,
        rights=rights_of(words, None),
    )


def _licence(one: Any) -> str | None:
    """What an entry or a feed says of its licence: a link, or words."""
    links = [link.get("href") for link in one.get("links") or [] if link.get("rel") == "license"]
    return next((str(words) for words in (*links, one.get("license"), one.get("rights")) if words), None)


def _address(link: Any, base: str | None) -> str | None:
    """The address of a link, or None for one that leads nowhere on the web."""
    try:
        whole = urljoin(base or "", str(link).strip()) if link else ""
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def _together(page: Document, own: Document | DocumentError, where: str) -> Document:
    """The page's document, with what only the feed knows of it."""
    if isinstance(own, DocumentError):
        return replace(page, source_id=where)
    return replace(
        page,
        source_id=where,
        title=page.title or own.title,
        published=page.published or own.published,
        published_at=page.published_at or own.published_at,
        publisher=page.publisher or own.publisher,
        rights=page.rights or own.rights,
    )


def _line(words: Any) -> str | None:
    return " ".join(text_of_html(str(words)).split()) or None if words else None
