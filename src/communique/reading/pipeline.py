"""The steps in order: a document becomes a reading. ``read`` for one text, ``read_many`` for a stream."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from communique.errors import DocumentError, LanguageError, UsageError
from communique.knowledge.world import World, load_world
from communique.reading import records_of
from communique.reading.actors import Cast
from communique.reading.circumstances.settle import settle
from communique.reading.circumstances.state import Circumstances
from communique.reading.events.coder import Coder
from communique.reading.merge import merge
from communique.reading.names.find import find_names
from communique.reading.parse import model_name, parse_many
from communique.reading.quotes import find_quotes
from communique.reading.reference.first_person import resolve_first_person, resolve_this_country
from communique.reading.reference.resolve import resolve
from communique.reading.statements.find import find_statements
from communique.reading.times import find_times
from communique.reading.words import Parse
from communique.records import Provenance, Reading
from communique.sources.decode import check_text
from communique.sources.document import Document, Layout
from communique.sources.language import language_of
from communique.sources.load import parse_published
from communique.sources.text import lay_out

BATCH = 64  # documents whose blocks share the model's batches


def read(
    text: str | Document,
    published: date | str | None = None,
    *,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    source_id: str | None = None,
    language: str = "en",
    knowledge: str | Path | None = None,
) -> Reading:
    """Read one text.

    ``published`` is the day of publication (a date or ISO string): relative dates are resolved against it, or stay open.
    ``language`` "en" refuses other languages; "any" tries. ``knowledge``: a folder of your own tables.
    Offsets in the reading count code points of ``text``. Raises DocumentError when the text cannot be
    read, LanguageError when it is in another language, UsageError for a bad date, KnowledgeError for a mistake in a table.
    """
    if isinstance(text, Document):
        document = text
    else:
        day = parse_published(published) if isinstance(published, str) else published
        document = Document(text, source_id, title, day, publisher, url)
    return next(iter(read_many([document], language=language, knowledge=knowledge)))


def read_many(
    documents: Iterable[str | Document | Mapping[str, Any]],
    *,
    language: str = "en",
    on_error: Callable[[DocumentError], None] | None = None,
    knowledge: str | Path | None = None,
    jobs: int = 1,
) -> Iterator[Reading]:
    """Read documents in order with one loaded model, a few at a time: memory does not grow with their number.

    ``jobs`` is how many processes read; each loads its own model, which pays from some hundred documents on.

    Documents are strings, ``Document``s, or mappings with the keys id, text, title, published, publisher, url. One that cannot
    be read is handed to ``on_error`` and the rest go on; without ``on_error`` its DocumentError is raised.
    """
    if language not in ("en", "any"):
        raise UsageError(f"language must be 'en' or 'any', not {language!r}: communique reads English")
    world = load_world(Path(knowledge).resolve() if knowledge is not None else None)
    if jobs > 1:
        from communique.reading.processes import read_in_processes

        yield from read_in_processes(documents, jobs, language=language, on_error=on_error, knowledge=knowledge)
        return

    def prepared() -> Iterator[tuple[Document, Layout]]:
        for given in documents:
            document = given if isinstance(given, Document) else None
            try:
                document = _document(given)
                check_text(document.text, document.source_id)
                found, _ = language_of(document.text)
                if found != "en" and language == "en":
                    raise LanguageError(
                        f"the text is in {found!r}, not English; use --language any (language='any') to try all the same",
                        document.source_id,
                    )
                yield document, lay_out(document, world.place_country)
            except DocumentError as e:
                e.document = document
                if on_error is None:
                    raise
                on_error(e)

    made = provenance(knowledge)
    for parse in parse_many(prepared(), BATCH):
        try:
            reading = read_parse(parse, world, made)
        except Exception as e:
            # A fault of ours must not cost a stream its other documents; without on_error it is raised as it is.
            if on_error is None:
                raise
            message = f"communique failed on this text ({type(e).__name__}: {e}); please report it with the text"
            on_error(DocumentError(message, parse.document.source_id, parse.document))
        else:
            yield reading


def provenance(knowledge: str | Path | None = None) -> Provenance:
    """What a reading made now would say of its making; ``knowledge`` as for ``read``."""
    return Provenance(
        software=f"communique {importlib.metadata.version('communique')}",
        model=model_name(),
        knowledge=load_world(Path(knowledge).resolve() if knowledge is not None else None).version,
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _document(given: str | Document | Mapping[str, Any]) -> Document:
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document(given)
    text = given.get("text")
    if not isinstance(text, str):
        raise DocumentError(
            "a document needs a 'text' that is a string", str(given.get("id")) if given.get("id") is not None else None
        )
    published = given.get("published")
    day = parse_published(published) if isinstance(published, str) and published else published
    id = given.get("id")
    return Document(
        text, str(id) if id is not None else None, given.get("title"), day or None, given.get("publisher"), given.get("url")
    )


def read_parse(parse: Parse, world: World, made: Provenance) -> Reading:
    """All steps after the parse, in the order in which DESIGN lists them."""
    published = parse.document.published or parse.layout.published
    quotes = find_quotes(parse)
    cast = Cast(parse, world, published)
    resolve(cast, find_names(cast))
    times = [t for b in parse.layout.blocks for t in find_times(parse.text, b.start, b.end)]
    statements = find_statements(parse, cast, quotes)
    resolve_this_country(cast, statements)
    coder = Coder(parse, cast, statements)
    drafts = coder.run()
    circumstances = Circumstances(parse, cast, times, published)
    occasions = settle(drafts, statements, circumstances)
    groups, home = merge(drafts, circumstances)
    resolve_first_person(cast, statements)
    return records_of.reading(parse, cast, times, statements, groups, home, occasions, circumstances, published, made)
