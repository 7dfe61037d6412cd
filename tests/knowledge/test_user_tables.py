"""Tables of the user's own, over the packaged ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import communique
from communique.cli import main
from communique.errors import KnowledgeError
from communique.knowledge.who import who
from communique.knowledge.world import load_world

PEOPLE = "name,gender,country,office,title,start,end,aliases\n"


def folder(path: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return path.resolve()


def test_a_new_minister_follows_the_one_of_the_packaged_tables(tmp_path: Path) -> None:
    own = folder(
        tmp_path, people_csv=PEOPLE + "Ingrid Fjellvang,f,NOR,foreign-minister,Foreign Minister,2029-10-14,,I. Fjellvang\n"
    )
    assert [p.name for p in load_world(own).holders("NOR", "foreign-minister", date(2030, 1, 1))] == ["Ingrid Fjellvang"]
    assert who(load_world(own), "Norway's top diplomat", date(2030, 1, 1))[0].name == "Ingrid Fjellvang"
    assert not load_world().find("Ingrid Fjellvang")


def test_the_same_term_told_again_replaces_the_packaged_one(tmp_path: Path) -> None:
    row = "Sergey Lavrov,m,RUS,foreign-minister,Minister of Foreign Affairs,2004-03-09,2030-01-01,\n"
    person = load_world(folder(tmp_path, people_csv=PEOPLE + row)).entities["person/sergey-lavrov"]
    ministers = [t for t in person.terms if t.office == "foreign-minister"]
    assert [(t.start, t.end) for t in ministers] == [("2004-03-09", "2030-01-01")]


def test_a_state_takes_over_new_names_and_keeps_its_own(tmp_path: Path) -> None:
    own = load_world(folder(tmp_path, countries_yaml="NOR: {names: [Norseland]}\nZZZ: {name: Zembla, adjectives: [Zemblan]}\n"))
    assert {s.entity for s in own.find("Norseland")} == {s.entity for s in own.find("Norway")} == {"NOR"}
    assert own.entities["ZZZ"].name == "Zembla"


def test_reading_uses_them_and_says_so(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        organisations_csv="slug,name,aliases,sector,parent\nfjord-pact,Fjord Pact,FJP,IGO,\n",
        people_csv=PEOPLE + "Ingrid Fjellvang,f,fjord-pact,head-of-organization,Secretary General,2029,,\n",
    )
    reading = communique.read("The Fjord Pact chief visited Chad on Monday.", "2030-01-08", knowledge=own)
    assert "person/ingrid-fjellvang" in {e.id for e in reading.entities}
    assert "+user-" in reading.provenance.knowledge


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("people.csv", PEOPLE + "A B,m,NOR,wizard,Wizard,2020,,\n", r"people.csv, line 2: there is no office 'wizard'"),
        ("people.csv", PEOPLE + "A B,m,XYZ,envoy,Envoy,2020,,\n", r"line 2: 'XYZ' is no state"),
        ("people.csv", PEOPLE + "A B,m,NOR,envoy,Envoy,May 2020,,\n", r"line 2: start 'May 2020' must be YYYY"),
        ("people.csv", "name\nA B\n", r"the header lacks gender"),
        ("countries.yaml", "- a\n", r"must be a mapping"),
        ("countries.yaml", "a: [\n", r"is not valid YAML"),
        ("persons.csv", PEOPLE, r"has files that are no tables: persons.csv"),
        (".keep", "", r"holds no tables"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        load_world(tmp_path.resolve())
    result = CliRunner().invoke(main, ["who", "Norway", "--knowledge", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")


def test_a_missing_folder() -> None:
    with pytest.raises(KnowledgeError, match="is no folder"):
        load_world(Path("/nonexistent/tables"))


def test_all_tables_are_read_once() -> None:
    assert load_world() is load_world()
