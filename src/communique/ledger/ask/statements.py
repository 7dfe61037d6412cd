"""Who said what: statements by who speaks, to whom, and about whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from communique.ledger.answer import After, Answer, Field
from communique.ledger.ask.common import (
    DocumentRef,
    first_day,
    last_day,
    limited,
    of_document,
    of_parties,
    party,
    references,
)
from communique.ledger.ask.events import days
from communique.ledger.rows import in_batches
from communique.ledger.schema import entities, statement_parties, statements
from communique.records import EventDate, Record, Statement, StatementKind


class LedgerStatement(Record):
    """A statement with its document, the names of who speaks and is spoken to, and what analysts decided on it.

    ``occasion`` is the ledger's id of the event at which it was said.
    """

    id: str
    document: DocumentRef
    statement: Statement
    names: dict[str, str]
    occasion: str | None = None
    verdict: str | None = None


def find_statements(
    connection: Connection,
    *,
    by: str | None = None,
    about: str | None = None,
    to: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kinds: Sequence[StatementKind] = (),
    after: After | None = None,
    limit: int | None = None,
) -> Answer[LedgerStatement]:
    """Statements, the latest first: ``by`` a speaker, ``about`` whom its words name, ``to`` whom it was said.

    Parties are ISO codes, entity ids or names; a state's statements include those of its people. Days, months or years bound when
    it was said. ``after`` is the day and the id of the last statement of the page before.
    """
    asked = [(party(connection, who), part) for who, part in ((by, "speaker"), (about, "about"), (to, "addressee")) if who]
    wanted = of_parties(statements, statement_parties, "statement", "said", asked, after)
    if since is not None:
        wanted = wanted.where(statements.c.said >= first_day(since))
    if until is not None:
        wanted = wanted.where(statements.c.said <= last_day(until))
    if kinds:
        wanted = wanted.where(statements.c.kind.in_(kinds))
    rows = connection.execute(wanted.limit(limit + 1) if limit is not None else wanted)
    shown, next = limited(list(rows), limit, lambda row: (row.said, row.id))
    return Answer(_load(connection, shown), STATEMENT, next)


def statements_of(connection: Connection, document: str) -> Answer[LedgerStatement]:
    """All statements of a document, in text order."""
    rows = list(connection.execute(select(statements).where(statements.c.document == document).order_by(statements.c.place)))
    return Answer(_load(connection, rows), STATEMENT)


def statement(connection: Connection, id: str) -> LedgerStatement | None:
    """The statement of this id in the ledger."""
    rows = list(connection.execute(select(statements).where(statements.c.id == id)))
    return next(iter(_load(connection, rows)), None)


def _load(connection: Connection, rows: Sequence[Any]) -> list[LedgerStatement]:
    where = references(connection, [row.document for row in rows])
    names: dict[tuple[str, str], str] = {}
    for some in in_batches(sorted(where)):
        columns = select(entities.c.document, entities.c.entity, entities.c.name).where(entities.c.document.in_(some))
        names |= {(document, entity): name for document, entity, name in connection.execute(columns)}
    found = []
    for row in rows:
        s = Statement.model_validate_json(row.record)
        ids = [i for i in (s.speaker, *s.joint, *s.addressees) if i]
        found.append(
            LedgerStatement(
                id=row.id,
                document=where[row.document],
                statement=s,
                names={id: names.get((row.document, id), id) for id in ids},
                occasion=f"{row.document}-{s.occasion}" if s.occasion else None,
                verdict=row.verdict,
            )
        )
    return found


def _said(s: LedgerStatement) -> EventDate:
    return s.statement.date or EventDate()


def _speakers(s: LedgerStatement) -> list[str]:
    return [s.names[id] for id in (s.statement.speaker, *s.statement.joint) if id]


def _document(s: LedgerStatement) -> DocumentRef:
    return s.document


def _words(s: LedgerStatement) -> str:
    return " ... ".join(" ".join(span.text.split()) for span in s.statement.content)


STATEMENT: list[Field[LedgerStatement]] = [
    Field("statement", "string", "Id of the statement in this ledger.", lambda s: s.id, shown=True),
    Field("said_from", "string", "Earliest day on which it was said (ISO).", lambda s: _said(s).start),
    Field("said_to", "string", "Latest day.", lambda s: _said(s).end),
    Field(
        "said", "string", "When it was said.", lambda s: days(_said(s).start, _said(s).end) or s.document.published, shown=True
    ),
    Field("speakers", "list", "Who says so.", _speakers, shown=True),
    Field("speaker_ids", "list", "Their ids.", lambda s: [i for i in (s.statement.speaker, *s.statement.joint) if i]),
    Field("addressees", "list", "To whom.", lambda s: [s.names[i] for i in s.statement.addressees], shown=True),
    Field("kind", "string", "direct, mixed or indirect.", lambda s: s.statement.kind, shown=True),
    Field("cue", "string", "The words that report it.", lambda s: s.statement.cue.text if s.statement.cue else None),
    Field("words", "string", "What is said, verbatim.", _words, shown=True),
    Field("occasion", "string", "Id of the event at which it was said.", lambda s: s.occasion),
    Field("verdict", "string", "What analysts decided: confirmed, rejected or corrected.", lambda s: s.verdict),
    Field("start", "integer", "Offset of its first character in the document.", lambda s: s.statement.content[0].start),
    Field("end", "integer", "Offset behind its last character.", lambda s: s.statement.content[-1].end),
    *of_document(_document),
]
