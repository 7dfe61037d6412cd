"""How a ledger of an earlier communique becomes one of this: an Alembic revision for each change of the schema."""
