"""Answers of a ledger for a terminal and as files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from communique.ledger.answer import Answer

# What a terminal shows unless more is asked for; files get all.
SHOWN = 50


_IDS = {"happening", "event", "statement", "pledge", "document", "decision", "record"}
# Shares of the width and fewest characters of the columns that hold words; the others are as wide as their content.
_SHARES = {
    "words": (4, 24), "snippet": (5, 30), "what": (4, 24), "reason": (4, 24), "title": (3, 20), "locator": (3, 24),
    "who": (3, 16), "speakers": (2, 12), "addressees": (2, 10), "by": (2, 10), "to": (2, 10), "with": (3, 16), "leader": (2, 12),
    "publisher": (2, 12), "day": (None, 10), "said": (None, 10), "type": (None, 8), "place": (2, 8), "office": (2, 10),
}  # fmt: skip


def answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """How an answer is written, and where to."""
    for option in (
        click.option("--output", metavar="FILE", help="Write to FILE instead of standard output; Parquet needs it."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json", "csv", "parquet"]),
            default="table",
            show_default=True,
            help="A table for a terminal, whole records as JSON Lines, or all columns.",
        ),
    ):
        command = option(command)
    return command


def limit_option(command: Callable[..., None]) -> Callable[..., None]:
    """How many records are given at most."""
    return click.option(
        "--limit",
        type=click.IntRange(0),
        metavar="NUMBER",
        help=f"At most so many records; 0 for all.  [default: {SHOWN} in a table, else all]",
    )(command)


def at_most(limit: int | None, form: str) -> int | None:
    """The limit to ask for: none for 0, and for files unless one is given."""
    return (SHOWN if form == "table" else None) if limit is None else limit or None


def print_answer(answer: Answer[Any], form: str, output: str | None, nothing: str = "Nothing is recorded of that.") -> None:
    """Write an answer in a form, to a file or standard output. Raises UsageError for Parquet without a file."""
    from communique.errors import UsageError
    from communique.output import file_for, stream_for

    if form == "parquet":
        if output in (None, "-"):
            raise UsageError("a Parquet file cannot be written to standard output; give --output FILE")
        with file_for(output) as binary:
            answer.write_parquet(binary)
        return
    with stream_for(output) as stream:
        if form == "json":
            answer.write_json(stream)
        elif form == "csv":
            answer.write_csv(stream)
        elif len(answer):
            _print_table(answer, stream)
        else:
            stream.write(nothing + "\n")


def _cell(name: str, value: object) -> str:
    from communique.ledger.ask.common import short

    words = " ".join(str(value).split())
    return short(words) if name in _IDS else words


def _print_table(answer: Answer[Any], stream: Any) -> None:
    from rich.table import Table

    from communique.ledger.answer import flat
    from communique.report import line_box, print_stripped, report_console, safe

    console = report_console(stream)
    table = Table(box=line_box(console), show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim", expand=True)
    for field in (shown := [field for field in answer.fields if field.shown]):
        share, width = _SHARES.get(field.name, (None, None))
        table.add_column(field.name, ratio=share, min_width=width, overflow="fold", no_wrap=field.name in _IDS)
    for record in answer:
        table.add_row(*(safe(_cell(field.name, flat(field.value(record)))) for field in shown))
    print_stripped(console, lambda: console.print(table))
    if answer.more:
        click.echo(f"... and more: --limit NUMBER, 0 for all; {len(answer)} are shown.", err=stream is not sys.stdout)
