"""Bodies and bare nouns: "the foreign ministry", "parliament", "the country", "the group"."""

from __future__ import annotations

from communique.reading.actors import Actor, Cast, Mention
from communique.reading.grammar import SUBJECTS
from communique.reading.reference.pronouns import PRONOUNS, resolve_pronoun
from communique.reading.reference.sides import adjective_of, left_edge, near_side, owner_of, owners_of, state_in_focus
from communique.reading.words import Word

# Bodies that act for their state. The state is named beside them, owned by somebody, or the one the report is about.
INSTITUTIONS = frozenset(
    [
        "administration",
        "aircraft",
        "airforce",
        "airstrike",
        "airstrikes",
        "army",
        "authorities",
        "authority",
        "cabinet",
        "citizens",
        "coastguard",
        "commandos",
        "congress",
        "consulate",
        "court",
        "delegation",
        "diplomats",
        "embassy",
        "fighters",
        "force",
        "forces",
        "government",
        "guard",
        "guards",
        "intelligence",
        "jet",
        "jets",
        "judiciary",
        "junta",
        "lawmakers",
        "leadership",
        "marines",
        "men",
        "military",
        "ministers",
        "ministry",
        "nationals",
        "navy",
        "officers",
        "officials",
        "paratroopers",
        "parliament",
        "peacekeepers",
        "police",
        "presidency",
        "regime",
        "senate",
        "servicemen",
        "ship",
        "ships",
        "side",
        "soldiers",
        "troops",
        "warplanes",
        "warship",
        "warships",
    ]
)

BODY_ALONE = frozenset(
    [
        "junta",
        "government",
        "army",
        "military",
        "parliament",
        "presidency",
        "cabinet",
        "ministry",
        "authorities",
        "regime",
        "troops",
        "forces",
    ]
)


GROUP_NOUNS = frozenset(
    [
        "group",
        "militants",
        "militant",
        "rebels",
        "rebel",
        "terrorists",
        "insurgents",
        "militia",
        "guerrillas",
        "organisation",
        "organization",
        "movement",
        "fighters",
        "gunmen",
        "separatists",
        "faction",
    ]
)


IGO_NOUNS = frozenset(
    [
        "organisation",
        "organization",
        "bloc",
        "alliance",
        "union",
        "body",
        "grouping",
        "agency",
        "court",
        "tribunal",
        "mission",
        "judges",
    ]
)


def resolve_noun(cast: Cast, w: Word) -> None:
    """Resolve a bare noun that is a body, a group, a country or an epithet of one; leave it when nobody fits."""
    low = w.lower
    words = cast.parse.words
    if low in ("country", "nation", "soil", "homeland", "republic"):
        _country(cast, w)
    elif low in cast.world.epithets:
        _epithet(cast, w)
    elif low in ("neighbor", "neighbour") and w.i > 0:
        _neighbour(cast, w)
    elif low in ("north", "south") and w.i > 0 and words[w.i - 1].lower == "the" and {"KOR", "PRK"} <= set(cast.actors):
        if w.dep not in ("amod", "compound", "npadvmod", "advmod") and not any(c.lower == "of" for c in w.children):
            cast.add(Mention(w.i - 1, w.i, w, ("PRK" if low == "north" else "KOR",), "alias", "name"))
    elif low in INSTITUTIONS or low in GROUP_NOUNS or low in IGO_NOUNS or _foreign_office(w):
        _body(cast, w)


def _foreign_office(w: Word) -> bool:
    return w.lower == "office" and any(c.lower == "foreign" for c in w.children)


def _country(cast: Cast, w: Word) -> None:
    """ "his country", "the country": the owner's state, or the last state spoken of."""
    words = cast.parse.words
    det = words[w.i - 1].lower if w.i else ""
    possessor = w.child("poss")
    if possessor is not None and possessor.lower in PRONOUNS:
        if possessor.i not in cast.cover:
            resolve_pronoun(cast, possessor)
        m = cast.cover.get(possessor.i)
        if m is not None and len(m.ids) == 1 and (c := cast.actors[m.ids[0]].country):
            cast.actor(c)
            cast.add(Mention(possessor.i, w.i, w, (c,), "anaphor", "anaphor"))
            cast.cover[possessor.i] = m
        return
    if det == "the" and w.lower == "country" and not any(c.dep in ("prep", "relcl", "acl") for c in w.children):
        for m in cast.before(w.i, 60):
            a = cast.actors[m.ids[0]]
            if len(m.ids) == 1 and a.country and m.kind != "adjective" and (a.kind == "state" or m.head.dep in SUBJECTS):
                cast.actor(a.country)
                cast.add(Mention(w.i - 1, w.i, w, (a.country,), "anaphor", "anaphor"))
                return


