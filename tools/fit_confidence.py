"""Fit the weights of ``reading/confidence.py`` on folders of gold documents, and print the reliability table.

    python tools/fit_confidence.py tests/gold [FOLDER ...] [--write]

Logistic regression with a ridge on the weights (not on the intercept), by Newton's method. The table is cross-validated: the
events of a document are judged by weights fitted without it. --write replaces ``knowledge/data/confidence.yaml``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from communique.evaluation.gold import load_gold
from communique.evaluation.score import judged
from communique.knowledge.tables import read_yaml
from communique.reading import confidence, pipeline, records_of
from communique.reading.events.draft import Draft

RIDGE = 2.0  # as if each weight had been seen two times with no effect: a trait of few records says little
FILE = Path(confidence.__file__).parents[1] / "knowledge" / "data" / "confidence.yaml"
HEAD = """\
# Weights of the model of reading/confidence.py, in log-odds. Written by tools/fit_confidence.py from
# {records} events in {documents} gold documents; do not edit by hand.
"""


def observe(folders: Sequence[str]) -> tuple[list[str], list[np.ndarray], list[np.ndarray]]:
    """The names of the traits; for each gold document the traits of its events (one row each), and which of them are right."""
    seen: list[dict[str, bool]] = []

    def spy(d: Draft, members: Sequence[Draft]) -> float:
        seen.append(confidence.traits(d, members))
        return 0.5

    records_of.confidence_of = spy
    names: list[str] = []
    rows, right = [], []
    for folder in folders:
        for document in load_gold(folder):
            seen.clear()
            reading = pipeline.read(document.text, document.published)
            names = names or list(seen[0])
            rows.append(np.array([[1.0, *(float(t[n]) for n in names)] for t in seen]))
            right.append(np.array([float(found) for _, found in judged(document, reading)]))
    return names, rows, right


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights, the intercept first."""
    w = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (x.shape[1] - 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names, rows, right = observe(options.folders)
    x, y = np.vstack(rows), np.concatenate(right)
    guesses = []
    for i in range(len(rows)):
        w = fit(np.vstack(rows[:i] + rows[i + 1 :]), np.concatenate(right[:i] + right[i + 1 :]))
        guesses.append(1 / (1 + np.exp(-rows[i] @ w)))
    p = np.concatenate(guesses)
    print("| confidence | events | mean confidence | right |\n|---|---|---|---|")
    for low, high in ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = (p >= low) & (p < high)
        if inside.any():
            print(f"| {low:.2f} to {min(high, 1):.2f} | {inside.sum()} | {p[inside].mean():.2f} | {y[inside].mean():.2f} |")
    print(
        f"\n{len(y)} events, {y.mean():.3f} right; Brier score {((p - y) ** 2).mean():.4f}, of one number for all {y.var():.4f}"
    )
    weights = fit(x, y)
    for name, w, n in zip(["any record", *names], weights, [len(y), *x[:, 1:].sum(axis=0).astype(int)], strict=True):
        print(f"{name:16} {w:+.2f}  ({n} events)")
    if options.write:
        # A trait that no record has keeps the weight that was set by hand.
        old = read_yaml(FILE)
        seen = dict(zip(["any record", *names], zip(weights, [1, *x[:, 1:].sum(axis=0)], strict=True), strict=True))
        lines = [f"{name}: {w if n else old.get(name, 0.0):.2f}" for name, (w, n) in seen.items()]
        FILE.write_text(HEAD.format(records=len(y), documents=len(rows)) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
