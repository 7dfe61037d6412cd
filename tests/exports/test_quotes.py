"""Quotes: the rows that `communique quotes` writes, as text, CSV and JSON Lines, and which statements go in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import communique
from communique import samples
from communique.cli import main
from communique.exports.quotes import COLUMNS, QUOTED, QuoteWriter, quotes_of
from communique.records import Entity, Event, EventDate, Party, Provenance, Reading, Role, SourceDocument, Span, Statement

ROOT = Path(__file__).parents[2]
SAMPLES = Path(samples.__file__).parent
TIMOR, BRASILIA = SAMPLES / "timor-sea-call.txt", SAMPLES / "river-call-brasilia.txt"
FORMS = ("text", "csv", "jsonl")

TALKS = """NIAMEY, May 21 - "We want peace, and we want it before the winter comes
to the mountains," said Norwegian Foreign Minister Ingrid Fjellvang on
Monday, "and so does every child in the villages of the north, where
nobody has seen a doctor for years."

Fjellvang told Chadian Foreign Minister Idriss Kelleyo that the road to
Faya was closed. Kelleyo said the war was "a tragedy; a crime, too".

Fjellvang and Kelleyo said: "The talks will go on in Oslo again on
Friday." A spokesperson for the Norwegian foreign ministry said: "The
embassy is open again."
"""
WRAPPED = """NIAMEY, May 21 - "We want peace, and we want it before the winter," said Norwegian
Foreign Minister Ingrid Fjellvang on Monday, "and so does every child in the
villages of the north, where nobody has seen a doctor for years."

