"""Quotes and their cues: which statement a quote belongs to, and whose it is when nothing introduces it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.knowledge.world import atoms
from communique.reading.grammar import SUBJECTS
from communique.reading.marks import MARKS
from communique.reading.quotes import Quote
from communique.reading.statements.complements import QUOTE_TO_COME
from communique.reading.statements.said import Said, merge
from communique.reading.statements.speakers import is_thing, speaker_of, who
from communique.reading.words import Sentence, Word

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder

_FRAGMENT = 3  # words: a shorter quote never stands alone


def take_quotes(finder: Finder, drafts: list[Said], quotes: list[Quote], sentences: list[Sentence]) -> None:
    """Join each quote to the cue in whose complement or beside which it stands; the rest stand alone."""
    text = finder.parse.text
    free: list[Quote] = []
    names: list[Quote] = []
    for q in quotes:
        if q.named is not None:
            free.append(q)
            continue
        if _is_name(finder, q):
            names.append(q)
            continue
        holder = min((d for d in drafts if any(a < q.end and q.start < b for a, b in d.pieces)), key=_length, default=None)
        if holder is not None and holder.cue is not None and holder.cue.lower == "according":
            # '"...," she wrote, according to an aide': the quote is hers first of all.
            waiting = (d for d in drafts if d.pieces == QUOTE_TO_COME and _touches(finder, d, q) and _set_off(text, q))
            holder = None if next(waiting, None) is not None else holder
        if holder is None:
            free.append(q)
            continue
        covered = sum(max(0, min(b, q.end) - max(a, q.start)) for a, b in holder.pieces)
        outside = sum(b - a for a, b in holder.pieces) - covered
        if covered >= 0.5 * (q.end - q.start) or outside < 25 or q.end - q.start > 60:
            holder.pieces = merge([*holder.pieces, (q.start, q.end)], text)
    for q in _nearest_first(finder, free, drafts):
        beside = _beside(finder, q, drafts) if q.named is None else None
        fragment = len(text[q.start : q.end].split()) < _FRAGMENT and not q.continued
        if beside is None:
            carried = None if fragment and not _whole_sentence(finder, q, sentences) else _alone(finder, q, sentences, drafts)
            if carried is not None:
                drafts.append(carried)
        elif beside.pieces == QUOTE_TO_COME:
            start = _lead(finder, beside, q)
            if start is not None:
                beside.pieces = [(start, q.end)]
        elif not fragment and _stands_apart(finder, q, beside, quotes):
            drafts.append(_carried(q, beside))
        else:
            beside.pieces = merge([*beside.pieces, (q.start, q.end)], text)
    for d in drafts:
        if d.cue is not None and d.cue.lower == "words" and d.pieces != QUOTE_TO_COME:
            # "criticized Congress for leaving the rules, in his words, "tight as a hammock"": a part of what he says.
            others = (o for o in drafts if o is not d and o.pieces and o.speakers == d.speakers)
            own = next((o for o in others if 0 <= d.cue.start - o.end < 12), None)
            if own is not None:
                own.pieces, d.pieces = [*own.pieces, *d.pieces], []
        if d.pieces == QUOTE_TO_COME:
            # "complained that the cable had, as one member put it, "fallen down the sofa"": a quote inside what another says.
            inner = next((q for q in quotes if q not in free and q not in names and _touches(finder, d, q)), None)
            d.pieces = [(inner.start, inner.end)] if inner is not None else []
        at_cue = next((q for q in quotes if d.cue is not None and 0 <= q.start - d.cue.end <= 4), None)
        if (
            d.pieces
            and at_cue is not None
            and text[at_cue.end - 1] in ",.?!"
            and not finder.quoted_in(at_cue.end, max(d.end, at_cue.end))
        ):
            # 'X said: "We go home now," on Monday.': the comma inside the marks ends what is said.
            d.pieces = [(a, at_cue.end if a == at_cue.start else b) for a, b in d.pieces]
        if d.cue is not None and any(0 <= q.start - d.cue.end <= 4 and (q.start, q.end) in d.pieces for q in quotes):
            # 'During the meeting, X said, "..."': what stands before the cue is its setting.
            inside = [p for p in d.pieces if p[0] >= d.cue.end]
            before = [p for p in d.pieces if p[0] < d.cue.end]
            if inside and before and not any(q.start < b and a < q.end for a, b in before for q in quotes):
                d.pieces = inside


def _whole_sentence(finder: Finder, q: Quote, sentences: list[Sentence]) -> bool:
    """Whether a quote of a word or two is all that its sentence says, right after somebody has been quoted: '"Twice."'."""
    words = finder.parse.text[q.start : q.end].strip()
    alone = all(w.quoted or w.pos == "PUNCT" for s in sentences for w in s.words)
    last = finder.last
    near = last is not None and finder.parse.sentences[last.sentence].block == sentences[0].block
    return alone and near and words[:1].isupper() and words[-1:] in ".!?"


_PUT_IT = re.compile(r"\b(?:it|as)\b")


def _touches(finder: Finder, d: Said, q: Quote) -> bool:
    """Whether only marks (or the "it" of "put it") stand between a cue with its speaker and a quote."""
    lo, hi = _reach_of(finder, d)
    gap = finder.parse.text[q.end : lo] if q.end <= lo else finder.parse.text[hi : q.start] if hi <= q.start else "x"
    return not any(c.isalnum() for c in _PUT_IT.sub(" ", gap))


def _set_off(text: str, q: Quote) -> bool:
    """Whether a quote ends as one that is followed by its cue does: in a comma, a question mark ..., inside or after the mark."""
    return (
        text[q.start : q.end].rstrip("\"'”’ ")[-1:] in (",", "?", "!", ".", "—", "–", "-", "…")
        or text[q.end : q.end + 3].strip(MARKS)[:1] == ","
    )


def announced(finder: Finder, s: Sentence, drafts: list[Said]) -> Said | None:
    """Who is to be quoted after a paragraph that ends in a colon: "Her campaign said in a statement:", "From the Blade:"."""
    if s.words[-1].text != ":":
        return None
    waiting = next((d for d in reversed(drafts) if d.pieces == QUOTE_TO_COME), None)
    if waiting is not None:
        return waiting
    subject = s.root.child(*SUBJECTS)
    if subject is not None and (ids := who(finder, subject)):
        return Said([], ids, (subject.start, subject.end), None, None, "direct", s.index, (), subject)
    for w in reversed(s.words):
        if w.pos in ("NOUN", "PROPN") and not is_thing(finder, w) and w.dep != "compound":
            ids, span = speaker_of(finder, w, s.root)
            if ids:
                return Said([], ids, span, None, None, "direct", s.index, (), w)
    return None


_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_CALLED = frozenset(
    ["called", "titled", "entitled", "dubbed", "named", "labeled", "labelled", "headlined", "marked", "nicknamed"]
)


def _is_name(finder: Finder, q: Quote) -> bool:
    """Whether a quote is the name of a book, a song, a campaign: after "titled", or all in capitals and beside no cue."""
    text = finder.parse.text
    before = text[max(0, q.start - 16) : q.start].rstrip("\"'“‘« ").split()
    if before and before[-1].lower() in _CALLED and before[-1].lower() != "called":
        return True
    words = [w.strip(".,!?:;") for w in text[q.start : q.end].split()]
    if not 1 < len(words) < 10 or text[q.start : q.end].rstrip()[-1:] in ".!?":
        return False
    named = all(w[:1].isupper() or not w[:1].isalpha() or w.lower() in _SMALL for w in words) and words[-1][:1].isupper()
    return named and not text[max(0, q.start - 3) : q.start].rstrip("\"'“‘« ").endswith((",", ":"))


def _length(d: Said) -> int:
    return d.end - d.start


def _carried(q: Quote, d: Said) -> Said:
    return Said([(q.start, q.end)], d.speakers, d.speaker_span, None, None, "direct", d.sentence, d.addressees, d.subject)


def _stands_apart(finder: Finder, q: Quote, d: Said, quotes: list[Quote]) -> bool:
    """Whether a quote beside a statement that has its content already is another one: a sentence of its own."""
    text = finder.parse.text
    assert d.cue is not None
    start, end = (d.end, q.start) if q.start >= d.end else (q.end, d.start)
    gap = text[start : max(start, end)]
    if any(x in gap for x in (". ", "? ", "! ")):
        return True
    if q.start > d.cue.end > d.end and text[d.end - 1 : d.end] in ".?!":
        return True
    # '"A," he joked, before turning serious: "B"': B is another one.
    return (
        gap.rstrip().endswith(":")
        and len(gap) > 30
        and any(x.start < d.cue.start for x in quotes if (x.start, x.end) in d.pieces)
    )


def _lead(finder: Finder, d: Said, q: Quote) -> int | None:
    """Where the content of a cue begins that has a quote for its end.

    'Wrote that Sundays were "a bus service"' has the words before the quote, too, 'told reporters: "We are done."' the quote
    alone. None when the quote is but the name of something ("wrote a book called ...").
    """
    assert d.cue is not None
    text = finder.parse.text
    after = max(d.cue.end, d.cue_span[1] if d.cue_span else 0)
    if d.speaker_span is not None and d.cue.start < d.speaker_span[0] < q.start:
        after = max(after, d.speaker_span[1])
    gap = text[after : q.start].strip().rstrip("\"'“”„«‘’").rstrip()
    if q.start < d.cue.start or not gap or gap[-1] in ",:;.—–-":
        return q.start
    words = [finder.parse.words[i] for i in finder.parse.between(after, q.start) if finder.parse.words[i].start >= after]
    if words and words[-1].tag == "VBN" and words[-1].lower in _CALLED:
        return None
    if words and words[-1].lower == "to":
        whom = d.cue.child("dobj")  # 'asked those who had not given to "dig deep"'
        return finder.parse.words[whom.left].start if whom is not None and d.cue.i < whom.i < words[-1].i else words[-1].start
    if any(w.pos == "PUNCT" and w.text not in "'\"()" for w in words):
        return q.start
    for k, w in enumerate(words):
        if w.lower in ("that", "whether") and w.tag in ("IN", "DT", "WDT") and k + 1 < len(words):
            return words[k + 1].start
    if text[q.start].isupper() and len(text[q.start : q.end].split()) > _FRAGMENT:
        return q.start
    drop: set[Word] = set()
    addressing = d.cue.lemma in finder.cues.nouns["addressing"]
    for c in d.cue.children:
        told = c.dep in ("dobj", "dative") and addressing
        setting = c.dep in ("npadvmod", "advmod") or (
            c.dep == "prep" and (o := c.child("pobj")) is not None and finder.is_setting(o)
        )
        if told or setting or c.lower == "as":
            drop.update(finder.parse.words[c.left : c.right + 1])
    words = [w for w in words if w not in drop and w.pos != "PUNCT"]
    return words[0].start if words else q.start


def _nearest_first(finder: Finder, quotes: list[Quote], drafts: list[Said]) -> list[Quote]:
    """Quotes that touch their cue before those that might be its too: a cue that waits for a quote takes the nearest."""
    waiting = [d for d in drafts if d.pieces == QUOTE_TO_COME]
    if not waiting or len(quotes) < 2:
        return quotes
    text = finder.parse.text

    def apart(q: Quote) -> bool:
        for d in waiting:
            lo, hi = _reach_of(finder, d)
            gap = text[q.end : lo] if q.end <= lo else text[hi : q.start] if hi <= q.start else "x"
            if not any(c.isalnum() for c in gap):
                return False
        return True

    return sorted(quotes, key=lambda q: (apart(q), q.start))


def _reach_of(finder: Finder, d: Said) -> tuple[int, int]:
    """From the first to the last character of a cue and who speaks, with what is told of the speaker."""
    assert d.cue is not None
    lo, hi = d.cue.start, d.cue.end
    if d.speaker_span is not None:
        lo, hi = min(lo, d.speaker_span[0]), max(hi, d.speaker_span[1])
    if d.subject is not None and d.subject.sent == d.cue.sent and (d.subject.right < d.cue.i or d.subject.left > d.cue.i):
        words = finder.parse.words
        lo, hi = min(lo, words[d.subject.left].start), max(hi, words[d.subject.right].end)
    return lo, hi


def _beside(finder: Finder, q: Quote, drafts: list[Said]) -> Said | None:
    """The cue that stands right before or right after the quote in its sentence."""
    best: tuple[int, Said] | None = None
    text = finder.parse.text
    for d in drafts:
        if d.cue is None or d.cue.lower == "according":
            continue
        lo, hi = _reach_of(finder, d)
        if d.only_quote and q.start < d.cue.start and not (_touches(finder, d, q) and _set_off(text, q)):
            continue
        if q.end <= lo:
            gap = text[q.end : lo]
            distance = len(gap)
            if sum(c.isspace() for c in gap.strip("\"'”’», ")) > 1:
                continue  # not beside it: a title, the words of somebody else
            if distance > 40 or (any(x in gap.strip('" ') for x in ".!?") and ". " in gap):
                continue
        elif hi <= q.start:
            gap = text[hi : q.start]
            distance = len(gap) + 5 if any(c.isalnum() for c in gap) else 0
            if d.only_quote and gap.strip("\"'“‘« ")[-1:] not in (",", ":") and any(c.isalnum() for c in gap):
                continue
            if d.pieces == QUOTE_TO_COME:
                if len(gap) > 220 or (". " in gap and not gap.rstrip().endswith(":")):
                    continue
            elif ". " in gap or distance > 260:
                continue
        else:
            continue
        if best is None or distance < best[0]:
            best = (distance, d)
    return best[1] if best else None


def _alone(finder: Finder, q: Quote, sentences: list[Sentence], drafts: list[Said]) -> Said | None:
    """A quote without a cue: the speaker of the sentence it stands in, or the one before, when the text gives evidence."""
    text = finder.parse.text
    first = next((s for s in sentences if s.start - 2 <= q.start <= s.end), sentences[0])
    if q.named is not None:
        return _by_name(finder, q, first, q.named)
    outside = [w for s in sentences for w in s.words if not w.quoted and w.pos not in ("PUNCT",)]
    labelled = _label(finder, q, first)
    if labelled is not None:
        return labelled
    if len(outside) <= 2 and finder.announced is not None and finder.announced.sentence == first.index - 1:
        a = finder.announced
        return Said(
            [(q.start, q.end)], a.speakers, a.speaker_span, a.cue, a.cue_span, "direct", first.index, a.addressees, a.subject
        )
    if len(outside) <= 2:
        # Nothing but the quote: it goes on from the last speaker (in this paragraph or the one before).
        last = finder.last
        if last is not None and (q.continued or first.block - finder.parse.sentences[last.sentence].block <= 1):
            return Said(
                [(q.start, q.end)],
                last.speakers,
                last.speaker_span,
                None,
                None,
                "direct",
                first.index,
                last.addressees,
                last.subject,
            )
        return Said([(q.start, q.end)], (), None, None, None, "direct", first.index) if q.end - q.start > 60 else None
    colon = text[max(0, q.start - 3) : q.start].rstrip("\"“'‘« ").endswith(":")
    if colon or len(text[q.start : q.end].split()) >= 8:
        subject = _subject_outside(first, q)
        if drafts and drafts[-1].speakers:
            return _carried(q, drafts[-1])
        ids = who(finder, subject) if subject is not None and not subject.quoted else ()
        if ids and subject is not None:
            return Said([(q.start, q.end)], ids, (subject.start, subject.end), None, None, "direct", first.index, (), subject)
        if colon and finder.last is not None:
            return Said([(q.start, q.end)], finder.last.speakers, None, None, None, "direct", first.index)
    return None


def _subject_outside(s: Sentence, q: Quote) -> Word | None:
    """The subject of the last verb before a quote, or else of the sentence."""
    subjects = [
        w for w in s.words if w.dep in ("nsubj", "nsubjpass") and not w.quoted and w.end <= q.start and w.head.end <= q.start
    ]
    return subjects[-1] if subjects else s.root.child("nsubj", "nsubjpass")


def _by_name(finder: Finder, q: Quote, s: Sentence, named: tuple[int, int]) -> Said:
    """The words of who is named beside them: somebody of the cast, by the last name where the label has no more."""
    cast = finder.cast
    label_at, named = named, q.whose or named
    label = finder.parse.document.text[named[0] : named[1]].rstrip(":")
    for i in finder.parse.between(*named):
        m = cast.cover.get(i)
        if m is None or m.kind == "adjective":
            continue
        whole = finder.parse.words[m.first].start <= named[0] and finder.parse.words[m.last].end >= named[0] + len(label)
        if whole or cast.actors[m.ids[0]].is_person:
            return Said([(q.start, q.end)], m.ids, label_at, None, None, "direct", s.index)
    same = [a for a in cast.persons() if atoms(a.name)[-len(atoms(label)) :] == atoms(label)]
    w = finder.parse.words[finder.parse.between(*named).start]
    id = same[0].id if len(same) == 1 else finder.describe(" ".join(label.split()), w, w.i, None)
    return Said([(q.start, q.end)], (id,), label_at, None, None, "direct", s.index)


def _label(finder: Finder, q: Quote, s: Sentence) -> Said | None:
    """'HOLTBY, on trade: "We lose."': who is named before a colon, with no verb."""
    before = [w for w in s.words if w.end <= q.start and w.text not in '"']
    if not before or before[-1].text != ":" or any(w.pos in ("VERB", "AUX") for w in before):
        return None
    comma = next((w for w in before if w.text in ",:("), before[-1])
    return _by_name(finder, q, s, (before[0].start, comma.start)) if comma.i - before[0].i in (1, 2, 3, 4) else None
