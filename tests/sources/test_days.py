"""Days in the frame of a text, and days that callers give."""

from __future__ import annotations

from datetime import date

import pytest

from communique.errors import UsageError
from communique.sources.days import parse_published, stated_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12 September 2008", date(2008, 9, 12)),
        ("12th of September, 2008", date(2008, 9, 12)),
        ("Sept. 12, 2008", date(2008, 9, 12)),
        ("Friday, 12 Sep 2008", date(2008, 9, 12)),
        ("2008-09-12T10:00Z", date(2008, 9, 12)),
        ("12.9.2008", date(2008, 9, 12)),
        ("9/12/2008", None),
        ("9/13/2008", date(2008, 9, 13)),
        ("31 February 2008", None),
        ("12 September", None),
        ("no day", None),
    ],
)
def test_stated_day(words: str, day: date | None) -> None:
    assert stated_day(words) == day


@pytest.mark.parametrize(
    "value",
    ["2022-01-22", " 2022-01-22 ", "22 January 2022", "January 22, 2022", "22.1.2022", "2022-01-22T23:30:00-05:00", "20220122"],
)
def test_published_day_in_many_forms(value: str) -> None:
    assert parse_published(value) == date(2022, 1, 22)


@pytest.mark.parametrize(
    "value", ["", " ", "soon", "2022-13-45", "2022", "March", "March 2022", "31 February 2022", "22/01", "x" * 300]
)
def test_impossible_day_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(UsageError, match=r"is no day of publication\. .* 2022-01-22"):
        parse_published(value)


def test_day_relative_to_today_is_fine() -> None:
    assert (parse_published("today") - parse_published("yesterday")).days == 1
