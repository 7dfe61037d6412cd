"""Office phrases: "the Turkish foreign minister", "a spokesman for the ministry", with the state they are of."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.offices import Office, load_offices
from communique.knowledge.world import plain
from communique.reading.actors import Cast, Mention
from communique.reading.words import Sentence, Word


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


POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your"})


# Offices that are written as part of a name.
TITLES = frozenset(
    {
        "president",
        "ayatollah",
        "king",
        "queen",
        "emir",
        "sultan",
        "pope",
        "ambassador",
        "chancellor",
        "premier",
        "senator",
        "governor",
    }
)


_SENT = frozenset({"ambassador", "envoy", "official"})


def _singular(w: Word) -> str:
    if w.tag in ("NNS", "NNPS") and w.lower.endswith("s") and not w.lower.endswith("ss"):
        if w.lower.endswith("men"):
            return w.lower[:-3] + "man"
        if w.lower.endswith("ies"):
            return w.lower[:-3] + "y"
        return w.lower[:-1]
    return "spokesman" if w.lower == "spokesmen" else w.lower


def office_phrases(cast: Cast, sentence: Sentence) -> list[OfficePhrase]:
    """The office phrases of a sentence in text order, each with its modifiers and the states named in it."""
    offices = load_offices()
    words = sentence.words
    lower = [plain(w.lower) for w in words]
    found: list[OfficePhrase] = []
    for k, w in enumerate(words):
        if w.pos not in ("NOUN", "PROPN", "ADJ") or (w.i in cast.cover and cast.cover[w.i].kind != "name"):
            continue
        if w.i in cast.cover and cast.cover[w.i].kind == "alias" and cast.actors[cast.cover[w.i].ids[0]].kind == "organization":
            continue
        if w.i in cast.cover and cast.actors[cast.cover[w.i].ids[0]].is_person and w.lower not in TITLES:
            continue
        single = _singular(w)
        hit = offices.read([*lower[max(0, k - 6) : k], single])
        if hit is None:
            continue
        office, size = hit
        bare = w.text[0].isupper() and (k == 0 or words[k - 1].lower not in _DETERMINERS)
        if office.state is not None and bare:
            continue  # Amy Pope is not the Pope
        if k >= 2 and size == 1 and _state_at(cast, words[k - 1]):
            # "the top Turkish diplomat", "the chief US diplomat": the state stands inside the office's name.
            j = k - 1
            while j > 0 and _state_at(cast, words[j]):
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
        plural = w.tag in ("NNS", "NNPS") or single != w.lower
        several = plural and office.name not in ("official", "spokesperson", "military")
        while left > 0 and (_goes_left(cast, words[left - 1], words[left]) or (several and _next_state(cast, words, left))):
            left -= 1
        phrase = OfficePhrase(words[first].i, words[last].i, words[left].i, words[last].i, office, plural)
        head = words[left].lower
        phrase.definite = head in ("the", "his", "her", "its", "their", "our", "my", "this", "that", "these", "both")
        if head in POSSESSIVE:
            phrase.owner = words[left]
        states = [c for i in range(words[left].i, words[last].i) if (c := acts_for(cast, i)) is not None]
        lowered = {x.lower for x in words[left:first]}
        phrase.former = bool(lowered & {"former", "ex", "ousted", "late", "outgoing", "then"} - {"outgoing", "then"})
        if any(x.tag == "POS" for x in words[left:first]) and states:
            phrase.definite = True
        k2 = last + 1
        # An ambassador is "to" a state; two ministers who are sent to one are not.
        links = (
            ("from",)
            if office.name == "counterpart"
            else ("of", "for", "at", "to")
            if office.name in _SENT
            else ("of", "for", "at")
        )
        if k2 < len(words) - 1 and lower[k2] in links:
            right, more = _complement(cast, words, k2)
            if more:
                phrase.right = right
                if office.name in _OF_STATES and _of_a_body(cast, words, k2, right):
                    phrase.office = office = offices.by_name["official"]
                # An ambassador to a state acts for another one.
                states += more if lower[k2] != "to" or office.name not in ("ambassador", "envoy") else []
        if office.state is not None:
            states = [office.state]
        if states:
            phrase.country = states[0]
            phrase.countries = tuple(dict.fromkeys(states))
        found.append(phrase)
    return found


# Whoever presides over a state; the same words are used of those who preside over its banks, parties and clubs.
_OF_STATES = frozenset({"head-of-state", "head-of-government", "leader", "monarch", "vice-president", "supreme-leader"})
_STATELY = frozenset(
    [
        "administration",
        "council",
        "country",
        "government",
        "junta",
        "kingdom",
        "military",
        "nation",
        "people",
        "regime",
        "republic",
        "revolution",
        "state",
        "transition",
        "union",
    ]
)


def _of_a_body(cast: Cast, words: list[Word], of: int, right: int) -> bool:
    """Whether "of Turkey's central bank" names a body of the state, and not the state itself."""
    inside = [w for w in words[of + 1 :] if w.i <= right]
    at = next((n for n, w in enumerate(inside) if w.i in cast.cover), None)
    if at is None:
        return False
    state = cast.cover[inside[at].i]
    rest = [w for w in inside[at:] if w.i > state.last]
    owned = bool(rest) and rest[0].tag == "POS"
    if state.kind != "adjective" and not owned:
        return False
    nouns = []
    for w in rest[owned:]:
        if w.tag not in ("JJ", "JJS", "NN", "NNS", "HYPH", "VBN") or w.i in cast.cover:
            break
        nouns.append(w)
    return bool(nouns) and nouns[-1].tag in ("NN", "NNS") and nouns[-1].lemma not in _STATELY


def _state_at(cast: Cast, w: Word) -> bool:
    """Whether a word is a state's adjective, or its name set before a noun."""
    m = cast.cover.get(w.i)
    return m is not None and (m.kind == "adjective" or (w.dep == "compound" and cast.actors[m.ids[0]].kind == "state"))


