"""What each mechanism of the event coder contributes: it is switched off, and everything is scored again.

    python benchmarks/ablation.py [GOLD_FOLDER ...]

Scored are the coded sentences of tests/sentences (type by predicted event, actors, recipients: F1; full match) and gold documents
(tests/gold unless folders are named; events and strict events: F1). Prints a Markdown table.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import communique
from communique.evaluation import evaluate_folder
from communique.evaluation.sentences import SentenceFigures, load_sentences, score_sentences
from communique.reading import grammar, parse, pipeline
from communique.reading.events import coder, frames, nouns, operators
from communique.reading.parties import Parties

TESTS = Path(__file__).parents[1] / "tests"


def nothing(*_: object, **__: object) -> None:
    """In place of a mechanism that returns a draft."""


def _own_subject(v: object) -> object:
    return v.child(*grammar.SUBJECT, *grammar.PASSIVE_SUBJECT)  # type: ignore[attr-defined]


def _status_only(self: object, d: object, st: object) -> None:
    d.status = st.status if not d.nominal else d.status  # type: ignore[attr-defined]


# Name: what to patch (object, attribute, replacement). Each is the one place in which the mechanism lives.
MECHANISMS: dict[str, list[tuple[object, str, object]]] = {
    "operators (promise, refuse, urge, accuse ... x act)": [(coder, "compose", lambda c, v, f, d: _plain_only(c, v, f, d))],
    "light verbs (held talks, imposed sanctions)": [(coder, "light_verb", nothing)],
    "nouns by themselves (the withdrawal of its troops)": [(coder, "noun_alone", nothing)],
    "nouns that govern an act (its refusal to leave)": [(coder, "operator_noun", nothing)],
    "control, raising, coordination, participles": [(grammar, "surface_subject", _own_subject)],
    "passives": [(grammar, "is_passive", lambda v: False)],
    "status before type (will meet: AGREE)": [(coder, "set_status", _status_only)],
    "parties filled in from around": [(coder, "fill", nothing)],
    "two camps of one state (domestic events)": [(Parties, "_another", lambda self, r, actors: False)],
    "people without a state belong to the place": [(Parties, "domestic", lambda self, w: [])],
    "classes of objects (frames ask nothing of their object)": [(frames, "_object_fits", lambda c, wanted, obj: obj is not None)],
    "measures seen through (a series of strikes)": [(m, "through", lambda c, o: o) for m in (frames, nouns, operators)],
    "threats and protests told by their circumstances": [(coder, "implied_threat", nothing), (coder, "implied_protest", nothing)],
    "accusations that claims amount to": [(coder, "add_accusation", nothing)],
    "must and should, said to another: REQUEST": [(coder, "holds_good", lambda c, d, st: True)],
    "mends of the parse": [(parse, "mend", nothing), (parse, "verbless", nothing)],
    "one happening, one event (merging)": [
        (pipeline, "merge", lambda drafts, c: ([(d, [d]) for d in drafts], {d: d for d in drafts}))
    ],
}


def _plain_only(c: coder.Coder, v: object, f: object, depth: int) -> object:
    from communique.reading.events import plain

    return None if f.op is not None else plain.compose(c, v, f, depth)  # type: ignore[attr-defined,arg-type]


@contextmanager
def without(changes: list[tuple[object, str, object]]) -> Iterator[None]:
    """With parts of the coder replaced."""
    with ExitStack() as stack:
        for where, name, other in changes:
            stack.enter_context(patch.object(where, name, other))
        yield


def measure(folders: list[str]) -> list[float]:
    """The six figures."""
    total = SentenceFigures(0, 0, 0, 0, (0, 0, 0), (0, 0, 0))
    for path in sorted((TESTS / "sentences").glob("*.tsv")):
        total += score_sentences(load_sentences(path), lambda texts: communique.read_many(texts, language="any"))
    found: list[float] = [total.type_f1, total.actor_f1, total.recipient_f1, total.full_match]
    for folder in folders:
        figures = evaluate_folder(folder, read_many=pipeline.read_many)
        found += [figures.f1("events_f1") or 0.0, figures.f1("events_strict_f1") or 0.0]
    return found


def main() -> None:
    folders = sys.argv[1:] or [str(TESTS / "gold")]
    heads = ["type", "actors", "recipients", "full", *(h for f in folders for h in (f"events ({Path(f).name})", "strict"))]
    print("| without | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 1) + "|")
    whole = measure(folders)
    print("| (everything on) | " + " | ".join(f"{x:.3f}" for x in whole) + " |", flush=True)
    for name, changes in MECHANISMS.items():
        with without(changes):
            now = measure(folders)
        print(f"| {name} | " + " | ".join(f"{b - a:+.3f}" for a, b in zip(whole, now, strict=True)) + " |", flush=True)


if __name__ == "__main__":
    main()
