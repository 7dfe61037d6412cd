"""Tellings into happenings: the best matches first, and none against a reason not to.

The result is a function of the set of tellings: matches are taken in the order of their scores and then of the tellings'
canonical order, so it does not matter in which order reports arrived. Tellings that say the same in every respect that counts are
taken as one bundle: what a thousand papers print costs little more than what ten do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from communique.ledger.happenings.same import Match, conflict, could_be, match
from communique.ledger.happenings.telling import Telling

Pair = tuple[str, str]
# Reports that tell of two things apart keep them apart, unless they are this few among those that tell of either: then these have
# told of one thing twice.
_FEW = 0.2


@dataclass
class Group:
    """The tellings of one happening in canonical order, and the matches that brought them together."""

    tellings: list[Telling]
    matches: list[tuple[Telling, Telling, Match]] = field(default_factory=list)


@dataclass
class _Bundle:
    """Tellings of different documents that say the same, the first of them for all; or, merged, several such."""

    firsts: list[Telling]
    members: list[Telling]
    documents: set[str]
    matches: list[tuple[Telling, Telling, Match]] = field(default_factory=list)


def pair(a: str, b: str) -> Pair:
    """Two ids in the order in which pairs are kept."""
    return (a, b) if a < b else (b, a)


def gather(
    ours: Sequence[Telling],
    around: Sequence[Telling] = (),
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> list[Group]:
    """Groups of our tellings, each telling in exactly one, in canonical order.

    ``around`` are others that are near to ours and belong to no group of theirs: they count where it is asked what else a report
    could mean. ``together`` and ``apart`` are pairs of event ids of which an analyst decided that they tell of one happening, or
    of two: the first are joined whatever speaks against it, the second never stand in one group.
    """
    bundles = _bundles((*ours, *around), _ruled(together, apart))
    by_id = {t.id: t for t in ours}
    of = {t.id: bundle for bundle in bundles for t in bundle.members}
    order = {bundle.firsts[0].id: n for n, bundle in enumerate(bundles)}
    near = _neighbours([b.firsts[0] for b in bundles], by_id)
    only = _only(near, of, by_id)
    ranked = sorted(
        (
            (found, a, b)
            for a, b in near
            if a.id in by_id and b.id in by_id and (found := match(a, b, only=pair(a.id, b.id) in only)) is not None
        ),
        key=lambda m: (-m[0].score, *sorted((order[m[1].id], order[m[2].id]))),
    )
    ruling = Match(0.0, ("an analyst put them together",))
    ruled = [(ruling, by_id[a], by_id[b]) for a, b in sorted(together) if a in by_id and b in by_id]
    for found, a, b in (*ruled, *ranked):
        one, other = of[a.id], of[b.id]
        if one is other:
            one.matches.append((a, b, found))
            continue
        if apart and any(pair(x.id, y.id) in apart for x in one.members for y in other.members):
            continue
        if found is not ruling and _against(one, other):
            continue
        one.firsts += other.firsts
        one.members += other.members
        one.documents |= other.documents
        one.matches += [*other.matches, (a, b, found)]
        of.update((t.id, one) for t in other.members)
    merged = {id(of[t.id]): of[t.id] for t in ours}.values()
    groups = [Group(sorted(bundle.members, key=lambda t: t.order), bundle.matches) for bundle in merged]
    return sorted(groups, key=lambda group: group.tellings[0].order)


def dependent(
    tellings: Sequence[Telling],
    on: Collection[str],
    new: Collection[str],
    known: Collection[str],
    together: Collection[Pair],
    apart: Collection[Pair],
) -> set[str]:
    """The ids of those tellings whose grouping may depend directly ``on`` some others.

    These are the ones that match them, should nothing else be meant; and where some of those are ``new`` (they belong to no
    happening yet), also the ones that could tell of the same: to these something else may be meant now. All that is near to the
    others must be among the tellings. Of those that are ``known`` to depend on them nothing is asked.
    """
    bundles = _bundles(tellings, _ruled(together, apart))
    of = {t.id: bundle for bundle in bundles for t in bundle.members}
    asked = {of[id].firsts[0].id for id in on}
    fresh = {of[id].firsts[0].id for id in on if id in new}
    found = {t.id for first in asked for t in of[first].members}
    for a, b in _neighbours([b.firsts[0] for b in bundles], asked, known):
        if match(a, b, only=True) is not None or ((a.id in fresh or b.id in fresh) and could_be(a, b)):
            found.update(t.id for t in (*of[a.id].members, *of[b.id].members))
    return found


def links(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """The pairs of tellings (ids) of which the grouping of one may depend on the other, when none is grouped yet.

    What these connect can be gathered by itself: tellings that are near and no part of it can mean none of it.
    """
    bundles = _bundles(tellings, ())
    for bundle in bundles:
        yield from (pair(bundle.firsts[0].id, t.id) for t in bundle.members[1:])
    firsts = [b.firsts[0] for b in bundles]
    for a, b in _neighbours(firsts, {t.id for t in firsts}):
        if match(a, b, only=True) is not None or could_be(a, b):
            yield pair(a.id, b.id)


def _ruled(together: Collection[Pair], apart: Collection[Pair]) -> set[str]:
    return {event for two in (*together, *apart) for event in two}


def _bundles(tellings: Sequence[Telling], single: Collection[str]) -> list[_Bundle]:
    """Tellings by what counts of them, in canonical order; those in ``single`` stay by themselves."""
    found: dict[object, _Bundle] = {}
    for t in sorted(tellings, key=lambda t: t.order):
        key: object = t.id if t.id in single or t.reach is None or t.days is None else t.outline
        repeated = 0
        # One that the same report tells again is another bundle: what it says twice it may mean twice.
        while (bundle := found.get((key, repeated))) is not None and t.document in bundle.documents:
            repeated += 1
        if bundle is None:
            found[key, repeated] = _Bundle([t], [t], {t.document})
            continue
        same = match(bundle.firsts[0], t)
        if same is None:
            found[t.id, 0] = _Bundle([t], [t], {t.document})
            continue
        bundle.members.append(t)
        bundle.documents.add(t.document)
        bundle.matches.append((bundle.firsts[0], t, same))
    return list(found.values())


def _only(near: Sequence[tuple[Telling, Telling]], of: Mapping[str, _Bundle], ours: Collection[str]) -> set[Pair]:
    """The pairs of our tellings of which neither side has another that it could mean in the reports of the other."""
    candidates = [(a, b) for a, b in near if could_be(a, b)]
    meant: dict[str, Counter[str]] = {}
    for a, b in candidates:
        for x, y in ((a, b), (b, a)):
            if x.id in ours:
                meant.setdefault(x.id, Counter()).update(of[y.id].documents)
    return {
        pair(a.id, b.id)
        for a, b in candidates
        if a.id in ours and b.id in ours and all(meant[x.id][d] == 1 for x, y in ((a, b), (b, a)) for d in of[y.id].documents)
    }


def _against(a: _Bundle, b: _Bundle) -> bool:
    """Whether anything speaks against one happening: reports that tell of both apart, or tellings that cannot both be of it."""
    both = len(a.documents & b.documents)
    if both > _FEW * min(len(a.documents), len(b.documents)):
        return True
    return any(conflict(x, y) for x in a.firsts for y in b.firsts)


def _neighbours(tellings: Iterable[Telling], of: Collection[str], known: Collection[str] = ()) -> list[tuple[Telling, Telling]]:
    """The pairs with one ``of`` these ids that are worth comparing, each once, but for those of which both are ``known``.

    Near are those that are looked for under the same key on days that may be one, and those in copies of one text.
    """
    found: dict[Pair, tuple[Telling, Telling]] = {}
    shared: dict[str, list[Telling]] = {}
    families: dict[tuple[str, str], list[Telling]] = {}
    for t in sorted(tellings, key=lambda t: (t.reach or (0, 0), t.id)):
        families.setdefault((t.kind, t.first), []).append(t)
        for key in t.keys if t.reach else ():
            shared.setdefault(key, []).append(t)
    for group in shared.values():
        near: list[Telling] = []
        for t in group:
            # By their windows, in which they are sorted: of two that were called off the days themselves are compared, later.
            near = [o for o in near if o.reach and t.reach and t.reach[0] - o.reach[1] <= 1]
            for o in near:
                if (t.id in of or o.id in of) and not (t.id in known and o.id in known):
                    found.setdefault(pair(o.id, t.id), (o, t))
            near.append(t)
    for family in families.values():
        for a, b in combinations(family, 2):
            both = a.id in known and b.id in known
            if a.document != b.document and (a.id in of or b.id in of) and not both:
                found.setdefault(pair(a.id, b.id), (a, b))
    return list(found.values())
