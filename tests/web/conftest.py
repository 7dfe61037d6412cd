"""A server over a ledger of the packaged samples."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest

from communique import samples
from communique.ledger import Ledger

pytest.importorskip("fastapi", reason="the pages are not installed: pip install 'communique[web]'")
import uvicorn
from fastapi.testclient import TestClient

from communique.web.app import create_app

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the samples, which tests only read."""
    with Ledger.open(tmp_path_factory.mktemp("web") / "samples.db", create=True) as ledger:
        ledger.ingest(replace(document, locator=document.source_id) for document in samples.documents())
        yield ledger


@pytest.fixture(scope="session")
def client(sample_ledger: Ledger) -> TestClient:
    """Asks a server over it."""
    return TestClient(create_app(sample_ledger), base_url=HERE)


@contextmanager
def _serving(ledger: Ledger) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def serving() -> Callable[[Ledger], AbstractContextManager[str]]:
    """Serves a ledger on a free port, and gives its address."""
    return _serving


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, TestClient]]:
    """A ledger of two reports, which a test may change, and who asks a server over it."""
    with Ledger.open(tmp_path_factory.mktemp("web") / "own.db", create=True) as ledger:
        ledger.ingest(replace(document, locator=document.source_id) for document in samples.documents()[:2])
        yield ledger, TestClient(create_app(ledger), base_url=HERE)
