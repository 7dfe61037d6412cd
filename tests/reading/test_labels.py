"""Words that are somebody's without quotation marks: turns of a transcript, posts, a text after a colon, lists of acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Reading

F, K = "ingrid-fjellvang", "idriss-kelleyo"
Lines = Callable[..., list[str]]
Read = Callable[..., Reading]

PRESS = "{F} met the press in Oslo.\n\n"
BOTH = "{F} met {K} in Oslo.\n\n"


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def wrong(*values: object, reason: str) -> object:
    """A case that src gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


LEAVE, STAY, LOSE = "We will leave Chad today.", "No, we will stay in Chad.", "We lose every time we trade."
FAILED = "The talks have failed. Norway will leave Chad in June."


# Transcripts.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nobody is named but by the labels: three turns, of which one label comes again.
        (
            paragraphs(f"HOLTBY: {LEAVE}", f"VALO: {STAY}", "HOLTBY: Then the talks are over."),
            [f"holtby | {LEAVE}", f"valo | {STAY}", "holtby | Then the talks are over."],
        ),
        (
            paragraphs(f"O'BRIEN: {LEAVE}", f"SAINT-CLAIR: {STAY}", "O'BRIEN: Then the talks are over."),
            [f"o-brien | {LEAVE}", f"saint-clair | {STAY}", "o-brien | Then the talks are over."],
        ),
        # Line by line.
        (
            f"HOLTBY: {LEAVE}\nVALO: {STAY}\nHOLTBY: Then the talks are over.",
            [f"holtby | {LEAVE}", f"valo | {STAY}", "holtby | Then the talks are over."],
        ),
        # Labels are last names of who was named above.
        (BOTH + f"FJELLVANG: {LEAVE}", [f"{F} | {LEAVE}"]),
        (BOTH + paragraphs(f"FJELLVANG: {LEAVE}", f"KELLEYO: {STAY}"), [f"{F} | {LEAVE}", f"{K} | {STAY}"]),
        (
            "Dana Holtby and Rada Valo met in Oslo.\n\n"
            + paragraphs(f"HOLTBY: {LEAVE}", f"VALO: {STAY}", "HOLTBY: Then the talks are over."),
            [f"dana-holtby | {LEAVE}", f"valo | {STAY}", "dana-holtby | Then the talks are over."],
        ),
        (BOTH + f"MS. FJELLVANG: {LEAVE}", [f"{F} | {LEAVE}"]),
        (BOTH + f"FOREIGN MINISTER FJELLVANG: {LEAVE}", [f"{F} | {LEAVE}"]),
        (BOTH + f"FJELLVANG, on trade: {LOSE}", [f"{F} | {LOSE}"]),
        wrong(BOTH + f"FJELLVANG (on trade): {LOSE}", [f"{F} | {LOSE}"], reason="the layout reads the label as a dateline"),
        wrong(
            BOTH + paragraphs("FJELLVANG:", LEAVE, "KELLEYO:", STAY),
            [f"{F} | {LEAVE}", f"{K} | {STAY}"],
            reason="a label that is a paragraph by itself is not seen",
        ),
        # The colon before the first label announces no text of its own.
        (
            BOTH + paragraphs("They said:", f"FJELLVANG: {LEAVE}", f"KELLEYO: {STAY}"),
            [f"{F} | {LEAVE}", f"{K} | {STAY}"],
        ),
        # A turn of several sentences is one statement, and what is told in it belongs to it.
        (BOTH + f"FJELLVANG: {LEAVE} Our troops will go in June.", [f"{F} | {LEAVE} Our troops will go in June."]),
        (
            BOTH + "FJELLVANG: We said that Chad attacked Mali. Kelleyo said that Mali attacked Chad.",
            [f"{F} | We said that Chad attacked Mali. Kelleyo said that Mali attacked Chad."],
        ),
        # Whole names and offices, in small letters.
        (
            paragraphs(
                "Question: Will Norway leave Chad?",
                "Ingrid Fjellvang (Norway): The talks have failed.",
                "Idriss Kelleyo (Chad): They have not failed at all.",
                "Ingrid Fjellvang (Norway): Then we will try again.",
            ),
            [
                f"{F} | The talks have failed.",
                f"{K} | They have not failed at all.",
                f"{F} | Then we will try again.",
            ],
        ),
        (
            paragraphs(
                "Press Secretary Valo: The talks have failed.",
                "Reporter: Will Norway leave Chad?",
                "Press Secretary Valo: Our troops will go in June.",
            ),
            ["valo | The talks have failed.", "valo | Our troops will go in June."],
        ),
        (
            BOTH + paragraphs(f"Fjellvang: {LEAVE}", f"Kelleyo: {STAY}", "Fjellvang: Then the talks are over."),
            [f"{F} | {LEAVE}", f"{K} | {STAY}", f"{F} | Then the talks are over."],
        ),
        (
            paragraphs("Spokeswoman: The talks have failed.", "Q: Will Norway leave Chad?", "Spokeswoman: We will go in June."),
            ["spokeswoman | The talks have failed.", "spokeswoman | We will go in June."],
        ),
    ],
)
def test_turns_of_a_transcript(read: Read, text: str, expected: list[str]) -> None:
    found = read(text).statements
    assert [f"{(s.speaker or '-').split('/')[-1]} | {' ... '.join(c.text for c in s.content)}" for s in found] == expected
    assert {(s.kind, s.cue) for s in found} == {("direct", None)}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q", "FJELLVANG"),
        ("Question", "Fjellvang"),
        ("QUESTION", "FJELLVANG"),
        ("Reporter", "Foreign Minister Fjellvang"),
        ("REPORTER", "FOREIGN MINISTER FJELLVANG"),
    ],
)
def test_questions_are_nobodys(read: Read, question: str, answer: str) -> None:
    text = PRESS + paragraphs(
        f"{question}: Will Norway leave Chad?",
        f"{answer}: Our troops will go in June.",
        f"{question}: And the embassy?",
        f"{answer}: It stays open until then.",
    )
    found = read(text).statements
    assert [[span.text for span in s.content] for s in found] == [["Our troops will go in June."], ["It stays open until then."]]
    assert {s.speaker for s in found} == {f"person/{F}"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q:", "A:"),
        ("Question:", "Answer:"),
        ("QUESTION:", "ANSWER:"),
        ("Q.", "A."),
    ],
)
def test_answers_are_whose_turn_was_before(statements: Lines, question: str, answer: str) -> None:
    text = BOTH + paragraphs(
        f"FJELLVANG: {LEAVE}",
        f"{question} And the embassy?",
        f"{answer} It stays open until then.",
        f"KELLEYO: {STAY}",
        f"{question} And the school?",
        f"{answer} It will be closed in June.",
    )
    assert statements(text) == [
        f"{F} | direct | - | {LEAVE}",
        f"{F} | direct | - | It stays open until then.",
        f"{K} | direct | - | {STAY}",
        f"{K} | direct | - | It will be closed in June.",
    ]


