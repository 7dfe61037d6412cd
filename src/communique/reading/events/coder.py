"""Events: predicates and their own arguments, composed into PLOVER events.

A word finds its frame in the lexicon; a light verb lends an event noun its subject; an operator (promise, refuse, urge, accuse,
cancel ...) says what becomes of the event in its complement. Status comes before the type: a future meeting is AGREE.
"""

from __future__ import annotations

from communique.knowledge.lexicon import load_lexicon
from communique.reading import grammar
from communique.reading.actors import Cast, Mention
from communique.reading.events.adjectives import adjectival_event
from communique.reading.events.claims import add_accusation, claim_of, holds_good, set_status
from communique.reading.events.draft import Draft
from communique.reading.events.filling import enough, extent, fill
from communique.reading.events.frames import frame_of
from communique.reading.events.nominals import operator_noun
from communique.reading.events.nouns import happens, light_verb, nominal_event, noun_alone
from communique.reading.events.plain import compose, weapon_told
from communique.reading.events.rounds import next_round
from communique.reading.events.warnings import implied_protest, implied_threat
from communique.reading.parties import Parties
from communique.reading.statements.said import Said
from communique.reading.status import Standing, standing
from communique.reading.words import Parse, Sentence, Word

_HEARSAY = frozenset(
    [
        "claim",
        "allegation",
        "accusation",
        "charge",
        "assertion",
        "rumour",
        "rumor",
        "denial",
        "suggestion",
        "fear",
        "belief",
        "speculation",
        "suspicion",
        "idea",
        "notion",
        "myth",
        "theory",
        "hope",
        "possibility",
        "impression",
        "insinuation",
    ]
)
_UNDONE = frozenset(
    [
        "favour",
        "favor",
        "avoid",
        "consider",
        "oppose",
        "mean",
        "involve",
        "risk",
        "suggest",
        "recommend",
        "mull",
        "propose",
        "discuss",
    ]
)


def _meets(coder: Coder, v: Word) -> bool:
    frame = frame_of(coder, v)
    return (frame is not None and frame.type == "CONSULT") or (v.lemma == "hold" and v.child("dobj") is not None)


