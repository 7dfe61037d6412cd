"""Exports: what the tables hold, that they load where researchers load them, and that their page documents every column."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

import communique
from communique import cli
from communique.errors import UsageError
from communique.exports import FORMATS, Selection, columns_of, rows_of, stored_readings, write_export
from communique.exports.columns import cow_codes
from communique.knowledge.world import load_world
from communique.records import Reading

ROOT = Path(__file__).parents[2]
REPORT = """NIAMEY, March 12 - Norwegian Foreign Minister Ingrid Fjellvang met
Chadian Foreign Minister Idriss Kelleyo in Niamey on Monday.

Fjellvang said that Mali had attacked Chad. Norway will send doctors to Chad. Norway and Chad did not sign the accord.

Police in Chad arrested twelve protesters on Sunday. Peru and Chile held talks.
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return communique.read(REPORT, published="2031-03-12")


def written(reading: Reading, form: str, selection: Selection | None = None) -> bytes:
    out = io.BytesIO()
    write_export([reading], form, out, selection)
    return out.getvalue()


def table(reading: Reading, form: str, selection: Selection | None = None) -> list[dict[str, str]]:
    text = written(reading, form, selection).decode()
    return list(csv.DictReader(io.StringIO(text), delimiter="\t" if form == "phoenix" else ","))


def test_flat_rows_hold_every_event_with_its_words(reading: Reading) -> None:
    rows = table(reading, "csv")
    assert len(rows) == len(reading.events)
    for row, event in zip(rows, reading.events, strict=True):
        assert row["type"] == event.type
        assert row["cameo_root"] == row["cameo"][:2]
        assert REPORT[int(row["evidence_start"]) : int(row["evidence_end"])] == event.evidence[0].text
    claimed = [row for row in rows if row["claimed"] == "true"]
    assert {row["claimed_by"] for row in claimed} == {"person/ingrid-fjellvang"}


def test_tables_without_room_for_a_status_leave_out_what_is_claimed_or_undone(reading: Reading) -> None:
    rows = table(reading, "polecat")
    assert [row["Event Type"] for row in rows if row["Event Type"] == "ASSAULT"] == []
    assert any(row["Event Type"] == "AGREE" and row["Status"] == "future" for row in rows)
    assert len(table(reading, "polecat", Selection())) == len(reading.events)


def test_who_met_stands_in_both_directions(reading: Reading) -> None:
    rows = [row for row in table(reading, "phoenix") if row["EventCode"] == "040"]
    assert {(row["SourceActorEntity"], row["TargetActorEntity"]) for row in rows} == {("PER", "CHL"), ("CHL", "PER")}
    assert len({row["EventID"] for row in table(reading, "phoenix")}) == len(table(reading, "phoenix"))


def test_a_domestic_event_has_roles(reading: Reading) -> None:
    (row,) = [row for row in table(reading, "phoenix") if row["EventCode"] == "173"]
    assert (row["SourceActorEntity"], row["TargetActorEntity"]) == ("TCD", "TCD")
    assert row["Date"] == "20310309"


def test_selection(reading: Reading) -> None:
    assert all(float(row["confidence"]) >= 0.9 for row in table(reading, "csv", Selection(minimum_confidence=0.9)))
    assert {row["status"] for row in table(reading, "csv", Selection(statuses=["future"]))} == {"future"}
    assert {row["claimed"] for row in table(reading, "csv", Selection(claimed=False))} == {"false"}


def test_json_lines_keep_types(reading: Reading) -> None:
    rows = [json.loads(line) for line in written(reading, "jsonl").decode().splitlines()]
    assert all(isinstance(row["actors"], list) and isinstance(row["claimed"], bool) for row in rows)


