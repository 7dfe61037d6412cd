"""Run by Alembic, in the transaction of ``database.py``, for each upgrade of a ledger."""

from alembic import context

from communique.ledger.schema import metadata

# Batches: SQLite cannot alter a column, so its tables are made anew and filled again.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
