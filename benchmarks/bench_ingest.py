"""What an ingest costs beside reading the same documents, and whether its memory stays flat.

usage: python benchmarks/bench_ingest.py [--documents N] [--rounds N] [--memory N] [--ledger PATH|postgresql://...]

Documents are put together from sentences of the packaged samples, with made-up names in them, so that words keep coming that
were not there before and no two documents are copies of each other. The first part reads N documents with and without a ledger,
in alternating rounds, and prints seconds and seconds of the processor; the second ingests as many as --memory says and prints the
memory of the process on the way.
"""

from __future__ import annotations

import argparse
import random
import re
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

_PARAGRAPHS, _SENTENCES = 5, 4


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """So many different documents, each of five paragraphs of four sentences."""
    chance = random.Random(seed)
    paragraphs = [" ".join(p.split()) for d in samples() for p in d.text.split("\n\n") if len(p) > 120]
    sentences = sorted({s for p in paragraphs for s in re.findall(r"[^.!?]{40,}[.!?][”\"]?", p)})
    for number in range(count):
        name = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).capitalize()
        said = chance.sample(sentences, _PARAGRAPHS * _SENTENCES)
        body = "\n\n".join(" ".join(said[n : n + _SENTENCES]) for n in range(0, len(said), _SENTENCES))
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
    taken: dict[str, list[tuple[float, float]]] = {"reading": [], "ingest": []}
    for n in range(rounds):
        start = time.perf_counter(), time.process_time()
        for _ in read_many(documents(count, seed=n)):
            pass
        middle = time.perf_counter(), time.process_time()
        with tempfile.TemporaryDirectory() as folder, Ledger.open(where or Path(folder) / "l.db", create=True) as ledger:
            ledger.ingest(documents(count, seed=n))
        end = time.perf_counter(), time.process_time()
        taken["reading"].append((middle[0] - start[0], middle[1] - start[1]))
        taken["ingest"].append((end[0] - middle[0], end[1] - middle[1]))
    print(f"{count} documents, {rounds} rounds; medians")
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in taken.items()}
    for name, (wall, processor) in medians.items():
        print(f"{name:8} {wall:7.2f} s, {processor:7.2f} s of the processor, {1000 * processor / count:6.1f} ms a document")
    shares = [100 * (i / r - 1) for r, i in zip(medians["reading"], medians["ingest"], strict=True)]
    print(f"the ledger's own share: {shares[0]:.1f} % of the time of reading, {shares[1]:.1f} % of its processor time")


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
