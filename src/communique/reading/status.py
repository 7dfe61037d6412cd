"""Status: did it happen? Negated, future, hypothetical, ongoing or occurred, from a predicate's clause and what governs it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.reading.words import Word
from communique.records import Status

FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll", "gonna"})
MODAL = frozenset({"can", "could", "may", "might", "must", "should", "ought", "would", "'d", "ca"})
CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest"})


@dataclass(frozen=True, slots=True)
class Standing:
    """``modal`` is the modal verb, if any; ``condition`` says that the clause stands under or beside an "if"."""

    status: Status
    modal: str | None = None
    condition: bool = False
    within_condition: bool = False


def standing(v: Word, reported: bool = False) -> Standing:
    """How a predicate stands. For a noun or adjective give the verb that carries it."""
    chain = _auxiliaries(v)
    lows = {a.lower for a in chain}
    negated = _negated(v)
    within = _in_condition(v)
    condition = within or any(
        (
            c.dep == "advcl"
            and (any(m.lower in CONDITIONS for m in c.all("mark")) or (c.left == c.i and c.lower == "should") or _inverted(c))
        )
        or (c.dep == "mark" and c.lower in CONDITIONS)
        for c in v.children
    )
    modal = next((a.lower for a in chain if a.lower in MODAL), None)
    future = bool(lows & FUTURE) or _going_to(v)
    reported_future = modal in ("would", "'d")
    if negated:
        return Standing("negated", modal or ("will" if future else None), condition, within)
    if within:
        return Standing("hypothetical", modal, True, True)
    if future:
        return Standing("future", "will", condition)
    if reported_future:
        return Standing("hypothetical" if condition or not (reported or _reported(v)) else "future", "would", condition)
    if modal is not None:
        return Standing("hypothetical", modal, condition)
    if v.tag == "VBG" and any(a.lemma == "be" and a.tag in ("VBZ", "VBP", "VBD", "VBN", "VB") for a in chain):
        past = any(a.lower in ("was", "were") for a in chain)
        return Standing("ongoing" if not past or reported or _reported(v) else "occurred", None, condition)
    return Standing("occurred", None, condition)


def _auxiliaries(v: Word) -> list[Word]:
    chain = v.all("aux", "auxpass")
    if (not chain and v.dep == "conj" and v.head.pos in ("VERB", "AUX") and v.tag == v.head.tag) or (
        v.dep == "conj" and not chain and v.tag in ("VB", "VBN", "VBG")
    ):
        return _auxiliaries(v.head) if v.child("nsubj", "nsubjpass") is None and v.head is not v else chain
    return chain


def _negated(v: Word) -> bool:
    if v.child("neg") is not None or any(
        c.lower in ("never", "not", "n't", "no longer") and c.dep in ("advmod", "neg") for c in v.children
    ):
        return not any(c.lower == "only" for n in v.children if n.dep in ("neg", "preconj") for c in n.children)
    if any(
        p.dep == "prep"
        and o.lemma in ("circumstance", "condition", "account", "way", "time", "case")
        and o.child("det") is not None
        and any(x.lower == "no" for x in o.all("det"))
        for p in v.children
        for o in p.all("pobj")
    ):
        return True  # "under no circumstances", "on no account"
    for c in v.children:
        if c.dep in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            d.lower in ("no", "neither") and d.dep == "det" for d in c.children
        ):
            return True
        if c.dep in ("nsubj", "nsubjpass") and (
            c.lower in ("nobody", "none", "neither") or any(d.lower == "nor" and d.dep == "cc" for d in c.children)
        ):
            return True  # "neither Norway nor Chad attacked"
    if v.head.lemma in ("fail", "neglect", "avoid", "decline", "forbear") and v.dep == "xcomp":
        return True
    if any(
        c.lower in ("nobody", "none", "neither", "nothing", "nowhere")
        for c in v.children
        if c.dep in ("dobj", "preconj", "cc", "attr", "advmod")
    ):
        return True
    obj = v.child("dobj")
    if obj is not None and any(c.lower == "neither" and c.dep in ("preconj", "cc", "det") for c in obj.children):
        return True
    if any(c.lower in ("nearly", "almost") and c.dep == "advmod" for c in v.children):
        return True  # "nearly attacked": did not
    if v.dep in ("ccomp", "acl", "csubj") and v.head.lemma in (
        "true",
        "evidence",
        "sign",
        "proof",
        "indication",
        "question",
        "be",
    ):
        # "it is not true that ...", "there is no evidence that ..."
        above = v.head
        grounds = [above, *above.children, above.head, *(c for x in above.children for c in x.children)]
        about = any(g.lemma in ("true", "evidence", "sign", "proof", "indication", "question") for g in grounds)
        if about and any(g.lower in ("not", "n't", "no") for g in grounds):
            return True
    if v.dep == "pcomp" and v.head.lower == "without":
        return True
    return bool(v.dep == "xcomp" and v.head.lemma == "have" and any(c.lower == "yet" for c in v.head.children))


def _in_condition(v: Word) -> bool:
    w = v
    for _ in range(6):
        if any(m.lower in CONDITIONS for m in w.all("mark")) or (w.dep == "advcl" and _inverted(w)):
            return True
        if w.dep in ("ccomp", "relcl", "parataxis") or w.head is w:
            return False
        w = w.head
    return False


def _inverted(c: Word) -> bool:
    """ "Should La Paz withdraw ...", "Had the meeting gone ahead ..."."""
    aux = c.all("aux")
    subject = c.child("nsubj", "nsubjpass")
    return (
        bool(aux)
        and subject is not None
        and aux[0].i < subject.i
        and aux[0].lower in ("should", "had", "were")
        and c.dep == "advcl"
    )


def _going_to(v: Word) -> bool:
    """ "is to visit", "is going to", "is due to"."""
    if v.dep != "xcomp":
        return False
    if v.head.lemma == "be" and v.with_to and v.head.tag in ("VBZ", "VBP", "VBD", "VB"):
        return True
    return v.head.lemma == "go" and v.head.tag == "VBG"


def _reported(v: Word) -> bool:
    """Whether the clause stands under a verb of saying in the past: "said they would" is future, "were answering" ongoing."""
    w = v
    for _ in range(6):
        if w.head is w:
            return False
        if w.dep in ("ccomp", "parataxis", "advcl") and w.head.pos in ("VERB", "AUX"):
            return True
        w = w.head
    return False
