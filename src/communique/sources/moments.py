"""Moments as machines write them (ISO 8601, RFC 2822): the day as written there, and the moment where it has a time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from communique.sources.days import stated_day, states_year

_TIME = re.compile(r"\d{1,2}:\d{2}")


def moment(words: str) -> tuple[date | None, str | None]:
    """The day of a moment as its writer's clock had it, and the moment as ISO 8601 with its offset where it has one.

    Words that are no moment give (None, None).
    """
    words = words.strip()
    at = _iso(words) or _rfc(words)
    if at is not None:
        return at.date(), at.isoformat(timespec="seconds") if at.tzinfo is not None and _TIME.search(words) else None
    # "yesterday" says when only to who reads it on that day: what a source wrote down must have its year.
    return stated_day(words) if states_year(words) else None, None


def now() -> str:
    """This moment, in UTC and whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words.replace(" UTC", "+00:00"))
    except ValueError:
        return None


def _rfc(words: str) -> datetime | None:
    if not re.match(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} ", words):
        return None
    try:
        return parsedate_to_datetime(words)
    except (ValueError, IndexError, OverflowError):
        return None