def _epithet(cast: Cast, w: Word) -> None:
    """ "the kingdom", "the gas-rich emirate", "the island": the last state spoken of that is called so."""
    left = left_edge(w)
    if cast.parse.words[left].lower != "the" or any(c.dep == "prep" and c.lower == "of" for c in w.children):
        return
    for m in cast.before(left, 200):
        state = cast.actors[m.ids[0]].country
        if len(m.ids) == 1 and state in cast.world.epithets[w.lower]:
            mention = Mention(left, w.i, w, (cast.actor(state).id,), "anaphor", "anaphor")
            cast.mentions.append(mention)
            for i in range(left, w.i + 1):
                cast.cover.setdefault(i, mention)
            return


def _neighbour(cast: Cast, w: Word) -> None:
    """ "its neighbour": the other one of the two states spoken of."""
    owner = owner_of(cast, w)
    if owner is None or owner.country is None:
        return
    for m in cast.before(left_edge(w), 200):
        c = cast.actors[m.ids[0]].country
        if c and c != owner.country:
            cast.actor(c)
            left = w.i - 1 if w.i and cast.parse.words[w.i - 1].lower in PRONOUNS else w.i
            mention = Mention(left, w.i, w, (c,), "anaphor", "anaphor")
            cast.mentions.append(mention)
            cast.cover[w.i] = mention
            return


