"""Parties that the sentence before or around tells, and whether there are enough of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading import grammar
from communique.reading.actors import Mention
from communique.reading.events.claims import sides_of_speaker
from communique.reading.events.draft import HOSTILE, Draft
from communique.reading.parties import Ref
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.events.coder import Coder


_ACCUSING = frozenset({"accuse", "allege", "blame", "charge", "complain", "denounce"})


def fill(coder: Coder, d: Draft) -> None:
    """Parties that the predicate's own arguments leave open: marked as inferred."""
    mine = coder.parties.sides(d.actors)
    offered = d.frame is not None and d.frame.op == "promise"
    if (
        d.type == "CONSULT"
        or (d.act is not None and d.act[0] == "CONSULT" and d.type == "AGREE" and not offered)
        or (d.frame is not None and "strict" in d.frame.flags)
    ):
        return
    if not d.actors and d.type in HOSTILE | {"ACCUSE", "REQUEST", "REJECT"} and not d.nominal:
        return
    if d.recipients and (coder.parties.apart(d.recipients, d.actors) or d.type in ("PROTEST", "COERCE", "AID")):
        return
    if d.type == "PROTEST" and not d.recipients and (against := _protested_against(coder, d)):
        d.recipients = against
        return
    policed = (
        "police" in d.modes and {coder.cast.actor(i).country for m in _in_sentence(coder, d.word.sent) for i in m.ids} <= mine
    )
    if (d.type in ("PROTEST", "COERCE") or policed) and not d.recipients and len(mine) == 1:
        # Who marches, and whom the police disperse, is at home unless the text says otherwise.
        side = next(iter(mine))
        subject = grammar.actor_word(d.carrier) if d.carrier.pos == "VERB" else None
        abroad = coder.cast.home not in (None, side) and coder.parse.layout.dateline is not None
        if abroad and d.type == "COERCE" and (subject is None or subject.lemma not in coder.parties.local):
            side = coder.cast.home or side  # a foreign patrol that boards boats boards those of the report's own country
        told = d.said or d.within
        if d.type == "COERCE" and told is not None and told.cue is not None and told.cue.lemma in _ACCUSING:
            # Who accuses another of it suffers it.
            side = next((s for s in sides_of_speaker(coder, told) - mine if len(s) == 3), side)
        if len(side) == 3:
            d.recipients = [Ref(coder.cast.actor(side).id, d.word.i, d.word.i, True)]
        return
    if len(mine) > 1 and (d.both or d.type in ("AGREE", "COOPERATE", "SUPPORT") or _ties(coder, d)):
        return
    said = d.said or d.within
    candidates: list[Ref] = []
    if said is not None:
        candidates += [Ref(a, d.word.i, d.word.i, True) for a in said.addressees]
        if (
            not (set(said.speakers) & {a.entity for a in d.actors})
            and not (sides_of_speaker(coder, said) & mine)
            and d.type in ("ASSAULT", "THREATEN", "REJECT", "COERCE", "ACCUSE", "REQUEST", "AID", "MOBILIZE")
            and d.frame is not None
            and d.frame.pos == "verb"  # "the war", somebody said: that one is no party to it
        ):
            candidates += [Ref(s, d.word.i, d.word.i, True) for s in said.speakers]
    sentence = coder.parse.sentences[d.word.sent]
    after: list[Ref] = []
    before: list[Ref] = []
    for m in _in_sentence(coder, sentence.index):
        place = m.head.i in coder.cast.places and m.head.dep == "pobj" and m.head.head.lower in ("in", "at", "near")
        # "through its ambassador in Oslo": an envoy stands for where he is.
        accredited = place and m.head.head.head.lemma in coder.lexicon.classes["envoy"]
        if m.kind == "adjective" or (place and not accredited):
            continue
        for i in m.ids:
            (after if m.first > d.word.i else before).append(Ref(i, m.first, m.last, True))
    candidates += after + list(reversed(before))
    # Those who took part in what was told just before.
    for e in reversed(coder.drafts[-4:]):
        if d.act is not None and e.type == d.act[0] and e.recipients and d.word.sent - e.word.sent <= 2:
            candidates = [Ref(r.entity, r.first, r.last, True) for r in e.recipients] + candidates
        if d.word.sent - e.word.sent <= 2 and coder.parties.sides(e.parties) & mine:
            candidates += [Ref(r.entity, r.first, r.last, True) for r in e.parties]
        elif d.type == "REJECT" and e.type in ("AGREE", "REQUEST") and d.word.sent - e.word.sent <= 1:
            candidates += [Ref(r.entity, r.first, r.last, True) for r in e.actors]  # an offer is made, and declined
    if (
        d.type in ("AGREE", "AID", "REQUEST", "THREATEN", "MOBILIZE", "SANCTION")
        and coder.parse.layout.dateline is not None
        and coder.cast.home is not None
    ):
        candidates.append(Ref(coder.cast.actor(coder.cast.home).id, d.word.i, d.word.i, True))
    for r in candidates:
        side = coder.parties.side(r)
        if side not in mine and (len(side) == 3 or ("/" in side and not side.startswith(("other/", "person/")))):
            if said is not None and d.type in ("AGREE",) and d.both:
                continue
            d.recipients = [r]
            return
    if not candidates or d.type in ("REQUEST", "REJECT", "ACCUSE", "THREATEN", "ASSAULT", "SANCTION", "AGREE", "CONCEDE"):
        _fill_at_home(coder, d)


