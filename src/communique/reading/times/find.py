"""Finding expressions of time, judging doubtful ones by the words around them, and joining two to a stretch."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from communique.reading.times.interval import Interval
from communique.reading.times.meanings import View, day_of_figures, month_number
from communique.reading.times.rules import ANY_RULE, RULES, VOCABULARY
from communique.reading.times.words import MONTH_NAMES, MONTHS, STARTS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Piece:
    """One match of a rule: its name and the named groups that matched. Plain data, so that expressions can be pickled."""

    rule: str
    parts: tuple[tuple[str, str], ...]

    def resolve(self, view: View) -> Interval | None:
        """The days meant from this point of view, or None when they cannot be told."""
        return RULES[self.rule].mean(dict(self.parts), view)

    @property
    def explicit(self) -> bool:
        """Whether the words name the year (and with it the date)."""
        return any(name in ("year", "decade", "century") for name, _ in self.parts) or self.rule == "the attacks of 2001"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: characters ``start`` (inclusive) to ``end`` (exclusive) of the text, counted in code points.

    ``kind``: day, weekday, month, season, year (or longer); relative (to publication), anchored (to the last dated happening);
    duration ("for three days", and "a week before the vote", to be resolved with the vote as ``previous``);
    and without a date of their own: now, vague ("soon"), clock, repeated.
    ``since``: the words before it make it the start of something that goes on ("since mid-November", "from dawn").
    ``until``: they make it a deadline ("by the end of the year", "within 48 hours"), not the time of the happening.
    Those words ("since", "by") are not part of the expression, nor are "in", "on", "between".
    """

    start: int
    end: int
    text: str
    kind: str
    since: bool = False
    until: bool = False
    _pieces: tuple[Piece, ...] = field(default=(), repr=False)
    _lead: str = field(default="", repr=False)  # the word before it that counts: "since", "from", "before", "by"

    @property
    def basis(self) -> Literal["explicit", "relative"]:
        """Explicit when the words alone give the date, relative when they need the publication date or another happening."""
        return "explicit" if any(piece.explicit for piece in self._pieces) else "relative"

    def resolve(self, published: date | None, *, future: bool = False, previous: Interval | None = None) -> Interval | None:
        """The days meant, both ends included; None when they cannot be told.

        Args:
            published: The day of publication. Without it a relative expression has no days.
            future: Whether the verb is future: "on Friday" is then the next one after publication, "in May" the first that
                is not over; otherwise they are the latest that began by then. A deadline always looks ahead.
            previous: The days of the last dated happening, for "three days later", "that year".

        A start (``since``) reaches to publication, unless it is still to come; without publication its end is unknown, so None.
        A deadline (``until``) that is still to come reaches from publication to its last day; one that is past is given as it is.
        """
        future = (future or self.until) and self._lead != "since"
        try:
            found = self._named(View(published, future, previous))
        except (ValueError, OverflowError):  # a day that the calendar does not have: "3,000 years ago", "29 February that year"
            return None
        if found is None or found.start > found.end:
            return None
        if self.since:
            if published is None:
                return None
            return Interval(found.start, published) if found.start <= published else found
        if self.until and published is not None:
            last = found.start - timedelta(1) if self._lead == "before" and found.start > date.min else found.end
            return Interval(published, last) if last >= published else found
        return found

    def _named(self, view: View) -> Interval | None:
        """The days that the words themselves mean. Of two ends, the one that names its year gives the other one its own."""
        first, last = self._pieces[0], self._pieces[-1]
        if first is last:
            return first.resolve(view)
        if first.explicit and not last.explicit:
            begin = first.resolve(view)
            finish = last.resolve(View(begin.start, True, begin)) if begin else None
        else:
            finish = last.resolve(view)
            begin = first.resolve(View(finish.end, False, finish)) if finish and not first.explicit else first.resolve(view)
        return Interval(begin.start, finish.end) if begin and finish else None


# Words right before an expression. The blanks are bounded, and so is the text they are sought in.
_BEFORE = 40  # characters: room for the longest of them


