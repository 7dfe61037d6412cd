"""The report for a person: nothing missing, nothing cut, marks that nest."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from communique.article import marked_article
from communique.records import (
    Act,
    Dateline,
    Due,
    Entity,
    Event,
    EventDate,
    Licence,
    Mention,
    Party,
    Place,
    Pledge,
    Provenance,
    Reading,
    Role,
    SourceDocument,
    Span,
    Statement,
)
from communique.report import print_report, report_console

TEXT = (
    "OSLO – Norwegian Foreign Minister Ingrid Solberg telephoned her Chadian counterpart Idriss Moussa on Tuesday.\r\n\r\n"
    "“We will reopen our embassy in N'Djamena in May,” Solberg said. She added that Norway had been told by Moussa that Chad "
    "expelled two Norwegian diplomats by mistake.\r\n"
)


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def mention(words: str, how: str, nth: int = 0) -> Mention:
    return Mention(**span(words, nth).model_dump(), how=how)


def party(entity: str, words: str, country: str | None = None, role: str | None = None) -> Party:
    found = span(words)
    return Party(entity=entity, country=country, role=role, start=found.start, end=found.end)


@pytest.fixture
def reading() -> Reading:
    solberg, moussa = "person/ingrid-solberg", "person/idriss-moussa"
    norway, chad = (
        [mention("Norway", "name"), mention("Norwegian", "demonym")],
        [mention("Chadian", "demonym"), mention("Chad", "name", 1)],
    )
    quote, told = "“We will reopen our embassy in N'Djamena in May,”", span("Norway had been told")
    claim = Span(start=told.start, end=len(TEXT) - 3, text=TEXT[told.start : len(TEXT) - 3])
    return Reading(
        document=SourceDocument(
            id="sha256:0",
            source_id="oslo.txt",
            title="Norway and Chad talk",
            text=TEXT,
            published="2026-03-04",
            publisher="Fjord News",
            dateline=Dateline(place="Oslo", country="NOR", start=0, end=6),
            licence=Licence(name="CC BY 4.0", url=None, start=0, end=1),
        ),
        entities=[
            Entity(
                id="NOR",
                kind="state",
                name="Norway",
                country="NOR",
                mentions=norway,
            ),
            Entity(
                id="TCD",
                kind="state",
                name="Chad",
                country="TCD",
                mentions=chad,
            ),
            Entity(
                id=solberg,
                kind="person",
                name="Ingrid Solberg",
                country="NOR",
                role=Role(title="Foreign Minister", country="NOR", start="2025"),
                known=False,
                mentions=[mention("Norwegian Foreign Minister Ingrid Solberg", "name"), mention("She", "pronoun")],
            ),
            Entity(id=moussa, kind="person", name="Idriss Moussa", country="TCD", mentions=[mention("Idriss Moussa", "name")]),
        ],
        statements=[
            Statement(
                id="s1",
                speaker=solberg,
                addressees=[moussa],
                cue=span("said"),
                content=[span(quote)],
                kind="direct",
                occasion="e1",
            ),
            Statement(id="s2", speaker=solberg, cue=span("added"), content=[claim], kind="indirect", contexts=["diplomatic"]),
        ],
        events=[
            Event(
                id="e1",
                type="CONSULT",
                modes=["phone"],
                contexts=["diplomatic"],
                status="occurred",
                actors=[party(solberg, "Ingrid Solberg", "NOR", "Foreign Minister")],
                recipients=[party(moussa, "Idriss Moussa", "TCD", "Foreign Minister")],
                date=EventDate(start="2026-03-03", end="2026-03-03", basis="relative", expression=span("on Tuesday")),
                trigger=span("telephoned"),
                evidence=[span("telephoned her Chadian counterpart Idriss Moussa on Tuesday")],
                cameo="041",
                quad="verbal cooperation",
                score=1.5,
                confidence=0.9,
                why="verb telephone: subject calls object",
            ),
            Event(
                id="e2",
                type="AGREE",
                act=Act(type="COOPERATE"),
                status="future",
                actors=[party(solberg, "We", "NOR")],
                place=Place(name="N'Djamena", country="TCD", start=0, end=1),
                trigger=span("reopen"),
                evidence=[span("We will reopen our embassy in N'Djamena in May")],
                confidence=0.7,
                why="will + cooperation",
            ),
            Event(
                id="e3",
                type="COERCE",
                modes=["expel"],
                status="occurred",
                historical=True,
                claimed_in="s2",
                actors=[party("TCD", "Chad")],
                recipients=[party("NOR", "Norwegian")],
                trigger=span("expelled"),
                evidence=[span("Chad expelled two Norwegian diplomats")],
                confidence=0.55,
                why="verb expel: diplomats",
            ),
        ],
        pledges=[
            Pledge(
                id="p1",
                by=["NOR"],
                to=["TCD"],
                what=span("reopen our embassy in N'Djamena"),
                event="e2",
                due=Due(start="2026-05-01", end="2026-05-31", text="in May"),
                conditional=True,
            )
        ],
        provenance=Provenance(
            software="communique 0.1.0", model="en_core_web_md 3.8.0", knowledge="2026.11", read_at="2026-03-05T00:00:00Z"
        ),
    )


def printed(reading: Reading, width: int = 100, *, terminal: bool = False) -> str:
    out = io.StringIO()
    print_report(reading, Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None))
    return out.getvalue()


def test_heading_tells_who_published_what_when(reading: Reading) -> None:
    report = printed(reading)
    assert report.startswith("Norway and Chad talk\nFjord News | published 2026-03-04 | from Oslo (NOR) | CC BY 4.0\noslo.txt")


def test_unknown_day_of_publication_is_said(reading: Reading) -> None:
    undated = reading.model_copy(update={"document": reading.document.model_copy(update={"published": None})})
    assert "day of publication not known" in printed(undated)


def test_article_is_whole_once_its_marks_are_taken_away(reading: Reading) -> None:
    article, _ = marked_article(reading, coloured=False)
    bare = article.plain
    for sign in ("*[e1]", "*[e2]", "*[e3]", "[s1: ", "[s2: ", "]", "*", "_"):
        bare = bare.replace(sign, "")
    assert bare.split() == TEXT.split()


def test_marks_of_nested_records_close_in_order(reading: Reading) -> None:
    article, _ = marked_article(reading, coloured=False)
    assert "_Norwegian Foreign Minister Ingrid Solberg_ *telephoned*[e1] her _Chadian_" in article.plain
    assert "[s1: “We will *reopen*[e2] our embassy in N'Djamena in May,”]" in article.plain
    assert "[s2: _Norway_ had been told" in article.plain


def test_two_events_with_one_trigger_share_a_mark(reading: Reading) -> None:
    twin = reading.events[0].model_copy(update={"id": "e9"})
    article, _ = marked_article(reading.model_copy(update={"events": [*reading.events, twin]}), coloured=False)
    assert "*telephoned*[e1,e9]" in article.plain


def test_crossing_spans_do_not_raise(reading: Reading) -> None:
    crossing = Statement(id="s9", speaker=None, content=[span("Solberg said. She added")], kind="mixed")
    article, _ = marked_article(reading.model_copy(update={"statements": [*reading.statements, crossing]}), coloured=True)
    assert "[s9: " in article.plain


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_is_cut_and_no_line_is_too_long(reading: Reading, width: int, terminal: bool) -> None:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None)
    print_report(reading, console)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert terminal or all(line == line.rstrip() for line in lines)
    assert "…" not in out.getvalue()
    for record in (*reading.events, *reading.statements, *reading.pledges):
        assert any(line.startswith(f"{record.id} ") for line in lines), record.id


@pytest.mark.parametrize(
    "fact",
    [
        "-> Idriss Moussa (Foreign Minister, TCD)",
        "claimed by Ingrid Solberg (s2)",
        "told by the report",
        "occurred, background",
        "to COOPERATE",
        "in N'Djamena (TCD)",
        '"on Tuesday", worked out',
        "verb telephone: subject calls object (confidence 0.90)",
        "CAMEO 041, verbal cooperation +1.5",
        "2026-05-01 to 2026-05-31",
        "on a condition",
        "not in the tables",
        "Foreign Minister, NOR",
    ],
)
def test_facts_are_shown(reading: Reading, fact: str) -> None:
    assert fact in printed(reading, 250)


def test_pipe_gets_plain_ascii_signs(reading: Reading) -> None:
    report = printed(reading)
    assert "\x1b" not in report
    assert not any("\u2500" <= character <= "\u257f" for character in report)


def test_terminal_gets_colours_and_no_signs(reading: Reading) -> None:
    report = printed(reading, terminal=True)
    assert "\x1b[" in report
    assert "*telephoned" not in report


def test_escape_sequences_of_a_text_stay_harmless(reading: Reading) -> None:
    words = "Norway\x1b[2J met Chad\x07."
    evil = Reading(document=SourceDocument(id="sha256:1", title="a\x1b]0;b\x07", text=words), provenance=reading.provenance)
    assert "\x1b" not in printed(evil)
    assert "\x07" not in printed(evil)


def test_square_brackets_are_words_and_no_markup(reading: Reading) -> None:
    text = "[red]Norway[/red] met [Chad]."
    plain = Reading(document=SourceDocument(id="sha256:1", text=text), provenance=reading.provenance)
    assert text in printed(plain)


def test_console_for_a_file_is_plain_and_wide_enough() -> None:
    console = report_console(io.StringIO())
    assert (console.width, console.is_terminal) == (100, False)
