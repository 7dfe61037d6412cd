"""Pages: the article's text, and what the page says of itself. All pages are made up."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest

from communique.errors import DocumentError
from communique.sources.html import looks_like_html, read_page, text_of_html

BODY = """
<p>TALLINN - Estonia's foreign minister, Liis Kaljuste, received her counterpart from Peru, Amaru Quispe, on Tuesday.</p>
<p>The two ministers signed an agreement on fisheries, and Kaljuste said that Estonia would open a consulate in Lima by the end
of the year. She thanked Peru for its help after the storm of last autumn.</p>
<p>Quispe is to travel on to Riga on Wednesday, where he will meet the Latvian president.</p>"""
LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Site"}, {"@type": "NewsArticle",
"headline": "Estonia and Peru sign", "datePublished": "2031-03-11T23:30:00-05:00", "dateModified": "2031-03-14T08:00:00Z",
"publisher": {"@type": "Organization", "name": "Baltic Courier"}, "license": "https://creativecommons.org/licenses/by-sa/4.0/",
"creditText": "Baltic Courier / L. Tamm"}]}"""


def page(head: str = "", body: str = BODY) -> bytes:
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
    return (
        f"<!DOCTYPE html><html><head><title>Estonia and Peru sign</title>{head}</head><body>{menu}<main><article>"
        f"<h1>Estonia and Peru sign</h1>{body}</article></main><footer>Imprint | Privacy</footer></body></html>"
    ).encode()


def test_the_article_and_nothing_else() -> None:
    document = read_page(page(), "a.html")
    paragraphs = document.text.split("\n\n")
    assert paragraphs[-3].startswith("TALLINN - Estonia's foreign minister")
    assert paragraphs[-1].endswith("Latvian president.")
    assert "Sport" not in document.text
    assert "Privacy" not in document.text
    assert document.title == "Estonia and Peru sign"


def test_json_ld_tells_day_publisher_licence_and_credit() -> None:
    document = read_page(page(f'<script type="application/ld+json">{LD}</script>'), "a.html")
    assert document.published == date(2031, 3, 11)  # the day on the publisher's clock, not in UTC
    assert document.published_at == "2031-03-11T23:30:00-05:00"
    assert document.publisher == "Baltic Courier"
    assert document.rights is not None
    assert document.rights.name == "CC BY-SA 4.0"
    assert document.rights.url == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert document.rights.attribution == "Baltic Courier / L. Tamm"


def test_meta_tags_tell_them_too() -> None:
    head = (
        '<meta property="article:published_time" content="2031-03-12T07:00:00+02:00">'
        '<meta property="og:site_name" content="The Strand">'
        '<link rel="canonical" href="https://strand.example/1">'
        '<link rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">'
    )
    document = read_page(page(head), "a.html", url="https://strand.example/1?from=feed")
    assert (document.published, document.publisher, document.url) == (date(2031, 3, 12), "The Strand", "https://strand.example/1")
    assert document.rights is not None
    assert document.rights.name == "CC0 1.0"


def test_a_link_in_the_page_names_its_licence() -> None:
    document = read_page(
        page(body=BODY + '<p><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">Terms</a></p>'), "a"
    )
    assert document.rights is not None
    assert document.rights.name == "CC BY 4.0"


def test_broken_json_ld_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"datePublished": </script><meta name="dc.date" content="2031-03-12">'
    assert read_page(page(head), "a.html").published == date(2031, 3, 12)


def test_another_charset() -> None:
    text = "<p>" + "La ministre Zoé Åström a été reçue à Łódź. " * 8 + "</p>"
    data = f'<html><head><meta charset="iso-8859-2"></head><body><article>{text}</article></body></html>'
    assert "Łódź" in read_page(data.encode("iso-8859-2", "replace"), "a.html").text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"<html><body><script>while(1);</script></body></html>",
        b"<html>" + b"<div>" * 20_000,
        b"<html><body>" + b"<b><i>" * 30_000 + b"Ministers met.",
        b"\x00\x01\x02<html>\x00",
        b"<!DOCTYPE html [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><html><body>&b;</body></html>",
        b"<html><body><p>" + b"&#0;&#xD800;" * 50,
        b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00",
    ],
    ids=["empty", "no body", "script", "deep", "deep inline", "nul", "entities", "impossible characters", "utf-16"],
)
def test_hostile_pages_give_a_document_or_a_reason(data: bytes) -> None:
    document = reason = None
    try:
        document = read_page(data, "a.html")
    except DocumentError as error:
        reason = error
    assert (document and document.text.strip()) or (reason and str(reason) and reason.source == "a.html")


def test_what_looks_like_a_page() -> None:
    assert looks_like_html(b"\n<!-- made by hand -->\n<!DOCTYPE html>")
    assert not looks_like_html(b"<rss version='2.0'>")
    assert not looks_like_html(b"The html standard")


