"""Who gets in, what may change something, and what a page may do."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from communique.errors import UsageError
from communique.ledger import Ledger
from communique.web.app import create_app
from communique.web.settings import Settings, read_passwords, read_token

HERE = "http://127.0.0.1"
TOKEN = "a-token-of-more-than-twenty-characters"


def test_another_address_asks_for_a_guard() -> None:
    for host in ("0.0.0.0", "192.0.2.7", "::", "desk.example.org"):
        with pytest.raises(UsageError, match="--token-file"):
            Settings(host=host)
        assert Settings(host=host, token=TOKEN).guarded
    for host in ("127.0.0.1", "::1", "localhost"):
        assert not Settings(host=host).guarded


def test_a_token_opens(sample_ledger: Ledger) -> None:
    client = TestClient(create_app(sample_ledger, Settings(token=TOKEN)), base_url=HERE)
    for address in ("/", "/api/v1/happenings", "/static/style.css"):
        assert client.get(address).status_code == 401
        assert client.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get(address, headers={"Authorization": "Basic ???"}).status_code == 401
        assert client.get(address, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert client.get(address, auth=("Ada", TOKEN)).status_code == 200


def test_a_password_opens(sample_ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "users").write_text(f"# the desk\nada:{PasswordHasher(time_cost=1, memory_cost=64).hash('Öl und Fisch')}\n")
    client = TestClient(create_app(sample_ledger, Settings(passwords=read_passwords(tmp_path / "users"))), base_url=HERE)
    right = {"Authorization": "Basic YWRhOsOWbCB1bmQgRmlzY2g="}  # ada:Öl und Fisch, in UTF-8 as the server asks for
    assert client.get("/", headers=right).status_code == 200
    assert client.get("/", headers=right).status_code == 200
    assert client.get("/", auth=("ada", "wrong")).status_code == 401
    assert client.get("/", auth=("eve", "wrong")).status_code == 401
    assert client.get("/").headers["www-authenticate"].startswith("Basic")


def test_files_of_tokens_and_passwords(tmp_path: Path) -> None:
    file = tmp_path / "f"
    for words in ("", "short", "\n\n"):
        file.write_text(words)
        with pytest.raises(UsageError, match="characters"):
            read_token(file)
    file.write_text(f"{TOKEN}\n")
    assert read_token(file) == TOKEN
    for words in ("", "ada:secret", "ada"):
        file.write_text(words)
        with pytest.raises(UsageError):
            read_passwords(file)
    with pytest.raises(UsageError, match="cannot be read"):
        read_token(tmp_path / "none")


def test_a_page_elsewhere_changes_nothing(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    form = {"record": "x", "verdict": "confirm", "analyst": "Eve"}
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ):
        assert client.post("/decide", data=form, headers=headers).status_code == 403
        assert client.post("/api/v1/decisions", json=form, headers=headers).status_code == 403
    assert client.post("/decide", data=form, headers={"Origin": HERE}).status_code == 400  # let in, and then there is no x
    assert len(ledger.decisions()) == 0


def test_it_answers_only_to_its_own_names(sample_ledger: Ledger) -> None:
    client = TestClient(create_app(sample_ledger), base_url="http://rebound.example")
    assert client.get("/").status_code == 400


def test_a_large_request_is_refused(sample_ledger: Ledger) -> None:
    client = TestClient(create_app(sample_ledger, Settings(largest=1000)), base_url=HERE)
    assert client.post("/api/v1/read", json={"text": "x" * 2000}).status_code == 413
    chunks = iter([b'{"text": "', b"x" * 2000, b'"}'])  # without a Content-Length
    assert client.post("/api/v1/read", content=chunks, headers={"Content-Type": "application/json"}).status_code == 413
    assert client.post("/read", data={"text": "x" * 2000}).status_code == 413


def test_only_a_few_readings_wait(sample_ledger: Ledger) -> None:
    app = create_app(sample_ledger)
    client = TestClient(app, base_url=HERE)
    with ExitStack() as waiting:
        waiting.enter_context(app.state.turns.turn())
        for _ in range(7):
            assert app.state.turns._waiting.acquire(blocking=False)
        answer = client.post("/api/v1/read", json={"text": "Norway's king visited Chad."})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert client.get("/").status_code == 200


def test_pages_run_no_script_but_their_own(client: TestClient) -> None:
    for address in ("/", "/nowhere", "/api/v1/happenings", "/static/reader.js"):
        headers = client.get(address).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
