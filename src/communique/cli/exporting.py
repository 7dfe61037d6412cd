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
    opened,
    say,
)

if TYPE_CHECKING:
    from communique.records import Reading, Status


@click.command(short_help="Write events as tables for research.")
@click.argument("readings", metavar="[READINGS.jsonl...]", nargs=-1)
@click.option("--ledger", metavar="PATH|postgresql://...", help="Export this ledger instead of READINGS.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["polecat", "phoenix", "csv", "parquet", "jsonl", "rdf", "package", "gold"]),
    required=True,
    help="phoenix (CAMEO, tab-separated) has a row for each pair of parties; polecat, csv, parquet and jsonl one for each event. "
    "From a ledger also rdf (JSON-LD), package (a folder of Parquet tables with their schema and licences) and gold (a folder of "
    "what analysts decided, for evaluate).",
)
@click.option("--output", metavar="FILE", help="Write to FILE instead of standard output; Parquet, package and gold need it.")
@click.option("--texts", is_flag=True, help="With the documents' texts (package): only where their licences allow it.")
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
    ledger: str | None,
    form: str,
    output: str | None,
    texts: bool,
    minimum_confidence: float,
    statuses: tuple[Status, ...],
    claims: bool | None,
) -> None:
    """Write the events in READINGS.jsonl (from `communique read --format json`; - for standard input), or a ledger, as tables.

    docs/exports.md documents every column. A line that holds no reading is named on standard error; the exit code is then 1.

    \b
    Examples:
      communique export readings.jsonl --format polecat --output events.csv
      communique export readings.jsonl --format phoenix --minimum-confidence 0.7 --output events.tsv
      communique read reports/ --format json | communique export - --format csv
      communique export --ledger communique.db --format package --output ledger-2031
    """
    from communique.errors import UsageError
    from communique.exports import FORMATS, Selection, write_export
    from communique.output import file_for

    if form in ("parquet", "package", "gold") and output in (None, "-"):
        raise UsageError(f"{form.capitalize()} cannot be written to standard output; give --output FILE")
    if (ledger is None) == (not readings):
        raise UsageError("give READINGS.jsonl to export, or --ledger; one of the two")
    if form in ("rdf", "package", "gold"):
        if ledger is None:
            raise UsageError(f"{form} needs a ledger: communique ingest READINGS' sources, then export --ledger")
        _of_ledger(ledger, form, output, texts=texts)
        return
    settled = FORMATS[form].settled
    selection = Selection(
        minimum_confidence=minimum_confidence,
        claimed=claims if claims is not None else not settled,
        settled=settled,
        statuses=statuses or None,
    )
    problems = Problems()
    if ledger is not None:
        with opened(ledger) as book, file_for(output) as to:
            write_export(book.readings(), form, to, selection, book.facts)
        return
    with file_for(output) as to:
        write_export(_stored(readings, problems), form, to, selection)
    if problems.failed:
        click.get_current_context().exit(FAILED)


def _of_ledger(ledger: str, form: str, output: str | None, *, texts: bool) -> None:
    from communique.exports.gold import write_gold
    from communique.exports.package import write_package
    from communique.exports.rdf import write_rdf
    from communique.output import file_for

    with opened(ledger) as book:
        if form == "rdf":
            with file_for(output) as to:
                write_rdf(book.readings(), book.all_happenings(), book.decisions(), to)
        elif form == "package":
            counts = write_package(output or "", book, texts=texts)
            say(f"{output}: " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))
        else:
            ids, verdicts = book.decided()
            say(f"{output}: {write_gold(output or '', book.readings(ids), verdicts.get)} documents")


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
