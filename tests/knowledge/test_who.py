"""Who is meant, asked without a text: offices by day, homonyms, and the reasons for an answer or for none."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.errors import UnknownError
from communique.knowledge.who import Answer, who
from communique.knowledge.world import load_world


def ask(words: str, day: str) -> list[Answer]:
    return who(load_world(), words, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "day", "name"),
    [
        ("the Turkish president", "2022-01-24", "Recep Tayyip Erdogan"),
        ("the Turkish president", "2005-01-24", "Ahmet Necdet Sezer"),
        ("Turkey's president", "2013-01-24", "Abdullah Gul"),
        ("president of the Islamic Republic of Iran", "2022-01-24", "Ebrahim Raisi"),
        ("the French president", "2013-05-01", "François Hollande"),
        ("the Turkish leader", "2022-01-24", "Recep Tayyip Erdogan"),
        ("US secretary of state", "2010-05-05", "Hillary Clinton"),
        ("British foreign secretary", "2018-01-01", "Boris Johnson"),
        ("UN secretary-general", "2010-01-01", "Ban Ki-moon"),
        ("the NATO chief", "2016-01-01", "Jens Stoltenberg"),
        ("the EU's foreign policy chief", "2016-01-01", "Federica Mogherini"),
        ("head of the IAEA", "2015-01-01", "Yukiya Amano"),
        ("President Bush", "1990-01-01", "George H. W. Bush"),
        ("President Bush", "2004-01-01", "George W. Bush"),
        ("the former Turkish president", "2022-01-24", "Abdullah Gul"),
        ("Sergei Lavrov", "2020-01-01", "Sergey Lavrov"),
        ("Lavrov", "2020-01-01", "Sergey Lavrov"),
        ("the Kremlin", "2020-01-01", "Russia"),
        ("Ankara", "2020-01-01", "Turkey"),
        ("Iranians", "2020-01-01", "Iran"),
        ("Chittagong", "2020-01-01", "Bangladesh"),
    ],
)
def test_the_likeliest(words: str, day: str, name: str) -> None:
    likeliest = ask(words, day)[0]
    assert load_world().entities[likeliest.entity].name in (name, likeliest.name)
    assert likeliest.name.replace("ğ", "g").replace("ü", "u") == name.replace("ğ", "g").replace("ü", "u")
    assert likeliest.likely


@pytest.mark.parametrize(
    ("words", "day", "entities"),
    [
        ("Congo", "2020-01-01", {"COD", "COG"}),
        ("the Congolese president", "2020-01-01", {"person/felix-tshisekedi", "person/denis-sassou-nguesso"}),
        ("Georgia", "2020-01-01", {"GEO", "USA"}),
        ("King Abdullah", "2010-01-01", {"person/abdullah-ii", "person/abdullah-bin-abdulaziz"}),
    ],
)
def test_several_may_be_meant(words: str, day: str, entities: set[str]) -> None:
    assert {a.entity for a in ask(words, day)} == entities


def test_an_answer_explains_itself() -> None:
    (answer,) = ask("the Turkish president", "2022-01-24")
    assert "'turkish' is the adjective of Turkey" in answer.why
    assert answer.office == "head-of-state"
    assert answer.since == "2014-08-28"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("his Turkish counterpart", "depends on the text around it"),
        ("the latter", "depends on the text around it"),
        ("German chancellor", "the tables name no head of government of Germany on 1900-01-01; nearest: "),
        ("Xyzzy Foo", "nobody is known as 'Xyzzy Foo'"),
        ("...", "ask for a name"),
    ],
)
def test_nobody_with_a_reason(words: str, reason: str) -> None:
    with pytest.raises(UnknownError, match="^.*" + reason):
        ask(words, "1900-01-01")


def test_command() -> None:
    result = CliRunner().invoke(main, ["who", "the", "Turkish", "president", "--on", "2022-01-24", "--format", "json"])
    assert result.exit_code == 0
    assert json.loads(result.output)["country"] == "TUR"
    assert CliRunner().invoke(main, ["who", "the Kremlin"]).output.startswith("Russia [RUS]\n  'the Kremlin' stands for")
    unknown = CliRunner().invoke(main, ["who", "Xyzzy Foo"])
    assert (unknown.exit_code, unknown.stderr.count("\n")) == (1, 1)
    assert CliRunner().invoke(main, ["who", "the Kremlin", "--on", "someday"]).exit_code == 2
