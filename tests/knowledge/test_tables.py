"""The packaged tables are consistent in themselves. Each failure names the rows, so that they can be mended."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from communique.knowledge.offices import load_offices
from communique.knowledge.tables import DATA, read_rows, read_yaml
from communique.knowledge.world import Known, Term, World, add_tables, load_world

FILES = sorted(path.name for path in (DATA / "people").iterdir() if path.name.endswith(".csv"))
COLUMNS = ("name", "gender", "country", "office", "title", "start", "end", "aliases")
UNITED_NATIONS = frozenset(
    re.findall(
        r"\w+",
        """
        AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV KHM
        CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN
        FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK
        KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR
        NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP
        SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV
        UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
        """,
    )
)
OTHERS = ["VAT", "PSE", "XKX", "TWN", "ESH"]
# City states; a capital that stands for the European Union; capitals called like many places (Victoria).
NO_CAPITAL = {"MCO", "SMR", "SGP", "VAT", "BEL", "ATG", "SYC"}
UNRECOGNISED = ["Abkhazia", "South Ossetia", "Northern Cyprus", "Transnistria", "Somaliland"]


@pytest.fixture(scope="module")
def world() -> World:
    """The packaged tables alone: the sample people of 2031 are not in them."""
    world = World()
    add_tables(world, DATA)
    return world


def test_every_state_has_a_name_a_capital_and_an_adjective(world: World) -> None:
    assert len(UNITED_NATIONS) == 193
    table = read_yaml(DATA / "countries.yaml")
    for code in [*sorted(UNITED_NATIONS), *OTHERS]:
        row = table[code]
        assert row["name"], code
        assert bool(row.get("capital")) != (code in NO_CAPITAL), code
        assert row.get("adjectives") or row.get("adjectives_shared"), code
    for name in UNRECOGNISED:
        assert world.find(name), name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TUR"), ("Burma", "MMR"), ("Swaziland", "SWZ"), ("Czechia", "CZE"), ("DPRK", "PRK"), ("Ivory Coast", "CIV"),
        ("the Islamic Republic of Iran", "IRN"), ("Holland", "NLD"), ("Cape Verde", "CPV"), ("Macedonia", "MKD"),
        ("Emirati", "ARE"), ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Zaire", "COD"), ("Yugoslavia", "YUG"),
        ("the Kremlin", "RUS"), ("Whitehall", "GBR"), ("Foggy Bottom", "USA"), ("the Elysee", "FRA"), ("Zhongnanhai", "CHN"),
        ("The Hague", "NLD"), ("Tel Aviv", "ISR"), ("Naypyidaw", "MMR"), ("the West Bank", "PSE"),
    ],
)  # fmt: skip
def test_names_of_states(world: World, name: str, code: str) -> None:
    words = name.removeprefix("the ").removeprefix("The ") if not world.find(name) else name
    assert code in {s.entity for s in world.find(words)}


@pytest.mark.parametrize("name", FILES)
def test_rows_of_people(world: World, name: str) -> None:
    offices = load_offices().by_name
    for line, row in read_rows(DATA / "people" / name, COLUMNS):
        where = f"{name}, line {line}: {row['name']}"
        assert row["gender"] in ("m", "f", ""), where
        assert row["office"] in offices, where
        assert row["title"], where
        for column in ("start", "end"):
            if row[column]:
                date.fromisoformat((row[column] + "-01-01")[:10])
                assert "1900" < row[column] < "2027", where
        if row["start"] and row["end"]:
            n = min(len(row["start"]), len(row["end"]))
            assert row["start"][:n] <= row["end"][:n], f"{where}: ends before it starts"


def overlap(one: Term, two: Term) -> bool:
    """Whether two terms share more than the day (month, year) at which the one may have followed the other."""
    first, second = sorted((one, two), key=lambda t: t.start)
    n = min(len(first.end), len(second.start))
    return not first.end or first.end[:n] > second.start[:n]


def overlaps(world: World) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for (country, office), holders in world.offices.items():
        if load_offices().by_name[office].single:
            pairs = [
                f"{p.name} {t} / {q.name} {u}" for (t, p), (u, q) in combinations(holders, 2) if p is not q and overlap(t, u)
            ]
            if pairs:
                found[country, office] = pairs
    return found


def test_single_offices_have_one_holder_at_a_time(world: World) -> None:
    found = overlaps(world)
    undeclared = {key: pairs for key, pairs in found.items() if key not in world.shared}
    assert not undeclared
    assert world.shared == set(found), "declared in shared_offices.yaml, but nobody shares them"


def far_apart(person: Known) -> bool:
    """Whether the terms are those of two people: of two states, or decades apart."""
    states = {t.country for t in person.terms if t.country and "/" not in t.country}
    terms = sorted((t for t in person.terms if t.start and t.end), key=lambda t: t.start)
    return len(states) > 1 or any(int(b.start[:4]) - int(a.end[:4]) > 25 for a, b in pairwise(terms))


def test_two_people_of_one_name_have_a_rule_that_tells_them_apart(world: World) -> None:
    declared = read_yaml(DATA / "namesakes.yaml")
    shared: dict[str, set[str]] = {}
    for keys in world.index.values():
        for key, senses in keys.items():
            people = {world.entities[s.entity].name for s in senses if s.entity.startswith("person/")}
            if len(people) > 1:
                shared[" ".join(key)] = people
    assert shared == {name.lower(): set(row["people"]) for name, row in declared.items() if "people" in row}
    doubtful = {p.name for p in world.entities.values() if p.kind == "person" and far_apart(p)}
    assert doubtful == {name for name, row in declared.items() if "states" in row}
    assert all(row["rule"] for row in declared.values())


def test_how_much_there_is(world: World) -> None:
    assert sum(len(e.terms) for e in world.entities.values()) >= 5_000
    assert sum(e.kind in ("organization", "group") for e in world.entities.values()) >= 850


def test_lookup_does_not_scan(world: World) -> None:
    """A name costs the length of the longest name that begins like it, not the number of names."""
    assert max(world.longest.values()) <= 12
    assert world.match(["xyzzy"], 0) == (0, [])
    assert load_world() is load_world()


G20 = "ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN KOR MEX RUS SAU ZAF TUR GBR USA"
MIDDLE_EAST = "BHR CYP EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SYR ARE YEM"
CENTRAL_ASIA_AND_CAUCASUS = "KAZ KGZ TJK TKM UZB ARM AZE GEO"
BALKANS_AND_KOREAS = "ALB BIH BGR HRV XKX MNE MKD SRB SVN ROU GRC PRK"
STATE, GOVERNMENT, FOREIGN = ("head-of-state", "monarch", "supreme-leader"), ("head-of-government",), ("foreign-minister",)
# Where a line is broken, and why. An office that never was has no line at all.
NO_LINE = {
    ("AUS", STATE): "the British monarch",
    ("CAN", STATE): "the British monarch",
    ("BIH", STATE): "a presidency of three",
    **{(c, GOVERNMENT): "the president governs" for c in ("ARG", "BRA", "CYP", "IDN", "IRN", "MEX", "TKM", "USA", "ZAF")},
    ("OMN", GOVERNMENT): "the sultan governs",
}
BROKEN_LINE = {
    ("ARM", FOREIGN): "nobody from May to August 2021",
    ("KGZ", GOVERNMENT): "the interim government of 2010",
    ("KOR", GOVERNMENT): "acting premiers between two elected ones",
    ("LBN", STATE): "no president from 2014 to 2016 and from 2022 to 2025",
    ("MNE", FOREIGN): "the prime minister, from 2022 to 2023",
    ("SAU", GOVERNMENT): "the king, until 2022",
    ("SYR", GOVERNMENT): "the office was abolished in 2025",
    ("SYR", STATE): "the weeks after the fall of the president in 2024",
    ("TUR", GOVERNMENT): "the office was abolished in 2018",
    ("XKX", FOREIGN): "an acting minister in 2016; nobody known after 2025",
    ("YEM", FOREIGN): "nobody in the summer of 2019",
}


def first_day(day: str) -> date:
    return date.fromisoformat((day + "-01-01")[:10]) if day else date.min


def last_day(day: str) -> date:
    if len(day) == 10:
        return date.fromisoformat(day)
    if len(day) == 7:
        return first_day(day) + timedelta(days=31)
    return date(int(day), 12, 31) if day else date.max


def gap(world: World, country: str, offices: tuple[str, ...]) -> str | None:
    """The first stretch of more than 45 days since 2010 in which nobody of the tables held any of the offices."""
    at = date(2010, 1, 1)
    terms = [t for office in offices for t, _ in world.offices.get((country, office), [])]
    for term in sorted(terms, key=lambda t: first_day(t.start)):
        if last_day(term.end) >= at:
            if (first_day(term.start) - at).days > 45:
                break
            at = max(at, last_day(term.end))
    return None if at >= date(2026, 1, 1) else f"{country}: no {' or '.join(offices)} after {at}"


@pytest.mark.parametrize("offices", [STATE, GOVERNMENT, FOREIGN], ids=lambda offices: offices[0])
def test_lines_since_2010_are_unbroken(world: World, offices: tuple[str, ...]) -> None:
    wanted = f"{G20} {MIDDLE_EAST} {CENTRAL_ASIA_AND_CAUCASUS} {BALKANS_AND_KOREAS}".split()
    gaps = {country: found for country in dict.fromkeys(wanted) if (found := gap(world, country, offices))}
    declared = {country for country, office in (NO_LINE | BROKEN_LINE) if office == offices}
    assert set(gaps) == declared, "\n".join(found for country, found in gaps.items() if country not in declared)
