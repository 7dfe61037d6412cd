"""Licence and copyright notices. Texts and publishers are invented."""

from __future__ import annotations

import pytest

from communique.sources.document import Document, Layout
from communique.sources.text import lay_out

LEAD = "Norwegian Foreign Minister Ingrid Solberg received her colleague from Peru on Monday."
QUOTE = "“We shall meet again in the spring, whatever the weather,” she told reporters.”"
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/"
CC = "https://creativecommons.org/licenses/"


def laid(text: str) -> Layout:
    return lay_out(Document(text))


@pytest.mark.parametrize(
    ("notice", "name", "url", "publisher"),
    [
        (
            "All Content by Fjord News is licensed under a Creative Commons Attribution 4.0 License.",
            "CC BY 4.0",
            CC + "by/4.0/",
            "Fjord News",
        ),
        (
            "Available under a Creative Commons Attribution-ShareAlike 3.0 Unported License.",
            "CC BY-SA 3.0",
            CC + "by-sa/3.0/",
            None,
        ),
        (
            "Under Creative Commons Attribution-NonCommercial-NoDerivatives 4.0.",
            "CC BY-NC-ND 4.0",
            CC + "by-nc-nd/4.0/",
            None,
        ),
        ("Licence: CC BY-NC-SA 3.0 IGO", "CC BY-NC-SA 3.0 IGO", CC + "by-nc-sa/3.0/igo/", None),
        ("Licensed under CC-BY 4.0.", "CC BY 4.0", CC + "by/4.0/", None),
        ("Licence: https://creativecommons.org/licenses/by-nd/2.5/", "CC BY-ND 2.5", CC + "by-nd/2.5/", None),
        ("This work is licensed under CC BY.", "CC BY", None, None),
        ("Released under CC0 1.0.", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", None),
        ("This text is in the public domain.", "Public domain", None, None),
        ("Contains information licensed under the Open Government Licence v3.0.", "OGL 3.0", OGL + "3/", None),
        (
            "© 2024. All rights reserved. No part may be reproduced without permission.",
            "All rights reserved",
            None,
            None,
        ),
        ("Copyright (c) 2012 Fjord News", "© 2012 Fjord News", None, "Fjord News"),
        ("© Fjord News 2012. All rights reserved.", "All rights reserved", None, "Fjord News"),
        ("(c) 2012 Fjord News. Terms of use apply.", "© 2012 Fjord News", None, "Fjord News"),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", " "], ids=["own paragraph", "line of the prose"])
def test_notice_is_read_and_left_out(notice: str, name: str, url: str | None, publisher: str | None, gap: str) -> None:
    text = f"{LEAD}\n\n{QUOTE}{gap}{notice}"
    layout = laid(text)
    assert layout.licence is not None
    assert (layout.licence.name, layout.licence.url) == (name, url)
    assert text[layout.licence.start : layout.licence.end] == notice
    assert layout.publisher == publisher
    assert [text[block.start : block.end] for block in layout.blocks] == [LEAD, QUOTE]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said that the report was in the public domain.",
        "They signed a treaty on copyright, patents and trade marks.",
        "The ministry's maps are licensed under the terms of the treaty.",
        "Whoever copies right will be copied, he said.",
    ],
)
def test_prose_about_rights_is_no_notice(sentence: str) -> None:
    assert laid(f"{LEAD}\n\n{sentence}\n").licence is None


def test_notice_above_the_prose() -> None:
    text = f"© 2024 Fjord News\n\n{LEAD}\n"
    layout = laid(text)
    assert layout.publisher == "Fjord News"
    assert [text[block.start : block.end] for block in layout.blocks] == [LEAD]


def test_licence_wins_over_reservation_of_rights() -> None:
    layout = laid(f"{LEAD}\n\n© 2024 Fjord News\n\nLicensed under CC BY 4.0.\n")
    assert layout.licence is not None
    assert layout.licence.name == "CC BY 4.0"


def test_abbreviation_does_not_cut_the_notice() -> None:
    notice = "All content by the U.S. Fish Bureau is licensed under CC BY 4.0."
    text = f"{LEAD} {notice}"
    licence = laid(text).licence
    assert licence is not None
    assert text[licence.start : licence.end] == notice
