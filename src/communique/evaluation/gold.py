"""Gold documents: an article, and what a careful analyst records from it. The format is described in ``docs/gold.md``."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError, model_validator
from pydantic_core import ErrorDetails

from communique.errors import GoldError
from communique.evaluation.matching import Offsets, find_nth, squeeze
from communique.records import EventType, StatementKind, Status

# Fields that the format does not know may hold an annotator's own notes. One that is this close to a field which
# is absent is taken for a slip of the pen: "mod" and "person" are, "remark" is not.
_SLIP = 0.8
# Typographic signs that look much like those on a keyboard: the usual reason why copied words are not found.
_KEYBOARD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "})


def _day(value: object) -> object:
    if isinstance(value, date) or value is None:
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no day")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day") from None


Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, Field(min_length=1)]


class _GoldRecord(BaseModel):
    """A part of a gold document. Descriptions of fields say what is expected: errors quote them."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _no_slips(cls, given: object) -> object:
        if isinstance(given, Mapping):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            absent = [name for name in known if name not in given]
            for name in given:
                meant = difflib.get_close_matches(str(name), absent, 1, _SLIP) if name not in known else []
                if meant:
                    raise ValueError(f"unknown field {name!r}; did you mean {meant[0]!r}?")
        return given


class GoldEvent(_GoldRecord):
    """One happening that the article reports, as an analyst codes it (types and modes: PLOVER 2021)."""

    type: EventType = Field(description="a PLOVER event type")
    mode: str | None = Field(None, description="a PLOVER mode of the type, or null")
    actors: tuple[Words, ...] = Field(description='a list of ISO 3166-1 alpha-3 codes and slugs, e.g. ["NOR", "united-nations"]')
    recipients: tuple[Words, ...] = Field(description="a list of ISO 3166-1 alpha-3 codes and slugs, [] for none")
    persons: tuple[Words, ...] = Field((), description="a list of full names")
    status: Status = Field(description="how real the happening is")
    claimed_by: str | None = Field(description="null when the report narrates it, else the name of who claims it")
    date: tuple[Day, Day] | None = Field(description='["earliest day", "latest day"] as YYYY-MM-DD, or null')
    place: str | None = Field(None, description="an ISO 3166-1 alpha-3 code, or null")
    evidence: Words = Field(description="words of the article, exactly as they stand there")
    core: StrictBool = Field(description="true (must be found) or false (may be)")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.date and self.date[0] > self.date[1]:
            raise ValueError(f"date: {self.date[0]} is after {self.date[1]}; expected the earliest day first")
        return self


class GoldStatement(_GoldRecord):
    """What the article reports somebody to have said (speaker, cue and content: PARC, PolNeAR)."""

    speaker: Words = Field(description="the name of who speaks")
    kind: StatementKind = Field(description="how the words are reported")
    cue: str | None = Field(None, description="the word that reports the speech, or null")
    content: Words = Field(description="the first words of what is said, exactly as they stand in the article")
    content_end: Words = Field(description="its last words, exactly as they stand in the article")
    core: StrictBool = Field(description="true (must be found) or false (may be)")

    def span_in(self, text: str) -> Offsets | None:
        """From the first of the first words to the last of the last ones; None where ``text`` has not both in this order."""
        start = text.find(self.content)
        end = text.find(self.content_end, start) if start >= 0 else -1
        return (start, end + len(self.content_end)) if end >= 0 else None


class GoldMention(_GoldRecord):
    """Words that stand for somebody, where that is hard to tell."""

    text: Words = Field(description="words of the article, exactly as they stand there")
    nth: int = Field(1, ge=1, description="which occurrence of these words in the article, from 1")
    entity: Words = Field(alias="is", description="whom they stand for: an ISO 3166-1 alpha-3 code or a slug")


