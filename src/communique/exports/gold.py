"""Gold documents out of a ledger: what analysts confirmed and corrected, in the format that ``evaluate`` reads (docs/gold.md)."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from communique.errors import UsageError
from communique.records import Entity, Event, Reading, Statement

Verdict = Callable[[str], str | None]
_CORE = ("confirmed", "corrected")
# The fewest words that begin and end a statement's content in a gold document.
_WORDS = 4
_LINE_END = re.compile(r"\r\n?")


def write_gold(folder: str | Path, readings: Iterable[tuple[str, Reading]], verdict: Verdict) -> int:
    """Write a gold document for each reading on which something was decided; returns how many.

    ``readings`` come as decided: without what was rejected. ``verdict`` tells by a record's id in the ledger whether it was
    confirmed or corrected: those are ``core``, the others may be found or not. Raises UsageError for a folder that has files in
    it.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"--output {folder}: this exists already; give a new or an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for id, reading in readings:
        count += 1
        (folder / f"{id}.txt").write_bytes(reading.document.text.encode("utf-8"))
        gold = json.dumps(gold_of(reading, functools.partial(_verdict_in, id, verdict)), ensure_ascii=False, indent=1)
        (folder / f"{id}.json").write_text(gold + "\n", encoding="utf-8")
    return count


def _verdict_in(document: str, verdict: Verdict, local: str) -> str | None:
    return verdict(f"{document}-{local}")


def gold_of(reading: Reading, verdict: Verdict) -> dict[str, Any]:
    """A gold document from a reading; ``verdict`` by the records' own ids."""
    people = {e.id: e for e in reading.entities}
    said = {s.id: s for s in reading.statements}
    statements, remarks = [], []
    for s in reading.statements:
        gold = _statement(reading.document.text, s, people, verdict)
        if gold is not None:
            statements.append(gold)
        else:
            remarks.append(f"{s.id} is left out: its words stand in the article before it, too: {_lines(s.content[0].text)!r}")
    return {
        "published": reading.document.published,
        "events": [_event(e, people, said, verdict) for e in reading.events],
        "statements": statements,
        "mentions": [],
        **({"remarks": remarks} if remarks else {}),
    }


def _event(e: Event, people: Mapping[str, Entity], said: Mapping[str, Statement], verdict: Verdict) -> dict[str, Any]:
    parties = [p.entity for p in (*e.actors, *e.recipients)] + e.persons
    claim = said.get(e.claimed_in or "")
    return {
        "type": e.type,
        "mode": e.modes[0] if e.modes else None,
        "actors": list(dict.fromkeys(p.country or _slug(p.entity) for p in e.actors)),
        "recipients": list(dict.fromkeys(p.country or _slug(p.entity) for p in e.recipients)),
        "persons": [people[id].name for id in dict.fromkeys(parties) if id in people and people[id].kind == "person"],
        "status": e.status,
        "claimed_by": _speaker(claim, people) if claim is not None else None,
        "date": [e.date.start, e.date.end] if e.date and e.date.start and e.date.end else None,
        "place": e.place.country if e.place else None,
        "evidence": _lines(e.evidence[0].text),
        "core": verdict(e.id) in _CORE,
    }


def _statement(text: str, s: Statement, people: Mapping[str, Entity], verdict: Verdict) -> dict[str, Any] | None:
    """The gold record of a statement, its ends long enough to be found; None where the words cannot be told by them."""
    start, end = (len(_lines(text[:n])) for n in (s.content[0].start, s.content[-1].end))
    text = _lines(text)
    words = text[start:end]
    cuts = [n for n, character in enumerate(words) if character.isspace()] + [len(words)]
    for n in range(min(_WORDS, len(cuts)) - 1, len(cuts)):
        head = words[: cuts[n]]
        if text.find(head) != start:
            continue
        for m in range(max(0, len(cuts) - 1 - _WORDS), -1, -1):
            tail = words[cuts[m] :].strip() if m < len(cuts) - 1 else words
            if text.find(tail, start) + len(tail) == end:
                return _of_statement(s, people, verdict, head, tail)
        return _of_statement(s, people, verdict, words, words) if text.find(words) == start else None
    return None


def _of_statement(s: Statement, people: Mapping[str, Entity], verdict: Verdict, head: str, tail: str) -> dict[str, Any]:
    return {
        "speaker": _speaker(s, people),
        "kind": s.kind,
        "cue": _lines(s.cue.text) if s.cue is not None else None,
        "content": head,
        "content_end": tail,
        "core": verdict(s.id) in _CORE,
    }


def _speaker(s: Statement, people: Mapping[str, Entity]) -> str:
    if s.speaker in people:
        return people[s.speaker or ""].name
    return _lines(s.speaker_span.text) if s.speaker_span is not None else "unknown"


def _lines(words: str) -> str:
    """The words with the line ends with which an article is read from its file."""
    return _LINE_END.sub("\n", words)


def _slug(id: str) -> str:
    return id.split("/")[-1]
