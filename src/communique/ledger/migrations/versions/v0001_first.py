"""The first schema of a ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from communique.ledger.fulltext import create_index

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables and the full-text index."""
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_country", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("software", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("knowledge", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_documents"),
        sa.UniqueConstraint("id", name="uq_documents_id"),
    )
    op.create_index("ix_documents_digest", "documents", ["digest"], unique=False)
    op.create_index("ix_documents_first", "documents", ["first"], unique=False)
    op.create_index("ix_documents_published", "documents", ["published"], unique=False)
    op.create_table(
        "failures",
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("failed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("locator", name="pk_failures"),
    )
    op.create_table(
        "happenings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("narrated", sa.Boolean(), nullable=False),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("countries", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_happenings"),
    )
    op.create_index("ix_happenings_day", "happenings", ["day", "id"], unique=False)
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_bands_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("band", "document", name="pk_bands"),
    )
    op.create_table(
        "copies",
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["documents.id"], name="fk_copies_a", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["documents.id"], name="fk_copies_b", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", name="pk_copies"),
    )
    op.create_index("ix_copies_b", "copies", ["b"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("analyst", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_decisions_document"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_document", "decisions", ["document"], unique=False)
    op.create_table(
        "entities",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_entities_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "entity", name="pk_entities"),
    )
    op.create_index("ix_entities_entity", "entities", ["entity", "document"], unique=False)
    op.create_index("ix_entities_key", "entities", ["key"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("as_read", sa.Text(), nullable=True),
        sa.Column("happening", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_events_document", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["happening"], ["happenings.id"], name="fk_events_happening", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_document", "events", ["document"], unique=False)
    op.create_index(
        "ix_events_happening",
        "events",
        ["happening"],
        unique=False,
        sqlite_where=sa.text("happening IS NOT NULL"),
        postgresql_where=sa.text("happening IS NOT NULL"),
    )
    op.create_index(
        "ix_events_unmerged",
        "events",
        ["date_start", "id"],
        unique=False,
        sqlite_where=sa.text("happening IS NULL"),
        postgresql_where=sa.text("happening IS NULL"),
    )
    op.create_table(
        "happening_pairs",
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("happening", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["happening"], ["happenings.id"], name="fk_happening_pairs_happening", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", "happening", name="pk_happening_pairs"),
    )
    op.create_index("ix_happening_pairs_day", "happening_pairs", ["a", "b", "day", "happening"], unique=False)
    op.create_index("ix_happening_pairs_happening", "happening_pairs", ["happening"], unique=False)
    op.create_table(
        "happening_parties",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("happening", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["happening"], ["happenings.id"], name="fk_happening_parties_happening", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("party", "part", "happening", name="pk_happening_parties"),
    )
    op.create_index("ix_happening_parties_day", "happening_parties", ["party", "part", "day", "happening"], unique=False)
    op.create_index("ix_happening_parties_happening", "happening_parties", ["happening"], unique=False)
    op.create_table(
        "pledges",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_pledges_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pledges"),
    )
    op.create_index("ix_pledges_document", "pledges", ["document"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_sightings_document", ondelete="CASCADE"),
    )
    op.create_index("ix_sightings_document_locator", "sightings", ["document", "locator"], unique=True)
    op.create_index("ix_sightings_locator", "sightings", ["locator"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("as_read", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_statements_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
    )
    op.create_index("ix_statements_document", "statements", ["document"], unique=False)
    op.create_index("ix_statements_said", "statements", ["said", "id"], unique=False)
    op.create_table(
        "event_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_event_keys_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "event", name="pk_event_keys"),
    )
    op.create_index("ix_event_keys_days", "event_keys", ["key", "date_end", "date_start"], unique=False)
    op.create_index("ix_event_keys_event", "event_keys", ["event"], unique=False)
    op.create_table(
        "pledge_parties",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("pledge", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pledge"], ["pledges.id"], name="fk_pledge_parties_pledge", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("party", "part", "pledge", name="pk_pledge_parties"),
    )
    op.create_index("ix_pledge_parties_made", "pledge_parties", ["party", "part", "made", "pledge"], unique=False)
    op.create_index("ix_pledge_parties_pledge", "pledge_parties", ["pledge"], unique=False)
    op.create_table(
        "statement_parties",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statements.id"], name="fk_statement_parties_statement", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("party", "part", "statement", name="pk_statement_parties"),
    )
    op.create_index("ix_statement_parties_said", "statement_parties", ["party", "part", "said", "statement"], unique=False)
    op.create_index("ix_statement_parties_statement", "statement_parties", ["statement"], unique=False)
    create_index(op.get_bind())
