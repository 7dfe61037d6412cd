"""Who said what: sentence -> speaker | kind | cue | content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Reading

F, K = "ingrid-fjellvang", "idriss-kelleyo"
Lines = Callable[..., list[str]]
Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We want peace," {F} said.', f"{F} | direct | said | We want peace,"),
        ('{F} said: "We go home now," on Monday.', f"{F} | direct | said | We go home now,"),
        ('{F} said: "Why?" "Who?"', f"{F} | direct | said | Why? ... Who?"),
        ('"We want peace," said {F}.', f"{F} | direct | said | We want peace,"),
        ('{F} said: "We want peace."', f"{F} | direct | said | We want peace."),
        ('{F} told reporters: "We want peace."', f"{F} | direct | told | We want peace."),
        ('"We want peace," {F} said, "and we want it now."', f"{F} | direct | said | We want peace, ... and we want it now."),
        ('"The war," {F} told reporters, "will not spread."', f"{F} | direct | told | The war, ... will not spread."),
        ('"Norway," said {F}, "has attacked us."', f"{F} | direct | said | Norway, ... has attacked us."),
        ("{F} said that the talks had failed.", f"{F} | indirect | said | the talks had failed"),
        ("{F} said the talks had failed.", f"{F} | indirect | said | the talks had failed"),
        ("The talks with Chad had failed, {F} said.", f"{F} | indirect | said | The talks with Chad had failed"),
        ("The talks, {F} said, had failed.", f"{F} | indirect | said | The talks ... had failed"),
        (
            '{F} said the war was "a tragedy" and that it must end.',
            f'{F} | mixed | said | the war was "a tragedy" and that it must end',
        ),
        ("{F} insisted that Chad was to blame.", f"{F} | indirect | insisted | Chad was to blame"),
        ("{F} wrote on X that the talks had failed.", f"{F} | indirect | wrote | the talks had failed"),
        ("{F} reportedly said that the talks had failed.", f"{F} | indirect | said | the talks had failed"),
    ],
)
def test_direct_indirect_and_mixed(statements: Lines, text: str, expected: str) -> None:
    assert statements(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{F} said the talks had failed, adding that Norway would try again.",
            [f"{F} | indirect | said | the talks had failed", f"{F} | indirect | adding | Norway would try again"],
        ),
        ("{F}, who said the talks had failed, left Oslo.", [f"{F} | indirect | said | the talks had failed"]),
        (
            "{F} met {K}, who promised to release the prisoners.",
            [f"{K} | indirect | promised | to release the prisoners"],
        ),
        ("{F} was quoted as saying that the talks had failed.", [f"{F} | indirect | saying | the talks had failed"]),
        (
            "Norway's foreign ministry summoned Chad's ambassador, who said that his country had done nothing wrong.",
            ["chad-s-ambassador | indirect | said | his country had done nothing wrong"],
        ),
        (
            "It was announced by the Norwegian foreign ministry that the talks had failed.",
            ["norwegian-foreign-ministry | indirect | announced | the talks had failed"],
        ),
        (
            "Asked about the embassy, {F} said no decision had been taken.",
            [f"{F} | indirect | said | no decision had been taken"],
        ),
        (
            "Asked whether Norway would reopen the embassy, {F} said no decision had been taken.",
            [f"{F} | indirect | said | no decision had been taken"],
        ),
    ],
)
def test_participles_relatives_and_passives(statements: Lines, text: str, expected: list[str]) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("According to {F}, the talks with Chad have failed.", F, "the talks with Chad have failed"),
        ("The talks with Chad have failed, according to {F}.", F, "The talks with Chad have failed"),
        (
            "The talks with Chad have failed, according to the Norwegian foreign ministry.",
            "norwegian-foreign-ministry",
            "The talks with Chad have failed",
        ),
        ("{F} urged Chad to release the prisoners.", F, "Chad to release the prisoners"),
        ("{F} called on Chad to release the prisoners.", F, "Chad to release the prisoners"),
        ("{F} demanded that Chad release the prisoners.", F, "Chad release the prisoners"),
        ("{F} accused Chad of violating the ceasefire.", F, "Chad of violating the ceasefire"),
        ("{F} described the talks as constructive and useful.", F, "the talks as constructive and useful"),
        ("{F} described them as constructive and useful.", F, "constructive and useful"),
        ("{F} expressed hope that the talks would succeed.", F, "the talks would succeed"),
        ("{F} hoped that the talks would succeed.", F, "the talks would succeed"),
        ("{F} warned that the talks would fail.", F, "the talks would fail"),
        ("{F} denied that Norway had sold arms to Chad.", F, "Norway had sold arms to Chad"),
        ("{F} promised to send doctors to Chad.", F, "to send doctors to Chad"),
        ("{F} called for talks between Chad and Mali.", F, "talks between Chad and Mali"),
    ],
)
def test_other_cues(read: Read, text: str, speaker: str, content: str) -> None:
    (statement,) = read(text).statements
    assert statement.speaker is not None
    assert statement.speaker.endswith(f"/{speaker}")
    assert [span.text for span in statement.content] == [content]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ingrid Fjellvang, the Norwegian foreign minister, said that the talks had failed.", f"person/{F}"),
        ("Norway's foreign minister, Ingrid Fjellvang, said that the talks had failed.", f"person/{F}"),
        (
            "A spokesman for the Norwegian foreign ministry, Olav Brekkhus, said that the talks had failed.",
            "person/olav-brekkhus",
        ),
        (
            "The spokesman of the Norwegian foreign ministry, Olav Brekkhus, said that the talks had failed.",
            "person/olav-brekkhus",
        ),
        ("Norwegian foreign ministry spokesman Olav Brekkhus said that the talks had failed.", "person/olav-brekkhus"),
        (
            "Olav Brekkhus, a spokesman for the Norwegian foreign ministry, said that the talks had failed.",
            "person/olav-brekkhus",
        ),
        ("The Norwegian foreign ministry said in a statement that the talks had failed.", "other/norwegian-foreign-ministry"),
        ("In a statement, the Norwegian foreign ministry said that the talks had failed.", "other/norwegian-foreign-ministry"),
        ("A senior Norwegian official said the talks had failed.", "other/senior-norwegian-official"),
        ("Norway said that the talks had failed.", "NOR"),
        ("Oslo said that the talks had failed.", "NOR"),
        ("{F} visited Chad. She said that the talks had failed.", f"person/{F}"),
        ("{F} visited Chad. Fjellvang said that the talks had failed.", f"person/{F}"),
        ('{F} visited Chad. "The talks have failed," she said.', f"person/{F}"),
    ],
)
def test_speakers(read: Read, text: str, speaker: str) -> None:
    assert [statement.speaker for statement in read(text).statements] == [speaker]


def test_unnamed_spokesmen_act_for_their_state(read: Read) -> None:
    reading = read("A spokesman for the Norwegian foreign ministry said that the talks had failed.")
    speaker = next(e for e in reading.entities if e.id == reading.statements[0].speaker)
    assert (speaker.country, speaker.known) == ("NOR", False)


def test_two_speakers_of_the_same_words(statements: Lines) -> None:
    assert statements("{F} and {K} said that the talks had failed.") == [f"{F} + {K} | indirect | said | the talks had failed"]


def test_a_speaker_whom_nobody_names_is_null(read: Read) -> None:
    assert [s.speaker for s in read("He said that the talks had failed.").statements] == [None]


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("{F} told {K} that the talks had failed.", [f"person/{K}"]),
        (
            "{F} told her Chadian counterpart, Idriss Kelleyo, that the talks had failed.",
            [f"person/{K}"],
        ),
        ("{F} assured Chad that the loan would be paid.", ["TCD"]),
        ("{F} urged Chad to release the prisoners.", ["TCD"]),
        ("{F} called on Chad to release the prisoners.", ["TCD"]),
        ("{F} warned Chad not to attack Mali.", ["TCD"]),
        ("{F} told reporters that the talks with Chad had failed.", []),
        ("{F} said that Chad had left the talks.", []),
    ],
)
def test_addressees(read: Read, text: str, addressees: list[str]) -> None:
    assert [s.addressees for s in read(text).statements] == [addressees]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The talks have failed," said {F}. "We are leaving."',
            [f"{F} | direct | said | The talks have failed,", f"{F} | direct | - | We are leaving."],
        ),
        (
            '"The talks have failed," said {F}.\n\n"We are leaving Chad at once."',
            [f"{F} | direct | said | The talks have failed,", f"{F} | direct | - | We are leaving Chad at once."],
        ),
        (
            '"The talks have failed," said {F}. "We are leaving," she added.',
            [f"{F} | direct | said | The talks have failed,", f"{F} | direct | added | We are leaving,"],
        ),
        (
            '{F} said: "We want peace and quiet.\n\n"The war must end now.\n\n"It has lasted too long."',
            [
                f"{F} | direct | said | We want peace and quiet.",
                f"{F} | direct | - | The war must end now.",
                f"{F} | direct | - | It has lasted too long.",
            ],
        ),
    ],
)
def test_quotes_without_a_cue_of_their_own(statements: Lines, text: str, expected: list[str]) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{F} did not say that the talks had failed.",
        "{F} never said that the talks had failed.",
        "{F} would say that the talks had failed.",
        "{F} declined to say that the talks had failed.",
        "{F} refused to say whether the talks had failed.",
        "If {F} says that the talks have failed, Chad will leave.",
        "{F} left Oslo without a word.",
        'The "useful" talks went on.',
        "{F} welcomed the delegation at the airport.",
        "{F} dismissed two of her advisers.",
        "{F} avoided saying that the talks had failed.",
        "{F} no longer says that the talks have failed.",
        "Rarely has {F} said that the talks had failed.",
        "Had {F} said that the talks had failed, Chad would leave.",
    ],
)
def test_what_was_not_said_is_no_statement(statements: Lines, text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("{F} met {K} on Monday. During the meeting, Fjellvang said that the talks had failed.", "e1"),
        ("{F} telephoned {K}. In the call, Fjellvang said that the talks had failed.", "e1"),
        ("{F} visited Chad. She said that the talks had failed.", "e1"),
        ("{F} said that the talks had failed.", None),
    ],
)
def test_occasions(read: Read, text: str, occasion: str | None) -> None:
    assert [s.occasion for s in read(text, "2024-05-22").statements] == [occasion]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{F} denied saying that the talks had failed.", "indirect | denied | saying that the talks had failed"),
        ("{F} would later say that the talks had failed.", "indirect | say | the talks had failed"),
        ("{F} met the press. She'd told reporters that the talks had failed.", "indirect | told | the talks had failed"),
    ],
)
def test_what_was_said_all_the_same(statements: Lines, text: str, expected: str) -> None:
    assert statements(text) == [f"{F} | {expected}"]


def test_a_quote_inside_a_turn_belongs_to_it(statements: Lines) -> None:
    turn = 'Chad said "no" and then Norway said the plan was dead.'
    text = f"{{F}} met {{K}} in Oslo.\n\nFJELLVANG: {turn}\n\nKELLEYO: We will leave.\n\nFJELLVANG: We will stay."
    assert statements(text)[0] == f"{F} | direct | - | {turn}"


def test_a_quote_over_three_paragraphs_keeps_its_speaker(statements: Lines) -> None:
    text = '{F} wrote: "We go.\n\n"We stay.\n\n"We win," she added.'
    assert [line.split(" | ")[0] for line in statements(text)] == [F, F, F]