@pytest.mark.parametrize(("question", "answer"), [("Q", "A"), ("Question", "Answer"), ("QUESTION", "ANSWER")])
def test_answer_is_nobodys_name(read: Read, question: str, answer: str) -> None:
    text = PRESS + paragraphs(
        f"{question}: Will Norway leave Chad?",
        f"{answer}: Our troops will go in June.",
        f"{question}: And the embassy?",
        f"{answer}: It stays open until then.",
    )
    assert {s.speaker for s in read(text).statements} <= {f"person/{F}", None}
    assert {e.id for e in read(text).entities} <= {f"person/{F}", "NOR", "TCD"}


@pytest.mark.parametrize("label", ["FJELLVANG:", "Fjellvang:", "FJELLVANG, on trade:", "Ingrid Fjellvang:"])
@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("«", "»")])
def test_a_label_before_a_quote(statements: Lines, label: str, opening: str, closing: str) -> None:
    assert statements(PRESS + f"{label} {opening}{LOSE}{closing}") == [f"{F} | direct | - | {LOSE}"]


def test_a_label_goes_before_the_last_speaker(statements: Lines) -> None:
    text = BOTH + paragraphs("“We will leave Chad today,” Fjellvang said.", f"KELLEYO: “{LOSE}”", f"HOLTBY, on trade: “{LOSE}”")
    assert statements(text) == [
        f"{F} | direct | said | We will leave Chad today,",
        f"{K} | direct | - | {LOSE}",
        f"holtby | direct | - | {LOSE}",
    ]


def test_the_label_is_where_the_speaker_stands(read: Read) -> None:
    text = f"Ingrid Fjellvang met the press in Oslo.\n\nFJELLVANG: {LEAVE}"
    (statement,) = read(text).statements
    assert statement.speaker_span is not None
    assert statement.speaker_span.start == text.index("FJELLVANG")
    assert statement.speaker_span.text == "FJELLVANG"


