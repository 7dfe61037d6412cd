"""Names: what the tables and the model know by name, and the offices that stand beside a name.

The longest name wins; an office next to a name ("Foreign Minister X of Y", "X, a spokesman for Y") tells who a person is whom the
tables lack. Offices that stand alone are left to ``reference``.
"""

from __future__ import annotations

from communique.reading.actors import Cast
from communique.reading.names.linking import link_name
from communique.reading.names.organisations import add_short_organisations, set_owners_of_names
from communique.reading.names.people import add_new_people
from communique.reading.names.phrases import OfficePhrase, office_phrases
from communique.reading.names.surnames import add_surnames
from communique.reading.names.tables import add_table_names


def find_names(cast: Cast) -> list[OfficePhrase]:
    """Add every name to the cast, link offices to the names beside them, and return all office phrases in text order."""
    add_table_names(cast)
    add_new_people(cast)
    phrases = [p for s in cast.parse.sentences for p in office_phrases(cast, s)]
    for p in phrases:
        link_name(cast, p)
    set_owners_of_names(cast)
    add_short_organisations(cast)
    add_surnames(cast, phrases)
    return phrases
