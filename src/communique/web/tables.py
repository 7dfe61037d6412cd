"""Answers that are no pages: a table as CSV, a drawing as SVG."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from starlette.responses import Response


def line(cells: Sequence[Any]) -> str:
    """A line of CSV (RFC 4180, with plain line feeds)."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


def csv_of(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A table of some columns."""
    return Response(line(names) + "".join(line(row) for row in rows), media_type="text/csv; charset=utf-8")


def drawing(svg: str) -> Response:
    """A drawing."""
    return Response(svg, media_type="image/svg+xml")
