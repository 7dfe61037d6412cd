"""An index by which the least certain records come first at an analyst's desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index."""
    undecided = sa.text("verdict IS NULL")
    op.create_index(
        "ix_events_undecided",
        "events",
        ["confidence", "id"],
        unique=False,
        sqlite_where=undecided,
        postgresql_where=undecided,
    )
