"""Decisions take effect at once, show everywhere, are never lost, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from communique.errors import UsageError
from communique.ledger import Ledger
from communique.ledger.ask.events import LedgerEvent
from communique.sources.document import Document

ANALYST = "R. Mensah"
CALL = "OSLO, March 12 - Norway's king telephoned the president of Chad on Monday, the palace said."


def telling(ledger: Ledger, type_: str, mode: str | None = None) -> LedgerEvent:
    return next(e for e in ledger.events(types=[type_]) if mode is None or mode in e.event.modes)


def test_a_confirmed_record_says_so(ledger: Ledger) -> None:
    event = telling(ledger, "CONSULT", "phone")
    ledger.decide(event.id, "confirm", ANALYST, reason="heard it")
    assert telling(ledger, "CONSULT", "phone").verdict == "confirmed"
    happening = ledger.show(event.happening or "").happening  # type: ignore[union-attr]
    assert any(source.verdict == "confirmed" for source in happening.sources)
    (decision,) = ledger.decisions()
    assert (decision.analyst, decision.verdict, decision.record, decision.reason) == (ANALYST, "confirm", event.id, "heard it")


def test_a_rejected_record_is_gone_from_answers_and_exports(ledger: Ledger) -> None:
    event = telling(ledger, "AID") if ledger.happenings(types=["AID"]) else telling(ledger, "AGREE")
    ledger.decide(event.id, "reject", ANALYST)
    assert event.id not in {e.id for e in ledger.events()}
    read = dict(ledger.readings())[event.document.id]
    assert event.event.id not in {e.id for e in read.events}
    assert event.event.id in {e.id for e in dict(ledger.readings(decided=False))[event.document.id].events}
    assert ledger.check() == []


def test_a_correction_shows_everywhere(ledger: Ledger) -> None:
    event = telling(ledger, "CONSULT", "phone")
    change = ledger.change(event.id, {"modes": "visit", "date": "2031-05-02/2031-05-03", "place": "Asunción, PRY"})
    ledger.decide(event.id, "correct", ANALYST, change=change)
    found = next(e for e in ledger.events() if e.id == event.id)
    assert found.verdict == "corrected"
    assert found.event.modes == ["visit"]
    assert found.event.cameo != event.event.cameo  # what follows from a mode follows
    assert (found.event.date.start, found.event.date.end) == ("2031-05-02", "2031-05-03")  # type: ignore[union-attr]
    found_there = ledger.happenings(place="PRY", since="2031-05-02", until="2031-05-03")
    assert event.id in {s.event for h in found_there for s in h.sources}
    assert ledger.check() == []


def test_parties_are_corrected_to_words_of_the_text(ledger: Ledger) -> None:
    event = telling(ledger, "CONSULT", "phone")
    change = ledger.change(event.id, {"actors": "ARG", "recipients": "BRA"})
    ledger.decide(event.id, "correct", ANALYST, change=change)
    found = next(e for e in ledger.events() if e.id == event.id)
    text = dict(ledger.readings())[event.document.id].document.text
    party = found.event.actors[0]
    assert party.entity == "ARG"
    assert text[party.start : party.end].strip()


def test_words_are_corrected(ledger: Ledger) -> None:
    id, reading = next((id, r) for id, r in ledger.readings() if r.events)
    event = reading.events[0]
    record = f"{id}-{event.id}"
    for start, end in ((event.trigger.start, event.trigger.end), (0, 9)):
        ledger.decide(record, "correct", "Ada Moe", change=ledger.change(record, {"words": f"{start}-{end}"}))
        now = next(e for key, r in ledger.readings() if key == id for e in r.events if e.id == event.id)
        assert [span.text for span in now.evidence] == [reading.document.text[start:end]]
        assert start <= now.trigger.start < now.trigger.end <= end
    assert ledger.check() == []
    for wrong in ("9-3", "0-99999999", "the first", ""):
        with pytest.raises(UsageError, match="FROM-TO"):
            ledger.change(record, {"words": wrong})


def test_a_statement_is_corrected(ledger: Ledger) -> None:
    statement = ledger.statements(by="BRA")[0]
    ledger.decide(statement.id, "correct", ANALYST, change=ledger.change(statement.id, {"speaker": "ARG"}))
    assert statement.id not in {s.id for s in ledger.statements(by="BRA")}
    assert statement.id in {s.id for s in ledger.statements(by="ARG")}


def test_a_withdrawn_decision_has_no_effect_and_stays_in_the_record(ledger: Ledger) -> None:
    before = ledger.happenings().rows()
    event = telling(ledger, "CONSULT", "phone")
    made = ledger.decide(event.id, "reject", ANALYST)
    ledger.decide(made.id, "withdraw", ANALYST, reason="wrong event")
    assert list(ledger.happenings().rows()) == list(before)
    assert [(d.verdict, d.withdrawn) for d in ledger.decisions()] == [("reject", True), ("withdraw", False)]


def test_decisions_outlive_a_reread(ledger: Ledger) -> None:
    confirmed, corrected, rejected = ledger.events(types=["AGREE"])[:3]
    ledger.decide(confirmed.id, "confirm", ANALYST)
    ledger.decide(corrected.id, "correct", ANALYST, change={"status": "hypothetical"})
    ledger.decide(rejected.id, "reject", ANALYST)
    before = ledger.digest()
    tally = ledger.reread(everything=True)
    assert tally.renewed == ledger.counts()["documents"]
    assert ledger.digest() == before


def test_a_record_that_a_reread_no_longer_finds_is_kept(new_ledger: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    import communique.reading.pipeline as pipeline

    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest([Document(CALL, published=date(2031, 3, 12), locator="a.txt")])
        event = telling(book, "CONSULT")
        book.decide(event.id, "confirm", ANALYST)
        (said,) = book.statements()
        book.decide(said.id, "confirm", ANALYST)
        read = pipeline.read_parse
        nothing: dict[str, list[object]] = {"events": [], "pledges": [], "statements": []}
        monkeypatch.setattr(pipeline, "read_parse", lambda *a: read(*a).model_copy(update=nothing))
        book.reread(everything=True)
        (still,) = book.statements()
        assert (still.verdict, still.statement.content) == ("confirmed", said.statement.content)
        kept = telling(book, "CONSULT")
        assert kept.verdict == "confirmed"
        assert kept.event.evidence == event.event.evidence
        assert ANALYST in kept.event.why
        assert book.check() == []
        monkeypatch.undo()
        book.reread(everything=True)  # found again: the decision is on the reader's record
        assert [e.id for e in book.events(types=["CONSULT"])] == [event.id]


def test_events_are_put_together_and_taken_apart(new_ledger: Callable[[], str]) -> None:
    texts = [CALL, "N'DJAMENA, March 12 - The president of Chad was telephoned by the king of Norway on Monday."]
    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest(Document(t, published=date(2031, 3, 12), locator=f"{n}.txt") for n, t in enumerate(texts))
        a, b = (e.id for e in book.events(types=["CONSULT"]))
        assert book.happenings(types=["CONSULT"])[0].documents == 2
        made = book.decide(a, "apart", ANALYST, other=b)
        assert [h.documents for h in book.happenings(types=["CONSULT"])] == [1, 1]
        book.reread(everything=True)
        assert [h.documents for h in book.happenings(types=["CONSULT"])] == [1, 1]
        book.decide(a, "together", ANALYST, other=b)
        assert "an analyst put them together" in book.happenings(types=["CONSULT"])[0].why
        book.decide(made.id, "withdraw", ANALYST)
        assert book.happenings(types=["CONSULT"])[0].documents == 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"type": "PARTY"}, "PLOVER's types are"),
        ({"status": "perhaps"}, "occurred, ongoing"),
        ({"colour": "red"}, "what can"),
        ({"date": "yesterday"}, "2021-11"),
        ({"actors": "Nobody Atall"}, "nobody in this ledger"),
    ],
)
def test_a_wrong_correction_says_what_is_right(ledger: Ledger, settings: dict[str, str], said: str) -> None:
    from communique.errors import CommuniqueError

    event = ledger.events(types=["CONSULT"])[0]
    with pytest.raises(CommuniqueError, match=said):
        ledger.change(event.id, settings)
    assert len(ledger.decisions()) == 0


def test_a_mode_that_the_type_lacks_is_refused(ledger: Ledger) -> None:
    event = ledger.events(types=["CONSULT"])[0]
    with pytest.raises(UsageError, match="its modes are"):
        ledger.decide(event.id, "correct", ANALYST, change={"modes": ["ceasefire"]})


def test_what_a_rejected_statement_claims_is_no_fact(new_ledger: Callable[[], str]) -> None:
    text = "OSLO - The president of Chad said on Monday that Mali had attacked Chad in May."
    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest([Document(text, published=date(2031, 6, 12), locator="a.txt")])
        (claim,) = (e for e in book.events(types=["ASSAULT"]))
        assert claim.event.claimed_in is not None
        book.decide(book.statements(by="TCD")[0].id, "reject", ANALYST)
        ((_, reading),) = book.readings()
        assert not any(e.type == "ASSAULT" for e in reading.events)
        assert book.check() == []


def test_a_decision_knows_what_its_record_is_called_now(ledger: Ledger) -> None:
    event = telling(ledger, "CONSULT", "phone")
    ledger.decide(event.id, "confirm", ANALYST)
    ledger.decide(ledger.statements(by="BRA")[0].id, "confirm", ANALYST)
    assert [d.today for d in ledger.decisions()] == [d.record for d in ledger.decisions()]
