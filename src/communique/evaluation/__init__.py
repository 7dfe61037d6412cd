"""Measuring readings against gold documents: what a careful analyst records from the same articles.

    >>> from communique.evaluation import evaluate_folder
    >>> figures = evaluate_folder("tests/gold")  # doctest: +SKIP

The format of gold documents, and what counts as right, is described in ``docs/gold.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from communique.errors import DocumentError
from communique.evaluation.figures import Count, Counts, Figures, Finding, Measure
from communique.evaluation.gold import GoldDocument, load_gold
from communique.evaluation.score import score
from communique.records import Reading
from communique.sources.document import Document

__all__ = ["Count", "Counts", "Figures", "Finding", "GoldDocument", "Measure", "evaluate_folder", "load_gold", "score"]


class ReadMany(Protocol):
    """A reader: ``communique.read_many``, or anything called alike."""

    def __call__(
        self, documents: Iterable[Document], *, language: str, on_error: Callable[[DocumentError], None]
    ) -> Iterator[Reading]: ...


def evaluate_folder(path: str | Path, only: str = "", read_many: ReadMany | None = None) -> Figures:
    """Read the articles of the gold documents in ``path`` whose names begin with ``only``, and score the readings.

    ``read_many`` is who reads, communique by default. Raises GoldError when a gold document has a mistake. An article that cannot
    be read is counted as such, with the reason among the misses.
    """
    reader = read_many or _communique()
    gold = load_gold(path, only)
    failures: dict[str, str] = {}

    def note(error: DocumentError) -> None:
        failures[error.source or ""] = str(error)

    documents = (Document(document.text, source_id=document.name, published=document.published) for document in gold)
    return score(gold, reader(documents, language="en", on_error=note), failures)


def _communique() -> ReadMany:
    # Not at the top: loading gold and scoring readings made elsewhere need no language model.
    from communique.reading.pipeline import read_many

    return read_many