def test_parquet_loads_in_pandas_and_duckdb(reading: Reading, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "events.parquet"
    path.write_bytes(written(reading, "parquet"))
    frame = pandas.read_parquet(path)
    assert list(frame["type"]) == [e.type for e in reading.events]
    ((count,),) = duckdb.sql(f"select count(*) from '{path}' where list_contains(actor_countries, 'NOR')").fetchall()
    assert count == sum(any(p.country == "NOR" for p in e.actors) for e in reading.events)


@pytest.mark.parametrize("form", ["csv", "polecat", "phoenix"])
def test_delimited_tables_load_in_pandas_and_duckdb(reading: Reading, tmp_path: Path, form: str) -> None:
    pandas = pytest.importorskip("pandas")
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / ("events.tsv" if form == "phoenix" else "events.csv")
    path.write_bytes(written(reading, form))
    frame = pandas.read_csv(path, sep="\t" if form == "phoenix" else ",", dtype=str)
    assert list(frame.columns) == [c.name for c in columns_of(form)]
    assert duckdb.sql(f"select count(*) from read_csv('{path}', all_varchar=true)").fetchall() == [(len(frame),)]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_delimited_tables_load_in_r(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "events.tsv"
    path.write_bytes(written(reading, "phoenix"))
    code = f'd <- read.delim("{path}", colClasses="character", quote="\\""); cat(nrow(d), d$EventCode[1])'
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(table(reading, "phoenix"))), table(reading, "phoenix")[0]["EventCode"]]


def test_page_documents_every_column() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for name in FORMATS:
        for column in columns_of(name):
            assert re.search(
                rf"^\| `{re.escape(column.name)}` \| {column.kind} \| {re.escape(column.meaning)} \|$", page, re.MULTILINE
            ), f"docs/exports.md: {name} lacks a row for {column.name!r}: | `{column.name}` | {column.kind} | {column.meaning} |"


def test_unknown_format_is_told(reading: Reading) -> None:
    with pytest.raises(UsageError, match="the formats are: polecat"):
        list(rows_of(reading, "xlsx"))


def test_lines_that_hold_no_reading_are_told_and_the_others_kept(reading: Reading) -> None:
    told: list[str] = []
    lines = f"{reading.to_json()}\n\nno json\n{{}}\n".encode()
    found = list(stored_readings(io.BytesIO(lines), "x.jsonl", lambda e: told.append(f"{e.source}: {e}")))
    assert [r.document.id for r in found] == [reading.document.id]
    assert [t.split(":")[0] for t in told] == ["x.jsonl, line 3", "x.jsonl, line 4"]


def test_command(reading: Reading, tmp_path: Path) -> None:
    source, out = tmp_path / "r.jsonl", tmp_path / "events.csv"
    source.write_text(reading.to_json() + "\nnonsense\n", encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["export", str(source), "--format", "csv", "--output", str(out)])
    assert done.exit_code == 1
    assert "r.jsonl, line 2" in done.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) >= len(reading.events) + 1
    piped = CliRunner().invoke(cli.main, ["export", "-", "--format", "jsonl"], input=reading.to_json() + "\n")
    assert len(piped.stdout.splitlines()) == len(reading.events)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "r.jsonl", "--format", "parquet"], "give --output FILE"),
        (["export", "missing.jsonl", "--format", "csv"], "missing.jsonl cannot be read"),
    ],
)
def test_mistakes_are_told(arguments: list[str], told: str) -> None:
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_minimum_confidence_of_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["read", str(path), "--format", "json", "--minimum-confidence", "0.92"])
    found = Reading.model_validate_json(done.stdout)
    assert found.events
    assert all(e.confidence >= 0.92 for e in found.events)
    ids = {e.id for e in found.events}
    assert all(s.occasion is None or s.occasion in ids for s in found.statements)
    assert all(p.event in ids for p in found.pledges)


def test_correlates_of_war_numbers() -> None:
    world = load_world()
    assert set(cow_codes()) <= {e for e in world.entities if len(e) == 3}
    assert len(set(cow_codes().values())) == len(cow_codes())
    assert (cow_codes()["USA"], cow_codes()["IRN"], cow_codes()["TUR"]) == (2, 630, 640)
