"""Pledges: what the parties said they would do. A view over events that commit somebody to something."""

from __future__ import annotations

from datetime import date

from communique.reading.times import TimeExpression
from communique.records import Due, Event, Pledge, Span

COMMITTING = frozenset({"AGREE", "CONCEDE"})


def find_pledges(events: list[Event], times: list[TimeExpression], published: date | None, conditional: set[str]) -> list[Pledge]:
    """One pledge for each AGREE made, each CONCEDE to come, each THREATEN with an act. ``conditional`` holds event ids."""
    pledges: list[Pledge] = []
    for e in events:
        if e.status == "negated" or (e.type == "CONCEDE" and e.status == "occurred"):
            continue  # what is done is owed no more
        if not (e.type in COMMITTING or (e.type == "THREATEN" and e.act is not None)):
            continue
        what = e.evidence[0]
        due = _due(what, times, published, e.status == "future")
        pledges.append(
            Pledge(
                id=f"p{len(pledges) + 1}",
                by=list(dict.fromkeys(a.country or a.entity for a in e.actors)),
                to=list(dict.fromkeys(r.country or r.entity for r in e.recipients)),
                what=what,
                event=e.id,
                due=due,
                conditional=e.id in conditional,
            )
        )
    return pledges


def _due(what: Span, times: list[TimeExpression], published: date | None, future: bool) -> Due | None:
    """The deadline or day that the commitment's own words give."""
    inside = [t for t in times if what.start <= t.start and t.end <= what.end]
    best = next((t for t in inside if t.until), None) or (
        next((t for t in inside if not t.since), None) if future or inside else None
    )
    if best is None:
        return None
    interval = best.resolve(published, future=True)
    if interval is not None and published is not None and interval.end < published:
        return None
    if interval is None:
        return Due(start=None, end=None, text=best.text)
    return Due(start=interval.start.isoformat(), end=interval.end.isoformat(), text=best.text)
