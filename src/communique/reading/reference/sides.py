"""Whose something is: the owner beside a noun, else the state in focus there."""

from __future__ import annotations

from communique.reading import grammar
from communique.reading.actors import Actor, Cast
from communique.reading.grammar import SUBJECTS
from communique.reading.names.phrases import OfficePhrase
from communique.reading.reference.pronouns import PRONOUNS, clause_of, resolve_pronoun
from communique.reading.words import Word


def left_edge(w: Word) -> int:
    """The first word of a noun's own phrase: its determiner, adjectives and possessor."""
    left = w.i
    for c in w.children:
        if c.i < w.i and c.dep in ("det", "amod", "compound", "poss", "nmod", "nummod") and c.left < left:
            left = c.left
    return left


def owner_of(cast: Cast, w: Word) -> Actor | None:
    """The actor in a noun's modifiers: possessive, adjective, compound, "of"; nearest to the noun's own phrase first."""
    for c in w.children:
        if c.dep in ("poss", "amod", "compound", "nmod"):
            if c.lower in PRONOUNS and c.i not in cast.cover:
                resolve_pronoun(cast, c)
            m = cast.cover.get(c.i)
            if c.lower == "whose":
                clause = clause_of(w)
                m = cast.cover.get(clause.head.i) if clause.dep == "relcl" else None
                return cast.actors[m.ids[0]] if m is not None else None
            if m is not None and (m.first <= c.i <= m.last):
                return cast.actors[m.ids[0]]
            inner = owner_of(cast, c) if c.dep in ("poss", "compound", "nmod") else None
            if inner is not None:
                return inner
    for c in w.children:
        if c.dep == "prep" and c.lower == "of":
            for o in c.children:
                m = cast.cover.get(o.i)
                if m is not None and o.dep == "pobj" and len(m.ids) == 1:
                    return cast.actors[m.ids[0]]
    return None


def owners_of(cast: Cast, w: Word) -> list[Actor]:
    """All actors behind a possessive that stands for several ("their")."""
    possessor = w.child("poss")
    m = cast.cover.get(possessor.i) if possessor is not None else None
    return [cast.actors[i] for i in m.ids] if m is not None else []


def state_in_focus(cast: Cast, i: int, w: Word) -> str | None:
    """The state whose government, army or authorities are meant when none is named: the last subject's for a subject,
    for an object another one than the subject's, the report's own first."""
    words = cast.parse.words
    last = next(
        (
            c
            for m in cast.before(i, 40)
            if len(m.ids) == 1 and m.head.sent == words[i].sent and (c := cast.actors[m.ids[0]].country)
        ),
        None,
    )
    if w.dep in SUBJECTS:
        return last or cast.home
    verb = clause_of(w)
    subject = grammar.surface_subject(verb) if verb.pos == "VERB" else None
    m = cast.cover.get(subject.i) if subject is not None else None
    if m is None:
        return last or cast.home
    mine = {cast.actors[x].country for x in m.ids}
    if cast.home not in mine:
        return cast.home
    return next((c for x in cast.before(i, 200) for id in x.ids if (c := cast.actors[id].country) and c not in mine), cast.home)


def near_side(cast: Cast, p: OfficePhrase | None, i: int | None = None) -> str | None:
    """The side of the last subject before, when it has one; for "the spokesman", "the troops"."""
    at = p.first if p is not None else i or 0
    for m in cast.before(at, 60):
        if len(m.ids) == 1 and m.head.dep in SUBJECTS:
            side = cast.side(m.ids[0])
            return side if side in cast.actors or len(side) == 3 else None
    return cast.home


def adjective_of(cast: Cast, a: Actor) -> str:
    """The first adjective of a state, for the name of an institution that the text does not spell out."""
    state = a.country or a.id
    return cast.world.adjectives.get(state, cast.actor(state).name)
