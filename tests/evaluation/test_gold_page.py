"""``docs/gold.md``: its example loads and is scored, and no field or measure is left out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.evaluation import Count, GoldDocument, Measure, evaluate_folder, load_gold, score
from communique.evaluation.figures import F1
from communique.evaluation.gold import GoldEvent, GoldMention, GoldStatement
from communique.records import Reading

PAGE = (Path(__file__).parents[2] / "docs" / "gold.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the example of the page."""
    for kind, ending in (("text", "txt"), ("json", "json")):
        (block,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        (tmp_path / f"01-example.{ending}").write_text(block, encoding="utf-8")
    return tmp_path


def test_the_example_is_scored(folder: Path, copied: Callable[[GoldDocument], Reading]) -> None:
    (gold,) = load_gold(folder)
    figures = score([gold], [copied(gold)])
    assert {figures[measure].share for measure in Measure} == {1.0}
    assert figures[Measure.EVENTS_RECALL] == Count(3, 3)


def test_communique_reads_the_example(folder: Path) -> None:
    figures = evaluate_folder(folder)
    assert figures[Measure.DOCUMENTS_READ] == Count(1, 1)
    assert figures[Measure.EVENTS_RECALL].of == 3


@pytest.mark.parametrize("record", [GoldDocument, GoldEvent, GoldStatement, GoldMention])
def test_each_field_is_described(record: type[GoldDocument | GoldEvent | GoldStatement | GoldMention]) -> None:
    for name, field in record.model_fields.items():
        if record is not GoldDocument or name not in ("name", "text"):
            assert f"| `{field.alias or name}` |" in PAGE, name


@pytest.mark.parametrize("name", [*Measure, *F1])
def test_each_measure_is_described(name: str) -> None:
    assert f"`{name}`" in PAGE
