"""The front door: what ``import communique`` offers."""

from __future__ import annotations

import pytest

import communique


def test_public_names_are_these() -> None:
    # A new public name needs a line in CHANGELOG.md.
    assert communique.__all__ == [
        "CommuniqueError",
        "Document",
        "DocumentError",
        "Ledger",
        "Reading",
        "load",
        "read",
        "read_many",
    ]


@pytest.mark.parametrize("name", communique.__all__)
def test_public_names_exist_and_are_documented(name: str) -> None:
    assert getattr(communique, name).__doc__


def test_other_names_do_not_exist() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        communique.nonsense  # noqa: B018
