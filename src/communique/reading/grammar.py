"""Argument structure: the subject, object and prepositional phrases of a predicate, wherever the sentence puts them.

Active and passive, coordination, control and raising ("agreed to send"), participles, relatives, reduced relatives ("the plan
drawn up by ..."), prepositional phrases hung on the verb or on its object. Everything here reads the tree alone.
"""

from __future__ import annotations

from communique.reading.words import Word

SUBJECT = ("nsubj", "csubj")
PASSIVE_SUBJECT = ("nsubjpass", "csubjpass")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVE = frozenset({"who", "which", "that", "whom"})


def is_passive(v: Word) -> bool:
    """Whether a verb form is passive: "was sent", or a participle that modifies a noun ("troops sent to ...")."""
    if v.child(*PASSIVE_SUBJECT) is not None or v.child("auxpass") is not None:
        return True
    if v.tag == "VBN" and v.dep == "acl":
        return True
    if v.tag == "VBN" and v.dep == "conj" and not v.all("aux", "auxpass", *SUBJECT):
        return is_passive(v.head)
    return v.tag == "VBN" and v.child("agent") is not None


def agent(v: Word) -> Word | None:
    """The noun after "by" of a passive."""
    a = v.child("agent")
    if a is None:
        kept = v.child("dobj")
        nouns = [*(o for p in v.all("prep", "dative") for o in p.all("pobj")), *([kept] if kept is not None else [])]
        # "were admitted to two sites by Iran": whichever noun the parser hung the "by" on.
        a = next((p for p in (*v.all("prep"), *(p for n in nouns for p in n.all("prep"))) if p.lower == "by"), None)
    return a.child("pobj") if a is not None else None


def antecedent(w: Word, verb: Word) -> Word:
    """The noun that a relative pronoun stands for."""
    if w.lower in RELATIVE and verb.dep == "relcl":
        return verb.head
    return w


def surface_subject(v: Word) -> Word | None:
    """The grammatical subject of a verb's own clause, or of the clause it is coordinated with or controlled from."""
    w = v
    if v.tag == "VB" and v.dep in ("advcl", "relcl", "acl") and (first := first_to(v)) is not None:
        return first
    for _ in range(8):
        own = w.child(*SUBJECT, *PASSIVE_SUBJECT)
        if own is not None and own.lower != "there":
            return antecedent(own, w)
        head = w.head
        if head is w:
            return None
        if w.dep == "relcl":
            return None
        if w.dep == "acl":
            # "an offer to send": the subject of the clause in which the noun stands, or the noun's owner.
            if w.tag == "VBG":
                return head
            noun = head
            owner = noun.child("poss")
            if owner is not None:
                return owner
            w = _verb_above(noun) or noun
            if w is noun:
                return None
            continue
        if w.dep in ("conj", "advcl", "dep", "parataxis") and head.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
            if w.dep == "conj" and head.pos in ("NOUN", "PROPN"):
                return None
            w = head
            continue
        if w.dep == "acomp":
            w = head  # "is due to arrive"
            continue
        if w.dep == "xcomp":
            obj = head.child("dobj")
            # Object control ("urged Chad to leave", "accused Chad of ..."): the object acts.
            if (
                obj is not None
                and obj.i < w.i
                and head.lemma not in ("promise", "use", "take", "have", "threaten", "need", "spend")
            ):
                return obj
            if head.lemma in ("call", "appeal") and (on := preposition(head, ("on", "upon", "to"))) is not None:
                return on
            if is_passive(head):
                return head.child(*PASSIVE_SUBJECT)
            w = head
            continue
        if w.dep == "pcomp":
            prep = head
            governor = prep.head
            if governor.pos in ("VERB", "AUX"):
                obj = governor.child("dobj")
                if obj is not None and obj.i < w.i and prep.lower in ("of", "for", "from", "into", "against"):
                    return obj
                w = governor
                continue
            if governor.pos in ("NOUN", "PROPN"):
                owner = governor.child("poss")
                if owner is not None:
                    return owner
                above = _verb_above(governor)
                if above is None:
                    return None
                obj = above.child("dobj")
                w = above
                continue
            return None
        if w.dep == "ccomp" and w.tag in ("VB", "VBG") and w.with_to:
            w = head
            continue
        return None
    return None


_RANKS = frozenset({"first", "second", "third", "latest", "last", "only"})


def first_to(v: Word) -> Word | None:
    """Who became "the first country to" do something: the subject of the becoming, when an infinitive stands so."""
    noun = v.head if v.head.pos in ("NOUN", "PROPN", "ADJ") else v.head.child("attr")
    verb = noun.head if noun is not None and noun.dep == "attr" else v.head
    if noun is None or verb.lemma not in ("be", "become") or verb.child("neg") is not None:
        return None
    return verb.child("nsubj") if noun.lower in _RANKS or any(c.lower in _RANKS for c in noun.children) else None


def _verb_above(w: Word) -> Word | None:
    for a in w.ancestors():
        if a.pos in ("VERB", "AUX"):
            return a
    return None


def actor_word(v: Word) -> Word | None:
    """Who does it: the subject of an active verb, the "by" phrase of a passive."""
    if is_passive(v):
        return agent(v)
    if v.dep == "acl" and v.tag == "VBG":
        return v.head
    return surface_subject(v)


