"""The interface for programs: the ledger's own records, page by page, and errors that tell what was wrong."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

import communique
from communique.ledger import Ledger


def test_a_text_is_read_as_in_python(client: TestClient) -> None:
    text = "OSLO - Norway's foreign minister visited Chad on Tuesday."
    answer = client.post("/api/v1/read", json={"text": text, "published": "2031-03-12"})
    assert answer.status_code == 200
    wanted = communique.read(text, "2031-03-12").model_dump(mode="json", by_alias=True)
    assert {**answer.json(), "provenance": None} == {**wanted, "provenance": None}


@pytest.mark.parametrize(
    ("what", "limit"), [("happenings", 7), ("statements", 5), ("pledges", 1), ("search?q=minister", 2), ("contacts?of=ARG", 1)]
)
def test_page_by_page_is_all(client: TestClient, what: str, limit: int) -> None:
    everything = client.get(f"/api/v1/{what}", params={"limit": 500, **_asked(what)}).json()
    assert everything["next"] is None
    seen: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    for _ in range(1 + len(everything["items"])):
        answer = client.get(f"/api/v1/{what}", params={"limit": limit, **_asked(what), **after}).json()
        seen += answer["items"]
        if answer["next"] is None:
            break
        after = {"after": answer["next"]}
    assert seen == everything["items"]
    assert len(seen) > limit


def _asked(what: str) -> dict[str, str]:
    """What stands behind the question mark: a client that is given parameters leaves it out."""
    return dict([what.split("?")[1].split("=")]) if "?" in what else {}


def test_decisions_page_by_page(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    made = [ledger.decide(e.id, "confirm", "Ada Moe").id for e in list(ledger.events())[:3]]
    first = client.get("/api/v1/decisions", params={"limit": 2}).json()
    rest = client.get("/api/v1/decisions", params={"limit": 2, "after": first["next"]}).json()
    assert [d["id"] for d in (*first["items"], *rest["items"])] == made[::-1]
    assert rest["next"] is None
    one = client.get("/api/v1/decisions", params={"record": ledger.decisions()[1].record}).json()
    assert [d["id"] for d in one["items"]] == [made[1]]
    assert client.get("/api/v1/decisions", params={"analyst": "Bo Lie"}).json()["items"] == []


def test_page_by_page_of_one_party(client: TestClient, sample_ledger: Ledger) -> None:
    who = max(("NOR", "TCD", "TUR", "IRN", "KEN"), key=lambda code: len(sample_ledger.happenings(involving=(code,))))
    wanted = [h.id for h in sample_ledger.happenings(involving=(who,))]
    first = client.get("/api/v1/happenings", params={"involving": who, "limit": 1}).json()
    rest = (
        client.get("/api/v1/happenings", params={"involving": who, "after": first["next"]}).json()
        if first["next"]
        else {"items": []}
    )
    assert [h["id"] for h in (*first["items"], *rest["items"])] == wanted


@pytest.mark.parametrize("what", ["happenings", "events", "statements", "pledges"])
def test_exports_are_whole_in_every_format(client: TestClient, sample_ledger: Ledger, what: str) -> None:
    answers = {
        "happenings": sample_ledger.happenings(),
        "events": sample_ledger.events(),
        "statements": sample_ledger.statements(),
        "pledges": sample_ledger.pledges(),
    }
    wanted = answers[what]
    assert len(wanted) > 1
    lines = client.get(f"/api/v1/export/{what}.jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == [r.model_dump(mode="json", by_alias=True) for r in wanted]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/v1/export/{what}.csv").text)))
    assert [row[wanted.fields[0].name] for row in rows] == [str(wanted.fields[0].value(r)) for r in wanted]
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(client.get(f"/api/v1/export/{what}.parquet").content))
    assert table.to_pylist() == list(wanted.rows())


def test_a_parquet_stream_of_several_pages_is_one_file(sample_ledger: Ledger) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    from communique.web.export import _pages, _parquet

    def more(after: tuple[str, str] | None) -> Any:
        return sample_ledger.happenings(after=after, limit=3)

    first = more(None)
    parts = list(_parquet(first, _pages(first, more)))
    table = pq.read_table(io.BytesIO(b"".join(parts)))
    assert table.to_pylist() == list(sample_ledger.happenings().rows())


def test_exports_take_the_filters_of_their_lists(client: TestClient, sample_ledger: Ledger) -> None:
    asked = {"type": "CONSULT", "narrated": "true"}
    lines = client.get("/api/v1/export/happenings.jsonl", params=asked).text.splitlines()
    wanted = sample_ledger.happenings(types=["CONSULT"], narrated=True)
    assert [json.loads(line)["id"] for line in lines] == [h.id for h in wanted]
    assert 0 < len(wanted) < len(sample_ledger.happenings())
    assert client.get("/api/v1/export/happenings.csv", params={"since": "yesterday"}).status_code == 400


def test_numbers_by_month_count_each_happening_once(client: TestClient, sample_ledger: Ledger) -> None:
    for asked in ({}, {"involving": "ARG"}, {"type": "CONSULT"}):
        months = client.get("/api/v1/months", params=asked).json()["items"]
        counted = sum(number for month in months for name, number in month.items() if name != "month")
        found = client.get("/api/v1/happenings", params={**asked, "limit": 500}).json()["items"]
        assert counted == len([h for h in found if h["day"]]) > 0
        assert [m["month"] for m in months] == sorted({h["day"][:7] for h in found if h["day"]})


def test_facets_tell_what_was_found_apart(client: TestClient) -> None:
    asked = {"q": "minister", "limit": "100"}
    found = client.get("/api/v1/search", params=asked).json()["items"]
    facets = client.get("/api/v1/search/facets", params={"q": "minister"}).json()
    assert (facets["documents"], facets["all"]) == (len(found), True)
    for share in facets["publishers"]:
        narrowed = client.get("/api/v1/search", params={**asked, "publisher": share["value"]}).json()["items"]
        assert len(narrowed) == share["count"]
    for share in facets["parties"][:4]:
        narrowed = client.get("/api/v1/search", params={**asked, "involving": share["value"]}).json()["items"]
        assert len(narrowed) == share["count"]
    for share in facets["years"]:
        narrowed = client.get("/api/v1/search", params={**asked, "since": share["value"], "until": share["value"]}).json()[
            "items"
        ]
        assert len(narrowed) == share["count"]


def test_who_has_it_already_is_told_so(client: TestClient) -> None:
    first = client.get("/api/v1/happenings")
    again = client.get("/api/v1/happenings", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_one_of_each(client: TestClient, sample_ledger: Ledger) -> None:
    happening = next(h for h in sample_ledger.all_happenings() if h.actors)
    source = happening.sources[0]
    assert client.get(f"/api/v1/happenings/{happening.id}").json()["happening"]["id"] == happening.id
    assert client.get(f"/api/v1/events/{source.event}").json()["happening"]["id"] == happening.id
    assert client.get(f"/api/v1/documents/{source.document}").json()["reading"]["document"]["id"].startswith("sha256:")
    assert client.get(f"/api/v1/parties/{happening.actors[0].entity}").json()["id"] == happening.actors[0].entity
    assert client.get("/api/v1/contacts", params={"of": happening.actors[0].country or "NOR"}).status_code == 200
    assert client.get("/api/v1/pledges", params={"open": True}).status_code == 200
    assert client.get("/api/v1/search", params={"q": "minister"}).json()["items"]


def test_problems_are_told(client: TestClient) -> None:
    for address, status in (
        ("/api/v1/happenings/h0000", 404),
        ("/api/v1/happenings?since=yesterday", 400),
        ("/api/v1/happenings?limit=0", 422),
        ("/api/v1/happenings?after=x", 400),
        ("/api/v1/happenings?between=NOR", 400),
        ("/api/v1/search?q=minister&after=x~y", 400),
        ("/api/v1/nothing", 404),
    ):
        answer = client.get(address)
        assert answer.status_code == status, address
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["detail"]
    assert (
        client.post(
            "/api/v1/read", json={"text": "Das ist ein deutscher Satz über den Besuch des Ministers in Oslo."}
        ).status_code
        == 422
    )


def test_a_document_and_a_decision(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    given = {"text": "OSLO - Norway expelled two diplomats of Chad on Tuesday.", "published": "2031-03-12", "locator": "desk/1"}
    assert client.post("/api/v1/documents", json=given).json() == {"added": 1, "known": 0, "renewed": 0}
    assert client.post("/api/v1/documents", json=given).json() == {"added": 0, "known": 1, "renewed": 0}
    event = client.get("/api/v1/happenings", params={"between": ["NOR", "TCD"], "since": "2031-03"}).json()["items"][0][
        "sources"
    ][0]
    decision = {"record": event["event"], "verdict": "confirm", "analyst": "Ada Moe"}
    assert client.post("/api/v1/decisions", json=decision).status_code == 201
    assert client.get("/api/v1/decisions").json()["items"][0]["analyst"] == "Ada Moe"
    assert client.post("/api/v1/decisions", json={**decision, "analyst": None}).status_code == 400
    assert ledger.check() == []


def test_the_description_is_openapi_3_1(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/happenings" in described["paths"]
    assert "/read" not in described["paths"]
