"""Circumstances: when and where each event took place, and on which occasion each statement was made.

Dates come from an event's own clause, then from the verb that governs it, then from the occasion at which it was said, then
from the day of the news; ``basis`` tells which. An unknown publication date leaves relative words unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from communique.knowledge.lexicon import load_lexicon
from communique.knowledge.world import City
from communique.reading.actors import Cast
from communique.reading.events import VERBAL, Draft
from communique.reading.parties import Parties, Ref
from communique.reading.statements import Said
from communique.reading.times import Interval, TimeExpression
from communique.reading.words import Parse, Word
from communique.records import DateBasis

# Words that name an occasion when a statement is made "during", "in" or "at" it.
WHERE = (
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "on",
    "into",
    "around",
    "across",
    "through",
    "off",
    "over",
    "along",
    "to",
    "of",
    "close",
)
OCCASION_NOUNS = frozenset(
    [
        "meeting",
        "talk",
        "call",
        "conversation",
        "visit",
        "trip",
        "summit",
        "negotiation",
        "discussion",
        "session",
        "encounter",
        "phone-call",
        "dialogue",
        "consultation",
        "conference",
        "ceremony",
        "interview",
        "briefing",
        "speech",
    ]
)
PHONE_NOUNS = frozenset({"call", "conversation", "phone", "telephone"})


@dataclass(slots=True, eq=False)
class When:
    """A date as the record gives it, with its words."""

    interval: Interval | None
    basis: DateBasis | None
    expression: TimeExpression | None


@dataclass(slots=True)
class Where:
    """A place and the words (indices, inclusive) that name it."""

    city: City
    first: int
    last: int


class Circumstances:
    """Dates, places and occasions for the drafts of one document, in text order."""

    def __init__(self, parse: Parse, cast: Cast, times: list[TimeExpression], published: date | None) -> None:
        self.parse, self.cast, self.published = parse, cast, published
        self.parties = Parties(cast)
        self.at: dict[int, list[tuple[TimeExpression, Word]]] = {}
        words = parse.words
        k = 0
        for t in times:
            while k < len(words) and words[k].end <= t.start:
                k += 1
            if k >= len(words):
                break
            head = words[k]
            j = k
            while j + 1 < len(words) and words[j + 1].start < t.end:
                j += 1
            inside = {w.i for w in words[k : j + 1]}
            for w in words[k : j + 1]:
                if w.head.i not in inside:
                    head = w
                    if w.dep != "punct":
                        break
            self.at.setdefault(head.sent, []).append((t, head))
        self.nouns = load_lexicon().nouns
        self.when: dict[Draft, When] = {}
        self.where: dict[Draft, Where | None] = {}
        self.previous: Interval | None = None
        self.news = self._day_of_the_news()

    def _day_of_the_news(self) -> When | None:
        """The day that the lead gives for its news ("on Wednesday"): undated acts of the report are of that day."""
        if self.published is None:
            return None
        lead = next((s for s in self.parse.sentences if not s.heading), None)
        for t, _ in self.at.get(lead.index, ()) if lead is not None else ():
            interval = t.resolve(self.published)
            if interval is None or t.until or t.since or t.kind not in ("day", "weekday", "relative"):
                continue
            if 0 <= (self.published - interval.end).days <= 3 and (interval.end - interval.start).days <= 3:
                return When(interval, t.basis, t)
        return None

    # when ---------------------------------------------------------------------------------------------------------
    def expression(self, d: Draft) -> TimeExpression | None:
        """The time expression that belongs to an event: its own adjunct, else that of the verb that governs it."""
        if d.untimed:
            return None
        best: tuple[int, int, TimeExpression] | None = None
        for t, w in self.at.get(d.word.sent, ()):
            if (t.until and d.status in ("occurred", "ongoing")) or t.kind in ("duration", "clock", "repeated"):
                continue
            rank = self._belongs(w, d)
            if rank is None:
                continue
            key = (rank, abs(w.i - d.word.i))
            if best is None or key < best[:2]:
                best = (*key, t)
        return best[2] if best else None

    def _belongs(self, w: Word, d: Draft) -> int | None:
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
                            and x.lemma in self.nouns
                            and not (x.lemma in OCCASION_NOUNS and x.head.lower in ("in", "during", "at"))
                        )
                    )
                ]
                return 0 if not between else None
            if a.pos in ("VERB", "AUX") and len(chain) > 0:
                break
        governor = chain[-1] if chain else w
        if governor.i in mine:
            return 0
        # The verb above the event carries the time for both, unless it is the saying and not the thing said.
        for k, up in enumerate(_above(d)):
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

    def date(self, d: Draft, occasion: Draft | None) -> When:
        t = self.expression(d)
        future = d.status in ("future", "hypothetical")
        if t is not None:
            interval = t.resolve(self.published, future=future, previous=self.previous)
            if interval is not None and t.until and future and self.published is not None:
                interval = Interval(min(self.published, interval.end), interval.end)
            if (
                interval is not None
                and not future
                and self.published is not None
                and interval.start <= self.published < interval.end
            ):
                interval = Interval(interval.start, self.published)  # "this year" of a deed that is done
            if t.since and d.status == "occurred" and d.type not in VERBAL and d.type != "CONSULT":
                d.status = "ongoing"  # "have been stationed there since ..."
            if interval is not None and t.since and self.published is not None:
                interval = Interval(interval.start, max(interval.start, self.published))
            if interval is None and t.kind == "now":
                t = None
            else:
                return When(interval, t.basis if interval is not None else None, t)
        if (
            occasion is not None
            and (own := self.when.get(occasion)) is not None
            and (d.type in VERBAL or d.type == "CONSULT")
            and d.status == "occurred"
        ):
            return When(own.interval, own.basis, own.expression)
        if (
            future
            or d.status == "ongoing"
            or self.published is None
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
        if self.news is not None:
            return When(
                self.news.interval, "published" if self.news.expression is None else self.news.basis, self.news.expression
            )
        return When(Interval(self.published - timedelta(days=1), self.published), "published", None)

    def note(self, d: Draft, w: When) -> None:
        """Remember a date as the point of reference for what follows ("three days later", the day of the news)."""
        self.when[d] = w
        if w.interval is None:
            return
        if w.expression is not None:
            self.previous = w.interval

    # where --------------------------------------------------------------------------------------------------------
    def place(self, d: Draft) -> Where | None:
        """The place of an event: its own adjunct, then that of the verb above it."""
        spoken = d.status == "occurred" and d.type in VERBAL
        if d.place_word is not None and not (spoken and d.act is not None):
            found = self._named(d.place_word)
            if found is not None:
                return found
        for w in (d.word, d.carrier):
            # What is promised, asked or blamed happens elsewhere: a word given has only its own adjunct ("said in Oslo").
            found = self._adjunct(w, ("in", "at", "near") if spoken else WHERE)
            if found is not None:
                return found
        if not spoken and d.word.pos in ("VERB", "NOUN"):
            for w in self.parse.words[d.first : d.last + 1]:
                if (
                    w.pos in ("NOUN", "PROPN", "VERB", "ADV")
                    and w.under(d.carrier)
                    and (found := self._adjunct(w, ("in", "at", "near", "outside", "through", "off", "across")))
                ):
                    return found
            obj = d.word.child("dobj", "nsubjpass")
            if obj is not None and d.type == "ASSAULT" and obj.i in self.cast.places and (found := self._named(obj)) is not None:
                return found
        for up in _above(d):
            if d.within is not None and d.within.cue is up and not (d.said is None and d.type in VERBAL):
                return None
            found = self._adjunct(up, ("in", "at", "near") if spoken else WHERE)
            if found is not None:
                return found
        return None

    def dateline(self, d: Draft) -> Where | None:
        """The place of the dateline, last of all: for what one of its own side did on the day of the news."""
        line = self.parse.layout.dateline
        when = self.when[d]
        hit = (
            d.type in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")
            and line is not None
            and line.country in self.parties.sides(d.recipients)
        )
        if (
            line is None
            or line.country is None
            or (d.said is not None and not hit)
            or d.status != "occurred"
            or "phone" in d.modes
            or d.nominal
        ):
            return None
        today = when.expression is None or (self.news is not None and when.interval == self.news.interval)
        if not today or line.country not in self.parties.sides(d.parties):
            return None
        return Where(City(line.place, line.country), -1, -1)

    def _adjunct(self, w: Word, names: tuple[str, ...] = WHERE) -> Where | None:
        for p in w.all("prep", "agent"):
            if p.lower in names:
                for o in p.children:
                    if o.dep in ("pobj", "prep"):
                        if p.lower in ("to", "into") and w.lemma not in (
                            "visit",
                            "trip",
                            "travel",
                            "send",
                            "deploy",
                            "arrive",
                            "go",
                            "fly",
                            "come",
                            "return",
                            "tour",
                        ):
                            continue
                        if p.lower == "of" and w.lemma not in (
                            "capital",
                            "city",
                            "town",
                            "mountain",
                            "province",
                            "district",
                            "region",
                            "invasion",
                            "capture",
                            "port",
                            "shelling",
                            "bombing",
                        ):
                            continue
                        found = self._named(o)
                        if found is not None:
                            return found
            elif p.lower in ("during", "after", "with"):
                for o in p.all("pobj"):
                    if o.lemma in OCCASION_NOUNS:
                        found = self._adjunct(o)
                        if found is not None:
                            return found
        for p in w.all("advmod"):
            for q in p.all("prep"):
                for o in q.all("pobj"):
                    found = self._named(o)
                    if found is not None:
                        return found
        return None

    def _named(self, o: Word) -> Where | None:
        city = self.cast.places.get(o.i)
        if city is not None:
            m = self.cast.cover.get(o.i)
            if m is not None and self.cast.actors[m.ids[0]].is_person:
                return None
            first, last = self.cast.place_spans.get(o.i, (o.i, o.i))
            return Where(city, first, last)
        m = self.cast.cover.get(o.i)
        if m is not None and self.cast.actors[m.ids[0]].kind == "state":
            state = self.cast.actors[m.ids[0]]
            return Where(City(state.name, state.id), m.first, m.last)
        if o.ent in ("GPE", "LOC", "FAC") and o.i not in self.cast.cover and o.pos == "PROPN":
            # A place that the tables lack lies in the country that the report is about.
            return Where(City(self.cast.text(o.left if o.left > o.i - 3 else o.i, o.i), self.cast.home or ""), o.i, o.i)
        if o.lemma in _SITES:
            for c in o.children:
                if c.dep in ("amod", "poss", "compound", "nmod"):
                    m = self.cast.cover.get(c.i)
                    if m is not None and (country := self.cast.actors[m.ids[0]].country) is not None:
                        return Where(City(self.cast.text(o.left, o.i), country), o.left, o.i)
                    if c.i in self.cast.places:
                        return self._named(c)
            for p in o.all("prep"):
                if p.lower in ("of", "in", "near", "from"):
                    for inner in p.all("pobj"):
                        found = self._named(inner)
                        if found is not None:
                            return found
            for c in o.children:
                if (
                    c.dep in ("compound", "nmod")
                    and c.ent in ("GPE", "LOC", "FAC")
                    and c.i not in self.cast.cover
                    and self.cast.home
                ):
                    return Where(City(self.cast.text(c.left, o.i), self.cast.home), c.left, o.i)
            for ap in o.all("appos"):
                found = self._named(ap)
                if found is not None:
                    return found
        return None

    # occasions ----------------------------------------------------------------------------------------------------
    def occasion(self, said: Said, meetings: list[Draft], current: Draft | None) -> Draft | None:
        """The event at which something was said: named in the cue's clause, else the one the report is telling of."""
        if said.cue is not None:
            named = self._named_occasion(said.cue, meetings)
            if named is not None:
                return named
            if any(
                w.i != said.start and not w.quoted and self._of_cue(w, said) and t.kind not in ("duration", "clock")
                for t, w in self.at.get(said.cue.sent, ())
            ):
                return None
        if current is None:
            return None
        sides = self.parties.sides(current.parties)
        ids = {r.entity for r in current.parties}
        if "multilateral" in current.modes and any(self.cast.actor(s).kind == "organization" for s in said.speakers):
            return current  # the organisation speaks at its own meeting
        for s in said.speakers:
            if s in ids or (
                (self.cast.actor(s).kind == "state" or not any(self.cast.actor(i).is_person for i in ids))
                and self.cast.side(s) in sides
            ):
                return current
        return None

    def _of_cue(self, w: Word, said: Said) -> bool:
        cue = said.cue
        for a in w.ancestors():
            if a.pos in ("VERB", "AUX"):
                return a is cue
        return False

    def _named_occasion(self, cue: Word, meetings: list[Draft]) -> Draft | None:
        w: Word | None = cue
        for _ in range(3):
            if w is None:
                return None
            for p in w.all("prep"):
                if p.lower in ("during", "in", "at", "following", "after"):
                    for o in p.all("pobj"):
                        if o.lemma in OCCASION_NOUNS:
                            return self.find(o, meetings)
            w = w.head if w.dep in ("advcl", "conj", "ccomp", "parataxis") else None
        # The parser hangs "During that meeting" on the quoted verb: look at the head of the sentence.
        first = self.parse.sentences[cue.sent].words[0]
        if first.lower in ("during", "in", "at"):
            for o in first.all("pobj"):
                if o.lemma in OCCASION_NOUNS:
                    return self.find(o, meetings)
        return None

    def find(self, noun: Word, meetings: list[Draft]) -> Draft | None:
        """The meeting or call that "that meeting", "the call" points back to."""
        if not any(c.lower in ("the", "this", "that", "their", "his", "her", "these", "those", "same") for c in noun.children):
            return None
        phone = noun.lemma in PHONE_NOUNS or any(c.lemma in ("phone", "telephone") for c in noun.children)
        visit = noun.lemma in ("visit", "trip")
        for d in reversed(meetings):
            if d.word.i >= noun.i:
                continue
            is_phone = "phone" in d.modes
            if (phone and not is_phone and d.word.lemma not in PHONE_NOUNS) or (
                is_phone and not phone and noun.lemma not in ("talk", "discussion", "dialogue")
            ):
                continue
            if visit != (d.word.lemma in ("visit", "trip", "tour", "travel", "fly")) and not (visit and "visit" in d.modes):
                continue
            return d
        return None


