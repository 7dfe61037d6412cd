"""What the first look (``reading/triage.py``) saves: a stream with a tenth of diplomatic documents, read with and without it.

    python benchmarks/triage.py [FOLDER ...]

The stream is the 180 reports of ``tests/triage/mixed`` that hold nothing and twenty documents that do: those of the
folders first, then diplomatic reports of the set. The second stream leaves out the files that were written to be hard.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from communique.knowledge.world import load_world
from communique.reading.pipeline import read_many
from communique.reading.triage import triage
from communique.sources.document import Document

MIXED = Path(__file__).resolve().parents[1] / "tests" / "triage" / "mixed"


def measure(name: str, stream: Sequence[Document]) -> None:
    world = load_world()
    begun = time.perf_counter()
    for _ in read_many(stream):
        pass
    everything = time.perf_counter() - begun
    begun = time.perf_counter()
    kept = [d for d in stream if triage(d, world) is None]
    looking = time.perf_counter() - begun
    for _ in read_many(kept):
        pass
    sifted = time.perf_counter() - begun
    print(
        f"{name}: {len(stream)} documents, {everything:.2f} s; {len(kept)} of them after triage, {sifted:.2f} s "
        f"(looking: {looking:.3f} s, {looking / everything:.1%}); {everything / sifted:.1f} times as fast"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    positive = [
        Document(p.read_text(encoding="utf-8")) for f in parser.parse_args().folders for p in sorted(Path(f).glob("*.txt"))
    ]
    negative: list[Document] = []
    easy: list[Document] = []
    for path in sorted(MIXED.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            document = Document(report["text"], report["id"], report["title"])
            if report["core"]:
                positive += [document] if path.stem == "diplomatic" else []
            else:
                negative.append(document)
                easy += [] if path.stem in ("hard", "history", "domestic") else [document]
    for _ in read_many(negative[:10]):  # what is loaded once does not count
        pass
    for document in negative:
        triage(document, load_world())
    measure("all", negative + positive[: len(negative) // 9])
    measure("without the hard files", easy + positive[: len(easy) // 9])


if __name__ == "__main__":
    main()
