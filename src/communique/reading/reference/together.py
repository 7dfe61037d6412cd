"""Several at once: "the two countries", "both sides", "the trio", "the former", "the latter"."""

from __future__ import annotations

from communique.reading import grammar
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.words import Word

PAIR_STATES = frozenset(
    [
        "countries",
        "sides",
        "states",
        "nations",
        "governments",
        "parties",
        "neighbors",
        "neighbours",
        "capitals",
        "peoples",
        "armies",
        "republics",
        "allies",
    ]
)


PAIR_PEOPLE = frozenset(
    [
        "leaders",
        "presidents",
        "ministers",
        "premiers",
        "officials",
        "heads",
        "diplomats",
        "men",
        "women",
        "chiefs",
        "counterparts",
        "statesmen",
        "envoys",
        "pair",
        "duo",
        "trio",
        "interlocutors",
    ]
)


NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "pair": 2, "duo": 2, "trio": 3}


def resolve_former_latter(cast: Cast, w: Word) -> None:
    """The first and the last of the nearest two persons, or else states, named together."""
    here: list[str] = []
    recent: list[str] = []
    for m in cast.before(w.i - 1, 80):
        if w.sent - m.head.sent > 1:
            break
        if m.kind in ("adjective", "pronoun") or (m.head.quoted and not w.quoted) or m.head.lower in ("former", "latter"):
            continue
        for id in reversed(m.ids):
            if id not in recent:
                recent.append(id)
                if m.head.sent == w.sent:
                    here.append(id)
    pair = _pair(cast, here) or _pair(cast, recent)
    people = [i for i in recent if _somebody(cast.actors[i])]
    if pair is None and people and w.lower == "latter":
        pair = [people[0]]
    if pair is not None:
        cast.add(Mention(w.i - 1, w.i, w, (pair[0] if w.lower == "latter" else pair[-1],), "anaphor", "anaphor"))


def _somebody(actor: Actor) -> bool:
    return actor.is_person or actor.office is not None


def _pair(cast: Cast, ids: list[str]) -> list[str] | None:
    """The last two people among these, else the last two of any kind; the nearer one first."""
    people = [i for i in ids if _somebody(cast.actors[i])]
    return people[:2] if len(people) >= 2 else ids[:2] if len(ids) >= 2 else None


_BEFORE = frozenset({"the", "both", "two", "three", "four", "five", "these", "all", "neighboring", "neighbouring", "their"})


def _qualifies(cast: Cast, x: Word, w: Word) -> bool:
    """The "nuclear-armed" of "the two nuclear-armed neighbours"; not the "other" of "the two other countries"."""
    plain = x.tag in ("JJ", "VBN", "NN", "HYPH") and x.lower not in ("other", "third", "many", "several", "most", "such")
    return plain and x.i >= w.left and x.i not in cast.cover


def resolve_together(cast: Cast, w: Word) -> None:
    """Resolve "the two countries", "both sides", "the trio", "the Nordic states"; nothing when too few are near."""
    words = cast.parse.words
    left = w.i
    while (
        left > 0 and words[left - 1].sent == w.sent and (words[left - 1].lower in _BEFORE or _qualifies(cast, words[left - 1], w))
    ):
        left -= 1
    before = [words[i].lower for i in range(left, w.i)]
    region = [
        c
        for x in w.children
        if x.dep in ("amod", "compound", "nmod")
        for y in grammar.coordinated(x)
        for c in cast.world.regions.get(y.lower, ())
    ]
    if region:
        for c in region:
            cast.actor(c)
        cast.add(Mention(w.left, w.i, w, tuple(dict.fromkeys(region)), "anaphor", "anaphor", True))
        return
    n = next((NUMBERS[x] for x in before if x in NUMBERS), NUMBERS.get(w.lower))
    if n is None:
        if (
            w.lower in ("sides", "parties", "leaders", "presidents", "pair", "countries", "neighbors", "neighbours", "ministers")
            and before
            and before[-1] in ("the", "both")
        ):
            n = 2
        else:
            return
    if w.lower in ("sides", "parties"):
        ids = last_sides(cast, left, n)
    else:
        ids = last_people(cast, left, n, None) if w.lower in PAIR_PEOPLE else last_states(cast, left, n, _subject_side(cast, w))
    if len(ids) < 2 and w.lower in PAIR_PEOPLE:
        ids = last_states(cast, left, n)
    if len(ids) >= 2:
        cast.add(Mention(left, w.i, w, ids, "anaphor", "anaphor", True))


