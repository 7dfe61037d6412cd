"""What commands share: options, exit codes, how problems are told, and the bar that shows how far a command has come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from communique.errors import DocumentError
    from communique.ledger import Ledger
    from communique.records import Reading
    from communique.sources.document import Document

FAILED = 1  # at least one document could not be read
MISUSED = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells count
PIPE_CLOSED = 141  # 128 + SIGPIPE


def knowledge_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that lays tables of the user's own over the packaged ones."""
    return click.option(
        "--knowledge",
        metavar="FOLDER",
        envvar="COMMUNIQUE_KNOWLEDGE",
        type=click.Path(path_type=Path),
        help="Tables of your own (people.csv, countries.yaml ...), read over the packaged ones.",
    )(command)


def ledger_option(command: Callable[..., None]) -> Callable[..., None]:
    """Which ledger a command is about."""
    return click.option(
        "--ledger",
        metavar="PATH|postgresql://...",
        envvar="COMMUNIQUE_LEDGER",
        default="communique.db",
        show_default=True,
        help="The ledger: a file, or a PostgreSQL database.",
    )(command)


def opened(ledger: str) -> Ledger:
    """The ledger that a command is about; it must exist."""
    from communique.ledger import Ledger

    return Ledger.open(ledger)


def document_options(command: Callable[..., None]) -> Callable[..., None]:
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


def minimum_confidence_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that leaves out events of which communique is less sure."""
    return click.option(
        "--minimum-confidence",
        metavar="NUMBER",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Leave out events whose confidence is lower (0 to 1).",
    )(command)


class Problems:
    """What went wrong, told on standard error as it happens, a line each."""

    def __init__(self) -> None:
        self.failed = False

    def fail(self, error: DocumentError) -> None:
        self.failed = True
        say(f"error: {error.source or 'document'}: {error}")

    def warn(self, source: str, message: str) -> None:
        say(f"warning: {source}: {message}")

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


def jobs_option(command: Callable[..., None]) -> Callable[..., None]:
    """How many processes read."""
    return click.option(
        "--jobs",
        metavar="NUMBER",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help="Processes that read at the same time; each needs about 700 MB.",
    )(command)


def readings(
    documents: Iterable[Document], language: str, problems: Problems, knowledge: Path | None = None, jobs: int = 1
) -> Iterator[Reading]:
    import communique

    return communique.read_many(documents, language=language, on_error=problems.fail, knowledge=knowledge, jobs=jobs)


@contextmanager
def progress(*, to_file: bool) -> Iterator[Callable[[], None]]:
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


def say(line: str) -> None:
    """One line on standard error, with the control characters of hostile file names and texts taken out."""
    click.echo("".join(character if character.isprintable() else "\ufffd" for character in line), err=True)