def _before(words: str, tail: str = "") -> re.Pattern[str]:
    """Any of the words, divided by "|", right before an expression; ``tail`` may stand between."""
    return re.compile(rf"\b(?:{words})\s{{1,3}}{tail}$".replace(" ", r"\s"), re.IGNORECASE)


_ABOUT = r"(?:on |the )?(?:about |around |at least |roughly |as early as |the )?"
_SINCE = _before(r"since|as (?:of|from)|from", _ABOUT)
_EFFECT = _before(r"(?:with effect|effective|starting|beginning) (?:as )?from", _ABOUT)
_FROM = _before(r"(?<!as )from", _ABOUT)
_UNTIL = _before(r"by|until|till|up to|(?P<open>before|prior to|ahead of|in time for)|n(?:o|ot) later than", _ABOUT)
_BETWEEN = _before("between", "(?:the )?")
_YEAR_LEAD = _before(
    "in|since|of|by|from|until|till|during|before|after|throughout|through|between|around|circa|back to|prior to|starting"
)
_MONTH_LEAD = _before(
    "in|since|until|till|by|before|after|during|from|of|for|through|throughout|between|around|last|next|this|that|starting",
    "(?:the )?",
)
# "Prime Minister May", "a speech by May": fewer words are sure before the one month that is a common surname and a verb.
_MAY_LEAD = _before("in|since|until|till|during|through|throughout|between")
_SEASON_LEAD = _before("in|over|during|since|by|until|till|before|after|through|throughout|of")
_NAMED_DAY = _before("Good|Black|Bloody|Palm|Super|Ash|Holy|Maundy|Cyber|Mail on")
_NAMED_MONTH = _before("Black|Red|Rue|Operation")
_OWN = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|our)|['’]s?)\s{1,3}$", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(r"(?<![.!?”\"]\s)\b[A-Z][A-Za-z]{1,20}\s$")
_DAY_BEFORE = re.compile(r"(?<![0-9.,:])([0-9]{1,2})(?:st|nd|rd|th)?\s{1,3}(?:of\s)?$")
# Words right after one.
_DAY_AFTER = re.compile(r"\s{1,3}(?:the\s)?([0-9]{1,2})(?![0-9])")
_NOUN_AFTER = re.compile(
    r"\s{1,3}(?!(?:on|against|of|to|for|from|in|through|across|that|which|and|or|is|was|has|had|will|said)\b)[a-z]"
)
_PAPER_AFTER = re.compile(r"\s{1,3}(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Agreement|[Pp]rayers?|[Ss]ermons?)\b")
_PACT_AFTER = re.compile(r"\s{1,3}(?:[Aa]greement|[Aa]ccord|[Rr]ising|[Ii]sland)")
_FALL_AFTER = re.compile(r"\s{1,3}(?:in|of|from|on)\b")
_POSSESSIVE = re.compile(r"['’]s\b")
# Words between two that make them one.
_TO = re.compile(r"\s{0,3}[-–—]\s{0,3}|\s{1,3}(?:to|until|till|through|and\suntil)\s{1,3}(?:the\s)?", re.IGNORECASE)
_AND = re.compile(r"\s{1,3}(?:and|or)\s{1,3}(?:on\s|in\s|the\s)?", re.IGNORECASE)
_LONGEST_GAP = 14  # characters
_TO_A_MONTH = re.compile(r".{0,5}\b[Ff]rom\s\|\s{1,3}(?:to|until|through)\s{1,3}[A-Z0-9].{0,40}", re.DOTALL)
_MAY_SURNAME = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Minister|Premier|Lady)\s{1,3}May\b")
_PLAIN_MONTHS = frozenset(MONTH_NAMES) - {"March", "April", "May", "June", "August"}  # neither names of people nor verbs
_RANGEABLE = frozenset({"day", "weekday", "month", "season", "year", "clock"})
_NEVER_ALONE = frozenset(
    {"the", "a", "an", "in", "on", "for", "at", "by", "as", "that", "this", "over", "about", "around", "during", "within"}
)
_FOLLOWING = re.compile(r"\s{1,3}['’‘]?([0-9]|[^\W\d_]+)")
_TOKEN = re.compile(r"([^\W\d_]+)|[0-9]+|['’‘](?=[0-9])")  # group 1: a word


