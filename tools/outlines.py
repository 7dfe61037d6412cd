"""The outlines of states for the map of the pages, from Natural Earth (public domain, naturalearthdata.com), scale 1:110 million.

usage: pip install pyshp; python tools/outlines.py ne_110m_admin_0_countries.shp

Writes src/communique/web/data/outlines.json, a GeoJSON MultiPolygon. A map 900 points wide has 2.5 of them for a degree, so
corners are moved to whole and half degrees, and islands that vanish by it are left out.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import shapefile

OUT = Path(__file__).parents[1] / "src" / "communique" / "web" / "data" / "outlines.json"


def half(number: float) -> float | int:
    """To the nearest half, without a decimal where it is whole."""
    rounded = round(number * 2) / 2
    return int(rounded) if rounded == int(rounded) else rounded


def _turn(ring: list[list[float]]) -> float:
    """Twice the area within a ring; negative where it is drawn clockwise, as shapefiles and d3 draw land."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


def main() -> None:
    """Read the shapes and write the rings."""
    rings = []
    for shape in shapefile.Reader(sys.argv[1]).shapes():
        for start, end in pairwise([*shape.parts, len(shape.points)]):
            corners = [[half(x), half(y)] for x, y in shape.points[start:end]]
            kept = [corners[0]] + [b for a, b in pairwise(corners) if a != b]
            if _turn(kept) < 0:  # a ring the other way round would be a hole, or is too small to be seen
                rings.append([kept])
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"type": "MultiPolygon", "coordinates": rings}, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(rings)} outlines, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
