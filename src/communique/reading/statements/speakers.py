"""Speakers and addressees of a cue: nobody rather than a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.reading.actors import Actor
from communique.reading.people import animate
from communique.reading.statements.said import Piece
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

# Of these the subject of the passive is who is told, or who is quoted.
_PASSIVE_OF_WHOM = frozenset({"quote", "ask", "tell", "inform", "brief", "warn", "remind", "assure"})


def subject_of(finder: Finder, v: Word) -> Word | None:
    """The one who speaks: the subject, or that of the verb this one hangs on (participles, coordination, infinitives)."""
    found = inverted(finder, v) or _by_grammar(finder, v)
    if _before_a_parenthesis(finder, v) and (found is None or found not in v.children or is_thing(finder, found)):
        return _across_parentheses(finder, v) or found
    return found


def _by_grammar(finder: Finder, v: Word) -> Word | None:
    w = v
    for _ in range(6):
        if w is not v and w.lemma == "quote":  # "was quoted by the paper as saying", "the paper quoted him as saying"
            return w.child("nsubjpass") or w.child("dobj") or w.child("nsubj")
        agent = w.child("agent")
        if agent is not None and w.tag == "VBN":
            pobj = agent.child("pobj")
            if pobj is not None:
                return pobj
        passive = w.child("nsubjpass")
        if passive is not None and w is v and v.lemma not in _PASSIVE_OF_WHOM:
            return None
        if w is not v and w.quoted:
            # The parser hung the clause on the quote: the saying beside it has the subject.
            saying = next(
                (c for c in w.children if not c.quoted and c.pos == "VERB" and c.child("nsubj") is not None and c is not v),
                None,
            )
            if saying is not None:
                return saying.child("nsubj")
            # ... or on a fragment inside the sentence: what is outside goes on from the verb before the quote.
            outer = next((a for a in w.ancestors() if not a.quoted and a.pos == "VERB" and a.i < w.i), None)
            if outer is None:
                return None
            w = outer
            continue
        subject = _nearest(finder, w) or (passive if w is not v or v.lemma == "quote" else None)
        if (
            w is not v
            and v.dep == "conj"
            and w.dep == "advcl"
            and w.head.i < w.i
            and w.head.tag == v.tag
            and w.child("mark") is not None
        ):
            w = w.head  # "blamed the heat, although it was cool, and later cited ..."
            continue
        if w is not v and v.dep == "conj" and subject is not None and is_thing(finder, subject):
            # "China said the crisis was an internal affair and called on others": no affair calls.
            said = next((a for a in [w, *w.ancestors()] if a.dep == "ccomp" and a.head.lemma in finder.cues.frames), None)
            if said is not None and said.head is not v:
                w = said.head
                continue
        if subject is not None and not (w is not v and v.tag == "VBG" and w.dep == "advcl" and is_thing(finder, subject)):
            if subject.lower in ("who", "which", "that") and w.dep == "relcl":
                return _named(finder, w.head)
            return subject if subject.lower != "what" else None
        if subject is None and w.tag in ("VBD", "VBZ", "VBP"):
            # "The memo, dated Friday, warned", "he wrote ..., stressed ... and asked": its subject hangs on the verb before.
            before = next((c for c in w.children if c.dep in ("ccomp", "advcl", "csubj") and c.i < w.i and not c.quoted), None)
            found = _nearest(finder, before) or before.child("nsubjpass") if before is not None else None
            if found is not None and w.child("nsubj", "nsubjpass", "expl") is None:
                return found
            if w is not v and _before_a_parenthesis(finder, w):
                return _across_parentheses(finder, w)
        if w.dep == "relcl" or (w.dep == "acl" and (w.tag == "VBG" or (w.tag == "VBN" and w.head.pos == "PROPN"))):
            return _named(finder, w.head)
        if w.dep not in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "dep", "parataxis") or w.head is w:
            return None
        w = _teller(finder, w) if w is v else w.head
        while w.pos in ("ADP", "SCONJ") and w.head is not w:
            w = w.head
    return None


def _named(finder: Finder, w: Word) -> Word:
    """Whom an apposition names: "the governor, an engineer who describes himself as ..." is the governor."""
    while w.dep == "appos" and w.head.i in finder.cast.cover and w.head.pos in ("NOUN", "PROPN"):
        w = w.head
    return w


def _nearest(finder: Finder, w: Word) -> Word | None:
    """The subject of a verb. Of two, one inside a quote is a word of what is said ("Norway," said X, "has attacked us"), and one
    right before the verb goes before a label ("UPDATE: The campaign says")."""
    subjects = [c for c in w.all("nsubj") if not c.quoted] or w.all("nsubj", "csubj")
    if (
        len(subjects) > 1
        and subjects[-1].i < w.i
        and all(x.pos != "PUNCT" for x in finder.parse.words[subjects[-1].right + 1 :][:1])
    ):
        return subjects[-1]
    return subjects[0] if subjects else None


def inverted(finder: Finder, v: Word) -> Word | None:
    """'"...," noted economist X', '"...," read a statement': after a quote, what looks like the object is who speaks."""
    if v.i == 0 or v.child("nsubj", "nsubjpass") is not None or not v.tag.startswith("VB"):
        return None
    before = finder.parse.words[v.i - 1]
    obj = v.child("dobj", "attr", "oprd")
    closed = finder.has_quote(v)
    clause = before.text == "," and v.child("ccomp") is not None and v.children[0].i < v.i and v.children[0].dep == "ccomp"
    if obj is None or v.i > obj.i or obj.left != v.i + 1:
        return None
    speaks = not is_thing(finder, obj) or finder.is_paper(obj)
    return obj if speaks and (closed or clause) else None


def _before_a_parenthesis(finder: Finder, v: Word) -> bool:
    """Whether a finite verb stands after the comma that ends an apposition or a relative: its subject may be lost on the way."""
    if v.tag not in ("VBD", "VBZ", "VBP", "VBN") or v.dep in ("relcl", "acl"):
        return False
    k = v.i - 1
    words = finder.parse.words
    while k >= 0 and (words[k].pos in ("ADV", "AUX") and words[k].sent == v.sent):
        k -= 1
    return k > 0 and words[k].text == "," and words[k].sent == v.sent and not words[k].quoted


def _across_parentheses(finder: Finder, v: Word) -> Word | None:
    """The name or noun before ", 52, whose sons are in prison," that the verb after it belongs to."""
    words = finder.parse.words
    first = finder.parse.sentences[v.sent].words[0].i
    parts: list[list[Word]] = [[]]
    for k in range(first, v.i):
        if words[k].text == ",":
            parts.append([])
        elif words[k].pos != "PUNCT":
            parts[-1].append(words[k])
    while parts and not parts[-1]:
        parts.pop()
    parts = parts[:-1] if parts and parts[-1][0].pos in ("ADV", "AUX") and len(parts[-1]) <= 2 else parts
    for part in reversed(parts):
        if not part or part[0].tag in ("VBN", "VBD", "VBG", "WP", "WP$", "WDT", "WRB", "CD", "IN", "CC", "TO"):
            continue
        heads = [w for w in part if w.head not in part and w.pos in ("PROPN", "NOUN", "PRON")] or [
            w for w in part if w.pos == "PROPN"
        ]
        if heads and not any(w.tag in ("VBD", "VBZ", "VBP", "MD") and w.i < heads[-1].i for w in part):
            return heads[0] if heads[0].pos == "PROPN" or not is_thing(finder, heads[0]) or finder.is_paper(heads[0]) else None
    return None


def _teller(finder: Finder, v: Word) -> Word:
    """The verb whose subject a second saying shares: in "said Turkey would go on, adding that" and in "conceded the state had
    prosecuted no one but insisted that" it is not the one of the clause that is said."""
    w = v.head
    comma = v.left > 0 and finder.parse.words[v.left - 1].pos == "PUNCT"
    if v.tag == "VBG" and v.dep == "advcl" and comma:
        for a in [w, *w.ancestors()]:
            if a.lemma in finder.cues.frames and a.tag in ("VBD", "VBZ", "VBP") and not a.quoted and a.i < v.i:
                return a
        return w
    said = next((a for a in [w, *w.ancestors()] if a.dep == "ccomp" and a.head.lemma in finder.cues.frames), None)
    if said is None or said.head.quoted or said.i < said.head.i:
        return w
    k = v.i - 1
    while k > 0 and finder.parse.words[k].pos in ("ADV", "AUX", "CCONJ"):
        k -= 1
    if v.dep == "conj" and _finite(v) == _finite(said.head) and (_finite(w) != _finite(v) or finder.parse.words[k].text == ","):
        return said.head
    return w


