"""Classic source-action-target rows in the manner of the Phoenix data sets: CAMEO codes, one row for each pair of parties."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from communique.exports.columns import Column, Facts, Row, Value
from communique.records import Entity, Event, Party, Reading

# The quad classes as Phoenix numbers them (0, neutral, is not used).
_QUAD = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}


def pairs(event: Event) -> list[tuple[Party | None, Party | None]]:
    """Who to whom, one by one: every actor with every recipient; every two in both directions when all act together."""
    if event.recipients:
        sources: list[Party | None] = [*event.actors] or [None]
        return [(a, b) for a in sources for b in event.recipients]
    if len(event.actors) > 1:
        return list(permutations(event.actors, 2))
    return [(a, None) for a in event.actors]


def dyads(reading: Reading, event: Event, entities: dict[str, Entity], facts: Facts | None = None) -> Iterator[Row]:
    """The rows of an event."""
    for n, (source, target) in enumerate(pairs(event), 1):
        yield Row(reading, event, source, target, n, entities, facts)


def _state(r: Row, p: Party | None) -> str | None:
    """The code with which CAMEO actors begin: a state, IGO for organisations of states, the sector for others without a state."""
    if p is None:
        return None
    if p.country:
        return p.country
    sector = r.sector(p)
    return sector[:3] if sector else None


def _role(r: Row, p: Party | None) -> str | None:
    sector = r.sector(p) if p is not None else None
    return sector[:3] if sector and sector[:3] != _state(r, p) else None


def _code(r: Row, p: Party | None) -> Value:
    return (_state(r, p) or "") + (_role(r, p) or "") or None


def _day(r: Row, part: slice) -> Value:
    start = r.event.date.start if r.event.date else None
    return int(start[part]) if start else None


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _side(side: str) -> list[Column]:
    def party(r: Row) -> Party | None:
        return r.source if side == "Source" else r.target

    who = "the source (who acts)" if side == "Source" else "the target (to whom); empty when nobody is named"
    return [
        Column(f"{side}ActorFull", "string", f"CAMEO-style code of {who}: state, then role.", lambda r: _code(r, party(r))),
        Column(
            f"{side}ActorEntity",
            "string",
            "State (ISO 3166-1 alpha-3), IGO, or the sector of who has no state.",
            lambda r: _state(r, party(r)),
        ),
        Column(f"{side}ActorRole", "string", "Sector: GOV, MIL, REB, OPP, COP, JUD, CVL ...", lambda r: _role(r, party(r))),
        Column(f"{side}ActorName", "string", "Name.", lambda r: _line(r.name(p.entity)) if (p := party(r)) else None),
    ]


PHOENIX: list[Column] = [
    Column("EventID", "string", "Unique over all rows: the event's id and the number of the pair.", lambda r: f"{r.id}-{r.pair}"),
    Column(
        "Date",
        "string",
        "Earliest day, YYYYMMDD; empty when not told.",
        lambda r: (r.event.date.start or "").replace("-", "") or None if r.event.date else None,
    ),
    Column("Year", "integer", "Its year.", lambda r: _day(r, slice(0, 4))),
    Column("Month", "integer", "Its month.", lambda r: _day(r, slice(5, 7))),
    Column("Day", "integer", "Its day of the month.", lambda r: _day(r, slice(8, 10))),
    *_side("Source"),
    *_side("Target"),
    Column("EventCode", "string", "CAMEO code (text: leading zeros count).", lambda r: r.event.cameo),
    Column("EventRootCode", "string", "CAMEO root, two digits.", lambda r: r.event.cameo[:2] if r.event.cameo else None),
    Column(
        "PentaClass",
        "integer",
        "Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
        lambda r: _QUAD[r.event.quad] if r.event.quad else None,
    ),
    Column(
        "GoldsteinScore",
        "number",
        "Conflict-cooperation score of the PLOVER type and mode, on Goldstein's scale (-10 to +10).",
        lambda r: r.event.score,
    ),
    Column("Issues", "string", "PLOVER contexts.", lambda r: "; ".join(r.event.contexts) or None),
    Column(
        "LocationName", "string", "Where, as named in the text.", lambda r: _line(r.event.place.name) if r.event.place else None
    ),
    Column(
        "GeoCountryName",
        "string",
        "The state in which that is (ISO 3166-1 alpha-3).",
        lambda r: r.event.place.country if r.event.place else None,
    ),
    Column(
        "SentenceID",
        "string",
        "Document and character offsets of the words that bear it out.",
        lambda r: f"{r.reading.document.id.removeprefix('sha256:')[:16]}:{r.event.evidence[0].start}-{r.event.evidence[0].end}",
    ),
    Column(
        "URLs",
        "string",
        "URL of the document, else its id as the caller gave it.",
        lambda r: _line(r.reading.document.url or r.reading.document.source_id),
    ),
    Column("NewsSources", "string", "Publisher.", lambda r: _line(r.reading.document.publisher)),
]
