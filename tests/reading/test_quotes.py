"""Which stretches of a text are quotes. Marks decide, before anything is understood."""

from __future__ import annotations

from datetime import date

import pytest

from communique.knowledge.world import load_world
from communique.reading.parse import parse_many
from communique.reading.quotes import Quote, find_quotes
from communique.sources.document import Document
from communique.sources.text import lay_out


def find(text: str) -> list[Quote]:
    document = Document(text, published=date(2024, 5, 22))
    layout = lay_out(document, load_world().place_country)
    return find_quotes(next(iter(parse_many([(document, layout)], 1))))


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We stay," she said.', ["We stay,"]),
        ("“We stay,” she said.", ["We stay,"]),
        ("«We stay», she said.", ["We stay"]),
        ('She said: "We stay."', ["We stay."]),
        ('("We stay," she said.)', ["We stay,"]),
        ('She said—"we stay"—and left.', ["we stay"]),
        ('The "useful" talks went on.', ["useful"]),
        ('"We stay," she said, "until May."', ["We stay,", "until May."]),
        ("“We stay,” she said. “You leave.”", ["We stay,", "You leave."]),
        # The two kinds mixed, as copying leaves them.
        ('“We stay," she said. "You leave.”', ["We stay,", "You leave."]),
        ('"We stay,” she said.', ["We stay,"]),
        # A quote inside a quote belongs to it.
        ("“He told me ‘we stay’ and left,” she said.", ["He told me ‘we stay’ and left,"]),
        ("\"He told me 'we stay' and left,\" she said.", ["He told me 'we stay' and left,"]),
        # Apostrophes and single marks alone are no quotes.
        ("Norway's minister said the ministers' talks failed.", []),
        ("She said that the talks had failed.", []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The gun was" sold. "We stay," she said. "You leave," he said.', ["We stay,", "You leave,"]),
        ("The gun was” sold. “We stay,” she said. “You leave,” he said.", ["We stay,", "You leave,"]),
        ("“The gun was sold. “We stay,” she said. “You leave,” he said.", ["We stay,", "You leave,"]),
        ('A 5" gun was sold. "We stay," she said.', ["We stay,"]),
        ('A 5" and a 6" gun were sold. "We stay," she said.', ["We stay,"]),
    ],
)
def test_a_stray_mark_does_not_shift_the_pairs_after_it(text: str, expected: list[str]) -> None:
    assert quoted(text)[-len(expected) :] == expected


@pytest.mark.parametrize("mark", ['"', "“"])
def test_a_stray_mark_spoils_no_later_paragraph(mark: str) -> None:
    assert quoted(f'The gun was {mark}sold to Chad.\n\nShe spoke to the press. "We stay," she said.')[-1] == "We stay,"


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_a_quote_goes_on_over_paragraphs(opening: str, closing: str) -> None:
    text = f"She said: {opening}We stay.\n\n{opening}You leave.\n\n{opening}They watch,{closing} and left.\n\nNobody spoke."
    assert [(text[q.start : q.end], q.continued) for q in find(text)] == [
        ("We stay.", False),
        ("You leave.", True),
        ("They watch,", True),
    ]


def test_a_closed_quote_does_not_go_on() -> None:
    text = 'She said: "We stay."\n\n"You leave," he said.'
    assert [q.continued for q in find(text)] == [False, False]


def test_an_open_quote_ends_with_its_paragraph() -> None:
    assert quoted('She said: "We stay in Chad.\n\nNobody answered her.') == ["We stay in Chad."]
