"""The furniture of a report: bylines, credits, letterheads, release lines, end marks. Words about the text, not of it."""

from __future__ import annotations

import re

_NAMES = r"[A-Z][\w.'’-]+(?:[ ,]+(?:and |& )?[A-Zd][\w.'’-]*){0,12}"
_BYLINE = re.compile(
    rf"(?:By|BY|Written by|Story by|Text by|From)[:\s]+{_NAMES}"
    rf"(?:,? [\w ]*(?:correspondent|reporter|editor|bureau|staff))?(?: in {_NAMES})?\|?"
)
_CREDIT = (
    r"(?:(?:Additional|Further|Extra)\s+)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Ww]ritten|[Ee]dited|[Rr]eported|[Cc]ompiled"
    r"|[Tt]ranslat(?:ed|ion))\s+by\b"
)
_CREDIT_LINE = re.compile(rf"[(\[]?{_CREDIT}.{{2,300}}", re.DOTALL)
_CREDIT_TAIL = re.compile(rf"[(\[]{_CREDIT}[^()\[\]]{{2,300}}[)\]]\s*$")
_END_MARK = re.compile(r"[(\[/-]*\s*(?:ends?|the end|more|30|endit|ends\s*\.?|continues|mf)\s*[)\]/.-]*", re.IGNORECASE)
_END_ONLY_IN_MARKS = re.compile(r"(?:more|continues|mf|30)", re.IGNORECASE)
_END_TAIL = re.compile(r"\s[(\[/]\s*(?:end|ends)\s*[)\]/]\.?\s*$|\s(?:###|\*\*\*|-30-)\s*$", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{2,4}(?:/[A-Z]{2,4}){1,3}|[a-z]{2,3}(?:/[a-z]{2,4}){1,3}")
_RELEASE = re.compile(
    r"(?:for immediate release|for release|press release|news release|media release|press statement|media note"
    r"|press communiqu[eé]|official statement|embargoed(?: until)?|immediate release|not for publication"
    r"|check against delivery|unofficial translation|(?:press release )?(?:no|ref|reference)\s*[.:]? ?[\w/.-]*\d[\w/.-]*)"
    r"\b[^.]{0,80}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:contact|tel|phone|fax|e-?mail|press contact|media contact|for (?:further|more) information)\s*[.:].{2,200}",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:read (?:more|also|next)|see also|also read|related(?: stories| articles| news)?|photos?|file photo|source|share"
    r"|follow us|watch|listen|advertisement)\s*:\s.{2,160}|ADVERTISEMENT|Advertisement",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted|date|issued|released|publication date|release date)(?: on| at)?\s*:?\s+(?=\S)", re.IGNORECASE
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|edited)(?: on| at)?\s*:?\s+(?=\S)", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:white house|kremlin|[eé]lys[eé]e|ministry|department|office|embassy|government|secretariat|presidency|chancellery"
    r"|mission|commission|council|bureau|press service|directorate|palace|parliament|cabinet|consulate"
    r"|republic|kingdom|delegation)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(str.split("of the and for in to at on de des du la le les et &"))


def is_mark(words: str) -> bool:
    """Whether a paragraph is an end mark or a rule: "###", "* * *", "-30-", "ENDS"."""
    if not any(letter.isalnum() for letter in words):
        return True
    if not _END_MARK.fullmatch(words):
        return False
    # "More" and "30" alone are words or numbers; between dashes or brackets they end a text.
    return not _END_ONLY_IN_MARKS.fullmatch(words.strip("()[]/-. ")) or words[0] in "([/-"


def is_initials(words: str) -> bool:
    """Whether a paragraph holds nothing but the desk's initials: "SB/HG"."""
    return _INITIALS.fullmatch(words) is not None


def is_byline(words: str) -> bool:
    """Whether a short paragraph says who wrote or edited: "By Jane Doe", "(Reporting by ...; editing by ...)"."""
    if len(words) < 320 and _CREDIT_LINE.fullmatch(words):
        return words[0] in "([" or words[-1] not in ".!?" or len(words) < 120
    return len(words) < 120 and _BYLINE.fullmatch(words) is not None


def is_aside(words: str) -> bool:
    """Whether a paragraph points elsewhere: a contact, "Read more: ...", a photo's caption mark."""
    return len(words) < 220 and (_CONTACT.fullmatch(words) is not None or _POINTER.fullmatch(words) is not None)


def is_release_line(words: str) -> bool:
    """Whether a line of a letterhead says what the sheet is: "FOR IMMEDIATE RELEASE", "Press release No. 12"."""
    return len(words) < 120 and words[-1] not in "?!" and _RELEASE.fullmatch(words) is not None


def is_office(words: str) -> bool:
    """Whether a line names an office and nothing else: capitals throughout, but for "of the" and the like."""
    if len(words) > 100 or words[-1] in '.!?:,;"”' or re.search(r"\d|[’']s\b", words) or not _OFFICE.search(words):
        return False
    return all(word[0].isupper() or not word[0].isalpha() or word.casefold() in _SMALL_WORDS for word in words.split())


def labelled_day(words: str) -> tuple[str, bool] | None:
    """What follows "Published: " (second value False) or "Updated: " (True) in a line that has one of them, else None."""
    if len(words) > 120:
        return None
    for label, updated in ((_PUBLISHED, False), (_UPDATED, True)):
        found = label.match(words)
        if found:
            return words[found.end() :], updated
    return None


def tail_start(text: str, start: int, end: int) -> int:
    """Where the credits or end marks begin that close the paragraph's own line; ``end`` when there are none."""
    for pattern in (_END_TAIL, _CREDIT_TAIL, _END_TAIL):
        # Only the last few hundred characters can be a tail.
        found = pattern.search(text, max(start, end - 400), end)
        if found and found.start() > start:
            end = found.start()
    return end
