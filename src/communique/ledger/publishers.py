"""From which state a publisher is: agencies from a table, ministries and papers by their names, sites by their addresses."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from communique.knowledge.tables import DATA, read_rows
from communique.knowledge.world import World, load_world, plain

# Domains of states that are sold to everybody.
_SOLD = frozenset(str.split("ai cc co fm gg io la me tv ws"))
# "The Hague Tribune" has three words before its place has been named.
_LONGEST_NAME = 4


def country_of_publisher(publisher: str | None, url: str | None) -> str | None:
    """The state (ISO 3166-1 alpha-3) of a publisher, or None where nothing tells.

    Tried in this order: the table of agencies and papers; the state, capital or city that the name holds ("Ministry of Foreign
    Affairs of Chile", "Jakarta Courier"); the top-level domain of the address.
    """
    return (_named(publisher) if publisher else None) or _of_domain(url)


@cache
def _table() -> dict[str, str]:
    rows = read_rows(DATA / "publishers.csv", ["publisher", "country"])
    return {plain(row["publisher"]).casefold(): row["country"] for _, row in rows}


@cache
def _named(publisher: str) -> str | None:
    known = _table().get(plain(publisher).casefold().removeprefix("the "))
    if known is not None:
        return known
    world = load_world()
    words = publisher.replace(",", " ").split()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            country = _of_name(world, " ".join(words[at : at + length]))
            if country is not None:
                return country
    return None


def _of_name(world: World, name: str) -> str | None:
    if not name[:1].isupper():
        return None
    known = [world.entities[sense.entity] for sense in world.find(name) if sense.entity in world.entities]
    states = {entity.id for entity in known if entity.kind == "state"}
    return next(iter(states)) if len(states) == 1 else world.place_country(name)


def _of_domain(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    if host.endswith((".gov", ".mil")):
        return "USA"
    top = host.rpartition(".")[2]
    return _domains().get(top) if top not in _SOLD else None


@cache
def _domains() -> dict[str, str]:
    return {row["domain"]: row["country"] for _, row in read_rows(DATA / "domains.csv", ["domain", "country"])}
