"""Reference: who "the Turkish leader", "his counterpart", "he", "the former" and "the two sides" are, at that place in the text.

One walk through the text, sentence by sentence, over what ``names.py`` found. What has no evidence stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.world import Known
from communique.reading import grammar
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.names import FEMALE_MARKS, MALE_MARKS, OfficePhrase, tell
from communique.reading.parse import Sentence, Word

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = HE | SHE | IT | THEY
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})

# Bodies that act for their state. The state is named beside them, owned by somebody, or the one the report is about.
INSTITUTIONS = frozenset(
    [
        "government",
        "ministry",
        "army",
        "military",
        "navy",
        "cabinet",
        "parliament",
        "presidency",
        "embassy",
        "authority",
        "authorities",
        "regime",
        "administration",
        "side",
        "delegation",
        "forces",
        "force",
        "troops",
        "soldiers",
        "police",
        "coastguard",
        "guard",
        "guards",
        "judiciary",
        "congress",
        "senate",
        "consulate",
        "mission",
        "intelligence",
        "state",
        "media",
        "leadership",
        "junta",
        "office",
        "warships",
        "warship",
        "ships",
        "ship",
        "jets",
        "jet",
        "aircraft",
        "warplanes",
        "commandos",
        "paratroopers",
        "airstrike",
        "airstrikes",
        "diplomats",
        "officials",
        "ministers",
        "lawmakers",
        "fighters",
        "officers",
        "servicemen",
        "peacekeepers",
        "marines",
        "nationals",
        "citizens",
        "airforce",
        "men",
        "people",
        "party",
        "court",
        "ministers",
        "capital",
        "house",
        "houses",
        "neighbor",
        "neighbour",
    ]
) - {"state", "mission", "office", "media", "house", "houses", "party", "capital", "neighbor", "neighbour", "people"}
BODY_ALONE = frozenset(
    [
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


@dataclass(slots=True)
class _Item:
    """Something in the text to be resolved at this word."""

    at: int
    phrase: OfficePhrase | None = None
    word: Word | None = None


def resolve(cast: Cast, phrases: list[OfficePhrase]) -> None:
    """Resolve, in text order, everything that is not a name."""
    by_sentence: dict[int, list[OfficePhrase]] = {}
    for p in phrases:
        by_sentence.setdefault(cast.parse.words[p.first].sent, []).append(p)
    cast.sort()
    _set_home(cast)
    for s in cast.parse.sentences:
        _sentence(cast, s, by_sentence.get(s.index, []))
    cast.sort()


def _set_home(cast: Cast) -> None:
    """The state that the report is about when none is named: its dateline's, else the first one named."""
    dateline = cast.parse.layout.dateline
    counts: dict[str, int] = {}
    for m in cast.mentions:
        a = cast.actors[m.ids[0]]
        if a.country:
            counts[a.country] = counts.get(a.country, 0) + 1
    letterhead = cast.world.find(cast.parse.layout.letterhead) if cast.parse.layout.letterhead else []
    if letterhead and (known := cast.world.entities.get(letterhead[0].entity)) is not None and known.country:
        cast.home = known.country
    elif dateline is not None and dateline.country in counts:
        cast.home = dateline.country
    elif counts:
        cast.home = max(counts, key=lambda c: counts[c])


def _sentence(cast: Cast, s: Sentence, phrases: list[OfficePhrase]) -> None:
    starts = {p.first: p for p in phrases}
    inside = {i for p in phrases for i in range(p.left, p.right + 1)}
    for w in s.words:
        p = starts.get(w.i)
        if p is not None:
            _office(cast, p)
            cast.sort()
            continue
        if w.i in cast.cover:
            continue
        if w.lower in PRONOUNS and w.tag in ("PRP", "PRP$"):
            _pronoun(cast, w)
        elif (
            w.lower in ("former", "latter")
            and w.i > 0
            and cast.parse.words[w.i - 1].lower == "the"
            and w.dep not in ("amod", "compound")
        ):
            _former_latter(cast, w)
        elif (
            w.lower in ("two", "three", "pair")
            and w.dep in ("nsubj", "nsubjpass")
            and w.i > 0
            and cast.parse.words[w.i - 1].lower == "the"
        ):
            ids = _last_people(cast, w.i - 1, NUMBERS[w.lower], None) or _last_states(cast, w.i - 1, NUMBERS[w.lower])
            if ids:
                cast.add(Mention(w.i - 1, w.i, w, ids, "anaphor", "anaphor", True))
        elif w.lower in PAIR_STATES or (w.lower in PAIR_PEOPLE and w.i not in inside):
            _together(cast, w)
        elif w.pos in ("NOUN", "PROPN") and w.i not in inside:
            _noun(cast, w)
    cast.sort()
    _appositions(cast, s)


