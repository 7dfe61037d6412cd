"""Who did what to whom: sentence -> ``TYPE/mode ACTORS > RECIPIENTS: act, status, claimed by SIDE``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Event, Reading

Lines = Callable[..., list[str]]
Read = Callable[..., Reading]
WEDNESDAY = "2024-05-22"


def sides(event: Event) -> list[str]:
    """All parties, whichever stands first: those of a meeting are equals."""
    return sorted(str(party.country) for party in event.actors + event.recipients)


def days(event: Event) -> tuple[str | None, str | None, str | None]:
    return (event.date.start, event.date.end, event.date.basis) if event.date is not None else (None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway attacked Chad.", "ASSAULT NOR > TCD"),
        ("Norway launched an attack on Chad.", "ASSAULT NOR > TCD"),
        ("Norway carried out airstrikes against Chad.", "ASSAULT/heavy-weapons NOR > TCD"),
        ("Norway paid a visit to Chad.", "CONSULT/visit NOR > TCD"),
        ("{F} paid a visit to Chad.", "CONSULT/visit NOR > TCD"),
        ("Norway gave a loan to Chad.", "AID NOR > TCD"),
        ("Norway provided humanitarian aid to Chad.", "AID NOR > TCD"),
        ("Norway imposed sanctions on Chad.", "SANCTION/discontinue NOR > TCD"),
        ("Norway expressed support for Chad.", "SUPPORT NOR > TCD"),
        ("Norway put its army on alert.", "MOBILIZE/troops NOR"),
        ("Norway and Chad signed a peace agreement.", "SUPPORT NOR TCD"),
    ],
)
def test_verbs_and_light_verbs(events: Lines, text: str, expected: str) -> None:
    assert events(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In a phone call with {K}, {F} said the talks had failed.", "CONSULT/phone NOR > TCD"),
        ("{F}, in a phone call with {K}, said the talks had failed.", "CONSULT/phone NOR > TCD"),
        ("{F} called {K} on Monday.", "CONSULT/phone NOR > TCD"),
        ("Norway, Peru, Kenya and Chad cut ties with Mali.", "SANCTION/discontinue NOR PER KEN TCD > MLI"),
    ],
)
def test_occasions_of_what_is_said_and_lists(events: Lines, text: str, expected: str) -> None:
    assert expected in events(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad was attacked by Norway.", "ASSAULT NOR > TCD"),
        ("The Chadian ambassador was expelled by Norway.", "SANCTION/expel NOR > TCD"),
        ("The Chadian ambassador was summoned by the Norwegian foreign ministry.", "ACCUSE/disapprove NOR > TCD"),
        ("Sanctions were imposed on Chad by Norway.", "SANCTION/discontinue NOR > TCD"),
        ("An agreement was signed by Norway and Chad.", "SUPPORT NOR TCD"),
        ("Five Chadian soldiers were killed by Norwegian forces.", "ASSAULT NOR > TCD"),
    ],
)
def test_passives(events: Lines, text: str, expected: str) -> None:
    assert events(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's attack on Chad killed ten soldiers.", "ASSAULT NOR > TCD"),
        ("Norway's invasion of Chad began in May.", "ASSAULT NOR > TCD"),
        ("Norway's visit to Chad was a success.", "CONSULT/visit NOR > TCD"),
        ("Norwegian Foreign Minister Ingrid Fjellvang's visit to Chad was a success.", "CONSULT/visit NOR > TCD"),
    ],
)
def test_nouns(events: Lines, text: str, expected: str) -> None:
    assert events(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway promised to send aid to Chad.", "AGREE NOR > TCD: AID"),
        ("Norway promised Chad a loan.", "AGREE NOR > TCD: AID"),
        ("Norway offered to send doctors to Chad.", "AGREE NOR > TCD: AID"),
        ("Norway offered to mediate between Chad and Mali.", "AGREE NOR > TCD MLI: CONSULT/third-party"),
        ("Norway agreed to meet Chad.", "AGREE NOR > TCD: CONSULT"),
        ("Norway and Chad agreed to exchange prisoners.", "AGREE NOR TCD: RETREAT/release"),
        ("Norway refused to meet Chad.", "REJECT/meet NOR > TCD: CONSULT"),
        ("Norway ruled out talks with Chad.", "REJECT/meet NOR > TCD: CONSULT"),
        ("Norway rejected a proposal from Chad.", "REJECT NOR > TCD"),
        ("Norway urged Chad to release the prisoners.", "REQUEST/yield NOR > TCD: RETREAT/release"),
        ("Norway urged Chad to withdraw its troops from Mali.", "REQUEST/yield NOR > TCD: RETREAT/withdraw"),
        ("Norway demanded that Chad release the prisoners.", "REQUEST/yield NOR > TCD: RETREAT/release"),
        ("Norway asked Chad for help.", "REQUEST/assist NOR > TCD: AID"),
        ("Norway called for talks between Chad and Mali.", "REQUEST/meet NOR > TCD MLI: CONSULT"),
        ("Norway threatened to impose sanctions on Chad.", "THREATEN/restrict NOR > TCD: SANCTION/discontinue"),
        ("Norway threatened Chad with sanctions.", "THREATEN/restrict NOR > TCD: SANCTION/discontinue"),
        ("Norway threatened to attack Chad.", "THREATEN/violence NOR > TCD: ASSAULT"),
        ("Norway cancelled a visit to Chad.", "REJECT/meet NOR > TCD: CONSULT/visit"),
        ("Norway called off talks with Chad.", "REJECT/meet NOR > TCD: CONSULT"),
        ("Norway postponed talks with Chad.", "REJECT/meet NOR > TCD: CONSULT"),
        ("Norway suspended aid to Chad.", "SANCTION/discontinue NOR > TCD"),
        ("Norway stopped attacking Chad.", "RETREAT/ceasefire NOR > TCD"),
        ("Norway lifted sanctions on Chad.", "RETREAT NOR > TCD"),
    ],
)  # fmt: skip
def test_operators(events: Lines, text: str, expected: str) -> None:
    assert events(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway was accused by Chad of attacking Mali.", ["ACCUSE/allege TCD > NOR", "ASSAULT NOR > MLI, claimed by TCD"]),
        ("Norway denied attacking Chad.", ["REJECT NOR > TCD", "ASSAULT NOR > TCD, negated, claimed by NOR"]),
        ("Norway accused Chad of attacking Mali.", ["ACCUSE/allege NOR > TCD", "ASSAULT TCD > MLI, claimed by NOR"]),
        ("Oslo accused N'Djamena of attacking Mali.", ["ACCUSE/allege NOR > TCD", "ASSAULT TCD > MLI, claimed by NOR"]),
        ("Norway denied that it had attacked Chad.", ["REJECT NOR > TCD", "ASSAULT NOR > TCD, negated, claimed by NOR"]),
        ("Norway said that Chad had attacked Mali.", ["ASSAULT TCD > MLI, claimed by NOR"]),
        ("{F} said that Chad had attacked Mali.", ["ASSAULT TCD > MLI, claimed by NOR"]),
        ("The spokesman of the Norwegian government, Olav Brekkhus, said Chad had attacked Mali.",
         ["ASSAULT TCD > MLI, claimed by NOR"]),
        (
            '"Chad attacked us," {F} said.',
            ["ASSAULT TCD > NOR, claimed by NOR", "ACCUSE/allege NOR > TCD"],
        ),
        ("Chad condemned Norway's attack on Mali.", ["ACCUSE/disapprove TCD > NOR", "ASSAULT NOR > MLI"]),
        # The own side's plans are that side's acts, whoever tells them.
        ("{F} said that Norway would send doctors to Chad.", ["AGREE NOR > TCD: AID, future"]),
        ("{F} said she would visit Chad in June.", ["AGREE NOR > TCD: CONSULT/visit, future"]),
        ('"We will send doctors to Chad," {F} said.', ["AGREE NOR > TCD: AID, future"]),
        ('"Chad must withdraw its troops," {F} said.', ["REQUEST/yield NOR > TCD: RETREAT/withdraw"]),
    ],
)  # fmt: skip
def test_what_is_claimed_and_what_is_told(events: Lines, text: str, expected: list[str]) -> None:
    assert sorted(events(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway did not attack Chad.", ["ASSAULT NOR > TCD, negated"]),
        ("Norway will not attack Chad.", ["ASSAULT NOR > TCD, negated"]),
        ("Norway has never attacked Chad.", ["ASSAULT NOR > TCD, negated"]),
        ("Norway has not yet attacked Chad.", ["ASSAULT NOR > TCD, negated"]),
        ("Norway would never attack Chad.", ["ASSAULT NOR > TCD, negated"]),
        ("Chad was not attacked by Norway.", ["ASSAULT NOR > TCD, negated"]),
        ("Neither Norway nor Chad attacked Mali.", ["ASSAULT NOR TCD > MLI, negated"]),
        ("Norway attacked Chad but not Mali.", ["ASSAULT NOR > TCD"]),
        ("Norway is sending troops to Chad.", ["MOBILIZE/troops NOR > TCD, ongoing"]),
        ("Norway has sent troops to Chad.", ["MOBILIZE/troops NOR > TCD"]),
        ("Chad is attacking Mali.", ["ASSAULT TCD > MLI, ongoing"]),
        ("Norway will send troops to Chad.", ["MOBILIZE/troops NOR > TCD, future"]),
        ("Norway plans to send troops to Chad.", ["MOBILIZE/troops NOR > TCD, future"]),
        ("Norway would send troops to Chad if Mali attacked.", ["MOBILIZE/troops NOR > TCD, hypothetical"]),
        ("Norway will send doctors to Chad.", ["AGREE NOR > TCD: AID, future"]),
        ("Norway announced that it would send doctors to Chad.", ["AGREE NOR > TCD: AID, future"]),
        ("{F} will visit Chad.", ["AGREE NOR > TCD: CONSULT/visit, future"]),
        ("Norway will impose sanctions on Chad if it attacks Mali.", ["THREATEN/restrict NOR > TCD: SANCTION/discontinue"]),
        ("Unless Chad leaves Mali, Norway will impose sanctions on Chad.", ["THREATEN/restrict NOR > TCD: SANCTION/discontinue"]),
        # What may be, or should be, is nothing yet.
        ("Norway may attack Chad.", []),
        ("Norway should attack Chad.", []),
        ("Norway could impose sanctions on Chad.", []),
    ],
)
def test_status(events: Lines, text: str, expected: list[str]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("Norway will send doctors to Chad.", False),
        ("Norway promised to send doctors to Chad.", False),
        ("Norway will send doctors to Chad if Mali agrees.", True),
    ],
)
def test_pledges(read: Read, text: str, conditional: bool) -> None:
    (pledge,) = read(text).pledges
    assert (pledge.by, pledge.to, pledge.conditional) == (["NOR"], ["TCD"], conditional)


@pytest.mark.parametrize(
    "text", ["Norway attacked Chad.", "Norway refused to send doctors to Chad.", "Norway urged Chad to send doctors."]
)
def test_no_pledges(read: Read, text: str) -> None:
    assert read(text).pledges == []


def test_pledges_are_due(read: Read) -> None:
    (pledge,) = read("Norway will send doctors to Chad by June 1.", WEDNESDAY).pledges
    assert pledge.due is not None
    assert (pledge.due.end, pledge.due.text) == ("2024-06-01", "June 1")


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Norway held talks with Chad.", []),
        ("Norway and Chad met in Geneva.", ["third-party"]),
        ("{F} discussed trade with {K}.", []),
        ("{F} telephoned {K}.", ["phone"]),
        ("{F} spoke by telephone with {K}.", ["phone"]),
        ("{F} held a telephone call with {K}.", ["phone"]),
        ("{F} received {K} in Oslo.", ["visit"]),
        ("Talks were held between Norway and Chad.", []),
    ],
)
def test_meetings(read: Read, text: str, modes: list[str]) -> None:
    (event,) = read(text).events
    assert (event.type, event.modes, sides(event)) == ("CONSULT", modes, ["NOR", "TCD"])


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Norway and Chad met in Geneva.", ["NOR", "TCD"], []),
        ("The foreign ministers of Norway and Chad met in Geneva.", ["NOR", "TCD"], []),
        ("{K} visited Norway.", ["TCD"], ["NOR"]),
        ("{F} received {K} in Oslo.", ["TCD"], ["NOR"]),
        ("{F} telephoned {K}.", ["NOR"], ["TCD"]),
        ("Norway hosted talks between Chad and Mali.", ["NOR"], ["TCD", "MLI"]),
    ],
)
def test_guests_hosts_and_callers(read: Read, text: str, actors: list[str], recipients: list[str]) -> None:
    (event,) = read(text).events
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "{F} visited Chad on Monday. She met Idriss Kelleyo, the foreign minister, during the visit. The visit was her first.",
        "{F} met {K} on Monday. The meeting took place in Oslo. Fjellvang and Kelleyo met for two hours.",
        "{F} telephoned {K} on Monday. The call lasted an hour. In the call, the ministers spoke of trade.",
        "Norway and Chad held talks on Monday. The talks were the first in years. The talks lasted two hours.",
    ],
)
def test_one_happening_told_three_times_is_one_event(read: Read, text: str) -> None:
    consults = [e for e in read(text, WEDNESDAY).events if e.type == "CONSULT"]
    assert [sides(e) for e in consults] == [["NOR", "TCD"]]


def test_two_happenings_are_two_events(read: Read) -> None:
    reading = read("{F} met {K} on Monday. Fjellvang met Kelleyo again in March 2022.", WEDNESDAY)
    assert [days(e) for e in reading.events if e.type == "CONSULT"] == [
        ("2024-05-20", "2024-05-20", "relative"),
        ("2022-03-01", "2022-03-31", "explicit"),
    ]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Norway attacked Chad on Monday.", WEDNESDAY, ("2024-05-20", "2024-05-20", "relative")),
        ("Norway attacked Chad yesterday.", WEDNESDAY, ("2024-05-21", "2024-05-21", "relative")),
        ("Norway attacked Chad last month.", WEDNESDAY, ("2024-04-01", "2024-04-30", "relative")),
        ("Norway attacked Chad.", WEDNESDAY, ("2024-05-21", "2024-05-22", "published")),
        ("Norway attacked Chad on 3 May 2023.", WEDNESDAY, ("2023-05-03", "2023-05-03", "explicit")),
        ("Norway attacked Chad on 3 May 2023.", None, ("2023-05-03", "2023-05-03", "explicit")),
        ("Norway attacked Chad in May 2023.", None, ("2023-05-01", "2023-05-31", "explicit")),
        ("{F} will visit Chad on Friday.", WEDNESDAY, ("2024-05-24", "2024-05-24", "relative")),
        ("{F} said she would visit Chad in June.", WEDNESDAY, ("2024-06-01", "2024-06-30", "relative")),
        # Never a guess from today's date.
        ("Norway attacked Chad on Monday.", None, (None, None, None)),
        ("Norway attacked Chad last month.", None, (None, None, None)),
        ("Norway attacked Chad.", None, (None, None, None)),
        ("{F} will visit Chad.", WEDNESDAY, (None, None, None)),
    ],
)
def test_dates(read: Read, text: str, published: str | None, expected: tuple[str | None, str | None, str | None]) -> None:
    (event,) = read(text, published).events
    assert days(event) == expected


def test_unresolved_words_are_kept(read: Read) -> None:
    (event,) = read("Norway attacked Chad last month.").events
    assert event.date is not None
    assert event.date.expression is not None
    assert event.date.expression.text == "last month"


@pytest.mark.parametrize(
    ("text", "historical"), [("Norway attacked Chad in 1994.", True), ("Norway attacked Chad on Monday.", False)]
)
def test_background(read: Read, text: str, historical: bool) -> None:
    assert [e.historical for e in read(text, WEDNESDAY).events] == [historical]


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("{F} met {K} in Geneva.", "Geneva", "CHE"),
        ("{F} travelled to N'Djamena.", "N'Djamena", "TCD"),
        ("{F} visited Chad on Monday.", "Chad", "TCD"),
        ("{F} received {K} in Oslo.", "Oslo", "NOR"),
        ("Norway closed its embassy in Chad.", "Chad", "TCD"),
    ],
)
def test_places(read: Read, text: str, place: str, country: str) -> None:
    (event,) = read(text).events
    assert event.place is not None
    assert (event.place.name, event.place.country) == (place, country)
    assert read(text).document.text[event.place.start : event.place.end] == place


def test_events_without_a_place_have_none(read: Read) -> None:
    assert [e.place for e in read("{F} telephoned {K}.").events] == [None]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("{F} met {K} in Geneva.", ["person/ingrid-fjellvang", "person/idriss-kelleyo"]),
        ("Norway attacked Chad.", []),
    ],
)
def test_persons(read: Read, text: str, persons: list[str]) -> None:
    assert [e.persons for e in read(text).events] == [persons]


@pytest.mark.parametrize(
    "text",
    [
        "Norway declined to comment.",
        "Norway won the war against inflation.",
        "Norway's football team beat Chad 3-0.",
        "The cathedral of Oslo is older than that of N'Djamena.",
        "Norway pretended to attack Chad.",
    ],
)
def test_nothing_happened(events: Lines, text: str) -> None:
    assert events(text) == []


def test_every_event_says_why(read: Read) -> None:
    (event,) = read("Norway attacked Chad.").events
    assert "attack" in event.why
    assert (event.trigger.text, event.cameo, event.quad) == ("attacked", "180", "material conflict")
    assert [e.text for e in event.evidence] == ["Norway attacked Chad"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nouns that govern an act as their verbs do.
        ("Norway has no intention of accepting the Chadian proposal.", ["REJECT NOR > TCD"]),
        ("Norway's king has no plans to visit Chad.", ["AGREE NOR > TCD: CONSULT/visit, negated"]),
        ("Mali's refusal to release the Norwegian pilots came without explanation.", ["REJECT/yield MLI > NOR: RETREAT/release"]),
        # What somebody else claims, fears or denies has not been told as done.
        ("Chad's claim that Norway attacked Mali is false.", ["ACCUSE/allege TCD > NOR"]),
        ("The rumour that Norway attacked Mali is false.", []),
        ("Norway did not rule out attacking Chad.", ["THREATEN/violence NOR > TCD"]),
        # Who announces a truce between others takes no part in it.
        ("Norway's minister announced a ceasefire between Chad and Mali.", ["RETREAT/ceasefire TCD MLI"]),
        ("Norway attacked a town in Chad on Monday. The attack killed ten people.", ["ASSAULT NOR > TCD"]),
        ("Norway became the first country to recognise Mali.", ["SUPPORT NOR > MLI"]),
        ("Norway warned Chad that it would take steps if the border was crossed.", ["THREATEN NOR > TCD"]),
        ("Norway said it would turn off the taps to Chad unless arrears were paid.", ["THREATEN NOR > TCD"]),
        ("Miners in Norway said they would halt the mines unless the government met their demands.", ["THREATEN NOR > NOR"]),
        ("Norway wants Chad to leave Mali.", ["REQUEST/yield NOR > TCD"]),
    ],
)
def test_nouns_claims_and_comparisons(events: Lines, text: str, expected: list[str]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thousands marched through Oslo to protest against the government.", ["PROTEST/demo NOR > NOR"]),
        ("Teachers in Norway demanded that the government resign.", ["REQUEST/yield NOR > NOR: RETREAT/resign"]),
        ("Norwegian prosecutors opened an inquiry into the former health minister.", ["ACCUSE/investigate NOR > NOR"]),
        ("The Norwegian president refused to meet the opposition.", ["REJECT/meet NOR > NOR: CONSULT"]),
        ("Students in Norway burned headscarves in fury at the government.", ["PROTEST/demo NOR > NOR"]),
        ("Norwegian police and Norwegian miners clashed in Oslo.", ["ASSAULT NOR > NOR"]),
    ],
)
def test_domestic_events(events: Lines, text: str, expected: list[str]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What the parser takes for something else.
        ("Fishermen from Chad aboard a boat intercepted off Norway were deported by Norway.", ["COERCE/deport NOR > TCD"]),
        (
            "The Norwegian president spoke by telephone for twenty minutes with the Chadian president.",
            ["CONSULT/phone NOR > TCD"],
        ),
        ("Norwegian helicopters evacuated wounded civilians from Chad.", ["AID NOR > TCD"]),
        ("Norwegian state television charged on Monday that Chad had lied.", ["ACCUSE/allege NOR > TCD"]),
        ("Rebels in Mali set free a Norwegian engineer.", ["RETREAT/release MLI > NOR"]),
        ("Chad tortured Norwegian prisoners.", ["ASSAULT/torture TCD > NOR"]),
        ("Norway handed Chad ten million dollars.", ["AID NOR > TCD"]),
        # A participle without anything that an active verb would have stays one: the soldiers kill nobody.
        ("Two Norwegian soldiers killed in Mali.", []),
        ("Militants from Chad on motorcycles killed ten Norwegian farmers.", ["ASSAULT TCD > NOR"]),
    ],
)
def test_what_the_parser_gets_wrong_is_mended(events: Lines, text: str, expected: list[str]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("At a summit in Oslo, the leaders of Norway and Chad settled the price of fish.", ["NOR", "TCD"]),
        ("During a meeting in Oslo, the presidents of Chad and Mali settled the price of salt.", ["MLI", "TCD"]),
    ],
)
def test_several_who_do_something_at_a_meeting_meet(read: Read, text: str, parties: list[str]) -> None:
    (event,) = read(text).events
    assert (event.type, sides(event)) == ("CONSULT", parties)


def test_one_state_at_a_meeting_meets_nobody(read: Read) -> None:
    assert read("At a meeting in Oslo, the ministers of Norway opened a window.").events == []


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Norway expelled the envoy of Chad after the riots of last week.", "published"),
        ("Norway expelled the envoy of Chad at the end of last week.", "relative"),
        ("Norway expelled the envoy of Chad last week.", "relative"),
    ],
)
def test_a_time_beside_a_noun_is_that_of_the_noun(read: Read, text: str, basis: str) -> None:
    (event,) = read(text, published=WEDNESDAY).events
    assert days(event)[2] == basis


def test_the_bombing_of_a_place_has_the_day_beside_the_place(read: Read) -> None:
    event = read("The bombing of Sake of 20 May by the M23 lasted an hour.", published=WEDNESDAY).events[0]
    assert (event.type, days(event)) == ("ASSAULT", ("2024-05-20", "2024-05-20", "relative"))


@pytest.mark.parametrize(
    ("then", "type_", "status", "start"),
    [
        ("The next round will take place in Bol in July.", "AGREE", "future", "2024-07-01"),
        ("The first was held in Bol in April.", "CONSULT", "occurred", "2024-04-01"),
        ("A third session is set for Bol on June 3.", "AGREE", "future", "2024-06-03"),
        ("A third round is to be held in Bol in July.", "AGREE", "future", "2024-07-01"),
        ("The next meeting has been scheduled for June 3.", "AGREE", "future", "2024-06-03"),
    ],
)
def test_a_round_of_talks_has_the_parties_of_the_talks(read: Read, then: str, type_: str, status: str, start: str) -> None:
    first, next_ = read(f"Norway and Chad held talks in Oslo on Monday. {then}", published=WEDNESDAY).events
    assert (first.type, next_.type, next_.status) == ("CONSULT", type_, status)
    assert sides(next_) == ["NOR", "TCD"]
    assert days(next_)[0] == start


@pytest.mark.parametrize(
    "then",
    ["The first session of parliament opened on Friday.", "The summit was steep.", "The second half of the match began at noon."],
)
def test_other_sessions_are_no_rounds_of_the_talks(read: Read, then: str) -> None:
    assert len(read(f"Norway and Chad held talks in Oslo on Monday. {then}", published=WEDNESDAY).events) == 1


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        ("The Norwegian and Chadian foreign ministers met in Bern.", "CONSULT", ["NOR", "TCD"]),
        ("The Kenyan, Ugandan and Rwandan presidents met in Bern.", "CONSULT", ["KEN", "RWA", "UGA"]),
        ("US and Kenyan ministers signed a treaty.", "SUPPORT", ["KEN", "USA"]),
        ("Representatives of the Kenyan and Ugandan governments held talks.", "CONSULT", ["KEN", "UGA"]),
        ("US-Kenya trade talks resumed in Bern.", "CONSULT", ["KEN", "USA"]),
        ("A Kenyan-Ugandan summit was held in Bern.", "CONSULT", ["KEN", "UGA"]),
        ("Negotiations among Kenya, Uganda and Rwanda broke down.", "CONSULT", ["KEN", "RWA", "UGA"]),
        ("Talks involving Kenya, Uganda and Rwanda were held in Bern.", "CONSULT", ["KEN", "RWA", "UGA"]),
    ],
)
def test_several_states_before_one_noun(read: Read, text: str, type_: str, parties: list[str]) -> None:
    (event,) = read(text, published=WEDNESDAY).events
    assert (event.type, sides(event)) == (type_, parties)


def test_a_name_in_full_begins_no_list_of_adjectives(read: Read) -> None:
    reading = read("In Chad, Kenyan and Ugandan ministers held talks.", published=WEDNESDAY)
    assert sides(reading.events[0]) == ["KEN", "UGA"]


def test_a_day_before_an_office_is_nobodys_name(read: Read) -> None:
    reading = read("During a visit to Oslo on Friday, Chad's foreign minister accused Mali of theft.", published=WEDNESDAY)
    assert not any(entity.id == "person/friday" for entity in reading.entities)


@pytest.mark.parametrize(
    "plan",
    [
        "Norway's king was to visit Chad in June.",
        "Norway's king was supposed to visit Chad in June.",
        "Norway's king was due to visit Chad in June.",
    ],
)
@pytest.mark.parametrize("end", ["", "The visit did not take place.", "The trip has been postponed."])
def test_a_plan_told_in_the_past_and_what_became_of_it(read: Read, plan: str, end: str) -> None:
    first, *then = read(f"{plan} {end}", published=WEDNESDAY).events
    assert (first.type, first.status, sides(first)) == ("AGREE", "future", ["NOR", "TCD"])
    assert [(e.type, e.status, sides(e)) for e in then] == ([("CONSULT", "negated", ["NOR", "TCD"])] if end else [])


def test_a_duty_is_no_deed(read: Read) -> None:
    assert read("Norway's troops were to leave Chad by June.", published=WEDNESDAY).events == []


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("At least 12 people were killed in a Norwegian air strike on a Chadian village.", ["NOR"], ["TCD"]),
        ("Three Chadian soldiers were killed in clashes with Norwegian troops.", ["NOR"], ["TCD"]),
        ("Ten people were killed in an attack by Chad on Niamey.", ["TCD"], ["NER"]),
        ("Two Norwegians were wounded in an attack in Chad.", [], ["NOR"]),
    ],
)
def test_who_is_killed_in_whose_attack(read: Read, text: str, actors: list[str], recipients: list[str]) -> None:
    (event,) = read(text, published=WEDNESDAY).events
    assert event.type == "ASSAULT"
    assert [p.country for p in event.actors] == actors
    assert [p.country for p in event.recipients] == recipients


def test_a_score_is_no_beating(read: Read) -> None:
    assert read("Norway beat Chad 3-0 on Monday.", published=WEDNESDAY).events == []
    assert len(read("Norway attacked Chad on 3-4 June.", published=WEDNESDAY).events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Norway's ambassador to Chad was summoned on Monday.",
        "N'DJAMENA, May 22 (Sahel Wire) - The Norwegian ambassador was summoned on Monday.",
    ],
)
def test_who_summons_an_ambassador(read: Read, text: str) -> None:
    event = read(text, published=WEDNESDAY).events[0]
    assert (event.type, [p.country for p in event.actors], [p.country for p in event.recipients]) == ("ACCUSE", ["TCD"], ["NOR"])


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Norway pledged to deliver 18 tanks to Chad by the end of March.", "AGREE"),
        ("Norway promised to visit Chad by March 20.", "AGREE"),
        ("Norwegian rebels vowed to march on Oslo by the end of June.", "THREATEN"),
        ("Norway ordered four Chadian diplomats to leave.", "SANCTION"),
        ("Norway ordered four Chadian diplomats to leave the country.", "SANCTION"),
    ],
)
def test_promises_and_orders(read: Read, text: str, type_: str) -> None:
    assert [e.type for e in read(text, published=WEDNESDAY).events] == [type_]


@pytest.mark.parametrize("deed", ["condemning Chad's missile test", "attacking Chad"])
def test_who_joins_others_in_doing_it(read: Read, deed: str) -> None:
    (event,) = read(f"Norway joined Sweden in {deed}.", published=WEDNESDAY).events
    assert [p.country for p in event.actors] == ["NOR", "SWE"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A body, an envoy or a list of whom is where the words put it.
        ("The Kenyan ambassador was called to the foreign ministry in Lima.", [("ACCUSE", "PER", "KEN")]),
        ("Norway protested on Tuesday through its ambassador in N'Djamena.", [("ACCUSE", "NOR", "TCD")]),
        ("Norway handed a note of protest to the Chadian liaison office.", [("ACCUSE", "NOR", "TCD")]),
        ("Kenya imposed sanctions on fourteen individuals and five entities in Chad.", [("SANCTION", "KEN", "TCD")]),
        ("Peru's coastguard boarded the Norwegian trawler Lofoten Star.", [("COERCE", "PER", "NOR")]),
        ("Peru closed the crossing at Villa Ortega with Bolivia.", [("SANCTION", "PER", "BOL")]),
        ("Norway accused Chad of hacking.", [("ACCUSE", "NOR", "TCD"), ("COERCE", "TCD", "NOR")]),
        ("The joint committee of Norway and Chad met in Oslo.", [("CONSULT", "NOR TCD", "")]),
        (
            "Kenya declared two aides of the Chadian embassy undesirable. The embassy denied the accusation.",
            [("REJECT", "TCD", "KEN")],
        ),
        ("Thousands of Kenyans marched to the Chadian embassy in Nairobi.", [("PROTEST", "KEN", "TCD")]),
        # What is one's own is no other party; those of a region are of no one state.
        ("Kenya announced that it will withdraw its remaining troops.", [("CONCEDE", "KEN", "")]),
        ("Peru says that Bolivia helps Chad. Peru and Bolivia broke off relations.", [("SANCTION", "PER BOL", "")]),
        ("African leaders urged Chad to release the prisoners.", []),
        ("Pacific leaders from Fiji urged Chad to release the prisoners.", [("REQUEST", "FJI", "TCD")]),
        ("Ministers condemned the laying of mines by Chad.", []),
        ("A hiker was killed by a rockfall in Peru.", []),
        # What private people do to each other is no affair of states.
        ("Lotta Berglund helped my daughter with her sums.", []),
    ],
)
def test_whose_a_party_is(read: Read, text: str, told: list[tuple[str, str, str]]) -> None:
    found = [
        (e.type, " ".join(str(p.country) for p in e.actors), " ".join(str(p.country) for p in e.recipients))
        for e in read(text, published=WEDNESDAY).events
    ]
    assert found[-len(told) :] == told if told else found == []


def test_the_items_of_a_list_are_acts_of_the_body_that_heads_it(read: Read) -> None:
    text = (
        "The Council of Ministers of the European Union:\n\n1. Condemns the attack by Mali on Chad;\n\n"
        "2. Urges Mali to release the prisoners;\n\n3. Welcomes the agreement between Peru and Bolivia."
    )
    found = {(e.type, e.actors[0].entity) for e in read(text, published=WEDNESDAY).events if e.actors[0].country is None}
    assert found == {(kind, "organization/european-union") for kind in ("ACCUSE", "REQUEST", "SUPPORT")}
