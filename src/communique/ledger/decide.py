"""What analysts decide: records confirmed, rejected, corrected; happenings put together or taken apart. Rows are only ever added.

A decision keeps the record on which it was made, and finds it again by its words: whatever a reread calls it, and even when a
reread no longer finds it. The rows of events and statements show the records as decided; ``as_read`` keeps what the reader made.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from pydantic import ValidationError
from sqlalchemy import Connection, Row, delete, insert, literal, select, tuple_, update

from communique.errors import UsageError
from communique.knowledge.cameo import cameo_code
from communique.knowledge.plover import load_plover
from communique.ledger.answer import After
from communique.ledger.ask.common import full_id, limited
from communique.ledger.happenings.near import dissolve
from communique.ledger.schema import decisions, documents, entities, event_keys, events, statement_parties, statements
from communique.ledger.store import event_columns, event_key_rows, record_id, statement_columns, statement_party_rows
from communique.records import Entity, Event, Record, Span, Statement

Verdict = Literal["confirm", "reject", "correct", "together", "apart", "withdraw"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_OVER_RECORDS = ("confirm", "reject", "correct")
# Records that only a decision keeps stand behind all that the reader found.
_KEPT = 1_000_000


class Decision(Record):
    """One decision: ``record`` is the id of what was decided on, as it was called then, ``today`` as it is called now (None when
    a reread no longer finds it); ``change`` is what a correction sets, ``was`` what the reader had there."""

    id: str
    made_at: str
    analyst: str
    verdict: Verdict
    record: str
    today: str | None = None
    change: dict[str, Any] | None = None
    was: dict[str, Any] | None = None
    reason: str | None = None
    withdrawn: bool = False


def decide(
    connection: Connection,
    record: str,
    verdict: Verdict,
    analyst: str,
    *,
    reason: str | None = None,
    change: Mapping[str, Any] | None = None,
    other: str | None = None,
) -> Decision:
    """Add a decision and let it take effect; happenings are to be merged afterwards.

    ``record`` is the id of an event or a statement; ``change`` holds the fields that a correction sets, as in ``records.py``;
    ``other`` is the second event of ``together`` and ``apart``, and the decision that ``withdraw`` takes back. Raises UsageError
    when there is no such record, and for a change that makes no valid record.
    """
    if not analyst.strip():
        raise UsageError("a decision needs the name of who makes it")
    if verdict not in VERDICTS:
        raise UsageError(f"there is no verdict {verdict!r}; the verdicts are: {', '.join(VERDICTS)}")
    if verdict == "withdraw":
        return _withdraw(connection, other or record, analyst, reason)
    row = row_of(connection, record)
    stored: dict[str, Any] | None = None
    if verdict == "correct":
        if not change:
            raise UsageError("a correction needs what it changes, for example --set status=future")
        _changed(parsed(row), change)
        stored = dict(change)
    elif verdict in ("together", "apart"):
        if other is None or full_id(connection, other) == row.id:
            raise UsageError(f"{verdict} needs two events: this one and another, of the same happening or of another")
        second = row_of(connection, other)
        if "happening" not in row._fields or "happening" not in second._fields:
            raise UsageError("only events are put together or taken apart")
        stored = {"document": second.document, "record_id": second.id, "record": second.as_read or second.record}
    made = {
        "id": uuid.uuid4().hex[:12],
        "made_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "analyst": analyst.strip(),
        "verdict": verdict,
        "document": row.document,
        "record_id": row.id,
        "record": row.as_read or row.record,
        "change": json.dumps(stored, ensure_ascii=False) if stored is not None else None,
        "reason": reason,
    }
    connection.execute(insert(decisions).values(made))
    if verdict in ("together", "apart"):
        dissolve(connection, [row.id, second.id])
    else:
        apply_decisions(connection, [row.document])
    return _decision(connection.execute(select(decisions).where(decisions.c.id == made["id"])).one(), set(), row.id)


def _withdraw(connection: Connection, id: str, analyst: str, reason: str | None) -> Decision:
    row = connection.execute(select(decisions).where(decisions.c.id == id)).first()
    if row is None or row.verdict == "withdraw":
        raise UsageError(f"there is no decision {id!r} to withdraw; see them with: communique decisions")
    made = {
        "id": uuid.uuid4().hex[:12],
        "made_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "analyst": analyst.strip(),
        "verdict": "withdraw",
        "document": row.document,
        "record_id": row.record_id,
        "record": row.record,
        "change": json.dumps({"decision": id}),
        "reason": reason,
    }
    connection.execute(insert(decisions).values(made))
    if row.verdict in _OVER_RECORDS:
        apply_decisions(connection, [row.document])
    else:
        dissolve(connection, [event for two in _ruled(connection, [row]) for event in two])
    return _decision(connection.execute(select(decisions).where(decisions.c.id == made["id"])).one(), set(), None)


def all_decisions(connection: Connection, document: str | None = None) -> list[Decision]:
    """All decisions, or those on the records of a document, in the order in which they were made."""
    rows = _rows(connection, document)
    gone = _withdrawn(rows)
    return [_decision(row, gone, _today(connection, row.document, row.record_id, row.record)) for row in rows]


def latest_decisions(
    connection: Connection,
    *,
    record: str | None = None,
    analyst: str | None = None,
    after: After | None = None,
    limit: int = 50,
) -> tuple[list[Decision], After | None]:
    """The last decisions first, all or those on a record or of an analyst, and where the rest begins, if there is more."""
    d = decisions.c
    wanted = select(decisions).order_by(d.made_at.desc(), d.id.desc()).limit(limit + 1)
    if record is not None:
        wanted = wanted.where(d.record_id == record)
    if analyst is not None:
        wanted = wanted.where(d.analyst == analyst)
    if after is not None:
        wanted = wanted.where(tuple_(d.made_at, d.id) < tuple_(literal(after[0]), literal(after[1])))
    shown, next = limited(connection.execute(wanted).all(), limit, lambda row: (row.made_at, row.id))
    gone = _withdrawn(connection.execute(select(d.verdict, d.change).where(d.verdict == "withdraw")))
    return [_decision(r, gone, _today(connection, r.document, r.record_id, r.record)) for r in shown], next


def rulings(connection: Connection) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The pairs of events that analysts put together and took apart, by their ids of today; the last decision counts."""
    rows = _rows(connection)
    gone = _withdrawn(rows)
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.verdict in ("together", "apart") and row.id not in gone:
            for two in _ruled(connection, [row]):
                last[two] = row.verdict
    by_verdict = {v: {two for two, verdict in last.items() if verdict == v} for v in ("together", "apart")}
    return by_verdict["together"], by_verdict["apart"]


