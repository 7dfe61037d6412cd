"""Scoring readings against gold documents.

What counts as right in each measure is written out for users in ``docs/gold.md``; the occasion of a statement is not scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.evaluation import matching
from communique.evaluation.figures import Count, DocumentFigures, Figures, Finding, Measure, reliability, total, total_by_kind
from communique.evaluation.gold import GoldDocument, GoldEvent, GoldMention, GoldStatement
from communique.evaluation.matching import Offsets
from communique.evaluation.mention_kinds import MentionKind, kind_of_mention
from communique.records import Event, EventDate, Reading, Span, Statement

# Of the events of a reading that could be a gold event, the one with the most of these points is taken to be it.
# A core gold event comes before one that is not, so that the same happening is not credited to the lesser.
_SAME_STATUS = 1
_CORE = 2
_SAME_SOURCE = 3  # both narrated, or both claimed
_SAME_WORDS = 5

# An article that was changed on its way to the reader is still known by its first characters.
_OPENING = 200
# Of a missed statement so many characters are shown.
_SHOWN = 60


def score(gold: Sequence[GoldDocument], readings: Iterable[Reading], failures: Mapping[str, str] | None = None) -> Figures:
    """Compare each gold document with the reading of its text.

    Readings are found by their text, whatever their order and ids. A gold document without one counts as not read, and in no
    other measure; ``failures`` says why, by the name of the gold document.
    """
    by_text = {matching.squeeze(reading.document.text): reading for reading in readings}
    scorers = [_DocumentScorer(document, _reading_of(document, by_text), failures or {}) for document in gold]
    documents = tuple(DocumentFigures(scorer.counts, scorer.gold.name) for scorer in scorers)
    return Figures(
        counts=total(documents),
        documents=documents,
        misses=tuple(miss for scorer in scorers for miss in scorer.misses),
        extras=tuple(extra for scorer in scorers for extra in scorer.extras),
        mention_kinds=total_by_kind(scorer.mention_kinds for scorer in scorers),
        reliability=reliability(confidence for scorer in scorers for confidence in scorer.confidences),
    )


def judged(gold: GoldDocument, reading: Reading) -> list[tuple[Event, bool]]:
    """Each event of a reading of a gold document, and whether the gold has it."""
    return list(zip(reading.events, (right for _, right in _DocumentScorer(gold, reading, {}).confidences), strict=True))


def _reading_of(document: GoldDocument, by_text: Mapping[str, Reading]) -> Reading | None:
    text = matching.squeeze(document.text)
    if text in by_text:
        return by_text[text]
    return next((reading for read, reading in by_text.items() if read[:_OPENING] == text[:_OPENING]), None)


class _DocumentScorer:
    """Scores the reading of one gold document, on construction."""

    def __init__(self, gold: GoldDocument, reading: Reading | None, failures: Mapping[str, str]) -> None:
        self.gold = gold
        self.counts: dict[Measure, Count] = {}
        self.misses: list[Finding] = []
        self.extras: list[Finding] = []
        self.confidences: list[tuple[float, bool]] = []
        self.mention_kinds: dict[MentionKind, Count] = {}
        self._count(Measure.DOCUMENTS_READ, reading is not None)
        if reading is None:
            self._miss("document", failures.get(gold.name, "not read"))
            return
        self._reading = reading
        self._text = reading.document.text
        self._names = {entity.id: entity.name for entity in reading.entities}
        self._events()
        self._events_strictly()
        self._statements()
        for mention in gold.mentions:
            self._mention(mention)

    def _count(self, measure: Measure, right: bool) -> None:
        self.counts[measure] = self.counts.get(measure, Count()) + Count(int(right), 1)

    def _miss(self, what: str, words: str) -> None:
        self.misses.append(Finding(self.gold.name, what, words))

    def _extra(self, what: str, spans: Sequence[Span]) -> None:
        self.extras.append(Finding(self.gold.name, what, spans[0].text if spans else ""))

    # -- events

    def _events(self) -> None:
        pairs = self._match_events(exactly=False)
        for i, wanted in enumerate(self.gold.events):
            if i in pairs:
                self._circumstances(wanted, self._reading.events[pairs[i]])
            if wanted.core:
                self._count(Measure.EVENTS_RECALL, i in pairs)
                if i not in pairs:
                    what = _sides(wanted.type, wanted.actors, wanted.recipients, wanted.status)
                    self._miss(what, wanted.evidence)
        matched = set(pairs.values())
        for j, event in enumerate(self._reading.events):
            self._count(Measure.EVENTS_PRECISION, j in matched)
            self.confidences.append((event.confidence, j in matched))
            if j not in matched:
                actors, recipients = (sorted(matching.party_slugs(side)) for side in (event.actors, event.recipients))
                self._extra(_sides(event.type, actors, recipients, event.status), event.evidence)

    def _events_strictly(self) -> None:
        pairs = self._match_events(exactly=True)
        for i, wanted in enumerate(self.gold.events):
            if wanted.core:
                self._count(Measure.EVENTS_STRICT_RECALL, i in pairs)
        matched = set(pairs.values())
        for j in range(len(self._reading.events)):
            self._count(Measure.EVENTS_STRICT_PRECISION, j in matched)

    def _match_events(self, *, exactly: bool) -> dict[int, int]:
        candidates = [
            (self._fit(wanted, event), i, j)
            for i, wanted in enumerate(self.gold.events)
            for j, event in enumerate(self._reading.events)
            if wanted.type == event.type
            and matching.same_parties(
                wanted.type, (wanted.actors, wanted.recipients), (event.actors, event.recipients), exactly=exactly
            )
        ]
        return matching.match(candidates)

    def _fit(self, wanted: GoldEvent, event: Event) -> int:
        at = matching.find_nth(self._text, wanted.evidence)
        same_words = at is not None and any(matching.overlap(at, _offsets(span)) for span in event.evidence)
        return (
            _SAME_STATUS * (wanted.status == event.status)
            + _CORE * wanted.core
            + _SAME_SOURCE * _same_source(wanted, event)
            + _SAME_WORDS * same_words
        )

    def _circumstances(self, wanted: GoldEvent, event: Event) -> None:
        """Everything about a gold event that was found but type and parties."""
        self._count(Measure.STATUS, wanted.status == event.status)
        self._count(Measure.CLAIMED_OR_NARRATED, _same_source(wanted, event))
        if wanted.claimed_by and event.claimed_in:
            self._count(Measure.CLAIMED_BY_WHOM, matching.same_name(wanted.claimed_by, self._claimant(event.claimed_in)))
        if wanted.mode:
            self._count(Measure.MODE, wanted.mode in event.modes)
        self._date(wanted, event.date or EventDate())
        if wanted.place:
            self._count(Measure.PLACE, event.place is not None and event.place.country == wanted.place)
        taking_part = [self._names.get(p.entity, p.entity.split("/")[-1]) for p in (*event.actors, *event.recipients)]
        taking_part += [self._names.get(person, "") for person in event.persons]
        # People who stand among the parties as their organisation take part all the same.
        taking_part += [self._names.get(id, "") for id in event.persons]
        for person in wanted.persons:
            self._count(Measure.PERSONS, any(matching.same_name(person, name) for name in taking_part))

    def _date(self, wanted: GoldEvent, found: EventDate) -> None:
        if wanted.date is None:
            self._count(Measure.DATE, found.start is None)
            return
        earliest, latest = (day.isoformat() for day in wanted.date)
        self._count(Measure.DATE, (found.start, found.end) == (earliest, latest))
        # A date without an end goes on.
        overlaps = found.start is not None and found.start <= latest and (found.end is None or found.end >= earliest)
        self._count(Measure.DATE_OVERLAPS, overlaps)

    def _claimant(self, statement_id: str) -> str:
        return next((self._speaker(said) for said in self._reading.statements if said.id == statement_id), "")

    # -- statements

    def _statements(self) -> None:
        pairs = self._match_statements()
        for i, wanted in enumerate(self.gold.statements):
            found = self._reading.statements[pairs[i]] if i in pairs else None
            if found is not None:
                self._count(Measure.STATEMENT_KIND, found.kind == wanted.kind)
            if wanted.core:
                self._core_statement(wanted, found)
        matched = set(pairs.values())
        for j, statement in enumerate(self._reading.statements):
            self._count(Measure.STATEMENTS_PRECISION, j in matched)
            if j not in matched:
                self._extra(f"statement of {self._speaker(statement) or 'nobody named'}", statement.content)

    def _match_statements(self) -> dict[int, int]:
        wanted = [self._content(statement) for statement in self.gold.statements]
        found = [[_offsets(span) for span in statement.content] for statement in self._reading.statements]
        candidates = [(matching.span_iou(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)]
        return matching.match([candidate for candidate in candidates if candidate[0] >= matching.SAME_WORDS])

    def _content(self, statement: GoldStatement) -> list[Offsets]:
        span = statement.span_in(self._text)
        return [span] if span else []

    def _core_statement(self, wanted: GoldStatement, found: Statement | None) -> None:
        right = found is not None and matching.same_name(wanted.speaker, self._speaker(found))
        self._count(Measure.STATEMENTS_RECALL, found is not None)
        self._count(Measure.STATEMENTS_WITH_SPEAKER_RECALL, right)
        if wanted.kind != "indirect":
            self._count(Measure.QUOTES_WITH_SPEAKER_RECALL, right)
        if not right:
            given = f" (given to {self._speaker(found) or 'nobody'})" if found else ""
            self._miss(f"statement of {wanted.speaker}{given}", wanted.content[:_SHOWN])

    def _speaker(self, statement: Statement) -> str:
        speaker = statement.speaker or ""
        return self._names.get(speaker, speaker)

    # -- mentions

    def _mention(self, wanted: GoldMention) -> None:
        at = matching.find_nth(self._text, wanted.text, wanted.nth)
        right = at is not None and any(
            matching.overlap(at, _offsets(mention))
            for entity in self._reading.entities
            if self._is(entity.id, wanted.entity) or (entity.kind == "person" and matching.same_name(entity.name, wanted.entity))
            for mention in entity.mentions
        )
        self._count(Measure.MENTIONS, right)
        kind = kind_of_mention(wanted.text)
        self.mention_kinds[kind] = self.mention_kinds.get(kind, Count()) + Count(int(right), 1)
        if not right:
            self._miss(f"mention of {wanted.entity}", wanted.text)

    @staticmethod
    def _is(entity: str, wanted: str) -> bool:
        return entity.split("/")[-1] == wanted or matching.party_slug(entity) == matching.party_slug(wanted)


def _same_source(wanted: GoldEvent, event: Event) -> bool:
    return bool(wanted.claimed_by) == bool(event.claimed_in)


def _sides(type_: str, actors: Iterable[str], recipients: Iterable[str], status: str) -> str:
    return f"{type_} {', '.join(actors) or 'nobody'} > {', '.join(recipients) or 'nobody'}, {status}"


def _offsets(span: Span) -> Offsets:
    return span.start, span.end