def _goes_left(cast: Cast, w: Word, right: Word) -> bool:
    if w.lower in _DETERMINERS:
        return right.lower not in _DETERMINERS
    if right.lower in _DETERMINERS and right.tag != "POS":
        return False
    m = cast.cover.get(w.i)
    if m is not None:
        actor = cast.actors[m.ids[0]]
        return not actor.is_person or right.lower in ("'s", "'", "’s", "’")
    if w.tag == "VBN" and w.dep not in ("amod", "compound", "nmod"):
        return False  # "had called Turkish President X"
    if w.ent in ("DATE", "TIME") or (w.tag == "RB" and w.lower not in ("newly", "then")):
        return False
    return w.tag in _MODIFIER_TAGS or w.lower in ("visiting", "outgoing", "incoming", "sitting", "acting")


def _next_state(cast: Cast, words: list[Word], left: int) -> bool:
    """Whether "and" or a comma stands before this word and joins two states: "the Kenyan, Ugandan and Rwandan presidents"."""
    joint = words[left - 1]
    if joint.lower == "," and words[left].lower == "and":
        return True  # the comma before the last "and"
    before = words[left - 2] if left >= 2 and words[left - 2].lower != "," else words[left - 3] if left >= 3 else None
    here = words[left] if words[left].lower != "and" else None
    return (
        joint.lower in ("and", ",")
        and before is not None
        and _names_state(cast, before)
        and (here is None or _names_state(cast, here))
    )


def _names_state(cast: Cast, w: Word) -> bool:
    """ "Norwegian", "US": a name in full stands for the state itself and begins no such list."""
    m = cast.cover.get(w.i)
    state = m is not None and m.last == w.i and cast.actors[m.ids[0]].kind == "state"
    return state and m is not None and (m.kind == "adjective" or w.text.isupper())


def acts_for(cast: Cast, i: int) -> str | None:
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
            # "of the Iranian and Turkish governments"
            more = more or (nxt is not None and _names_state(cast, words[j - 1]) and _names_state(cast, nxt))
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
