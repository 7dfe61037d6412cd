"""The command line: ``communique read``, ``quotes``, ``export``, ``who``, ``codebook``, ``evaluate``, ``demo``.

A thin skin; each command has its Python twin.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from communique.errors import DocumentError
    from communique.records import Reading, StatementKind, Status
    from communique.sources.document import Document

# Everything else is imported inside the commands: `communique --help` should not wait for the language model.

_FAILED = 1  # at least one document could not be read
_MISUSED = 2
_INTERRUPTED = 130  # 128 + SIGINT, as shells count
_PIPE_CLOSED = 141  # 128 + SIGPIPE


class _Quiet(click.Group):
    """A group that ends in one line for the errors communique raises on purpose, and silently when it is stopped."""

    def invoke(self, ctx: click.Context) -> object:
        from communique.errors import CommuniqueError, UsageError

        try:
            return super().invoke(ctx)
        except UsageError as error:
            _say(f"error: {error}")
            ctx.exit(_MISUSED)
        except CommuniqueError as error:
            _say(f"error: {error}")
            ctx.exit(_FAILED)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:
            # The reader of the pipe has left; what is still buffered must not raise again when Python closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_PIPE_CLOSED)


def _knowledge(command: Callable[..., None]) -> Callable[..., None]:
    """The option that lays tables of the user's own over the packaged ones."""
    return click.option(
        "--knowledge",
        metavar="FOLDER",
        envvar="COMMUNIQUE_KNOWLEDGE",
        type=click.Path(path_type=Path),
        help="Tables of your own (people.csv, countries.yaml ...), read over the packaged ones.",
    )(command)


