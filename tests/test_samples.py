"""The sample reports: listed, dated, marked as invented, and written around office-holders whose terms cover them."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources

from communique import samples

MARK = "Sample report written for communique: the happenings, people and words in it are invented."
FOLDER = resources.files(samples)


def people() -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / "people.csv").read_text(encoding="utf-8").splitlines()))


def test_every_report_is_listed_once() -> None:
    listed = [str(d.source_id).removeprefix("samples/") for d in samples.documents()]
    assert sorted(listed) == sorted(f.name for f in FOLDER.iterdir() if f.name.endswith(".txt"))


def test_every_report_says_that_it_is_invented() -> None:
    for document in samples.documents():
        assert document.text.rstrip().splitlines()[-1] == MARK, document.source_id


def test_reports_come_oldest_first_and_lie_in_the_future() -> None:
    days = [d.published for d in samples.documents() if d.published]
    assert days == sorted(days)
    assert days[0] >= date(2031, 1, 1)


def test_every_person_is_in_a_report_within_the_term() -> None:
    for person in people():
        dates = [d.published for d in samples.documents() if person["name"] in d.text]
        assert dates, person["name"]
        for day in dates:
            assert day is not None
            assert person["start"] <= day.isoformat() <= person["end"], person["name"]
