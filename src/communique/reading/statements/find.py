"""Statements: who said what, in direct, indirect and mixed speech."""

from __future__ import annotations

import bisect

from communique.knowledge.cues import Frame, load_cues
from communique.knowledge.world import slug
from communique.reading.actors import Actor, Cast, Mention
from communique.reading.grammar import SUBJECTS
from communique.reading.marks import MARKS
from communique.reading.quotes import Quote
from communique.reading.statements.complements import QUOTE_TO_COME, complement
from communique.reading.statements.hearsay import according, hearsay, nominal
from communique.reading.statements.quoted import announced, take_quotes
from communique.reading.statements.reports import reports
from communique.reading.statements.said import Piece, Said, overlap, words_in
from communique.reading.statements.spans import kind_of
from communique.reading.statements.speakers import addressees_of, speaker_of, subject_of
from communique.reading.words import Parse, Sentence, Word


def find_statements(parse: Parse, cast: Cast, quotes: list[Quote]) -> list[Said]:
    """All statements in text order."""
    return Finder(parse, cast, quotes).run()


class Finder:
    """Finds the statements of one document; ``run`` gives them in text order."""

    def __init__(self, parse: Parse, cast: Cast, quotes: list[Quote]) -> None:
        self.parse, self.cast, self.quotes, self.cues = parse, cast, quotes, load_cues()
        self.found: list[Said] = []
        self.described: dict[str, tuple[Actor, dict[int, Mention]]] = {}
        self.last: Said | None = None
        self.announced: Said | None = None
        self.heads_list: Said | None = None

    def run(self) -> list[Said]:
        for unit in self._units():
            self._unit(*unit)
        self.found.sort(key=lambda s: (s.start, s.end))
        for id in dict.fromkeys(id for s in self.found for id in s.speakers if id in self.described):
            actor, mentions = self.described[id]
            self.cast.actors.setdefault(id, actor)
            for m in mentions.values():
                self.cast.add(m, cover=False)
        return self.found

    def describe(self, name: str, w: Word, first: int, owner: Actor | None) -> str:
        """The id of somebody known by description alone. They join the cast when they turn out to have said something; their
        nouns stay uncovered, so that to the events "miners in Norway" are people of Norway."""
        id = "other/" + slug(name)
        if id not in self.cast.actors:
            parent = (
                owner.parent
                if owner is not None and owner.parent and owner.parent.startswith(("organization/", "group/"))
                else None
            )
            actor = Actor(id, "other", name, owner.country if owner is not None else None, None, office="official", known=False,
                          noun=w.lower, parent=parent)  # fmt: skip
            self.described.setdefault(id, (actor, {}))
        if id in self.described and w.i not in self.cast.cover:
            self.described[id][1][w.i] = Mention(first, w.i, w, (id,), "role", "role", w.tag == "NNS")
        return id

    def _units(self) -> list[tuple[list[Sentence], list[Quote]]]:
        """Sentences with their quotes; those over which one quote runs are a unit."""
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
            if units and units[-1][0][-1].block == s.block and self._goes_on(units[-1][1], s):
                units[-1][0].append(s)
                units[-1][1].extend(mine)
            else:
                units.append(([s], mine))
        return units

    def _goes_on(self, quotes: list[Quote], s: Sentence) -> bool:
        """Whether a sentence belongs to the one before: a quote runs on into it, or it is the cue of one that was a question."""
        if not quotes:
            return False
        end = quotes[-1].end
        last = self.parse.text[quotes[-1].start : end].rstrip("\"' ")[-1:]
        if end > s.start or end + 3 < s.start:
            return end > s.start
        return last != "." or s.words[0].text[:1].islower() or self._is_bare_cue(s)

    def _is_bare_cue(self, s: Sentence) -> bool:
        """Whether a sentence is nothing but the cue of the quote before it: 'Fjellvang told reporters.'"""
        v = s.root
        told = v.child("dobj")
        return (
            len(s.words) <= 10
            and self.cues.takes(v.lemma, "clause")
            and v.tag in ("VBD", "VBZ")
            and v.child("nsubj") is not None
            and v.child("ccomp", "xcomp", "neg", "prep") is None
            and (told is None or v.lemma in self.cues.nouns["addressing"])
        )

    def _unit(self, sentences: list[Sentence], quotes: list[Quote]) -> None:
        drafts: list[Said] = []
        for s in sentences:
            for w in s.words:
                if not w.quoted:
                    drafts += self._at(w, s)
        waiting = announced(self, sentences[-1], drafts)
        take_quotes(self, drafts, quotes, sentences)
        self.announced = waiting
        if waiting is not None:
            self.heads_list = waiting
        elif sentences[0].root.child(*SUBJECTS) is not None:
            self.heads_list = None
        for d in drafts:
            d.pieces = [(a, b) for a, b in d.pieces if b > a]
        drafts = [
            d
            for d in drafts
            if d.pieces and (words_in(self.parse.text, d.pieces) >= d.least or any((q.start, q.end) in d.pieces for q in quotes))
        ]
        drafts.sort(key=lambda d: (d.start, d.end))
        kept: list[Said] = []
        for d in drafts:
            twin = next((k for k in kept if overlap(k.pieces, d.pieces) > 0.8 and not _two_sayings(k, d)), None)
            if twin is None:
                kept.append(d)
            elif twin.cue is None or (d.speakers and not twin.speakers):
                kept[kept.index(twin)] = d
        for d in kept:
            d.kind = kind_of(self, d.pieces)
            if d.kind == "mixed":
                d.pieces = [self._closed(a, b) for a, b in d.pieces]
        self.found += kept
        outer = [
            k
            for k in kept
            if k.speakers and not any(o is not k and o.start <= k.start and k.end <= o.end and o.cue is not None for o in kept)
        ]
        if outer:
            self.last = max(outer, key=_foremost)
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

    def _closed(self, start: int, end: int) -> Piece:
        """A piece with the closing mark of the quote in which it ends."""
        text = self.parse.text  # folded: double marks are straight
        if text.count('"', start, end) % 2 and '"' in text[end : end + 2]:
            end = text.index('"', end) + 1
        return start, end

    def _at(self, w: Word, s: Sentence) -> list[Said]:
        """The statement of which this word is the cue."""
        if w.lower == "according":
            said = according(self, w, s)
        elif w.pos in ("NOUN", "PROPN"):
            said = nominal(self, w, s)
        elif w.pos == "ADV":
            said = hearsay(self, w, s)
        else:
            said = self._verb(w, s)
        return [said] if said is not None else []

    def _verb(self, v: Word, s: Sentence) -> Said | None:
        after = self.parse.words[v.i + 1] if v.i + 1 < len(self.parse.words) else None
        if v.lemma == "make" and after is not None and after.lower == "it":
            after = self.parse.words[min(v.i + 2, len(self.parse.words) - 1)]  # "made it clear that"
        frames = self.cues.of(v.lemma, after.lower if after is not None else None)
        if (
            not frames
            and v.pos == "VERB"
            and v.tag in ("VBD", "VBZ", "VBN")
            and self.has_quote(v)
            and not v.all("aux", "auxpass")
        ):
            frames = (Frame(v.lemma, "quote", ""),)  # '"I tiled that bathroom," cracked a friend': whatever one does in saying so
        if v.lemma == "quote":
            return self._quoted_as(v, s)
        if v.tag == "VBN" and reports(v) and (said := hearsay(self, v, s)) is not None:
            return said  # "is said to have fled"
        if not frames or not reports(v):
            return None
        if frames[0].cue != v.lemma and v.tag == "VBN":
            return None  # "has gone on": no saying
        if v.lemma in ("ask", "inquire") and self._is_question(v):
            return None
        if v.lemma in ("ask", "inquire") and (x := v.child("ccomp")) is not None and not x.quoted and not _is_order(x):
            return None  # a question: "asked whether", "asked who"
        subject = subject_of(self, v)
        content: list[Piece] = []
        for n, frame in enumerate(frames):
            content = complement(self, v, frame)
            if content and content[0][0] < v.start and frame.takes == "clause" and not self.has_quote(v):
                # "cautions against treating it as foolish": what stands behind the cue goes before a clause in front of it.
                behind = [(f, c) for f in frames[n + 1 :] if f.takes not in ("object", "quote") and (c := complement(self, v, f))]
                frame, content = behind[0] if behind and behind[0][1][0][0] > v.start else (frame, content)
            if content:
                break
        else:
            quoting = next((f for f in frames if f.takes in ("clause", "quote") and f.how not in ("thought", "paper")), None)
            if quoting is None:
                return hearsay(self, v, s)
            frame, content = quoting, list(QUOTE_TO_COME)
        speakers, span = speaker_of(self, subject, v)
        if subject is None and self.heads_list is not None and v is next((w for w in s.words if w.pos != "PUNCT"), None):
            # "The Council: - Condemned ... - Welcomed ..."
            speakers, span = self.heads_list.speakers, self.heads_list.speaker_span
        if not self._stands(v, frame, content, subject, speakers):
            return hearsay(self, v, s)
        said = Said(content, speakers, span, v, self._cue_span(v, frame), "indirect", s.index, addressees_of(self, v), subject)
        said.least = 3 if frame.takes == "object" else 1 if frame.takes in ("doing", "for") else 2
        said.only_quote = frame.takes == "quote"
        return said

    def _quoted_as(self, v: Word, s: Sentence) -> Said | None:
        """'"...," an interpreter quoted him as saying'; a clause is taken by the saying itself."""
        as_ = next((p for p in v.all("prep") if p.lower == "as"), None)
        saying = as_.child("pcomp") if as_ is not None else None
        whom = v.child("nsubjpass") or v.child("dobj")
        if saying is None or whom is None or saying.child("ccomp") is not None or not reports(v) or not self.has_quote(v):
            return None
        speakers, span = speaker_of(self, whom, v)
        subject = v.child(*SUBJECTS)
        return Said(list(QUOTE_TO_COME), speakers, span, v, (v.start, saying.end), "direct", s.index, (), subject)

    def _stands(self, v: Word, frame: Frame, content: list[Piece], subject: Word | None, speakers: tuple[str, ...]) -> bool:
        """Whether somebody can have said so: weak cues and those without a clause want one who speaks, or a quote."""
        quoted = content == QUOTE_TO_COME or any(self.quoted_in(a, b) for a, b in content)
        if frame.weak and v.dep == "ccomp" and not quoted and v.head.lemma in self.cues.frames:
            return False  # "said that his country considers ...": one statement
        somebody = bool(speakers) or (subject is not None and (self.is_pronoun(subject) or self.is_paper(subject)))
        if frame.takes == "clause" and (it := v.child("nsubjpass", "expl")) is not None and it.lower == "it":
            return True  # "it was agreed that"
        if frame.how == "quoted":
            return quoted and somebody
        if frame.how == "paper":
            return subject is not None and self.is_paper(subject)
        if frame.how == "thought":
            return somebody
        if frame.weak:
            return somebody or (quoted and frame.takes in ("clause", "quote"))
        return frame.takes in ("clause", "quote") or somebody

    def quoted_in(self, start: int, end: int) -> bool:
        """Whether a range of the text has quoted words in it."""
        k = bisect.bisect_right(self.quotes, start, key=lambda q: q.end)
        return k < len(self.quotes) and self.quotes[k].start < end

    def is_pronoun(self, w: Word) -> bool:
        """Whether a word stands for somebody named elsewhere."""
        return w.lower in ("he", "she", "they", "him", "her", "them", "it", "himself", "herself", "themselves", "who")

    def _is_question(self, v: Word) -> bool:
        """ "asked him whether he had "cut a deal"": what nobody has said yet."""
        for w in self.parse.words[v.i + 1 : v.i + 8]:
            if w.sent != v.sent or w.text in '":;.' or w.tag in ("VBD", "VBZ", "TO"):
                return False
            if w.lower in ("whether", "if", "what", "who", "why", "how", "when", "where", "which"):
                return True
        return False

    def has_quote(self, v: Word) -> bool:
        """Whether a quotation, and no fragment of the sentence, stands right before a verb of saying or its subject."""
        first = min((c.left for c in v.all(*SUBJECTS) if c.i < v.i), default=v.i)
        words, text = self.parse.words, self.parse.text
        k = bisect.bisect_left(self.quotes, words[first].start, key=lambda q: q.end) - 1
        if k < 0 or first == 0 or words[first - 1].block != v.block:
            return False
        q = self.quotes[k]
        between = text[q.end : words[first].start]
        last = text[q.start : q.end].rstrip(MARKS + " ")[-1:]
        if len(between) > 6 or any(c.isalnum() for c in between) or (last not in ",?!—–-" and "," not in between):
            return False
        before = text[max(0, q.start - 40) : q.start].rstrip(MARKS + " ")[-1:] if q.start - 4 > 0 else ""
        return not before.isalnum() or "\n" in text[max(0, q.start - 4) : q.start]

    def is_setting(self, w: Word) -> bool:
        """Whether a noun tells when or at which occasion something is said."""
        return w.ent in ("DATE", "TIME") or w.lemma in self.cues.nouns["occasion"] or self.is_paper(w)

    def is_paper(self, w: Word) -> bool:
        """Whether a noun is of what speaks without being anybody: a letter, a poll."""
        return w.lemma in self.cues.nouns["document"]

    def _cue_span(self, v: Word, frame: Frame) -> Piece:
        end = v.end
        particle = v.child("prt")
        if particle is not None and particle.i == v.i + 1:
            end = particle.end
        obj = v.child("dobj")
        if frame.takes == "noun" and obj is not None and obj.i > v.i:
            end = obj.end
        return v.start, end


def _two_sayings(a: Said, b: Said) -> bool:
    """Whether two statements of the same words are one in the other: "she urged them to leave, according to an aide"."""
    return a.cue is not None and b.cue is not None and bool(a.speakers) and bool(b.speakers) and a.speakers != b.speakers


def _is_order(x: Word) -> bool:
    """ "asked that the case be brought": no question."""
    return any(m.lower == "that" for m in x.all("mark")) or x.with_to


def _foremost(said: Said) -> tuple[int, int]:
    """The main saying of a sentence goes before those inside it, then the later one."""
    return (-sum(1 for _ in said.cue.ancestors()), said.cue.i) if said.cue is not None else (0, said.start)
