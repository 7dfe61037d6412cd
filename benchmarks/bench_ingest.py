"""What an ingest costs beside reading the same documents, and whether its memory stays flat.

usage: python benchmarks/bench_ingest.py [--documents N] [--rounds N] [--memory N] [--ledger PATH|postgresql://...]

Documents are put together from paragraphs of the packaged samples, with made-up names in them, so that words keep coming that
were not there before. The first part reads N documents with and without a ledger, in alternating rounds; the second ingests as
many as --memory says and prints the memory of the process on the way.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from communique.ledger import Ledger
from communique.reading.pipeline import read_many
from communique.samples import documents as samples
from communique.sources.document import Document

_PARAGRAPHS = 5


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """So many different documents, each of five paragraphs."""
    chance = random.Random(seed)
    paragraphs = [p for d in samples() for p in d.text.split("\n\n") if len(p) > 120]
    for number in range(count):
        name = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).capitalize()
        body = "\n\n".join(chance.sample(paragraphs, _PARAGRAPHS))
        day = date(2031, 1, 1) + timedelta(days=number % 700)
        text = f"OSLO - Norway's envoy, {name}, met the president of Chad on Monday.\n\n{body}\n\n{name} will return in June.\n"
        yield Document(text, published=day, publisher=f"Herald {number % 50}", locator=f"made-up/{number}")


def resident() -> float:
    """Megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def cost(count: int, rounds: int, where: str | None) -> None:
    """Print what the ledger costs beside reading."""
    list(read_many(documents(8)))
    reading, ingesting = [], []
    for n in range(rounds):
        start = time.perf_counter()
        for _ in read_many(documents(count, seed=n)):
            pass
        middle = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder, Ledger.open(where or Path(folder) / "l.db", create=True) as ledger:
            ledger.ingest(documents(count, seed=n))
        reading.append(middle - start)
        ingesting.append(time.perf_counter() - middle)
    r, i = statistics.median(reading), statistics.median(ingesting)
    print(f"{count} documents, {rounds} rounds; medians")
    print(f"reading   {r:7.2f} s   {1000 * r / count:6.1f} ms a document")
    print(f"ingest    {i:7.2f} s   {1000 * i / count:6.1f} ms a document")
    print(f"the ledger's own share: {100 * (i / r - 1):.1f} % of reading")


def memory(count: int, where: str | None) -> None:
    """Print the memory of the process during an ingest."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(where or Path(folder) / "l.db", create=True) as ledger:
        start = time.perf_counter()
        last = 0

        def told(tally: object) -> None:
            nonlocal last
            done = tally.done  # type: ignore[attr-defined]
            if done // 1000 > last:
                last = done // 1000
                print(f"{done:7,} documents  {time.perf_counter() - start:6.0f} s  {resident():6.0f} MB", flush=True)

        ledger.ingest(documents(count, seed=99), on_document=told)
        print(f"merged           {time.perf_counter() - start:6.0f} s  {resident():6.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--ledger")
    a = parser.parse_args()
    cost(a.documents, a.rounds, a.ledger)
    if a.memory:
        memory(a.memory, a.ledger)


if __name__ == "__main__":
    main()
