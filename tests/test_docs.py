"""The pages keep their word: examples in them run, links lead somewhere, commands are documented.

Runnable are: Python prompts (``>>>``) anywhere; whole Python blocks (marked ``python``); and ``communique`` lines of shell blocks
whose files exist, in ``tests/``, in the samples, or beside the page. Other lines are examples of what a reader might type.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import communique
from communique import cli, samples
from communique.ledger import Ledger

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REPORT = "NIAMEY, March 12 - Norway's foreign minister, Ingrid Fjellvang, visited Chad on Monday.\n"
BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:)(?P<target>[^)#\s]+)")


def blocks(*kinds: str) -> Iterator[object]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in BLOCK.finditer(text):
            if found["kind"] in kinds:
                line = text.count("\n", 0, found.start()) + 1
                body = re.sub(rf"^{found['indent']}", "", found["body"], flags=re.MULTILINE)
                yield pytest.param(body, id=f"{page.name}:{line}")


def command_lines() -> Iterator[object]:
    for parameter in blocks("", "sh", "bash", "shell", "console"):
        (body,) = parameter.values  # type: ignore[attr-defined]
        for line in body.splitlines():
            found = re.match(r"\$? ?(?:\S*/)?communique (?P<arguments>[^|>&#;`]+)$", line.strip())
            if found:
                yield pytest.param(found["arguments"], id=f"{parameter.id} {found['arguments'][:40]}")  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def _ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the samples in it."""
    path = tmp_path_factory.mktemp("docs") / "communique.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.ingest(samples.documents())
    return path


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _ledger: Path) -> None:
    """A folder with what the pages call ``report.txt``, ``reports/`` and ``communique.db``, and the samples under their names."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(_ledger, tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    for path in Path(samples.__file__).parent.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())


@pytest.mark.parametrize("page", [*PAGES, Path(communique.__file__)], ids=lambda page: page.name)
def test_prompts_answer_as_the_page_says(page: Path) -> None:
    text = communique.__doc__ or "" if page.suffix == ".py" else page.read_text(encoding="utf-8")
    # A fence would count as the last line of an expected answer.
    test = doctest.DocTestParser().get_doctest(re.sub(r"^ *```\w*$", "", text, flags=re.MULTILINE), {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    answers = io.StringIO()
    runner.run(test, out=answers.write)
    assert runner.failures == 0, answers.getvalue()


@pytest.mark.parametrize("code", list(blocks("python")))
def test_python_blocks_run(code: str) -> None:
    if ">>>" in code:
        pytest.skip("prompts: run by test_prompts_answer_as_the_page_says")
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "<page>", "exec"), {"__name__": "page"})


@pytest.mark.parametrize("arguments", list(command_lines()))
def test_command_lines_run(arguments: str) -> None:
    if arguments.split()[0] == "serve":
        pytest.skip("goes on until it is stopped: tests/web/test_docs.py starts and stops it")
    if arguments.split()[0] == "cluster":
        pytest.skip("starts a cluster: tests/test_cluster.py reads in a session of its own")
    words = shlex.split(arguments)
    files = [w for w in words if re.search(r"\.(?:txt|jsonl|csv|gz)$|^https?://", w) and words[words.index(w) - 1] != "--output"]
    if not all(Path(w).exists() for w in files) or (words[0] in ("read", "quotes") and not files):
        pytest.skip("names files that are the reader's own")
    if words[0] == "decide" or "SOURCE..." in words:
        pytest.skip("about a record of the reader's own")
    if words[0] == "evaluate":
        words = [str(ROOT / w) if (ROOT / w).is_dir() else w for w in words]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text(encoding="utf-8")):
        assert (page.parent / found["target"]).exists(), found["target"]


@pytest.mark.parametrize("command", cli.main.commands.values(), ids=lambda command: str(command.name))
def test_commands_have_help(command: click.Command) -> None:
    assert command.help
    assert command.short_help
    parameters = [*command.params, *(p for c in getattr(command, "commands", {}).values() for p in c.params)]
    for parameter in parameters:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command.name} {parameter.opts[0]} has no help text"


@pytest.mark.parametrize("command", sorted(cli.main.commands))
def test_commands_are_in_the_readme(command: str) -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    assert re.search(rf"\b(?:communique|make) {command}\b", text)