def _body(cast: Cast, w: Word) -> None:
    words = cast.parse.words
    owner = owner_of(cast, w)
    left = left_edge(w)
    text_left = left
    while text_left < w.i and words[text_left].lower in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "some",
        "two",
        "three",
        "any",
    ):
        text_left += 1
    if (owner is not None and owner.is_person and owner.parent is not None and owner.parent.startswith("group/")) and (
        w.lower in GROUP_NOUNS or w.lower in ("men", "forces", "troops", "soldiers", "fighters")
    ):
        own = Mention(left, w.i, w, (cast.actor(owner.parent).id,), "anaphor", "anaphor", True)
        cast.mentions.append(own)
        cast.cover[w.i] = own
        return
    apposed = w.child("appos")
    close = apposed is not None and all(x.lower in (",", "the") for x in words[w.i + 1 : apposed.i])
    named = cast.cover.get(apposed.i) if apposed is not None and close else None
    if named is not None and w.lower in GROUP_NOUNS and cast.actors[named.ids[0]].kind in ("group", "organization"):
        cast.add(Mention(w.i, w.i, w, named.ids, "anaphor", "anaphor"))  # "the opposition group PJAK"
        return
    if w.lower in GROUP_NOUNS and (acronym := _acronym_beside(cast, w)) is not None:
        group = cast.new_group(acronym.text)
        cast.add(Mention(acronym.i, acronym.i, acronym, (group.id,), "name"))
        cast.add(Mention(w.i, w.i, w, (group.id,), "anaphor", "anaphor", w.tag == "NNS"))
        return
    definite = words[left].lower in ("the", "his", "her", "its", "their", "these", "those")
    if owner is not None and owner.kind in ("group", "organization"):
        if w.lower in INSTITUTIONS or w.lower in GROUP_NOUNS:
            cast.add(Mention(w.i, w.i, w, (owner.id,), "alias", "body"))
        return
    if (
        owner is not None
        and (owner.country or owner.parent)
        and (w.lower in INSTITUTIONS or w.lower in GROUP_NOUNS or w.lower == "office")
    ):
        if w.lower in GROUP_NOUNS and w.lower not in ("fighters",):
            # "a Hutu militia", "Kurdish rebels": of a country, not for it; "the Palestinian group": the last one from there.
            here = (m for m in cast.before(left, 300) if len(m.ids) == 1 and _based_in(cast, m.ids[0], owner.country))
            last = next(here, None) if definite else None
            if last is not None:
                cast.add(Mention(w.i, w.i, w, last.ids, "anaphor", "anaphor", w.tag == "NNS"))
            return
        if w.lower == "side" and owner.country:
            cast.actor(owner.country)
            cast.mentions.append(Mention(left, w.i, w, (owner.country,), "anaphor", "anaphor"))
            for i in range(left, w.i + 1):
                if i not in cast.cover or i == w.i:
                    cast.cover[i] = cast.mentions[-1]
            return
        owners = owners_of(cast, w)
        if len({o.country for o in owners if o.country}) > 1:
            # "their coast guards": those of each
            bodies = [
                cast.described(
                    f"{adjective_of(cast, o)} {cast.text(text_left, w.i)}", o.country, "institution", None, _body_sector(w.lower)
                ).id
                for o in owners
            ]
            cast.mentions.append(Mention(left, w.i, w, tuple(dict.fromkeys(bodies)), "metonym", "body", True))
            for i in range(left, w.i + 1):
                cast.cover.setdefault(i, cast.mentions[-1])
            return
        name = (
            cast.text(text_left, w.i)
            if owner.kind == "state" and words[left].lower not in PRONOUNS and words[left].lower != "whose"
            else f"{adjective_of(cast, owner)} {w.lower}"
        )
        actor = cast.described(name, owner.country, "institution", None, _body_sector(w.lower), owner.parent)
        mention = Mention(left, w.i, w, (actor.id,), "metonym", "body", w.tag in ("NNS", "NNPS"))
        cast.mentions.append(mention)
        for i in range(left, w.i + 1):
            if i not in cast.cover:
                cast.cover[i] = mention
        return
    if not definite:
        return
    if w.lower in GROUP_NOUNS or w.lower in IGO_NOUNS:
        kind = "group" if w.lower in GROUP_NOUNS and w.lower not in ("organisation", "organization") else "organization"
        for m in cast.before(left, 900):
            a = cast.actors[m.ids[0]]
            if a.kind == kind and len(m.ids) == 1 and _court(w.lower, a):
                cast.add(Mention(left, w.i, w, m.ids, "anaphor", "anaphor", w.tag == "NNS"))
                return
        return
    if w.lower in ("embassy", "consulate"):
        # "The embassy denied it": the one told of before.
        named = next((m for m in cast.before(left, 900) if w.lower in cast.actors[m.ids[0]].name.lower()), None)
        if named is not None:
            cast.add(Mention(left, w.i, w, named.ids, "anaphor", "anaphor"))
        return
    uniformed = w.lower in ("force", "guard") and any(c.dep == "compound" or c.lower == "national" for c in w.children)
    if (w.lower in BODY_ALONE or uniformed) and cast.home is not None:
        # "the ministry in Baku"
        seats = [city.country for p in w.all("prep") if p.lower == "in" for o in p.all("pobj") if (city := cast.places.get(o.i))]
        seat = next(iter(seats), None)
        side = near_side(cast, None, left) if w.lower in ("troops", "forces") else seat or state_in_focus(cast, left, w)
        side = side or cast.home
        if "/" not in side:
            name = f"{adjective_of(cast, cast.actor(side))} {w.lower}"
            actor = cast.described(name, side, "institution", None, _body_sector(w.lower))
            cast.add(Mention(left, w.i, w, (actor.id,), "metonym", "body", w.tag in ("NNS", "NNPS")))


def _acronym_beside(cast: Cast, w: Word) -> Word | None:
    """The letters of "the rebel group, the UFDD," and of "UFDD rebels": a group that the tables lack."""
    beside = [c for c in w.children if c.dep in ("appos", "compound") and c.i not in cast.cover and c.pos == "PROPN"]
    return next((c for c in beside if c.text.isupper() and c.text.isalpha() and 3 <= len(c.text) <= 8), None)


def _based_in(cast: Cast, id: str, country: str | None) -> bool:
    known = cast.world.entities.get(id)
    return known is not None and known.kind == "group" and known.base == country


def _court(noun: str, a: Actor) -> bool:
    court = "court" in a.name.lower() or "tribunal" in a.name.lower()
    return court if noun in ("court", "tribunal", "judges") else not court


def _body_sector(noun: str) -> str:
    if noun in (
        "army",
        "military",
        "navy",
        "forces",
        "force",
        "troops",
        "soldiers",
        "warships",
        "warship",
        "jets",
        "commandos",
        "paratroopers",
        "marines",
        "guards",
        "guard",
        "servicemen",
    ):
        return "MIL"
    if noun in ("police",):
        return "COP"
    if noun in ("court", "judiciary", "judges"):
        return "JUD"
    if noun in ("parliament", "congress", "senate", "lawmakers"):
        return "LEG"
    return "GOV"
