"""From what the steps found to the records of a reading: ids, offsets, evidence. Nothing is decided here."""

from __future__ import annotations

from datetime import date

from communique.knowledge.cameo import cameo_code
from communique.knowledge.plover import contexts_by_word, load_plover
from communique.knowledge.world import slug
from communique.reading.actors import Actor, Cast
from communique.reading.circumstances.state import Circumstances
from communique.reading.circumstances.when import When
from communique.reading.circumstances.where import Where
from communique.reading.confidence import confidence_of
from communique.reading.events.draft import Draft
from communique.reading.grammar import SUBJECTS
from communique.reading.parties import Ref
from communique.reading.pledges import find_pledges
from communique.reading.statements.said import Said
from communique.reading.times import TimeExpression
from communique.reading.words import Parse
from communique.records import (
    Act,
    Entity,
    Event,
    EventDate,
    Mention,
    Party,
    Place,
    Provenance,
    Reading,
    Role,
    SourceDocument,
    Span,
    Statement,
)


def reading(
    parse: Parse,
    cast: Cast,
    times: list[TimeExpression],
    statements: list[Said],
    groups: list[tuple[Draft, list[Draft]]],
    home: dict[Draft, Draft],
    occasions: dict[Said, Draft],
    c: Circumstances,
    published: date | None,
    made: Provenance,
) -> Reading:
    """Assemble the reading of one document."""
    text = parse.document.text
    for n, s in enumerate(statements, 1):
        s.id = f"s{n}"
    ids = {main: f"e{n}" for n, (main, _) in enumerate(groups, 1)}
    events = [_event(ids[main], main, members, parse, cast, c, published) for main, members in groups]
    conditional = {ids[main] for main, _ in groups if main.conditional}
    records = [
        _statement(s, text, ids.get(home[occasions[s]]) if s in occasions else None, _date(c.said[s], text), parse)
        for s in statements
    ]
    warnings = list(parse.layout.notes)
    if published is not None:
        later = [t for t in times if t.basis == "explicit" and (i := t.resolve(published)) is not None and i.start > published]
        past = [
            e
            for e in events
            if e.status == "occurred"
            and e.date is not None
            and e.date.basis == "explicit"
            and e.date.start
            and e.date.start > published.isoformat()
        ]
        if past and later:
            day = past[0].date.start if past[0].date else ""
            warnings.append(
                f"the text tells of {day} as past, after the publication date {published.isoformat()}: is that date right?"
            )
    return Reading(
        document=_document(parse, published),
        entities=_entities(cast, text, parse),
        statements=records,
        events=events,
        pledges=find_pledges(events, times, published, conditional),
        warnings=warnings,
        provenance=made,
    )


def _document(parse: Parse, published: date | None) -> SourceDocument:
    d, layout = parse.document, parse.layout
    return SourceDocument(
        id=d.id,
        source_id=d.source_id,
        title=d.title or layout.title,
        text=d.text,
        published=published.isoformat() if published else None,
        publisher=d.publisher or layout.publisher,
        url=d.url,
        dateline=layout.dateline,
        licence=layout.licence,
        published_at=d.published_at,
        retrieved_at=d.retrieved_at,
        rights=d.rights,
    )


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _entities(cast: Cast, text: str, parse: Parse) -> list[Entity]:
    words = parse.words
    by_actor: dict[str, list[Mention]] = {}
    for m in cast.mentions:
        start, end = words[m.first].start, words[m.last].end
        for id in m.ids:
            mention = Mention(start=start, end=end, text=text[start:end], how=m.how)
            by_actor.setdefault(id, []).append(mention)
            actor = cast.actors[id]
            # An institution's words are words for its state too.
            if actor.kind == "other" and actor.noun == "institution":
                side = actor.country or actor.parent
                if side is not None:
                    cast.actor(side)
                    by_actor.setdefault(side, []).append(mention.model_copy(update={"how": "metonym"}))
            elif actor.kind == "organization" and actor.parent is not None and actor.parent != id:
                cast.actor(actor.parent)
                by_actor.setdefault(actor.parent, []).append(mention.model_copy(update={"how": "metonym"}))
    dateline = parse.layout.dateline
    if dateline is not None and dateline.country is not None:
        cast.actor(dateline.country)
        mention = Mention(start=dateline.start, end=dateline.end, text=text[dateline.start : dateline.end], how="metonym")
        by_actor.setdefault(dateline.country, []).insert(0, mention)
    out = []
    for id, actor in cast.actors.items():
        mentions = sorted({(m.start, m.end): m for m in by_actor.get(id, ())}.values(), key=lambda m: (m.start, m.end))
        out.append(
            Entity(
                id=id,
                kind=actor.kind,
                name=actor.name,
                country=actor.country,
                sector=actor.sector,
                role=_role(actor),
                known=actor.known,
                mentions=mentions,
            )
        )
    return sorted(out, key=lambda e: (e.mentions[0].start if e.mentions else len(text), e.id))


def _role(a: Actor) -> Role | None:
    if not a.is_person or not a.title:
        return None
    if a.term is not None:
        return Role(title=a.term.title, country=a.country, start=a.term.start or None, end=a.term.end or None)
    return Role(title=a.title, country=a.country)


