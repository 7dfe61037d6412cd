"""Quotes: what was said, by whom, to whom and on which occasion, one row a statement; as text, CSV or JSON Lines."""

from __future__ import annotations

import csv
import json
import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from communique.exports.columns import Value
from communique.knowledge.world import plain
from communique.records import Entity, Event, EventDate, Reading, Statement, StatementKind

QUOTED: tuple[StatementKind, ...] = ("direct", "mixed")
_WIDTH = 100  # of the text form: it fits a mail and an editor


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement with what the reading knows of its speakers and its occasion."""

    reading: Reading
    statement: Statement
    speakers: tuple[Entity, ...]
    addressees: tuple[Entity, ...]
    occasion: Event | None

    @property
    def words(self) -> str:
        """The content; where the cue stands in its middle, its pieces with "..." between them."""
        return " ... ".join(" ".join(span.text.split()) for span in self.statement.content)

    @property
    def named_as(self) -> str | None:
        """The words that name the speaker at this place."""
        return " ".join(self.statement.speaker_span.text.split()) if self.statement.speaker_span is not None else None

    @property
    def where(self) -> str:
        """The occasion in PLOVER's words: ``CONSULT/phone``."""
        return "/".join([self.occasion.type, *self.occasion.modes]) if self.occasion is not None else ""


def quotes_of(reading: Reading, kinds: Collection[StatementKind] = QUOTED, by: str | None = None) -> Iterator[Quote]:
    """The statements of these kinds in text order; ``by`` keeps those with a speaker whose name, id, country or words hold it."""
    entities = {e.id: e for e in reading.entities}
    events = {e.id: e for e in reading.events}
    for s in reading.statements:
        speakers = tuple(entities[i] for i in (s.speaker, *s.joint) if i in entities)
        if s.kind in kinds and (by is None or _is(by, speakers, s)):
            yield Quote(
                reading, s, speakers, tuple(entities[i] for i in s.addressees if i in entities), events.get(s.occasion or "")
            )


def _is(by: str, speakers: tuple[Entity, ...], s: Statement) -> bool:
    if len(by) == 3 and by.isupper() and by.isascii():
        return any(by in (e.country, e.id) for e in speakers)
    told = " ".join(s.speaker_span.text.split()) if s.speaker_span is not None else ""
    wanted = re.compile(rf"\b{re.escape(plain(by))}", re.IGNORECASE)
    return any((e.country or "").lower() == by.lower() for e in speakers) or any(
        wanted.search(plain(words)) for words in (told, *(f"{e.name} {e.id}" for e in speakers))
    )


def _countries(q: Quote) -> Value:
    return list(dict.fromkeys(e.country for e in q.speakers if e.country))


def _day(q: Quote) -> EventDate:
    return q.statement.date or EventDate()


# Each column with what it means; docs/exports.md says the same, and a test compares them.
COLUMNS: dict[str, tuple[str, Callable[[Quote], Value]]] = {
    "source_id": ("The caller's id, path or URL of the document.", lambda q: q.reading.document.source_id),
    "published": ("Day of publication (ISO), empty when unknown.", lambda q: q.reading.document.published),
    "publisher": ("Who published the document.", lambda q: q.reading.document.publisher),
    "url": ("Where the document was published.", lambda q: q.reading.document.url),
    "statement": ("Id of the statement in its reading.", lambda q: q.statement.id),
    "kind": ("direct (quoted), mixed (partly quoted) or indirect (reported).", lambda q: q.statement.kind),
    "speakers": ("Who says so; empty when the text does not tell.", lambda q: [e.name for e in q.speakers]),
    "speaker_ids": ("Their ids.", lambda q: [e.id for e in q.speakers]),
    "roles": ("Their offices, as far as known.", lambda q: [e.role.title for e in q.speakers if e.role is not None]),
    "countries": ("The states for which they speak (ISO 3166-1 alpha-3).", _countries),
    "named_as": ("The words that name the speaker there.", lambda q: q.named_as),
    "cue": (
        "The words that report the speech; empty for a quote without any.",
        lambda q: q.statement.cue.text if q.statement.cue else None,
    ),
    "words": ("What is said, verbatim; a cue in its middle is left out (` ... `).", lambda q: q.words),
    "addressees": ("To whom.", lambda q: [e.name for e in q.addressees]),
    "occasion": ("At which event it was said: PLOVER type and modes.", lambda q: q.where or None),
    "said_from": ("Earliest day on which it was said (ISO).", lambda q: _day(q).start),
    "said_to": ("Latest day.", lambda q: _day(q).end),
    "said_basis": ("How the day is known: explicit, relative, published (no time told).", lambda q: _day(q).basis),
    "start": ("Offset of its first character: code points from the start of the text.", lambda q: q.statement.content[0].start),
    "end": ("Offset behind its last character.", lambda q: q.statement.content[-1].end),
}


class QuoteWriter:
    """Writes the quotes of readings as they come, in one of the forms ``text``, ``csv`` and ``jsonl``."""

    def __init__(self, stream: TextIO, form: str) -> None:
        self._stream, self._form = stream, form
        self._csv = csv.writer(stream, lineterminator="\n") if form == "csv" else None
        if self._csv is not None:
            self._csv.writerow(COLUMNS)

    def write(self, reading: Reading, quotes: Iterable[Quote]) -> int:
        """Write the quotes of one reading; returns how many."""
        n = 0
        for n, quote in enumerate(quotes, 1):
            if self._csv is not None:
                self._csv.writerow([_cell(value(quote)) for _, value in COLUMNS.values()])
            elif self._form == "jsonl":
                self._stream.write(json.dumps({k: value(quote) for k, (_, value) in COLUMNS.items()}, ensure_ascii=False) + "\n")
            else:
                if n == 1:
                    self._stream.write(f"{_heading(reading)}\n\n")
                self._stream.write(f"{_for_a_person(quote)}\n\n")
        self._stream.flush()
        return n


def _cell(value: Value) -> Value:
    return "" if value is None else "; ".join(value) if isinstance(value, list) else value


def _heading(reading: Reading) -> str:
    document = reading.document
    facts = [document.title or document.source_id or "Untitled", document.publisher, document.published]
    return ", ".join(fact for fact in facts if fact)


def _for_a_person(q: Quote) -> str:
    line = " and ".join(_named(e) for e in q.speakers) or (f'"{q.named_as}"' if q.named_as else "Nobody named")
    if q.addressees:
        line += " to " + ", ".join(e.name for e in q.addressees)
    start, end = _day(q).start, _day(q).end
    if start is not None:
        line += f", {start}" if start == end else f", {start} to {end}"
    if q.where:
        line += f", at {q.statement.occasion} ({q.where})"
    words = q.words if q.statement.kind != "direct" else f'"{q.words}"'
    body = textwrap.fill(words, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
    return f"  {q.statement.id}  {line}, {q.statement.kind}:\n{body}"


def _named(e: Entity) -> str:
    facts = ", ".join(x for x in (e.role.title if e.role is not None else None, e.country) if x and x != e.id)
    return f"{e.name} ({facts})" if facts else e.name
