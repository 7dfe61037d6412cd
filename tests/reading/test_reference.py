"""Who words stand for at their place in the text: words -> ids of entities."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Entity, Reading

F, K = "person/ingrid-fjellvang", "person/idriss-kelleyo"
PREMIER = "Norwegian Prime Minister Ingrid Fjellvang"
PRESIDENT = "Chadian President Idriss Kelleyo"
Read = Callable[..., Reading]
Who = Callable[..., set[str]]
Lines = Callable[..., list[str]]


def entity(reading: Reading, id: str) -> Entity:
    return next(e for e in reading.entities if e.id == id)


@pytest.mark.parametrize(
    ("words", "day", "id"),
    [
        ("The French president", "2013-01-15", "person/francois-hollande"),
        ("The French president", "2024-01-15", "person/emmanuel-macron"),
        ("The US president", "2013-06-20", "person/barack-obama"),
        ("The US president", "1999-06-20", "person/bill-clinton"),
        ("The British prime minister", "2019-08-22", "person/boris-johnson"),
        ("The president of Niger", "2022-05-22", "person/mohamed-bazoum"),
    ],
)
def test_an_office_is_held_by_whoever_held_it_that_day(read: Read, mentioned: Who, words: str, day: str, id: str) -> None:
    reading = read(f"{words} visited Berlin.", day)
    assert mentioned(words, reading) == {id}
    assert entity(reading, id).known


def test_an_office_without_a_day_names_nobody(read: Read, mentioned: Who) -> None:
    reading = read("The French president visited Berlin.")
    (id,) = mentioned("The French president", reading)
    assert (entity(reading, id).kind, entity(reading, id).country, entity(reading, id).known) == ("other", "FRA", False)


def test_the_text_goes_before_the_tables(read: Read, mentioned: Who) -> None:
    reading = read("French President Odile Castagnac visited Berlin. The French president left the city on Monday.", "2013-01-15")
    assert mentioned("The French president", reading) == {"person/odile-castagnac"}


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("{F} visited Chad. Fjellvang left on Monday.", "Fjellvang left", None),
        ("{F} visited Chad. Ms Fjellvang left on Monday.", "Ms Fjellvang", {F}),
        ("{F} visited Chad. The minister left on Monday.", "The minister", {F}),
        ("{F} visited Chad. The foreign minister left on Monday.", "The foreign minister", {F}),
        ("{F} met her Chadian counterpart, Idriss Kelleyo, in Oslo.", "her Chadian counterpart", {K}),
        ("{F} met {K}. The former offered a loan.", "The former", {F}),
        ("Norway and Chad signed an agreement. The former offered a loan.", "The former", {"NOR"}),
        ("{F} met {K}. The two sides signed an agreement.", "The two sides", {"NOR", "TCD"}),
        ("{F} met {K}. Both ministers praised the talks.", "Both ministers", {F, K}),
        ("{F} met {K}. The two ministers praised the talks.", "The two ministers", {F, K}),
        ("Norway and Chad held talks. The two countries signed an agreement.", "The two countries", {"NOR", "TCD"}),
        (f"{PREMIER} met {PRESIDENT}. Both leaders condemned the attack on Mali.", "Both leaders", {F, K}),
        (f"{PRESIDENT} said that his country would buy ships from Norway.", "his country", {"TCD"}),
        (f"{PRESIDENT} said that his country would buy ships from Norway.", "his", {K}),
        ("{F} visited Chad. She left on Monday.", "She", {F}),
        ("Norway recalled its ambassador to Chad.", "its", {"NOR"}),
        ("Turkey's President Levent Karaosman visited Chad. The Turkish leader left.", "The Turkish leader",
         {"person/levent-karaosman"}),
        ("German Chancellor Ulrike Brandner visited Oslo. The chancellor left on Monday.", "The chancellor",
         {"person/ulrike-brandner"}),
        ("Ankara summoned the Norwegian ambassador.", "Ankara", {"TUR"}),
        ("Oslo accused N'Djamena of attacking Mali.", "N'Djamena", {"TCD"}),
        ("The EU imposed sanctions on Chad.", "EU", {"organization/european-union"}),
    ],
)  # fmt: skip
def test_who_is_meant(read: Read, mentioned: Who, text: str, words: str, ids: set[str] | None) -> None:
    if ids is None:  # the surname alone, once its bearer was introduced
        reading = read(text)
        assert mentioned("Fjellvang", reading, 1) == {F}
    else:
        assert mentioned(words, read(text)) == ids


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("The Kremlin", "RUS"),
        ("The White House", "USA"),
        ("Downing Street", "GBR"),
        ("Beijing", "CHN"),
        ("The Norwegian army", "NOR"),
    ],
)
def test_metonyms_act_for_their_state(read: Read, words: str, country: str) -> None:
    (event,) = read(f"{words} rejected the proposal of Chad.").events
    assert [(event.type, party.country) for party in event.actors] == [("REJECT", country)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            f"{PREMIER} met {PRESIDENT}. The former offered a loan to the latter.",
            (["NOR"], ["TCD"]),
        ),
        (f"{PREMIER} met {PRESIDENT}. She invited him to Bergen.", (["NOR"], ["TCD"])),
        ("Norway and Chad signed an agreement. The former will send doctors to the latter.", (["NOR"], ["TCD"])),
        (f'"We will send doctors to Chad," {PREMIER} said.', (["NOR"], ["TCD"])),
        (f'"We have sent doctors to Chad," {PREMIER} said.', (["NOR"], ["TCD"])),
        (f'"Our troops attacked Mali," {PRESIDENT} said.', (["TCD"], ["MLI"])),
        (f'"Mali attacked us," {PRESIDENT} said.', (["MLI"], ["TCD"])),
    ],
)
def test_anaphors_among_the_parties(read: Read, text: str, parties: tuple[list[str], list[str]]) -> None:
    found = [([a.country for a in e.actors], [r.country for r in e.recipients]) for e in read(text).events]
    assert parties in found
    assert parties[::-1] not in [f for f, e in zip(found, read(text).events, strict=True) if e.type != "ACCUSE"]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("She left the hall.", "She"),
        ("He said that the talks had failed.", "He"),
        ("Norway and Chad held talks. He left early.", "He"),
        ("It is raining in Chad.", "It"),
        ("Mrs Ingrid Fjellvang of Norway visited Chad. He left on Monday.", "He"),
    ],
)
def test_a_pronoun_without_an_antecedent_stays_open(read: Read, mentioned: Who, text: str, pronoun: str) -> None:
    assert mentioned(pronoun, read(text)) == set()


@pytest.mark.parametrize(
    ("text", "id", "country", "title"),
    [
        ("{F} visited Chad on Monday.", F, "NOR", "Foreign Minister"),
        ("Ingrid Fjellvang, the Norwegian foreign minister, visited Chad.", F, "NOR", "Foreign Minister"),
        ("Norway's foreign minister, Ingrid Fjellvang, visited Chad.", F, "NOR", "Foreign Minister"),
        ("Prime Minister Ingrid Fjellvang of Norway visited Chad.", F, "NOR", "Prime Minister"),
        ("The prime minister of Norway, Ingrid Fjellvang, visited Chad.", F, "NOR", "Prime Minister"),
    ],
)
def test_persons_whom_the_tables_lack(read: Read, text: str, id: str, country: str, title: str) -> None:
    found = entity(read(text), id)
    assert (found.kind, found.known, found.country) == ("person", False, country)
    assert found.role is not None
    assert found.role.title.title() == title


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The team of Michael Jordan won.", "JOR"),
        ("Georgia's president visited Berlin.", "USA"),
        ("Guinea-Bissau expelled an ambassador.", "GIN"),
        ("The president of Nigeria visited Berlin.", "NER"),
        ("South Korea held elections.", "PRK"),
    ],
)
def test_names_that_look_like_others(read: Read, text: str, absent: str) -> None:
    assert absent not in {e.id for e in read(text).entities}


def test_a_party_without_a_state_has_none(read: Read) -> None:
    (event,) = read("The EU imposed sanctions on Chad.").events
    assert [(a.entity, a.country) for a in event.actors] == [("organization/european-union", None)]


def test_the_pope_and_somebody_of_that_name(read: Read) -> None:
    ids = {e.id for e in read("The Pope met the king of Norway.", published="2026-02-03").entities}
    assert "person/leo-xiv" in ids
    ids = {
        e.id for e in read("IOM chief Amy Pope visited Chad. Pope praised the king of Norway.", published="2026-02-03").entities
    }
    assert "person/amy-pope" in ids
    assert "person/leo-xiv" not in ids


@pytest.mark.parametrize("where", ["In an interview with NTB", "In Bandar Lengeh", "On Friday"])
def test_what_stands_before_an_office_is_not_always_its_holder(read: Read, where: str) -> None:
    reading = read(f"{where}, Norway's foreign minister described Chad as a friend.", published="2026-02-03")
    (statement,) = reading.statements
    assert statement.speaker == "person/espen-barth-eide"


def test_a_title_that_a_state_does_not_have_is_not_its_leaders(read: Read, mentioned: Who) -> None:
    text = "The Chancellor spoke by telephone with the Prime Minister of Georgia, Levan Kobalia."
    reading = read(text, "2024-05-22")
    assert mentioned("The Chancellor", reading) == {"other/chancellor"}
    (call,) = reading.events
    assert [p.entity for p in (*call.actors, *call.recipients)] == ["other/chancellor", "person/levan-kobalia"]


def test_an_official_whom_a_report_names_is_of_its_own_state(read: Read) -> None:
    text = (
        "OSLO, May 22 (Fjord Wire) - Chad freed two sailors on Tuesday. N'Djamena had said that they were spies. "
        "The cabinet secretary, Sigrid Lunde, thanked Kenya."
    )
    assert entity(read(text, "2024-05-22"), "person/sigrid-lunde").country == "NOR"


@pytest.mark.parametrize(
    "words",
    [
        "The president of Turkey's central bank",
        "The deputy head of Turkey's nuclear agency",
        "The leader of Turkey's main opposition party",
        "The president of the Turkish football federation",
    ],
)
def test_who_heads_a_body_of_a_state_is_not_its_president(read: Read, mentioned: Who, words: str) -> None:
    reading = read(f"{words} visited Chad.", "2024-05-22")
    (id,) = mentioned(words, reading)
    assert (entity(reading, id).kind, entity(reading, id).country) == ("other", "TUR")


@pytest.mark.parametrize("words", ["The leader of Mali's junta", "The head of Mali's military government"])
def test_who_heads_a_government_leads_the_state(read: Read, mentioned: Who, words: str) -> None:
    assert mentioned(words, read(f"{words} visited Chad.", "2024-05-22")) == {"person/assimi-goita"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ortega visited Chad on Monday.", ["person/daniel-ortega"]),
        ("Peru closed the crossing at Villa Ortega.", []),
        ("A hotel in Ortega Street was closed.", []),
        ("Norway boarded the trawler Rosa Ortegon.", []),
        ("Norway voiced its anger at Rosa Ortegon.", ["person/rosa-ortegon"]),
    ],
)
def test_names_of_places_and_vessels_are_nobodys(read: Read, text: str, people: list[str]) -> None:
    assert [e.id for e in read(text, "2024-05-22").entities if e.kind == "person"] == people
