"""A reading for a person: the heading, the article with its marks, and what was found in it, as tables.

On a terminal marks are colours, and ids stand behind the words; elsewhere they are signs that survive a pipe, a mail and a
diff. Nothing is cut: long cells wrap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import IO

from rich.box import Box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.article import marked_article
from communique.records import Entity, Event, EventDate, Party, Reading, Statement

# Without a terminal there is no width to ask for: this one fits a mail and an editor.
PLAIN_WIDTH = 100
# Longer lines of prose are hard to follow, however wide the terminal is.
_PROSE_WIDTH = 110

_RULES = Box("    \n    \n ── \n    \n    \n ── \n    \n    \n")
_PLAIN_RULES = Box("    \n    \n -- \n    \n    \n -- \n    \n    \n", ascii=True)
# Escape sequences in a downloaded text must not reach the terminal; nor may marks that turn the direction of whole lines.
_UNSAFE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def report_console(file: IO[str]) -> Console:
    """A console for reports on ``file``: in colour and as wide as the terminal, or plain and 100 characters wide."""
    terminal = file.isatty()
    return Console(
        file=file, width=None if terminal else PLAIN_WIDTH, force_terminal=terminal, highlight=False, markup=False, emoji=False
    )


def print_report(reading: Reading, console: Console) -> None:
    """Print ``reading`` to ``console``: heading, marked article, events, statements, pledges, entities, provenance."""
    print_stripped(console, lambda: _print_parts(_Report(reading, console)))


def line_box(console: Console) -> Box:
    """The rules of a table: lines on a terminal, hyphens in a file."""
    return _RULES if console.is_terminal else _PLAIN_RULES


def safe(words: str) -> Text:
    """Words of a document for a terminal: characters that would drive it are made visible."""
    return _safe(Text(words))


def print_stripped(console: Console, print_it: Callable[[], None]) -> None:
    """Print what ``print_it`` prints to ``console``; to a file without the blanks with which tables are filled up."""
    if console.is_terminal:
        print_it()
        return
    with console.capture() as capture:
        print_it()
    console.file.write("".join(f"{line.rstrip()}\n" for line in capture.get().split("\n")[:-1]))


def _print_parts(report: _Report) -> None:
    report.heading()
    report.article()
    report.events()
    report.statements()
    report.pledges()
    report.entities()
    report.provenance()


class _Report:
    """One printing of one reading."""

    def __init__(self, reading: Reading, console: Console) -> None:
        self._reading = reading
        self._console = console
        self._coloured = console.is_terminal and console.color_system is not None and not console.no_color
        self._entities = {entity.id: entity for entity in reading.entities}
        self._statements = {statement.id: statement for statement in reading.statements}
        self._arrow = "→" if self._coloured else "->"

    def heading(self) -> None:
        document = self._reading.document
        facts = [
            document.publisher,
            f"published {document.published}" if document.published else "day of publication not known: relative dates stay open",
        ]
        if document.dateline:
            facts.append(f"from {_place(document.dateline.place, document.dateline.country)}")
        if document.licence:
            facts.append(document.licence.name)
        if document.language != "en":
            facts.append(f"language: {document.language}")
        self._line(document.title or document.source_id or "Untitled", "bold")
        self._line(" | ".join(fact for fact in facts if fact), "dim")
        for address in (document.url, document.source_id if document.title else None):
            if address:
                self._line(address, "dim")
        self._console.print()

    def article(self) -> None:
        article, legend = marked_article(self._reading, coloured=self._coloured)
        width = min(self._console.width, _PROSE_WIDTH)
        self._console.print(Padding(_safe(article), (0, 0, 1, 0)), width=width, overflow="fold")
        self._console.print(legend, width=width)
        self._console.print()

    def events(self) -> None:
        table = self._table(
            "Events",
            len(self._reading.events),
            ("", 0),
            ("what", 3),
            ("who, to whom", 5),
            ("when, where", 4),
            ("words, reason", 7),
        )
        for event in self._reading.events:
            _add(table, event.id, self._what(event), self._parties(event), self._when_and_where(event), self._grounds(event))
        self._show(table)

    def statements(self) -> None:
        table = self._table("Statements", len(self._reading.statements), ("", 0), ("who, to whom", 4), ("how", 3), ("words", 8))
        for statement in self._reading.statements:
            cue = f"cue: {statement.cue.text}" if statement.cue else "no cue of its own"
            at = f"at {statement.occasion}" if statement.occasion else None
            how = _lines((statement.kind, None), (cue, "dim"), (at, None), (", ".join(statement.contexts), "dim"))
            words = Text(" … " if self._coloured else " ... ").join([Text(_flat(span.text)) for span in statement.content])
            _add(table, statement.id, self._speech(statement), how, words)
        self._show(table)

    def pledges(self) -> None:
        table = self._table(
            "Pledges", len(self._reading.pledges), ("", 0), ("by, to whom", 4), ("what", 7), ("due", 3), ("event", 0)
        )
        for pledge in self._reading.pledges:
            who = _lines((self._names(pledge.by), None), (f"{self._arrow} {self._names(pledge.to)}" if pledge.to else None, None))
            what = _lines((_flat(pledge.what.text), None), ("on a condition" if pledge.conditional else None, "yellow"))
            days = _days(pledge.due.start, pledge.due.end) if pledge.due else None
            due = _lines((days, None), (f'"{_flat(pledge.due.text)}"' if pledge.due else None, "dim"))
            _add(table, pledge.id, who, what, due, pledge.event)
        self._show(table)

    def entities(self) -> None:
        table = self._table(
            "Entities", len(self._reading.entities), ("id", 5), ("name", 5), ("office or kind", 5), ("mentions", 0)
        )
        table.columns[-1].justify = "right"
        for entity in self._reading.entities:
            _add(table, entity.id, _flat(entity.name), _office(entity), str(len(entity.mentions)))
        self._show(table)

    def provenance(self) -> None:
        made = self._reading.provenance
        self._line(f"{made.software} | {made.model} | knowledge {made.knowledge} | read {made.read_at}", "dim")

    def _what(self, event: Event) -> Text:
        act = " ".join([event.act.type, *event.act.modes]) if event.act else None
        status = event.status + (", background" if event.historical else "")
        return _lines(
            (event.type, "bold"),
            (", ".join(event.modes), None),
            (f"to {act}" if act else None, None),
            (status, _STATUS_STYLES.get(event.status)),
            (", ".join(event.contexts), "dim"),
        )

    def _parties(self, event: Event) -> Text:
        actors = _lines(*((self._party(party), None) for party in event.actors)) if event.actors else Text("nobody named", "dim")
        recipients = _lines(*((f"{self._arrow} {self._party(party)}", None) for party in event.recipients))
        return Text("\n").join([actors, recipients]) if recipients else actors

    def _when_and_where(self, event: Event) -> Text:
        place = f"in {_place(event.place.name, event.place.country)}" if event.place else None
        return _lines(*_date(event.date), (place, None), (self._told_by(event), "dim"))

    def _told_by(self, event: Event) -> str:
        if event.claimed_in is None:
            return "told by the report"
        statement = self._statements.get(event.claimed_in)
        speaker = self._name(statement.speaker) if statement and statement.speaker else "somebody"
        return f"claimed by {speaker} ({event.claimed_in})"

    def _grounds(self, event: Event) -> Text:
        words = (" … " if self._coloured else " ... ").join(_flat(span.text) for span in event.evidence)
        codes = ", ".join(part for part in (f"CAMEO {event.cameo}" if event.cameo else None, event.quad) if part)
        score = f"{event.score:+.1f}" if event.score is not None else ""
        return _lines(
            (words, None),
            (f"why: {_flat(event.why)} (confidence {event.confidence:.2f})", "dim"),
            (" ".join(part for part in (codes, score) if part), "dim"),
        )

    def _speech(self, statement: Statement) -> Text:
        speaker = self._name(statement.speaker) if statement.speaker else "nobody named"
        to = self._names(statement.addressees)
        return _lines((speaker, None), (f"{self._arrow} {to}" if to else None, None))

    def _party(self, party: Party) -> str:
        return _described(self._name(party.entity), party.role, party.country if party.country != party.entity else None)

    def _names(self, ids: Iterable[str]) -> str:
        return ", ".join(self._name(id_) for id_ in ids)

    def _name(self, id_: str) -> str:
        entity = self._entities.get(id_)
        return _flat(entity.name) if entity else id_

    def _table(self, title: str, count: int, *columns: tuple[str, int], spaced: bool = True) -> Table:
        """A table whose columns have the given shares of the width; share 0 is as wide as its content."""
        table = Table(
            title=f"{title} ({count})",
            title_justify="left",
            title_style="bold",
            header_style="dim",
            box=_RULES if self._coloured else _PLAIN_RULES,
            show_lines=spaced,
            show_edge=False,
            expand=any(share for _, share in columns),
            padding=(0, 1, 0, 0),
            pad_edge=False,
        )
        for name, share in columns:
            table.add_column(name, ratio=share or None, overflow="fold", no_wrap=share == 0)
        return table

    def _show(self, table: Table) -> None:
        if table.row_count:
            self._console.print(table)
            self._console.print()

    def _line(self, words: str, style: str) -> None:
        self._console.print(_safe(Text(_flat(words), style=style)), overflow="fold")


_STATUS_STYLES = {"negated": "red", "future": "blue", "hypothetical": "yellow", "ongoing": "green", "occurred": "green"}


def _add(table: Table, *cells: Text | str) -> None:
    table.add_row(*(_safe(cell if isinstance(cell, Text) else Text(cell)) for cell in cells))


def _date(when: EventDate | None) -> tuple[tuple[str | None, str | None], ...]:
    if when is None or (when.start is None and when.end is None and when.expression is None):
        return (("no day known", "dim"),)
    basis = {"published": "day of the report", "explicit": "stated", "relative": "worked out"}.get(when.basis or "")
    expression = f'"{_flat(when.expression.text)}"' if when.expression else None
    found = _days(when.start, when.end) or "not resolved"
    return (found, None), (", ".join(part for part in (expression, basis) if part), "dim")


def _days(start: str | None, end: str | None) -> str | None:
    if start and end and start != end:
        return f"{start} to {end}"
    if start and not end:
        return f"from {start}"
    return f"by {end}" if end and not start else start


def _office(entity: Entity) -> Text:
    role = entity.role
    office = ", ".join(part for part in (role.title, role.country) if part) if role else entity.kind
    term = f"{role.start or '?'} to {role.end or 'now'}" if role and (role.start or role.end) else None
    return _lines((office, None), (term, "dim"), (None if entity.known else "not in the tables", "dim"))


def _described(name: str, *facts: str | None) -> str:
    known = ", ".join(fact for fact in facts if fact)
    return f"{name} ({known})" if known else name


def _place(name: str, country: str | None) -> str:
    return _described(name, country)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _lines(*lines: tuple[str | None, str | None]) -> Text:
    return Text("\n").join([Text(words, style=style or "") for words, style in lines if words])


def _safe(text: Text) -> Text:
    """The same text with characters that would drive the terminal made visible; as long as before, so that styles keep."""
    text.plain = _UNSAFE.sub("\ufffd", text.plain)
    return text
