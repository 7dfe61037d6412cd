"""Web archives: each page that was got is a document; damage costs what comes after it, and is told. All is made up."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from communique.errors import DocumentError
from communique.sources import warc
from communique.sources.document import Document
from communique.sources.load import load


def record(number: int, body: bytes, kind: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
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


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 99]), body[at : at + 99]) for at in range(0, len(body), 99)) + b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(page(5)), "Content-Encoding: gzip\r\n"),
        (chunked(page(5)), "Transfer-Encoding: chunked\r\n"),
        (chunked(gzip.compress(page(5))), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        (page(5), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),  # unpacked by the crawler, which left the headers
    ],
    ids=["gzip", "chunks", "both", "neither"],
)
def test_bodies_as_they_were_sent(tmp_path: Path, body: bytes, more: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(5, body, more=more) + RECORDS[1])
    first, second = load([path])
    assert isinstance(first, Document)
    assert "note number 5" in first.text
    assert isinstance(second, Document)


def test_a_body_that_unpacks_without_end_costs_its_page_only(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    bomb = gzip.compress(b"x" * 25_000_000)
    path.write_bytes(record(5, bomb, more="Content-Encoding: gzip\r\n") + RECORDS[1])
    first, second = load([path])
    assert isinstance(first, DocumentError)
    assert "too large" in str(first)
    assert first.source == f"{path}#urn:uuid:00000005"
    assert isinstance(second, Document)


def test_a_record_that_is_too_large_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_BYTES", 1_000)
    path = tmp_path / "a.warc"
    path.write_bytes(record(5, page(5) + b" " * 5_000) + RECORDS[1])
    first, second = load([path])
    assert isinstance(first, DocumentError)
    assert "too large" in str(first)
    assert isinstance(second, Document)


def test_damage_in_the_middle_of_a_packed_archive(tmp_path: Path) -> None:
    parts = [gzip.compress(part) for part in RECORDS]
    data = bytearray(b"".join(parts))
    middle = len(parts[0]) + len(parts[1]) // 2
    data[middle : middle + 30] = b"\xff" * 30
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    first, last = load([path])
    assert isinstance(first, Document)
    assert isinstance(last, DocumentError)
    assert last.source == str(path)
    assert "damaged after byte 0" in str(last)


def test_an_archive_without_a_page_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(1, b"gone", status="404 Not Found"))
    (found,) = load([path])
    assert "no web page" in str(found)


def test_records_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(record(n % 10, page(n)) for n in range(400)))
    taken: list[int] = []
    stream = load([path], on_bytes=taken.append)
    next(stream)
    assert 0 < sum(taken) < path.stat().st_size / 2
    assert len(list(stream)) == 399
    assert sum(taken) == path.stat().st_size
