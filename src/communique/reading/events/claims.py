"""Status, and whose word it is: narrated or claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import grammar
from communique.reading.events.draft import ASKED_MODE, COOPERATIVE, HOSTILE, VERBAL, YIELDING, Draft
from communique.reading.events.modes import asked_mode, threat_mode
from communique.reading.parties import Ref
from communique.reading.statements.said import Said
from communique.reading.status import Standing
from communique.reading.words import Word
from communique.records import Status

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder


def add_accusation(coder: Coder, d: Draft) -> None:
    """Who says in so many words that another does harm, accuses that one."""
    said = d.said
    if said is None or not said.speakers or d.status == "negated" or not d.actors:
        return
    armed = d.type == "AID" and any(coder.cast.actor(r.entity).kind == "group" for r in d.recipients)
    if d.type not in HOSTILE - {"PROTEST"} and not armed:
        return
    loud = said.kind != "indirect" or (
        said.cue is not None and said.cue.lemma in ("allege", "claim", "complain", "charge", "insist", "protest")
    )
    theirs = [r for r in d.actors if coder.parties.side(r) not in sides_of_speaker(coder, said)]
    if (
        not loud
        or not theirs
        or any((x.type == "ACCUSE" and x.within is said) or x.word is said.cue for x in coder.drafts if x is not d)
    ):
        return
    if all(coder.cast.actor(s).kind == "other" and coder.cast.actor(s).country is None for s in said.speakers):
        return
    a = Draft(
        "ACCUSE",
        ["allege"],
        [Ref(s, d.word.i, d.word.i) for s in said.speakers],
        theirs,
        d.word,
        d.carrier,
        f"claim of {d.type}: {d.why}",
        within=said,
    )
    a.first, a.last = d.first, d.last
    coder.drafts.append(a)


def set_status(coder: Coder, d: Draft, st: Standing) -> None:
    """Give a draft its status, and the type that the status makes of it: a future visit is AGREE, what one will not do REJECT."""
    given = d.status
    if d.frame is not None and "negated" in d.frame.flags:
        d.conditional = st.condition
        return  # "did not rule out an attack": the frame has the negation in it
    if d.nominal or (d.untimed and d.type in ("REJECT", "THREATEN", "REQUEST")):
        d.conditional = st.condition
        return
    status: Status = st.status
    if given in ("future", "hypothetical") and status in ("occurred", "ongoing"):
        status = given
    if given == "negated" or status == "negated":
        status = "negated"
        if d.carrier.head.lemma == "fail" and d.type == "AGREE":
            d.type, d.modes, d.status, d.both = "REJECT", [], "occurred", d.both
            d.why += ", failed to: REJECT"
            return
        willed = st.modal in ("will", "would", "'d") or given in ("future",) or _willed(coder, d.carrier)
        if willed and d.actors and d.type in COOPERATIVE | YIELDING | {"REQUEST"} and not grammar.is_passive(d.carrier):
            # Who will not, refuses.
            mode = ASKED_MODE.get(d.act[0] if d.act is not None else d.type)
            d.act = d.act or (d.type, d.modes)
            d.type, d.modes, d.both = "REJECT", [mode] if mode else [], False
            d.why += ", will not: REJECT"
            d.untimed = True
            status = "occurred"
    if given == "ongoing" and status == "occurred":
        status = "ongoing"
    if status == "ongoing" and d.type in VERBAL:
        status = "occurred"
    if d.type == "THREATEN" and status in ("future", "hypothetical"):
        status = "occurred"
        d.untimed = True
    d.status = status
    d.conditional = st.condition
    if status in ("future", "hypothetical") and d.type in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
        d.act = (d.type, d.modes)
        d.type, d.modes = "AGREE", []
        d.why += f", {status}: AGREE"
    elif status == "future" and d.type == "RETREAT" and _unless(d.carrier):
        # "will withdraw its peacekeepers unless ...": what is given up is help.
        d.act = (d.type, d.modes)
        d.type, d.modes, d.status = "THREATEN", [], "occurred"
        d.why += ", unless: THREATEN"
    elif status == "future" and d.type == "RETREAT":
        d.act = (d.type, d.modes)
        d.type, d.modes = "CONCEDE", []
        d.why += ", future: CONCEDE"
    elif (
        d.type in HOSTILE - {"THREATEN"}
        and (status == "future" or (status == "hypothetical" and st.modal == "would" and _announced(coder, d)))
        and (st.condition or _announced(coder, d))
    ):
        d.act = (d.type, d.modes)
        d.modes = threat_mode(coder, d)
        d.type = "THREATEN"
        d.status = "occurred"


def _unless(v: Word) -> bool:
    return any(m.lower == "unless" for c in v.children if c.dep == "advcl" for m in c.all("mark"))


def _announced(coder: Coder, d: Draft) -> bool:
    """Whether the one who would do it says so: an intention to harm, declared, is a threat."""
    said = coder.said_at(d.word)
    return said is not None and bool(sides_of_speaker(coder, said) & coder.parties.sides(d.actors))


def _willed(coder: Coder, v: Word) -> bool:
    return v.lemma in ("intend", "plan", "want", "wish", "ready", "prepared", "willing", "aim", "decide", "opt", "choose")


def holds_good(coder: Coder, d: Draft, st: Standing) -> bool:
    """Modal and hypothetical happenings are kept only as what a speaker commits to or asks for."""
    if d.nominal:
        return True
    if d.status == "hypothetical" and st.modal in ("could", "may", "might", "can", "ca", "must", "should", "ought"):
        said = coder.said_at(d.word)
        if said is None:
            return d.type in ("THREATEN",)
        own = bool(set(said.speakers) & {a.entity for a in d.actors}) or bool(
            sides_of_speaker(coder, said) & coder.parties.sides(d.actors)
        )
        if own and d.type in ("AGREE", "COOPERATE"):
            d.type, d.modes, d.status = "AGREE", [], "occurred"
            return True
        if not own and st.modal in ("must", "should", "ought") and d.actors:
            mode = asked_mode(coder, d, d.word, None)
            d.act = d.act or (d.type, d.modes)
            d.type, d.modes = "REQUEST", [mode] if mode else []
            d.recipients, d.actors = d.actors, [Ref(s, d.word.i, d.word.i) for s in said.speakers]
            d.status = "occurred"
            return True
        return False
    return True


def sides_of_speaker(coder: Coder, said: Said) -> set[str]:
    """The states (or organisations, or groups) for which the speakers of a statement act."""
    return {coder.cast.side(s) for s in said.speakers}


_SOURCES = frozenset({"official", "officials", "source", "sources", "diplomat", "diplomats"})


def _unnamed_people(coder: Coder, id: str) -> bool:
    """Whether somebody is known by description alone and speaks for themselves: miners, not an official source."""
    a = coder.cast.actors[id]
    return a.kind == "other" and a.office == "official" and a.noun not in _SOURCES


def claim_of(coder: Coder, d: Draft, said: Said) -> Said | None:
    """Whose claim an event in a statement is; None when it is the speaker's own side's word or plan."""
    if all(_unnamed_people(coder, s) for s in said.speakers):
        who = coder.parties.of(grammar.surface_subject(said.cue)) if said.cue is not None and d.type in VERBAL else []
        # "miners in Peru said they would strike": nobody by name, but their own word.
        return None if coder.parties.sides(who) & coder.parties.sides(d.actors) else said
    own = bool(sides_of_speaker(coder, said) & coder.parties.sides(d.actors))
    named = any(
        coder.cast.actors[s].kind != "other"
        or coder.cast.actors[s].noun == "institution"
        or coder.cast.actors[s].office == "spokesperson"
        for s in said.speakers
    )
    if own and named and (d.type in VERBAL or d.status in ("future", "hypothetical")):
        # The speaker's own word: the speaker acts, unless it tells of another person of that side.
        by_side = {
            coder.cast.side(s): s for s in reversed(said.speakers) if coder.cast.actor(s).is_person or d.status == "occurred"
        }
        d.actors = [
            Ref(by_side[coder.parties.side(r)], r.first, r.last)
            if coder.parties.side(r) in by_side and not coder.cast.actor(r.entity).is_person
            else r
            for r in d.actors
        ]
        return None
    return said
