"""A ledger as linked data: JSON-LD, with Web Annotation for the words, PROV for where records come from, Dublin Core for rights.

One node a line inside one ``@graph``: a file of any size is written, and can be read, a line at a time. Offsets are those of Web
Annotation's TextPositionSelector, which counts code points as communique does. What PLOVER says of an event stands under
``urn:communique:term:``.

A record that an analyst corrected is a revision of the record as it was read: the decision generated the one, the run the other.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO
from urllib.parse import quote

from pydantic import ValidationError

from communique.exports.rights import attribution, is_address, licence_of
from communique.ledger.decide import Decision
from communique.ledger.happenings.describe import Happening
from communique.records import Entity, Event, Party, Reading, Span, Statement

_TERM = "urn:communique:term:"
_AROUND = 32  # characters before and behind the words, as TextQuoteSelector has them

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": _TERM,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in (
        "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith", "wasInvalidatedBy", "wasRevisionOf", "used",
        "wasInformedBy",
    )},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    **{name: {"@id": f"{_TERM}{name}", "@type": "@id"} for name in (
        "actor", "recipient", "person", "speaker", "addressee", "occasion", "claimedIn", "country", "placeCountry",
    )},
    **{name: {"@id": f"{_TERM}{name}", "@type": "xsd:date"} for name in ("earliest", "latest")},
    # Without a type of their own, whole numbers among them would be read as integers.
    **{name: {"@id": f"{_TERM}{name}", "@type": "xsd:double"} for name in ("confidence", "score")},
    "change": {"@id": f"{_TERM}change", "@type": "@json"},
    "hasBody": {"@id": "oa:hasBody", "@type": "@id"},
    "hasTarget": {"@id": "oa:hasTarget", "@type": "@id"},
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "hasSelector": "oa:hasSelector",
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    "license": {"@id": "dcterms:license", "@type": "@id"},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    **{name: f"dcterms:{name}" for name in (
        "title", "publisher", "rights", "bibliographicCitation", "source", "description", "language",
    )},
}  # fmt: skip


def write_rdf(
    readings: Iterable[tuple[str, Reading]], happenings: Iterable[Happening], decisions: Iterable[Decision], to: BinaryIO
) -> int:
    """Write a ledger as JSON-LD; returns the number of nodes. Readings come with the ids of their documents."""
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    text.write('{"@context": ' + json.dumps(CONTEXT) + ',\n"@graph": [')
    count = 0
    for node in _nodes(readings, happenings, decisions):
        text.write((",\n" if count else "\n") + json.dumps(node, ensure_ascii=False))
        count += 1
    text.write("\n]}\n")
    text.flush()
    text.detach()
    return count


def _nodes(
    readings: Iterable[tuple[str, Reading]], happenings: Iterable[Happening], decisions: Iterable[Decision]
) -> Iterator[dict[str, Any]]:
    named: set[str] = set()
    runs: set[str] = set()
    rulings = _Rulings(decisions)
    for id, reading in readings:
        run = _run(reading)
        if run["id"] not in runs:
            runs.add(run["id"])
            yield run
            yield {"id": f"{run['id']}:software", "type": "prov:SoftwareAgent", "label": reading.provenance.software}
        yield _document(id, reading)
        for e in reading.entities:
            if e.id not in named:
                named.add(e.id)
                yield _entity(e)
        for s in reading.statements:
            yield from _revised(_statement(id, reading, s, run["id"]), s, rulings.over(id, s))
        for event in reading.events:
            yield from _revised(_event(id, reading, event, run["id"]), event, rulings.over(id, event))
    yield from (_happening(h) for h in happenings)
    yield from rulings.nodes()


def _run(reading: Reading) -> dict[str, Any]:
    made = reading.provenance
    run = f"urn:communique:run:{quote(f'{made.software} {made.model} {made.knowledge}', safe='')}"
    return {
        "id": run,
        "type": "prov:Activity",
        "wasAssociatedWith": f"{run}:software",
        "model": made.model,
        "knowledge": made.knowledge,
    }


def _document(id: str, reading: Reading) -> dict[str, Any]:
    d = reading.document
    licence = licence_of(d)
    return _given({
        "id": _document_iri(id),
        "type": "prov:Entity",
        "title": d.title,
        "publisher": d.publisher,
        "issued": d.published,
        "source": d.url,
        "language": d.language,
        "license": licence[1] if licence and is_address(licence[1]) else None,
        "rights": list(dict.fromkeys(words for words in licence if words and not is_address(words))) if licence else None,
        "bibliographicCitation": attribution(d),
        "digest": d.id,
    })  # fmt: skip


def _entity(e: Entity) -> dict[str, Any]:
    country = _entity_iri(e.country) if e.country and e.country != e.id else None
    return _given({
        "id": _entity_iri(e.id),
        "type": ["prov:Person" if e.kind == "person" else "prov:Agent", f"{_TERM}{e.kind.capitalize()}"],
        "label": e.name,
        "country": country,
        "sector": e.sector,
    })  # fmt: skip


def _statement(id: str, reading: Reading, s: Statement, run: str) -> Iterator[dict[str, Any]]:
    iri = _record_iri("statement", id, s.id)
    speakers = [_entity_iri(i) for i in (s.speaker, *s.joint) if i]
    yield _given({
        "id": iri,
        "type": ["prov:Entity", f"{_TERM}Statement"],
        "wasGeneratedBy": run,
        "wasDerivedFrom": _document_iri(id),
        "wasAttributedTo": speakers,
        "speaker": speakers,
        "namedAs": s.speaker_span.text if s.speaker_span else None,
        "addressee": [_entity_iri(i) for i in s.addressees],
        "occasion": _record_iri("event", id, s.occasion) if s.occasion else None,
        "kind": s.kind,
        "context": s.contexts,
        "earliest": s.date.start if s.date else None,
        "latest": s.date.end if s.date else None,
    })  # fmt: skip
    yield _annotation(iri, id, reading, s.content)


def _event(id: str, reading: Reading, e: Event, run: str) -> Iterator[dict[str, Any]]:
    iri = _record_iri("event", id, e.id)
    claim = next((s for s in reading.statements if s.id == e.claimed_in), None)
    yield _given({
        "id": iri,
        "type": ["prov:Entity", f"{_TERM}Event", f"{_TERM}{e.type}"],
        "wasGeneratedBy": run,
        "wasDerivedFrom": _document_iri(id),
        "wasAttributedTo": [_entity_iri(i) for i in (claim.speaker, *claim.joint) if i] if claim else [],
        "claimedIn": _record_iri("statement", id, e.claimed_in) if e.claimed_in else None,
        "mode": e.modes,
        "context": e.contexts,
        "actType": e.act.type if e.act else None,
        "actMode": e.act.modes if e.act else None,
        "status": e.status,
        "historical": e.historical,
        "actor": _parties(e.actors),
        "recipient": _parties(e.recipients),
        "person": [_entity_iri(i) for i in e.persons],
        "earliest": e.date.start if e.date else None,
        "latest": e.date.end if e.date else None,
        "dateBasis": e.date.basis if e.date else None,
        "place": e.place.name if e.place else None,
        "placeCountry": _entity_iri(e.place.country) if e.place and e.place.country else None,
        "cameo": e.cameo,
        "quad": e.quad,
        "score": e.score,
        "confidence": e.confidence,
        "why": e.why,
    })  # fmt: skip
    yield _annotation(iri, id, reading, e.evidence)


def _happening(h: Happening) -> dict[str, Any]:
    return _given({
        "id": f"urn:communique:happening:{h.id}",
        "type": ["prov:Entity", f"{_TERM}Happening", f"{_TERM}{h.type}"],
        "wasDerivedFrom": [_record_iri("event", s.document, s.event.removeprefix(f"{s.document}-")) for s in h.sources],
        "mode": h.modes,
        "context": h.contexts,
        "actType": h.act.type if h.act else None,
        "actMode": h.act.modes if h.act else None,
        "status": h.status,
        "actor": [_entity_iri(p.entity) for p in h.actors],
        "recipient": [_entity_iri(p.entity) for p in h.recipients],
        "person": [_entity_iri(p.entity) for p in h.persons],
        "earliest": h.date.start if h.date else None,
        "latest": h.date.end if h.date else None,
        "place": h.place.name if h.place else None,
        "placeCountry": _entity_iri(h.place.country) if h.place and h.place.country else None,
        "cameo": h.cameo,
        "quad": h.quad,
        "score": h.score,
        "confidence": h.confidence,
        "reports": h.documents,
        "publishers": h.publishers,
        "narrated": h.narrated,
        "disagreement": [d.about for d in h.disagreements],
        "why": h.why,
    })  # fmt: skip


class _Rulings:
    """The decisions, and which are in force over the records that are written. Analysts make few: they fit into memory."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._made = list(decisions)
        self._over: dict[str, list[Decision]] = {}
        for d in self._made:
            if not d.withdrawn and d.verdict in ("confirm", "reject", "correct"):
                self._over.setdefault(d.today or d.record, []).append(d)
        self._written: dict[str, str] = {}
        self._decided = {id for d in self._made for id in _records_of(d)}

    def over(self, document: str, record: Event | Statement) -> list[Decision]:
        """The corrections that made a record what it is.

        A decision names its record as that was called when it was made, and a reread may call another one so: corrections that
        would change the record yet were made on another.
        """
        id = f"{document}-{record.id}"
        if id in self._decided:
            self._written[id] = "event" if isinstance(record, Event) else "statement"
        corrections = [d for d in self._over.get(id, ()) if d.verdict == "correct"]
        change = {name: value for d in corrections for name, value in (d.change or {}).items()}
        return corrections if change and _holds(record, change) else []

    def nodes(self) -> Iterator[dict[str, Any]]:
        """The decisions, who made them, and the records that they took away; after all records have been written."""
        for name in dict.fromkeys(d.analyst for d in self._made):
            yield {"id": _analyst_iri(name), "type": "prov:Person", "label": name}
        for d in self._made:
            withdrawn = (d.change or {}).get("decision") if d.verdict == "withdraw" else None
            yield _given({
                "id": _decision_iri(d.id),
                "type": ["prov:Activity", f"{_TERM}Decision"],
                "wasAssociatedWith": _analyst_iri(d.analyst),
                "wasInformedBy": _decision_iri(withdrawn) if withdrawn else None,
                "endedAtTime": d.made_at,
                "used": [self._iri(id) for id in _records_of(d)],
                "verdict": d.verdict,
                "change": d.change if d.verdict == "correct" else None,
                "description": d.reason,
                "withdrawn": d.withdrawn,
            })  # fmt: skip
        for id, some in self._over.items():
            # The last decision counts; what is written was not rejected, but only shares the name of what was.
            if some[-1].verdict == "reject" and id not in self._written:
                yield {"id": self._iri(id), "type": "prov:Entity", "wasInvalidatedBy": _decision_iri(some[-1].id)}

    def _iri(self, id: str) -> str:
        document, _, local = id.rpartition("-")
        return _record_iri(self._written.get(id) or ("statement" if local.startswith("s") else "event"), document, local)