# offices without a name ---------------------------------------------------------------------------------------------
def _office(cast: Cast, p: OfficePhrase) -> None:
    words = cast.parse.words
    head = words[p.last]
    owner: Actor | None = None
    if p.owner is not None and p.owner.i not in cast.cover and p.owner.lower in PRONOUNS:
        _pronoun(cast, p.owner)
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
        if p.office.name == "counterpart" and owner is not None:
            actor.office = actor.office or owner.office
            actor.title = actor.title or owner.title
        if owner is not None and actor.country is None and actor.parent is None and p.office.name != "counterpart":
            actor.country, actor.parent = owner.country, owner.parent if owner.country is None else None
        if p.office.name == "counterpart" and actor.country is None and actor.parent is None and not actor.known:
            _set_side(actor, p.country or _other_side(cast, owner, p.first))
        elif actor.country is None and actor.parent is None and not actor.known:
            own = _own_organisation(cast, p) if p.office.sector == "IGO" and p.country is None else None
            side = (
                own
                or p.country
                or _place_before(cast, p.left)
                or (
                    cast.home
                    if p.office.name in ("foreign-minister", "defence-minister", "head-of-state", "head-of-government")
                    else _near_side(cast, p)
                )
            )
            if side and own is None and p.country is None:
                side = _not_of_the_subject(cast, p.name, side)
            if side:
                actor.country, actor.parent = (None, side) if "/" in side else (side, None)
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
        _offices(cast, p)
        return
    if p.office.name == "counterpart":
        country = p.country
        if owner is None:
            owner = _subject_before(cast, p.first)
        found = _counterpart(cast, owner, country, p)
        if found is not None:
            _cover(cast, p, (found.id,))
        return
    country = p.country or (owner.country or owner.parent if owner is not None else None)
    definite = p.definite or (p.country is not None and head.text[0].isupper() and words[p.left].lower not in ("a", "an"))
    if words[p.left].lower in ("a", "an", "another", "one"):
        _cover(cast, p, (_unnamed(cast, p, country).id,))
        return
    if not definite and head.text[0].islower():
        if head.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "agent") and country:
            _cover(cast, p, (_unnamed(cast, p, country).id,))
        return
    found = _holder(cast, p, country)
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
        found = _unnamed(cast, p, country or _near_side(cast, p))
    if found is None and country:
        found = _unnamed(cast, p, country)
    if found is not None:
        _cover(cast, p, (found.id,))


def _set_side(actor: Actor, side: str | None) -> None:
    if side is not None:
        actor.country, actor.parent = (None, side) if "/" in side else (side, None)


def _not_of_the_subject(cast: Cast, name: Mention, side: str) -> str:
    """ "Fjellvang of Norway visited Chad. She met President Kelleyo": whom a president or minister meets is of another side."""
    subject = next((m for m in cast.before(name.first, 40) if m.head.sent == name.head.sent and m.head.dep in _SUBJECTS), None)
    if subject is None or cast.side(subject.ids[0]) != side or not cast.actors[subject.ids[0]].is_person:
        return side
    others = (cast.actors[m.ids[0]].country for m in cast.before(name.first, 60) if name.head.sent - m.head.sent <= 2)
    return next((c for c in others if c and c != side), side)


