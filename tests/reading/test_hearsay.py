"""What is told without a plain "X said": according to X, in X's words, the claim that, reportedly, it was announced.

And what looks like speech and is none: what was not said, verbs of saying that say nothing, scare quotes and titles.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Entity, Reading

F, K = "ingrid-fjellvang", "idriss-kelleyo"
MINISTRY = "norwegian-foreign-ministry"
FAILED = "the talks had failed"
Lines = Callable[..., list[str]]
Read = Callable[..., Reading]


def bug(reason: str, *values: object) -> object:
    """A case that the reader gets wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def said(reading: Reading) -> list[str]:
    """Statements as speakers | kind | content: for cues of several words, of which more or less may be marked."""
    return [
        " | ".join(
            [
                " + ".join(i.split("/")[-1] for i in (s.speaker, *s.joint) if i is not None) or "-",
                s.kind,
                " ... ".join(span.text for span in s.content),
            ]
        )
        for s in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talks, according to {F}, have failed.", f"{F} | indirect | The talks ... have failed"),
        ('According to {F}, the talks were "a farce".', f'{F} | mixed | the talks were "a farce"'),
        ('According to {F}, "the war is over and we go home".', f"{F} | direct | the war is over and we go home"),
        ('"The war is over," according to {F}.', f"{F} | direct | The war is over,"),
        ("The war is over and, according to {F}, the soldiers are going home.", f"{F} | indirect | the soldiers are going home"),
        ("{F} visited Chad. According to her, the talks have failed.", f"{F} | indirect | the talks have failed"),
        ("{F} visited Chad. According to Fjellvang, the talks have failed.", f"{F} | indirect | the talks have failed"),
        ("According to {F} and {K}, the talks have failed.", f"{F} + {K} | indirect | the talks have failed"),
        (
            "According to a statement by the Norwegian foreign ministry, the talks have failed.",
            f"{MINISTRY} | indirect | the talks have failed",
        ),
        (
            "According to the Norwegian foreign ministry's website, the talks have failed.",
            f"{MINISTRY} | indirect | the talks have failed",
        ),
        (
            "The number of refugees doubled, according to the United Nations.",
            "united-nations | indirect | The number of refugees doubled",
        ),
        ("According to reports, the talks have failed.", "- | indirect | the talks have failed"),
    ],
)
def test_according_to(read: Read, text: str, expected: str) -> None:
    assert said(read(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "According to two diplomats, the talks have failed.",
        "According to {F}, the talks have failed.",
        "According to Fjellvang, the talks have failed.",
    ],
)
def test_the_cue_of_according_to(read: Read, text: str) -> None:
    (statement,) = read(text).statements
    assert statement.cue is not None
    assert statement.cue.text == "According to"


@pytest.mark.parametrize(
    "text",
    [
        "The talks went according to plan.",
        "The ships were built according to the rules of the treaty.",
        "The ships sail in the order according to their size.",
        "Seats at the table are given according to rank.",
        "The refugees will be settled according to their wishes.",
    ],
)
def test_according_to_nobody(statements: Lines, text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('As {F} put it, "the talks are a farce".', f"{F} | direct | the talks are a farce"),
        ('As {F} put it: "The talks are a farce."', f"{F} | direct | The talks are a farce."),
        ('"The talks are a farce," as {F} put it.', f"{F} | direct | The talks are a farce,"),
        ('The war was, as {F} put it, "a tragedy without heroes".', f"{F} | direct | a tragedy without heroes"),
        ('The war was "a tragedy without heroes", as {F} put it.', f"{F} | direct | a tragedy without heroes"),
        bug(
            "a verb between the aside and its quote",
            'The war, as {F} put it, was "a tragedy without heroes".',
            f"{F} | direct | a tragedy without heroes",
        ),
        ("As {F} said, the talks had failed.", f"{F} | indirect | {FAILED}"),
        ("The talks, as {F} noted, had failed.", f"{F} | indirect | The talks ... had failed"),
        ("As {F} told reporters, the talks had failed.", f"{F} | indirect | {FAILED}"),
        ("The talks had failed, as {F} admitted on Tuesday.", f"{F} | indirect | The talks had failed"),
    ],
)
def test_as_somebody_put_it(read: Read, text: str, expected: str) -> None:
    assert said(read(text)) == [expected]


