"""What quotes do to pronouns: "I" is the speaker, "we" and "this country" are the speaker's side, "you" who is spoken to."""

from __future__ import annotations

from collections.abc import Iterator

from communique.reading.actors import Cast, Mention
from communique.reading.statements.said import Said
from communique.reading.words import Word

ONE = frozenset({"i", "me", "my", "mine", "myself"})
SEVERAL = frozenset({"we", "us", "our", "ours", "ourselves"})
HERE = frozenset({"country", "nation", "homeland", "land", "soil"})
_WHOSE = SEVERAL | {"this", "my"}


def resolve_this_country(cast: Cast, statements: list[Said]) -> None:
    """Cover "this country", "our nation", "my homeland" inside quotes: events name them as parties and places."""
    for w, said in _quoted(cast, statements):
        if w.lower in HERE and w.i > 0 and w.i not in cast.cover:
            before = cast.parse.words[w.i - 1]
            whose = said.speakers if before.lower in _WHOSE else said.addressees if before.lower == "your" else ()
            state = cast.actors[whose[0]].country if whose else None
            if state is not None:
                cast.add(Mention(before.i, w.i, w, (cast.actor(state).id,), "anaphor", "anaphor"))
    cast.sort()


def resolve_first_person(cast: Cast, statements: list[Said]) -> None:
    """Add what "I" and "we" stand for. After the events, which take first persons from the statement itself."""
    for w, said in _quoted(cast, statements):
        if w.i in cast.cover:
            continue
        if w.lower in ONE and len(said.speakers) == 1:
            cast.add(Mention(w.i, w.i, w, said.speakers, "pronoun", "pronoun"))
        elif w.lower in SEVERAL:
            sides = dict.fromkeys(cast.actor(cast.side(s)).id for s in said.speakers)
            cast.add(Mention(w.i, w.i, w, tuple(sides), "pronoun", "pronoun", True))
        elif w.lower in ("you", "your", "yours") and len(said.addressees) == 1:
            cast.add(Mention(w.i, w.i, w, said.addressees, "pronoun", "pronoun"))
    cast.sort()


def _quoted(cast: Cast, statements: list[Said]) -> Iterator[tuple[Word, Said]]:
    """Every word inside quotation marks with the innermost statement of a known speaker that holds it."""
    innermost: dict[int, Said] = {}
    for said in sorted(statements, key=lambda s: s.start - s.end):
        if said.speakers:
            for i in cast.parse.between(said.start, said.end):
                if said.holds(cast.parse.words[i]):
                    innermost[i] = said
    for i, said in innermost.items():
        if cast.parse.words[i].quoted:
            yield cast.parse.words[i], said
