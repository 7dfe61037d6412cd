"""What was promised, and whether anything in the ledger keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, select

from communique.ledger.answer import After, Answer, Field
from communique.ledger.ask.common import DocumentRef, first_day, last_day, limited, of_document, of_parties, party, references
from communique.ledger.rows import in_batches
from communique.ledger.schema import entities, events, happening_pairs, happening_parties, happenings, pledge_parties, pledges
from communique.records import Entity, Event, Pledge, Record

State = Literal["open", "overdue", "kept"]
_DONE = ("occurred", "ongoing")
_AT_ONCE = 200


class LedgerPledge(Record):
    """A pledge with its document, and what has become of it as far as the ledger tells.

    ``state``: kept (``kept_by`` is the happening that keeps it), overdue (its day has passed), or open.
    """

    id: str
    document: DocumentRef
    pledge: Pledge
    names: dict[str, str]
    event: str
    state: State
    kept_by: str | None = None


def find_pledges(
    connection: Connection,
    *,
    by: str | None = None,
    to: str | None = None,
    since: str | None = None,
    until: str | None = None,
    still_open: bool = False,
    today: date | None = None,
    after: After | None = None,
    limit: int | None = None,
) -> Answer[LedgerPledge]:
    """Pledges, the latest first; ``still_open`` leaves out those that something in the ledger keeps.

    A pledge is kept by a happening of the promised kind between the same parties, from the day of the report on and, where a day
    is set, up to that; what is promised without a kind of its own ("will cooperate") stays open. ``today`` tells what is overdue.
    """
    asked = [(party(connection, who), part) for who, part in ((by, "by"), (to, "to")) if who]
    wanted = of_parties(pledges, pledge_parties, "pledge", "made", asked, after)
    if since is not None:
        wanted = wanted.where(pledges.c.made >= first_day(since))
    if until is not None:
        wanted = wanted.where(pledges.c.made <= last_day(until))
    day = (today or date.today()).isoformat()
    rows = connection.execute(wanted).all() if limit is None or still_open else connection.execute(wanted.limit(limit + 1)).all()
    step = _AT_ONCE if limit is None else limit + 1
    found: list[tuple[str, LedgerPledge]] = []
    for at in range(0, len(rows), step):
        some = rows[at : at + step]
        pledged = zip((row.made for row in some), _load(connection, some, day), strict=True)
        found += [(made, p) for made, p in pledged if not (still_open and p.state == "kept")]
        if limit is not None and len(found) > limit:
            break
    shown, next = limited(found, limit, lambda one: (one[0], one[1].id))
    return Answer([p for _, p in shown], PLEDGE, next)


def _load(connection: Connection, rows: Sequence[Any], today: str) -> list[LedgerPledge]:
    where = references(connection, [row.document for row in rows])
    people: dict[tuple[str, str], Entity] = {}
    promised: dict[str, Any] = {}
    for some in in_batches(sorted(where)):
        found = select(entities.c.document, entities.c.record).where(entities.c.document.in_(some))
        for document, record in connection.execute(found):
            entity = Entity.model_validate_json(record)
            people[document, entity.id] = entity
    for some in in_batches([row.event for row in rows]):
        promised |= {row.id: row for row in connection.execute(select(events).where(events.c.id.in_(some)))}
    pledged = []
    for row in rows:
        p = Pledge.model_validate_json(row.record)
        kept_by = _kept_by(connection, p, row, promised.get(row.event), people)
        overdue = row.due is not None and row.due < today
        pledged.append(
            LedgerPledge(
                id=row.id,
                document=where[row.document],
                pledge=p,
                names={id: people[row.document, id].name if (row.document, id) in people else id for id in (*p.by, *p.to)},
                event=row.event,
                state="kept" if kept_by else "overdue" if overdue else "open",
                kept_by=kept_by,
            )
        )
    return pledged


def _kept_by(connection: Connection, p: Pledge, row: Any, promised: Any, people: dict[tuple[str, str], Entity]) -> str | None:
    """The first happening that is what was promised: of its kind, between the same parties, and done."""
    if promised is None:
        return None
    event = Event.model_validate_json(promised.record)
    if event.act is None:
        return None
    parties = sorted(
        {(people[row.document, id].country if (row.document, id) in people else None) or id for id in (*p.by, *p.to)}
    )
    wanted = select(happenings.c.id, happenings.c.record).where(
        happenings.c.type == event.act.type, happenings.c.status.in_(_DONE), happenings.c.narrated.is_(True)
    )
    if len(parties) == 2:
        led: Any = happening_pairs.c
        wanted = wanted.join(happening_pairs, led.happening == happenings.c.id).where(led.a == parties[0], led.b == parties[1])
    elif parties:
        led = happening_parties.c
        wanted = wanted.join(happening_parties, led.happening == happenings.c.id)
        wanted = wanted.where(led.party == parties[0], led.part == "party")
        for who in parties[1:]:
            other = happening_parties.alias()
            takes_part = select(other.c.party).where(
                other.c.happening == led.happening, other.c.party == who, other.c.part == "party"
            )
            wanted = wanted.where(takes_part.exists())
    else:
        return None
    if row.made:
        wanted = wanted.where(led.day >= row.made)
    if row.due is not None:
        wanted = wanted.where(led.day <= row.due, led.day != "")
    for id, record in connection.execute(wanted.order_by(led.day, led.happening)):
        if all(f'"{mode}"' in record for mode in event.act.modes):
            return str(id)
    return None


def _document(p: LedgerPledge) -> DocumentRef:
    return p.document


def _called(p: LedgerPledge, ids: Sequence[str]) -> list[str]:
    return [p.names.get(id, id) for id in ids]


PLEDGE: list[Field[LedgerPledge]] = [
    Field("pledge", "string", "Id of the pledge in this ledger.", lambda p: p.id, shown=True),
    Field("made", "string", "Day of the report that tells it.", lambda p: p.document.published, shown=True),
    Field("by", "list", "Who promises.", lambda p: _called(p, p.pledge.by), shown=True),
    Field("to", "list", "To whom.", lambda p: _called(p, p.pledge.to), shown=True),
    Field("what", "string", "The words that say what.", lambda p: " ".join(p.pledge.what.text.split()), shown=True),
    Field("due", "string", "By when, in the words of the report.", lambda p: p.pledge.due.text if p.pledge.due else None),
    Field("due_end", "string", "The last day for it (ISO).", lambda p: p.pledge.due.end if p.pledge.due else None, shown=True),
    Field("conditional", "boolean", "Whether it hangs on a condition.", lambda p: p.pledge.conditional),
    Field("state", "string", "open, overdue or kept, as far as this ledger tells.", lambda p: p.state, shown=True),
    Field("kept_by", "string", "The happening that keeps it.", lambda p: p.kept_by),
    Field("event", "string", "Id of the event with which it was made.", lambda p: p.event),
    *of_document(_document),
]
