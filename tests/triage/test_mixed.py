"""Reports of every kind: the set is whole, and whatever a report is about, it is read, and each record points at its words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from communique.reading.pipeline import read_many
from communique.records import Reading, Span
from communique.sources.document import Document

MIXED = Path(__file__).parent / "mixed"


def reports() -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(MIXED.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]


def spans(reading: Reading) -> Iterator[Span]:
    for entity in reading.entities:
        yield from entity.mentions
    for statement in reading.statements:
        yield from statement.content
    for event in reading.events:
        yield from event.evidence
        yield event.trigger


def test_the_set_is_whole() -> None:
    found = reports()
    assert len({r["id"] for r in found}) == len(found) == 260
    assert Counter(r["core"] for r in found) == {True: 80, False: 180}
    assert all(r["title"] and r["why"] and 90 <= len(r["text"].split()) <= 270 for r in found)


def test_every_report_is_read_and_every_record_has_its_words() -> None:
    found = reports()
    documents = [Document(r["text"], r["id"], r["title"], date.fromisoformat(r["published"]), r["publisher"]) for r in found]
    told = Counter[bool]()
    for report, reading in zip(found, read_many(documents), strict=True):
        for span in spans(reading):
            assert reading.document.text[span.start : span.end] == span.text
        told[report["core"]] += bool(reading.events)
    # Not a measure of quality: that something is told of nearly all reports in which something is.
    assert told[True] >= 70
