"""Offices without a name: "the French president" in 2013, "his Turkish counterpart", "the two ministers"."""

from __future__ import annotations

from communique.knowledge.world import Known
from communique.reading.actors import Actor, Cast, Mention, set_side
from communique.reading.grammar import SUBJECTS
from communique.reading.names.marks import FEMALE_MARKS, MALE_MARKS
from communique.reading.names.phrases import OfficePhrase
from communique.reading.reference.bodies import resolve_noun
from communique.reading.reference.pronouns import PRONOUNS, resolve_pronoun, subject_before
from communique.reading.reference.sides import near_side
from communique.reading.reference.together import NUMBERS, PAIR_STATES, last_people, resolve_together
from communique.reading.words import Word


def resolve_office(cast: Cast, p: OfficePhrase) -> None:
    """Resolve an office phrase: to the name beside it, to somebody of the text, or to the holder on the report's day."""
    words = cast.parse.words
    head = words[p.last]
    owner: Actor | None = None
    for i in range(p.left, p.first - 1):
        if words[i + 1].tag == "POS" and i not in cast.cover and words[i].pos in ("NOUN", "PROPN"):
            resolve_noun(cast, words[i])  # "the group's leader"
            if i in cast.cover:
                owner = cast.actors[cast.cover[i].ids[0]]
    if p.owner is not None and p.owner.i not in cast.cover and p.owner.lower in PRONOUNS:
        resolve_pronoun(cast, p.owner)
    if p.owner is not None and p.owner.i in cast.cover:
        owner = cast.actors[cast.cover[p.owner.i].ids[0]]
    elif (
        p.left in cast.cover
        and cast.cover[p.left].last + 1 <= p.first
        and words[min(cast.cover[p.left].last + 1, len(words) - 1)].tag == "POS"
    ):
        owner = cast.actors[cast.cover[p.left].ids[0]]
    if p.name is not None:
        actor = cast.actors[p.name.ids[0]]
        actor.called |= {words[p.first].lower, head.lower}
        _named_at_last(cast, actor, p)
        if p.office.name == "counterpart" and owner is not None:
            actor.office = actor.office or owner.office
            actor.title = actor.title or owner.title
        if owner is not None and actor.country is None and actor.parent is None and p.office.name != "counterpart":
            set_side(actor, cast.side(owner.id))
        if p.office.name == "counterpart" and actor.country is None and actor.parent is None and not actor.known:
            set_side(actor, p.country or _other_side(cast, owner, p.first))
        elif actor.country is None and actor.parent is None and not actor.known:
            own = _own_organisation(cast, p) if p.office.sector == "IGO" and p.country is None else None
            side = (
                own
                or p.country
                or _place_before(cast, p.left)
                or (
                    _told_of(cast, p.left) or cast.home
                    if p.office.name in ("foreign-minister", "defence-minister", "head-of-state", "head-of-government")
                    else _of_the_dateline(cast, p) or near_side(cast, p)
                )
            )
            if side and own is None and p.country is None:
                side = _not_of_the_subject(cast, p.name, side)
            if side:
                set_side(actor, side)
        if not p.name.first <= p.first <= p.name.last:
            _cover(cast, p, (actor.id,))
        return
    if (
        head.dep in ("compound", "amod", "nmod")
        and head.head.i > head.i
        and head.head.pos in ("NOUN", "PROPN")
        and head.head.i not in cast.cover
    ):
        return  # "minister level", "leader summit"
    if p.plural:
        _offices(cast, p, owner)
        return
    if p.office.name == "counterpart":
        country = p.country
        if owner is None:
            owner = subject_before(cast, p.first)
        found = _host(cast, owner, p) if head.lower in ("host", "guest") else _counterpart(cast, owner, country, p)
        if found is not None:
            _cover(cast, p, (found.id,))
        return
    country = p.country or (_side_or_none(cast, owner) if owner is not None else None)
    definite = p.definite or (p.country is not None and head.text[0].isupper() and words[p.left].lower not in ("a", "an"))
    if words[p.left].lower in ("a", "an", "another", "one"):
        _cover(cast, p, (_unnamed(cast, p, country).id,))
        return
    if not definite and head.text[0].islower():
        if head.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "agent") and country:
            _cover(cast, p, (_unnamed(cast, p, country).id,))
        return
    found = _said_to_be(cast, head) or _holder(cast, p, country)
    if (
        found is not None
        and country is None
        and head.lower in _OWN_TITLES
        and head.lower not in f"{found.title} {found.called}".lower()
    ):
        found = _unnamed(cast, p, None)  # "The Chancellor" in a report about Georgia is not its prime minister
    if found is None and p.office.name in (
        "official",
        "spokesperson",
        "military",
        "envoy",
        "ambassador",
        "leader",
        "minister",
        "opposition-leader",
        "group-leader",
        "speaker",
    ):
        found = _unnamed(cast, p, country or near_side(cast, p))
    if found is None and country:
        found = _unnamed(cast, p, country)
    if found is not None:
        _cover(cast, p, (found.id,))


