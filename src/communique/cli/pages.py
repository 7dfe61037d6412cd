"""What ``communique show`` prints: one thing in full, as plain lines under headings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from communique.ledger.answer import Field, flat
from communique.ledger.ask.contacts import CONTACT
from communique.ledger.ask.events import HAPPENING, LedgerEvent
from communique.ledger.ask.show import DocumentPage, EventPage, Page, PartyPage
from communique.ledger.ask.statements import STATEMENT, LedgerStatement
from communique.ledger.decide import Decision
from communique.ledger.happenings.describe import Happening, Named
from communique.records import Record
from communique.report import print_report, report_console, safe

_WIDTH = 100


def print_page(page: Page, stream: TextIO) -> None:
    """Print what ``show`` found."""
    match page:
        case EventPage():
            lines = _event(page)
        case PartyPage():
            lines = _party(page)
        case LedgerStatement():
            lines = _statement(page)
        case DocumentPage():
            lines = _document(page)
    for line in lines:
        stream.write(safe(line).plain + "\n")
    if isinstance(page, DocumentPage):
        stream.write("\n")
        print_report(page.reading, report_console(stream))


def _event(page: EventPage) -> Iterator[str]:
    h = page.happening
    if h is not None:
        yield from _happening(h)
    for told in page.events:
        yield ""
        yield from _told(told)
    yield from _decisions(page.decisions)


def _happening(h: Happening) -> Iterator[str]:
    kind = "/".join([h.type, *h.modes])
    yield f"{h.id}  {kind}  {_who(h.actors)}" + (f" > {_who(h.recipients)}" if h.recipients else "")
    when = (
        f"{h.date.start} to {h.date.end}" if h.date and h.date.start != h.date.end else h.date.start if h.date else "no day known"
    )
    where = f", in {h.place.name}" + (f" ({h.place.country})" if h.place.country else "") if h.place else ""
    yield f"  {h.status}, {when}{where}"
    if h.persons:
        yield f"  with {_who(h.persons)}"
    yield (
        f"  told by {h.documents} {_plural('document', h.documents)} of {h.publishers} {_plural('publisher', h.publishers)} from "
        f"{h.countries} {_plural('country', h.countries)}"
        + (f", {h.independent} without copies" if h.independent != h.documents else "")
        + ("" if h.narrated else "; only claimed")
        + f"; confidence {h.confidence:.2f}"
    )
    for d in h.disagreements:
        yield f"  they disagree on the {d.about}: " + "; ".join(f"{value} ({', '.join(ids)})" for value, ids in d.values.items())
    if h.why:
        yield from _wrapped("merged because: " + "; ".join(h.why), "  ", "    ")


def _told(e: LedgerEvent) -> Iterator[str]:
    d = e.document
    yield f"{e.id}  " + ", ".join(part for part in (d.publisher, d.published, d.title) if part)
    yield from _wrapped(f'"{_flat(e.event.evidence[0].text)}"', "  ", "   ")
    facts = ["/".join([e.event.type, *e.event.modes]), e.event.status]
    if e.event.claimed_in:
        facts.append(f"claimed by {e.names.get(e.claimed_by or '', 'somebody')}")
    if e.verdict:
        facts.append(e.verdict)
    facts.append(f"confidence {e.event.confidence:.2f}")
    yield f"  {', '.join(facts)}"
    yield from _wrapped(f"why: {e.event.why}", "  ", "    ")
    if d.copy_of:
        yield f"  a copy of {d.copy_of}"
    yield from _wrapped(f"credit: {d.attribution}", "  ", "    ")


def _statement(s: LedgerStatement) -> Iterator[str]:
    yield f"{s.id}  {', '.join(s.names.values()) or 'nobody named'}, {s.statement.kind}"
    yield from _wrapped(" ... ".join(_flat(span.text) for span in s.statement.content), "  ", "  ")
    yield from _wrapped(f"credit: {s.document.attribution}", "  ", "    ")


def _document(page: DocumentPage) -> Iterator[str]:
    d = page.document
    yield f"{d.id}  " + ", ".join(part for part in (d.title, d.publisher, d.published) if part)
    yield from _wrapped(f"credit: {d.attribution}", "  ", "    ")
    for place in page.sightings:
        yield f"  found in {place}"
    if d.copy_of:
        yield f"  first told by {d.copy_of}"
    for other, likeness in page.copies.items():
        yield f"  {likeness:.0%} alike: {other}"
    yield from _decisions(page.decisions)


def _party(page: PartyPage) -> Iterator[str]:
    yield f"{page.names[0]} [{page.id}]" + (f", {page.country}" if page.country and page.country != page.id else "")
    if page.names[1:]:
        yield f"  also called {', '.join(page.names[1:])}"
    for role in page.roles:
        yield f"  {role.title}" + (f", {role.start or '?'} to {role.end or 'now'}" if role.start or role.end else "")
    yield f"  named in {page.documents} {_plural('document', page.documents)}"
    yield from _latest("Happenings", page.happenings, HAPPENING, ("day", "type", "actors", "recipients", "status", "happening"))
    yield from _latest("Contacts", page.contacts, CONTACT, ("day", "leader", "how", "with", "place", "status"))
    yield from _latest("Said", page.statements, STATEMENT, ("said", "speakers", "words"))
    yield from _latest("Said about", page.said_about, STATEMENT, ("said", "speakers", "words"))


def _latest[T: Record](title: str, found: Sequence[T], fields: Sequence[Field[T]], names: Sequence[str]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"{title} (the latest {len(found)})"
    by_name = {field.name: field for field in fields}
    for record in found:
        cells = (str(flat(by_name[name].value(record))) for name in names)
        yield from _wrapped("  ".join(_flat(cell) for cell in cells if cell), "  ", "      ")


def _decisions(found: Iterable[Decision]) -> Iterator[str]:
    for d in found:
        yield ""
        yield f"decision {d.id}: {d.verdict} {d.record}, by {d.analyst}, {d.made_at}" + (", withdrawn" if d.withdrawn else "")
        if d.reason:
            yield f"  {d.reason}"


def _who(people: Iterable[Named]) -> str:
    return ", ".join(
        f"{p.name} ({', '.join(f for f in (p.role, p.country) if f)})"
        if p.role or (p.country and p.country != p.entity)
        else p.name
        for p in people
    )


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _flat(words: str) -> str:
    return " ".join(words.split())


def _wrapped(words: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False) or [first]
