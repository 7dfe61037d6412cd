"""Where: the place of an event, from its own adjuncts before what its sentence and its dateline tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.knowledge.world import City
from communique.reading.circumstances.occasions import OCCASION_NOUNS
from communique.reading.events.draft import VERBAL, Draft
from communique.reading.parties import Ref
from communique.reading.words import Word

if TYPE_CHECKING:
    from communique.reading.circumstances.state import Circumstances

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


@dataclass(slots=True)
class Where:
    """A place and the words (indices, inclusive) that name it."""

    city: City
    first: int
    last: int


def place_of(facts: Circumstances, d: Draft) -> Where | None:
    """The place of an event: its own adjunct, then that of the verb above it."""
    spoken = d.status == "occurred" and d.type in VERBAL
    if d.place_word is not None and not (spoken and d.act is not None):
        found = _named(facts, d.place_word)
        if found is not None:
            return found
    for w in (d.word, d.carrier):
        # What is promised, asked or blamed happens elsewhere: a word given has only its own adjunct ("said in Oslo").
        found = _adjunct(facts, w, ("in", "at", "near") if spoken else WHERE)
        if found is not None:
            return found
    if not spoken and d.word.pos in ("VERB", "NOUN"):
        for w in facts.parse.words[d.first : d.last + 1]:
            if (
                w.pos in ("NOUN", "PROPN", "VERB", "ADV")
                and w.under(d.carrier)
                and (found := _adjunct(facts, w, ("in", "at", "near", "outside", "through", "off", "across")))
            ):
                return found
        obj = d.word.child("dobj", "nsubjpass")
        if obj is not None and d.type == "ASSAULT" and obj.i in facts.cast.places and (found := _named(facts, obj)) is not None:
            return found
    for up in above(d):
        if d.within is not None and d.within.cue is up and not (d.said is None and d.type in VERBAL):
            return None
        found = _adjunct(facts, up, ("in", "at", "near") if spoken else WHERE)
        if found is not None:
            return found
    return None


def dateline_place(facts: Circumstances, d: Draft) -> Where | None:
    """The place of the dateline, last of all: for what one of its own side did on the day of the news."""
    line = facts.parse.layout.dateline
    when = facts.when[d]
    hit = (
        d.type in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")
        and line is not None
        and line.country in facts.parties.sides(d.recipients)
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
    today = when.expression is None or (facts.news is not None and when.interval == facts.news.interval)
    if not today or line.country not in facts.parties.sides(d.parties):
        return None
    return Where(City(line.place, line.country), -1, -1)


_AT_HOME = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "RETREAT"})


def home_place(facts: Circumstances, d: Draft) -> Where | None:
    """The state in which something happened whose parties tell it, at the words that name the party: the host's, of a visit; the
    state that troops leave; that of who resigns or summons an ambassador; their own, of what a state's police, courts, rebels and
    crowds do to each other."""
    if d.status not in ("occurred", "ongoing") and not (d.status == "future" and d.type == "AGREE"):
        return None
    visit = "visit" in d.modes or (d.act is not None and "visit" in d.act[1] and d.status == "future")
    there: list[Ref] = []
    if visit or (d.type == "RETREAT" and "withdraw" in d.modes):
        there = d.recipients
    elif "resign" in d.modes or (d.type == "ACCUSE" and d.word.lemma == "summon"):
        there = d.actors
    elif d.type in _AT_HOME and d.actors and d.recipients and facts.parties.sides(d.actors) == facts.parties.sides(d.recipients):
        there = d.recipients
    hosts = [r for r in there if len(facts.parties.side(r)) == 3]
    if not hosts:
        return None
    state = facts.cast.actor(facts.parties.side(hosts[0]))
    return Where(City(state.name, state.id), hosts[0].first, hosts[0].last)


def _adjunct(facts: Circumstances, w: Word, names: tuple[str, ...] = WHERE) -> Where | None:
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
                        "evacuate",
                        "move",
                        "deliver",
                        "bring",
                        "transfer",
                        "rush",
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
                    found = _named(facts, o)
                    if found is not None:
                        return found
        elif p.lower in ("during", "after", "with"):
            for o in p.all("pobj"):
                if o.lemma in OCCASION_NOUNS:
                    found = _adjunct(facts, o)
                    if found is not None:
                        return found
    for p in w.all("advmod"):
        for q in p.all("prep"):
            for o in q.all("pobj"):
                found = _named(facts, o)
                if found is not None:
                    return found
    return None


def _named(facts: Circumstances, o: Word) -> Where | None:
    city = facts.cast.places.get(o.i)
    if city is not None:
        m = facts.cast.cover.get(o.i)
        if m is not None and facts.cast.actors[m.ids[0]].is_person:
            return None
        first, last = facts.cast.place_spans.get(o.i, (o.i, o.i))
        return Where(city, first, last)
    m = facts.cast.cover.get(o.i)
    if m is not None and facts.cast.actors[m.ids[0]].kind == "state":
        state = facts.cast.actors[m.ids[0]]
        return Where(City(state.name, state.id), m.first, m.last)
    if o.ent in ("GPE", "LOC", "FAC") and o.i not in facts.cast.cover and o.pos == "PROPN":
        # A place that the tables lack lies in the country that the report is about.
        return Where(City(facts.cast.text(o.left if o.left > o.i - 3 else o.i, o.i), facts.cast.home or ""), o.i, o.i)
    if o.lemma in _SITES:
        for c in o.children:
            if c.dep in ("amod", "poss", "compound", "nmod"):
                m = facts.cast.cover.get(c.i)
                if m is not None and (country := facts.cast.actors[m.ids[0]].country) is not None:
                    return Where(City(facts.cast.text(o.left, o.i), country), o.left, o.i)
                if c.i in facts.cast.places:
                    return _named(facts, c)
        for p in o.all("prep"):
            if p.lower in ("of", "in", "near", "from"):
                for inner in p.all("pobj"):
                    found = _named(facts, inner)
                    if found is not None:
                        return found
        for c in o.children:
            if (
                c.dep in ("compound", "nmod")
                and c.ent in ("GPE", "LOC", "FAC")
                and c.i not in facts.cast.cover
                and facts.cast.home
            ):
                return Where(City(facts.cast.text(c.left, o.i), facts.cast.home), c.left, o.i)
        for ap in o.all("appos"):
            found = _named(facts, ap)
            if found is not None:
                return found
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


def above(d: Draft) -> list[Word]:
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


def place_ref(where: Where) -> Ref:
    """The state of a place as a party, at the words that name the place."""
    return Ref(where.city.country, where.first, where.last)
