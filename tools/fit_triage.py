"""Fit the weights of the first look (``reading/triage.py``) on documents of this repository, and print its figures.

    python tools/fit_triage.py [--gold FOLDER ...] [--recall 0.99] [--write]

A document is judged by its best sentence, so the fit goes in turns: weights, then which sentence is the best, then weights again.
Logistic regression with a ridge, by Newton's method. A third of ``tests/triage/mixed`` (by the hash of the id) is never
fitted on, nor are the one-sentence reports of ``tests/sentences``. The cross-validation leaves out a whole file of reports (a
topic) at a time, or a tenth of the documents that hold something. The threshold is the cross-validated score that the share
``--recall`` of these reach. --write replaces the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from communique.knowledge.tables import DATA
from communique.knowledge.world import load_world
from communique.reading.pipeline import read_many
from communique.reading.triage import Look, brief, look
from communique.sources.document import Document

ROOT = Path(__file__).resolve().parents[1]
RIDGE = 1.0
TURNS = 6
HARD = ("hard", "history", "domestic")
HEAD = "# Weights of reading/triage.py, in log-odds. Written by tools/fit_triage.py from {n} documents; do not edit by hand.\n"


@dataclass(slots=True)
class Case:
    """A document with what it is: ``file`` is its topic, ``held`` tells that it is not fitted on."""

    id: str
    file: str
    core: bool
    held: bool
    look: Look


def third(id: str) -> bool:
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 3 == 0


def cases(gold: Sequence[str]) -> list[Case]:
    world = load_world()
    found = []
    for path in sorted((ROOT / "tests/triage").glob("mixed*/*.jsonl")) + sorted((ROOT / "tests/triage").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            r = json.loads(line)
            unseen = path.parent.name != "mixed"
            file = "unseen" if unseen else path.stem
            found.append(
                Case(r["id"], file, r["core"], unseen or third(r["id"]), look(Document(r["text"], r["id"], r["title"]), world))
            )
    happenings = sorted((ROOT / "tests/happenings").iterdir())
    told = {d.source_id for folder in happenings for d in read_between_two(folder)}
    folders = [ROOT / "tests/gold", ROOT / "src/communique/samples", *happenings]
    for folder in [*folders, *(Path(g) for g in gold)]:
        for path in sorted(folder.glob("*.txt")):
            outside = str(folder) in gold or folder.name == "held_out"
            name = "gold of others" if str(folder) in gold else folder.name
            if folder in happenings and str(path) not in told:
                continue
            text = path.read_text(encoding="utf-8")
            found.append(Case(path.name, name, True, outside, look(Document(text), world)))
    for path in sorted((ROOT / "tests/sentences").glob("*.tsv")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 1):
            sentence, _, actors, recipients = line.split("\t")
            if actors and recipients and actors != recipients:
                found.append(Case(f"{path.stem}:{n}", "sentences", True, True, look(Document(sentence), world)))
    return found


def read_between_two(folder: Path) -> list[Document]:
    """The documents of a folder in which reading finds an event between two bodies; the others have no label to go by."""
    documents = [Document(p.read_text(encoding="utf-8"), str(p)) for p in sorted(folder.glob("*.txt"))]
    found = []
    for document, reading in zip(documents, read_many(documents), strict=True):
        states = {e.id: e.country or e.id for e in reading.entities}
        if any(len({states.get(p.entity) for p in (*e.actors, *e.recipients)}) > 1 for e in reading.events):
            found.append(document)
    return found


def judged(weights: dict[str, float], seen: Look) -> tuple[float, frozenset[str]]:
    """The score, and the traits of the best sentence."""
    best = max(seen.sentences, key=lambda s: sum(weights.get(t, 0.0) for t in s), default=None)
    if best is None:
        return math.inf if brief(seen) else -math.inf, frozenset()
    return math.inf if brief(seen) else sum(weights.get(t, 0.0) for t in best | seen.whole), best


def fit(fitted: Sequence[Case]) -> dict[str, float]:
    usable = [c for c in fitted if c.look.sentences]
    names = sorted({t for c in usable for s in [*c.look.sentences, c.look.whole] for t in s})
    # At first the best sentence is the one with the most in it.
    weights = {t: 0.0 if t.startswith("other") else 1.0 for t in names}
    y = np.array([c.core for c in usable], float)
    # Half of the weight to either side; a short report says as much as any, and those of mixed streams are what is asked for.
    mass = np.array([(2.0 if c.file in ("diplomatic", *HARD) else 1.0) if c.core else 1.0 for c in usable])
    for _ in range(TURNS):
        rows = [judged(weights, c.look)[1] | c.look.whole for c in usable]
        x = np.array([[t in row for t in names] for row in rows], float)
        w = np.zeros(len(names))
        for _ in range(25):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            gradient = x.T @ (mass * (y - p)) - RIDGE * w
            hessian = (x * (mass * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(names))
            w += np.linalg.solve(hessian, gradient)
        weights = {t: round(float(v), 3) for t, v in zip(names, w, strict=True)}
    return weights


def fold(c: Case) -> str:
    if not c.core or c.file in HARD:
        return c.file
    return str(int(hashlib.sha256(c.id.encode()).hexdigest(), 16) % 10)


def cross_validated(fitted: Sequence[Case]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for left_out in sorted({fold(c) for c in fitted}):
        weights = fit([c for c in fitted if fold(c) != left_out])
        scores |= {id(c): judged(weights, c.look)[0] for c in fitted if fold(c) == left_out}
    return scores


def table(title: str, found: Sequence[Case], score: Callable[[Case], float], threshold: float) -> None:
    print(f"\n{title}")
    groups: dict[str, list[Case]] = defaultdict(list)
    for c in found:
        groups[("holds " if c.core else "not ") + c.file].append(c)
        groups["holds ALL" if c.core else "not ALL"].append(c)
        if not c.core and c.file not in HARD:
            groups["not ALL without the hard files"].append(c)
    for name, members in sorted(groups.items()):
        passed = [c for c in members if score(c) >= threshold]
        wrong = [c.id for c in members if (c in passed) != c.core]
        print(f"  {name:34} {len(passed):4} of {len(members):4} pass ({len(passed) / len(members):.3f})  {' '.join(wrong[:12])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="*", default=[], help="folders of more reports that hold something (not fitted on)")
    parser.add_argument("--recall", type=float, default=0.99)
    parser.add_argument("--details", action="store_true", help="print the documents nearest to the threshold")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = cases(args.gold)
    print(f"{len(found)} documents")
    fitted = [c for c in found if not c.held]
    scores = cross_validated(fitted)
    positive = sorted((scores[id(c)] for c in fitted if c.core), reverse=True)
    threshold = round(positive[min(math.ceil(args.recall * len(positive)), len(positive)) - 1] - 0.001, 3)
    for recall in (1.0, 0.99, 0.98, 0.97, 0.95, 0.9):
        at = positive[math.ceil(recall * len(positive)) - 1]
        passed = [c for c in fitted if not c.core and scores[id(c)] >= at]
        easy = [c for c in passed if c.file not in HARD]
        print(f"recall {recall:.2f}: {len(passed)} others pass, {len(easy)} of them outside the hard files")
    if args.details:
        whole_weights = fit(fitted)
        for c in sorted(fitted, key=lambda c: scores[id(c)]):
            if (scores[id(c)] < 0.5) if c.core else (scores[id(c)] > -2.5):
                seen = judged(whole_weights, c.look)[1]
                print(f"{scores[id(c)]:6.2f} {'holds' if c.core else 'not':5} {c.id:32} {sorted(seen)} {sorted(c.look.whole)}")
    table("Cross-validated", fitted, lambda c: scores[id(c)], threshold)
    weights = fit(fitted)
    table("Fitted on", fitted, lambda c: judged(weights, c.look)[0], threshold)
    table("Not fitted on", [c for c in found if c.held], lambda c: judged(weights, c.look)[0], threshold)
    if args.write:
        lines = [f"{json.dumps(k)}: {v}\n" for k, v in sorted(weights.items()) if v]
        text = HEAD.format(n=len(fitted)) + f"threshold: {threshold}\n" + "".join(lines)
        Path(str(DATA / "triage_weights.yaml")).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
