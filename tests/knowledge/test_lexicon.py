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
    return "; ".join(
        f"{e.type} {' '.join(sorted(_countries(e.actors)))} > {' '.join(sorted(_countries(e.recipients)))} [{e.status}, {e.why}]" for e in reading.events
    ) or "no event"  # fmt: skip


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(communique.read_many([sentence for sentence, _, _ in EXAMPLES], language="any"))


@pytest.mark.parametrize("n", range(len(EXAMPLES)), ids=lambda n: EXAMPLES[n][2].removeprefix("lexicon/").split(" (")[0].replace(", ", "-").replace(" ", "") + f"-{n}")
def test_example(n: int, readings: list[Reading]) -> None:
    sentence, expected, where = EXAMPLES[n]
    events = readings[n].events
    passed = not events if expected == "none" else any(_fits(e, expected) for e in events)
    assert passed, f"{where}: {sentence!r} should read {expected}; got {_told(readings[n])}"


def test_ordinary_sentences_make_no_event() -> None:
    readings = list(communique.read_many(QUIET, language="any"))
    wrong = [f"{s} -> {_told(r)}" for s, r in zip(QUIET, readings, strict=True) if r.events]
    assert not wrong, "\n".join(wrong)
