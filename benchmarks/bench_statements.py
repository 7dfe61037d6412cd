"""What finding statements costs beside the parse of the same documents: both in one run, one process, one loaded model.

usage: python benchmarks/bench_statements.py [FOLDER] [--rounds N]

FOLDER holds marked articles (default: tests/statements/political). Extraction is everything from the quotation marks to the
statements with their speakers; who is in the text is told apart, since events need it, too. Rounds alternate; medians
are printed.
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import time

from communique.evaluation.attributions import load_folder
from communique.knowledge.world import load_world
from communique.reading.actors import Cast
from communique.reading.names.find import find_names
from communique.reading.parse import parse_many
from communique.reading.quotes import find_quotes
from communique.reading.reference.resolve import resolve
from communique.reading.statements.find import find_statements
from communique.sources.document import Document
from communique.sources.text import lay_out

MARKED = pathlib.Path(__file__).parents[1] / "tests" / "statements" / "political"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=MARKED)
    parser.add_argument("--rounds", type=int, default=5)
    a = parser.parse_args()
    world = load_world()
    items = [(d, lay_out(d, world.place_country)) for d in (Document(m.text) for m in load_folder(a.folder))]
    list(parse_many(items[:2]))  # warm up: the model, the tables
    parsing, casting, extracting, found, tokens = [], [], [], 0, 0
    for _ in range(a.rounds):
        start = time.perf_counter()
        parses = list(parse_many(items))
        parsing.append(time.perf_counter() - start)
        cast_time = said_time = 0.0
        found = 0
        for parse in parses:
            start = time.perf_counter()
            quotes = find_quotes(parse)
            middle = time.perf_counter()
            cast = Cast(parse, world, None)
            resolve(cast, find_names(cast))
            end = time.perf_counter()
            found += len(find_statements(parse, cast, quotes))
            said_time += middle - start + time.perf_counter() - end
            cast_time += end - middle
        casting.append(cast_time)
        extracting.append(said_time)
        tokens = sum(len(p.words) for p in parses)
    p, c, s = (statistics.median(x) for x in (parsing, casting, extracting))
    print(f"{len(items)} documents, {tokens} tokens, {found} statements, {a.rounds} rounds; medians")
    print(f"parse                 {p:7.3f} s")
    print(f"names and reference   {c:7.3f} s   {100 * c / p:5.1f} % of the parse")
    print(f"statements            {s:7.3f} s   {100 * s / p:5.1f} % of the parse")


if __name__ == "__main__":
    main()
