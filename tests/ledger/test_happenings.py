"""What reports tell of one thing becomes one happening, whatever the order in which they come."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from communique.evaluation.happenings import HappeningSet, load_happening_set, score_happenings
from communique.ledger import Ledger
from communique.ledger.happenings.describe import Happening
from communique.sources.document import Document

FORTY = Path(__file__).parents[1] / "happenings" / "forty"


@pytest.fixture(scope="module")
def forty() -> HappeningSet:
    return load_happening_set(FORTY)


def test_quality_does_not_fall(forty: HappeningSet) -> None:
    figures, _ = score_happenings(forty)
    precision, recall, f1 = figures.f1
    assert precision >= 0.97
    assert recall >= 0.72
    assert f1 >= 0.84
    assert figures.f1_of_read[2] >= 0.93
    assert (figures.copies_right, figures.copies_found) == (2, 2)


def test_the_order_of_arrival_changes_nothing(forty: HappeningSet) -> None:
    def shuffled(seed: int) -> Callable[[Sequence[Document]], list[Document]]:
        return lambda documents: random.Random(seed).sample(list(documents), len(documents))

    digests = {score_happenings(forty, order)[1] for order in (lambda d: d, lambda d: list(d)[::-1], shuffled(1), shuffled(2))}
    assert len(digests) == 1


def test_one_by_one_or_all_at_once(forty: HappeningSet, tmp_path: Path) -> None:
    """Also with days that are known to a year only, and with none: what is merged later must not take apart what stays."""
    texts = [
        "OSLO - Norway's king visited Chad in 2030, and the president of Chad visited Norway in May.",
        "N'DJAMENA - Norway's king visited Chad in June 2030.",
        "BAMAKO - The leaders of Norway, Chad and Mali held a summit in Oslo.",
        "OSLO - The leaders of Norway, Chad and Mali held a summit in Oslo on Monday.",
        "OSLO - Norway's king visited Chad.",
    ]
    more = [Document(t, published=date(2031, 3, 12), publisher=f"P{n}", locator=f"m{n}") for n, t in enumerate(texts * 2)]
    documents = [*forty.documents, *more]
    digests = set()
    for name, parts in (("all", [documents]), ("each", [[d] for d in documents]), ("back", [[d] for d in documents[::-1]])):
        with Ledger.open(tmp_path / f"{name}.db", create=True) as ledger:
            for part in parts:
                ledger.ingest(part)
            digests.add(ledger.digest())
            assert ledger.check() == []
            ledger.merge(anew=True)
            digests.add(ledger.digest())
    assert len(digests) == 1


def told(tmp_path: Path, *reports: tuple[str, str]) -> list[Happening]:
    """The happenings of some reports, each a day of publication and a text."""
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        documents = [
            Document(text, published=date.fromisoformat(day), publisher=f"Herald {n}", locator=f"{n}.txt")
            for n, (day, text) in enumerate(reports)
        ]
        ledger.ingest(documents)
        assert ledger.check() == []
        return list(ledger.all_happenings())


def kinds(found: list[Happening], type_: str) -> list[Happening]:
    return [h for h in found if h.type == type_]


def test_who_called_whom_is_told_differently(tmp_path: Path) -> None:
    (call,) = told(
        tmp_path,
        ("2031-03-12", "OSLO - The king of Norway telephoned the president of Chad on Tuesday."),
        ("2031-03-13", "N'DJAMENA - The president of Chad telephoned the king of Norway on Tuesday."),
    )
    assert (call.documents, call.publishers, call.independent) == (2, 2, 2)
    (disagreement,) = call.disagreements
    assert disagreement.about == "direction"
    assert set(disagreement.values) == {"NOR > TCD", "TCD > NOR"}
    assert "phone" in " ".join(call.why)


def test_days_that_differ_are_told(tmp_path: Path) -> None:
    (call,) = told(
        tmp_path,
        ("2031-03-12", "OSLO - The king of Norway telephoned the president of Chad on Tuesday."),
        ("2031-03-13", "N'DJAMENA - The king of Norway telephoned the president of Chad on Wednesday."),
    )
    assert [d.about for d in call.disagreements] == ["date"]
    assert set(call.disagreements[0].values) == {"2031-03-11", "2031-03-12"}


def test_recalled_a_year_later(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        ("2031-11-22", "OSLO - Norway's foreign minister visited Chad on Thursday and signed nothing."),
        ("2032-10-04", "N'DJAMENA - Norway's foreign minister visited Chad last November, and a school was opened."),
    )
    (visit,) = kinds(found, "CONSULT")
    assert (visit.documents, visit.date and visit.date.start) == (2, "2031-11-20")


def test_a_plan_and_its_outcome(tmp_path: Path) -> None:
    (visit,) = told(
        tmp_path,
        ("2031-03-01", "OSLO - Norway's foreign minister will visit Chad on March 11."),
        ("2031-03-12", "N'DJAMENA - Norway's foreign minister visited Chad on Tuesday."),
    )
    assert (visit.type, visit.status, visit.documents) == ("CONSULT", "occurred", 2)
    assert [s.status for s in visit.sources] == ["future", "occurred"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Norway attacked Chad on Tuesday.", "Chad attacked Norway on Tuesday."),
        ("The king of Norway telephoned the president of Chad on Tuesday.", "Norway's king visited Chad on Tuesday."),
        ("Norway accused Chad of stealing fish on Tuesday.", "On Tuesday Norway accused Chad of hiding two pirates."),
        ("Norway's king met the president of Chad in Oslo on Sunday.", "Norway's king met the president of Chad on Wednesday."),
        ("Norway expelled two diplomats of Chad on Tuesday.", "Norway expelled two diplomats of Mali on Tuesday."),
    ],
    ids=["reversed", "call and visit", "another matter", "another day", "another party"],
)
def test_two_things_stay_two(tmp_path: Path, first: str, second: str) -> None:
    found = told(tmp_path, ("2031-03-13", f"OSLO - {first}"), ("2031-03-13", f"N'DJAMENA - {second}"))
    assert all(h.documents == 1 for h in found)
    assert len(found) >= 2


def test_a_claim_and_a_narration_are_one_and_told_apart(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        ("2031-03-12", "OSLO - Norway attacked Chad on Tuesday and sank two ferries near the harbour."),
        ("2031-03-12", "N'DJAMENA - Norway attacked Chad on Tuesday and sank two ferries, the president of Mali claimed."),
    )
    attack = max(kinds(found, "ASSAULT"), key=lambda h: h.documents)
    assert attack.documents == 2
    assert attack.narrated
    assert sorted(s.claimed for s in attack.sources) == [False, True]


def test_copies_are_counted_once(tmp_path: Path) -> None:
    text = (
        "OSLO - Norway's foreign minister visited Chad on Tuesday and opened a school by the lake, where two hundred children "
        "sang for him. He promised to send teachers in the autumn. The fishermen asked him for engines, the mayor for a bridge."
    )
    (visit, *_) = kinds(told(tmp_path, ("2031-03-12", text), ("2031-03-13", text + " Rain fell.")), "CONSULT")
    assert (visit.documents, visit.independent) == (2, 1)
    assert [s.copy_of is None for s in visit.sources] == [True, False]


def test_a_thousand_reports_of_one_thing(tmp_path: Path) -> None:
    reports = [("2031-03-12", f"OSLO - Norway's king visited Chad on Tuesday. Item {n} follows.") for n in range(300)]
    (visit,) = kinds(told(tmp_path, *reports), "CONSULT")
    assert visit.documents == 300


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Norway thanked Chad on Tuesday for the rescue of a pilot.", "Norway expressed its gratitude to Chad on Tuesday."),
        (
            "The king of Norway telephoned the president of Chad on Tuesday.",
            "Norway's king spoke with Chad's president on Tuesday.",
        ),
        (
            "Norway's prime minister will visit Chad on March 20.",
            "Norway's prime minister called off her visit to Chad on Wednesday.",
        ),
        ("Norway expelled the ambassador of Chad.", "Norway expelled the Chadian ambassador on Monday."),
    ],
    ids=["other words", "spoke", "called off", "no day"],
)
def test_other_words_for_one_thing(tmp_path: Path, first: str, second: str) -> None:
    found = told(tmp_path, ("2031-03-13", f"OSLO - {first}"), ("2031-03-13", f"N'DJAMENA - {second}"))
    assert [h.documents for h in found] == [2]


def test_a_cancelled_visit_keeps_the_day_for_which_it_was_planned(tmp_path: Path) -> None:
    (visit,) = told(
        tmp_path,
        ("2031-03-01", "OSLO - Norway's foreign minister will visit Chad on March 11."),
        ("2031-03-08", "OSLO - Norway's foreign minister called off his visit to Chad on Friday."),
    )
    assert visit.date is not None
    assert (visit.date.start, visit.disagreements) == ("2031-03-11", [])
