"""How long the tables take to load, and whether a lookup costs more when they are larger.

    python benchmarks/bench_knowledge.py

Loads in a process of its own each time, so that nothing is warm. The lookups are of every word of the sample reports, in the
packaged tables and in the same with four times as many names.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from communique.knowledge.world import World, atoms, load_world
from communique.samples import documents

LOAD = """
import time
from communique.knowledge.world import load_world
start = time.perf_counter()
load_world()
print(time.perf_counter() - start)
"""
ROUNDS = 7


def load_seconds() -> float:
    return float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout)


def lookups(world: World, words: list[str]) -> float:
    """Microseconds a word."""
    start = time.perf_counter()
    for at in range(len(words)):
        world.match(words, at)
    return (time.perf_counter() - start) / len(words) * 1e6


def larger(world: World, times: int) -> int:
    """Add invented names until there are ``times`` as many; how many there are then."""
    keys = [key for keys in world.index.values() for key in keys]
    for n in range(times - 1):
        for key in keys:
            world.add_name(" ".join(f"{atom}{'qxzv'[n]}" for atom in key), "NOR", "alias")
    return sum(map(len, world.index.values()))


def main() -> None:
    seconds = [load_seconds() for _ in range(ROUNDS)]
    print(f"loading all tables: median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s of {ROUNDS}")
    words = [atom for document in documents() for atom in atoms(document.text)] * 20
    world = load_world()
    names = sum(map(len, world.index.values()))
    small = min(lookups(world, words) for _ in range(ROUNDS))
    many = larger(world, 4)
    large = min(lookups(world, words) for _ in range(ROUNDS))
    print(f"a lookup: {small:.2f} microseconds a word with {names:,} names, {large:.2f} with {many:,}")


if __name__ == "__main__":
    main()
