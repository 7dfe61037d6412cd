"""Parties: which actors a noun phrase stands for, as one that acts, and whose a thing is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.knowledge.lexicon import load_lexicon
from communique.knowledge.offices import load_offices
from communique.reading.actors import Cast
from communique.reading.grammar import coordinated
from communique.reading.people import animate, named_by_work
from communique.reading.statements.said import Said
from communique.reading.words import Word

FIRST_PERSON = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my", "myself", "mine"})
_THOSE = frozenset({"man", "woman", "person", "people", "child", "crewman", "victim", "detainee", "suspect"})
# Adjectives of more than one state.
_WIDER = frozenset(
    [
        "african",
        "asian",
        "european",
        "american",
        "caribbean",
        "arab",
        "nordic",
        "baltic",
        "balkan",
        "andean",
        "pacific",
        "western",
        "regional",
        "foreign",
        "international",
        "world",
        "global",
        "neighbouring",
        "neighboring",
        "arctic",
        "latin",
    ]
)


@dataclass(frozen=True, slots=True)
class Ref:
    """One party at its words (indices, inclusive). ``inferred``: filled from around the predicate, no argument of its own.

    ``noun`` is the noun by which a state's people or body was named ("students" of "Kenyan students"), -1 when there is none."""

    entity: str
    first: int
    last: int
    inferred: bool = False
    noun: int = -1


