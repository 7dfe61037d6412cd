"""POLECAT-style rows: one an event, the columns of the POLECAT weekly files, and six of our own at the end."""

from __future__ import annotations

from communique.exports.columns import Column, Row, Value, cow_codes
from communique.exports.rights import attribution
from communique.records import Party


def _joined(values: list[str | None]) -> str | None:
    found = list(dict.fromkeys(v for v in values if v))
    return "; ".join(found) or None


def _parties(side: str, r: Row) -> list[Party]:
    return r.event.actors if side == "Actor" else r.event.recipients


def _primary_sector(side: str, r: Row) -> Value:
    return next((s for p in _parties(side, r) if (s := r.sector(p))), None)


def _story(r: Row, kind: str) -> Value:
    return _joined([e.name for e in r.reading.entities if e.kind == kind])


def _side(side: str) -> list[Column]:
    who = "who acts" if side == "Actor" else "to whom; empty when all act together"

    return [
        Column(f"{side} Name", "string", f"Names of {who}.", lambda r: _joined([r.name(p.entity) for p in _parties(side, r)])),
        Column(
            f"{side} Country",
            "string",
            "States for which they act, ISO 3166-1 alpha-3.",
            lambda r: _joined([p.country for p in _parties(side, r)]),
        ),
        Column(
            f"{side} COW",
            "string",
            "The same as Correlates of War numbers.",
            lambda r: _joined([str(cow_codes()[p.country]) for p in _parties(side, r) if p.country in cow_codes()]),
        ),
        Column(
            f"Primary {side} Sector", "string", "PLOVER sector of the first that has one.", lambda r: _primary_sector(side, r)
        ),
        Column(f"{side} Sectors", "string", "All their sectors.", lambda r: _joined([r.sector(p) for p in _parties(side, r)])),
        Column(f"{side} Title", "string", "Their offices.", lambda r: _joined([p.role for p in _parties(side, r)])),
        Column(
            f"{side} Name Raw",
            "string",
            "The words that name them in the text.",
            lambda r: _joined([r.raw(p) for p in _parties(side, r)]),
        ),
    ]


POLECAT: list[Column] = [
    Column("Event ID", "string", "Unique over all documents.", lambda r: r.id),
    Column(
        "Event Date",
        "string",
        "Earliest day of the event (ISO); empty when not told.",
        lambda r: r.event.date.start if r.event.date else None,
    ),
    Column("Event Type", "string", "PLOVER type.", lambda r: r.event.type),
    Column("Event Mode", "string", "PLOVER modes.", lambda r: _joined(list(r.event.modes))),
    Column("Intensity", "number", "Conflict-cooperation score.", lambda r: r.event.score),
    Column("Quad Code", "string", "Quad class.", lambda r: r.event.quad),
    Column("Contexts", "string", "PLOVER contexts.", lambda r: _joined(list(r.event.contexts))),
    *_side("Actor"),
    *_side("Recipient"),
    Column("Placename", "string", "Where, as named in the text.", lambda r: r.event.place.name if r.event.place else None),
    Column("Country", "string", "The state in which that is.", lambda r: r.event.place.country if r.event.place else None),
    Column(
        "Source",
        "string",
        "Publisher, else the document's id as the caller gave it.",
        lambda r: r.reading.document.publisher or r.reading.document.source_id,
    ),
    Column("Publication Date", "string", "ISO day.", lambda r: r.reading.document.published),
    Column("Story People", "string", "Everybody whom the document names.", lambda r: _story(r, "person")),
    Column("Story Organizations", "string", "Every organisation and institution in it.", lambda r: _story(r, "organization")),
    Column("Story Locations", "string", "Every state in it.", lambda r: _story(r, "state")),
    Column("Headline", "string", "Title of the document.", lambda r: r.reading.document.title),
    Column("Language", "string", "ISO 639-1.", lambda r: r.reading.document.language),
    Column("Version", "string", "What made the reading.", lambda r: r.reading.provenance.software),
    Column("Event Date End", "string", "Ours: latest day.", lambda r: r.event.date.end if r.event.date else None),
    Column("Status", "string", "Ours: occurred, ongoing, future, hypothetical, negated.", lambda r: r.event.status),
    Column(
        "Claimed By",
        "string",
        "Ours: who says so; empty when the report narrates it.",
        lambda r: r.name(r.statement.speaker) if r.statement else None,
    ),
    Column("Confidence", "number", "Ours: how often such records are right.", lambda r: r.event.confidence),
    Column(
        "Attribution",
        "string",
        "Ours: the line with which the document is to be credited.",
        lambda r: attribution(r.reading.document),
    ),
    Column("Evidence", "string", "Ours: the words that bear it out.", lambda r: r.event.evidence[0].text),
]
