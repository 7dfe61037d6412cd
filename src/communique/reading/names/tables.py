"""Names of the tables in the text: the longest wins, and its neighbours choose among its senses."""

from __future__ import annotations

import re

from communique.knowledge.world import City, Sense, atoms
from communique.reading.actors import Cast, Mention
from communique.reading.names.marks import HONORIFICS
from communique.reading.words import Word
from communique.records import How

HOW: dict[str, How] = {
    "name": "name",
    "alias": "alias",
    "adjective": "demonym",
    "people": "demonym",
    "capital": "metonym",
    "metonym": "metonym",
    "force": "metonym",
    "place": "name",
    "other": "name",
}


def add_table_names(cast: Cast) -> None:
    """Add every name of the tables: the longest at each word, in the sense that its neighbours choose."""
    words = cast.parse.words
    stream: list[str] = []
    where: list[int] = []
    for w in words:
        if w.lower in ("-", "'s", "'", "’s", "’"):
            continue
        for a in atoms(w.text):
            stream.append(a)
            where.append(w.i)
    at = 0
    while at < len(stream):
        w = words[where[at]]
        n, senses = cast.world.match(stream, at)
        if not (w.text[0].isupper() or w.text[0].isdigit()) and not any(s.common for s in senses):
            at += 1
            continue
        while n:
            first, last = where[at], where[at + n - 1]
            sense = _choose(cast, first, last, senses) if words[first].block == words[last].block else None
            if sense is not None:
                _add_name(cast, first, last, _homonym(cast, first, last, sense) or sense)
                _add_shared_name(cast, first, last)
                break
            n, senses = _shorter(cast, stream, at, n)
        # A name may not end inside a word of the next.
        at += max(n, 1)


def _shorter(cast: Cast, stream: list[str], at: int, n: int) -> tuple[int, list[Sense]]:
    first = cast.world.index[stream[at]]
    for k in range(n - 1, 0, -1):
        senses = first.get(tuple(stream[at : at + k]))
        if senses:
            return k, senses
    return 0, []


def _choose(cast: Cast, first: int, last: int, senses: list[Sense]) -> Sense | None:
    words = cast.parse.words
    w = words[first]
    text = cast.text(first, last)
    shouting = text.isupper() and len(text) > 5
    fitting = []
    for s in senses:
        known = cast.world.entities.get(s.entity)
        if (s.strict and not text.isupper()) or (text.islower() and not s.common):
            continue
        if first == last and not shouting and not any(c.isdigit() for c in text):
            # One capital letter is no proof at a sentence start; the tagger must call it a name.
            if s.kind in ("place", "alias") and w.tag not in ("NNP", "NNPS") and not w.ent:
                continue
            if w.tag in ("MD", "VB", "IN", "RB", "PRP", "UH", "DT", "CC") and not w.ent:
                continue
        if (
            known is not None
            and known.kind in ("state",)
            and s.kind in ("name", "place", "capital", "people")
            and _inside_person(cast, first, last)
        ):
            continue
        fitting.append(s)
    if not fitting:
        return None
    if len(fitting) > 1:
        first_of_list = w
        while first_of_list.dep == "conj" and first_of_list.head is not first_of_list:
            first_of_list = first_of_list.head
        adjectival = first_of_list.dep in ("amod", "compound", "nmod") or w.tag == "JJ"
        order = {
            "name": 0,
            "adjective": 0 if adjectival else 2,
            "people": 1,
            "capital": 1,
            "metonym": 1,
            "force": 1,
            "alias": 2,
            "place": 3,
        }
        day = cast.day
        beside = _states_beside(cast, first, last)

        def rank(s: Sense) -> tuple[int, bool, bool, int]:
            known = cast.world.entities.get(s.entity)
            term = known.term_on(day) if known and day else None
            elsewhere = not (known and known.country in beside)
            return (order[s.kind], elsewhere, s.entity not in cast.actors, term.distance(day) if term and day else 0)

        fitting.sort(key=rank)
    return fitting[0]


def _states_beside(cast: Cast, first: int, last: int) -> set[str | None]:
    """The states of "Saudi King Abdullah" and "King Abdullah of Jordan"."""
    words = cast.parse.words
    before = {cast.actors[cast.cover[i].ids[0]].country for i in range(max(0, first - 3), first) if i in cast.cover}
    of = last + 2 < len(words) and words[last + 1].lower == "of"
    return before | ({cast.world.place_country(words[last + 2].text)} if of else set()) - {None}


