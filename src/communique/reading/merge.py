"""Merging: one happening is one event, however often the text comes back to it."""

from __future__ import annotations

from communique.reading.circumstances.state import Circumstances
from communique.reading.events.draft import VERBAL, Draft
from communique.reading.parties import Parties

MATERIAL = frozenset({"CONSULT", "ASSAULT", "RETREAT", "MOBILIZE", "AID", "SANCTION", "COERCE", "PROTEST", "COOPERATE"})


def merge(drafts: list[Draft], c: Circumstances) -> tuple[list[tuple[Draft, list[Draft]]], dict[Draft, Draft]]:
    """Groups of drafts that tell of one happening: its first full telling, and all of them. Also where each draft went."""
    parties = c.parties
    groups: list[tuple[Draft, list[Draft]]] = []
    home: dict[Draft, Draft] = {}
    for d in sorted(drafts, key=lambda d: d.word.i):
        target = next((g for g in reversed(groups) if _same(g[0], d, parties, c)), None)
        if target is None:
            groups.append((d, [d]))
            home[d] = d
            continue
        main, members = target
        members.append(d)
        _absorb(main, d, parties, c)
        for m in members:
            home[m] = main
    return groups, home


def _same(a: Draft, b: Draft, parties: Parties, c: Circumstances) -> bool:
    if a.type != b.type or (a.status == "negated") != (b.status == "negated"):
        return False
    if a.type in VERBAL or a.type == "AGREE":
        # Words are acts of their own; only the same words told twice are one.
        if (
            a.type == "AGREE"
            and a.act is not None
            and b.act is not None
            and a.act[0] == b.act[0] == "CONSULT"
            and a.status == b.status
        ):
            return _sides(a, parties) == _sides(b, parties) and _dates_agree(a, b, c) and b.word.sent - a.word.sent <= 2
        return (
            a.word.sent == b.word.sent
            and a.word is not b.word
            and _roles(a, parties) == _roles(b, parties)
            and (a.first <= b.word.i <= a.last and b.first <= a.word.i <= b.last)
        )
    if a.type not in MATERIAL or not _dates_agree(a, b, c):
        return False
    if a.modes and b.modes and not set(a.modes) & set(b.modes):
        visit_and_meeting = (
            a.type == "CONSULT" and "phone" not in a.modes + b.modes and ("visit" in a.modes or "visit" in b.modes)
        )
        if not visit_and_meeting:
            return False
    if a.type == "CONSULT":
        if a.status != b.status or ("multilateral" in a.modes) != ("multilateral" in b.modes):
            return False
        sa, sb = _sides(a, parties), _sides(b, parties)
        if not (sa == sb or (len(sa) > 1 and sa < sb) or (len(sb) > 1 and sb < sa)):
            return False
        if _other_people(a, b, parties):
            return False
        # A dated meeting and an undated one told much later are one only when the later words point back.
        dated = c.when[b].expression is not None
        return dated or b.word.sent - a.word.sent <= 12
    if _roles(a, parties) != _roles(b, parties):
        return False
    return b.word.sent - a.word.sent <= (6 if a.said is b.said else 3)


def _other_people(a: Draft, b: Draft, p: Parties) -> bool:
    """Whether one side was another person each time: received by the president, then by the minister."""
    for side in _sides(a, p) & _sides(b, p):
        pa = {r.entity for r in a.parties if p.side(r) == side and p.cast.actor(r.entity).is_person}
        pb = {r.entity for r in b.parties if p.side(r) == side and p.cast.actor(r.entity).is_person}
        if pa and pb and not pa & pb:
            return True
    return False


def _sides(d: Draft, p: Parties) -> set[str]:
    return p.sides(d.parties)


def _roles(d: Draft, p: Parties) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(p.sides(d.actors)), frozenset(p.sides(d.recipients))


def _dates_agree(a: Draft, b: Draft, c: Circumstances) -> bool:
    wa, wb = c.when[a], c.when[b]
    if wa.interval is None or wb.interval is None:
        # Two different words for a time that cannot be resolved tell of two times.
        if wa.expression is not None and wb.expression is not None:
            return wa.expression.text.lower() == wb.expression.text.lower()
        return True
    if wa.expression is None or wb.expression is None:
        return (wa.interval.start <= wb.interval.end and wb.interval.start <= wa.interval.end) or (
            wb.expression is None and wb.basis == "published" and b.nominal
        )
    return wa.interval.start <= wb.interval.end and wb.interval.start <= wa.interval.end


def _absorb(main: Draft, other: Draft, parties: Parties, c: Circumstances) -> None:
    """Let the first telling take what the later one knows more of."""
    if "visit" in other.modes and "visit" not in main.modes and main.type == "CONSULT" and "phone" not in main.modes:
        main.actors, main.recipients, main.both = (
            _join(other.actors, main.actors, parties, only_known=True),
            other.recipients,
            False,
        )
    for m in other.modes:
        if m not in main.modes:
            main.modes.append(m)
    if main.type == "CONSULT":
        a_sides, r_sides = parties.sides(main.actors), parties.sides(main.recipients)
        for r in other.parties:
            side = parties.side(r)
            known = {x.entity for x in main.parties}
            if r.entity in known or (not c.cast.actor(r.entity).is_person and (side in a_sides | r_sides)):
                continue
            (main.recipients if side in r_sides and side not in a_sides else main.actors).append(r)
    wm, wo = c.when[main], c.when[other]
    if wo.interval is not None and wo.expression is not None and (wm.interval is None or wm.expression is None):
        c.when[main] = wo
    if c.where.get(main) is None and c.where.get(other) is not None:
        c.where[main] = c.where[other]
    if other.said is None:
        main.said = None


def _join(a: list, b: list, parties: Parties, only_known: bool = False) -> list:  # type: ignore[type-arg]
    sides = parties.sides(a)
    return a + [
        r
        for r in b
        if parties.side(r) in sides
        and r.entity not in {x.entity for x in a}
        and (not only_known or parties.cast.actor(r.entity).is_person)
    ]
