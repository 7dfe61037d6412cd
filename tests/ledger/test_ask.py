"""Questions: in Python and on the command line, on both databases."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from communique import samples
from communique.cli import main
from communique.errors import UnknownError, UsageError
from communique.ledger import Ledger
from communique.ledger.ask.common import first_day, last_day, short
from communique.ledger.ask.pledges import find_pledges
from communique.ledger.ask.show import DocumentPage, EventPage, PartyPage
from communique.ledger.database import reading
from communique.sources.document import Document


def test_between_two_parties(ledger: Ledger) -> None:
    found = ledger.happenings(between=("BRA", "ARG"), types=["consult"])
    call = next(h for h in found if "phone" in h.modes)
    assert (call.documents, call.publishers, call.countries) == (2, 2, 2)
    assert list(found) == list(ledger.happenings(between=("ARG", "BRA"), types=["CONSULT"]))
    assert [h.day or "" for h in found] == sorted((h.day or "" for h in found), reverse=True)
    assert len(ledger.events(between=("BRA", "ARG"), types=["CONSULT"])) == sum(len(h.sources) for h in found)


def test_days_and_other_conditions(ledger: Ledger) -> None:
    everything = ledger.happenings(between=("BRA", "ARG"))
    late = ledger.happenings(between=("BRA", "ARG"), since="2031-05-20")
    early = ledger.happenings(between=("BRA", "ARG"), until="2031-05-19")
    assert 0 < len(late) < len(everything)
    assert {h.id for h in early}.isdisjoint({h.id for h in late if h.date and h.date.start == h.date.end})
    assert all(h.status == "future" for h in ledger.happenings(statuses=["future"]))
    assert all(h.documents >= 2 for h in ledger.happenings(minimum_reports=2))
    assert all("visit" in h.modes for h in ledger.happenings(modes=["visit"]))
    assert all(h.narrated for h in ledger.happenings(narrated=True))
    assert not any(h.narrated for h in ledger.happenings(narrated=False))
    assert all(
        any(s.publisher and s.publisher.startswith("Ministry") for s in h.sources)
        for h in ledger.happenings(publisher="ministry")
    )
    assert all(p.country == "ARG" for h in ledger.happenings(by="ARG", to="BRA") for p in h.actors if p.country != "BRA")
    assert len(ledger.happenings(limit=3)) == 3
    assert ledger.happenings(limit=3).more


def test_names_stand_for_parties(ledger: Ledger) -> None:
    by_name = ledger.happenings(involving=["Lucrecia Ansaldi"])
    assert len(by_name) > 3
    assert list(by_name) == list(ledger.happenings(involving=["person/lucrecia-ansaldi"]))
    assert list(ledger.happenings(involving=["ansaldi"])) == list(by_name)
    assert list(ledger.happenings(involving=["Argentina"])) == list(ledger.happenings(involving=["ARG"]))
    with pytest.raises(UnknownError, match="nobody in this ledger"):
        ledger.happenings(by="Quetzalcoatl")
    with pytest.raises(UsageError, match="PLOVER's types"):
        ledger.happenings(types=["PARTY"])
    with pytest.raises(UsageError, match="2021-11"):
        ledger.happenings(since="last week")
    with pytest.raises(UsageError, match="twice"):
        ledger.happenings(between=("BRA", "BRA"))


def test_months_and_years() -> None:
    assert (first_day("2024-02"), last_day("2024-02")) == ("2024-02-01", "2024-02-29")
    assert (first_day("2024"), last_day("2024"), last_day("2023-12")) == ("2024-01-01", "2024-12-31", "2023-12-31")


def test_who_said_what_about_whom(ledger: Ledger) -> None:
    found = ledger.statements(by="BRA", about="ARG")
    assert found
    for s in found:
        assert any(id.startswith("person/") or id == "BRA" for id in s.names)
        words = dict(ledger.readings([s.document.id]))[s.document.id].document.text
        assert all(words[span.start : span.end] == span.text for span in s.statement.content)
    assert {s.statement.kind for s in ledger.statements(kinds=["direct"])} == {"direct"}
    assert len(ledger.statements(by="BRA")) >= len(found)


def test_search_knows_word_forms_phrases_and_absence(ledger: Ledger) -> None:
    assert len(ledger.search("agreement")) >= len(ledger.search("agreement", publisher="Ministry")) > 0
    hit = ledger.search("river data")[0]
    assert "[" in hit.snippet
    assert {h.document.id for h in ledger.search("agreements")} == {h.document.id for h in ledger.search("agreement")}
    assert len(ledger.search('"river data"')) <= len(ledger.search("river data"))
    without = {h.document.id for h in ledger.search("river -Montevideo")}
    assert without == {h.document.id for h in ledger.search("river")} - {h.document.id for h in ledger.search("Montevideo")}
    assert len(ledger.search("zebra OR river")) == len(ledger.search("river"))
    for hostile in ('"', "*", "NEAR(", "a AND", "col:umn", "river'; DROP TABLE documents --", "(river", "-", "OR"):
        try:
            ledger.search(hostile)
        except UsageError as error:
            assert "no words" in str(error)  # noqa: PT017
    assert ledger.counts()["documents"] == 8


def test_pledges_are_kept_by_what_follows(new_ledger: Callable[[], str]) -> None:
    day = date(2031, 3, 12)
    promise = Document("OSLO - Norway's foreign minister will visit Chad on March 18.", published=day, publisher="A", locator="a")
    other = Document("OSLO - Norway promised to send engineers to Mali.", published=day, publisher="A", locator="b")
    text = "N'DJAMENA - Norway's foreign minister visited Chad on Tuesday."
    visit = Document(text, published=date(2031, 3, 20), publisher="B", locator="c")
    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest([promise, other])
        assert {p.state for p in book.pledges(by="NOR")} <= {"open", "overdue"}
        book.ingest([visit])
        by_text = {p.pledge.to[0]: p for p in book.pledges(by="NOR")}
        assert by_text["TCD"].state == "kept"
        assert by_text["TCD"].kept_by in {h.id for h in book.happenings(types=["CONSULT"])}
        assert {p.pledge.to[0] for p in book.pledges(by="NOR", still_open=True)} == {"MLI"}
        with reading(book._engine) as connection:
            later = find_pledges(connection, by="NOR", to="TCD", today=date(2040, 1, 1))
        assert later[0].state == "kept"


def test_contacts_of_leaders(ledger: Ledger) -> None:
    found = ledger.contacts("ARG")
    call = next(c for c in found if c.how == "called" and c.date_start == "2031-05-20")
    assert call.leader is not None
    assert (call.leader.name, call.leader.role, call.reports) == ("Lucrecia Ansaldi", "President", 2)
    assert [p.name for p in call.counterparts] == ["Teodoro Braganholo"]
    assert {c.status for c in found} <= {"occurred", "ongoing"}
    assert len(ledger.contacts("ARG", planned=True)) > len(found)


def test_show(ledger: Ledger) -> None:
    happening = ledger.happenings(between=("BRA", "ARG"), minimum_reports=2)[0]
    page = ledger.show(happening.id)
    assert isinstance(page, EventPage)
    assert {e.id for e in page.events} == {s.event for s in happening.sources}
    assert ledger.show(short(happening.id)) == page
    assert ledger.show(page.events[0].id) == page
    document = ledger.show(page.events[0].document.id)
    assert isinstance(document, DocumentPage)
    assert document.document.attribution
    assert ledger.show(document.document.id[:8]) == document
    person = ledger.show("Lucrecia Ansaldi")
    assert isinstance(person, PartyPage)
    assert person.roles[0].title == "President"
    assert person.statements
    assert person.contacts
    assert isinstance(ledger.show("ARG"), PartyPage)
    with pytest.raises(UnknownError):
        ledger.show("Nobody Atall")


def test_answers_as_tables(ledger: Ledger) -> None:
    found = ledger.happenings(between=("BRA", "ARG"))
    table = found.to_arrow()
    assert table.num_rows == len(found)
    assert table.schema.field("actors").metadata[b"description"]
    frame = found.to_pandas()
    assert list(frame["happening"]) == [h.id for h in found]
    text = io.StringIO()
    found.write_csv(text)
    assert len(list(csv.DictReader(io.StringIO(text.getvalue())))) == len(found)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that the commands made."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "reports").mkdir()
    rows = [
        json.dumps({"text": d.text, "id": d.source_id, "published": str(d.published), "publisher": d.publisher})
        for d in samples.documents()
    ]
    (folder / "reports" / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "reports" / "b.txt").write_bytes(b"\x00\x01")
    result = CliRunner().invoke(main, ["ingest", str(folder / "reports"), "--ledger", str(folder / "l.db")])
    assert result.exit_code == 1  # one of them cannot be read
    assert "8 new, 1 could not be read" in result.stderr
    return folder / "l.db"


def run(path: Path, *words: str) -> str:
    result = CliRunner().invoke(main, [*words, "--ledger", str(path)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("events", "--between", "BRA", "ARG", "--since", "2031-05", "--type", "CONSULT"), "CONSULT phone"),
        (("events", "--between", "BRA", "ARG", "--each-report"), "AGREE"),
        (("statements", "--by", "BRA", "--about", "ARG"), "Teodoro"),
        (("search", "river", "data"), "["),
        (("pledges", "--by", "BRA", "--open"), "open"),
        (("contacts", "ARG"), "called"),
        (("failures",), "NUL"),
        (("show", "Lucrecia", "Ansaldi"), "President, 2027-12-10"),
        (("show", "BRA"), "Brazil"),
        (("ledger", "check"), "holds together"),
        (("ledger", "merge", "--anew"), "events merged"),
        (("reread",), ""),
        (("decisions",), "Nobody has decided"),
        (("events", "--by", "MNG", "--status", "negated"), "Nothing is recorded"),
    ],
    ids=lambda words: " ".join(words)[:30] if isinstance(words, tuple) else None,
)
def test_commands(path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in run(path, *words)


@pytest.mark.parametrize(
    "command", [("events",), ("statements",), ("pledges",), ("contacts", "BRA"), ("search", "river"), ("failures",)]
)
@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_formats(path: Path, tmp_path: Path, command: tuple[str, ...], form: str) -> None:
    target = tmp_path / "out"
    run(path, *command, "--format", form, "--output", str(target))
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in target.read_text(encoding="utf-8").splitlines())
    elif form == "csv":
        assert list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"))))
    else:
        import pyarrow.parquet as pq

        assert pq.read_table(target).num_columns > 2


def test_deciding_on_the_command_line(path: Path) -> None:
    event = json.loads(run(path, "events", "--type", "CONSULT", "--format", "json").splitlines()[0])["sources"][0]["event"]
    result = CliRunner().invoke(
        main, ["decide", short(event), "correct", "--set", "status=ongoing", "--analyst", "A", "--ledger", str(path)]
    )
    assert result.exit_code == 0, result.output
    assert "corrected" in run(path, "show", event)
    decision = json.loads(run(path, "decisions", "--format", "json").splitlines()[-1])
    assert decision["change"] == {"status": "ongoing"}
    result = CliRunner().invoke(main, ["decide", decision["id"], "withdraw", "--analyst", "A", "--ledger", str(path)])
    assert result.exit_code == 0, result.output
    assert "corrected" not in run(path, "show", event)
    wrong = CliRunner().invoke(main, ["decide", event, "correct", "--set", "status=odd", "--analyst", "A", "--ledger", str(path)])
    assert wrong.exit_code == 2
    assert "occurred" in wrong.stderr


def test_no_ledger(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["events", "--ledger", str(tmp_path / "no.db")])
    assert result.exit_code == 1
    assert "communique ingest" in result.stderr


def test_by_month_and_as_points_in_time(ledger: Ledger) -> None:
    for asked in ({}, {"between": ("BRA", "ARG")}, {"involving": ["ARG"], "types": ["CONSULT"]}):
        dated = [h for h in ledger.happenings(**asked) if h.day]
        months = ledger.months(**asked)
        assert sum(month.all for month in months) == len(dated) > 0
        assert [m.month for m in months] == sorted({str(h.day)[:7] for h in dated})
        points = ledger.points(**asked)
        assert [(p.happening, p.day, p.quad, p.narrated) for p in points] == [(h.id, h.day, h.quad, h.narrated) for h in dated]
    assert ledger.points(limit=2).next is not None


def test_every_list_goes_on_where_a_page_ended(ledger: Ledger) -> None:
    for event in list(ledger.events())[:3]:
        ledger.decide(event.id, "confirm", "Ada Moe")
    questions: list[Callable[..., Any]] = [
        ledger.happenings,
        ledger.points,
        ledger.statements,
        ledger.pledges,
        ledger.undecided,
        ledger.latest_decisions,
        lambda **page: ledger.pledges(still_open=True, **page),
        lambda **page: ledger.contacts("ARG", **page),
        lambda **page: ledger.search("minister", **page),
    ]
    for ask in questions:
        whole, found, after = list(ask(limit=500)), [], None
        for _ in range(len(whole) + 1):
            page = ask(after=after, limit=1)
            found += page
            after = page.next
            if after is None:
                break
        assert found == whole
        assert len(whole) > 1


def test_facets_and_searches_that_they_narrow(ledger: Ledger) -> None:
    facets = ledger.facets("minister")
    assert facets.all
    assert facets.documents == len(ledger.search("minister", limit=None))
    for share in facets.parties:
        assert len(ledger.search("minister", involving=share.value, limit=None)) == share.count
    for share in facets.publishers:
        assert len(ledger.search("minister", publisher=share.value, limit=None)) == share.count
    (year,) = facets.years
    assert (year.value, year.count) == ("2031", facets.documents)
    assert ledger.facets("minister", since="2032").documents == 0


def test_who_met_whom_in_a_period(ledger: Ledger) -> None:
    everything = {(m.a, m.b): m.count for m in ledger.meetings()}
    last = ledger.last_contact()
    assert everything
    assert last is not None
    assert {(m.a, m.b) for m in ledger.meetings(since=last)} <= set(everything)
    assert ledger.meetings(since=last)
    assert ledger.meetings(since="1900", until="1901") == []
