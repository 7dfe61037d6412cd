"""Nouns that govern an act as their verbs do: "its refusal to leave", "calls by X for Y to withdraw"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import grammar
from communique.reading.events.draft import ASKED_MODE, COOPERATIVE, Draft
from communique.reading.events.operators import operate
from communique.reading.events.slots import slots_of
from communique.reading.status import standing
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder


def operator_noun(coder: Coder, n: Word, verb: Word | None = None) -> Draft | None:
    """A noun of promising, refusing or asking with the act that it governs: "its refusal to leave", "has no plans to leave".

    ``verb`` is the light verb that lends it its subject. Without an act or somebody whose it is, there is none.
    """
    frames = coder.lexicon.nominals.get(n.lemma)
    comp = grammar.complement(n)
    if frames is None or n.i in coder.cast.cover or (comp is None and not n.all("prep")):
        return None
    f = frames[0]
    said = coder.said_at(n)
    actors = coder.parties.of(grammar.actor_word(verb), said) if verb is not None else slots_of(coder, f.from_, n, said)
    if not actors:
        return None
    d = operate(coder, n, f, None, said, 1, actors)
    none = any(c.lower == "no" and c.dep == "det" for c in n.children) or (
        verb is not None and standing(verb).status == "negated"
    )
    if d is None or (comp is None and d.act is None):
        return None
    if none and n.lemma in ("plan", "decision", "agreement", "assurance", "preparation", "move", "offer"):
        # "has no plans to": nothing is settled, nothing refused.
        d.status = "negated"
        if d.type in COOPERATIVE - {"AGREE"}:
            d.act, d.type, d.modes = (d.type, d.modes), "AGREE", []
    elif none and f.op in ("intend", "promise"):
        mode = ASKED_MODE.get(d.act[0] if d.act is not None else d.type)
        mine = coder.parties.sides(actors)
        theirs = [r for r in d.recipients if coder.parties.side(r) not in mine] or coder.parties.apart(
            coder.parties.owner(comp.child("dobj") if comp is not None else None, said), actors
        )
        return Draft("REJECT", [mode] if mode else [], actors, theirs, n, verb or n, f"{f.name}: none", frame=f, untimed=True)
    d.word, d.carrier = n, verb or n
    return d
