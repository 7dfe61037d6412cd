"""Who is meant by a name or a description, asked without a text: ``communique who "the Turkish president" --on 2022-01-24``.

The same tables and office phrases as in reading, but nothing else: what only a text can tell ("his counterpart", "the former") is
refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from communique.errors import UnknownError
from communique.knowledge.offices import Office, load_offices
from communique.knowledge.world import Known, Sense, SenseKind, Term, World, atoms
from communique.records import EntityKind


@dataclass(frozen=True, slots=True)
class Answer:
    """One entity that the words may mean. ``why`` explains it; ``likely`` marks those that the day and the words speak for."""

    entity: str
    kind: EntityKind
    name: str
    country: str | None
    office: str | None
    title: str | None
    since: str | None
    until: str | None
    why: str
    likely: bool = True


_SENSE: dict[SenseKind, str] = {
    "name": "is a name of {}",
    "alias": "is another name of {}",
    "adjective": "is the adjective of {}",
    "people": "are the people of {}",
    "capital": "is the capital of {} and stands for its government",
    "metonym": "stands for the government of {}",
    "force": "is a force of {}",
    "place": "is a place in {}",
}
_FILLERS = frozenset({"the", "of", "for", "a", "an", "to", "current", "then"})
_FORMS = frozenset({"republic", "kingdom", "state", "commonwealth", "federation", "islamic"})  # "president of the Republic of X"
_PAST = frozenset({"former", "ex", "late", "previous", "ousted"})
_TEXT_ONLY = frozenset(
    ["he", "she", "it", "they", "his", "her", "its", "their", "this", "that", "these", "those", "latter", "both", "two", "former"]
)


def who(world: World, words: str, day: date) -> list[Answer]:
    """Everybody whom the words may mean on that day, the likeliest first.

    Raises UnknownError, which says why, when nobody is known by these words or only a text could tell.
    """
    given = [w for w in atoms(words.replace("'s", " ").replace("’s", " ")) if any(c.isalnum() for c in w)]
    if not given:
        raise UnknownError("ask for a name or a description, such as 'the Turkish president'")
    named = given[1:] if given[0] == "the" and len(given) > 1 else given
    answers = [a for s in _exact(world, given, named) for a in _of_sense(world, s, words, day)]
    others = (a for h in world.homonyms.get(" ".join(named), ()) for a in _of_sense(world, h.sense, words, day))
    answers += [replace(a, likely=False) for a in others]
    if not answers:
        answers = _described(world, named, words, day) or _by_surname(world, named, day)
    if not answers:
        if set(given) & _TEXT_ONLY:
            raise UnknownError(f"{words!r} depends on the text around it; ask for a name, or an office and its country")
        raise UnknownError(
            f"nobody is known as {words!r}; --knowledge FOLDER adds tables of your own (docs/architecture.md tells their columns)"
        )
    return sorted(dict.fromkeys(answers), key=lambda a: not a.likely)


def _exact(world: World, *forms: list[str]) -> list[Sense]:
    for form in forms:
        if senses := world.index.get(form[0], {}).get(tuple(form)):
            return senses
    return []


def _of_sense(world: World, sense: Sense, words: str, day: date) -> list[Answer]:
    known = world.entities[sense.entity]
    if known.kind == "person":
        return [_person(known, day, _told(words, sense.kind, known))]
    return [Answer(known.id, known.kind, known.name, known.country, None, None, None, None, _told(words, sense.kind, known))]


def _told(words: str, kind: SenseKind, known: Known) -> str:
    return f"{words!r} {_SENSE[kind].format(known.name)}"


def _person(known: Known, day: date, why: str) -> Answer:
    """A person with the term of the day, else the nearest one."""
    term = known.term_on(day)
    if term is None:
        return Answer(known.id, "person", known.name, known.country, None, None, None, None, why)
    holds = term.covers(day)
    others = len(known.terms) - 1
    why += f"; {term.title or term.office}, {_span(term)}" + ("" if holds else f": not in office on {day}, this term is nearest")
    why += f"; {others} further term{'s' if others > 1 else ''} of office in the tables" if others else ""
    return _answer(known, term, why, holds)


def _answer(known: Known, term: Term, why: str, likely: bool) -> Answer:
    country = term.country or known.country
    return Answer(
        known.id, "person", known.name, country, term.office, term.title, term.start or None, term.end or None, why, likely
    )


def _span(term: Term) -> str:
    return f"from {term.start or '(start unknown)'} to {term.end}" if term.end else f"since {term.start or '(start unknown)'}"


def _described(world: World, named: list[str], words: str, day: date) -> list[Answer]:
    """ "Turkish president", "president of Turkey", "UN secretary general", "President Bush", "former Turkish president"."""
    past = bool(set(named) & _PAST)
    rest = [w for w in named if w not in _PAST]
    for at in range(len(rest)):
        n, senses = world.match(rest, at)
        sides = [s for s in senses if world.entities[s.entity].kind != "person"]
        if not sides:
            continue
        before, after = rest[:at], rest[at + n :]
        office = _office([*after, *before]) or _office([*before, *after])
        if office is None:
            continue
        if office.name == "counterpart":
            raise UnknownError(f"whose counterpart {words!r} is, only a text can tell; ask for the office and its country")
        found: list[Answer] = []
        for entity in dict.fromkeys(s.entity for s in sides):
            known = world.entities[entity]
            kind = next(s.kind for s in sides if s.entity == entity)
            side = known.name if kind == "name" else _told(" ".join(rest[at : at + n]), kind, known)
            found += _holders(world, office, entity, side, day, past)
        if found:
            return found
        raise UnknownError(_nobody(world, office, [s.entity for s in sides], day))
    office_and_name = [(o, w) for w in rest[1:] if (o := _office([x for x in rest if x != w])) is not None]
    return [
        _answer(p, t, f"{w!r} is the surname of {p.name}, {t.title or o.name} {_span(t)}", t.covers(day) != past)
        for o, w in office_and_name
        for p in world.surnames.get(w, ())
        for t in p.terms
        if t.office in (o.name, *o.also)
    ]


def _office(words: Iterable[str]) -> Office | None:
    """The office that these words are, when nothing but articles and "of" is left of them."""
    every = list(words)
    for spelled in ([w for w in every if w not in _FILLERS], _stripped(every), [w for w in every if w not in _FILLERS | _FORMS]):
        found = load_offices().read(spelled)
        if found is not None and found[1] == len(spelled):
            return found[0]
    return None


def _stripped(words: list[str]) -> list[str]:
    """Without fillers at either end: "secretary of state" keeps the one inside."""
    while words and words[0] in _FILLERS:
        words = words[1:]
    while words and words[-1] in _FILLERS:
        words = words[:-1]
    return words


def _holders(world: World, office: Office, entity: str, side: str, day: date, past: bool) -> list[Answer]:
    answers = []
    names = (office.name, *office.also)
    if "/" in entity:  # the head of an organisation has many titles: chief, president, foreign policy chief
        names = ("high-representative",) if "foreign-minister" in names else (*names, "head-of-organization", "group-leader")
    for name in dict.fromkeys(names):
        terms = world.offices.get((entity, name), [])
        now = {p.id for p in world.holders(entity, name, day)}
        if past:
            gone = sorted((x for x in terms if x[0].end and not x[0].covers(day) and x[0].end < day.isoformat()), key=_ended)
            answers += [_answer(p, t, f"{side}; {t.title or name}, {_span(t)}", n == 0) for n, (t, p) in enumerate(gone)]
        else:
            answers += [
                _answer(p, t, f"{side}; {t.title or name} {_span(t)}", not answers or name == office.name)
                for t, p in terms
                if p.id in now and t.covers(day)
            ]
    return answers


def _ended(holder: tuple[Term, Known]) -> tuple[int, ...]:
    """Sorts the latest end first."""
    return tuple(-int(n) for n in re.findall(r"\d+", holder[0].end))


def _nobody(world: World, office: Office, entities: list[str], day: date) -> str:
    terms = [x for e in dict.fromkeys(entities) for name in (office.name, *office.also) for x in world.offices.get((e, name), [])]
    nearest = sorted(terms, key=lambda x: x[0].distance(day))[:2]
    known = ", ".join(f"{p.name} ({_span(t)})" for t, p in nearest)
    where = " or ".join(world.entities[e].name for e in dict.fromkeys(entities))
    return f"the tables name no {office.name.replace('-', ' ')} of {where} on {day}" + (f"; nearest: {known}" if known else "")


def _by_surname(world: World, named: list[str], day: date) -> list[Answer]:
    people = world.surnames.get(named[-1], []) if len(named) == 1 else []
    return [_person(p, day, f"{named[-1]!r} is the surname of {p.name}") for p in people]