def _finite(v: Word) -> str:
    aux = v.all("aux")
    return aux[0].tag if aux else v.tag


def speaker_of(finder: Finder, subject: Word | None, v: Word) -> tuple[tuple[str, ...], Piece | None]:
    """Who speaks for a cue's subject, and the range that names them."""
    if subject is None:
        return (), None
    cast = finder.cast
    if subject.lower in ("he", "she", "it", "they"):
        if subject.lower == "it" and v.child("nsubjpass") is subject:
            return (), None
        m = cast.cover.get(subject.i)
        told = m.ids if m is not None else ()
        last = finder.last
        if last is not None and last.speakers and finder.parse.sentences[last.sentence].block == v.block:
            # Who was described in the sentence before goes on: "Her office said ... "...," it added."
            described = last.speakers[0].startswith("other/")
            if (subject.lower == "it" and described) or (not told and (described or subject.lower != "it")):
                told = last.speakers
        return told, (subject.start, subject.end)
    if subject.quoted:
        return (), None
    if subject.lower == "both" and subject.i not in cast.cover:
        people = [i for m in cast.before(subject.i, 80) for i in m.ids if cast.actors[i].is_person]
        pair = tuple(dict.fromkeys(people))[:2]
        return (pair[::-1] if len(pair) == 2 else ()), (subject.start, subject.end)
    if finder.is_paper(subject) and subject.dep == "dobj" and not subject.under(v) and owner_of(finder, subject) is None:
        sender = _nearest(finder, subject.head)  # "sent the ministry a letter asking for ..."
        if sender is not None and sender is not subject:
            return speaker_of(finder, sender, v)
    if (named := _just_named(finder, subject)) is not None:
        return named, (finder.parse.words[subject.left].start, subject.end)
    ids: list[str] = []
    todo = [subject]
    while todo:
        w = todo.pop(0)
        ids += [i for i in who(finder, w, strict=v.lower == "according") if i not in ids]
        todo += w.all("conj")
    lo, hi = subject.i, subject.i
    m = cast.cover.get(subject.i)
    if m is not None:
        lo, hi = min(lo, m.first), max(hi, m.last)
    words = finder.parse.words
    return tuple(ids), (words[lo].start, words[hi].end)


