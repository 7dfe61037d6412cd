"""Attributions in whole articles of political and diplomatic news, marked by hand before anything was run on them (README.md).

The floors lie a little under the figures of docs/statements.md; raise them when the figures rise.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.errors import GoldError
from communique.evaluation.attributions import AttributionFigures, load_folder, load_marked, score_attributions

HERE = Path(__file__).parent
# Folder: what must be reached, as F1 in percent: contents, and contents with the right speaker.
FLOORS = {
    "political": {"quoted": (94, 87), "indirect": (83, 80), "all": (88, 83)},
    "unseen": {"quoted": (92, 86), "indirect": (83, 79), "all": (86, 81)},
}


@pytest.fixture(scope="module", params=FLOORS)
def scored(request: pytest.FixtureRequest) -> tuple[str, AttributionFigures]:
    """The figures of a folder."""
    return request.param, score_attributions(load_folder(HERE / request.param), communique.read_many)


@pytest.mark.parametrize("category", ["quoted", "indirect", "all"])
def test_f1_stays_above_its_floor(scored: tuple[str, AttributionFigures], category: str) -> None:
    folder, figures = scored
    contents, speakers = FLOORS[folder][category]
    tally = getattr(figures, category)
    assert tally.f1() >= contents, f"{folder}, {category}: contents fell to {tally.f1():.1f}"
    assert tally.f1(whose=True) >= speakers, f"{folder}, {category}: with its speaker fell to {tally.f1(whose=True):.1f}"


def test_marks_are_taken_out_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "01.txt"
    body = '{c1:"Done,"} {s1:Rada Valo} {q1:said}, {q2:adding} {c2:{s3:he} {q3:hoped} {c3:so}}.\n'
    listed = "=====\n1 | Rada Valo | speech\n2 | Rada Valo | speech\n3 | he | thought\n"
    path.write_text(body + listed, encoding="utf-8")
    article = load_marked(path)
    assert article.text == '"Done," Rada Valo said, adding he hoped so.'
    first, second, third = article.attributions
    assert [article.text[a:b] for a, b in first.contents + first.sources + first.cues] == ['"Done,"', "Rada Valo", "said"]
    assert [article.text[a:b] for a, b in second.contents] == ["he hoped so"]
    assert (third.speaker, third.kind) == ("he", "thought")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{c1:Done", "not closed"),
        ("Done}", "too many"),
        ("{c2:Done}", "2 has no row"),
        ("Done", "1 has no content"),
    ],
)
def test_mistakes_in_marks_are_told(tmp_path: Path, body: str, message: str) -> None:
    path = tmp_path / "01.txt"
    path.write_text(f"{body}\n=====\n1 | X | speech\n", encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        load_marked(path)


@pytest.mark.parametrize(
    "row", ["1 | X", "one | X | speech", "1 | X | Y | speech", "1 | X | speech\n1 | Y | speech", "1 | X | speech\n\n"]
)
def test_mistakes_in_the_footer_are_told(tmp_path: Path, row: str) -> None:
    path = tmp_path / "01.txt"
    path.write_text(f"{{c1:Done}}\n=====\n{row}\n2 | Z | speech\n", encoding="utf-8")
    with pytest.raises(GoldError, match="a number of its own"):
        load_marked(path)


def test_a_missing_footer_is_told(tmp_path: Path) -> None:
    path = tmp_path / "01.txt"
    path.write_text("{c1:Done}\n", encoding="utf-8")
    with pytest.raises(GoldError, match="====="):
        load_marked(path)
