"""An index of contacts by their day, for the map and the matrix of who met whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CONTACTS = "type = 'CONSULT' AND status IN ('occurred', 'ongoing')"


def upgrade() -> None:
    """Add the index to ledgers made before it."""
    op.create_index(
        "ix_happenings_contacts",
        "happenings",
        ["day", "id"],
        sqlite_where=sa.text(_CONTACTS),
        postgresql_where=sa.text(_CONTACTS),
    )
