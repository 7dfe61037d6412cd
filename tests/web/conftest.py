"""A server over a ledger of the packaged samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from communique import samples
from communique.ledger import Ledger

pytest.importorskip("fastapi", reason="the pages are not installed: pip install 'communique[web]'")
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


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, TestClient]]:
    """A ledger of two reports, which a test may change, and who asks a server over it."""
    with Ledger.open(tmp_path_factory.mktemp("web") / "own.db", create=True) as ledger:
        ledger.ingest(replace(document, locator=document.source_id) for document in samples.documents()[:2])
        yield ledger, TestClient(create_app(ledger), base_url=HERE)
