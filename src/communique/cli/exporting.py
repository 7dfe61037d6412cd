"""Tables for research: ``export``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from communique.cli.common import (
    FAILED,
    Problems,
    minimum_confidence_option,
)

if TYPE_CHECKING:
    from communique.records import Reading, Status


@click.command(short_help="Write events as tables for research.")
@click.argument("readings", metavar="READINGS.jsonl...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["polecat", "phoenix", "csv", "parquet", "jsonl"]),
    required=True,
    help="phoenix (CAMEO, tab-separated) has a row for each pair of parties, the others one for each event.",
)
@click.option("--output", metavar="FILE", help="Write to FILE instead of standard output; Parquet needs it.")
@minimum_confidence_option
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["occurred", "ongoing", "future", "hypothetical", "negated"]),
    help="Only events of this status; may be given several times.  [default: all; polecat and phoenix: what has happened, "
    "goes on, or has been said]",
)
@click.option(
    "--claims/--no-claims",
    "claims",
    default=None,
    help="With or without what somebody in the report claims.  [default: with; polecat and phoenix: without]",
)
def export(
    readings: tuple[str, ...],
    form: str,
    output: str | None,
    minimum_confidence: float,
    statuses: tuple[Status, ...],
    claims: bool | None,
) -> None:
    """Write the events in READINGS.jsonl (from `communique read --format json`; - for standard input) as a table.

    docs/exports.md documents every column. A line that holds no reading is named on standard error; the exit code is then 1.

    \b
    Examples:
      communique export readings.jsonl --format polecat --output events.csv
      communique export readings.jsonl --format phoenix --minimum-confidence 0.7 --output events.tsv
      communique read reports/ --format json | communique export - --format csv
    """
    from communique.errors import UsageError
    from communique.exports import FORMATS, Selection, write_export
    from communique.output import file_for

    if form == "parquet" and output in (None, "-"):
        raise UsageError("a Parquet file cannot be written to standard output; give --output FILE")
    settled = FORMATS[form].settled
    selection = Selection(
        minimum_confidence=minimum_confidence,
        claimed=claims if claims is not None else not settled,
        settled=settled,
        statuses=statuses or None,
    )
    problems = Problems()
    with file_for(output) as to:
        write_export(_stored(readings, problems), form, to, selection)
    if problems.failed:
        click.get_current_context().exit(FAILED)


def _stored(paths: Iterable[str], problems: Problems) -> Iterator[Reading]:
    from communique.errors import UsageError
    from communique.exports import stored_readings

    for path in paths:
        if path == "-":
            yield from stored_readings(sys.stdin.buffer, "standard input", problems.fail)
            continue
        try:
            stream = open(path, "rb")  # noqa: SIM115 - closed below, after the last reading has been taken
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from error
        with stream:
            yield from stored_readings(stream, path, problems.fail)


COMMANDS: tuple[click.Command, ...] = (export,)