GIFT, LONG_GIFT = "a gift to the rebels", "a gift to the rebels and to their friends"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (f'{{F}} visited Chad. The accord is, in her words, "{GIFT}".', F, GIFT),
        (f'{{F}} visited Chad. The accord is, in Fjellvang\'s words, "{GIFT}".', F, GIFT),
        (f'{{F}} visited Chad. In her words, the accord is "{LONG_GIFT}".', F, LONG_GIFT),
        (f'{{F}} visited Chad. In Fjellvang\'s words, the accord is "{LONG_GIFT}".', F, LONG_GIFT),
        (f'{{F}} visited Chad. The accord, in Fjellvang\'s words, is "{LONG_GIFT}".', F, LONG_GIFT),
        (f'In the words of {{F}}, the accord is "{LONG_GIFT}".', F, LONG_GIFT),
        (f'In the words of one diplomat, the accord is "{LONG_GIFT}".', "diplomat", LONG_GIFT),
        (f'{{F}} visited Chad. In her words, the accord is "{GIFT}".', F, GIFT),
        (f'{{F}} visited Chad. The accord, in her words, is "{GIFT}".', F, GIFT),
        (f'In the words of {{F}}, the accord is "{GIFT}".', F, GIFT),
        bug(
            "the quote is parsed as an apposition to the name before it",
            f'The accord is, in the words of {{F}}, "{GIFT}".',
            F,
            GIFT,
        ),
    ],
)
def test_in_the_words_of_somebody(read: Read, text: str, speaker: str, content: str) -> None:
    assert said(read(text)) == [f"{speaker} | direct | {content}"]


ATTACK = "Mali had attacked a village"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{F}} visited Chad. Her claim that {ATTACK} was false.", f"{F} | indirect | claim | {ATTACK}"),
        (f"Norway's claim that {ATTACK} was false.", f"NOR | indirect | claim | {ATTACK}"),
        (f"The claim by {{F}} that {ATTACK} was false.", f"{F} | indirect | claim | {ATTACK}"),
        (
            "{K} visited Oslo. His warning that the war would spread was ignored.",
            f"{K} | indirect | warning | the war would spread",
        ),
        ("{K} visited Oslo. His threat to leave the talks was ignored.", f"{K} | indirect | threat | to leave the talks"),
        ("Norway's promise to send doctors to Chad was kept.", "NOR | indirect | promise | to send doctors to Chad"),
        ("{F} visited Chad. Her promise to send doctors was kept.", f"{F} | indirect | promise | to send doctors"),
        ("Norway's refusal to send doctors was criticised.", "NOR | indirect | refusal | to send doctors"),
        ("Chad's call for talks with Mali was ignored.", "TCD | indirect | call | talks with Mali"),
        (
            "{F} and {K} met in Oslo. Their call for a ceasefire in Mali was ignored.",
            f"{F} + {K} | indirect | call | a ceasefire in Mali",
        ),
        (
            "{F} and {K} met in Oslo. Their demand that Mali withdraw its troops was ignored.",
            f"{F} + {K} | indirect | demand | Mali withdraw its troops",
        ),
    ],
)
def test_nouns_of_saying(statements: Lines, text: str, expected: str) -> None:
    assert statements(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The claim that the talks had failed was false.",
        "The fact that the talks had failed was known in Chad.",
        "The claim to the island was old.",
        "Chad's call to the embassy was not answered.",
        "Norway's offer of doctors to Chad came late.",
        "The promise of the young state of Chad was great.",
    ],
)
def test_nouns_without_a_speaker_or_a_content(statements: Lines, text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels are believed to have left the town.", "- | indirect | believed | The rebels ... to have left the town"),
        ("The rebels are thought to be planning an attack.", "- | indirect | thought | The rebels ... to be planning an attack"),
        ("The rebels are said to have left the town.", "- | indirect | said | The rebels ... to have left the town"),
        ("The rebels were reported to have left the town.", "- | indirect | reported | The rebels ... to have left the town"),
        (
            "The rebels are alleged to have burned three villages.",
            "- | indirect | alleged | The rebels ... to have burned three villages",
        ),
        (
            "The rebels are understood to be planning an attack.",
            "- | indirect | understood | The rebels ... to be planning an attack",
        ),
        ("Chad's army allegedly shelled a village.", "- | indirect | allegedly | Chad's army ... shelled a village"),
        ("Chad's president reportedly left the capital.", "- | indirect | reportedly | Chad's president ... left the capital"),
        ("Reportedly, Chad has closed its embassy in Oslo.", "- | indirect | Reportedly | Chad has closed its embassy in Oslo"),
        ("Chad reportedly shelled a village.", "- | indirect | reportedly | Chad ... shelled a village"),
        (
            "Chad has reportedly closed its embassy in Oslo.",
            "- | indirect | reportedly | Chad has ... closed its embassy in Oslo",
        ),
        ("The minister has reportedly resigned.", "- | indirect | reportedly | The minister has ... resigned"),
        ("Chad's army allegedly attacked a village.", "- | indirect | allegedly | Chad's army ... attacked a village"),
    ],
)
def test_hearsay(statements: Lines, text: str, expected: str) -> None:
    assert statements(text) == [expected]


