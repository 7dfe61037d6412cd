"""Modes that follow from what is asked or threatened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.events.draft import ASKED_MODE, Draft
from communique.reading.events.frames import through
from communique.reading.status import standing
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

_CEASE = frozenset(
    [
        "stop",
        "cease",
        "end",
        "halt",
        "refrain",
        "withdraw",
        "leave",
        "lift",
        "restrain",
        "release",
        "abandon",
        "drop",
        "avoid",
        "desist",
    ]
)


# What is asked of whoever is asked to give way, to help, to meet, to change: by the verb, else by a noun in what is asked.
_BY_VERB = {
    **dict.fromkeys(_CEASE | {"exercise", "reopen", "restore", "pull", "step", "free", "refuse"}, "yield"),
    **dict.fromkeys(["send", "provide", "help", "support", "give", "contribute", "assist", "fund", "join"], "assist"),
    **dict.fromkeys(["return", "come", "sit", "meet", "talk", "resume", "negotiate", "attend"], "meet"),
    **dict.fromkeys(["reform", "democratise", "democratize", "liberalise", "liberalize", "amend", "legislate"], "change"),
}
_BY_NOUN = {
    **dict.fromkeys(
        [
            "end",
            "halt",
            "withdrawal",
            "restraint",
            "release",
            "ceasefire",
            "cease-fire",
            "truce",
            "apology",
            "calm",
            "cessation",
            "stop",
            "de-escalation",
            "moderation",
        ],
        "yield",
    ),
    **dict.fromkeys(["help", "aid", "assistance", "support", "intervention", "cooperation"], "assist"),
    **dict.fromkeys(["talk", "dialogue", "negotiation", "meeting"], "meet"),
    **dict.fromkeys(["corruption", "constitution", "judiciary", "freedom", "democracy", "autonomy", "referendum"], "change"),
}


def asked_mode(coder: Coder, content: Draft | None, comp: Word | None, obj: Word | None) -> str | None:
    """The mode of REQUEST or REJECT that follows from what is asked: aid is assist, a retreat yield."""
    if comp is not None and comp.lemma in _CEASE:
        return "yield"
    if content is not None and content.status == "negated":
        return "yield"
    if content is not None and (mode := ASKED_MODE.get(content.type)) is not None:
        return mode
    if comp is not None and standing(comp).status == "negated":
        return "yield"
    if comp is not None and comp.lemma in _BY_VERB:
        return _BY_VERB[comp.lemma]
    head = comp or through(coder, obj)
    for noun in coder.parse.words[head.i : head.right + 1] if head is not None else []:
        if noun.pos == "NOUN" and noun.under(head or noun):
            if noun.lemma in coder.lexicon.classes["demand"]:
                return "change"
            if noun.lemma in _BY_NOUN:
                return _BY_NOUN[noun.lemma]
    return None


_TAKING = frozenset({"occupy", "annex", "capture", "conquer", "retake", "annexation", "occupation"})


def threat_mode(coder: Coder, content: Draft | None) -> list[str]:
    """The modes of THREATEN that follow from what is threatened."""
    if content is None:
        return []
    table = {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "restrict"}
    if content.type == "SANCTION" and "expel" in content.modes:
        return ["expel"]
    if content.type == "SANCTION" and (
        "withdraw" in content.modes
        or any(
            w.lemma in ("relation", "tie", "link", "contact")
            for w in coder.parse.words[content.word.left : content.word.right + 1]
        )
    ):
        return ["relations"]
    if (
        content.type in ("ASSAULT", "COERCE")
        and content.word.lemma in _TAKING
        and not coder.parties.animate(content.word.child("dobj") or content.word)
    ):
        return ["territory"]
    if content.type == "COERCE":
        return ["arrest"] if "arrest" in content.modes else ["ban"] if "ban" in content.modes else ["restrict"]
    mode = table.get(content.type)
    return [mode] if mode else []
