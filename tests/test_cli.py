"""The command line, with a stand-in for the reader: what is read, what is printed where, how it ends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import communique
from communique import samples
from communique.cli import main
from communique.errors import DocumentError, LanguageError
from communique.records import Provenance, Reading, SourceDocument
from communique.sources.document import Document

SOURCE = Path(__file__).parents[1] / "src"
READ: list[Document] = []


def fake_read_many(
    documents: Iterable[Document],
    language: str = "en",
    on_error: Callable[[DocumentError], None] | None = None,
    knowledge: Path | None = None,
    jobs: int = 1,
) -> Iterator[Reading]:
    for document in documents:
        READ.append(document)
        if "bonjour" in document.text and language == "en":
            assert on_error is not None
            on_error(LanguageError("this is French", document.source_id))
            continue
        if "INTERRUPT" in document.text:
            raise KeyboardInterrupt
        yield Reading(
            document=SourceDocument(
                id=document.id,
                source_id=document.source_id,
                text=document.text,
                published=document.published and document.published.isoformat(),
            ),
            warnings=["an odd day"] if "odd" in document.text else [],
            provenance=Provenance(software="communique", model="none", knowledge="none", read_at="now"),
        )


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    READ.clear()
    monkeypatch.setattr(communique, "read_many", fake_read_many, raising=False)
    monkeypatch.chdir(tmp_path)
    for name, text in {"a.txt": "Ministers met – in Oslo.", "b.txt": "bonjour.", "odd.txt": "An odd day."}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")


def run(*arguments: str, data: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=data)


def test_json_is_one_reading_a_line() -> None:
    result = run("read", "a.txt", "odd.txt", "--format", "json", "--published", "22 January 2022")
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [reading["document"]["source_id"] for reading in readings] == ["a.txt", "odd.txt"]
    assert readings[0]["schema"] == "communique/1"
    assert readings[0]["document"]["published"] == "2022-01-22"
    assert result.exit_code == 0


def test_text_is_a_report_without_escape_sequences() -> None:
    result = run("read", "a.txt")
    assert result.stdout.startswith("a.txt\n")
    assert "Ministers met – in Oslo." in result.stdout
    assert "\x1b" not in result.stdout


def test_warnings_of_a_reading_go_to_standard_error() -> None:
    result = run("read", "odd.txt")
    assert (result.stderr, result.exit_code) == ("warning: odd.txt: an odd day\n", 0)


def test_bad_documents_are_named_and_the_others_are_read() -> None:
    result = run("read", "none.txt", "b.txt", "a.txt", "--format", "json")
    assert result.stderr.splitlines() == ["error: none.txt: no such file or folder", "error: b.txt: this is French"]
    assert len(result.stdout.splitlines()) == 1
    assert result.exit_code == 1


def test_any_language_is_read_on_demand() -> None:
    assert run("read", "b.txt", "--language", "any").exit_code == 0


def test_standard_input() -> None:
    assert run("read", "-", data="Ministers met.").exit_code == 0
    assert READ[0].text == "Ministers met."


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["read"], "Missing argument 'PATH...'"),
        (["read", "a.txt", "--published", "soon"], "error: 'soon' is no day of publication"),
        (["read", "a.txt", "--format", "xml"], "'xml' is not one of"),
        (["read", "a.txt", "--output", "none/out.txt"], "error: --output none/out.txt: cannot be written: No such file"),
        (["read", "a.txt", "--output", "."], "error: --output .: this is a folder"),
        (["raed"], "No such command 'raed'"),
        (["evaluate", "none"], "does not exist"),
    ],
)
def test_misuse_ends_with_code_2(arguments: list[str], reason: str) -> None:
    result = run(*arguments)
    assert reason in result.stderr
    assert result.exit_code == 2
    assert READ == []


def test_output_file_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    out.chmod(0o640)
    result = run("read", "a.txt", "--format", "json", "--output", str(out))
    assert (result.stdout, result.exit_code) == ("", 0)
    assert json.loads(out.read_text(encoding="utf-8"))["document"]["text"] == "Ministers met – in Oslo."
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_interrupt_is_quiet_and_leaves_the_old_output(tmp_path: Path) -> None:
    (tmp_path / "i.txt").write_text("INTERRUPT")
    (tmp_path / "out.txt").write_text("old")
    result = run("read", "a.txt", "i.txt", "--output", "out.txt")
    assert (result.exit_code, result.stderr.strip()) == (130, "")
    assert (tmp_path / "out.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_output_to_a_device_leaves_the_device() -> None:
    assert run("read", "a.txt", "--output", os.devnull).exit_code == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_output_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    run("read", "a.txt", "--output", "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert "Ministers" in (tmp_path / "real.txt").read_text(encoding="utf-8")


def test_hostile_names_cannot_drive_the_terminal() -> None:
    assert "\x1b" not in run("read", "evil\x1b[2J.txt").stderr


def test_demo_ends_by_saying_that_it_is_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "documents", lambda: [Document("Ministers met.", "sample")], raising=False)
    result = run("demo")
    assert "Ministers met." in result.stdout
    assert result.stdout.endswith("invented.\n")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert main.commands[command].help


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Ministers met. " * 20_000)
    code = "import communique, test_cli; communique.read_many = test_cli.fake_read_many; test_cli.main()"
    line = f'{sys.executable} -c "{code}" read long.txt long.txt long.txt --format json | head -c 9; echo " ${{PIPESTATUS[0]}}"'
    paths = os.pathsep.join([str(SOURCE), str(Path(__file__).parent)])
    found = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths}, check=False
    )
    assert (found.stdout, found.stderr) == ('{"schema" 141\n', "")


def test_help_does_not_load_the_reader() -> None:
    code = "import sys, communique.cli; print({'spacy', 'numpy', 'pydantic', 'rich', 'dateparser'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert found.stdout.strip() == "set()", found.stderr


def test_bench_measures_reading_beside_the_parse() -> None:
    result = CliRunner().invoke(main, ["bench", "--copies", "1", "--rounds", "1", "--format", "json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told["documents"] == 8
    assert told["tokens"] > 3_000
    assert told["reading / bare parse"] > 0
    assert "reading, documents a second" in CliRunner().invoke(main, ["bench", "--copies", "1", "--rounds", "1"]).output
