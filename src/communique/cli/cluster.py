"""Commands for what is too large for one machine: ``cluster read``."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.common import FAILED, knowledge_option, say


@click.group(short_help="Read on a Spark cluster.")
def cluster() -> None:
    """Read what is too large for one machine, on Spark."""


@cluster.command(short_help="Read files into Parquet tables.")
@click.argument("inputs", metavar="INPUT")
@click.argument("output", metavar="OUTPUT")
@click.option("--master", metavar="URL", help="The cluster, as Spark names it.  [default: spark-submit's, or this machine]")
@click.option("--published", metavar="DATE", help="Day of publication of documents that do not state theirs, e.g. 2022-01-22.")
@click.option("--column", "columns", metavar="FIELD=COLUMN", multiple=True, help="Which column or key holds a field.")
@click.option(
    "--language", type=click.Choice(["en", "any"]), default="en", show_default=True, help="'any' reads other texts, too."
)
@knowledge_option
def read(
    inputs: str,
    output: str,
    master: str | None,
    published: str | None,
    columns: tuple[str, ...],
    language: str,
    knowledge: Path | None,
) -> None:
    """Read the files under INPUT (WARC, Parquet, JSON Lines and the rest) into tables under OUTPUT, by month of publication.

    Both are folders, or addresses that the cluster knows (s3a://, hdfs://). Stopped at any point and run again, it goes on. What
    cannot be read is kept in the table `failures`, and the exit code is 1. `communique ingest OUTPUT` takes the result into a
    ledger. docs/cluster.md describes the tables, and how to run this by spark-submit.

    \b
    Examples:
      communique cluster read crawl/ tables/ --master 'local[2]'
      communique cluster read s3a://news/2022/ s3a://read/2022/ --master spark://head:7077
    """
    from communique.cli.keeping import mapping
    from communique.cluster.run import read_corpus
    from communique.cluster.session import session
    from communique.sources.load import parse_published

    day = parse_published(published) if published is not None else None
    spark = session(master)
    try:
        counts = read_corpus(
            spark,
            inputs,
            output,
            published=day,
            columns=mapping(columns),
            language=language,
            knowledge=knowledge,
            tell=say,
        )
    finally:
        spark.stop()
    say(f"{output} holds {counts.documents:,} documents and {counts.happenings:,} happenings.")
    if counts.failures:
        say(f"{counts.failures:,} could not be read: see {output}/failures")
        click.get_current_context().exit(FAILED)


COMMANDS: tuple[click.Command, ...] = (cluster,)
