"""A ledger as a data package: a folder of Parquet tables with their schema, and a README with the licences of the documents.

``datapackage.json`` follows Data Package 1.0 (Frictionless): each table with its fields, their types and what they mean.
"""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import UsageError
from communique.exports.columns import Facts, Kind, Row
from communique.exports.flat import FLAT
from communique.exports.formats import rows_of
from communique.exports.quotes import COLUMNS as QUOTES
from communique.exports.quotes import Quote, quotes_of
from communique.exports.rights import attribution, is_address, licence_of
from communique.exports.write import ParquetTable
from communique.ledger.answer import Field
from communique.ledger.ask.events import HAPPENING
from communique.ledger.ask.show import DECISION
from communique.ledger.happenings.describe import Happening, Source
from communique.records import Entity, Pledge, Reading

if TYPE_CHECKING:
    from communique.ledger.book import Ledger

_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "list": "array"}
_INTEGERS = ("start", "end")
_LISTS = ("speakers", "speaker_ids", "roles", "countries", "addressees")


@dataclass(frozen=True, slots=True)
class _Of[T]:
    """A row of a table: a record and the document in which it stands."""

    document: str
    reading: Reading
    record: T


DOCUMENTS: list[Field[_Of[None]]] = [
    Field("document", "string", "Id of the document in the ledger.", lambda r: r.document),
    Field("digest", "string", "SHA-256 of its text.", lambda r: r.reading.document.id),
    Field("title", "string", "Its title.", lambda r: r.reading.document.title),
    Field("publisher", "string", "Who published it.", lambda r: r.reading.document.publisher),
    Field("published", "string", "Day of publication (ISO).", lambda r: r.reading.document.published),
    Field("published_at", "string", "Moment of publication (ISO 8601).", lambda r: r.reading.document.published_at),
    Field("retrieved_at", "string", "When it was fetched (ISO 8601).", lambda r: r.reading.document.retrieved_at),
    Field("url", "string", "Where it was published.", lambda r: r.reading.document.url),
    Field("language", "string", "ISO 639-1.", lambda r: r.reading.document.language),
    Field("licence", "string", "Its licence; empty where none is known.", lambda r: _licence(r.reading)[0]),
    Field("licence_url", "string", "Address of the licence.", lambda r: _licence(r.reading)[1]),
    Field("attribution", "string", "The line with which it is to be credited.", lambda r: attribution(r.reading.document)),
    Field("characters", "integer", "Length of its text in code points.", lambda r: len(r.reading.document.text)),
    Field("software", "string", "What read it.", lambda r: r.reading.provenance.software),
    Field("model", "string", "With which language model.", lambda r: r.reading.provenance.model),
    Field("knowledge", "string", "With which tables.", lambda r: r.reading.provenance.knowledge),
]
TEXT: Field[_Of[None]] = Field("text", "string", "The text; its rights are its publisher's.", lambda r: r.reading.document.text)
# Of the same text two publishers may have a document each: its digest, which the flat table has, does not tell them apart.
EVENT_DOCUMENT: Field[Row] = Field("document", "string", "Id of the document.", lambda r: r.facts.document if r.facts else None)
CLAIMED_IN: Field[Row] = Field(
    "claimed_in",
    "string",
    "Id of the statement in which it is claimed.",
    lambda r: f"{r.facts.document}-{r.event.claimed_in}" if r.facts and r.event.claimed_in else None,
)
ENTITIES: list[Field[_Of[Entity]]] = [
    Field("document", "string", "Id of the document.", lambda r: r.document),
    Field("entity", "string", "Id: ISO 3166-1 alpha-3 of a state, else kind/slug.", lambda r: r.record.id),
    Field("kind", "string", "state, person, organization, group or other.", lambda r: r.record.kind),
    Field("name", "string", "Its name.", lambda r: r.record.name),
    Field("country", "string", "The state for which it stands.", lambda r: r.record.country),
    Field("sector", "string", "PLOVER sector.", lambda r: r.record.sector),
    Field("office", "string", "The office.", lambda r: r.record.role.title if r.record.role else None),
    Field("known", "boolean", "Whether the tables know it.", lambda r: r.record.known),
    Field("mentions", "integer", "How often the document names it.", lambda r: len(r.record.mentions)),
]
PLEDGES: list[Field[_Of[Pledge]]] = [
    Field("pledge", "string", "Id of the pledge in the ledger.", lambda r: f"{r.document}-{r.record.id}"),
    Field("document", "string", "Id of the document.", lambda r: r.document),
    Field("event", "string", "Id of the event with which it was made.", lambda r: f"{r.document}-{r.record.event}"),
    Field("by", "list", "Ids of who promises.", lambda r: r.record.by),
    Field("to", "list", "Ids of whom to.", lambda r: r.record.to),
    Field("words", "string", "What is promised, verbatim.", lambda r: r.record.what.text),
    Field("due", "string", "By when, in the words of the text.", lambda r: r.record.due.text if r.record.due else None),
    Field("due_end", "string", "The last day for it (ISO).", lambda r: r.record.due.end if r.record.due else None),
    Field("conditional", "boolean", "Whether it hangs on a condition.", lambda r: r.record.conditional),
]
SOURCES: list[Field[tuple[Happening, Source]]] = [
    Field("happening", "string", "Id of the happening.", lambda r: r[0].id),
    Field("event", "string", "Id of the event that tells of it.", lambda r: r[1].event),
    Field("document", "string", "Id of the document in which that stands.", lambda r: r[1].document),
    Field("publisher", "string", "Who published it.", lambda r: r[1].publisher),
    Field("publisher_country", "string", "The publisher's state, where known.", lambda r: r[1].publisher_country),
    Field("copy_of", "string", "The document of which its own is a copy.", lambda r: r[1].copy_of),
    Field("claimed", "boolean", "Whether only somebody in it says so.", lambda r: r[1].claimed),
    Field("status", "string", "Its status there.", lambda r: r[1].status),
    Field("verdict", "string", "What analysts decided on it.", lambda r: r[1].verdict),
]


