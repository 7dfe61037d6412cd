"""The interface for programs: the ledger's own records, page by page, and errors that tell what was wrong."""

from __future__ import annotations

import json

from fastapi.testclient import TestClient

import communique
from communique.ledger import Ledger


def test_a_text_is_read_as_in_python(client: TestClient) -> None:
    text = "OSLO - Norway's foreign minister visited Chad on Tuesday."
    answer = client.post("/api/v1/read", json={"text": text, "published": "2031-03-12"})
    assert answer.status_code == 200
    wanted = communique.read(text, "2031-03-12").model_dump(mode="json", by_alias=True)
    assert {**answer.json(), "provenance": None} == {**wanted, "provenance": None}


def test_page_by_page_is_all(client: TestClient, sample_ledger: Ledger) -> None:
    for what, limit in (("happenings", 7), ("statements", 5)):
        seen: list[str] = []
        after: dict[str, str] = {}
        while True:
            answer = client.get(f"/api/v1/{what}", params={"limit": limit, **after}).json()
            seen += [item["id"] for item in answer["items"]]
            if answer["next"] is None:
                break
            after = {"after": answer["next"]}
        wanted = sample_ledger.happenings() if what == "happenings" else sample_ledger.statements()
        assert seen == [record.id for record in wanted]
        assert len(seen) > limit


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


def test_exports_are_whole(client: TestClient, sample_ledger: Ledger) -> None:
    lines = client.get("/api/v1/export/happenings.jsonl").text.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {h.id for h in sample_ledger.all_happenings()}
    rows = client.get("/api/v1/export/statements.csv").text
    assert len(rows.splitlines()) > len(sample_ledger.statements())


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