class GoldDocument(_GoldRecord):
    """An article (``text``) and what is to be read in it; ``name`` is that of its files."""

    name: str
    text: str
    published: Day | None = Field(description="the day of the report as YYYY-MM-DD, or null")
    events: tuple[GoldEvent, ...] = Field(description="a list of events, [] for none")
    statements: tuple[GoldStatement, ...] = Field(description="a list of statements, [] for none")
    mentions: tuple[GoldMention, ...] = Field((), description="a list of mentions, [] for none")

    @model_validator(mode="after")
    def _words_are_in_the_article(self) -> Self:
        for i, event in enumerate(self.events):
            if event.evidence not in self.text:
                raise ValueError(f"events[{i}].evidence: {_not_found(event.evidence, self.text)}")
        for i, statement in enumerate(self.statements):
            for field, words in (("content", statement.content), ("content_end", statement.content_end)):
                if words not in self.text:
                    raise ValueError(f"statements[{i}].{field}: {_not_found(words, self.text)}")
            if statement.span_in(self.text) is None:
                raise ValueError(
                    f"statements[{i}].content_end: {statement.content_end!r} stands in the article only before the content,"
                    f" {statement.content!r}; make the content longer, so that its first occurrence is the one meant"
                )
        for i, mention in enumerate(self.mentions):
            if find_nth(self.text, mention.text, mention.nth) is None:
                count = self.text.count(mention.text)
                raise ValueError(
                    f"mentions[{i}]: {_not_found(mention.text, self.text)}"
                    if not count
                    else f"mentions[{i}].nth: {mention.text!r} occurs {count} times in the article, not {mention.nth}"
                )
        return self


def load_gold(folder: str | Path, only: str = "") -> list[GoldDocument]:
    """The gold documents in ``folder`` whose names begin with ``only``, in the order of their names.

    A gold document is a pair of files, ``NAME.txt`` (the article) and ``NAME.json``. Raises GoldError, which names the file, the
    field and what is expected there, when one has a mistake, and when there is none.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; expected one with pairs of NAME.txt and NAME.json")
    paths = sorted(path for path in folder.glob("*.json") if path.name.startswith(only))
    if not paths:
        which = f" whose names begin with {only!r}" if only else ""
        raise GoldError(f"{folder}: no gold documents{which}; expected pairs of NAME.txt (the article) and NAME.json")
    return [_load(path) for path in paths]


def _load(path: Path) -> GoldDocument:
    article = path.with_suffix(".txt")
    if not article.is_file():
        raise GoldError(f"{path}: its article is missing; expected it in {article.name} beside it")
    try:
        given = json.loads(_read(path, "utf-8-sig"))
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}: line {error.lineno}: no valid JSON: {error.msg}") from error
    if not isinstance(given, dict):
        raise GoldError(f"{path}: expected a JSON object with published, events, statements and mentions")
    try:
        return GoldDocument.model_validate({**given, "name": path.stem, "text": _read(article, "utf-8")})
    except ValidationError as error:
        problems = error.errors(include_url=False)
        more = f" (and {len(problems) - 1} more like it)" if len(problems) > 1 else ""
        raise GoldError(f"{path}: {_explained(problems[0])}{more}") from error


def _read(path: Path, encoding: str) -> str:
    try:
        return path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not in UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error


def _explained(problem: ErrorDetails) -> str:
    """A validation error as: where it is, what was wrong, what is expected."""
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in problem["loc"]).removeprefix(".")
    message = problem["msg"].removeprefix("Value error, ")
    expected = _expected(problem["loc"])
    if problem["type"] == "missing":
        message = "missing"
    elif problem["type"] == "literal_error":
        message = f"unknown: {problem['input']!r}"
        expected = f"one of {problem['ctx']['expected']}"
    elif problem["type"] != "value_error":
        message = f"{problem['input']!r}: {message[:1].lower()}{message[1:]}"
    return (f"{where}: " if where else "") + message + (f"; expected {expected}" if expected else "")


def _expected(loc: tuple[int | str, ...]) -> str | None:
    kinds: dict[int | str, type[_GoldRecord]] = {"events": GoldEvent, "statements": GoldStatement, "mentions": GoldMention}
    names = [part for part in loc if isinstance(part, str)]
    if not names:
        return None
    record = GoldDocument if len(names) == 1 else kinds[names[0]]
    if len(names) == 1 and len(loc) > 1:
        return None  # a whole record, not one of its fields: the message says it all
    fields = {field.alias or name: field for name, field in record.model_fields.items()}
    return fields[names[-1]].description if names[-1] in fields else None


def _not_found(words: str, text: str) -> str:
    """Why ``words`` may not be in ``text``: other quotes, dashes or spaces, or else nothing like it."""
    wanted = squeeze(words.translate(_KEYBOARD))
    if wanted in squeeze(text.translate(_KEYBOARD)):
        reason = "the article has these words with other quotes, dashes or white space"
    elif wanted.lower() in squeeze(text.translate(_KEYBOARD)).lower():
        reason = "the article has these words in other letter case"
    else:
        reason = "these words are not in the article"
    return f"{words!r}: {reason}; expected words copied from it, character for character"