_ORDERING = frozenset({"order", "instruct", "command", "direct"})


def object_word(v: Word) -> Word | None:
    """To whom or what it is done: the object of an active verb, the subject of a passive, the noun a participle modifies."""
    if is_passive(v):
        own = v.child(*PASSIVE_SUBJECT)
        if own is not None:
            return v.child("dobj") or antecedent(own, v)  # "Chad was given a loan": the loan
        if v.dep == "acl":
            return v.head
        if v.dep in ("conj", "xcomp", "advcl"):
            return surface_subject(v)
        return None
    own = v.child("dobj")
    if own is not None:
        return antecedent(own, v) if own.lower in RELATIVE else own
    if v.dep == "relcl" and v.child(*SUBJECT) is not None and (v.child(*SUBJECT) or v).lower not in RELATIVE:
        # "the office which the South had paid for": the relative's noun, when nothing else fills the place.
        return v.head
    if v.dep == "conj" and v.head.pos == "VERB" and v.child(*SUBJECT) is None:
        # "train and arm groups": the object after the last verb belongs to both; seen from the first one.
        return None
    if v.lemma in _ORDERING and (told := v.child("xcomp", "ccomp")) is not None and told.with_to:
        return told.child(*SUBJECT)  # "ordered them to leave": the parse may hang them on either verb
    for c in v.children:
        if (
            c.dep == "conj"
            and c.pos == "VERB"
            and c.child(*SUBJECT) is None
            and v.child("prep", "xcomp", "ccomp", "advmod") is None
        ):
            return c.child("dobj")
    return None


def joined(v: Word) -> Word | None:
    """The "join" of "Norway joined Sweden in condemning ...": both do what the gerund says."""
    if v.dep != "pcomp" or v.head.lower != "in":
        return None
    above = v.head.head
    above = above.head if above.dep == "dobj" else above  # the parse may hang "in" on either
    return above if above.lemma == "join" else None


def preposition(w: Word, names: tuple[str, ...], obj: Word | None = None) -> Word | None:
    """The noun after one of these prepositions, hung on the predicate, its particle or its object."""
    for holder in (w, obj):
        if holder is None:
            continue
        for p in holder.children:
            if p.dep in ("prep", "dative", "agent", "prt", "advmod") and p.lower in names:
                found = p.child("pobj")
                if found is not None:
                    return found
                for q in p.all("prep"):  # "out of", "away from"
                    inner = q.child("pobj")
                    if inner is not None:
                        return inner
            elif p.dep in ("prep", "prt", "advmod") and p.lower in (
                "out",
                "away",
                "up",
                "together",
                "along",
                "back",
                "ahead",
                "due",
                "because",
            ):
                for q in p.all("prep"):
                    if q.lower in names and (inner := q.child("pobj")) is not None:
                        return inner
            elif p.dep == "prep":
                # "with effect from", "in talks with": one level down, through a noun without parties of its own.
                noun = p.child("pobj")
                if noun is not None and holder is w and noun.pos == "NOUN" and noun.ent == "":
                    for q in noun.all("prep"):
                        if (
                            q.lower in names
                            and q.lower in ("with", "to", "against", "between", "from")
                            and (inner := q.child("pobj")) is not None
                        ):
                            return inner
    return None


def coordinated(w: Word) -> list[Word]:
    """A word and everything coordinated with it, in text order."""
    out: list[Word] = []
    todo = [w]
    while todo:
        word = todo.pop()
        out.append(word)
        todo += [c for c in word.children if c.dep == "conj" and c.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X")]
    return sorted(out, key=lambda word: word.i)


def complement(v: Word) -> Word | None:
    """The clause that a predicate takes: an infinitive, a that-clause, a gerund after its preposition."""
    for dep in ("xcomp", "ccomp"):
        c = v.child(dep)
        if c is not None and c.pos in ("VERB", "AUX", "ADJ", "NOUN"):
            return c
    for c in v.children:
        if c.dep in ("advcl", "acl", "relcl") and c.i > v.i and c.tag == "VB" and c.with_to:
            return c
    for p in v.children:
        if p.dep in ("prep", "prt"):
            c = p.child("pcomp")
            if c is not None:
                return c
    if v.pos == "NOUN":
        for c in v.children:
            if c.dep in ("acl", "ccomp", "relcl") and c.i > v.i and any(m.lower == "that" for m in c.all("mark")):
                return c  # "the claim that ..."
    obj = v.child("dobj")
    if obj is not None:
        for p in obj.all("prep"):
            c = p.child("pcomp")
            if c is not None and p.lower == "of":
                return c  # "accused both sides of using ..."
        for c in obj.children:
            if c.dep in ("acl", "relcl") and c.tag == "VB" and c.with_to:
                return c
            if c.dep == "prep" and (inner := c.child("pcomp")) is not None:
                return inner  # "interest in buying"
    for p in v.all("prep", "prt"):
        pobj = p.child("pobj")
        if pobj is not None:
            for c in pobj.children:
                if c.dep in ("acl", "relcl") and c.tag == "VB" and c.with_to:
                    return c
    return None


def clause_verb(w: Word) -> Word:
    """The verb that governs a word most closely, or the root when none does."""
    for a in w.ancestors():
        if a.pos in ("VERB", "AUX"):
            return a
    return w
