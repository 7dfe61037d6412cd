"""Sample reports, written for communique: real states and offices, invented office-holders, happenings and words.

``index.csv`` lists the reports, ``people.csv`` the office-holders in them, with terms that lie in the future so that
they do not clash with anybody's.
"""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources

from communique.sources.document import Document


def documents() -> list[Document]:
    """The sample reports, oldest first."""
    here = resources.files(__name__)
    rows = csv.DictReader((here / "index.csv").read_text(encoding="utf-8").splitlines())
    return [
        Document(
            text=(here / row["file"]).read_text(encoding="utf-8"),
            source_id=f"samples/{row['file']}",
            title=row["title"],
            published=date.fromisoformat(row["published"]),
            publisher=row["publisher"],
        )
        for row in rows
    ]