def _place_before(cast: Cast, i: int) -> str | None:
    """ "In Paris, Foreign Minister X": the state of the capital that opens the sentence."""
    words = cast.parse.words
    first = cast.parse.sentences[words[i].sent].words[0]
    if first.lower != "in" or first.i + 4 < i:
        return None
    m = cast.cover.get(first.i + 1)
    return cast.actors[m.ids[0]].country if m is not None and m.kind == "capital" else None


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
    for m in cast.mentions:
        c = cast.actors[m.ids[0]].country
        if m.head.sent == words[i].sent and c and c != mine:
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
    noun = cast.parse.words[p.last].lower
    seen: list[Actor] = []
    nearness: dict[str, int] = {}
    for m in cast.before(p.first):
        a = cast.actors[m.ids[0]]
        if len(m.ids) == 1 and (a.is_person or a.kind == "other"):
            # A subject of the last sentences is nearer than anybody else in them.
            distance = p.first - m.last - (40 if m.head.dep in _SUBJECTS else 0)
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
        if a.office in wanted:
            return True
        known = cast.world.entities.get(a.id)
        if known is not None and cast.day is not None:
            return any(t.office in wanted and t.distance(cast.day) <= (0 if not p.former else 60) for t in known.terms)
        return p.office.name in ("leader", "minister") and a.office is not None and a.office.endswith("minister")

    for a in seen:
        if fits(a):
            return a
    if country is not None:
        for a in later:
            if a.is_person and fits(a):
                return a
    side = country or cast.home
    if p.office.name in ("official", "ambassador", "envoy") and country is None and not p.plural:
        # "the envoy", "the diplomat": the last person who can be one.
        for a in seen:
            if a.office in ("ambassador", "envoy", "official", "deputy-foreign-minister", "foreign-minister") and noun in (
                "envoy",
                "diplomat",
                "ambassador",
                "negotiator",
                "mediator",
            ):
                return a
    if side is None or cast.day is None or p.former:
        return None
    for office in (p.office.name, *p.office.also):
        holders: list[Known] = cast.world.holders(side, office, cast.day)
        if len(holders) == 1 and (p.office.single or p.office.name == "leader"):
            return cast.actor(holders[0].id)
    return None


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


def _offices(cast: Cast, p: OfficePhrase) -> None:
    """ "the presidents of Iran and Turkey", "Iraqi officials", "the two leaders", "the Ministers of Foreign Affairs"."""
    for i in range(p.last + 1, p.right + 1):
        w = cast.parse.words[i]
        if not p.countries and w.lower in PAIR_STATES and i not in cast.cover:
            _together(cast, w)
            together = cast.cover.get(i)
            if together is not None:
                p.countries = together.ids
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
    again = _same_plural(cast, p)
    if again is not None:
        _cover(cast, p, again)
        return
    n = next((NUMBERS[words[i].lower] for i in range(p.left, p.first) if words[i].lower in NUMBERS), None)
    if n is not None or p.definite or p.office.name in ("head-of-state", "foreign-minister", "head-of-government"):
        ids2 = _last_people(cast, p.first, n or 2, {p.office.name, *p.office.also})
        if ids2:
            _cover(cast, p, ids2)


def _same_plural(cast: Cast, p: OfficePhrase) -> tuple[str, ...] | None:
    """ "The ministers will meet again", "Leaders agreed": those named so before; in an organisation's paper, it."""
    words = cast.parse.words
    head = words[p.last].lower
    if any(words[i].lower in NUMBERS for i in range(p.left, p.first)):
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


# pronouns -----------------------------------------------------------------------------------------------------------
def _pronoun(cast: Cast, w: Word) -> None:
    if w.lower in IT and (w.dep == "expl" or (w.dep.startswith("nsubj") and _impersonal(w))):
        return
    found = _antecedent(cast, w)
    if not found and w.lower == "they" and w.dep in _SUBJECTS:
        # "They also discussed ...": the two who met.
        recent = [m for m in cast.before(w.i, 80) if w.sent - m.head.sent <= 2]
        if len({cast.side(i) for m in recent for i in m.ids if cast.actors[i].is_person}) >= 2:
            found = _last_people(cast, w.i, 2, None)
    if found:
        cast.add(Mention(w.i, w.i, w, found, "pronoun", "pronoun", len(found) > 1))
        if len(found) == 1 and cast.actors[found[0]].gender is None and (w.lower in HE or w.lower in SHE):
            cast.actors[found[0]].gender = "m" if w.lower in HE else "f"


