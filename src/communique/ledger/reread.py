"""Reading everything again with a newer communique; decisions stay, and happenings are made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import batched
from pathlib import Path

from sqlalchemy import Connection, Engine, Select, delete, func, or_, select

from communique.errors import DocumentError
from communique.ledger.copies import settle_first
from communique.ledger.database import reading, writing
from communique.ledger.decide import apply_decisions
from communique.ledger.happenings.merge import merge_happenings
from communique.ledger.identity import together
from communique.ledger.ingest import AT_ONCE, Tally, ingest
from communique.ledger.publishers import country_of_publisher
from communique.ledger.schema import documents, failures, happenings, sightings
from communique.ledger.store import Kept, save
from communique.records import Provenance
from communique.sources.document import Document


def reread(
    engine: Engine,
    *,
    everything: bool = False,
    language: str = "en",
    knowledge: str | Path | None = None,
    on_document: Callable[[Tally], None] = lambda tally: None,
    on_failure: Callable[[DocumentError], None] = lambda error: None,
    on_merged: Callable[[int], None] = lambda left: None,
) -> Tally:
    """Read again the documents that another communique, model or set of tables had read, or ``everything``.

    Returns what was done. What could not be read before is tried again where its text was kept. A document that can no longer be
    read keeps its reading, and ``on_failure`` is told. Stopped anywhere and run again it goes on with those that are left; not so
    with ``everything``.
    """
    from communique.reading.pipeline import provenance, read_many

    tally = Tally()
    now = provenance(knowledge)
    with reading(engine) as connection:
        ids: list[str] = list(connection.execute(_stale(now, everything=everything)).scalars())
        lost = list(_retried(connection))
    for some in batched(ids, AT_ONCE):
        with reading(engine) as connection:
            found = _documents(connection, some)
        waiting = {id(document): key for key, document in found.items()}

        def fail(error: DocumentError, waiting: dict[int, str] = waiting) -> None:
            waiting.pop(id(error.document))
            tally.failed += 1
            on_failure(error)
            on_document(tally)

        done = []
        for one in read_many(found.values(), language=language, on_error=fail, knowledge=knowledge):
            done.append((waiting.pop(next(iter(waiting))), one))
            tally.renewed += 1
            on_document(tally)
        with writing(engine) as connection:
            kept = [Kept(k, r, b"", country_of_publisher(r.document.publisher, r.document.url)) for k, r in done]
            save(connection, kept)
            for k in kept:
                settle_first(connection, k.id)
            apply_decisions(connection, [k.id for k in kept])
    if lost:
        again = ingest(engine, lost, language=language, knowledge=knowledge, on_failure=on_failure)
        tally.added, tally.failed = again.added, tally.failed + again.failed
    if ids:
        # The rules of merging may be newer, too.
        with writing(engine) as connection:
            connection.execute(delete(happenings))
    merge_happenings(engine, on_merged)
    return tally


def stale(engine: Engine, *, everything: bool = False, knowledge: str | Path | None = None) -> int:
    """How many documents a reread would read."""
    from communique.reading.pipeline import provenance

    with reading(engine) as connection:
        wanted = _stale(provenance(knowledge), everything=everything).order_by(None).subquery()
        return connection.execute(select(func.count()).select_from(wanted)).scalar_one()


def _stale(now: Provenance, *, everything: bool) -> Select[str]:
    d = documents.c
    wanted = select(d.id).order_by(d.id)
    other = or_(d.software != now.software, d.model != now.model, d.knowledge != now.knowledge)
    return wanted if everything else wanted.where(other)


def _documents(connection: Connection, ids: tuple[str, ...]) -> dict[str, Document]:
    """Documents as their sightings give them, by id."""
    seen: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(select(sightings).where(sightings.c.document.in_(ids))):
        seen.setdefault(row.document, []).append((row.locator, row.given))
    texts = connection.execute(select(documents.c.id, documents.c.text).where(documents.c.id.in_(ids)).order_by(documents.c.id))
    return {id: together(text, seen.get(id, [])) for id, text in texts}


def _retried(connection: Connection) -> Iterator[Document]:
    """The documents that could not be read and whose texts were kept."""
    for row in connection.execute(select(failures).where(failures.c.text.is_not(None)).order_by(failures.c.locator)):
        document = together(row.text, [(row.locator, row.given or "{}")])
        yield replace(document, locator=row.locator)