GO_ON = "the talks would go on in Oslo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"It was announced that {GO_ON}.", f"- | indirect | announced | {GO_ON}"),
        (f"It was announced on Monday that {GO_ON}.", f"- | indirect | announced | {GO_ON}"),
        (f"It was reported that {GO_ON}.", f"- | indirect | reported | {GO_ON}"),
        (f"It was claimed that {GO_ON}.", f"- | indirect | claimed | {GO_ON}"),
        (f"It was stressed that {GO_ON}.", f"- | indirect | stressed | {GO_ON}"),
        ("It is said that the talks will go on.", "- | indirect | said | the talks will go on"),
        ("It has been alleged that Chad attacked a village.", "- | indirect | alleged | Chad attacked a village"),
        (f"It was agreed by Norway and Chad that {GO_ON}.", f"NOR + TCD | indirect | agreed | {GO_ON}"),
        (f"It was agreed that {GO_ON}.", f"- | indirect | agreed | {GO_ON}"),
        (f"It was agreed at the meeting that {GO_ON}.", f"- | indirect | agreed | {GO_ON}"),
    ],
)
def test_it_was_announced(statements: Lines, text: str, expected: str) -> None:
    assert statements(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"The Norwegian foreign ministry issued a statement saying that {FAILED}.",
            f"{MINISTRY} | indirect | saying | {FAILED}",
        ),
        (
            f"The Norwegian foreign ministry released a statement, saying that {FAILED}.",
            f"{MINISTRY} | indirect | saying | {FAILED}",
        ),
        (
            f"The Norwegian foreign ministry issued a statement which said that {FAILED}.",
            f"{MINISTRY} | indirect | said | {FAILED}",
        ),
        (f"A statement by the Norwegian foreign ministry said that {FAILED}.", f"{MINISTRY} | indirect | said | {FAILED}"),
        (f"Norway sent Chad a letter saying that {FAILED}.", f"NOR | indirect | saying | {FAILED}"),
        (f"A statement said that {FAILED}.", f"- | indirect | said | {FAILED}"),
        (f"The report said that {FAILED}.", f"- | indirect | said | {FAILED}"),
        ("A letter warned that the talks would fail.", "- | indirect | warned | the talks would fail"),
        bug(
            "the clause runs on into the verb of the main one",
            f"A statement saying that {FAILED} was published in Oslo.",
            f"- | indirect | saying | {FAILED}",
        ),
    ],
)
def test_papers_that_speak(statements: Lines, text: str, expected: str) -> None:
    assert statements(text) == [expected]


@pytest.mark.parametrize(
    ("text", "words", "content"),
    [
        ("Sources say that the talks have failed.", "Sources", "the talks have failed"),
        ("Sources close to the talks said that they had failed.", "Sources", "they had failed"),
        (f"Diplomatic sources said that {FAILED}.", "sources", FAILED),
        (f"Two diplomats said that {FAILED}.", "diplomats", FAILED),
        ("Witnesses said that the soldiers had fled.", "Witnesses", "the soldiers had fled"),
        ("People familiar with the talks said that they had failed.", "People", "they had failed"),
        ("Critics say the accord rewards the rebels.", "Critics", "the accord rewards the rebels"),
        ("Many observers believe that the talks will fail.", "observers", "the talks will fail"),
        ("The talks with Chad have failed, according to two diplomats.", "diplomats", "The talks with Chad have failed"),
    ],
)
def test_unnamed_sources_are_nobody_known(read: Read, text: str, words: str, content: str) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert [span.text for span in statement.content] == [content]
    assert statement.speaker_span is not None
    assert words in statement.speaker_span.text
    speaker: Entity = next(e for e in reading.entities if e.id == statement.speaker)
    assert (speaker.kind, speaker.country, speaker.known) == ("other", None, False)