@pytest.mark.parametrize(
    "text",
    [
        # Too few turns for a transcript, of nobody whom the text names.
        f"HOLTBY: {LEAVE}",
        paragraphs(f"HOLTBY: {LEAVE}", f"VALO: {STAY}"),
        paragraphs(f"HOLTBY: {LEAVE}", f"HOLTBY: {STAY}"),
        paragraphs(f"HOLTBY: {LEAVE}", f"VALO: {STAY}", "BREKKHUS: Then the talks are over."),
        PRESS + f"HOLTBY: {LEAVE}",
        # One paragraph whose label is no person, in capitals or not.
        PRESS + "NOTE: The embassy will be closed on Monday and Tuesday.",
        PRESS + "Note: The embassy will be closed on Monday and Tuesday.",
        PRESS + "A Note: The embassy will be closed on Monday and Tuesday.",
        PRESS + "THE FACTS: The embassy was closed on Monday and Tuesday.",
        PRESS + "The Facts: The embassy was closed on Monday and Tuesday.",
        PRESS + "Updated: The embassy was closed on Monday and Tuesday.",
        PRESS + "UPDATE: The embassy was closed on Monday and Tuesday.",
        PRESS + "ANALYSIS: The minister left Oslo on Monday and did not look back.",
        PRESS + "CORRECTION: An earlier version gave the wrong day of the talks.",
        PRESS + "Photo: The minister left Oslo on Monday.",
        PRESS + "BERGEN: The embassy was closed on Monday and Tuesday.",
        PRESS + "The score was clear at the end: Norway won.",
        # Several of them.
        PRESS + paragraphs("THE CLAIM: The embassy stayed open.", "THE FACTS: It was closed.", "THE CLAIM: It opened."),
        PRESS + paragraphs("MONDAY: The minister arrived.", "TUESDAY: The minister left."),
        PRESS + paragraphs("Monday: The minister came.", "Tuesday: The minister left.", "Monday: The minister came back."),
        PRESS + paragraphs("Updated: The road was closed.", "Updated: It was opened.", "Updated: It was closed again."),
        PRESS + paragraphs("WHO: Ingrid Fjellvang", "WHAT: talks on trade", "WHEN: Monday at noon", "WHERE: the embassy in Oslo"),
        # Recipes.
        paragraphs(
            "Ingredients: two eggs, flour and a cup of milk.", "Method: beat the eggs and add the flour.", "Time: an hour."
        ),
        paragraphs(
            "Ingredients: two eggs, a cup of milk.", "Method: beat them.", "Ingredients: three lemons.", "Method: bake it."
        ),
        paragraphs("INGREDIENTS: two eggs, flour and a cup of milk.", "METHOD: beat the eggs and add the flour."),
        paragraphs(
            "FOR THE CAKE: two eggs and a cup of milk.", "FOR THE ICING: sugar and a lemon.", "TO SERVE: a spoon of cream."
        ),
        paragraphs("For the cake: two eggs.", "For the icing: sugar and a lemon.", "For the cake: bake it for an hour."),
    ],
)
def test_a_colon_makes_no_speaker(statements: Lines, text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("NOTE", "WARNING", "NOTE"),
        wrong("CLAIM", "FACTS", "CLAIM", reason="the label 'CLAIM' is parsed as a verb of saying"),
        ("The Claim", "The Facts", "The Claim"),
        ("World Cup", "Ice Hockey", "World Cup"),
        ("STEP ONE", "STEP TWO", "STEP ONE"),
        ("For The Cake", "For The Icing", "For The Cake"),
    ],
)
def test_labels_that_name_nobody_make_no_transcript(statements: Lines, first: str, second: str, third: str) -> None:
    text = paragraphs(f"{first}: The road was closed.", f"{second}: The bridge is open.", f"{third}: It was closed again.")
    assert statements(PRESS + text) == []


# Posts.


@pytest.mark.parametrize("dash", ["—", "–", "-", "--"])
@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Ingrid Fjellvang (@fjellvang)", F),
        ("Fjellvang (@fjellvang)", F),
        ("Foreign Minister Fjellvang (@fjellvang)", F),
        ("Dana Holtby (@holtby)", "dana-holtby"),
        ("Dana Holtby(@holtby)", "dana-holtby"),
        ("Rada Valo (@valo)", "rada-valo"),
    ],
)
def test_a_post_is_its_authors(statements: Lines, dash: str, name: str, speaker: str) -> None:
    post = f"The talks have failed, and we leave Chad. {dash} {name} May 3, 2031"
    assert statements(PRESS + post) == [f"{speaker} | direct | - | The talks have failed, and we leave Chad."]
    assert statements(PRESS + post + "\n\nNobody answered on Monday.") == statements(PRESS + post)


