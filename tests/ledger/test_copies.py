"""Copies are found by the words they share; formulaic texts about different things are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, permutations
from pathlib import Path

import pytest

from communique.ledger import Ledger
from communique.ledger.copies import ALIKE, bands_of, likeness, signature
from communique.sources.document import Document

FORTY = Path(__file__).parents[1] / "happenings" / "forty"
STORY = (
    "OSLO - The foreign minister of Norway visited Chad on Tuesday and opened a school by the lake, where two hundred children "
    "sang for him. He promised to send teachers in the autumn. The fishermen asked him for engines, and the mayor for a bridge. "
    "The minister travelled on to Mali in the evening, where he is to meet the president and the head of the chamber of farmers."
)


def alike(a: str, b: str) -> float:
    return likeness(signature(a), signature(b))


def test_of_forty_documents_only_the_copies_are_copies() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(FORTY.glob("*.txt"))}
    found = {(a[:2], b[:2]) for a, b in combinations(texts, 2) if alike(texts[a], texts[b]) >= ALIKE}
    assert found == {("08", "39"), ("15", "40")}
    by_number = {name[:2]: text for name, text in texts.items()}
    assert alike(by_number["01"], by_number["05"]) < ALIKE  # the same office's formulas about two calls


@pytest.mark.parametrize(
    ("changed", "copied"),
    [
        (STORY.upper(), True),
        (STORY.replace(".", ";").replace(",", ""), True),
        (STORY[: len(STORY) * 2 // 3], True),
        (STORY + " Rain fell all night, and the lake rose by the width of a hand.", True),
        (" ".join(reversed(STORY.split())), False),
        ("The foreign minister of Norway visited Chad.", False),
    ],
    ids=["capitals", "punctuation", "cut", "longer", "reversed", "a line of it"],
)
def test_what_counts_as_a_copy(changed: str, copied: bool) -> None:
    assert (alike(STORY, changed) >= ALIKE) is copied


def test_copies_share_a_band() -> None:
    assert set(bands_of(signature(STORY))) & set(bands_of(signature(STORY[: len(STORY) * 4 // 5])))
    assert len(set(bands_of(signature(STORY)))) == 32


def test_the_first_is_the_earliest_whatever_the_order(tmp_path: Path) -> None:
    first = Document(STORY, published=date(2031, 3, 12), publisher="A", locator="a")
    update = replace(first, text=STORY + " Rain fell all night.", published=date(2031, 3, 13), locator="b")
    copy = replace(first, publisher="B", published=date(2031, 3, 14), locator="c")
    digests = set()
    for n, order in enumerate(permutations((first, update, copy))):
        with Ledger.open(tmp_path / f"{n}.db", create=True) as ledger:
            for one in order:
                ledger.ingest([one])
            pages = [ledger.show(id) for id, _ in ledger.readings()]
            firsts = {p.document.copy_of or p.document.id for p in pages}  # type: ignore[union-attr]
            assert firsts == {p.document.id for p in pages if p.document.published == "2031-03-12"}  # type: ignore[union-attr]
            digests.add(ledger.digest())
    assert len(digests) == 1
