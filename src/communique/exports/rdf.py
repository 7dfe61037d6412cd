"""A ledger as linked data: JSON-LD, with Web Annotation for the words, PROV for where records come from, Dublin Core for rights.

One node a line inside one ``@graph``: a file of any size is written, and can be read, a line at a time. Offsets are those of Web
Annotation's TextPositionSelector, which counts code points as communique does. What PLOVER says of an event stands under
``urn:communique:term:``.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

from communique.exports.rights import attribution, licence_of
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
    )},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    **{name: {"@id": f"{_TERM}{name}", "@type": "@id"} for name in (
        "actor", "recipient", "person", "speaker", "addressee", "occasion", "claimedIn", "country", "disagreesOn",
    )},
    **{name: {"@id": f"{_TERM}{name}", "@type": "xsd:date"} for name in ("earliest", "latest")},
    "hasBody": {"@id": "oa:hasBody", "@type": "@id"},
    "hasTarget": {"@id": "oa:hasTarget", "@type": "@id"},
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "hasSelector": "oa:hasSelector",
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    "license": {"@id": "dcterms:license", "@type": "@id"},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    **{name: f"dcterms:{name}" for name in ("title", "publisher", "rights", "bibliographicCitation", "source", "description")},
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
            yield from _statement(id, reading, s, run["id"])
        for event in reading.events:
            yield from _event(id, reading, event, run["id"])
    yield from (_happening(h) for h in happenings)
    for d in decisions:
        yield from _decision(d)


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
        "license": licence[1] if licence else None,
        "rights": licence[0] if licence else None,
        "bibliographicCitation": attribution(d),
        "digest": d.id,
    })  # fmt: skip


def _entity(e: Entity) -> dict[str, Any]:
    country = _entity_iri(e.country) if e.country and e.country != e.id else None
    return _given({
        "id": _entity_iri(e.id),
        "type": ["prov:Agent", f"{_TERM}{e.kind}"],
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
        "addressee": [_entity_iri(i) for i in s.addressees],
        "occasion": _record_iri("event", id, s.occasion) if s.occasion else None,
        "kind": s.kind,
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
        "status": e.status,
        "actor": _parties(e.actors),
        "recipient": _parties(e.recipients),
        "person": [_entity_iri(i) for i in e.persons],
        "earliest": e.date.start if e.date else None,
        "latest": e.date.end if e.date else None,
        "place": e.place.name if e.place else None,
        "cameo": e.cameo,
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
        "status": h.status,
        "actor": [_entity_iri(p.entity) for p in h.actors],
        "recipient": [_entity_iri(p.entity) for p in h.recipients],
        "person": [_entity_iri(p.entity) for p in h.persons],
        "earliest": h.date.start if h.date else None,
        "latest": h.date.end if h.date else None,
        "place": h.place.name if h.place else None,
        "reports": h.documents,
        "publishers": h.publishers,
        "narrated": h.narrated,
        "disagreement": [d.about for d in h.disagreements],
        "why": h.why,
    })  # fmt: skip


def _decision(d: Decision) -> Iterator[dict[str, Any]]:
    iri = f"urn:communique:decision:{d.id}"
    analyst = f"urn:communique:analyst:{quote(d.analyst, safe='')}"
    document, _, local = d.record.rpartition("-")
    record = _record_iri("statement" if local.startswith("s") else "event", document, local)
    yield {"id": analyst, "type": "prov:Person", "label": d.analyst}
    yield _given({
        "id": iri,
        "type": ["prov:Activity", f"{_TERM}Decision"],
        "wasAssociatedWith": analyst,
        "endedAtTime": d.made_at,
        "used": record,
        "verdict": d.verdict,
        "description": d.reason,
        "withdrawn": d.withdrawn,
    })  # fmt: skip
    if d.verdict == "reject" and not d.withdrawn:
        yield {"id": record, "wasInvalidatedBy": iri}
    if d.verdict == "correct" and not d.withdrawn:
        yield {"id": record, "wasGeneratedBy": iri, "wasRevisionOf": f"{record}:as-read"}


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


def _entity_iri(id: str) -> str:
    return f"urn:communique:entity:{quote(id, safe='/')}"


def _given(node: Mapping[str, Any]) -> dict[str, Any]:
    """A node without what is not known."""
    return {name: value for name, value in node.items() if value is not None and value != []}
