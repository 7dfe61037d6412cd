"""Files, folders, JSON Lines and standard input; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from communique.errors import DocumentError, UsageError
from communique.sources import decode
from communique.sources.document import Document
from communique.sources.load import load

TEXT = "OSLO – Ministers met.\r\n\r\nThey left.\r"


def documents(*paths: Path | str, published: date | None = None) -> list[Document]:
    found = list(load([str(path) for path in paths], published))
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def error(path: Path | str) -> DocumentError:
    (found,) = load([str(path)])
    assert isinstance(found, DocumentError)
    return found


def saved(folder: Path, data: bytes | str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be"],
)
def test_text_is_kept_character_for_character(tmp_path: Path, data: bytes) -> None:
    path = saved(tmp_path, data)
    (document,) = documents(path, published=date(2026, 3, 4))
    assert (document.text, document.source_id, document.published) == (TEXT, str(path), date(2026, 3, 4))


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    path = saved(tmp_path, TEXT.encode("cp1252"))
    told: list[tuple[str, str]] = []
    (document,) = load([str(path)], warn=lambda source, message: told.append((source, message)))
    assert isinstance(document, Document)
    assert document.text == TEXT
    assert told == [(str(path), "not UTF-8 (byte 5): read as Windows-1252; convert it to UTF-8 if letters look wrong")]


def test_warning_without_a_listener_is_a_python_warning(tmp_path: Path) -> None:
    path = saved(tmp_path, b"Ol\xe9 met Bo.")
    with pytest.warns(UserWarning, match="Windows-1252"):
        documents(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\xc2\xa0", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"123 ... 456", "no letters"),
        (b"abc\0def", "byte 3 is NUL"),
        (b"a\x01b\x02c\x03", "control characters"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "office document"),
        (b"\x1f\x8b...", "gzip"),
        ("Zoë, José, Łukasz".encode() + b"\xff", "damaged UTF-8: byte 20"),
        (b"\x81\x8d met", "neither UTF-8"),
        (b"\xff\xfea", "byte order mark"),
        (b"<!DOCTYPE html><html><body><script>x()</script>", "no article text"),
    ],
)
def test_unreadable_text_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = saved(tmp_path, data)
    found = error(path)
    assert reason in str(found)
    assert found.source == str(path)


def test_too_large_a_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_CHARACTERS", 20)
    assert "too large: 24 characters" in str(error(saved(tmp_path, "met " * 6)))
    assert "split it" in str(error(saved(tmp_path, "met " * 6)))


def test_twenty_megabytes_are_too_large(tmp_path: Path) -> None:
    assert "too large" in str(error(saved(tmp_path, b"Ministers met. " * 1_400_000)))


def test_missing_file_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = saved(tmp_path, TEXT)
    first, second = load([str(tmp_path / "none.txt"), str(path)])
    assert isinstance(first, DocumentError)
    assert str(first) == "no such file or folder"
    assert isinstance(second, Document)


def test_folder_is_read_in_order_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.txt", "notes.md", "b/d.TXT", ".git/x.txt", ".hidden.txt"):
        saved(tmp_path, f"File {name} is here.", name)
    saved(tmp_path, '{"text": "Line one."}\n{"text": "Line two."}\n', "b/e.jsonl")
    found = [str(item.source_id).removeprefix(f"{tmp_path}/") for item in documents(tmp_path)]
    assert found == ["a.txt", "c.txt", "b/d.TXT", "b/e.jsonl:1", "b/e.jsonl:2"]


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    assert "without any file in it that can be read (.txt" in str(error(tmp_path))


def test_line_with_all_its_keys(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "text": TEXT,
        "title": " Talks ",
        "published": "4 March 2026",
        "publisher": "Fjord",
        "url": "u:1",
        "lang": "en",
    }
    path = saved(tmp_path, json.dumps(line), "a.jsonl")
    (document,) = documents(path)
    assert document == Document(TEXT, "7", "Talks", date(2026, 3, 4), "Fjord", "u:1", locator=f"{path}:1")


def test_day_of_the_caller_is_for_lines_without_one(tmp_path: Path) -> None:
    lines = '{"text": "One.", "published": null}\n{"text": "Two.", "published": "2025-01-01"}'
    found = documents(saved(tmp_path, lines, "a.jsonl"), published=date(2026, 3, 4))
    assert [item.published for item in found] == [date(2026, 3, 4), date(2025, 1, 1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "not a line of JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"id": 1, "body": "x"}', 'the key "text" is missing (keys: id, body)'),
        (b'{"text": null}', '"text" is null'),
        (b'{"text": 5}', '"text" is 5'),
        (b'{"text": "  "}', "empty"),
        (b'{"text": "Ab \\ud800 c"}', "character 3 is half of a surrogate pair (U+D800)"),
        (b'{"text": "Ab\\u0000c"}', "character 2 is NUL"),
        (b'{"text": "Met.", "published": "soon"}', "'soon' is no day of publication"),
        (b'{"text": "Met.", "published": 20220122}', '"published" is 20220122, where it must be a string'),
        (b'{"text": "Met.", "title": []}', '"title" is []'),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not a line of JSON"),
    ],
)
def test_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: bytes, reason: str) -> None:
    path = saved(tmp_path, b'{"text": "One."}\n\n' + line + b'\r\n{"text": "Two."}', "a.jsonl")
    first, bad, second = load([str(path)])
    assert isinstance(first, Document)
    assert isinstance(bad, DocumentError)
    assert reason in str(bad)
    assert bad.source == f"{path}:3"
    assert isinstance(second, Document)
    assert second.source_id == f"{path}:4"


def test_line_separators_inside_strings_do_not_end_a_line(tmp_path: Path) -> None:
    (document,) = documents(saved(tmp_path, '{"text": "One.\u2028Two.\x85Three."}\n', "a.jsonl"))
    assert document.text == "One.\u2028Two.\x85Three."


def test_endless_line_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.sources.jsonl.MAX_BYTES", 50)
    path = saved(tmp_path, '{"text": "' + "met " * 100 + '"}\n{"text": "Two."}\n', "a.jsonl")
    bad, good = load([str(path)])
    assert isinstance(bad, DocumentError)
    assert "too large" in str(bad)
    assert isinstance(good, Document)


def test_empty_jsonl(tmp_path: Path) -> None:
    assert "empty" in str(error(saved(tmp_path, "", "a.jsonl")))


@pytest.mark.parametrize(("data", "count"), [(TEXT, 1), ('{"text": "One."}\n{"text": "Two."}\n', 2)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, count: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    found = documents("-")
    assert len(found) == count
    assert str(found[0].source_id).startswith("-")


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    stream = load([str(saved(tmp_path, TEXT)), str(tmp_path / "none.txt")])
    assert isinstance(next(stream), Document)


def test_lines_with_rights_and_moments(tmp_path: Path) -> None:
    line = {"text": "They met.", "published": "2031-03-12T23:30:00-05:00", "licence": "CC BY 4.0", "attribution": "Fjord Post"}
    (document,) = documents(saved(tmp_path, json.dumps(line | {"retrieved_at": "2031-03-13T06:00:00Z"}), "a.jsonl"))
    assert (document.published, document.published_at) == (date(2031, 3, 12), "2031-03-12T23:30:00-05:00")
    assert document.retrieved_at == "2031-03-13T06:00:00+00:00"
    assert document.rights is not None
    assert (document.rights.name, document.rights.attribution) == ("CC BY 4.0", "Fjord Post")


def test_keys_by_a_mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '{"text": "not this", "body": "They met.", "source": "Fjord"}\n{"text": "nor this"}\n'
    columns = {"text": "body", "publisher": "source"}
    first, bad = load([saved(tmp_path, lines, "a.jsonl")], columns=columns)
    assert isinstance(first, Document)
    assert (first.text, first.publisher) == ("They met.", "Fjord")
    assert str(bad) == 'the key "body" is missing (keys: text)'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"body": "They met."}\n')))
    (piped,) = load(["-"], columns=columns)
    assert isinstance(piped, Document)
    assert piped.text == "They met."


def test_a_field_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the fields are"):
        list(load([saved(tmp_path, '{"text": "They met."}', "a.jsonl")], columns={"author": "by"}))


def test_packed_files(tmp_path: Path) -> None:
    saved(tmp_path, gzip.compress(TEXT.encode()), "a.txt.gz")
    saved(tmp_path, gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'), "b.jsonl.gz")
    saved(tmp_path, gzip.compress(b"text,title\nThree.,T\n"), "c.csv.gz")
    found = documents(tmp_path)
    assert [one.text for one in found] == [TEXT, "One.", "Two.", "Three."]
    assert found[1].locator == f"{tmp_path}/b.jsonl.gz:1"


def test_a_packed_file_that_is_cut_off(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "Minister number {n} met number {n * n}."}}\n' for n in range(9000))
    path = saved(tmp_path, gzip.compress(lines.encode())[:-2000], "a.jsonl.gz")
    *read, last = load([path])
    assert len(read) > 100
    assert all(isinstance(one, Document) for one in read)
    assert isinstance(last, DocumentError)
    assert "damaged or cut off" in str(last)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz"])
@pytest.mark.parametrize(
    "data", [b"no gzip", b"\x1f\x8b\x08\x00" + b"\xff" * 50, gzip.compress(b"The king left. " * 50)[:20], b""]
)
def test_packed_files_that_are_none(tmp_path: Path, name: str, data: bytes) -> None:
    found = error(saved(tmp_path, data, name))
    assert found.source == str(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    saved(tmp_path, TEXT, "b.txt")
    assert [one.source_id for one in documents(tmp_path)] == [str(tmp_path / "b.txt")]


def test_heavy_libraries_stay_outside_of_plain_texts(tmp_path: Path) -> None:
    path = saved(tmp_path, "Ministers met in Oslo <today>.")
    code = (
        "import sys\nfrom communique.sources.load import load\n"
        f"assert len(list(load([{str(path)!r}]))) == 1\n"
        "heavy = {'trafilatura', 'lxml', 'feedparser', 'fastwarc', 'httpx', 'pyarrow', 'dateparser'}\n"
        "print(*heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
