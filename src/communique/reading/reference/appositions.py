"""Descriptions set beside a name, and who speaks on behalf of whom."""

from __future__ import annotations

from communique.reading import grammar
from communique.reading.actors import Cast, Mention, set_side
from communique.reading.reference.pronouns import clause_of
from communique.reading.words import Sentence, Word

# "X, the sister of Y" -----------------------------------------------------------------------------------------------
_HUMAN = frozenset(
    [
        "sister",
        "brother",
        "son",
        "daughter",
        "wife",
        "widow",
        "father",
        "mother",
        "head",
        "leader",
        "spokesman",
        "officer",
        "member",
        "founder",
        "candidate",
        "commander",
        "boss",
        "veteran",
        "author",
        "architect",
        "politician",
        "lawyer",
        "professor",
        "analyst",
        "expert",
        "businessman",
        "general",
        "scholar",
        "activist",
        "negotiator",
        "official",
        "friend",
        "chairman",
        "ally",
        "mediator",
    ]
)


def resolve_appositions(cast: Cast, s: Sentence) -> None:
    """Descriptions beside a name ("X, a friend of Y") stand for its bearer; so does who speaks on behalf of somebody."""
    words = cast.parse.words
    for w in s.words:
        if w.dep != "appos" or w.i in cast.cover:
            continue
        m = cast.cover.get(w.head.i)
        if m is None or len(m.ids) != 1:
            continue
        a = cast.actors[m.ids[0]]
        if (a.is_person and (w.lemma in _HUMAN or w.lower in _HUMAN)) or (
            not a.is_person
            and w.lemma
            in (
                "ally",
                "neighbor",
                "neighbour",
                "group",
                "militia",
                "party",
                "movement",
                "organization",
                "organisation",
                "bloc",
                "alliance",
            )
        ):
            end = w.i
            for c in w.children:
                if c.i > w.i and c.dep == "prep":
                    end = c.right
            mention = Mention(w.left if w.left > m.last else w.i, min(end, w.right), w, m.ids, "role", "role")
            cast.mentions.append(mention)
            cast.cover[w.i] = mention
    for w in s.words:
        if w.lower == "behalf" and w.i + 1 < len(words) and words[w.i + 1].lower == "of":
            _on_behalf(cast, w)


def _on_behalf(cast: Cast, w: Word) -> None:
    """ "X, who mediates on behalf of the African Union": X acts for it."""
    principal = next((cast.cover[o.i] for p in w.all("prep") for o in p.all("pobj") if o.i in cast.cover), None)
    verb = clause_of(w)
    subject = grammar.surface_subject(verb) if verb.pos == "VERB" else None
    if verb.dep == "relcl":
        subject = verb.head
    m = cast.cover.get(subject.i) if subject is not None else None
    if principal is None or m is None:
        return
    actor = cast.actors[m.ids[0]]
    if actor.is_person:
        set_side(actor, cast.side(principal.ids[0]))
