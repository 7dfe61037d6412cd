"""Leader contacts: whom the leaders of a state met, called and visited, one row a leader and contact.

The columns follow the hand-coded data sets of leaders' travel (leader, office, from when to when, where, whom), with what these
leave out: calls, what is only planned, and the reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Unpack

from sqlalchemy import Connection

from communique.ledger.answer import Answer, Field
from communique.ledger.ask.common import party
from communique.ledger.ask.events import Asked, days, find_happenings
from communique.ledger.happenings.describe import Happening, Named
from communique.records import Record

How = Literal["visited", "received", "called", "met", "summit", "mediation"]


class Contact(Record):
    """One contact of one leader. ``leader`` is None where the reports name only the state.

    ``how``: visited (went there), received (a visitor came), called (by telephone or video), met, summit (many sides), mediation.
    ``abroad``: whether the place lies outside of the leader's state, None where no place is told.
    """

    leader: Named | None
    country: str
    how: How
    counterparts: list[Named]
    date_start: str | None = None
    date_end: str | None = None
    place: str | None = None
    place_country: str | None = None
    abroad: bool | None = None
    status: str
    reports: int
    publishers: int
    happening: str


def find_contacts(
    connection: Connection, of: str, *, counterpart: str | None = None, planned: bool = False, **asked: Unpack[Asked]
) -> Answer[Contact]:
    """The contacts of a state's (or an organisation's) people, the latest first; ``planned`` adds those to come.

    ``counterpart`` leaves only those with somebody, ``asked`` what else happenings are asked for by; ``limit`` counts happenings.
    What was only claimed counts, with what reports narrate; what did not happen does not.
    """
    who = party(connection, of)
    asked["involving"] = [who] if counterpart is None else [who, counterpart]
    asked["statuses"] = ["occurred", "ongoing", "future", "hypothetical"] if planned else ["occurred", "ongoing"]
    asked["types"] = ["CONSULT", "AGREE"] if planned else ["CONSULT"]
    found = find_happenings(connection, **asked)
    contacts = [contact for h in found if _is_contact(h) for contact in _contacts(h, who)]
    return Answer(contacts, CONTACT, found.next)


def _is_contact(h: Happening) -> bool:
    """Whether people meet, or are to: a plan to meet is an AGREE with the act CONSULT."""
    return h.type == "CONSULT" or (h.act is not None and h.act.type == "CONSULT")


def _contacts(h: Happening, who: str) -> Sequence[Contact]:
    ours = [p for p in h.persons if who in (p.country, p.entity)]
    theirs = [p for p in h.persons if p not in ours]
    named = {p.country for p in theirs}
    sides = [p for p in (*h.actors, *h.recipients) if who not in (p.country, p.entity)]
    theirs += [p for p in sides if p.country not in named and p not in theirs]
    country = h.place.country if h.place else None
    home = who if len(who) == 3 else next((p.country for p in ours if p.country), None)
    leaders: Sequence[Named | None] = ours or [None]
    return [
        Contact(
            leader=leader,
            country=who,
            how=_how(h, who),
            counterparts=_once(theirs),
            date_start=h.date.start if h.date else None,
            date_end=h.date.end if h.date else None,
            place=h.place.name if h.place else None,
            place_country=country,
            abroad=country != home if country and home else None,
            status=h.status,
            reports=h.documents,
            publishers=h.publishers,
            happening=h.id,
        )
        for leader in leaders
    ]


def _once(people: Sequence[Named]) -> list[Named]:
    return list({p.entity: p for p in people}.values())


def _how(h: Happening, who: str) -> How:
    modes = h.act.modes if h.type != "CONSULT" and h.act is not None else h.modes
    if "phone" in modes:
        return "called"
    if "third-party" in modes:
        return "mediation"
    if "multilateral" in modes:
        return "summit"
    if "visit" in modes:
        return "received" if any(who in (p.country, p.entity) for p in h.recipients) else "visited"
    return "met"


def _described(p: Named) -> str:
    facts = ", ".join(fact for fact in (p.role, p.country) if fact and fact != p.entity)
    return f"{p.name} ({facts})" if facts else p.name


CONTACT: list[Field[Contact]] = [
    Field("day", "string", "When.", lambda c: days(c.date_start, c.date_end), shown=True),
    Field("date_start", "string", "Earliest day (ISO).", lambda c: c.date_start),
    Field("date_end", "string", "Latest day.", lambda c: c.date_end),
    Field(
        "leader", "string", "Who; empty where only the state is named.", lambda c: c.leader.name if c.leader else None, shown=True
    ),
    Field("leader_id", "string", "Its id.", lambda c: c.leader.entity if c.leader else None),
    Field("office", "string", "The office.", lambda c: c.leader.role if c.leader else None, shown=True),
    Field("country", "string", "The state that was asked about.", lambda c: c.country),
    Field("how", "string", "visited, received, called, met, summit or mediation.", lambda c: c.how, shown=True),
    Field("with", "list", "Whom.", lambda c: [_described(p) for p in c.counterparts], shown=True),
    Field("with_ids", "list", "Their ids.", lambda c: [p.entity for p in c.counterparts]),
    Field("with_countries", "list", "Their states.", lambda c: sorted({p.country or p.entity for p in c.counterparts})),
    Field("place", "string", "Where.", lambda c: c.place, shown=True),
    Field("place_country", "string", "The state in which that is.", lambda c: c.place_country),
    Field("abroad", "boolean", "Whether that is outside of the leader's state.", lambda c: c.abroad),
    Field("status", "string", "occurred, ongoing, future or hypothetical.", lambda c: c.status, shown=True),
    Field("reports", "integer", "How many documents tell it.", lambda c: c.reports, shown=True),
    Field("publishers", "integer", "By how many publishers.", lambda c: c.publishers),
    Field("happening", "string", "Id of the happening.", lambda c: c.happening),
]
