"""What a ledger is exported to holds together: what was decided, rights, keys and line ends that are easily got wrong."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import communique
from communique.evaluation import load_gold
from communique.exports.gold import write_gold
from communique.exports.package import write_package
from communique.exports.rdf import write_rdf
from communique.exports.rights import licence_of
from communique.exports.write import ParquetTable
from communique.ledger import Ledger
from communique.ledger.answer import Field
from communique.records import Reading, Rights, SourceDocument, Span
from communique.sources.document import Document

REPORT = """NIAMEY, March 12 - Norwegian Foreign Minister Ingrid Fjellvang met Chadian Foreign Minister Idriss Kelleyo
in Niamey on Monday.

Fjellvang said that Mali had attacked Chad. A senior official claimed that Togo had arrested two diplomats of Benin.

Norway will send doctors to Chad. "We will keep our word," Fjellvang said. Peru and Chile held talks.
"""
CC = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    one = Document(
        text=REPORT, source_id="a", locator="a", published=date(2031, 3, 12), publisher="Post", url="https://a.example/1"
    )
    documents = [
        replace(one, rights=Rights(name="CC BY 4.0", url=CC)),
        replace(
            one, source_id="b", locator="b", publisher="Courier", url="https://b.example/1", rights=Rights(url="/terms of use")
        ),
        replace(
            one, source_id="c", locator="c", publisher="Gazette", url="https://c.example/1", rights=Rights(name="Free", url="")
        ),
    ]
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "l.db", create=True) as book:
        book.ingest(documents)
        yield book


@pytest.fixture(scope="module")
def decided(ledger: Ledger) -> dict[str, str]:
    """Decisions of all kinds; by a name for each, the id of the record."""
    told = {d: {e.type: f"{d}-{e.id}" for e in r.events} for d, r in ledger.readings()}
    first, second, third = sorted(told)
    ids = {
        "spared": told[first]["ASSAULT"],
        "corrected": told[first]["AGREE"],
        "rejected": told[second]["ASSAULT"],
        "withdrawn": told[second]["AGREE"],
        "apart": told[first]["COERCE"],
        "from": told[third]["COERCE"],
    }
    ledger.decide(ids["spared"], "reject", "R. Mensah")
    ledger.decide(ids["spared"], "confirm", "R. Mensah")  # the last one counts
    ledger.decide(ids["corrected"], "correct", "R. Mensah", change={"status": "hypothetical"})
    ledger.decide(ids["rejected"], "reject", "J. Kone", reason="a rumour")
    ledger.decide(ledger.decide(ids["withdrawn"], "correct", "J. Kone", change={"status": "negated"}).id, "withdraw", "J. Kone")
    ledger.decide(ids["apart"], "apart", "J. Kone", other=ids["from"])
    return ids


def rdf(ledger: Ledger) -> bytes:
    to = io.BytesIO()
    write_rdf(ledger.readings(), ledger.all_happenings(), ledger.decisions(), to)
    return to.getvalue()


@pytest.fixture(scope="module")
def graph(ledger: Ledger, decided: dict[str, str]) -> Any:
    rdflib = pytest.importorskip("rdflib")
    found = rdflib.Graph().parse(data=rdf(ledger), format="json-ld")
    for prefix, iri in (
        ("oa", "http://www.w3.org/ns/oa#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("t", "urn:communique:term:"),
    ):
        found.bind(prefix, iri)
    return found


def asked(graph: Any, query: str) -> set[Any]:
    return {tuple(str(value) for value in row) for row in graph.query(query)}


def test_rdf_says_who_claims_what_in_which_words(graph: Any) -> None:
    rows = asked(graph, """SELECT ?name ?type ?exact WHERE {
        ?e a t:Event, ?type; t:claimedIn ?s; prov:wasAttributedTo [ rdfs:label ?name ] .
        ?a oa:hasBody ?e; oa:hasTarget [ oa:hasSelector [ oa:exact ?exact ] ] }""")  # fmt: skip
    assert ("Ingrid Fjellvang", "urn:communique:term:ASSAULT", "Mali had attacked Chad") in rows
    unnamed = asked(graph, "SELECT ?words WHERE { ?e a t:COERCE; t:claimedIn [ t:namedAs ?words ] }")
    assert unnamed == {("A senior official",)}


def test_rdf_names_a_licence_by_its_address_or_its_words_and_no_path_of_this_machine(graph: Any) -> None:
    assert asked(graph, "SELECT ?publisher ?l WHERE { ?d dcterms:license ?l; dcterms:publisher ?publisher }") == {("Post", CC)}
    rights = asked(graph, "SELECT ?publisher ?r WHERE { ?d dcterms:rights ?r; dcterms:publisher ?publisher }")
    assert rights == {("Post", "CC BY 4.0"), ("Courier", "/terms of use"), ("Gazette", "Free")}
    assert not [node for triple in graph for node in triple if str(node).startswith("file:")]


def test_rdf_takes_away_only_what_is_rejected_now(graph: Any, decided: dict[str, str]) -> None:
    gone = asked(graph, "SELECT ?e ?why WHERE { ?e prov:wasInvalidatedBy [ dcterms:description ?why ] }")
    assert gone == {(f"urn:communique:event:{decided['rejected']}", "a rumour")}
    assert len(asked(graph, "SELECT ?e WHERE { ?e prov:wasInvalidatedBy ?d }")) == 1


def test_rdf_derives_what_was_corrected_from_what_was_read(graph: Any, decided: dict[str, str]) -> None:
    rows = asked(graph, """SELECT ?e ?status ?who ?model WHERE {
        ?e prov:wasRevisionOf ?read; t:status ?status; prov:wasGeneratedBy [ prov:wasAssociatedWith [ rdfs:label ?who ] ] .
        ?read prov:wasDerivedFrom ?d; prov:wasGeneratedBy [ t:model ?model ] }""")  # fmt: skip
    assert [row[:3] for row in rows] == [(f"urn:communique:event:{decided['corrected']}", "hypothetical", "R. Mensah")]
    twice = "SELECT ?e WHERE { ?e prov:wasGeneratedBy ?a, ?b FILTER (?a != ?b) }"
    assert not asked(graph, twice)


def test_rdf_tells_on_which_two_events_a_decision_rules_and_which_one_it_withdraws(graph: Any, decided: dict[str, str]) -> None:
    apart = asked(graph, 'SELECT ?e WHERE { ?d t:verdict "apart"; prov:used ?e }')
    assert apart == {(f"urn:communique:event:{decided[name]}",) for name in ("apart", "from")}
    withdrawn = asked(graph, 'SELECT ?was WHERE { ?d t:verdict "withdraw"; prov:wasInformedBy [ t:verdict ?was ] }')
    assert withdrawn == {("correct",)}


def test_rdf_numbers_are_numbers(graph: Any) -> None:
    rdflib = pytest.importorskip("rdflib")
    for name in ("confidence", "score"):
        kinds = {value.datatype for value in graph.objects(None, rdflib.URIRef(f"urn:communique:term:{name}"))}
        assert kinds == {rdflib.XSD.double}


def test_a_correction_of_what_bore_the_same_id_before_a_reread_is_not_told_of_another(
    ledger: Ledger, decided: dict[str, str]
) -> None:
    rdflib = pytest.importorskip("rdflib")
    document, _, local = decided["corrected"].rpartition("-")
    (reading,) = (r for id, r in ledger.readings([document]))
    other = [e.model_copy(update={"status": "occurred"}) if e.id == local else e for e in reading.events]
    to = io.BytesIO()
    write_rdf([(document, reading.model_copy(update={"events": other}))], [], ledger.decisions(), to)
    graph = rdflib.Graph().parse(data=to.getvalue(), format="json-ld")
    assert not list(graph.subjects(rdflib.PROV.wasRevisionOf))


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, decided: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert rdf(ledger) == rdf(ledger)
    for name in ("one", "two"):
        write_package(tmp_path / name, ledger)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 10
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files)


def test_the_tables_of_a_package_lead_to_each_other(ledger: Ledger, decided: dict[str, str], tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_package(tmp_path / "p", ledger)
    about = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    tables = {r["name"]: pq.read_table(tmp_path / "p" / r["path"]).to_pylist() for r in about["resources"]}
    for resource in about["resources"]:
        assert resource["hash"] == "sha256:" + hashlib.sha256((tmp_path / "p" / resource["path"]).read_bytes()).hexdigest()
        rows, schema = tables[resource["name"]], resource["schema"]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys) > 0
        for link in schema.get("foreignKeys", ()):
            there = {row[link["reference"]["fields"]] for row in tables[link["reference"]["resource"]]}
            assert {row[link["fields"]] for row in rows} - {None} <= there, (resource["name"], link)
    assert len({row["digest"] for row in tables["documents"]}) == 1  # which is why events name the document in the ledger
    assert len({row["document"] for row in tables["events"]}) == 3
    assert any(row["claimed_in"] for row in tables["events"])
    # The standard allows no address but an absolute one.
    assert about["licenses"] == [{"name": "/terms of use"}, {"name": "CC BY 4.0", "path": CC}, {"name": "Free"}]


def test_a_package_has_texts_only_when_asked(ledger: Ledger, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_package(tmp_path / "p", ledger, texts=True)
    assert set(pq.read_table(tmp_path / "p" / "documents.parquet").column("text").to_pylist()) == {REPORT}


def test_a_package_that_fails_leaves_nothing(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")

    def broken(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(type(ledger), "all_happenings", broken)
    with pytest.raises(OSError, match="no space"):
        write_package(tmp_path / "p", ledger)
    assert list(tmp_path.iterdir()) == []


def test_rows_that_wait_for_parquet_do_not_keep_what_they_were_made_of() -> None:
    pytest.importorskip("pyarrow")

    class Large:
        pass

    with ParquetTable(io.BytesIO(), [Field("n", "integer", "", lambda row: 1)]) as table:
        row = Large()
        kept = weakref.ref(row)
        table.add(row)
        del row
        gc.collect()
        assert kept() is None


def test_gold_of_a_text_with_other_line_ends_loads(tmp_path: Path) -> None:
    reading = communique.read(REPORT.replace("\n", "\r\n"), published="2031-03-12")
    text = reading.document.text
    wide = Span(
        start=text.index("Mali"), end=text.index("Norway will"), text=text[text.index("Mali") : text.index("Norway will")]
    )
    said = reading.statements[-1].model_copy(update={"id": "s9", "content": [wide]})
    events = [e.model_copy(update={"evidence": [wide]}) for e in reading.events]
    mended = reading.model_copy(update={"events": events, "statements": [*reading.statements, said]})
    assert "\r\n" in wide.text
    write_gold(tmp_path / "g", [("d", mended)], lambda id: "confirmed")
    (gold,) = load_gold(tmp_path / "g")
    assert (tmp_path / "g" / "d.txt").read_bytes() == text.encode()
    assert gold.events[0].evidence == wide.text.replace("\r\n", "\n")
    at = gold.statements[-1].span_in(gold.text)
    assert at is not None
    assert gold.text[slice(*at)] == wide.text.replace("\r\n", "\n")


def test_gold_remarks_on_a_statement_that_its_words_cannot_tell(tmp_path: Path) -> None:
    reading = communique.read('"We agree," Fjellvang said. Peru met Chile. "We agree," Kelleyo said.\n', published="2031-03-12")
    text = reading.document.text
    last = text.rindex("We agree")
    statement = communique.read(REPORT, published="2031-03-12").statements[0]
    again = statement.model_copy(update={"id": "s8", "content": [Span(start=last, end=last + 8, text="We agree")]})
    written: Reading = reading.model_copy(update={"statements": [again]})
    write_gold(tmp_path / "g", [("d", written)], lambda id: "confirmed")
    (gold,) = load_gold(tmp_path / "g")
    remarks = json.loads((tmp_path / "g" / "d.json").read_text(encoding="utf-8"))["remarks"]
    assert gold.statements == ()
    assert remarks == ["s8 is left out: its words stand in the article before it, too: 'We agree'"]


def test_an_address_alone_names_a_licence() -> None:
    document = SourceDocument(id="x", text="", rights=Rights(url=CC))
    assert licence_of(document) == (CC, CC)
    assert licence_of(document.model_copy(update={"rights": Rights(name="Free", url="")})) == ("Free", None)
    assert licence_of(document.model_copy(update={"rights": Rights()})) is None