def _records_of(d: Decision) -> list[str]:
    """The records that a decision is about: two where events were put together or taken apart."""
    other = (d.change or {}).get("record_id") if d.verdict in ("together", "apart") else None
    record = d.today or d.record
    return [record, other] if isinstance(other, str) else [record]


def _holds(record: Event | Statement, change: Mapping[str, Any]) -> bool:
    """Whether a correction, made again, would change nothing."""
    try:
        return type(record).model_validate({**record.model_dump(), **change}) == record
    except ValidationError:
        return False


def _revised(
    nodes: Iterator[dict[str, Any]], record: Event | Statement, corrections: Sequence[Decision]
) -> Iterator[dict[str, Any]]:
    """The nodes of a record; of a corrected one also what it is a revision of."""
    for node in nodes:
        if corrections and "wasGeneratedBy" in node:
            kind = "Event" if isinstance(record, Event) else "Statement"
            read = {"id": f"{node['id']}:as-read", "type": ["prov:Entity", f"{_TERM}{kind}"]}
            yield {**read, **{name: node[name] for name in ("wasGeneratedBy", "wasDerivedFrom")}}
            node = {**node, "wasGeneratedBy": _decision_iri(corrections[-1].id), "wasRevisionOf": read["id"]}
        yield node


def _annotation(body: str, id: str, reading: Reading, spans: Iterable[Span]) -> dict[str, Any]:
    """The words that bear a record out, each by position and by quote."""
    text = reading.document.text
    return {
        "id": f"{body}:words",
        "type": "oa:Annotation",
        "hasBody": body,
        "hasTarget": [
            {
                "type": "oa:SpecificResource",
                "hasSource": _document_iri(id),
                "hasSelector": [
                    {"type": "oa:TextPositionSelector", "start": span.start, "end": span.end},
                    {
                        "type": "oa:TextQuoteSelector",
                        "exact": span.text,
                        "prefix": text[max(0, span.start - _AROUND) : span.start],
                        "suffix": text[span.end : span.end + _AROUND],
                    },
                ],
            }
            for span in spans
        ],
    }


def _parties(parties: Iterable[Party]) -> list[str]:
    return [_entity_iri(p.entity) for p in parties]


def _document_iri(id: str) -> str:
    return f"urn:communique:document:{id}"


def _record_iri(kind: str, document: str, local: str) -> str:
    return f"urn:communique:{kind}:{document}-{local}"


def _decision_iri(id: str) -> str:
    return f"urn:communique:decision:{id}"


def _analyst_iri(name: str) -> str:
    return f"urn:communique:analyst:{quote(name, safe='')}"


def _entity_iri(id: str) -> str:
    return f"urn:communique:entity:{quote(id, safe='/')}"


def _given(node: Mapping[str, Any]) -> dict[str, Any]:
    """A node without what is not known."""
    return {name: value for name, value in node.items() if value is not None and value != []}
