"""Questions to a ledger: ``events``, ``statements``, ``search``, ``pledges``, ``contacts``, ``show``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from communique.cli.common import ledger_option, minimum_confidence_option, opened
from communique.cli.table import answer_options, at_most, limit_option, print_answer

if TYPE_CHECKING:
    from communique.records import StatementKind


def _days(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--until", metavar="DATE", help="Up to this day, month or year."),
        click.option("--since", metavar="DATE", help="From this day, month or year on, e.g. 2021-11."),
    ):
        command = option(command)
    return command


@click.command(short_help="What happened: by parties, days and kind.")
@click.option("--between", metavar="A B", nargs=2, help="What passed between two parties, whoever acted.")
@click.option("--by", metavar="PARTY", help="Who acts.")
@click.option("--to", metavar="PARTY", help="To whom.")
@click.option("--involving", metavar="PARTY", multiple=True, help="Who takes part; may be given several times.")
@_days
@click.option("--type", "types", metavar="TYPE", multiple=True, help="A PLOVER type; may be given several times.")
@click.option("--mode", "modes", metavar="MODE", multiple=True, help="A PLOVER mode: visit, phone ...")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["occurred", "ongoing", "future", "hypothetical", "negated"]),
    help="Only of this status; may be given several times.",
)
@click.option("--claims/--no-claims", "claims", default=True, help="With or without what is only claimed.  [default: with]")
@click.option("--place", metavar="STATE", help="Only what took place in this state (ISO 3166-1 alpha-3).")
@click.option("--publisher", metavar="NAME", help="Only what a publisher tells whose name begins so.")
@minimum_confidence_option
@click.option("--reports", "minimum_reports", type=click.IntRange(1), default=1, help="Only what so many documents tell.")
@click.option("--each-report", is_flag=True, help="A row for each report's event, not one for each happening.")
@limit_option
@answer_options
@ledger_option
def events(
    between: tuple[str, str] | None,
    by: str | None,
    to: str | None,
    involving: tuple[str, ...],
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    modes: tuple[str, ...],
    statuses: tuple[str, ...],
    claims: bool,
    place: str | None,
    publisher: str | None,
    minimum_confidence: float,
    minimum_reports: int,
    each_report: bool,
    limit: int | None,
    form: str,
    output: str | None,
    ledger: str,
) -> None:
    """What happened, the latest first: one row for each happening, however many reports tell it.

    A party is a state's ISO 3166-1 alpha-3 code, an id (person/...), or a name.

    \b
    Examples:
      communique events --between IRN TUR --since 2021-11 --type CONSULT
      communique events --by RUS --to UKR --status future
      communique events --involving ECOWAS --format csv --output ecowas.csv
    """
    with opened(ledger) as book:
        ask = book.events if each_report else book.happenings
        answer = ask(
            between=between or None,
            by=by,
            to=to,
            involving=involving,
            since=since,
            until=until,
            types=types,
            modes=modes,
            statuses=statuses,
            narrated=None if claims else True,
            place=place,
            publisher=publisher,
            minimum_confidence=minimum_confidence,
            minimum_reports=minimum_reports,
            limit=at_most(limit, form),
        )
        print_answer(answer, form, output)


@click.command(short_help="Who said what: by speaker, and about whom.")
@click.option("--by", metavar="PARTY", help="Who speaks; a state's people are included.")
@click.option("--about", metavar="PARTY", help="Whom the words name.")
@click.option("--to", metavar="PARTY", help="To whom.")
@_days
@click.option("--kind", "kinds", multiple=True, type=click.Choice(["direct", "mixed", "indirect"]), help="Only of this kind.")
@limit_option
@answer_options
@ledger_option
def statements(
    by: str | None,
    about: str | None,
    to: str | None,
    since: str | None,
    until: str | None,
    kinds: tuple[StatementKind, ...],
    limit: int | None,
    form: str,
    output: str | None,
    ledger: str,
) -> None:
    """Who said what, the latest first.

    \b
    Examples:
      communique statements --by IRN --about USA
      communique statements --by "Lucrecia Ansaldi" --kind direct --format csv
    """
    with opened(ledger) as book:
        answer = book.statements(by=by, about=about, to=to, since=since, until=until, kinds=kinds, limit=at_most(limit, form))
        print_answer(answer, form, output)


@click.command(short_help="Search titles and texts.")
@click.argument("query", nargs=-1, required=True)
@_days
@click.option("--publisher", metavar="NAME", help="Only documents of publishers whose name holds NAME.")
@limit_option
@answer_options
@ledger_option
def search(
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    publisher: str | None,
    limit: int | None,
    form: str,
    output: str | None,
    ledger: str,
) -> None:
    """Find documents that hold all words of QUERY, in any form, the best first; "phrases" in quotes, -without, this OR that.

    \b
    Examples:
      communique search preferential tariffs
      communique search '"joint commission" -fishing' --since 2031
    """
    with opened(ledger) as book:
        answer = book.search(" ".join(query), since=since, until=until, publisher=publisher, limit=at_most(limit, form))
        print_answer(answer, form, output, nothing="No document holds these words.")


@click.command(short_help="What was promised, and what became of it.")
@click.option("--by", metavar="PARTY", help="Who promises.")
@click.option("--to", metavar="PARTY", help="To whom.")
@_days
@click.option("--open", "still_open", is_flag=True, help="Only what nothing in the ledger keeps yet.")
@limit_option
@answer_options
@ledger_option
def pledges(
    by: str | None,
    to: str | None,
    since: str | None,
    until: str | None,
    still_open: bool,
    limit: int | None,
    form: str,
    output: str | None,
    ledger: str,
) -> None:
    """What was promised, the latest first, and whether a later happening of the promised kind keeps it.

    \b
    Examples:
      communique pledges --by TUR --open
    """
    with opened(ledger) as book:
        answer = book.pledges(by=by, to=to, since=since, until=until, still_open=still_open, limit=at_most(limit, form))
        print_answer(answer, form, output)


@click.command(short_help="Whom the leaders of a state met, called and visited.")
@click.argument("party")
@_days
@click.option("--planned", is_flag=True, help="Also contacts to come.")
@limit_option
@answer_options
@ledger_option
def contacts(
    party: str,
    since: str | None,
    until: str | None,
    planned: bool,
    limit: int | None,
    form: str,
    output: str | None,
    ledger: str,
) -> None:
    """Whom the people of PARTY met, called, visited and received, the latest first: a row for each leader and contact.

    \b
    Examples:
      communique contacts IRN
      communique contacts TUR --since 2031 --format csv --output contacts.csv
    """
    with opened(ledger) as book:
        print_answer(book.contacts(party, since=since, until=until, planned=planned, limit=at_most(limit, form)), form, output)


@click.command(short_help="Show one happening, document, statement or party.")
@click.argument("words", metavar="ID|NAME", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For a person, or JSON."
)
@ledger_option
def show(words: tuple[str, ...], form: str, ledger: str) -> None:
    """Show one thing in full: a happening or an event with its reports, a document with its reading, a person, a state.

    \b
    Examples:
      communique show h1f3a9c20bb4e7d15-e3
      communique show Lucrecia Ansaldi
      communique show BRA
    """
    from communique.cli.pages import print_page
    from communique.output import stream_for

    with opened(ledger) as book:
        page = book.show(" ".join(words))
    with stream_for(None) as stream:
        if form == "json":
            stream.write(page.model_dump_json(by_alias=True) + "\n")
        else:
            print_page(page, stream)
    sys.stdout.flush()


COMMANDS: tuple[click.Command, ...] = (events, statements, search, pledges, contacts, show)
