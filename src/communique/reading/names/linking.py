"""Offices and the names beside them: "Foreign Minister X of Y", "X, a spokesman for Y"."""

from __future__ import annotations

from communique.knowledge.world import Known, atoms
from communique.reading.actors import Actor, Cast, Mention, set_side
from communique.reading.grammar import SUBJECTS
from communique.reading.names.marks import FEMALE_MARKS, HONORIFICS, MALE_MARKS
from communique.reading.names.people import FAMILY_NAME_FIRST, NOT_NAMES
from communique.reading.names.phrases import POSSESSIVE, OfficePhrase
from communique.reading.names.tables import head_of, known_name
from communique.reading.words import Word


def link_name(cast: Cast, p: OfficePhrase) -> None:
    """Find the name beside an office phrase, and let its bearer take over what the phrase tells."""
    words = cast.parse.words
    if p.plural:
        _link_names(cast, p)
        return
    mention = _name_after(cast, p) or _name_before(cast, p) or _unseen_name(cast, p) or _unseen_name_after(cast, p)
    if mention is None or p.name is not None:
        return
    actor = cast.actors[mention.ids[0]]
    p.name = mention
    tell(cast, actor, p)
    if mention.first > p.right:  # "President X": one stretch
        gap = mention.first - p.right
        if gap == 1:
            mention.first = p.left if words[p.left].lower not in POSSESSIVE else mention.first
    marks = {words[i].lower for i in range(p.first, p.last + 1)}
    if actor.gender is None:
        actor.gender = "f" if marks & FEMALE_MARKS else "m" if marks & MALE_MARKS else None


def tell(cast: Cast, actor: Actor, p: OfficePhrase) -> None:
    """Let an actor take over what an office phrase beside its name says."""
    title = " ".join(cast.parse.words[i].text for i in range(p.first, p.last + 1))
    title = title.replace(" - ", "-")
    if p.office.name == "counterpart":
        return
    if actor.known and actor.term is not None:
        if p.former or p.country in (None, actor.country, actor.parent):
            return
        # The text knows an office of this person that fits better than the nearest term.
        for t in cast.world.entities[actor.id].terms:
            if t.country == p.country and (t.office == p.office.name or t.office in p.office.also):
                actor.term, actor.office, actor.title, actor.country = t, t.office, t.title, t.country
                return
        return
    actor.office = actor.office or p.office.name
    actor.title = actor.title or " ".join(
        t if not t.islower() or t in ("of", "for", "the", "and") else t.capitalize() for t in title.split()
    )
    actor.sector = actor.sector or p.office.sector
    if actor.country is None and actor.parent is None and p.country:
        set_side(actor, p.country)


def _person_at(cast: Cast, i: int) -> Mention | None:
    m = cast.cover.get(i)
    return m if m is not None and m.first <= i and cast.actors[m.ids[0]].is_person and m.kind == "name" else None


def _name_after(cast: Cast, p: OfficePhrase) -> Mention | None:
    words = cast.parse.words
    i = p.right + 1
    sent = words[p.first].sent
    # "President X": the surname alone is enough for somebody of the tables or of the text.
    if i < len(words) and words[i].sent == sent:
        m = _person_at(cast, i)
        if m is not None:
            return m
        while i < len(words) and words[i].lower in HONORIFICS and words[i].text[0].isupper():
            i += 1
        if i < len(words) and (m := _person_at(cast, i)) is not None:
            return m
        if (
            i < len(words)
            and words[i].tag in ("NNP", "NNPS", "JJ", "FW", "NN")
            and words[i].text[0].isupper()
            and i not in cast.cover
            and words[i].sent == sent
        ) and (p.last == p.right or p.countries):
            actor = titled_surname(cast, words[i], p)
            if actor is not None:
                return cast.add(Mention(i, i, words[i], (actor.id,), "name"))
        if words[i].lower == "," and i + 1 < len(words) and words[i + 1].sent == sent and (p.definite or p.country):
            j = i + 1
            m = _person_at(cast, j)
            if m is not None and m.last + 1 < len(words):
                after = words[m.last + 1]
                # ", X," or ", X." closes an apposition; ", X and Y" opens a list.
                if after.lower in (",", ".", ")", ":", ";") or after.sent != sent or after.pos in ("VERB", "AUX"):
                    return m
    return None


def _name_before(cast: Cast, p: OfficePhrase) -> Mention | None:
    words = cast.parse.words
    i = p.left - 1
    if i < 1 or words[i].lower not in (",", "(") or words[i].sent != words[p.first].sent:
        return None
    m = _person_at(cast, i - 1)
    if m is None or m.first == p.left:
        return None
    if m.head.dep == "pobj" and words[p.last].dep in SUBJECTS:
        return None  # "In talks with X, Chad's foreign minister said": two people
    after = words[p.right + 1] if p.right + 1 < len(words) else None
    if after is not None and _person_at(cast, after.i) is not None:
        return None
    if (
        not p.definite
        and words[p.left].lower not in ("a", "an")
        and p.office.single
        and words[p.left].text[0].isupper()
        and p.country
        and p.country != cast.actors[m.ids[0]].country
    ):
        return None  # "X, Turkish Foreign Minister Y, ..." is a list
    return m


