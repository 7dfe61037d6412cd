"""Feeds: each entry a document, from the page that it links to or from the feed's own words. All is made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from communique.errors import DocumentError
from communique.sources.document import Document
from communique.sources.feed import looks_like_feed, read_feed
from communique.sources.load import load

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:cc="http://creativecommons.org/ns#">
<channel><title>Ministry of the Straits</title><link>https://straits.example/</link><copyright>CC BY 4.0</copyright>
<item><title>Minister received &amp; thanked</title><link>https://straits.example/1</link><guid>s-1</guid>
<pubDate>Tue, 11 Mar 2031 22:15:00 +0800</pubDate>
<content:encoded><![CDATA[<p>Foreign Minister Odalys Brun received the envoy of Fiji.</p>
<p>She thanked him for the rescue boats.</p>]]></content:encoded>
</item>
<item><title>Only a teaser</title><link>https://straits.example/2</link>
<description>Talks with Fiji end.</description></item>
<item><title>Nothing at all</title><link>https://straits.example/3</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Straits</title><id>x</id>
<entry><id>urn:1</id><title>Talks</title><link href="https://straits.example/4"/><updated>2031-03-12T01:00:00Z</updated>
<rights>All rights reserved</rights>
<content type="html">&lt;p&gt;The president of Fiji visited.&lt;/p&gt;</content></entry></feed>"""


def test_entries_of_a_feed_are_documents() -> None:
    first, second, third = read_feed(RSS, "feed.xml")
    assert isinstance(first, Document)
    assert first.text == "Foreign Minister Odalys Brun received the envoy of Fiji.\n\nShe thanked him for the rescue boats."
    assert (first.title, first.publisher, first.url) == (
        "Minister received & thanked", "Ministry of the Straits", "https://straits.example/1"
    )  # fmt: skip
    assert (first.published, first.published_at) == (date(2031, 3, 11), "2031-03-11T22:15:00+08:00")
    assert first.rights is not None
    assert first.rights.name == "CC BY 4.0"
    assert first.source_id == "feed.xml#s-1"
    assert isinstance(second, Document)
    assert isinstance(third, DocumentError)


def test_atom() -> None:
    (entry,) = read_feed(ATOM, "feed.atom")
    assert isinstance(entry, Document)
    assert (entry.text, entry.published, entry.rights and entry.rights.name) == (
        "The president of Fiji visited.", date(2031, 3, 12), "All rights reserved"
    )  # fmt: skip


def test_pages_of_entries_are_read_and_the_feed_fills_what_they_lack() -> None:
    def page(url: str) -> Document:
        if url.endswith("1"):
            return Document("The whole page.", url=url)
        raise DocumentError("HTTP 404", url)

    first, second, _ = read_feed(RSS, "https://straits.example/feed", page=page)
    assert isinstance(first, Document)
    assert (first.text, first.published, first.publisher) == ("The whole page.", date(2031, 3, 11), "Ministry of the Straits")
    assert isinstance(second, DocumentError)  # its page is gone, and a teaser is no report
    assert "HTTP 404" in str(second)


@pytest.mark.parametrize("data", [b"<rss", b"<rss></rss>", b"<?xml version='1.0'?><rss><channel><item>", b"<feed>\xff\xfe"])
def test_broken_feeds_say_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(data)
    found = list(load([path]))
    assert all(isinstance(one, DocumentError) for one in found)
    assert found


def rss(items: str, channel: str = "") -> bytes:
    return (
        '<rss version="2.0" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"><channel>'
        f"<title>Straits</title><link>https://straits.example/news/</link>{channel}{items}</channel></rss>"
    ).encode()


def texts(data: bytes) -> list[str]:
    return [one.text for one in read_feed(data, "feed.xml") if isinstance(one, Document)]


def test_line_ends_of_the_source_are_no_paragraphs() -> None:
    item = "<item><description>&lt;p&gt;The envoy\nof Fiji\r\nleft.&lt;/p&gt;&lt;p&gt;He\tflew.&lt;/p&gt;</description></item>"
    assert texts(rss(item)) == ["The envoy of Fiji left.\n\nHe flew."]


def test_empty_lines_are_paragraphs_where_nothing_else_marks_them() -> None:
    item = "<item><description>The &lt;b&gt;envoy&lt;/b&gt;\nleft.\n\nHe flew.</description></item>"
    assert texts(rss(item)) == ["The envoy left.\n\nHe flew."]


def test_licence_of_the_entry_before_that_of_the_feed() -> None:
    licence = "<creativeCommons:license>https://creativecommons.org/licenses/{}/4.0/</creativeCommons:license>"
    own = licence.format("by-nd")
    items = f"<item><description>First one.</description>{own}</item><item><description>Second one.</description></item>"
    found = [
        one.rights.name for one in read_feed(rss(items, licence.format("by")), "f") if isinstance(one, Document) and one.rights
    ]
    assert found == ["CC BY-ND 4.0", "CC BY 4.0"]


def test_relative_links_are_seen_from_the_feed() -> None:
    items = "<item><link>../1</link><description>Talks ended.</description></item>"
    (one,) = read_feed(rss(items), "f")
    assert isinstance(one, Document)
    assert one.url == "https://straits.example/1"
    asked: list[str] = []

    def page(url: str) -> Document:
        asked.append(url)
        return Document("The whole page.", url=url)

    list(read_feed(rss(items), "f", base="https://feeds.example/a/b", page=page))
    assert asked == ["https://feeds.example/1"]


def test_long_words_of_a_feed_stand_for_a_page_that_is_gone() -> None:
    def page(url: str) -> Document:
        raise DocumentError("HTTP 410", url)

    items = "".join(f"<item><link>/{n}</link><description>{'The envoy met the king. ' * n}</description></item>" for n in (3, 30))
    short, long = read_feed(rss(items), "f", page=page)
    assert isinstance(short, DocumentError)
    assert isinstance(long, Document)


def test_entities_are_not_multiplied_and_no_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell", encoding="utf-8")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    data = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file://{secret}">]>'
        "<rss><channel><item><description>Laughs &a9; and &x; end here.</description></item></channel></rss>"
    )
    (text,) = texts(data.encode())
    assert len(text) < 1000
    assert "do not tell" not in text


@pytest.mark.parametrize(
    ("data", "is_feed"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<?xml-stylesheet href='a'?><!-- x --><rss>", True),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", True),
        (b"<rdf:RDF xmlns='x'>", True),
        ("\ufeff<feed>".encode("utf-16-le"), True),
        (b"<!---->" * 1000 + b"no feed", False),
        (b"<!-- rss", False),
        (b"The <rss> tag", False),
        (b"", False),
    ],
)
def test_what_looks_like_a_feed(data: bytes, is_feed: bool) -> None:
    assert looks_like_feed(data) == is_feed


def test_a_page_that_is_called_xml_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    words = "<p>The foreign minister of Fiji met the ambassador of Tonga in Suva and handed over a note.</p>" * 4
    path.write_text(f"<?xml version='1.0'?><html><head><title>Note</title></head><body><article>{words}</article></body></html>")
    (one,) = load([path])
    assert isinstance(one, Document)
    assert one.title == "Note"
