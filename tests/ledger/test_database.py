"""Opening ledgers: made when new, upgraded when old, refused when newer or something else; read while somebody writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from communique.errors import LedgerError, UsageError
from communique.ledger import Ledger
from communique.ledger.database import HEAD, open_engine, reading, writing
from communique.ledger.schema import metadata
from communique.sources.document import Document


def test_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="communique ingest"):
        Ledger.open(tmp_path / "no.db")
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger.open(tmp_path / "no" / "l.db", create=True)
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path, create=True)


@pytest.mark.parametrize("where", ["mysql://a/b", "https://a.example/l.db", "sqlite://", "postgresql+nothing://a"])
def test_other_addresses_are_refused(where: str) -> None:
    with pytest.raises(UsageError, match="postgresql://user@host/database"):
        Ledger.open(where)


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The king met the president. " * 100)
    with pytest.raises(LedgerError, match="no SQLite database"):
        Ledger.open(tmp_path / "a.txt", create=True)
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE birds (name)")
    with pytest.raises(LedgerError, match="something else"):
        Ledger.open(tmp_path / "other.db", create=True)


def test_a_newer_ledger_is_refused(new_ledger: Callable[[], str]) -> None:
    where = new_ledger()
    engine = open_engine(where, create=True)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerError, match="newer communique"):
        Ledger.open(where)


def test_the_migrations_lead_to_the_schema(new_ledger: Callable[[], str]) -> None:
    """A ledger that went through all revisions has the tables that a new one is made with."""
    from alembic import command

    where = new_ledger()
    engine = create_engine(where.replace("postgresql://", "postgresql+psycopg://") if "://" in where else f"sqlite:///{where}")
    config = Config()
    config.set_main_option("script_location", "communique.ledger:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: not (name or "").startswith("documents_search")}
        )
        differences = [d for d in compare_metadata(context, metadata) if "search" not in str(d)]
    engine.dispose()
    assert differences == []
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    with Ledger.open(where) as ledger:
        ledger.ingest([Document("Norway's king visited Chad.", locator="a")])
        assert len(ledger.search("visiting kings")) == 1


def test_reading_while_somebody_writes(new_ledger: Callable[[], str]) -> None:
    """A reader sees one state from start to end, and neither waits for the other."""
    engine = open_engine(new_ledger(), create=True)
    count = text("SELECT count(*) FROM failures")
    insert = text("INSERT INTO failures (locator, reason, failed_at) VALUES ('a', 'b', 'c')")
    with writing(engine) as writer:
        writer.execute(insert)
        with reading(engine) as reader:
            assert reader.execute(count).scalar() == 0
    with reading(engine) as reader:
        assert reader.execute(count).scalar() == 1
    engine.dispose()


def test_questions_during_an_ingest(new_ledger: Callable[[], str], reports: list[Document]) -> None:
    where = new_ledger()
    Ledger.open(where, create=True).close()
    seen: list[int] = []
    wrong: list[str] = []
    done = threading.Event()

    def ask() -> None:
        with Ledger.open(where) as ledger:
            while not done.is_set():
                seen.append(len(ledger.happenings()))
                ledger.search("river")
                ledger.statements(by="BRA")
            wrong.extend(ledger.check())

    asking = threading.Thread(target=ask)
    asking.start()
    with Ledger.open(where) as ledger:
        for one in reports:
            ledger.ingest([one])
    done.set()
    asking.join()
    assert wrong == []
    assert seen == sorted(seen)
    assert seen[-1] > 50


def test_check_finds_what_is_wrong(ledger: Ledger) -> None:
    assert ledger.check() == []
    breaks = {
        "the digests differ": "UPDATE documents SET text = text || ' ' WHERE id = (SELECT min(id) FROM documents)",
        "its columns differ": "UPDATE events SET status = 'ongoing' WHERE id IN (SELECT min(id) FROM events GROUP BY status)",
        "it counts": "UPDATE happenings SET documents = 7 WHERE id = (SELECT min(id) FROM happenings)",
        "the keys under which": "DELETE FROM event_keys WHERE event = (SELECT min(event) FROM event_keys)",
        "where it was found": "DELETE FROM sightings WHERE document = (SELECT max(document) FROM sightings)",
        "belong to no happening": "UPDATE events SET happening = NULL WHERE id = (SELECT max(id) FROM events)",
    }
    for statement in breaks.values():
        with writing(ledger._engine) as connection:
            connection.execute(text(statement))
    found = "\n".join(ledger.check())
    for said in breaks:
        assert said in found
