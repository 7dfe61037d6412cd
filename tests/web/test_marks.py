"""A text in pieces is the text, and each piece has the marks that lie on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.web.marks import Mark, pieces, token, voices

MARKS = st.lists(
    st.builds(
        Mark, st.integers(-2, 30), st.integers(-2, 30), st.sampled_from(["e1", "e2", "s1"]), st.sampled_from(["act", "said"])
    ),
    max_size=12,
)


@given(text=st.text(max_size=25), marks=MARKS)
def test_every_character_is_in_one_piece_with_its_marks(text: str, marks: list[Mark]) -> None:
    found = pieces(text, marks)
    assert "".join(p.text for p in found) == text
    valid = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    for p in found:
        assert text[p.start : p.end] == p.text
        for at in range(p.start, p.end):
            assert sorted(p.marks, key=repr) == sorted((m for m in valid if m.start <= at < m.end), key=repr)


def test_an_event_inside_a_quote() -> None:
    found = pieces("He said Chad attacked.", [Mark(8, 22, "s1", "said"), Mark(8, 12, "NOR", "name"), Mark(13, 21, "e1", "act")])
    assert [(p.text, p.records) for p in found] == [
        ("He said ", ""),
        ("Chad", "s1:said NOR:name"),
        (" ", "s1:said"),
        ("attacked", "s1:said e1:act"),
        (".", "s1:said"),
    ]


def test_speakers_have_colours_in_their_order() -> None:
    assert voices(["b", None, "a", "b"]) == {"b": 1, "a": 2, None: 0}


def test_an_id_becomes_a_token() -> None:
    assert token("group/the a: b") == "group/the-a--b"