def _quote_kind(name: str) -> Kind:
    return "integer" if name in _INTEGERS else "list" if name in _LISTS else "string"


def _statements() -> list[Field[_Of[Quote]]]:
    def value(get: Callable[[Quote], Any]) -> Callable[[_Of[Quote]], Any]:
        return lambda r: get(r.record)

    def event(r: _Of[Quote]) -> str | None:
        return f"{r.document}-{r.record.occasion.id}" if r.record.occasion is not None else None

    return [
        Field("statement", "string", "Id of the statement in the ledger.", lambda r: f"{r.document}-{r.record.statement.id}"),
        Field("document", "string", "Id of the document.", lambda r: r.document),
        *(Field(name, _quote_kind(name), meaning, value(get)) for name, (meaning, get) in QUOTES.items() if name != "statement"),
        Field("event", "string", "Id of the event at which it was said.", event),
    ]


def write_package(folder: str | Path, ledger: Ledger, *, texts: bool = False) -> dict[str, int]:
    """Write a ledger as a data package into a new ``folder``; returns the number of rows by table.

    ``texts`` adds the documents' texts, which only their licences allow to pass on. The folder appears when it is whole. Raises
    UsageError when it exists already, and without pyarrow.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"--output {folder}: this exists already; give a new or an empty folder")
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".communique-", dir=target.absolute().parent))
    try:
        counts, licences = _tables(draft, ledger, texts=texts)
        if target.exists():
            target.rmdir()
        draft.chmod(0o755)
        (draft / "datapackage.json").write_text(_description(draft, counts, licences, texts=texts), encoding="utf-8")
        (draft / "README.md").write_text(_readme(counts, licences, texts=texts), encoding="utf-8")
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return counts


def _tables(folder: Path, ledger: Ledger, *, texts: bool) -> tuple[dict[str, int], Counter[tuple[str, str]]]:
    licences: Counter[tuple[str, str]] = Counter()
    fields = _fields(texts=texts)
    with ExitStack() as stack:
        tables = {
            name: stack.enter_context(ParquetTable(folder / f"{name}.parquet", columns)) for name, columns in fields.items()
        }
        for id, reading in ledger.readings():
            name, url = _licence(reading)
            licences[name or "", url or ""] += 1
            known = functools.partial(_facts, ledger.facts(id), id)
            for name in tables_of(texts=texts):
                tables[name].add(*records(name, id, reading, known))
        for h in ledger.all_happenings():
            tables["happenings"].add(h)
            tables["sources"].add(*((h, source) for source in h.sources))
        tables["decisions"].add(*ledger.decisions())
        return {name: table.count for name, table in tables.items()}, licences


def records(name: str, id: str, reading: Reading, facts: Callable[[str], Facts]) -> Iterator[Any]:
    """The rows of a table of ``tables_of`` that the reading of document ``id`` gives."""
    match name:
        case "documents":
            yield _Of(id, reading, None)
        case "entities":
            yield from (_Of(id, reading, e) for e in reading.entities)
        case "pledges":
            yield from (_Of(id, reading, p) for p in reading.pledges)
        case "statements":
            yield from (_Of(id, reading, q) for q in quotes_of(reading, ("direct", "mixed", "indirect")))
        case "events":
            yield from rows_of(reading, "parquet", facts=facts)


def _facts(known: dict[str, Facts], document: str, event: str) -> Facts:
    return known.get(event) or Facts(document)


def tables_of(*, texts: bool) -> dict[str, list[Any]]:
    """The columns of the tables that readings give, by the tables' names."""
    return {
        "documents": [*DOCUMENTS, *([TEXT] if texts else [])],
        "events": [FLAT[0], EVENT_DOCUMENT, *FLAT[1:], CLAIMED_IN],
        "statements": _statements(),
        "pledges": PLEDGES,
        "entities": ENTITIES,
    }


