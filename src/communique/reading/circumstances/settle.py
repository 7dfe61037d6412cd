"""Circumstances of all drafts in text order: dates, places, hosts and occasions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.reading.circumstances.occasions import named_occasion, occasion_of
from communique.reading.circumstances.when import date_of, date_of_saying, note_date
from communique.reading.circumstances.where import dateline_place, home_place, place_of
from communique.reading.events.draft import VERBAL, Draft
from communique.reading.statements.said import Said

if TYPE_CHECKING:
    from communique.reading.circumstances.state import Circumstances


def settle(drafts: list[Draft], statements: list[Said], facts: Circumstances) -> dict[Said, Draft]:
    """Walk the text once: give every draft its date and place, every statement its occasion. Returns the occasions."""
    occasions: dict[Said, Draft] = {}
    meetings: list[Draft] = []
    current: Draft | None = None
    before: Said | None = None
    events = sorted(drafts, key=lambda d: d.word.i)
    pending = sorted(statements, key=lambda s: (facts.parse.sentences[s.sentence].start, s.start))
    k = 0
    for sentence in facts.parse.sentences:
        here: list[Draft] = []
        while k < len(events) and events[k].word.sent <= sentence.index:
            here.append(events[k])
            k += 1
        # Meetings first: what was said is said at them.
        for d in [x for x in here if x.type == "CONSULT"]:
            when = date_of(facts, d, None)
            back = None
            if when.expression is None and d.status == "occurred" and meetings:
                back = _points_back(d, meetings, facts)
            if back is not None:
                when = facts.when[back]
                facts.where[d] = place_of(facts, d) or facts.where.get(back)
            else:
                facts.where[d] = place_of(facts, d)
            note_date(facts, d, when)
            if facts.where[d] is None and current is not None and _same_day_and_sides(d, current, facts):
                facts.where[d] = facts.where.get(current)  # "informed her": at the meeting that is told of
            if d.status == "occurred" and (back is None or not d.nominal):
                if back is None:
                    meetings.append(d)
                if not d.nominal and d.said is None and not (current and any(a.lower == "had" for a in d.carrier.all("aux"))):
                    current = back or d
        while pending and pending[0].sentence <= sentence.index:
            s = pending.pop(0)
            found = occasion_of(facts, s, meetings, current)
            if s.cue is None and before is not None and before.speakers == s.speakers:
                found = occasions.get(before)  # a quote that goes on
            before = s
            facts.said[s] = date_of_saying(facts, s, found)
            if found is not None:
                occasions[s] = found
                if s.cue is not None and named_occasion(facts, s.cue, meetings) is found:
                    current = found
        for d in [x for x in here if x.type != "CONSULT"]:
            said = d.within or next((s for s in statements if s.cue is d.word or s.cue is d.carrier), None)
            occasion = occasions.get(said) if said is not None else _shared(d, current, facts)
            note_date(facts, d, date_of(facts, d, occasion))
            own = place_of(facts, d)
            if own is None and occasion is None:
                own = dateline_place(facts, d)
            if own is None and occasion is not None and (d.type in VERBAL or d.type == "AGREE") and d.status == "occurred":
                own = facts.where.get(occasion)
            facts.where[d] = own
        for d in here:
            if facts.where.get(d) is None:
                facts.where[d] = home_place(facts, d)
            _host(d, facts)
    return occasions


def _same_day_and_sides(d: Draft, current: Draft, facts: Circumstances) -> bool:
    return (
        facts.when[d].interval == facts.when[current].interval
        and facts.parties.sides(d.parties) == facts.parties.sides(current.parties)
        and "phone" not in d.modes
    )


def _shared(d: Draft, current: Draft | None, facts: Circumstances) -> Draft | None:
    """A narrated verbal act of those who met, told right after the meeting: it was done there."""
    if current is None or d.type not in VERBAL or not d.actors or d.word.sent - current.word.sent > 40:
        return None
    ids = {r.entity for r in current.parties}
    sides = facts.parties.sides(current.parties)
    if all(r.entity in ids or (facts.cast.actor(r.entity).kind == "state" and facts.parties.side(r) in sides) for r in d.actors):
        return current
    return None


def _points_back(d: Draft, meetings: list[Draft], facts: Circumstances) -> Draft | None:
    """An undated meeting that an earlier one may be: the same sides, told of nearby, or named by "the", "their", "that"."""
    sides = facts.parties.sides(d.parties)
    for m in reversed(meetings):
        if d.word.sent - m.word.sent > 12:
            return None
        theirs = facts.parties.sides(m.parties)
        same = sides == theirs or (len(sides) >= 2 and sides < theirs) or (len(theirs) >= 2 and theirs < sides)
        if same and not ({"phone"} & (set(d.modes) ^ set(m.modes)) and d.modes and m.modes):
            return m
    return None


def _host(d: Draft, facts: Circumstances) -> None:
    """Who met in the country of one of them: the other one visited. In a third country: third-party."""
    if d.type != "CONSULT" or d.modes or d.status != "occurred" or not d.both:
        return
    place = facts.where.get(d)
    sides = facts.parties.sides(d.parties)
    if len(sides) > 3:
        d.modes = ["multilateral"]
        d.why += ", more than three sides: multilateral"
    if place is None or not place.city.country or len(sides) != 2:
        return
    country = place.city.country
    people = [r for r in d.parties if facts.cast.actor(r.entity).is_person]
    if country in sides and len(people) >= 1:
        guests = [r for r in d.parties if facts.parties.side(r) != country]
        hosts = [r for r in d.parties if facts.parties.side(r) == country]
        if guests and hosts and any(facts.cast.actor(r.entity).is_person for r in guests):
            d.actors, d.recipients, d.modes, d.both = guests, hosts, ["visit"], False
            d.why += f", in {place.city.name}: visit"
    elif country not in sides and all(len(s) == 3 for s in sides):
        d.modes = ["third-party"]
        d.why += f", in {place.city.name}: third-party"