SHORT = "a short post is a heading to the layout when something longer follows"


@pytest.mark.parametrize(
    "post",
    [
        "The talks have failed, and we leave Chad — Ingrid Fjellvang (@fjellvang)",
        "The talks have failed, and we leave Chad\u00a0— Ingrid Fjellvang (@fjellvang) 3 May 2031, 12:30",
        wrong("The talks have failed, and we leave Chad\n\n— Ingrid Fjellvang (@fjellvang) May 3, 2031", reason=SHORT),
        "The talks have failed, and we leave Chad\n— Ingrid Fjellvang (@fjellvang) May 3, 2031",
        "“The talks have failed, and we leave Chad” — Ingrid Fjellvang (@fjellvang) May 3, 2031",
    ],
)
def test_a_post_however_it_is_set(statements: Lines, post: str) -> None:
    text = PRESS + post + "\n\nNobody answered her on Monday."
    assert statements(text) == [f"{F} | direct | - | The talks have failed, and we leave Chad"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The talks have failed, and all of us are about to leave Chad.", "They have not failed at all."),
        wrong("The talks have failed.", "They have not failed at all.", reason=SHORT),
    ],
)
def test_posts_one_after_the_other(statements: Lines, first: str, second: str) -> None:
    text = BOTH + paragraphs(
        f"{first} — Ingrid Fjellvang (@fjellvang) May 3, 2031",
        f"{second} — Idriss Kelleyo (@kelleyo) May 4, 2031",
    )
    assert statements(text) == [f"{F} | direct | - | {first}", f"{K} | direct | - | {second}"]


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Foreign Minister Ingrid Fjellvang (@fjellvang) left Oslo on Monday.",
        "The minister left Oslo on Monday (@fjellvang).",
        "The minister left Oslo for Chad — by train — on Monday.",
        "She met the minister of Chad, a well-known politician (@kelleyo), in Oslo on Monday.",
        "Norway and Chad held their talks on 5–7 May in Oslo, with the ministry (@norway).",
        "The minister who left Oslo on Monday — Ingrid Fjellvang (@fjellvang) on X — met the press.",
    ],
)
def test_a_handle_makes_no_post(statements: Lines, text: str) -> None:
    assert statements("Nobody spoke to the press in Oslo.\n\n" + text) == []


# A paragraph that ends with a colon.


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("{F} said on Monday:", f"{F} | direct | said"),
        ("{F} wrote on X:", f"{F} | direct | wrote"),
        ("{F} met {K} in Oslo. Fjellvang told the press on Monday:", f"{F} | direct | told"),
        ("{F} met {K} in Oslo. She added:", f"{F} | direct | added"),
        ("The Norwegian foreign ministry said in a statement:", "norwegian-foreign-ministry | direct | said"),
        ("The Norwegian foreign ministry published this statement:", "norwegian-foreign-ministry | direct | -"),
        ("{F} met the press in Oslo. She read the statement in full:", f"{F} | direct | read"),
        ("{F} left Oslo. Here is the minister's letter:", f"{F} | direct | -"),
        ("{F} left Oslo. Fjellvang's statement in full:", f"{F} | direct | -"),
        ("The statement read in full:", "- | direct | read"),
    ],
)
@pytest.mark.parametrize("after", ["", "\n\nNobody answered on Tuesday."])
def test_a_text_after_a_colon(statements: Lines, before: str, expected: str, after: str) -> None:
    assert statements(f"{before}\n\n{FAILED}{after}") == [f"{expected} | {FAILED}"]


def test_a_text_after_a_colon_is_the_same_in_marks(statements: Lines) -> None:
    assert statements(f"{{F}} said on Monday:\n\n“{FAILED}”") == statements(f"{{F}} said on Monday:\n\n{FAILED}")


def test_only_the_next_paragraph_stands_after_the_colon(statements: Lines) -> None:
    text = BOTH + paragraphs("Kelleyo said:", "The talks have failed.", "The ministers left.", "Fjellvang said:", LEAVE)
    assert statements(text) == [f"{K} | direct | said | The talks have failed.", f"{F} | direct | said | {LEAVE}"]


