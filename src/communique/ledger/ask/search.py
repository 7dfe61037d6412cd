"""Full-text search over titles and texts: words, "phrases in quotes", -without, this OR that."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, bindparam, text

from communique.errors import UsageError
from communique.ledger.answer import Answer, Field
from communique.ledger.ask.common import DocumentRef, first_day, last_day, limited, references
from communique.records import Record

# What marks the words that were found in a snippet.
OPEN, CLOSE = "[", "]"
_TOKENS = 24  # of a snippet
_TERM = re.compile(r'(?P<without>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# Ranking looks at every text that matches: of very common words, the latest so many documents are ranked.
_RANKED = 2_000


class Hit(Record):
    """A document in which the words were found, and a piece of it with the words marked: ``[tariffs]``."""

    document: DocumentRef
    snippet: str


def search(
    connection: Connection,
    query: str,
    *,
    since: str | None = None,
    until: str | None = None,
    publisher: str | None = None,
    limit: int | None = 20,
) -> Answer[Hit]:
    """Documents that hold the words of ``query``, the best first: all of them, in any word form of English.

    Bounded by the day of publication and by a publisher whose name holds the given words. Of words that very many documents hold,
    the latest 2,000 are ranked. Raises UsageError for a query without words.
    """
    terms = _terms(query)
    found = (_sqlite if connection.dialect.name == "sqlite" else _postgres)(
        connection,
        terms,
        {
            "since": first_day(since),
            "until": last_day(until),
            "publisher": f"%{publisher.casefold()}%" if publisher else None,
            "limit": limit + 1 if limit is not None else -1,
        },
    )
    shown, more = limited(found, limit)
    where = references(connection, [id for id, _ in shown])
    return Answer([Hit(document=where[id], snippet=" ".join(snippet.split())) for id, snippet in shown], HIT, more)


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
    AND (:since IS NULL OR d.published >= :since)
    AND (:until IS NULL OR d.published <= :until)
    AND (:publisher IS NULL OR lower(d.publisher) LIKE :publisher)"""


def _sqlite(connection: Connection, terms: list[tuple[str, bool]], values: dict[str, Any]) -> list[tuple[str, str]]:
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
    match = f"({' '.join(wanted)})" + "".join(f" NOT {_quoted(words)}" for words, absent in terms if absent)
    # Two steps: what is ranked is bounded, and only what is shown is cut into snippets.
    ranked = text(f"""
        SELECT number FROM (
            SELECT d.number AS number, d.id AS id, bm25(documents_search, 5.0, 1.0) AS rank
            FROM documents_search JOIN documents d ON d.number = documents_search.rowid
            WHERE documents_search MATCH :match {_FILTERS}
            ORDER BY documents_search.rowid DESC LIMIT {_RANKED})
        ORDER BY rank, id LIMIT :limit""")
    numbers = list(connection.execute(ranked, {**values, "match": match}).scalars())
    snippets = text(f"""
        SELECT d.number, d.id, snippet(documents_search, 1, :open, :close, ' … ', {_TOKENS})
        FROM documents_search JOIN documents d ON d.number = documents_search.rowid
        WHERE documents_search MATCH :match AND documents_search.rowid IN :numbers""").bindparams(
        bindparam("numbers", expanding=True)
    )
    shown = {"match": match, "open": OPEN, "close": CLOSE, "numbers": numbers}
    found = {number: (id, snippet) for number, id, snippet in connection.execute(snippets, shown)}
    return [found[number] for number in numbers if number in found]


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def _postgres(connection: Connection, terms: list[tuple[str, bool]], values: dict[str, Any]) -> list[tuple[str, str]]:
    query = " ".join("OR" if words == "OR" else ("-" if absent else "") + f'"{words}"' for words, absent in terms)
    filters = _FILTERS.replace(":since IS", "CAST(:since AS text) IS").replace(":until IS", "CAST(:until AS text) IS")
    filters = filters.replace(":publisher IS", "CAST(:publisher AS text) IS")
    statement = text(f"""
        WITH q AS (SELECT websearch_to_tsquery('english', :query) AS q),
             matched AS (SELECT d.id, d.number, d.search FROM documents d, q
                         WHERE d.search @@ q.q {filters} ORDER BY d.published DESC NULLS LAST LIMIT {_RANKED}),
             ranked AS (SELECT m.id, m.number, ts_rank(m.search, q.q) AS rank FROM matched m, q
                        ORDER BY rank DESC, m.id LIMIT CAST(:limit AS bigint))
        SELECT r.id, ts_headline('english', left(d.text, 100000), q.q,
                                 'StartSel={OPEN}, StopSel={CLOSE}, MaxWords={_TOKENS}, MinWords=8, MaxFragments=1')
        FROM ranked r JOIN documents d ON d.number = r.number, q ORDER BY r.rank DESC, r.id""")
    values = {**values, "query": query, "limit": values["limit"] if values["limit"] >= 0 else None}
    return [(id, snippet) for id, snippet in connection.execute(statement, values)]


HIT: list[Field[Hit]] = [
    Field("published", "string", "Day of publication (ISO).", lambda h: h.document.published, shown=True),
    Field("publisher", "string", "Who published it.", lambda h: h.document.publisher, shown=True),
    Field("title", "string", "Its title.", lambda h: h.document.title, shown=True),
    Field("snippet", "string", "A piece of the text with the words that were found.", lambda h: h.snippet, shown=True),
    Field("document", "string", "Id of the document in this ledger.", lambda h: h.document.id, shown=True),
    Field("url", "string", "Where it was published.", lambda h: h.document.url),
    Field("attribution", "string", "The line with which it is to be credited.", lambda h: h.document.attribution),
]
