"""Threats without a verb of threatening: "if they insist, we will respond"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import grammar
from communique.reading.events.claims import sides_of_speaker
from communique.reading.events.draft import Draft
from communique.reading.parties import Ref
from communique.reading.statements.said import Said
from communique.reading.status import Standing, standing
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder

_RETALIATE = frozenset(
    [
        "respond",
        "retaliate",
        "react",
        "answer",
        "act",
        "reply",
        "defend",
        "hesitate",
        "strike",
        "fight",
        "resort",
        "go",
        "do",
        "take",
        "have",
    ]
)


_MEASURES = frozenset(
    [
        "measure",
        "step",
        "action",
        "consequence",
        "choice",
        "option",
        "respond",
        "retaliate",
        "response",
        "reply",
        "whatever",
        "needed",
        "necessary",
        "force",
        "firmly",
    ]
)


_SUFFER = frozenset(["pay", "regret", "face", "suffer", "bear", "answer", "meet", "receive", "reap"])
_PRICE = frozenset(["dearly", "price", "consequence", "cost", "punishment", "retribution", "responsibility", "response", "fury"])


def implied_threat(coder: Coder, v: Word) -> Draft | None:
    """A threat without a verb of threatening: "if they insist, we will respond", "they will pay for it"."""
    said = coder.said_at(v)
    if said is None:
        return None
    unnamed = all(coder.cast.actor(s).kind == "other" for s in said.speakers)
    actors: list[Ref] = []
    if unnamed and said.cue is not None:
        actors = coder.parties.of(grammar.surface_subject(said.cue))  # "miners in Peru said": nobody by name
    actors = actors or [Ref(s, v.i, v.i) for s in said.speakers]
    if not actors:
        return None
    st = standing(v, reported=True)
    subject = grammar.actor_word(v)
    refs = coder.parties.of(subject, said)
    if not refs and unnamed and subject is not None and subject.lower in ("they", "it"):
        refs = actors
    cornered = (
        v.lemma in ("have", "leave", "see")
        and any(c.lemma in ("choice", "option", "alternative") for c in v.all("dobj", "attr"))
        and st.modal is not None
    )
    if not refs or (st.status not in ("future", "hypothetical") and not cornered):
        return None
    if st.modal in ("must", "should", "ought") and st.status == "hypothetical" and not st.condition:
        if sides_of_speaker(coder, said) & coder.parties.sides(refs) or any(
            coder.cast.actor(s).kind == "other" and coder.cast.actor(s).country is None for s in said.speakers
        ):
            return None
        return Draft(
            "REQUEST",
            [],
            actors,
            refs,
            v,
            v,
            f"{st.modal} {v.lemma} said to another",
            untimed=True,
        )
    if st.modal not in ("will", "would", "'d", None):
        return None
    own = bool(coder.parties.sides(actors) & coder.parties.sides(refs)) or bool(set(said.speakers) & {r.entity for r in refs})
    words = coder.parse.words[v.left : v.right + 1]
    lemmas = {w.lemma for w in words}
    unless = any(m.lower == "unless" for c in v.children if c.dep == "advcl" for m in c.all("mark"))
    if own and (unless or (_conditioned(coder, v, st) and (v.lemma in _RETALIATE or lemmas & _MEASURES))):
        return Draft(
            "THREATEN", [], actors, _warned(coder, v, said), v, v, f"conditional {v.lemma} by the speaker's side", untimed=True
        )
    if not own and v.lemma in _SUFFER and lemmas & _PRICE | ({"x"} if v.lemma == "regret" else set()):
        return Draft("THREATEN", [], actors, refs, v, v, f"{v.lemma} foretold to another", untimed=True)
    return None


_FEELING = frozenset({"protest", "anger", "fury", "outrage", "rage", "defiance", "opposition", "indignation", "frustration"})
_COMPLAINING = frozenset({"protest", "denounce", "oppose", "demand", "press", "condemn", "force", "pressure"})


def implied_protest(coder: Coder, v: Word) -> Draft | None:
    """A protest told by what people do and why: "burned scarves in fury at the king", "packed the square to demand ..."."""
    subject = grammar.surface_subject(v)
    if subject is None or v.tag not in ("VBD", "VBN", "VBZ", "VBP") or v.i in coder.cues or grammar.is_passive(v):
        return None
    people = coder.lexicon.classes["crowd"]
    named = subject.i in coder.cast.cover and subject.tag in ("NNPS", "NNS") and subject.pos == "PROPN"  # "Georgians"
    if not (subject.lemma in people or (subject.pos == "NOUN" and coder.parties.camp_of(subject) == "society") or named):
        return None
    feeling = any(p.lower in ("in", "with", "out") and o.lemma in _FEELING for p in v.all("prep") for o in p.all("pobj"))
    purpose = any(
        c.dep in ("advcl", "xcomp", "acl") and c.lemma in _COMPLAINING and c.with_to
        for c in (*v.children, *(x for o in v.all("dobj") for x in o.children))
    )
    actors = coder.parties.of(subject, coder.said_at(v))
    if not (feeling or purpose) or not actors:
        return None
    return Draft("PROTEST", ["demo"], actors, [], v, v, f"people {v.lemma} in protest")


def _warned(coder: Coder, v: Word, said: Said) -> list[Ref]:
    """Who is warned off: the subject of the condition ("if Chad attacks, we will respond")."""
    for w in coder.parse.sentences[v.sent].words:
        if w.lower in ("if", "unless") and w.head.pos in ("VERB", "AUX"):
            refs = coder.parties.of(grammar.actor_word(w.head), said)
            return [r for r in refs if coder.parties.side(r) not in sides_of_speaker(coder, said)]
    return []


def _conditioned(coder: Coder, v: Word, st: Standing) -> bool:
    said = coder.said_at(v)
    if st.condition or (said is not None and said.cue is not None and said.cue.lemma in ("warn", "threaten", "vow", "swear")):
        return True
    if any(c.lower == "any" for o in v.all("dobj", "pobj") for c in o.all("det")):
        return True  # "will answer any new attack"

    sentence = coder.parse.sentences[v.sent]
    return any(
        w.lower in ("if", "unless") or (w.lower == "long" and w.dep == "advmod") for w in sentence.words if w.i < v.i + 25
    ) or any(w.lower == "again" for w in sentence.words)
