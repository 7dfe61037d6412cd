"""Several processes that read: each has a model of its own, and readings come back in the order of the documents."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import batched, islice
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError, DocumentError, LanguageError
from communique.records import Reading
from communique.sources.document import Document

Given = str | Document | Mapping[str, Any]
# Documents that go to a process at a time: enough to fill the model's batches, few enough to spread them.
AT_ONCE = 32
# Such portions that wait for each process, so that none is idle; with them goes the memory.
_WAITING = 2


def read_in_processes(
    documents: Iterable[Given],
    jobs: int,
    *,
    language: str = "en",
    on_error: Callable[[DocumentError], None] | None = None,
    knowledge: str | Path | None = None,
) -> Iterator[Reading]:
    """As ``pipeline.read_many``, by so many processes at a time.

    Only the documents that wait are held in memory. Raises CommuniqueError when a process was ended from outside.
    """
    portions = batched(documents, AT_ONCE)
    # Not "fork": a copy of a process with threads can hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare) as pool:

        def submitted(some: tuple[Given, ...]) -> Future[list[Outcome]]:
            return pool.submit(_read, some, language, knowledge)

        waiting = deque(submitted(some) for some in islice(portions, jobs * _WAITING))
        try:
            while waiting:
                outcomes = waiting.popleft().result()
                waiting.extend(submitted(some) for some in islice(portions, 1))
                yield from _taken(outcomes, on_error)
        except BrokenProcessPool as error:
            raise CommuniqueError(
                "a reading process was ended from outside, perhaps for want of memory: each needs about 700 MB; use fewer --jobs"
            ) from error
        finally:
            for portion in waiting:
                portion.cancel()


# A reading as JSON, which is quicker to send than its objects; or of a failure the kind, the words, the source and the document.
Outcome = str | tuple[bool, str, str | None, Document | None]


def _prepare() -> None:
    from communique.reading.parse import load_model

    load_model()


def _read(some: tuple[Given, ...], language: str, knowledge: str | Path | None) -> list[Outcome]:
    from communique.reading.pipeline import read_many

    outcomes: list[Outcome] = []

    def failed(error: DocumentError) -> None:
        outcomes.append((isinstance(error, LanguageError), str(error), error.source, error.document))

    for reading in read_many(some, language=language, on_error=failed, knowledge=knowledge):
        outcomes.append(reading.model_dump_json())
    return outcomes


def _taken(outcomes: list[Outcome], on_error: Callable[[DocumentError], None] | None) -> Iterator[Reading]:
    for outcome in outcomes:
        if isinstance(outcome, str):
            yield Reading.model_validate_json(outcome)
            continue
        language, message, source, document = outcome
        error = (LanguageError if language else DocumentError)(message, source, document)
        if on_error is None:
            raise error
        on_error(error)
