"""Web pages: the text of the article, and what the page says of itself (JSON-LD, meta tags, licence links)."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from communique.errors import DocumentError
from communique.records import Rights
from communique.sources.decode import MAX_CHARACTERS, check_text, too_large
from communique.sources.document import Document
from communique.sources.licences import licence_at
from communique.sources.moments import moment

_MARK = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
# Deeper pages are no articles; lxml would take them, and what walks the tree might not.
_DEEPEST = 2_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_NULL = re.compile(rb"\x00")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publication_date",
)  # fmt: skip
_RIGHTS = ("dcterms.license", "dc.rights", "dcterms.rights", "copyright")
_HTTP = re.compile(r"https?://\S+")


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return _MARK.match(data[:2000]) is not None


def read_page(
    data: bytes,
    source: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    published: date | None = None,
    retrieved_at: str | None = None,
) -> Document:
    """The article of a page, its paragraphs with an empty line between them, and what the page says of itself.

    ``url`` is where it was found: the page's own canonical address goes before. ``charset`` is what the server said; the page's
    own declaration comes after it. ``published`` is the day of pages that do not state theirs. Raises DocumentError for a page
    without an article, and for what is too large or too deep to be one.
    """
    import trafilatura

    if len(data) > 4 * MAX_CHARACTERS:
        raise DocumentError(too_large(f"{len(data):,} bytes"), source)
    if data.count(b"<div") > 50_000:
        raise DocumentError("not an article: the page has more than 50,000 boxes", source)
    tree = trafilatura.load_html(_decoded(_NULL.sub(b" ", data), charset))
    if tree is None or _depth(tree) > _DEEPEST:
        raise DocumentError("this page cannot be parsed: it is no HTML, or far too deeply nested", source)
    about = _About(tree)
    try:
        found: Any = trafilatura.bare_extraction(tree, url=url, with_metadata=True, include_comments=False, include_tables=False)
    except Exception as error:  # whatever a hostile page brings about, it is this page that cannot be read
        raise DocumentError(f"no article could be taken from this page ({type(error).__name__}: {error})", source) from error
    text = "\n\n".join(line.strip() for line in (found.text or "").splitlines() if line.strip()) if found is not None else ""
    if not text:
        raise DocumentError("no article text was found in this page", source)
    check_text(text, source)
    day, at = about.published
    if day is None and found.date:
        day = date.fromisoformat(found.date[:10])
    return Document(
        text,
        source_id=source,
        title=_line(found.title),
        published=day or published,
        publisher=about.publisher or _line(found.sitename),
        url=about.canonical or url or found.url,
        published_at=at,
        retrieved_at=retrieved_at,
        rights=about.rights(found.license),
    )


def _decoded(data: bytes, charset: str | None) -> str | bytes:
    """The page as text where its encoding is declared or it is UTF-8; else the bytes, for the parser to guess."""
    found = _CHARSET.search(data[:4096])
    for name in (charset, found[1].decode("ascii", "replace") if found else None, "utf-8"):
        if name:
            with contextlib.suppress(LookupError, UnicodeDecodeError):
                # A declaration is right but for single characters that other software put in.
                return data.decode(name, "strict" if name == "utf-8" else "replace").removeprefix("\ufeff")
    return data


def text_of_html(fragment: str) -> str:
    """The text of a piece of HTML, as feeds have it: a line for each paragraph, empty lines between them."""
    from lxml import etree, html

    if "<" not in fragment:
        return "\n\n".join(part.strip() for part in re.split(r"\n\s*\n", html_unescape(fragment)) if part.strip())
    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    for element in tree.iter("script", "style"):
        element.text = None
    for element in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)


def html_unescape(words: str) -> str:
    """Words with their entities (``&amp;``) resolved."""
    import html

    return html.unescape(words)


class _About:
    """What a page says of itself."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._data = list(_json_ld(tree))
        self._meta: dict[str, str] = {}
        for meta in tree.iter("meta"):
            name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
            if name and meta.get("content"):
                self._meta.setdefault(name, meta.get("content").strip())

    @property
    def published(self) -> tuple[date | None, str | None]:
        """The day, and the moment where the page tells one with its offset from UTC."""
        stated = [data.get("datePublished") for data in self._data] + [self._meta.get(name) for name in _PUBLISHED]
        for value in stated:
            if isinstance(value, str) and value:
                day, at = moment(value)
                if day is not None:
                    return day, at
        return None, None

    @property
    def publisher(self) -> str | None:
        """Who publishes the page: an organisation of its JSON-LD, or the name of the site."""
        for data in self._data:
            publisher = data.get("publisher") or data.get("sourceOrganization")
            for one in publisher if isinstance(publisher, list) else [publisher]:
                name = one.get("name") if isinstance(one, dict) else one if isinstance(one, str) else None
                if isinstance(name, str) and name.strip():
                    return _line(name)
        return _line(self._meta.get("og:site_name"))

    @property
    def canonical(self) -> str | None:
        """The page's own address."""
        links = (link.get("href") for link in self._tree.iter("link") if (link.get("rel") or "").casefold() == "canonical")
        address = next((link for link in links if link), None) or self._meta.get("og:url")
        return address if address is not None and _HTTP.fullmatch(address) else None

    def rights(self, found: str | None) -> Rights | None:
        """Licence and credit as the page gives them; ``found`` is what the extraction saw."""
        links = [
            link.get("href")
            for link in self._tree.iter("link", "a")
            if "license" in (link.get("rel") or "").casefold().split() and link.get("href")
        ]
        stated = [data.get("license") for data in self._data]
        stated = [value.get("url") or value.get("@id") if isinstance(value, dict) else value for value in stated]
        named = [*stated, *links, *(self._meta.get(name) for name in _RIGHTS), found]
        words = next((value.strip() for value in named if isinstance(value, str) and value.strip()), None)
        credit = next(
            (
                data[key]
                for key in ("creditText", "copyrightNotice")
                for data in self._data
                if isinstance(data.get(key), str) and data[key].strip()
            ),
            None,
        )
        return rights_of(words, credit)


def rights_of(words: str | None, attribution: str | None) -> Rights | None:
    """Rights from an address or a name of a licence, and the line with which the source asks to be credited."""
    if not words and not attribution:
        return None
    address = _HTTP.search(words) if words else None
    name = licence_at(words) if words else None
    return Rights(name=name or _line(words), url=address.group() if address else None, attribution=_line(attribution))


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, articles first; broken blocks are passed over."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold() != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict):
                graph = one.get("@graph")
                found += [x for x in graph if isinstance(x, dict)] if isinstance(graph, list) else [one]
    articles = [one for one in found if "article" in str(one.get("@type", "")).casefold()]
    yield from articles
    yield from (one for one in found if one not in articles)


def _depth(tree: Any) -> int:
    """How deeply the elements are nested, without recursion; more than is allowed ends the count."""
    deepest = depth = 0
    from lxml import etree

    for action, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if action == "start" else -1
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest


def _line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None
