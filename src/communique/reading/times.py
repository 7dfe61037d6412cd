"""Times: expressions of time in the text, and the days they mean.

An expression is found by its words alone; ``resolve`` gives its interval of days against the publication date, or against the last
dated happening for "the next day", "that September". Without a publication date a relative expression has no interval:
never a guess from today's date. Conventions (vague parts of months, weekdays) are those of docs/gold.md.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta


class Interval(NamedTuple):
    """Days ``start`` to ``end``, inclusive."""

    start: date
    end: date


Resolver = Callable[["_Context"], Interval | None]


@dataclass(frozen=True, slots=True)
class _Context:
    published: date | None
    future: bool
    previous: Interval | None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words ``start`` to ``end`` (code points, end exclusive) that tell when.

    ``since``: the start of something that goes on. ``until``: a deadline, not the time of the happening itself."""

    start: int
    end: int
    text: str
    kind: str
    basis: Literal["explicit", "relative"]
    since: bool = False
    until: bool = False
    _resolver: Resolver = field(default=lambda c: None, repr=False, compare=False)

    def resolve(self, published: date | None, *, future: bool = False, previous: Interval | None = None) -> Interval | None:
        """The days meant, or None. ``future``: the verb is; ``previous``: the days of the last dated happening before it."""
        try:
            return self._resolver(_Context(published, future, previous))
        except (ValueError, OverflowError):
            return None


MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m} | {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m} | {"sept": 9}
DAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
COUNTS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1, "several": 0, "few": 0}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAY2 = r"(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?P<part>early|mid|late|the beginning of|the start of|the middle of|the end of)"
_COUNT = r"(?P<count>\d{1,3}|a few|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>day|week|month|year|decade|hour|minute)s?"
_DAYPART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))?"
_OF_YEAR = r"(?P<ofyear>\s+(?:of\s+)?(?P<which>last|this|next|that|the same|the following|the previous)\s+year|\s+(?:the\s+)?(?P<which2>following|previous)\s+year)"


def _month_end(y: int, m: int) -> date:
    return date(y, m, calendar.monthrange(y, m)[1])


def _month(y: int, m: int, part: str | None = None) -> Interval:
    """A month or its vague part: early 1-10, mid 11-20, late 21 to the end."""
    word = (part or "").lower()
    if word == "early" or "beginning" in word or "start" in word:
        return Interval(date(y, m, 1), date(y, m, 10))
    if word == "mid" or "middle" in word:
        return Interval(date(y, m, 11), date(y, m, 20))
    if word == "late" or "end" in word:
        return Interval(date(y, m, 21), _month_end(y, m))
    return Interval(date(y, m, 1), _month_end(y, m))


def _year(y: int, part: str | None = None) -> Interval:
    word = (part or "").lower()
    if word == "early" or "beginning" in word or "start" in word:
        return Interval(date(y, 1, 1), date(y, 3, 31))
    if word == "mid" or "middle" in word:
        return Interval(date(y, 5, 1), date(y, 8, 31))
    if "end" in word:
        return Interval(date(y, 12, 1), date(y, 12, 31))
    if word == "late":
        return Interval(date(y, 10, 1), date(y, 12, 31))
    return Interval(date(y, 1, 1), date(y, 12, 31))


def _season(y: int, name: str) -> Interval:
    a, b = SEASONS[name]
    if a > b:
        return Interval(date(y, a, 1), _month_end(y + 1, b))
    return Interval(date(y, a, 1), _month_end(y, b))


def _week(day: date, offset: int = 0) -> Interval:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
    return Interval(monday, monday + timedelta(days=6))


def _year_of(c: _Context, which: str | None) -> int | None:
    """The year that "last year", "that year" means; None when it cannot be told."""
    if which is None:
        return None
    if which in ("that", "the same"):
        return c.previous.start.year if c.previous else c.published.year if c.published else None
    if which in ("the following", "following"):
        return c.previous.end.year + 1 if c.previous else None
    if which in ("the previous", "previous"):
        return c.previous.start.year - 1 if c.previous else c.published.year - 1 if c.published else None
    if c.published is None:
        return None
    return c.published.year + {"last": -1, "this": 0, "next": 1}[which]


def _nearest(c: _Context, make: Callable[[int], Interval]) -> Interval | None:
    """The latest one that begins not after publication; the first one that ends not before it when the verb is future."""
    if c.published is None:
        return None
    y = c.published.year
    options: list[Interval] = []
    for k in (y - 2, y - 1, y, y + 1, y + 2, y + 3, y - 4):
        try:
            options.append(make(k))
        except ValueError:
            continue
    options.sort()
    if c.future:
        return next((i for i in options if i.end >= c.published), None)
    return next((i for i in reversed(options) if i.start <= c.published), None)


