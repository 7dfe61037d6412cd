"""Commands that read documents and print what is in them: ``read``, ``quotes``, ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.common import (
    FAILED,
    Problems,
    document_options,
    jobs_option,
    knowledge_option,
    minimum_confidence_option,
    progress,
    readings,
)

if TYPE_CHECKING:
    from communique.records import StatementKind


@click.command(short_help="Read texts, JSON Lines, folders or standard input.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="A report, or JSON Lines."
)
@document_options
@minimum_confidence_option
@jobs_option
@knowledge_option
def read(
    paths: tuple[str, ...],
    published: str | None,
    form: str,
    output: str | None,
    language: str,
    minimum_confidence: float,
    jobs: int,
    knowledge: Path | None,
) -> None:
    """Read each PATH: a text file, a JSON Lines file (.jsonl), a folder of both, or - for standard input.

    A document that cannot be read is named on standard error; the others are read, and the exit code is 1.

    \b
    Examples:
      communique read article.txt --published 2022-01-22
      communique read readouts/ --format json --output readings.jsonl --jobs 2
      curl -s https://example.org/readout.txt | communique read -
    """
    from communique.exports.select import with_confidence
    from communique.output import writing
    from communique.sources.load import load, parse_published

    day = parse_published(published) if published is not None else None
    problems = Problems()
    with writing(output) as out, progress(to_file=output is not None) as tick:
        documents = problems.leave_out(load(paths, day, warn=problems.warn))
        for reading in readings(documents, language, problems, knowledge, jobs):
            out.write(with_confidence(reading, minimum_confidence), form)
            problems.pass_on(reading)
            tick()
    if problems.failed:
        click.get_current_context().exit(FAILED)


@click.command(short_help="Print quotes with their speakers.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "jsonl"]),
    default="text",
    show_default=True,
    help="Text, CSV or JSON Lines.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["direct", "mixed", "indirect"]),
    help="Only statements of this kind; may be given several times.  [default: direct and mixed]",
)
@click.option("--by", metavar="NAME", help="Only of speakers whose name holds NAME, or of a state (ISO 3166-1 alpha-3).")
@document_options
@knowledge_option
def quotes(
    paths: tuple[str, ...],
    published: str | None,
    form: str,
    kinds: tuple[StatementKind, ...],
    by: str | None,
    output: str | None,
    language: str,
    knowledge: Path | None,
) -> None:
    """Print who said what in each PATH (as `communique read` takes them): speaker, addressee, day, occasion, and the words.

    docs/exports.md documents the columns of the CSV and JSON forms.

    \b
    Examples:
      communique quotes article.txt
      communique quotes reports/ --by TUR --format csv --output quotes.csv
      communique quotes article.txt --kind indirect --kind mixed
    """
    from communique.exports.quotes import QUOTED, QuoteWriter, quotes_of
    from communique.output import stream_for
    from communique.sources.load import load, parse_published

    day = parse_published(published) if published is not None else None
    problems = Problems()
    with stream_for(output) as out, progress(to_file=output is not None) as tick:
        writer = QuoteWriter(out, form)
        documents = problems.leave_out(load(paths, day, warn=problems.warn))
        for reading in readings(documents, language, problems, knowledge):
            writer.write(reading, quotes_of(reading, kinds or QUOTED, by))
            problems.pass_on(reading)
            tick()
    if problems.failed:
        click.get_current_context().exit(FAILED)


@click.command(short_help="Read the sample articles.")
def demo() -> None:
    """Read the sample articles that come with communique, and print their reports."""
    from communique.output import writing
    from communique.samples import documents

    problems = Problems()
    with writing(None) as out:
        for reading in readings(documents(), "en", problems):
            out.write(reading, "text")
    click.echo("The happenings in these samples, and the words in them, are invented.")
    if problems.failed:
        click.get_current_context().exit(FAILED)


COMMANDS: tuple[click.Command, ...] = (read, quotes, demo)
