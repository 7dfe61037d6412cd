"""People named again by surname."""

from __future__ import annotations

from communique.knowledge.world import atoms
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.names.marks import HONORIFICS
from communique.reading.names.people import FAMILY_NAME_FIRST
from communique.reading.names.phrases import TITLES, OfficePhrase
from communique.reading.names.tables import with_honorifics
from communique.reading.words import Word


def add_surnames(cast: Cast, phrases: list[OfficePhrase]) -> None:
    """One-word names of people: those of the text first, then those of the tables who held office at the time."""
    words = cast.parse.words
    by_name: dict[str, list[Actor]] = {}
    for a in cast.persons():
        parts = atoms(a.name)
        keys = {parts[-1]} if parts else set()
        if parts and parts[-1] in ("jr", "sr", "jr.", "sr.") and len(parts) > 1:
            keys = {parts[-2]}
        if a.country in FAMILY_NAME_FIRST and parts:
            keys.add(parts[0])
        # "al-Kadhimi" is "Kadhimi" the second time; "Díaz-Canel" either half: both are the last atom already.
        for k in keys:
            by_name.setdefault(k, []).append(a)
    first_names: dict[str, list[Actor]] = {}
    for a in cast.persons():
        parts = atoms(a.name)
        if len(parts) > 1:
            first_names.setdefault(parts[0], []).append(a)
    full: list[Mention] = sorted((m for m in cast.mentions if cast.actors[m.ids[0]].is_person), key=lambda m: m.first)
    for w in words:
        if w.i in cast.cover or not w.text[0].isupper() or w.pos not in ("PROPN", "NOUN", "ADJ", "VERB"):
            continue
        parts = atoms(w.text)
        if not parts:
            continue
        candidates = by_name.get(parts[-1]) or (first_names.get(parts[0]) if w.ent == "PERSON" and w.quoted else None)
        actor: Actor | None = None
        if candidates:
            if (
                w.pos != "PROPN"
                and w.ent != "PERSON"
                and w.i == cast.parse.sentences[w.sent].words[0].i
                and w.tag not in ("NNP", "JJ", "NN", "VBG", "NNPS")
            ):
                continue
            actor = _nearest(candidates, full, w.i)
        elif w.lower in TITLES and w.i and words[w.i - 1].lower == "the":
            continue  # "the Pope" is no Ms Pope
        elif (
            w.ent in ("PERSON", "ORG", "GPE")
            and len(parts) == 1
            and cast.day is not None
            and w.i not in cast.places
            and not _part_of_a_name(cast, w)
        ):
            actor = _incumbent(cast, parts[0])
        if actor is None:
            continue
        first = with_honorifics(cast, w.i)
        head = w
        m = Mention(first, w.i, head, (actor.id,), "name")
        cast.add(m)
        full.append(m)
        full.sort(key=lambda m: m.first)


def _part_of_a_name(cast: Cast, w: Word) -> bool:
    """ "Villa Ortega", "Ortega Street": no surname that stands alone."""
    beside = [c for c in w.children if c.dep == "compound" and c.i == w.i - 1]
    if w.dep == "compound" and w.head.i == w.i + 1:
        beside.append(w.head)
    return any(x.pos == "PROPN" and x.i not in cast.cover and x.lower not in HONORIFICS and x.lower not in TITLES for x in beside)


def _nearest(candidates: list[Actor], full: list[Mention], i: int) -> Actor:
    if len(candidates) == 1:
        return candidates[0]
    ids = {a.id: a for a in candidates}
    before = [m for m in full if m.first < i and m.ids[0] in ids]
    if before:
        return ids[before[-1].ids[0]]
    return candidates[0]


def _incumbent(cast: Cast, surname: str) -> Actor | None:
    """A surname alone, never introduced: only somebody so well known that one holder of a high office fits on that day."""
    assert cast.day is not None
    high = (
        "head-of-state",
        "head-of-government",
        "foreign-minister",
        "monarch",
        "supreme-leader",
        "head-of-organization",
        "defence-minister",
    )
    fits = [p for p in cast.world.surnames.get(surname, ()) if any(t.office in high and t.covers(cast.day) for t in p.terms)]
    return cast.actor(fits[0].id) if len(fits) == 1 else None
