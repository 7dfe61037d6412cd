"""Readings that were written as JSON Lines, read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from pydantic import ValidationError

from communique.errors import DocumentError
from communique.records import SCHEMA, Reading


def stored_readings(stream: BinaryIO, name: str, on_error: Callable[[DocumentError], None]) -> Iterator[Reading]:
    """The readings of a JSON Lines stream, one at a time; a line that holds none is handed to ``on_error``."""
    for n, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            yield Reading.model_validate_json(line)
        except ValidationError as e:
            first = e.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "the line"
            on_error(
                DocumentError(
                    f"this line is no reading of schema {SCHEMA} ({field}: {first['msg']}); "
                    "write readings with: communique read ... --format json",
                    f"{name}, line {n}",
                )
            )
