"""The layout of a plain text: what its form tells before anything is parsed, and which stretches of it are prose.

Nothing is cut from the text: prose is named by offsets, and whatever lies outside of the blocks is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from communique.sources.agencies import agency
from communique.sources.dateline import Filed, PlaceCountry, find_dateline, find_place_and_day
from communique.sources.days import DAY_PATTERN, WEEKDAY, stated_day, states_year
from communique.sources.document import Block, Document, Layout
from communique.sources.furniture import (
    is_aside,
    is_byline,
    is_initials,
    is_mark,
    is_office,
    is_release_line,
    labelled_day,
    tail_start,
)
from communique.sources.licences import find_notices, main_notice
from communique.sources.paragraphs import LIST_MARK, Paragraph, paragraphs, trim

# Longer lines without a full stop are leads rather than headlines; longer ones yet are never headings inside a text.
_TITLE_LENGTH = 220
_HEADING_LENGTH = 90
_HEADING_WORDS = 12
# End matter (initials, agency marks) stands in the last paragraphs.
_TAIL_PARAGRAPHS = 6
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_DAY_LINE = re.compile(
    rf"\(?(?:{WEEKDAY},?\s+)?{DAY_PATTERN}\)?[.,]?(?:[\s,|–—-]*(?:at\s+)?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,4}}|\([A-Z+\d:]+\))?)?"
)
# News sites: "Jane Doe | 03.05.2024 - Update: 04.05.2024".
_BYLINE_AND_DAY = re.compile(rf"[^|.?!]{{2,60}}\|\s*(?={DAY_PATTERN}).{{6,80}}")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|St|Inc|Ltd|Corp)\.$")
_CLOSED = re.compile(r"[.!…,;:][\"'”’»)\]]*$")
_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")


@dataclass(slots=True)
class _Found:
    """What has been seen of the frame so far."""

    title: str | None = None
    filed: Filed | None = None
    letterhead: str | None = None
    published: date | None = None
    updated: date | None = None
    publisher: str | None = None
    blocks: list[Block] = field(default_factory=list)


def lay_out(document: Document, place_country: PlaceCountry | None = None) -> Layout:
    """The layout of ``document.text``: title, dateline, licence, publisher, day, letterhead and the blocks of prose.

    ``place_country`` turns the name of a place into its ISO 3166-1 alpha-3 code; without it the dateline has no country.
    Offsets are half-open, in code points of ``document.text``. A text of nothing but furniture has no blocks.
    """
    text = document.text
    found = paragraphs(text)
    notices = find_notices(text, found)
    cut = [(notice.licence.start, notice.licence.end) for notice in notices]
    frame = _Found()
    body = _read_top(document, found, cut, place_country, frame)
    _read_body(document, found, body, cut, place_country, frame)
    main = main_notice(notices)
    published = frame.published or _filed_day(frame.filed, None) or frame.updated
    known = document.published or published
    return Layout(
        blocks=_reading_order(frame),
        title=frame.title,
        dateline=frame.filed.dateline if frame.filed else None,
        licence=main.licence if main else None,
        publisher=_publisher(frame, main.publisher if main else None),
        published=published,
        letterhead=frame.letterhead,
        filed=_filed_day(frame.filed, known),
    )


def _read_top(
    document: Document, found: Sequence[Paragraph], cut: Sequence[tuple[int, int]], places: PlaceCountry | None, frame: _Found
) -> int:
    """Read what stands above the prose into ``frame``; the index of the first paragraph of prose."""
    text = document.text
    offices: list[Paragraph] = []
    sheet = False  # whether a release line or a day shows that the offices above are a letterhead
    for index, paragraph in enumerate(found):
        words = paragraph.words
        if _inside(paragraph, cut) or _is_frame(words):
            continue
        day_line = _read_day_line(words, frame)
        placed = find_place_and_day(text, paragraph.start, paragraph.end, places)
        if placed:
            frame.filed = frame.filed or placed
        if day_line or placed or is_release_line(words):
            sheet = True
        elif index < _TAIL_PARAGRAPHS and agency(words):
            frame.publisher = frame.publisher or agency(words)
        elif frame.title is None and is_office(words) and paragraph is not found[-1]:
            offices.append(paragraph)
        elif _same(words, document.title) or (
            _is_title(found, index, titled=frame.title is not None) and not _is_filed(text, paragraph)
        ):
            _add_title(frame, text, paragraph)
        else:
            _settle_offices(frame, text, offices, sheet=sheet)
            return index
    _settle_offices(frame, text, offices, sheet=sheet)
    return len(found)


def _settle_offices(frame: _Found, text: str, offices: Sequence[Paragraph], *, sheet: bool) -> None:
    """Offices above a title or a release line are a letterhead; with nothing of the kind they are the title themselves."""
    if offices and (sheet or frame.title):
        frame.letterhead = offices[0].words
    elif offices:
        titles, frame.title = frame.blocks, None
        frame.blocks = []
        for office in offices:
            _add_title(frame, text, office)
        frame.blocks += titles


def _add_title(frame: _Found, text: str, paragraph: Paragraph) -> None:
    hashes = _HASHES.match(text, paragraph.start, paragraph.end)
    start = hashes.end() if hashes else paragraph.start
    words = " ".join(text[start : paragraph.end].split())
    previous = frame.blocks[-1].end if frame.blocks else start
    if frame.title is None:
        frame.title = words
    elif words[0].islower() and not text[previous:start].strip():
        frame.title += " " + words  # "JOINT COMMUNIQUÉ" / "on the results of the visit of ..."
    frame.blocks.append(Block(start, paragraph.end, heading=True))


def _read_body(
    document: Document,
    found: Sequence[Paragraph],
    body: int,
    cut: Sequence[tuple[int, int]],
    places: PlaceCountry | None,
    frame: _Found,
) -> None:
    """Add the blocks of the prose from paragraph ``body`` on, and what stands between and below them."""
    text = document.text
    for index in range(body, len(found)):
        paragraph = found[index]
        late = index >= len(found) - _TAIL_PARAGRAPHS
        if _is_frame(paragraph.words) or (late and _read_tail(paragraph, text, places, frame, alone=body == len(found) - 1)):
            continue
        heading = index < len(found) - 1 and _is_heading(paragraph, found[index + 1])
        filed = None if heading else find_dateline(text, paragraph.start, paragraph.end, places, strict=index > body)
        frame.filed = frame.filed or filed
        start = filed.dateline.end if filed else paragraph.start
        end = tail_start(text, start, paragraph.end) if late else paragraph.end
        end = _without_agency(text, start, end, frame) if late else end
        for piece_start, piece_end in _pieces(text, start, end, cut):
            frame.blocks.append(Block(piece_start, piece_end, heading))


def _read_tail(paragraph: Paragraph, text: str, places: PlaceCountry | None, frame: _Found, *, alone: bool) -> bool:
    """Whether a paragraph near the end is end matter: initials, an agency's mark, a place and day, "Published: ..."."""
    if alone:
        return False
    signed = agency(paragraph.words)
    placed = find_place_and_day(text, paragraph.start, paragraph.end, places)
    if signed:
        frame.publisher = frame.publisher or signed
    if placed:
        frame.filed = frame.filed or placed
    return bool(signed or placed or is_initials(paragraph.words) or _read_day_line(paragraph.words, frame))


