"""The full-text index over titles and texts: FTS5 in SQLite, a tsvector in PostgreSQL. Both know English word forms."""

from __future__ import annotations

from sqlalchemy import Connection

# FTS5 keeps only its index and takes titles and texts from the documents; the triggers keep the two together.
_SQLITE = (
    """CREATE VIRTUAL TABLE documents_search USING fts5(
        title, text, content='documents', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER documents_search_insert AFTER INSERT ON documents BEGIN
        INSERT INTO documents_search(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
    """CREATE TRIGGER documents_search_delete AFTER DELETE ON documents BEGIN
        INSERT INTO documents_search(documents_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
       END""",
    """CREATE TRIGGER documents_search_update AFTER UPDATE OF title, text ON documents BEGIN
        INSERT INTO documents_search(documents_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
        INSERT INTO documents_search(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
)
# A tsvector may have a megabyte: of longer texts the first 400,000 characters are searched.
_POSTGRES = (
    """ALTER TABLE documents ADD COLUMN search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', coalesce(title, '')), 'A')
        || setweight(to_tsvector('english', left(text, 400000)), 'B')) STORED""",
    "CREATE INDEX ix_documents_search ON documents USING gin (search)",
)


def create_index(connection: Connection) -> None:
    """Make the index in a ledger whose tables have just been made."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.exec_driver_sql(statement)
