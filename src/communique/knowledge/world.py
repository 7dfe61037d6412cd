"""What reading knows of the world: states, people and their terms of office, organisations, groups and places.

The tables are data files beside this one (``data/``); their formats are described in ``docs/architecture.md``. A name is found by
its atoms: the words of the name, lower-cased, without diacritics, hyphens or apostrophes, so that "Çavuşoğlu", "Kim Jong-un"
and "Kim Jong Un" need one entry.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from communique.errors import KnowledgeError
from communique.knowledge.offices import load_offices
from communique.knowledge.tables import DATA, read_rows, read_yaml, split
from communique.records import EntityKind

VERSION = "2026.11"  # year and month of the tables, for provenance

SenseKind = Literal["name", "alias", "adjective", "people", "capital", "metonym", "force", "place", "other"]

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


_SIGN = re.compile(r"([,()+/])")


def atoms(text: str) -> list[str]:
    """The words of a name in the form in which they are looked up; a comma or another sign in it is a word of its own."""
    return list(_atoms(text))


# Texts say the same words again and again.
@functools.lru_cache(maxsize=20_000)
def _atoms(text: str) -> tuple[str, ...]:
    if text.isascii() and text.isalpha():
        return () if text in ("s", "S") else (text.lower(),)
    return tuple(
        a
        for word in _SIGN.sub(r" \1 ", text).split()
        for a in _ATOM_EDGE.split(plain(word).lower().replace("ʿ", ""))
        if a and a != "s"
    )


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
    """An entity of the tables. ``country`` is the state it belongs to or acts for; ``parent`` an organisation it acts for.

    ``base`` is the state in which a group is at home, for which it does not act.
    """

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    parent: str | None = None
    base: str | None = None
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
    """A place that is no state; ``region``: a first-level part of one (a province, a US state)."""

    name: str
    country: str
    region: bool = False


@dataclass(frozen=True, slots=True)
class Homonym:
    """Another bearer of a name, and what tells that it is meant (see ``homonyms.yaml``)."""

    sense: Sense
    beside: frozenset[str]
    told_with: tuple[str, ...]
    unless: tuple[str, ...]
    after_place: bool


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
        self.epithets: dict[str, frozenset[str]] = {}
        self.shared: set[tuple[str, str]] = set()  # (country, office) with several holders at once
        self.homonyms: dict[str, list[Homonym]] = {}
        self.version = VERSION

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
        """Who held the office on that day; nobody when the day is unknown.

        A term whose end the tables do not know ends when the next one begins; on the day of a change the new holder counts.
        """
        if day is None:
            return []
        terms = [(t, p) for t, p in self.offices.get((country, office), []) if t.covers(day)]
        if (country, office) in self.shared:
            return [p for _, p in terms]
        latest = max((t.start for t, _ in terms), default="")
        return [p for t, p in terms if t.start == latest or (t.end and t.end > latest)]


def add_countries(world: World, path: Traversable) -> None:
    """Read a table of states (YAML, keyed by ISO 3166-1 alpha-3). A state that is known already takes over what is new."""
    table = read_yaml(path)
    if not isinstance(table, dict):
        raise KnowledgeError(f"{path}: this must be a mapping from ISO 3166-1 alpha-3 codes to states")
    for code, row in table.items():
        known = world.entities.get(code)
        if not isinstance(row, dict) or (known is None and "name" not in row):
            raise KnowledgeError(f"{path}: the state {code} needs a name")
        name = row.get("name") or (known.name if known else code)
        world.entities[code] = Known(code, "state", name, code, "GOV")
        world.add_name(name, code, "name")
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


_DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


def add_people(world: World, path: Traversable) -> None:
    """Read a table of people (CSV, one term of office a row). The same term told again replaces the earlier row."""
    offices = load_offices().by_name
    columns = ("name", "gender", "country", "office", "title", "start", "end", "aliases")
    for n, row in read_rows(path, columns):
        if not row["name"]:
            raise KnowledgeError(f"{path}, line {n}: a person needs a name")
        if row["office"] not in offices:
            raise KnowledgeError(
                f"{path}, line {n}: there is no office {row['office']!r}; offices.yaml has: {', '.join(offices)}"
            )
        for column in ("start", "end"):
            if not _DAY.fullmatch(row[column]):
                raise KnowledgeError(f"{path}, line {n}: {column} {row[column]!r} must be YYYY, YYYY-MM, YYYY-MM-DD or empty")
        country = row["country"]
        if country and country not in world.entities:
            ids = (f"{kind}/{country}" for kind in ("organization", "group"))
            if (found := next((id for id in ids if id in world.entities), None)) is None:
                raise KnowledgeError(
                    f"{path}, line {n}: {country!r} is no state (alpha-3 code), organisation or group (slug); add it to its table"
                )
            country = found
        id = "person/" + slug(row["name"])
        person = world.entities.get(id)
        if person is None:
            person = Known(id, "person", row["name"], gender=row["gender"] or None)
            world.entities[id] = person
            surname = atoms(row["name"])[-1]
            world.surnames.setdefault(surname, []).append(person)
        term = Term(row["office"], row["title"], country, row["start"], row["end"])
        holders = world.offices.setdefault((country, term.office), [])
        same = next((t for t in person.terms if (t.office, t.country, t.start) == (term.office, term.country, term.start)), None)
        if same is not None:
            person.terms.remove(same)
            holders.remove((same, person))
        person.terms.append(term)
        holders.append((term, person))
        person.country = person.country or country or None
        world.add_person(person, split(row["aliases"]))


def add_organisations(world: World, path: Traversable, kind: Literal["organization", "group"]) -> None:
    """Read a table of organisations or of groups (CSV, one a row)."""
    columns = ("slug", "name", "aliases", "sector")
    for n, row in read_rows(path, columns):
        if not row["slug"] or not row["name"]:
            raise KnowledgeError(f"{path}, line {n}: an organisation or group needs a slug and a name")
        id = f"{kind}/{row['slug']}"
        parent = f"organization/{row['parent']}" if row.get("parent") else None
        world.entities[id] = Known(id, kind, row["name"], None, row["sector"] or None, parent=parent, base=row.get("country"))
        world.add_name(row["name"], id, "name")
        for alias in split(row["aliases"]):
            world.add_name(alias, id, "alias")


def add_places(world: World, path: Traversable) -> None:
    """Read a table of places (CSV); a name already known keeps its first country."""
    for _, row in read_rows(path, ("name", "country")):
        key = " ".join(atoms(row["name"]))
        if key and key not in world.cities:
            world.cities[key] = City(row["name"], row["country"], row.get("kind") == "region")
            first = key.split()[0]
            # A state, organisation or person of the same name comes first; a place adds a sense of its own only to a free name.
            if tuple(key.split()) not in world.index.get(first, {}):
                world.add_name(row["name"], row["country"], "place")


def add_look_alikes(world: World, path: Traversable) -> None:
    """Read names in which the name of a state or a capital does not stand for it (CSV): a sea, a newspaper, a treaty; or, with
    a country, a place that lies elsewhere."""
    for _, row in read_rows(path, ("name", "country")):
        if row["country"]:
            world.cities.setdefault(" ".join(atoms(row["name"])), City(row["name"], row["country"]))
        if not world.find(row["name"]):
            world.add_name(row["name"], row["country"], "place" if row["country"] else "other")


def add_homonyms(world: World, path: Traversable) -> None:
    """Read names with several bearers (YAML)."""
    for name, bearers in read_yaml(path).items():
        for row in bearers:
            if row["entity"] not in world.entities:
                raise KnowledgeError(f"{path}: {name}: there is no {row['entity']!r} in the tables")
            homonym = Homonym(
                Sense(row["entity"], row["as"]),
                frozenset(row.get("beside", ())),
                tuple(row.get("told_with", ())),
                tuple(row.get("unless", ())),
                bool(row.get("after_place")),
            )
            world.homonyms.setdefault(name.lower(), []).append(homonym)


def add_shared_offices(world: World, path: Traversable) -> None:
    """Read which offices of which states several people hold at once (YAML)."""
    for row in read_yaml(path):
        country = row["country"]
        ids = (id for id in (country, f"organization/{country}", f"group/{country}") if id in world.entities)
        world.shared.add((next(ids, country), row["office"]))


def add_epithets(world: World, path: Traversable) -> None:
    """Read what states are called when they are named again (YAML)."""
    for noun, states in read_yaml(path).items():
        world.epithets[noun] = world.epithets.get(noun, frozenset()) | frozenset(states)


def add_regions(world: World, path: Traversable) -> None:
    """Read a table of regions and their states (CSV)."""
    for _, row in read_rows(path, ("name", "members")):
        world.regions[row["name"].lower()] = tuple(split(row["members"]))


# Every table by the name of its file, in the order in which they are read: people need the states and bodies they act for.
TABLES: dict[str, Callable[[World, Traversable], None]] = {
    "countries.yaml": add_countries,
    "organisations.csv": lambda world, path: add_organisations(world, path, "organization"),
    "groups.csv": lambda world, path: add_organisations(world, path, "group"),
    "people.csv": add_people,
    "shared_offices.yaml": add_shared_offices,
    "regions.csv": add_regions,
    "homonyms.yaml": add_homonyms,
    "epithets.yaml": add_epithets,
    "look_alikes.csv": add_look_alikes,
    "places.csv": add_places,
    "cities.csv": add_places,
}


def add_tables(world: World, folder: Traversable) -> None:
    """Add every table of a folder; people may be split into several files of a folder ``people``."""
    for name, add in TABLES.items():
        if (folder / name).is_file():
            add(world, folder / name)
        if name == "people.csv" and (folder / "people").is_dir():
            for path in sorted((folder / "people").iterdir(), key=lambda p: p.name):
                if path.name.endswith(".csv"):
                    add_people(world, path)


def load_world(folder: Path | None = None) -> World:
    """The packaged tables, and over them those of the user's ``folder``; read once a process.

    Raises KnowledgeError, which names the file and the line, when a table has a mistake or the folder no table.
    """
    return _load(folder)


@functools.cache
def _load(folder: Path | None) -> World:
    world = World()
    add_tables(world, DATA)
    add_tables(world, resources.files("communique.samples"))
    if folder is not None:
        _check(folder)
        add_tables(world, folder)
        content = b"".join(path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file())
        world.version += f"+user-{hashlib.sha256(content).hexdigest()[:8]}"
    return world


def _check(folder: Path) -> None:
    """Refuse a folder without tables, or with files that would be passed over in silence."""
    if not folder.is_dir():
        raise KnowledgeError(f"{folder} is no folder; put your tables ({', '.join(TABLES)}) into one and name it")
    found = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    unknown = [path.name for path in found if path.name not in TABLES and not (path.is_dir() and path.name == "people")]
    if unknown or not found:
        problem = f"has files that are no tables: {', '.join(unknown)}" if unknown else "holds no tables"
        raise KnowledgeError(f"{folder} {problem}; tables are called {', '.join(TABLES)}, or people/*.csv")
