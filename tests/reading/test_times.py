"""Times: sentence -> the words that tell when, and the days they mean. All sentences are invented for these tests."""

from __future__ import annotations

import pickle
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.reading.times import Interval, TimeExpression, find_times
from communique.reading.times.words import WEEKDAY_NAMES

MONDAY = "2022-11-28"  # the day of publication in most rows
FRIDAY = "2015-06-12"
PREVIOUS = "2018-04-27"  # the last dated happening, a Friday


def days(words: str | None) -> Interval | None:
    """ "2022-11-28" or "2022-11-01..2022-11-30" as an interval."""
    if words is None:
        return None
    first, _, last = words.partition("..")
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first))


def only(sentence: str, words: str) -> TimeExpression:
    """The expression with exactly these words."""
    found = {expression.text: expression for expression in find_times(sentence)}
    assert words in found, list(found)
    return found[words]


EXPLICIT = [
    ("The treaty was signed on 12 September 2008 in Quito.", "12 September 2008", "2008-09-12"),
    ("They met on 11-12 September 2008.", "11-12 September 2008", "2008-09-11..2008-09-12"),
    ("The envoy called on April 27, 2018, and left.", "April 27, 2018", "2018-04-27"),
    ("The border reopened on 7 July 2008.", "7 July 2008", "2008-07-07"),
    ("On the 7th of July, 2008 the border reopened.", "the 7th of July, 2008", "2008-07-07"),
    ("The note is dated 2008-07-07.", "2008-07-07", "2008-07-07"),
    ("Received 2008-07-07T10:15:00Z by wire.", "2008-07-07T10:15:00Z", "2008-07-07"),
    ("The note is dated 07/07/2008.", "07/07/2008", "2008-07-07"),
    ("The note is dated 13/07/2008.", "13/07/2008", "2008-07-13"),
    ("The note is dated 07/13/2008.", "07/13/2008", "2008-07-13"),
    ("The note is dated 05.07.2008.", "05.07.2008", "2008-07-05"),
    ("Talks ran from 3 to 5 May 2014.", "3 to 5 May 2014", "2014-05-03..2014-05-05"),
    ("Talks ran between 3 and 5 May 2014.", "3 and 5 May 2014", "2014-05-03..2014-05-05"),
    ("The visit of 28 June–2 July 2015 was long.", "28 June–2 July 2015", "2015-06-28..2015-07-02"),
    ("The visit of June 28 - July 2, 2015 was long.", "June 28 - July 2, 2015", "2015-06-28..2015-07-02"),
    ("From 28 December to 3 January 2016 they talked.", "28 December to 3 January 2016", "2015-12-28..2016-01-03"),
    ("On Saturday, 22 January 2022, the leaders spoke.", "Saturday, 22 January 2022", "2022-01-22"),
    ("Paris recalled its envoy in April 2013.", "April 2013", "2013-04-01..2013-04-30"),
    ("Paris recalled its envoy in Sept. 2013.", "Sept. 2013", "2013-09-01..2013-09-30"),
    ("It fell in February of 2016.", "February of 2016", "2016-02-01..2016-02-29"),
    ("It fell in late February 2015.", "late February 2015", "2015-02-21..2015-02-28"),
    ("It fell in mid-May 2014.", "mid-May 2014", "2014-05-11..2014-05-20"),
    ("It fell in the first half of May 2014.", "the first half of May 2014", "2014-05-01..2014-05-15"),
    ("It fell in the second week of May 2014.", "the second week of May 2014", "2014-05-08..2014-05-14"),
    ("It fell on the last day of May 2014.", "the last day of May 2014", "2014-05-31"),
    ("From May to July 2015 the post was vacant.", "May to July 2015", "2015-05-01..2015-07-31"),
    ("Between May 2014 and March the post was vacant.", "May 2014 and March", "2014-05-01..2015-03-31"),
    ("The court ruled in 2016.", "2016", "2016-01-01..2016-12-31"),
    ("The pact of 1884 ended the war.", "1884", "1884-01-01..1884-12-31"),
    ("It was drafted in late 2014.", "late 2014", "2014-09-01..2014-12-31"),
    ("It was drafted in the first half of 2014.", "the first half of 2014", "2014-01-01..2014-06-30"),
    ("It was drafted in the third quarter of 2014.", "the third quarter of 2014", "2014-07-01..2014-09-30"),
    ("It was drafted at the beginning of 2014.", "the beginning of 2014", "2014-01-01..2014-01-31"),
    ("It was drafted in the first nine months of 2014.", "the first nine months of 2014", "2014-01-01..2014-09-30"),
    ("Between 2014 and 2016 nobody spoke.", "2014 and 2016", "2014-01-01..2016-12-31"),
    ("In 2014-16 nobody spoke.", "2014-16", "2014-01-01..2016-12-31"),
    ("Exercises followed in the spring of 2009.", "the spring of 2009", "2009-03-01..2009-05-31"),
    ("Exercises followed in winter 2007.", "winter 2007", "2007-12-01..2008-02-29"),
    ("Exercises followed in the winter of 2021-22.", "the winter of 2021-22", "2021-12-01..2022-02-28"),
    ("Exercises followed in early summer 2009.", "early summer 2009", "2009-06-01..2009-06-30"),
    ("They were allies in the 1990s.", "the 1990s", "1990-01-01..1999-12-31"),
    ("They were allies in the early 1990s.", "the early 1990s", "1990-01-01..1993-12-31"),
    ("They were allies in the 19th century.", "the 19th century", "1801-01-01..1900-12-31"),
    ("A truce held over Christmas 2014.", "Christmas 2014", "2014-12-25"),
    ("A truce held on Good Friday 2014.", "Good Friday 2014", "2014-04-18"),
    ("Flights stopped after the September 11 attacks.", "September 11", "2001-09-11"),
]

