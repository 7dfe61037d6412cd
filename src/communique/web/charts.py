"""Charts as SVG, drawn on the server by Vega: nothing is fetched, and no script runs in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
# Told apart without colour vision (Okabe and Ito), on a light and on a dark page.
_COLOURS = ("#56b4e9", "#0072b2", "#e69f00", "#d55e00")
_GREY = "#808089"


@lru_cache(maxsize=64)
def monthly(rows: Sequence[tuple[str, tuple[int, ...]]]) -> str:
    """An SVG of how many happenings of each quad there were in each month (``2031-03``), stacked."""
    import altair
    import vl_convert

    values = [
        {"month": month, "quad": quad, "happenings": number, "order": n}
        for month, numbers in rows
        for n, (quad, number) in enumerate(zip(QUADS, numbers, strict=True))
    ]
    chart = (
        altair.Chart(altair.InlineData(values=values))
        .mark_bar()
        .encode(
            x=altair.X("month:O", title=None),
            y=altair.Y("sum(happenings):Q", title="happenings", axis=altair.Axis(tickMinStep=1)),
            color=altair.Color("quad:N", title=None, scale=altair.Scale(domain=list(QUADS), range=list(_COLOURS))),
            order="order:Q",
        )
        .properties(width=max(240, min(760, 36 * len(rows))), height=180, background="transparent")
        .configure_axis(labelColor=_GREY, titleColor=_GREY, domainColor=_GREY, tickColor=_GREY, gridOpacity=0.3)
        .configure_legend(labelColor=_GREY, orient="top")
        .configure_view(stroke=None)
    )
    svg: str = vl_convert.vegalite_to_svg(chart.to_json())
    return svg
