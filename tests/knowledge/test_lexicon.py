"""Every example sentence of the lexicon reads as its entry says; and ordinary sentences make no events."""

from __future__ import annotations

import pytest

import communique
from communique.knowledge.lexicon import load_lexicon
from communique.records import Event, Party, Reading

EXAMPLES = load_lexicon().examples

# Words of the lexicon in other senses, and sentences about nothing that PLOVER codes.
QUIET = """
The team beat its rival in Norway.
Oil prices hit a high in Norway.
Fire broke out in a warehouse in Oslo.
The striker fired a shot at goal for Norway.
An earthquake killed 20 people in Peru.
A bus crash injured twelve passengers in Kenya.
The bank raised its interest rate in Japan.
The film was shot in Chile.
The company struck a deal in Norway.
Shares rallied in Japan.
The storm battered the coast of Chile.
The minister took a seat in Oslo.
The museum in Oslo opened a new wing.
He left the house in Norway at noon.
The author signed copies of her book in Peru.
The train to Warsaw was delayed by snow.
Norway lost the final of the tournament.
The chef cut the bread in Athens.
Rain flooded streets in Kenya.
Scientists in Norway discovered a new species.
The road in Kenya was blocked by a landslide.
The champion defended her title in Poland.
A gas leak caused an explosion in Peru.
The price of wheat fell in Egypt.
The virus spread in Angola.
The play opened in Oslo to good reviews.
The patient in Norway is in critical condition.
The driver stopped the bus in Lima.
The child broke a window in Athens.
The company launched a new phone in Japan.
The minister silenced critics with a strong speech in Norway.
Norwegian scientists attacked the problem with new tools.
The factory in Poland fired 200 workers.
Norway beat Chad 3-0 in a friendly match.
Doctors fight disease in Kenya.
The fire destroyed 12 houses in Greece.
A ship sank off Greece.
Tourists poured into the streets of Athens.
The bank froze hiring in Poland.
The news hit the stock market in Japan.
Chile's striker shot wide in the match against Peru.
""".strip().splitlines()


def _countries(parties: list[Party]) -> set[str]:
    return {p.country or p.entity for p in parties}


def _fits(event: Event, expected: str) -> bool:
    type_, _, parties = expected.partition(" ")
    actors, recipients = _countries(event.actors), _countries(event.recipients)
    if event.type != type_:
        return False
    if ">" not in parties:
        return actors | recipients == set(parties.split())
    left, _, right = parties.partition(">")
    return actors == set(left.split()) and recipients == set(right.split())


def _told(reading: Reading) -> str:
    def told(e: Event) -> str:
        actors, recipients = (" ".join(sorted(_countries(parties))) for parties in (e.actors, e.recipients))
        return f"{e.type} {actors} > {recipients} [{e.status}, {e.why}]"

    return "; ".join(map(told, reading.events)) or "no event"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(communique.read_many([sentence for sentence, _, _ in EXAMPLES], language="any"))


def _id(n: int) -> str:
    file, entry = EXAMPLES[n][2].removeprefix("lexicon/").split(" (")[0].split(", ")
    return f"{file}-{entry.replace(' ', '')}-{n}"


@pytest.mark.parametrize("n", range(len(EXAMPLES)), ids=_id)
def test_example(n: int, readings: list[Reading]) -> None:
    sentence, expected, where = EXAMPLES[n]
    events = readings[n].events
    passed = not events if expected == "none" else any(_fits(e, expected) for e in events)
    assert passed, f"{where}: {sentence!r} should read {expected}; got {_told(readings[n])}"


def test_ordinary_sentences_make_no_event() -> None:
    readings = list(communique.read_many(QUIET, language="any"))
    wrong = [f"{s} -> {_told(r)}" for s, r in zip(QUIET, readings, strict=True) if r.events]
    assert not wrong, "\n".join(wrong)