PAST = [
    # weekdays: the latest not after publication
    ("Ministers met on Wednesday.", "Wednesday", MONDAY, "2022-11-23"),
    ("Fighting broke out on Monday.", "Monday", MONDAY, "2022-11-28"),
    ("The group missed last Wednesday's meeting.", "last Wednesday", MONDAY, "2022-11-23"),
    ("The two spoke last Friday.", "last Friday", "2024-05-22", "2024-05-17"),
    ("The two spoke last Monday.", "last Monday", MONDAY, "2022-11-21"),
    ("The envoy flew in late on Tuesday.", "late on Tuesday", MONDAY, "2022-11-22"),
    ("A convoy was hit on Wednesday night.", "Wednesday night", MONDAY, "2022-11-23"),
    ("They met on Thursday and Friday.", "Thursday and Friday", MONDAY, "2022-11-24..2022-11-25"),
    ("They met from Tuesday to Thursday.", "Tuesday to Thursday", MONDAY, "2022-11-22..2022-11-24"),
    ("They met on Tuesday of last week.", "Tuesday of last week", MONDAY, "2022-11-22"),
    # days beside publication
    ("The two presidents spoke yesterday.", "yesterday", MONDAY, "2022-11-27"),
    ("The minister resigned today.", "today", MONDAY, "2022-11-28"),
    ("The minister resigned this morning.", "this morning", MONDAY, "2022-11-28"),
    ("Shells fell last night.", "last night", MONDAY, "2022-11-27"),
    ("Shells fell overnight.", "overnight", MONDAY, "2022-11-28"),
    ("He arrived the day before yesterday.", "the day before yesterday", MONDAY, "2022-11-26"),
    ("The minister had resigned earlier in the day.", "earlier in the day", MONDAY, "2022-11-28"),
    ("Talks were held over the weekend.", "the weekend", MONDAY, "2022-11-26..2022-11-27"),
    ("Talks were held last weekend.", "last weekend", "2022-11-27", "2022-11-19..2022-11-20"),
    # dates without a year: the latest not after publication
    ("Ministers met on Sept. 2 in Lima.", "Sept. 2", "2020-09-10", "2020-09-02"),
    ("Ministers met on 2 September in Lima.", "2 September", "2020-09-01", "2019-09-02"),
    ("The June 3 assault was condemned.", "June 3", FRIDAY, "2015-06-03"),
    ("They gathered on June 7-8 in Bavaria.", "June 7-8", FRIDAY, "2015-06-07..2015-06-08"),
    ("They gathered on 29 February in Bavaria.", "29 February", FRIDAY, "2012-02-29"),
    ("They gathered on the 7th of July.", "the 7th of July", FRIDAY, "2014-07-07"),
    ("DHAKA, Dec 3: ministers resigned.", "Dec 3", "2009-12-03", "2009-12-03"),
    ("The raid of New Year's Eve was condemned.", "New Year's Eve", MONDAY, "2021-12-31"),
    ("They met last Christmas.", "last Christmas", MONDAY, "2021-12-25"),
    # months and their parts
    ("They met in late November.", "late November", "2022-01-22", "2021-11-21..2021-11-30"),
    ("In mid-November of last year they met.", "mid-November of last year", "2022-01-22", "2021-11-11..2021-11-20"),
    ("They met in early November.", "early November", MONDAY, "2022-11-01..2022-11-10"),
    ("They met late in October.", "late in October", MONDAY, "2022-10-21..2022-10-31"),
    ("Shelling resumed in June.", "June", MONDAY, "2022-06-01..2022-06-30"),
    ("Shelling resumed in December.", "December", MONDAY, "2021-12-01..2021-12-31"),
    ("Shelling resumed last December.", "last December", MONDAY, "2021-12-01..2021-12-31"),
    ("Shelling resumed last November.", "last November", MONDAY, "2021-11-01..2021-11-30"),
    ("Shelling resumed this March.", "this March", MONDAY, "2022-03-01..2022-03-31"),
    ("The judges ruled in September last year.", "September last year", "2016-09-22", "2015-09-01..2015-09-30"),
    ("The judges ruled on 12 March this year.", "12 March this year", "2016-09-22", "2016-03-12"),
    ("He kept a promise of the March summit.", "March", FRIDAY, "2015-03-01..2015-03-31"),
    ("They met in May and June.", "May and June", "2015-07-01", "2015-05-01..2015-06-30"),
    # weeks, months, seasons, years
    ("He accused Ankara last week.", "last week", "2012-11-14", "2012-11-05..2012-11-11"),
    ("The lines were cut this week.", "this week", "2012-11-14", "2012-11-12..2012-11-14"),
    ("The lines were cut early this week.", "early this week", "2012-11-14", "2012-11-12..2012-11-13"),
    ("The lines were cut last month.", "last month", "2012-11-14", "2012-10-01..2012-10-31"),
    ("The lines were cut late last month.", "late last month", "2012-11-14", "2012-10-21..2012-10-31"),
    ("The lines were cut earlier this month.", "earlier this month", "2012-11-14", "2012-11-01..2012-11-14"),
    ("The lines were cut earlier this year.", "earlier this year", "2012-11-14", "2012-01-01..2012-11-14"),
    ("The lines were cut twice this year.", "this year", "2012-11-14", "2012-01-01..2012-11-14"),
    ("A loan was agreed last year.", "last year", "2024-05-22", "2023-01-01..2023-12-31"),
    ("Trade grew in the first half of the year.", "the first half of the year", "2008-09-12", "2008-01-01..2008-06-30"),
    ("Trade grew in the first half of last year.", "the first half of last year", "2008-09-12", "2007-01-01..2007-06-30"),
    ("Trade grew at the end of last year.", "the end of last year", "2008-09-12", "2007-12-01..2007-12-31"),
    ("Trade grew last summer.", "last summer", "2012-03-01", "2011-06-01..2011-08-31"),
    ("Trade grew over the summer.", "the summer", "2012-10-01", "2012-06-01..2012-08-31"),
    ("Trade grew this summer.", "this summer", "2012-10-01", "2012-06-01..2012-08-31"),
    ("Trade grew last winter.", "last winter", "2012-10-01", "2011-12-01..2012-02-29"),
    # so long ago
    ("He was expelled a month ago.", "a month ago", MONDAY, "2022-10-21..2022-11-04"),
    ("He was expelled three days ago.", "three days ago", MONDAY, "2022-11-25"),
    ("He was expelled a few days ago.", "a few days ago", MONDAY, "2022-11-21..2022-11-26"),
    ("He was expelled two weeks ago.", "two weeks ago", MONDAY, "2022-11-11..2022-11-17"),
    ("He was expelled four months ago.", "four months ago", MONDAY, "2022-07-01..2022-07-31"),
    ("He was expelled 12 years ago.", "12 years ago", MONDAY, "2010-01-01..2010-12-31"),
    ("He was expelled a couple of hours ago.", "a couple of hours ago", MONDAY, "2022-11-28"),
    ("He was expelled 3,000 years ago.", "years ago", MONDAY, None),
    ("Clashes spread in recent days.", "recent days", MONDAY, "2022-11-21..2022-11-28"),
    ("Clashes spread over the past two weeks.", "over the past two weeks", MONDAY, "2022-11-14..2022-11-28"),
    ("Clashes spread in the last 24 hours.", "in the last 24 hours", MONDAY, "2022-11-27..2022-11-28"),
]

