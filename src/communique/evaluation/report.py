"""The figures of an evaluation for a person: tables on a terminal, the same without rules and colours in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.evaluation.figures import Count, Counts, Figures, Finding, Measure

# What is found or not: a name, and where its recall, precision and F1 are.
_FOUND: tuple[tuple[str, Measure, Measure | None, str | None], ...] = (
    ("events", Measure.EVENTS_RECALL, Measure.EVENTS_PRECISION, "events_f1"),
    ("events, all parties", Measure.EVENTS_STRICT_RECALL, Measure.EVENTS_STRICT_PRECISION, "events_strict_f1"),
    ("statements with speaker", Measure.STATEMENTS_WITH_SPEAKER_RECALL, Measure.STATEMENTS_PRECISION, "statements_f1"),
    ("statements, any speaker", Measure.STATEMENTS_RECALL, None, None),
    ("quotes with speaker", Measure.QUOTES_WITH_SPEAKER_RECALL, None, None),
)
_DETAILS: tuple[tuple[str, Measure], ...] = (
    ("status", Measure.STATUS),
    ("claimed or narrated", Measure.CLAIMED_OR_NARRATED),
    ("claimed by whom", Measure.CLAIMED_BY_WHOM),
    ("mode", Measure.MODE),
    ("date", Measure.DATE),
    ("date overlaps", Measure.DATE_OVERLAPS),
    ("place", Measure.PLACE),
    ("persons", Measure.PERSONS),
    ("kind of statement", Measure.STATEMENT_KIND),
    ("mentions", Measure.MENTIONS),
    ("documents read", Measure.DOCUMENTS_READ),
)


def print_figures(figures: Figures, details: bool, console: Console) -> None:
    """Print ``figures`` to ``console``; with ``details`` each miss and each extra, a line each, so that they can be searched."""
    tables = [_found(figures), _right(figures), _documents(figures)]
    if figures.reliability:
        tables.append(_reliability(figures))
    # Tables are filled up with blanks, which only trouble whoever edits or compares a file.
    with console.capture() as capture:
        for table in tables:
            _dress(table, console)
            console.print(table)
            console.print()
        if details:
            _print_findings("missed", figures.misses, console)
            _print_findings("extra", figures.extras, console)
    console.file.write("".join(f"{line.rstrip()}\n" for line in capture.get().rstrip().split("\n")))


def _found(figures: Figures) -> Table:
    table = _table("Found", "what", "found/gold", "recall", "right/found", "precision", "F1")
    for name, recall, precision, f1 in _FOUND:
        table.add_row(
            name,
            *_cells(figures[recall]),
            *(_cells(figures[precision]) if precision else ("", "")),
            _figure(figures.f1(f1)) if f1 else "",
        )
    return table


def _right(figures: Figures) -> Table:
    table = _table("Right in what was found", "what", "right/of", "share")
    for name, measure in _DETAILS:
        table.add_row(name, *_cells(figures[measure]))
        if measure is Measure.MENTIONS:
            for kind, count in figures.mention_kinds.items():
                table.add_row(f"  {kind.value}", *_cells(count))
    return table


def _documents(figures: Figures) -> Table:
    table = _table("Documents", "document", *("events found/gold", "right/found", "F1"), "statements F1", "mentions right/of")
    for document in figures.documents:
        table.add_row(_safe(document.name), *_document_cells(document))
    return table


def _document_cells(document: Counts) -> tuple[str, ...]:
    if not document[Measure.DOCUMENTS_READ].right:
        return ("not read", "", "", "", "")
    return (
        _ratio(document[Measure.EVENTS_RECALL]),
        _ratio(document[Measure.EVENTS_PRECISION]),
        _figure(document.f1("events_f1")),
        _figure(document.f1("statements_f1")),
        _ratio(document[Measure.MENTIONS]),
    )


def _reliability(figures: Figures) -> Table:
    table = _table("Confidence of events", "from - to", "mean", "right/of", "share right")
    for group in figures.reliability:
        table.add_row(f"{group.low:.1f} - {group.high:.1f}", f"{group.mean:.3f}", *_cells(group.matched))
    return table


def _print_findings(kind: str, findings: Sequence[Finding], console: Console) -> None:
    for finding in findings:
        parts = (kind, finding.document, finding.what, f'"{finding.words}"')
        console.print(Text(" | ".join(_safe(part) for part in parts)), soft_wrap=True)
    if findings:
        console.print()


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", show_edge=False, pad_edge=False)
    table.add_column(first, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _dress(table: Table, console: Console) -> None:
    table.box = SIMPLE_HEAD if console.is_terminal else None
    table.padding = (0, 1) if console.is_terminal else (0, 2, 0, 0)


def _cells(count: Count) -> tuple[str, str]:
    return _ratio(count), _figure(count.share)


def _ratio(count: Count) -> str:
    return f"{count.right}/{count.of}" if count.of else "-"


def _figure(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _safe(words: str) -> str:
    """``words`` on one line, without characters that would drive the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in " ".join(words.split()))
