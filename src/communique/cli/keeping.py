"""Commands that keep a ledger: ``ingest``, ``reread``, ``failures``, ``decide``, ``decisions``, ``ledger``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.common import FAILED, Problems, knowledge_option, ledger_option, opened, say
from communique.cli.table import answer_options, print_answer

if TYPE_CHECKING:
    from communique.ledger.decide import Verdict
    from communique.ledger.ingest import Tally


@click.command(short_help="Read sources into a ledger.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@ledger_option
@click.option("--published", metavar="DATE", help="Day of publication of documents that do not state theirs, e.g. 2022-01-22.")
@click.option(
    "--column",
    "columns",
    metavar="FIELD=COLUMN",
    multiple=True,
    help="Which column of a table or key of JSON Lines holds a field (text, title, published, publisher, url, id ...).",
)
@click.option("--private", is_flag=True, help="Also fetch from addresses inside private networks.")
@click.option(
    "--language", type=click.Choice(["en", "any"]), default="en", show_default=True, help="'any' reads other texts, too."
)
@knowledge_option
def ingest(
    sources: tuple[str, ...],
    ledger: str,
    published: str | None,
    columns: tuple[str, ...],
    private: bool,
    language: str,
    knowledge: Path | None,
) -> None:
    """Read each SOURCE into the ledger: texts, web pages, feeds, WARC, JSON Lines, CSV, Parquet, folders, addresses, or -.

    A document that is there already is left alone; copies and updates are linked to the first; what several reports tell of one
    happening is merged. Stopped at any point and run again, it goes on where it stopped. What cannot be read is kept with its
    reason (`communique failures`), and the exit code is 1. docs/sources.md describes the sources, docs/ledger.md the ledger.

    \b
    Examples:
      communique ingest reports/ --ledger communique.db
      communique ingest news.csv --column text=body --column published=date
      communique ingest https://example.org/feed.xml crawl.warc.gz
    """
    from communique.ledger import Ledger
    from communique.sources.load import load, parse_published, total_bytes

    day = parse_published(published) if published is not None else None
    problems = Problems()
    with Ledger.open(ledger, create=True) as book, _bar(total_bytes(sources)) as bar:
        found = load(sources, day, warn=problems.warn, columns=mapping(columns), private=private, on_bytes=bar.advance)
        tally = book.ingest(
            bar.counting(found),
            language=language,
            knowledge=knowledge,
            on_document=bar.told,
            on_failure=problems.fail,
            on_merged=bar.merging,
        )
        counts = book.counts()
    _sum_up(tally)
    held = f"{counts['documents']:,} documents, {counts['happenings']:,} happenings of {counts['events']:,} events"
    say(f"{ledger_name(ledger)} holds {held}.")
    if problems.failed:
        click.get_current_context().exit(FAILED)


@click.command(short_help="Read everything again with a newer communique.")
@ledger_option
@click.option("--all", "everything", is_flag=True, help="Also what this very communique has read.")
@click.option(
    "--language", type=click.Choice(["en", "any"]), default="en", show_default=True, help="'any' reads other texts, too."
)
@knowledge_option
def reread(ledger: str, everything: bool, language: str, knowledge: Path | None) -> None:
    """Read again all documents that another version of communique, its model or its tables had read. Decisions stay.

    What could not be read is tried again. Stopped and run again, it goes on with what is left.
    """
    problems = Problems()
    with opened(ledger) as book, _bar(book.stale(everything=everything, knowledge=knowledge), unit="documents") as bar:
        tally = book.reread(
            everything=everything,
            language=language,
            knowledge=knowledge,
            on_document=bar.told,
            on_failure=problems.fail,
            on_merged=bar.merging,
        )
    _sum_up(tally)
    if problems.failed:
        click.get_current_context().exit(FAILED)


@click.command(short_help="List what could not be read, and why.")
@ledger_option
@answer_options
def failures(ledger: str, form: str, output: str | None) -> None:
    """List what could not be read: where it was found, and why."""
    with opened(ledger) as book:
        print_answer(book.failures(), form, output, nothing="Everything could be read.")


@click.command(short_help="Confirm, reject or correct a record.")
@click.argument("record")
@click.argument("verdict", type=click.Choice(["confirm", "reject", "correct", "together", "apart", "withdraw"]))
@click.option("--analyst", metavar="NAME", envvar="COMMUNIQUE_ANALYST", required=True, help="Who decides.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option(
    "--set",
    "settings",
    metavar="FIELD=VALUE",
    multiple=True,
    help="What a correction sets: type, modes, status, actors, recipients, date, place, claimed, historical, words; "
    "of a statement speaker, addressees, kind.",
)
@click.option("--with", "other", metavar="EVENT", help="The other event of together and apart.")
@ledger_option
def decide(
    record: str,
    verdict: Verdict,
    analyst: str,
    reason: str | None,
    settings: tuple[str, ...],
    other: str | None,
    ledger: str,
) -> None:
    """Decide on a RECORD, an event or a statement by its id: confirm it, reject it, or correct it.

    Two events are put together (they tell of one happening) or taken apart; `withdraw` takes a decision back (RECORD is then its
    id). Decisions are only ever added, stay when documents are read again, and show in every answer.

    \b
    Examples:
      communique decide 1f3a9c20bb4e7d15-e3 confirm --analyst "R. Mensah"
      communique decide 1f3a9c20bb4e7d15-e4 correct --set status=future --set date=2031-06-05 --analyst "R. Mensah"
      communique decide 1f3a9c20bb4e7d15-e4 apart --with 77b0c1d2e3f40516-e1 --analyst "R. Mensah" --reason "two calls"
    """
    with opened(ledger) as book:
        change = book.change(record, mapping(settings)) if settings else None
        made = book.decide(record, verdict, analyst, reason=reason, change=change, other=other)
    say(f"Decision {made.id}: {made.verdict} {made.record}, by {made.analyst}.")


@click.command(short_help="List what analysts decided.")
@ledger_option
@answer_options
def decisions(ledger: str, form: str, output: str | None) -> None:
    """List all decisions in the order in which they were made."""
    with opened(ledger) as book:
        print_answer(book.decisions(), form, output, nothing="Nobody has decided anything yet.")


@click.group(short_help="Check a ledger, or merge what is left.")
def ledger() -> None:
    """Look after a ledger."""


@ledger.command(short_help="Verify offsets, references and counts.")
@ledger_option
def check(ledger: str) -> None:
    """Verify the ledger: every offset against its text, every reference, every count. Problems are printed, one a line.

    The digest is equal for two ledgers with the same content, however they came by it.
    """
    with opened(ledger) as book:
        found = book.check()
        for problem in found:
            click.echo(problem)
        counts = ", ".join(f"{count:,} {name}" for name, count in book.counts().items())
        click.echo(f"{counts}\ndigest {book.digest()}")
    if found:
        say(f"{len(found)} problems")
        click.get_current_context().exit(FAILED)
    click.echo("The ledger holds together.")


@ledger.command(short_help="Merge events that belong to no happening yet.")
@ledger_option
@click.option("--anew", is_flag=True, help="Merge all events again, as after an update of communique.")
def merge(ledger: str, anew: bool) -> None:
    """Merge what reports tell of one happening, after an ingest that was stopped while it merged."""
    with opened(ledger) as book:
        click.echo(f"{book.merge(anew=anew):,} events merged.")


def ledger_name(where: str) -> str:
    """A ledger's address without its password."""
    if "://" not in where:
        return where
    from sqlalchemy import make_url

    return make_url(where).render_as_string(hide_password=True)


def mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    """Pairs NAME=VALUE as the command line gives them. Raises UsageError for what is none."""
    from communique.errors import UsageError

    found = dict(pair.partition("=")[::2] for pair in pairs)
    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"{pair!r} is no pair; give it as NAME=VALUE")
    return found


def _sum_up(tally: Tally) -> None:
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (tally.added, "new"),
            (tally.renewed, "read again"),
            (tally.known, "known already"),
            (tally.failed, "could not be read (communique failures)"),
        )
        if count
    ]
    say("Documents: " + (", ".join(parts) or "none") + ".")


class _Bar:
    """A progress bar on standard error, where a person sees it: how far, how fast, how long still.

    Sources are measured in bytes, and taken some documents ahead of reading: what has been taken counts by the share of its
    documents that are done.
    """

    def __init__(self, update: Callable[..., None], by_bytes: bool) -> None:
        self._update = update
        self._by_bytes = by_bytes
        self._bytes = self._taken = self._done = 0

    def advance(self, count: int) -> None:
        """So many bytes of the sources have been taken."""
        self._bytes += count

    def counting[T](self, found: Iterable[T]) -> Iterator[T]:
        """The same documents, counted as they are taken."""
        for one in found:
            self._taken += 1
            yield one

    def told(self, tally: Tally) -> None:
        """So many documents are done."""
        self._done = tally.done
        completed = self._bytes * self._done / max(self._taken, 1) if self._by_bytes else self._done
        self._update(completed=completed, documents=self._done)

    def merging(self, left: int) -> None:
        """So many events are still to be merged."""
        self._update(description=f"merging, {left:,} events left" if left else "merged")


@contextmanager
def _bar(total: int | None, unit: str = "bytes") -> Iterator[_Bar]:
    import sys

    if not sys.stderr.isatty():
        yield _Bar(lambda **_: None, unit == "bytes")
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second, over the whole run."""

        def render(self, task: Task) -> Text:
            done = task.fields["documents"]
            return Text(f"{done:,} documents, {done / task.elapsed:.1f}/s" if task.elapsed else "")

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with progress:
        task = progress.add_task("reading", total=total, documents=0)
        yield _Bar(lambda **what: progress.update(task, **what), unit == "bytes")


COMMANDS: tuple[click.Command, ...] = (ingest, reread, failures, decide, decisions, ledger)
