"""The records of a reading, schema ``communique/1``.

Every offset is half-open and counts Unicode code points of ``document.text``, the text that the caller gave
(for text and JSON Lines sources, character for character). ``text`` beside offsets repeats those characters.

Names follow the field: actor, recipient, mode, context and event types from PLOVER (2021); the text position of the W3C Web
Annotation model; speaker, cue and content from the attribution literature (PARC, PolNeAR); provenance from PROV.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["communique/1"] = "communique/1"

EntityKind = Literal["state", "person", "organization", "group", "other"]
How = Literal["name", "alias", "demonym", "role", "metonym", "pronoun", "anaphor"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "future", "hypothetical", "negated"]
DateBasis = Literal["explicit", "relative", "published"]
StatementKind = Literal["direct", "indirect", "mixed"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


class Record(BaseModel):
    """A part of a reading: frozen, and strict about its fields' names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """Characters ``start`` (inclusive) to ``end`` (exclusive) of the document, and the characters themselves."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Dateline(Record):
    """Where a report says that it was filed. ``country`` is an ISO 3166-1 alpha-3 code."""

    place: str
    country: str | None
    start: int
    end: int


class Licence(Record):
    """The licence or copyright notice that the text itself carries."""

    name: str
    url: str | None
    start: int
    end: int


class Rights(Record):
    """What the source says of the rights in a document, outside of its text: a page's licence link, a feed's or a file's notice.

    ``attribution`` is the line with which the source asks to be credited, in its own words.
    """

    name: str | None = None
    url: str | None = None
    attribution: str | None = None


class SourceDocument(Record):
    """The document that was read. ``published`` is an ISO day, or null when neither caller nor text gives one.

    ``published_at`` and ``retrieved_at`` are moments (ISO 8601 with their offset from UTC), where the source tells them."""

    id: str
    source_id: str | None = None
    title: str | None = None
    text: str
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    dateline: Dateline | None = None
    licence: Licence | None = None
    published_at: str | None = None
    retrieved_at: str | None = None
    rights: Rights | None = None


class Mention(Span):
    """Words that stand for an entity, and how they come to."""

    how: How


class Role(Record):
    """An office and, when the tables know it, the term in which it was held (ISO days, months or years)."""

    title: str
    country: str | None = None
    start: str | None = None
    end: str | None = None


class Entity(Record):
    """A state (id: ISO 3166-1 alpha-3), or a person, organization or group (id: ``kind/slug``)."""

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    role: Role | None = None
    known: bool = True
    mentions: list[Mention] = []


class Statement(Record):
    """What a speaker is reported to have said; ``occasion`` is the id of the event at which it was said, ``date`` when that was.

    ``joint`` lists further speakers of the same words ("the two presidents stressed ...")."""

    id: str
    speaker: str | None
    joint: list[str] = []
    speaker_span: Span | None = None
    addressees: list[str] = []
    cue: Span | None = None
    content: list[Span]
    kind: StatementKind
    occasion: str | None = None
    date: EventDate | None = None
    contexts: list[str] = []


class Party(Record):
    """One actor or recipient of an event, and the words that name it there."""

    entity: str
    country: str | None = None
    role: str | None = None
    start: int
    end: int


class EventDate(Record):
    """Earliest and latest day (ISO, inclusive), how they are known, and the words that say so."""

    start: str | None = None
    end: str | None = None
    basis: DateBasis | None = None
    expression: Span | None = None


class Place(Record):
    """Where an event took place, and the words that say so."""

    name: str
    country: str | None
    start: int
    end: int


class Act(Record):
    """What is promised, asked, refused or threatened, when it has a type of its own."""

    type: EventType
    modes: list[str] = []


class Event(Record):
    """One happening: who did what to whom, with the words that bear it out.

    ``persons`` lists the ids of the people who take part, those included who stand among the parties as their organisation."""

    id: str
    type: EventType
    modes: list[str] = []
    contexts: list[str] = []
    actors: list[Party]
    recipients: list[Party] = []
    persons: list[str] = []
    status: Status
    historical: bool = False
    claimed_in: str | None = None
    act: Act | None = None
    date: EventDate | None = None
    place: Place | None = None
    trigger: Span
    evidence: list[Span] = Field(min_length=1)
    cameo: str | None = None
    quad: Quad | None = None
    score: float | None = None
    confidence: float
    why: str


class Due(Record):
    """When a pledge is to be kept: the words, and the days when they can be resolved."""

    start: str | None = None
    end: str | None = None
    text: str


class Pledge(Record):
    """A commitment, as a view over an event: who owes what to whom, by when, and whether on a condition."""

    id: str
    by: list[str]
    to: list[str]
    what: Span
    event: str
    due: Due | None = None
    conditional: bool = False


class Provenance(Record):
    """What made this reading, and when (UTC)."""

    software: str
    model: str
    knowledge: str
    read_at: str


class Reading(BaseModel):
    """Everything communique says about one document."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["communique/1"] = Field(default=SCHEMA, alias="schema")
    document: SourceDocument
    entities: list[Entity] = []
    statements: list[Statement] = []
    events: list[Event] = []
    pledges: list[Pledge] = []
    warnings: list[str] = []
    provenance: Provenance

    def to_json(self) -> str:
        """The reading as one line of JSON, in the field order of the schema."""
        return self.model_dump_json(by_alias=True)
