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


def asked_mode(coder: Coder, content: Draft | None, comp: Word | None, obj: Word | None) -> str | None:
    """The mode of REQUEST or REJECT that follows from what is asked: aid is assist, a retreat yield."""
    if comp is not None and comp.lemma in _CEASE:
        return "yield"
    if content is not None:
        if content.status == "negated":
            return "yield"
        return ASKED_MODE.get(content.type)
    if comp is not None:
        if (
            comp.lemma
            in (
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
                "exercise",
                "abandon",
                "drop",
                "avoid",
                "show",
            )
            or standing(comp).status == "negated"
        ):
            return "yield"
        if comp.lemma in ("send", "provide", "help", "support", "give", "contribute"):
            return "assist"
        if comp.lemma in ("return", "come", "sit", "meet", "talk", "resume", "negotiate"):
            return "meet"
    noun = through(coder, obj)
    if noun is not None:
        if noun.lemma in (
            "end",
            "halt",
            "withdrawal",
            "restraint",
            "release",
            "ceasefire",
            "apology",
            "calm",
            "cessation",
            "stop",
            "de-escalation",
        ):
            return "yield"
        if noun.lemma in ("help", "aid", "assistance", "support", "intervention", "cooperation"):
            return "assist"
        if noun.lemma in ("talk", "dialogue", "negotiation", "meeting"):
            return "meet"
        if noun.lemma in coder.lexicon.classes["demand"]:
            return "change"
    return None


def threat_mode(coder: Coder, content: Draft | None) -> list[str]:
    """The modes of THREATEN that follow from what is threatened."""
    if content is None:
        return []
    table = {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "restrict"}
    if content.type == "SANCTION" and "expel" in content.modes:
        return ["expel"]
    if content.type == "SANCTION" and set(content.modes) & {"withdraw", "discontinue"}:
        return ["relations"]
    if content.type == "COERCE" and "arrest" in content.modes:
        return ["arrest"]
    mode = table.get(content.type)
    return [mode] if mode else []
