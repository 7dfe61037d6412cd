"""The examples of docs/pages.md work as they stand there."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from communique.ledger import Ledger

PAGE = (Path(__file__).parents[2] / "docs" / "pages.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def base(sample_ledger: Ledger, serving: Callable[[Ledger], AbstractContextManager[str]]) -> Iterator[str]:
    with serving(sample_ledger) as address:
        yield address


def test_the_curl_examples(base: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    (block,) = re.findall(r"```console\n(\$ curl.*?)```", PAGE, re.DOTALL)
    answers = []
    for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        here = command.replace("http://127.0.0.1:8000", base)
        answers.append(subprocess.run(here, shell=True, cwd=tmp_path, capture_output=True, check=True).stdout)
    assert json.loads(answers[0])["events"][0]["type"] == "CONSULT"
    assert "items" in json.loads(answers[1])
    assert len((tmp_path / "happenings.csv").read_text().splitlines()) > 10


def test_the_python_example(base: str, sample_ledger: Ledger) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    two_sided = (h for h in sample_ledger.all_happenings() if h.actors and h.recipients)
    h = next(h for h in two_sided if h.recipients[0].country != h.actors[0].country)
    a, b = h.actors[0].country or h.actors[0].entity, h.recipients[0].country or h.recipients[0].entity
    assert h.id in {found["id"] for found in names["happenings"](base, a, b)}


def test_it_is_started_and_stopped(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "communique", "serve", "--ledger", str(tmp_path / "l.db"), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            assert f"http://127.0.0.1:{port}" in server.stderr.readline()
            for _ in range(300):
                try:
                    assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            server.send_signal(signal.SIGINT)
            assert server.wait(20) in (0, 130)
            assert "Traceback" not in server.stderr.read()
        finally:
            server.kill()


def test_the_options_are_told() -> None:
    from click.testing import CliRunner

    from communique.cli import main

    told = CliRunner().invoke(main, ["serve", "--help"]).output
    for option in re.findall(r"`(--[a-z-]+)`", PAGE.split("## Who gets in")[1]):
        assert option in told
