"""What reading costs beside the bare parse of the same documents: both in one run, one process, one loaded model.

usage: python benchmarks/bench_reading.py [FOLDER] [--copies N] [--rounds N] [--jobs N]

FOLDER holds .txt reports (default: the packaged samples). The bare parse is ``nlp.pipe`` of the same model with the same
components over the same blocks in the same batches. Rounds alternate, so that a slow minute hits both; medians are printed. With
``--jobs`` also what so many processes read, against one, once each has its model (the first hundred readings are not counted).
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import time

from communique.reading.parse import batches, fold, load_model
from communique.reading.pipeline import BATCH, read_many
from communique.samples import documents as samples
from communique.sources.document import Document
from communique.sources.text import lay_out


def bare(documents: list[Document]) -> int:
    """Parse the same blocks and do nothing with them; the number of tokens."""
    blocks = ((fold(d.text)[b.start : b.end], None) for d in documents for b in lay_out(d).blocks)
    texts = ([text for text, _ in group] for group in batches(blocks, BATCH))
    return sum(len(doc) for group in texts for doc in load_model().pipe(group, batch_size=len(group)))


def steady(documents: list[Document], jobs: int) -> float:
    """Documents a second, without the first hundred."""
    readings = read_many(documents, jobs=jobs)
    for _ in range(_WARM):
        next(readings)
    start = time.perf_counter()
    return sum(1 for _ in readings) / (time.perf_counter() - start)


_WARM = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    a = parser.parse_args()
    documents = [Document(p.read_text(encoding="utf-8")) for p in sorted(a.folder.glob("*.txt"))] if a.folder else samples()
    documents = documents * a.copies
    tokens = bare(documents)  # warm up: the model, the tables
    list(read_many(documents[:2]))
    parse_times, read_times = [], []
    for _ in range(a.rounds):
        start = time.perf_counter()
        bare(documents)
        middle = time.perf_counter()
        for _reading in read_many(documents):
            pass
        parse_times.append(middle - start)
        read_times.append(time.perf_counter() - middle)
    p, r = statistics.median(parse_times), statistics.median(read_times)
    print(f"{len(documents)} documents, {tokens} tokens, {a.rounds} rounds; medians")
    print(f"bare parse  {p:7.2f} s   {tokens / p:8.0f} tokens/s")
    print(f"reading     {r:7.2f} s   {tokens / r:8.0f} tokens/s   {len(documents) / r:6.1f} documents/s")
    print(f"ratio       {r / p:7.2f}")
    if a.jobs > 1:
        many = (documents * (1 + 1000 // len(documents)))[:1000]
        one, more = steady(many, 1), steady(many, a.jobs)
        print(f"{len(many)} documents: one process {one:.1f} a second, {a.jobs} processes {more:.1f}: {more / one:.2f} x")


if __name__ == "__main__":
    main()
