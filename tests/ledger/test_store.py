"""Readings come back from a ledger as they went in, on SQLite and on PostgreSQL; the ledger holds together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

import communique
from communique.ledger import Ledger
from communique.sources.document import Document


def without_moment(reading: communique.Reading) -> dict[str, object]:
    return reading.model_dump(exclude={"provenance": {"read_at"}})


def test_a_reading_comes_back_as_it_went_in(ledger: Ledger, reports: list[Document]) -> None:
    wanted = {r.document.id: without_moment(r) for r in communique.read_many(reports)}
    found = {r.document.id: without_moment(r) for _, r in ledger.readings()}
    assert found == wanted


def test_it_holds_together(ledger: Ledger) -> None:
    assert ledger.check() == []


def test_the_same_document_twice_is_one(ledger: Ledger, reports: list[Document]) -> None:
    before = ledger.digest()
    tally = ledger.ingest(reports)
    assert (tally.known, tally.added) == (len(reports), 0)
    assert ledger.digest() == before


def test_the_same_text_elsewhere_is_one_document_with_two_sightings(ledger: Ledger, reports: list[Document]) -> None:
    ledger.ingest([replace(reports[0], locator="elsewhere/a.txt")])
    page = ledger.show(next(id for id, r in ledger.readings() if r.document.id == reports[0].id))
    assert page.sightings == ["elsewhere/a.txt", reports[0].locator]  # type: ignore[union-attr]
    assert ledger.counts()["documents"] == len(reports)


def test_the_same_text_of_another_publisher_is_a_copy(ledger: Ledger, reports: list[Document]) -> None:
    copied = replace(reports[0], publisher="The Copying Herald", published=date(2032, 1, 1), locator="copy.txt")
    ledger.ingest([copied])
    assert ledger.counts()["documents"] == len(reports) + 1
    pages = {r.document.publisher: ledger.show(id) for id, r in ledger.readings() if r.document.id == reports[0].id}
    first, second = pages[reports[0].publisher], pages["The Copying Herald"]
    assert second.document.copy_of == first.document.id  # type: ignore[union-attr]
    assert second.copies == {first.document.id: 1.0}  # type: ignore[union-attr]


def test_a_day_that_is_learned_later_is_read_with(new_ledger: Callable[[], str]) -> None:
    text = "OSLO - Norway's foreign minister visited Chad on Monday, the ministry said."
    with Ledger.open(new_ledger(), create=True) as undated, Ledger.open(new_ledger(), create=True) as dated:
        undated.ingest([Document(text, locator="a.txt")])
        assert undated.happenings()[0].date is None
        tally = undated.ingest([Document(text, locator="b.txt", published=date(2031, 3, 12))])
        assert (tally.renewed, tally.added) == (1, 0)
        assert undated.happenings()[0].date.start == "2031-03-10"  # type: ignore[union-attr]
        dated.ingest([Document(text, locator="b.txt", published=date(2031, 3, 12)), Document(text, locator="a.txt")])
        assert undated.digest() == dated.digest()


def test_the_order_of_arrival_changes_nothing(new_ledger: Callable[[], str], reports: list[Document]) -> None:
    digests = set()
    for order in (reports, reports[::-1], reports[3:] + reports[:3]):
        with Ledger.open(new_ledger(), create=True) as book:
            for one in order:
                book.ingest([one])
            digests.add(book.digest())
    assert len(digests) == 1


@pytest.mark.parametrize(
    "text", ["", "\0", "Le ministre des affaires étrangères a rencontré son homologue à Paris mardi dernier."]
)
def test_what_cannot_be_read_is_kept_with_its_reason(new_ledger: Callable[[], str], text: str) -> None:
    with Ledger.open(new_ledger(), create=True) as book:
        tally = book.ingest([Document(text, locator="a.txt"), Document("Norway's king visited Chad.", locator="b.txt")])
        assert (tally.failed, tally.added) == (1, 1)
        (failure,) = book.failures()
        assert failure.locator == "a.txt"
        assert failure.reason
        assert book.check() == []


def test_a_failure_goes_when_the_document_can_be_read(new_ledger: Callable[[], str]) -> None:
    text = "Le ministre des affaires étrangères a rencontré son homologue à Paris mardi dernier."
    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest([Document(text, locator="a.txt")])
        assert len(book.failures()) == 1
        book.ingest([Document(text, locator="a.txt")], language="any")
        assert len(book.failures()) == 0
        assert book.counts()["documents"] == 1


def test_odd_file_names(new_ledger: Callable[[], str]) -> None:
    name = "reports/caf\udce9.txt"
    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest([Document("Norway's king visited Chad.", source_id=name, locator=name), Document("", locator=name + "2")])
        assert book.counts()["documents"] == 1
        assert len(book.failures()) == 1
        assert book.check() == []