def _ties(coder: Coder, d: Draft) -> bool:
    """Whether two do something to what is between them: "the two countries broke off relations"."""
    obj = grammar.object_word(d.carrier) if d.carrier.pos == "VERB" else None
    return obj is not None and obj.lemma in coder.lexicon.classes["ties"]


def _protested_against(coder: Coder, d: Draft) -> list[Ref]:
    """Whom a protest is against, wherever in its clause that is told: "marched to protest against ...", "a strike over ..."."""
    words = coder.parse.words
    for w in words[d.word.i : max(d.word.right, d.carrier.right) + 1]:
        if w.dep == "prep" and w.lower in ("against", "outside", "at", "over", "to", "before") and w.under(d.carrier):
            for o in w.all("pobj"):
                if w.lower in ("to", "before") and o.lemma not in ("embassy", "consulate"):
                    continue  # "marched to the Chadian embassy"
                refs = coder.parties.of(o, d.said) or coder.parties.maker(o, d.said)
                refs = [r for r in refs if o.i not in coder.cast.places or w.lower == "against"]
                if refs and (apart := coder.parties.apart(refs, d.actors)):
                    return apart
    return []


def _fill_at_home(coder: Coder, d: Draft) -> None:
    """The other party of a domestic event, named without its state: an argument of the predicate ("convicted a former minister"),
    else the other camp anywhere in the sentence ("the unions threatened to strike unless the government gave way")."""
    homes = {coder.cast.actor(a.entity).country for a in d.actors}
    (home,) = homes if len(homes) == 1 else {None}
    if home is None:
        return
    camps = {coder.parties.camp(a) for a in d.actors}
    other = coder.parties.society if camps == {"rulers"} else coder.parties.rulers if camps == {"society"} else frozenset()
    doing = {w.i for a in d.actors for w in coder.parse.words[a.first : max(a.last, a.noun) + 1]}
    verb = d.carrier if d.carrier.pos == "VERB" else d.word
    arguments = [
        w
        for w in (
            grammar.object_word(verb),
            *(o for x in dict.fromkeys([verb, d.word, *verb.all("dobj")]) for p in x.all("prep") for o in p.all("pobj")),
        )
        if w
    ]
    for w in [*arguments, *(w for w in coder.parse.sentences[d.word.sent].words if w.lemma in other)]:
        if w.pos != "NOUN" or w.i in doing or w.dep in ("compound", "amod") or not _at_home(coder, w, home):
            continue
        d.recipients = [Ref(coder.cast.actor(home).id, w.i, w.i, True, w.i)]
        return
    if camps == {"society"} and d.type in ("REQUEST", "THREATEN"):
        # Who asks or threatens and names nobody means whoever governs.
        d.recipients = [Ref(coder.cast.actor(home).id, d.word.i, d.word.i, True)]


