"""The kind of a mention, from its words."""

from __future__ import annotations

import pytest

from communique.evaluation.mention_kinds import MentionKind, kind_of_mention


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("She", MentionKind.PRONOUN),
        ("our", MentionKind.PRONOUN),
        ("his Kenyan counterpart", MentionKind.COUNTERPART),
        ("her hosts", MentionKind.COUNTERPART),
        ("both sides", MentionKind.PAIR),
        ("the latter", MentionKind.PAIR),
        ("Quito", MentionKind.METONYM),
        ("the Kremlin", MentionKind.METONYM),
        ("the Chadian president", MentionKind.OFFICE),
        ("the President of the Republic of Chad", MentionKind.OFFICE),
        ("the former premier", MentionKind.OFFICE),
        ("al-Ruqaishi", MentionKind.NAME),
        ("Mr Solberg", MentionKind.NAME),
        ("the African Union", MentionKind.NAME),
        ("the island", MentionKind.ANAPHOR),
        ("his government", MentionKind.ANAPHOR),
    ],
)
def test_kind(words: str, kind: MentionKind) -> None:
    assert kind_of_mention(words) is kind
