"""What a page says of itself: JSON-LD first, then its meta tags, licence links and marked times."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from communique.records import Rights
from communique.sources.moments import moment
from communique.sources.rights import rights_of

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publication_date",
)  # fmt: skip
_RIGHTS = ("dcterms.license", "dc.rights.license", "dc.rights", "dcterms.rights", "copyright")
_URL_DAY = re.compile(r"/(\d{4})/([01]?\d)/([0-3]?\d)(?=/|$)")
# Types of JSON-LD that are about the text of the page; a photograph has a licence, a credit and a date of its own.
_TEXTS = re.compile(r"article|posting|report$|webpage$|creativework$|pressrelease|statement", re.IGNORECASE)
_MODIFIED = re.compile(r"modif|updat|edit", re.IGNORECASE)
# What a licence link stands in when it is about a picture or another article.
_BESIDE = ("figure", "figcaption", "aside")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself. ``published`` is the day as written there, ``published_at`` the moment with its offset."""

    published: date | None
    published_at: str | None
    title: str | None
    publisher: str | None
    canonical: str | None
    rights: Rights | None


def facts_of(tree: Any, url: str | None) -> Facts:
    """What the parsed page says of itself; relative addresses in it are seen from ``url``."""
    every = list(_objects(tree))
    texts = [one for one in every if any(_TEXTS.search(kind) for kind in _types(one))]
    # The article itself goes before the page that it stands on.
    texts.sort(key=lambda one: all(kind.casefold().endswith(("webpage", "creativework")) for kind in _types(one)))
    meta: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = (one.get("property") or one.get("name") or one.get("itemprop") or "").casefold()
        if name and (one.get("content") or "").strip():
            meta.setdefault(name, one.get("content").strip())
    canonical = _canonical(tree, meta, url)
    day, at = _published(tree, texts, meta, canonical or url)
    return Facts(
        day,
        at,
        next((title for one in texts if (title := _words(one.get("headline")))), None),
        _publisher(texts, {str(one["@id"]): one for one in every if isinstance(one.get("@id"), str)})
        or _words(meta.get("og:site_name")),
        canonical,
        _rights(tree, texts, meta, canonical or url),
    )


def _published(tree: Any, texts: list[dict[str, Any]], meta: dict[str, str], url: str | None) -> tuple[date | None, str | None]:
    stated = [one.get("datePublished") for one in texts] + [meta.get(name) for name in _PUBLISHED] + list(_marked_times(tree))
    for value in stated:
        if isinstance(value, str) and value:
            day, at = moment(html.unescape(value))
            if day is not None:
                return day, at
    found = _URL_DAY.search(url or "")
    return moment(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}")[0] if found else None, None


def _marked_times(tree: Any) -> Iterator[str]:
    """The times that elements are marked with: those said to be of the publication, then the first one of the article."""
    plain = []
    for element in tree.iter("time", "span", "p", "div", "abbr"):
        value = element.get("datetime") or element.get("content") or ""
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('property') or ''}"
        if not value or _MODIFIED.search(marks):
            continue
        if element.get("itemprop") == "datePublished" or (element.tag == "time" and element.get("pubdate") is not None):
            yield value
        elif element.tag == "time":
            plain.append(element)
    for element in plain:
        around = [ancestor.tag for ancestor in element.iterancestors()]
        before = (element.getparent().text or "") if element.getparent() is not None else ""
        inside = "article" in around or "main" in around
        if (
            inside
            and around.count("article") < 2
            and not {"aside", "nav", "footer", "p"} & set(around)
            and not _MODIFIED.search(before)
        ):
            yield element.get("datetime") or ""
            return


def _publisher(texts: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]) -> str | None:
    """Who publishes the page by its JSON-LD; the organisation may stand elsewhere in it, under its id."""
    for one in texts:
        publisher = one.get("publisher") or one.get("sourceOrganization")
        for found in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(found, dict) and not found.get("name") and isinstance(found.get("@id"), str):
                found = by_id.get(found["@id"], found)
            name = _words(found.get("name")) if isinstance(found, dict) else _words(found)
            if name:
                return name
    return None


def _canonical(tree: Any, meta: dict[str, str], url: str | None) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").casefold() == "canonical")
    stated = next((link.strip() for link in links if link and link.strip()), None) or meta.get("og:url")
    return _absolute(stated, url) if stated else None


def _rights(tree: Any, texts: list[dict[str, Any]], meta: dict[str, str], url: str | None) -> Rights | None:
    stated: list[str] = []
    for one in texts:
        licence = one.get("license")
        for value in licence if isinstance(licence, list) else [licence]:
            known = value.get("url") or value.get("@id") or value.get("name") if isinstance(value, dict) else value
            stated += [words] if (words := _words(known)) else []
    for element in tree.iter("link", "a"):
        if "license" in (element.get("rel") or "").casefold().split() and (element.get("href") or "").strip():
            around = {ancestor.tag for ancestor in element.iterancestors()} if element.tag == "a" else set()
            if around.isdisjoint(_BESIDE):
                stated.append(_absolute(element.get("href").strip(), url) or element.get("href").strip())
    stated += [meta[name] for name in _RIGHTS if name in meta]
    credits = [words for key in ("creditText", "copyrightNotice") for one in texts if (words := _words(one.get(key)))]
    return rights_of(stated[0] if stated else None, credits[0] if credits else None)


def _absolute(address: str, url: str | None) -> str | None:
    try:
        whole = urljoin(url or "https:", address)
    except ValueError:
        return None
    return whole if re.fullmatch(r"https?://[^\s/]\S*", whole) else None


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD; broken blocks are passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold().split(";")[0].strip() != "application/ld+json" or not script.text:
            continue
        try:
            # Line ends inside of strings are a common slip.
            data = json.loads(re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$", "", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict):
                graph, main = one.get("@graph"), one.get("mainEntity")
                yield one
                if isinstance(main, dict):
                    yield main
                yield from (x for x in graph if isinstance(x, dict)) if isinstance(graph, list) else ()


def _types(one: dict[str, Any]) -> list[str]:
    kinds = one.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)] or [""]


def _words(value: Any) -> str | None:
    return (
        " ".join(html.unescape(value).encode("utf-8", "replace").decode("utf-8").split()) or None
        if isinstance(value, str)
        else None
    )