def _inside_person(cast: Cast, first: int, last: int) -> bool:
    """Whether the model sees a longer person's name here (the Jordan of Michael Jordan)."""
    words = cast.parse.words
    if words[first].ent != "PERSON":
        return False
    before = words[first - 1] if first else None
    after = words[last + 1] if last + 1 < len(words) else None
    if (
        before is not None
        and before.ent == "PERSON"
        and before.sent == words[first].sent
        and before.lower not in HONORIFICS
        and before.text.istitle()
    ):
        return before.head is words[last] or words[first].head is before
    if after is not None and after.ent == "PERSON" and after.tag == "NNP" and after.sent == words[first].sent:
        return words[first].dep == "compound" and words[first].head is after and words[first].tag == "NNP"
    return False


def _homonym(cast: Cast, first: int, last: int, sense: Sense) -> Sense | None:
    """The less usual bearer of a name that several share, when the words around speak for it."""
    words, text = cast.parse.words, cast.text(first, last)
    for other in cast.world.homonyms.get(text.lower(), ()):
        near = words[max(0, first - 3) : first] + words[last + 1 : last + 4]
        beside = any(w.lower in other.beside and w.sent == words[first].sent for w in near)
        listed = first >= 2 and words[first - 1].text == "," and (place := cast.places.get(first - 2)) is not None
        after_place = other.after_place and listed and place is not None and place.country == other.sense.entity
        report = cast.parse.document.text
        told = any(word in report for word in other.told_with) and not any(word in report for word in other.unless)
        if beside or after_place or told:
            return other.sense
    # "Lebanon, Pennsylvania": a town, named after something greater.
    if last + 2 < len(words) and words[last + 1].text == ",":
        region = cast.world.cities.get(words[last + 2].lower)
        if region is not None and region.region and region.country in ("USA", "CAN", "AUS") and region.country != sense.entity:
            return Sense(region.country, "place")
    return None


def _add_name(cast: Cast, first: int, last: int, sense: Sense) -> None:
    words = cast.parse.words
    text = cast.text(first, last)
    if sense.kind == "other":
        return
    if sense.kind == "place":
        city = cast.world.cities.get(" ".join(atoms(text))) or City(text, sense.entity)
        if city.country:
            for i in range(first, last + 1):
                cast.places[i] = city
                cast.place_spans[i] = (first, last)
            return
    actor = cast.actor(sense.entity)
    head = head_of(words[first : last + 1])
    how = HOW[sense.kind]
    known = cast.world.entities[sense.entity]
    plural = sense.kind == "people" and head.tag in ("NNPS", "NNS")
    kind = sense.kind
    if known.kind == "person":
        first = with_honorifics(cast, first)
        kind = "name"
    if known.kind == "state" and kind in ("metonym", "force"):
        actor = cast.described(known_name(text), known.id, "institution", None, "MIL" if kind == "force" else "GOV")
        actor.known = True
    mention = Mention(first, last, head, (actor.id,), how, kind, plural)
    cast.add(mention)
    if known.kind == "state" and kind in ("name", "capital"):
        for i in range(first, last + 1):
            cast.places[i] = City(text, known.id)
            cast.place_spans[i] = (first, last)


def _add_shared_name(cast: Cast, first: int, last: int) -> None:
    """The other one of "North and South Korea", which ends with the words of the name that follows."""
    words = cast.parse.words
    if first < 2 or first == last or words[first].lower not in _SIDES:
        return
    w = words[first - 2]
    if words[first - 1].lower in ("and", "or") and w.lower in _SIDES and w.text[0].isupper():
        senses = cast.world.find(f"{w.text} {cast.text(first + 1, last)}")
        if senses:
            cast.add(Mention(w.i, w.i, w, (cast.actor(senses[0].entity).id,), "name", senses[0].kind))


_SIDES = frozenset({"north", "south", "east", "west", "equatorial"})


def known_name(text: str) -> str:
    """A name as it stands in a record: blanks made single, no article before it."""
    return re.sub(r"^[Tt]he\s+", "", re.sub(r"\s+", " ", text)).strip()


def head_of(span: list[Word]) -> Word:
    """The grammatical head of a stretch of words."""
    inside = {w.i for w in span}
    for w in span:
        if (w.head.i not in inside or w.head is w) and w.dep not in ("punct", "case"):
            return w
    return span[-1]


def with_honorifics(cast: Cast, first: int) -> int:
    """The first word of a name when the honorifics before it are taken in."""
    words = cast.parse.words
    while first > 0:
        w = words[first - 1]
        if w.sent != words[first].sent or (first - 1) in cast.cover:
            break
        ranked = first >= 2 and words[first - 2].lower in (
            "-",
            "secretary",
            "director",
            "attorney",
            "consul",
            "governor",
            "inspector",
            "solicitor",
        )
        if w.lower in HONORIFICS and w.text[0].isupper() and not ranked:  # the General of "Secretary-General" is no rank
            first -= 1
            continue
        break
    return first
