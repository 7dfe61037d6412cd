"""Quotation marks: which opens and which closes, told by the marks alone, before anything is understood.

Curly marks tell their side themselves, straight ones by the blanks beside them. A stray mark never shifts the pairs after it.
"""

from __future__ import annotations

OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"‟'


def pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """What stands between marks in characters ``start`` to ``end`` (a paragraph), and whether the last quote was never closed."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for i in range(start, end):
        c = text[i]
        if c not in OPEN and c not in CLOSE and c not in STRAIGHT:
            continue
        before = text[i - 1] if i > start else " "
        after = text[i + 1] if i + 1 < end else " "
        if c in OPEN:
            opens = True
        elif c in CLOSE:
            opens = False
        elif before.isdigit() and opened is None:
            continue  # inches or minutes
        elif before.isspace() or before in "([—–-":
            # A blank before and a blank after (a slip of typing) closes what is open.
            opens = not (after.isspace() and opened is not None)
        elif after.isspace() or after in ".,;:!?)]—–-":
            opens = False
        else:
            opens = opened is None
        if opens:
            if opened is None or c in OPEN or c in STRAIGHT:
                # A second opening mark: the first was stray, or the quote runs on; keep the later one.
                if opened is not None and i - opened > 1 and c in STRAIGHT:
                    found.append((opened, i))
                    opened = None
                    continue
                opened = i + 1
        elif opened is not None:
            found.append((opened, i))
            opened = None
    if opened is not None:
        found.append((opened, end))
        return found, True
    return found, False