def apply_decisions(connection: Connection, ids: Sequence[str]) -> None:
    """Let the records of documents be as their decisions say; those that change are taken out of their happenings."""
    for id in connection.execute(select(decisions.c.document).where(decisions.c.document.in_(ids)).distinct()).scalars():
        _apply(connection, id)


def _apply(connection: Connection, document: str) -> None:
    rows = [row for row in _rows(connection, document) if row.verdict in _OVER_RECORDS or row.verdict == "withdraw"]
    if not rows:
        return
    gone = _withdrawn(rows)
    source = connection.execute(select(documents.c.published).where(documents.c.id == document)).one()
    people = {
        row.entity: Entity.model_validate_json(row.record)
        for row in connection.execute(select(entities).where(entities.c.document == document))
    }
    for table, kind in ((events, Event), (statements, Statement)):
        found = list(connection.execute(select(table).where(table.c.document == document).order_by(table.c.place)))
        read = {row.id: row for row in found if row.place < _KEPT}
        states = {id: _State(kind.model_validate_json(row.as_read or row.record)) for id, row in read.items()}
        for row in rows:
            if row.id in gone or row.verdict not in _OVER_RECORDS or _is_statement(row) != (kind is Statement):
                continue
            snapshot = kind.model_validate_json(row.record)
            id = _find(snapshot, {id: state.read for id, state in states.items()})
            if id is None:
                local = f"k{row.id}"
                id = record_id(document, local)
                why = {"why": f"kept by a decision of {row.analyst}; {snapshot.why}"} if isinstance(snapshot, Event) else {}
                states[id] = _State(snapshot.model_copy(update={"id": local, **why}), kept=True)
            states[id].take(row, snapshot)
        for place, (id, state) in enumerate(states.items()):
            _write(connection, document, id, state, read.get(id), place, people, source.published)
        extra = [row.id for row in found if row.place >= _KEPT and row.id not in states]
        if extra:
            if table is events:
                dissolve(connection, extra)
            connection.execute(delete(table).where(table.c.id.in_(extra)))


