"""What the tests of reading share: one loaded model, readings kept for the session, and short forms of records.

Office-holders in the sentences are invented: Ingrid Fjellvang of Norway and Idriss Kelleyo of Chad, above all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

import pytest

import communique
from communique.records import Event, Party, Reading, Span, Statement

Read = Callable[..., Reading]
MINISTER = "Norwegian Foreign Minister Ingrid Fjellvang"
GUEST = "Chadian Foreign Minister Idriss Kelleyo"


@functools.cache
def cached_read(text: str, published: str | None = None) -> Reading:
    """A reading of a sentence. F and K stand for the two ministers, with their offices."""
    return communique.read(text.replace("{F}", MINISTER).replace("{K}", GUEST), published)


def brief_event(event: Event, reading: Reading) -> str:
    """An event as one line: ``AGREE NOR > TCD: AID, future``, ``ASSAULT/troops TCD > MLI, claimed by NOR``."""
    line = "/".join([event.type, *event.modes]) + _names(event.actors)
    if event.recipients:
        line += " >" + _names(event.recipients)
    if event.act is not None:
        line += ": " + "/".join([event.act.type, *event.act.modes])
    if event.status != "occurred":
        line += f", {event.status}"
    if event.claimed_in is not None:
        said = next(s for s in reading.statements if s.id == event.claimed_in)
        line += f", claimed by {_side(said.speaker, reading)}"
    return line


def brief_statement(statement: Statement) -> str:
    """A statement as one line: ``ingrid-fjellvang | direct | said | We want peace,``; content in pieces has ... between them."""
    speakers = [s.split("/")[-1] for s in (statement.speaker, *statement.joint) if s is not None]
    cue = statement.cue.text if statement.cue is not None else "-"
    return " | ".join([" + ".join(speakers) or "-", statement.kind, cue, " ... ".join(span.text for span in statement.content)])


def _names(parties: list[Party]) -> str:
    return "".join(f" {party.country or party.entity}" for party in parties)


def _side(id: str | None, reading: Reading) -> str:
    entity = next((e for e in reading.entities if e.id == id), None)
    return "nobody" if entity is None else entity.country or entity.id


def who(words: str, reading: Reading, nth: int = 0) -> set[str]:
    """The ids of those for whom the ``nth`` (from 0) occurrence of these words stands."""
    start = -1
    for _ in range(nth + 1):
        start = reading.document.text.index(words, start + 1)
    end = start + len(words)
    return {e.id for e in reading.entities for m in e.mentions if (m.start, m.end) == (start, end)}


def spans(reading: Reading) -> Iterable[Span]:
    """Every stretch of words that a reading points at, with the characters that it says are there."""
    for entity in reading.entities:
        yield from entity.mentions
    for statement in reading.statements:
        yield from statement.content
        yield from (s for s in (statement.cue, statement.speaker_span) if s is not None)
    for event in reading.events:
        yield event.trigger
        yield from event.evidence
        if event.date is not None and event.date.expression is not None:
            yield event.date.expression
    for pledge in reading.pledges:
        yield pledge.what


def assert_sound(reading: Reading, text: str) -> None:
    """What holds for the reading of any text whatever."""
    assert reading.document.text == text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    entities = {entity.id for entity in reading.entities}
    statements = {statement.id for statement in reading.statements}
    events = {event.id for event in reading.events}
    assert len(entities) == len(reading.entities)
    assert len(statements) == len(reading.statements)
    assert len(events) == len(reading.events)
    for statement in reading.statements:
        assert statement.content
        assert {s for s in (statement.speaker, *statement.joint, *statement.addressees) if s is not None} <= entities
        assert statement.occasion is None or statement.occasion in events
    for event in reading.events:
        assert event.evidence
        assert event.actors or event.recipients
        assert event.claimed_in is None or event.claimed_in in statements
        assert {party.entity for party in event.actors + event.recipients} | set(event.persons) <= entities
        assert all(0 <= party.start < party.end <= len(text) for party in event.actors + event.recipients)
        assert 0 < event.confidence < 1
        if event.date is not None and event.date.start is not None:
            assert event.date.end is not None
            assert event.date.start <= event.date.end
        if event.place is not None:
            assert 0 <= event.place.start < event.place.end <= len(text)
    assert {pledge.event for pledge in reading.pledges} <= events
    assert Reading.model_validate_json(reading.to_json()) == reading


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a sentence, once a session."""
    return cached_read


@pytest.fixture(scope="session")
def events() -> Callable[..., list[str]]:
    """A sentence -> its events, a line each."""

    def found(text: str, published: str | None = None) -> list[str]:
        reading = cached_read(text, published)
        return [brief_event(event, reading) for event in reading.events]

    return found


@pytest.fixture(scope="session")
def statements() -> Callable[..., list[str]]:
    """A sentence -> its statements, a line each."""
    return lambda text, published=None: [brief_statement(s) for s in cached_read(text, published).statements]


@pytest.fixture(scope="session")
def mentioned() -> Callable[[str, Reading], set[str]]:
    """Words and a reading -> whom the words stand for."""
    return who


@pytest.fixture(scope="session")
def sound() -> Callable[[Reading, str], None]:
    """Assert what holds for any reading."""
    return assert_sound