# Titles that heads of government bear in a few states only.
_OWN_TITLES = frozenset({"chancellor", "taoiseach"})


def _side_or_none(cast: Cast, owner: Actor) -> str | None:
    side = cast.side(owner.id)
    return side if side != owner.id or owner.kind in ("state", "organization", "group") else None


def _named_at_last(cast: Cast, actor: Actor, p: OfficePhrase) -> None:
    """ "Turkey's ambassador was summoned. Ambassador Yildiz ...": who was known by the office alone now has a name."""
    if actor.known or not (p.office.single or p.office.name == "ambassador"):
        return
    side = actor.country or actor.parent or p.country
    described = [
        a
        for a in cast.actors.values()
        if a.kind == "other" and a.office == p.office.name and a.noun in actor.called and side in (None, a.country, a.parent)
    ]
    if len(described) != 1:
        return
    (before,) = described
    set_side(actor, before.country or before.parent)
    for m in cast.mentions:
        if before.id in m.ids:
            m.ids = tuple(actor.id if i == before.id else i for i in m.ids)
    del cast.actors[before.id]


def _not_of_the_subject(cast: Cast, name: Mention, side: str) -> str:
    """ "Fjellvang of Norway visited Chad. She met President Kelleyo": whom a president or minister meets is of another side."""
    subject = next((m for m in cast.before(name.first, 40) if m.head.sent == name.head.sent and m.head.dep in SUBJECTS), None)
    if subject is None or cast.side(subject.ids[0]) != side or not cast.actors[subject.ids[0]].is_person:
        return side
    others = (cast.actors[m.ids[0]].country for m in cast.before(name.first, 60) if name.head.sent - m.head.sent <= 2)
    return next((c for c in others if c and c != side), side)


def _told_of(cast: Cast, i: int) -> str | None:
    """The state that the sentence before, in the same paragraph, is about: "Pakistan protested. Prime Minister X ..."."""
    words = cast.parse.words
    for m in cast.before(i, 60):
        apart = words[i].sent - m.head.sent
        if apart == 1 and m.head.block == words[i].block and m.head.dep in SUBJECTS and len(m.ids) == 1:
            return cast.actors[m.ids[0]].country
    return None


def _place_before(cast: Cast, i: int) -> str | None:
    """ "In Paris, Foreign Minister X": the state of the capital that opens the sentence."""
    words = cast.parse.words
    first = cast.parse.sentences[words[i].sent].words[0]
    if first.lower != "in" or first.i + 4 < i:
        return None
    m = cast.cover.get(first.i + 1)
    return cast.actors[m.ids[0]].country if m is not None and m.kind == "capital" else None


def _of_the_dateline(cast: Cast, p: OfficePhrase) -> str | None:
    """ "The cabinet secretary, X Y": who is named after an office without its state is of the state of the dateline."""
    dateline = cast.parse.layout.dateline
    return dateline.country if dateline is not None and p.definite and p.name is not None and p.name.first > p.last else None


def _own_organisation(cast: Cast, p: OfficePhrase) -> str | None:
    """Whose Secretary-General: that of the organisation on whose paper this stands, else of the last one named."""
    if p.office.name == "high-representative":
        return cast.actor("organization/european-union").id
    for known in cast.world.find(cast.parse.layout.letterhead or ""):
        if known.entity.startswith("organization/"):
            return cast.actor(known.entity).id
    return next((m.ids[0] for m in cast.before(p.first) if cast.actors[m.ids[0]].kind == "organization"), None)