FUTURE = [
    ("The ministers will meet on Friday.", "Friday", MONDAY, "2022-12-02"),
    ("The ministers will meet on Monday.", "Monday", MONDAY, "2022-12-05"),
    ("The ministers will meet next Friday.", "next Friday", MONDAY, "2022-12-09"),
    ("The ministers will meet this Friday.", "this Friday", MONDAY, "2022-12-02"),
    ("The ministers will meet on Thursday and Friday.", "Thursday and Friday", MONDAY, "2022-12-01..2022-12-02"),
    ("The ministers will meet on Tuesday next week.", "Tuesday next week", MONDAY, "2022-12-06"),
    ("The ministers will meet tomorrow.", "tomorrow", MONDAY, "2022-11-29"),
    ("The ministers will meet tomorrow morning.", "tomorrow morning", MONDAY, "2022-11-29"),
    ("The ministers will meet the day after tomorrow.", "the day after tomorrow", MONDAY, "2022-11-30"),
    ("Talks are set for June 16.", "June 16", FRIDAY, "2015-06-16"),
    ("Talks are set for January 16.", "January 16", FRIDAY, "2016-01-16"),
    ("Talks will open in July.", "July", FRIDAY, "2015-07-01..2015-07-31"),
    ("Talks will open in May.", "May", FRIDAY, "2016-05-01..2016-05-31"),
    ("Talks will open in early December.", "early December", "2012-11-14", "2012-12-01..2012-12-10"),
    ("Talks will open next May.", "next May", FRIDAY, "2016-05-01..2016-05-31"),
    ("Talks will open next week.", "next week", FRIDAY, "2015-06-15..2015-06-21"),
    ("Talks will open early next week.", "early next week", FRIDAY, "2015-06-15..2015-06-16"),
    ("Talks will open next month.", "next month", FRIDAY, "2015-07-01..2015-07-31"),
    ("Talks will open next year.", "next year", FRIDAY, "2016-01-01..2016-12-31"),
    ("Talks will open later this month.", "later this month", FRIDAY, "2015-06-12..2015-06-30"),
    ("Talks will open later in the year.", "later in the year", FRIDAY, "2015-06-12..2015-12-31"),
    ("Talks will open this year.", "this year", FRIDAY, "2015-06-12..2015-12-31"),
    ("Talks will open this weekend.", "this weekend", FRIDAY, "2015-06-13..2015-06-14"),
    ("Talks will open this winter.", "this winter", "2012-11-14", "2012-12-01..2013-02-28"),
    ("Talks will open in the autumn.", "the autumn", FRIDAY, "2015-09-01..2015-11-30"),
    ("Talks will open two weeks from now.", "two weeks from now", FRIDAY, "2015-06-23..2015-06-29"),
    ("Talks will open in ten days.", "in ten days", FRIDAY, "2015-06-22"),
    ("Talks will open in the coming days.", "in the coming days", FRIDAY, "2015-06-12..2015-06-19"),
    ("Talks will open in the next three months.", "in the next three months", FRIDAY, "2015-06-12..2015-09-12"),
    ("Talks will open on New Year's Day.", "New Year's Day", FRIDAY, "2016-01-01"),
]