_SITES = frozenset(
    [
        "mountain",
        "district",
        "province",
        "region",
        "city",
        "town",
        "village",
        "area",
        "port",
        "border",
        "capital",
        "airport",
        "base",
        "camp",
        "territory",
        "soil",
        "station",
        "strait",
        "sea",
        "island",
        "valley",
        "coast",
        "hotel",
        "palace",
        "university",
        "embassy",
        "headquarters",
        "ministry",
        "square",
        "side",
        "frontier",
        "resort",
        "suburb",
        "north",
        "south",
        "east",
        "west",
        "part",
        "county",
        "state",
        "slope",
        "waters",
    ]
)


def _above(d: Draft) -> list[Word]:
    """The verbs (and event nouns) above a predicate in its sentence, nearest first, as far as they tell of the same time."""
    out: list[Word] = []
    w = d.carrier
    for a in w.ancestors():
        if a.pos in ("VERB", "AUX"):
            out.append(a)
            if len(out) == 2:
                break
        elif a.pos == "NOUN" and d.nominal:
            out.append(a)
    return out


def settle(drafts: list[Draft], statements: list[Said], c: Circumstances) -> dict[Said, Draft]:
    """Walk the text once: give every draft its date and place, every statement its occasion. Returns the occasions."""
    occasions: dict[Said, Draft] = {}
    meetings: list[Draft] = []
    current: Draft | None = None
    events = sorted(drafts, key=lambda d: d.word.i)
    pending = sorted(statements, key=lambda s: (c.parse.sentences[s.sentence].start, s.start))
    k = 0
    for sentence in c.parse.sentences:
        here: list[Draft] = []
        while k < len(events) and events[k].word.sent <= sentence.index:
            here.append(events[k])
            k += 1
        # Meetings first: what was said is said at them.
        for d in [x for x in here if x.type == "CONSULT"]:
            when = c.date(d, None)
            back = None
            if when.expression is None and d.status == "occurred" and meetings:
                back = _points_back(d, meetings, c)
            if back is not None:
                when = c.when[back]
                c.where[d] = c.place(d) or c.where.get(back)
            else:
                c.where[d] = c.place(d)
            c.note(d, when)
            if d.status == "occurred" and (back is None or not d.nominal):
                if back is None:
                    meetings.append(d)
                if not d.nominal and d.said is None:
                    current = back or d
        while pending and pending[0].sentence <= sentence.index:
            s = pending.pop(0)
            found = c.occasion(s, meetings, current)
            if found is not None:
                occasions[s] = found
                if s.cue is not None and c._named_occasion(s.cue, meetings) is found:
                    current = found
        for d in [x for x in here if x.type != "CONSULT"]:
            said = d.within or next((s for s in statements if s.cue is d.word or s.cue is d.carrier), None)
            occasion = occasions.get(said) if said is not None else _shared(d, current, c)
            c.note(d, c.date(d, occasion))
            own = c.place(d)
            if own is None and occasion is None:
                own = c.dateline(d)
            if own is None and occasion is not None and (d.type in VERBAL or d.type == "AGREE") and d.status == "occurred":
                own = c.where.get(occasion)
            c.where[d] = own
        for d in here:
            _host(d, c)
    return occasions


