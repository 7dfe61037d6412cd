"""Actors: who is in the text. The cast of a document, and every stretch of words that stands for somebody.

Names come first (``find_names``: the tables, the model's person names, and the offices beside them), then, in text order,
what only the text can resolve (``reference``): offices without a name, pronouns, counterparts, "the former", "the two sides".
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from communique.knowledge.offices import load_offices
from communique.knowledge.world import City, Known, Term, World, slug
from communique.reading.words import Parse, Word
from communique.records import EntityKind, How

GENERIC_SECTOR = {"state": "GOV", "person": "GOV"}


@dataclass(slots=True, eq=False)
class Actor:
    """Somebody in this text. ``country`` is the state acted for; ``office`` an office of the knowledge base's list.

    ``kind`` other is an institution or a person known by description alone ("a Turkish diplomat", "Turkey's defence ministry").
    """

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    office: str | None = None
    title: str | None = None
    term: Term | None = None
    known: bool = True
    parent: str | None = None
    noun: str | None = None
    gender_guessed: bool = False  # told by a pronoun alone, which may stand for somebody else
    called: set[str] = field(default_factory=set)  # the nouns of the offices that stood beside the name: "leader", "envoy"

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


def set_side(actor: Actor, side: str | None) -> None:
    """Let an actor act for a state (an alpha-3 code) or for an organisation or group (an id with a slash)."""
    if side is not None:
        actor.country, actor.parent = (None, side) if "/" in side else (side, None)


@dataclass(slots=True, eq=False)
class Mention:
    """Words ``first`` to ``last`` (inclusive) stand for the actors ``ids``; ``head`` is their grammatical head.

    ``standing`` is the state that an institution, a capital or a demonym stands for, kept as a mention of the state too."""

    first: int
    last: int
    head: Word
    ids: tuple[str, ...]
    how: How
    kind: str = "name"
    plural: bool = False
    place: bool = False


_LONGEST = 200  # words: no mention is longer


@dataclass(slots=True)
class Cast:
    """All actors and mentions of one document."""

    parse: Parse
    world: World
    day: date | None
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    cover: dict[int, Mention] = field(default_factory=dict)
    ordered: int = 0  # so many of the mentions are in text order; the rest was added since
    home: str | None = None
    # Where words name a place: a city by its word, or the state by a capital's or the state's own name.
    places: dict[int, City] = field(default_factory=dict)
    place_spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, mention: Mention, *, cover: bool = True) -> Mention:
        self.mentions.append(mention)
        if cover:
            for i in range(mention.first, mention.last + 1):
                self.cover[i] = mention
        return mention

    def actor(self, id: str) -> Actor:
        """The actor of this id, taken over from the tables when it is new to the text."""
        found = self.actors.get(id)
        if found is None:
            found = self.actors[id] = self._from_tables(id)
        return found

    def _from_tables(self, id: str) -> Actor:
        known: Known | None = self.world.entities.get(id)
        if known is None:
            return Actor(id, "other", id.split("/")[-1], known=False)
        term = known.term_on(self.day)
        country = known.country
        if term is not None:
            country = term.country or country
        parent = known.parent
        if country and "/" in country:  # the head of an organisation or group acts for it, not for a state
            parent, country = country, None
        office = load_offices().by_name.get(term.office) if term is not None else None
        sector = known.sector or (office.sector if office is not None else "GOV" if known.kind == "state" else None)
        return Actor(known.id, known.kind, known.name, country, sector, known.gender, term.office if term else None,
                     term.title if term else None, term, True, parent)  # fmt: skip

    def new_person(self, name: str, gender: str | None = None) -> Actor:
        """A person whom the tables lack."""
        id = "person/" + slug(name)
        if id not in self.actors and id not in self.world.entities:
            self.actors[id] = Actor(id, "person", name, gender=gender, known=False)
        return self.actor(id)

    def new_group(self, name: str) -> Actor:
        """A group that the tables lack."""
        id = "group/" + slug(name)
        if id not in self.actors and id not in self.world.entities:
            self.actors[id] = Actor(id, "group", name, sector="REB", known=False)
        return self.actor(id)

    def described(
        self, name: str, country: str | None, noun: str, office: str | None, sector: str | None, parent: str | None = None
    ) -> Actor:
        """Somebody known by description alone: an unnamed official, or an institution of a state."""
        if parent is not None and not parent.startswith(("organization/", "group/")):
            parent = None  # nobody is an organ of a person
        name = " ".join(name.split())  # lines of the report end anywhere
        id = "other/" + slug(name)
        if id not in self.actors:
            self.actors[id] = Actor(id, "other", name, country, sector, office=office, known=False, noun=noun, parent=parent)
        return self.actors[id]

    def persons(self) -> list[Actor]:
        return [a for a in self.actors.values() if a.is_person]

    def before(self, word: int, reach: int = 10_000) -> Iterable[Mention]:
        """Mentions that end before this word, at most ``reach`` words away, nearest first."""
        for m in reversed(self.mentions[self.ordered :]):
            if m.last < word and word - m.last <= reach:
                yield m
        for k in range(bisect.bisect_left(self.mentions, word, hi=self.ordered, key=lambda m: m.first) - 1, -1, -1):
            m = self.mentions[k]
            if word - m.first > reach + _LONGEST:
                return
            if m.last < word and word - m.last <= reach:
                yield m

    def side(self, id: str) -> str:
        """Whom an actor acts for, as a comparable code: its state, else the organisation or group itself."""
        a = self.actor(id)
        return a.country or a.parent or a.id

    def text(self, first: int, last: int) -> str:
        words = self.parse.words
        return self.parse.document.text[words[first].start : words[last].end]

    def sort(self) -> None:
        """Put the mentions added since the last time in their place in the text."""
        new = self.mentions[self.ordered :]
        del self.mentions[self.ordered :]
        for m in new:
            bisect.insort(self.mentions, m, key=lambda m: (m.first, -m.last))
        self.ordered = len(self.mentions)
