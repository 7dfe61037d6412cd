"""Web pages: the text of the article, and what the page says of itself (``page_facts.py``)."""

from __future__ import annotations

import codecs
import contextlib
import re
from datetime import date
from typing import Any

from communique.errors import DocumentError
from communique.sources.decode import MAX_BYTES, check_text, too_large
from communique.sources.document import Document
from communique.sources.opening import first_tag
from communique.sources.page_facts import facts_of

_PAGE_TAGS = ("html", "head", "body", "title", "meta", "article")
# Deeper pages are no articles; lxml would take them, and what walks the tree might not.
_DEEPEST = 2_000
# Some steps of the extraction take the square of these, so they have to end somewhere: an article has a hundred elements, a page
# with everything around it some thousands.
_MOST_ELEMENTS = 60_000
_MOST_FOR_SECOND_TRY = 6_000
_MOST_ATTRIBUTES = 2_000
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I
)
# Encodings in which pages are written; Python knows others ("punycode", "undefined") that take for ever or fail in other ways.
_ENCODINGS = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|ascii|cp(?:125\d|874|866|932|949|950)|iso8859-\d+|koi8-[rut]|gb(?:2312|k|18030)|hz|big5\w*|euc_\w+"
    r"|shift_jis\w*|iso2022_\w+|mac-\w+|tis-620|johab"
)
# By the standard of the web these labels mean Windows' encodings, which hold the quotation marks that theirs lack.
_WINDOWS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_OPENING = re.compile(r"<[a-zA-Z]")
# A tag with its attributes, as a parser of HTML takes them: ">" inside of quotes does not end it. Possessive, hence linear.
_TAG = re.compile(r"<[a-zA-Z][^\s/>]*+(?:[\s/]++|[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+|=)*+")
_ATTRIBUTE = re.compile(r"[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+")


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return first_tag(data) in _PAGE_TAGS


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
    without an article, and for what is too large, too deep or too crowded to be one.
    """
    import trafilatura

    if len(data) > MAX_BYTES:
        raise DocumentError(too_large(f"{len(data):,} bytes"), source)
    words = _decoded(data, charset)
    _check_crowding(words, source)
    tree = _parsed(words)
    if tree is None or _depth(tree) > _DEEPEST:
        raise DocumentError("this page cannot be parsed: it is no HTML, or far too deeply nested", source)
    facts = facts_of(tree, url)  # first, as the extraction takes the tree apart
    crowded = sum(1 for _ in tree.iter()) > _MOST_FOR_SECOND_TRY
    try:
        found: Any = trafilatura.bare_extraction(
            tree, url=url, fast=crowded, with_metadata=True, include_comments=False, include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except Exception as error:  # whatever a hostile page brings about, it is this page that cannot be read
        raise DocumentError(f"no article could be taken from this page ({type(error).__name__}: {error})", source) from error
    text = "\n\n".join(line.strip() for line in (found.text or "").splitlines() if line.strip()) if found is not None else ""
    if not text:
        raise DocumentError("no article text found in this page", source)
    check_text(text, source)
    # Its guess at a date is not taken: it is the last change of the page, or a year of its imprint, as often as the publication.
    return Document(
        text,
        source_id=source,
        title=_line(found.title) or facts.title,
        published=facts.published or published,
        publisher=facts.publisher or _line(found.sitename),
        url=facts.canonical or url or found.url,
        published_at=facts.published_at,
        retrieved_at=retrieved_at,
        rights=facts.rights,
    )


def text_of_html(fragment: str) -> str:
    """The text of a piece of HTML, as feeds have it: a line for each paragraph, empty lines between them."""
    import html as entities

    if "<" not in fragment:
        return _paragraphs(entities.unescape(fragment))
    tree = _fragment(fragment)
    if tree is None:
        return ""
    for element in list(tree.iter("script", "style", "template")):
        element.text = None
        for child in list(element):
            element.remove(child)
    blocks = list(tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "pre", "section"))
    if len(blocks) <= 1:  # one is the element around it all: no marks of paragraphs but its empty lines
        return _paragraphs(str(tree.text_content()))
    for element in tree.iter():
        # The line ends of the source are blanks in a page.
        element.text = " ".join(re.split(r"\s+", element.text)) if element.text else None
        element.tail = " ".join(re.split(r"\s+", element.tail)) if element.tail else None
    for element in blocks:
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _paragraphs(words: str) -> str:
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", words))
    return "\n\n".join(part for part in parts if part)


def _fragment(fragment: str) -> Any:
    from lxml import etree, html

    words = _CONTROL.sub(" ", _XML_DECLARATION.sub("", fragment, count=1))
    if _is_crowded(words):
        return None
    try:
        return html.fragment_fromstring(words, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _parsed(words: str) -> Any:
    import trafilatura

    try:
        return trafilatura.load_html(words)
    except Exception:  # the parser fails in its own ways at what is no HTML
        return None


def _decoded(data: bytes, charset: str | None) -> str:
    """The page as text: by its byte order mark, the server's word, its own declaration, as UTF-8, or as it seems."""
    declared = _DECLARED.search(data)
    own = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    words: str | None = None
    for mark, marked in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8")):
        if data.startswith(mark):
            words = data[len(mark) :].decode(marked, "replace")
    for name in (charset, own, "utf-8"):
        encoding = _encoding(name) if name and words is None else None
        if encoding is not None:
            with contextlib.suppress(UnicodeDecodeError):
                # A declaration is right but for single characters that other software put in.
                words = data.decode(encoding, "strict" if name == "utf-8" else "replace")
    if words is None:
        from trafilatura.utils import decode_file

        words = decode_file(data)
    return _CONTROL.sub(" ", _XML_DECLARATION.sub("", words, count=1))


def _encoding(label: str) -> str | None:
    """The encoding that a page means by a label; None for one in which no page is written."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if not _ENCODINGS.fullmatch(name) or name.startswith("utf-16"):  # a declaration that can be read is not in UTF-16
        return None
    return _WINDOWS.get(name, name)


def _check_crowding(words: str, source: str) -> None:
    if _is_crowded(words):
        raise DocumentError(
            f"no article: the page has more than {_MOST_ELEMENTS:,} elements, or {_MOST_ATTRIBUTES:,} attributes on one of them",
            source,
        )


def _is_crowded(words: str) -> bool:
    if sum(1 for _ in _OPENING.finditer(words)) > _MOST_ELEMENTS:
        return True
    # The shortest attributes are a letter and a blank.
    long = (found.group() for found in _TAG.finditer(words) if found.end() - found.start() > 2 * _MOST_ATTRIBUTES)
    return any(sum(1 for _ in _ATTRIBUTE.finditer(tag)) > _MOST_ATTRIBUTES for tag in long)


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
