"""What reading knows of the world: states, people and their terms of office, organisations, groups and places.

The tables are data files beside this one (``data/``); their formats are described in ``docs/architecture.md``. A name is found by
its atoms: the words of the name, lower-cased, without diacritics, hyphens or apostrophes, so that "Çavuşoğlu", "Kim Jong-un"
and "Kim Jong Un" need one entry.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from communique.errors import KnowledgeError
from communique.knowledge.tables import DATA, read_rows, read_yaml, split
from communique.records import EntityKind

VERSION = "2026.11"  # year and month of the tables, for provenance

SenseKind = Literal["name", "alias", "adjective", "people", "capital", "metonym", "force", "place"]

_UNDECOMPOSED = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "Ø": "O", "Đ": "D", "Ł": "L", "ð": "d", "þ": "t", "ə": "e", "Ə": "E"}
)


def plain(text: str) -> str:
    """Text without diacritics."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED)) if not unicodedata.combining(c))


def slug(name: str) -> str:
    """A name as it stands in an id: plain ASCII, lower case, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


_ATOM_EDGE = re.compile(r"[-'’`‘]+")


def atoms(text: str) -> list[str]:
    """The words of a name in the form in which they are looked up."""
    return [a for word in text.split() for a in _ATOM_EDGE.split(plain(word).lower().replace("ʿ", "")) if a and a != "s"]


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office. Dates are ISO days, months or years; an empty end means still in office."""

    office: str
    title: str
    country: str
    start: str
    end: str

    def covers(self, day: date) -> bool:
        """Whether the office was held on that day, as far as the dates are known."""
        iso = day.isoformat()
        return (not self.start or self.start <= iso[: len(self.start)]) and (not self.end or iso[: len(self.end)] <= self.end)

    def distance(self, day: date) -> int:
        """Years between the day and the term: 0 within it."""
        if self.covers(day):
            return 0
        gaps = [abs(day.year - int(d[:4])) for d in (self.start, self.end) if d]
        return min(gaps, default=99) + 1


