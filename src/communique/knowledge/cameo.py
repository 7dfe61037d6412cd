"""CAMEO codes for PLOVER records, to the deepest level that a record supports.

Data in ``data/cameo.yaml``: rules in the order in which they are tried. The codes are those of the CAMEO manual (Gerner,
Schrodt and Yilmaz, 2012); a code's first two digits are its root.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge.plover import load_plover
from communique.knowledge.tables import DATA, read_yaml
from communique.records import EventType

_FILE = DATA / "cameo.yaml"
_FIELDS = frozenset({"code", "mode", "act", "act_mode", "word", "without", "both"})


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    mode: str | None
    modeless: bool
    act: str | None
    act_mode: str | None
    word: frozenset[str]
    without: frozenset[str]
    both: bool | None

    def holds(self, modes: Collection[str], act: tuple[str, Collection[str]] | None, words: Collection[str], both: bool) -> bool:
        return (
            (self.mode is None or self.mode in modes)
            and not (self.modeless and modes)
            and (self.act is None or (act is not None and act[0] == self.act))
            and (self.act_mode is None or (act is not None and self.act_mode in act[1]))
            and (not self.word or not self.word.isdisjoint(words))
            and self.without.isdisjoint(words)
            and (self.both is None or self.both == both)
        )


@functools.cache
def load_codes() -> Mapping[str, str]:
    """What each CAMEO code means, in a few words."""
    codes: dict[str, str] = read_yaml(_FILE)["codes"]
    return codes | {_demand(code): text.replace("appeals", "demands") for code, text in codes.items() if code.startswith("02")}


def _demand(code: str) -> str:
    return "10" + code.removeprefix("02")


@functools.cache
def _demands() -> frozenset[str]:
    return frozenset(read_yaml(_FILE)["demands"])


@functools.cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, tuple[_Rule, ...]] = {}
    for type_, rows in read_yaml(_FILE)["rules"].items():
        if type_ not in load_plover():
            raise KnowledgeError(f"{_FILE.name}: rules for {type_!r}, which is no event type")
        rules[type_] = tuple(_rule(type_, n, row) for n, row in enumerate(rows, 1))
    return rules


def _rule(type_: str, n: int, row: dict[str, Any]) -> _Rule:
    where = f"{_FILE.name}, {type_}, rule {n}"
    if unknown := set(row) - _FIELDS:
        raise KnowledgeError(f"{where}: unknown field {', '.join(sorted(unknown))}; the fields are: {', '.join(sorted(_FIELDS))}")
    if row["code"] not in load_codes():
        raise KnowledgeError(f"{where}: code {row['code']!r} is not among the codes at the top of the file")
    return _Rule(
        row["code"],
        row.get("mode"),
        "mode" in row and row["mode"] is None,
        row.get("act"),
        row.get("act_mode"),
        frozenset(row.get("word", ())),
        frozenset(row.get("without", ())),
        row.get("both"),
    )


def cameo_code(
    type_: EventType,
    modes: Collection[str] = (),
    act: tuple[str, Collection[str]] | None = None,
    words: Collection[str] = (),
    both: bool = False,
) -> str:
    """The deepest CAMEO code that a record supports, of 3 or 4 digits (2 for the root only: ``code[:2]``).

    ``act`` is the type and modes of what is promised, asked, refused or threatened; ``words`` the lemmas of the words that bear
    the event out; ``both`` whether all its parties act together.
    """
    found = (rule.code for rule in _rules().get(type_, ()) if rule.holds(modes, act, words, both))
    code = next(found, load_plover()[type_].cameo)
    return _demand(code) if type_ == "REQUEST" and not _demands().isdisjoint(words) else code
