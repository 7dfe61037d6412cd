"""communique reads diplomatic news and official readouts and keeps the record.

Who did what to whom, when and where; who said what about whom, and on which occasion; what was promised; and the very words.

    >>> import communique
    >>> reading = communique.read("Norway's foreign minister visited Chad on Monday.", published="2024-05-22")
    >>> [(e.type, e.modes, e.status) for e in reading.events]
    [('CONSULT', ['visit'], 'occurred')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.errors import CommuniqueError as CommuniqueError
    from communique.errors import DocumentError as DocumentError
    from communique.ledger import Ledger as Ledger
    from communique.reading.pipeline import read as read
    from communique.reading.pipeline import read_many as read_many
    from communique.records import Reading as Reading
    from communique.sources.document import Document as Document
    from communique.sources.load import load as load

# The model and the tables load on first use, not on import: `communique --help` stays quick.
_HOMES = {
    "CommuniqueError": "communique.errors",
    "Document": "communique.sources.document",
    "DocumentError": "communique.errors",
    "Ledger": "communique.ledger",
    "Reading": "communique.records",
    "load": "communique.sources.load",
    "read": "communique.reading.pipeline",
    "read_many": "communique.reading.pipeline",
}

__all__ = ["CommuniqueError", "Document", "DocumentError", "Ledger", "Reading", "load", "read", "read_many"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
