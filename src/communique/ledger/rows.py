"""Rows in and out: what SQLAlchemy says differently for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from communique.ledger.schema import metadata

# SQLite takes 32,766 values a statement, PostgreSQL's protocol 65,535.
AT_ONCE = 5_000


class Rows:
    """Rows for several tables, to be inserted together: a statement a table costs less than one a row."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Mapping[str, Any]]] = {}

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put rows by."""
        self._rows.setdefault(table.name, []).extend(rows)

    def insert(self, connection: Connection) -> None:
        """Insert them all, those that others point at first."""
        for table in metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            if rows:
                connection.execute(table.insert(), rows)


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one that is there already stays as it is."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or write its values over those of the row with the same primary key."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    keys = [column.name for column in table.primary_key]
    statement = dialect.insert(table).values(row)
    rest = {name: value for name, value in row.items() if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def in_batches[T](items: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Items in groups that fit into one statement."""
    return batched(items, AT_ONCE)
