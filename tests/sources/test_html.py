"""Pages: the article's text, and what the page says of itself. All pages are made up."""

from __future__ import annotations

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
