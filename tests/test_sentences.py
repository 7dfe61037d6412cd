"""Coded sentences: the figures stay above what was reached, less a little; and a mistake in a file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.errors import GoldError
from communique.evaluation.sentences import load_sentences, score_sentences

FOLDER = Path(__file__).parent / "sentences"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.stem)
def test_floor(path: Path) -> None:
    figures = score_sentences(load_sentences(path), lambda texts: communique.read_many(texts, language="any"))
    reached = (figures.type_f1, figures.actor_f1, figures.recipient_f1, figures.full_match)
    floor = (0.76, 0.84, 0.78, 0.62)
    assert all(r >= f for r, f in zip(reached, floor, strict=True)), reached


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "first line must be"),
        ("sentence\ttype\tactors\trecipients\nChad attacked Niger.\tASSAULT\tTCD\n", "line 2: 3 columns"),
        ("sentence\ttype\tactors\trecipients\nChad attacked Niger.\tATTACK\tTCD\tNER\n", "unknown event type 'ATTACK'"),
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=told):
        load_sentences(path)
