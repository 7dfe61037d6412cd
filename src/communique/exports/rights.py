"""Whose the words are: the licence of a document, and the line with which it is credited."""

from __future__ import annotations

import re

from communique.records import SourceDocument

# What a page gives as its licence's address may be anything; only an absolute one, without what no IRI may hold, leads somewhere.
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)


def is_address(words: str | None) -> bool:
    """Whether these words can stand as the address of a licence, in RDF or in a data package."""
    return words is not None and _ADDRESS.fullmatch(words) is not None


def licence_of(document: SourceDocument) -> tuple[str, str | None] | None:
    """Name and address of the licence: the one that the text itself carries, else the one that its source gives."""
    if document.licence is not None:
        return document.licence.name, document.licence.url
    rights = document.rights
    if rights is None or not (rights.name or rights.url):
        return None
    return rights.name or rights.url or "", rights.url or None


def attribution(document: SourceDocument) -> str:
    """The line with which a document is credited: the source's own, or title, publisher, day, licence and address.

    The parts are those that Creative Commons asks for (title, author, source, licence). A document of which nothing is known is
    named by its digest.
    """
    if document.rights is not None and document.rights.attribution:
        return document.rights.attribution
    licence = licence_of(document)
    named = (
        f"{licence[0]} ({licence[1]})" if licence and licence[1] and licence[1] != licence[0] else licence[0] if licence else None
    )
    parts = (f"“{document.title}”" if document.title else None, document.publisher, document.published, named, document.url)
    return ", ".join(part for part in parts if part) or document.id