@pytest.mark.parametrize(
    "text",
    [
        paragraphs("The road to Oslo was closed:", "A tree had fallen on it in the night."),
        paragraphs("There were three of them:", "A bag was found at the embassy."),
        paragraphs("The guests brought the following:", "Two bags of salt and a box of fish were found."),
        paragraphs("The minister did three things in Oslo:", "She opened a school and left at noon."),
        paragraphs("The minister said on Monday:", "## What is next", "A tree had fallen on the road in the night."),
        paragraphs("## What she said:", "A tree had fallen on the road in the night."),
        paragraphs("The minister left Oslo on Monday.", "A tree had fallen on the road in the night."),
        paragraphs("The ministry said nothing on Monday.", "A tree had fallen on the road in the night."),
    ],
)
def test_a_colon_alone_announces_nothing(statements: Lines, text: str) -> None:
    assert statements(PRESS + text) == []


@pytest.mark.parametrize("mark", ["-", "•", "1."])
def test_the_items_of_a_list_after_a_colon_are_treated_alike(read: Read, mark: str) -> None:
    items = ["The talks have failed.", "Norway will leave Chad."]
    text = paragraphs("{F} said on Monday:", *(f"{mark} {item}" for item in items), "Nobody answered on Tuesday.")
    said = [span.text for statement in read(text).statements for span in statement.content]
    assert said in ([], items)


# Lists of what a body did.

COUNCIL = "un-security-council"
MET = "The UN Security Council met in New York on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Council:\n\n- Condemned the attack on Chad.", ["Condemned | the attack on Chad"]),
        (
            "The Council:\n\n- Condemned the attack on Chad.\n\n- Called on both sides to release the prisoners.",
            ["Condemned | the attack on Chad", "Called | both sides to release the prisoners"],
        ),
        (
            "The Council:\n- condemned the attack on Chad;\n- called on both sides to release the prisoners;\n"
            "- welcomed the ceasefire in Mali.",
            [
                "condemned | the attack on Chad",
                "called | both sides to release the prisoners",
                "welcomed | the ceasefire in Mali",
            ],
        ),
        (
            "The Security Council:\n\n• Condemned the attack on Chad.\n\n• Welcomed the ceasefire in Mali.\n\nThey left at noon.",
            ["Condemned | the attack on Chad", "Welcomed | the ceasefire in Mali"],
        ),
        (
            "The Council did the following:\n\nCondemned the attack on Chad.\n\nCalled on both sides to release the prisoners.",
            ["Condemned | the attack on Chad", "Called | both sides to release the prisoners"],
        ),
        (
            "The Council:\n\n1. Urges both sides to release the prisoners;\n\n2. Welcomes the ceasefire in Mali.",
            ["Urges | both sides to release the prisoners", "Welcomes | the ceasefire in Mali"],
        ),
        (
            "The Council:\n\n1. Condemns the attack on Chad;\n\n2. Urges both sides to release the prisoners.",
            ["Condemns | the attack on Chad", "Urges | both sides to release the prisoners"],
        ),
        # A sentence of its own ends the list.
        (
            "The Council:\n\n- Condemned the attack on Chad.\n\nThe members left at noon.\n\n- Welcomed the ceasefire in Mali.",
            ["Condemned | the attack on Chad"],
        ),
    ],
)
def test_lists_of_acts(statements: Lines, text: str, expected: list[str]) -> None:
    found = [line.split(" | ") for line in statements(MET + text)]
    assert [f"{cue} | {content}" for _, _, cue, content in found] == expected
    assert {(speaker, kind) for speaker, kind, _, _ in found} == {(COUNCIL, "indirect")}


def test_the_items_belong_to_the_body_that_heads_them(statements: Lines) -> None:
    text = paragraphs("{F} met {K} in Oslo.", "The Norwegian foreign ministry:", "- Condemned the attack on Chad.")
    assert statements(text) == ["norwegian-foreign-ministry | indirect | Condemned | the attack on Chad"]


@pytest.mark.parametrize(
    "text",
    [
        "- Condemned the attack on Chad.\n\n- Called on both sides to release the prisoners.",
        "The Council:\n\n- An attack on Chad.\n\n- A ceasefire in Mali.",
        "The Council:\n\n- Met in New York.\n\n- Left at noon.",
        "The Council met at noon.\n\n- Condemned prisoners left Chad.\n\n- Called off: the ceasefire in Mali.",
    ],
)
def test_a_list_without_a_head_or_without_a_saying(statements: Lines, text: str) -> None:
    assert statements(MET + text) == []
