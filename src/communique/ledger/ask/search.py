"""Full-text search over titles and texts: words, "phrases in quotes", -without, this OR that."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, bindparam, func, select, text

from communique.errors import UsageError
from communique.ledger.answer import After, Answer, Field
from communique.ledger.ask.common import DocumentRef, first_day, last_day, limited, party, references
from communique.ledger.rows import in_batches
from communique.ledger.schema import entities
from communique.records import Record

# What marks the words that were found in a snippet.
OPEN, CLOSE = "[", "]"
_TOKENS = 24  # of a snippet
_TERM = re.compile(r'(?P<without>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# Ranking looks at every text that matches: of very common words, the latest so many documents are ranked.
_RANKED = 2_000
_DIGITS = 6
_FACETED = 500  # documents of which the facets are counted


class Hit(Record):
    """A document in which the words were found, and a piece of it with the words marked: ``[tariffs]``."""

    document: DocumentRef
    snippet: str


class Share(Record):
    """How many of the documents that were found have something in common: a publisher, a year, somebody whom they name."""

    value: str
    name: str
    count: int


class Facets(Record):
    """By what the documents that were found can be told apart, the most frequent first. ``documents`` is how many were looked at;
    ``all`` whether these are all that hold the words, or only the latest.
    """

    documents: int
    all: bool
    publishers: list[Share]
    years: list[Share]
    parties: list[Share]


class Sought(TypedDict, total=False):
    """What bounds a search: days of publication, words of a publisher's name, and somebody whom the documents name."""

    since: str | None
    until: str | None
    publisher: str | None
    involving: str | None


def search(
    connection: Connection, query: str, *, after: After | None = None, limit: int | None = 20, **sought: Unpack[Sought]
) -> Answer[Hit]:
    """Documents that hold the words of ``query``, the best first: all of them, in any word form of English.

    Of words that very many documents hold, the latest 2,000 are ranked. Raises UsageError for a query without words.
    """
    first = _rank(after)
    values = _values(connection, query, sought) | {"limit": limit + 1 if limit is not None else _RANKED, "first": first}
    found = (_sqlite if connection.dialect.name == "sqlite" else _postgres)(connection, values)
    shown, next = limited(found, limit, lambda hit: (str(first + (limit or 0)), hit[0]))
    where = references(connection, [id for id, _ in shown])
    return Answer([Hit(document=where[id], snippet=" ".join(snippet.split())) for id, snippet in shown], HIT, next)


def facets(connection: Connection, query: str, *, most: int = 12, **sought: Unpack[Sought]) -> Facets:
    """The publishers, years and parties of what ``search`` finds, at most so many of each; raises as that does."""
    values = _values(connection, query, sought)
    matched = _matched(connection, "d.id, d.publisher, d.published", _FACETED + 1)
    found = connection.execute(text(matched), values).all()
    rows = found[:_FACETED]
    publishers = Counter(row.publisher for row in rows if row.publisher)
    years = Counter(row.published[:4] for row in rows if row.published)
    named: Counter[str] = Counter()
    for some in in_batches([row.id for row in rows]):
        counted = select(entities.c.entity, func.count()).where(entities.c.document.in_(some)).group_by(entities.c.entity)
        named.update(dict(connection.execute(counted).all()))
    shares = _first(named, most)
    called = select(entities.c.entity, func.min(entities.c.name)).where(
        entities.c.entity.in_([id for id, _ in shares]), entities.c.document.in_([row.id for row in rows])
    )
    names = dict(connection.execute(called.group_by(entities.c.entity)).all())
    return Facets(
        documents=len(rows),
        all=len(found) <= _FACETED,
        publishers=[Share(value=name, name=name, count=n) for name, n in _first(publishers, most)],
        years=[Share(value=year, name=year, count=n) for year, n in sorted(_first(years, most), reverse=True)],
        parties=[Share(value=id, name=names[id], count=n) for id, n in shares],
    )


def _first(counted: Counter[str], most: int) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]


def _rank(after: After | None) -> int:
    """How many documents stand before those that are asked for: the best first, a page goes on by their number."""
    if after is None:
        return 0
    if not after[0].isdecimal() or len(after[0]) > _DIGITS:
        raise UsageError(f"{after[0]!r} is no number of documents, after which a list could go on")
    return int(after[0])


def _values(connection: Connection, query: str, sought: Sought) -> dict[str, Any]:
    publisher, involving = sought.get("publisher"), sought.get("involving")
    terms = _terms(query)
    return {
        "query": (_match if connection.dialect.name == "sqlite" else _websearch)(terms),
        "since": first_day(sought.get("since")),
        "until": last_day(sought.get("until")),
        "publisher": f"%{publisher.casefold()}%" if publisher else None,
        "party": party(connection, involving) if involving else None,
    }


