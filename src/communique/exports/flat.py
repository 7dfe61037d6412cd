"""The flat table: one row an event, every field of the record. CSV joins lists with "; ", Parquet keeps them."""

from __future__ import annotations

from communique.exports.columns import Column, Row, Value
from communique.exports.rights import attribution, licence_of
from communique.records import Party


def _entities(parties: list[Party]) -> Value:
    return [p.entity for p in parties]


def _countries(parties: list[Party]) -> Value:
    return list(dict.fromkeys(p.country for p in parties if p.country))


def _claimed_by(r: Row) -> Value:
    return r.statement.speaker if r.statement is not None else None


FLAT: list[Column] = [
    Column(
        "event_id",
        "string",
        "Unique over all documents: the document's digest (in a ledger its id there) and the event's id.",
        lambda r: r.id,
    ),
    Column(
        "happening",
        "string",
        "From a ledger: id of the happening into which reports of the same were merged.",
        lambda r: r.facts.happening if r.facts else None,
    ),
    Column(
        "verdict",
        "string",
        "From a ledger: what analysts decided, confirmed or corrected.",
        lambda r: r.facts.verdict if r.facts else None,
    ),
    Column("document_id", "string", "`document.id`: the digest of the text.", lambda r: r.reading.document.id),
    Column("source_id", "string", "The caller's id, path or URL of the document.", lambda r: r.reading.document.source_id),
    Column("published", "string", "Day of publication (ISO), empty when unknown.", lambda r: r.reading.document.published),
    Column("publisher", "string", "Who published the document.", lambda r: r.reading.document.publisher),
    Column("url", "string", "Where the document was published.", lambda r: r.reading.document.url),
    Column(
        "licence",
        "string",
        "The licence that the document itself names, or else its source.",
        lambda r: licence[0] if (licence := licence_of(r.reading.document)) else None,
    ),
    Column(
        "attribution", "string", "The line with which the document is to be credited.", lambda r: attribution(r.reading.document)
    ),
    Column("type", "string", "PLOVER type.", lambda r: r.event.type),
    Column("modes", "list", "PLOVER modes.", lambda r: list(r.event.modes)),
    Column("contexts", "list", "PLOVER contexts.", lambda r: list(r.event.contexts)),
    Column("actors", "list", "Ids of the actors (a state's id is its ISO code).", lambda r: _entities(r.event.actors)),
    Column("actor_names", "list", "Their names.", lambda r: [r.name(p.entity) or "" for p in r.event.actors]),
    Column(
        "actor_countries", "list", "The states for which they act (ISO 3166-1 alpha-3).", lambda r: _countries(r.event.actors)
    ),
    Column(
        "recipients",
        "list",
        "Ids of the recipients; empty when all parties act together.",
        lambda r: _entities(r.event.recipients),
    ),
    Column("recipient_names", "list", "Their names.", lambda r: [r.name(p.entity) or "" for p in r.event.recipients]),
    Column("recipient_countries", "list", "The states for which they act.", lambda r: _countries(r.event.recipients)),
    Column("persons", "list", "Ids of the people who take part.", lambda r: list(r.event.persons)),
    Column("status", "string", "occurred, ongoing, future, hypothetical or negated.", lambda r: r.event.status),
    Column("historical", "boolean", "Recalled as background, more than a year before publication.", lambda r: r.event.historical),
    Column(
        "claimed",
        "boolean",
        "False: the report narrates it. True: somebody in the report says so.",
        lambda r: r.event.claimed_in is not None,
    ),
    Column("claimed_by", "string", "Id of who says so, when the report tells.", _claimed_by),
    Column(
        "act_type",
        "string",
        "PLOVER type of what is promised, asked, refused or threatened.",
        lambda r: r.event.act.type if r.event.act else None,
    ),
    Column("act_modes", "list", "Its modes.", lambda r: list(r.event.act.modes) if r.event.act else []),
    Column(
        "date_start",
        "string",
        "Earliest day (ISO), empty when the text does not tell.",
        lambda r: r.event.date.start if r.event.date else None,
    ),
    Column("date_end", "string", "Latest day (ISO).", lambda r: r.event.date.end if r.event.date else None),
    Column(
        "date_basis",
        "string",
        'How the days are known: explicit (a date in the text), relative ("on Monday"), published (no time told: the day '
        "before publication to publication).",
        lambda r: r.event.date.basis if r.event.date else None,
    ),
    Column(
        "date_words",
        "string",
        "The words that tell the time.",
        lambda r: r.event.date.expression.text if r.event.date and r.event.date.expression else None,
    ),
    Column("place", "string", "Where, as far as the text tells.", lambda r: r.event.place.name if r.event.place else None),
    Column("place_country", "string", "The state in which that is.", lambda r: r.event.place.country if r.event.place else None),
    Column("cameo", "string", "CAMEO code, to the deepest level that the record supports.", lambda r: r.event.cameo),
    Column("cameo_root", "string", "CAMEO root: its first two digits.", lambda r: r.event.cameo[:2] if r.event.cameo else None),
    Column("quad", "string", "Quad class.", lambda r: r.event.quad),
    Column("score", "number", "Conflict-cooperation score of type and mode, -10 to +10.", lambda r: r.event.score),
    Column("confidence", "number", "How often such records are right, 0 to 1.", lambda r: r.event.confidence),
    Column("trigger", "string", "The word that makes it an event.", lambda r: r.event.trigger.text),
    Column("evidence", "list", "The words that bear it out, verbatim.", lambda r: [s.text for s in r.event.evidence]),
    Column(
        "evidence_start",
        "integer",
        "Offset of the first of them: code points from the start of the text.",
        lambda r: r.event.evidence[0].start,
    ),
    Column("evidence_end", "integer", "Its end, exclusive.", lambda r: r.event.evidence[0].end),
    Column("why", "string", "The rule or lexicon entry that made the record.", lambda r: r.event.why),
    Column("software", "string", "What made the reading.", lambda r: r.reading.provenance.software),
]