def _document_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads documents: their day, their language, where the result goes."""
    for option in (
        click.option(
            "--language",
            type=click.Choice(["en", "any"]),
            default="en",
            show_default=True,
            help="'any' reads texts that do not look English, too.",
        ),
        click.option("--output", metavar="FILE", help="Write to FILE instead of standard output."),
        click.option(
            "--published", metavar="DATE", help="Day of publication of documents that do not state theirs, e.g. 2022-01-22."
        ),
    ):
        command = option(command)
    return command


def _minimum_confidence(command: Callable[..., None]) -> Callable[..., None]:
    """The option that leaves out events of which communique is less sure."""
    return click.option(
        "--minimum-confidence",
        metavar="NUMBER",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Leave out events whose confidence is lower (0 to 1).",
    )(command)


@click.group(cls=_Quiet, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "--version", package_name="communique", message="communique %(version)s")
def main() -> None:
    """Read diplomatic news and official readouts: who did what to whom, and who said what, each with its words."""


@main.command(short_help="Read texts, JSON Lines, folders or standard input.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="A report, or JSON Lines."
)
@_document_options
@_minimum_confidence
@_knowledge
def read(
    paths: tuple[str, ...],
    published: str | None,
    form: str,
    output: str | None,
    language: str,
    minimum_confidence: float,
    knowledge: Path | None,
) -> None:
    """Read each PATH: a text file, a JSON Lines file (.jsonl), a folder of both, or - for standard input.

    A document that cannot be read is named on standard error; the others are read, and the exit code is 1.

    \b
    Examples:
      communique read article.txt --published 2022-01-22
      communique read readouts/ --format json --output readings.jsonl
      curl -s https://example.org/readout.txt | communique read -
    """
    from communique.exports.select import with_confidence
    from communique.output import writing
    from communique.sources.load import load, parse_published

    day = parse_published(published) if published is not None else None
    problems = _Problems()
    with writing(output) as out, _progress(to_file=output is not None) as tick:
        documents = problems.leave_out(load(paths, day, warn=problems.warn))
        for reading in _readings(documents, language, problems, knowledge):
            out.write(with_confidence(reading, minimum_confidence), form)
            problems.pass_on(reading)
            tick()
    if problems.failed:
        click.get_current_context().exit(_FAILED)


@main.command(short_help="Print quotes with their speakers.")
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
@_document_options
@_knowledge
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
    problems = _Problems()
    with stream_for(output) as out, _progress(to_file=output is not None) as tick:
        writer = QuoteWriter(out, form)
        documents = problems.leave_out(load(paths, day, warn=problems.warn))
        for reading in _readings(documents, language, problems, knowledge):
            writer.write(reading, quotes_of(reading, kinds or QUOTED, by))
            problems.pass_on(reading)
            tick()
    if problems.failed:
        click.get_current_context().exit(_FAILED)


@main.command(short_help="Write events as tables for research.")
@click.argument("readings", metavar="READINGS.jsonl...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["polecat", "phoenix", "csv", "parquet", "jsonl"]),
    required=True,
    help="phoenix (CAMEO, tab-separated) has a row for each pair of parties, the others one for each event.",
)
@click.option("--output", metavar="FILE", help="Write to FILE instead of standard output; Parquet needs it.")
@_minimum_confidence
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
    problems = _Problems()
    with file_for(output) as to:
        write_export(_stored(readings, problems), form, to, selection)
    if problems.failed:
        click.get_current_context().exit(_FAILED)


def _stored(paths: Iterable[str], problems: _Problems) -> Iterator[Reading]:
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


@main.command(short_help="Tell who a name or description is on a day.")
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@click.option("--on", "on", metavar="DATE", help="The day that counts, e.g. 2022-01-24.  [default: today]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Lines, or JSON Lines."
)
@_knowledge
def who(words: tuple[str, ...], on: str | None, form: str, knowledge: Path | None) -> None:
    """Tell who WORDS (a name, a capital, an office with its country) are on a day, and why.

    \b
    Examples:
      communique who "the Turkish president" --on 2022-01-24
      communique who the Kremlin
      communique who "UN secretary-general" --on 2010-06-01 --format json
    """
    import datetime
    import json
    from dataclasses import asdict

    from communique.knowledge.who import who as ask
    from communique.knowledge.world import load_world
    from communique.sources.load import parse_published

    day = parse_published(on) if on is not None else datetime.date.today()
    for answer in ask(load_world(knowledge and knowledge.resolve()), " ".join(words), day):
        if form == "json":
            click.echo(json.dumps(asdict(answer), ensure_ascii=False))
        else:
            side = f" ({answer.country})" if answer.country and answer.country != answer.entity else ""
            click.echo(f"{'' if answer.likely else 'less likely: '}{answer.name}{side} [{answer.entity}]\n  {answer.why}")


@main.command(short_help="Measure against gold documents.")
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False))
@click.option("--details", is_flag=True, help="Show each miss and each false find.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@_knowledge
def evaluate(gold_dir: str, details: bool, as_json: bool, knowledge: Path | None) -> None:
    """Measure readings against the gold documents in GOLD_DIR: precision, recall and F1.

    A folder of articles with marked attributions (docs/statements.md) is measured by its quotes and its indirect speech.
    """
    from communique.evaluation import evaluate_folder
    from communique.reading.pipeline import read_many

    reader = functools.partial(read_many, knowledge=knowledge)
    folder = Path(gold_dir)
    if not any(folder.glob("*.json")) and any(folder.glob("*.txt")):
        from communique.evaluation.attributions import load_folder, print_attributions, score_attributions

        print_attributions(score_attributions(load_folder(folder), reader), click.echo, details=details, as_json=as_json)
        return
    figures = evaluate_folder(gold_dir, read_many=reader)
    if as_json:
        click.echo(figures.to_json())
        return
    from communique.evaluation.report import print_figures
    from communique.report import report_console

    print_figures(figures, details, report_console(sys.stdout))


@main.command(short_help="Tell what the event types, modes and contexts mean.")
@click.argument("entry", metavar="[TYPE]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Text, or JSON.")
def codebook(entry: str | None, form: str) -> None:
    """Print the PLOVER types; or one TYPE with its modes, scores, CAMEO codes and examples; or "contexts", or "cameo".

    \b
    Examples:
      communique codebook
      communique codebook CONSULT
      communique codebook contexts
    """
    from communique.codebook import codebook_json, print_codebook
    from communique.report import report_console

    if form == "json":
        click.echo(codebook_json(entry))
    else:
        print_codebook(entry, report_console(sys.stdout))


@main.command(short_help="Read the sample articles.")
def demo() -> None:
    """Read the sample articles that come with communique, and print their reports."""
    from communique.output import writing
    from communique.samples import documents

    problems = _Problems()
    with writing(None) as out:
        for reading in _readings(documents(), "en", problems):
            out.write(reading, "text")
    click.echo("The happenings in these samples, and the words in them, are invented.")
    if problems.failed:
        click.get_current_context().exit(_FAILED)


class _Problems:
    """What went wrong, told on standard error as it happens, a line each."""

    def __init__(self) -> None:
        self.failed = False

    def fail(self, error: DocumentError) -> None:
        self.failed = True
        _say(f"error: {error.source or 'document'}: {error}")

    def warn(self, source: str, message: str) -> None:
        _say(f"warning: {source}: {message}")

    def pass_on(self, reading: Reading) -> None:
        for warning in reading.warnings:
            self.warn(reading.document.source_id or "document", warning)

    def leave_out(self, found: Iterable[Document | DocumentError]) -> Iterator[Document]:
        from communique.errors import DocumentError

        for item in found:
            if isinstance(item, DocumentError):
                self.fail(item)
            else:
                yield item


def _readings(
    documents: Iterable[Document], language: str, problems: _Problems, knowledge: Path | None = None
) -> Iterator[Reading]:
    import communique

    return communique.read_many(documents, language=language, on_error=problems.fail, knowledge=knowledge)


@contextmanager
def _progress(*, to_file: bool) -> Iterator[Callable[[], None]]:
    """What to call after each reading: a bar on standard error once there are two, if a person sees it and no reports go by."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not to_file):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} documents read"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("")

    def tick() -> None:
        bar.advance(task)
        if bar.tasks[0].completed == 2:
            bar.start()

    try:
        yield tick
    finally:
        bar.stop()


def _say(line: str) -> None:
    """One line on standard error, with the control characters of hostile file names and texts taken out."""
    click.echo("".join(character if character.isprintable() else "\ufffd" for character in line), err=True)