def _subject_side(cast: Cast, w: Word) -> str | None:
    """The state of the subject whose object this word is: "Chad accused the two countries" means two others."""
    subject = grammar.surface_subject(w.head) if w.dep == "dobj" and w.head.pos == "VERB" else None
    m = cast.cover.get(subject.i) if subject is not None else None
    return cast.actors[m.ids[0]].country if m is not None and len(m.ids) == 1 else None


def last_people(cast: Cast, i: int, n: int, offices: set[str] | None) -> tuple[str, ...]:
    """The last n persons of n different sides before this word, those who hold the office first."""
    found: list[str] = []
    sides: set[str] = set()
    for strict in (True, False):
        for m in cast.before(i, 400):
            if m.kind == "adjective" or (strict and len(m.ids) > 1 and not m.plural):
                continue
            for id in m.ids:
                a = cast.actors[id]
                if not a.is_person or id in found or cast.side(id) in sides:
                    continue
                if strict and (offices is None or a.office not in offices):
                    continue
                found.append(id)
                sides.add(cast.side(id))
        if len(found) >= n:
            break
    if len(found) < n:
        return ()
    # In the order in which the text first names them: that is what "the former" goes by.
    first = {id: m.first for m in sorted(cast.mentions, key=lambda m: -m.first) for id in m.ids}
    return tuple(sorted(found[:n], key=lambda id: first[id]))


def last_sides(cast: Cast, i: int, n: int) -> tuple[str, ...]:
    """The last n states, or a state and the group that it faces when the sentences before tell of one."""
    here = cast.parse.words[i].sent
    sides: list[str] = []
    for m in cast.before(i, 120):
        if here - m.head.sent <= 3 and m.kind != "adjective" and len(m.ids) == 1:
            a = cast.actors[m.ids[0]]
            side = a.parent or a.id if a.kind == "group" or (a.parent or "").startswith("group/") else a.country
            if side is not None and side not in sides:
                sides.append(side)
    if len(sides) == n and any(side.startswith("group/") for side in sides):
        return tuple(cast.actor(side).id for side in sides)
    return last_states(cast, i, n)


def last_states(cast: Cast, i: int, n: int, other_than: str | None = None) -> tuple[str, ...]:
    """The last n different states before this word: of those who act in the last sentences first, then of the whole text."""
    words = cast.parse.words
    here = words[i].sent if i < len(words) else 0
    if n > 2:  # "the trio ... the three countries": the same
        for m in cast.before(i, 120):
            if here - m.head.sent > 3:
                break
            listed = [cast.cover[w.i] for w in grammar.coordinated(m.head) if w.i in cast.cover] if len(m.ids) == 1 else [m]
            states = tuple(dict.fromkeys(c for x in listed for id in x.ids if (c := cast.actors[id].country)))
            if len(states) == n:
                return tuple(cast.actor(c).id for c in states)
    order: list[str] = []
    for m in cast.before(i, 400):
        if here - m.head.sent > 4:
            break
        if (
            m.head.i in cast.places
            and m.head.dep == "pobj"
            and m.head.head.lower in ("in", "at", "near", "of")
            and here != m.head.sent
        ):
            continue
        for id in m.ids:
            c = cast.actors[id].country
            if c and c not in order and c != other_than:
                order.append(c)
    counts: dict[str, int] = {}
    for m in cast.before(i):
        for id in m.ids:
            c = cast.actors[id].country
            if c and c != other_than:
                counts[c] = counts.get(c, 0) + 1
    if len(order) > n:
        # More are near than meant: those the text so far is about.
        order = sorted(order, key=lambda c: -counts[c])[:n]
    elif len(order) < n:
        order += [c for c in sorted(counts, key=lambda c: -counts[c]) if c not in order][: n - len(order)]
    if len(order) < n:
        return ()
    ids = order[:n]
    for c in ids:
        cast.actor(c)
    return tuple(ids)
