"""Intervals of whole days, and the arithmetic of weeks, months, seasons, years and parts of them."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

# Years that a date of ours can lie in: the words "in 1650" or "in 2350" are more often a count than a year.
FIRST_YEAR, LAST_YEAR = 1800, 2100

# Meteorological seasons of the northern half, as GOLD.md has them. Winter is named after the year of its December.
SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

HOLIDAYS: dict[str, tuple[int, int]] = {
    "new year's day": (1, 1), "new year": (1, 1), "orthodox christmas": (1, 7), "may day": (5, 1), "bastille day": (7, 14),
    "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31),
}  # fmt: skip
EASTER_OFFSETS = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1}


class Interval(NamedTuple):
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date


def one_day(day: date) -> Interval:
    """The interval of one day."""
    return Interval(day, day)


def days(interval: Interval, first: int, last: int | None = None) -> Interval:
    """``interval`` moved by ``first`` days; with ``last``, its end moved by ``last`` days instead."""
    return Interval(interval.start + timedelta(first), interval.end + timedelta(first if last is None else last))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (earlier if negative), or the last day of a shorter month."""
    moved: date = day + relativedelta(months=months)
    return moved


def month(year: int, number: int) -> Interval:
    """The whole month."""
    return Interval(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def years(first: int, last: int) -> Interval:
    """From 1 January of ``first`` to 31 December of ``last``."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def season(name: str, year: int) -> Interval:
    """The season that begins in ``year``: three whole months."""
    start = date(year, SEASON_MONTH[name], 1)
    return Interval(start, add_months(start, 3) - timedelta(1))


def weekday(week_of: date, number: int) -> Interval:
    """Day ``number`` (Monday is 0) of the Monday-to-Sunday week of a day."""
    return one_day(week_of + timedelta(number - week_of.weekday()))


def holiday(name: str, year: int) -> Interval:
    """The holiday (a key of ``HOLIDAYS`` or ``EASTER_OFFSETS``) in a year; Easter is the western one."""
    if name in EASTER_OFFSETS:
        sunday: date = easter(year)
        return one_day(sunday + timedelta(EASTER_OFFSETS[name]))
    return one_day(date(year, *HOLIDAYS[name]))


def unit_around(unit: str, day: date) -> Interval:
    """The calendar day, week (Monday to Sunday), weekend, month, quarter, year, decade or century that a day lies in."""
    match unit:
        case "day":
            return one_day(day)
        case "week":
            return Interval(weekday(day, 0).start, weekday(day, 6).start)
        case "weekend":
            return Interval(weekday(day, 5).start, weekday(day, 6).start)
        case "month":
            return month(day.year, day.month)
        case "quarter":
            first = month(day.year, day.month - (day.month - 1) % 3)
            return Interval(first.start, add_months(first.start, 3) - timedelta(1))
        case "year":
            return years(day.year, day.year)
        case "decade":
            return years(day.year - day.year % 10, day.year - day.year % 10 + 9)
        case "century":
            first_year = day.year - (day.year - 1) % 100
            return years(first_year, first_year + 99)
    raise KeyError(unit)


MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}


def unit_stepped(unit: str, day: date, step: int) -> Interval:
    """The calendar unit that lies ``step`` units after (before, if negative) the one around ``day``."""
    if unit in DAYS_IN:
        return unit_around(unit, day + timedelta(step * DAYS_IN[unit]))
    return unit_around(unit, add_months(day, step * MONTHS_IN[unit]))


def moved(day: date, unit: str, count: int) -> date:
    """``day`` plus ``count`` units (hours round up to days)."""
    if unit in MONTHS_IN:
        return add_months(day, count * MONTHS_IN[unit])
    if unit in DAYS_IN:
        return day + timedelta(count * DAYS_IN[unit])
    hours = count if unit == "hour" else 0
    return day + timedelta(hours // 24 if hours < 0 else -(-hours // 24))


def occurrence(make: Callable[[int], Interval], published: date, future: bool) -> Interval | None:
    """What comes once a year, nearest to publication.

    Past: the latest that has begun by then; future: the first that is not over. Nine years are tried, for 29 February.
    """
    tries = range(published.year - 1, published.year + 9) if future else range(published.year, published.year - 10, -1)
    for year in tries:
        try:
            found = make(year)
        except ValueError:  # 29 February, or a year off the calendar
            continue
        if found.end >= published if future else found.start <= published:
            return found
    return None


def slice_of(whole: Interval, part: str, number: int = 0) -> Interval:
    """A part of a week, month, season, year or longer.

    ``part`` is early, mid, late, start, end, half, quarter, week, months, first day or last day; ``number`` says which half,
    quarter or week (1 is the first, -1 the last) or how many first months.
    """
    length = (whole.end - whole.start).days + 1
    match part:
        case "first day":
            return one_day(whole.start)
        case "last day":
            return one_day(whole.end)
        case "week":
            start = whole.end - timedelta(6) if number < 0 else whole.start + timedelta(7 * (number - 1))
            return Interval(start, start + timedelta(6))
        case "half" | "quarter" | "months" if length > 31:
            total = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
            size = number if part == "months" else total // (2 if part == "half" else 4)
            position = 1 if part == "months" else number if number > 0 else (2 if part == "half" else 4)
            start = add_months(whole.start, size * (position - 1))
            return Interval(start, add_months(start, size) - timedelta(1))
        case "half":
            middle = whole.start + timedelta(15 if length > 7 else 3)
            return Interval(whole.start, middle - timedelta(1)) if number == 1 else Interval(middle, whole.end)
        case "quarter" | "months":
            return whole
    if length <= 2:
        return whole
    if length <= 7:
        first, last = {"early": (0, 1), "start": (0, 1), "mid": (2, 2), "late": (3, 6), "end": (4, 6)}[part]
        return days(one_day(whole.start), first, last)
    if length <= 31:
        first, last = {"early": (0, 9), "start": (0, 9), "mid": (10, 19)}.get(part, (20, length - 1))
        return days(one_day(whole.start), first, last)
    # A season has months for thirds, a year four-month thirds; its start and end are the first and last month, or year.
    total = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    third = 40 if total == 120 else total // 3 // 12 * 12 or total // 3
    if part in ("start", "end"):
        edge = 1 if total <= 12 else 12
        first, last = (0, edge) if part == "start" else (total - edge, total)
    elif total == 120:  # 1990-1993, 1994-1996, 1997-1999
        first, last = {"early": (0, 48), "mid": (48, 84), "late": (84, 120)}[part]
    else:
        first, last = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, total)}[part]
    return Interval(add_months(whole.start, first), add_months(whole.start, last) - timedelta(1))
