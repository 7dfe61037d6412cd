"""Happenings against a set of documents in which somebody marked which words tell of the same thing, pair by pair.

A set is a folder: texts, ``index.csv`` (file, title, published, publisher, url), ``people.csv`` (office-holders, as in the
knowledge tables) and ``happenings.yaml`` (id, about, type, mode, parties, told: file and words). docs/ledger.md describes it.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import yaml

from communique.errors import GoldError
from communique.ledger import Ledger
from communique.ledger.kinds import kind_of
from communique.records import Event
from communique.sources.document import Document

Item = tuple[str, str]  # a file, and words in it
Pair = frozenset[Item]


@dataclass(frozen=True)
class GoldHappening:
    """A happening, and where it is told."""

    id: str
    about: str
    type: str
    told: tuple[Item, ...]


@dataclass(frozen=True)
class HappeningSet:
    """A folder of documents with the happenings that they tell, its table of people, and pairs of files that are copies."""

    folder: Path
    documents: tuple[Document, ...]
    happenings: tuple[GoldHappening, ...]
    copies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HappeningFigures:
    """Pairs of tellings: in the gold, found, and both; ``read`` counts only tellings that were read as an event at all."""

    tellings: int
    read: int
    gold: frozenset[Pair]
    found: frozenset[Pair]
    gold_of_read: frozenset[Pair]
    unread: tuple[tuple[str, Item], ...]
    copies_gold: int
    copies_found: int
    copies_right: int

    @property
    def f1(self) -> tuple[float, float, float]:
        """Precision, recall and F1 over all tellings: what is not read counts as not found."""
        return _prf(self.found, self.gold)

    @property
    def f1_of_read(self) -> tuple[float, float, float]:
        """The same over the tellings that were read: merging alone."""
        return _prf(self.found, self.gold_of_read)


def is_happening_set(folder: Path) -> bool:
    """Whether a folder holds such a set."""
    return (folder / "happenings.yaml").is_file() and (folder / "index.csv").is_file()


def load_happening_set(folder: str | Path) -> HappeningSet:
    """The set in a folder. Raises GoldError, which names the file and the mend, where it has a mistake."""
    folder = Path(folder)
    rows = list(csv.DictReader((folder / "index.csv").read_text(encoding="utf-8").splitlines()))
    documents = tuple(
        Document(
            (folder / row["file"]).read_text(encoding="utf-8"),
            source_id=row["file"],
            title=row["title"] or None,
            published=date.fromisoformat(row["published"]) if row["published"] else None,
            publisher=row["publisher"] or None,
            url=row["url"] or None,
            locator=row["file"],
        )
        for row in rows
    )
    texts = {row["file"]: document.text for row, document in zip(rows, documents, strict=True)}
    found = []
    for entry in yaml.safe_load((folder / "happenings.yaml").read_text(encoding="utf-8")):
        told = tuple((item["file"], item["words"]) for item in entry["told"])
        for file, words in told:
            if texts.get(file, "").count(words) != 1:
                raise GoldError(f"{folder}/happenings.yaml: {entry['id']}: {words!r} must stand in {file} exactly once")
        found.append(GoldHappening(entry["id"], entry["about"], entry["type"], told))
    pairs = folder / "copies.yaml"
    copies = yaml.safe_load(pairs.read_text(encoding="utf-8")) if pairs.is_file() else []
    return HappeningSet(folder, documents, tuple(found), tuple((a, b) for a, b in copies))


def score_happenings(
    gold: HappeningSet, ordered: Callable[[Sequence[Document]], Iterable[Document]] = lambda documents: documents
) -> tuple[HappeningFigures, str]:
    """The figures of a set, and the digest of the ledger that was made of it; ``ordered`` is the order of arrival."""
    with tempfile.TemporaryDirectory() as folder:
        knowledge = Path(folder) / "knowledge"
        knowledge.mkdir()
        (knowledge / "people.csv").write_bytes((gold.folder / "people.csv").read_bytes())
        with Ledger.open(Path(folder) / "ledger.db", create=True) as ledger:
            ledger.ingest(ordered(gold.documents), knowledge=knowledge)
            return _figures(gold, ledger), ledger.digest()


def _figures(gold: HappeningSet, ledger: Ledger) -> HappeningFigures:
    events: dict[str, list[tuple[str, Event]]] = {}
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    first: dict[str, str] = {}
    for id, reading in ledger.readings():
        file = reading.document.source_id or ""
        events[file] = [(f"{id}-{e.id}", e) for e in reading.events]
        texts[file], files[id] = reading.document.text, file
        page = ledger.show(id)
        first[file] = page.document.copy_of or id  # type: ignore[union-attr]
    into = {source.event: h.id for h in ledger.all_happenings() for source in h.sources}
    told: dict[Item, str] = {}
    unread = []
    for h in gold.happenings:
        for file, words in h.told:
            event = _event(events.get(file, []), texts.get(file, ""), words, h.type)
            if event is None:
                unread.append((h.id, (file, words)))
            else:
                told[file, words] = event
    wanted = {frozenset(two) for h in gold.happenings for two in combinations(h.told, 2)}
    found = {frozenset((a, b)) for a, b in combinations(sorted(told), 2) if told[a] != told[b] and into[told[a]] == into[told[b]]}
    linked = {frozenset((a, b)) for a, b in combinations(sorted(first), 2) if first[a] == first[b]}
    copied = {frozenset(two) for two in gold.copies}
    return HappeningFigures(
        tellings=sum(len(h.told) for h in gold.happenings),
        read=len(told),
        gold=frozenset(wanted),
        found=frozenset(found),
        gold_of_read=frozenset(two for two in wanted if all(item in told for item in two)),
        unread=tuple(unread),
        copies_gold=len(copied),
        copies_found=len(linked),
        copies_right=len(linked & copied),
    )


def _event(events: Sequence[tuple[str, Event]], text: str, words: str, kind: str) -> str | None:
    """The event that some words tell of: the one of that kind whose trigger or evidence shares most with them."""
    start = text.find(words)
    end = start + len(words)
    best: tuple[int, int, int] | None = None
    chosen = None
    for id, e in events:
        if kind_of(e)[0] != kind and e.type != kind:
            continue
        trigger = int(start <= e.trigger.start and e.trigger.end <= end)
        shared = sum(max(0, min(end, s.end) - max(start, s.start)) for s in e.evidence)
        if not trigger and shared < 0.5 * (end - start):
            continue
        rank = (trigger, shared, -e.trigger.start)
        if best is None or rank > best:
            best, chosen = rank, id
    return chosen


def _prf(found: frozenset[Pair], gold: frozenset[Pair]) -> tuple[float, float, float]:
    both = len(found & gold)
    precision = both / len(found) if found else 1.0
    recall = both / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def print_happenings(gold: HappeningSet, figures: HappeningFigures, say: Callable[[str], None], *, details: bool) -> None:
    """Print the figures; with ``details`` each telling that was not read, each pair that was missed, and each that is wrong."""
    say(f"{len(gold.documents)} documents, {len(gold.happenings)} happenings")
    say(f"{figures.tellings} tellings, {figures.read} of them read as events")
    for name, (precision, recall, f1) in (("all tellings", figures.f1), ("those that were read", figures.f1_of_read)):
        say(f"pairs, {name}: precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    say(f"copies: {figures.copies_right} of {figures.copies_gold} found, {figures.copies_found - figures.copies_right} wrong")
    if not details:
        return
    of = {item: h.id for h in gold.happenings for item in h.told}
    for id, (file, words) in figures.unread:
        say(f"not read: {id}: {file}: {words!r}")
    for title, pairs in (("missed", figures.gold_of_read - figures.found), ("wrong", figures.found - figures.gold)):
        for two in sorted(pairs, key=sorted):
            a, b = sorted(two)
            say(f"{title}: {of[a]}: {a[0]}: {a[1]!r}  /  {of[b]}: {b[0]}: {b[1]!r}")