"The embassy in Niamey is open again," a spokesperson for the Norwegian foreign
ministry said when the planes had landed on the island in the evening.
"""
SILENCE = "Norwegian Foreign Minister Ingrid Fjellvang visited Chad on Monday.\n"
FRENCH = (
    "La ministre norvégienne des affaires étrangères a rencontré hier à Oslo son homologue du Tchad, avec lequel elle a parlé "
    "de la situation dans la région et des relations entre les deux pays depuis la fin de la guerre.\n"
)
LINES = (
    json.dumps(
        {
            "id": "first",
            "text": '"Norway wants peace," said Norwegian Foreign Minister Inge Fjellvåg.',
            "published": "2024-05-22",
            "publisher": "Nordic Wire",
            "url": "https://example.org/1",
        }
    )
    + '\n{"id":\n'
    + json.dumps({"id": "third", "text": '"Chad wants peace," said Chadian Foreign Minister Idriss Kelleyo.', "title": "Peace"})
    + "\n"
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "talks.txt": TALKS,
        "wrapped.txt": WRAPPED,
        "silence.txt": SILENCE,
        "french.txt": FRENCH,
        "news.jsonl": LINES,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")


def run(*arguments: str, data: str | None = None) -> Result:
    return CliRunner().invoke(main, ["quotes", *arguments], input=data)


def as_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_json(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def found(*arguments: str) -> list[dict[str, Any]]:
    """The rows of one run, which has to end well."""
    result = run(*arguments, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    return as_json(result.stdout)


def words(rows: Iterable[dict[str, Any]]) -> list[str]:
    """The first three words of each row, enough to tell them apart."""
    return [" ".join(row["words"].split()[:3]) for row in rows]


# What a reader of the sample finds between quotation marks, and who says it.
OF_TIMOR = [
    ("direct", "Bagas Wiratmaja", "These are fathers with small engines and no radar,"),
    (
        "direct",
        "Bagas Wiratmaja",
        "I asked my friend the prime minister to treat them as neighbours, and he understood me at once.",
    ),
    ("direct", "Callowhill's office", "Nobody is above the law of the sea,"),
    (
        "mixed",
        "Bagas Wiratmaja",
        "his government would hand out satellite beacons to 2,000 boats in East Nusa Tenggara, so that nobody "
        '"could get lost by accident or on purpose"',
    ),
    ("mixed", "Indonesia", 'Australia of "punishing poverty with fire"'),
    ("direct", "Odette Farnsworth", "I would be surprised if I were allowed not to."),
]


def test_quotes_of_a_sample_in_every_form() -> None:
    arguments = (str(TIMOR), "--published", "2031-03-13", "--format")
    rows = as_csv(run(*arguments, "csv").stdout)
    assert [(row["kind"], row["speakers"], row["words"]) for row in rows] == OF_TIMOR
    objects = as_json(run(*arguments, "jsonl").stdout)
    assert [(o["kind"], "; ".join(o["speakers"]), o["words"]) for o in objects] == OF_TIMOR
    report = run(*arguments, "text").stdout
    for kind, speaker, said in OF_TIMOR:
        assert (f'"{said}"' if kind == "direct" else said) in " ".join(report.split())
        assert speaker in report


def test_rows_know_speaker_day_and_occasion() -> None:
    row = next(row for row in found(str(TIMOR), "--published", "2031-03-13") if row["kind"] == "mixed")
    assert {
        key: row[key]
        for key in ("published", "speaker_ids", "roles", "countries", "named_as", "cue", "addressees", "occasion", "said_basis")
    } == {
        "published": "2031-03-13",
        "speaker_ids": ["person/bagas-wiratmaja"],
        "roles": ["President"],
        "countries": ["IDN"],
        "named_as": "Wiratmaja",
        "cue": "promised",
        "addressees": [],
        "occasion": "CONSULT/phone",
        "said_basis": "relative",
    }
    assert (row["said_from"], row["said_to"]) == ("2031-03-13", "2031-03-13")


def test_the_text_form_names_document_speaker_day_and_occasion() -> None:
    lines = run(str(TIMOR), "--published", "2031-03-13").stdout.splitlines()
    assert lines[0] == f"{TIMOR}, 2031-03-13"
    assert "  s9  Bagas Wiratmaja (President, IDN), 2031-03-13, at e1 (CONSULT/phone), mixed:" in lines
    assert max(len(line) for line in lines[1:]) <= 100
    assert "\x1b" not in "".join(lines)


def test_the_header_is_the_columns() -> None:
    assert run("talks.txt", "--format", "csv").stdout.splitlines()[0].split(",") == list(COLUMNS)
    assert all(list(row) == list(COLUMNS) for row in found("talks.txt"))


def test_csv_and_json_lines_say_the_same() -> None:
    kinds = ("--kind", "direct", "--kind", "mixed", "--kind", "indirect")
    objects = found("talks.txt", *kinds)
    rows = as_csv(run("talks.txt", *kinds, "--format", "csv").stdout)
    assert len(rows) == len(objects) == 5
    for row, told in zip(rows, objects, strict=True):
        for column, value in told.items():
            assert row[column] == ("" if value is None else "; ".join(value) if isinstance(value, list) else str(value)), column


def test_csv_loads_in_pandas(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    assert run("talks.txt", str(TIMOR), str(BRASILIA), "--format", "csv", "--output", "quotes.csv").exit_code == 0
    frame = pandas.read_csv(tmp_path / "quotes.csv", dtype=str, keep_default_na=False)
    objects = found("talks.txt", str(TIMOR), str(BRASILIA))
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["words"]) == [o["words"] for o in objects]
    assert list(frame["start"].astype(int)) == [o["start"] for o in objects]
    assert set(frame["source_id"]) == {"talks.txt", str(TIMOR), str(BRASILIA)}


@pytest.mark.parametrize("path", [TIMOR, BRASILIA, Path("talks.txt")], ids=lambda path: path.name)
def test_offsets_lead_back_to_the_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rows = found(str(path), "--kind", "direct", "--kind", "mixed", "--kind", "indirect")
    assert len(rows) >= 5
    for row in rows:
        there = " ".join(text[row["start"] : row["end"]].split())
        first, *rest = row["words"].split(" ... ")
        if rest:  # the cue stands between
            assert there.startswith(first)
            assert there.endswith(rest[-1])
            assert row["cue"] in there
        else:
            assert there == first


def test_offsets_count_code_points() -> None:
    text = "\N{DOVE OF PEACE}\N{REGIONAL INDICATOR SYMBOL LETTER N} Inge Fjellvåg said: “Å gå – 👩‍👧 and “home” at last.”\n"
    Path("odd.txt").write_text(text, encoding="utf-8")
    (row,) = found("odd.txt")
    assert text[row["start"] : row["end"]] == row["words"] == "Å gå – 👩‍👧 and “home” at last."


def test_a_cue_in_the_middle_and_line_breaks_are_left_out() -> None:
    row = found("talks.txt")[0]
    assert row["words"] == (
        "We want peace, and we want it before the winter comes to the mountains, ... "
        "and so does every child in the villages of the north, where nobody has seen a doctor for years."
    )
    assert (row["start"], row["end"]) == (TALKS.index("We want"), TALKS.index('"\n\nFjellvang'))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], ["We want peace,", "the war was", "The talks will", "The embassy is"]),
        (["direct"], ["We want peace,", "The talks will", "The embassy is"]),
        (["mixed"], ["the war was"]),
        (["indirect"], ["the road to"]),
        (["indirect", "mixed"], ["the road to", "the war was"]),
        (["mixed", "indirect", "direct"], ["We want peace,", "the road to", "the war was", "The talks will", "The embassy is"]),
    ],
)
def test_kinds(kinds: list[str], expected: list[str]) -> None:
    rows = found("talks.txt", *[word for kind in kinds for word in ("--kind", kind)])
    assert words(rows) == expected
    assert {row["kind"] for row in rows} == set(kinds or QUOTED)


FJELLVANG = ["We want peace,", "the road to", "The talks will"]
MINISTRY = ["The embassy is"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("Ingrid Fjellvang", FJELLVANG),
        ("fjellvang", FJELLVANG),
        ("person/ingrid-fjellvang", FJELLVANG),
        ("Kelleyo", ["the war was", "The talks will"]),
        ("KELLEYÓ", ["the war was", "The talks will"]),
        ("NOR", [*FJELLVANG, *MINISTRY]),
        ("nor", [*FJELLVANG, *MINISTRY]),
        ("TCD", ["the war was", "The talks will"]),
        ("Norwegian foreign ministry", MINISTRY),
        ("a spokesperson for the Norwegian", MINISTRY),
        ("spokesperson", MINISTRY),
        ("MLI", []),
        ("Brekkhus", []),
    ],
)
def test_by(by: str, expected: list[str]) -> None:
    rows = found("talks.txt", "--by", by, "--kind", "direct", "--kind", "mixed", "--kind", "indirect")
    assert words(rows) == expected


def test_by_and_kind_both_count() -> None:
    assert words(found("talks.txt", "--by", "NOR", "--kind", "indirect")) == ["the road to"]
    assert found("talks.txt", "--by", "TCD", "--kind", "indirect") == []


def test_letters_with_marks_are_found_by_plain_ones() -> None:
    result = run("news.jsonl", "--by", "fjellvag", "--format", "jsonl")
    assert [row["speakers"] for row in as_json(result.stdout)] == [["Inge Fjellvåg"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("PER", 'A spokesperson for the Norwegian foreign ministry said: "The embassy is open again."'),
        ("NOR", '"The road is closed," said the governor of Lima.'),
        ("MAR", '"The road is closed," said Norwegian Foreign Minister Marit Solhaug.'),
    ],
)
def test_a_code_stands_for_a_state_only(code: str, text: str) -> None:
    reading = communique.read(text)
    assert list(quotes_of(reading))
    assert list(quotes_of(reading, by=code)) == []


# Lines broken by an editor, in the middle of "Norwegian Foreign Minister" and of "the Norwegian foreign ministry".


@pytest.mark.parametrize(
    ("by", "expected"),
    [("Norwegian Foreign Minister", ["We want peace,"]), ("Norwegian foreign ministry", ["The embassy in"])],
)
def test_by_finds_words_that_a_line_break_parts(by: str, expected: list[str]) -> None:
    assert words(found("wrapped.txt")) == ["We want peace,", "The embassy in"]
    assert words(found("wrapped.txt", "--by", by)) == expected


def test_no_cell_has_a_line_break() -> None:
    rows = found("wrapped.txt")
    assert [column for row in rows for column, value in row.items() if "\\n" in json.dumps(value)] == []


def test_a_speaker_stands_on_one_line() -> None:
    heads = [line for line in run("wrapped.txt").stdout.splitlines() if re.match(r"  s\d", line)]
    assert heads == [
        "  s1  Ingrid Fjellvang (Foreign Minister, NOR), direct:",
        "  s2  spokesperson for the Norwegian foreign ministry (NOR), direct:",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_output_file_holds_what_standard_output_would(form: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    result = run("talks.txt", "--format", form, "--output", "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    written = (tmp_path / "out").read_bytes().decode("utf-8")
    assert "The talks will go on in Oslo again on Friday." in written
    assert written == run("talks.txt", "--format", form).stdout


def test_several_documents_in_their_order() -> None:
    rows = found(str(BRASILIA), "talks.txt", "silence.txt", str(TIMOR))
    assert list(dict.fromkeys(row["source_id"] for row in rows)) == [str(BRASILIA), "talks.txt", str(TIMOR)]
    rows = as_csv(run("talks.txt", str(TIMOR), "--format", "csv").stdout)
    assert [row["source_id"] for row in rows] == ["talks.txt"] * 4 + [str(TIMOR)] * 6
    assert "source_id" not in [row["source_id"] for row in rows]  # one header


def test_the_text_form_heads_each_document_that_has_quotes() -> None:
    report = run("talks.txt", "silence.txt", str(BRASILIA)).stdout
    title = "Telephone conversation between President Teodoro Braganholo and the President of Argentina, Lucrecia Ansaldi"
    assert [line for line in report.splitlines() if line and not line.startswith(" ")] == [
        "talks.txt",
        f"{title}, Ministry of Foreign Affairs of Brazil, 2031-05-20",
    ]


def test_a_folder_of_documents() -> None:
    Path("news").mkdir()
    for name in ("b", "a"):
        Path(f"news/{name}.txt").write_text(TALKS, encoding="utf-8")
    assert [Path(row["source_id"]).name for row in found("news")] == ["a.txt"] * 4 + ["b.txt"] * 4


def test_what_the_source_tells_of_a_document_stands_in_its_rows() -> None:
    rows = as_json(run("news.jsonl", "--format", "jsonl").stdout)
    assert [[row[key] for key in ("source_id", "published", "publisher", "url")] for row in rows] == [
        ["first", "2024-05-22", "Nordic Wire", "https://example.org/1"],
        ["third", None, None, None],
    ]
    assert [row["said_basis"] for row in rows] == ["published", None]
    report = run("news.jsonl").stdout.splitlines()
    assert [line for line in report if line and not line.startswith(" ")] == ["first, Nordic Wire, 2024-05-22", "Peace"]


def test_the_day_of_publication_is_of_those_that_do_not_state_theirs() -> None:
    rows = as_json(run("news.jsonl", "--published", "3 June 2025", "--format", "jsonl").stdout)
    assert [row["published"] for row in rows] == ["2024-05-22", "2025-06-03"]


@pytest.mark.parametrize("form", FORMS)
def test_documents_that_cannot_be_read_are_told_and_the_others_written(form: str) -> None:
    result = run("none.txt", "french.txt", "talks.txt", "news.jsonl", "--format", form)
    assert [": ".join(line.split(": ")[:2]) for line in result.stderr.splitlines()] == [
        "error: none.txt",
        "error: french.txt",
        "error: news.jsonl:2",
    ]
    assert result.exit_code == 1
    for said in ("The embassy is open again.", "Norway wants peace,", "Chad wants peace,"):
        assert said in result.stdout


def test_a_bad_document_does_not_spoil_the_output_file(tmp_path: Path) -> None:
    result = run("french.txt", "talks.txt", "--format", "csv", "--output", "out.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: french.txt: ")
    assert len(as_csv((tmp_path / "out.csv").read_text(encoding="utf-8"))) == 4


@pytest.mark.parametrize(("form", "expected"), [("text", ""), ("jsonl", ""), ("csv", ",".join(COLUMNS) + "\n")])
@pytest.mark.parametrize("arguments", [("silence.txt",), ("talks.txt", "--by", "MLI")])
def test_nothing_found_is_no_failure(arguments: tuple[str, ...], form: str, expected: str) -> None:
    result = run(*arguments, "--format", form)
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_standard_input() -> None:
    result = run("-", "--format", "jsonl", data=TALKS)
    assert words(as_json(result.stdout)) == ["We want peace,", "the war was", "The talks will", "The embassy is"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Missing argument 'PATH...'"),
        (["talks.txt", "--kind", "spoken"], "'spoken' is not one of"),
        (["talks.txt", "--format", "json"], "'json' is not one of"),
        (["talks.txt", "--published", "soon"], "'soon' is no day of publication"),
        (["talks.txt", "--output", "none/quotes.csv"], "--output none/quotes.csv: cannot be written"),
        (["talks.txt", "--output", "."], "this is a folder"),
    ],
)
def test_misuse_is_told(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize("document", samples.documents(), ids=lambda document: str(document.source_id))
def test_every_statement_of_a_sample_is_some_quote(document: communique.Document) -> None:
    reading = communique.read(document)
    quotes = list(quotes_of(reading, ("direct", "mixed", "indirect")))
    assert [q.statement for q in quotes] == reading.statements
    assert [q.statement for q in quotes_of(reading)] == [s for s in reading.statements if s.kind != "indirect"]
    for q in quotes:
        assert [e.id for e in q.speakers] == [i for i in (q.statement.speaker, *q.statement.joint) if i is not None]
        assert (q.occasion and q.occasion.id) == q.statement.occasion
        for piece in q.statement.content:
            assert " ".join(document.text[piece.start : piece.end].split()) in q.words


# What the reader seldom gives, by hand.

NIAMEY = "The two said in Niamey that\nthe war was over; others disagreed."
PRESIDENT = Entity(
    id="person/a", kind="person", name="Ada Bjelland", country="NOR", role=Role(title="Prime Minister", country="NOR")
)
NEIGHBOUR = Entity(id="person/b", kind="person", name="Brahim; Kosseye", country="TCD")
STRANGER = Entity(id="other/rebels", kind="other", name="rebels")
TALK = Event(
    id="e1", type="CONSULT", modes=["third-party"], actors=[Party(entity="person/a", start=0, end=7)], status="occurred",
    trigger=Span(start=0, end=7, text="The two"), evidence=[Span(start=0, end=7, text="The two")], confidence=0.9, why="",
)  # fmt: skip
SPEECH = Statement(
    id="s1",
    speaker="person/a",
    joint=["person/b"],
    speaker_span=Span(start=0, end=7, text="The two"),
    addressees=["other/rebels"],
    cue=Span(start=8, end=12, text="said"),
    content=[Span(start=28, end=44, text="the war was over")],
    kind="indirect",
    occasion="e1",
    date=EventDate(start="2024-05-20", end="2024-05-21", basis="published"),
)


def by_hand(*statements: Statement) -> Reading:
    return Reading(
        document=SourceDocument(id="d", text=NIAMEY),
        entities=[PRESIDENT, NEIGHBOUR, STRANGER],
        statements=list(statements),
        events=[TALK],
        provenance=Provenance(software="communique", model="none", knowledge="none", read_at="now"),
    )


def written(form: str, *statements: Statement) -> str:
    out = io.StringIO()
    reading = by_hand(*statements)
    assert QuoteWriter(out, form).write(reading, quotes_of(reading, ("direct", "mixed", "indirect"))) == len(statements)
    return out.getvalue()


def test_lists_are_joined_in_delimited_files_only() -> None:
    (row,) = as_csv(written("csv", SPEECH))
    assert row["speakers"] == "Ada Bjelland; Brahim; Kosseye"
    assert (row["speaker_ids"], row["countries"], row["roles"]) == ("person/a; person/b", "NOR; TCD", "Prime Minister")
    (told,) = as_json(written("jsonl", SPEECH))
    assert told["speakers"] == ["Ada Bjelland", "Brahim; Kosseye"]
    assert (told["addressees"], told["occasion"]) == (["rebels"], "CONSULT/third-party")
    assert (told["said_from"], told["said_to"], told["said_basis"]) == ("2024-05-20", "2024-05-21", "published")


def test_speakers_of_one_state_name_it_once() -> None:
    (told,) = as_json(written("jsonl", SPEECH.model_copy(update={"joint": ["person/a", "other/rebels"]})))
    assert told["countries"] == ["NOR"]


@pytest.mark.parametrize(
    ("changes", "head", "body"),
    [
        (
            {},
            "s1  Ada Bjelland (Prime Minister, NOR) and Brahim; Kosseye (TCD) to rebels, 2024-05-20 to 2024-05-21, "
            "at e1 (CONSULT/third-party), indirect:",
            "the war was over",
        ),
        (
            {"joint": [], "addressees": [], "occasion": None, "date": None, "kind": "direct"},
            "s1  Ada Bjelland (Prime Minister, NOR), direct:",
            '"the war was over"',
        ),
        (
            {"speaker": "other/rebels", "joint": [], "addressees": [], "occasion": None, "date": EventDate()},
            "s1  rebels, indirect:",
            "the war was over",
        ),
        (
            {"speaker": None, "joint": [], "addressees": [], "occasion": None, "date": None},
            's1  "The two", indirect:',
            "the war was over",
        ),
        (
            {
                "speaker": None,
                "joint": [],
                "speaker_span": None,
                "addressees": [],
                "occasion": None,
                "date": None,
                "kind": "mixed",
            },
            "s1  Nobody named, mixed:",
            "the war was over",
        ),
        (
            {"joint": [], "addressees": [], "occasion": None, "date": EventDate(start="2024-05-20", end="2024-05-20")},
            "s1  Ada Bjelland (Prime Minister, NOR), 2024-05-20, indirect:",
            "the war was over",
        ),
    ],
)
def test_the_line_that_tells_who_spoke(changes: dict[str, Any], head: str, body: str) -> None:
    assert written("text", SPEECH.model_copy(update=changes)) == f"Untitled\n\n  {head}\n    {body}\n\n"


def test_a_speaker_whom_nobody_names_leaves_cells_empty() -> None:
    statement = SPEECH.model_copy(update={"speaker": None, "joint": [], "speaker_span": None, "cue": None, "date": None})
    (row,) = as_csv(written("csv", statement))
    assert {row[key] for key in ("speakers", "speaker_ids", "roles", "countries", "named_as", "cue", "said_from", "said_to")} == {
        ""
    }
    (told,) = as_json(written("jsonl", statement))
    assert (told["speakers"], told["named_as"], told["cue"], told["said_from"]) == ([], None, None, None)


@pytest.mark.parametrize("nasty", ['he said "no", then', "a;b", "first\nsecond", "'=1+1", "tab\there"])
def test_any_words_survive_a_csv_file(nasty: str) -> None:
    (row,) = as_csv(written("csv", SPEECH.model_copy(update={"content": [Span(start=0, end=1, text=nasty)]})))
    assert row["words"] == " ".join(nasty.split())
    assert row["end"] == "1"


def test_a_speaker_without_country_is_found_by_name_only() -> None:
    reading = by_hand(SPEECH.model_copy(update={"speaker": "other/rebels", "joint": []}))
    assert len(list(quotes_of(reading, ["indirect"], by="rebels"))) == 1
    assert len(list(quotes_of(reading, ["indirect"], by="the two"))) == 1  # the words that name them there
    assert list(quotes_of(reading, ["indirect"], by="NOR")) == []


def test_an_occasion_that_was_left_out_is_none() -> None:
    reading = by_hand(SPEECH).model_copy(update={"events": []})
    (quote,) = quotes_of(reading, ["indirect"])
    assert (quote.occasion, quote.where) == (None, "")


def test_writing_tells_how_many_quotes_it_wrote() -> None:
    reading = by_hand(SPEECH, SPEECH.model_copy(update={"id": "s2"}))
    out = io.StringIO()
    writer = QuoteWriter(out, "jsonl")
    assert [writer.write(reading, quotes_of(reading, kinds)) for kinds in (["indirect"], ["direct"])] == [2, 0]
    assert len(out.getvalue().splitlines()) == 2


def test_page_documents_every_column() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    missing = [
        name
        for name, (meaning, _) in COLUMNS.items()
        if not re.search(rf"^\| `{name}` \|.* {re.escape(meaning)} \|$", page, re.MULTILINE)
    ]
    assert missing == []
