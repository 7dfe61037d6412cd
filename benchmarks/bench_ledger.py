"""How fast a large ledger answers, and what it costs to fill: made-up readings (benchmarks/ledgers.py), no text is read.

usage: python benchmarks/bench_ledger.py [--events N] [--ledger PATH|postgresql://...] [--keep] [--rounds N]

Fills a new ledger (unless the one given holds documents already) and asks the dyad question, full-text searches and person pages
for a hundred dyads, words and people, drawn as unevenly as they occur; prints medians, 95th percentiles and the slowest, in
milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import batched
from pathlib import Path

from communique.ledger import Ledger
from communique.ledger.copies import link, signature
from communique.ledger.database import open_engine, writing
from communique.ledger.happenings.merge import merge_happenings
from communique.ledger.identity import document_id, given
from communique.ledger.rows import insert
from communique.ledger.schema import sightings
from communique.ledger.store import Kept, save
from ledgers import World, documents

EVENTS_A_DOCUMENT = 7


def fill(where: str, events: int) -> None:
    """Fill a new ledger with so many made-up events, by the steps of an ingest but for the reading."""
    engine = open_engine(where, create=True)
    start = time.perf_counter()
    count = events // EVENTS_A_DOCUMENT
    for some in batched(documents(count), 32):
        with writing(engine) as connection:
            kept: list[Kept] = []
            rows = []
            for document, reading in some:
                key, own = document_id(document), signature(document.text)
                kept.append(Kept(key, reading, own, None))
                row = {
                    "document": key,
                    "locator": document.locator,
                    "given": given(document),
                    "seen_at": "2026-01-01T00:00:00+00:00",
                }
                rows.append(row)
            save(connection, kept)
            insert(connection, sightings, rows)
            link(connection, [(k.id, k.signature) for k in kept])
    stored = time.perf_counter() - start
    merged = merge_happenings(engine)
    merging = time.perf_counter() - start - stored
    print(f"{count:,} documents stored: {stored:.0f} s, {1000 * stored / count:.2f} ms a document")
    print(f"{merged:,} events merged:   {merging:.0f} s, {1000 * merging / count:.2f} ms a document")
    engine.dispose()


def ask(where: str, rounds: int) -> None:
    """Ask, and print how long the answers took."""
    world = World()
    for _ in range(1000):
        world.prose(5)  # other draws than those of the documents
    with Ledger.open(where) as ledger:
        print(", ".join(f"{count:,} {name}" for name, count in ledger.counts().items()))
        dyads = [world.dyad() for _ in range(rounds)]
        words = [world.prose(1)[0] for _ in range(rounds)]
        pairs = [" ".join(world.prose(2)) for _ in range(rounds)]
        people = [f"person/leader-{world.dyad()[0].lower()}-{world.random.randrange(4)}" for _ in range(rounds)]
        _time("dyad: what passed between A and B", [lambda d=d: ledger.happenings(between=d, limit=50) for d in dyads])
        _time(
            "dyad, since 2015, CONSULT",
            [lambda d=d: ledger.happenings(between=d, since="2015", types=["CONSULT"], limit=50) for d in dyads],
        )
        _time("dyad, report by report", [lambda d=d: ledger.events(between=d, limit=50) for d in dyads])
        _time("statements by A about B", [lambda d=d: ledger.statements(by=d[0], about=d[1], limit=50) for d in dyads])
        _time("search, one word", [lambda w=w: ledger.search(w) for w in words])
        _time("search, two words", [lambda w=w: ledger.search(w) for w in pairs])
        _time("a person's page", [lambda p=p: ledger.show(p) for p in people])
        _time("contacts of a state", [lambda d=d: ledger.contacts(d[0], limit=50) for d in dyads])
        _time("open pledges of a state", [lambda d=d: ledger.pledges(by=d[0], still_open=True, limit=50) for d in dyads])


def _time(name: str, questions: list[Callable[[], object]]) -> None:
    from communique.errors import CommuniqueError

    taken = []
    for question in questions:
        start = time.perf_counter()
        try:
            question()
        except CommuniqueError:
            continue  # somebody whom no document names
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    print(
        f"{name:36} median {statistics.median(taken):7.1f}  p95 {taken[int(len(taken) * 0.95)]:7.1f}  worst {taken[-1]:7.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--ledger")
    parser.add_argument("--rounds", type=int, default=100)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = a.ledger or str(Path(folder) / "ledger.db")
        try:
            with Ledger.open(where) as ledger:
                empty = ledger.counts()["documents"] == 0
        except Exception:
            empty = True
        if empty:
            fill(where, a.events)
        ask(where, a.rounds)


if __name__ == "__main__":
    main()
