"""Commands that tell what communique knows and how well and how fast it reads: ``who``, ``codebook``,
``evaluate``, ``bench``."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import click

from communique.cli.common import jobs_option, knowledge_option


@click.command(short_help="Tell who a name or description is on a day.")
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@click.option("--on", "on", metavar="DATE", help="The day that counts, e.g. 2022-01-24.  [default: today]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Lines, or JSON Lines."
)
@knowledge_option
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


@click.command(short_help="Measure against gold documents.")
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False))
@click.option("--details", is_flag=True, help="Show each miss and each false find.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@knowledge_option
def evaluate(gold_dir: str, details: bool, as_json: bool, knowledge: Path | None) -> None:
    """Measure readings against the gold documents in GOLD_DIR: precision, recall and F1.

    A folder of articles with marked attributions (docs/statements.md) is measured by its quotes and its indirect speech, one with
    happenings told by several documents (docs/ledger.md) by which tellings are merged.
    """
    from communique.evaluation import evaluate_folder
    from communique.evaluation.happenings import is_happening_set, load_happening_set, print_happenings, score_happenings
    from communique.reading.pipeline import read_many

    if is_happening_set(Path(gold_dir)):
        gold = load_happening_set(gold_dir)
        print_happenings(gold, score_happenings(gold)[0], click.echo, details=details)
        return
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


@click.command(short_help="Tell what the event types, modes and contexts mean.")
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


@click.command(short_help="Measure how fast this machine reads.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--copies", metavar="NUMBER", type=click.IntRange(1), default=4, show_default=True, help="How often each is read.")
@click.option(
    "--rounds", metavar="NUMBER", type=click.IntRange(1), default=5, show_default=True, help="Rounds to take medians of."
)
@jobs_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Lines, or one JSON object."
)
def bench(folder: Path | None, copies: int, rounds: int, jobs: int, form: str) -> None:
    """Measure reading on this machine, beside the bare parse of the same documents: the samples, or the texts of FOLDER.

    With --jobs also what so many processes read together, against one.
    """
    import json

    from communique.bench import documents_a_second, measure
    from communique.errors import DocumentError, UsageError
    from communique.samples import documents as samples
    from communique.sources.load import load

    found = [d for d in load([str(folder)]) if not isinstance(d, DocumentError)] if folder is not None else samples()
    if not found:
        raise UsageError(f"{folder} holds no text")
    figures = measure(found * copies, rounds)
    told: dict[str, float | int | None] = {
        "documents": figures.documents,
        "tokens": figures.tokens,
        "bare parse, tokens a second": round(figures.tokens / figures.parse),
        "reading, tokens a second": round(figures.tokens / figures.reading),
        "reading, documents a second": round(figures.documents / figures.reading, 1),
        "reading / bare parse": round(figures.ratio, 2),
        "memory, MB": round(figures.memory) if figures.memory is not None else None,
    }
    if jobs > 1:
        many = (found * (1 + _MANY // len(found)))[:_MANY]
        alone, together = documents_a_second(many, 1), documents_a_second(many, jobs)
        told |= {
            "one process, documents a second": round(alone, 1),
            f"{jobs} processes, documents a second": round(together, 1),
            f"{jobs} processes / one": round(together / alone, 2),
        }
    if form == "json":
        click.echo(json.dumps(told))
        return
    for name, figure in told.items():
        if figure is not None:
            click.echo(f"{name:34} {figure:,}")


_MANY = 1_000  # documents that several processes are given

COMMANDS: tuple[click.Command, ...] = (who, evaluate, codebook, bench)
