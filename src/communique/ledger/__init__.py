"""The ledger: readings of many documents in one database, and what they tell together."""
