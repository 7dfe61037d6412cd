"""Near-duplicates: syndicated copies, updates and corrections of a text, found by MinHash and linked to the first.

Two texts are copies when an estimated ``ALIKE`` share of their word triples is common to both. Candidates come from bands of the
signature (locality-sensitive hashing). Families are what copies of copies connect, and their first is the earliest: neither
depends on the order of arrival.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

from rensa import RMinHash
from sqlalchemy import Connection, select, update

from communique.ledger.rows import insert
from communique.ledger.schema import bands, copies, documents

# Reports of one happening by two agencies share few triples (under 0.1 in our set), formulaic readouts of two calls up to 0.4,
# updates and copies with another end more than 0.6: see tests/happenings, `pytest tests/ledger/test_copies.py`.
ALIKE = 0.5
_PERMUTATIONS = 128
_SEED = 1
# 32 bands of 4: of pairs with a likeness of 0.5 nine in ten become candidates, of 0.7 all.
_ROWS = 4
_WORD = re.compile(r"\w+")
_SHORTEST = 3  # words of a shingle


def signature(text: str) -> bytes:
    """The MinHash of a text's word triples, lower case and without punctuation: 128 numbers of 4 bytes."""
    words = _WORD.findall(text.casefold())
    shingles = [" ".join(words[n : n + _SHORTEST]) for n in range(max(1, len(words) - _SHORTEST + 1))]
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(shingles)
    return b"".join(number.to_bytes(4, "little") for number in minhash.digest())


def likeness(a: bytes, b: bytes) -> float:
    """The estimated share of word triples in common, 0 to 1."""
    same = sum(a[n : n + 4] == b[n : n + 4] for n in range(0, len(a), 4))
    return same / _PERMUTATIONS


def bands_of(signature: bytes) -> list[int]:
    """The bands of a signature, as signed 64-bit numbers."""
    width = 4 * _ROWS
    pieces = (signature[n : n + width] for n in range(0, len(signature), width))
    return [
        int.from_bytes(blake2b(piece, digest_size=8, salt=n.to_bytes(2, "little")).digest(), "little", signed=True)
        for n, piece in enumerate(pieces)
    ]


def link(connection: Connection, added: Sequence[tuple[str, bytes]]) -> None:
    """Find the copies of documents that have just been added (ids and signatures), and settle the firsts of their families."""
    insert(connection, bands, [{"band": band, "document": document} for document, own in added for band in bands_of(own)])
    for document, own in added:
        near = select(bands.c.document).where(bands.c.band.in_(bands_of(own)), bands.c.document != document).distinct()
        candidates = connection.execute(select(documents.c.id, documents.c.signature).where(documents.c.id.in_(near)))
        alike = [(other, round(share, 3)) for other, theirs in candidates if (share := likeness(own, theirs)) >= ALIKE]
        insert(
            connection,
            copies,
            [{"a": min(document, other), "b": max(document, other), "likeness": share} for other, share in alike],
        )
        if alike:
            _join(connection, document, [other for other, _ in alike])


def _join(connection: Connection, document: str, others: Sequence[str]) -> None:
    """Make one family of those of a document and its copies; of their firsts, the earliest of each, the earliest is its first."""
    d = documents.c
    firsts = list(connection.execute(select(d.first).where(d.id.in_([document, *others])).distinct()).scalars())
    dated = connection.execute(select(d.published, d.id).where(d.id.in_(firsts)))
    first = min((published or "~", id) for published, id in dated)[1]
    connection.execute(update(documents).where(d.first.in_([f for f in firsts if f != first])).values(first=first))


def settle_first(connection: Connection, document: str) -> None:
    """Make the earliest document of a family (by day of publication, then by id) the first of all its members."""
    d = documents.c
    now = connection.execute(select(d.first).where(d.id == document)).scalar_one()
    dated = connection.execute(select(d.published, d.id).where(d.first == now))
    first = min((published or "~", id) for published, id in dated)[1]
    if first != now:
        connection.execute(update(documents).where(d.first == now).values(first=first))