def _shared(d: Draft, current: Draft | None, c: Circumstances) -> Draft | None:
    """A narrated verbal act of those who met, told right after the meeting: it was done there."""
    if current is None or d.type not in VERBAL or not d.actors or d.word.sent - current.word.sent > 40:
        return None
    ids = {r.entity for r in current.parties}
    sides = c.parties.sides(current.parties)
    if all(r.entity in ids or (c.cast.actor(r.entity).kind == "state" and c.parties.side(r) in sides) for r in d.actors):
        return current
    return None


def _points_back(d: Draft, meetings: list[Draft], c: Circumstances) -> Draft | None:
    """An undated meeting that an earlier one may be: the same sides, told of nearby, or named by "the", "their", "that"."""
    sides = c.parties.sides(d.parties)
    for m in reversed(meetings):
        if d.word.sent - m.word.sent > 12:
            return None
        theirs = c.parties.sides(m.parties)
        same = sides == theirs or (len(sides) >= 2 and sides < theirs) or (len(theirs) >= 2 and theirs < sides)
        if same and not ({"phone"} & (set(d.modes) ^ set(m.modes)) and d.modes and m.modes):
            return m
    return None


def _host(d: Draft, c: Circumstances) -> None:
    """Who met in the country of one of them: the other one visited. In a third country: third-party."""
    if d.type != "CONSULT" or d.modes or d.status != "occurred" or not d.both:
        return
    place = c.where.get(d)
    sides = c.parties.sides(d.parties)
    if len(sides) > 3:
        d.modes = ["multilateral"]
        d.why += ", more than three sides: multilateral"
    if place is None or not place.city.country or len(sides) != 2:
        return
    country = place.city.country
    people = [r for r in d.parties if c.cast.actor(r.entity).is_person]
    if country in sides and len(people) >= 1:
        guests = [r for r in d.parties if c.parties.side(r) != country]
        hosts = [r for r in d.parties if c.parties.side(r) == country]
        if guests and hosts and any(c.cast.actor(r.entity).is_person for r in guests):
            d.actors, d.recipients, d.modes, d.both = guests, hosts, ["visit"], False
            d.why += f", in {place.city.name}: visit"
    elif country not in sides and all(len(s) == 3 for s in sides):
        d.modes = ["third-party"]
        d.why += f", in {place.city.name}: third-party"


def place_ref(where: Where) -> Ref:
    return Ref(where.city.country, where.first, where.last)
