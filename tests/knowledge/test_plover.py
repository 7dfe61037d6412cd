"""The codebook: its examples read as coded, its CAMEO rules hold together, and the command prints it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import communique
from communique import cli
from communique.knowledge.cameo import cameo_code, load_codes
from communique.knowledge.plover import load_contexts, load_plover
from communique.records import Party

EXAMPLES = [
    pytest.param(example, id=f"{info.name}-{n}")
    for info in load_plover().values()
    for n, example in enumerate([*info.examples, *(e for mode in info.modes.values() for e in mode.examples)])
]


def _codes(parties: list[Party]) -> list[str]:
    return sorted({p.country or p.entity for p in parties})


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_as_it_is_coded(example: str) -> None:
    sentence, _, coding = (part.strip() for part in example.rpartition("=>"))
    kind, _, parties = coding.partition(" ")
    type_, _, mode = kind.partition("/")
    left, arrow, right = (part.strip() for part in parties.partition(">"))
    (event,) = communique.read(sentence).events
    assert event.type == type_
    assert not mode or mode in event.modes
    assert _codes(event.actors) == sorted(left.split()) or (
        not arrow and _codes([*event.actors, *event.recipients]) == sorted(left.split())
    )
    assert not arrow or _codes(event.recipients) == sorted(right.split())


def test_the_book_is_whole() -> None:
    types = load_plover()
    assert len(types) == 16
    assert len(load_contexts()) == 37
    for info in types.values():
        assert info.definition
        assert info.examples
        assert (info.score > 0) == info.quad.endswith("cooperation")
        assert all(m.definition and m.examples for m in info.modes.values())
        assert info.cameo in load_codes()


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("The French president phoned the president of Rwanda.", "041"),
        ("The king of Norway visited Chad.", "042"),
        ("Norway sent medicine to Chad.", "073"),
        ("Poland delivered tanks to Ukraine.", "072"),
        ("Norway will send medicine to Chad.", "0333"),
        ("Norway urged Chad to release the prisoners.", "0253"),
        ("Norway demanded that Chad release the prisoners.", "1053"),
        ("Norway recalled its ambassador from Chad.", "161"),
        ("Norway imposed sanctions on Chad.", "163"),
        ("Norway suspended aid to Chad.", "162"),
        ("Norway lifted sanctions on Chad.", "085"),
        ("Norway accused Chad of spying.", "1125"),
        ("Chad threatened to attack Niger.", "1384"),
        ("Prisoners in Egypt began a hunger strike.", "142"),
        ("A Turkish drone strike killed three people in Iraq.", "1952"),
        ("Serbia and Hungary signed a treaty on Monday.", "057"),
        ("Norway urged Chad to act.", "020"),
    ],
)
def test_cameo_goes_as_deep_as_the_words(sentence: str, code: str) -> None:
    assert [e.cameo for e in communique.read(sentence).events] == [code]


def test_cameo_of_nothing_more_is_the_types_own() -> None:
    assert all(cameo_code(name) == info.cameo for name, info in load_plover().items())


def test_score_is_that_of_the_mode() -> None:
    assert load_plover()["ASSAULT"].score_of([]) == -9.5
    assert load_plover()["ASSAULT"].score_of(["heavy-weapons"]) == -10.0
    assert load_plover()["THREATEN"].score_of(["relations", "violence"]) == -7.0


@pytest.mark.parametrize("entry", [[], ["consult"], ["contexts"], ["cameo"]])
def test_command(entry: list[str]) -> None:
    shown = CliRunner().invoke(cli.main, ["codebook", *entry])
    assert shown.exit_code == 0
    assert not any(line != line.rstrip() for line in shown.stdout.splitlines())
    assert json.loads(CliRunner().invoke(cli.main, ["codebook", *entry, "--format", "json"]).stdout)


def test_an_unknown_entry_is_told() -> None:
    done = CliRunner().invoke(cli.main, ["codebook", "MEET"])
    assert done.exit_code == 2
    assert "it has AGREE, CONSULT" in done.stderr
