"""Quotation marks: which opens and which closes. Characters first (``pairs``), then whole quotes of a text in paragraphs."""

from __future__ import annotations

from datetime import date

import pytest

from communique.knowledge.world import load_world
from communique.reading.marks import pairs, without_cue
from communique.reading.parse import parse_many
from communique.reading.quotes import find_quotes
from communique.sources.document import Document
from communique.sources.text import lay_out


def between(text: str) -> list[str]:
    """What ``pairs`` finds in a paragraph."""
    return [text[a:b] for a, b in pairs(text, 0, len(text))[0]]


def quoted(text: str) -> list[tuple[str, bool]]:
    """The quotes of a whole text, each with whether it goes on from the paragraph before."""
    document = Document(text, published=date(2024, 5, 22))
    layout = lay_out(document, load_world().place_country)
    quotes = find_quotes(next(iter(parse_many([(document, layout)], 1))))
    return [(text[q.start : q.end], q.continued) for q in quotes]


def wrong(*values: object, reason: str) -> object:
    """A case that src gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We stay," she said.', ["We stay,"]),
        ("“We stay,” she said.", ["We stay,"]),
        ("‟We stay,” she said.", ["We stay,"]),
        ("«We stay», she said.", ["We stay"]),
        ("„We stay”, she said.", ["We stay"]),
        ("„We stay“, she said.", ["We stay"]),
        ("„We stay“, she said. „You leave.“", ["We stay", "You leave."]),
        ("She said: »We stay«.", ["We stay"]),
        ("»We stay«, she said.", ["We stay"]),
        ("'We stay,' she said.", ["We stay,"]),
        ("‘We stay,’ she said.", ["We stay,"]),
        ("‹We stay›, she said.", ["We stay"]),
        ("‚We stay’, she said.", ["We stay"]),
        ("‚We stay‘, she said.", ["We stay"]),
        # Kinds mixed, as copying leaves them.
        ("“We stay,\" she said. 'You leave.’", ["We stay,", "You leave."]),
        ("„We stay,\" she said. ‘You leave.'", ["We stay,", "You leave."]),
    ],
)
def test_all_kinds_of_marks(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{open}We stay{close}", ["We stay"]),
        ("({open}We stay,{close} she said.)", ["We stay,"]),
        ("[{open}We stay{close}]", ["We stay"]),
        ("She said—{open}we stay{close}—and left.", ["we stay"]),
        ("She said: {open}We stay.{close}", ["We stay."]),
        ("She said {open}no{close}.", ["no"]),
        ("{open}We stay{close}...", ["We stay"]),
        ("…{open}we stay{close}…", ["we stay"]),
        ("{open}... we stay ...{close} she said.", ["... we stay ..."]),
        ("{open}—we stay—{close}, she said.", ["—we stay—"]),
        ("{open}Do we stay?{close} she asked. {open}No!{close} he said.", ["Do we stay?", "No!"]),
        ("{open}We stay,{close} she said; {open}you leave.{close}", ["We stay,", "you leave."]),
        ("{open}We stay{close}, {open}you leave{close}, {open}they watch{close}.", ["We stay", "you leave", "they watch"]),
        ("{open}We stay{close}\u00a0she said.", ["We stay"]),
        ("\u00a0{open}We stay,{close}\tshe said.", ["We stay,"]),
        ("{open}We\nstay,{close} she said.", ["We\nstay,"]),
        ("{open}$5 is enough,{close} she said.", ["$5 is enough,"]),
        ("{open}École 12{close} was closed.", ["École 12"]),
    ],
)
@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"), ("‹", "›")])
def test_where_marks_may_stand(text: str, expected: list[str], opening: str, closing: str) -> None:
    assert between(text.format(open=opening, close=closing)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It was the voters' choice.",
        "It was the voters’ choice.",
        "The bosses' plan and the workers' plan failed.",
        "Jesus' words, Moses’ words and James's words.",
        "The 1990s' wars and the '90s' peace.",
        "The '90s were long, the ’80s longer, the class of '45 is gone.",
        "The ‘90s were long.",
        "Get 'em out, get ’em in.",
        "They like rock 'n' roll, rock ’n’ roll and rock ‘n’ roll.",
        "At five o'clock O'Brien left N'Djamena for Sana'a, ma'am.",
        "Don't, won't, can’t, y'all.",
        "'Tis late, and ’twas late before.",
        "He came 'round 'bout five and stayed 'til six.",
        "They were singin' and dancin' in Oslo.",
    ],
)
def test_apostrophes_are_no_quotes(text: str) -> None:
    assert pairs(text, 0, len(text)) == ([], False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'It isn't over,' she said.", ["It isn't over,"]),
        ("‘It isn’t over,’ she said.", ["It isn’t over,"]),
        ("'The voters' choice is ours,' she said.", ["The voters' choice is ours,"]),
        ("‘The voters’ choice is ours,’ she said.", ["The voters’ choice is ours,"]),
        (
            "'We have the ministers' help and voters' trust,' she said.",
            ["We have the ministers' help and voters' trust,"],
        ),
        ("'The '90s are over, let 'em go,' she said.", ["The '90s are over, let 'em go,"]),
        ("‘’Tis late,’ she said.", ["’Tis late,"]),
        ("The ministers' 'red line' was the voters' 'no'.", ["red line", "no"]),
        ("It was the states' 'right'.", ["right"]),
        ("The boss' 'plan' failed.", ["plan"]),
        # Nothing but a mark after an s: it has to close.
        ("The 'red lines' of Norway were crossed.", ["red lines"]),
        ("The ‘red lines’ and the ‘talks’ failed.", ["red lines", "talks"]),
        ("'We stay,' she said of the voters' choice. 'You leave.'", ["We stay,", "You leave."]),
        ("The 'red lines' of Norway and the ministers' plan failed.", ["red lines"]),
        ("The ‘red lines’ of Norway and the ministers’ plan failed.", ["red lines"]),
        ("She praised 'the wars', and the ministers' help.", ["the wars"]),
    ],
)
def test_single_marks_among_apostrophes(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"50 people have left," she said.', ["50 people have left,"]),
        ("“50 people have left,” she said.", ["50 people have left,"]),
        ("'2031 was a bad year,' she said.", ["2031 was a bad year,"]),
        ("‘251 people have left,’ she said.", ["251 people have left,"]),
        ("‘50 people have left,’ she said.", ["50 people have left,"]),
        ("'50 people have left,' she said.", ["50 people have left,"]),
        ("‘250 people have left,’ she said.", ["250 people have left,"]),
        ("‹5% of us stay›, she said.", ["5% of us stay"]),
        # After full stops.
        ('..."we stay"', ["we stay"]),
        ("...“we stay”", ["we stay"]),
        ("...‘we stay’", ["we stay"]),
    ],
)
def test_what_stands_beside_an_opening_mark(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Single in double.
        ("“He told me ‘we stay’ and left,” she said.", ["He told me ‘we stay’ and left,"]),
        ("\"He told me 'we stay' and left,\" she said.", ["He told me 'we stay' and left,"]),
        ("“‘We stay,’ he told me,” she said.", ["‘We stay,’ he told me,"]),
        ("\"'We stay,' he told me,\" she said.", ["'We stay,' he told me,"]),
        ("“I told him ‘no,’” she said.", ["I told him ‘no,’"]),
        ("“I told him ‘no’”, she said.", ["I told him ‘no’"]),
        ("\"I told him 'no,'\" she said.", ["I told him 'no,'"]),
        ("\"'We stay'\"", ["'We stay'"]),
        # Double in single.
        ("‘He told me “we stay” and left,’ she said.", ["He told me “we stay” and left,"]),
        ("'He told me \"we stay\" and left,' she said.", ['He told me "we stay" and left,']),
        ("'I told him \"no,\"' she said.", ['I told him "no,"']),
        ("‘“We stay”’", ["“We stay”"]),
        # Double in double.
        ("“He told me “we stay” and left,” she said.", ["He told me “we stay” and left,"]),
        ('"He told me "we stay" and left," she said.', ['He told me "we stay" and left,']),
        ("“I told him “we stay.””", ["I told him “we stay.”"]),
        ("“I told him “we stay”,” she said. “You leave.”", ["I told him “we stay”,", "You leave."]),
        ("“We ‘stay’ in “Chad”,” she said.", ["We ‘stay’ in “Chad”,"]),
        ("“We “stay” in “Chad” now,” she said.", ["We “stay” in “Chad” now,"]),
        ("““We stay,” he told me,” she said.", ["“We stay,” he told me,"]),
        # French in English and the other way round.
        ("“He shouted «no» and left,” she said.", ["He shouted «no» and left,"]),
    ],
)
def test_a_quote_in_a_quote_belongs_to_it(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gun was” sold. “We stay,” she said.", ["We stay,"]),
        ("“The gun was sold. “We stay,” she said.", ["We stay,"]),
        ("The “gun was sold, “We stay,” she said.", ["We stay,"]),
        ("”, she said. “We stay,” he said.", ["We stay,"]),
        ("““We stay,” she said.", ["We stay,"]),
        ("“We stay,”” she said. “You leave.”", ["We stay,", "You leave."]),
        ('The gun was" sold. "We stay," she said.', ["We stay,"]),
        ('The gun " was sold. “We stay,” she said.', ["We stay,"]),
        ('The gun \'was sold. "We stay," she said.', ["We stay,"]),
        ("The gun was' sold. 'We stay,' she said.", ["We stay,"]),
        ('The gun "was sold. "We stay," she said.', ["We stay,"]),
        ('" she said. "We stay," he said.', ["We stay,"]),
        ('The gun " was sold. "We stay," she said.', ["We stay,"]),
    ],
)
def test_a_stray_mark_does_not_shift_the_pairs_after_it(text: str, expected: list[str]) -> None:
    found = between(text)
    assert found[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He is 6\'2" tall. "We stay," she said.', ["We stay,"]),
        ('A 5" and a 6" gun were sold. "We stay," she said, "and you go."', ["We stay,", "and you go."]),
        ('It measured 12" x 14".', []),
        ('A 3"x5" card was found. "We stay," she said.', ["We stay,"]),
        ("A 5' wall and a 6' gate were built.", []),
        ('A 24"-wide door was closed.', []),
        ('The 9" gun and "the other" one.', ["the other"]),
        # A number that is quoted has no inches.
        ('The "9" and the "10" were closed.', ["9", "10"]),
        ('Room "101" is closed. "We stay," she said.', ["101", "We stay,"]),
        ('She counted to "5".', ["5"]),
    ],
)
def test_inches_and_feet_are_no_quotes(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The "useful" talks went on.', ["useful"]),
        ("The “useful” talks went on.", ["useful"]),
        ("The 'useful' talks went on.", ["useful"]),
        ("The ‘useful’ talks went on.", ["useful"]),
        ("The so-called “talks”—“useful” ones—went on.", ["talks", "useful"]),
        ('The anti-"war" talks went on.', ["war"]),
        ('The ("useful") talks/"chats" went on.', ["useful", "chats"]),
    ],
)
def test_marks_around_one_word(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are done,"he said.', ["We are done,"]),
        ("“We are done,”he said.", ["We are done,"]),
        ('"We are done,"he said. "We go," she said.', ["We are done,", "We go,"]),
        ('He said,"We are done." She left.', ["We are done."]),
        ('He said:"We are done." She left.', ["We are done."]),
        ("He said:“We are done.”She left.", ["We are done."]),
        ('"We are done.""We go."', ["We are done.", "We go."]),
        ("“We are done.”“We go.”", ["We are done.", "We go."]),
    ],
)
def test_a_missing_blank(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{open}We are done, said Rada Valo. {open}We go.{close}", ["We are done,", "We go."]),
        ("{open}We are done, Rada Valo said. {open}We go.{close}", ["We are done,", "We go."]),
        ("{open}We are done! Rada Valo said. {open}We go.{close}", ["We are done!", "We go."]),
        ("{open}Are we done? asked Rada Valo. {open}We go.{close}", ["Are we done?", "We go."]),
        ("{open}We are done, she said. {open}We go,{close} he said.", ["We are done,", "We go,"]),
        ("{open}We are done, the minister told us. {open}We go.{close}", ["We are done,", "We go."]),
        ("{open}We are done, a minister from Chad added. {open}We go.{close}", ["We are done,", "We go."]),
        # Both marks around the cue are missing.
        (
            "{open}We are done here, said Rada Valo, the minister. We will not return.{close}",
            ["We are done here,", "We will not return."],
        ),
        ("{open}We are done here, said Rada Valo, and left the room.{close}", ["We are done here,"]),
        # What looks like a cue belongs to the quote where its marks pair.
        ("{open}I asked her, and she replied. We left,{close} he said.", ["I asked her, and she replied. We left,"]),
        ("{open}We left, she said, and he left,{close} he said.", ["We left, she said, and he left,"]),
    ],
)
@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_a_missing_mark_before_a_cue(text: str, expected: list[str], opening: str, closing: str) -> None:
    assert between(text.format(open=opening, close=closing)) == expected


@pytest.mark.parametrize(
    ("text", "found", "unclosed"),
    [
        ("", [], False),
        ("No marks at all.", [], False),
        ('"', [], True),
        ("“", [], True),
        ("”", [], False),
        ("'", [], False),
        ('""', [], False),
        ("“”", [], False),
        ("She said: “We stay", ["We stay"], True),
        ('She said: "We stay', ["We stay"], True),
        ("She said: 'We stay", [], False),
        ("“We stay,” she said. “You leave", ["We stay,", "You leave"], True),
        ("“We stay,” she said. You leave”", ["We stay,"], False),
        # Blanks at the ends, and what holds no word.
        ("She said: “We stay. \n", ["We stay."], True),
        ("“\u00a0We stay ” and “ you leave\t", ["We stay", "you leave"], True),
        ("“We stay,” she said. “ ...", ["We stay,"], True),
        ("“ ... ” she said. “5”", ["5"], False),
    ],
)
def test_the_last_quote_may_never_be_closed(text: str, found: list[str], unclosed: bool) -> None:
    ranges, told = pairs(text, 0, len(text))
    assert ([text[a:b] for a, b in ranges], told) == (found, unclosed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We" and "stay" and |"go" or "wait"| and "so" on', (["go", "wait"], False)),
        ('"We |and "stay" and" go', (["stay"], False)),
        ("“We |and “stay” and” go", (["stay"], False)),
        ('A |6" and a 7" gun| "here"', ([], False)),
        ("the |'stay'| choice", (["stay"], False)),
        ("the 'st|ay' choice", ([], False)),
    ],
)
def test_only_the_paragraph_is_looked_at(text: str, expected: tuple[list[str], bool]) -> None:
    before, inside, *after = text.split("|")
    whole = before + inside + "".join(after)
    start, end = len(before), len(before + inside) if after else len(whole)
    found, unclosed = pairs(whole, start, end)
    alone, unclosed_alone = pairs(inside, 0, len(inside))
    assert (found, unclosed) == ([(a + start, b + start) for a, b in alone], unclosed_alone)
    assert ([whole[a:b] for a, b in found], unclosed) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We are done, said Rada Valo.", "We are done,"),
        ("We are done. We leave, the minister told reporters.", "We are done. We leave,"),
        ("Are we done? asked Rada Valo.", "Are we done?"),
        ("We are done, she added.", "We are done,"),
        ("We are done, and so are you.", "We are done, and so are you."),
        ("We are done. The ministers left.", "We are done. The ministers left."),
        ("He said so.", "He said so."),
    ],
)
def test_a_quote_that_is_never_closed_ends_before_its_cue(text: str, kept: str) -> None:
    assert text[: without_cue(text, 0, len(text))] == kept


# Whole texts.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's 'red lines' were crossed in the '90s, she said.", ["red lines"]),
        ("The voters' choice was 'no', she said.", ["no"]),
        ("'We stay,' she said.\n\n'You leave,' he said.", ["We stay,", "You leave,"]),
        ("‘He told me “we stay” and left,’ she said.\n\n“I told him ‘no,’” he said.",
         ["He told me “we stay” and left,", "I told him ‘no,’"]),
        ("She called it “a war—‘their war’—that failed.”", ["a war—‘their war’—that failed."]),
        ("«We stay in Chad», she said.", ["We stay in Chad"]),
        ("„We stay in Chad”, she said.", ["We stay in Chad"]),
        ("„We stay in Chad“, she said.", ["We stay in Chad"]),
        ("“We stay,” “you leave” and “they watch”, she said.", ["We stay,", "you leave", "they watch"]),
        ('"" she said, and "no" he said.', ["no"]),  # nothing is no quote
        ('The Norwegian minister has a 6\'2" guard. "We stay," she said.', ["We stay,"]),
        ('"We stay in Chad,"she said. "You leave,"he said.', ["We stay in Chad,", "You leave,"]),
        ("We met at five o'clock. 'We stay in Chad,' she said.", ["We stay in Chad,"]),
    ],
)  # fmt: skip
def test_quotes_of_a_text(text: str, expected: list[str]) -> None:
    assert quoted(text) == [(words, False) for words in expected]


@pytest.mark.parametrize("mark", ['"', "“", "«"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{m}We are done, said Rada Valo.", "We are done,"),
        ("{m}We are done. We leave Chad, Rada Valo told reporters.", "We are done. We leave Chad,"),
        ("{m}We are done, the minister said on Monday.\n\nNobody answered her.", "We are done,"),
        ("Nobody spoke. {m}Are we done? asked the minister.", "Are we done?"),
        ("She said: {m}We are done.\n\nNobody answered her.", "We are done."),
    ],
)
def test_a_quote_that_is_never_closed(text: str, expected: str, mark: str) -> None:
    assert quoted(text.format(m=mark)) == [(expected, False)]


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("«", "»")])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{o}We stay.\n\n{o}You leave,{c} she said.", [("We stay.", False), ("You leave,", True)]),
        ("{o}We stay.\n\n{o}You leave.\n\n{o}They watch.{c}", [("We stay.", False), ("You leave.", True), ("They watch.", True)]),
        # Only the first quote of the paragraph goes on.
        ("{o}We stay.\n\n{o}You leave,{c} she said. {o}They watch.{c}",
         [("We stay.", False), ("You leave,", True), ("They watch.", False)]),
        # Narration between them, or a closing mark: what follows is another quote.
        ("{o}We stay.\n\nNobody spoke.\n\n{o}You leave.{c}", [("We stay.", False), ("You leave.", False)]),
        ("{o}We stay.{c}\n\n{o}You leave.\n\n{o}They go.{c}", [("We stay.", False), ("You leave.", False), ("They go.", True)]),
        ("{o}We stay.\n\n{o}You leave.{c}\n\n{o}They go.{c}", [("We stay.", False), ("You leave.", True), ("They go.", False)]),
        # A quote that goes on is not cut before what looks like its cue.
        ("{o}He left, the minister said so.\n\n{o}We stay.{c}", [("He left, the minister said so.", False), ("We stay.", True)]),
        ("{o}He told me ‘go,’ and we went.\n\n{o}We stay.{c}", [("He told me ‘go,’ and we went.", False), ("We stay.", True)]),
        # It begins in the middle of a paragraph; the next begins with narration.
        ("She said: {o}We stay.\n\nThen she said: {o}You leave.{c}", [("We stay.", False), ("You leave.", False)]),
    ],
)  # fmt: skip
def test_reopened_quotes_over_paragraphs(text: str, expected: list[tuple[str, bool]], opening: str, closing: str) -> None:
    assert quoted(text.format(o=opening, c=closing)) == expected


@pytest.mark.xfail(strict=True, reason="a single mark that is not closed in its paragraph is never taken for a quote")
@pytest.mark.parametrize(("opening", "closing"), [("'", "'"), ("‘", "’")])
def test_reopened_quotes_in_single_marks(opening: str, closing: str) -> None:
    text = f"{opening}We stay in Chad.\n\n{opening}You leave it,{closing} she said."
    assert quoted(text) == [("We stay in Chad.", False), ("You leave it,", True)]


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_a_quote_in_a_long_paragraph_is_not_cut(opening: str, closing: str) -> None:
    words = "We stay in Chad. " * 30 + "You leave it,"
    text = "The talks went on for a day. " * 130 + f"{opening}{words}{closing} she said. {opening}They watch.{closing}"
    assert "".join(q for q, _ in quoted(text)).replace(" ", "") == (words + "They watch.").replace(" ", "")
