"""Reading as a whole: whatever the text, it ends, and what it says can be found in the text."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique.errors import DocumentError, LanguageError, UsageError
from communique.records import Reading
from communique.sources.document import Document

Sound = Callable[[Reading, str], None]
Read = Callable[..., Reading]

# "{F}" and "{K}" of the other tests, written out: these texts go to communique.read as they are.
MEETING = "Norwegian Foreign Minister Ingrid Fjellvang met Chadian Foreign Minister Idriss Kelleyo on Monday."

WORDS = [
    "Norway",
    "Chad",
    "Norwegian",
    "Chadian",
    "Oslo",
    "N'Djamena",
    "minister",
    "president",
    "Ingrid",
    "Fjellvang",
    "Idriss",
    "Kelleyo",
    "the",
    "a",
    "her",
    "his",
    "she",
    "he",
    "they",
    "it",
    "we",
    "us",
    "attacked",
    "visited",
    "met",
    "said",
    "told",
    "accused",
    "promised",
    "refused",
    "urged",
    "denied",
    "will",
    "would",
    "not",
    "if",
    "that",
    "who",
    "which",
    "to",
    "of",
    "with",
    "by",
    "on",
    "in",
    "and",
    "but",
    "talks",
    "attack",
    "visit",
    "sanctions",
    "troops",
    "call",
    "agreement",
    "spokesman",
    "ministry",
    "Monday",
    "yesterday",
    "2024",
    "May",
    "12",
    "last",
    "week",
    "according",
    "former",
    "latter",
    "both",
    "two",
    "sides",
    "countries",
    "counterpart",
]
MARKS = [
    ".", ",", ";", ":", "!", "?", '"', '"', "“", "”", "‘", "’", "'", "«", "»", "(", ")", "-", "–", "—", "...", "…",
    "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\ufeff", "é", "e\u0301", "🙂", "👩‍👩‍👧", "𐐷", "ş", "ﬁ", "中", "ـ",
    "\u202e", "###", "*", "<b>", "http://x.org/?a=1", "@x", "#y",
]  # fmt: skip
sentences = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.text(max_size=4)), st.sampled_from([" ", " ", " ", ""])
    ),
    max_size=60,
).map(lambda parts: "".join(word + blank for word, blank in parts))
# Whole clauses, put together at random: nearer to news, and deeper into the reader.
CLAUSES = [
    "Norwegian Foreign Minister Ingrid Fjellvang visited Chad on Monday", "she said", "he told reporters",
    "Norway attacked Chad", "if Mali agrees", "the two sides signed an agreement", "its ambassador was expelled",
    "according to the Chadian foreign ministry", "adding that", "who promised to", "release the prisoners",
    "withdraw its troops from Mali by June 1", "Idriss Kelleyo, the president of Chad,",
    "met his counterpart in Oslo", "accused Norway of", "denied that", "the attack killed five soldiers",
    "during the meeting", "would not", "urged both countries to", "hold talks", "threatened to",
    "impose sanctions on Chad", "called off", "the visit", "and", "but", "which", "the former", "the latter",
    "last week", "in 1994", '"We will never', 'leave Chad,"', '"', "“Our troops", "are there”", ".", ".", ",",
    "\n\n", "OSLO, May 12 (Fjord News) -", "the UN Security Council",
]  # fmt: skip
news = st.lists(st.sampled_from(CLAUSES), max_size=25).map(" ".join)
patiently = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@given(text=st.one_of(sentences, news), day=st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2060, 1, 1))))
@patiently
def test_any_text_is_read_soundly_or_refused(sound: Sound, text: str, day: date | None) -> None:
    with contextlib.suppress(DocumentError):
        sound(communique.read(text, day, language="any"), text)


@given(text=st.text(max_size=300))
@patiently
def test_any_characters_are_read_soundly_or_refused(sound: Sound, text: str) -> None:
    with contextlib.suppress(DocumentError):
        sound(communique.read(text, "2024-05-22", language="any"), text)


@given(before=st.lists(st.sampled_from(MARKS), max_size=6).map("".join))
@patiently
def test_what_stands_before_moves_the_offsets_and_nothing_else(sound: Sound, before: str) -> None:
    text = f"Nobody spoke{before}.\n\n{MEETING}"
    sound(communique.read(text, "2024-05-22", language="any"), text)


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "\r\n",
        "\ufeff",
        "🙂 ",
        "👩‍👩‍👧 and 🇳🇴: ",
        "Cafe\u0301 talk: ",
        "𐐷𐐲𐑌 and ",
        "\u00a0\u2009",
        "A preface.\r\n\r\n",
        "A preface.\n\n\n\n",
        "Ａ ｐｒｅｆａｃｅ. ",
    ],
)
def test_offsets_count_code_points(sound: Sound, opening: str) -> None:
    text = opening + MEETING + "\r\n\r\n“We shall meet again,” Fjellvang said.\r\n"
    reading = communique.read(text, "2024-05-22")
    sound(reading, text)
    assert reading.events[0].trigger.start == text.index("met Chadian")
    assert [span.text for span in reading.statements[-1].content] == ["We shall meet again,"]


def test_the_same_text_gives_the_same_reading() -> None:
    text = MEETING + ' "We shall meet again," she said. Chad accused Norway of attacking Mali. Both sides left.'
    first, second = (communique.read(text, "2024-05-22").model_dump(exclude={"provenance"}) for _ in range(2))
    assert first == second


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    texts = [MEETING, "Mali attacked Chad. It left.", MEETING + " She left.", "He left Oslo."]
    alone = [communique.read(t).model_dump(exclude={"provenance"}) for t in texts]
    together = [r.model_dump(exclude={"provenance"}) for r in communique.read_many(texts)]
    assert together == alone


@pytest.mark.parametrize("text", [MEETING, "Nothing of note.", '"We stay," said {F}. "{K} will visit Chad if Mali agrees."'])
def test_json_goes_there_and_back(read: Read, text: str) -> None:
    reading = read(text, "2024-05-22")
    line = reading.to_json()
    assert "\n" not in line
    assert json.loads(line)["schema"] == "communique/1"
    assert Reading.model_validate_json(line) == reading


@pytest.mark.parametrize("text", ["", " \n\t", "123 456 -- !", "\x00abc", "a\ud800b", "\x01\x02\x03abc"])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        communique.read(text)


FRENCH = (
    "La ministre norvégienne des affaires étrangères a rencontré hier à Oslo son homologue du Tchad, avec lequel elle a parlé "
    "de la situation dans la région et des relations entre les deux pays depuis la fin de la guerre."
)


def test_other_languages_are_refused_unless_asked_for() -> None:
    with pytest.raises(LanguageError, match="'fr'"):
        communique.read(FRENCH)
    assert communique.read(FRENCH, language="any").document.text == FRENCH


@pytest.mark.parametrize("arguments", [{"published": "soon"}, {"language": "fr"}])
def test_misuse_is_told(arguments: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        communique.read(MEETING, **arguments)


def test_many_keep_their_order_and_go_on_after_a_bad_one() -> None:
    errors: list[DocumentError] = []
    texts = [f"Norway attacked Chad {n} times." for n in range(70)]
    given = [*texts[:3], "", FRENCH, *texts[3:], "12"]
    assert [r.document.text for r in communique.read_many(given, on_error=errors.append)] == texts
    assert len(errors) == 3


def test_many_stop_at_a_bad_one_when_nobody_takes_the_error() -> None:
    with pytest.raises(DocumentError):
        list(communique.read_many(["Norway attacked Chad.", ""]))


def test_many_of_none() -> None:
    assert list(communique.read_many([])) == []


def test_many_take_a_stream_a_few_at_a_time() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield "Norway attacked Chad."

    assert next(iter(communique.read_many(endless()))).document.text == "Norway attacked Chad."  # type: ignore[arg-type]
    assert taken < 1000


def test_mappings_have_the_keys_of_json_lines() -> None:
    record = {
        "id": 17,
        "text": "Norway attacked Chad.",
        "title": "War",
        "published": "2024-05-22",
        "publisher": "Fjord News",
        "url": "https://example.org/17",
    }
    (reading,) = communique.read_many([record])
    document = reading.document
    assert (document.source_id, document.title, document.published) == ("17", "War", "2024-05-22")
    assert (document.publisher, document.url) == ("Fjord News", "https://example.org/17")
    assert [e.date.end for e in reading.events if e.date] == ["2024-05-22"]


@pytest.mark.parametrize("record", [{}, {"text": None}, {"text": 5}, {"id": "a", "text": ["x"]}])
def test_mappings_without_a_text_are_bad_documents(record: dict[str, object]) -> None:
    errors: list[DocumentError] = []
    assert list(communique.read_many([record], on_error=errors.append)) == []
    assert [e.source for e in errors] == [record.get("id")]


def test_mappings_may_leave_out_all_but_the_text() -> None:
    (reading,) = communique.read_many([{"text": "Norway attacked Chad."}])
    assert (reading.document.source_id, reading.document.published) == (None, None)


def test_documents() -> None:
    document = Document("Norway attacked Chad.", "a1", "War", date(2024, 5, 22), "Fjord News", "https://example.org/17")
    reading = communique.read(document)
    assert (reading.document.id, reading.document.source_id, reading.document.title) == (document.id, "a1", "War")
    assert reading.document.published == "2024-05-22"


def test_the_day_of_publication_may_be_words_or_a_date() -> None:
    days = [date(2024, 5, 22), "2024-05-22", "22 May 2024"]
    assert {communique.read("Norway attacked Chad.", day).document.published for day in days} == {"2024-05-22"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway " + "and Chad " * 7_000 + "met.",
        "He said that " * 3_000 + "Norway attacked Chad.",
        '"' * 5_000 + "Norway attacked Chad.",
        "(" * 5_000 + "Norway attacked Chad." + ")" * 5_000,
        "Norwayattacked" * 5_000 + " Chad.",
        "Norway attacked Chad.\n" * 2_000,
        "\n" * 50_000 + "Norway attacked Chad.",
        ("Norway attacked Chad on Monday. " * 20 + "\n\n") * 20,
    ],
    ids=["one sentence", "nested", "marks", "brackets", "one word", "lines", "blank lines", "repeated"],
)
def test_odd_texts_end(sound: Sound, text: str) -> None:
    sound(communique.read(text, "2024-05-22", language="any"), text)


def test_a_warning_for_a_past_that_is_after_publication() -> None:
    assert communique.read("Norway attacked Chad on 3 June 2025.", "2024-05-22").warnings
    assert not communique.read("Norway attacked Chad on 3 June 2023.", "2024-05-22").warnings


def test_a_fault_of_ours_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    import communique.reading.pipeline as pipeline

    read_parse = pipeline.read_parse

    def stumble(parse: pipeline.Parse, *rest: object) -> Reading:
        if "Two" in parse.text:
            raise IndexError("out of range")
        return read_parse(parse, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "read_parse", stumble)
    errors: list[DocumentError] = []
    documents = [Document(f"{word}. {MEETING}", source_id=word) for word in ("One", "Two", "Three")]
    readings = list(communique.read_many(documents, on_error=errors.append))
    assert [r.document.source_id for r in readings] == ["One", "Three"]
    assert [(e.source, e.document) for e in errors] == [("Two", documents[1])]
    assert "IndexError" in str(errors[0])
    with pytest.raises(IndexError):
        list(communique.read_many(documents))
