"""Tellings into happenings: the best matches first, and none against a reason not to.

The result is a function of the set of tellings: matches are taken in the order of their scores and then of the tellings'
canonical order, so it does not matter in which order reports arrived.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from communique.ledger.happenings.same import Match, conflict, match
from communique.ledger.happenings.same import apart as days_apart
from communique.ledger.happenings.telling import Telling

Pair = tuple[str, str]


@dataclass
class Group:
    """The tellings of one happening in canonical order, and the matches that brought them together."""

    tellings: list[Telling]
    matches: list[tuple[Telling, Telling, Match]] = field(default_factory=list)


def pair(a: str, b: str) -> Pair:
    """Two ids in the order in which pairs are kept."""
    return (a, b) if a < b else (b, a)


def gather(tellings: Sequence[Telling], together: Collection[Pair] = (), apart: Collection[Pair] = ()) -> list[Group]:
    """Groups of tellings, each telling in exactly one, in canonical order.

    ``together`` and ``apart`` are pairs of event ids of which an analyst decided that they tell of one happening, or of two: the
    first are joined whatever speaks against it, the second never stand in one group.
    """
    order = {t.id: n for n, t in enumerate(sorted(tellings, key=lambda t: t.order))}
    by_id = {t.id: t for t in tellings}
    groups = {t.id: Group([t]) for t in tellings}
    ranked = sorted(
        ((found, a, b) for a, b in _neighbours(tellings) if (found := match(a, b)) is not None),
        key=lambda m: (-m[0].score, *sorted((order[m[1].id], order[m[2].id]))),
    )
    decided = [
        (Match(10.0, ("an analyst put them together",)), by_id[a], by_id[b])
        for a, b in sorted(together)
        if a in by_id and b in by_id
    ]
    for found, a, b in [*decided, *ranked]:
        ours, theirs = groups[a.id], groups[b.id]
        if ours is theirs:
            ours.matches.append((a, b, found))
            continue
        members = [(x, y) for x in ours.tellings for y in theirs.tellings]
        if any(pair(x.id, y.id) in apart for x, y in members):
            continue
        if (found, a, b) not in decided and any(conflict(x, y) for x, y in members):
            continue
        ours.tellings += theirs.tellings
        ours.matches += [*theirs.matches, (a, b, found)]
        groups.update(dict.fromkeys((t.id for t in theirs.tellings), ours))
    found_groups = {id(g): g for g in groups.values()}.values()
    for group in found_groups:
        group.tellings.sort(key=lambda t: t.order)
    return sorted(found_groups, key=lambda g: g.tellings[0].order)


def _neighbours(tellings: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """The pairs worth comparing, each once: of one kind with a party in common, on days that may be one, or in copies."""
    found: dict[Pair, tuple[Telling, Telling]] = {}
    shared: dict[tuple[str, str], list[Telling]] = {}
    for t in sorted(tellings, key=lambda t: (t.days or (0, 0), t.id)):
        for party in t.parties:
            shared.setdefault((t.kind, party), []).append(t)
    for group in shared.values():
        open_: list[Telling] = []
        for t in (t for t in group if t.days):
            open_ = [o for o in open_ if (days_apart(o, t) or 0) <= 1]
            for o in open_:
                found.setdefault(pair(o.id, t.id), (o, t))
            open_.append(t)
        families: dict[str, list[Telling]] = {}
        for t in group:
            families.setdefault(t.first, []).append(t)
        for family in families.values():
            for a, b in combinations(family, 2):
                found.setdefault(pair(a.id, b.id), (a, b))
    return list(found.values())
