"""Whether a verb of saying reports words that were said: not "did not say", "would tell", "to announce", "asked whether"."""

from __future__ import annotations

from communique.reading.grammar import SUBJECTS, is_passive
from communique.reading.words import Word

_MODALS = frozenset({"would", "could", "should", "might", "may", "must", "can", "ca", "will", "wo", "'ll", "'d", "shall"})
# Whoever does these in order to say something, says it: "took to Twitter to accuse", "went on to say".
_SAYS_BY = frozenset(
    ["go", "continue", "proceed", "hasten", "take", "use", "issue", "release", "send", "call", "phone", "hold", "rise", "write",
     "pause", "interrupt", "interject", "step", "return", "appear", "text", "telephone", "post", "join", "begin", "start"]
)  # fmt: skip
_NEVER = frozenset({"never", "hardly", "scarcely", "rarely", "seldom", "nor"})
_UNSAID = frozenset({"deny", "avoid", "refrain", "abstain", "shrink", "stop"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "noone"})
_PASSIVELY_TOLD = frozenset(["ask", "question", "tell", "quote", "describe", "inform", "brief"])


def reports(v: Word) -> bool:
    """Whether this use of a verb of saying reports a saying that took place."""
    if v.pos not in ("VERB", "AUX") and not v.tag.startswith("VB"):
        return False
    if v.dep in ("amod", "compound", "aux", "auxpass"):
        return False
    if v.dep == "acl" and v.tag == "VBN" and v.child("agent") is None and v.head.pos == "NOUN":
        return False  # "a message posted on X that ..."
    aux = {a.lower for a in v.all("aux", "auxpass")}
    if "'d" in aux and v.tag in ("VBN", "VBD"):
        aux = aux - {"'d"} | {"had"}
    if "would" in aux and any(c.lower in ("later", "eventually", "subsequently") and c.i < v.i for c in v.all("advmod")):
        aux -= {"would"}  # "would later say": it is told of the past
    if v.child("neg") is not None and v.lemma not in ("exclude",):
        return False
    adverbs = [c for h in (v, *v.all("aux")) for c in h.all("advmod", "cc", "preconj")]  # "rarely has X said": of "has"
    if any(c.lower in _NEVER or (c.lower == "longer" and c.child("neg", "advmod")) for c in adverbs):
        return False
    if v.tag == "VBG" and any(h.lemma in _UNSAID for h in (v.head, v.head.head) if v.dep in ("xcomp", "pcomp", "ccomp")):
        return False  # "denied saying", "refrained from saying"
    own = v.child("nsubj")
    if own is not None and any(a.lower in ("had", "should") and a.i < own.i for a in v.all("aux")):
        return False  # "Had she said so, we would leave."
    if aux & _MODALS or v.tag == "MD":
        return False
    if "to" in aux:
        return (
            v.dep in ("xcomp", "advcl")
            and v.head.lemma in _SAYS_BY
            and v.head.tag in ("VBD", "VBN", "VBZ", "VBG")
            and reports(v.head)
        )
    if v.tag == "VBG" and v.dep == "pcomp" and v.head.lower not in ("as", "by", "in", "after", "before", "for", "while"):
        return False  # "under questioning"
    if own is not None and (own.lower in _NOBODY or any(c.lower in ("no", "neither", "nor") for c in own.children)):
        return False
    if own is not None and own.lower == "that" and own.i == v.i - 1 and v.dep != "relcl":
        return False  # "That said, ..."
    if v.dep == "pcomp" and v.head.lower == "as" and v.head.head.lemma == "quote":
        return reports(v.head.head)
    if v.tag == "VB" and not aux & {"do", "does", "did"} and not (own is not None and own.i < v.i and v.dep == "ROOT"):
        # "helped explain"; a bare base form else is an order, a wish, or hangs on a modal.
        if v.dep == "conj" and v.head.tag == "VB":
            return v.head is not v and reports(v.head)
        return v.dep in ("xcomp", "ccomp") and v.head.lemma in ("go", "help", "hear") and reports(v.head)
    if (
        v.dep == "conj"
        and v.tag == v.head.tag in ("VB", "VBN", "VBG")
        and not aux
        and v.child(*SUBJECTS) is None
        and v.head.all("aux")
    ):
        return reports(v.head)
    if any(m.lower in ("if", "unless", "whether") for m in v.all("mark")):
        return False
    if v.lemma in _PASSIVELY_TOLD and v.tag == "VBN" and not v.all("auxpass") and v.dep in ("advcl", "acl", "dep"):
        return False  # "Asked whether ..."
    return not (v.dep == "relcl" and v.tag == "VBN" and not aux and own is None and not is_passive(v))
