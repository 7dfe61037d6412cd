"""Names: what the tables and the model know by name, and the offices that stand beside a name.

The longest name wins; an office next to a name ("Foreign Minister X of Y", "X, a spokesman for Y") tells who a person is whom the
tables lack. Offices that stand alone are left to ``reference.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.knowledge.offices import Office, load_offices
from communique.knowledge.world import City, Known, Sense, atoms, plain
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.parse import Sentence, Word
from communique.records import How

HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "hon",
        "rev",
        "ayatollah",
        "grand",
        "hojatoleslam",
        "hojjatoleslam",
        "seyed",
        "seyyed",
        "sayyid",
        "sayyed",
        "sayed",
        "sheikh",
        "sheik",
        "shaikh",
        "shaykh",
        "mullah",
        "maulvi",
        "maulana",
        "imam",
        "haji",
        "hajji",
        "general",
        "gen",
        "colonel",
        "col",
        "major",
        "maj",
        "captain",
        "capt",
        "lieutenant",
        "lt",
        "admiral",
        "adm",
        "commodore",
        "brigadier",
        "marshal",
        "field",
        "vice",
        "rear",
        "sergeant",
        "sgt",
        "cardinal",
        "archbishop",
        "bishop",
        "patriarch",
        "father",
        "h.e.",
        "his",
        "her",
        "excellency",
        "prince",
        "princess",
        "king",
        "queen",
        "emir",
        "sultan",
        "pope",
        "comrade",
        "senator",
        "sen",
        "rep",
        "congressman",
        "ambassador",
        "judge",
        "justice",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "gen.",
        "col.",
        "maj.",
        "capt.",
        "lt.",
        "adm.",
        "sen.",
        "rep.",
        "hon.",
        "rev.",
        "brig.",
        "sgt.",
    ]
)
FEMALE_MARKS = frozenset(
    {
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "dame",
        "lady",
        "baroness",
        "queen",
        "princess",
        "spokeswoman",
        "chairwoman",
        "congresswoman",
    }
)
MALE_MARKS = frozenset(
    {
        "mr",
        "mr.",
        "sir",
        "lord",
        "king",
        "prince",
        "ayatollah",
        "sheikh",
        "sheik",
        "spokesman",
        "congressman",
        "emir",
        "sultan",
        "pope",
    }
)
FAMILY_NAME_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "VNM", "HKG", "SGP", "KHM", "HUN"})
HOW: dict[str, How] = {
    "name": "name",
    "alias": "alias",
    "adjective": "demonym",
    "people": "demonym",
    "capital": "metonym",
    "metonym": "metonym",
    "force": "metonym",
    "place": "name",
}


@dataclass(slots=True, eq=False)
class OfficePhrase:
    """Words ``first`` to ``last`` name an office; ``left`` is where its noun phrase begins, ``right`` where it ends.

    ``country`` is the state or organisation that its modifiers name; ``owner`` the possessive pronoun before it."""

    first: int
    last: int
    left: int
    right: int
    office: Office
    plural: bool
    country: str | None = None
    owner: Word | None = None
    definite: bool = False
    former: bool = False
    countries: tuple[str, ...] = ()
    name: Mention | None = None


def find_names(cast: Cast) -> list[OfficePhrase]:
    """Add every name to the cast, link offices to the names beside them, and return all office phrases in text order."""
    _tables(cast)
    _new_people(cast)
    phrases = [p for s in cast.parse.sentences for p in _office_phrases(cast, s)]
    for p in phrases:
        _link_name(cast, p)
    _owners_of_names(cast)
    _short_organisations(cast)
    _surnames(cast, phrases)
    return phrases


# names of the tables ------------------------------------------------------------------------------------------------
_NAMELIKE = ("NNP", "NNPS", "JJ", "NN", "NNS")


def _tables(cast: Cast) -> None:
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
        if not (w.text[0].isupper() or w.text[0].isdigit()):
            at += 1
            continue
        n, senses = cast.world.match(stream, at)
        while n:
            first, last = where[at], where[at + n - 1]
            sense = _choose(cast, first, last, senses) if words[first].block == words[last].block else None
            if sense is not None:
                _add_name(cast, first, last, sense)
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
        if s.strict and not text.isupper():
            continue
        if first == last and not shouting:
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
        adjectival = w.dep in ("amod", "compound") or w.tag == "JJ"
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

        def rank(s: Sense) -> tuple[int, int, int]:
            known = cast.world.entities.get(s.entity)
            term = known.term_on(day) if known and day else None
            in_text = 0 if s.entity in cast.actors else 1
            return (order[s.kind], in_text, term.distance(day) if term and day else 0)

        fitting.sort(key=rank)
    return fitting[0]


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


def _add_name(cast: Cast, first: int, last: int, sense: Sense) -> None:
    words = cast.parse.words
    text = cast.text(first, last)
    if sense.kind == "place":
        city = cast.world.cities.get(" ".join(atoms(text)))
        if city:
            for i in range(first, last + 1):
                cast.places[i] = city
                cast.place_spans[i] = (first, last)
            return
    actor = cast.actor(sense.entity)
    head = _head_of(words[first : last + 1])
    how = HOW[sense.kind]
    known = cast.world.entities[sense.entity]
    plural = sense.kind == "people" and head.tag in ("NNPS", "NNS")
    kind = sense.kind
    if known.kind == "person":
        first = _with_honorifics(cast, first)
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


def known_name(text: str) -> str:
    return re.sub(r"^[Tt]he\s+", "", re.sub(r"\s+", " ", text)).strip()


def _head_of(span: list[Word]) -> Word:
    inside = {w.i for w in span}
    for w in span:
        if (w.head.i not in inside or w.head is w) and w.dep not in ("punct", "case"):
            return w
    return span[-1]


def _with_honorifics(cast: Cast, first: int) -> int:
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


# people whom the tables lack ----------------------------------------------------------------------------------------
_NOT_NAMES = frozenset(
    [
        "summit",
        "declaration",
        "agreement",
        "treaty",
        "accord",
        "protocol",
        "province",
        "district",
        "street",
        "day",
        "week",
        "river",
    ]
)


def _person_spans(cast: Cast) -> list[tuple[int, int]]:
    """Runs of words that the model calls a person, not yet covered, without titles."""
    words = cast.parse.words
    spans: list[tuple[int, int]] = []
    i = 0
    n = len(words)
    while i < n:
        if words[i].ent != "PERSON" or i in cast.cover:
            i += 1
            continue
        j = i
        while j + 1 < n and words[j + 1].ent == "PERSON" and words[j + 1].sent == words[i].sent and (j + 1) not in cast.cover:
            j += 1
        a, b = i, j
        while a <= b and not (words[a].tag in ("NNP", "NNPS", "FW") or words[a].text[0].isupper()):
            a += 1
        while b >= a and (
            words[b].tag in ("POS", "HYPH", "''", ",", ":")
            or not any(c.isalpha() for c in words[b].text)
            or words[b].lower == "'s"
        ):
            b -= 1
        # A person's name runs on over capitals that the model left out ("Ahmed al-Sahhaf").
        while b + 1 < n and words[b + 1].sent == words[a].sent and (b + 1) not in cast.cover and _name_continues(words, b):
            b += 1
        if a <= b and not (cast.places.get(a) and a == b):
            spans.append((a, b))
        i = max(j, b) + 1
    return spans


def _name_continues(words: list[Word], b: int) -> bool:
    w, nxt = words[b], words[b + 1]
    if w.end == nxt.start and nxt.text == "-":
        return b + 2 < len(words) and words[b + 2].text[:1].isalpha() and nxt.end == words[b + 2].start
    if w.text == "-" and nxt.text[:1].isalpha() and w.end == nxt.start:
        return True  # "Han Ji-won", "al-Sahhaf"
    return (
        nxt.lower in ("al", "el", "bin", "ibn", "von", "van", "de")
        and b + 2 < len(words)
        and nxt.i + 1 < len(words)
        and words[b + 2].text[:1] in "-"
    ) or False


_OFFICE_TAIL = re.compile(
    r"(?:Minister|President|Secretary|Chancellor|Spokesman|Spokeswoman|Premier|Chairman|Ambassador|Envoy|Foreign|Defence|Defense|Prime|Commissioner|Governor|Mayor|Director|Leader)$"
)


def _new_people(cast: Cast) -> None:
    words = cast.parse.words
    singles: list[tuple[int, int]] = []
    for a, b in _person_spans(cast) + _titled_spans(cast):
        if any(i in cast.cover for i in range(a, b + 1)):
            continue
        marks = set()
        while a < b and (
            words[a].lower in HONORIFICS or _OFFICE_TAIL.search(words[a].text) or words[a].tag in ("JJ", "DT", "NN")
        ):
            marks.add(words[a].lower)
            a += 1
        if words[b].lower in _NOT_NAMES or words[a].lower in HONORIFICS:
            continue
        name = known_name(cast.text(a, b))
        if len(atoms(name)) < 2:
            if a > 0 and words[a - 1].lower.rstrip(".") in _COURTESY:
                singles.append((a, b))
            continue
        if not name[0].isupper():
            continue
        known = _same_person(cast, name)
        actor = cast.actor(known.id) if known else cast.new_person(name)
        if marks & FEMALE_MARKS:
            actor.gender = "f"
        elif marks & MALE_MARKS:
            actor.gender = "m"
        first = _with_honorifics(cast, a)
        cast.add(Mention(first, b, _head_of(words[a : b + 1]), (actor.id,), "name"))
    for a, b in singles:
        # "Mr. Solberg", never named in full: all that the text tells of him.
        surname = atoms(cast.text(a, b))[-1]
        if a not in cast.cover and not any(surname in atoms(person.name) for person in cast.persons()):
            actor = cast.new_person(known_name(cast.text(a, b)))
            title = words[a - 1].lower
            actor.gender = "f" if title in FEMALE_MARKS else "m" if title in MALE_MARKS else None
            cast.add(Mention(a - 1, b, words[b], (actor.id,), "name"))


_COURTESY = frozenset(["mr", "mrs", "ms", "miss", "dr", "gen", "col", "sir", "lord", "lady"])


def _titled_spans(cast: Cast) -> list[tuple[int, int]]:
    """Capitalised words right after an honorific or an office written as a title, which the model missed as a person."""
    words = cast.parse.words
    spans = []
    for w in words:
        owned = (
            w.tag == "POS" and w.i - 1 in cast.cover and cast.actors[cast.cover[w.i - 1].ids[0]].kind == "state"
        )  # "Sweden's X Y"
        if not owned and (
            not (w.text[0].isupper() and (w.lower in HONORIFICS or _OFFICE_TAIL.search(w.text))) or w.i in cast.cover
        ):
            continue
        a = w.i + 1
        b = a
        while (
            b < len(words)
            and words[b].sent == w.sent
            and b not in cast.cover
            and words[b].text[0].isupper()
            and words[b].tag in ("NNP", "NNPS", "FW")
        ):
            b += 1
        if owned and (b - a != 2 or words[a].ent in ("ORG", "FAC", "LOC", "EVENT", "LAW") or words[b - 1].dep == "compound"):
            continue
        if b > a and not any(_OFFICE_TAIL.search(words[i].text) or words[i].lower in HONORIFICS for i in range(a, b)):
            spans.append((a, b - 1))
    return spans


def _same_person(cast: Cast, name: str) -> Known | None:
    """Somebody of the tables with the same last and first name but other middle names or honorifics."""
    parts = atoms(name)
    for person in cast.world.surnames.get(parts[-1], ()):
        other = atoms(person.name)
        if len(other) >= 2 and other[0] == parts[0]:
            return person
    return None


# offices ------------------------------------------------------------------------------------------------------------
_MODIFIER_TAGS = frozenset({"JJ", "NN", "NNP", "NNPS", "NNS", "POS", "HYPH", "VBN", "JJS", "JJR", "CD", "FW", "RB"})
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
        "this",
        "that",
        "both",
        "my",
        "your",
        "these",
        "those",
        "another",
        "some",
        "all",
    }
)
_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your"})


def _singular(w: Word) -> str:
    if w.tag in ("NNS", "NNPS") and w.lower.endswith("s") and not w.lower.endswith("ss"):
        if w.lower.endswith("men"):
            return w.lower[:-3] + "man"
        if w.lower.endswith("ies"):
            return w.lower[:-3] + "y"
        return w.lower[:-1]
    return "spokesman" if w.lower == "spokesmen" else w.lower


def _office_phrases(cast: Cast, sentence: Sentence) -> list[OfficePhrase]:
    offices = load_offices()
    words = sentence.words
    lower = [plain(w.lower) for w in words]
    found: list[OfficePhrase] = []
    for k, w in enumerate(words):
        if w.pos not in ("NOUN", "PROPN", "ADJ") or (w.i in cast.cover and cast.cover[w.i].kind != "name"):
            continue
        if w.i in cast.cover and cast.cover[w.i].kind == "alias" and cast.actors[cast.cover[w.i].ids[0]].kind == "organization":
            continue
        if (
            w.i in cast.cover
            and cast.actors[cast.cover[w.i].ids[0]].is_person
            and w.lower not in ("president", "ayatollah", "king")
        ):
            continue
        single = _singular(w)
        hit = offices.read([*lower[max(0, k - 6) : k], single])
        if hit is None:
            continue
        office, size = hit
        if k >= 2 and size == 1 and (words[k - 1].i in cast.cover and cast.cover[words[k - 1].i].kind == "adjective"):
            # "the top Turkish diplomat": the demonym stands inside the office's name.
            j = k - 1
            while j > 0 and words[j].i in cast.cover and cast.cover[words[j].i].kind == "adjective":
                j -= 1
            wider = offices.read([*lower[max(0, j - 5) : j + 1], single])
            if wider is not None and wider[1] > 1:
                office, size = wider[0], wider[1] + (k - 1 - j)
        if office.name in ("military",) and w.text.islower() and single in ("general", "major", "private"):
            continue
        if w.pos == "ADJ" and w.dep == "amod":
            continue
        first, last = k - size + 1, k
        # A longer phrase that goes on ("secretary" of "Secretary of State") takes over when its turn comes.
        if found and found[-1].first >= words[first].i:
            found.pop()
        elif found and words[first].i <= found[-1].last:
            continue
        # The word modifies the next noun and is no office itself ("president's office", "minister level").
        left = first
        while left > 0 and _goes_left(cast, words[left - 1], words[left]):
            left -= 1
        phrase = OfficePhrase(
            words[first].i, words[last].i, words[left].i, words[last].i, office, w.tag in ("NNS", "NNPS") or single != w.lower
        )
        head = words[left].lower
        phrase.definite = head in ("the", "his", "her", "its", "their", "our", "my", "this", "that", "these", "both")
        if head in _POSSESSIVE:
            phrase.owner = words[left]
        states = [c for i in range(words[left].i, words[last].i) if (c := _acts_for(cast, i)) is not None]
        lowered = {x.lower for x in words[left:first]}
        phrase.former = bool(lowered & {"former", "ex", "ousted", "late", "outgoing", "then"} - {"outgoing", "then"})
        if any(x.tag == "POS" for x in words[left:first]) and states:
            phrase.definite = True
        k2 = last + 1
        if k2 < len(words) - 1 and lower[k2] in ("of", "for", "to", "at") and lower[k2 - 1] not in ("counterpart", "colleague"):
            right, more = _complement(cast, words, k2)
            if more:
                phrase.right = right
                states += more
        if states:
            phrase.country = states[0]
            phrase.countries = tuple(dict.fromkeys(states))
        found.append(phrase)
    return found


def _goes_left(cast: Cast, w: Word, right: Word) -> bool:
    if w.lower in _DETERMINERS:
        return right.lower not in _DETERMINERS
    if right.lower in _DETERMINERS and right.tag != "POS":
        return False
    m = cast.cover.get(w.i)
    if m is not None:
        actor = cast.actors[m.ids[0]]
        return not actor.is_person or right.lower in ("'s", "'", "’s", "’")
    if w.ent in ("DATE", "TIME") or (w.tag == "RB" and w.lower not in ("newly", "then")):
        return False
    return w.tag in _MODIFIER_TAGS


def _acts_for(cast: Cast, i: int) -> str | None:
    """The state (or else organisation or group) for which the actor named at this word acts."""
    m = cast.cover.get(i)
    if m is None or m.last != i:
        city = cast.places.get(i)
        return city.country if city and m is None else None
    actor = cast.actors[m.ids[0]]
    if actor.is_person:
        return None
    return actor.country or actor.id


def _complement(cast: Cast, words: list[Word], k: int) -> tuple[int, list[str]]:
    """States or organisations named right after "of": "of the Republic of Iraq", "of Iran and Turkey"."""
    states: list[str] = []
    right = words[k].i
    j = k + 1
    while j < len(words) and j - k < 16:
        w = words[j]
        m = cast.cover.get(w.i)
        nxt = words[j + 1] if j + 1 < len(words) else None
        if m is not None and m.first <= w.i:
            actor = cast.actors[m.ids[0]]
            if actor.is_person:
                break
            states.append(actor.country or actor.id)
            right = m.last
            j += m.last - w.i + 1
            continue
        if w.lower in (",", "and"):
            # A list of states goes on only when another one follows.
            ahead = [x.i for x in words[j + 1 : j + 4]]
            more = states and any(
                i in cast.cover and cast.cover[i].kind != "adjective" and not cast.actors[cast.cover[i].ids[0]].is_person
                for i in ahead
            )
            if not more and not (
                w.lower == "and"
                and nxt is not None
                and nxt.i not in cast.cover
                and nxt.lower in ("european", "external", "foreign", "security", "cooperation", "expatriates", "trade", "worship")
            ):
                break
        elif w.ent == "PERSON" and w.i not in cast.places and states:
            break
        elif w.tag in ("NN", "NNS", "NNP", "NNPS"):
            if states and w.tag in ("NNP", "NNPS") and words[j - 1].tag != "POS" and words[j - 1].pos != "ADJ":
                break
            right = w.i
        elif w.tag not in ("JJ", "POS", "DT", "HYPH", "VBN") and w.lower not in ("of", "for"):
            break
        j += 1
    return right, states


# an office and the name beside it -----------------------------------------------------------------------------------
def _link_name(cast: Cast, p: OfficePhrase) -> None:
    words = cast.parse.words
    if p.plural:
        _link_names(cast, p)
        return
    mention = _name_after(cast, p) or _name_before(cast, p) or _unseen_name(cast, p)
    if mention is None or p.name is not None:
        return
    actor = cast.actors[mention.ids[0]]
    p.name = mention
    tell(cast, actor, p)
    if mention.first > p.right:  # "President X": one stretch
        gap = mention.first - p.right
        if gap == 1:
            mention.first = p.left if words[p.left].lower not in _POSSESSIVE else mention.first
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
        if "/" in p.country:
            actor.parent = p.country
        else:
            actor.country = p.country


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
    if b < a or (b == a and not p.country) or words[a].text == "-" or words[b].text == "-" or words[b].lower in _NOT_NAMES:
        return None
    actor = cast.new_person(known_name(cast.text(a, b)))
    return cast.add(Mention(a, b, _head_of(words[a : b + 1]), (actor.id,), "name"))


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


# "Japan's Yoko Kamikawa", "Penny Wong of Australia" -----------------------------------------------------------------
def _owners_of_names(cast: Cast) -> None:
    words = cast.parse.words
    for m in list(cast.mentions):
        actor = cast.actors[m.ids[0]]
        if not actor.is_person or actor.country or actor.parent or m.kind != "name":
            continue
        i = m.first - 1
        if i >= 1 and words[i].tag == "POS" and (c := _acts_for(cast, i - 1)) is not None:
            _set_side(actor, c)
        elif i >= 0 and words[i].sent == words[m.first].sent and i in cast.cover and cast.cover[i].kind == "adjective":
            _set_side(actor, cast.side(cast.cover[i].ids[0]))
        j = m.last + 1
        if j + 1 < len(words) and words[j].lower == "of" and words[j].sent == words[m.last].sent:
            k = j + 2 if words[j + 1].lower == "the" else j + 1
            other = cast.cover.get(k)
            if other is not None and cast.actors[other.ids[0]].kind in ("state", "organization", "group"):
                _set_side(actor, cast.side(other.ids[0]))


def _set_side(actor: Actor, side: str) -> None:
    if "/" in side:
        actor.parent = side
    else:
        actor.country = side


# "the Forum", "the Union", "the Commission" --------------------------------------------------------------------------
def _short_organisations(cast: Cast) -> None:
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


# surnames -----------------------------------------------------------------------------------------------------------
def _surnames(cast: Cast, phrases: list[OfficePhrase]) -> None:
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
        elif w.ent in ("PERSON", "ORG", "GPE") and len(parts) == 1 and cast.day is not None and w.i not in cast.places:
            actor = _incumbent(cast, parts[0])
        if actor is None:
            continue
        first = _with_honorifics(cast, w.i)
        head = w
        m = Mention(first, w.i, head, (actor.id,), "name")
        cast.add(m)
        full.append(m)
        full.sort(key=lambda m: m.first)


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
