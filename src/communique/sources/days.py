"""Days that the frame of a text states: in a dateline, a letterhead, "Published: ...". And the day a caller gives.

Days inside the prose are another matter (``reading/times/``): here the forms are few, so a regular expression comes
first, and dateparser only reads what a person typed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.errors import UsageError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"

# Matches a day as frames write it, with or without a year. No groups, so that it can stand inside other expressions.
DAY_PATTERN = (
    rf"(?:{WEEKDAY},?\s+)?(?:"
    rf"\b\d{{4}}-[01]\d-[0-3]\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|\b[0-3]?\d\.[01]?\d\.\d{{4}}\b"
    rf"|\b[0-3]?\d/[0-3]?\d/\d{{4}}\b"
    rf"|\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH}\s+{_DAY}\b(?:,?\s+\d{{4}}\b)?)"
)

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
        r"\b(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>\d{4})\b",
        r"\b(?P<slash>[0-3]?\d/[0-3]?\d)/(?P<year>\d{4})\b",
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<name>{_MONTH})(?:,?\s+(?P<year>\d{{4}})\b)?",
        rf"\b(?P<name>{_MONTH})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}})\b)?",
    )
)

# A desk east of the publisher's clock may already write tomorrow.
_CLOCK_SLACK = timedelta(days=1)


def stated_day(words: str, not_after: date | None = None) -> date | None:
    """The first day that ``words`` state, or None.

    A day without a year is the nearest one not after ``not_after`` (give or take a day for time zones); without
    ``not_after`` it stays unknown. "03/04/2012" is unknown too, since nobody can tell which number is the month.
    """
    for form in _FORMS:
        found = form.search(words)
        if found is None:
            continue
        parts = found.groupdict()
        day, month = _day_and_month(parts)
        if parts.get("year"):
            return _day(int(parts["year"]), month, day)
        return _nearest(month, day, not_after) if not_after else None
    return None


def states_year(words: str) -> bool:
    """Whether ``words`` hold a year of four digits."""
    return re.search(r"\b[12]\d{3}\b", words) is not None


def parse_published(value: str) -> date:
    """The day of publication that a caller gave, as ISO ("2022-01-22") or in English ("22 January 2022", "yesterday").

    Raises UsageError, with the value and an example, for what is no day.
    """
    words = value.strip()
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:  # a moment: the day as written there, whatever the time zone of this machine
        return date.fromisoformat(re.split(r"[T ]", words, maxsplit=1)[0])
    except ValueError:
        pass
    day = stated_day(words) if re.search(r"\d{4}", words) else None
    if day is None and words and not re.fullmatch(r"[\d/.\- ]+", words):
        day = _parse_loosely(words)
    if day is None:
        raise UsageError(f"{value!r} is no day of publication. Give it as YEAR-MONTH-DAY, for example 2022-01-22.")
    return day


def _parse_loosely(words: str) -> date | None:
    import dateparser  # takes a while to import, and most days are ISO

    parsed = dateparser.parse(words, languages=["en"], settings={"DATE_ORDER": "DMY", "STRICT_PARSING": False})
    # A bare "March" or "2012" would be filled up from today's date: a guess, so it is refused.
    if parsed is None or not re.search(r"\d|day|ago|now|week", words, re.IGNORECASE) or re.fullmatch(r"\W*\D*\d{4}\W*", words):
        return None
    return parsed.date()


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int]:
    if parts.get("slash"):
        first, second = (int(number) for number in str(parts["slash"]).split("/"))
        if first > 12 or first == second:
            return first, second
        if second > 12:
            return second, first
        return 0, 0
    if parts.get("name"):
        return int(parts["day"] or 0), _MONTHS.index(str(parts["name"])[:3].lower()) + 1
    return int(parts["day"] or 0), int(parts["month"] or 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, not_after: date) -> date | None:
    # Eight years back reach the last 29 February over any missing leap year.
    for year in range(not_after.year + 1, not_after.year - 8, -1):
        found = _day(year, month, day)
        if found and found <= not_after + _CLOCK_SLACK:
            return found
    return None
