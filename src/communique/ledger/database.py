"""Opening a ledger: a SQLite file or a PostgreSQL database, created when new, upgraded when old, refused when newer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from communique.errors import LedgerError, UsageError
from communique.ledger.fulltext import create_index
from communique.ledger.schema import metadata

# The revision of migrations/versions that metadata describes. A test compares the two.
HEAD = "0003"
_VERSION = "alembic_version"
# A writer waits this long for another one; transactions of an ingest take well under a second.
_PATIENCE = 60.0
_WRITES = "communique_writes"
# Connections that stay open, and those that may be opened beside them when many ask at once.
_KEPT, _MORE = 8, 40
# Any number: it names the lock under which PostgreSQL ledgers are written.
_LOCK = 7_266_101


def open_engine(where: str | os.PathLike[str], *, create: bool, serving: bool = False) -> Engine:
    """The engine of the ledger at ``where``, a path or a ``postgresql://`` address, with the schema of this version.

    ``create`` makes a ledger where there is none; without it that is a LedgerError. ``serving`` keeps connections open, for many
    short questions from several threads. An older ledger is upgraded in place. Raises
    LedgerError for one of a newer communique, for a file that is no ledger and for a database that cannot be reached; UsageError
    for an address of another kind, and where the driver of PostgreSQL is not installed.
    """
    url = _url(os.fspath(where))
    path = url.database if url.get_backend_name() == "sqlite" else None
    if path is not None and not create and not Path(path).exists():
        raise LedgerError(f"{path}: there is no ledger here; make one with: communique ingest SOURCE... --ledger {path}")
    if path is not None and Path(path).is_dir():
        raise LedgerError(f"{path} is a folder; a ledger is a file in one")
    if path is not None and not Path(path).absolute().parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {Path(path).absolute().parent}")
    try:
        # A connection of SQLite is cheap to open, and none is kept that another process would have to wait for; but a kept one
        # has the schema, and the pages that were read last, at hand.
        if path is not None and not serving:
            engine = create_engine(url, poolclass=NullPool)
        else:
            engine = create_engine(url, pool_size=_KEPT, max_overflow=_MORE, pool_pre_ping=path is None)
    except ModuleNotFoundError as error:
        raise UsageError("a ledger in PostgreSQL needs its driver: pip install 'communique[postgres]'") from error
    if path is not None:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if serving:
            event.listen(engine, "connect", _share_memory)
    try:
        _bring_up_to_date(engine, _shown(url), create=create)
    except DBAPIError as error:
        engine.dispose()
        raise LedgerError(f"{_shown(url)} cannot be opened: {_reason(error)}") from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing.

    Raises LedgerError, with what to do, when the disk is full or the database cannot be written.
    """
    try:
        with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            _take_turn(connection)
            yield connection
    except OperationalError as error:
        raise LedgerError(f"the ledger cannot be written: {_reason(error)}") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads: one state of the ledger, whatever is written meanwhile.

    Raises LedgerError when the database cannot be read.
    """
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    except OperationalError as error:
        raise LedgerError(f"the ledger cannot be read: {_reason(error)}") from error


def _take_turn(connection: Connection) -> None:
    """Writers come one after the other, in PostgreSQL too: merging looks at what others have just written."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def _url(where: str) -> Any:
    if "://" not in where:
        return make_url("sqlite://").set(database=where)
    try:
        url = make_url(where)
        if url.drivername in ("postgresql", "postgres"):
            return url.set(drivername="postgresql+psycopg")
        if url.drivername == "sqlite" and url.database:
            return url
    except (ArgumentError, NoSuchModuleError):
        pass
    raise UsageError(f"{where.split('://')[0]}:// is no ledger; give a path, or postgresql://user@host/database")


def _shown(url: Any) -> str:
    return str(url.database) if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql").render_as_string()


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not when the driver thinks fit
    connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a decision must not be lost with the power
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")


def _share_memory(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA cache_size = -16384")  # KiB, of each connection that is kept


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its place at once: one that reads first and writes later could be told to start again.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, name: str, *, create: bool) -> None:
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        _take_turn(connection)
        version = _version(connection)  # again: another process may have been quicker
        if version == HEAD:
            return
        tables = set(inspect(connection).get_table_names())
        if version is None and tables & set(metadata.tables):
            raise LedgerError(f"{name} is a database of something else: it has a table of a ledger's name, but is none")
        if version is None and tables and engine.dialect.name == "sqlite":
            raise LedgerError(f"{name} is a database of something else; give another file to --ledger")
        if version is None and not create:
            raise LedgerError(
                f"{name}: there is no ledger in this database; make one with: communique ingest SOURCE... --ledger ..."
            )
        if version is None:
            metadata.create_all(connection)
            create_index(connection)
        _migrate(connection, name, version)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar()
    return found


def _migrate(connection: Connection, name: str, version: str | None) -> None:
    """Bring an older ledger to HEAD, or note in a new one that it is there already."""
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "communique.ledger:migrations")
    config.attributes["connection"] = connection
    if version is None:
        command.stamp(config, HEAD)
        return
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version not in known:
        raise LedgerError(
            f"{name} was made by a newer communique (its schema is {version}, this one knows up to {HEAD}): upgrade communique"
        )
    command.upgrade(config, HEAD)


def _reason(error: DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    if any(words in said for words in ("disk is full", "No space left", "disk I/O error", "free disk space")):
        return f"{said.rstrip('.')}. What was stored before is safe: make room on the disk and run the same command again"
    if "not a database" in said:
        return "the file is no SQLite database; give another file to --ledger"
    if "readonly" in said or "unable to open" in said:
        return f"{said}: may this user write the file and its folder?"
    if "locked" in said:
        return f"another process has been writing for more than {_PATIENCE:.0f} s; run the same command again"
    return said
