"""When: the day of an event, from its own clause before its sentence, its paragraph and the day of the news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from communique.reading.circumstances.occasions import OCCASION_NOUNS
from communique.reading.circumstances.where import above
from communique.reading.events.draft import VERBAL, Draft
from communique.reading.statements.said import Said
from communique.reading.times import Interval, TimeExpression
from communique.reading.words import Word
from communique.records import DateBasis

if TYPE_CHECKING:
    from communique.reading.circumstances.state import Circumstances


@dataclass(slots=True, eq=False)
class When:
    """A date as the record gives it, with its words."""

    interval: Interval | None
    basis: DateBasis | None
    expression: TimeExpression | None


def day_of_the_news(facts: Circumstances) -> When | None:
    """The day that the lead gives for its news ("on Wednesday"): undated acts of the report are of that day."""
    if facts.published is None:
        return None
    lead = next((s for s in facts.parse.sentences if not s.heading), None)
    for t, _ in facts.at.get(lead.index, ()) if lead is not None else ():
        interval = t.resolve(facts.published)
        if interval is None or t.until or t.since or t.kind not in ("day", "weekday", "relative"):
            continue
        if 0 <= (facts.published - interval.end).days <= 3 and (interval.end - interval.start).days <= 3:
            return When(interval, t.basis, t)
    return None


def expression_of(facts: Circumstances, d: Draft) -> TimeExpression | None:
    """The time expression that belongs to an event: its own adjunct, else that of the verb that governs it."""
    if d.untimed:
        return None
    best: tuple[int, int, TimeExpression] | None = None
    for t, w in facts.at.get(d.word.sent, ()):
        if (t.until and d.status in ("occurred", "ongoing")) or t.kind in ("duration", "clock", "repeated"):
            continue
        rank = _belongs(facts, w, d)
        if rank is None:
            continue
        key = (rank, abs(w.i - d.word.i))
        if best is None or key < best[:2]:
            best = (*key, t)
    return best[2] if best else None


def _belongs(facts: Circumstances, w: Word, d: Draft) -> int | None:
    mine = {d.word.i, d.carrier.i}
    chain: list[Word] = []
    a = w
    steps = 0
    while a.head is not a and steps < 30:
        a = a.head
        steps += 1
        chain.append(a)
        if a.i in mine:
            between = [
                x
                for x in chain[:-1]
                if x.i not in mine
                and (
                    x.pos in ("VERB", "AUX")
                    or (
                        x.pos == "NOUN"
                        and x.lemma in facts.nouns
                        and not (x.lemma in OCCASION_NOUNS and x.head.lower in ("in", "during", "at"))
                    )
                )
            ]
            return 0 if not between and not _dates_a_noun(chain, mine) else None
        if a.pos in ("VERB", "AUX") and len(chain) > 0:
            break
    if _dates_a_noun(chain, mine):
        return None
    governor = chain[-1] if chain else w
    if governor.i in mine:
        return 0
    # The verb above the event carries the time for both, unless it is the saying and not the thing said.
    for k, up in enumerate(above(d)):
        if up is governor:
            if d.within is not None and d.within.cue is up and not (d.said is None and d.type in VERBAL):
                return None
            if d.said is not None and d.said.cue is up:
                return None
            if d.carrier.dep == "relcl" and any(a.lower == "had" for a in d.carrier.all("aux")):
                return None  # "which the South had paid for": earlier than the main clause
            return 1 + k
    # "..., and on Friday met": a coordinated verb after the first one shares the first one's time only when it has none.
    if d.carrier.dep == "conj" and d.carrier.head is governor:
        return 3
    return None


_PARTS = frozenset(
    str.split("end beginning start course middle half morning afternoon evening night week month eve day part quarter rest close")
)


def _dates_a_noun(chain: list[Word], mine: set[int]) -> bool:
    """ "After the storms of last week": the time is that of the storms, and of nothing that is told about them."""
    if len(chain) < 2 or chain[0].lower != "of" or chain[1].pos not in ("NOUN", "PROPN") or chain[1].i in mine:
        return False
    if chain[1].pos == "PROPN" and len(chain) > 3 and chain[2].lower == "of" and chain[3].i in mine:
        return False  # "the bombing of Sake of 7 June"
    return chain[1].lemma not in _PARTS and chain[1].lemma not in OCCASION_NOUNS


def date_of(facts: Circumstances, d: Draft, occasion: Draft | None) -> When:
    """When a draft happened, and what that rests on: its own words first, the day of the news last."""
    t = expression_of(facts, d)
    future = d.status in ("future", "hypothetical")
    if t is not None:
        interval = t.resolve(facts.published, future=future, previous=facts.previous)
        if interval is not None and t.until and future and facts.published is not None:
            interval = Interval(min(facts.published, interval.end), interval.end)
        if (
            interval is not None
            and not future
            and facts.published is not None
            and interval.start <= facts.published < interval.end
        ):
            interval = Interval(interval.start, facts.published)  # "this year" of a deed that is done
        if t.since and d.status == "occurred" and d.type not in VERBAL and d.type != "CONSULT":
            d.status = "ongoing"  # "have been stationed there since ..."
        if interval is not None and t.since and facts.published is not None:
            interval = Interval(interval.start, max(interval.start, facts.published))
        if interval is None and t.kind == "now":
            t = None
        else:
            return When(interval, t.basis if interval is not None else None, t)
    if (
        occasion is not None
        and (own := facts.when.get(occasion)) is not None
        and (d.type in VERBAL or d.type == "CONSULT")
        and d.status == "occurred"
    ):
        return When(own.interval, own.basis, own.expression)
    if (
        future
        or d.status == "ongoing"
        or facts.published is None
        or (d.status == "negated" and d.type in ("CONSULT", "AGREE", "AID", "MOBILIZE", "RETREAT"))
    ):
        return When(None, None, None)
    aux = {a.lower for a in d.carrier.all("aux")}
    deed = d.said is not None and d.type not in VERBAL | {"ASSAULT", "MOBILIZE", "COERCE"}
    if (
        d.nominal
        or ("had" in aux and d.within is None)
        or deed
        or (
            aux & {"has", "have"}
            and any(c.lower in ("always", "never", "long", "repeatedly", "often") for c in d.carrier.children)
        )
    ):
        return When(None, None, None)
    if facts.news is not None:
        return When(
            facts.news.interval, "published" if facts.news.expression is None else facts.news.basis, facts.news.expression
        )
    return When(Interval(facts.published - timedelta(days=1), facts.published), "published", None)


def date_of_saying(facts: Circumstances, said: Said, occasion: Draft | None) -> When:
    """When something was said: by the time told with its cue, by its occasion, last by the day of the news."""
    cue = said.cue
    for t, w in facts.at.get(cue.sent, ()) if cue is not None else ():
        if w.quoted or said.holds(w) or t.until or t.since or t.kind in ("duration", "clock", "repeated", "now"):
            continue
        if next((a for a in w.ancestors() if a.pos in ("VERB", "AUX")), None) is cue:
            interval = t.resolve(facts.published, previous=facts.previous)
            return When(interval, t.basis if interval is not None else None, t)
    if occasion is not None and occasion in facts.when:
        return facts.when[occasion]
    if cue is not None and any(o.lemma == "time" and o.child("det") is not None for p in cue.all("prep") for o in p.all("pobj")):
        return When(facts.previous, "relative" if facts.previous is not None else None, None)  # "at that time"
    if facts.published is None or (cue is not None and any(a.lower == "had" for a in cue.all("aux"))):
        return When(None, None, None)
    return facts.news or When(Interval(facts.published - timedelta(days=1), facts.published), "published", None)


def note_date(facts: Circumstances, d: Draft, w: When) -> None:
    """Remember a date as the point of reference for what follows ("three days later", the day of the news)."""
    facts.when[d] = w
    if w.interval is None:
        return
    if w.expression is not None:
        facts.previous = w.interval
