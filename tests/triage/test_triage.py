"""The first look keeps what may hold an act between states, says why it passes over the rest, and judges no foreign text."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from communique.knowledge.world import load_world
from communique.reading.triage import NO_NAME, inflected, triage
from communique.sources.document import Document

MIXED = Path(__file__).parent / "mixed"
HARD = ("hard", "history", "domestic")


def why(text: str, title: str | None = None) -> str | None:
    return triage(Document(text, title=title), load_world())


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister of Peru summoned the Chilean ambassador on Monday and handed him a note of protest.",
        "Kenya and Uganda signed an agreement on fishing in Lake Victoria on Tuesday.",
        "France expelled two Russian diplomats. Moscow promised to retaliate.",
        "Government troops shelled positions of the M23 near Goma, and Rwanda denied that its soldiers had crossed the border.",
        "The African Union imposed sanctions on Niger after the talks in Abuja had failed.",
    ],
)
def test_an_act_between_states_is_kept(text: str) -> None:
    assert why(text) is None


def test_a_recipe_is_passed_over_in_words_for_a_person() -> None:
    text = "Chop two onions and fry them in butter. Add the flour, stir, and let it simmer for ten minutes. Serve with rice."
    assert why(text, "Onion sauce") == NO_NAME


def test_a_match_between_the_teams_of_two_states_is_sport() -> None:
    text = (
        "Norway beat Ghana 2-1 on Saturday with a late goal. Ghana's captain scored from a penalty before half-time, but "
        "a header by the substitute won the match for Norway.\n\nThe coach, asked by reporters, praised his goalkeeper. The "
        "team play their next match of the tournament in Bilbao on Tuesday. The striker is injured and will miss the season. "
        "Fans sang in the stadium until midnight, and the supporters of both teams swapped jerseys. The league goes on."
    )
    assert why(text, "Norway win with a late goal") == "reads like a report of sport"


@pytest.mark.parametrize(
    "text", ["", " \n", "Le président de la République a reçu hier l'ambassadeur du Pérou, qui lui a remis une lettre.\n"]
)
def test_what_cannot_be_judged_is_kept_for_the_reader(text: str) -> None:
    assert why(text) is None


def test_the_forms_of_a_word() -> None:
    assert {"treaties"} <= inflected("treaty")
    assert {"invades", "invaded", "invading"} <= inflected("invade")


def test_the_mixed_set() -> None:
    """The floors of docs/triage.md; the set has been fitted on but for a third."""
    kept: dict[bool, list[bool]] = {True: [], False: []}
    easy: list[bool] = []
    for path in sorted(MIXED.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            passes = why(report["text"], report["title"]) is None
            kept[report["core"]].append(passes)
            if not report["core"] and path.stem not in HARD:
                easy.append(passes)
    assert sum(kept[True]) >= 76
    assert sum(kept[False]) <= 18
    assert sum(easy) <= 4


def test_a_long_text_takes_time_by_its_length_only() -> None:
    line = "The minister met the ambassador of Chad in Paris and the goalkeeper scored. "

    def taken(n: int) -> float:
        begun = time.process_time()
        why(line * n)
        return time.process_time() - begun

    taken(100)
    assert taken(8_000) < 30 * max(taken(1_000), 0.005)
