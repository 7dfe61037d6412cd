"""What a definite noun points back to: "the accord", "this attack", "the trip" of what was told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.events.draft import DEED, Draft
from communique.reading.parties import Ref
from communique.reading.words import Word
from communique.records import EventType

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

# What a definite noun may point back to, by the types of the events that it can name.
_POINTS_TO: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ["accord", "agreement", "deal", "treaty", "pact", "understanding", "memorandum", "declaration", "communique"],
        frozenset({"AGREE", "SUPPORT"}),
    ),
    **dict.fromkeys(
        [
            "attack",
            "strike",
            "raid",
            "assault",
            "bombing",
            "killing",
            "violence",
            "shelling",
            "airstrike",
            "offensive",
            "invasion",
            "incursion",
            "massacre",
            "blast",
        ],
        frozenset({"ASSAULT"}),
    ),
    **dict.fromkeys(["arrest", "detention", "seizure", "crackdown", "curfew", "ban"], frozenset({"COERCE"})),
    **dict.fromkeys(["expulsion", "sanction", "embargo", "recall"], frozenset({"SANCTION"})),
    **dict.fromkeys(
        ["offer", "proposal", "initiative", "idea", "invitation", "plan", "pledge", "suggestion"], frozenset({"AGREE", "REQUEST"})
    ),
    **dict.fromkeys(["demand", "request", "call", "appeal", "ultimatum"], frozenset({"REQUEST", "THREATEN"})),
    **dict.fromkeys(
        ["remark", "comment", "criticism", "accusation", "charge", "allegation", "claim", "statement"], frozenset({"ACCUSE"})
    ),
    **dict.fromkeys(["threat", "warning"], frozenset({"THREATEN"})),
    **dict.fromkeys(["release", "withdrawal", "pullout"], frozenset({"RETREAT", "CONCEDE"})),
    **dict.fromkeys(["deployment", "build-up"], frozenset({"MOBILIZE"})),
    **dict.fromkeys(["decision", "move", "step", "act", "action", "measure", "gesture"], DEED),
    **dict.fromkeys(["visit", "trip", "meeting", "talk", "summit", "call"], frozenset({"CONSULT"})),
}


def meant(coder: Coder, noun: Word | None, type_: EventType) -> list[Ref]:
    """Whose act "the accord", "this attack", "the decision" points back to: the author of the last one told of."""
    if (
        noun is None
        or noun.pos != "NOUN"
        or not any(c.lower in ("the", "this", "that", "these", "those") for c in noun.all("det"))
    ):
        return []
    kinds = _POINTS_TO.get(noun.lemma)
    if kinds is None:
        return []
    for d in reversed(coder.drafts):
        if noun.sent - d.word.sent > 8:
            return []
        if d.type in kinds and d.word is not noun and d.actors and (d.type != "SUPPORT" or d.both):
            return d.parties if d.both or d.type == "CONSULT" else d.actors
    return []


def planned(coder: Coder, v: Word) -> Draft | None:
    """The meeting or visit of this sentence or the last ones that "the trip", "the appointment" points back to."""
    for d in reversed(coder.drafts):
        if v.sent - d.word.sent > 1:
            return None
        if d.type == "CONSULT" or (d.type == "AGREE" and d.act is not None and d.act[0] == "CONSULT"):
            return d
    return None
