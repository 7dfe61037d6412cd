"""A telling: one event of one report, with what it takes to see whether another report tells of the same."""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, select

from communique.knowledge.tables import DATA, read_yaml
from communique.knowledge.world import plain
from communique.ledger.kinds import code, is_off, keys_of, kind_of, window
from communique.ledger.rows import in_batches
from communique.ledger.schema import documents, events
from communique.records import Event, EventType, Place

_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,]\d+)*")
# English word forms share their first letters; a stemmer would add a dependency and little else.
_STEM = 6
# Types that are words: of two accusations between the same states on a day, what they are about tells whether they are one.
SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# A call is no visit and no meeting; a meeting may be told as the visit for which one travelled. Who "talked" may have
# done either.
_CALL = "phone"
_EITHER = frozenset(
    {"talk", "talked", "talking", "talks", "spoke", "spoken", "speak", "speaking", "conversation", "discussed", "discuss"}
)


@dataclass(frozen=True)
class Telling:
    """An event of a document. ``first`` is the first of the document's family of copies, ``published`` its day.

    ``happening`` is what it belongs to so far.
    """

    id: str
    document: str
    first: str
    published: str | None
    publisher: str | None
    publisher_country: str | None
    title: str | None
    url: str | None
    verdict: str | None
    happening: str | None
    event: Event

    @cached_property
    def actors(self) -> frozenset[str]:
        """The states that act; for those who act for none, the entity."""
        return frozenset(code(p) for p in self.event.actors)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The states to which it is done, likewise."""
        return frozenset(code(p) for p in self.event.recipients)

    @cached_property
    def parties(self) -> frozenset[str]:
        """All of them."""
        return self.actors | self.recipients

    @cached_property
    def persons(self) -> frozenset[str]:
        """The people who take part, as far as the text tells."""
        parties = (p.entity for p in (*self.event.actors, *self.event.recipients))
        return frozenset(self.event.persons) | {id for id in parties if id.startswith("person/")}

    @cached_property
    def kind(self) -> EventType:
        """The type of the happening: of a plan that of the deed to come."""
        return kind_of(self.event)[0]

    @cached_property
    def modes(self) -> frozenset[str]:
        """Its PLOVER modes, likewise."""
        return frozenset(kind_of(self.event)[1])

    @cached_property
    def planned(self) -> bool:
        """Whether it is yet to come, as far as this report tells."""
        return self.event.status in ("future", "hypothetical")

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """Its earliest and latest day as proleptic ordinals, or None where they are not both known."""
        when = self.event.date
        if when is None or when.start is None or when.end is None:
            return None
        return date.fromisoformat(when.start).toordinal(), date.fromisoformat(when.end).toordinal()

    @cached_property
    def reach(self) -> tuple[int, int] | None:
        """The days on which it can have been, where they are narrow enough to compare; see ``kinds.window``."""
        return window(self.event, self.published)

    @cached_property
    def place(self) -> Place | None:
        """Where it was, when its own words say so: the place of a dateline is only a guess."""
        where = self.event.place
        told = where is not None and any(s.start <= where.start and where.end <= s.end for s in self.event.evidence)
        return where if told else None

    @cached_property
    def off(self) -> bool:
        """Whether this report tells that it is called off."""
        return is_off(self.event) or self.event.status == "negated"

    @cached_property
    def assumed(self) -> bool:
        """Whether the days are only those around the day of the report."""
        return self.event.date is None or self.event.date.basis == "published"

    @cached_property
    def words(self) -> frozenset[str]:
        """What its evidence is about: the stems of its words, without function words, parties, days and the word for the deed.

        Who does it to whom, and on which day, is compared for itself.
        """
        said = " ".join(span.text for span in self.event.evidence).casefold()
        parties = (p.entity for p in (*self.event.actors, *self.event.recipients))
        named = " ".join((*self.event.persons, *parties, self.event.trigger.text)).casefold()
        own = {word[:_STEM] for word in _WORD.findall(named)}
        known, stems = _known_words()
        words = {plain(word)[:_STEM] for word in _WORD.findall(said) if word not in known}
        return frozenset(words - stems - own)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Under what it is looked for; see ``kinds.keys_of``."""
        return tuple(keys_of(self.event))

    @cached_property
    def deed(self) -> str:
        """What is done, finer than the type: the type of what is promised, asked or refused; else the CAMEO code.

        A deed without a code of its own has that of its kind, without the zeros at its end.
        """
        act = self.event.act
        return act.type if act is not None and self.kind == self.event.type else (self.event.cameo or "").rstrip("0")

    @cached_property
    def called(self) -> bool:
        """Whether it was a call."""
        return _CALL in self.modes

    @cached_property
    def met(self) -> bool:
        """Whether it can only have been face to face."""
        return not self.called and bool(self.modes or self.place or self.event.trigger.text.casefold() not in _EITHER)

    @cached_property
    def outline(self) -> tuple[object, ...]:
        """All that counts when it is compared: two with the same outline differ in nothing that anybody can tell."""
        e = self.event
        act = e.act.type if e.act is not None else None
        place = (self.place.name, self.place.country) if self.place is not None else None
        words = self.words if self.kind in SPOKEN or len(self.parties) < 2 else None
        told = (self.kind, e.type, self.modes, act, self.deed, self.kind == "CONSULT" and self.met, self.off, self.assumed)
        return (*told, self.actors, self.recipients, self.persons, self.days, self.reach, place, words)

    @property
    def order(self) -> tuple[str, str]:
        """The canonical order of tellings: by day of the report, then by id."""
        return self.published or "~", self.id


@cache
def _known_words() -> tuple[frozenset[str], frozenset[str]]:
    """Function words and words that name states, offices, days and months (who acts, and when); and the stems of the latter."""
    from spacy.lang.en.stop_words import STOP_WORDS

    names = [*day_name, *month_name, *day_abbr, *month_abbr]
    for state in read_yaml(DATA / "countries.yaml").values():
        names += [state["name"], state.get("capital") or ""]
        names += [name for kind in ("names", "adjectives", "people") for name in state.get(kind, ())]
    for office in read_yaml(DATA / "offices.yaml").values():
        names += office["phrases"]
    parties = frozenset(_WORD.findall(" ".join(names).casefold()))
    return parties | STOP_WORDS | {"said", "say", "says", "told"}, frozenset(word[:_STEM] for word in parties)


def tellings(connection: Connection, ids: list[str]) -> list[Telling]:
    """The tellings of events, in canonical order."""
    found = []
    for some in in_batches(ids):
        found += [
            telling_of(row)
            for row in connection.execute(_COLUMNS.where(events.c.id.in_(some), events.c.document == documents.c.id))
        ]
    return sorted(found, key=lambda t: t.order)


_COLUMNS = select(
    events.c.id,
    events.c.document,
    events.c.record,
    documents.c.first,
    documents.c.published,
    documents.c.publisher,
    documents.c.publisher_country,
    documents.c.title,
    documents.c.url,
    events.c.verdict,
    events.c.happening,
)


def telling_of(row: Any) -> Telling:
    """The telling of a row of events joined with its document."""
    facts = row._asdict()
    return Telling(event=Event.model_validate_json(facts.pop("record")), **facts)