class Parties:
    """Answers for one document."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.offices = load_offices()
        self.measure = load_lexicon().measure
        self.local = load_lexicon().classes["local"]
        self.rulers = load_lexicon().classes["rulers"]
        self.society = load_lexicon().classes["society"]

    def side(self, ref: Ref) -> str:
        return self.cast.side(ref.entity)

    def sides(self, refs: list[Ref]) -> set[str]:
        return {self.side(r) for r in refs}

    def camp(self, ref: Ref) -> str | None:
        """Of the two camps of a state the one to which a party belongs: "rulers" or "society"; None for one who may be either."""
        actor = self.cast.actor(ref.entity)
        if actor.sector in ("REB", "OPP", "SEP", "CVL", "CRM"):
            return "society"
        if actor.kind == "person":
            return "rulers" if actor.office is not None else None
        words = self.cast.parse.words
        noun = words[ref.noun] if ref.noun >= 0 else words[ref.last]
        if any(c.lemma in self.society for c in noun.children if c.dep in ("compound", "amod", "nmod")):
            return "society"  # "rebel leaders"
        if noun.lemma in self.rulers:
            return "rulers"
        if noun.lemma in self.society:
            return "society"
        return "rulers" if actor.kind == "state" and ref.noun < 0 and not ref.inferred else None

    def camp_of(self, w: Word) -> str | None:
        """The camp to which a noun's bearers belong in their state."""
        if w.lemma in self.rulers:
            return "rulers"
        return "society" if w.lemma in self.society or named_by_work(w.lemma) else None

    def apart(self, refs: list[Ref], actors: list[Ref]) -> list[Ref]:
        """Those of ``refs`` who stand apart from the actors: of another state, of the other camp of the same one, or another body
        or person of it that is named itself ("a court sentenced the former minister")."""
        states = self.sides(actors)
        return [
            r for r in refs if self.side(r) not in states or self._another(r, [a for a in actors if self.side(a) == self.side(r)])
        ]

    def _another(self, r: Ref, actors: list[Ref]) -> bool:
        if len(self.side(r)) != 3:
            return False  # an organisation and its organs, a group and its leaders are one party
        camp = self.camp(r)
        if camp is not None and {self.camp(a) for a in actors} == {"rulers", "society"} - {camp}:
            return True
        mine, theirs = {self._body(a) for a in actors}, self._body(r)
        return theirs is not None and None not in mine and theirs not in mine

    def _body(self, r: Ref) -> str | None:
        """Which body or person of a state a party is; None for the state as such, which every one of them may be."""
        actor = self.cast.actor(r.entity)
        if r.inferred or (actor.kind == "state" and r.noun < 0):
            return None
        return r.entity if r.noun < 0 else self.cast.parse.words[r.noun].lemma

    def two_camps(self, refs: list[Ref]) -> bool:
        """Whether the parties stand on more than one side, or in both camps of one state."""
        return len(self.sides(refs)) > 1 or {"rulers", "society"} <= {self.camp(r) for r in refs}

    def of(self, w: Word | None, said: Said | None = None) -> list[Ref]:
        """Whom a noun phrase names: its own mention, its members, or the state whose people or body it is."""
        if w is None:
            return []
        refs: list[Ref] = []
        for c in coordinated(w):
            for r in self._one(c, said):
                same = [x for x in refs if x.entity == r.entity]
                if not same or self._another(r, same):
                    refs.append(r)
        return refs

    def _one(self, w: Word, said: Said | None, depth: int = 0) -> list[Ref]:
        if w.lower in FIRST_PERSON:
            return [Ref(s, w.i, w.i) for s in said.speakers] if said is not None else []
        if w.lower in ("you", "your") and said is not None:
            return [Ref(s, w.i, w.i) for s in said.addressees]
        for ap in w.all("appos"):
            # "their rulers, X and Y,": the names say who they are.
            named = [c for c in coordinated(ap) if (x := self.cast.cover.get(c.i)) is not None and x.how in ("name", "alias")]
            if len(named) > 1 and w.tag in ("NNS", "NNPS") and depth == 0:
                return [r for c in named for r in self._one(c, said, 1)]
        m = self.cast.cover.get(w.i)
        if m is not None and (m.kind != "adjective" or w.dep not in ("amod", "compound")):
            found = [Ref(i, m.first, m.last) for i in m.ids]
            return found + self._of_other_states(w, found) if self.cast.actor(m.ids[0]).kind == "other" else found
        if depth > 2:
            return []
        if w.lemma in self.measure or w.pos == "NUM" or w.lower in ("those", "several", "many"):
            for p in w.all("prep"):
                if p.lower == "of":
                    inner = [r for o in p.all("pobj") for r in self.of(o, said)]
                    if inner:
                        return inner
        members = self._members(w, said)
        if members:
            return members
        for ap in w.all("appos"):
            found = self._one(ap, said, depth + 1)
            if found:
                return found
        if self.animate(w) or w.lemma in self.society:
            found = self.owner(w, said, depth + 1) if self.animate(w) else []
            return [replace(r, noun=w.i) if r.noun < 0 else r for r in found or self.domestic(w)]
        return []

    def _of_other_states(self, w: Word, found: list[Ref]) -> list[Ref]:
        """The other states of "Hungarian and Romanian officials", "envoys of the Czech and Slovak governments".

        The mention has only one.
        """
        refs: list[Ref] = []
        for noun in (w, *(o for p in w.all("prep") if p.lower in ("of", "from") for o in p.all("pobj"))):
            for c in noun.children:
                if c.dep in ("amod", "compound", "nmod") and c.i < noun.i:
                    for x in coordinated(c):
                        m = self.cast.cover.get(x.i)
                        if m is not None and m.kind == "adjective":
                            refs += [Ref(i, m.first, m.last, noun=w.i) for i in m.ids]
        mine = self.sides(found)
        return [r for r in refs if self.side(r) not in mine]

    def domestic(self, w: Word) -> list[Ref]:
        """The state of people named without one: "police", "protesters", "rebels" are those of the place told of."""
        if (
            w.lemma in _THOSE
            and any(c.lower in ("the", "these", "those") for c in w.all("det"))
            and (told := self._told_before(w))
        ):
            return told
        if self._wider(w):
            return []
        if w.lemma in self.local or (w.pos == "NOUN" and named_by_work(w.lemma)):
            return self.state_here(w)
        if any(c.lemma in self.local for c in w.children if c.dep in ("compound", "amod", "nmod")) and self.animate(w):
            return self.state_here(w)  # "rebel leaders", "opposition figures"
        return []

    def _wider(self, w: Word) -> bool:
        """Whether people are said to be of more states than one: "African leaders", "foreign fighters".

        Not where a state is named beside them ("Norway's foreign envoys", "Pacific leaders from Fiji").
        """
        if not self.animate(w) or not any(
            c.lower in _WIDER and c.i not in self.cast.cover for c in w.children if c.dep in ("amod", "compound", "nmod")
        ):
            return False
        beside = [
            *w.all("poss", "amod", "compound"),
            *(o for p in w.all("prep") if p.lower in ("of", "from") for o in p.all("pobj")),
        ]
        return not any(self._of_a_state(x) for b in beside for x in coordinated(b))

    def _of_a_state(self, w: Word) -> bool:
        m = self.cast.cover.get(w.i)
        return m is not None and self.cast.actors[m.ids[0]].kind in ("state", "organization")

    def _told_before(self, w: Word) -> list[Ref]:
        """Whose people "the men" are: those of the last people told of with their state ("Indonesian fishermen")."""
        words = self.cast.parse.words
        for i in range(w.i - 1, -1, -1):
            x = words[i]
            if w.sent - x.sent > 2:
                break
            if x.tag != "NNS" or x.lemma in self.rulers or not self.animate(x):
                continue
            sides = [r.entity for r in self.owner(x)]
            home = self.cast.home
            after = words[x.i + 1 : x.i + 3]
            if not sides and home is not None and [a.lower for a in after[:1]] == ["from"] and after[-1].pos == "PROPN":
                sides = [self.cast.actor(home).id]  # from a place that the tables lack: of the report's own country
            if sides:
                return [Ref(side, w.i, w.i, True, w.i) for side in sides]
        return []

    def state_here(self, w: Word) -> list[Ref]:
        """The state in which a clause happens: that of its place, else the only state of its sentence, else the report's."""
        at = w
        for _ in range(4):
            whole = at.child("dobj")
            if whole is not None and whole.i in self.cast.places and (place := self.place_state(whole)):
                return [Ref(place[0].entity, w.i, w.i, True)]
            for holder in (at, whole):
                preps = holder.all("prep") if holder is not None else []
                for p in [*preps, *(inner for outer in preps for o in outer.all("pobj") for inner in o.all("prep"))]:
                    if p.lower in (
                        "in",
                        "at",
                        "near",
                        "outside",
                        "inside",
                        "across",
                        "around",
                        "throughout",
                        "along",
                        "through",
                        "into",
                    ):
                        for o in p.all("pobj"):
                            place = self.place_state(o)
                            if place:
                                return [Ref(place[0].entity, w.i, w.i, True)]
            if at.head is at or (at.dep in ("ccomp", "parataxis") and at.head.pos == "VERB"):
                break  # where somebody says so is not where it is
            at = at.head
        for p in self.cast.parse.words[at.left : at.right + 1]:
            if (
                p.dep == "prep"
                and p.lower == "in"
                and p.sent == w.sent
                and (place := [r for o in p.all("pobj") for r in self.place_state(o)])
            ):
                return [Ref(place[0].entity, w.i, w.i, True)]
        before = self.recent_place(w)
        here = [m for m in self.cast.mentions if m.head.sent == w.sent]
        towards = {"against", "to", "toward", "towards", "with", "for"} | ({"by"} if w.lemma in self.rulers else set())
        facing = [m for m in here if m.head.dep == "pobj" and m.head.head.lower in towards]
        named = {c for m in here if m not in facing for i in m.ids if (c := self.cast.actors[i].country)}
        if len(named) > 1 or (not named and facing):
            return []
        home = next(iter(named), None) or before or self.cast.home
        return [Ref(self.cast.actor(home).id, w.i, w.i, True)] if home is not None else []

    def recent_place(self, w: Word) -> str | None:
        """The state of the last place named in the sentence before, in the same paragraph."""
        words = self.cast.parse.words
        i = w.i
        while i > 0 and words[i - 1].block == w.block and w.sent - words[i - 1].sent <= 1:
            i -= 1
            city = self.cast.places.get(i)
            if city is not None and words[i].dep in ("pobj", "poss", "compound") and words[i].sent != w.sent:
                return city.country or None
        return None

    def _members(self, w: Word, said: Said | None) -> list[Ref]:
        """ "groups such as X and Y", "countries, including X"."""
        for p in w.all("prep"):
            if p.lower in ("including", "like") or (p.lower == "as" and any(c.lower == "such" for c in p.children)):
                inner = [r for o in p.all("pobj") for r in self.of(o, said)]
                if inner:
                    return inner
        return []

    def animate(self, w: Word) -> bool:
        """Whether a noun names people, a body of people, or what they act with (troops, ships)."""
        return animate(w)

    def maker(self, w: Word | None, said: Said | None = None) -> list[Ref]:
        """Whose doing something is: its possessive, its adjective, its "of", "from" or "by"; not where it is nor whom it hits."""
        return self.owner(w, said, 0, (("of",), ("by", "from")))

    def owner(
        self,
        w: Word | None,
        said: Said | None = None,
        depth: int = 0,
        levels: tuple[tuple[str, ...], ...] = (
            ("of",),
            ("by", "from", "between", "with"),
            ("in", "on", "against", "into", "to", "for", "at"),
        ),
    ) -> list[Ref]:
        """Whose something is: its possessive, its adjective, its "of", "from", "in", "by"; through one inner noun."""
        if w is None or depth > 3 or self._wider(w):
            return []
        for c in w.children:
            if (c.dep in ("poss", "amod", "compound", "nmod") and c.i < w.i) or c.dep == "poss":
                m = self.cast.cover.get(c.i)
                if c.lower in FIRST_PERSON and said is not None:
                    return [Ref(s, c.i, c.i) for s in said.speakers]
                if m is not None and m.last >= c.i:
                    refs = [Ref(i, m.first, m.last) for i in m.ids]
                    for other in coordinated(c)[1:]:
                        om = self.cast.cover.get(other.i)
                        if om is not None:
                            refs += [Ref(i, om.first, om.last) for i in om.ids]
                    return refs
                inner = self.owner(c, said, depth + 1, levels)
                if inner:
                    return inner
        for names in levels:
            for p in w.all("prep"):
                if p.lower in names:
                    for o in p.all("pobj"):
                        refs = self.of(o, said) or self.owner(o, said, depth + 1, levels)
                        if refs:
                            return refs
        for c in w.children:
            if c.dep in ("acl", "relcl"):
                for p in c.all("agent", "prep"):
                    for o in p.all("pobj"):
                        refs = self.of(o, said)
                        if refs:
                            return refs
        return []

    def place_state(self, w: Word | None) -> list[Ref]:
        """The state in which a place lies that this noun phrase names."""
        if w is None:
            return []
        for c in coordinated(w):
            city = self.cast.places.get(c.i)
            if city is not None and city.country:
                self.cast.actor(city.country)
                first, last = self.cast.place_spans.get(c.i, (c.i, c.i))
                return [Ref(city.country, first, last)]
        for p in w.all("prep"):
            if p.lower in ("of", "in", "on", "near"):
                for o in p.all("pobj"):
                    found = self.place_state(o)
                    if found:
                        return found
        for c in w.children:
            if c.dep in ("compound", "poss", "amod", "nmod", "appos"):
                city = self.cast.places.get(c.i)
                if city is not None:
                    self.cast.actor(city.country)
                    first, last = self.cast.place_spans.get(c.i, (c.i, c.i))
                    return [Ref(city.country, first, last)]
        return []
