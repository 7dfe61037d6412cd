"""How fast this machine reads: the bare parse and the whole reading of the same documents, in one run, alternating."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from communique.reading.parse import batches, fold, load_model
from communique.reading.pipeline import BATCH, read_many
from communique.sources.document import Document
from communique.sources.text import lay_out

# Readings that are not counted when several processes read: until each has its model.
_WARM = 64


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. Times are seconds, medians of the rounds; ``memory`` is the most that the process held, in
    megabytes, where the system tells.
    """

    documents: int
    tokens: int
    parse: float
    reading: float
    memory: float | None

    @property
    def ratio(self) -> float:
        """What reading costs beside the bare parse."""
        return self.reading / self.parse


def measure(documents: Sequence[Document], rounds: int) -> Figures:
    """Parse and read the documents so many times. A slow minute of the machine hits both."""
    tokens = _parse(documents)  # warm up: the model, the tables
    for _ in read_many(documents[:2]):
        pass
    parsing, reading = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        _parse(documents)
        middle = time.perf_counter()
        for _reading in read_many(documents):
            pass
        parsing.append(middle - start)
        reading.append(time.perf_counter() - middle)
    return Figures(len(documents), tokens, statistics.median(parsing), statistics.median(reading), _memory())


def documents_a_second(documents: Sequence[Document], jobs: int) -> float:
    """How many documents so many processes read in a second, once each has its model; there must be more than a hundred."""
    readings = read_many(documents, jobs=jobs)
    for _ in range(_WARM):
        next(readings)
    start = time.perf_counter()
    return sum(1 for _ in readings) / (time.perf_counter() - start)


def _parse(documents: Sequence[Document]) -> int:
    """``nlp.pipe`` of the same model with the same components over the same blocks in the same batches; the number of tokens."""
    blocks = ((fold(d.text)[b.start : b.end], None) for d in documents for b in lay_out(d).blocks)
    texts = ([text for text, _ in group] for group in batches(blocks, BATCH))
    return sum(len(doc) for group in texts for doc in load_model().pipe(group, batch_size=len(group)))


def _memory() -> float | None:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)
