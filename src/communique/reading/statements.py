"""Statements: who said what, in which words, to whom. Direct, indirect and mixed speech.

The engine is the complement of a cue: the clause, phrase or quote that a verb of saying governs (``cues.yaml``). A quote that
lies in or beside a cue's complement joins it; one with no cue of its own is carried over to the last speaker only with evidence.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from communique.knowledge.tables import DATA, read_yaml
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.grammar import SUBJECTS
from communique.reading.quotes import Quote
from communique.reading.words import Parse, Sentence, Word
from communique.records import StatementKind


@dataclass(frozen=True, slots=True)
class Cues:
    """``cues.yaml`` as sets."""

    clause: frozenset[str]
    weak: frozenset[str]
    object: frozenset[str]
    ask: frozenset[str]
    commit: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    as_: frozenset[str]
    express: frozenset[str]
    nouns: frozenset[str]
    all: frozenset[str]


@functools.cache
def load_cues() -> Cues:
    t = read_yaml(DATA / "lexicon" / "cues.yaml")
    sets = {k: frozenset(t[k]) for k in ("clause", "weak", "object", "ask", "commit", "as", "express", "nouns")}
    prepositions = {k: frozenset(v) for k, v in t["prepositions"].items()}
    every = (
        sets["clause"] | sets["object"] | sets["ask"] | sets["commit"] | sets["as"] | sets["express"] | frozenset(prepositions)
    )
    return Cues(
        sets["clause"],
        sets["weak"],
        sets["object"],
        sets["ask"],
        sets["commit"],
        prepositions,
        sets["as"],
        sets["express"],
        sets["nouns"],
        every,
    )


Piece = tuple[int, int]


@dataclass(slots=True, eq=False)
class Said:
    """A statement being built. ``pieces`` are character ranges of its content; ``words`` the indices of its words."""

    pieces: list[Piece]
    speakers: tuple[str, ...]
    speaker_span: Piece | None
    cue: Word | None
    cue_span: Piece | None
    kind: StatementKind
    sentence: int
    addressees: tuple[str, ...] = ()
    subject: Word | None = None
    occasion: str | None = None
    id: str = ""
    contexts: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def holds(self, w: Word) -> bool:
        return any(a <= w.start and w.end <= b for a, b in self.pieces)


def find_statements(parse: Parse, cast: Cast, quotes: list[Quote]) -> list[Said]:
    """All statements in text order."""
    finder = _Finder(parse, cast, quotes)
    return finder.run()


class _Finder:
    def __init__(self, parse: Parse, cast: Cast, quotes: list[Quote]) -> None:
        self.parse, self.cast, self.quotes, self.cues = parse, cast, quotes, load_cues()
        self.found: list[Said] = []
        self.last: Said | None = None

    def run(self) -> list[Said]:
        for unit in self._units():
            self._unit(*unit)
        self.found.sort(key=lambda s: (s.start, s.end))
        return self.found

    # sentences that one quote holds together ----------------------------------------------------------------------
    def _units(self) -> list[tuple[list[Sentence], list[Quote]]]:
        units: list[tuple[list[Sentence], list[Quote]]] = []
        q = 0
        for s in self.parse.sentences:
            if s.heading:
                continue
            mine: list[Quote] = []
            while q < len(self.quotes) and self.quotes[q].start < s.end:
                if self.quotes[q].end > s.start - 1:
                    mine.append(self.quotes[q])
                q += 1
            joined = bool(units) and bool(units[-1][1]) and units[-1][1][-1].end > s.start and units[-1][0][-1].block == s.block
            if joined:
                units[-1][0].append(s)
                units[-1][1].extend(mine)
            else:
                units.append(([s], mine))
        return units

    def _unit(self, sentences: list[Sentence], quotes: list[Quote]) -> None:
        drafts: list[Said] = []
        for s in sentences:
            for w in s.words:
                if w.quoted or (w.lemma not in self.cues.all and w.lower != "according"):
                    continue
                said = self._according(w, s) if w.lower == "according" else self._cue(w, s)
                if said is not None:
                    drafts.append(said)
        self._take_quotes(drafts, quotes, sentences)
        for d in drafts:
            d.pieces = [(a, b) for a, b in d.pieces if b > a]
        drafts = [
            d
            for d in drafts
            if d.pieces and (_letters(self.parse.text, d.pieces) >= 3 or any((q.start, q.end) in d.pieces for q in quotes))
        ]
        drafts.sort(key=lambda d: (d.start, d.end))
        kept: list[Said] = []
        for d in drafts:
            twin = next((k for k in kept if _overlap(k.pieces, d.pieces) > 0.8), None)
            if twin is None:
                kept.append(d)
            elif twin.cue is None or (d.speakers and not twin.speakers):
                kept[kept.index(twin)] = d
        for d in kept:
            d.kind = self._kind(d.pieces)
        self.found += kept
        outer = [
            k
            for k in kept
            if k.speakers and not any(o is not k and o.start <= k.start and k.end <= o.end and o.cue is not None for o in kept)
        ]
        if outer:
            self.last = max(outer, key=lambda k: k.cue.i if k.cue is not None else 0)
        elif sentences and not quotes and any(w.pos == "VERB" for w in sentences[-1].words):
            # Narration between two quotes ends the evidence for a carried speaker, unless the sentence is his doing.
            subject = sentences[-1].root.child(*SUBJECTS)
            m = self.cast.cover.get(subject.i) if subject is not None else None
            if self.last is not None and not (m is not None and m.ids == self.last.speakers):
                self.last = (
                    Said([], m.ids, None, None, None, "direct", sentences[-1].index)
                    if m is not None and len(m.ids) == 1 and self.cast.actors[m.ids[0]].is_person
                    else None
                )

    # one cue ------------------------------------------------------------------------------------------------------
    def _cue(self, v: Word, s: Sentence) -> Said | None:
        c = self.cues
        if v.pos not in ("VERB", "AUX") and v.tag not in ("VBG", "VBN", "VBD", "VBZ", "VBP", "VB"):
            return None
        if v.dep in ("amod", "compound") or not self._reports(v):
            return None
        content = self._content(v)
        if not content:
            return None
        subject = self._subject(v)
        weak = v.lemma in c.weak
        speakers, span = self._speaker(subject, v)
        if weak and not speakers and not self._quote_near(content):
            return None
        if weak and v.dep == "ccomp" and content != [(-1, -1)] and v.head.lemma in c.clause and not self._quote_near(content):
            return None  # "said that his country considers ...": one statement
        addressees = self._addressees(v)
        return Said(content, speakers, span, v, self._cue_span(v), "indirect", s.index, addressees, subject)

    def _reports(self, v: Word) -> bool:
        """Whether this use of a verb reports speech that took place: not "did not say", "would tell", "to announce"."""
        aux = {a.lower for a in v.all("aux", "auxpass")}
        if v.child("neg") is not None and v.lemma not in ("exclude",):
            return False
        if aux & {"would", "could", "should", "might", "may", "must", "can", "ca", "will", "wo", "'ll", "to"}:
            head = v.head
            return bool("to" in aux and v.dep == "xcomp" and head.lemma in ("go", "continue", "proceed", "hasten", "take"))
        if v.dep == "xcomp" and v.tag == "VB":
            return v.head.lemma in ("go", "help")
        if any(m.lower in ("if", "unless", "whether") for m in v.all("mark")):
            return False
        if (
            v.lemma in ("ask", "question", "tell", "quote", "describe")
            and v.tag == "VBN"
            and not v.all("auxpass")
            and v.dep in ("advcl", "acl", "dep")
        ):
            return False  # "Asked whether ..."
        return not (v.dep == "relcl" and v.tag == "VBN")

    def _content(self, v: Word) -> list[Piece]:
        c = self.cues
        lemma = v.lemma
        clause = [x for x in v.children if x.dep == "ccomp"]
        if clause and lemma in c.clause:
            # "did not sign; he declared that ...": the clause with its "that" is the one said.
            x = next((y for y in clause if y.child("mark") is not None and y.i > v.i), clause[0])
            if lemma in ("ask", "question", "wonder") and any(m.lower in ("whether", "if") for m in x.all("mark")):
                return []
            return self._clip(v, x)
        if lemma in c.express:
            noun = v.child("dobj")
            if noun is not None and noun.lemma in c.nouns:
                return self._after_noun(noun, v)
        if lemma in c.ask:
            pieces = self._asked(v)
            if pieces:
                return pieces
        if lemma in c.prepositions:
            held = v.child("dobj")
            for p in [*v.all("prep", "prt"), *(held.all("prep") if held is not None and lemma == "accuse" else [])]:
                if p.lower in c.prepositions[lemma]:
                    told = p.child("pobj", "pcomp")
                    if lemma == "accuse":
                        obj = v.child("dobj")
                        if obj is not None and told is not None:
                            return [(self._start(obj.left), self._end(p.right))]
                        continue
                    if lemma == "thank":
                        continue
                    if told is not None and (lemma != "call" or p.lower == "for"):
                        if lemma in ("speak",) and not any(self.parse.words[i].quoted for i in range(p.left, p.right + 1)):
                            continue
                        return [(self._start(told.left), self._end(p.right))]
        if lemma in c.as_:
            pieces = self._called(v)
            if pieces:
                return pieces
        if lemma in c.commit:
            x2 = v.child("xcomp")
            if x2 is not None and x2.tag in ("VB", "VBG"):
                return [(self._start(x2.left), self._end(x2.right))]
        if lemma in c.clause:
            pieces = self._inverted(v)
            if pieces:
                return pieces
            if lemma == "tell":
                x3 = v.child("xcomp")
                if x3 is not None:
                    return [(self._start(x3.left), self._end(x3.right))]
        if lemma in c.object:
            obj = v.child("dobj")
            m = self.cast.cover.get(obj.i) if obj is not None else None
            somebody = m is not None and (
                self.cast.actors[m.ids[0]].is_person or self.cast.actors[m.ids[0]].office is not None
            )  # "recalled its ambassador"
            if obj is not None and not somebody and obj.pos in ("NOUN", "PROPN") and obj.i > v.i and obj.right - obj.left >= 2:
                return [(self._start(self._strip_det(obj)), self._end(self._right_of(obj, v)))]
        return [] if lemma not in c.clause else [(-1, -1)]  # a quote may still be its content

    def _strip_det(self, obj: Word) -> int:
        return obj.left

    def _right_of(self, obj: Word, v: Word) -> int:
        """The object's right edge, without a coordinated verb phrase that the parser hung on it."""
        right = obj.right
        for ch in obj.children:
            if ch.dep == "conj" and ch.pos == "VERB" and ch.i > obj.i:
                right = min(right, ch.left - 1)
        return right

    def _after_noun(self, noun: Word, v: Word) -> list[Piece]:
        """What follows "hope", "concern", "interest" ...: a clause, an infinitive, a prepositional phrase."""
        for x in [*noun.children, *v.children]:
            if (
                x.i > noun.i
                and x.dep in ("acl", "relcl", "ccomp", "advcl")
                and x.head in (noun, v)
                and x.tag in ("VB", "VBP", "VBZ", "VBD", "VBN", "MD", "VBG")
            ):
                if x.head is v and x.dep not in ("ccomp",):
                    continue
                first = x.left
                words = self.parse.words
                if words[first].lower == "that":
                    first += 1
                return [(self._start(first), self._end(x.right))]
        for x in [*noun.children, *v.children]:
            if (
                x.i > noun.i
                and x.dep == "prep"
                and x.lower in ("for", "at", "over", "about", "in", "with", "to", "of", "on", "by")
            ):
                inner = x.child("pobj", "pcomp")
                if inner is not None:
                    return [(self._start(inner.left), self._end(x.right))]
        return []

    def _asked(self, v: Word) -> list[Piece]:
        """ "urged Ankara to show restraint", "called on both sides to ...": whom and what."""
        x = v.child("xcomp", "ccomp", "advcl")
        obj = v.child("dobj")
        if v.lemma in ("call", "appeal"):
            p = next((p for p in v.all("prep", "prt") if p.lower in ("on", "upon", "to")), None)
            if p is None:
                return []
            pobj = p.child("pobj")
            target = x if x is not None and x.i > p.i and any(a.lower == "to" for a in x.all("aux")) else None
            if pobj is None:
                return [(self._start(target.left), self._end(target.right))] if target is not None and v.lemma == "call" else []
            inner = next(
                (y for y in pobj.children if y.dep in ("acl", "relcl", "xcomp") and any(a.lower == "to" for a in y.all("aux"))),
                None,
            )
            if target is None and inner is None:
                return []
            end = max(target.right if target is not None else 0, pobj.right)
            return [(self._start(pobj.left), self._end(end))]
        if x is None or not any(a.lower in ("to", "not") for a in x.all("aux", "neg")):
            return []
        if v.lemma == "tell":
            return [(self._start(x.left), self._end(x.right))] if obj is not None else []
        own = x.child(*SUBJECTS)
        if obj is not None and obj.i < x.i:
            return [(self._start(obj.left), self._end(x.right))]
        if own is not None:
            return [(self._start(x.left), self._end(x.right))]
        return []

    def _called(self, v: Word) -> list[Piece]:
        """ "called the treatment 'a humiliation'", "described the drills as ...": the thing and its name."""
        obj = v.child("dobj")
        words = self.parse.words
        as_ = next((p for p in v.all("prep") if p.lower == "as"), None)
        if as_ is not None:
            inner = as_.child("pobj", "amod", "pcomp")
            if inner is None:
                return []
            return [(self._start(as_.i + 1), self._end(as_.right))]
        if v.lemma in ("call", "brand", "dub", "label", "term"):
            x = v.child("oprd", "ccomp", "xcomp", "attr")
            if x is not None and x.i > v.i:
                first = min(obj.left if obj is not None and obj.i < x.i else x.left, x.left)
                return [(self._start(first), self._end(x.right))]
            if obj is not None and any(words[i].quoted for i in range(obj.left, obj.right + 1)):
                return [(self._start(obj.left), self._end(obj.right))]
        return []

    def _inverted(self, v: Word) -> list[Piece]:
        """ "X happened, officials said" where the parser hangs the saying on the happening."""
        h = v.head
        if h is v or v.dep not in ("parataxis", "advcl", "ccomp", "dep", "conj"):
            return []
        if v.dep == "advcl" and not any(m.lower == "as" for m in v.children if m.dep in ("mark", "advmod")):
            return []
        if v.dep in ("conj", "ccomp"):
            return []
        return self._without(h, v)

    def _clip(self, v: Word, x: Word) -> list[Piece]:
        """The clause x, without its "that", and without the cue's own words when they stand in its middle."""
        words = self.parse.words
        first, last = x.left, x.right
        while (first < last and words[first].dep == "mark" and words[first].lower in ("that", "if", "whether")) or (
            words[first].lower in (",", ":", '"') and first < last
        ):
            first += 1
        if first <= v.i <= last:
            return self._without(x, v)
        # A coordinated verb of saying without a subject goes on with the outer speaker ("said it regretted X and urged Y").
        for ch in x.children:
            if (
                ch.dep == "conj"
                and ch.lemma in self.cues.all
                and ch.child(*SUBJECTS) is None
                and not ch.all("aux")
                and ch.tag == v.tag
                and ch.i > x.i
            ):
                last = min(last, ch.left - 1)
                while last > first and self.parse.words[last].pos in ("CCONJ", "PUNCT"):
                    last -= 1
        while (
            last > first
            and self.parse.words[last].pos in ("CCONJ", "PUNCT")
            and self.parse.words[last].lower in ("and", "but", "or", ",")
        ):
            last -= 1
        return [(self._start(first), self._end(last))]

    def _without(self, x: Word, v: Word) -> list[Piece]:
        """The subtree of x less the cue v and what belongs to v (its subject, objects, adverbs)."""
        drop: set[int] = set()
        for ch in v.children:
            if ch is x or x.under(ch):
                continue
            if ch.dep in ("ccomp", "conj") and ch.i > v.i and ch.dep == "ccomp":
                continue
            drop.update(range(ch.left, ch.right + 1))
        drop.add(v.i)
        keep: list[int] = []
        for i in range(x.left, x.right + 1):
            if i not in drop:
                keep.append(i)
        pieces: list[Piece] = []
        run: list[int] = []
        for i in [*keep, -5]:
            if run and i != run[-1] + 1:
                while run and self.parse.words[run[0]].pos == "PUNCT":
                    run.pop(0)
                while run and self.parse.words[run[-1]].pos == "PUNCT":
                    run.pop()
                if len(run) > 1 and not (
                    run[0] > v.i
                    and self.parse.words[run[0]].lower in ("after", "as", "while", "amid", "following", "when", "before")
                ):
                    pieces.append((self._start(run[0]), self._end(run[-1])))
                run = []
            run.append(i)
        return pieces

    def _start(self, i: int) -> int:
        return self.parse.words[i].start

    def _end(self, i: int) -> int:
        words = self.parse.words
        while words[i].pos == "PUNCT" and words[i].lower in (",", ".", '"', ";", ":", "-", "–", "—", "''", "'") and i > 0:
            i -= 1
        return words[i].end

    # according to -------------------------------------------------------------------------------------------------
    def _according(self, w: Word, s: Sentence) -> Said | None:
        to = w.child("prep") or (w if w.child("pobj") else None)
        noun = to.child("pobj") if to is not None else None
        if noun is None:
            return None
        head = w.head
        if head is w:
            return None
        drop = range(w.left, w.right + 1)
        if head.lemma in self.cues.clause and head.child("ccomp") is not None:
            return None  # "who, according to his office, told her that ...": the telling is the statement
        clause = head
        while clause.pos not in ("VERB", "AUX") and clause.head is not clause:
            clause = clause.head
        lo, hi = clause.left, clause.right
        # A coordinated clause on the other side of a comma is not covered.
        for ch in clause.children:
            if (
                ch.dep == "conj"
                and ch.pos in ("VERB", "AUX")
                and ch.child(*SUBJECTS) is not None
                and not (ch.left <= w.i <= ch.right)
            ) and ch.i > w.i:
                hi = min(hi, ch.left - 1)
        runs = [(lo, drop.start - 1), (drop.stop, hi)] if lo <= w.i <= hi else [(lo, hi)]
        pieces = []
        for a, b in runs:
            while a <= b and self.parse.words[a].pos in ("PUNCT", "CCONJ"):
                a += 1
            while b >= a and self.parse.words[b].pos in ("PUNCT", "CCONJ"):
                b -= 1
            if b > a + 1:
                pieces.append((self._start(a), self._end(b)))
        if not pieces:
            return None
        speakers, span = self._speaker(noun, w)
        if not speakers:
            return None
        return Said(pieces, speakers, span, w, (w.start, noun.start), "indirect", s.index, (), noun)

    # speakers and addressees --------------------------------------------------------------------------------------
    def _subject(self, v: Word) -> Word | None:
        """The one who speaks: the subject, or that of the verb this one hangs on (participles, coordination, infinitives)."""
        w = v
        for _ in range(6):
            agent = w.child("agent")
            if agent is not None and w.tag == "VBN":
                pobj = agent.child("pobj")
                if pobj is not None:
                    return pobj
            passive = w.child("nsubjpass")
            if (
                passive is not None
                and w is v
                and v.lemma not in ("quote", "ask", "tell", "inform", "brief", "warn", "remind", "assure")
            ):
                return None if w.child("agent") is None else passive
            if w is not v and w.quoted:
                # The parser hung the clause on the quote: the saying beside it has the subject.
                saying = next(
                    (c for c in w.children if not c.quoted and c.pos == "VERB" and c.child("nsubj") is not None and c is not v),
                    None,
                )
                return saying.child("nsubj") if saying is not None else None
            subject = w.child("nsubj", "csubj") or (passive if w is not v or v.lemma == "quote" else None)
            if subject is not None:
                if subject.lower in ("who", "which", "that") and w.dep == "relcl":
                    return w.head
                if subject.lower in ("what",):
                    return None
                return subject
            if w.dep == "relcl" or (w.dep == "acl" and w.tag == "VBG"):
                return w.head
            if w.dep in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "dep", "parataxis") and w.head is not w:
                w = w.head
                while w.pos in ("ADP", "SCONJ") and w.head is not w:
                    w = w.head
                continue
            return None
        return None

    def _speaker(self, subject: Word | None, v: Word) -> tuple[tuple[str, ...], Piece | None]:
        if subject is None:
            return (), None
        cast = self.cast
        if subject.lower == "he" or subject.lower in ("she", "it", "they"):
            m = cast.cover.get(subject.i)
            return (m.ids if m is not None else ()), (subject.start, subject.end)
        if subject.quoted:
            return (), None
        ids: list[str] = []
        todo = [subject]
        while todo:
            w = todo.pop(0)
            actor_ids = self._who(w)
            ids += [i for i in actor_ids if i not in ids]
            todo += [c for c in w.children if c.dep == "conj"]
        lo, hi = subject.i, subject.i
        m = cast.cover.get(subject.i)
        if m is not None:
            lo, hi = min(lo, m.first), max(hi, m.last)
        words = self.parse.words
        return tuple(ids), (words[lo].start, words[hi].end)

    def _who(self, w: Word) -> tuple[str, ...]:
        cast = self.cast
        m = cast.cover.get(w.i)
        if m is not None and m.kind != "adjective":
            ids = m.ids
            # "Barzani's office", "the ministry's spokeswoman, X": an apposed name speaks.
            for ap in w.all("appos"):
                am = cast.cover.get(ap.i)
                if am is not None and cast.actors[am.ids[0]].is_person:
                    return am.ids
            return ids
        for ap in w.all("appos"):
            am = cast.cover.get(ap.i)
            if am is not None and cast.actors[am.ids[0]].is_person:
                return am.ids
        if w.pos in ("NOUN", "PROPN") and w.lemma in _SPEAKING_NOUNS:
            return (self._described(w).id,)
        if (
            w.pos == "NOUN"
            and w.lemma not in _NO_SPEAKERS
            and w.dep == "nsubj"
            and w.head.lemma in ("say", "tell", "add", "warn")
            and w.ent == ""
            and any(c.dep in ("det", "poss", "amod", "compound", "nummod") for c in w.children)
        ):
            return (self._described(w).id,)
        if w.lemma in (
            "statement",
            "communique",
            "communiqué",
            "report",
            "website",
            "letter",
            "message",
            "tweet",
            "note",
            "post",
            "agency",
            "declaration",
        ):
            owner = self._owner(w)
            return (owner.id,) if owner is not None else ()
        if w.lemma in ("deputy", "adviser") or (w.ent in ("PERSON", "ORG") and w.pos == "PROPN"):
            return (self._described(w).id,)
        return ()

    def _owner(self, w: Word) -> Actor | None:
        for c in w.children:
            if c.dep in ("poss", "amod", "compound", "nmod"):
                m = self.cast.cover.get(c.i)
                if m is not None:
                    return self.cast.actors[m.ids[0]]
        for p in w.all("prep"):
            if p.lower in ("of", "from", "by"):
                for o in p.all("pobj"):
                    m = self.cast.cover.get(o.i)
                    if m is not None:
                        return self.cast.actors[m.ids[0]]
                    inner = self._owner(o)
                    if inner is not None:
                        return inner
        return None

    def _described(self, w: Word) -> Actor:
        """An unnamed speaker: "a cabinet source", "residents", "Barzani's office", "a member of his delegation"."""
        words = self.parse.words
        left = w.i
        for c in w.children:
            if c.i < w.i and c.dep in ("compound", "amod", "poss", "nmod", "nummod", "det"):
                left = min(left, c.left)
        while left < w.i and words[left].lower in ("the", "a", "an", "some", "one", "two", "several", "many", "most", "another"):
            left += 1
        right = w.i
        for c in w.children:
            if c.dep == "prep" and c.lower == "of" and c.right - w.i <= 5:
                right = c.right
        owner = self._owner(w)
        name = self.cast.text(left, right)
        if words[left].tag == "PRP$" and owner is not None:
            name = f"{owner.name}'s {self.cast.text(left + 1, right)}" if left < right or left + 1 <= right else name
        country = owner.country if owner is not None else None
        actor = self.cast.described(
            " ".join(name.split()), country, w.lower, "official", None, owner.parent if owner is not None else None
        )
        span_cover = self.cast.cover.get(w.i)
        if span_cover is None:
            self.cast.add(Mention(left, w.i, w, (actor.id,), "role", "role", w.tag == "NNS"), cover=False)
            self.cast.cover[w.i] = self.cast.mentions[-1]
        return actor

    def _addressees(self, v: Word) -> tuple[str, ...]:
        ids: list[str] = []
        heads = [c for c in v.children if c.dep in ("dobj", "dative") and v.lemma in _ADDRESSING]
        heads += [o for p in v.all("prep", "dative") if p.lower in ("to", "on", "upon") for o in p.all("pobj")]
        for h in heads:
            todo = [h]
            while todo:
                w = todo.pop(0)
                m = self.cast.cover.get(w.i)
                if m is not None and m.kind != "adjective":
                    ids += [i for i in m.ids if i not in ids]
                todo += w.all("conj")
        return tuple(ids)

    def _cue_span(self, v: Word) -> Piece:
        prt = v.child("prt")
        end = prt.end if prt is not None and prt.i == v.i + 1 else v.end
        obj = v.child("dobj")
        if v.lemma in self.cues.express and obj is not None and obj.lemma in self.cues.nouns and obj.i > v.i:
            end = obj.end
        return v.start, end

    # quotes -------------------------------------------------------------------------------------------------------
    def _quote_near(self, content: list[Piece]) -> bool:
        return content == [(-1, -1)] or any(q.start < b and a < q.end for a, b in content for q in self.quotes)

    def _take_quotes(self, drafts: list[Said], quotes: list[Quote], sentences: list[Sentence]) -> None:
        """Join each quote to the cue in whose complement or beside which it stands; the rest stand alone."""
        free: list[Quote] = []
        for q in quotes:
            holder: Said | None = None
            for d in drafts:
                meets = any(a < q.end and q.start < b for a, b in d.pieces)
                if meets and (holder is None or (d.end - d.start) < (holder.end - holder.start)):
                    holder = d
            if holder is None:
                free.append(q)
                continue
            covered = sum(max(0, min(b, q.end) - max(a, q.start)) for a, b in holder.pieces)
            outside = sum(b - a for a, b in holder.pieces) - covered
            if covered >= 0.5 * (q.end - q.start) or outside < 25 or q.end - q.start > 60:
                holder.pieces = _merge([*holder.pieces, (q.start, q.end)], self.parse.text)
        for q in free:
            beside = self._beside(q, drafts)
            fragment = len(self.parse.text[q.start : q.end].split()) < 3
            if beside is not None:
                if beside.pieces == [(-1, -1)]:
                    beside.pieces = [(q.start, q.end)]
                else:
                    gap_start, gap_end = (beside.end, q.start) if q.start >= beside.end else (q.end, beside.start)
                    gap = self.parse.text[gap_start : max(gap_start, gap_end)]
                    own_sentence = any(x in gap for x in (". ", "? ", "! ")) or (
                        self.parse.text[beside.end - 1 : beside.end] in ".?!"
                        and beside.cue is not None
                        and q.start > beside.cue.i
                        and q.start > beside.cue.end > beside.end
                        and self.parse.text[beside.end - 1] in ".?!"
                    )
                    # '"A," he joked, before turning serious: "B"': B is another one.
                    if (
                        beside.cue is not None
                        and gap.rstrip().endswith(":")
                        and len(gap) > 30
                        and any(x.start < beside.cue.start for x in quotes if (x.start, x.end) in beside.pieces)
                    ):
                        own_sentence = True
                    if own_sentence and not fragment:
                        drafts.append(self._carried(q, beside))
                    else:
                        beside.pieces = _merge([*beside.pieces, (q.start, q.end)], self.parse.text)
            elif not fragment:
                carried = self._alone(q, sentences, drafts)
                if carried is not None:
                    drafts.append(carried)
        for d in drafts:
            if d.pieces == [(-1, -1)]:
                d.pieces = []
            if d.cue is not None and any(0 <= q.start - d.cue.end <= 4 and (q.start, q.end) in d.pieces for q in quotes):
                # 'During the meeting, X said, "..."': what stands before the cue is its setting.
                inside = [p for p in d.pieces if p[0] >= d.cue.end]
                before = [p for p in d.pieces if p[0] < d.cue.end]
                if inside and before and not any(q.start < b and a < q.end for a, b in before for q in quotes):
                    d.pieces = inside

    def _carried(self, q: Quote, d: Said) -> Said:
        return Said([(q.start, q.end)], d.speakers, d.speaker_span, None, None, "direct", d.sentence, d.addressees, d.subject)

    def _beside(self, q: Quote, drafts: list[Said]) -> Said | None:
        """The cue that stands right before or right after the quote in its sentence."""
        best: tuple[int, Said] | None = None
        text = self.parse.text
        for d in drafts:
            if d.cue is None or d.cue.lower == "according":
                continue
            lo, hi = d.cue.start, d.cue.end
            if d.speaker_span is not None:
                lo, hi = min(lo, d.speaker_span[0]), max(hi, d.speaker_span[1])
            if q.end <= lo:
                gap = text[q.end : lo]
                distance = len(gap)
                if distance > 40 or (any(x in gap.strip('" ') for x in ".!?") and ". " in gap):
                    continue
            elif hi <= q.start:
                gap = text[hi : q.start]
                distance = len(gap) + 5
                if d.pieces == [(-1, -1)]:
                    if len(gap) > 220 or (". " in gap and not gap.rstrip().endswith(":")):
                        continue
                elif ". " in gap or distance > 260:
                    continue
            else:
                continue
            if best is None or distance < best[0]:
                best = (distance, d)
        return best[1] if best else None

    def _alone(self, q: Quote, sentences: list[Sentence], drafts: list[Said]) -> Said | None:
        """A quote without a cue: the speaker of the sentence it stands in, or the one before, when the text gives evidence."""
        first = next((s for s in sentences if s.start - 2 <= q.start <= s.end), sentences[0])
        outside = [w for s in sentences for w in s.words if not w.quoted and w.pos not in ("PUNCT",)]
        if len(outside) <= 2:
            # Nothing but the quote: it goes on from the last speaker (in this paragraph or the one before).
            if self.last is not None and (first.block - self.parse.sentences[self.last.sentence].block) <= 1:
                return Said(
                    [(q.start, q.end)],
                    self.last.speakers,
                    self.last.speaker_span,
                    None,
                    None,
                    "direct",
                    first.index,
                    self.last.addressees,
                    self.last.subject,
                )
            if q.continued and self.last is not None:
                return Said([(q.start, q.end)], self.last.speakers, self.last.speaker_span, None, None, "direct", first.index)
            return Said([(q.start, q.end)], (), None, None, None, "direct", first.index) if q.end - q.start > 60 else None
        before = self.parse.text[max(0, q.start - 3) : q.start]
        words_of = len(self.parse.text[q.start : q.end].split())
        if ":" in before or words_of >= 8:
            subject = first.root.child("nsubj", "nsubjpass")
            if drafts and drafts[-1].speakers:
                return self._carried(q, drafts[-1])
            ids = self._who(subject) if subject is not None and not subject.quoted else ()
            if ids and all(self.cast.actors[i].kind != "group" or True for i in ids):
                return Said(
                    [(q.start, q.end)],
                    ids,
                    (subject.start, subject.end) if subject is not None else None,
                    None,
                    None,
                    "direct",
                    first.index,
                    (),
                    subject,
                )
            if ":" in before and self.last is not None:
                return Said([(q.start, q.end)], self.last.speakers, None, None, None, "direct", first.index)
        return None

    def _kind(self, pieces: list[Piece]) -> StatementKind:
        total = quoted = 0
        for w in self.parse.words[self._index(pieces[0][0]) :]:
            if w.start >= pieces[-1][1]:
                break
            if w.pos == "PUNCT" or not any(a <= w.start < b for a, b in pieces):
                continue
            total += 1
            quoted += w.quoted
        return "direct" if total and quoted >= 0.9 * total else "mixed" if quoted else "indirect"

    def _index(self, offset: int) -> int:
        lo, hi = 0, len(self.parse.words)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.parse.words[mid].end <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo


