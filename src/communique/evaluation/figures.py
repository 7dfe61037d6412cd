"""The figures of an evaluation: what was counted, overall and for each document, and what was missed or found in excess."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from communique.evaluation.mention_kinds import MentionKind


class Measure(StrEnum):
    """What is counted, right out of how many. ``docs/gold.md`` says what is right in each.

    *Recall* is out of the core gold records, *precision* out of all that the readings hold; measures without either word
    are out of the gold records that were found (mentions: out of all).
    """

    DOCUMENTS_READ = "documents_read"
    EVENTS_RECALL = "events_recall"
    EVENTS_PRECISION = "events_precision"
    EVENTS_STRICT_RECALL = "events_strict_recall"
    EVENTS_STRICT_PRECISION = "events_strict_precision"
    STATUS = "status"
    CLAIMED_OR_NARRATED = "claimed_or_narrated"
    CLAIMED_BY_WHOM = "claimed_by_whom"
    MODE = "mode"
    DATE = "date"
    DATE_OVERLAPS = "date_overlaps"
    PLACE = "place"
    PERSONS = "persons"
    STATEMENTS_RECALL = "statements_recall"
    STATEMENTS_WITH_SPEAKER_RECALL = "statements_with_speaker_recall"
    QUOTES_WITH_SPEAKER_RECALL = "quotes_with_speaker_recall"
    STATEMENT_KIND = "statement_kind"
    STATEMENTS_PRECISION = "statements_precision"
    MENTIONS = "mentions"


# F1 of what: from which precision and recall. Statements count as found only with their speaker.
F1 = {
    "events_f1": (Measure.EVENTS_PRECISION, Measure.EVENTS_RECALL),
    "events_strict_f1": (Measure.EVENTS_STRICT_PRECISION, Measure.EVENTS_STRICT_RECALL),
    "statements_f1": (Measure.STATEMENTS_PRECISION, Measure.STATEMENTS_WITH_SPEAKER_RECALL),
}


@dataclass(frozen=True, slots=True)
class Count:
    """So many right out of so many."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """Right as a share of all; None when there was nothing to get right."""
        return self.right / self.of if self.of else None

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.of + other.of)


NOTHING = Count()


@dataclass(frozen=True)
class Counts:
    """A Count for each Measure of which there was anything to count."""

    counts: Mapping[Measure, Count] = field(default_factory=dict)

    def __getitem__(self, measure: Measure) -> Count:
        return self.counts.get(measure, NOTHING)

    def f1(self, name: str) -> float | None:
        """The harmonic mean of precision and recall, for a name in ``F1``; None when nothing was to be found and nothing was."""
        precision, recall = (self[measure] for measure in F1[name])
        if not precision.of and not recall.of:
            return None
        p, r = precision.share or 0.0, recall.share or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_dict(self) -> dict[str, object]:
        """Measures and F1s by name, as numbers only; null where there was nothing to count."""
        measures = {measure.value: _plain_count(self[measure]) for measure in Measure}
        return {"measures": measures, "f1": {name: self.f1(name) for name in F1}}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missed or found in excess: in which gold document, what it is, and the words it rests on."""

    document: str
    what: str
    words: str


@dataclass(frozen=True)
class DocumentFigures(Counts):
    """The counts of one gold document."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """The events whose confidence is at least ``low`` and below ``high`` (1.0 is in the last), and how many are in the gold.

    Confidence is calibrated where ``matched.share`` is near ``mean``: the reliability diagram of
    DeGroot and Fienberg (1983) as a table.
    """

    low: float
    high: float
    mean: float
    matched: Count


@dataclass(frozen=True)
class Figures(Counts):
    """All figures of an evaluation; the counts are those of the documents, summed."""

    documents: tuple[DocumentFigures, ...] = ()
    misses: tuple[Finding, ...] = ()
    extras: tuple[Finding, ...] = ()
    reliability: tuple[ConfidenceBin, ...] = ()
    mention_kinds: Mapping[MentionKind, Count] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """Everything as plain values: what ``communique evaluate --json`` prints."""
        return {
            **super().to_dict(),
            "documents": [{"name": document.name, **document.to_dict()} for document in self.documents],
            "mention_kinds": {kind.value: _plain_count(count) for kind, count in self.mention_kinds.items()},
            "misses": [_plain(finding) for finding in self.misses],
            "extras": [_plain(finding) for finding in self.extras],
            "reliability": [
                {
                    "low": b.low,
                    "high": b.high,
                    "mean": b.mean,
                    "events": b.matched.of,
                    "matched": b.matched.right,
                    "share": b.matched.share,
                }
                for b in self.reliability
            ],
        }

    def to_json(self) -> str:
        """``to_dict`` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def reliability(confidences: Iterable[tuple[float, bool]], bins: int = 10) -> tuple[ConfidenceBin, ...]:
    """The reliability table of (confidence, is it in the gold): bins of equal width, without the empty ones."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, matched in confidences:
        # A confidence on the border belongs to the bin above it, whatever the rounding of 0.7 * 10.
        held.setdefault(max(0, min(int(confidence * bins + 1e-9), bins - 1)), []).append((confidence, matched))
    return tuple(
        ConfidenceBin(
            low=number / bins,
            high=(number + 1) / bins,
            mean=sum(confidence for confidence, _ in events) / len(events),
            matched=Count(sum(matched for _, matched in events), len(events)),
        )
        for number, events in sorted(held.items())
    )


def total(documents: Iterable[Counts]) -> dict[Measure, Count]:
    """The counts of several documents, summed."""
    summed: dict[Measure, Count] = {}
    for document in documents:
        for measure, count in document.counts.items():
            summed[measure] = summed.get(measure, NOTHING) + count
    return summed


def total_by_kind(documents: Iterable[Mapping[MentionKind, Count]]) -> dict[MentionKind, Count]:
    """The mentions of several documents by their kind, in the order of the kinds."""
    every = list(documents)
    summed = {kind: sum((counts.get(kind, NOTHING) for counts in every), NOTHING) for kind in MentionKind}
    return {kind: count for kind, count in summed.items() if count.of}


def _plain_count(count: Count) -> dict[str, int | float | None]:
    return {"right": count.right, "of": count.of, "share": count.share}


def _plain(finding: Finding) -> dict[str, str]:
    return {"document": finding.document, "what": finding.what, "words": finding.words}
