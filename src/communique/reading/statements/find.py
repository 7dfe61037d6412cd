"""Statements: who said what, in direct, indirect and mixed speech."""

from __future__ import annotations

from communique.reading.actors import Cast
from communique.reading.grammar import SUBJECTS
from communique.reading.quotes import Quote
from communique.reading.statements.content import content_of, end_of, kind_of, quote_near, start_of
from communique.reading.statements.cues import load_cues
from communique.reading.statements.quoted import take_quotes
from communique.reading.statements.said import Piece, Said, overlap, words_in
from communique.reading.statements.speakers import addressees_of, speaker_of, subject_of
from communique.reading.words import Parse, Sentence, Word


def find_statements(parse: Parse, cast: Cast, quotes: list[Quote]) -> list[Said]:
    """All statements in text order."""
    finder = Finder(parse, cast, quotes)
    return finder.run()


class Finder:
    """Finds the statements of one document; ``run`` gives them in text order."""

    def __init__(self, parse: Parse, cast: Cast, quotes: list[Quote]) -> None:
        self.parse, self.cast, self.quotes, self.cues = parse, cast, quotes, load_cues()
        self.found: list[Said] = []
        self.last: Said | None = None

    def run(self) -> list[Said]:
        for unit in self._units():
            self._unit(*unit)
        self.found.sort(key=lambda s: (s.start, s.end))
        return self.found

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
        take_quotes(self, drafts, quotes, sentences)
        for d in drafts:
            d.pieces = [(a, b) for a, b in d.pieces if b > a]
        drafts = [
            d
            for d in drafts
            if d.pieces and (words_in(self.parse.text, d.pieces) >= 3 or any((q.start, q.end) in d.pieces for q in quotes))
        ]
        drafts.sort(key=lambda d: (d.start, d.end))
        kept: list[Said] = []
        for d in drafts:
            twin = next((k for k in kept if overlap(k.pieces, d.pieces) > 0.8), None)
            if twin is None:
                kept.append(d)
            elif twin.cue is None or (d.speakers and not twin.speakers):
                kept[kept.index(twin)] = d
        for d in kept:
            d.kind = kind_of(self, d.pieces)
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

    def _cue(self, v: Word, s: Sentence) -> Said | None:
        c = self.cues
        if v.pos not in ("VERB", "AUX") and v.tag not in ("VBG", "VBN", "VBD", "VBZ", "VBP", "VB"):
            return None
        if v.dep in ("amod", "compound") or not self._reports(v):
            return None
        content = content_of(self, v)
        if not content:
            return None
        subject = subject_of(self, v)
        weak = v.lemma in c.weak
        speakers, span = speaker_of(self, subject, v)
        if weak and not speakers and not quote_near(self, content):
            return None
        if weak and v.dep == "ccomp" and content != [(-1, -1)] and v.head.lemma in c.clause and not quote_near(self, content):
            return None  # "said that his country considers ...": one statement
        addressees = addressees_of(self, v)
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
                pieces.append((start_of(self, a), end_of(self, b)))
        if not pieces:
            return None
        speakers, span = speaker_of(self, noun, w)
        if not speakers:
            return None
        return Said(pieces, speakers, span, w, (w.start, noun.start), "indirect", s.index, (), noun)

    def _cue_span(self, v: Word) -> Piece:
        prt = v.child("prt")
        end = prt.end if prt is not None and prt.i == v.i + 1 else v.end
        obj = v.child("dobj")
        if v.lemma in self.cues.express and obj is not None and obj.lemma in self.cues.nouns and obj.i > v.i:
            end = obj.end
        return v.start, end

    def index_at(self, offset: int) -> int:
        return self.parse.between(offset, offset).start
