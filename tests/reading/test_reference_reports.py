"""Reference in short reports: who each marked description stands for. People and happenings are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Reading

Read = Callable[..., Reading]
Who = Callable[..., set[str]]

# A report, its day, and words in it -> the last part of the ids of those whom they stand for.
REPORTS: list[tuple[str, str, dict[str, set[str]]]] = [
    (
        "Armenian Foreign Minister Hrant Saroyan met his Georgian counterpart, Nino Kaladze, in Batumi. The former"
        " said the talks were useful, while the latter called them frank. They will meet again in June.",
        "2016-05-10",
        {
            "his Georgian counterpart": {"nino-kaladze"},
            "The former": {"hrant-saroyan"},
            "the latter": {"nino-kaladze"},
            "They": {"hrant-saroyan", "nino-kaladze"},
        },
    ),
    (
        "JAKARTA - Malaysia's Deputy Foreign Minister Rahim Senu arrived here on Wednesday. He met Indonesian "
        "Defence Minister Agus Pranata. The visiting minister thanked his host for the welcome. Both sides agreed "
        "to set up a committee.",
        "2011-03-02",
        {"The visiting minister": {"rahim-senu"}, "his host": {"agus-pranata"}, "Both sides": {"MYS", "IDN"}},
    ),
    (
        "GOMA - The M23 said its men had taken the town. Colonel Jules Mbekele, the group's spokesman, accused "
        'Kinshasa of bombing civilians. A senior Congolese official rejected the charge. "We never target our own '
        "people,\" the official said. The African Union's envoy, Salif Traorine, urged both sides to stop. He will "
        "meet the rebels' leaders on Friday.",
        "2025-02-03",
        {
            "the group's spokesman": {"jules-mbekele"},
            "both sides": {"COD", "m23"},
            "We": {"COD"},
            "The African Union's envoy": {"salif-traorine"},
            "He": {"salif-traorine"},
            "the rebels' leaders": {"m23"},
        },
    ),
    (
        "MUSCAT - Omani Foreign Minister Salim al-Harthawi flew to Tehran on Friday with a message for the Iranian"
        ' president. The top Omani diplomat also met his counterpart, Reza Nourani. "Muscat is a friend we trust,"'
        " Nourani told the visiting minister.",
        "2018-06-01",
        {
            "The top Omani diplomat": {"salim-al-harthawi"},
            "his counterpart": {"reza-nourani"},
            "we": {"IRN"},
            "the visiting minister": {"salim-al-harthawi"},
        },
    ),
    (
        "Peru's foreign minister, Lucia Paredana, and her counterparts from Chile and Colombia met in Lima on "
        "Tuesday. Venezuela's government accused the three countries of meddling. Paredana said her country would "
        "host the next meeting.",
        "2031-04-02",
        {"the three countries": {"PER", "CHL", "COL"}, "her country": {"PER"}},
    ),
    (
        "Spain's foreign minister, Carmen Ibarrola, summoned the Moroccan ambassador, Laila Bennisi. \"We expressed"
        ' our disgust," said Ibarrola. Bennisi was then recalled to Rabat. The envoy had warned of consequences.',
        "2031-05-20",
        {
            "the Moroccan ambassador": {"laila-bennisi"},
            "The envoy": {"laila-bennisi"},
            "our": {"ESP"},
        },
    ),
    (
        "Baghdad summoned Turkey's ambassador for the second time in a month. A spokesman said Ambassador Fatih "
        "Yildanlar had been handed a protest note. The envoy denied the charge.",
        "2031-09-10",
        {"Turkey's ambassador": {"fatih-yildanlar"}, "The envoy": {"fatih-yildanlar"}},
    ),
    (
        "Saudi Arabia's energy minister, Prince Faisal al-Nuaimani, said Riyadh would restore output. The prince "
        "blamed Tehran. Iran denied it. The kingdom has asked UN experts to help. The world body confirmed that it"
        " had received the request.",
        "2031-09-16",
        {"The prince": {"faisal-al-nuaimani"}, "The world body": {"united-nations"}},
    ),
    (
        "The foreign ministers of Kenya and Chad agreed to a pact. The Norwegian foreign minister, Ingrid "
        "Fjellvang, mediated. Both ministers declined to speak. Nairobi later accused N'Djamena of delay; the "
        "latter rejected the charge.",
        "2022-10-10",
        {"the latter": {"TCD"}},
    ),
    (
        "In June, Zambian President Bwalya Chandwe flew to Harare. President Tendai Moyana, who received him, is "
        'the chairman of SADC. The Zambian leader thanked his host. "You have stood by our country," he told '
        "Moyana.",
        "2031-06-13",
        {
            "the chairman of SADC": {"tendai-moyana"},
            "You": {"tendai-moyana"},
            "our country": {"ZMB"},
        },
    ),
    (
        "Prime Minister Arben Krasnik of Kosovo spoke to reporters. His spokeswoman's office said he had called "
        'the EU envoy. "Nobody in this country wants delay," the premier said.',
        "2031-09-04",
        {"this country": {"XKX"}, "the premier": {"arben-krasnik"}},
    ),
    (
        "North and South Korea exchanged fire. The two Koreas later agreed to talks.",
        "2015-08-20",
        {"North": {"PRK"}, "South Korea": {"KOR"}, "The two Koreas": {"PRK", "KOR"}},
    ),
    (
        "The G7 issued a statement at the end of their summit. The G7 leaders condemned the coup. The blue helmets stayed.",
        "2015-06-08",
        {"their": {"g7"}, "The G7 leaders": {"g7"}, "blue helmets": {"united-nations"}},
    ),
    (
        "The Organisation of Islamic Cooperation condemned the attack. Its secretary-general said the organisation"
        " would send a team.",
        "2012-02-20",
        {"Its secretary-general": {"ekmeleddin-ihsanoglu"}, "the organisation": {"oic"}},
    ),
    (
        "Saudi Arabia rejected the charge. Germany halted arms exports to the kingdom. "
        "Qatar said the gas-rich emirate would mediate.",
        "2018-10-20",
        {"the kingdom": {"SAU"}, "the gas-rich emirate": {"QAT"}},
    ),
    (
        "The rebel group, the QXF, attacked a convoy near Abeche. Its leader, Mahamat Dourane, said the group would fight on.",
        "2031-11-29",
        {"Its leader": {"mahamat-dourane"}, "the group": {"qxf"}},
    ),
    (
        "Peru, Chile, Kenya and Chad cut ties with Norway. The four accused Oslo of meddling.",
        "2017-06-05",
        {"The four": {"PER", "CHL", "KEN", "TCD"}},
    ),
    (
        "Pakistan's foreign office protested. Prime Minister Asif Durranizai said the step would hurt ties.",
        "2031-08-05",
        {"Pakistan's foreign office": {"PAK", "pakistan-s-foreign-office"}},
    ),
    (
        "President Danylo Kravetsenko of Ukraine condemned the raid. "
        "The acting Ukrainian premier accused the Kremlin chief of robbery.",
        "2014-03-18",
        {"The acting Ukrainian premier": {"arseniy-yatsenyuk"}, "the Kremlin chief": {"vladimir-putin"}},
    ),
]
CASES = [
    pytest.param(text, day, words, ids, id=f"{text[:20]}: {words}")
    for text, day, marked in REPORTS
    for words, ids in marked.items()
]


@pytest.mark.parametrize(("text", "day", "words", "ids"), CASES)
def test_description(read: Read, mentioned: Who, text: str, day: str, words: str, ids: set[str]) -> None:
    assert {id.split("/")[-1] for id in mentioned(words, read(text, day))} == ids


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("A warship sailed through the South China Sea on Monday.", "CHN"),
        ("Ships collided in the Gulf of Mexico on Monday.", "MEX"),
        ("A tanker crossed the Indian Ocean on Monday.", "IND"),
        ("Floods hit Atlanta, Georgia, on Monday.", "GEO"),
        ("Georgia Governor Hank Dillard vetoed a bill on Monday.", "GEO"),
        ("Lebanon, Pennsylvania, held a fair on Monday.", "LBN"),
        ("The Washington Post reported on Monday that the talks had failed.", "USA"),
        ("Turkish Airlines cancelled all its flights on Monday.", "TUR"),
        ("Both sides have signed the Paris Agreement.", "FRA"),
        ("Michael Jordanson visited a school on Monday.", "JOR"),
    ],
)
def test_a_name_that_is_something_else(read: Read, text: str, absent: str) -> None:
    assert absent not in {e.id for e in read(text, "2022-01-24").entities}


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Georgia's president met Armenia's prime minister in Tbilisi.", "Georgia", "GEO"),
        ("Congo's army fought rebels near Goma.", "Congo", "COD"),
        ("The Congolese president flew to Paris from Brazzaville.", "Congolese", "COG"),
        ("Guinea-Bissau signed a treaty with Guinea.", "Guinea-Bissau", "GNB"),
        ("Equatorial Guinea signed a treaty with Chad.", "Equatorial Guinea", "GNQ"),
        ("The Nigerien president met Nigerian officials.", "Nigerien", "NER"),
        ("The Nigerien president met Nigerian officials.", "Nigerian", "NGA"),
        ("Jordan's king flew to Cairo.", "Jordan", "JOR"),
        ("Chad's president flew to Cairo.", "Chad", "TCD"),
        ("Saudi King Abdullah flew to Cairo.", "King Abdullah", "person/abdullah-bin-abdulaziz"),
        ("King Abdullah of Jordan flew to Cairo.", "King Abdullah", "person/abdullah-ii"),
    ],
)
def test_homonyms(read: Read, mentioned: Who, text: str, words: str, id: str) -> None:
    assert id in mentioned(words, read(text, "2010-01-24"))


def test_nobody_is_guessed(read: Read, mentioned: Who) -> None:
    """A pronoun without anybody to agree with, and a person whom the tables lack."""
    reading = read(
        "The bridge was closed on Monday. He said so. Deputy Premier Orla Quillfeather of Ireland agreed.", "2022-01-24"
    )
    assert mentioned("He", reading) == set()
    assert [e.known for e in reading.entities if e.id == "person/orla-quillfeather"] == [False]
