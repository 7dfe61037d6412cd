"""``communique read`` with the real reader, on real files. (``test_cli.py`` has a stand-in for the reader.)"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from communique import samples
from communique.cli import main

SAMPLES = Path(samples.__file__).parent
VISIT = "Norwegian Foreign Minister Ingrid Fjellvang visited Chad on Monday.\n"
FRENCH = (
    "La ministre norvégienne des affaires étrangères a rencontré hier à Oslo son homologue du Tchad, avec lequel elle a parlé "
    "de la situation dans la région et des relations entre les deux pays depuis la fin de la guerre.\n"
)
NAMES = "Norwegian Foreign Minister Inge Fjellvåg of the Labour Party visited Chad on Monday.\n"
LINES = """{"id": "first", "text": "Norway attacked Chad.", "published": "2024-05-22"}
{"id":
{"id": "third", "text": "Chad left."}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str, encoding: str = "utf-8") -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))


def run(*arguments: str, data: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=data)


def readings(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_module_prints_a_report_of_a_sample() -> None:
    command = [sys.executable, "-m", "communique", "read", str(SAMPLES / "timor-sea-call.txt"), "--published", "2031-03-13"]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert "published 2031-03-13" in found.stdout
    assert "Bagas Wiratmaja" in found.stdout
    for heading in ("Events (", "Statements (", "Pledges (", "Entities ("):
        assert heading in found.stdout


def test_json_of_a_sample() -> None:
    path = SAMPLES / "timor-sea-call.txt"
    result = run("read", str(path), "--published", "2031-03-13", "--format", "json")
    (reading,) = readings(result)
    assert result.exit_code == 0
    assert reading["schema"] == "communique/1"
    assert reading["document"]["text"] == path.read_text(encoding="utf-8")
    assert reading["document"]["dateline"]["place"] == "Jakarta"
    phone = [e for e in reading["events"] if e["type"] == "CONSULT" and "phone" in e["modes"]]
    assert [[a["country"] for a in e["actors"]] for e in phone] == [["IDN"]]
    assert "person/bagas-wiratmaja" in {s["speaker"] for s in reading["statements"]}


def test_folders_are_read_in_order() -> None:
    for name in ("b", "a", "c"):
        write(f"news/{name}.txt", VISIT)
    write("news/notes.md", "Not read.")
    result = run("read", "news", "--format", "json")
    assert [Path(r["document"]["source_id"]).name for r in readings(result)] == ["a.txt", "b.txt", "c.txt"]
    assert result.exit_code == 0


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    write("news.jsonl", LINES)
    result = run("read", "news.jsonl", "--format", "json")
    assert [r["document"]["source_id"] for r in readings(result)] == ["first", "third"]
    assert result.stderr.startswith("error: news.jsonl:2: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == 1


def test_a_folder_with_good_and_bad_files() -> None:
    write("news/a.txt", VISIT)
    write("news/b.txt", "")
    write("news/c.txt", FRENCH)
    write("news/d.jsonl", LINES)
    result = run("read", "news", "--format", "json")
    assert len(readings(result)) == 3
    assert len(result.stderr.splitlines()) == 3
    assert result.exit_code == 1


@pytest.mark.parametrize("data", [VISIT, LINES.splitlines()[0]])
def test_standard_input(data: str) -> None:
    result = run("read", "-", "--format", "json", data=data)
    assert [len(r["events"]) for r in readings(result)] == [1]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("encoding", "warning"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("latin-1", "warning: a.txt: not UTF-8")],
)
def test_encodings(encoding: str, warning: str) -> None:
    write("a.txt", NAMES, encoding)
    result = run("read", "a.txt", "--format", "json")
    (reading,) = readings(result)
    assert reading["document"]["text"] == NAMES
    assert "person/inge-fjellvag" in {e["id"] for e in reading["entities"]}
    assert result.stderr.startswith(warning)
    assert bool(result.stderr) == bool(warning)
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text"),
        (b"Norway\0attacked Chad", "not a text"),
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        (b"123 456 --- !\n", "no letters"),
        (FRENCH.encode(), "'fr', not English; use --language any"),
        (b"<!DOCTYPE html><html><body><script>x()</script></body></html>", "no article text"),
    ],
    ids=["image", "nul", "empty", "blank", "no letters", "french", "html"],
)
def test_what_cannot_be_read_is_told(data: bytes, reason: str) -> None:
    Path("a.txt").write_bytes(data)
    result = run("read", "a.txt", "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: a.txt: ")
    assert reason in result.stderr


def test_a_missing_file_is_told() -> None:
    result = run("read", "none.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "error: none.txt: no such file or folder\n")


def test_any_language_is_tried_on_demand() -> None:
    write("a.txt", FRENCH)
    result = run("read", "a.txt", "--language", "any", "--format", "json")
    assert [r["document"]["text"] for r in readings(result)] == [FRENCH]
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("day", ["soon", "2024-02-31", "03/04/2012", ""])
def test_a_bad_day_of_publication_is_misuse(day: str) -> None:
    write("a.txt", VISIT)
    result = run("read", "a.txt", "--published", day)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2022-01-22" in result.stderr  # an example of a good one


def test_a_day_of_publication_before_the_news_is_warned_of() -> None:
    write("a.txt", "Norway attacked Chad on 3 June 2025.\n")
    result = run("read", "a.txt", "--published", "2024-05-22")
    assert result.stderr.startswith("warning: a.txt: ")
    assert "2025-06-03" in result.stderr
    assert "2024-05-22" in result.stderr
    assert result.exit_code == 0


def test_the_documents_own_day_goes_before_the_option() -> None:
    write("news.jsonl", LINES.splitlines()[0])
    result = run("read", "news.jsonl", "--published", "1999-01-01", "--format", "json")
    assert [r["document"]["published"] for r in readings(result)] == ["2024-05-22"]


def test_output_file() -> None:
    write("a.txt", VISIT)
    result = run("read", "a.txt", "--format", "json", "--output", "out.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    (line,) = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["document"]["source_id"] == "a.txt"


def test_demo_says_that_its_happenings_are_invented() -> None:
    result = run("demo")
    assert result.exit_code == 0
    assert result.stdout.rstrip().endswith("The happenings in these samples, and the words in them, are invented.")
    for document in samples.documents():
        assert str(document.title) in " ".join(result.stdout.split())
