"""Floors under the quality of reading, on our own gold documents. A change that lowers a figure below its floor needs a reason.

The floors lie a little under the figures in the README; raise them when the figures rise.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.evaluation import Figures, Measure, evaluate_folder

GOLD = Path(__file__).parent / "gold"
F1_FLOORS = {"events_f1": 0.79, "events_strict_f1": 0.58, "statements_f1": 0.79}
SHARE_FLOORS = {
    Measure.MENTIONS: 0.90,
    Measure.STATUS: 0.92,
    Measure.CLAIMED_OR_NARRATED: 0.90,
    Measure.MODE: 0.80,
    Measure.PLACE: 0.70,
}


@pytest.fixture(scope="module")
def figures() -> Figures:
    return evaluate_folder(GOLD)


@pytest.mark.parametrize("name", F1_FLOORS)
def test_f1_stays_above_its_floor(figures: Figures, name: str) -> None:
    reached = figures.f1(name)
    assert reached is not None
    assert reached >= F1_FLOORS[name], (
        f"{name} fell to {reached:.3f}: `communique evaluate tests/gold --details` shows every miss"
    )


@pytest.mark.parametrize("measure", SHARE_FLOORS)
def test_share_stays_above_its_floor(figures: Figures, measure: Measure) -> None:
    reached = figures[measure].share
    assert reached is not None
    assert reached >= SHARE_FLOORS[measure], f"{measure.value} fell to {reached:.3f}"
