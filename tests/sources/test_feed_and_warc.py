"""Feeds and web archives: each entry, each page a document; damage costs what comes after it, and is told. All is made up."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from communique.errors import DocumentError
from communique.sources.document import Document
from communique.sources.feed import read_feed
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


def record(number: int, body: bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000000{number}>\r\n"
        f"WARC-Date: 2031-03-12T10:00:0{number}Z\r\n"
        f"WARC-Target-URI: https://straits.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def page(number: int) -> bytes:
    words = f"<p>The foreign minister of Fiji met the ambassador of Tonga, who had handed over note number {number}.</p>" * 3
    return f"<html><head><title>Note {number}</title></head><body><article>{words}</article></body></html>".encode()


RECORDS = [record(n, page(n)) for n in range(3)]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_pages_of_an_archive(tmp_path: Path, packed: bool) -> None:
    others = [
        record(7, b"gone", status="404 Not Found"),
        record(8, b"\x89PNG", kind="image/png"),
        record(9, b"Plain words.", kind="text/plain"),
    ]
    parts = [*RECORDS, *others]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(part) for part in parts) if packed else b"".join(parts))
    found = list(load([path]))
    assert all(isinstance(one, Document) for one in found)
    assert [one.url for one in found] == [f"https://straits.example/{n}" for n in (0, 1, 2, 9)]  # type: ignore[union-attr]
    first = found[0]
    assert isinstance(first, Document)
    assert first.retrieved_at == "2031-03-12T10:00:00+00:00"
    assert first.locator == f"{path}#urn:uuid:00000000"
    assert "note number 0" in first.text


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("cut", [0.4, 0.68, 0.9, 0.99])
def test_an_archive_that_is_cut_off(tmp_path: Path, packed: bool, cut: float) -> None:
    data = b"".join(gzip.compress(part) for part in RECORDS) if packed else b"".join(RECORDS)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(data[: int(len(data) * cut)])
    found = list(load([path]))
    assert isinstance(found[-1], DocumentError)
    assert "byte" in str(found[-1])
    assert all(isinstance(one, Document) for one in found[:-1])
    assert len(found) - 1 >= int(cut * 3)  # where only the end mark of the last page is lost, that page can be read too


def test_an_archive_with_rubbish_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(RECORDS[0] + b"rubbish" * 50 + RECORDS[1])
    first, *_, last = load([path])
    assert isinstance(first, Document)
    assert isinstance(last, DocumentError)


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"\x1f\x8b" + b"no archive at all" * 9)
    (found,) = load([path])
    assert isinstance(found, DocumentError)