ANCHORED = [
    ("She left three days later.", "three days later", "2018-04-30"),
    ("She had left three days earlier.", "three days earlier", "2018-04-24"),
    ("She left a week later.", "a week later", "2018-05-04"),
    ("She left two days after.", "two days after", "2018-04-29"),
    ("She left four months later.", "four months later", "2018-08-01..2018-08-31"),
    ("She left two years later.", "two years later", "2020-01-01..2020-12-31"),
    ("She left hours later.", "hours later", "2018-04-27"),
    ("She left a few days later.", "a few days later", "2018-04-29..2018-05-04"),
    ("They met a second time the following month.", "the following month", "2018-05-01..2018-05-31"),
    ("They met in Seoul that September.", "that September", "2018-09-01..2018-09-30"),
    ("They met again that year.", "that year", "2018-01-01..2018-12-31"),
    ("They met again later that year.", "later that year", "2018-04-27..2018-12-31"),
    ("They met again later that month.", "later that month", "2018-04-27..2018-04-30"),
    ("They had met earlier that month.", "earlier that month", "2018-04-01..2018-04-27"),
    ("On June 16 of that year they met again.", "June 16 of that year", "2018-06-16"),
    ("In March of the following year they met.", "March of the following year", "2019-03-01..2019-03-31"),
    ("They met again the next day.", "the next day", "2018-04-28"),
    ("They met again the following Monday.", "the following Monday", "2018-04-30"),
    ("They had met the previous Friday.", "the previous Friday", "2018-04-20"),
    ("They had met the day before.", "the day before", "2018-04-26"),
    ("They had met the week before.", "the week before", "2018-04-16..2018-04-22"),
    ("They had met the previous year.", "the previous year", "2017-01-01..2017-12-31"),
    ("They met again on the same day.", "the same day", "2018-04-27"),
    ("They met again that evening.", "that evening", "2018-04-27"),
    ("They had met earlier in the day.", "earlier in the day", "2018-04-27"),
    ("A line was laid a week before the summit.", "a week before", "2018-04-20"),
    ("On the eve of the summit they spoke.", "On the eve of", "2018-04-26"),
    ("They met that summer.", "that summer", "2018-06-01..2018-08-31"),
]

