"""What a ledger is exported to can be read by others: RDF by rdflib, the package by pyarrow, gold documents by evaluate."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique import samples
from communique.cli import main
from communique.errors import UsageError
from communique.evaluation import evaluate_folder
from communique.exports import write_export
from communique.exports.gold import write_gold
from communique.exports.package import write_package
from communique.exports.rdf import write_rdf
from communique.exports.rights import attribution
from communique.ledger import Ledger
from communique.records import Rights, SourceDocument

OWN_LINE = "Courtesy of the Ministry of the River"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger") / "l.db"


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[Ledger]:
    documents = [replace(d, locator=d.source_id, url=f"https://a.example/{n}") for n, d in enumerate(samples.documents())]
    rights = Rights(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/", attribution=OWN_LINE)
    documents[0] = replace(documents[0], rights=rights)
    with Ledger.open(path, create=True) as book:
        book.ingest(documents)
        call = next(e for e in book.events(types=["CONSULT"]) if "phone" in e.event.modes)
        book.decide(call.id, "confirm", "R. Mensah", reason="heard it")
        other = next(e for e in book.events(types=["AGREE"]) if e.document.id == call.document.id)
        book.decide(other.id, "reject", "R. Mensah")
        corrected = next(e for e in book.events(types=["AGREE"]) if e.document.id == call.document.id and e.id != other.id)
        book.decide(corrected.id, "correct", "R. Mensah", change={"status": "hypothetical"})
        quote = next(s for s in book.statements(kinds=["direct"]) if s.document.id == call.document.id)
        book.decide(quote.id, "confirm", "R. Mensah")
        yield book


def test_the_credit_is_the_sources_own_or_put_together() -> None:
    document = SourceDocument(id="x", text="", title="Talks", publisher="Post", published="2031-03-12", url="https://p.example/1")
    assert attribution(document) == "“Talks”, Post, 2031-03-12, https://p.example/1"
    licensed = document.model_copy(update={"rights": Rights(name="CC BY 4.0", url="https://cc.example/by")})
    assert attribution(licensed) == "“Talks”, Post, 2031-03-12, CC BY 4.0 (https://cc.example/by), https://p.example/1"
    assert attribution(licensed.model_copy(update={"rights": Rights(attribution="Credit: Post")})) == "Credit: Post"


@pytest.mark.parametrize("form", ["csv", "jsonl", "polecat", "phoenix"])
def test_tables_of_a_ledger(ledger: Ledger, form: str) -> None:
    to = io.BytesIO()
    count = write_export(ledger.readings(), form, to, facts=ledger.facts)
    text = to.getvalue().decode()
    assert count > 20
    if form == "jsonl":
        rows = [json.loads(line) for line in text.splitlines()]
        happenings = {h.id for h in ledger.all_happenings()}
        assert {row["event_id"] for row in rows} == {s.event for h in ledger.all_happenings() for s in h.sources}
        assert {row["happening"] for row in rows} == happenings
        assert {row["verdict"] for row in rows} == {None, "confirmed", "corrected"}
    if form in ("csv", "jsonl", "polecat"):
        assert OWN_LINE in text


def test_rdf_answers_questions(ledger: Ledger) -> None:
    rdflib = pytest.importorskip("rdflib")
    to = io.BytesIO()
    nodes = write_rdf(ledger.readings(), ledger.all_happenings(), ledger.decisions(), to)
    graph = rdflib.Graph().parse(data=to.getvalue(), format="json-ld")
    assert nodes > 300
    names = {"oa": rdflib.Namespace("http://www.w3.org/ns/oa#"), "prov": rdflib.Namespace("http://www.w3.org/ns/prov#"),
             "dcterms": rdflib.DCTERMS, "t": rdflib.Namespace("urn:communique:term:"), "rdfs": rdflib.RDFS}  # fmt: skip
    texts = {id: r.document.text for id, r in ledger.readings()}
    words = list(graph.query(
        """SELECT ?source ?start ?end ?exact WHERE { ?a a oa:Annotation; oa:hasTarget ?t . ?t oa:hasSource ?source .
           ?t oa:hasSelector [ oa:start ?start; oa:end ?end ], [ oa:exact ?exact ] }""", initNs=names))  # fmt: skip
    assert len(words) >= sum(len(r.events) + len(r.statements) for _, r in ledger.readings())
    for source, start, end, exact in words:
        assert texts[str(source).rsplit(":", 1)[1]][int(start) : int(end)] == str(exact)
    claimed = {str(row[0]) for row in graph.query("SELECT ?e WHERE { ?e t:claimedIn ?s }", initNs=names)}
    assert claimed == {f"urn:communique:event:{id}-{e.id}" for id, r in ledger.readings() for e in r.events if e.claimed_in}
    told_twice = list(graph.query("SELECT ?h WHERE { ?h a t:Happening; t:publishers ?n . FILTER (?n > 1) }", initNs=names))
    assert len(told_twice) == sum(h.publishers > 1 for h in ledger.all_happenings()) > 0
    (credit,) = graph.query(
        f'SELECT ?d ?l WHERE {{ ?d dcterms:bibliographicCitation "{OWN_LINE}"; dcterms:license ?l }}', initNs=names
    )
    assert str(credit[1]) == "https://creativecommons.org/licenses/by/4.0/"
    analysts = list(graph.query("SELECT ?n WHERE { ?d a t:Decision; prov:wasAssociatedWith [ rdfs:label ?n ] }", initNs=names))
    assert {str(row[0]) for row in analysts} == {"R. Mensah"}
    gone = list(graph.query("SELECT ?e WHERE { ?e prov:wasInvalidatedBy ?d }", initNs=names))
    assert len(gone) == 1


def test_a_data_package(ledger: Ledger, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "package"
    counts = write_package(folder, ledger)
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert about["licenses"][0]["name"]
    for resource in about["resources"]:
        table = pq.read_table(folder / resource["path"])
        assert table.num_rows == resource["rows"] == counts[resource["name"]]
        assert table.column_names == [field["name"] for field in resource["schema"]["fields"]]
    documents = pq.read_table(folder / "documents.parquet").to_pylist()
    assert "text" not in documents[0]
    assert OWN_LINE in {d["attribution"] for d in documents}
    assert counts["documents"] == len(documents) == 8
    events = {row["event_id"] for row in pq.read_table(folder / "events.parquet").to_pylist()}
    assert {row["event"] for row in pq.read_table(folder / "sources.parquet").to_pylist()} == events
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "CC BY 4.0" in readme
    assert "`attribution`" in readme
    with pytest.raises(UsageError, match="exists already"):
        write_package(folder, ledger)


def test_gold_documents_score_their_own_readings(ledger: Ledger, tmp_path: Path) -> None:
    ids, verdicts = ledger.decided()
    assert write_gold(tmp_path / "gold", ledger.readings(ids), verdicts.get) == len(ids) == 1
    gold = json.loads(next((tmp_path / "gold").glob("*.json")).read_text(encoding="utf-8"))
    assert sum(e["core"] for e in gold["events"]) == 2
    assert sum(s["core"] for s in gold["statements"]) == 1
    (reading,) = (r for _, r in ledger.readings(ids))
    assert len(gold["events"]) == len(reading.events)  # the rejected one is absent
    published = date.fromisoformat(reading.document.published or "")
    figures = evaluate_folder(
        tmp_path / "gold", read_many=lambda documents, **_: iter([reading.model_copy() for _ in list(documents)])
    )
    assert published
    assert figures["events_recall"].share == 1.0
    assert figures["statements_with_speaker_recall"].share == 1.0


@pytest.mark.parametrize("form", ["rdf", "package", "gold", "parquet", "csv"])
def test_the_command(ledger: Ledger, path: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    result = CliRunner().invoke(main, ["export", "--ledger", str(path), "--format", form, "--output", str(target)])
    assert result.exit_code == 0, result.output
    assert target.exists()
    assert CliRunner().invoke(main, ["export", "--format", form, "--output", str(target)]).exit_code == 2