def find_times(text: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """The expressions of time in ``text[start:end]``, in text order and not overlapping, the longest wherever several fit.

    Offsets count code points of the whole ``text``.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[TimeExpression] = []
    surname: bool | None = None  # looked for once, and only if a bare May turns up
    position = start
    for token in _TOKEN.finditer(text, start, stop):
        at = token.start()
        if at < position or (token[1] is not None and not _may_begin(text, token)) or ANY_RULE.match(text, at, stop) is None:
            continue
        matches = [(match, rule) for rule in RULES.values() if (match := rule.pattern.match(text, at, stop)) is not None]
        for match, rule in sorted(matches, key=lambda pair: -pair[0].end()):
            parts = {name: words for name, words in match.groupdict().items() if words is not None}
            if surname is None and parts.get("month") in ("May", "MAY"):
                surname = _MAY_SURNAME.search(text) is not None
            before = text[max(start, at - _BEFORE) : at]
            joined = bool(found) and found[-1].kind in (rule.kind, "day") and _joins(text[found[-1].end : at])
            if not _holds(rule.name, parts, before, text[match.end() : min(stop, match.end() + 24)], joined, bool(surname)):
                continue
            made = _expression(text, at, match.end(), Piece(rule.name, tuple(parts.items())), before)
            whole = _joined(text, found[-1], made, start) if found else None
            if whole is not None:
                found[-1] = whole
            else:
                found.append(made)
            position = match.end()
            break
    return found


def _may_begin(text: str, token: re.Match[str]) -> bool:
    """Whether a word can begin an expression: a cheap look, for most words cannot."""
    word = token[1].lower()
    if word not in STARTS:
        return False
    if word not in _NEVER_ALONE:
        return True
    following = _FOLLOWING.match(text, token.end())
    if following is None:
        return False
    next_word = following[1].lower()
    return next_word[0].isdigit() or next_word in VOCABULARY or next_word.removesuffix("s") in VOCABULARY


def _joins(gap: str) -> bool:
    return len(gap) <= _LONGEST_GAP and (_TO.fullmatch(gap) is not None or _AND.fullmatch(gap) is not None)


def _expression(text: str, start: int, end: int, piece: Piece, before: str) -> TimeExpression:
    """One expression, with what the words before it make of it."""
    rule, words = RULES[piece.rule], text[start:end]
    # "With effect from 1 October" tells when, not since when.
    since, until = None if _EFFECT.search(before) else _SINCE.search(before), _UNTIL.search(before)
    if since and _FROM.search(before):
        # "from Monday" begins something; "from Monday's talks", "a letter from last week" only tell of when it is.
        plain = rule.kind in _RANGEABLE or piece.rule == "near day"
        stretch = any(name == "last" for name, _ in piece.parts)  # "from 3 to 5 May"
        if not plain or stretch or _POSSESSIVE.match(text, end):
            since = None
    dated = rule.kind not in ("duration", "repeated", "now", "vague")
    ends = any(name == "part" and re.search(r"end|close|last|final", value, re.IGNORECASE) for name, value in piece.parts)
    if since:
        lead = "from" if _FROM.search(before) or "since" not in since.group().lower() else "since"
    else:
        lead = "" if until is None else "before" if until["open"] is not None and not ends else "by"
    return TimeExpression(
        start,
        end,
        words,
        rule.kind,
        since=rule.since or (since is not None and dated),
        until=rule.until or (until is not None and dated) or words.lower() == "until further notice",
        _pieces=(piece,),
        _lead=lead,
    )


def _joined(text: str, first: TimeExpression, last: TimeExpression, start: int) -> TimeExpression | None:
    """ "from 28 May to 2 June", "between 2014 and 2016", "on Thursday and Friday" as one expression; None when they are two."""
    if len(first._pieces) > 1 or first.kind not in _RANGEABLE or last.kind not in _RANGEABLE:
        return None
    gap = text[first.end : last.start]
    if len(gap) > _LONGEST_GAP:
        return None
    before = text[max(start, first.start - _BEFORE) : first.start]
    if _TO.fullmatch(gap):
        fits = first.kind == last.kind or {first.kind, last.kind} <= {"day", "month", "year", "season"}
    else:
        fits = _AND.fullmatch(gap) is not None and (
            bool(_BETWEEN.search(before)) or _neighbours(first._pieces[0], last._pieces[0])
        )
    if not fits:
        return None
    from_to = _FROM.search(before) is not None
    return TimeExpression(
        first.start,
        last.end,
        text[first.start : last.end],
        last.kind,
        since=first.since and not from_to,
        until=first.until,
        _pieces=(first._pieces[0], last._pieces[0]),
        _lead="" if from_to else first._lead,
    )


def _neighbours(first: Piece, last: Piece) -> bool:
    """Whether two weekdays or months follow each other: "on Thursday and Friday" is a stretch, "Monday and Friday" is not."""
    a, b = dict(first.parts), dict(last.parts)
    if {"day", "part", "which", "such"} & (a.keys() | b.keys()):
        return False
    if "weekday" in a and "weekday" in b:
        return (WEEKDAYS[b["weekday"].lower()] - WEEKDAYS[a["weekday"].lower()]) % 7 == 1
    return "month" in a and "month" in b and (month_number(b) - month_number(a)) % 12 == 1


def _holds(rule: str, parts: Mapping[str, str], before: str, after: str, joined: bool, surname: bool) -> bool:
    """Whether words that match a rule tell a time here: dates that exist, and not a name, a verb or a count."""
    if before.endswith("-") and before[-2:-1].isalnum() and not joined:
        return False
    match rule:
        case "figures" | "figures the other way":
            return day_of_figures(parts) is not None
        case "day month" | "month day":
            return _exists(parts)
        case "month" if "part" in parts or "such" in parts:
            return True
        case "month" if "year" in parts:
            day = _DAY_BEFORE.search(before)  # "30 February 2012" is no time, and neither is the rest of it
            return day is None or int(day[1]) <= calendar.monthrange(int(parts["year"]), month_number(parts))[1]
        case "month":
            return _is_month(parts["month"], before, after, joined, surname)
        case "year" | "years" if "part" not in parts:
            return joined or _YEAR_LEAD.search(before) is not None
        case "the season":
            return _SEASON_LEAD.search(before) is not None
        case "such a season" if parts["season"].lower() in ("fall", "spring"):
            sure = parts["which"].lower() in ("last", "this", "next", "this past", "the following")
            return sure and _FALL_AFTER.match(after) is None
        case "weekday":
            return _NAMED_DAY.search(before) is None and _PAPER_AFTER.match(after) is None
        case "holiday":
            return _PACT_AFTER.match(after) is None
        case "near day" if parts["near"][0].isupper():
            return _CAPITAL_BEFORE.search(before) is None  # "Russia Today"
    return True


def _exists(parts: Mapping[str, str]) -> bool:
    """Whether the calendar has such a day of the month, in the year that is named or in a leap year."""
    length = calendar.monthrange(int(parts.get("year", 2000)), month_number(parts))[1]
    return int(parts["day"]) <= int(parts.get("last", parts["day"])) <= length


def _is_month(name: str, before: str, after: str, joined: bool, surname: bool) -> bool:
    """Whether a bare "March" or "May" is a month: by the word before it, or a noun that it describes after it."""
    full = name.title() in MONTH_NAMES
    if not full and not name.endswith("."):
        return False
    beside = _DAY_BEFORE.search(before) or _DAY_AFTER.match(after)
    if beside and int(beside[1]) > calendar.monthrange(1999, MONTHS[name[:3].lower()])[1]:
        return False  # "31 February" is no time at all
    if joined or _TO_A_MONTH.fullmatch(f"{before[-6:]}|{after}"):
        return True
    described = _OWN.search(before) is not None and _NOUN_AFTER.match(after) is not None  # "the March summit"
    if name.title() == "May":
        if _MAY_LEAD.search(before):
            return not (surname and _POSSESSIVE.match(after))
        return described and not surname
    if _NAMED_MONTH.search(before):
        return False
    if _MONTH_LEAD.search(before) or (full and described):
        return True
    return name.title() in _PLAIN_MONTHS and re.match(r"\s{1,3}[A-Z]", after) is None
