"""The table of rules: a pattern for each way of telling a time, with its kind and its meaning.

The longest match at a place wins, the earlier row when two are as long. To add a way of telling a time: a row in ``_TABLE``
(``words`` has the pieces of pattern and says how to write one), a function in ``meanings`` if none there fits, and sentences
in tests/reading/test_times.py. A new first word has to join ``words.STARTS``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.reading.times import interval
from communique.reading.times import meanings as m
from communique.reading.times import words as w
from communique.reading.times.words import COUNT, IN_YEAR, MONTH, PART, SEASON, UNIT, WEEKDAY, YEAR


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of telling a time. ``until`` and ``since``: that its own words make it a deadline, or a start."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    mean: m.Meaning
    until: bool = False
    since: bool = False


_HOLIDAY = w.any_of(
    [
        " ".join(word.capitalize() for word in name.split()).replace("'", "['’]")
        for name in (*interval.HOLIDAYS, *interval.EASTER_OFFSETS)
        if name != "new year"
    ]
)
_WHICH = (
    r"(?P<which>last|this past|this coming|this|next|that same|that|the same|the following|the previous|the preceding"
    r"|the next|the coming)"
)
_CALENDAR_UNIT = r"(?P<unit>day|weekend|week|month|quarter|year|decade|century)(?!-)"
_TIME_OF_DAY = r"(?: (?:early |late )?(?:morning|afternoon|evening|night)| noon| midday| midnight| lunchtime)"
_PART_OF_DAY = r"(?:day|morning|afternoon|evening|night)"
_ANY_WEEKDAY, _ANY_MONTH, _BARE_YEAR = w.unnamed(WEEKDAY), w.unnamed(MONTH), r"(?:1[89]|20)[0-9]{2}"
_ZONE = r"(?: (?-i:GMT|UTC|EST|EDT|CET|CEST|MSK|IST|JST|hours|hrs|local time))"
# "Two days before", and not "two days before the vote": there the vote, and not the last dated happening, is what counts.
_ALONE = r"(?:before|after)(?! (?!and\b|but\b|when\b|while\b|in\b|at\b|with\b|by\b)\w)"

_TABLE: list[tuple[str, str, m.Meaning, str]] = [
    # days of the calendar
    ("figures", "day", m.figures, rf"(?P<year>{YEAR})(?P<mark>-)(?P<a>[0-9]{{2}})-(?P<b>[0-9]{{2}})(?:T[0-9:]{{5,8}}Z)?"),
    ("figures the other way", "day", m.figures,
     rf"(?P<a>[0-9]{{1,2}})(?P<mark>[/.])(?P<b>[0-9]{{1,2}})(?P=mark)(?P<year>{YEAR})"),
    ("the attacks of 2001", "day", m.september_11,
     r"(?-i:September|Sept\.) 11(?:,? 2001)?(?= (?:terror(?:ist)? )?attacks)|9/11"),
    ("day month", "day", m.day, w.DAY_MONTH),
    ("month day", "day", m.day, w.MONTH_DAY),
    ("holiday", "day", m.holiday, rf"(?:(?P<which>last|this|next) )?(?P<holiday>(?-i:{_HOLIDAY})){IN_YEAR}?"),
    ("new year", "day", m.holiday, rf"the (?P<holiday>new year)(?!['’]s| {YEAR})"),
    # months, seasons, years and longer
    ("month", "month", m.month_of, rf"{PART}?{MONTH}{IN_YEAR}?"),
    ("such a month", "month", m.month_of, rf"{PART}?{_WHICH} {MONTH}"),
    ("season", "season", m.season, rf"{PART}?(?:the )?{SEASON}{IN_YEAR}"),
    ("winter of two years", "season", m.season,
     rf"(?:the )?(?P<season>winter) (?:of )?(?P<year>{_BARE_YEAR})[-–/](?:[0-9]{{4}}|[0-9]{{2}})(?!-)"),
    ("such a season", "season", m.season, rf"{PART}?{_WHICH} {SEASON}"),
    ("the season", "season", m.season,
     rf"(?:(?:the )?(?P<part>early|mid|late)(?: |-)|the )?{SEASON}(?! (?:of|and|water|on)\b| (?-i:[A-Z]))"),
    ("year", "year", m.year_of, rf"(?:{PART}(?:year )?|the year )?(?P<year>{YEAR}){w.COUNTED}"),
    ("years", "year", m.years_of, rf"(?P<year>{_BARE_YEAR})[-–](?P<last>{YEAR}|[0-9]{{2}}(?![0-9-]))"),
    ("decade", "year", m.decade, rf"(?:the )?{PART}?(?P<decade>(?:1[89]|20)[0-9]0)['’]?s"),
    ("decade in short", "year", m.decade, rf"the {PART}?['’‘]?(?P<decade>[2-9]0)s"),
    ("century", "year", m.century,
     rf"(?:the )?{PART}?(?P<century>19th|20th|21st|nineteenth|twentieth|twenty-first) century"),
    # days, weeks, months and years beside publication or the last dated happening
    ("weekend", "relative", m.weekend, r"(?:(?P<which>last|this|next|the coming|this coming) |the )weekend"),
    ("in the day", "anchored", m.in_the_day,
     rf"(?:earlier|later|early|late) (?:in|on|during) (?:the|that) (?:same )?{_PART_OF_DAY}"),
    ("neighbour day", "anchored", m.neighbour_day,
     rf"the (?:very )?(?P<step>next|following|previous|preceding) {_PART_OF_DAY}(?! of\b)"),
    ("day before or after", "anchored", m.neighbour_day, rf"the (?:day|night|evening) (?P<step>{_ALONE})"),
    ("that day", "anchored", m.same_time,
     rf"(?:(?:earlier|later|early|late) )?(?:(?:the|that) (?:very )?same|that) {_PART_OF_DAY}"
     r"|at (?:the|that) time(?! of\b)|(?:moments|minutes) later|shortly afterwards|within the hour"),
    ("such a unit", "relative", m.unit_of, rf"{PART}?{_WHICH} {_CALENDAR_UNIT}"),
    ("part of such a unit", "relative", m.unit_of,
     rf"(?P<edge>earlier|later|early|late|mid) (?:(?:in|on) )?(?:{_WHICH}|the) {_CALENDAR_UNIT}"),
    ("part of the unit", "relative", m.unit_of, rf"(?P<part>{w.PART_OF}) the {_CALENDAR_UNIT}"),
    ("the year's end", "relative", m.unit_of, r"(?:the )?(?P<unit>year|month|week)(?:['’]s |-| )(?P<part>end)"),
    ("near day", "relative", m.near_day,
     r"(?:(?:earlier|later|early|late) )?(?P<near>(?:the )?day before yesterday|(?:the )?day after tomorrow"
     rf"|yesterday|today|tomorrow){_TIME_OF_DAY}?"),
    ("tonight", "relative", m.near_day,
     r"(?P<near>last night|last evening|tonight|overnight|this (?:early )?(?:morning|afternoon|evening))"
     r"(?! (?:on|from) (?-i:[MTWFS]))"),
    ("weekday", "weekday", m.weekday,
     rf"(?:(?:early|late|later|earlier) (?:on )?)?(?:{_WHICH} )?{WEEKDAY}{_TIME_OF_DAY}?"
     r"(?:,? (?:(?:of|in) )?(?P<suchweek>last|this|next|that|the same|the following|the previous) week)?"),
    ("ago", "relative", m.ago, rf"{COUNT} {UNIT} (?P<way>ago|from now|hence|from today)"),
    ("in so long", "duration", m.ago,
     r"in (?P<count>two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9][0-9]|a few) (?P<unit>day|week|month)s"
     r"(?: time|['’] time)?(?! of\b)"),
    ("stretch", "relative", m.stretch,
     rf"(?:(?:for|over|in|during|within|throughout) )?the (?P<side>past|last|next|coming)(?: {COUNT})? (?!minute)"
     rf"{UNIT.removesuffix('s?')}(?P<many>s)?(?! of\b| before\b| {_ANY_MONTH})"),
    ("few", "relative", m.stretch, r"(?:the )?(?P<side>recent|coming)(?P<many>) (?P<unit>day|week|month|year)s"),
    ("ahead", "relative", m.stretch, r"the (?P<unit>day|week|month|year)s(?P<many>) (?P<side>ahead|to come)"),
    ("within", "relative", m.stretch, rf"within (?:(?:the )?(?:next|coming) )?{COUNT} {UNIT}(?! of\b)"),
    # beside the last dated happening
    ("units later", "anchored", m.step_from_happening,
     rf"{COUNT} {UNIT} (?P<way>earlier|later|afterwards|previously|on(?=[,.])|{_ALONE})"),
    ("some units later", "anchored", m.step_from_happening,
     rf"(?P<unit>minute|hour|day|week|month|year)s (?P<way>earlier|later|afterwards|{_ALONE})"),
    ("neighbour unit", "anchored", m.neighbour_unit, rf"the (?P<unit>week|month|year) (?P<way>{_ALONE})"),
    ("since then", "anchored", m.same_time, r"(?:ever )?since then"),
    # beside a happening that the words go on to name: a length of time, to be resolved against that one
    ("so long after it", "duration", m.step_from_happening, rf"{COUNT} {UNIT} (?P<way>before|after)"),
    ("some time after it", "duration", m.step_from_happening,
     r"(?P<unit>minute|hour|day|week|month|year)s (?P<way>before|after)"),
    ("day beside it", "duration", m.neighbour_day, r"the (?:day|night|evening) (?P<step>before|after)"),
    ("eve", "duration", m.neighbour_day, r"on the (?P<step>eve) of"),
    ("unit beside it", "duration", m.neighbour_unit, r"the (?P<unit>week|month|year) (?P<way>before|after)"),
    # no date of their own
    ("now", "now", m.no_date, r"(?:now(?! that\b)|currently|at present|at the moment|presently|these days|nowadays)(?!-)"),
    ("vague", "vague", m.no_date,
     r"soon(?!er| after| as\b)|shortly(?! (?:after|before|afterwards))|(?<!as\s)recently|lately|until further notice"
     r"|in the (?:very )?(?:near|foreseeable) future|in due course|before long|at an early date"
     r"|at (?:a|some) later (?:date|stage)|as soon as possible|(?:some|a long) time ago|long ago"
     r"|(?:hours|days|weeks|months|years|decades|centuries) ago"),
    ("clock", "clock", m.no_date,
     r"(?:(?:at|around|about|by) (?:(?:about|around) )?)?(?:"
     rf"[0-9]{{1,2}}(?:[:.][0-9]{{2}})? ?(?-i:[ap]\.m\.|[ap]m\b|[AP]M\b){_ZONE}?"
     rf"|[0-9]{{1,2}}:[0-9]{{2}}(?![:0-9]){_ZONE}?|[0-9]{{4}}{_ZONE}"
     r"|(?-i:noon|midday|midnight|dawn|daybreak|dusk|sunrise|sunset|nightfall))"),
    ("repeated", "repeated", m.no_date,
     rf"(?:every|each) (?:(?:other|few|two|three|four|five|six|[0-9]{{1,2}}) )?"
     rf"(?:(?:day|night|week|month|year|{SEASON})s?|{_ANY_WEEKDAY})|"
     rf"{_ANY_WEEKDAY}s(?!['’])|(?:once|twice|(?:three|four|several) times) (?:a|every|each) (?:day|week|month|year)|annually"),
    ("duration", "duration", m.no_date,
     r"for (?:(?:more than|less than|over|nearly|almost|about|around|some|at least|up to|barely|only) )?"
     rf"(?:{COUNT} (?:(?:full|whole|straight|consecutive|more|long) )?{UNIT}"
     r"|(?:(?:several|many|some) )?(?:hours|days|weeks|months|years|decades))"),
]  # fmt: skip

RULES: dict[str, Rule] = {
    name: Rule(name, kind, w.compiled(pattern), mean, until=name == "within", since=name == "since then")
    for name, kind, mean, pattern in _TABLE
}
# One look for all: where this does not match, no rule does.
ANY_RULE = re.compile(
    "|".join(f"(?:{w.unnamed(rule.pattern.pattern)})" for rule in RULES.values()).replace("(?P=mark)", "[/.]"), re.IGNORECASE
)
# The words of the rules: behind a word that says nothing by itself ("the", "in") one of them follows, or a figure.
VOCABULARY = frozenset(word.lower() for word in re.findall(r"[A-Za-z]+", ANY_RULE.pattern))
