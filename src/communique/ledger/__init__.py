"""The ledger: readings of many documents in one database, and what they tell together."""

from communique.ledger.answer import Answer
from communique.ledger.book import Ledger

__all__ = ["Answer", "Ledger"]