SINCE = [  # the start reaches to publication
    ("Troops have been there since mid-November.", "mid-November", MONDAY, "2022-11-11..2022-11-28"),
    ("They have had no envoys since 1978.", "1978", "2016-09-22", "1978-01-01..2016-09-22"),
    ("Training has been under way since April.", "April", FRIDAY, "2015-04-01..2015-06-12"),
    ("Shelling has gone on since last week.", "last week", FRIDAY, "2015-06-01..2015-06-12"),
    ("Shelling has gone on ever since Tuesday.", "Tuesday", FRIDAY, "2015-06-09..2015-06-12"),
    ("Guns were heard from Tuesday.", "Tuesday", FRIDAY, "2015-06-09..2015-06-12"),
    ("Guns were heard from dawn.", "dawn", FRIDAY, None),
    ("Guns have been heard since the end of May.", "the end of May", FRIDAY, "2015-05-21..2015-06-12"),
]

UNTIL = [  # a deadline reaches from publication to its last day
    ("Uganda will send men by the end of the year.", "the end of the year", MONDAY, "2022-11-28..2022-12-31"),
    ("Uganda will send men before the end of 2023.", "the end of 2023", MONDAY, "2022-11-28..2023-12-31"),
    ("Uganda will send men before Christmas.", "Christmas", MONDAY, "2022-11-28..2022-12-24"),
    ("Uganda will send men by Friday.", "Friday", MONDAY, "2022-11-28..2022-12-02"),
    ("Uganda will send men no later than 15 May.", "15 May", MONDAY, "2022-11-28..2023-05-15"),
    ("The truce holds until Friday.", "Friday", MONDAY, "2022-11-28..2022-12-02"),
    ("Uganda will send men ahead of Friday's vote.", "Friday", MONDAY, "2022-11-28..2022-12-01"),
    ("Diplomats must leave within 48 hours.", "within 48 hours", MONDAY, "2022-11-28..2022-11-30"),
    ("Uganda had sent men by 2014.", "2014", MONDAY, "2014-01-01..2014-12-31"),
    ("Uganda will send men by year-end.", "year-end", MONDAY, "2022-11-28..2022-12-31"),
    ("The mission is put off until further notice.", "until further notice", MONDAY, None),
]