def _impersonal(w: Word) -> bool:
    """ "it is necessary to ...", "it remains unclear", "it took two years"."""
    verb = w.head
    if verb.lemma in ("seem", "appear", "take", "rain", "remain"):
        return True
    return (
        verb.lemma == "be"
        and any(c.dep in ("acomp", "attr", "ccomp", "advcl", "xcomp") for c in verb.children)
        and any(g.dep in ("xcomp", "ccomp", "csubj", "advcl", "relcl", "acl") for g in verb.children)
    )


def _antecedent(cast: Cast, w: Word) -> tuple[str, ...]:
    best: tuple[float, Mention] | None = None
    barred = _subject_of(cast, w)
    sentence = w.sent
    for m in cast.before(w.i, 160):
        far = sentence - m.head.sent
        if far > 3:
            break
        if m.kind == "adjective" and w.lower not in IT:
            continue
        if not _agrees(cast, w, m) or m.ids == barred:
            continue
        score = _salience(w, m, far)
        if score is not None and (best is None or score > best[0]):
            best = (score, m)
    if best is None:
        return ()
    if w.lower in THEY and len(best[1].ids) == 1:
        joined = _joined(cast, best[1])
        if joined:
            return joined
    return best[1].ids


def _subject_of(cast: Cast, w: Word) -> tuple[str, ...] | None:
    """Whom an object pronoun cannot be: the subject of its own clause ("he asked him")."""
    if w.tag != "PRP" or w.dep in _SUBJECTS or w.lower in REFLEXIVE:
        return None
    clause = _clause_of(w)
    subject = grammar.surface_subject(clause) if clause.pos == "VERB" else None
    m = cast.cover.get(subject.i) if subject is not None and subject is not w else None
    return m.ids if m is not None else None


def _agrees(cast: Cast, w: Word, m: Mention) -> bool:
    a = cast.actors[m.ids[0]]
    person = a.is_person or (a.kind == "other" and a.noun != "institution" and a.office is not None)
    if w.lower in HE or w.lower in SHE:
        if not person or len(m.ids) > 1 or m.plural:
            return False
        return a.gender in (None, "m" if w.lower in HE else "f")
    if w.lower in IT:
        return not person and len(m.ids) == 1 and not m.plural and m.kind != "people"
    if m.kind == "adjective":
        return False
    return len(m.ids) > 1 or m.plural or a.kind == "group" or _conjoined(m)


def _conjoined(m: Mention) -> bool:
    return any(c.dep == "conj" for c in m.head.children) or m.head.dep == "conj"


def _joined(cast: Cast, m: Mention) -> tuple[str, ...]:
    """All members of the coordination in which a mention stands."""
    head = m.head
    while head.dep == "conj":
        head = head.head
    ids: list[str] = []
    todo = [head]
    while todo:
        w = todo.pop(0)
        other = cast.cover.get(w.i)
        if other is not None:
            ids += other.ids
        todo += [c for c in w.children if c.dep == "conj"]
    return tuple(dict.fromkeys(ids)) if len(ids) > 1 else ()


_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def _clause_of(w: Word) -> Word:
    """The verb (or root) that governs this word."""
    while w.head is not w and w.pos not in ("VERB", "AUX"):
        w = w.head
    return w