def _other_side(cast: Cast, owner: Actor | None, i: int) -> str | None:
    """The side facing the owner's: the report's home, else the nearest other state named in the sentence."""
    mine = (owner.country or owner.parent) if owner is not None else None
    if cast.home is not None and cast.home != mine:
        return cast.home
    words = cast.parse.words
    named = [m for m in cast.mentions if 0 <= words[i].sent - m.head.sent <= 2]
    for m in sorted(named, key=lambda m: (words[i].sent - m.head.sent, m.first)):
        c = cast.actors[m.ids[0]].country
        if c and c != mine:
            return c
    return None


def _cover(cast: Cast, p: OfficePhrase, ids: tuple[str, ...]) -> None:
    words = cast.parse.words
    mention = Mention(p.left, p.right, words[p.last], ids, "role", "role", p.plural or len(ids) > 1)
    cast.mentions.append(mention)
    for i in range(p.left, p.right + 1):
        # The state inside ("the Turkish president") keeps its own word; the office's words stand for the person.
        if i not in cast.cover or p.first <= i <= p.last:
            cast.cover[i] = mention


def _holder(cast: Cast, p: OfficePhrase, country: str | None) -> Actor | None:
    """Who holds the office: somebody of the text first, else the tables on the report's day."""
    wanted = {p.office.name, *p.office.also}
    noun, sentence = cast.parse.words[p.last].lower, cast.parse.words[p.last].sent
    seen: list[Actor] = []
    nearness: dict[str, int] = {}
    for m in cast.before(p.first, 3_000):
        a = cast.actors[m.ids[0]]
        if len(m.ids) == 1 and (a.is_person or a.kind == "other"):
            # A subject of the last sentences is nearer than anybody else in them.
            distance = p.first - m.last - (40 if m.head.dep in SUBJECTS else 0)
            if m.how == "pronoun" and m.head.sent == sentence and m.head.dep in SUBJECTS:
                distance += 140  # "he had urged them, and that the premier had promised": somebody else
            if a not in seen:
                seen.append(a)
            nearness[a.id] = min(nearness.get(a.id, distance), distance)
    seen.sort(key=lambda a: nearness[a.id])
    later = [a for a in cast.persons() if a not in seen]

    def fits(a: Actor) -> bool:
        if country is not None and country not in (a.country, a.parent):
            return False
        if a.kind == "other":
            return a.noun == noun
        if a.office in wanted or (noun in a.called and p.office.name in ("monarch", "military")):
            return True
        known = cast.world.entities.get(a.id)
        if known is not None and cast.day is not None:
            return any(t.office in wanted and t.distance(cast.day) <= (0 if not p.former else 60) for t in known.terms)
        return p.office.name in ("leader", "minister") and a.office is not None and a.office.endswith("minister")

    noun_before = {cast.parse.words[i].lower for i in range(p.left, p.first)}
    fitting = [a for a in seen if fits(a)]
    if p.former and noun_before & _FALLEN and country is None:
        fitting = [a for a in fitting if a.country == cast.home]  # "the ousted president": of the state told of
    if fitting:
        # "the Leader": who has just been called so, before somebody nearer who might be.
        called = (a for a in fitting if noun in a.called and (cast.parse.words[p.last].text[0].isupper() or nearness[a.id] < 60))
        return fitting[0] if fitting[0].kind == "other" else next(called, fitting[0])
    if country is not None:
        for a in later:
            # "Its foreign minister ... Foreign Minister X": who gets no other state is of the one that the report is about.
            at_home = country == cast.home and not a.known and a.country is None and a.parent is None
            if a.is_person and (fits(a) or (at_home and p.office.single and a.office == p.office.name)):
                return a
    side = country or cast.home
    if p.office.name in ("official", "ambassador", "envoy") and country is None and not p.plural:
        # "the envoy", "the diplomat": the last person who can be one.
        for offices in (("ambassador", "envoy"), ("official", "deputy-foreign-minister", "foreign-minister")):
            for a in seen:
                if a.office in offices and noun in ("envoy", "diplomat", "ambassador", "negotiator", "mediator"):
                    return a
    if side is None or cast.day is None:
        return None
    if p.former:
        return _fallen(cast, p, side) if country is not None or noun_before & _FALLEN else None
    # Of an organisation, "the chief" is its head.
    head: tuple[str, ...] = ("head-of-organization", "group-leader") if "/" in side and noun in ("chief", "head", "boss") else ()
    # "the Kremlin chief": of a palace, who governs from it.
    palace = any(i in cast.cover and cast.cover[i].kind == "metonym" for i in range(p.left, p.first))
    if palace and noun in ("chief", "boss"):
        head = ("head-of-state",)
    for office in (p.office.name, *p.office.also, *head):
        holders: list[Known] = cast.world.holders(side, office, cast.day)
        if len(holders) == 1 and (p.office.single or p.office.name == "leader" or office in head):
            return cast.actor(holders[0].id)
    return None