def _terms(query: str) -> list[tuple[str, bool]]:
    """The terms of a query, each with whether it is to be absent; "OR" stands between alternatives."""
    terms = []
    for found in _TERM.finditer(query):
        words = (found["phrase"] if found["phrase"] is not None else found["word"]).replace("\0", "")
        if words == "OR" and found["phrase"] is None:
            terms.append(("OR", False))
        elif re.search(r"\w", words):
            terms.append((words, found["without"] is not None))
    if not any(not absent and words != "OR" for words, absent in terms):
        raise UsageError(f'{query!r} holds no words to look for; for example: communique search "preferential tariffs" -steel')
    return terms


_FILTERS = """
    AND (CAST(:since AS text) IS NULL OR d.published >= :since)
    AND (CAST(:until AS text) IS NULL OR d.published <= :until)
    AND (CAST(:publisher AS text) IS NULL OR lower(d.publisher) LIKE :publisher)
    AND (CAST(:party AS text) IS NULL OR EXISTS (SELECT 1 FROM entities e WHERE e.document = d.id AND e.entity = :party))"""


def _matched(connection: Connection, columns: str, most: int = _RANKED) -> str:
    """The documents that hold the words, the latest ones where there are very many."""
    if connection.dialect.name == "sqlite":
        return f"""
            SELECT {columns} FROM documents_search JOIN documents d ON d.number = documents_search.rowid
            WHERE documents_search MATCH :query {_FILTERS}
            ORDER BY documents_search.rowid DESC LIMIT {most}"""
    return f"""
            SELECT {columns} FROM documents d, websearch_to_tsquery('english', :query) q
            WHERE d.search @@ q {_FILTERS}
            ORDER BY d.published DESC NULLS LAST LIMIT {most}"""


def _sqlite(connection: Connection, values: dict[str, Any]) -> list[tuple[str, str]]:
    # Two steps: what is ranked is bounded, and only what is shown is cut into snippets.
    matched = _matched(connection, "d.number AS number, d.id AS id, bm25(documents_search, 5.0, 1.0) AS rank")
    ranked = text(f"SELECT number FROM ({matched}) ORDER BY rank, id LIMIT :limit OFFSET :first")
    numbers = list(connection.execute(ranked, values).scalars())
    snippets = text(f"""
        SELECT d.number, d.id, snippet(documents_search, 1, :open, :close, ' … ', {_TOKENS})
        FROM documents_search JOIN documents d ON d.number = documents_search.rowid
        WHERE documents_search MATCH :query AND documents_search.rowid IN :numbers""").bindparams(
        bindparam("numbers", expanding=True)
    )
    shown = {"query": values["query"], "open": OPEN, "close": CLOSE, "numbers": numbers}
    found = {number: (id, snippet) for number, id, snippet in connection.execute(snippets, shown)}
    return [found[number] for number in numbers if number in found]


def _match(terms: list[tuple[str, bool]]) -> str:
    """A query as SQLite's full-text index reads it."""
    wanted: list[str] = []
    for words, absent in terms:
        if words == "OR":
            if wanted:
                wanted.append("OR")
        elif not absent:
            wanted += ["AND"] if wanted and wanted[-1] != "OR" else []
            wanted.append(_quoted(words))
    if wanted[-1] == "OR":
        wanted.pop()
    return f"({' '.join(wanted)})" + "".join(f" NOT {_quoted(words)}" for words, absent in terms if absent)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def _postgres(connection: Connection, values: dict[str, Any]) -> list[tuple[str, str]]:
    matched = _matched(connection, "d.id, d.number, d.search, q")
    statement = text(f"""
        WITH matched AS ({matched}),
             ranked AS (SELECT m.id, m.number, m.q, ts_rank(m.search, m.q) AS rank FROM matched m
                        ORDER BY rank DESC, m.id LIMIT CAST(:limit AS bigint) OFFSET CAST(:first AS bigint))
        SELECT r.id, ts_headline('english', left(d.text, 100000), r.q,
                                 'StartSel={OPEN}, StopSel={CLOSE}, MaxWords={_TOKENS}, MinWords=8, MaxFragments=1')
        FROM ranked r JOIN documents d ON d.number = r.number ORDER BY r.rank DESC, r.id""")
    return [(id, snippet) for id, snippet in connection.execute(statement, values)]


def _websearch(terms: list[tuple[str, bool]]) -> str:
    """A query as PostgreSQL's ``websearch_to_tsquery`` reads it."""
    return " ".join("OR" if words == "OR" else ("-" if absent else "") + f'"{words}"' for words, absent in terms)


HIT: list[Field[Hit]] = [
    Field("published", "string", "Day of publication (ISO).", lambda h: h.document.published, shown=True),
    Field("publisher", "string", "Who published it.", lambda h: h.document.publisher, shown=True),
    Field("title", "string", "Its title.", lambda h: h.document.title, shown=True),
    Field("snippet", "string", "A piece of the text with the words that were found.", lambda h: h.snippet, shown=True),
    Field("document", "string", "Id of the document in this ledger.", lambda h: h.document.id, shown=True),
    Field("url", "string", "Where it was published.", lambda h: h.document.url),
    Field("attribution", "string", "The line with which it is to be credited.", lambda h: h.document.attribution),
]