@dataclass(slots=True)
class Known:
    """An entity of the tables. ``country`` is the state it belongs to or acts for; ``parent`` an organisation it acts for."""

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    parent: str | None = None
    terms: list[Term] = field(default_factory=list)

    def term_on(self, day: date | None) -> Term | None:
        """The term that covers the day, else the nearest one; the last one when no day is known."""
        if not self.terms:
            return None
        if day is None:
            return self.terms[-1]
        return min(self.terms, key=lambda t: t.distance(day))


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a name: the entity, and what kind of name it is. ``strict`` names must be written in capitals, ``common``
    ones may be written without any ("the blue helmets")."""

    entity: str
    kind: SenseKind
    strict: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class City:
    """A place that is no state."""

    name: str
    country: str


class World:
    """All tables, indexed. Lookup does not grow with their size."""

    def __init__(self) -> None:
        self.entities: dict[str, Known] = {}
        self.index: dict[str, dict[tuple[str, ...], list[Sense]]] = {}
        self.longest: dict[str, int] = {}
        self.cities: dict[str, City] = {}
        self.surnames: dict[str, list[Known]] = {}
        self.adjectives: dict[str, str] = {}
        self.regions: dict[str, tuple[str, ...]] = {}
        self.offices: dict[tuple[str, str], list[tuple[Term, Known]]] = {}

    # building -------------------------------------------------------------------------------------------------
    def add_name(self, name: str, entity: str, kind: SenseKind) -> None:
        key = tuple(atoms(name))
        if not key:
            return
        letters = [c for c in name if c.isalpha()]
        strict = len(letters) <= 5 and all(c.isupper() for c in letters)
        senses = self.index.setdefault(key[0], {}).setdefault(key, [])
        if not any(s.entity == entity and s.kind == kind for s in senses):
            senses.append(Sense(entity, kind, strict, len(key) > 1 and name.islower()))
        self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))

    def add_person(self, person: Known, aliases: Iterable[str]) -> None:
        self.add_name(person.name, person.id, "name")
        for alias in aliases:
            self.add_name(alias, person.id, "alias")

    # questions ------------------------------------------------------------------------------------------------
    def match(self, words: Sequence[str], at: int) -> tuple[int, list[Sense]]:
        """The longest name that starts at ``words[at]`` (atoms): how many atoms it takes, and its senses; 0 when none does."""
        first = self.index.get(words[at])
        if first is None:
            return 0, []
        for n in range(min(self.longest[words[at]], len(words) - at), 0, -1):
            senses = first.get(tuple(words[at : at + n]))
            if senses:
                return n, senses
        return 0, []

    def find(self, name: str) -> list[Sense]:
        """Every sense of exactly this name."""
        key = tuple(atoms(name))
        return self.index.get(key[0], {}).get(key, []) if key else []

    def place_country(self, name: str) -> str | None:
        """The state in which a place of this name lies, or which has this name."""
        name = name.split(",")[-1].strip() if "," in name else name.split("/")[0].strip()
        for s in self.find(name):
            known = self.entities.get(s.entity)
            if known and known.kind == "state":
                return known.id
        city = self.cities.get(" ".join(atoms(name)))
        return city.country if city else None

    def holders(self, country: str, office: str, day: date | None) -> list[Known]:
        """Who held the office on that day; nobody when the day is unknown."""
        if day is None:
            return []
        return [p for t, p in self.offices.get((country, office), []) if t.covers(day)]


def add_countries(world: World, path: Traversable) -> None:
    """Read a table of states (YAML, keyed by ISO 3166-1 alpha-3)."""
    table = read_yaml(path)
    for code, row in table.items():
        world.entities[code] = Known(code, "state", row["name"], code, "GOV")
        world.add_name(row["name"], code, "name")
        kinds: tuple[tuple[str, SenseKind], ...] = (
            ("names", "name"), ("adjectives", "adjective"), ("adjectives_shared", "adjective"), ("people", "people"),
            ("seats", "capital"), ("metonyms", "metonym"), ("forces", "force"),
        )  # fmt: skip
        for key, kind in kinds:
            for name in row.get(key) or ():
                world.add_name(str(name), code, kind)
        if row.get("adjectives"):
            world.adjectives[code] = row["adjectives"][0]
        if row.get("capital"):
            world.add_name(row["capital"], code, "capital")


def add_people(world: World, path: Traversable) -> None:
    """Read a table of people (CSV, one term of office a row)."""
    columns = ("name", "gender", "country", "office", "title", "start", "end", "aliases")
    for n, row in read_rows(path, columns):
        if not row["name"]:
            raise KnowledgeError(f"{path}, line {n}: a person needs a name")
        id = "person/" + slug(row["name"])
        person = world.entities.get(id)
        if person is None:
            person = Known(id, "person", row["name"], gender=row["gender"] or None)
            world.entities[id] = person
            surname = atoms(row["name"])[-1]
            world.surnames.setdefault(surname, []).append(person)
        country = row["country"]
        if country and not country.isupper():
            country = next((f"{k}/{country}" for k in ("organization", "group") if f"{k}/{country}" in world.entities), country)
        term = Term(row["office"], row["title"], country, row["start"], row["end"])
        person.terms.append(term)
        person.country = person.country or country or None
        world.offices.setdefault((country, row["office"]), []).append((term, person))
        world.add_person(person, split(row["aliases"]))


def add_organisations(world: World, path: Traversable, kind: Literal["organization", "group"]) -> None:
    """Read a table of organisations or of groups (CSV, one a row)."""
    columns = ("slug", "name", "aliases", "sector")
    for _, row in read_rows(path, columns):
        id = f"{kind}/{row['slug']}"
        parent = f"organization/{row['parent']}" if row.get("parent") else None
        world.entities[id] = Known(id, kind, row["name"], None, row["sector"] or None, parent=parent)
        world.add_name(row["name"], id, "name")
        for alias in split(row["aliases"]):
            world.add_name(alias, id, "alias")


def add_places(world: World, path: Traversable) -> None:
    """Read a table of places (CSV); a name already known keeps its first country."""
    for _, row in read_rows(path, ("name", "country")):
        key = " ".join(atoms(row["name"]))
        if key and key not in world.cities:
            world.cities[key] = City(row["name"], row["country"])
            first = key.split()[0]
            # A state, organisation or person of the same name comes first; a place adds a sense of its own only to a free name.
            if tuple(key.split()) not in world.index.get(first, {}):
                world.add_name(row["name"], row["country"], "place")


@functools.cache
def load_world() -> World:
    """All packaged tables, read once a process."""
    world = World()
    add_countries(world, DATA / "countries.yaml")
    add_organisations(world, DATA / "organisations.csv", "organization")
    add_organisations(world, DATA / "groups.csv", "group")
    for path in sorted((DATA / "people").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".csv"):
            add_people(world, path)
    samples = resources.files("communique.samples") / "people.csv"
    if samples.is_file():
        add_people(world, samples)
    for _, row in read_rows(DATA / "regions.csv", ("name", "members")):
        world.regions[row["name"].lower()] = tuple(split(row["members"]))
    for name in ("places.csv", "cities.csv"):
        if (DATA / name).is_file():
            add_places(world, DATA / name)
    return world