# Who lost an office by force is spoken of where it happened, also before he is named.
_FALLEN = frozenset({"ousted", "deposed", "toppled", "overthrown", "detained"})


def _fallen(cast: Cast, p: OfficePhrase, side: str) -> Actor | None:
    """The last one who held the office before the report's day, when that was within the last year."""
    if cast.day is None or not p.office.single:
        return None
    ended = [
        (t.end, k.id) for t, k in cast.world.offices.get((side, p.office.name), []) if t.end and t.end < cast.day.isoformat()
    ]
    end, id = max(ended, default=("", ""))
    return cast.actor(id) if end and cast.day.year - int(end[:4]) <= 1 else None


def _unnamed(cast: Cast, p: OfficePhrase, side: str | None) -> Actor:
    words = cast.parse.words
    left = p.left
    while (
        words[left].lower
        in ("the", "a", "an", "another", "some", "his", "her", "its", "their", "senior", "top", "one", "all", "most", "several")
        and left < p.first
    ):
        left += 1
    name = cast.text(left, p.right)
    country = side if side and "/" not in side else None
    parent = side if side and "/" in side else None
    actor = cast.described(name, country, words[p.last].lower, p.office.name, p.office.sector, parent)
    marks = {words[i].lower for i in range(p.first, p.last + 1)}
    actor.gender = "f" if marks & FEMALE_MARKS else "m" if marks & MALE_MARKS else None
    return actor


def _offices(cast: Cast, p: OfficePhrase, owner: Actor | None = None) -> None:
    """ "the presidents of Iran and Turkey", "Iraqi officials", "the two leaders", "the Ministers of Foreign Affairs"."""
    for i in range(p.last + 1, p.right + 1):
        w = cast.parse.words[i]
        if not p.countries and w.lower in PAIR_STATES and i not in cast.cover:
            resolve_together(cast, w)
            together = cast.cover.get(i)
            if together is not None:
                p.countries = together.ids
    if p.countries and p.office.name == "counterpart":
        found_of = {c: _counterpart(cast, owner, c, p) for c in p.countries}
        _cover(cast, p, tuple(dict.fromkeys(a.id if a is not None else cast.actor(c).id for c, a in found_of.items())))
        return
    if p.countries and p.office.name not in ("official", "spokesperson", "military", "official"):
        ids: list[str] = []
        for c in p.countries:
            one = OfficePhrase(p.first, p.last, p.left, p.right, p.office, False, c, definite=True)
            found = _holder(cast, one, c)
            ids.append(found.id if found is not None else cast.actor(c).id)
        _cover(cast, p, tuple(dict.fromkeys(ids)))
        return
    if p.countries:
        _cover(cast, p, (_unnamed(cast, p, p.countries[0]).id,))
        return
    words = cast.parse.words
    if owner is not None and owner.kind in ("group", "organization"):
        _cover(cast, p, (owner.id,))  # "the rebels' leaders"
        return
    inside = (cast.cover[i].ids for i in range(p.left, p.first) if i in cast.cover)
    organisation = next((ids for ids in inside if cast.actors[ids[0]].kind == "organization"), None)
    if organisation is not None:
        _cover(cast, p, organisation)  # "the G7 leaders"
        return
    again = _same_plural(cast, p)
    if again is not None:
        _cover(cast, p, again)
        return
    n = next((NUMBERS[words[i].lower] for i in range(p.left, p.first) if words[i].lower in NUMBERS), None)
    if n is not None or p.definite or p.office.name in ("head-of-state", "foreign-minister", "head-of-government"):
        ids2 = last_people(cast, p.first, n or 2, {p.office.name, *p.office.also})
        if ids2:
            _cover(cast, p, ids2)


