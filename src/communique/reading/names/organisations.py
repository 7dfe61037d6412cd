"""Organisations and bodies named again in short, and whose a new name is."""

from __future__ import annotations

from communique.knowledge.world import atoms
from communique.reading.actors import Cast, Mention, set_side
from communique.reading.names.phrases import acts_for


# "Japan's Yoko Kamikawa", "Penny Wong of Australia" -----------------------------------------------------------------
def set_owners_of_names(cast: Cast) -> None:
    """Give new people the state of the possessive, adjective or "of" beside their name: "Sweden's X", "X of Sweden"."""
    words = cast.parse.words
    for m in list(cast.mentions):
        actor = cast.actors[m.ids[0]]
        if not actor.is_person or actor.country or actor.parent or m.kind != "name":
            continue
        i = m.first - 1
        if i >= 1 and words[i].tag == "POS" and (c := acts_for(cast, i - 1)) is not None:
            set_side(actor, c)
        elif i >= 0 and words[i].sent == words[m.first].sent and i in cast.cover and cast.cover[i].kind == "adjective":
            set_side(actor, cast.side(cast.cover[i].ids[0]))
        j = m.last + 1
        if j + 1 < len(words) and words[j].lower == "of" and words[j].sent == words[m.last].sent:
            k = j + 2 if words[j + 1].lower == "the" else j + 1
            other = cast.cover.get(k)
            if other is not None and cast.actors[other.ids[0]].kind in ("state", "organization", "group"):
                set_side(actor, cast.side(other.ids[0]))


# "the Forum", "the Union", "the Commission" --------------------------------------------------------------------------
def add_short_organisations(cast: Cast) -> None:
    """A capitalised noun after "the" that is part of the name of an organisation of this text (or of its letterhead)."""
    layout = cast.parse.layout
    for heading in (layout.letterhead, layout.title):
        for s in cast.world.find(heading or ""):
            if s.entity.startswith("organization/"):
                cast.actor(s.entity)
    by_word: dict[str, str] = {}
    for a in cast.actors.values():
        if a.kind == "organization":
            for word in atoms(a.name):
                by_word.setdefault(word, a.id)
    words = cast.parse.words
    for w in words:
        if (
            w.i == 0
            or w.i in cast.cover
            or w.tag not in ("NNP", "NNPS")
            or words[w.i - 1].lower != "the"
            or w.dep in ("compound", "amod")
        ):
            continue
        id = by_word.get(w.lower)
        if id is not None and w.lower in _BODIES:
            cast.add(Mention(w.i, w.i, w, (id,), "alias", "alias"))


_BODIES = frozenset(
    [
        "forum",
        "union",
        "commission",
        "council",
        "bank",
        "agency",
        "court",
        "league",
        "organization",
        "organisation",
        "alliance",
        "community",
        "group",
        "association",
        "assembly",
        "tribunal",
        "fund",
        "secretariat",
        "bloc",
        "quartet",
    ]
)