def _salience(w: Word, m: Mention, far: int) -> float | None:
    """How likely a mention is to be the antecedent; None when grammar forbids it."""
    head = m.head
    while head.dep in ("conj", "appos", "compound") and head.head is not head:
        head = head.head
    role = head.dep
    if far == 0:
        clause = _clause_of(w)
        if (
            w.tag == "PRP"
            and w.dep not in _SUBJECTS
            and clause.pos == "VERB"
            and clause.dep in ("advcl", "xcomp", "acl", "conj")
            and w.lower not in REFLEXIVE
        ) and grammar.surface_subject(clause) is m.head:
            return None  # "Y, standing next to him": not Y
        same_clause = clause is _clause_of(head)
        an_object = w.tag == "PRP" and w.dep not in _SUBJECTS and w.dep != "pobj" and w.lower not in REFLEXIVE
        if same_clause and role in _SUBJECTS and an_object:
            return None  # "X met him": not X
        if (
            same_clause
            and w.dep in _SUBJECTS
            and role not in _SUBJECTS
            and w.head.i > w.i
            and head.i < w.i
            and w.quoted != head.quoted
        ):
            return None
    score = 0.0
    if role in _SUBJECTS:
        score += 4
    elif role in ("dobj", "agent", "dative"):
        score += 2
    elif role == "poss":
        score += 1.5
    elif role == "pobj":
        score += 1
    if role in _SUBJECTS and head.head.is_root:
        score += 1
    if role in _SUBJECTS and head.head.dep in ("parataxis",):
        score += 2
    if m.kind == "adjective":
        score -= 2.5
    score -= 3.0 * far
    # Inside a sentence the nearer of two like candidates; a subject of the same or the governing clause above all.
    score -= 0.02 * (w.i - m.last)
    if far == 0 and role in _SUBJECTS and (head.head is _clause_of(w) or _clause_of(w).under(head.head)):
        score += 2
    # What somebody says inside quotes is rarely the antecedent of a pronoun outside of them.
    if head.quoted and not w.quoted:
        score -= 4
    return score


def _subject_before(cast: Cast, i: int) -> Actor | None:
    for m in cast.before(i, 60):
        if m.head.dep in _SUBJECTS and len(m.ids) == 1:
            return cast.actors[m.ids[0]]
    return None


# the former, the latter ---------------------------------------------------------------------------------------------
def _former_latter(cast: Cast, w: Word) -> None:
    """The first and the last of the nearest two persons, or else states, named together."""
    pairs: list[tuple[str, ...]] = []
    recent: list[str] = []
    for m in cast.before(w.i - 1, 80):
        if w.sent - m.head.sent > 1:
            break
        if m.kind in ("adjective", "pronoun") or (m.head.quoted and not w.quoted):
            continue
        for id in reversed(m.ids):
            if id not in recent:
                recent.append(id)
    people = [i for i in recent if cast.actors[i].is_person or cast.actors[i].office is not None]
    pairs = [tuple(people[:2])] if len(people) >= 2 else [tuple(recent[:2])] if len(recent) >= 2 else []
    if not pairs and people and w.lower == "latter":
        pairs = [(people[0],)]
    if pairs:
        id = pairs[0][0] if w.lower == "latter" else pairs[0][-1]
        cast.add(Mention(w.i - 1, w.i, w, (id,), "anaphor", "anaphor"))