def _unseen_name(cast: Cast, p: OfficePhrase) -> Mention | None:
    """ "Han Ji-won, a former negotiator": capitals beside an office are a name, even where the model sees none."""
    words = cast.parse.words
    i = p.left - 1
    if (
        i < 2
        or words[i].lower != ","
        or words[i].sent != words[p.first].sent
        or not (p.definite or words[p.left].lower in ("a", "an"))
    ):
        return None
    b = i - 1
    a = b
    while (
        a >= 0
        and words[a].sent == words[p.first].sent
        and a not in cast.cover
        and a not in cast.places
        and (
            (words[a].text[0].isupper() and words[a].tag in ("NNP", "NNPS"))
            or words[a].text == "-"
            or (words[a].tag in ("NN", "JJ", "VBN", "VBD") and words[a - 1].text == "-")
        )
    ):
        a -= 1
    a += 1
    if b < a or (b == a and not p.country) or words[a].text == "-" or words[b].text == "-" or words[b].lower in NOT_NAMES:
        return None
    if words[b].ent in ("DATE", "TIME") or (words[b].dep == "pobj" and words[p.last].dep in SUBJECTS):
        return None  # "on Friday, Chad's foreign minister said", "in Bandar Lengeh, the minister met": a time or a place
    actor = cast.new_person(known_name(cast.text(a, b)))
    return cast.add(Mention(a, b, head_of(words[a : b + 1]), (actor.id,), "name"))


def _unseen_name_after(cast: Cast, p: OfficePhrase) -> Mention | None:
    """ "the Chadian ambassador, Zara Kelleyo, was summoned": the same after the office."""
    words = cast.parse.words
    a = p.right + 2
    if not p.definite or a >= len(words) or words[a - 1].text != "," or words[a].sent != words[p.first].sent:
        return None
    b = a
    while b < len(words) and b not in cast.cover and b not in cast.places and words[b].tag in ("NNP", "NNPS"):
        b += 1
    closed = b == len(words) or words[b].text in (",", ".", ";", ")", "?", "!")
    if b - a < 2 or not closed or words[b - 1].lower in NOT_NAMES or not all(w.text[0].isupper() for w in words[a:b]):
        return None
    if words[b - 1].dep != "appos":
        return None
    actor = cast.new_person(known_name(cast.text(a, b - 1)))
    return cast.add(Mention(a, b - 1, head_of(words[a:b]), (actor.id,), "name"))


def _link_names(cast: Cast, p: OfficePhrase) -> None:
    """ "the Ministers of Foreign Affairs, X and Y," and "Presidents X and Y": give each name the office."""
    words = cast.parse.words
    i = p.right + 1
    if i < len(words) and words[i].lower in (",", ":"):
        i += 1
    while i < len(words) and words[i].sent == words[p.first].sent:
        m = _person_at(cast, i)
        if m is not None:
            tell(cast, cast.actors[m.ids[0]], OfficePhrase(p.first, p.last, p.left, p.right, p.office, False))
            i = m.last + 1
        elif words[i].lower in (",", "and"):
            i += 1
        else:
            return


def titled_surname(cast: Cast, word: Word, p: OfficePhrase) -> Actor | None:
    """The person whom a title and a surname name ("President Putin"), by office, country and day."""
    key = atoms(word.text)
    if not key:
        return None
    in_text = [a for a in cast.persons() if _carries(a, key[-1])]
    if in_text:
        return in_text[-1]
    wanted = {p.office.name, *p.office.also}
    best: tuple[int, int, Known] | None = None
    for person in cast.world.surnames.get(key[-1], ()):
        for t in person.terms:
            if p.country not in (None, t.country):
                continue
            fits = 0 if t.office in wanted else 1
            if fits and p.office.name in ("head-of-state", "head-of-government", "foreign-minister", "monarch"):
                continue
            distance = t.distance(cast.day) if cast.day else 0
            if best is None or (fits, distance) < best[:2]:
                best = (fits, distance, person)
    if best is not None and best[1] <= 12:
        return cast.actor(best[2].id)
    if word.tag in ("NNP", "NNPS") and p.office.name not in ("counterpart",):
        return cast.new_person(word.text)
    return None


def _carries(actor: Actor, atom: str) -> bool:
    """Whether an actor may be called by this one name."""
    parts = atoms(actor.name)
    if not parts:
        return False
    if parts[-1] == atom or (parts[-1] in ("jr", "sr", "jr.", "sr.") and len(parts) > 1 and parts[-2] == atom):
        return True
    return (
        (actor.country in FAMILY_NAME_FIRST or (actor.parent is None and len(parts) == 3))
        and parts[0] == atom
        and actor.country in FAMILY_NAME_FIRST
    )