@dataclass
class _State:
    """A record, and what decisions make of it."""

    read: Event | Statement
    kept: bool = False
    verdict: str | None = None
    change: dict[str, Any] = field(default_factory=dict)
    corrected: Event | Statement | None = None

    def take(self, row: Row[Any], snapshot: Event | Statement) -> None:
        if row.verdict == "correct":
            self.change |= json.loads(row.change)
            self.corrected = snapshot
        self.verdict = "rejected" if row.verdict == "reject" else "corrected" if self.change else "confirmed"

    @property
    def record(self) -> Event | Statement:
        if not self.change or self.corrected is None:
            return self.read
        try:
            return _changed(self.read, self.change)
        except UsageError:  # a reread made something of it that the correction does not fit: what was corrected then stands
            return _changed(self.corrected.model_copy(update={"id": self.read.id}), self.change)


def _write(
    connection: Connection,
    document: str,
    id: str,
    state: _State,
    row: Row[Any] | None,
    place: int,
    people: dict[str, Entity],
    published: str | None,
) -> None:
    """Make the row of a record what its state says, if it is not so already."""
    record = state.record
    table = events if isinstance(record, Event) else statements
    now = record.model_dump_json(exclude_defaults=True)
    values: dict[str, Any] = {
        "record": now,
        "as_read": state.read.model_dump_json(exclude_defaults=True) if state.change else None,
        "verdict": state.verdict,
    }
    if row is not None and (row.record, row.verdict) == (now, state.verdict):
        return
    if isinstance(record, Event):
        values |= event_columns(record)
        dissolve(connection, [id])
        connection.execute(delete(event_keys).where(event_keys.c.event == id))
    else:
        values |= statement_columns(record, published)
        connection.execute(delete(statement_parties).where(statement_parties.c.statement == id))
    if row is None and connection.execute(select(table.c.id).where(table.c.id == id)).first() is None:
        connection.execute(insert(table).values(id=id, document=document, place=_KEPT + place, **values))
    else:
        connection.execute(update(table).where(table.c.id == id).values(values))
    if isinstance(record, Event):
        keys = list(event_key_rows(document, record, published))
        if keys:
            connection.execute(insert(event_keys), keys)
    else:
        parties = list(statement_party_rows(document, record, people, published))
        if parties:
            connection.execute(insert(statement_parties), parties)


def _find(wanted: Event | Statement, among: Mapping[str, Event | Statement]) -> str | None:
    """Which record a decision was made on, by its words: the same trigger and type, or the same type in the same words."""
    if isinstance(wanted, Event):
        found = {id: e for id, e in among.items() if isinstance(e, Event)}
        exact = [id for id, e in found.items() if (e.trigger, e.type) == (wanted.trigger, wanted.type)]
        near = [id for id, e in found.items() if e.type == wanted.type and _shared(e.evidence, wanted.evidence) >= 0.5]
        # One word may tell of several events ("A and B were bombed and shelled"): then the one that says most of the same.
        return max(exact or near, key=lambda id: _fields_alike(found[id], wanted), default=None)
    said = {id: _shared(s.content, wanted.content) for id, s in among.items() if isinstance(s, Statement)}
    best = max(said, key=lambda id: said[id], default=None)
    return best if best is not None and said[best] >= 0.5 else None


def _fields_alike(a: Event, b: Event) -> int:
    ours, theirs = a.model_dump(), b.model_dump()
    return sum(ours[name] == theirs[name] for name in ours)