# the two sides ------------------------------------------------------------------------------------------------------
def _together(cast: Cast, w: Word) -> None:
    words = cast.parse.words
    left = w.i
    while (
        left > 0
        and words[left - 1].sent == w.sent
        and words[left - 1].lower
        in ("the", "both", "two", "three", "four", "five", "these", "all", "neighboring", "neighbouring", "their")
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
    ids = _last_people(cast, left, n, None) if w.lower in PAIR_PEOPLE else _last_states(cast, left, n)
    if len(ids) < 2 and w.lower in PAIR_PEOPLE:
        ids = _last_states(cast, left, n)
    if len(ids) >= 2:
        cast.add(Mention(left, w.i, w, ids, "anaphor", "anaphor", True))


def _last_people(cast: Cast, i: int, n: int, offices: set[str] | None) -> tuple[str, ...]:
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


def _last_states(cast: Cast, i: int, n: int) -> tuple[str, ...]:
    """The last n different states before this word: of those who act in the last sentences first, then of the whole text."""
    words = cast.parse.words
    here = words[i].sent if i < len(words) else 0
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
            if c and c not in order:
                order.append(c)
    counts: dict[str, int] = {}
    for m in cast.before(i):
        for id in m.ids:
            c = cast.actors[id].country
            if c:
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


# bodies, groups, countries ------------------------------------------------------------------------------------------
def _noun(cast: Cast, w: Word) -> None:
    low = w.lower
    words = cast.parse.words
    if low in ("country", "nation", "soil", "homeland", "republic", "kingdom"):
        _country(cast, w)
    elif low in ("neighbor", "neighbour") and w.i > 0:
        _neighbour(cast, w)
    elif low in ("north", "south") and w.i > 0 and words[w.i - 1].lower == "the" and {"KOR", "PRK"} <= set(cast.actors):
        if w.dep not in ("amod", "compound", "npadvmod", "advmod") and not any(c.lower == "of" for c in w.children):
            cast.add(Mention(w.i - 1, w.i, w, ("PRK" if low == "north" else "KOR",), "alias", "name"))
    elif low in INSTITUTIONS or low in GROUP_NOUNS or low in IGO_NOUNS:
        _body(cast, w)


def _left_edge(w: Word) -> int:
    left = w.i
    for c in w.children:
        if c.i < w.i and c.dep in ("det", "amod", "compound", "poss", "nmod", "nummod") and c.left < left:
            left = c.left
    return left


def _owner(cast: Cast, w: Word) -> Actor | None:
    """The actor in a noun's modifiers: possessive, adjective, compound, "of"; nearest to the noun's own phrase first."""
    for c in w.children:
        if c.dep in ("poss", "amod", "compound", "nmod"):
            if c.lower in PRONOUNS and c.i not in cast.cover:
                _pronoun(cast, c)
            m = cast.cover.get(c.i)
            if c.lower == "whose":
                clause = _clause_of(w)
                m = cast.cover.get(clause.head.i) if clause.dep == "relcl" else None
                return cast.actors[m.ids[0]] if m is not None else None
            if m is not None and (m.first <= c.i <= m.last):
                return cast.actors[m.ids[0]]
            inner = _owner(cast, c) if c.dep in ("poss", "compound", "nmod") else None
            if inner is not None:
                return inner
    for c in w.children:
        if c.dep == "prep" and c.lower == "of":
            for o in c.children:
                m = cast.cover.get(o.i)
                if m is not None and o.dep == "pobj" and len(m.ids) == 1:
                    return cast.actors[m.ids[0]]
    return None


def _all_owners(cast: Cast, w: Word) -> list[Actor]:
    """All actors behind a possessive that stands for several ("their")."""
    possessor = w.child("poss")
    m = cast.cover.get(possessor.i) if possessor is not None else None
    return [cast.actors[i] for i in m.ids] if m is not None else []


def _country(cast: Cast, w: Word) -> None:
    """ "his country", "the country": the owner's state, or the last state spoken of."""
    words = cast.parse.words
    det = words[w.i - 1].lower if w.i else ""
    possessor = w.child("poss")
    if possessor is not None and possessor.lower in PRONOUNS:
        if possessor.i not in cast.cover:
            _pronoun(cast, possessor)
        m = cast.cover.get(possessor.i)
        if m is not None and len(m.ids) == 1 and (c := cast.actors[m.ids[0]].country):
            cast.actor(c)
            cast.add(Mention(possessor.i, w.i, w, (c,), "anaphor", "anaphor"))
            cast.cover[possessor.i] = m
        return
    if det == "the" and w.lower == "country" and not any(c.dep in ("prep", "relcl", "acl") for c in w.children):
        for m in cast.before(w.i, 60):
            a = cast.actors[m.ids[0]]
            if len(m.ids) == 1 and a.country and m.kind != "adjective" and (a.kind == "state" or m.head.dep in _SUBJECTS):
                cast.actor(a.country)
                cast.add(Mention(w.i - 1, w.i, w, (a.country,), "anaphor", "anaphor"))
                return


def _neighbour(cast: Cast, w: Word) -> None:
    """ "its neighbour": the other one of the two states spoken of."""
    owner = _owner(cast, w)
    if owner is None or owner.country is None:
        return
    for m in cast.before(_left_edge(w), 200):
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
    owner = _owner(cast, w)
    left = _left_edge(w)
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
    definite = words[left].lower in ("the", "his", "her", "its", "their", "these", "those")
    if owner is not None and owner.kind in ("group", "organization"):
        if w.lower in INSTITUTIONS or w.lower in GROUP_NOUNS:
            cast.add(Mention(w.i, w.i, w, (owner.id,), "alias", "body"))
        return
    if owner is not None and (owner.country or owner.parent) and (w.lower in INSTITUTIONS or w.lower in GROUP_NOUNS):
        if w.lower in GROUP_NOUNS and w.lower not in ("fighters",):
            return  # "a Hutu militia", "Kurdish rebels": of a country, not acting for it
        if w.lower == "side" and owner.country:
            cast.actor(owner.country)
            cast.mentions.append(Mention(left, w.i, w, (owner.country,), "anaphor", "anaphor"))
            for i in range(left, w.i + 1):
                if i not in cast.cover or i == w.i:
                    cast.cover[i] = cast.mentions[-1]
            return
        owners = _all_owners(cast, w)
        if len({o.country for o in owners if o.country}) > 1:
            # "their coast guards": those of each
            bodies = [
                cast.described(
                    f"{_adjective(cast, o)} {cast.text(text_left, w.i)}", o.country, "institution", None, _body_sector(w.lower)
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
            else f"{_adjective(cast, owner)} {w.lower}"
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
    if w.lower in BODY_ALONE and cast.home is not None:
        side = _near_side(cast, None, left) if w.lower in ("troops", "forces") else _focus(cast, left, w)
        side = side or cast.home
        if "/" not in side:
            name = f"{_adjective(cast, cast.actor(side))} {w.lower}"
            actor = cast.described(name, side, "institution", None, _body_sector(w.lower))
            cast.add(Mention(left, w.i, w, (actor.id,), "metonym", "body", w.tag in ("NNS", "NNPS")))


def _court(noun: str, a: Actor) -> bool:
    court = "court" in a.name.lower() or "tribunal" in a.name.lower()
    return court if noun in ("court", "tribunal", "judges") else not court


def _focus(cast: Cast, i: int, w: Word) -> str | None:
    """The state whose government, army or authorities are meant when none is named: the last subject's for a subject,
    for an object another one than the subject's, the report's own first."""
    words = cast.parse.words
    last = next(
        (
            c
            for m in cast.before(i, 40)
            if len(m.ids) == 1 and m.head.sent == words[i].sent and (c := cast.actors[m.ids[0]].country)
        ),
        None,
    )
    if w.dep in _SUBJECTS:
        return last or cast.home
    verb = _clause_of(w)
    subject = grammar.surface_subject(verb) if verb.pos == "VERB" else None
    m = cast.cover.get(subject.i) if subject is not None else None
    if m is None:
        return last or cast.home
    mine = {cast.actors[x].country for x in m.ids}
    if cast.home not in mine:
        return cast.home
    return next((c for x in cast.before(i, 200) for id in x.ids if (c := cast.actors[id].country) and c not in mine), cast.home)


def _near_side(cast: Cast, p: OfficePhrase | None, i: int | None = None) -> str | None:
    """The side of the last subject before, when it has one; for "the spokesman", "the troops"."""
    at = p.first if p is not None else i or 0
    for m in cast.before(at, 60):
        if len(m.ids) == 1 and m.head.dep in _SUBJECTS:
            side = cast.side(m.ids[0])
            return side if side in cast.actors or len(side) == 3 else None
    return cast.home


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


def _adjective(cast: Cast, a: Actor) -> str:
    """The first adjective of a state, for the name of an institution that the text does not spell out."""
    state = a.country or a.id
    return cast.world.adjectives.get(state, cast.actor(state).name)


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


def _appositions(cast: Cast, s: Sentence) -> None:
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
        _ = tell
    for w in s.words:
        if w.lower == "behalf" and w.i + 1 < len(words) and words[w.i + 1].lower == "of":
            _on_behalf(cast, w)


def _on_behalf(cast: Cast, w: Word) -> None:
    """ "X, who mediates on behalf of the African Union": X acts for it."""
    principal = next((cast.cover[o.i] for p in w.all("prep") for o in p.all("pobj") if o.i in cast.cover), None)
    verb = _clause_of(w)
    subject = grammar.surface_subject(verb) if verb.pos == "VERB" else None
    if verb.dep == "relcl":
        subject = verb.head
    m = cast.cover.get(subject.i) if subject is not None else None
    if principal is None or m is None:
        return
    actor = cast.actors[m.ids[0]]
    if actor.is_person:
        _set_side(actor, cast.side(principal.ids[0]))
