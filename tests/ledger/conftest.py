"""Ledgers for tests: in a SQLite file, and in a PostgreSQL that the tests start for themselves.

PostgreSQL's programs come from Debian's ``postgresql`` (initdb, pg_ctl); where they are missing, the tests that need them are
skipped and say so. The server listens on a socket in a temporary folder and is gone with the tests.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique import samples
from communique.ledger import Ledger
from communique.sources.document import Document

_NUMBERS = itertools.count(1)


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version first."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL, without a database's name."""
    programs = _programs()
    if programs is None or not (programs / "initdb").exists():
        pytest.skip("PostgreSQL is not installed (Debian: postgresql), so nothing is tested on it")
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="communique-pg-", dir="/tmp"))  # a socket's path may have 100 characters
    if root:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
    before = ["runuser", "-u", "postgres", "--"] if root else []
    run = lambda *command: subprocess.run([*before, *command], check=True, capture_output=True, cwd=folder)  # noqa: E731
    run(str(programs / "initdb"), "-D", f"{folder}/data", "-A", "trust", "-U", "communique", "-E", "UTF8", "--locale=C.UTF-8")
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", settings, "start")
    try:
        yield f"postgresql://communique@/{{database}}?host={folder}"
    finally:
        run(str(programs / "pg_ctl"), "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgres(postgres: str) -> Callable[[], str]:
    """Makes an empty database and gives its address."""
    import psycopg

    def make() -> str:
        name = f"ledger_{next(_NUMBERS)}"
        with psycopg.connect(postgres.format(database="postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return postgres.format(database=name)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a ledger that does not exist yet: the test runs for SQLite and for PostgreSQL."""
    if request.param == "postgresql":
        make: Callable[[], str] = request.getfixturevalue("new_postgres")
        return make
    return lambda: str(tmp_path / f"{next(_NUMBERS)}.db")


@pytest.fixture(scope="session")
def reports() -> list[Document]:
    """The sample reports, each found somewhere."""
    return [replace(document, locator=document.source_id) for document in samples.documents()]


@pytest.fixture
def ledger(new_ledger: Callable[[], str], reports: list[Document]) -> Iterator[Ledger]:
    """A ledger with the sample reports in it."""
    with Ledger.open(new_ledger(), create=True) as book:
        book.ingest(reports)
        yield book
