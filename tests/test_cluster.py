"""The same records on Spark as on one machine: a real session, and processes of it that are killed."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.ledger import Ledger
from communique.sources.load import load

pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'communique[spark]'")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java, which is not installed", allow_module_level=True)

HAPPENINGS = Path(__file__).parent / "triage" / "mixed" / "diplomatic.jsonl"
PAGE = "<html><head><title>Call</title></head><body><article><p>{}</p></article></body></html>"


def warc_of(pages: dict[str, str]) -> bytes:
    """An archive of pages by their addresses."""
    packed = b""
    for n, (url, page) in enumerate(pages.items()):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000-{n}>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2031-05-02T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        packed += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return packed


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from communique.cluster.session import session

    found = session("local[2]")
    found.conf.set("spark.sql.shuffle.partitions", "2")  # thirty reports
    yield found
    found.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports with a copy, an update, the same line twice, a page, and what cannot be read."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = [json.loads(line) for line in HAPPENINGS.read_text(encoding="utf-8").splitlines()[:24]]
    copy = lines[0] | {"id": "copy", "publisher": "Another Paper"}
    update = lines[1] | {
        "id": "update",
        "publisher": "A Third Paper",
        "text": lines[1]["text"] + " It was not known what follows.",
    }
    french = {
        "id": "fr",
        "text": "Le ministre des affaires étrangères a rencontré son homologue à Paris, selon un communiqué publié hier.",
    }
    rows = [*lines, copy, update, lines[2], french]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", encoding="utf-8")
    words = " ".join(lines[3]["text"].split())
    archive = warc_of(
        {"https://news.example/a": PAGE.format(words), "https://news.example/b": PAGE.format(" ".join(lines[4]["text"].split()))}
    )
    (folder / "crawl.warc.gz").write_bytes(archive)
    (folder / "empty.txt").write_text("")
    return folder


def tables(output: Path, name: str) -> list[dict[str, Any]]:
    import pyarrow.dataset as ds

    return ds.dataset(output / name, format="parquet", partitioning="hive").to_table().to_pylist()


def without_moment(reading: str) -> str:
    found = json.loads(reading)
    found["provenance"].pop("read_at")
    return json.dumps(found, sort_keys=True)


def test_the_records_are_those_of_a_ledger(spark: Any, corpus: Path, tmp_path: Path) -> None:
    from communique.cluster.run import read_corpus

    output = tmp_path / "tables"
    counts = read_corpus(spark, str(corpus), str(output))
    with Ledger.open(tmp_path / "l.db", create=True) as book:
        book.ingest(load([corpus]))
        ours = {(id, without_moment(reading.model_dump_json())) for id, reading in book.readings()}
        happenings = {h.model_dump_json(exclude_defaults=True) for h in book.all_happenings()}
        failed = {row["locator"] for row in book.failures().rows()}
    documents = tables(output, "documents")
    assert {(row["document"], without_moment(row["reading"])) for row in documents} == ours
    assert {row["record"] for row in tables(output, "happenings")} == happenings
    assert {row["locator"] for row in tables(output, "failures")} == failed
    assert sum(row["copy_of"] is not None for row in documents) >= 2
    assert counts.documents == len(documents)
    assert counts.failures == len(failed) == 3
    # Whoever runs it again reads nothing again.
    parts = {path.name for path in (output / "_work" / "readings").glob("*.parquet")}
    assert read_corpus(spark, str(corpus), str(output)) == counts
    assert {path.name for path in (output / "_work" / "readings").glob("*.parquet")} == parts


def test_a_process_that_is_killed_changes_nothing(spark: Any, corpus: Path, tmp_path: Path) -> None:
    from communique.cluster.run import read_corpus

    killed: list[int] = []
    stop = threading.Event()

    def kill() -> None:
        """End the first process that reads, once: a worker of Spark with a model in its memory."""
        while not stop.is_set() and not killed:
            for stat in Path("/proc").glob("[0-9]*/statm"):
                try:
                    words = (stat.parent / "cmdline").read_bytes()
                    large = int(stat.read_text().split()[1]) * 4096 > 300e6
                except OSError:
                    continue
                if b"pyspark" in words and b"daemon" in words and large:
                    os.kill(int(stat.parent.name), signal.SIGKILL)
                    killed.append(int(stat.parent.name))
                    break
            time.sleep(0.02)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        read_corpus(spark, str(corpus), str(tmp_path / "a"))
    finally:
        stop.set()
        thread.join()
    assert killed
    read_corpus(spark, str(corpus), str(tmp_path / "b"))
    for name in ("documents", "events", "statements", "pledges", "entities", "happenings", "sources", "failures"):
        a, b = (
            sorted(
                json.dumps({**row, "reading": without_moment(row["reading"]) if "reading" in row else None}, sort_keys=True)
                for row in tables(tmp_path / run, name)
            )
            for run in "ab"
        )
        assert a == b
