"""What the words of each way of telling a time mean: from the named groups of a rule's pattern and the point of view to days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from communique.reading.times import interval as iv
from communique.reading.times.interval import Interval
from communique.reading.times.words import MONTHS, ORDINALS, WEEKDAYS, count_of

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """From where a time is told. ``published`` is None when the day of publication is not known."""

    published: date | None
    future: bool = False
    previous: Interval | None = None


Meaning = Callable[[Parts, View], Interval | None]


def _word(which: str | None, at: View) -> str:
    """What "this coming", "that same" come down to: last, past, this, next, coming, that, following or previous.

    "The next" follows the last dated happening if there is one, else publication.
    """
    words = (which or "").lower().split()
    if words == ["the", "next"]:
        return "following" if at.previous else "next"
    return {"same": "that", "preceding": "previous"}.get(words[-1], words[-1]) if words else ""


def _such(which: str, unit: str, at: View) -> Interval | None:
    """A calendar unit by its word: "last week", "the following month", "that year"."""
    which = _word(which, at)
    if which in ("that", "following", "previous"):
        if at.previous is None:
            return None
        day = at.previous.end if which == "following" else at.previous.start
        return iv.unit_stepped(unit, day, {"that": 0, "following": 1}.get(which, -1))
    if at.published is None:
        return None
    return iv.unit_stepped(unit, at.published, {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0))


def _sliced(whole: Interval | None, part: str | None) -> Interval | None:
    """The part of an interval that words like "early", "the end of", "the second half of" mean; all of it without a part."""
    if whole is None or part is None:
        return whole
    found = re.search(r"early|mid|late|end|close|start|beginning|half|week|quarter|months|day", part.lower())
    key = found.group() if found else ""
    number = next((n for word, n in ORDINALS.items() if word in part.lower()), 0)
    if key == "months":
        digit = re.search(r"[369]|three|six|nine", part.lower())
        number = {"3": 3, "three": 3, "6": 6, "six": 6}.get(digit.group() if digit else "", 9)
    if key == "day":
        key = "last day" if number < 0 else "first day"
    return iv.slice_of(whole, {"close": "end", "beginning": "start"}.get(key, key), number)


def _in_year(p: Parts, at: View, make: Callable[[int], Interval]) -> Interval | None:
    """What ``make`` gives for the year that the words name, or for the nearest one that fits when they name none."""
    if "year" in p:
        return make(int(p["year"]))
    if "such" in p:
        year = _such(p["such"], "year", at)
        return make(year.start.year) if year else None
    return iv.occurrence(make, at.published, at.future) if at.published else None


def month_number(p: Parts) -> int:
    """The number of the month that the words name."""
    return MONTHS[p["month"][:3].lower()]


def _upto(day: date, at: View, whole: Interval) -> Interval:
    """ "This week" of a deed that is done ends with publication; of one to come it begins there."""
    return Interval(max(whole.start, day), whole.end) if at.future else Interval(whole.start, min(whole.end, day))


def day(p: Parts, at: View) -> Interval | None:
    month, first = month_number(p), int(p["day"])
    last = int(p.get("last", first))
    return _in_year(p, at, lambda year: Interval(date(year, month, first), date(year, month, last)))


def day_of_figures(p: Parts) -> date | None:
    """The day of 2008-07-07, 07.07.2008 or 13/07/2008; None when it is impossible, or could be read two ways."""
    year, a, b = int(p["year"]), int(p["a"]), int(p["b"])
    if p["mark"] == "/" and a != b and max(a, b) <= 12:
        return None
    month, day = (a, b) if p["mark"] == "-" or (p["mark"] == "/" and b > 12) else (b, a)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def figures(p: Parts, at: View) -> Interval | None:
    day = day_of_figures(p)
    return iv.one_day(day) if day else None


def month_of(p: Parts, at: View) -> Interval | None:
    number = month_number(p)

    def make(year: int) -> Interval:
        found = _sliced(iv.month(year, number), p.get("part"))
        return found or iv.month(year, number)

    if "which" not in p:
        return _in_year(p, at, make)
    which = _word(p["which"], at)
    if which == "that":
        return make(at.previous.start.year) if at.previous else None
    origin = at.previous if which in ("following", "previous") else iv.one_day(at.published) if at.published else None
    if origin is None:
        return None
    if which == "this":
        return make(origin.start.year)
    ahead = which in ("next", "following", "coming")
    month = iv.unit_around("month", origin.end if ahead else origin.start)
    return iv.occurrence(make, month.end + timedelta(1) if ahead else month.start - timedelta(1), ahead)


def year_of(p: Parts, at: View) -> Interval | None:
    return _sliced(iv.years(int(p["year"]), int(p["year"])), p.get("part"))


def years_of(p: Parts, at: View) -> Interval | None:
    first, last = int(p["year"]), int(p["last"])
    last = last if last >= 100 else first // 100 * 100 + last
    return iv.years(first, last) if first < last else None


def decade(p: Parts, at: View) -> Interval | None:
    first = int(p["decade"]) if len(p["decade"]) == 4 else 1900 + int(p["decade"])
    return _sliced(iv.years(first, first + 9), p.get("part"))


def century(p: Parts, at: View) -> Interval | None:
    first = {"nine": 1801, "19": 1801, "twen": 1901, "20": 1901}.get(p["century"].lower()[:4].removesuffix("th"), 2001)
    return _sliced(iv.years(first, first + 99), p.get("part"))


def season(p: Parts, at: View) -> Interval | None:
    name = p["season"].lower()

    def make(year: int) -> Interval:
        return _sliced(iv.season(name, year), p.get("part")) or iv.season(name, year)

    which = _word(p.get("which"), at)
    if not which:
        return _in_year(p, at, make)
    if which in ("that", "following", "previous"):
        if at.previous is None:
            return None
        if which == "that":
            return iv.occurrence(make, iv.unit_around("year", at.previous.start).start, True)
        ahead = which == "following"
        return _beyond(make, at.previous.end if ahead else at.previous.start, ahead)
    if at.published is None:
        return None
    if which != "this":
        return _beyond(make, at.published, which in ("next", "coming"))
    # "This winter": the one that is on, else the nearer of the last and the next, the next when the verb is future.
    last, coming = iv.occurrence(make, at.published, False), iv.occurrence(make, at.published, True)
    if last is None or coming is None or last == coming:
        return _upto(at.published, at, coming) if coming else last
    return coming if at.future or (coming.start - at.published) < (at.published - last.end) else last


def _beyond(make: Callable[[int], Interval], day: date, ahead: bool) -> Interval | None:
    """The first that begins after a day, or the last that was over before it."""
    for year in range(day.year - 1, day.year + 3) if ahead else range(day.year, day.year - 4, -1):
        found = make(year)
        if found.start > day if ahead else found.end < day:
            return found
    return None


def weekday(p: Parts, at: View) -> Interval | None:
    number = WEEKDAYS[p["weekday"].lower()]
    which = _word(p.get("which"), at)
    if "suchweek" in p:
        week = _such(p["suchweek"], "week", at)
        return iv.weekday(week.start, number) if week else None
    if which in ("that", "following", "previous"):
        if at.previous is None:
            return None
        if which == "that":
            return iv.weekday(at.previous.start, number)
        first, last = at.previous
        ahead, back = (number - last.weekday() - 1) % 7 + 1, (first.weekday() - number - 1) % 7 + 1
        return iv.one_day(last + timedelta(ahead) if which == "following" else first - timedelta(back))
    if at.published is None:
        return None
    if which == "next":
        return iv.weekday(at.published + timedelta(7), number)
    if which == "coming" or (at.future and which not in ("last", "past")):
        return iv.one_day(at.published + timedelta((number - at.published.weekday() - 1) % 7 + 1))
    back = (at.published.weekday() - number) % 7
    return iv.one_day(at.published - timedelta(back or (7 if which in ("last", "past") else 0)))


def unit_of(p: Parts, at: View) -> Interval | None:
    """ "last week", "the end of the year", "earlier this month", "late last year", "later that month"."""
    unit, edge = p["unit"].lower(), p.get("edge", "").lower()
    which = _word(p["which"], at) if "which" in p else "the"
    whole, day = _such(which, unit, at), at.published
    if whole is None:
        return None
    if "part" in p or edge in ("early", "late", "mid"):
        return _sliced(whole, p.get("part", edge))
    if edge:  # earlier or later
        border = at.previous if which == "that" else iv.one_day(day) if day and whole.start <= day <= whole.end else None
        if border is None:
            return whole
        return Interval(whole.start, border.start) if edge == "earlier" else Interval(border.end, max(border.end, whole.end))
    return _upto(day, at, whole) if which == "this" and day is not None else whole


def weekend(p: Parts, at: View) -> Interval | None:
    if at.published is None:
        return None
    which = _word(p.get("which"), at)
    if which == "last":
        return iv.unit_around("weekend", at.published - timedelta(at.published.weekday() + 1))
    if which in ("next", "coming"):
        return iv.unit_around("weekend", at.published + timedelta(7 if which == "next" else 0))
    return iv.unit_around("weekend", at.published - timedelta(0 if at.future or at.published.weekday() >= 5 else 7))


_DAYS_FROM_PUBLICATION = {
    "yesterday": -1, "the day before yesterday": -2, "day before yesterday": -2, "last night": -1, "last evening": -1,
    "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip


def near_day(p: Parts, at: View) -> Interval | None:
    words = " ".join(p["near"].lower().split())
    return iv.one_day(at.published + timedelta(_DAYS_FROM_PUBLICATION.get(words, 0))) if at.published else None


def in_the_day(p: Parts, at: View) -> Interval | None:
    """ "earlier in the day": the day of the last happening if that has one, else of publication."""
    if at.previous is not None and at.previous.start == at.previous.end:
        return at.previous
    return iv.one_day(at.published) if at.published else None


def _apart(origin: Interval, unit: str, low: int, high: int, sign: int) -> Interval | None:
    """What lies ``low`` to ``high`` units before (sign -1) or after ``origin``: months and years are calendar ones."""
    if unit in ("hour", "minute"):  # "six hours ago" is today, "36 hours ago" yesterday
        unit, low, high = "day", *((low // 24, high // 24) if unit == "hour" else (0, 0))
    first, last = (low, high) if sign > 0 else (-high, -low)
    start, end = iv.moved(origin.start, unit, first), iv.moved(origin.end, unit, last)
    if unit == "year":
        return iv.years(start.year, end.year)
    if unit == "decade":
        return Interval(iv.years(start.year - 2, start.year).start, iv.years(end.year, end.year + 2).end)
    if unit in ("month", "quarter"):
        if low == high == 1 and unit == "month" and (origin.end - origin.start).days <= 10:
            return iv.days(Interval(start, end), -7, 7)
        return Interval(iv.unit_around("month", start).start, iv.unit_around("month", end).end)
    return Interval(start, end)


def ago(p: Parts, at: View) -> Interval | None:
    unit = p["unit"].lower()
    counts = count_of(p["count"], unit)
    if at.published is None or counts is None:
        return None
    # "From now", or "in two days": only the second needs a future verb, else it is how long something took.
    way = " ".join(p.get("way", "in").lower().split())
    if way == "in" and not at.future:
        return None
    there = _apart(iv.one_day(at.published), unit, *counts, -1 if way.startswith("ago") else 1)
    return iv.days(there, -3, 3) if there and unit in ("week", "fortnight") else there


def step_from_happening(p: Parts, at: View) -> Interval | None:
    unit, way = p["unit"].lower(), p["way"].lower()
    counts = count_of(p["count"], unit) if "count" in p else (2, {"day": 7, "week": 6}.get(unit, 6))
    if at.previous is None:
        return None
    sign = 1 if way.startswith(("later", "after", "on")) else -1
    if unit in ("hour", "minute"):
        return at.previous
    return _apart(at.previous, unit, *counts, sign) if counts else None


def same_time(p: Parts, at: View) -> Interval | None:
    return at.previous


def neighbour_day(p: Parts, at: View) -> Interval | None:
    if at.previous is None:
        return None
    back = p["step"].lower() in ("before", "previous", "preceding", "eve")
    return iv.one_day(at.previous.start - timedelta(1) if back else at.previous.end + timedelta(1))


def neighbour_unit(p: Parts, at: View) -> Interval | None:
    return _such("previous" if p["way"].lower() == "before" else "following", p["unit"].lower(), at)


def stretch(p: Parts, at: View) -> Interval | None:
    """ "the past two weeks", "the next 48 hours", "recent days", "the coming months": from or up to publication."""
    unit = p["unit"].lower()
    counts = count_of(p.get("count", "few" if "many" in p else "a"), unit)
    if at.published is None or counts is None:
        return None
    ahead = p.get("side", "within").lower().split()[-1] in ("next", "coming", "within", "ahead", "come")
    far = iv.moved(at.published, unit, counts[1] if ahead else -counts[1])
    return Interval(at.published, far) if ahead else Interval(far, at.published)


def holiday(p: Parts, at: View) -> Interval | None:
    name = " ".join(p["holiday"].lower().replace("’", "'").split())

    def make(year: int) -> Interval:
        return iv.holiday(name, year)

    which = p.get("which", "").lower()
    if which in ("last", "next") and at.published is not None:
        return _beyond(make, at.published, which == "next")
    return _in_year(p, at, make)


def september_11(p: Parts, at: View) -> Interval | None:
    return iv.one_day(date(2001, 9, 11))


def no_date(p: Parts, at: View) -> Interval | None:
    return None
