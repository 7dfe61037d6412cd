"""Triage: a first look at a text, without a parse, that tells whether it may hold a record of diplomacy or conflict.

In a stream of mixed news most texts hold none. A sentence speaks for a text when somebody who can act for a state, an organisation
or an armed group stands in it beside a word that the lexicon knows for an act; sport, markets and accidents, which share most of
these words, have to say it more plainly. What is looked at are forms of words, so that a look costs a hundredth of a reading.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from communique.knowledge.lexicon import load_lexicon
from communique.knowledge.offices import load_offices
from communique.knowledge.world import World, atoms

_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look found: whether the text is to be read, and why, or why not."""

    passes: bool
    why: str