UNDATED = [
    ("He will visit Tehran soon.", "soon", "vague"),
    ("He has visited Tehran recently.", "recently", "vague"),
    ("He visited Tehran decades ago.", "decades ago", "vague"),
    ("The truck was hit at about 1 a.m. near a town.", "at about 1 a.m.", "clock"),
    ("Polls close at 1900 GMT.", "at 1900 GMT", "clock"),
    ("Guns fell silent at noon.", "at noon", "clock"),
    ("They pray together every Friday.", "every Friday", "repeated"),
    ("They talk twice a year.", "twice a year", "repeated"),
    ("Markets open on Mondays.", "Mondays", "repeated"),
    ("They held the town for eleven days before leaving.", "for eleven days", "duration"),
    ("They ruled for decades.", "for decades", "duration"),
    ("Tehran is now arming them.", "now", "now"),
    ("The rules currently in force are old.", "currently", "now"),
]

NOTHING = [
    "Ministers may 12 times a page repeat themselves.",
    "Theresa May spoke to the May government.",
    "A speech by May was cheered.",
    "Prime Minister May's party met.",
    "They march 12 kilometres through the fall of Kabul.",
    "March on, said the general.",
    "The Long March began there.",
    "The Sun and the Sunday Times wrote of it.",
    "The Good Friday Agreement is in danger.",
    "Bloody Sunday is not forgotten.",
    "The spring feeds the river, and troops fall back.",
    "The Winter Olympics approach.",
    "The October Revolution is taught.",
    "Black September claimed it.",
    "The two-day visit and the 30-day truce were short.",
    "About 2016 soldiers died, 1,994 in one place.",
    "A force of 2000 troops is on its way.",
    "By 1950 votes to 12 they won.",
    "Nothing happens on 31 February or 31/02/2008 or 2008-13-40.",
    "Nothing happens on 30 February 2012 or February 29, 2011.",
    "It cost $2016 and 07/08/2008 can be read two ways.",
    "Resolution 1970 was adopted.",
    "The March 23 Movement and the March 14 coalition took no part.",
    "Russia Today and USA Today reported it.",
    "The minister shook hands and said nothing at all.",
    "",
]


def check(row: tuple[str, str, str | None, str | None], **view: object) -> TimeExpression:
    sentence, words, published, expected = row
    expression = only(sentence, words)
    day = date.fromisoformat(published) if published else None
    assert expression.resolve(day, **view) == days(expected)  # type: ignore[arg-type]
    return expression


