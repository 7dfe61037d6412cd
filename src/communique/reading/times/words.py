"""The vocabulary of time: pieces of pattern that ``rules`` puts together, and what their words mean.

How a pattern is written, here and in ``rules``: a blank stands for one to three white-space characters (a line may end inside a
date, and no run of blanks is ever matched without a bound); case does not matter except inside ``(?-i:...)``, where names stand
as they are written, so that "march" and "may" are verbs. ``compiled`` sees to the blanks and to whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: number for number, word in enumerate(_ONES.split(" "), 1)} | {
    word: 10 * number for number, word in enumerate(_TENS.split(" "), 2)
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}

# "A few days ago": from two to this many, by unit.
FEW = {"day": 7, "week": 6, "month": 6, "year": 6}


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_FULL = any_of(spelling for name in MONTH_NAMES for spelling in (name, name.upper()))
_SHORT = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)"
MONTH = rf"(?P<month>(?-i:{_FULL}\b|{_SHORT}(?:\.|\b)))"
_WEEKDAY = any_of(spelling for name in WEEKDAY_NAMES for spelling in (name, name.upper()))
WEEKDAY = rf"(?P<weekday>(?-i:{_WEEKDAY}))"
YEAR = r"(?:1[89][0-9]{2}|20[0-9]{2}|2100)(?![0-9]|[,.][0-9]|%)"
# What makes a figure a count and no year or day of the month: "in June 2000 soldiers", "by 1900 GMT".
COUNTED = (
    r"(?! ?(?:per ?cent|%|[mb]illion|people|persons|soldiers|troops|men|women|civilians|refugees|prisoners|migrants|votes"
    r"|vehicles"
    r"|(?:metric )?tonn?es|tons|barrels|kilomet|km\b|miles|met(?:re|er)s|cubic|square|megawatts|mw\b|dollars|euros|gmt|utc|hours"
    r"|local time|others\b|members|participants|delegates|observers|police|countries|states|nations|ships|aircraft|houses|homes"
    r"|schools)\b)"
)
IN_YEAR = (
    rf"(?:,? (?:of )?(?P<year>{YEAR}){COUNTED}"
    r"|,? (?:of )?(?P<such>last|this|next|that same|that|the same|the following|the next|the previous|the preceding) year)"
)
# "Friday, 3 May": the weekday is no more than an ornament there.
_ORNAMENT = rf"(?:(?-i:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?),? (?:the )?)?"
_NUMBER = r"(?:[12][0-9]|3[01]|0?[1-9])"
_TO = r"(?: ?[-–—/] ?| (?:to|and|or|through|until) )"
_ORDINAL = r"(?:st|nd|rd|th)?"
# "The 8 March Movement", "the March 14 coalition" are names.
_NO_NAME = r"(?! (?:movement|brigades?|alliance|coalition|bloc|revolution|martyrs|(?-i:Organi[sz]ation|Agreement|Division))\b)"
_DAY_ENDS = r"(?![0-9]|[:.,/][0-9]|%)"
DAY_MONTH = (
    rf"{_ORNAMENT}(?:the )?(?P<day>{_NUMBER}){_ORDINAL}(?:{_TO}(?:the )?(?P<last>{_NUMBER}){_ORDINAL})? (?:of )?"
    rf"{MONTH}{_NO_NAME}{IN_YEAR}?"
)
MONTH_DAY = (
    rf"{_ORNAMENT}{MONTH} (?:the )?(?P<day>{_NUMBER}){_ORDINAL}{_DAY_ENDS}"
    rf"(?:{_TO}(?:the )?(?P<last>{_NUMBER}){_ORDINAL}{_DAY_ENDS}(?! (?-i:{_FULL})))?{COUNTED}{_NO_NAME}{IN_YEAR}?"
)
# "the end of", "the first half of", "the last week of"; and with "early", "late in", "mid-" as well.
PART_OF = (
    r"(?:the )?(?:very )?(?:(?:end|close|start|beginning|middle)|(?:first|second) half"
    r"|(?:first|second|third|fourth|last|final) (?:week|quarter|day)|first (?:three|six|nine|3|6|9) months) (?:of|in)"
)
PART = rf"(?P<part>(?:the )?(?:very )?(?:early|mid|late)(?: in)?(?:-| )(?:the )?|{PART_OF} (?:the )?)"
COUNT = (
    r"(?P<count>[0-9]{1,3}|an?|(?:a )?couple of|a couple|(?:a )?dozen|several|(?:a )?few|some|many|"
    rf"{any_of(NUMBERS)}(?:-{any_of(_ONES.split(' ')[:9])})?)"
)
UNIT = r"(?P<unit>minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade)s?"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"

# The words that an expression can begin with: no rule is tried at any other word.
_STARTS = (
    "the a an in on over for during within throughout at around about by every each once twice several few some many couple "
    "dozen very early mid late later earlier end close start beginning middle first second third fourth last final next "
    "this that same year month week yesterday today tomorrow day tonight overnight recent coming recently lately soon "
    "shortly until long before as ever since now currently presently nowadays these annually moments minutes minute hours "
    "days weeks months years decades centuries noon midday midnight dawn daybreak dusk sunrise sunset nightfall spring "
    "summer autumn fall winter nineteenth twentieth good easter christmas orthodox boxing new halloween bastille mon tue "
    "tues wed thu thur thurs fri sat sun sept "
)
STARTS = frozenset(_STARTS.split()).union(
    NUMBERS, WEEKDAYS, (f"{name}s" for name in WEEKDAYS), MONTHS, map(str.lower, MONTH_NAMES)
)


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with its blanks bounded, from the start of a word to the end of one."""
    spaced = pattern.replace(" ", r"\s{1,3}").replace(r"\s{1,3}?", r"\s{0,3}")
    before, after = r"(?<![\w$£€/])(?<![0-9][.,:-])", r"(?!\w|-(?:long|old|wide|strong|day|week|month|year|led|based)\b)"
    return re.compile(f"{before}(?:{spaced}){after}", re.IGNORECASE)


def unnamed(pattern: str) -> str:
    """The same pattern without names for its groups, so that several go into one alternation."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def count_of(words: str, unit: str) -> tuple[int, int] | None:
    """How many a count means, at least and at most; None for "many" and for "a few" of a unit too vague to bound."""
    words = words.lower()
    if words.isdecimal():
        return int(words), int(words)
    if words in ("a", "an"):
        return 1, 1
    if "couple" in words or "dozen" in words:
        number = 2 if "couple" in words else 12
        return number, number
    if words.split()[-1] in ("few", "several", "some"):
        return (2, FEW[unit]) if unit in FEW else None
    if words == "many":
        return None
    number = sum(NUMBERS[word] for word in words.split("-"))
    return number, number
