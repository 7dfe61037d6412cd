"""What is known of a document's days and places, while its events are dated and placed."""

from __future__ import annotations

from datetime import date

from communique.knowledge.lexicon import load_lexicon
from communique.reading.actors import Cast
from communique.reading.circumstances.when import When, day_of_the_news
from communique.reading.circumstances.where import Where
from communique.reading.events.draft import Draft
from communique.reading.parties import Parties
from communique.reading.statements.said import Said
from communique.reading.times import Interval, TimeExpression
from communique.reading.words import Parse, Word


class Circumstances:
    """Dates, places and occasions for the drafts of one document, in text order."""

    def __init__(self, parse: Parse, cast: Cast, times: list[TimeExpression], published: date | None) -> None:
        self.parse, self.cast, self.published = parse, cast, published
        self.parties = Parties(cast)
        self.at: dict[int, list[tuple[TimeExpression, Word]]] = {}
        words = parse.words
        k = 0
        for t in times:
            while k < len(words) and words[k].end <= t.start:
                k += 1
            if k >= len(words):
                break
            head = words[k]
            j = k
            while j + 1 < len(words) and words[j + 1].start < t.end:
                j += 1
            inside = {w.i for w in words[k : j + 1]}
            for w in words[k : j + 1]:
                if w.head.i not in inside:
                    head = w
                    if w.dep != "punct":
                        break
            self.at.setdefault(head.sent, []).append((t, head))
        self.nouns = load_lexicon().nouns
        self.when: dict[Draft, When] = {}
        self.where: dict[Draft, Where | None] = {}
        self.said: dict[Said, When] = {}
        self.previous: Interval | None = None
        self.news = day_of_the_news(self)
