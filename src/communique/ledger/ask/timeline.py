"""What happened, as points in time and as numbers by month: read from the columns, without the records."""

from __future__ import annotations

from collections import Counter
from typing import Unpack

from sqlalchemy import Connection, func

from communique.knowledge.plover import load_plover
from communique.ledger.answer import Answer, Field
from communique.ledger.ask.common import limited
from communique.ledger.ask.events import Asked, select_happenings
from communique.ledger.schema import happenings
from communique.records import Quad, Record


class Point(Record):
    """A happening in time: its day (the earliest, ISO) and what kind of thing it is."""

    happening: str
    day: str
    type: str
    quad: Quad
    status: str
    narrated: bool


class Month(Record):
    """How many happenings of a month (``2031-03``) were cooperation and conflict, in words (verbal) and in deeds (material)."""

    month: str
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.verbal_cooperation + self.material_cooperation + self.verbal_conflict + self.material_conflict


def points(connection: Connection, **asked: Unpack[Asked]) -> Answer[Point]:
    """Happenings as points in time, the latest first; those of which no day is known have none and are left out."""
    h = happenings.c
    rows = connection.execute(select_happenings(connection, [h.id, h.day, h.type, h.status, h.narrated], **asked))
    shown, next = limited(list(rows), asked.get("limit"), lambda row: (row.day, row.id))
    quads = load_plover()
    found = [
        Point(happening=id, day=day, type=type, quad=quads[type].quad, status=status, narrated=narrated)
        for id, day, type, status, narrated in shown
        if day
    ]
    return Answer(found, POINT, next)


def by_month(connection: Connection, **asked: Unpack[Asked]) -> list[Month]:
    """The months in which something happened, the earliest first; what has no day is in none of them."""
    month = func.substr(happenings.c.day, 1, 7)
    wanted = select_happenings(connection, [month, happenings.c.type, func.count()], **asked)
    counted: dict[str, Counter[Quad]] = {}
    for when, type, count in connection.execute(wanted.order_by(None).group_by(month, happenings.c.type)):
        if when:
            counted.setdefault(when, Counter())[load_plover()[type].quad] += count
    return [
        Month(
            month=when,
            verbal_cooperation=quads["verbal cooperation"],
            material_cooperation=quads["material cooperation"],
            verbal_conflict=quads["verbal conflict"],
            material_conflict=quads["material conflict"],
        )
        for when, quads in sorted(counted.items())
    ]


POINT: list[Field[Point]] = [
    Field("happening", "string", "Id of the happening.", lambda p: p.happening, shown=True),
    Field("day", "string", "Its earliest day (ISO).", lambda p: p.day, shown=True),
    Field("type", "string", "PLOVER type.", lambda p: p.type, shown=True),
    Field("quad", "string", "Quad class.", lambda p: p.quad, shown=True),
    Field("status", "string", "occurred, ongoing, future, hypothetical or negated.", lambda p: p.status, shown=True),
    Field("narrated", "boolean", "False: it is only claimed.", lambda p: p.narrated, shown=True),
]