def _same_plural(cast: Cast, p: OfficePhrase) -> tuple[str, ...] | None:
    """ "The ministers will meet again", "Leaders agreed": those named so before; in an organisation's paper, it."""
    words = cast.parse.words
    head = words[p.last].lower
    n = next((NUMBERS[words[i].lower] for i in range(p.left, p.first) if words[i].lower in NUMBERS), None)
    if n is not None:  # "both ministers": those named as such together
        for m in cast.before(p.left, 160):
            if len(m.ids) == n and m.head.lower == head and m.kind == "role":
                return m.ids
        return None
    bare = p.left == p.last and words[p.last].text[0].isupper()
    if bare:
        letterhead = cast.world.find(cast.parse.layout.letterhead or "") or cast.world.find(cast.parse.layout.title or "")
        org = next((s.entity for s in letterhead if s.entity.startswith("organization/")), None)
        if org is not None:
            return (cast.actor(org).id,)
    if not bare and not p.definite:
        return None
    for m in cast.before(p.left):
        if len(m.ids) > 1 and m.head.lower == head and m.kind == "role":
            return m.ids
    return None


def _said_to_be(cast: Cast, head: Word) -> Actor | None:
    """ "X is the chairman of the bloc": X, whoever else the tables name."""
    if head.dep != "attr" or head.head.child("neg") is not None:
        return None
    subject = head.head.child(*SUBJECTS)
    m = cast.cover.get(subject.i) if subject is not None else None
    a = cast.actors[m.ids[0]] if m is not None and len(m.ids) == 1 else None
    return a if a is not None and a.is_person else None


def _host(cast: Cast, owner: Actor | None, p: OfficePhrase) -> Actor | None:
    """ "his host", "her guest": the last person of another side in the sentences before, whatever the office."""
    if owner is None:
        return None
    here = cast.parse.words[p.first].sent
    for m in cast.before(p.first, 120):
        a = cast.actors[m.ids[0]]
        if len(m.ids) == 1 and a.is_person and cast.side(a.id) != cast.side(owner.id) and here - m.head.sent <= 3:
            return a
    return None


def _counterpart(cast: Cast, owner: Actor | None, country: str | None, p: OfficePhrase) -> Actor | None:
    if owner is None or not (owner.is_person or owner.kind == "other"):
        # "its counterpart" of a state: the state in the modifiers.
        return cast.actor(country) if country else None
    for m in reversed(cast.mentions):
        a = cast.actors[m.ids[0]]
        if (
            a.is_person
            and a is not owner
            and country is not None
            and a.country == country
            and (a.office == owner.office or owner.office is None)
        ):
            return a
    if country is None:
        for m in cast.before(p.first):
            a = cast.actors[m.ids[0]]
            if a.is_person and a is not owner and a.country != owner.country and a.office == owner.office:
                return a
        return None
    office = owner.office
    if office is not None and cast.day is not None:
        known = cast.world.entities.get(owner.id)
        offices = [office] + ([t.office for t in known.terms if t.covers(cast.day)] if known else [])
        # A president's counterpart where a king or a premier governs.
        if office in ("head-of-state", "head-of-government", "monarch"):
            offices += ["head-of-state", "monarch", "head-of-government"]
        for o in offices:
            holders = cast.world.holders(country, o, cast.day)
            if len(holders) == 1:
                return cast.actor(holders[0].id)
    # "his colleague from Chile" may be named later in the text.
    for a in cast.persons():
        if a is not owner and a.country == country and a.office == office and office is not None:
            return a
    return _unnamed(cast, p, country)
