"""The tables of a ledger: one schema for SQLite and PostgreSQL.

A record (an event, a statement, a pledge, an entity with its mentions) is kept as the JSON of ``records.py`` in ``record``; the
columns beside it repeat what questions ask for, and ``check.py`` holds the two together. Ids come from content, never from
counting, so that a ledger does not depend on the order in which documents arrived or on how often an ingest was interrupted.
Days are ISO strings, which sort as they should; moments are ISO 8601 in UTC. Columns by which answers are sorted hold "" where no
day is known: the databases sort nulls differently.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _document() -> Column[str]:
    return Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


# Happenings in which people of two sides were in contact, in the words of an index: questions have to use the same.
CONTACTS = "type = 'CONSULT' AND status IN ('occurred', 'ongoing')"

# A text of one publisher. ``number`` is only for the full-text index: it depends on the order of arrival.
documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, index=True),  # document.id of the reading: the sha256 of the text
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("publisher", Text),
    Column("publisher_country", Text),
    Column("url", Text),
    Column("record", Text, nullable=False),  # SourceDocument without its text
    Column("warnings", Text, nullable=False),  # a JSON list
    Column("software", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),  # MinHash of the text
    Column("first", Text, nullable=False, index=True),  # the first document of its family of copies; itself when it has none
    Index("ix_documents_published", "published"),
)

# Where and when a document was found, and what was said of it there. The document's own columns are put together from these.
sightings = Table(
    "sightings",
    metadata,
    _document(),
    Column("locator", Text, nullable=False),
    Column("given", Text, nullable=False),  # JSON: title, published, publisher, url, rights ... as this source gave them
    Column("seen_at", Text, nullable=False),
    Index("ix_sightings_document_locator", "document", "locator", unique=True),
    Index("ix_sightings_locator", "locator"),
)

# What could not be read, with the text where there is one.
failures = Table(
    "failures",
    metadata,
    Column("locator", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("text", Text),
    Column("given", Text),
    Column("failed_at", Text, nullable=False),
)

# Locality-sensitive hashing: documents that share a band may be copies of each other.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
)

copies = Table(
    "copies",
    metadata,
    Column("a", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("b", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("likeness", Float, nullable=False),  # estimated share of word triples in common, 0 to 1
    Index("ix_copies_b", "b"),
)

entities = Table(
    "entities",
    metadata,
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("place", Integer, nullable=False),  # in the order of the reading
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),  # the name without case and diacritics, for looking it up
    Column("country", Text),
    Column("record", Text, nullable=False),
    Index("ix_entities_entity", "entity", "document"),
    Index("ix_entities_key", "key"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    _document(),
    Column("place", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Text),
    Column("occasion", Text),
    Column("said", Text, nullable=False),  # the latest day on which it can have been said; the day of the report when not known
    Column("verdict", Text),
    Column("as_read", Text),  # the record as the reader made it, where an analyst has corrected it
    Column("record", Text, nullable=False),
    Index("ix_statements_document", "document"),
    Index("ix_statements_said", "said", "id"),
)

# Who speaks, to whom, and about whom: entities, and the states for which they stand.
statement_parties = Table(
    "statement_parties",
    metadata,
    Column("party", Text, primary_key=True),
    Column("part", Text, primary_key=True),  # speaker, addressee, about
    Column("said", Text, nullable=False),
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_statement_parties_statement", "statement"),
    Index("ix_statement_parties_said", "party", "part", "said", "statement"),
)

happenings = Table(
    "happenings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("narrated", Boolean, nullable=False),  # at least one report tells it itself
    Column("date_start", Text),
    Column("date_end", Text),
    Column("day", Text, nullable=False),  # for sorting: the earliest day, or else the earliest report's
    Column("place_country", Text),
    Column("confidence", Float, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("countries", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_happenings_day", "day", "id"),
    Index("ix_happenings_contacts", "day", "id", sqlite_where=text(CONTACTS), postgresql_where=text(CONTACTS)),
)

# Who takes part in a happening, and every two of them: the questions "what did A do" and "what passed between A and B".
happening_parties = Table(
    "happening_parties",
    metadata,
    Column("party", Text, primary_key=True),  # an entity, or the state for which it acts
    Column("part", Text, primary_key=True),  # actor, recipient, or party for anybody who takes part
    Column("day", Text, nullable=False),
    Column("happening", Text, ForeignKey("happenings.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_happening_parties_happening", "happening"),
    Index("ix_happening_parties_day", "party", "part", "day", "happening"),
)

happening_pairs = Table(
    "happening_pairs",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("day", Text, nullable=False),
    Column("happening", Text, ForeignKey("happenings.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_happening_pairs_happening", "happening"),
    Index("ix_happening_pairs_day", "a", "b", "day", "happening"),
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    _document(),
    Column("place", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("claimed", Boolean, nullable=False),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("confidence", Float, nullable=False),
    Column("verdict", Text),
    Column("as_read", Text),
    Column("happening", Text, ForeignKey("happenings.id", ondelete="SET NULL")),  # null: to be merged
    Column("record", Text, nullable=False),
    Index("ix_events_document", "document"),
    # Two halves: what is unmerged is asked for in its order, and must not be looked up among the others.
    Index(
        "ix_events_happening",
        "happening",
        sqlite_where=text("happening IS NOT NULL"),
        postgresql_where=text("happening IS NOT NULL"),
    ),
    Index(
        "ix_events_unmerged",
        "date_start",
        "id",
        sqlite_where=text("happening IS NULL"),
        postgresql_where=text("happening IS NULL"),
    ),
    Index(
        "ix_events_undecided",
        "confidence",
        "id",
        sqlite_where=text("verdict IS NULL"),
        postgresql_where=text("verdict IS NULL"),
    ),
)

# Under what an event is looked for when another report may tell of the same: its type and two of its parties, and its days.
event_keys = Table(
    "event_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("date_start", Text),
    Column("date_end", Text),
    Index("ix_event_keys_event", "event"),
    Index("ix_event_keys_days", "key", "date_end", "date_start"),
)

pledges = Table(
    "pledges",
    metadata,
    Column("id", Text, primary_key=True),
    _document(),
    Column("place", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("made", Text, nullable=False),  # the day on which it was given
    Column("due", Text),  # the last day on which it can be kept
    Column("record", Text, nullable=False),
    Index("ix_pledges_document", "document"),
)

pledge_parties = Table(
    "pledge_parties",
    metadata,
    Column("party", Text, primary_key=True),
    Column("part", Text, primary_key=True),  # by, to
    Column("made", Text, nullable=False),
    Column("pledge", Text, ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_pledge_parties_pledge", "pledge"),
    Index("ix_pledge_parties_made", "party", "part", "made", "pledge"),
)

# What analysts decided: rows are only ever added.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("analyst", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("document", Text, ForeignKey("documents.id"), index=True),
    Column("record_id", Text, nullable=False),  # as it was called when the decision was made
    Column("record", Text, nullable=False),  # the record as it was then: a reread finds it again by its words
    Column("change", Text),  # JSON: the fields that a correction sets; the other event of a merge; the decision withdrawn
    Column("reason", Text),
)