class Coder:
    """Codes one document; ``run`` gives the drafts in text order."""

    def __init__(self, parse: Parse, cast: Cast, statements: list[Said]) -> None:
        self.parse, self.cast, self.statements = parse, cast, statements
        self.parties = Parties(cast)
        self.lexicon = load_lexicon()
        self.consumed: set[int] = set()
        self.drafts: list[Draft] = []
        self.cues = {s.cue.i: s for s in statements if s.cue is not None}
        self.content: dict[int, Said] = {}
        self.mentions_by_sentence: dict[int, list[Mention]] = {}
        for s in sorted(statements, key=lambda s: -(s.end - s.start)):
            for i in parse.between(s.start, s.end):
                if s.holds(parse.words[i]):
                    self.content[i] = s

    def run(self) -> list[Draft]:
        for s in self.parse.sentences:
            if s.heading:
                continue
            for w in s.words:
                if w.i not in self.consumed:
                    self._visit(w, s)
        return self.drafts

    def _visit(self, w: Word, s: Sentence) -> None:
        if (
            w.tag == "VBN"
            and w.lower in self.lexicon.adjectives
            and (w.dep == "acomp" or (w.child("auxpass") is not None and grammar.agent(w) is None))
        ):
            draft = next_round(self, w) or adjectival_event(self, w)  # "is committed to"
        elif w.pos in ("VERB", "AUX"):
            if not self._asserts(w):
                return
            draft = self.build(w)
        elif w.pos == "NOUN" or (w.tag in ("NNP", "NNPS") and w.lemma in self.lexicon.nouns and w.i not in self.cast.cover):
            if w.i in self.cast.cover and self.cast.cover[w.i].kind != "adjective":
                return
            if w.dep in ("nsubj", "nsubjpass") and happens(self, w.head):
                return  # told with its verb: "fighting broke out", "protests erupted"
            draft = noun_alone(self, w)
            if draft is None and not (w.dep in ("dobj", "pobj") and w.head.lemma in self.lexicon.light):
                draft = operator_noun(self, w)
        elif (w.pos == "ADJ" and w.dep in ("acomp", "ccomp", "xcomp", "oprd", "ROOT", "conj", "advcl")) or (
            w.pos == "ADJ" and w.lemma in self.lexicon.adjectives and w.dep not in ("amod",)
        ):
            draft = next_round(self, w) or adjectival_event(self, w)
        else:
            return
        if draft is None and w.pos == "VERB":
            draft = implied_threat(self, w) or implied_protest(self, w)
        if draft is not None:
            self.emit(draft)

    def _asserts(self, v: Word) -> bool:
        """Whether a verb form tells of a happening: not a purpose ("to strengthen ties"), not a means ("by improving")."""
        if v.dep in ("amod", "compound"):
            return False
        if any(m.lower in ("until", "lest", "than") for m in v.all("mark")) or (v.dep == "pcomp" and v.head.lower == "than"):
            return False
        if v.head.pos == "NOUN" and v.head.lemma in _HEARSAY and any(m.lower == "that" for m in v.all("mark")):
            return False  # "the claim that Norway attacked": nobody but the claimant says so
        if v.tag == "VBG" and v.dep in ("xcomp", "dobj", "ccomp") and v.head.lemma in _UNDONE | {"rule"}:
            return False  # "ruled out attacking", "favours leaving"
        if self._asked_about(v):
            return False
        if v.dep == "relcl" and any(c.lower in ("any", "every", "no") for c in v.head.all("det")):
            return False
        if v.with_to and v.dep in (
            "advcl",
            "acl",
            "xcomp",
            "relcl",
            "ccomp",
            "conj",
            "pobj",
            "appos",
            "csubj",
            "ROOT",
        ):
            if v.dep == "xcomp" and v.head.lemma in ("be",):
                # "were to withdraw" tells of a duty, not of a deed; "was to visit" of a plan.
                return v.head.tag != "VBD" or self.said_at(v) is not None or _meets(self, v)
            if grammar.first_to(v) is not None:
                return True  # "became the first to recognise Kosovo" recognised it
            return v.dep == "ROOT" and v.child("nsubj") is not None
        if (
            v.dep == "pcomp"
            and v.head.lower == "by"
            and v.head.head.lemma
            in ("react", "respond", "reply", "retaliate", "answer", "begin", "start", "open", "end", "conclude")
        ):
            return True
        if grammar.joined(v) is not None:
            return True
        if v.dep == "pcomp":
            return v.head.lower in ("after", "before", "while", "since", "when", "following", "despite")
        if v.dep == "conj" and v.tag == "VB" and not v.all("aux"):
            h = v.head
            while h.dep == "conj":
                h = h.head
            return self._asserts(h)
        return v.dep != "csubj"

    def _asked_about(self, v: Word) -> bool:
        """Whether the sentence is a question: what it asks is not told."""
        last = [w for w in self.parse.sentences[v.sent].words[-3:] if w.pos == "PUNCT"]
        return any(w.text == "?" for w in last) and (v.is_root or v.head.is_root)

    def said_at(self, w: Word) -> Said | None:
        return self.content.get(w.i)

    def build(self, w: Word, depth: int = 0) -> Draft | None:
        """The event of a predicate with its own arguments; None when the word makes none. Not yet emitted."""
        if depth > 4:
            return None
        if w.pos in ("NOUN", "PROPN"):
            return nominal_event(self, w, None, "actor", depth)
        if w.pos == "ADJ":
            return adjectival_event(self, w, depth)
        if depth == 0 and (round_ := next_round(self, w)) is not None:
            self.consumed.add(round_.word.i)
            return round_
        frame = frame_of(self, w)
        light = light_verb(self, w, depth) or self._operator_under(w)
        if light is not None and (
            frame is None
            or (frame.op in ("pass", "promise", "stop", "seek") and frame.type is None)
            or (not frame.object and frame.type in (None, "AGREE", "CONSULT"))
        ):
            return light
        if frame is None:
            if w.lemma in ("be", "have", "go", "need", "take", "make") or w.pos == "AUX":
                for a in w.children:
                    if a.dep == "acomp" and a.lemma in self.lexicon.adjectives:
                        return None  # visited as an adjective
                x = w.child("xcomp")
                if x is not None and w.lemma == "be" and x.with_to:
                    return None
            return None
        return compose(self, w, frame, depth)

    def _operator_under(self, v: Word) -> Draft | None:
        """ "has no plans to", "made a promise to": a light verb with an operator for its object."""
        obj = grammar.object_word(v)
        if obj is None or obj.i in self.consumed or not any(role == "actor" for _, role in self.lexicon.light.get(v.lemma, ())):
            return None
        draft = operator_noun(self, obj, v)
        if draft is not None:
            self.consumed.add(obj.i)
        return draft

    def emit(self, d: Draft) -> None:
        """Give a draft its status and final type, its statement, its missing parties, and keep it when it can stand."""
        said = self.said_at(d.word)
        d.within = said
        st = standing(d.carrier, reported=said is not None) if d.carrier.pos in ("VERB", "AUX", "ADJ") else Standing("occurred")
        if st.within_condition:
            return
        set_status(self, d, st)
        if not holds_good(self, d, st):
            return
        presupposed = d.nominal or (d.carrier.dep in ("acl", "relcl") and d.carrier.head is d.word)  # "the summit held in ..."
        if d.said is None and said is not None and not presupposed:
            d.said = claim_of(self, d, said)
        if d.type not in ("PROTEST", "COERCE", "ASSAULT"):
            d.recipients = self.parties.apart(d.recipients, d.actors)
        if d.both and not d.recipients and len(self.parties.sides(d.actors)) == 1 and self.parties.two_camps(d.actors):
            # A domestic event between the two camps: who governs acts.
            d.recipients = [r for r in d.actors if self.parties.camp(r) == "society"]
            d.actors = [r for r in d.actors if r not in d.recipients]
        fill(self, d)
        people = {r.entity for r in d.actors if self.cast.actor(r.entity).is_person}
        d.recipients = [r for r in d.recipients if r.entity not in people]
        if not enough(self, d):
            return
        d.first, d.last = extent(self, d)
        if d.type == "ASSAULT" and not d.modes:
            d.modes = weapon_told(self, d.first, d.last)
        if any(c.lower in ("allegedly", "reportedly", "purportedly", "supposedly") for c in d.carrier.children):
            d.why += ", allegedly"

        self.drafts.append(d)
        add_accusation(self, d)
        for other in d.others:
            other.within = d.within
            if not other.recipients:
                fill(self, other)
            other.carrier = other.word
            other.status = (
                "negated"
                if other.status == "negated"
                else standing(other.word, True).status
                if other.word.tag != "VBG"
                else "ongoing"
                if other.type == "AID"
                else "occurred"
            )
            if enough(self, other):
                other.first, other.last = extent(self, other)
                self.drafts.append(other)
