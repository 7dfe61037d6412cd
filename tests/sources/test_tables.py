"""Tables of documents: CSV, TSV and Parquet, by the names of their columns or a mapping."""

from __future__ import annotations

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