# Of these somebody else speaks for the one just named.
_SPEAKS_FOR = re.compile(
    r"spokes\w+|official|source|aide|adviser|advisor|staffer|lawyer|attorney|reporter|witness|other|man|woman|one|friend"
)


def _just_named(finder: Finder, w: Word) -> tuple[str, ...] | None:
    """Whom "the professor" stands for, of whom no table knows the office: the only person named in this sentence or before it."""
    if w.pos != "NOUN" or w.tag != "NN" or w.i in finder.cast.cover or not animate(w) or _SPEAKS_FOR.fullmatch(w.lemma):
        return None
    if [c.lower for c in w.all("det")] != ["the"] or w.child(
        "prep", "relcl", "acl", "appos", "poss", "conj", "compound"
    ) is not None:
        return None
    block = finder.parse.sentences[w.sent].block
    people: dict[str, None] = {}
    for m in finder.cast.before(w.i, 60):
        if w.sent - m.head.sent > 2 or finder.parse.sentences[m.head.sent].block < block - 1:
            break
        people.update((i, None) for i in m.ids if finder.cast.actors[i].is_person)
    return tuple(people) if len(people) == 1 else None


def who(finder: Finder, w: Word, *, strict: bool = False) -> tuple[str, ...]:
    """The actors that a noun stands for as a speaker; ``strict``: of nouns in no table only those that name people."""
    cast, nouns = finder.cast, finder.cues.nouns
    m = cast.cover.get(w.i)
    if m is not None and m.kind == "adjective":
        m = None
    # "Barzani's office", "the ministry's spokeswoman, X": an apposed name speaks.
    for ap in w.all("appos"):
        am = cast.cover.get(ap.i)
        if am is not None and cast.actors[am.ids[0]].is_person:
            return am.ids
    if m is not None:
        return m.ids
    if w.lemma in nouns["document"]:
        owner = owner_of(finder, w)
        return (owner.id,) if owner is not None else ()
    if w.pos in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON") and (
        w.lemma in nouns["body"] or animate(w) or (w.ent in ("PERSON", "ORG", "NORP") and w.pos == "PROPN")
    ):
        return (_described(finder, w),)
    if w.pos == "NOUN" and w.dep in ("nsubj", "pobj", "dobj", "appos") and not strict and not is_thing(finder, w):
        return (_described(finder, w),)
    return ()