def test_a_source_of_a_ministry_speaks_for_its_state(read: Read) -> None:
    reading = read(f"A source at the Norwegian foreign ministry said that {FAILED}.")
    (statement,) = reading.statements
    speaker = next(e for e in reading.entities if e.id == statement.speaker)
    assert (speaker.kind, speaker.known) == ("other", False)
    assert speaker.id != f"other/{MINISTRY}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Asked if Norway would leave Chad, {F} said no decision had been taken.",
            f"{F} | indirect | no decision had been taken",
        ),
        (
            "When asked whether Norway would leave Chad, {F} said no decision had been taken.",
            f"{F} | indirect | no decision had been taken",
        ),
        (
            "Asked by a reporter whether Norway would leave, {F} answered that no decision had been taken.",
            f"{F} | indirect | no decision had been taken",
        ),
        ("Asked what Norway would do next, {F} said that she would go home.", f"{F} | indirect | she would go home"),
        (
            '{F} visited Chad. Asked whether Norway would pay, she said: "Not a single krone more."',
            f"{F} | direct | Not a single krone more.",
        ),
        (
            '{F} visited Chad. "Not a single krone more," she replied when asked whether Norway would pay.',
            f"{F} | direct | Not a single krone more,",
        ),
    ],
)
def test_answers_have_no_part_of_the_question(read: Read, text: str, expected: str) -> None:
    assert said(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{K}} said through an interpreter that {FAILED}.", f"{K} | indirect | {FAILED}"),
        (f"{{K}}, through an interpreter, said that {FAILED}.", f"{K} | indirect | {FAILED}"),
        (f"{{K}} told reporters through an interpreter that {FAILED}.", f"{K} | indirect | {FAILED}"),
        (f"Speaking through an interpreter, {{K}} said that {FAILED}.", f"{K} | indirect | {FAILED}"),
        ('"The talks have failed," {K} said through an interpreter.', f"{K} | direct | The talks have failed,"),
        ('"The talks have failed," {K} said in French through an interpreter.', f"{K} | direct | The talks have failed,"),
        ('"The talks have failed," {K} told reporters through his interpreter.', f"{K} | direct | The talks have failed,"),
        ('"The talks have failed," said {K}, speaking through an interpreter.', f"{K} | direct | The talks have failed,"),
        ('Through an interpreter, {K} said: "The talks have failed."', f"{K} | direct | The talks have failed."),
        ('"The talks have failed," an interpreter quoted {K} as saying.', f"{K} | direct | The talks have failed,"),
    ],
)
def test_interpreters_lend_their_voice_only(read: Read, text: str, expected: str) -> None:
    assert said(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{F}} was reported as saying that {FAILED}.", f"{F} | indirect | {FAILED}"),
        ('"The talks have failed," {F} was quoted as saying.', f"{F} | direct | The talks have failed,"),
        bug(
            "'quoted as saying' takes a quote before it, no clause without marks",
            "The talks have failed, {F} was quoted by a newspaper as saying.",
            f"{F} | indirect | The talks have failed",
        ),
    ],
)
def test_quoted_by_others(read: Read, text: str, expected: str) -> None:
    assert said(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"We want peace," {F} and {K} said in a joint statement.', [F, K]),
        ('"The war must end now," said {F} and {K}.', [F, K]),
        (f"{{F}} met {{K}} in Oslo. The two ministers said that {FAILED}.", [F, K]),
        ("{F} met {K} in Oslo. Both ministers warned that the war would spread.", [F, K]),
        (f"{{F}} met {{K}} in Oslo. They said that {FAILED}.", [F, K]),
        (f"{{F}} met {{K}} in Oslo. Both said that {FAILED}.", [F, K]),
        (f"Norway and Chad said that {FAILED}.", ["NOR", "TCD"]),
        (f"In a joint statement, Norway and Chad said that {FAILED}.", ["NOR", "TCD"]),
        ("In a joint statement, Norway and Chad condemned the attack on the embassy.", ["NOR", "TCD"]),
        ("Norway, Chad and Mali agreed that the border should be opened.", ["NOR", "TCD", "MLI"]),
    ],
)
def test_joint_speakers(read: Read, text: str, speakers: list[str]) -> None:
    (statement,) = read(text).statements
    assert [i.split("/")[-1] for i in (statement.speaker, *statement.joint) if i] == speakers


