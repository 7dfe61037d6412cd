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
# Shares of the width of the columns that hold many words. The others are as wide as their content, some at most so wide.
_SHARES = {
    "words": 4, "snippet": 5, "reason": 4, "title": 3, "locator": 3, "who": 3, "speakers": 2, "addressees": 2, "by": 2, "to": 2,
    "with": 3, "leader": 2, "publisher": 2,
}  # fmt: skip
_WIDEST = {"day": 10, "said": 10, "made": 10, "what": 13, "place": 10, "office": 10, "claimed_by": 12}


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
    if name in _IDS:
        return short(words)
    return words.replace("/", " to ") if name in ("day", "said") else words.replace("/", " ") if name == "what" else words


def _print_table(answer: Answer[Any], stream: Any) -> None:
    from rich.table import Table

    from communique.ledger.answer import flat
    from communique.report import line_box, print_stripped, report_console, safe

    console = report_console(stream)
    table = Table(box=line_box(console), show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim", expand=True)
    shown = [field for field in answer.fields if field.shown]
    names = {field.name for field in shown}
    for field in shown:
        share, widest = _SHARES.get(field.name), _WIDEST.get(field.name)
        if field.name == "what" and "words" not in names:
            share, widest = 4, None  # of a pledge these are its words
        table.add_column(field.name, ratio=share, max_width=widest, overflow="fold", no_wrap=field.name in _IDS)
    for record in answer:
        table.add_row(*(safe(_cell(field.name, flat(field.value(record)))) for field in shown))
    print_stripped(console, lambda: console.print(table))
    if answer.more:
        click.echo(f"... and more: --limit NUMBER, 0 for all; {len(answer)} are shown.", err=stream is not sys.stdout)
