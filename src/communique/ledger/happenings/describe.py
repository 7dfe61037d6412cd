"""The record of a happening: what its tellings say together, who tells it, and where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from communique.ledger.happenings.gather import Group
from communique.ledger.happenings.telling import Telling
from communique.ledger.kinds import iso
from communique.records import Act, EventType, Party, Quad, Record, Span, Status

About = Literal["date", "place", "direction", "status", "people"]


class Named(Record):
    """Somebody who takes part: an entity, its name, the state for which it acts (ISO 3166-1 alpha-3), and its office."""

    entity: str
    name: str
    country: str | None = None
    role: str | None = None


class Days(Record):
    """Earliest and latest day (ISO, inclusive)."""

    start: str
    end: str


class Where(Record):
    """A place and the state in which it is."""

    name: str
    country: str | None = None


class Source(Record):
    """One telling: an event of a document, how it tells of it, and its words.

    ``copy_of`` is the document of which its own is a copy, ``verdict`` what an analyst decided on it.
    """

    event: str
    document: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    publisher_country: str | None = None
    published: str | None = None
    copy_of: str | None = None
    claimed: bool = False
    verdict: str | None = None
    status: Status
    date: Days | None = None
    place: str | None = None
    direction: str | None = None
    words: Span


class Disagreement(Record):
    """What tellings say differently: for each value the events that say so."""

    about: About
    values: dict[str, list[str]]


class Happening(Record):
    """One thing that happened, is planned, or did not happen, with all reports that tell of it.

    ``documents`` counts reports, ``publishers`` those that published it, ``countries`` from how many states these are; copies of
    one text count once in ``independent``. ``narrated``: at least one report tells it itself. ``why``: what brought its tellings
    together. ``confidence``: that at least one of the independent records is right.
    """

    id: str
    type: EventType
    modes: list[str] = []
    act: Act | None = None
    contexts: list[str] = []
    actors: list[Named] = []
    recipients: list[Named] = []
    persons: list[Named] = []
    status: Status
    narrated: bool = False
    date: Days | None = None
    day: str | None = None
    place: Where | None = None
    cameo: str | None = None
    quad: Quad | None = None
    score: float | None = None
    confidence: float
    documents: int
    independent: int
    publishers: int
    countries: int
    sources: list[Source] = Field(min_length=1)
    disagreements: list[Disagreement] = []
    why: list[str] = []


# Where two independent records are both taken from bad sentences they are not independent: never quite sure.
_SUREST = 0.99
_HAPPENED = ("occurred", "ongoing")


def describe(group: Group, known: Mapping[str, Named]) -> Happening:
    """The record of a group of tellings; ``known`` are its entities by id."""
    told = group.tellings
    main = _main(told)
    event = main.event
    when = _when(told)
    firsts = {t.first: max(_confidence(x) for x in told if x.first == t.first) for t in told}
    doubt = 1.0
    for confidence in firsts.values():
        doubt *= 1 - confidence
    place = _place(told, main)
    return Happening(
        id=f"h{told[0].id}",
        type=event.type,
        modes=_union(t.event.modes for t in _by_weight(told, main) if t.event.type == event.type),
        act=event.act,
        contexts=_union(t.event.contexts for t in told),
        actors=[_party(p, known) for p in event.actors],
        recipients=[_party(p, known) for p in event.recipients],
        persons=[known.get(id) or Named(entity=id, name=id) for id in _union(sorted(t.persons) for t in told)],
        status=event.status,
        narrated=any(t.event.claimed_in is None for t in told),
        date=when,
        day=when.start if when else min((t.published for t in told if t.published), default=None),
        place=place,
        cameo=event.cameo,
        quad=event.quad,
        score=event.score,
        confidence=round(min(1 - doubt, max(_SUREST, *firsts.values())), 4),
        documents=len({t.document for t in told}),
        independent=len(firsts),
        publishers=len({t.publisher for t in told if t.publisher}),
        countries=len({t.publisher_country for t in told if t.publisher_country}),
        sources=[_source(t) for t in told],
        disagreements=list(_disagreements(told)) if len(told) > 1 else [],
        why=_union(m.why for _, _, m in group.matches),
    )


def _party(p: Party, known: Mapping[str, Named]) -> Named:
    named = known.get(p.entity)
    return Named(entity=p.entity, name=named.name if named else p.entity, country=p.country, role=p.role)


def _confidence(t: Telling) -> float:
    return _SUREST if t.verdict in ("confirmed", "corrected") else t.event.confidence


def _main(told: list[Telling]) -> Telling:
    """The telling that speaks for all: narrated before claimed, done before planned; then the fullest, then the first.

    A later report outranks an earlier one only where it tells how a plan came out.
    """
    narrated = [t for t in told if t.event.claimed_in is None] or told
    happened = [t for t in narrated if t.event.status in _HAPPENED]
    if not happened:
        last = max(t.published or "" for t in narrated)
        happened = [t for t in narrated if (t.published or "") == last]
    return max(happened, key=lambda t: (len(t.event.actors) + len(t.event.recipients), t.event.confidence, *_backwards(t)))


def _backwards(t: Telling) -> tuple[float, ...]:
    """Sorts the first in canonical order last: for max()."""
    return tuple(-ord(character) for character in "".join(t.order))


def _by_weight(told: list[Telling], main: Telling) -> list[Telling]:
    return [main, *(t for t in told if t is not main)]


def _when(told: list[Telling]) -> Days | None:
    """The days on which all agree; else the days that most independent reports give, stated ones before assumed ones."""
    dated = [t for t in told if t.days is not None]
    # The day on which a meeting was called off is not the day on which it was to be.
    dated = [t for t in dated if not t.off] or dated
    if not dated:
        return None
    stated = [t for t in dated if not t.assumed] or dated
    start, end = max(t.days[0] for t in stated if t.days), min(t.days[1] for t in stated if t.days)
    if start > end:
        votes = Counter(days for days in {(t.first, t.days) for t in stated})
        by_days = Counter(days for (_, days), _ in votes.items() if days)
        start, end = min(by_days, key=lambda days: (-by_days[days], days[1] - days[0], days))
    return Days(start=iso(start), end=iso(end))


def _place(told: list[Telling], main: Telling) -> Where | None:
    found = next((t.event.place for t in _by_weight(told, main) if t.event.place is not None), None)
    return Where(name=found.name, country=found.country) if found is not None else None


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(x for some in lists for x in some))


def _source(t: Telling) -> Source:
    return Source(
        event=t.id,
        document=t.document,
        title=t.title,
        url=t.url,
        publisher=t.publisher,
        publisher_country=t.publisher_country,
        published=t.published,
        copy_of=t.first if t.first != t.document else None,
        claimed=t.event.claimed_in is not None,
        verdict=t.verdict,
        status=t.event.status,
        date=Days(start=iso(t.days[0]), end=iso(t.days[1])) if t.days else None,
        place=t.event.place.name if t.event.place else None,
        direction=_direction(t),
        words=t.event.evidence[0],
    )


def _direction(t: Telling) -> str | None:
    """Who to whom, where the telling has two sides."""
    if not t.recipients or not t.actors:
        return None
    return f"{', '.join(sorted(t.actors))} > {', '.join(sorted(t.recipients))}"


def _disagreements(told: list[Telling]) -> Iterable[Disagreement]:
    """Where the tellings cannot all be right: days without a day in common, two places, who began, whether it happened."""
    stated = [t for t in told if t.days is not None and not t.assumed and not t.off]
    if any(x.days and y.days and (x.days[0] > y.days[1] or y.days[0] > x.days[1]) for x in stated for y in stated):
        yield _values(
            "date",
            ((iso(t.days[0]) if t.days[0] == t.days[1] else f"{iso(t.days[0])}/{iso(t.days[1])}", t) for t in stated if t.days),
        )
    places = [(t.event.place.name, t) for t in told if t.event.place is not None and not t.off]
    if len({name for name, _ in places}) > 1:
        yield _values("place", places)
    directions = [(direction, t) for t in told if (direction := _direction(t)) is not None]
    if len({frozenset(t.actors) for _, t in directions}) > 1:
        yield _values("direction", directions)
    statuses = {t.event.status for t in told}
    if "negated" in statuses and statuses & {"occurred", "ongoing"}:
        yield _values("status", ((t.event.status, t) for t in told))


def _values(about: About, said: Iterable[tuple[str, Telling]]) -> Disagreement:
    values: dict[str, list[str]] = {}
    for value, t in said:
        values.setdefault(value, []).append(t.id)
    return Disagreement(about=about, values=values)