@pytest.mark.parametrize(("sentence", "words", "expected"), EXPLICIT)
def test_explicit_needs_no_publication(sentence: str, words: str, expected: str) -> None:
    assert check((sentence, words, None, expected)).basis == "explicit"
    assert check((sentence, words, "2022-11-28", expected)).resolve(date(1999, 1, 1), future=True) == days(expected)


@pytest.mark.parametrize("row", PAST, ids=lambda row: row[0])
def test_past(row: tuple[str, str, str, str | None]) -> None:
    assert check(row).basis == "relative"


@pytest.mark.parametrize("row", FUTURE, ids=lambda row: row[0])
def test_future(row: tuple[str, str, str, str]) -> None:
    assert check(row, future=True).basis == "relative"


@pytest.mark.parametrize("row", PAST + FUTURE, ids=lambda row: row[0])
def test_without_publication_relative_stays_open(row: tuple[str, str, str, str]) -> None:
    assert only(row[0], row[1]).resolve(None) is None


@pytest.mark.parametrize(("sentence", "words", "expected"), ANCHORED)
def test_anchored(sentence: str, words: str, expected: str) -> None:
    for published in (None, MONDAY):
        check((sentence, words, published, expected), previous=days(PREVIOUS))
    assert only(sentence, words).resolve(None) is None


@pytest.mark.parametrize("row", SINCE, ids=lambda row: row[0])
def test_since(row: tuple[str, str, str, str | None]) -> None:
    expression = check(row)
    assert expression.since
    assert not expression.until
    assert expression.resolve(None) is None


@pytest.mark.parametrize("row", UNTIL, ids=lambda row: row[0])
def test_until(row: tuple[str, str, str, str | None]) -> None:
    expression = check(row)
    assert expression.until
    assert not expression.since


@pytest.mark.parametrize(("sentence", "words", "kind"), UNDATED)
def test_no_date_of_its_own(sentence: str, words: str, kind: str) -> None:
    expression = only(sentence, words)
    assert expression.kind == kind
    assert expression.resolve(date(2022, 11, 28), future=True, previous=days(PREVIOUS)) is None


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_time(sentence: str) -> None:
    assert [expression.text for expression in find_times(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("On 3 May 2014 they met at 10:30 GMT.", ["day", "clock"]),
        ("In spring 2009 and in 2011 they met.", ["season", "year"]),
        ("They met last week, and a day later signed.", ["relative", "anchored"]),
        ("On Monday and Friday they met in March.", ["weekday", "weekday", "month"]),
        ("On 3 May and 7 September they met.", ["day", "day"]),
        ("On Tuesday, two days after a raid, they met.", ["weekday", "duration"]),
    ],
)
def test_kinds(sentence: str, kinds: list[str]) -> None:
    assert [expression.kind for expression in find_times(sentence)] == kinds


def test_years_shift_a_month_to_a_year() -> None:
    later = only("Ties were broken off three years later.", "three years later")
    assert later.resolve(None, previous=days("1975-02-01..1975-02-28")) == days("1978-01-01..1978-12-31")


def test_with_effect_from_is_a_day_and_no_start() -> None:
    expression = only("Gas will flow with effect from 1 October 2008.", "1 October 2008")
    assert not expression.since
    assert expression.resolve(date(2008, 9, 12)) == days("2008-10-01")


def test_from_a_days_talks_is_no_start() -> None:
    assert not only("A letter from Friday's talks was shown.", "Friday").since
    assert not only("They met from Tuesday to Thursday.", "Tuesday to Thursday").since


def test_since_looks_back_even_under_a_future_verb() -> None:
    expression = only("They will leave the towns held since late October.", "late October")
    assert expression.resolve(date(2022, 11, 28), future=True) == days("2022-10-21..2022-11-28")


def test_lines_may_break_inside() -> None:
    assert only("They met on 12\nSeptember\n 2008.", "12\nSeptember\n 2008").resolve(None) == days("2008-09-12")


def test_only_the_stretch_asked_for() -> None:
    text = "On Monday he left, on Tuesday he came, on Friday he spoke."
    assert [expression.text for expression in find_times(text, 12, 36)] == ["Tuesday"]


