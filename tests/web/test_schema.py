"""Whatever the description of the interface allows is answered as it says, and never with an error of the server's own.

COMMUNIQUE_CASES sets how many cases each operation gets.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from communique import samples
from communique.ledger import Ledger

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from communique.web.app import create_app  # noqa: E402
from communique.web.settings import Settings  # noqa: E402

CASES = int(os.environ.get("COMMUNIQUE_CASES", "6"))
SHARE = 0.5  # some operations have hardly anything to vary
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def test_what_is_described_is_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        ledger.ingest(replace(document, locator=document.source_id) for document in samples.documents()[:3])
        app = create_app(ledger, Settings(names=("testserver",)))
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        operations = [found.ok() for found in schema.get_all_operations()]
        assert len(operations) >= 20
        asked = sum(_holds(operation) for operation in operations)
        print(f"{asked} cases of {len(operations)} operations")
        assert asked >= CASES * len(operations) * SHARE
        assert ledger.check() == []


def _holds(operation: Any) -> int:
    """Ask an operation all its cases; how many there were."""
    asked = 0

    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy())
    def holds(case: Any) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(checks=CHECKS)

    holds()
    return asked