def _fields(*, texts: bool) -> dict[str, list[Any]]:
    read = tables_of(texts=texts)
    merged = {"happenings": HAPPENING, "sources": SOURCES}
    return {"documents": read.pop("documents"), **merged, **read, "decisions": DECISION}


def _licence(reading: Reading) -> tuple[str | None, str | None]:
    return licence_of(reading.document) or (None, None)


# What tells the rows of a table apart, and which of its columns lead to which column of another table.
_KEYS: dict[str, list[str]] = {
    "documents": ["document"],
    "happenings": ["happening"],
    "sources": ["event"],
    "events": ["event_id"],
    "statements": ["statement"],
    "pledges": ["pledge"],
    "entities": ["document", "entity"],
    "decisions": ["decision"],
}
_LINKS: dict[str, dict[str, tuple[str, str]]] = {
    "sources": {
        "happening": ("happenings", "happening"),
        "event": ("events", "event_id"),
        "document": ("documents", "document"),
        "copy_of": ("documents", "document"),
    },
    "events": {
        "document": ("documents", "document"),
        "happening": ("happenings", "happening"),
        "claimed_in": ("statements", "statement"),
    },
    "statements": {"document": ("documents", "document"), "event": ("events", "event_id")},
    "pledges": {"document": ("documents", "document"), "event": ("events", "event_id")},
    "entities": {"document": ("documents", "document")},
}


def _description(folder: Path, counts: dict[str, int], licences: Counter[tuple[str, str]], *, texts: bool) -> str:
    """The package's ``datapackage.json``."""
    resources = [_resource(folder, name, columns, counts[name]) for name, columns in _fields(texts=texts).items()]
    named = [{"name": name, **({"path": url} if is_address(url) else {})} for name, url in sorted(licences) if name]
    package = {
        "profile": "data-package",
        "name": "communique-ledger",
        **({"licenses": named} if named else {}),  # the standard knows no empty list
        "resources": resources,
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(folder: Path, name: str, columns: list[Any], rows: int) -> dict[str, Any]:
    path = folder / f"{name}.parquet"
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    schema: dict[str, Any] = {
        "fields": [{"name": c.name, "type": _TYPES[c.kind], "description": c.meaning} for c in columns],
        "primaryKey": _KEYS[name],
    }
    if name in _LINKS:
        schema["foreignKeys"] = [
            {"fields": field, "reference": {"resource": table, "fields": there}} for field, (table, there) in _LINKS[name].items()
        ]
    return {
        "name": name,
        "path": path.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": schema,
    }


_ABOUT = {
    "documents": "The reports that were read.",
    "happenings": "What they tell, each thing once.",
    "sources": "Which event of which document tells of which happening.",
    "events": "What each document tells.",
    "statements": "Who said what.",
    "pledges": "What was promised.",
    "entities": "Whom each document names.",
    "decisions": "What analysts decided.",
}


def _readme(counts: dict[str, int], licences: Counter[tuple[str, str]], *, texts: bool) -> str:
    return "\n".join(chain(_opening(texts=texts), _of_licences(licences), _of_tables(counts, texts=texts))) + "\n"


def _opening(*, texts: bool) -> Iterator[str]:
    yield "# A ledger of communique"
    yield ""
    yield "Who did what to whom, and who said what, as read from the documents listed in `documents.parquet`. Words and texts"
    yield "are their publishers': whoever passes them on credits each document with its line in the column `attribution`, under"
    yield "its licence."
    if not texts:
        yield "The texts themselves are left out; offsets count their code points."
    yield ""


def _of_licences(licences: Counter[tuple[str, str]]) -> Iterator[str]:
    yield "## Licences"
    yield ""
    yield "| licence | documents |"
    yield "|---|---|"
    for (name, url), count in sorted(licences.items()):
        named = _escaped(" ".join(name.split()))
        shown = f"[{named}]({url})" if is_address(url) else named or "none known: all rights reserved, as far as anybody can tell"
        yield f"| {shown} | {count} |"
    yield ""


def _of_tables(counts: dict[str, int], *, texts: bool) -> Iterator[str]:
    yield "## Tables"
    for name, columns in _fields(texts=texts).items():
        yield ""
        yield f"### {name}.parquet"
        yield ""
        yield f"{_ABOUT[name]} {counts[name]:,} rows."
        yield ""
        yield "| column | type | meaning |"
        yield "|---|---|---|"
        yield from (f"| `{c.name}` | {c.kind} | {_escaped(c.meaning)} |" for c in columns)


def _escaped(words: str) -> str:
    return words.replace("|", "\\|")