def _at_home(coder: Coder, w: Word, home: str) -> bool:
    """Whether a noun names people or a body of this state, as far as the words tell: of no other one."""
    if not (coder.parties.animate(w) or w.lemma in coder.parties.rulers or w.lemma in coder.parties.society):
        return False
    if w.lemma in coder.lexicon.classes["envoy"] or (
        w.lemma in coder.lexicon.classes["force"] and any(c.lower in ("its", "their", "his", "her") for c in w.all("poss"))
    ):
        return False  # one's own envoys and troops are what one acts with
    m = coder.cast.cover.get(w.i)
    if m is not None:
        return all(coder.cast.actor(i).country in (None, home) and coder.cast.actor(i).parent is None for i in m.ids)
    owner = coder.parties.owner(w)
    return not owner or {coder.parties.side(r) for r in owner} == {home}


def _in_sentence(coder: Coder, index: int) -> list[Mention]:
    if not coder.mentions_by_sentence:
        for m in coder.cast.mentions:
            coder.mentions_by_sentence.setdefault(m.head.sent, []).append(m)
    return coder.mentions_by_sentence.get(index, [])


def enough(coder: Coder, d: Draft) -> bool:
    """Whether a draft names enough parties to be recorded as what it is."""
    if not d.actors and not (d.type in ("ASSAULT", "CONSULT", "PROTEST") and d.recipients):
        return False
    alone = len(d.actors) == 1 and all(r.inferred or _is_private(coder, r) for r in d.recipients)
    if d.type in _PRIVATE and alone and _is_private(coder, d.actors[0]):
        return False  # "He helped my daughter with her sums"
    consults = d.type == "CONSULT" or (d.type == "AGREE" and d.act is not None and d.act[0] == "CONSULT")
    if consults and not coder.parties.two_camps(d.parties) and "multilateral" not in (d.act[1] if d.act is not None else d.modes):
        return False
    if d.both and d.type == "REJECT" and not coder.parties.two_camps(d.parties):
        return False  # "the talks ended without result": whose?
    if (
        d.status == "negated"
        and d.type in ("AGREE", "SUPPORT", "ACCUSE", "CONCEDE")
        and (not d.recipients or d.recipients[0].inferred)
    ):
        return False  # "when we do not agree" tells of no act
    return not (d.type == "ASSAULT" and not d.actors and (d.nominal or not _agentless(coder, d)))


# What private people do to each other as well.
_PRIVATE = frozenset({"AGREE", "AID", "CONCEDE", "COOPERATE", "REJECT", "REQUEST", "SUPPORT"})


def _is_private(coder: Coder, r: Ref) -> bool:
    """Whether a party is somebody of whom the text tells no office and no state."""
    a = coder.cast.actor(r.entity)
    return a.is_person and not a.known and a.office is None and a.country is None and a.parent is None


def _agentless(coder: Coder, d: Draft) -> bool:
    """Whether a deed may go without a doer: a passive, or an attack or weapon for its subject ("the blast killed ...")."""
    v = d.carrier
    subject = grammar.surface_subject(v)
    return (
        grammar.is_passive(v)
        or bool(d.frame is not None and d.frame.from_)
        or (subject is not None and subject.lemma in coder.lexicon.classes["violent"])
    )


def extent(coder: Coder, d: Draft) -> tuple[int, int]:
    """The words that bear an event out: its clause without the clauses that it governs, and not across sentences."""
    head = d.carrier if d.carrier.pos in ("VERB", "AUX", "ADJ", "NOUN") else d.word
    lo, hi = min(head.left, d.word.left), max(head.right, d.word.right)
    if hi - lo > 60:
        lo, hi = max(lo, d.word.i - 25), min(hi, d.word.i + 30)
    return lo, hi
