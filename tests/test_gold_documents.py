"""The gold documents are well-formed: what they point at is in the article, and their values are those of the schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from communique.records import EventType, StatementKind, Status

PATHS = sorted((Path(__file__).parent / "gold").glob("*.json"))


def load(path: Path) -> tuple[str, dict[str, Any]]:
    return path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


def test_there_are_gold_documents() -> None:
    assert len(PATHS) >= 8


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_events_point_at_the_article(path: Path) -> None:
    text, gold = load(path)
    for event in gold["events"]:
        assert text.count(event["evidence"]) == 1, event
        assert event["type"] in get_args(EventType), event
        assert event["status"] in get_args(Status), event
        assert event["actors"] or event["recipients"], event
        assert isinstance(event["core"], bool), event
        if event["date"] is not None:
            earliest, latest = map(date.fromisoformat, event["date"])
            assert earliest <= latest, event


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_statements_point_at_the_article(path: Path) -> None:
    text, gold = load(path)
    for statement in gold["statements"]:
        start = text.find(statement["content"])
        assert start >= 0, statement
        assert text.find(statement["content_end"], start) >= 0, statement
        assert statement["cue"] is None or statement["cue"] in text, statement
        assert statement["kind"] in get_args(StatementKind), statement


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_mentions_occur(path: Path) -> None:
    text, gold = load(path)
    for mention in gold["mentions"]:
        at = -1
        for _ in range(mention["nth"]):
            at = text.find(mention["text"], at + 1)
            assert at >= 0, mention