def _shared(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters in common as a share of all that either has (intersection over union)."""
    ours = {n for span in a for n in range(span.start, span.end)}
    theirs = {n for span in b for n in range(span.start, span.end)}
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def _changed(record: Event | Statement, change: Mapping[str, Any]) -> Event | Statement:
    """The record with a correction; what is derived from type, modes and status is derived anew."""
    kind = type(record)
    try:
        changed = kind.model_validate({**record.model_dump(), **change})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"this correction makes no valid record: {where}: {first['msg']}") from error
    if changed.id != record.id:
        raise UsageError("the id of a record cannot be changed")
    if isinstance(changed, Event) and isinstance(record, Event) and (changed.type, changed.modes) != (record.type, record.modes):
        entry = load_plover()[changed.type]
        wrong = [mode for mode in changed.modes if mode not in entry.modes]
        if wrong:
            raise UsageError(f"{changed.type} has no mode {wrong[0]!r}; its modes are: {', '.join(entry.modes) or 'none'}")
        changed = changed.model_copy(update=_derived(changed))
    return changed


def _derived(e: Event) -> dict[str, Any]:
    info = load_plover()[e.type]
    act = (e.act.type, e.act.modes) if e.act is not None else None
    words = {word.casefold() for word in e.trigger.text.split()}
    return {
        "quad": info.quad,
        "score": info.score_of(e.modes),
        "cameo": cameo_code(e.type, e.modes, act, words, both=not e.recipients),
    }


def row_of(connection: Connection, given: str) -> Row[Any]:
    """The row of an event or a statement, by its id or the short form of it. Raises UsageError when there is none."""
    id = full_id(connection, given)
    for table in (events, statements):
        row = connection.execute(select(table).where(table.c.id == id)).first()
        if row is not None:
            return row
    raise UsageError(f"there is no event and no statement {id!r} in this ledger")


def parsed(row: Row[Any]) -> Event | Statement:
    """The record of a row, as decided."""
    kind: type[Event] | type[Statement] = Event if "happening" in row._fields else Statement
    return kind.model_validate_json(row.record)


def _is_statement(row: Row[Any]) -> bool:
    return "content" in json.loads(row.record)


def _rows(connection: Connection, document: str | None = None) -> list[Row[Any]]:
    wanted = select(decisions).order_by(decisions.c.made_at, decisions.c.id)
    return list(connection.execute(wanted if document is None else wanted.where(decisions.c.document == document)))


def _withdrawn(rows: Iterable[Row[Any]]) -> set[str]:
    return {json.loads(row.change)["decision"] for row in rows if row.verdict == "withdraw"}


def _decision(row: Row[Any], withdrawn: set[str], today: str | None) -> Decision:
    return Decision(
        id=row.id,
        made_at=row.made_at,
        analyst=row.analyst,
        verdict=row.verdict,
        record=row.record_id,
        today=today,
        change=json.loads(row.change) if row.change else None,
        was=_was(row),
        reason=row.reason,
        withdrawn=row.id in withdrawn,
    )


def _was(row: Row[Any]) -> dict[str, Any] | None:
    if row.verdict != "correct":
        return None
    record = json.loads(row.record)
    return {name: record.get(name) for name in json.loads(row.change)}


def _ruled(connection: Connection, rows: Iterable[Row[Any]]) -> list[tuple[str, str]]:
    """The pairs of events that decisions are about, by their ids of today; a pair of which one is gone is left out."""
    pairs = []
    for row in rows:
        second = json.loads(row.change)
        ids = [
            _today(connection, row.document, row.record_id, row.record),
            _today(connection, second["document"], second["record_id"], second["record"]),
        ]
        if ids[0] is not None and ids[1] is not None:
            pairs.append((min(ids[0], ids[1]), max(ids[0], ids[1])))
    return pairs


def _today(connection: Connection, document: str, id: str, record: str) -> str | None:
    """What the record of a decision is called now: by its id if that still stands for the same words, else by its words."""
    kind: type[Event] | type[Statement] = Statement if "content" in json.loads(record) else Event
    table = statements if kind is Statement else events
    found = {
        row.id: kind.model_validate_json(row.as_read or row.record)
        for row in connection.execute(select(table).where(table.c.document == document).order_by(table.c.place))
    }
    wanted = kind.model_validate_json(record)
    same = _find(wanted, {id: found[id]}) if id in found else None
    return same or _find(wanted, found)
