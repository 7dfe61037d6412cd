"""Readings against gold: what is right, what is missed, what costs nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.errors import DocumentError
from communique.evaluation import Count, Figures, GoldDocument, Measure, evaluate_folder, score
from communique.evaluation.figures import F1, reliability
from communique.evaluation.gold import GoldEvent
from communique.records import EventDate, Mention, Reading, Span
from communique.sources.document import Document

TEXT = (
    "N’DJAMENA — Norway arrested two Chadian sailors on Monday. “We will not forget it,” Idriss Kelleyo said. "
    "Kelleyo said that Mali had bombed a market. He may meet Ingrid Fjellvang."
)
Copyist = Callable[[GoldDocument], Reading]


def gold_event(type_: str, actors: str, recipients: str, evidence: str, **other: Any) -> dict[str, Any]:
    return {
        "type": type_, "actors": actors.split(), "recipients": recipients.split(), "evidence": evidence, "status": "occurred",
        "claimed_by": None, "date": ["2024-05-20", "2024-05-20"], "core": True, **other,
    }  # fmt: skip


ARREST = gold_event("COERCE", "NOR", "TCD", "Norway arrested two Chadian sailors", mode="arrest", place="NOR")
BOMBING = gold_event("ASSAULT", "MLI", "", "Mali had bombed a market", claimed_by="Idriss Kelleyo", date=None)
MEETING = gold_event(
    "CONSULT",
    "TCD",
    "NOR",
    "may meet Ingrid Fjellvang",
    core=False,
    status="hypothetical",
    persons=["Idriss Kelleyo", "Ingrid Fjellvang"],
)
QUOTE = {"speaker": "Idriss Kelleyo", "kind": "direct", "content": "We will", "content_end": "forget it", "core": True}
CLAIM = {"speaker": "Idriss Kelleyo", "kind": "indirect", "content": "that Mali", "content_end": "a market", "core": True}
HE = {"text": "He ", "is": "idriss-kelleyo"}


def gold(**changed: Any) -> GoldDocument:
    given = {"events": [ARREST, BOMBING, MEETING], "statements": [QUOTE, CLAIM], "mentions": [HE], **changed}
    return GoldDocument.model_validate({"name": "01", "text": TEXT, "published": "2024-05-22", **given})


def changed(reading: Reading, index: int, **fields: Any) -> Reading:
    """The reading with another event at ``index``."""
    events = list(reading.events)
    events[index] = events[index].model_copy(update=fields)
    return reading.model_copy(update={"events": events})


def shares(figures: Figures) -> dict[str, float | None]:
    return {measure.value: figures[measure].share for measure in Measure} | {name: figures.f1(name) for name in F1}


def wrong(figures: Figures) -> dict[str, Count]:
    """Measures that are not all right."""
    return {measure.value: figures[measure] for measure in Measure if figures[measure].share not in (None, 1.0)}


def test_a_perfect_reading(copied: Copyist) -> None:
    figures = score([gold()], [copied(gold())])
    assert set(shares(figures).values()) == {1.0}
    assert (figures.misses, figures.extras) == ((), ())
    assert figures[Measure.EVENTS_RECALL] == Count(2, 2)  # the meeting is not core
    assert figures[Measure.EVENTS_PRECISION] == Count(3, 3)


def test_an_empty_reading(copied: Copyist) -> None:
    figures = score([gold()], [copied(gold(events=[], statements=[], mentions=[]))])
    assert wrong(figures) == {
        "events_recall": Count(0, 2),
        "events_strict_recall": Count(0, 2),
        "statements_recall": Count(0, 2),
        "statements_with_speaker_recall": Count(0, 2),
        "quotes_with_speaker_recall": Count(0, 1),
        "mentions": Count(0, 1),
    }
    assert figures.f1("events_f1") == 0.0
    assert figures[Measure.EVENTS_PRECISION].share is None
    assert [miss.what for miss in figures.misses] == [
        "COERCE NOR > TCD, occurred",
        "ASSAULT MLI > nobody, occurred",
        "statement of Idriss Kelleyo",
        "statement of Idriss Kelleyo",
        "mention of idriss-kelleyo",
    ]
    assert figures.misses[0].words == ARREST["evidence"]


def test_no_reading_is_counted_as_not_read_and_nowhere_else() -> None:
    figures = score([gold()], [], {"01": "too long"})
    assert wrong(figures) == {"documents_read": Count(0, 1)}
    assert figures[Measure.EVENTS_RECALL] == Count(0, 0)
    assert (figures.misses[0].what, figures.misses[0].words) == ("document", "too long")


def test_nothing_to_find_and_nothing_found(copied: Copyist) -> None:
    nothing = gold(events=[], statements=[], mentions=[])
    figures = score([nothing], [copied(nothing)])
    assert [figures.f1(name) for name in F1] == [None, None, None]
    assert score([], []).to_dict()["documents"] == []


def test_swapped_parties(copied: Copyist) -> None:
    reading = copied(gold())
    for i in (0, 2):
        event = reading.events[i]
        reading = changed(reading, i, actors=event.recipients, recipients=event.actors)
    figures = score([gold()], [reading])
    # The arrest by the wrong side is a miss and an extra; who came to meet whom does not matter.
    assert [miss.what for miss in figures.misses] == ["COERCE NOR > TCD, occurred"]
    assert [(extra.what, extra.words) for extra in figures.extras] == [("COERCE TCD > NOR, occurred", ARREST["evidence"])]
    assert figures[Measure.EVENTS_PRECISION] == Count(2, 3)


def test_strict_asks_for_all_parties(copied: Copyist) -> None:
    reading = changed(copied(gold()), 0, recipients=[])
    assert wrong(score([gold()], [reading])) == {"events_strict_recall": Count(1, 2), "events_strict_precision": Count(2, 3)}


def test_a_gold_event_that_is_not_core_is_neither_missed_nor_wrong(copied: Copyist) -> None:
    reading = copied(gold())
    without = reading.model_copy(update={"events": reading.events[:2]})
    assert wrong(score([gold()], [reading])) == wrong(score([gold()], [without])) == {}


def test_the_core_event_is_credited_first(copied: Copyist) -> None:
    lesser = {**ARREST, "core": False}
    reading = copied(gold(events=[ARREST]))
    assert score([gold(events=[lesser, ARREST])], [reading])[Measure.EVENTS_RECALL] == Count(1, 1)


@pytest.mark.parametrize(
    ("index", "fields", "expected"),
    [
        (0, {"status": "ongoing"}, {"status": Count(2, 3)}),
        (0, {"modes": ["seize", "deport"]}, {"mode": Count(0, 1)}),
        (0, {"place": None}, {"place": Count(0, 1)}),
        (0, {"date": None}, {"date": Count(2, 3), "date_overlaps": Count(1, 2)}),
        (0, {"date": EventDate(start="2024-05-19", end="2024-05-20")}, {"date": Count(2, 3)}),
        (0, {"date": EventDate(start="2024-05-19")}, {"date": Count(2, 3)}),
        (0, {"date": EventDate(start="2024-05-21", end="2024-05-22")}, {"date": Count(2, 3), "date_overlaps": Count(1, 2)}),
        (1, {"date": EventDate(start="2024-05-19", end="2024-05-20")}, {"date": Count(2, 3)}),
        (1, {"date": EventDate(basis="relative")}, {}),
        (1, {"claimed_in": None}, {"claimed_or_narrated": Count(2, 3)}),
        (0, {"claimed_in": "s1"}, {"claimed_or_narrated": Count(2, 3)}),
        (1, {"claimed_in": "unknown"}, {"claimed_by_whom": Count(0, 1)}),
        (0, {"type": "SANCTION"}, {
            "events_recall": Count(1, 2), "events_precision": Count(2, 3),
            "events_strict_recall": Count(1, 2), "events_strict_precision": Count(2, 3),
        }),
    ],
)  # fmt: skip
def test_a_wrong_circumstance_counts_in_its_own_measure(
    copied: Copyist, index: int, fields: dict[str, Any], expected: dict[str, Count]
) -> None:
    assert wrong(score([gold()], [changed(copied(gold()), index, **fields)])) == expected


def test_persons_are_sought_among_the_parties_and_beside_them(copied: Copyist) -> None:
    reading = copied(gold())
    minister = [party for party in reading.events[2].actors if party.entity != "person/ingrid-fjellvang"]
    assert wrong(score([gold()], [changed(reading, 2, actors=minister)])) == {"persons": Count(1, 2)}
    beside = changed(reading, 2, actors=minister, persons=["person/ingrid-fjellvang"])
    assert wrong(score([gold()], [beside])) == {}


def test_wrong_speaker_and_kind(copied: Copyist) -> None:
    reading = copied(gold())
    first = reading.statements[0].model_copy(update={"speaker": "person/ingrid-fjellvang", "kind": "mixed"})
    figures = score([gold()], [reading.model_copy(update={"statements": [first, *reading.statements[1:]]})])
    assert wrong(figures)["statements_with_speaker_recall"] == Count(1, 2)
    assert wrong(figures)["quotes_with_speaker_recall"] == Count(0, 1)
    assert wrong(figures)["statement_kind"] == Count(1, 2)
    assert figures[Measure.STATEMENTS_RECALL] == Count(2, 2)
    assert [miss.what for miss in figures.misses] == ["statement of Idriss Kelleyo (given to Ingrid Fjellvang)"]


def test_half_of_the_words_are_the_statement_and_less_are_not(copied: Copyist) -> None:
    reading = copied(gold())
    at = TEXT.index("We will not forget it")
    for length, found in ((21, 2), (11, 2), (10, 1)):
        part = reading.statements[0].model_copy(
            update={"content": [Span(start=at, end=at + length, text=TEXT[at : at + length])]}
        )
        figures = score([gold()], [reading.model_copy(update={"statements": [part, *reading.statements[1:]]})])
        assert figures[Measure.STATEMENTS_RECALL] == Count(found, 2), length
        assert figures[Measure.STATEMENTS_PRECISION] == Count(found, 2), length
    assert [(extra.what, extra.words) for extra in figures.extras] == [("statement of Idriss Kelleyo", "We will no")]


def test_quote_marks_around_the_content_do_not_matter(copied: Copyist) -> None:
    reading = copied(gold())
    at = TEXT.index("“We will")
    quoted = reading.statements[0].model_copy(update={"content": [Span(start=at, end=at + 24, text=TEXT[at : at + 24])]})
    assert wrong(score([gold()], [reading.model_copy(update={"statements": [quoted, *reading.statements[1:]]})])) == {}


def test_mentions_are_of_the_right_entity_at_the_right_place(copied: Copyist) -> None:
    reading = copied(gold())
    he = next(entity for entity in reading.entities if entity.mentions)
    fjellvang = next(entity for entity in reading.entities if entity.id == "person/ingrid-fjellvang")
    elsewhere = he.model_copy(update={"mentions": [Mention(start=0, end=3, text=TEXT[:3], how="name")]})
    other = fjellvang.model_copy(update={"mentions": he.mentions})
    for entities in ([elsewhere], [other], []):
        figures = score([gold()], [reading.model_copy(update={"entities": entities})])
        assert figures[Measure.MENTIONS] == Count(0, 1)
    by_full_name = he.model_copy(update={"id": "person/q1", "name": "Idriss Kelleyo"})
    assert score([gold()], [reading.model_copy(update={"entities": [by_full_name]})])[Measure.MENTIONS] == Count(1, 1)


def test_readings_are_found_by_their_text(copied: Copyist) -> None:
    other = GoldDocument(name="02", text="Something else happened in Bamako.", published=None, events=(), statements=())
    figures = score([gold(), other], [copied(other), copied(gold())])
    assert [(d.name, d[Measure.DOCUMENTS_READ]) for d in figures.documents] == [("01", Count(1, 1)), ("02", Count(1, 1))]
    # White space that changed, or an end that was cut off, are no other article.
    long = gold(text=TEXT + " It rained." * 20, events=[], statements=[], mentions=[])
    cut = copied(long).document.model_copy(update={"text": long.text[:250].replace(" ", "\n")})
    assert score([long], [copied(long).model_copy(update={"document": cut})])[Measure.DOCUMENTS_READ] == Count(1, 1)


def test_figures_of_all_documents_are_sums(copied: Copyist) -> None:
    second = gold(name="02", text=TEXT + " So it was.")
    figures = score([gold(), second], [copied(gold()), copied(second).model_copy(update={"events": []})])
    assert [document[Measure.EVENTS_RECALL] for document in figures.documents] == [Count(2, 2), Count(0, 2)]
    assert figures[Measure.EVENTS_RECALL] == Count(2, 4)
    assert {miss.document for miss in figures.misses} == {"02"}


def test_reliability_of_confidence() -> None:
    table = reliability([(0.7, True), (0.75, False), (0.3, False), (1.0, True), (0.95, True)])
    assert [(b.low, b.high, b.matched) for b in table] == [
        (0.3, 0.4, Count(0, 1)),
        (0.7, 0.8, Count(1, 2)),
        (0.9, 1.0, Count(2, 2)),
    ]
    assert table[1].mean == pytest.approx(0.725)
    assert reliability([]) == ()


def test_figures_as_json(copied: Copyist) -> None:
    figures = score([gold()], [copied(gold()).model_copy(update={"events": []})])
    plain = json.loads(figures.to_json())
    assert plain == figures.to_dict()
    assert plain["measures"]["events_recall"] == {"right": 0, "of": 2, "share": 0.0}
    assert plain["measures"]["place"] == {"right": 0, "of": 0, "share": None}
    assert plain["f1"]["statements_f1"] == 1.0
    assert plain["misses"][0] == {"document": "01", "what": "COERCE NOR > TCD, occurred", "words": ARREST["evidence"]}
    assert plain["documents"][0]["name"] == "01"


def test_a_folder_is_read_and_scored(tmp_path: Path, copied: Copyist) -> None:
    for name, text in (("01", TEXT), ("02", "Nothing to read here.")):
        events = [ARREST] if name == "01" else []
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps({"published": "2024-05-22", "events": events, "statements": []}))
    asked: list[Document] = []

    def read_many(
        documents: Iterable[Document], *, language: str, on_error: Callable[[DocumentError], None]
    ) -> Iterator[Reading]:
        for document in documents:
            asked.append(document)
            if document.source_id == "02":
                on_error(DocumentError("nothing in it", "02"))
            else:
                yield copied(gold(events=[ARREST], statements=[], mentions=[]))

    figures = evaluate_folder(tmp_path, read_many=read_many)
    assert [(d.text, d.source_id, str(d.published)) for d in asked] == [
        (TEXT, "01", "2024-05-22"), ("Nothing to read here.", "02", "2024-05-22"),
    ]  # fmt: skip
    assert figures[Measure.EVENTS_RECALL] == Count(1, 1)
    assert [(miss.document, miss.words) for miss in figures.misses] == [("02", "nothing in it")]
    assert len(evaluate_folder(tmp_path, "01", read_many).documents) == 1


def test_gold_records_are_frozen() -> None:
    event = GoldEvent.model_validate(ARREST)
    with pytest.raises(ValueError, match="frozen"):
        event.core = False  # type: ignore[misc]
