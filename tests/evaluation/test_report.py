"""The figures as tables: for a person and for a pipe."""

from __future__ import annotations

import io

from rich.console import Console

from communique.evaluation.figures import ConfidenceBin, Count, DocumentFigures, Figures, Finding, Measure
from communique.evaluation.report import print_figures

COUNTS = {Measure.DOCUMENTS_READ: Count(1, 1), Measure.EVENTS_RECALL: Count(3, 4), Measure.EVENTS_PRECISION: Count(1, 2)}
FIGURES = Figures(
    COUNTS,
    documents=(DocumentFigures(COUNTS, "01-oslo"), DocumentFigures({Measure.DOCUMENTS_READ: Count(0, 1)}, "02-[red]bamako")),
    misses=(
        Finding("01-oslo", "COERCE NOR > TCD, occurred", "Norway arrested\ntwo \x1b[31msailors, " + "and more of them " * 20),
    ),
    extras=(Finding("01-oslo", "AID NOR > TCD, future", "boats"),),
    reliability=(ConfidenceBin(0.8, 0.9, 0.85, Count(4, 5)),),
)


def printed(details: bool, terminal: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=100, force_terminal=terminal, highlight=False, markup=False, emoji=False)
    print_figures(FIGURES, details, console)
    return file.getvalue()


def test_measures_and_documents() -> None:
    lines = [" ".join(line.split()) for line in printed(details=False).splitlines()]
    assert "events 3/4 0.750 1/2 0.500 0.600" in lines
    assert "01-oslo 3/4 1/2 0.600 - -" in lines
    assert "02-[red]bamako not read" in lines
    assert "place - -" in lines
    assert "0.8 - 0.9 0.850 4/5 0.800" in lines
    assert not any("missed" in line for line in lines)


def test_a_pipe_gets_plain_lines() -> None:
    text = printed(details=True)
    assert text.isascii() or "\ufffd" in text
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert not text.endswith("\n\n")


def test_details_are_one_line_each() -> None:
    lines = printed(details=True).splitlines()
    missed = next(line for line in lines if line.startswith("missed"))
    assert missed.startswith('missed | 01-oslo | COERCE NOR > TCD, occurred | "Norway arrested two \ufffd[31msailors, and more')
    assert missed.endswith('of them "')
    assert 'extra | 01-oslo | AID NOR > TCD, future | "boats"' in lines


def test_a_terminal_gets_rules() -> None:
    assert "─" in printed(details=False, terminal=True)
