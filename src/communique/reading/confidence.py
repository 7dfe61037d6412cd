"""How sure a record is: the share of records like it that are right on gold documents.

A logistic model over what is known of a record when it is made: a handful of yes-or-no questions, each with a weight in
``data/confidence.yaml``, fitted by ``tools/fit_confidence.py``. docs/coder.md has the reliability table.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

from communique.knowledge.tables import DATA, read_yaml
from communique.reading.events.draft import Draft

_LEAST, _MOST = 0.05, 0.97  # what no record goes beyond: nothing is known to be right or wrong


def traits(d: Draft, members: Sequence[Draft]) -> dict[str, bool]:
    """The answers of an event to the questions of the model, by their names in ``data/confidence.yaml``."""
    return {
        "noun": d.nominal or (d.frame is not None and d.frame.pos != "verb"),
        "operator": d.frame is not None and d.frame.op is not None,
        "inferred party": any(r.inferred for r in d.parties),
        "force": d.type in ("ASSAULT", "COERCE", "MOBILIZE"),
        "no recipient": not d.recipients and not d.both,
        "claimed": d.said is not None,
        "not yet": d.status in ("future", "hypothetical"),
        "negated": d.status == "negated",
        "hearsay": "allegedly" in d.why,
        "told twice": len(members) > 1,
        "subordinate": d.carrier.dep not in ("ROOT", "ccomp", "conj", "parataxis"),
    }


@functools.cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = read_yaml(DATA / "confidence.yaml")
    return weights


def confidence_of(d: Draft, members: Sequence[Draft]) -> float:
    """The probability, to two places, that a careful analyst would record this event too (its type, and a party on each side)."""
    weights = _weights()
    logit = weights["any record"] + sum(weights[name] for name, holds in traits(d, members).items() if holds)
    return round(max(_LEAST, min(_MOST, 1 / (1 + math.exp(-logit)))), 2)