# Nouns of acts and qualities by their endings; what is left of nouns that "say" something are people of some trade.
_ABSTRACT = re.compile(r"\w{2,}(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|ing|age|ure|dom|acy|ics|logy|graphy|thing|day)$")


def is_thing(finder: Finder, w: Word) -> bool:
    """Whether a noun names what cannot speak: an act, a quality, a thing."""
    if w.lemma in finder.cues.nouns["body"] or animate(w):
        return False
    return (
        w.lemma in finder.cues.nouns["thing"]
        or w.lemma in finder.cues.nouns["document"]
        or w.ent in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "WORK_OF_ART", "LAW", "EVENT", "FAC")
        or _ABSTRACT.fullmatch(w.lemma) is not None
    )


def owner_of(finder: Finder, w: Word) -> Actor | None:
    """Whose a paper, an office or a claim is: its possessive, adjective, "of", "from" or "by"."""
    for c in w.children:
        if c.dep in ("poss", "amod", "compound", "nmod"):
            m = finder.cast.cover.get(c.i)
            if m is not None:
                return finder.cast.actors[m.ids[0]]
    for p in w.all("prep"):
        if p.lower in ("of", "from", "by"):
            for o in p.all("pobj"):
                m = finder.cast.cover.get(o.i)
                if m is not None:
                    return finder.cast.actors[m.ids[0]]
                inner = owner_of(finder, o)
                if inner is not None:
                    return inner
    return None


def _at_home(finder: Finder, w: Word) -> Actor | None:
    """The state of "miners in Norway"."""
    for p in w.all("prep"):
        m = finder.cast.cover.get(o.i) if p.lower == "in" and (o := p.child("pobj")) is not None else None
        if m is not None and finder.cast.actors[m.ids[0]].kind == "state":
            return finder.cast.actors[m.ids[0]]
    return None


def _described(finder: Finder, w: Word) -> str:
    """An unnamed speaker: "a cabinet source", "residents", "Barzani's office", "a member of his delegation"."""
    words = finder.parse.words
    left = w.i
    for c in w.children:
        if c.i < w.i and c.dep in ("compound", "amod", "poss", "nmod", "nummod", "det"):
            left = min(left, c.left)
    while left < w.i and words[left].lower in ("the", "a", "an", "some", "one", "two", "several", "many", "most", "another"):
        left += 1
    right = w.i
    for c in w.children:
        if c.dep == "prep" and c.lower == "of" and c.right - w.i <= 5 and words[c.right].lower not in ("whom", "which"):
            right = c.right
    owner = owner_of(finder, w) or _at_home(finder, w)
    name = finder.cast.text(left, right)
    if words[left].tag == "PRP$" and owner is not None:
        name = f"{owner.name}'s {finder.cast.text(left + 1, right)}" if left < right or left + 1 <= right else name
    return finder.describe(" ".join(name.split()), w, left, owner)


def addressees_of(finder: Finder, v: Word) -> tuple[str, ...]:
    """To whom something is said: the object or the "to" of the cue."""
    ids: list[str] = []
    heads = [c for c in v.children if c.dep in ("dobj", "dative") and v.lemma in finder.cues.nouns["addressing"]]
    heads += [o for p in v.all("prep", "dative") if p.lower in ("to", "on", "upon") for o in p.all("pobj")]
    for h in heads:
        todo = [h]
        while todo:
            w = todo.pop(0)
            m = finder.cast.cover.get(w.i)
            if m is not None and m.kind != "adjective":
                ids += [i for i in m.ids if i not in ids]
            todo += w.all("conj")
    return tuple(ids)
