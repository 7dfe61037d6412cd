"""Events: predicates and their own arguments, composed into PLOVER events.

A word finds its frame in the lexicon; a light verb lends an event noun its subject; an operator (promise, refuse, urge, accuse,
cancel ...) says what becomes of the event in its complement. Status comes before the type: a future meeting is AGREE.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from communique.knowledge.lexicon import Frame, load_lexicon
from communique.reading import grammar
from communique.reading.actors import Cast, Mention
from communique.reading.parties import FIRST_PERSON, Parties, Ref
from communique.reading.statements import Said
from communique.reading.status import Standing, standing
from communique.reading.words import Parse, Sentence, Word
from communique.records import EventType, Status

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
YIELDING = frozenset({"RETREAT", "CONCEDE"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST"})
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
ASKED_MODE = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "SUPPORT": "assist",
}


# How often records of a kind are right, read off `communique evaluate` on two sets of gold documents and rounded down, since
# unseen text is harder: a verb with its own arguments, a noun by itself; less when a party was filled in or force is told of.
SURE = 0.85
SURE_NOUN = 0.75
GUESSED = 0.1
FORCE = 0.1


@dataclass(slots=True, eq=False)
class Draft:
    """An event being made. ``word`` is its trigger; ``carrier`` the verb with its tense (the trigger itself for most)."""

    type: EventType
    modes: list[str]
    actors: list[Ref]
    recipients: list[Ref]
    word: Word
    carrier: Word
    why: str
    status: Status = "occurred"
    both: bool = False
    said: Said | None = None
    within: Said | None = None
    act: tuple[EventType, list[str]] | None = None
    confidence: float = SURE
    conditional: bool = False
    frame: Frame | None = None
    nominal: bool = False
    first: int = 0
    last: int = 0
    others: list[Draft] = field(default_factory=list)
    place_word: Word | None = None
    definite: bool = False
    # Its words' time is that of what is refused, promised or cancelled, not of the act itself.
    untimed: bool = False

    @property
    def parties(self) -> list[Ref]:
        return self.actors + self.recipients


_MONEY = frozenset({"million", "billion", "dollar", "euro", "pound", "yen", "thousand", "$"})
_DEED = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "AID", "REJECT", "AGREE", "COOPERATE", "THREATEN"}
)
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
    **dict.fromkeys(["decision", "move", "step", "act", "action", "measure", "gesture"], _DEED),
    **dict.fromkeys(["visit", "trip", "meeting", "talk", "summit", "call"], frozenset({"CONSULT"})),
}
_ONLY_THOUGHT = frozenset(
    [
        "need",
        "importance",
        "possibility",
        "prospect",
        "idea",
        "proposal",
        "call",
        "hope",
        "demand",
        "request",
        "offer",
        "invitation",
        "readiness",
        "chance",
        "plan",
        "fear",
        "risk",
        "threat",
        "danger",
        "talk",
    ]
)
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
# What an attack was made with, by the nouns of its subject and its "with" phrase.
_WEAPONS = {
    **dict.fromkeys(
        [
            "strike",
            "airstrike",
            "shell",
            "shelling",
            "artillery",
            "rocket",
            "missile",
            "drone",
            "mortar",
            "bombardment",
            "airstrikes",
            "jet",
            "warplane",
            "tank",
            "raid",
            "barrage",
        ],
        "heavy-weapons",
    ),
    **dict.fromkeys(["bomb", "explosion", "blast", "mine", "ied", "grenade", "explosive", "device"], "explosives"),
    **dict.fromkeys(["gunman", "gunmen", "shooting", "bullet", "gun", "rifle", "gunfire", "sniper"], "firearms"),
    **dict.fromkeys(["knife", "machete", "axe", "stone", "sword"], "primitive"),
}
_MESSAGES = frozenset(
    [
        "note",
        "letter",
        "statement",
        "message",
        "communique",
        "communiqué",
        "declaration",
        "resolution",
        "text",
        "document",
        "petition",
        "memo",
    ]
)
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
        self._by_sentence: dict[int, list[Mention]] = {}
        for s in sorted(statements, key=lambda s: -(s.end - s.start)):
            for i in self._words_of(s):
                self.content[i] = s

    def _words_of(self, s: Said) -> list[int]:
        words = self.parse.words
        out = []
        lo, hi = 0, len(words)
        while lo < hi:
            mid = (lo + hi) // 2
            if words[mid].start < s.start:
                lo = mid + 1
            else:
                hi = mid
        while lo < len(words) and words[lo].start < s.end:
            if s.holds(words[lo]):
                out.append(lo)
            lo += 1
        return out

    def run(self) -> list[Draft]:
        for s in self.parse.sentences:
            if s.heading:
                continue
            for w in s.words:
                if w.i not in self.consumed:
                    self._visit(w, s)
        return self.drafts

    # one word -----------------------------------------------------------------------------------------------------
    def _visit(self, w: Word, s: Sentence) -> None:
        if (
            w.tag == "VBN"
            and w.lower in self.lexicon.adjectives
            and (w.dep == "acomp" or (w.child("auxpass") is not None and grammar.agent(w) is None))
        ):
            draft = self._adjective(w)  # "is committed to"
        elif w.pos in ("VERB", "AUX"):
            if not self._asserts(w):
                return
            draft = self.build(w)
        elif w.pos == "NOUN" or (w.tag in ("NNP", "NNPS") and w.lemma in self.lexicon.nouns and w.i not in self.cast.cover):
            if w.i in self.cast.cover and self.cast.cover[w.i].kind != "adjective":
                return
            if w.dep in ("nsubj", "nsubjpass") and any(
                role == "happening" for _, role in self.lexicon.light.get(w.head.lemma, ())
            ):
                return  # told with its verb: "fighting broke out", "protests erupted"
            draft = self._alone(w)
        elif (w.pos == "ADJ" and w.dep in ("acomp", "ccomp", "xcomp", "oprd", "ROOT", "conj", "advcl")) or (
            w.pos == "ADJ" and w.lemma in self.lexicon.adjectives and w.dep not in ("amod",)
        ):
            draft = self._adjective(w)
        else:
            return
        if draft is None and w.pos == "VERB":
            draft = self._warning(w)
        if draft is not None:
            self.emit(draft)

    def _warning(self, v: Word) -> Draft | None:
        """A threat without a verb of threatening: "if they insist, we will respond", "they will pay for it"."""
        said = self.said_at(v)
        if said is None or not said.speakers:
            return None
        st = standing(v, reported=True)
        subject = grammar.actor_word(v)
        refs = self.parties.of(subject, said)
        cornered = (
            v.lemma in ("have", "leave", "see")
            and any(c.lemma in ("choice", "option", "alternative") for c in v.all("dobj", "attr"))
            and st.modal is not None
        )
        if not refs or (st.status not in ("future", "hypothetical") and not cornered):
            return None
        if st.modal in ("must", "should", "ought") and st.status == "hypothetical" and not st.condition:
            if self._sides_of(said) & self.parties.sides(refs) or any(
                self.cast.actor(s).kind == "other" and self.cast.actor(s).country is None for s in said.speakers
            ):
                return None
            return Draft(
                "REQUEST",
                [],
                [Ref(s, v.i, v.i) for s in said.speakers],
                refs,
                v,
                v,
                f"{st.modal} {v.lemma} said to another",
                untimed=True,
            )
        if st.modal not in ("will", "would", "'d", None):
            return None
        own = bool(self._sides_of(said) & self.parties.sides(refs)) or bool(set(said.speakers) & {r.entity for r in refs})
        words = self.parse.words[v.left : v.right + 1]
        lemmas = {w.lemma for w in words}
        actors = [Ref(s, v.i, v.i) for s in said.speakers]
        if own and self._conditioned(v, st) and (v.lemma in _RETALIATE or lemmas & _MEASURES):
            return Draft(
                "THREATEN", [], actors, self._warned(v, said), v, v, f"conditional {v.lemma} by the speaker's side", untimed=True
            )
        if not own and v.lemma in _SUFFER and lemmas & _PRICE | ({"x"} if v.lemma == "regret" else set()):
            return Draft("THREATEN", [], actors, refs, v, v, f"{v.lemma} foretold to another", untimed=True)
        return None

    def _warned(self, v: Word, said: Said) -> list[Ref]:
        """Who is warned off: the subject of the condition ("if Chad attacks, we will respond")."""
        for w in self.parse.sentences[v.sent].words:
            if w.lower in ("if", "unless") and w.head.pos in ("VERB", "AUX"):
                refs = self.parties.of(grammar.actor_word(w.head), said)
                return [r for r in refs if self.parties.side(r) not in self._sides_of(said)]
        return []

    def _conditioned(self, v: Word, st: Standing) -> bool:
        said = self.said_at(v)
        if st.condition or (said is not None and said.cue is not None and said.cue.lemma in ("warn", "threaten", "vow", "swear")):
            return True
        if any(c.lower == "any" for o in v.all("dobj", "pobj") for c in o.all("det")):
            return True  # "will answer any new attack"

        sentence = self.parse.sentences[v.sent]
        return any(
            w.lower in ("if", "unless") or (w.lower == "long" and w.dep == "advmod") for w in sentence.words if w.i < v.i + 25
        ) or any(w.lower == "again" for w in sentence.words)

    def _asserts(self, v: Word) -> bool:
        """Whether a verb form tells of a happening: not a purpose ("to strengthen ties"), not a means ("by improving")."""
        if v.dep in ("amod", "compound"):
            return False
        if any(m.lower in ("until", "lest") for m in v.all("mark")):
            return False
        if self._asked_about(v):
            return False
        if v.dep == "relcl" and any(c.lower in ("any", "every", "no") for c in v.head.all("det")):
            return False
        if any(a.lower == "to" for a in v.all("aux")) and v.dep in (
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
                # "were to withdraw" tells of a duty, not of a deed.
                return v.head.tag != "VBD" or self.said_at(v) is not None
            return v.dep == "ROOT" and v.child("nsubj") is not None
        if (
            v.dep == "pcomp"
            and v.head.lower == "by"
            and v.head.head.lemma
            in ("react", "respond", "reply", "retaliate", "answer", "begin", "start", "open", "end", "conclude")
        ):
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

    # frames -------------------------------------------------------------------------------------------------------
    def match(self, v: Word) -> Frame | None:
        """The most demanding verb frame that fits the surroundings of this verb."""
        frames = self.lexicon.verbs.get(v.lemma)
        if not frames:
            return None
        obj = grammar.object_word(v)
        for f in frames:
            if self._fits(f, v, obj):
                return f
        return None

    def _fits(self, f: Frame, v: Word, obj: Word | None) -> bool:
        if f.op == "request" and v.lemma == "ask":
            comp = grammar.complement(v)
            if comp is not None and any(m.lower in ("whether", "if", "why", "how") for m in comp.all("mark", "advmod")):
                return False
        if f.particles:
            at = v
            for part in f.particles:
                child = next(
                    (
                        c
                        for c in at.children
                        if c.lower == part and c.dep in ("prt", "prep", "advmod", "dative", "agent") and not self._of_time(c)
                    ),
                    None,
                )
                if child is None:
                    return False
                if child.dep == "prep" and len(f.particles) > 1:
                    at = child
            if obj is None:
                p = next((c for c in v.children if c.lower == f.particles[-1] and c.dep in ("prep", "prt")), None)
                obj = p.child("pobj") if p is not None else None
        if f.object and not self._object_fits(f.object, obj):
            return False
        if f.clause:
            comp = grammar.complement(v)
            kind = None
            if comp is not None:
                kind = (
                    "to"
                    if any(a.lower == "to" for a in comp.all("aux"))
                    else "ing"
                    if comp.tag == "VBG" and comp.dep != "ccomp"
                    else "that"
                )
            if (
                kind == "that"
                and f.op == "request"
                and v.lemma in ("insist", "suggest")
                and comp is not None
                and comp.tag != "VB"
            ):
                return False  # only the subjunctive asks: "insisted that he leave", not "insisted that he had left"
            preps = {p.lower for p in v.all("prep")}
            if kind not in f.clause and not (preps & f.clause):
                return False
        if f.needs:
            ok = False
            for n in f.needs:
                if n == "both":
                    refs = self.parties.of(grammar.actor_word(v), self.said_at(v))
                    ok = ok or len(self.parties.sides(refs)) > 1
                elif n == "insult":
                    ok = ok or v.i in self.cues
                elif n == "together":
                    ok = ok or any(c.lower == "together" for c in v.children)
                else:
                    ok = ok or grammar.preposition(v, (n,), obj) is not None
            if not ok:
                return False
        if f.near or f.without:
            around = {x.lemma for x in self.parse.words[v.left : v.right + 1] if x.sent == v.sent}
            if (f.near and not (around & f.near)) or around & f.without:
                return False
        if f.subject:
            subject = grammar.surface_subject(v)
            if subject is None or not self._object_fits(f.subject, subject):
                return False
        if "future" in f.flags and standing(v, reported=self.said_at(v) is not None).status not in ("future", "hypothetical"):
            return False
        if "negated" in f.flags and standing(v).status != "negated":
            return False
        if "person" in f.flags:
            target = obj or grammar.preposition(v, f.particles or ("on", "with", "to"))
            if target is None or not self._is_person(target):
                return False
            if "unless" in f.flags and grammar.complement(v) is not None:
                return False
        if "people" in f.flags:
            subject = grammar.actor_word(v)
            if subject is None or (self.parties.of(subject) and not self._crowd(subject)):
                return False
        if "official" in f.flags:
            subject = grammar.actor_word(v)
            refs = self.parties.of(subject, self.said_at(v))
            if not refs or subject is None or self._crowd(subject) or (f.type == "CONSULT" and not self._is_person(subject)):
                return False
        return True

    def _of_time(self, p: Word) -> bool:
        """Whether a preposition governs a date: the "on" of "called the premier on Monday" is no particle."""
        o = p.child("pobj") if p.dep == "prep" else None
        return o is not None and o.ent in ("DATE", "TIME")

    def _crowd(self, w: Word) -> bool:
        return w.lemma in self.lexicon.classes["crowd"]

    def _is_person(self, w: Word) -> bool:
        m = self.cast.cover.get(w.i)
        if m is None:
            return w.lemma in self.lexicon.classes["leader"]
        a = self.cast.actors[m.ids[0]]
        return a.is_person or (a.kind == "other" and a.noun != "institution") or w.lemma in self.lexicon.classes["leader"]

    def _object_fits(self, wanted: frozenset[str], obj: Word | None) -> bool:
        if obj is None:
            return "none" in wanted
        for o in grammar.coordinated(obj):
            lemma = self._head_lemma(o)
            if lemma in wanted or o.lower in wanted:
                return True
            for c in o.children:
                if c.dep in ("compound", "amod") and f"{c.lemma}_{o.lemma}" in wanted:
                    return True
            if "person" in wanted and (
                self._is_person(o) or self.parties.animate(o) or o.pos == "NUM" or o.lemma in ("dozen", "hundred", "thousand")
            ):
                return True
            if "somewhere" in wanted and o.i in self.cast.places and not self._is_person(o):
                return True
            if wanted & {"named", "party"} and self.parties.of(o):
                return True
            if o.pos == "PRON" and o.lower in ("it", "they", "them", "these", "this", "those") and self._named_before(wanted, o):
                return True
        return False

    def _named_before(self, wanted: frozenset[str], pronoun: Word) -> bool:
        """Whether a pronoun can stand for one of these nouns: one was named in this sentence before it or in the last one."""
        first = self.parse.sentences[max(0, pronoun.sent - 1)].words[0].i
        return any(
            w.pos == "NOUN" and w.lemma in wanted and w.lemma not in self.lexicon.measure
            for w in self.parse.words[first : pronoun.i]
        )

    def _head_lemma(self, o: Word) -> str:
        """The lemma of a noun, seen through measures ("a series of strikes")."""
        for _ in range(3):
            if o.lemma not in self.lexicon.measure and o.lemma not in self.lexicon.stretch:
                break
            of = next((p for p in o.all("prep") if p.lower == "of" or (p.lower == "in" and o.lemma in _MONEY)), None)
            inner = of.child("pobj") if of is not None else None
            if inner is None:
                break
            o = inner
        return o.lemma

    def _through(self, o: Word | None) -> Word | None:
        """The noun behind a measure or a stretch ("a series of strikes", "the continuation of talks")."""
        for _ in range(3):
            if o is None or (o.lemma not in self.lexicon.measure and o.lemma not in self.lexicon.stretch):
                return o
            of = next((p for p in o.all("prep") if p.lower == "of" or (p.lower == "in" and o.lemma in _MONEY)), None)
            inner = of.child("pobj") if of is not None else None
            if inner is None:
                return o
            o = inner
        return o

    # building -----------------------------------------------------------------------------------------------------
    def build(self, w: Word, depth: int = 0) -> Draft | None:
        """The event of a predicate with its own arguments; None when the word makes none. Not yet emitted."""
        if depth > 4:
            return None
        if w.pos in ("NOUN", "PROPN"):
            return self._noun(w, None, "actor", depth)
        if w.pos == "ADJ":
            return self._adjective(w, depth)
        frame = self.match(w)
        light = self._light(w, depth)
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
                if x is not None and w.lemma == "be" and any(a.lower == "to" for a in x.all("aux")):
                    return None
            return None
        return self._compose(w, frame, depth)

    def _light(self, v: Word, depth: int) -> Draft | None:
        """A light verb and its event noun."""
        for particles, role in self.lexicon.light.get(v.lemma, ()):
            obj = grammar.object_word(v) if role != "happening" else v.child("nsubj", "nsubjpass")
            if particles:
                p = next((c for c in v.children if c.lower == particles[0] and c.dep in ("prt", "prep", "dobj", "advmod")), None)
                if p is None:
                    continue
                if p.dep == "prep" and role != "happening":
                    obj = p.child("pobj")
                elif p.lower == "part":
                    inner = p.child("prep") or next((c for c in v.all("prep") if c.i > p.i and c.lower == particles[-1]), None)
                    obj = inner.child("pobj") if inner is not None else None
            if obj is None:
                continue
            for o in grammar.coordinated(obj):
                noun = self._through(o)
                if noun is None:
                    continue
                draft = self._noun(noun, v, role, depth + 1)
                if draft is not None:
                    self.consumed.add(noun.i)
                    return draft
        return None

    def _noun_frame(self, n: Word, verb: Word | None) -> Frame | None:
        compound = "_".join([c.lemma for c in n.children if c.dep in ("compound", "amod") and c.i == n.i - 1] + [n.lemma])
        frames = self.lexicon.nouns.get(compound) or self.lexicon.nouns.get(n.lemma, [])
        around = {x.lemma for x in self.parse.words[n.left : n.right + 1]} | (
            {x.lemma for x in verb.children} if verb is not None else set()
        )
        for f in frames:
            if (
                (f.near and not (around & f.near))
                or around & f.without
                or (f.under and (verb is None or verb.lemma not in f.under))
            ):
                continue
            return f
        return None

    def _noun(self, n: Word, verb: Word | None, role: str, depth: int) -> Draft | None:
        """An event noun, by itself or under a light verb."""
        f = self._noun_frame(n, verb)
        if f is None or f.type is None:
            return None
        said = self.said_at(n)
        parties = self.parties
        actors: list[Ref] = []
        recipients: list[Ref] = []
        subject = grammar.actor_word(verb) if verb is not None and role != "happening" else None
        from_verb = parties.of(subject, self.said_at(verb) if verb is not None else None)
        if subject is not None and not from_verb and parties.animate(subject):
            from_verb = parties.owner(subject, said)
        between = self._slot_noun(n, "between", said) or (self._participants(n, said) if f.both else [])
        recipients = self._slots(f.to, n, said, verb)
        if role == "recipient":
            actors = self._slots(("from", "by", "owner"), n, said, verb) or self._owner_of_noun(n, said)
            recipients = from_verb
        elif role == "member" or (verb is not None and role != "happening"):
            actors = from_verb or self._owner_of_noun(n, said)
            if verb is not None and f.both and role == "actor":
                extra = self._owner_of_noun(n, said)
                recipients = recipients or [r for r in extra if r.entity not in {a.entity for a in actors}]
        else:
            if f.from_:
                actors = self._slots(f.from_, n, said, None)
            actors = (
                actors
                or self._slots(("by",), n, said, None)
                or self._owner_of_noun(n, said, of="of" not in f.to or "of" in f.from_)
            )
            if not actors and f.both:
                actors = self._slots(("of", "between"), n, said, None)
        if between:
            actors, recipients = (
                (actors, between)
                if verb is not None and actors and not (parties.sides(actors) & parties.sides(between))
                else (between, [])
            )
        if f.both and not actors and len(parties.sides(recipients)) > 1:
            actors, recipients = recipients, []  # "fighting broke out between X and Y"
        recipients = [r for r in recipients if r.entity not in {a.entity for a in actors}]
        if f.type in ("ASSAULT", "COERCE") and not recipients and not f.both:
            target = grammar.preposition(n, ("on", "against", "of", "into"))
            recipients = [r for r in parties.place_state(target) if parties.side(r) not in parties.sides(actors)]
        if role == "happening" and verb is not None and f.type in HOSTILE:
            if not recipients and not f.both:
                recipients = self.parties.place_state(verb.child("dobj"))
            if not actors and (f.both or f.type != "ASSAULT"):
                actors = self.parties.state_here(verb)
            elif not recipients and f.type == "ASSAULT":
                recipients = self.parties.state_here(verb)
        elif verb is not None and not actors and "state" in f.flags and grammar.is_passive(verb):
            actors = self.parties.state_here(verb)
        both = f.both and not (f.type == "CONSULT" and f.mode == "visit")
        draft = Draft(
            f.type,
            [f.mode] if f.mode else [],
            actors,
            recipients,
            n,
            verb or n,
            f.name + (f" under {verb.lemma}" if verb is not None else ""),
            both=both,
            frame=f,
            nominal=verb is None,
        )
        if f.mode == "visit":
            self._visit_host(draft, n, said)
        draft.definite = any(
            c.lower in ("the", "this", "that", "their", "his", "its", "her", "these", "those")
            for c in n.children
            if c.dep in ("det", "poss")
        )
        return draft

    def _participants(self, n: Word, said: Said | None) -> list[Ref]:
        """Who took part in a meeting: "a summit at which X and Y agreed", "talks under a mechanism between X and Y"."""
        for c in n.children:
            if c.dep == "relcl" and any(
                (p.lower in ("at", "in", "during") and any(x.lower == "which" for x in p.children)) or p.lower == "where"
                for p in c.children
            ):
                refs = self.parties.of(grammar.surface_subject(c), said)
                if len(self.parties.sides(refs)) > 1:
                    return refs
        for w in self.parse.words[n.left : n.right + 1]:
            if w.lower == "between" and w.dep == "prep" and w.under(n):
                for o in w.all("pobj"):
                    refs = self.parties.of(o, said)
                    if len(self.parties.sides(refs)) > 1:
                        return refs
        return []

    def _owner_of_noun(self, n: Word, said: Said | None, of: bool = True) -> list[Ref]:
        """Possessive, adjective or compound before the noun; then "by"; then "of" when it names the doer."""
        if (
            n.dep == "conj"
            and n.head.pos == "NOUN"
            and n.head.lemma in self.lexicon.nouns
            and not any(c.dep in ("poss", "amod") for c in n.children)
        ):
            return self._owner_of_noun(n.head, said, of)  # "Raisi's visit to Moscow and meeting with Putin"
        for c in n.children:
            if c.dep in ("poss", "amod", "compound", "nmod") and (c.i < n.i):
                if c.lower in FIRST_PERSON and said is not None:
                    return [Ref(s, c.i, c.i) for s in said.speakers]
                m = self.cast.cover.get(c.i)
                if m is not None:
                    refs = [Ref(i, m.first, m.last) for i in m.ids]
                    for other in grammar.coordinated(c)[1:]:
                        om = self.cast.cover.get(other.i)
                        if om is not None:
                            refs += [Ref(i, om.first, om.last) for i in om.ids]
                    return refs
                inner = self.parties.owner(c, said, 2) if c.dep == "poss" else []
                if inner:
                    return inner
        return self._slot_noun(n, "by", said) or (self._slot_noun(n, "of", said) if of else [])

    def _slot_noun(self, n: Word, name: str, said: Said | None) -> list[Ref]:
        for p in n.all("prep", "agent"):
            if p.lower == name:
                for o in p.all("pobj"):
                    refs = self.parties.of(o, said) or (self.parties.owner(o, said) if self.parties.animate(o) else [])
                    if refs:
                        return refs
        return []

    def _visit_host(self, d: Draft, n: Word, said: Said | None) -> None:
        """A visit's recipient is the host: the state of the place visited."""
        if not d.recipients:
            for p in [*n.all("prep", "dative"), *(d.carrier.all("prep", "dative") if d.carrier is not n else [])]:
                if p.lower in ("to", "in"):
                    for o in p.all("pobj"):
                        d.recipients = self.parties.place_state(o) or self.parties.of(o, said)
                        d.place_word = o
                        if d.recipients:
                            break
                if d.recipients:
                    break
        else:
            to = grammar.preposition(n, ("to",))
            d.place_word = to
        sides = self.parties.sides(d.actors)
        d.recipients = [r for r in d.recipients if self.parties.side(r) not in sides]

    def _alone(self, n: Word) -> Draft | None:
        """A noun that makes an event without a verb: its frame allows it and its parties are named."""
        f = self._noun_frame(n, None)
        if f is None or f.type is None or f.alone in (None, "no"):
            return None
        if (
            n.dep in ("nsubjpass", "nsubj", "dobj")
            and n.head.pos == "VERB"
            and (above := self.match(n.head)) is not None
            and above.op is not None
            and above.op not in ("condemn", "support", "pass")
        ):
            return None  # "the visit was cancelled": the cancelling tells of it
        if n.dep == "pobj" and n.head.head.lemma in _ONLY_THOUGHT:
            return None  # "the need for talks": none were held
        if f.alone == "joint" and not any(c.lemma in ("joint", "military", "trilateral") for c in n.children):
            return None
        d = self._noun(n, None, "actor", 0)
        if d is None:
            return None
        sides = self.parties.sides(d.parties)
        if f.mode != "visit" and d.both and len(sides) < 2 and f.mode != "multilateral":
            return None
        if f.mode == "multilateral" and not (d.actors or d.recipients):
            return None
        if f.mode == "visit" and not (d.actors and d.recipients):
            return None
        if not d.both and not d.actors:
            return None
        if f.type in HOSTILE and not (d.actors and d.recipients):
            return None
        if (
            any(c.lower in ("no", "any", "a", "an", "another", "further", "more") and c.dep == "det" for c in n.children)
            and f.type != "ASSAULT"
        ):
            return None
        d.confidence = SURE_NOUN
        return d

    # slots --------------------------------------------------------------------------------------------------------
    def _slots(
        self, names: tuple[str, ...], w: Word, said: Said | None, verb: Word | None = None, obj: Word | None = None
    ) -> list[Ref]:
        """The parties in the first of these slots that names any."""
        for name in names:
            refs = self._slot(name, w, said, verb, obj)
            if refs:
                return refs
        return []

    def _slot(self, name: str, w: Word, said: Said | None, verb: Word | None, obj: Word | None) -> list[Ref]:
        p = self.parties
        if name == "none":
            return []
        if name == "subject":
            subject = grammar.actor_word(w) if w.pos in ("VERB", "AUX") else None
            return p.of(subject, said) or (p.owner(subject, said) if subject is not None and p.animate(subject) else [])
        if name == "object":
            return [r for o in ([obj] if obj is not None else []) for r in p.of(o, said)]
        if name == "dative":
            d = w.child("dative") or (verb.child("dative") if verb is not None else None)
            by = verb if verb is not None else w
            if d is None and by.pos == "VERB" and by.child("dobj") is not None:
                d = by.child(*grammar.PASSIVE_SUBJECT)  # "Chad was given a loan"
            return p.of(d, said) if d is not None and d.lower not in ("to", "for") else []
        if name == "owner":
            if w.pos in ("NOUN", "PROPN"):
                return self._owner_of_noun(w, said)
            return p.owner(self._through(obj), said) or p.owner(obj, said)
        if name in ("clause", "that"):
            c = grammar.complement(w)
            if c is None:
                return []
            subject = c.child("nsubj", "nsubjpass") if c.pos in ("VERB", "AUX", "ADJ", "NOUN") else None
            return p.of(subject, said) or p.owner(subject, said)
        target = grammar.preposition(w, (name,), obj)
        if target is None and verb is not None:
            target = grammar.preposition(verb, (name,))
        if target is None:
            return []
        refs = p.of(target, said)
        return refs or p.owner(target, said)

    # composition --------------------------------------------------------------------------------------------------
    def _compose(self, v: Word, f: Frame, depth: int) -> Draft | None:
        said = self.said_at(v)
        obj = grammar.object_word(v)
        if f.particles and obj is None:
            p = next((c for c in v.children if c.lower == f.particles[-1] and c.dep in ("prep", "prt", "agent")), None)
            obj = p.child("pobj") if p is not None else None
        if f.op is not None:
            before = set(self.consumed)
            made = self._operate(v, f, obj, said, depth)
            if made is None:
                self.consumed = before  # what it took for its content may yet tell something by itself
            return made
        return self._plain(v, f, obj, said)

    def _actors(self, v: Word, f: Frame, said: Said | None, obj: Word | None) -> list[Ref]:
        if f.from_:
            return self._slots(f.from_, v, said, None, obj)
        subject = grammar.actor_word(v)
        refs = self.parties.of(subject, said)
        before = self.parse.words[v.i - 1] if v.i else None
        if v.tag == "VBG" and before is not None and before.lemma in _MESSAGES and before.sent == v.sent:
            subject, refs = before, []  # "was handed a note demanding ...": the note demands
        if not refs and subject is not None and subject.lemma in _MESSAGES:
            refs = self.parties.maker(subject, said) or (
                [Ref(s, subject.i, subject.i) for s in said.speakers] if said is not None else []
            )
        if not refs and subject is not None:
            # "the war in Mali killed ...": where a thing is does not make its state the doer.
            refs = (
                self.parties.maker(subject, said)
                if f.type == "ASSAULT" and not self.parties.animate(subject)
                else self.parties.owner(subject, said)
            )
        if not refs and subject is None and f.mode in ("withdraw", "troops") and grammar.is_passive(v):
            refs = self.parties.of(obj, said) or self.parties.owner(obj, said)  # "French troops were withdrawn"
        return refs

    def _plain(self, v: Word, f: Frame, obj: Word | None, said: Said | None) -> Draft:
        actors = self._actors(v, f, said, obj)
        names = f.to
        recipients = self._slots(names, v, said, None, obj)
        if not recipients and f.place is None and f.type in ("ASSAULT", "COERCE", "MOBILIZE"):
            for name in ("in", "into", "on", "at", "near", "across", "along"):
                target = grammar.preposition(v, (name,), obj)
                if target is not None and self.parties.place_state(target):
                    recipients = self.parties.place_state(target)
                    break
            if not recipients and obj is not None:
                recipients = self.parties.place_state(obj)
        if not actors and f.type == "MOBILIZE" and grammar.is_passive(v):
            actors = self.parties.of(obj, said) or self.parties.owner(obj, said)  # troops are sent by whose they are
        if not actors and "state" in f.flags and (grammar.is_passive(v) or grammar.surface_subject(v) is None):
            actors = self.parties.state_here(v)
        if f.both and not actors and len(self.parties.sides(recipients)) > 1:
            actors, recipients = recipients, []  # "an accord was concluded between Peru and Chile"
        if f.object and obj is not None:
            self.consumed.update(o.i for o in grammar.coordinated(obj) if o.i > v.i)
        assert f.type is not None  # operators without a type never come here
        d = Draft(f.type, [f.mode] if f.mode else [], actors, recipients, v, v, f.name, both=f.both, frame=f)
        if d.type == "ASSAULT" and not d.modes:
            d.modes = self._weapon(v)
        if (
            d.type == "CONSULT"
            and not d.modes
            and any(
                p.lower in ("by", "over", "on", "via")
                and any(o.lemma in ("phone", "telephone", "telephon", "video") for o in p.all("pobj"))
                for p in v.all("prep")
            )
        ):
            d.modes = ["phone"]
        if f.mode == "visit" and f.type == "CONSULT":
            if f.place == "object" and obj is not None:
                d.recipients = self.parties.of(obj, said) or self.parties.place_state(obj)
                d.place_word = obj
            elif f.place is not None:
                target = grammar.preposition(v, (f.place, "at"))
                d.place_word = target
                d.recipients = self.parties.place_state(target) or self.parties.of(target, said)
            sides = self.parties.sides(d.actors)
            d.recipients = [r for r in d.recipients if self.parties.side(r) not in sides]
            if not d.recipients and f.place is not None:
                return d
        return d

    def _weapon(self, v: Word) -> list[str]:
        """The mode that the instrument tells: "a drone strike killed ...", "attacked with knives"."""
        spans: list[Word] = []
        subject = grammar.actor_word(v)
        if subject is not None and subject.sent == v.sent:
            spans += [subject, *[c for c in subject.children if c.dep in ("compound", "amod")]]
        for p in v.all("prep"):
            if p.lower in ("with", "in", "by", "using"):
                spans += [x for o in p.all("pobj") for x in (o, *o.all("compound"))]
        if any(w.lemma == "suicide" for w in spans):
            return ["suicide-attack"]
        return next(([_WEAPONS[w.lemma]] for w in spans if w.lemma in _WEAPONS), [])

    def _content(self, v: Word, obj: Word | None, depth: int) -> Draft | None:
        """The event in an operator's complement: clause, infinitive, gerund, or event noun; consumed with it."""
        comp = grammar.complement(v)
        if comp is not None:
            d = self.build(comp, depth + 1)
            self.consumed.add(comp.i)
            for c in comp.children:
                if c.dep == "conj" and c.pos == "VERB" and c.child("nsubj", "nsubjpass") is None:
                    if d is None:
                        d = self.build(c, depth + 1)
                    self.consumed.add(c.i)
            if d is not None:
                if standing(comp).status == "negated":
                    d.status = "negated"
                return d
            inner = comp.child("dobj")
            if inner is not None:
                noun = self._through(inner)
                if (
                    noun is not None
                    and (e := self._noun(noun, None, "actor", depth + 1)) is not None
                    and e.type in COOPERATIVE | YIELDING
                ):
                    self.consumed.add(noun.i)
                    return e
        if obj is not None and obj.pos in ("NOUN", "PROPN"):
            first: Draft | None = None
            for o in grammar.coordinated(obj):
                noun = self._through(o)
                if noun is None or (noun.i in self.cast.cover and self.cast.cover[noun.i].kind != "adjective"):
                    continue
                d = self._noun(noun, None, "actor", depth + 1)
                if d is not None:
                    self.consumed.add(noun.i)
                    first = first or d
            if first is not None:
                return first
        for p in v.all("prep", "prt"):
            if p.lower in ("on", "for", "to", "in", "against", "of", "with"):
                o2 = p.child("pobj")
                noun = self._through(o2)
                if noun is not None and noun.pos == "NOUN" and noun.i not in self.cast.cover:
                    d = self._noun(noun, None, "actor", depth + 1)
                    if d is not None:
                        self.consumed.add(noun.i)
                        return d
        return None

    def _operate(self, v: Word, f: Frame, obj: Word | None, said: Said | None, depth: int) -> Draft | None:
        actors = self._actors(v, f, said, obj)
        op = f.op
        comp = grammar.complement(v)
        if (
            op in ("intend", "seek", "hope", "expect")
            and comp is not None
            and v.child("dobj") is not None
            and not comp.under(v.child("dobj") or v)
        ):
            return None  # "prepared a list to strengthen ties": a purpose, not what was intended
        content = self._content(v, obj, depth) if op not in ("condemn", "support") else None
        if (
            op == "intend"
            and content is None
            and comp is not None
            and actors
            and standing(v, reported=said is not None).status == "negated"
        ):
            d0 = Draft("REJECT", [], actors, [], v, v, f"{f.name}: does not intend to", frame=f, untimed=True)
            d0.status = "occurred"
            return d0
        slots = self._slots(f.to, v, said, None, obj)
        mine = self.parties.sides(actors)

        def others(refs: list[Ref]) -> list[Ref]:
            out: list[Ref] = []
            for r in refs:
                if self.parties.side(r) not in mine and r.entity not in {x.entity for x in out}:
                    out.append(r)
            return out

        def made(type_: EventType, modes: list[str], recipients: list[Ref], **more: object) -> Draft:
            d = Draft(
                type_,
                modes,
                actors,
                recipients,
                v,
                v,
                f"{f.name} ({op})" + (f" + {content.why}" if content is not None else ""),
                frame=f,
            )
            if content is not None:
                d.act = (content.type, content.modes)
                d.place_word = content.place_word
            for k, x in more.items():
                setattr(d, k, x)
            return d

        theirs = others(content.recipients + content.actors) if content is not None else []
        if not theirs and comp is not None and comp.child("dobj") is not None:
            theirs = others(self.parties.owner(comp.child("dobj"), said))  # "offered to pay the Bahraini crew's wages"
        if op == "promise":
            if (
                content is not None
                and content.type in HOSTILE - {"MOBILIZE"}
                and content.status != "negated"
                and f.type == "AGREE"
                and v.lemma in ("vow", "pledge", "swear", "promise", "ready", "prepared")
            ):
                return made("THREATEN", self._threat_mode(content), theirs or slots)
            negated_infinitive = comp is not None and standing(comp).status == "negated"
            if negated_infinitive and (content is None or content.type in COOPERATIVE | YIELDING):
                return made("REJECT", [], theirs or slots)
            agreed = made("AGREE", [], others(slots) or theirs, both=f.both)
            if content is not None and content.status == "negated":
                agreed.act = None  # what they agreed not to do is not what they owe
            return agreed
        if op in ("intend", "expect", "hope", "consider", "seek", "pass"):
            return self._carried(v, f, op, actors, content, comp, slots)
        if op == "request":
            if comp is not None and comp.lemma in ("name", "identify", "quote"):
                return None  # "asked not to be named"
            target = slots
            if not target and comp is not None:
                target = others(self.parties.of(comp.child("nsubj", "nsubjpass"), said))
            target = others(target) or theirs
            mode = self._asked_mode(content, comp, obj) or f.mode
            target = target or others(self._fighters(v, obj))
            return made("REQUEST", [mode] if mode else [], target)
        if op == "refuse":
            if (
                comp is not None
                and content is None
                and comp.lemma
                in (
                    "say",
                    "comment",
                    "speak",
                    "answer",
                    "elaborate",
                    "give",
                    "name",
                    "disclose",
                    "confirm",
                    "identify",
                    "discuss",
                )
            ):
                return None
            mode = ASKED_MODE.get(content.type) if content is not None else None
            return made(
                "REJECT", [mode] if mode else [], others(slots) or theirs or others(self._meant(self._through(obj), "REJECT"))
            )
        if op == "threaten":
            return made("THREATEN", self._threat_mode(content), others(slots) or theirs)
        if op == "warn":
            if content is None:
                return None
            against = grammar.preposition(v, ("against",)) is not None or any(p.lower == "against" for p in v.all("prep"))
            if against:
                return made("REQUEST", ["yield"], others(self._slots(("object",), v, said, None, obj)))
            if content.type in HOSTILE and content.status != "negated" and self.parties.sides(content.actors) & mine:
                return made("THREATEN", self._threat_mode(content), theirs)
            return None
        if op == "accuse":
            d = made("ACCUSE", ["allege"], others(slots))
            if content is not None and content.type in HOSTILE | {"AID", "COOPERATE", "RETREAT"} and content.type != "SANCTION":
                content.actors = content.actors or slots
                content.said = self.cues.get(v.i)
                if content.said is not None:
                    d.others.append(content)
            return d
        if op == "allege":
            if content is None:
                return None
            self.consumed.discard(content.word.i)
            if content.type in HOSTILE | {"AID"} and others(content.actors):
                return made("ACCUSE", ["allege"], others(content.actors))
            return None
        if op == "deny":
            if content is None or content.type not in HOSTILE | {"AID", "CONSULT", "COOPERATE"}:
                return None
            content.status = "negated"
            content.said = self.cues.get(v.i)
            content.carrier = content.word
            d = made("REJECT", [], others(content.recipients))
            d.act = None
            if content.said is not None and content.actors:
                d.others.append(content)
            return d
        if op == "wrong":
            # A wrong told of somebody else is an accusation by whoever tells it.
            if said is None or not actors or self._sides_of(said) & mine:
                return None
            return Draft(
                "ACCUSE",
                ["allege"],
                [Ref(s, v.i, v.i) for s in said.speakers],
                actors,
                v,
                v,
                f"{f.name} said of another",
                frame=f,
            )
        if op == "condemn":
            return self._toward(v, f, obj, said, actors, slots, "ACCUSE", [f.mode] if f.mode else ["disapprove"])
        if op == "support":
            return self._toward(v, f, obj, said, actors, slots, "SUPPORT", [])
        if op == "stop":
            if content is None:
                return None
            if content.type in ("ASSAULT", "COERCE"):
                return made("RETREAT", ["ceasefire"] if content.type == "ASSAULT" else [], theirs)
            return made("SANCTION", ["discontinue"], theirs)
        if op == "cancel":
            refs = content.parties if content is not None else self.parties.owner(obj, said)
            if grammar.is_passive(v) and not actors:
                if content is None or len(self.parties.sides(content.parties)) < 2:
                    planned = self._planned(v)
                    if planned is None:
                        return None
                    content = replace(
                        planned,
                        type="CONSULT",
                        modes=list(planned.act[1]) if planned.act else planned.modes,
                        act=None,
                        word=v,
                        others=[],
                        why=f"{f.name} of {planned.why}",
                        said=None,
                    )
                    if planned in self.drafts and planned.word.sent == v.sent:
                        self.drafts.remove(planned)
                content.carrier = v
                content.status = "negated"
                content.nominal = False
                return content
            return made("REJECT", ["meet"], others(slots) or others(refs))
        if op == "allow":
            return made("CONCEDE", [], others(slots) or theirs)
        return None

    def _meant(self, noun: Word | None, type_: EventType) -> list[Ref]:
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
        for d in reversed(self.drafts):
            if noun.sent - d.word.sent > 8:
                return []
            if d.type in kinds and d.word is not noun and d.actors and (d.type != "SUPPORT" or d.both):
                return d.parties if d.both or d.type == "CONSULT" else d.actors
        return []

    def _fighters(self, v: Word, obj: Word | None) -> list[Ref]:
        """ "an end to the fighting", "a halt to the attacks": those of the fighting told of before."""
        if obj is None or not any(
            w.lemma in self.lexicon.classes["attack"] or w.lemma in ("fighting", "hostility", "violence", "clash")
            for w in self.parse.words[obj.left : obj.right + 1]
        ):
            return []
        fights = [d for d in self.drafts if d.type == "ASSAULT"]
        both = next((d for d in fights if d.both), None) or (fights[-1] if fights else None)
        return both.parties if both is not None else []

    def _planned(self, v: Word) -> Draft | None:
        """The meeting or visit of this sentence or the last ones that "the trip", "the appointment" points back to."""
        for d in reversed(self.drafts):
            if v.sent - d.word.sent > 1:
                return None
            if d.type == "CONSULT" or (d.type == "AGREE" and d.act is not None and d.act[0] == "CONSULT"):
                return d
        return None

    def _carried(
        self, v: Word, f: Frame, op: str, actors: list[Ref], content: Draft | None, comp: Word | None, slots: list[Ref]
    ) -> Draft | None:
        """Operators that leave the event its type: plans, hopes, expectations, beginnings and continuations."""
        if content is None:
            return None
        mine = self.parties.sides(actors)
        if actors and (not content.actors or op != "expect" or content.nominal):
            content.recipients = (
                [r for r in content.recipients + content.actors if self.parties.side(r) not in mine]
                if content.nominal or not content.actors
                else content.recipients
            )
            content.actors = actors
        elif not actors and grammar.is_passive(v):
            content.actors = content.actors or self.parties.of(grammar.surface_subject(v))
        content.carrier = v
        content.why = f"{f.name} ({op}) + {content.why}"
        content.nominal = False
        if op == "hope":
            # To stress the need of closer ties is a word given now; to hope for a visit is not.
            content.status = (
                "occurred"
                if content.frame is not None and content.frame.type == "AGREE" and not content.nominal
                else "hypothetical"
            )
        elif op in ("intend", "expect"):
            content.status = "negated" if content.status == "negated" else "future"
        elif op == "consider":
            content.status = "hypothetical"
        elif op == "seek":
            if content.type in ("AGREE", "COOPERATE", "CONSULT", "SUPPORT") and content.status != "negated":
                content.act = (content.type, content.modes)
                content.type, content.modes = "AGREE", []
            elif slots:
                content.act = (content.type, content.modes)
                mode = ASKED_MODE.get(content.type)
                content.type, content.modes, content.recipients = "REQUEST", [mode] if mode else [], slots
        elif op == "pass" and v.lemma in ("continue", "keep", "go"):
            content.status = "ongoing" if content.type not in VERBAL and v.tag in ("VBZ", "VBP", "VBG") else "occurred"
        return content

    def _toward(
        self,
        v: Word,
        f: Frame,
        obj: Word | None,
        said: Said | None,
        actors: list[Ref],
        slots: list[Ref],
        type_: EventType,
        modes: list[str],
    ) -> Draft:
        """Praise and blame: their recipient is the one spoken of, the author of the act spoken of, or the owner of the thing."""
        mine = self.parties.sides(actors)
        recipients = [r for r in slots if self.parties.side(r) not in mine]
        if type_ == "ACCUSE" and recipients and obj is not None and not f.object and not self.parties.of(obj, said):
            # Blame falls on whose the thing is, not on where it is or whom it hits.
            recipients = [r for r in self.parties.maker(self._through(obj), said) if self.parties.side(r) not in mine]
        why = f.name
        noun = self._through(obj)
        if noun is None and (p := grammar.preposition(v, ("at", "over", "about", "with", "by", "for", "to"), obj)) is not None:
            noun = self._through(p)
        if noun is not None and noun.pos == "NOUN" and noun.i not in self.cast.cover:
            act = self._noun(noun, None, "actor", 1)
            if act is not None and act.type in HOSTILE | {"REJECT", "ACCUSE"}:
                authors = [r for r in act.actors if self.parties.side(r) not in mine]
                if authors:
                    recipients = authors
                why += f" of {act.why}"
        if not recipients:
            recipients = [r for r in self._meant(noun, type_) if self.parties.side(r) not in mine]
        if not recipients:
            comp = grammar.complement(v)
            if comp is not None:
                recipients = [
                    r for r in self.parties.of(comp.child("nsubj", "nsubjpass"), said) if self.parties.side(r) not in mine
                ]
        if not recipients and obj is not None:
            for c in obj.children:
                if c.dep in ("acl", "relcl", "ccomp"):
                    who = grammar.actor_word(c)
                    recipients = [r for r in self.parties.of(who, said) if self.parties.side(r) not in mine]
                    if recipients:
                        break
        return Draft(type_, modes, actors, recipients, v, v, why, frame=f)

    def _asked_mode(self, content: Draft | None, comp: Word | None, obj: Word | None) -> str | None:
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
        noun = self._through(obj)
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
            if noun.lemma in self.lexicon.classes["demand"]:
                return "change"
        return None

    def _threat_mode(self, content: Draft | None) -> list[str]:
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

    # adjectives ---------------------------------------------------------------------------------------------------
    def _adjective(self, a: Word, depth: int = 0) -> Draft | None:
        frames = self.lexicon.adjectives.get(a.lemma) or self.lexicon.adjectives.get(a.lower)
        if not frames:
            return None
        f = next((f for f in frames if not f.needs or self._adjective_needs(f, a)), None)
        if f is None:
            return None
        said = self.said_at(a)
        subject = a.child("nsubj") or (a.head.child("nsubj", "nsubjpass") if a.head.pos in ("AUX", "VERB") else None)
        if subject is None:
            subject = grammar.surface_subject(a)
        actors = self.parties.of(grammar.antecedent(subject, a.head) if subject is not None else None, said) or (
            self.parties.owner(subject, said) if subject is not None else []
        )
        carrier = a.head if a.head.pos in ("AUX", "VERB") else a
        content = self._content(a, None, depth)
        mine = self.parties.sides(actors)
        theirs = [
            r for r in (content.recipients + content.actors if content is not None else []) if self.parties.side(r) not in mine
        ]
        if f.op in ("expect", "hope"):
            if content is None:
                return None
            d = self._carried(a, f, f.op, actors, content, None, [])
            if d is not None:
                d.carrier = carrier
            return d
        slots = [r for r in self._slots(f.to, a, said) if self.parties.side(r) not in mine]
        type_: EventType = f.type or "AGREE"
        modes = [f.mode] if f.mode else []
        if f.op == "promise" and content is not None and content.type in HOSTILE:
            type_, modes = "THREATEN", self._threat_mode(content)
        d = Draft(
            type_,
            modes,
            actors,
            theirs or slots,
            a,
            carrier,
            f"{f.name}" + (f" + {content.why}" if content is not None else ""),
            frame=f,
        )
        if content is not None:
            d.act = (content.type, content.modes)
        elif f.op == "promise" and grammar.complement(a) is None and not slots:
            return None
        return d

    def _adjective_needs(self, f: Frame, a: Word) -> bool:
        """Whether one of the prepositions or an infinitive that the adjective asks for stands by it."""
        comp = grammar.complement(a)
        if "to" in f.needs and comp is not None and any(x.lower == "to" for x in comp.all("aux")):
            return True
        return any(c.lower in f.needs for c in a.all("prep"))

    # emission -----------------------------------------------------------------------------------------------------
    def emit(self, d: Draft) -> None:
        """Give a draft its status and final type, its statement, its missing parties, and keep it when it can stand."""
        said = self.said_at(d.word)
        d.within = said
        st = standing(d.carrier, reported=said is not None) if d.carrier.pos in ("VERB", "AUX", "ADJ") else Standing("occurred")
        if st.within_condition:
            return
        self._status(d, st)
        if not self._stands(d, st):
            return
        presupposed = d.nominal or (d.carrier.dep in ("acl", "relcl") and d.carrier.head is d.word)  # "the summit held in ..."
        if d.said is None and said is not None and not presupposed:
            d.said = self._claim(d, said)
        if d.type not in ("PROTEST", "COERCE", "ASSAULT", "AID"):
            mine = self.parties.sides(d.actors)
            d.recipients = [r for r in d.recipients if self.parties.side(r) not in mine]
        self._fill(d)
        if not self._enough(d):
            return
        d.first, d.last = self._extent(d)
        if d.type in ("ASSAULT", "COERCE", "MOBILIZE"):
            d.confidence -= FORCE
        if any(c.lower in ("allegedly", "reportedly", "purportedly", "supposedly") for c in d.carrier.children):
            d.confidence -= 0.3
            d.why += ", allegedly"

        self.drafts.append(d)
        self._accusation(d)
        for other in d.others:
            other.within = d.within
            if not other.recipients:
                self._fill(other)
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
            if self._enough(other):
                other.first, other.last = self._extent(other)
                self.drafts.append(other)

    def _accusation(self, d: Draft) -> None:
        """Who says in so many words that another does harm, accuses that one."""
        said = d.said
        if said is None or not said.speakers or d.status == "negated" or not d.actors:
            return
        armed = d.type == "AID" and any(self.cast.actor(r.entity).kind == "group" for r in d.recipients)
        if d.type not in HOSTILE - {"PROTEST"} and not armed:
            return
        loud = said.kind != "indirect" or (
            said.cue is not None and said.cue.lemma in ("allege", "claim", "complain", "charge", "insist", "protest")
        )
        theirs = [r for r in d.actors if self.parties.side(r) not in self._sides_of(said)]
        if (
            not loud
            or not theirs
            or any((x.type == "ACCUSE" and x.within is said) or x.word is said.cue for x in self.drafts if x is not d)
        ):
            return
        if all(self.cast.actor(s).kind == "other" and self.cast.actor(s).country is None for s in said.speakers):
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
            confidence=d.confidence,
        )
        a.first, a.last = d.first, d.last
        self.drafts.append(a)

    def _status(self, d: Draft, st: Standing) -> None:
        given = d.status
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
            willed = st.modal in ("will", "would", "'d") or given in ("future",) or self._willed(d.carrier)
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
        elif status == "future" and d.type == "RETREAT":
            d.act = (d.type, d.modes)
            d.type, d.modes = "CONCEDE", []
            d.why += ", future: CONCEDE"
        elif status == "future" and d.type in HOSTILE and (st.condition or self._announced(d)) and d.type != "THREATEN":
            d.act = (d.type, d.modes)
            d.modes = self._threat_mode(d)
            d.type = "THREATEN"
            d.status = "occurred"

    def _announced(self, d: Draft) -> bool:
        """Whether the one who would do it says so: an intention to harm, declared, is a threat."""
        said = self.said_at(d.word)
        return said is not None and bool(self._sides_of(said) & self.parties.sides(d.actors))

    def _willed(self, v: Word) -> bool:
        return v.lemma in ("intend", "plan", "want", "wish", "ready", "prepared", "willing", "aim", "decide", "opt", "choose")

    def _stands(self, d: Draft, st: Standing) -> bool:
        """Modal and hypothetical happenings are kept only as what a speaker commits to or asks for."""
        if d.nominal:
            return True
        if d.status == "hypothetical" and st.modal in ("could", "may", "might", "can", "ca", "must", "should", "ought"):
            said = self.said_at(d.word)
            if said is None:
                return d.type in ("THREATEN",)
            own = bool(set(said.speakers) & {a.entity for a in d.actors}) or bool(
                self._sides_of(said) & self.parties.sides(d.actors)
            )
            if own and d.type in ("AGREE", "COOPERATE"):
                d.type, d.modes, d.status = "AGREE", [], "occurred"
                return True
            if not own and st.modal in ("must", "should", "ought") and d.actors:
                d.act = d.act or (d.type, d.modes)
                mode = ASKED_MODE.get(d.type)
                d.type, d.modes = "REQUEST", [mode] if mode else []
                d.recipients, d.actors = d.actors, [Ref(s, d.word.i, d.word.i) for s in said.speakers]
                d.status = "occurred"
                return True
            return False
        return True

    def _sides_of(self, said: Said) -> set[str]:
        return {self.cast.side(s) for s in said.speakers}

    def _claim(self, d: Draft, said: Said) -> Said | None:
        """Whose claim an event in a statement is; None when it is the speaker's own side's word or plan."""
        if not said.speakers:
            return said
        own = bool(self._sides_of(said) & self.parties.sides(d.actors))
        named = any(
            self.cast.actors[s].kind != "other"
            or self.cast.actors[s].noun == "institution"
            or self.cast.actors[s].office == "spokesperson"
            for s in said.speakers
        )
        if own and named and (d.type in VERBAL or d.status in ("future", "hypothetical")):
            # The speaker's own word: the speaker acts.
            by_side = {
                self.cast.side(s): s for s in reversed(said.speakers) if self.cast.actor(s).is_person or d.status == "occurred"
            }
            d.actors = [
                Ref(by_side[self.parties.side(r)], r.first, r.last) if self.parties.side(r) in by_side else r for r in d.actors
            ]
            return None
        return said

    def _fill(self, d: Draft) -> None:
        """Parties that the predicate's own arguments leave open: marked as inferred."""
        mine = self.parties.sides(d.actors)
        offered = d.frame is not None and d.frame.op == "promise"
        if (
            d.type == "CONSULT"
            or (d.act is not None and d.act[0] == "CONSULT" and d.type == "AGREE" and not offered)
            or (d.frame is not None and "strict" in d.frame.flags)
        ):
            return
        if not d.actors and d.type in HOSTILE | {"ACCUSE", "REQUEST", "REJECT"} and not d.nominal:
            return
        if d.recipients and (self.parties.sides(d.recipients) - mine or d.type in ("PROTEST", "COERCE", "AID")):
            return
        if d.type in ("PROTEST", "COERCE") and not d.recipients and len(mine) == 1:
            # Who marches, and whom the police disperse, is at home unless the text says otherwise.
            side = next(iter(mine))
            subject = grammar.actor_word(d.carrier) if d.carrier.pos == "VERB" else None
            abroad = self.cast.home not in (None, side) and self.parse.layout.dateline is not None
            if abroad and d.type == "COERCE" and (subject is None or subject.lemma not in self.parties.local):
                side = self.cast.home or side  # a foreign patrol that boards boats boards those of the report's own country
            if len(side) == 3:
                d.recipients = [Ref(self.cast.actor(side).id, d.word.i, d.word.i, True)]
            return
        if len(mine) > 1 and (d.both or d.type in ("AGREE", "COOPERATE", "SUPPORT")):
            return
        said = d.said or d.within
        candidates: list[Ref] = []
        if said is not None:
            candidates += [Ref(a, d.word.i, d.word.i, True) for a in said.addressees]
            if (
                not (set(said.speakers) & {a.entity for a in d.actors})
                and not (self._sides_of(said) & mine)
                and d.type in ("ASSAULT", "THREATEN", "REJECT", "COERCE", "ACCUSE", "REQUEST", "AID", "MOBILIZE")
                and d.frame is not None
                and d.frame.pos == "verb"  # "the war", somebody said: that one is no party to it
            ):
                candidates += [Ref(s, d.word.i, d.word.i, True) for s in said.speakers]
        sentence = self.parse.sentences[d.word.sent]
        after: list[Ref] = []
        before: list[Ref] = []
        for m in self._in_sentence(sentence.index):
            if m.kind == "adjective" or (
                m.head.i in self.cast.places and m.head.dep == "pobj" and m.head.head.lower in ("in", "at", "near")
            ):
                continue
            for i in m.ids:
                (after if m.first > d.word.i else before).append(Ref(i, m.first, m.last, True))
        candidates += after + list(reversed(before))
        # Those who took part in what was told just before.
        for e in reversed(self.drafts[-4:]):
            if d.act is not None and e.type == d.act[0] and e.recipients and d.word.sent - e.word.sent <= 2:
                candidates = [Ref(r.entity, r.first, r.last, True) for r in e.recipients] + candidates
            if d.word.sent - e.word.sent <= 2 and self.parties.sides(e.parties) & mine:
                candidates += [Ref(r.entity, r.first, r.last, True) for r in e.parties]
            elif d.type == "REJECT" and e.type in ("AGREE", "REQUEST") and d.word.sent - e.word.sent <= 1:
                candidates += [Ref(r.entity, r.first, r.last, True) for r in e.actors]  # an offer is made, and declined
        if (
            d.type in ("AGREE", "AID", "REQUEST", "THREATEN", "MOBILIZE", "SANCTION")
            and self.parse.layout.dateline is not None
            and self.cast.home is not None
        ):
            candidates.append(Ref(self.cast.actor(self.cast.home).id, d.word.i, d.word.i, True))
        for r in candidates:
            side = self.parties.side(r)
            if side not in mine and (len(side) == 3 or ("/" in side and not side.startswith(("other/", "person/")))):
                if said is not None and d.type in ("AGREE",) and d.both:
                    continue
                d.recipients = [r]
                d.confidence -= GUESSED
                return

    def _in_sentence(self, index: int) -> list[Mention]:
        if not self._by_sentence:
            for m in self.cast.mentions:
                self._by_sentence.setdefault(m.head.sent, []).append(m)
        return self._by_sentence.get(index, [])

    def _enough(self, d: Draft) -> bool:
        sides = self.parties.sides(d.parties)
        if not d.actors and not (d.type in ("ASSAULT", "CONSULT", "PROTEST") and d.recipients):
            return False
        consults = d.type == "CONSULT" or (d.type == "AGREE" and d.act is not None and d.act[0] == "CONSULT")
        if consults and len(sides) < 2 and "multilateral" not in (d.act[1] if d.act is not None else d.modes):
            return False
        if (
            d.status == "negated"
            and d.type in ("AGREE", "SUPPORT", "ACCUSE", "CONCEDE")
            and (not d.recipients or d.recipients[0].inferred)
        ):
            return False  # "when we do not agree" tells of no act
        return not (d.type == "ASSAULT" and not d.actors and (d.nominal or not self._agentless(d)))

    def _agentless(self, d: Draft) -> bool:
        """Whether a deed may go without a doer: a passive, or an attack or weapon for its subject ("the blast killed ...")."""
        v = d.carrier
        subject = grammar.surface_subject(v)
        return (
            grammar.is_passive(v)
            or bool(d.frame is not None and d.frame.from_)
            or (subject is not None and subject.lemma in self.lexicon.classes["violent"])
        )

    def _extent(self, d: Draft) -> tuple[int, int]:
        """The words that bear an event out: its clause without the clauses that it governs, and not across sentences."""
        head = d.carrier if d.carrier.pos in ("VERB", "AUX", "ADJ", "NOUN") else d.word
        lo, hi = min(head.left, d.word.left), max(head.right, d.word.right)
        if hi - lo > 60:
            lo, hi = max(lo, d.word.i - 25), min(hi, d.word.i + 30)
        return lo, hi


__all__ = ["Coder", "Draft", "replace"]
