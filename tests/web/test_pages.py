"""The pages show what the ledger holds, and decisions made on them stand."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

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


def drawing(client: TestClient, address: str) -> list[str]:
    """The links of a drawing, which is whole XML and can do nothing else."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ElementTree.fromstring(answer.text)
    assert not [e for e in drawn.iter() if e.tag.endswith(("script", "style", "image"))]
    return [e.attrib["href"] for e in drawn.iter() if e.tag.endswith("}a")]


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


def test_what_is_drawn_leads_to_its_words(client: TestClient, sample_ledger: Ledger) -> None:
    """Each point of the timeline and each bar of the months is a link, and behind the links is what was counted."""
    pair = next(
        (h.actors[0].country, h.recipients[0].country) for h in sample_ledger.all_happenings() if h.actors and h.recipients
    )
    asked = f"a={pair[0]}&b={pair[1]}"
    found = sample_ledger.happenings(between=(str(pair[0]), str(pair[1])))
    line = drawing(client, f"/relation/timeline.svg?{asked}")
    assert {link for link in line if link.startswith("/happenings/")} == {f"/happenings/{h.id}" for h in found if h.day}
    said = [link for link in line if link.startswith("/statements/")]
    assert all(client.get(link).status_code == 200 for link in said)
    counted = 0
    for link in set(drawing(client, f"/relation/months.svg?{asked}")):
        counted += len([a for a in page(client, link).links if a.startswith("/happenings/h")])
    assert counted == len([h for h in found if h.day])
    rows = client.get(f"/relation/timeline.csv?{asked}").text.splitlines()
    assert len(rows) == 1 + len(line)
    months = client.get(f"/relation/months.csv?{asked}").text.splitlines()
    assert sum(int(row.rsplit(",", 1)[1]) for row in months[1:]) == counted


def test_a_relation_takes_filters(client: TestClient, sample_ledger: Ledger) -> None:
    told = next(h for h in sample_ledger.all_happenings() if h.actors and h.recipients and h.sources[0].publisher)
    a, b = told.actors[0].country, told.recipients[0].country
    publisher = told.sources[0].publisher
    for asked, shown in (
        (f"&publisher={publisher}", True),
        ("&publisher=Nobody+at+all", False),
        (f"&status={told.status}&type={told.type}", True),
        ("&type=MOBILIZE&status=negated", False),
    ):
        found = page(client, f"/relation?a={a}&b={b}{asked}")
        assert (f"/happenings/{told.id}" in found.links) == shown, asked


def test_the_world_as_a_map_and_as_numbers(client: TestClient, sample_ledger: Ledger) -> None:
    met = sample_ledger.meetings()
    links = drawing(client, "/world/map.svg")
    for m in met:
        assert f"/relation?a={m.a}&b={m.b}&type=CONSULT" in links
        assert f"/contacts?of={m.a}" in links
    rows = client.get("/world/map.csv").text.splitlines()
    assert rows[1:] == [f"{m.a},{m.b},{m.count}" for m in met]
    assert page(client, "/world?since=1900&until=1901").words.count("No contacts") == 1


def test_every_state_has_its_place_on_the_map() -> None:
    from communique.knowledge.world import load_world
    from communique.web.charts import seats

    states = {id for id, entity in load_world().entities.items() if entity.kind == "state"}
    assert states - set(seats()) <= {"ATA"}  # nobody governs Antarctica
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in seats().values())


def test_statements_with_filters(client: TestClient, sample_ledger: Ledger) -> None:
    said = next(s for s in sample_ledger.statements() if s.statement.speaker)
    found = page(client, f"/statements?by={said.statement.speaker}&kind={said.statement.kind}")
    assert f"/documents/{said.document.id}#{said.statement.id}" in found.links
    others = [s for s in sample_ledger.statements() if s.statement.speaker not in (None, said.statement.speaker)]
    assert f"/documents/{others[0].document.id}#{others[0].statement.id}" not in found.links


def test_a_search_is_narrowed_by_its_facets(client: TestClient) -> None:
    found = page(client, "/search?q=minister")
    narrowing = [link for link in found.links if link.startswith("/search?") and "publisher=" in link]
    assert narrowing
    hits = [link for link in found.links if link.startswith("/documents/")]
    fewer = [link for link in page(client, narrowing[0]).links if link.startswith("/documents/")]
    assert set(fewer) < set(hits)
    assert fewer


def test_the_history_of_a_record(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    id, reading = next(iter(ledger.readings()))
    record = f"{id}-{reading.events[0].id}"
    form = {"record": record, "analyst": "Ada Moe"}
    client.post("/decide", data={**form, "verdict": "correct", "status": "negated", "reason": "It was called off."})
    client.post("/decide", data={**form, "verdict": "confirm", "analyst": "Bo Lie"})
    words = " ".join(page(client, f"/decisions?record={record}").words.split())
    assert words.index("Bo Lie: confirm") < words.index("Ada Moe: correct")
    assert f"status: {reading.events[0].status} negated" in words
    assert "It was called off." in words
    assert "Bo Lie: confirm" not in page(client, "/decisions?analyst=Ada+Moe").words
    assert "Nothing was decided" in page(client, "/decisions?record=0").words


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
