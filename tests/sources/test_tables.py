"""Tables of documents: CSV, TSV and Parquet, by the names of their columns or a mapping."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from communique.errors import DocumentError, UsageError
from communique.sources.document import Document
from communique.sources.load import load, total_bytes

HEADER = "id,title,date,source,url,body,license\n"
ROW = 'a1,Talks,2031-03-12,Fjord Post,https://fjord.example/1,"The king of Norway\nmet the president, ""at last"".",CC BY 4.0\n'


def found(path: Path, **how: object) -> list[Document | DocumentError]:
    return list(load([path], **how))  # type: ignore[arg-type]


def test_usual_names_of_columns_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeff" + HEADER + ROW, encoding="utf-8")
    (one,) = found(path)
    assert isinstance(one, Document)
    assert one.text == 'The king of Norway\nmet the president, "at last".'
    assert (one.source_id, one.title, one.published, one.publisher) == ("a1", "Talks", date(2031, 3, 12), "Fjord Post")
    assert one.rights is not None
    assert one.rights.name == "CC BY 4.0"
    assert one.locator == f"{path}:2"


def test_a_mapping_goes_before_names(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("text\twords\twhen\nnot this\tThe king met the envoy.\t12 March 2031\n", encoding="utf-8")
    (one,) = found(path, columns={"text": "words", "published": "when"})
    assert isinstance(one, Document)
    assert (one.text, one.published) == ("The king met the envoy.", date(2031, 3, 12))


def test_bad_rows_are_told_with_their_lines_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [ROW, "a2,too,few\n", "\n", "a3,T,someday,P,u,Words enough here.,\n", "a4,T,,P,u,,\n", "a5,T,,P,u,The king left.,\n"]
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    first, few, day, empty, last = found(path)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.published is None
    assert [e.source for e in (few, day, empty)] == [f"{path}:4", f"{path}:6", f"{path}:7"]  # type: ignore[union-attr]
    assert "3 cells, the header 7" in str(few)
    assert "someday" in str(day)
    assert "missing" in str(empty)


def test_no_column_with_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("headline,day\nA,B\n", encoding="utf-8")
    (error,) = found(path)
    assert "headline, day" in str(error)
    assert "--column text=COLUMN" in str(error)


def test_a_field_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + ROW, encoding="utf-8")
    with pytest.raises(UsageError, match="the fields are"):
        found(path, columns={"author": "title"})


def test_old_encodings_are_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("body\nZoé Müller met the king.\n".encode("cp1252"))
    told: list[str] = []
    (one,) = found(path, warn=lambda source, message: told.append(message))
    assert isinstance(one, Document)
    assert one.text == "Zoé Müller met the king."
    assert "Windows-1252" in told[0]


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    moments = [datetime(2031, 3, 12, 23, 0, tzinfo=UTC), None, None]
    table = {"content": ["The king met the envoy.", None, "The envoy left."], "timestamp": moments, "extra": [1, 2, 3]}
    pq.write_table(pa.table(table), path)
    first, second, third = found(path)
    assert isinstance(first, Document)
    assert (first.published, first.published_at) == (date(2031, 3, 12), "2031-03-12T23:00:00+00:00")
    assert isinstance(second, DocumentError)
    assert second.source == f"{path}:row 2"
    assert isinstance(third, Document)


def test_no_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    (error,) = found(path)
    assert isinstance(error, DocumentError)


def test_bytes_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEADER + ROW * 3, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The king met the envoy.\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"text": "The king left."}\n' * 5, encoding="utf-8")
    counted = 0

    def count(size: int) -> None:
        nonlocal counted
        counted += size

    assert len(list(load([tmp_path], on_bytes=count))) == 9
    assert counted == total_bytes([tmp_path])
    assert total_bytes(["-"]) is None


def test_a_time_of_publication_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = "The king left.,2031-03-12T23:30:00-05:00,2031-03-13T06:00:00Z,Fjord Post / A. Lund\n"
    path.write_text("text,published,retrieved_at,attribution\n" + row, encoding="utf-8")
    (one,) = found(path)
    assert isinstance(one, Document)
    assert (one.published, one.published_at) == (date(2031, 3, 12), "2031-03-12T23:30:00-05:00")
    assert one.retrieved_at == "2031-03-13T06:00:00+00:00"
    assert one.rights is not None
    assert one.rights.attribution == "Fjord Post / A. Lund"


@pytest.mark.parametrize("day", ["yesterday", "2 hours ago", "Monday"])
def test_a_day_that_depends_on_today_is_none(tmp_path: Path, day: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text,date\nThe king left.,{day}\n", encoding="utf-8")
    (error,) = found(path)
    assert isinstance(error, DocumentError)
    assert "no day of publication" in str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_what_spreadsheets_write(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"id{sign} Text {sign}title\r\n1{sign}Zoé met the king.{sign}Talks\r\n".encode(encoding))
    (one,) = found(path)
    assert isinstance(one, Document)
    assert (one.text, one.title, one.source_id) == ("Zoé met the king.", "Talks", "1")


def test_encodings_are_mended_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [b"Zo\xe9 left.,Zo\xc3\xab\n", b"Zo\x81 left.,x\n", b"Jos\xe9 left.,x\n"]
    path.write_bytes(b"text,title\n" + b"".join(rows))
    told: list[tuple[str, str]] = []
    first, bad, last = found(path, warn=lambda *message: told.append(message))
    assert isinstance(first, Document)
    assert (first.text, first.title) == ("Zoé left.", "Zoë")
    assert isinstance(bad, DocumentError)
    assert bad.source == f"{path}:3"
    assert isinstance(last, Document)
    assert last.text == "José left."
    assert [source for source, _ in told] == [f"{path}:2"]


def test_a_column_whose_name_is_no_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"r\xe9sum\xe9,b\nx,y\n")
    (error,) = found(path, warn=lambda *_: None)
    assert "résumé" in str(error).encode("utf-8").decode()


def test_an_endless_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.sources.tables.MAX_BYTES", 60)
    path = tmp_path / "a.csv"
    path.write_text(f"text,title\n{'x' * 500},T\nThe king left.,T\n", encoding="utf-8")
    bad, good = found(path)
    assert isinstance(bad, DocumentError)
    assert bad.source == f"{path}:2"
    assert "too large" in str(bad)
    assert isinstance(good, Document)
    assert good.locator == f"{path}:3"


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text\n"{"The king left. " * 20_000}"\n', encoding="utf-8")
    (one,) = found(path)
    assert isinstance(one, Document)
    assert len(one.text) == 300_000


def test_rows_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + ROW * 20_000, encoding="utf-8")
    taken: list[int] = []
    stream = load([path], on_bytes=taken.append)
    next(stream)
    assert 0 < sum(taken) < path.stat().st_size / 10


def test_parquet_rows_that_cannot_be_read_cost_themselves_only(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    fine = 1_930_000_000_000_000_000 + 123  # finer than Python's moments
    table = pa.table(
        {
            "text": ["The king left.", "The envoy left.", "The queen left."],
            "date": pa.array([fine, None, fine], pa.timestamp("ns", "UTC")),
            "retrieved_at": pa.array([0, 400_000_000_000, 0], pa.timestamp("s", "UTC")),  # the year 14645
        }
    )
    pq.write_table(table, path)
    counted: list[int] = []
    first, bad, last = found(path, on_bytes=counted.append)
    assert isinstance(first, Document)
    assert first.published == date(2031, 2, 27)
    assert isinstance(bad, DocumentError)
    assert bad.source == f"{path}:row 2"
    assert isinstance(last, Document)
    assert sum(counted) == path.stat().st_size


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UsageError, match=r"communique\[parquet\]"):
        found(path)