def _read_day_line(words: str, frame: _Found) -> bool:
    """Whether a paragraph is a day, or a label and a day; the day goes into ``frame``."""
    labelled = (words.partition("|")[2], False) if _BYLINE_AND_DAY.fullmatch(words) else labelled_day(words)
    rest, updated = labelled or (words, False)
    if not (re.match(DAY_PATTERN, rest.lstrip(), re.IGNORECASE) if labelled else _DAY_LINE.fullmatch(rest)):
        return False
    day = stated_day(rest)
    if updated:
        frame.updated = frame.updated or day
    else:
        frame.published = frame.published or day
    return True


def _without_agency(text: str, start: int, end: int, frame: _Found) -> int:
    """The end of a paragraph before an agency's mark that closes it: "... on Monday. (Xinhua)"."""
    closing = re.compile(r"[.!?\"”]\s*([(/\[][^()/\[\]\n]{2,30}[)/\]])\s*$").search(text, max(start, end - 60), end)
    signed = agency(closing[1]) if closing else None
    if closing is None or signed is None:
        return end
    frame.publisher = frame.publisher or signed
    return closing.start(1)


def _pieces(text: str, start: int, end: int, cut: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of ``start`` to ``end`` lies outside of ``cut``, without a list mark at its start, never empty."""
    mark = LIST_MARK.match(text, start, end) or _HASHES.match(text, start, end)
    position = mark.end() if mark else start
    for cut_start, cut_end in (*((a, b) for a, b in cut if a < end and b > start), (end, end)):
        piece = trim(text, position, max(position, cut_start))
        if any(letter.isalnum() for letter in text[slice(*piece)]):
            yield piece
        position = max(position, cut_end)


def _is_title(found: Sequence[Paragraph], index: int, *, titled: bool) -> bool:
    """Whether a paragraph above the prose is a headline: short, open at its end, and not the last of the text."""
    paragraph = found[index]
    words = paragraph.words
    if index == len(found) - 1 or len(words) > _TITLE_LENGTH or LIST_MARK.match(words):
        return False
    if _CLOSED.search(words) and not _ABBREVIATION_END.search(words) and not _HASHES.match(words):
        return False
    # A headline may ask, but below it a question is asked by somebody.
    if _QUESTION.search(words) and (titled or not paragraph.blank_after):
        return False
    # "TEHRAN – The minister left" is a report in one line when nothing but furniture follows.
    return any(len(later.words) > _HEADING_LENGTH or _CLOSED.search(later.words) for later in found[index + 1 :][:40])


def _is_filed(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph opens with a dateline that is signed or dated: then it is no headline, whatever its end."""
    filed = find_dateline(text, paragraph.start, paragraph.end)
    return filed is not None and bool(filed.agency or filed.day)


def _is_heading(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph between others is a heading: short, no sentence's end, not in a list, prose below it."""
    words = paragraph.words
    if _HASHES.match(words):
        return True
    if len(words) > _HEADING_LENGTH or LIST_MARK.match(words) or words[0] in "\"“'‘«(":
        return False
    if words.isupper():
        return not re.search(r"[.!][\"”']?$", words) or _ABBREVIATION_END.search(words) is not None
    # "Why now?" heads what follows; "AFP: He resigned. Why now?" is somebody's question.
    if _QUESTION.search(words) and re.search(r"[.:] ", words):
        return False
    short = len(words.split()) <= _HEADING_WORDS and words[0].isupper() and paragraph.blank_after
    return short and not _CLOSED.search(words) and len(following.words) > len(words)


def _reading_order(frame: _Found) -> tuple[Block, ...]:
    # With headings alone there is nothing that they could head: short lines are then the text itself.
    if all(block.heading for block in frame.blocks):
        frame.title = frame.title if len(frame.blocks) > 1 else None
        return tuple(Block(block.start, block.end) for block in sorted(frame.blocks, key=lambda b: b.start))
    return tuple(sorted(frame.blocks, key=lambda block: block.start))


def _is_frame(words: str) -> bool:
    return is_mark(words) or is_byline(words) or is_aside(words)


def _inside(paragraph: Paragraph, cut: Sequence[tuple[int, int]]) -> bool:
    return any(start <= paragraph.start and paragraph.end <= end for start, end in cut)


def _same(words: str, title: str | None) -> bool:
    return bool(title) and " ".join(str(title).split()).rstrip(".").casefold() == words.rstrip(".").casefold()


def _filed_day(filed: Filed | None, known: date | None) -> date | None:
    """The dateline's day: with its own year, or the nearest one not after the day of publication."""
    if filed is None or filed.day is None or (known is None and not states_year(filed.day)):
        return None
    return stated_day(filed.day, known)


def _publisher(frame: _Found, licensor: str | None) -> str | None:
    signed = frame.filed.agency if frame.filed else None
    office = frame.letterhead
    if office and office.isupper():
        office = " ".join(word.capitalize() if n == 0 or len(word) > 3 else word.lower() for n, word in enumerate(office.split()))
    return signed or licensor or frame.publisher or office
