"""An ingest that is killed, or whose disk fills up, ends in the ledger of one that was never disturbed, row for row.

The full measure is ``COMMUNIQUE_KILLS=50 pytest tests/ledger/test_kill.py``: 50 kills of an ingest of 300 documents, for SQLite
and for PostgreSQL each. Without the variable a few kills of a smaller one are tried.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from communique.errors import LedgerError
from communique.ledger import Ledger
from communique.sources.load import load

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("COMMUNIQUE_KILLS", "3"))
DOCUMENTS = 300 if KILLS >= 50 else 48
INGEST = """
import sys
from communique.ledger import Ledger
from communique.sources.load import load
with Ledger.open(sys.argv[2], create=True) as ledger:
    print("ready", flush=True)
    ledger.ingest(load([sys.argv[1]]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two paragraphs each, from the articles that the tests have, with some copies and some that cannot be read."""
    place = tmp_path_factory.mktemp("reports")
    articles = sorted([*(ROOT / "gold").glob("*.txt"), *(ROOT / "statements").glob("*/*.txt")])
    paragraphs = [p.strip() for a in articles for p in re.split(r"\n\s*\n", a.read_text(encoding="utf-8")) if len(p) > 80]
    texts = ["\n\n".join(paragraphs[n : n + 2]) for n in range(0, len(paragraphs) - 2, 2)]
    assert len(texts) >= DOCUMENTS
    for n, text in enumerate(texts[:DOCUMENTS]):
        (place / f"{n:03}.txt").write_text(f"Published: 12 March 2031\n\n{text}\n", encoding="utf-8")
    for n in range(0, DOCUMENTS, 12):
        (place / f"{n:03}-copy.txt").write_bytes((place / f"{n:03}.txt").read_bytes())
        (place / f"{n:03}-update.txt").write_text(
            (place / f"{n:03}.txt").read_text(encoding="utf-8") + "\nMore is expected to follow.\n"
        )
        (place / f"{n:03}-broken.txt").write_bytes(b"\x00\x01\x02")
    return place


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """The digest of a ledger whose ingest nobody disturbed, and how long that took."""
    start = time.monotonic()
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "undisturbed.db", create=True) as ledger:
        ledger.ingest(load([folder]))
        assert ledger.check() == []
        assert ledger.counts()["failures"] == DOCUMENTS // 12
        return ledger.digest(), time.monotonic() - start


def test_killed_at_random_points(new_ledger: Callable[[], str], folder: Path, undisturbed: tuple[str, float]) -> None:
    digest, seconds = undisturbed
    chance = random.Random(7)
    kills, where = 0, new_ledger()
    while True:
        process = subprocess.Popen([sys.executable, "-c", INGEST, str(folder), where], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()  # the ledger is open; what comes now can be killed anywhere
        try:
            process.wait(timeout=chance.uniform(0, seconds / 2) if kills < KILLS else None)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            continue
        finally:
            process.stdout.close()
        assert process.returncode == 0
        with Ledger.open(where) as ledger:
            assert ledger.digest() == digest
            assert ledger.check() == []
        if kills >= KILLS:
            return
        where = new_ledger()  # it came through before the next kill: again, from the start


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Sets how many pages a SQLite file may have, as if the disk were full then; 0 for as many as it likes."""
    pages = 0

    def limit(connection: object, _: object) -> None:
        if pages:
            connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    def allow(count: int) -> None:
        nonlocal pages
        pages = count

    event.listen(Engine, "connect", limit)
    yield allow
    event.remove(Engine, "connect", limit)


def test_a_full_disk(tmp_path: Path, folder: Path, undisturbed: tuple[str, float], small_disk: Callable[[int], None]) -> None:
    where = tmp_path / "full.db"
    Ledger.open(where, create=True).close()
    pages, failures = 80, 0
    while True:
        small_disk(pages)
        said = _try_to_ingest(where, folder)
        if said is None:
            break
        assert "full" in said
        assert "make room" in said
        failures += 1
        pages = int(pages * 1.7)
    assert failures >= 2
    with Ledger.open(where) as ledger:
        assert ledger.digest() == undisturbed[0]
        assert ledger.check() == []


def _try_to_ingest(where: Path, folder: Path) -> str | None:
    try:
        with Ledger.open(where) as ledger:
            ledger.ingest(load([folder]))
    except LedgerError as error:
        return str(error)
    return None


@pytest.fixture
def tiny_mount() -> Iterator[Path]:
    """A file system of one megabyte, in a folder that PostgreSQL may enter."""
    mount = Path(tempfile.mkdtemp(prefix="communique-tiny-"))
    mount.chmod(0o755)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mount)], capture_output=True, check=False)
    if done.returncode != 0:
        mount.rmdir()
        pytest.skip("mounting a small file system takes root")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)
    mount.rmdir()


def test_a_disk_that_is_really_full(tiny_mount: Path, folder: Path, undisturbed: tuple[str, float]) -> None:
    where = tiny_mount / "ledger.db"
    with pytest.raises(LedgerError, match="make room"), Ledger.open(where, create=True) as ledger:
        ledger.ingest(load([folder]))
    subprocess.run(["mount", "-o", "remount,size=64m", str(tiny_mount)], check=True)
    with Ledger.open(where) as ledger:
        ledger.ingest(load([folder]))
        assert ledger.digest() == undisturbed[0]
        assert ledger.check() == []


def test_a_full_disk_under_postgresql(
    new_postgres: Callable[[], str], tiny_mount: Path, folder: Path, undisturbed: tuple[str, float]
) -> None:
    import psycopg

    where = new_postgres()
    space = tiny_mount / "space"
    space.mkdir()
    subprocess.run(["mount", "-o", "remount,size=1700k", str(tiny_mount)], check=True)
    subprocess.run(["chown", "postgres", str(space)], check=True)
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE tiny LOCATION '{space}'")  # type: ignore[arg-type]
        connection.execute(f"ALTER DATABASE {connection.info.dbname} SET default_tablespace = tiny")  # type: ignore[arg-type]
    try:
        with pytest.raises(LedgerError, match="make room"), Ledger.open(where, create=True) as ledger:
            ledger.ingest(load([folder]))
        subprocess.run(["mount", "-o", "remount,size=256m", str(tiny_mount)], check=True)
        with Ledger.open(where) as ledger:
            ledger.ingest(load([folder]))
            assert ledger.digest() == undisturbed[0]
            assert ledger.check() == []
    finally:
        name = where.split("/")[3].split("?")[0]
        with psycopg.connect(where.replace(name, "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name}")  # type: ignore[arg-type]
            connection.execute("DROP TABLESPACE tiny")
