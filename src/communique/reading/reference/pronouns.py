"""Pronouns: the antecedent that agrees and stands out most."""

from __future__ import annotations

import re

from communique.reading import grammar
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.grammar import SUBJECTS
from communique.reading.reference.together import last_people
from communique.reading.words import Word

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = HE | SHE | IT | THEY


# What speaks for the person that has it.
_VOICES = frozenset({"office", "spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "lawyer", "secretary", "statement"})
# Organisations that are "they": the states that meet in them.
_CLUB = re.compile(r"(the )?([A-Z]\d+(\+\d)?|Quad|Quartet|Troika|Group of \w+)\b")
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


def resolve_pronoun(cast: Cast, w: Word) -> None:
    """Resolve a pronoun of the third person, or leave it when nobody agrees with it."""
    if w.lower in IT and (w.dep == "expl" or (w.dep.startswith("nsubj") and _impersonal(w)) or _what_was_said(w)):
        return
    found = _antecedent(cast, w)
    if not found and w.lower == "they" and w.dep in SUBJECTS:
        # "They also discussed ...": the two who met.
        recent = [m for m in cast.before(w.i, 80) if w.sent - m.head.sent <= 2]
        if len({cast.side(i) for m in recent for i in m.ids if cast.actors[i].is_person}) >= 2:
            found = last_people(cast, w.i, 2, None)
    if found:
        cast.add(Mention(w.i, w.i, w, found, "pronoun", "pronoun", len(found) > 1))
        open_ = cast.actors[found[0]].gender is None or (cast.actors[found[0]].gender_guessed and w.dep in SUBJECTS)
        if len(found) == 1 and open_ and (w.lower in HE or w.lower in SHE):
            cast.actors[found[0]].gender = "m" if w.lower in HE else "f"
            cast.actors[found[0]].gender_guessed = True


# What is denied, confirmed or called something is what was said or done, not who.
_OF_WORDS = frozenset(
    [
        "deny",
        "confirm",
        "reject",
        "accept",
        "dismiss",
        "say",
        "know",
        "call",
        "do",
        "admit",
        "acknowledge",
        "repeat",
        "describe",
        "hail",
    ]
)


def _what_was_said(w: Word) -> bool:
    return w.dep == "dobj" and w.head.lemma in _OF_WORDS


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
        a = cast.actors[m.ids[0]]
        if score is not None and a.gender_guessed and a.gender != ("m" if w.lower in HE else "f") and w.lower in HE | SHE:
            score -= 4 if w.dep in SUBJECTS else 8
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
    if w.tag != "PRP" or w.dep in SUBJECTS or w.lower in REFLEXIVE:
        return None
    clause = clause_of(w)
    subject = _subject_in(clause) if clause.pos == "VERB" else None
    m = cast.cover.get(subject.i) if subject is not None and subject is not w else None
    return m.ids if m is not None else None


def _subject_in(clause: Word) -> Word | None:
    """The subject of a clause; of a participle that modifies a noun ("the hospitality shown to him"), that noun."""
    return clause.head if clause.tag == "VBN" and clause.dep == "acl" else grammar.surface_subject(clause)


def _agrees(cast: Cast, w: Word, m: Mention) -> bool:
    a = cast.actors[m.ids[0]]
    person = a.is_person or (a.kind == "other" and a.noun != "institution" and a.office is not None)
    if w.lower in HE or w.lower in SHE:
        if not person or len(m.ids) > 1 or m.plural:
            return False
        return a.gender_guessed or a.gender in (None, "m" if w.lower in HE else "f")
    if w.lower in IT:
        return not person and len(m.ids) == 1 and not m.plural and m.kind != "people"
    if m.kind == "adjective":
        return False
    club = a.kind == "organization" and _CLUB.match(cast.text(m.first, m.last)) is not None
    return len(m.ids) > 1 or m.plural or a.kind == "group" or club or _conjoined(m)


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


def clause_of(w: Word) -> Word:
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
        clause = clause_of(w)
        if (
            w.tag == "PRP"
            and w.dep not in SUBJECTS
            and clause.pos == "VERB"
            and clause.dep in ("advcl", "xcomp", "acl", "conj")
            and w.lower not in REFLEXIVE
        ) and _subject_in(clause) is m.head:
            return None  # "Y, standing next to him": not Y
        same_clause = clause is clause_of(head)
        an_object = w.tag == "PRP" and w.dep not in SUBJECTS and w.dep != "pobj" and w.lower not in REFLEXIVE
        if same_clause and role in SUBJECTS and an_object:
            return None  # "X met him": not X
        if (
            same_clause
            and w.dep in SUBJECTS
            and role not in SUBJECTS
            and w.head.i > w.i
            and head.i < w.i
            and w.quoted != head.quoted
        ):
            return None
    score = 0.0
    if role == "poss" and head.head.lemma in _VOICES and head.head.dep in SUBJECTS and clause_of(w).under(head.head.head):
        score += 9  # "Barzani's office said he ..."
    elif role in SUBJECTS:
        score += 4
    elif role in ("dobj", "agent", "dative"):
        score += 2
    elif role == "poss":
        score += 1.5
    elif role == "pobj":
        score += 1
    if role in SUBJECTS and head.head.is_root:
        score += 1
    if role in SUBJECTS and head.head.dep in ("parataxis",):
        score += 2
    if m.kind == "adjective":
        score -= 2.5
    score -= 3.0 * far
    # Inside a sentence the nearer of two like candidates; a subject of the same or the governing clause above all.
    score -= 0.02 * (w.i - m.last)
    if far == 0 and role in SUBJECTS and (head.head is clause_of(w) or clause_of(w).under(head.head)):
        score += 2
    if far == 0 and w.tag == "PRP$" and role in SUBJECTS and grammar.surface_subject(clause_of(w)) is head:
        score += 1.5
    # What somebody says inside quotes is rarely the antecedent of a pronoun outside of them.
    if head.quoted and not w.quoted:
        score -= 4
    return score


def subject_before(cast: Cast, i: int) -> Actor | None:
    """The last single actor that was a subject before this word."""
    for m in cast.before(i, 60):
        if m.head.dep in SUBJECTS and len(m.ids) == 1:
            return cast.actors[m.ids[0]]
    return None
