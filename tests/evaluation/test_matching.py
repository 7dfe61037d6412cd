"""What counts as the same party, name and span."""

from __future__ import annotations

import pytest

from communique.evaluation.matching import find_nth, match, overlap, party_slug, same_name, same_parties, span_iou, squeeze
from communique.records import EventType, Party


def parties(codes: str) -> list[Party]:
    """Parties by codes: ``NOR organization/united-nations``; a state acts for itself."""
    return [Party(entity=c, country=c if c.isupper() else None, start=0, end=1) for c in codes.split()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organization/united-nations", "un"),
        ("The United Nations", "UN"),
        ("the-arab-league", "league-of-arab-states"),
        ("group/islamic-state", "ISIS"),
        ("organization:nato", "north-atlantic-treaty-organization"),
        ("group/hay’at", "hay-at"),
        ("Yıldız", "yildiz"),
        ("NOR", "NOR"),
    ],
)
def test_spellings_of_one_party(one: str, other: str) -> None:
    assert party_slug(one) == party_slug(other)


@pytest.mark.parametrize(("one", "other"), [("NOR", "nor"), ("african-union", "eu"), ("group/m23", "group/rsf")])
def test_different_parties(one: str, other: str) -> None:
    assert party_slug(one) != party_slug(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ingrid Fjellvang", "Fjellvang", True),
        ("Ingrid Fjellvang", "INGRID-FJELLVANG", True),
        ("José Albarín", "jose albarin", True),
        ("Idriss Kelleyo Abba", "Kelleyo Idriss", True),  # two words in common, in another order
        ("Ingrid", "Ingrid Fjellvang", True),
        ("Olav Fjellvang", "Ingrid Fjellvang", True),  # the family name decides
        ("Ingrid Fjellvang", "Ingrid Bakke", False),
        ("", "Ingrid Bakke", False),
        ("", "", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("type_", "gold", "found", "lenient", "strict"),
    [
        ("COERCE", ("NOR", "TCD"), ("NOR", "TCD"), True, True),
        ("COERCE", ("NOR", "TCD"), ("TCD", "NOR"), False, False),
        ("COERCE", ("NOR", "TCD"), ("NOR", ""), True, False),
        ("COERCE", ("NOR", "TCD"), ("", ""), False, False),
        ("COERCE", ("", "TCD"), ("", "TCD"), True, True),
        ("CONSULT", ("NOR", "TCD"), ("TCD", "NOR"), True, True),
        ("CONSULT", ("NOR TCD", ""), ("TCD", "NOR"), True, True),
        ("AGREE", ("NOR TCD MLI", ""), ("NOR", ""), False, False),
        ("SUPPORT", ("NOR TCD MLI", ""), ("NOR", "TCD"), True, False),
        ("COOPERATE", ("NOR un", ""), ("NOR organization/united-nations", ""), True, True),
    ],
)
def test_parties(type_: EventType, gold: tuple[str, str], found: tuple[str, str], lenient: bool, strict: bool) -> None:
    wanted = (gold[0].split(), gold[1].split())
    given = (parties(found[0]), parties(found[1]))
    assert same_parties(type_, wanted, given) is lenient
    assert same_parties(type_, wanted, given, exactly=True) is strict


def test_a_person_counts_as_the_country_acted_for() -> None:
    minister = [Party(entity="person/ingrid-fjellvang", country="NOR", start=0, end=1)]
    assert same_parties("COERCE", (["NOR"], []), (minister, []), exactly=True)


def test_spans() -> None:
    assert span_iou([(0, 10)], [(0, 10)]) == 1.0
    assert span_iou([(0, 10)], [(5, 10)]) == 0.5
    assert span_iou([(0, 4), (6, 10)], [(0, 10)]) == 0.8
    assert span_iou([], [(0, 1)]) == 0.0
    assert span_iou([], []) == 0.0
    assert overlap((0, 2), (1, 3))
    assert not overlap((0, 2), (2, 3))


def test_matching_takes_the_best_first_and_each_once() -> None:
    assert match([(1.0, 0, 0), (2.0, 0, 1), (3.0, 1, 1)]) == {1: 1, 0: 0}
    assert match([(1.0, 1, 0), (1.0, 0, 1), (1.0, 0, 0)]) == {0: 0}  # of equals the earlier; gold 1 is left without
    assert match([]) == {}


def test_finding_words() -> None:
    assert find_nth("aaa", "aa", 2) == (1, 3)
    assert find_nth("abc", "b", 2) is None
    assert squeeze(" a\n b\u00a0c ") == "a b c"
