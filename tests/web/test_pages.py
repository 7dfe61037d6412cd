"""The pages show what the ledger holds, and decisions made on them stand."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from communique.ledger import Ledger

VOID = {"meta", "link", "input", "br", "img"}


class Page(HTMLParser):
    """The words of a page, its links and ids; complains of tags that are not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.article = ""
        self.words = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if facts.get("href"):
            self.links.append(facts["href"] or "")
        if facts.get("id"):
            self.ids.append(facts["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if "article" in self.open:
            self.article += data


def page(client: TestClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    todo, seen = ["/"], {"/"}
    while todo:
        address = todo.pop()
        if address.startswith("/static/"):
            assert client.get(address).status_code == 200
            continue
        found = page(client, address)
        assert len(found.ids) == len(set(found.ids)), address
        for link in found.links:
            where, _, inside = link.partition("#")
            if not where:
                assert inside in found.ids, (address, link)
            elif where.startswith("/") and where not in seen:
                seen.add(where)
                todo.append(where)
    assert sum(address.startswith("/documents/") for address in seen) >= 5
    assert any(address.startswith("/parties/person/") for address in seen)


def test_the_text_of_a_document_is_shown_whole(client: TestClient, sample_ledger: Ledger) -> None:
    for id, reading in sample_ledger.readings():
        found = page(client, f"/documents/{id}")
        # A parser of HTML takes one line break after <article> for layout, as browsers do only after <pre>.
        assert found.article == reading.document.text
        assert {r.id for r in (*reading.events, *reading.statements, *reading.pledges)} <= set(found.ids)


def test_a_pasted_text_is_read_and_not_kept(client: TestClient, sample_ledger: Ledger) -> None:
    before = sample_ledger.counts()
    text = "OSLO - Norway's foreign minister visited Chad on Tuesday. <script>alert(1)</script>"
    answer = client.post("/read", data={"text": text, "published": "2031-03-12"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    found = Page(answer.text)
    assert found.article == text
    assert "CONSULT visit" in found.words
    assert "2031-03-11" in found.words
    assert sample_ledger.counts() == before


def test_a_file_is_read(client: TestClient) -> None:
    text = "OSLO - Norway's foreign minister visited Chad on Tuesday."
    answer = client.post("/read", files={"file": ("a.txt", text.encode(), "text/plain")})
    assert Page(answer.text).article == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "paste a text"),
        ({"text": "   "}, "paste a text"),
        ({"url": "file:///etc/passwd"}, "http"),
        ({"url": "http://127.0.0.1:9/"}, "private"),
        ({"text": "Oslo said no.", "published": "2031-02-31"}, "2031-02-31"),
    ],
)
def test_what_cannot_be_read_is_told(client: TestClient, data: dict[str, str], words: str) -> None:
    answer = client.post("/read", data=data)
    assert answer.status_code == 422
    assert words in unescape(answer.text)


def test_a_relation(client: TestClient, sample_ledger: Ledger) -> None:
    pair = next(
        (h.actors[0].country, h.recipients[0].country) for h in sample_ledger.all_happenings() if h.actors and h.recipients
    )
    found = page(client, f"/relation?a={pair[0]}&b={pair[1]}")
    assert re.search(r"20\d\d-\d\d", found.words)
    assert page(client, f"/relation?a={pair[0]}&b={pair[0]}", 400).words
    assert "Atlantis" in page(client, "/relation?a=Atlantis&b=NOR", 404).words


def test_pages_of_a_list(client: TestClient, sample_ledger: Ledger) -> None:
    seen: list[str] = []
    address: str | None = "/happenings"
    while address:
        found = page(client, address)
        seen += [link for link in found.links if link.startswith("/happenings/h")]
        address = next((link for link in found.links if "after=" in link), None)
    assert sorted(seen) == sorted(f"/happenings/{h.id}" for h in sample_ledger.all_happenings())


def test_a_decision_on_a_page(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    id, reading = next(iter(ledger.readings()))
    event = reading.events[0]
    form = {"record": f"{id}-{event.id}", "verdict": "reject", "analyst": "Ada Moe", "reason": "No such visit."}
    answer = client.post("/decide", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{id}#{event.id}")
    shown = page(client, f"/documents/{id}")
    assert "Ada Moe: reject" in shown.words
    assert event.id not in shown.ids
    (made,) = ledger.decisions()
    client.post("/decide", data={"record": made.id, "verdict": "withdraw", "analyst": "Ada Moe"})
    assert event.id in page(client, f"/documents/{id}").ids


def test_a_correction_on_a_page(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    id, reading = next(iter(ledger.readings()))
    record = f"{id}-{reading.events[0].id}"
    form = {"record": record, "verdict": "correct", "analyst": "Ada Moe", "status": "negated"}
    assert client.post("/decide", data=form).status_code == 200
    assert next(iter(ledger.readings()))[1].events[0].status == "negated"
    assert client.post("/decide", data={**form, "status": ""}).status_code == 400
    assert client.post("/decide", data={**form, "analyst": ""}).status_code == 200  # the browser remembers who decides


def test_a_page_that_does_not_exist(client: TestClient) -> None:
    assert "Not Found" in page(client, "/nowhere", 404).words
    assert page(client, "/happenings/h0000", 404).words
    assert page(client, "/happenings?since=yesterday", 400).words
