"""Several processes read what one reads, in the order of the documents, and tell what they cannot read."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import date

import pytest

from communique import samples
from communique.errors import CommuniqueError, DocumentError, LanguageError
from communique.reading.pipeline import read_many
from communique.records import Reading
from communique.sources.document import Document

GERMAN = "Der Minister besuchte am Dienstag die Hauptstadt und sprach dort mit seinem Kollegen über die Lage."


def told(reading: Reading) -> dict[str, object]:
    return {**reading.model_dump(mode="json"), "provenance": None}


def test_two_read_as_one_does() -> None:
    documents = [*samples.documents(), Document(GERMAN, "german"), *samples.documents(), Document("\x00\x01", "binary")] * 2
    failed: dict[int, list[DocumentError]] = {1: [], 2: []}
    one = [told(r) for r in read_many(documents, on_error=failed[1].append)]
    two = [told(r) for r in read_many(iter(documents), on_error=failed[2].append, jobs=2)]
    assert one == two
    assert [(type(e), str(e), e.source, e.document) for e in failed[1]] == [
        (type(e), str(e), e.source, e.document) for e in failed[2]
    ]
    assert {type(e) for e in failed[2]} == {LanguageError, DocumentError}


def test_without_a_handler_the_first_failure_is_raised() -> None:
    with pytest.raises(LanguageError, match="not English") as raised:
        list(read_many([Document(GERMAN, "german")], jobs=2))
    assert raised.value.source == "german"


def test_a_process_that_is_killed_is_told() -> None:
    text = "OSLO - Norway's foreign minister visited Chad on Tuesday."
    documents = (Document(f"{text} It was visit {n}.", f"d{n}", published=date(2031, 3, 12)) for n in range(100_000))
    readings = read_many(documents, jobs=2)
    assert next(readings).events
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    with pytest.raises(CommuniqueError, match="ended from outside"):
        list(readings)
