"""Errors that communique raises on purpose. Each message says what was wrong, where, and what to do.

CommuniqueError
├── DocumentError       one document cannot be read (others still can)
│   └── LanguageError   it is in a language that communique does not read
├── UsageError          the caller asked for something that does not exist or makes no sense
├── UnknownError        nobody is known by the words that were asked for
├── KnowledgeError      a knowledge file has a mistake: names the file, the entry and the mend
├── LedgerError         a ledger cannot be opened, written or trusted
└── GoldError           a gold document has a mistake
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.sources.document import Document


class CommuniqueError(Exception):
    """Base of all errors that communique raises on purpose."""


class DocumentError(CommuniqueError):
    """A document that cannot be read; ``source`` names its file, line or address, ``document`` is it when there is a text."""

    def __init__(self, message: str, source: str | None = None, document: Document | None = None) -> None:
        self.source = source
        self.document = document
        super().__init__(message)


class LanguageError(DocumentError):
    """A document in a language that communique does not read."""


class UsageError(CommuniqueError):
    """An argument that does not exist or makes no sense."""


class UnknownError(CommuniqueError):
    """Words by which the tables know nobody, or nobody on that day, or that need a text around them."""


class KnowledgeError(CommuniqueError):
    """A knowledge file with a mistake in it."""


class LedgerError(CommuniqueError):
    """A ledger that cannot be opened, written or trusted."""


class GoldError(CommuniqueError):
    """A gold document with a mistake in it."""
