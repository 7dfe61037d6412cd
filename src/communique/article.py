"""The article of a reading with its mentions, statements and events marked, overlapping and nested as they come."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from rich.text import Text

from communique.records import Reading

_ENTITY_STYLES = {"state": "cyan", "person": "bold", "organization": "magenta", "group": "magenta", "other": "magenta"}
_STATEMENT_STYLE = "green"
_EVENT_STYLE = "bold yellow"
_ID_STYLE = "dim"


@dataclass(frozen=True, slots=True)
class _Mark:
    """Characters to be styled, and the signs put before and behind them."""

    start: int
    end: int
    style: str
    before: str
    behind: str


def marked_article(reading: Reading, *, coloured: bool) -> tuple[Text, Text]:
    """The article with its marks, and the line that explains them: styles and ids, or signs alone without ``coloured``."""
    text = reading.document.text
    marks = [mark for mark in _marks(reading, coloured=coloured) if 0 <= mark.start < mark.end <= len(text)]
    # At one place the outer mark opens first, and the inner one closes first.
    opening = deque(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    closing = deque(sorted(marks, key=lambda mark: (mark.end, -mark.start)))
    article = Text()
    opened: dict[int, int] = {}
    stretches: list[tuple[_Mark, int, int]] = []
    position = 0
    for place in sorted({edge for mark in marks for edge in (mark.start, mark.end)} | {len(text)}):
        article.append(text[position:place])
        position = place
        while closing and closing[0].end == place:
            mark = closing.popleft()
            stretches.append((mark, opened[id(mark)], len(article)))
            article.append(mark.behind, _ID_STYLE)
        while opening and opening[0].start == place:
            mark = opening.popleft()
            article.append(mark.before, _ID_STYLE)
            opened[id(mark)] = len(article)
    if coloured:
        # Statements lie under names, and names under events, whatever the order in which they end.
        for mark, start, end in sorted(stretches, key=lambda stretch: stretch[1] - stretch[2]):
            article.stylize(mark.style, start, end)
    article.plain = article.plain.replace("\r\n", " \n").replace("\r", "\n")
    article.rstrip()
    return article, _legend(coloured=coloured)


def _marks(reading: Reading, *, coloured: bool) -> list[_Mark]:
    marks: dict[tuple[int, int, str], _Mark] = {}
    for statement in reading.statements:
        for span in statement.content:
            marks[span.start, span.end, statement.id] = _Mark(span.start, span.end, _STATEMENT_STYLE, f"[{statement.id}: ", "]")
    triggers: dict[tuple[int, int], list[str]] = {}
    for event in reading.events:
        triggers.setdefault((event.trigger.start, event.trigger.end), []).append(event.id)
    for (start, end), ids in triggers.items():
        star = "" if coloured else "*"
        marks[start, end, "event"] = _Mark(start, end, _EVENT_STYLE, star, f"{star}[{','.join(ids)}]")
    line = "" if coloured else "_"
    reach = 0
    mentions = ((mention, entity.kind) for entity in reading.entities for mention in entity.mentions)
    for mention, kind in sorted(mentions, key=lambda pair: (pair[0].start, -pair[0].end)):
        # Colours nest; signs within signs ("__Norwegian_ Minister_") are hard to read, so there the outer mention stands.
        if coloured or mention.end > reach:
            marks[mention.start, mention.end, "entity"] = _Mark(mention.start, mention.end, _ENTITY_STYLES[kind], line, line)
            reach = max(reach, mention.end)
    return list(marks.values())


def _legend(*, coloured: bool) -> Text:
    if not coloured:
        return Text("_who_   *what happened*[event]   [statement: words said]")
    return Text.assemble(
        ("state", _ENTITY_STYLES["state"]), "  ", ("person", _ENTITY_STYLES["person"]), "  ",
        ("organization or group", _ENTITY_STYLES["group"]), "  ", ("event", _EVENT_STYLE), ("[id]", _ID_STYLE), "  ",
        ("[id: ", _ID_STYLE), ("words said", _STATEMENT_STYLE), ("]", _ID_STYLE),
    )  # fmt: skip