def test_two_speakers_of_two_things(read: Read) -> None:
    text = "{F} said that the talks had failed, while {K} said that they would go on."
    assert said(read(text)) == [f"{F} | indirect | {FAILED}", f"{K} | indirect | they would go on"]


@pytest.mark.parametrize(
    "text",
    [
        f"He said that {FAILED}.",
        '"The talks have failed and the war will go on until the winter," he said.',
        f"It was announced that {FAILED}.",
        f"A statement said that {FAILED}.",
        "Chad's president reportedly left the capital.",
        "The rebels are believed to have left the town.",
        "Mali had left the talks, it was announced in the evening.",
    ],
)
def test_nobody_is_named(read: Read, text: str) -> None:
    assert [(s.speaker, s.joint) for s in read(text).statements] == [(None, [])]


@pytest.mark.parametrize(
    "text",
    [
        f"{{F}} did not say that {FAILED}.",
        f"{{F}} did not say whether {FAILED}.",
        f"{{F}} would not say that {FAILED}.",
        f"{{F}} would not say whether {FAILED}.",
        "{F} could not say when the talks would end.",
        "{F} said nothing.",
        "{F} said nothing about the talks with Chad.",
        "{F} has said nothing about the talks since Monday.",
        "{F} visited Chad but said nothing to reporters.",
        "{F} declined to comment on the talks with Chad.",
        f"{{F}} stopped short of saying that {FAILED}.",
        f"{{F}} is expected to say that {FAILED}.",
        "{F} will announce that the talks have failed.",
        f"It was not said that {FAILED}.",
        f"It was not announced whether {FAILED}.",
        "The rebels are not believed to have left the town.",
        f"{{F}} was asked whether {FAILED}.",
        f"Reporters asked {{F}} whether {FAILED}.",
        f"{{F}} left Oslo without saying that {FAILED}.",
        f"Neither {{F}} nor {{K}} said that {FAILED}.",
        f"Nobody said that {FAILED}.",
        f"No one in Oslo said that {FAILED}.",
        f"{{F}} was not quoted as saying that {FAILED}.",
    ],
)
def test_what_was_not_said(statements: Lines, text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway denied {K} entry.",
        "Norway denied entry to {K}.",
        "Norway denied the Chadian envoy entry to the country.",
        "{K} was denied entry to Norway.",
        "Norway denied Chad access to the port.",
        "{F} called a meeting of Nordic ministers in Oslo.",
        "{F} called an urgent meeting of the ambassadors of all Nordic states in Oslo.",
        "{F} called off a meeting with the Chadian delegation.",
        "{F} called {K} on Monday evening.",
        "Norway recalled its ambassador to Chad.",
        "Norway recalled its ambassador from Chad for talks in Oslo.",
        "The storm claimed twelve lives in Chad.",
        "The army claimed the hill above the town.",
        "{F} told {K} a joke.",
        "{F} added two spoons of sugar to her tea.",
        "{F} answered the phone in the middle of the night.",
        "{F} offered {K} a cup of black tea.",
        "{F} pointed out the house on the hill to the police.",
        "{F} observed the elections in Chad.",
        "The ferry charged twenty kroner a head.",
        "Chad has no say in the matter.",
        "{F} repeated the journey a year later.",
        "{F} noted the number of the car.",
        "{F} argued with {K} for an hour.",
        "That said, the talks with Chad went on.",
    ],
)
def test_verbs_of_saying_that_say_nothing(statements: Lines, text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'The "peace train" left Oslo with two hundred "volunteers" on board.',
        'The so-called "people\'s republic" has no army and no money.',
        'Chad\'s "special representative" visited Oslo.',
        'Norway sent its "doctors without uniforms" to Chad in March.',
        'The choir sang "Fields of Home" in Oslo.',
        'The film "A Night in Oslo" won a prize in Chad.',
        'The trawler "Morning Star of Bodo" left Oslo on Monday.',
        'The frigate "Nordlys" sailed to Chad.',
        '{F} launched the frigate "Pride of the North" in Bergen.',
        '{F} named the ship "The Pride of Oslo".',
        '{K} wrote a book called "The Long Road to Niamey".',
        '{K} is the author of "The Long Road to Niamey".',
        '{K} wrote "The Long Road to Niamey" in prison.',
        '{F} has read "The Winter of the Herons" twice.',
    ],
)
def test_scare_quotes_and_titles(statements: Lines, text: str) -> None:
    assert statements(text) == []