def test_offsets_count_code_points() -> None:
    text = "Erdoğan 🕊 met “them” on 3 May 2014."
    assert find_times(text)[0].start == text.index("3 May")


def test_expressions_can_be_pickled() -> None:
    found = find_times("They met on 3 May and, two days later, signed by Friday.")
    assert pickle.loads(pickle.dumps(found)) == found


ALL_SENTENCES = [row[0] for row in [*EXPLICIT, *PAST, *FUTURE, *ANCHORED, *SINCE, *UNTIL, *UNDATED]]
DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))
INTERVALS = st.tuples(DAYS, DAYS).map(lambda pair: Interval(min(pair), max(pair)))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ALL_SENTENCES), st.none() | DAYS, st.booleans(), st.none() | INTERVALS)
def test_resolve_never_raises(sentence: str, published: date | None, future: bool, previous: Interval | None) -> None:
    for expression in find_times(sentence):
        found = expression.resolve(published, future=future, previous=previous)
        assert found is None or found.start <= found.end


HEAP = (
    "the a an in on of since by before until from to and between early mid- late end first half last next this that "
    "following previous  same May March June Sept. September 12 31 29 2008 2014, 1994 3rd 07/07/2008 2008-02-30 99 Monday "
    "Friday Wed. spring fall winter  day days week weeks month year years decade weekend ago later earlier after yesterday "
    "tonight Christmas New Year's Eve soon now at  1 a.m. - – , . ’s few several two couple hours within coming recent "
    "1990s 20th century every "
)
WORDS = st.sampled_from(HEAP.split())


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from([" ", "\n", "  "]), st.none() | DAYS, st.booleans(), st.none() | INTERVALS)
def test_any_heap_of_time_words(
    words: list[str], blank: str, published: date | None, future: bool, previous: Interval | None
) -> None:
    text = blank.join(words)
    reach = 0
    for expression in find_times(text):
        assert reach <= expression.start < expression.end
        assert text[expression.start : expression.end] == expression.text
        reach = expression.end
        found = expression.resolve(published, future=future, previous=previous)
        assert found is None or found.start <= found.end
        if published is None and previous is None and expression.basis == "relative":
            assert found is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    for expression in find_times(text):
        assert text[expression.start : expression.end] == expression.text
        expression.resolve(date(2022, 11, 28))


@given(DAYS, st.sampled_from(WEEKDAY_NAMES))
def test_weekday_is_within_a_week_of_publication(published: date, name: str) -> None:
    expression = find_times(f"They met on {name}.")[0]
    past, coming = expression.resolve(published), expression.resolve(published, future=True)
    assert past is not None
    assert coming is not None
    assert past.start.strftime("%A") == coming.start.strftime("%A") == name
    assert 0 <= (published - past.start).days <= 6
    assert 1 <= (coming.start - published).days <= 7


@pytest.mark.parametrize(
    "chunk",
    ["1", " ", "1 ", "2014-", "the ", "in May ", "Monday and ", "the last week of the ", "September" + " " * 50, "12.", "a "],
)
def test_time_is_linear_in_length(chunk: str) -> None:
    def seconds(length: int) -> float:
        text = (chunk * (length // len(chunk) + 1))[:length]
        begin = time.perf_counter()
        find_times(text)
        return time.perf_counter() - begin

    seconds(1_000)
    assert seconds(100_000) < 10  # about half a second; a quadratic search would take minutes


def test_an_article_takes_milliseconds() -> None:
    text = (" ".join([*ALL_SENTENCES[:12], *["The minister shook hands with his colleague and left by car."] * 40]))[:3000]
    find_times(text)
    best = min(_timed(text) for _ in range(5))
    assert best < 0.02, best  # 2 to 3 ms on the machine it was written on


def _timed(text: str) -> float:
    begin = time.perf_counter()
    find_times(text)
    return time.perf_counter() - begin