def _shift(day: date, n: int, unit: str) -> date:
    delta = {"day": relativedelta(days=n), "week": relativedelta(weeks=n), "month": relativedelta(months=n), "year": relativedelta(years=n),
             "decade": relativedelta(years=10 * n), "hour": relativedelta(), "minute": relativedelta()}[unit]  # fmt: skip
    moved = day + delta
    if not MINYEAR < moved.year < MAXYEAR:
        raise OverflowError
    return moved


def _around(day: date, n: int, unit: str, sign: int) -> Interval:
    """N units away: days exact, weeks and months give or take, years the whole year."""
    there = _shift(day, sign * n, unit)
    slack = {"day": 0, "week": 3, "month": 7}.get(unit)
    if slack is None:
        return Interval(there, there) if unit in ("hour", "minute") else _year(there.year)
    return Interval(there - timedelta(days=slack), there + timedelta(days=slack))


# Each maker turns a match into (kind, basis, resolver), or None when the words are no time after all.
Made = tuple[str, Literal["explicit", "relative"], Resolver]


def _mnum(m: re.Match[str]) -> int:
    return MONTHS[m["month"].rstrip(".").lower()]


def _full_date(m: re.Match[str]) -> Made | None:
    g = m.groupdict()
    month, d1 = _mnum(m), int(g["day"])
    d2 = int(g["day2"]) if g.get("day2") else d1

    def make(y: int) -> Interval:
        return Interval(date(y, month, d1), date(y, month, d2))

    try:
        make(2000)
    except ValueError:
        return None
    if d2 < d1:
        return None
    if g.get("year"):
        y = int(g["year"])
        try:
            make(y)
        except ValueError:
            return None
        return "day", "explicit", lambda c: make(y)
    which = g.get("which") or g.get("which2")
    if which:
        return "day", "relative", lambda c: make(y) if (y := _year_of(c, which)) else None
    return "day", "relative", lambda c: _nearest(c, make)


def _iso(m: re.Match[str]) -> Made | None:
    try:
        day = date.fromisoformat(m.group(0))
    except ValueError:
        return None
    return "day", "explicit", lambda c: Interval(day, day)


def _month_expr(m: re.Match[str]) -> Made | None:
    g = m.groupdict()
    month, part = _mnum(m), g.get("part")
    if g.get("year"):
        y = int(g["year"])
        return "month", "explicit", lambda c: _month(y, month, part)
    which = g.get("which") or g.get("which2")
    if which:
        return "month", "relative", lambda c: _month(y, month, part) if (y := _year_of(c, which)) else None
    rel = (g.get("rel") or "").lower()
    if rel == "that":
        return "anchored", "relative", lambda c: _month(c.previous.start.year, month, part) if c.previous else _nearest(c, lambda y: _month(y, month, part))
    if rel == "last":
        return "month", "relative", lambda c: _nearest(_Context(c.published and c.published.replace(day=1) - timedelta(days=1), False, None), lambda y: _month(y, month, part))
    if rel == "next":
        return "month", "relative", lambda c: _nearest(_Context(c.published, True, None), lambda y: _month(y, month, part))
    return "month", "relative", lambda c: _nearest(c, lambda y: _month(y, month, part))


def _weekday(m: re.Match[str]) -> Made | None:
    g = m.groupdict()
    wanted, rel = DAYS[g["weekday"].lower()], (g.get("rel") or "").lower()

    def resolve(c: _Context) -> Interval | None:
        if c.published is None:
            return None
        if rel == "next" or (c.future and rel != "last"):
            ahead = (wanted - c.published.weekday()) % 7
            day = c.published + timedelta(days=ahead or (7 if rel == "next" else 0))
        else:
            back = (c.published.weekday() - wanted) % 7
            day = c.published - timedelta(days=back or (7 if rel == "last" else 0))
        return Interval(day, day)

    return "weekday", "relative", resolve


def _year_expr(m: re.Match[str]) -> Made:
    y, part = int(m["year"]), m.groupdict().get("part")
    half = (m.groupdict().get("half") or "").lower()
    if half:
        return "year", "explicit", lambda c: Interval(date(y, 1, 1), date(y, 6, 30)) if half == "first" else Interval(date(y, 7, 1), date(y, 12, 31))
    return "year", "explicit", lambda c: _year(y, part)


