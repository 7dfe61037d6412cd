"""The figures are those of the shared scorer, for the same readings.

The scorer lies outside of this repository, in ``../shared/eval``; where it is absent these tests are skipped.
"""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.evaluation import Count, Figures, GoldDocument, Measure, evaluate_folder, load_gold, matching, score
from communique.records import EventDate, Reading

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "eval"
SCORER = SHARED / "score_gold.py"
FOLDERS = [ROOT / "tests" / "gold", SHARED / "dev"]

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason=f"the shared scorer is not here: {SCORER}")
Copyist = Callable[[GoldDocument], Reading]
TYPES = ("AGREE", "CONSULT", "COERCE", "ACCUSE")
STATUSES = ("occurred", "ongoing", "future", "negated")


def shared_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score_gold", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHARED_SCORER = shared_scorer() if SCORER.is_file() else ModuleType("absent")


def assert_agreement(figures: Figures, folder: Path, readings: list[Reading]) -> None:
    tally, missed, extra = SHARED_SCORER.score(folder, [json.loads(reading.to_json()) for reading in readings])
    theirs = {name.replace(" ", "_"): Count(*count) for name, count in tally.items()}
    assert {measure.value: figures[measure] for measure in Measure if figures[measure].of} == theirs
    assert len(figures.misses) == len(missed)
    assert len([e for e in figures.extras if not e.what.startswith("statement")]) == len(extra)


def spoiled(reading: Reading, chance: random.Random) -> Reading:
    """The reading with all kinds of mistakes in it."""
    plain: dict[str, Any] = reading.model_dump(by_alias=True)
    plain["events"] += [dict(event) for event in plain["events"] if chance.random() < 0.3]
    for event in plain["events"]:
        event["actors"], event["recipients"] = list(event["actors"]), list(event["recipients"])
        if chance.random() < 0.3:
            event["actors"], event["recipients"] = event["recipients"], event["actors"]
        if event["actors"] and chance.random() < 0.3:
            event["actors"].pop(chance.randrange(len(event["actors"])))
        if chance.random() < 0.2:
            event["recipients"].append({**chance.choice(plain["events"])["trigger"], "entity": "organization/united-nations"})
            event["recipients"][-1].pop("text")
        if chance.random() < 0.2:
            event["type"] = chance.choice(TYPES)
        if chance.random() < 0.3:
            event["status"] = chance.choice(STATUSES)
        if chance.random() < 0.3:
            event["evidence"] = chance.choice(plain["events"])["evidence"]
        if chance.random() < 0.2:
            event["claimed_in"] = chance.choice([None, *(s["id"] for s in plain["statements"])])
        if chance.random() < 0.4:
            start, end = sorted(f"{chance.choice([2021, 2022, 2023])}-{chance.randint(1, 12):02}-10" for _ in range(2))
            event["date"] = chance.choice([None, EventDate().model_dump(), EventDate(start=start, end=end).model_dump()])
        if chance.random() < 0.2:
            event["place"] = None
        if plain["entities"] and chance.random() < 0.5:
            event["persons"] = ["person/unknown", chance.choice(plain["entities"])["id"]]
    for statement in plain["statements"]:
        for span in statement["content"]:
            if chance.random() < 0.6:
                span["start"] += chance.randint(0, 60)
                span["end"] = max(span["start"], span["end"] - chance.randint(0, 60))
        if plain["entities"] and chance.random() < 0.2:
            statement["speaker"] = chance.choice([None, "someone", chance.choice(plain["entities"])["id"]])
        if chance.random() < 0.2:
            statement["kind"] = chance.choice(["direct", "indirect", "mixed"])
    for kind in ("events", "statements", "entities"):
        chance.shuffle(plain[kind])
        plain[kind] = [record for record in plain[kind] if chance.random() < 0.9]
    return Reading.model_validate(plain)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_agreement_on_communique(folder: Path) -> None:
    readings: list[Reading] = []

    def read_many(documents: Any, **options: Any) -> Any:
        for reading in communique.read_many(documents, **options):
            readings.append(reading)
            yield reading

    assert_agreement(evaluate_folder(folder, read_many=read_many), folder, readings)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_agreement_on_perfect_and_spoiled_readings(folder: Path, copied: Copyist) -> None:
    gold = load_gold(folder)
    perfect = [copied(document) for document in gold]
    assert_agreement(score(gold, perfect), folder, perfect)
    for seed in range(20):
        chance = random.Random(seed)
        readings = [spoiled(reading, chance) for reading in perfect if chance.random() < 0.95]
        chance.shuffle(readings)
        assert_agreement(score(gold, readings), folder, readings)


def test_agreement_on_spellings() -> None:
    slugs = sorted({spelling for pair in SHARED_SCORER.SAME.items() for spelling in pair} | set(matching._FIRST_SPELLING))
    for one in slugs:
        for other in slugs:
            assert (SHARED_SCORER.slug(one) == SHARED_SCORER.slug(other)) == (
                matching.party_slug(one) == matching.party_slug(other)
            ), (one, other)


WORDS = st.lists(
    st.sampled_from(["Ingrid", "İdris", "fjellvang", "Øst-øst", "the-un", "a/b", "c:d", "NOR", "–", ""]) | st.text(max_size=4)
)


@given(WORDS, WORDS)
def test_agreement_on_names(one: list[str], other: list[str]) -> None:
    a, b = " ".join(one), " ".join(other)
    assert matching.same_name(a, b) == SHARED_SCORER.same_name(a, b)
    assert matching.squeeze(a) == SHARED_SCORER.squeeze(a)
    assert (matching.party_slug(a) == matching.party_slug(b)) == (SHARED_SCORER.slug(a) == SHARED_SCORER.slug(b))