_SPEAKING_NOUNS = frozenset(
    [
        "resident",
        "witness",
        "source",
        "official",
        "analyst",
        "expert",
        "observer",
        "diplomat",
        "activist",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
        "adviser",
        "office",
        "member",
        "reporter",
        "medic",
        "rescuer",
        "lawyer",
        "critic",
        "organizer",
        "protester",
        "villager",
        "survivor",
        "investigator",
        "doctor",
        "minister",
        "soldier",
        "commander",
        "lawmaker",
        "team",
        "delegation",
        "company",
        "people",
        "authority",
        "police",
        "ministry",
        "government",
        "army",
        "group",
        "organization",
        "agency",
        "court",
        "prosecutor",
        "judge",
        "embassy",
        "mission",
        "party",
        "union",
        "family",
        "relative",
        "refugee",
        "others",
        "participant",
        "delegate",
        "negotiator",
        "mediator",
        "historian",
        "economist",
        "professor",
        "researcher",
        "scholar",
        "journalist",
    ]
)
# What "says" something without being anybody: papers, figures, signs.
_NO_SPEAKERS = frozenset(
    [
        "statement",
        "communique",
        "communiqué",
        "report",
        "website",
        "letter",
        "message",
        "tweet",
        "note",
        "post",
        "agency",
        "declaration",
        "law",
        "treaty",
        "agreement",
        "document",
        "resolution",
        "text",
        "paper",
        "study",
        "poll",
        "survey",
        "figure",
        "datum",
        "data",
        "number",
        "sign",
        "map",
        "article",
        "constitution",
        "rule",
        "charter",
        "decree",
        "bill",
        "draft",
        "book",
        "film",
        "banner",
        "leaflet",
        "clock",
        "history",
        "thing",
        "that",
        "it",
        "this",
        "story",
        "picture",
        "video",
    ]
)
_ADDRESSING = frozenset(
    [
        "tell",
        "inform",
        "brief",
        "assure",
        "reassure",
        "remind",
        "notify",
        "warn",
        "apprise",
        "urge",
        "ask",
        "advise",
        "thank",
        "invite",
        "congratulate",
        "request",
        "press",
    ]
)


def _merge(pieces: list[Piece], text: str) -> list[Piece]:
    pieces = sorted(pieces)
    out: list[Piece] = [pieces[0]]
    for a, b in pieces[1:]:
        if a <= out[-1][1] or not any(c.isalnum() for c in text[out[-1][1] : a]):
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _overlap(a: list[Piece], b: list[Piece]) -> float:
    both = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    total = sum(x[1] - x[0] for x in a) + sum(y[1] - y[0] for y in b) - both
    return both / total if total else 0.0


def _letters(text: str, pieces: list[Piece]) -> int:
    return sum(len(text[a:b].split()) for a, b in pieces)