def _statement(s: Said, text: str, occasion: str | None, when: EventDate | None, parse: Parse) -> Statement:
    contexts = _contexts(parse, s.start, s.end)
    return Statement(
        id=s.id,
        speaker=s.speakers[0] if s.speakers else None,
        joint=list(s.speakers[1:]),
        speaker_span=_span(text, *s.speaker_span) if s.speaker_span else None,
        addressees=[a for a in s.addressees if a not in s.speakers],
        cue=_span(text, *s.cue_span) if s.cue_span else None,
        content=[_span(text, a, b) for a, b in s.pieces],
        kind=s.kind,
        occasion=occasion,
        date=when,
        contexts=contexts,
    )


def _party(r: Ref, cast: Cast, parse: Parse) -> Party:
    actor = cast.actor(r.entity)
    words = parse.words
    country = actor.country
    entity = r.entity
    if country is None and actor.parent is not None:
        # A person or organ that acts for an organisation or group stands under that one's name among the parties.
        entity = cast.actor(actor.parent).id
    return Party(entity=entity, country=country, role=actor.title, start=words[r.first].start, end=words[r.last].end)


def _parties(refs: list[Ref], cast: Cast, parse: Parse) -> list[Party]:
    seen: dict[str, Party] = {}
    for r in refs:
        p = _party(r, cast, parse)
        seen.setdefault(p.entity, p)
    # A state beside its own president adds nothing.
    people = {p.country for p in seen.values() if p.country and p.entity != p.country}
    return [p for p in seen.values() if not (p.entity == p.country and p.country in people)]


def _date(w: When, text: str) -> EventDate | None:
    if w.interval is None and w.expression is None:
        return None
    expression = None
    if w.expression is not None:
        expression = _span(text, w.expression.start, w.expression.end)
    if w.interval is None:
        return EventDate(basis=None, expression=expression)
    return EventDate(start=w.interval.start.isoformat(), end=w.interval.end.isoformat(), basis=w.basis, expression=expression)


def _event(id: str, d: Draft, members: list[Draft], parse: Parse, cast: Cast, c: Circumstances, published: date | None) -> Event:
    text, words = parse.document.text, parse.words
    when, where = c.when[d], c.where.get(d)
    info = load_plover()[d.type]
    evidence = []
    for m in members:
        lo, hi = _trim(parse, m.first, m.last)
        span = _span(text, words[lo].start, words[hi].end)
        if span not in evidence:
            evidence.append(span)
    historical = bool(published and when.interval and (published - when.interval.end).days > 365 and d.status == "occurred")
    sentence = parse.sentences[d.word.sent]
    act = Act(type=d.act[0], modes=d.act[1]) if d.act and d.type in ("AGREE", "REQUEST", "REJECT", "THREATEN") else None
    told = {w.lemma for w in words[d.first : d.last + 1]}
    return Event(
        id=id,
        type=d.type,
        modes=list(d.modes),
        contexts=_contexts(parse, sentence.start, sentence.end),
        actors=_parties(d.actors, cast, parse),
        recipients=_parties(d.recipients, cast, parse),
        persons=list(dict.fromkeys([r.entity for r in d.parties if cast.actor(r.entity).is_person] + _spoken_by(d, cast))),
        status=d.status,
        historical=historical,
        claimed_in=d.said.id if d.said is not None else None,
        act=act,
        date=_date(when, text),
        place=_place(where, parse),
        trigger=_span(text, d.word.start, d.word.end),
        evidence=evidence,
        cameo=cameo_code(d.type, d.modes, (act.type, act.modes) if act is not None else None, told, both=not d.recipients),
        quad=info.quad,
        score=info.score_of(d.modes),
        confidence=confidence_of(d, members),
        why=d.why,
    )


def _spoken_by(d: Draft, cast: Cast) -> list[str]:
    """Who speaks for a party beside the act: "The League condemned the strike, its secretary-general speaking of ..."."""
    words = cast.parse.words
    parties = {r.entity for r in d.actors}
    found = []
    for m in cast.mentions:
        apart = m.head.sent - d.word.sent
        if (
            m.how == "role"
            and words[m.first].lower in ("its", "their")
            and (apart == 0 or (apart == 1 and m.head.dep in SUBJECTS))
        ):
            owner = cast.cover.get(m.first)
            if owner is not None and set(owner.ids) & parties:
                found += [i for i in m.ids if cast.actor(i).is_person]
    return found


def _place(where: Where | None, parse: Parse) -> Place | None:
    if where is None:
        return None
    country = where.city.country or None
    if where.first < 0:
        line = parse.layout.dateline
        assert line is not None
        return Place(name=line.place, country=country, start=line.start, end=line.end)
    words = parse.words
    return Place(name=where.city.name, country=country, start=words[where.first].start, end=words[where.last].end)


def _trim(parse: Parse, a: int, b: int) -> tuple[int, int]:
    words = parse.words
    while a < b and (
        words[a].pos == "PUNCT" or (words[a].lower in ("that", "who", "which", "and", "but") and words[a].tag != "DT")
    ):
        a += 1
    while b > a and words[b].pos == "PUNCT":
        b -= 1
    return a, b


def _contexts(parse: Parse, start: int, end: int) -> list[str]:
    table = contexts_by_word()
    found: list[str] = []
    for i in parse.between(start, end):
        for context in table.get(parse.words[i].lemma, ()):
            if context not in found:
                found.append(context)
    return sorted(found)


__all__ = ["reading", "slug"]