def _season_expr(m: re.Match[str]) -> Made | None:
    g = m.groupdict()
    name, rel = g["season"].lower(), (g.get("rel") or "").lower()
    if g.get("year"):
        y = int(g["year"])
        return "season", "explicit", lambda c: _season(y, name)
    if rel == "last":
        return "season", "relative", lambda c: _nearest(_Context(c.published, False, None), lambda y: _season(y, name))
    if rel == "next":
        return "season", "relative", lambda c: _nearest(_Context(c.published, True, None), lambda y: _season(y, name))
    return "season", "relative", lambda c: _nearest(c, lambda y: _season(y, name))


def _near_day(m: re.Match[str]) -> Made:
    word = m.group(0).lower()

    def resolve(c: _Context) -> Interval | None:
        if c.published is None:
            return None
        day = c.published
        if "day before yesterday" in word:
            return Interval(day - timedelta(days=2), day - timedelta(days=2))
        if "yesterday" in word:
            return Interval(day - timedelta(days=1), day - timedelta(days=1))
        if "tomorrow" in word:
            return Interval(day + timedelta(days=1), day + timedelta(days=1))
        return Interval(day, day)

    return "relative", "relative", resolve


def _rel_period(m: re.Match[str]) -> Made:
    """"last week", "earlier this month", "this year", "next month", "the end of the year"."""
    g = m.groupdict()
    rel, unit, edge = g["rel"].lower().strip(), g["unit"].lower(), (g.get("edge") or "").lower()

    def resolve(c: _Context) -> Interval | None:
        if rel in ("that", "the same"):
            base = c.previous.start if c.previous else None
            n = 0
        elif rel in ("the following", "the next"):
            base = c.previous.end if c.previous else (c.published if rel == "the next" else None)
            n = 1
        elif rel in ("the previous", "the preceding"):
            base, n = (c.previous.start if c.previous else c.published), -1
        else:
            base = c.published
            n = {"last": -1, "past": -1, "the past": -1, "the last": -1, "this": 0, "the": 0, "next": 1, "the coming": 1, "coming": 1}.get(rel, 0)
        if base is None:
            return None
        if unit == "day":
            there = base + timedelta(days=n)
            return Interval(there, there)
        if unit == "weekend":
            saturday = base - timedelta(days=(base.weekday() - 5) % 7) if n <= 0 else base + timedelta(days=(5 - base.weekday()) % 7)
            if rel == "this" and c.future:
                saturday = base + timedelta(days=(5 - base.weekday()) % 7)
            return Interval(saturday, saturday + timedelta(days=1))
        if unit == "week":
            whole = _week(base, n)
        elif unit == "month":
            there = _shift(base, n, "month")
            whole = _month(there.year, there.month)
        elif unit == "decade":
            y = (base.year // 10 + n) * 10
            whole = Interval(date(y, 1, 1), date(y + 9, 12, 31))
        else:
            whole = _year(base.year + n)
        if edge in ("earlier", "early") and c.published is not None and whole.start <= c.published <= whole.end:
            return Interval(whole.start, c.published)
        if edge == "later" and c.published is not None and whole.start <= c.published <= whole.end:
            return Interval(c.published, whole.end)
        if edge in ("early", "late", "mid") or edge.startswith(("the end", "end", "the beginning", "the start", "the middle")):
            if unit == "month":
                return _month(whole.start.year, whole.start.month, edge)
            if unit == "year":
                return Interval(date(whole.end.year, 12, 31), whole.end) if edge.endswith("end of") else _year(whole.start.year, edge)
        if edge == "the first half of" and unit == "year":
            return Interval(whole.start, date(whole.start.year, 6, 30))
        if edge == "the second half of" and unit == "year":
            return Interval(date(whole.start.year, 7, 1), whole.end)
        return whole

    return ("anchored" if rel in ("that", "the same", "the following", "the previous", "the preceding") else "relative"), "relative", resolve


def _ago(m: re.Match[str]) -> Made | None:
    g = m.groupdict()
    count = g["count"].lower()
    n = int(count) if count.isdigit() else COUNTS.get(count.split()[-1], 0)
    unit, way = g["unit"].lower(), g["way"].lower()
    if n == 0:
        return "vague", "relative", lambda c: None
    if way in ("ago",):
        return "relative", "relative", lambda c: _around(c.published, n, unit, -1) if c.published else None
    if way in ("from now", "hence"):
        return "relative", "relative", lambda c: _around(c.published, n, unit, 1) if c.published else None
    sign = 1 if way in ("later", "after", "afterwards") else -1

    def resolve(c: _Context) -> Interval | None:
        if c.previous is None:
            return None
        a, b = _shift(c.previous.start, sign * n, unit), _shift(c.previous.end, sign * n, unit)
        if unit in ("year", "decade"):
            return Interval(date(a.year, 1, 1), date(b.year, 12, 31))
        if unit == "month":
            return Interval(date(a.year, a.month, 1), _month_end(b.year, b.month))
        return Interval(a, b)

    return "anchored", "relative", resolve


def _next_day(m: re.Match[str]) -> Made:
    word = m.group(0).lower()
    n = 0 if "same" in word or "that day" in word else -1 if "before" in word or "previous" in word else 1

    def resolve(c: _Context) -> Interval | None:
        if c.previous is None:
            return None
        return Interval(c.previous.start + timedelta(days=n), c.previous.end + timedelta(days=n))

    return "anchored", "relative", resolve


def _holiday(m: re.Match[str]) -> Made:
    month, day = {"christmas": (12, 25), "new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24)}[m["holiday"].lower().replace("’", "'")]
    return "day", "relative", lambda c: _nearest(c, lambda y: Interval(date(y, month, day), date(y, month, day)))


def _vague(m: re.Match[str]) -> Made:
    return "vague", "relative", lambda c: None


def _recent(m: re.Match[str]) -> Made:
    unit = m["unit"].lower()
    span = {"hour": 1, "day": 7, "week": 30, "month": 120, "year": 1500}.get(unit, 30)
    ahead = m["rel"].lower() in ("the coming", "coming", "the next few", "the next")

    def resolve(c: _Context) -> Interval | None:
        if c.published is None:
            return None
        if ahead:
            return Interval(c.published, c.published + timedelta(days=span))
        return Interval(c.published - timedelta(days=span), c.published)

    return "vague", "relative", resolve


def _moment(m: re.Match[str]) -> Made:
    return "now", "relative", lambda c: None


def _clock(m: re.Match[str]) -> Made:
    return "clock", "relative", lambda c: None


_PREP = r"(?P<prep>since|until|till|by|before|no later than|ahead of|with effect from|from|after|on|in|at|during|over|for|as of|starting|as recently as|through|throughout|between|of)\s+(?:the\s+)?"
_RULES: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Made | None]]] = [
    (re.compile(p, re.IGNORECASE if ci else 0), f)
    for p, f, ci in [
        (r"\d{4}-\d\d-\d\d\b", _iso, False),
        (rf"(?:between\s+|from\s+)?{_DAY}(?:\s+{_MONTH.replace('?P<month>', '?:')})?\s*(?:-|–|to|and|until)\s*{_DAY2}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}|{_OF_YEAR})?", _full_date, False),
        (rf"{_MONTH}\s+{_DAY}\s*(?:-|–|to|and)\s*{_DAY2}(?!\d)(?:,?\s+{_YEAR}|{_OF_YEAR})?", _full_date, False),
        (rf"(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}|{_OF_YEAR})?", _full_date, False),
        (rf"{_MONTH}\s+{_DAY}(?![\d.]\d|\d)(?:,?\s+{_YEAR}|{_OF_YEAR})?", _full_date, False),
        (rf"{_PART}[\s-]+{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|{_OF_YEAR})?", _month_expr, False),
        (rf"(?:(?P<rel>last|next|this|that|this past|this coming)\s+){_MONTH}", _month_expr, False),
        (rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|{_OF_YEAR})", _month_expr, False),
        (rf"(?:(?P<rel>last|next|this|this coming)\s+)?{_WEEKDAY}{_DAYPART}", _weekday, False),
        (rf"(?:the\s+)?(?:(?P<rel>last|next|this|this past)\s+)?(?P<season>spring|summer|autumn|winter)(?:\s+of)?\s+{_YEAR}", _season_expr, True),
        (r"(?P<rel>last|next|this)\s+(?P<season>spring|summer|autumn|fall|winter)\b", _season_expr, True),
        (rf"(?:(?P<part>early|mid|late|the end of|the beginning of|the start of|the middle of)[\s-]+|the (?P<half>first|second) half of\s+)(?P<year>1[89]\d\d|20\d\d)\b", _year_expr, True),
        (r"(?:(?P<edge>earlier|later|early|late|mid|the end of|end of|the beginning of|the start of|the middle of|the first half of|the second half of)[\s-]+)"
         r"(?P<rel>last|this|next|that|the)\s+(?P<unit>week|month|year|decade|day)\b", _rel_period, True),
        (r"(?P<rel>last|this|next|that same|that|the same|the following|the previous|the preceding|the past|this past)\s+(?P<unit>week|month|year|decade|weekend)\b(?!-)", _rel_period, True),
        (r"over\s+(?P<rel>the)\s+(?P<unit>weekend)\b", _rel_period, True),
        (r"(?:the\s+)?day before yesterday|yesterday|today|tonight|tomorrow|overnight|earlier in the day|later in the day", _near_day, True),
        (rf"(?:more than |nearly |almost |about |some |over |just )?{_COUNT}\s+{_UNIT}\s+(?P<way>ago|earlier|later|afterwards|from now|hence)\b", _ago, True),
        (r"(?:the\s+(?:next|following|same|previous)|that(?:\s+same)?)\s+day|the day (?:before|after)|a day (?:later|earlier)", _next_day, True),
        (r"(?P<rel>recent|the past few|the last few|past|the coming|coming|the next few)\s+(?P<unit>hour|day|week|month|year)s\b", _recent, True),
        (r"(?P<holiday>New Year[’']s (?:Day|Eve)|Christmas(?: Eve)?)", _holiday, False),
        (r"(?:very )?soon\b|shortly\b|in the near future|at an early date|at a later date|until further notice", _vague, True),
        (r"\bnow\b|currently\b|at present|at the time\b|these days", _moment, True),
        (r"(?:at (?:about |around )?)?\d{1,2}(?:[:.]\d\d)?\s*(?:a\.m\.|p\.m\.|am\b|pm\b)|at dawn|from dawn|at noon|at midnight", _clock, True),
    ]
]  # fmt: skip
_BARE_YEAR = re.compile(r"\b(?:in|since|until|by|before|after|during|from|of|for|mid-|early|late)\s+(?P<year>1[89]\d\d|20\d\d)\b(?!\s*(?:people|troops|soldiers|men|civilians|tons|tonnes|miles|km|percent|per cent|%|dollars|euros))", re.IGNORECASE)  # fmt: skip
_BARE_MONTH = re.compile(rf"\b(?P<prep>in|since|until|by|before|after|during|from|for|of|through|between|and|throughout)\s+(?:{_PART}[\s-]+)?{_MONTH}(?![\w-])", re.IGNORECASE)  # fmt: skip
_DECADE = re.compile(r"\bthe\s+(?P<year>1[89]\d0|20\d0)s\b")
# A cheap first look: only around these words does any rule apply.
_HINT = re.compile(
    r"\d{4}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|day|week|month|year|ago\b|soon|now\b|current|"
    r"decade|tonight|overnight|later|earlier|spring|summer|autumn|winter|fall\b|Christmas|short|present|time|further|near|early|recent|coming|hour|a\.m|p\.m|\b[ap]m\b|dawn|noon",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?(?:about\s+|around\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before|no later than|ahead of|within)\s+(?:the\s+)?(?:about\s+|around\s+)?$", re.IGNORECASE)
_WINDOW = 80


def find_times(text: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """The time expressions of ``text[start:end]`` in text order; offsets count code points of ``text``. They never overlap."""
    stop = len(text) if end is None else end
    taken: list[tuple[int, int]] = []
    found: list[TimeExpression] = []

    def add(a: int, b: int, made: Made | None) -> None:
        if made is None or any(a < y and x < b for x, y in taken):
            return
        before = text[max(start, a - 24) : a]
        words = text[a:b]
        since = bool(_SINCE.search(before))
        until = bool(_UNTIL.search(before)) or words.lower() == "until further notice"
        taken.append((a, b))
        found.append(TimeExpression(a, b, words, made[0], made[1], since, until, made[2]))

    for lo, hi in _windows(text, start, stop):
        for pattern, make in _RULES:
            for m in pattern.finditer(text, lo, hi):
                a, b = m.span()
                if (a > 0 and text[a - 1].isalnum()) or (b < len(text) and text[b].isalnum() and text[b - 1].isalnum()):
                    continue
                add(a, b, make(m))
        for m in _BARE_YEAR.finditer(text, lo, hi):
            add(*m.span("year"), _year_expr(m))
        for m in _DECADE.finditer(text, lo, hi):
            y = int(m["year"])
            add(*m.span(), ("year", "explicit", lambda c, y=y: Interval(date(y, 1, 1), date(y + 9, 12, 31))))
        for m in _BARE_MONTH.finditer(text, lo, hi):
            if m["month"][0].isupper():
                a = m.start("part") if m["part"] else m.start("month")
                add(a, m.end("month"), _month_expr(m))
    found.sort(key=lambda t: t.start)
    return found


def _windows(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The stretches around words that hint at time: the rules are tried nowhere else."""
    out: list[tuple[int, int]] = []
    for m in _HINT.finditer(text, start, stop):
        a, b = max(start, m.start() - _WINDOW), min(stop, m.end() + _WINDOW)
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out
