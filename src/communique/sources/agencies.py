"""The marks by which news agencies sign a dateline or the last line of a report: ``agencies.csv``, and the look-up."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def _names() -> dict[str, str]:
    with resources.files(__package__).joinpath("agencies.csv").open(encoding="utf-8") as lines:
        return {row["mark"].casefold(): row["name"] for row in csv.DictReader(lines)}


def agency(mark: str) -> str | None:
    """The agency that signs as ``mark`` ("MNA": Mehr News Agency) or is named so in full, else None."""
    wanted = " ".join(mark.split()).strip("()/[]. ").casefold()
    names = _names()
    if wanted in names:
        return names[wanted]
    return next((name for name in names.values() if name.casefold() == wanted), None)
