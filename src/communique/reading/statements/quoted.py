"""Quotes and their cues: which statement a quote belongs to, and whose it is when nothing introduces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.quotes import Quote
from communique.reading.statements.said import Said, merge
from communique.reading.statements.speakers import who
from communique.reading.words import Sentence

if TYPE_CHECKING:
    from communique.reading.statements.find import Finder


def take_quotes(finder: Finder, drafts: list[Said], quotes: list[Quote], sentences: list[Sentence]) -> None:
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
            holder.pieces = merge([*holder.pieces, (q.start, q.end)], finder.parse.text)
    for q in free:
        beside = _beside(finder, q, drafts)
        fragment = len(finder.parse.text[q.start : q.end].split()) < 3
        if beside is not None:
            if beside.pieces == [(-1, -1)]:
                beside.pieces = [(q.start, q.end)]
            else:
                gap_start, gap_end = (beside.end, q.start) if q.start >= beside.end else (q.end, beside.start)
                gap = finder.parse.text[gap_start : max(gap_start, gap_end)]
                own_sentence = any(x in gap for x in (". ", "? ", "! ")) or (
                    finder.parse.text[beside.end - 1 : beside.end] in ".?!"
                    and beside.cue is not None
                    and q.start > beside.cue.i
                    and q.start > beside.cue.end > beside.end
                    and finder.parse.text[beside.end - 1] in ".?!"
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
                    drafts.append(_carried(finder, q, beside))
                else:
                    beside.pieces = merge([*beside.pieces, (q.start, q.end)], finder.parse.text)
        elif not fragment:
            carried = alone(finder, q, sentences, drafts)
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


def _carried(finder: Finder, q: Quote, d: Said) -> Said:
    return Said([(q.start, q.end)], d.speakers, d.speaker_span, None, None, "direct", d.sentence, d.addressees, d.subject)


def _beside(finder: Finder, q: Quote, drafts: list[Said]) -> Said | None:
    """The cue that stands right before or right after the quote in its sentence."""
    best: tuple[int, Said] | None = None
    text = finder.parse.text
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


def alone(finder: Finder, q: Quote, sentences: list[Sentence], drafts: list[Said]) -> Said | None:
    """A quote without a cue: the speaker of the sentence it stands in, or the one before, when the text gives evidence."""
    first = next((s for s in sentences if s.start - 2 <= q.start <= s.end), sentences[0])
    outside = [w for s in sentences for w in s.words if not w.quoted and w.pos not in ("PUNCT",)]
    if len(outside) <= 2:
        # Nothing but the quote: it goes on from the last speaker (in this paragraph or the one before).
        if finder.last is not None and (first.block - finder.parse.sentences[finder.last.sentence].block) <= 1:
            return Said(
                [(q.start, q.end)],
                finder.last.speakers,
                finder.last.speaker_span,
                None,
                None,
                "direct",
                first.index,
                finder.last.addressees,
                finder.last.subject,
            )
        if q.continued and finder.last is not None:
            return Said([(q.start, q.end)], finder.last.speakers, finder.last.speaker_span, None, None, "direct", first.index)
        return Said([(q.start, q.end)], (), None, None, None, "direct", first.index) if q.end - q.start > 60 else None
    before = finder.parse.text[max(0, q.start - 3) : q.start]
    words_of = len(finder.parse.text[q.start : q.end].split())
    if ":" in before or words_of >= 8:
        subject = first.root.child("nsubj", "nsubjpass")
        if drafts and drafts[-1].speakers:
            return _carried(finder, q, drafts[-1])
        ids = who(finder, subject) if subject is not None and not subject.quoted else ()
        if ids and all(finder.cast.actors[i].kind != "group" or True for i in ids):
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
        if ":" in before and finder.last is not None:
            return Said([(q.start, q.end)], finder.last.speakers, None, None, None, "direct", first.index)
    return None
