"""Made-up readings for ledgers of any size: no text is read, so a million events take minutes and not days.

States, leaders and words are drawn with a fixed seed and very unevenly, as in news: a few dyads have thousands of events, most a
handful; common words stand in most texts, rare ones in a few. Reports of one happening come from one to five publishers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from communique.knowledge.world import load_world
from communique.records import (
    Entity,
    Event,
    EventDate,
    Mention,
    Party,
    Pledge,
    Provenance,
    Reading,
    Role,
    SourceDocument,
    Span,
    Statement,
)
from communique.sources.document import Document

_KINDS = (
    ("CONSULT", ("visit",)), ("CONSULT", ("phone",)), ("CONSULT", ()), ("AGREE", ()), ("COOPERATE", ()), ("SUPPORT", ()),
    ("ACCUSE", ("disapprove",)), ("REQUEST", ()), ("REJECT", ()), ("AID", ()), ("ASSAULT", ()), ("SANCTION", ()),
    ("THREATEN", ()),
)  # fmt: skip
_START = date(2005, 1, 1)
_DAYS = 20 * 365
_PROVENANCE = Provenance(software="benchmark", model="none", knowledge="none", read_at="2026-01-01T00:00:00+00:00")


class World:
    """Who there is in a made-up world, and what is told of it."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.states = sorted(id for id, known in load_world().entities.items() if known.kind == "state" and len(id) == 3)
        self.random.shuffle(self.states)
        self.weights = list(accumulate(1 / (n + 3) for n in range(len(self.states))))
        syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
        self.words = sorted({"".join(self.random.choices(syllables, k=4)) for _ in range(30_000)})
        self.random.shuffle(self.words)
        self.word_weights = list(accumulate(1 / (n + 10) for n in range(len(self.words))))
        self.publishers = [f"Herald {n}" for n in range(300)]

    def dyad(self) -> tuple[str, str]:
        """Two states that have to do with each other."""
        while True:
            a, b = self.random.choices(self.states, cum_weights=self.weights, k=2)
            if a != b:
                return a, b

    def prose(self, count: int) -> list[str]:
        """Words, common ones often."""
        return self.random.choices(self.words, cum_weights=self.word_weights, k=count)


def documents(count: int, seed: int = 1) -> Iterator[tuple[Document, Reading]]:
    """So many documents with their readings, about seven events each."""
    world = World(seed)
    pending: list[tuple[date, str, str, str, tuple[str, ...]]] = []
    for number in range(count):
        told = []
        for _ in range(world.random.randint(4, 10)):
            if pending and world.random.random() < 0.4:
                told.append(pending[world.random.randrange(len(pending))])  # what others have told, too
            else:
                day = _START + timedelta(days=int(world.random.random() ** 0.7 * _DAYS))
                kind, modes = world.random.choice(_KINDS)
                told.append((day, kind, *world.dyad(), modes))
                pending = [*pending[-200:], told[-1]]
        yield _document(world, number, told)


def _document(world: World, number: int, told: list[tuple[date, str, str, str, tuple[str, ...]]]) -> tuple[Document, Reading]:
    published = max(day for day, *_ in told) + timedelta(days=1)
    text, events, statements, mentions = "", [], [], {}
    pledges = []
    for n, (day, kind, a, b, modes) in enumerate(told, 1):
        start = len(text)
        names = {}
        for side in (a, b):
            leader = f"person/leader-{side.lower()}-{(day.year - 2005) // 5}"
            names[side] = leader
            at = len(text)
            text += f"Leader {side} "
            mentions.setdefault((side, "state"), []).append(Mention(start=at + 7, end=at + 10, text=side, how="name"))
            mentions.setdefault((leader, side), []).append(Mention(start=at, end=at + 10, text=f"Leader {side}", how="name"))
        trigger = Span(start=len(text), end=len(text) + 4, text="acts")
        text += "acts " + " ".join(world.prose(35))
        span = Span(start=start, end=len(text), text=text[start:])
        quote = len(text) + 1
        text += " " + " ".join(world.prose(12)) + ".\n\n"
        said = text[quote : len(text) - 3]
        when = EventDate(start=day.isoformat(), end=day.isoformat(), basis="explicit")
        actor, recipient = (Party(entity=names[s], country=s, role="President", start=start, end=start + 10) for s in (a, b))
        events.append(
            Event(
                id=f"e{n}",
                type=kind,
                modes=list(modes),
                actors=[actor],
                recipients=[recipient],
                persons=sorted(names.values()),
                status="occurred",
                date=when,
                trigger=trigger,
                evidence=[span],
                confidence=0.8,
                why="made up",
            )
        )
        content = Span(start=quote, end=quote + len(said), text=said)
        statements.append(Statement(id=f"s{n}", speaker=names[a], content=[content], kind="direct", occasion=f"e{n}", date=when))
        if kind == "AGREE":
            pledges.append(Pledge(id=f"p{len(pledges) + 1}", by=[a], to=[b], what=content, event=f"e{n}"))
    entities = [_entity(id, side, found) for (id, side), found in mentions.items()]
    publisher = world.random.choice(world.publishers)
    document = Document(
        text, title=" ".join(world.prose(6)), published=published, publisher=publisher, locator=f"made-up/{number}"
    )
    source = SourceDocument(id=document.id, title=document.title, text=text, published=published.isoformat(), publisher=publisher)
    return document, Reading(
        document=source, entities=entities, statements=statements, events=events, pledges=pledges, provenance=_PROVENANCE
    )


def _entity(id: str, side: str, mentions: list[Mention]) -> Entity:
    if side == "state":
        return Entity(id=id, kind="state", name=id, country=id, sector="GOV", mentions=mentions)
    return Entity(
        id=id, kind="person", name=f"Leader {id.removeprefix('person/leader-')}", country=side, sector="EXE",
        role=Role(title="President", country=side), mentions=mentions,
    )  # fmt: skip