def test_pieces_of_html_keep_their_paragraphs() -> None:
    assert text_of_html("<p>One &amp; <b>two</b>.</p><p>Three<br>four</p><script>x()</script>") == "One & two.\n\nThree\n\nfour"
    assert text_of_html("Plain &amp; simple") == "Plain & simple"


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (ld('{"@type": "NewsArticle", "dateModified": "2021-03-14T08:00:00Z"}'), ""),
        ('<meta property="article:modified_time" content="2021-03-14T08:00:00Z">', ""),
        (ld('{"@type": "ImageObject", "datePublished": "2021-03-14"}'), ""),
        ("", "<p>The two ministers had last met on 3 May 2019, in Lima.</p>"),
        ("", "<p>Copyright 2019 The Strand</p>"),
        ("", '<time class="updated" datetime="2021-03-14">14 March</time>'),
        ('<meta name="date" content="yesterday"><meta name="pubdate" content="yesterday">', ""),
    ],
    ids=["modified", "modified in meta", "of a picture", "in the prose", "imprint", "updated", "yesterday"],
)
def test_another_day_is_not_the_publication(head: str, body: str) -> None:
    document = read_page(page(head, BODY + body), "a.html")
    assert (document.published, document.published_at) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        '<time itemprop="datePublished" datetime="2031-03-12T07:00:00+02:00">today</time>',
        '<time class="updated" datetime="2031-04-01">later</time><time datetime="2031-03-12T07:00:00+02:00">12 March</time>',
    ],
)
def test_a_marked_time_is_the_publication(body: str) -> None:
    assert read_page(page(body=body + BODY), "a.html").published_at == "2031-03-12T07:00:00+02:00"


def test_a_day_in_the_address() -> None:
    assert read_page(page(), "a.html", url="https://strand.example/2031/03/12/talks").published == date(2031, 3, 12)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            ld('{"@type": "ImageObject", "license": "https://creativecommons.org/licenses/by/4.0/", "creditText": "A. Lund"}'),
            "",
        ),
        (
            "",
            '<figure><figcaption><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></figcaption></figure>',
        ),
    ],
    ids=["json-ld", "caption"],
)
def test_the_licence_of_a_picture_is_not_that_of_the_text(head: str, body: str) -> None:
    assert read_page(page(head, BODY + body), "a.html").rights is None


def test_publisher_under_its_id_and_names_with_entities() -> None:
    graph = (
        '{"@graph": [{"@type": ["NewsArticle"], "publisher": {"@id": "#o"}}, '
        '{"@type": "Organization", "@id": "#o", "name": "Tamm &amp; Co"}]}'
    )
    assert read_page(page(ld(graph)), "a.html").publisher == "Tamm & Co"


@pytest.mark.parametrize(
    ("licence", "name", "url"),
    [
        ("/terms", None, "https://strand.example/terms"),
        ("https://strand.example/terms", None, "https://strand.example/terms"),
        ("//creativecommons.org/licenses/by-nc/3.0/", "CC BY-NC 3.0", "https://creativecommons.org/licenses/by-nc/3.0/"),
        (
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "OGL 3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ),
    ],
)
def test_addresses_of_licences(licence: str, name: str | None, url: str) -> None:
    rights = read_page(page(f'<link rel="license" href="{licence}">'), "a", url="https://strand.example/2").rights
    assert rights is not None
    assert (rights.name, rights.url) == (name, url)


def test_a_licence_by_its_name_gets_its_address() -> None:
    rights = read_page(page('<meta name="DC.rights" content="Creative Commons Attribution 4.0">'), "a").rights
    assert rights is not None
    assert (rights.name, rights.url) == ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


WORDS = "<p>" + "La ministre Zoé Åström a dit « non » – et ’adieu’. " * 8 + "</p>"


@pytest.mark.parametrize(
    ("head", "encoding", "charset"),
    [
        ('<meta charset="iso-8859-1">', "cp1252", None),  # as browsers do: the quotation marks are Windows' own
        ("", "cp1252", "ISO-8859-1"),
        ('<meta charset="utf-16">', "utf-8", None),
        ('<meta charset="iso-8859-1">', "utf-8", "utf-8"),  # the server's word goes before
        ("<!--" + "x" * 6000 + '--><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252", None),
        ('<meta charset="punycode">', "utf-8", None),
        ('<meta charset="undefined">', "utf-8", None),
        ("", "utf-16", None),
    ],
)
def test_encodings(head: str, encoding: str, charset: str | None) -> None:
    data = f"<html><head>{head}</head><body><article>{WORDS}</article></body></html>".encode(encoding)
    assert "Zoé Åström a dit « non » – et ’adieu’" in read_page(data, "a.html", charset=charset).text


@pytest.mark.parametrize(
    "body",
    [
        "<p " + " ".join(f'a{n}=">"' for n in range(100_000)) + ">" + BODY,
        "<table>" + "<tr><td>The minister met the king of Norway.</td></tr>" * 20_000 + "</table>" + BODY,
        "<p>x" * 500_000,
        "<" * 500_000 + BODY,
        "<div>" * 20_000 + BODY,
    ],
    ids=["attributes", "table", "paragraphs", "brackets", "boxes"],
)
def test_crowded_pages_take_no_time(body: str) -> None:
    """Each of these takes minutes where the work is the square of their size, and some seconds where it is not."""
    start = time.monotonic()
    with contextlib.suppress(DocumentError):
        assert read_page(page(body=body), "a.html").text
    assert time.monotonic() - start < 15


def test_paragraphs_are_apart_and_lines_of_the_source_are_not() -> None:
    words = (
        "<p>The foreign minister of Estonia met\nthe ambassador of Tonga in Tallinn.</p><p>They spoke of fish and of the sea.</p>"
    )
    text = read_page(page(body=words + BODY), "a.html").text
    assert "The foreign minister of Estonia met the ambassador of Tonga in Tallinn.\n\nThey spoke of fish and of the sea." in text
