"""How fast the pages are over a large ledger: one reader, and fifty at once while an ingest runs.

usage: python benchmarks/bench_pages.py [--events N] [--ledger PATH] [--readers N]

Serves the ledger (filled as by bench_ledger.py, unless the one given holds documents already) from a process of its own. For each
kind of page it prints the median and the 95th percentile of what one reader waits, and then of what many readers at once wait
while documents are read into the same ledger. Times are milliseconds, measured by the reader.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from bench_ingest import documents as to_read
from bench_ledger import fill
from communique.ledger import Ledger
from ledgers import World


def addresses(where: str, count: int) -> dict[str, list[str]]:
    """Pages of each kind, drawn as unevenly as states and words occur."""
    world = World()
    for _ in range(1000):
        world.prose(5)
    with Ledger.open(where) as ledger:
        latest = list(ledger.happenings(limit=count))
    dyads = [world.dyad() for _ in range(count)]
    return {
        "start": ["/"] * count,
        "document": [f"/documents/{h.sources[0].document}" for h in latest],
        "happening": [f"/happenings/{h.id}" for h in latest],
        "happenings": [f"/happenings?involving={a}" for a, _ in dyads],
        "relation": [f"/relation?a={a}&b={b}" for a, b in dyads],
        "chart by month": [f"/relation/months.svg?a={a}&b={b}" for a, b in dyads],
        "chart in time": [f"/relation/timeline.svg?a={a}&b={b}" for a, b in dyads],
        "state": [f"/parties/{a}" for a, _ in dyads],
        "contacts": [f"/contacts?of={a}" for a, _ in dyads],
        "who met whom, a year": [f"/world?since={2005 + n % 20}&until={2005 + n % 20}" for n in range(count)],
        "map of a year": [f"/world/map.svg?since={2005 + n % 20}&until={2005 + n % 20}" for n in range(count)],
        "statements": [f"/statements?by={a}" for a, _ in dyads],
        "search": [f"/search?q={world.prose(1)[0]}" for _ in range(count)],
        "desk": ["/desk"] * count,
        "API: happenings": [f"/api/v1/happenings?between={a}&between={b}" for a, b in dyads],
        "decisions": ["/decisions"] * count,
        "API: statements": [f"/api/v1/statements?by={a}&about={b}" for a, b in dyads],
    }


def shown(name: str, taken: list[float]) -> None:
    """Print a line of figures."""
    taken.sort()
    p95 = taken[int(len(taken) * 0.95)]
    print(f"{name:24} {len(taken):5} answers, median {statistics.median(taken):7.1f}  p95 {p95:7.1f}  worst {taken[-1]:7.1f} ms")


def alone(base: str, pages: dict[str, list[str]]) -> None:
    """One reader, one page after the other."""
    with httpx.Client(base_url=base, timeout=60) as client:
        for name, found in pages.items():
            taken = []
            for address in found:
                start = time.perf_counter()
                answer = client.get(address)
                taken.append(1000 * (time.perf_counter() - start))
                assert answer.status_code in (200, 404), (address, answer.text)
            shown(name, taken)


async def crowd(base: str, pages: dict[str, list[str]], readers: int, seconds: float) -> list[float]:
    """Many readers, each with pages of all kinds in an order of its own."""
    every = [address for found in pages.values() for address in found]
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def read(seed: int, client: httpx.AsyncClient) -> None:
        chance = random.Random(seed)
        while time.perf_counter() < until:
            start = time.perf_counter()
            answer = await client.get(chance.choice(every))
            taken.append(1000 * (time.perf_counter() - start))
            assert answer.status_code in (200, 404), answer.text
            await asyncio.sleep(chance.uniform(0.5, 1.5))  # somebody looks at the page

    limits = httpx.Limits(max_connections=readers)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:
        await asyncio.gather(*(read(n, client) for n in range(readers)))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--ledger")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--ingest", help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.ingest:
        with Ledger.open(a.ingest) as ledger:
            ledger.ingest(to_read(100_000, seed=int(time.time())))
        return
    with tempfile.TemporaryDirectory() as folder:
        where = a.ledger or str(Path(folder) / "ledger.db")
        if not a.ledger or not Path(where).exists():
            fill(where, a.events)
        with Ledger.open(where) as ledger:
            print(", ".join(f"{count:,} {name}" for name, count in ledger.counts().items()))
        pages = addresses(where, 40)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "communique", "serve", "--ledger", where, "--port", str(port)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                for _ in range(200):
                    try:
                        httpx.get(base)
                        break
                    except httpx.TransportError:
                        time.sleep(0.1)
                print("one reader:")
                alone(base, pages)
                print(f"{a.readers} readers, who look at each page for a second, while an ingest runs:")
                with subprocess.Popen([sys.executable, __file__, "--ingest", where], stderr=subprocess.DEVNULL) as ingest:
                    time.sleep(5)  # until its language model is there
                    shown("all kinds", asyncio.run(crowd(base, pages, a.readers, a.seconds)))
                    ingest.kill()
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
