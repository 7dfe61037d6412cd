"""The layout of plain texts: what is prose, and what the frame around it tells. Texts and people are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.sources.document import Document, Layout
from communique.sources.text import lay_out

COUNTRIES = {"Oslo": "NOR", "Lima": "PER", "Quito": "ECU", "Norway": "NOR", "Bergen": "NOR", "Mali": "MLI", "Gao": "MLI"}
LEAD = "Norwegian Foreign Minister Ingrid Solberg received her colleague from Peru on Monday."
MORE = "The two ministers, who had not met for a year, spoke about fish."


def laid(text: str, published: date | None = None, title: str | None = None) -> Layout:
    return lay_out(Document(text, published=published, title=title), COUNTRIES.get)


def prose(text: str, layout: Layout) -> list[str]:
    return [text[block.start : block.end] for block in layout.blocks if not block.heading]


def headings(text: str, layout: Layout) -> list[str]:
    return [text[block.start : block.end] for block in layout.blocks if block.heading]


@pytest.mark.parametrize(
    ("dateline", "place", "country"),
    [
        ("OSLO –", "Oslo", "NOR"),
        ("OSLO, Nov. 14 (MNA) –", "Oslo", "NOR"),
        ("LIMA/QUITO, Sept 10 -", "Lima/Quito", "PER"),
        ("GAO, Mali, Nov. 28 --", "Gao", "MLI"),
        ("SAN JUAN DEL SUR, September 22 –", "San Juan del Sur", None),
        ("LIMA (Reuters) -", "Lima", "PER"),
        ("Washington, D.C.—", "Washington", "USA"),
        ("WASHINGTON D.C. —", "Washington", "USA"),
        ("AMBER HILL, Md. (AP) —", "Amber Hill", "USA"),
        ("LIMA, November 24. /TASS/.", "Lima", "PER"),
        ("Lima, November 24, 2026, SPA --", "Lima", "PER"),
        ("Bergen, Nov 24 (PTI)", "Bergen", "NOR"),
        ("Lima [Peru], November 24 (ANI):", "Lima", "PER"),
        ("QUITO. Nov 24 (Interfax) -", "Quito", "ECU"),
        ("OSLO (24 November 2026) –", "Oslo", "NOR"),
        ("Bergen –", "Bergen", "NOR"),
        ("OSLO:", "Oslo", "NOR"),
        ("PORT-AU-MARE —", "Port-au-Mare", None),
        ("N'GARA —", "N'Gara", None),
        ("ST. OLAV, Norway (AP) —", "St. Olav", "NOR"),
        ("BERGEN, Monday, Nov 5 —", "Bergen", "NOR"),
        ("QUITO.", "Quito", "ECU"),
        ("LIMA, March 6.", "Lima", "PER"),
        ("Oslo, 18 May.", "Oslo", "NOR"),
    ],
)
def test_dateline_is_read_and_left_out_of_the_prose(dateline: str, place: str, country: str | None) -> None:
    text = f"{dateline} {LEAD}\n\n{MORE}\n"
    layout = laid(text)
    assert layout.dateline is not None
    assert (layout.dateline.place, layout.dateline.country) == (place, country)
    assert text[layout.dateline.start : layout.dateline.end] == dateline
    assert prose(text, layout) == [LEAD, MORE]


@pytest.mark.parametrize(
    "opening",
    [
        "Norway – a founding member – has left the fishing league.",
        "EXCLUSIVE - Norway has left the fishing league.",
        "QUESTION: When will Norway leave the league?",
        "On June 5 - Norway's national day it is not - the ministers met.",
        "Speaking in Oslo - The Hague was his next stop - the minister said no.",
        "Minister Ole Berg (Labour) - a farmer - said no.",
        "UN-led talks began in Lima.",
        "The talks - the third this year - failed.",
        "Iran–Iraq trade grew.",
        "VISAS. Who needs one?",
        "Oslo. That is where they met.",
    ],
)
def test_prose_with_dashes_is_no_dateline(opening: str) -> None:
    layout = laid(f"{opening} {LEAD}\n\n{MORE}\n")
    assert layout.dateline is None
    assert layout.blocks[0].start == 0


@pytest.mark.parametrize(
    ("dateline", "published", "filed"),
    [
        ("OSLO, Nov. 14 –", date(2012, 11, 15), date(2012, 11, 14)),
        ("OSLO, Dec 31 –", date(2013, 1, 2), date(2012, 12, 31)),
        ("OSLO, Nov. 15 –", date(2012, 11, 14), date(2012, 11, 15)),  # a clock further east
        ("OSLO, Feb 29 –", date(2026, 3, 1), date(2024, 2, 29)),
        ("OSLO, 14 November 2012 –", None, date(2012, 11, 14)),
        ("OSLO, Nov. 14 –", None, None),
        ("OSLO –", date(2012, 11, 15), None),
    ],
)
def test_day_of_the_dateline(dateline: str, published: date | None, filed: date | None) -> None:
    assert laid(f"{dateline} {LEAD}\n\n{MORE}", published).filed == filed


@pytest.mark.parametrize(
    ("frame", "day"),
    [
        ("Published: 12 March 2024\n\n", date(2024, 3, 12)),
        ("Published on 2024-03-12T10:30:00Z\n", date(2024, 3, 12)),
        ("Updated: March 13, 2024\nPublished: March 12, 2024\n\n", date(2024, 3, 12)),
        ("Last updated 13 March 2024, 10:15 GMT\n\n", date(2024, 3, 13)),
        ("Tuesday, 12 March 2024\n\n", date(2024, 3, 12)),
        ("(Bergen, 12 March 2024)\n\n", date(2024, 3, 12)),
        ("12.03.2024\n\n", date(2024, 3, 12)),
        ("13/03/2024\n\n", date(2024, 3, 13)),
        ("03/04/2024\n\n", None),
    ],
)
def test_day_of_publication_in_the_frame(frame: str, day: date | None) -> None:
    text = f"Fish talks in Bergen\n\n{frame}{LEAD}\n\n{MORE}\n"
    layout = laid(text)
    assert (layout.published, layout.title) == (day, "Fish talks in Bergen")
    assert prose(text, layout) == [LEAD, MORE]


def test_day_inside_the_prose_is_not_the_day_of_publication() -> None:
    assert laid(f"{LEAD} They last met on 3 May 2011.\n\n{MORE}").published is None


def test_readout_on_headed_paper() -> None:
    text = (
        "THE PEARL PALACE\nOffice of the Vice President\n\nFOR IMMEDIATE RELEASE\nMay 3, 2019\n\n"
        f"Readout of the Vice President's Call with Minister Solberg\n\n{LEAD}\n\n{MORE}\n\n###\n"
    )
    layout = laid(text)
    assert layout.letterhead == "THE PEARL PALACE"
    assert layout.published == date(2019, 5, 3)
    assert layout.title == "Readout of the Vice President's Call with Minister Solberg"
    assert layout.publisher == "The Pearl Palace"
    assert prose(text, layout) == [LEAD, MORE]


def test_office_in_capitals_without_a_sheet_is_a_headline() -> None:
    text = f"Ministry of Fisheries Summons Ambassador\n\n{LEAD}\n"
    layout = laid(text)
    assert (layout.title, layout.letterhead) == ("Ministry of Fisheries Summons Ambassador", None)


def test_communique_with_two_title_lines_and_numbers() -> None:
    text = f"JOINT COMMUNIQUÉ\non the visit of the Minister to Lima\n\n(Lima, 12 September 2008)\n\n1. {LEAD}\n\n2. {MORE}\n"
    layout = laid(text)
    assert layout.title == "JOINT COMMUNIQUÉ on the visit of the Minister to Lima"
    assert layout.dateline is not None
    assert layout.dateline.place == "Lima"
    assert headings(text, layout) == ["JOINT COMMUNIQUÉ", "on the visit of the Minister to Lima"]
    assert prose(text, layout) == [LEAD, MORE]


def test_headings_inside_a_text() -> None:
    title = "EXPLAINER: The fish have gone. Why does it matter?"
    text = f"{title}\n\nOSLO - {LEAD}\n\nWHAT HAPPENED?\n\n{MORE}\n\nWhat comes next\n\n{LEAD}\n"
    layout = laid(text)
    assert headings(text, layout) == [title, "WHAT HAPPENED?", "What comes next"]
    assert prose(text, layout) == [LEAD, MORE, LEAD]


def test_markdown_heading_loses_its_marks() -> None:
    text = f"# Fish talks in Bergen\n\n{LEAD}\n\n## Background\n\n- {MORE}\n"
    layout = laid(text)
    assert layout.title == "Fish talks in Bergen"
    assert headings(text, layout) == ["Fish talks in Bergen", "Background"]
    assert prose(text, layout) == [LEAD, MORE]


def test_title_that_the_source_gives_is_known_though_it_ends_in_a_full_stop() -> None:
    text = f"Ministers meet at last.\n\n{LEAD}\n"
    assert laid(text).title is None
    assert laid(text, title="Ministers meet at last").title == "Ministers meet at last."


@pytest.mark.parametrize("text", ["Norway recalls its envoy", "Norway recalls its envoy\nPeru expels another"])
def test_short_lines_alone_are_prose(text: str) -> None:
    layout = laid(text)
    assert prose(text, layout) == text.split("\n")


@pytest.mark.parametrize("mark", ["1. ", "12) ", "(3) ", "(a) ", "• ", "- ", "* ", "IV. "])
def test_list_mark_stays_outside_of_the_block(mark: str) -> None:
    text = f"{LEAD}\n\n{mark}{MORE}\n"
    assert prose(text, laid(text)) == [LEAD, MORE]


def test_initial_is_no_list_number() -> None:
    text = f"{LEAD}\n\nV. Berg, an adviser, stayed away.\n"
    assert prose(text, laid(text))[1].startswith("V. Berg")


@pytest.mark.parametrize(
    "furniture",
    [
        "By Astrid Lund",
        "By Astrid Lund and Pedro Rojas in Lima",
        "(Reporting by Astrid Lund in Oslo; editing by Pedro Rojas)",
        "(Additional reporting by the Lima bureau)",
        "###",
        "# # #",
        "-30-",
        "ENDS",
        "(END)",
        "* * *",
        "SB/HG",
        "MNA",
        "(Xinhua)",
        "Read more: The fish that went away",
        "© 2024 Fjord News. All rights reserved.",
    ],
)
def test_furniture_below_the_prose(furniture: str) -> None:
    text = f"{LEAD}\n\n{MORE}\n\n{furniture}\n"
    assert prose(text, laid(text)) == [LEAD, MORE]


@pytest.mark.parametrize("tail", ["(Reporting by Astrid Lund; editing by Pedro Rojas)", "(Xinhua)", "/TASS/", "(END)", "###"])
def test_tail_in_the_line_of_the_prose(tail: str) -> None:
    text = f"{LEAD}\n\n{MORE} {tail}\n"
    assert prose(text, laid(text)) == [LEAD, MORE]


def test_byline_above_the_prose() -> None:
    text = f"Fish talks in Bergen\nBy Astrid Lund\n\nOSLO, May 3 — {LEAD}\n"
    layout = laid(text)
    assert (layout.title, prose(text, layout)) == ("Fish talks in Bergen", [LEAD])


@pytest.mark.parametrize(("dateline", "publisher"), [("(MNA)", "Mehr News Agency"), ("(AFP)", "AFP"), ("(AA)", "Anadolu Agency")])
def test_agency_of_the_dateline_is_the_publisher(dateline: str, publisher: str) -> None:
    assert laid(f"OSLO {dateline} – {LEAD}").publisher == publisher


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "Fish talks in Bergen\n\n"
        "OSLO, May 3 - Norwegian Foreign Minister Ingrid Solberg received her\n"
        "colleague from Peru on Monday, and the two of them spoke about the fish\n"
        "that both countries have been catching off the coast of Ecuador since\n"
        "the spring.\n\n"
        "The minister from Peru, who had come by train, said that his country\n"
        "would not give in. \"We were there first,\" he told reporters after the\n"
        "meeting, and left.\n"
    )  # fmt: skip
    layout = laid(text)
    assert layout.title == "Fish talks in Bergen"
    first, second = prose(text, layout)
    assert first.startswith("Norwegian Foreign")
    assert first.endswith("since\nthe spring.")
    assert second.endswith("meeting, and left.")


def test_wrapped_paragraphs_without_blank_lines_end_at_short_lines() -> None:
    text = (
        "Norwegian Foreign Minister Ingrid Solberg received her colleague today\n"
        "and the two of them spoke about the fish that both countries have been\n"
        "catching.\n"
        "   The minister from Peru, who had come by train, said that his country\n"
        "would not give in, whatever Norway might be thinking about the matter,\n"
        "and left.\n"
    )
    assert len(prose(text, laid(text))) == 2


def test_unwrapped_lines_are_paragraphs_each() -> None:
    text = f"{LEAD}\n{MORE}\n{LEAD}\n"
    assert prose(text, laid(text)) == [LEAD, MORE, LEAD]


def test_windows_line_ends_and_invisible_marks() -> None:
    text = f"\ufeffFish talks\r\n\r\nOSLO – {LEAD}\r\n\r\n\u00a0{MORE}\u200b\r\n"
    layout = laid(text)
    assert layout.title == "Fish talks"
    assert prose(text, layout) == [LEAD, MORE]


def test_place_alone_above_the_prose() -> None:
    text = f"Fish talks in Bergen\n\nOSLO\n\n{LEAD}\n"
    layout = laid(text)
    assert layout.dateline is not None
    assert layout.dateline.place == "Oslo"
    assert prose(text, layout) == [LEAD]


def test_text_of_furniture_alone_has_no_blocks() -> None:
    assert laid("By Astrid Lund\n\n###\n").blocks == ()


_PIECES = st.sampled_from(
    [
        LEAD,
        MORE,
        "OSLO, May 3 (AFP) - ",
        "\n",
        "\n\n",
        "\r\n",
        "1. ",
        "• ",
        "###",
        "By Astrid Lund",
        "Short line",
        "©",
        "2024",
        " ",
        "Published: 3 May 2024",
        "(Oslo, 3 May 2024)",
        "All rights reserved.",
        "CC BY 4.0",
        "“",
        "”",
        "THE OFFICE",
        "–",
        "é",
        "\u2028",
        "ENDS",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=12), max_size=14).map("".join))
def test_blocks_are_ordered_apart_and_never_empty(text: str) -> None:
    layout = laid(text)
    position = 0
    for block in layout.blocks:
        assert position <= block.start < block.end <= len(text)
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        position = block.end
    for record in (layout.dateline, layout.licence):
        assert record is None or 0 <= record.start < record.end <= len(text)


def test_a_book_is_laid_out_at_once() -> None:
    # Well under a second; a quadratic search would take many minutes.
    text = f"OSLO – {LEAD}\n\n" + f"{MORE} A, b, c - d (e) f / g.\n\n" * 5000
    assert len(laid(text).blocks) == 5001


def test_one_endless_line_is_laid_out_at_once() -> None:
    assert len(laid("A, b, c - d (e) f / g © " * 50_000 + "end.").blocks) >= 1
