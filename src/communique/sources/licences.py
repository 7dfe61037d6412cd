"""Licence and copyright notices in a text: which words they are, what they grant, and who gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.records import Licence
from communique.sources.paragraphs import Paragraph

_CC_NAMED = re.compile(
    r"Creative\s+Commons\s+(?:Attribution(?P<terms>(?:\s*[-–, ]\s*(?:Non-?Commercial|Share-?\s?Alike|No-?\s?Deriv(?:ative)?s"
    r"|No\s+Derivative\s+Works))*)|(?P<zero>CC0|Zero))(?:\s*\(CC[^)]*\))?(?:,?\s*(?:Universal\s+)?(?:[Vv]ersion\s+|v\.?\s?)?"
    r"(?P<version>\d\.\d))?(?:\s+(?P<port>IGO))?",
    re.IGNORECASE,
)
_CC_SHORT = re.compile(
    r"\bCC[\s-]BY(?P<terms>(?:[\s-](?:NC|SA|ND))*)\b(?:[\s-](?P<version>\d\.\d))?(?:[\s-](?P<port>IGO))?|\b(?P<zero>CC0)\b(?:\s(?P<zv>\d\.\d))?"
)
_CC_LINK = re.compile(
    r"creativecommons\.org/(?:licenses/by(?P<terms>(?:-(?:nc|sa|nd))*)|publicdomain/(?P<zero>zero|mark))/(?P<version>\d\.\d)(?:/(?P<port>igo))?",
    re.IGNORECASE,
)
_OGL = re.compile(
    r"\bOpen\s+Government\s+Licen[cs]e(?:\s*[–-]\s*(?P<canada>Canada))?(?:,?\s*(?:version\s+|v\.?\s?)(?P<version>\d)(?:\.\d)?)?",
    re.IGNORECASE,
)
_OGL_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/"
# Only of the text itself: a speaker may well say that a report "is in the public domain".
_PUBLIC_DOMAIN = re.compile(
    r"\bThis\s+(?:article|text|work|document|material|page|statement|report|content|transcript)\s+is\s+"
    r"(?:a\s+work\s+of\s+the\s+[\w. ]{3,60}\s+and\s+is\s+)?in\s+the\s+public\s+domain\b"
    r"|(?:\A|(?<=[.!?”\"]\s))(?-i:Public)\s+domain(?:\s+work|\s+text)?\s*[.:(]|\bLicen[cs]e:\s*public\s+domain\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\bAll\s+rights\s+(?:are\s+)?reserved\b", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\bCopyright\b|\(c\)(?=\s*\d{4}))(?:\s*(?:©|\(c\)|by\b))*\s*(?P<years>\d{4}(?:\s*[-–]\s*\d{2,4})?)?"
    r"[,.]?\s*(?:by\s+)?(?P<holder>[^\W\d_][^.;©|]{1,60}?)?(?=[.;|,]|\s+All\s+rights|\s*$)",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"(?i:contents?|material|text|articles?|news)\s+(?:by|of|from|on)\s+(?P<who>[A-Z][\w&.' -]{1,60}?)\s+(?:is|are)\s+"
    r"(?:\w+\s+){0,2}licen[cs]ed"
)
# What may follow a notice and still belongs to it.
_SMALL_PRINT = re.compile(
    r"no\s+part\s+of|rights\s+reserved|permission|re-?publi[sc]|reproduc|redistribut|re-?use|terms\s+(?:of|and)|licen[cs]e|copyright|https?://|www\.",
    re.IGNORECASE,
)
# "U.S. Department" and "Example Corp. is" end no sentence.
_SENTENCE_BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bCo)(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bNo)[.!?][\"'”’»)\]]*\s+(?=[\"“(©]?[^\W\d_a-z]|©|\(c\))"
)

# Notices stand at the edges of a report: this many paragraphs from the start and from the end are searched.
_FIRST, _LAST = 3, 6
# No notice has so long a sentence; a text without full stops may have, and a copyright sign in it.
_LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """A licence with its offsets (all sentences of the notice), and who gives it when the notice says so."""

    licence: Licence
    publisher: str | None


def find_notices(text: str, found: Sequence[Paragraph]) -> list[Notice]:
    """The licence and copyright notices at the edges of ``text``, in text order, non-overlapping."""
    edges = [p for n, p in enumerate(found) if n < _FIRST or n >= len(found) - _LAST]
    notices = (_notice(text, paragraph) for paragraph in edges)
    return [notice for notice in notices if notice is not None]


def licence_at(words: str) -> tuple[str, str | None] | None:
    """The short name ("CC BY 4.0") and the address of the licence that an address or a few words name; None for another kind."""
    for pattern in (_CC_LINK, _CC_SHORT, _CC_NAMED):
        found = pattern.search(words)
        if found:
            return _creative_commons(found)
    link = re.search(r"open-government-licen[cs]e/version/(\d)", words)
    if link:
        return f"OGL {link[1]}.0", f"{_OGL_ADDRESS}{link[1]}/"
    return _terms(words)[:2] if _OGL.search(words) else None


def main_notice(notices: Sequence[Notice]) -> Notice | None:
    """The notice that says most: a licence with an address before a reservation of rights."""
    return next((n for n in notices if n.licence.url), notices[0] if notices else None)


def _notice(text: str, paragraph: Paragraph) -> Notice | None:
    words = text[paragraph.start : paragraph.end]
    hits = [hit for pattern in _NAMED_BY for hit in [_last_match(pattern, words)] if hit]
    if not hits:
        return None
    sentences = _sentences(words)
    first = next(n for n, (_, end) in enumerate(sentences) if end > min(hit.start() for hit in hits))
    last = first
    while last + 1 < len(sentences) and _SMALL_PRINT.search(words[slice(*sentences[last + 1])]):
        last += 1
    # A notice opens or closes its paragraph; in the middle of prose, the prose is about licences.
    if (first > 0 and last < len(sentences) - 1) or sentences[first][1] - sentences[first][0] > _LONGEST_SENTENCE:
        return None
    start, end = sentences[first][0], sentences[last][1]
    said = words[start:end]
    name, url, holder = _terms(said)
    who = _BY_WHOM.search(said)
    publisher = " ".join(who["who"].split()) if who else holder
    return Notice(Licence(name=name, url=url, start=paragraph.start + start, end=paragraph.start + end), publisher)


def _last_match(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    last = None
    for found in pattern.finditer(words):
        # "the copyright of the map" is prose: a notice has a sign, a year, or stands at the start of a sentence.
        signed = pattern is not _COPYRIGHT or found["years"] or not found.group().lower().startswith("copyright")
        if signed or words[: found.start()].rstrip()[-1:] in ("", ".", "|"):
            last = found
    return last


def _sentences(words: str) -> list[tuple[int, int]]:
    cuts = [found.end() for found in _SENTENCE_BREAK.finditer(words)]
    starts, ends = [0, *cuts], [*cuts, len(words)]
    return [(start, start + len(words[start:end].rstrip())) for start, end in zip(starts, ends, strict=True)]


def _terms(said: str) -> tuple[str, str | None, str | None]:
    """Name, address and holder of the licence that a notice states."""
    copyright_ = _COPYRIGHT.search(said)
    holder = copyright_["holder"] if copyright_ else None
    holder = (
        None
        if holder is None or re.match(r"all\s+rights", holder, re.IGNORECASE)
        else re.sub(r"[\s,]+\d{4}$", "", " ".join(holder.split()))
    )
    for pattern in (_CC_LINK, _CC_SHORT, _CC_NAMED):
        found = max(pattern.finditer(said), key=lambda match: bool(match["version"]), default=None)
        if found:
            name, url = _creative_commons(found)
            return name, url, holder
    ogl = _OGL.search(said)
    if ogl and ogl["canada"]:
        return "Open Government Licence - Canada", "https://open.canada.ca/en/open-government-licence-canada", holder
    if ogl:
        return (
            (f"OGL {ogl['version']}.0", f"{_OGL_ADDRESS}{ogl['version']}/", holder) if ogl["version"] else ("OGL", None, holder)
        )
    if _PUBLIC_DOMAIN.search(said):
        return "Public domain", None, holder
    if _RIGHTS.search(said) or copyright_ is None:
        return "All rights reserved", None, holder
    return " ".join(part for part in ("©", copyright_["years"], holder) if part), None, holder


def _creative_commons(found: re.Match[str]) -> tuple[str, str | None]:
    zero = found["zero"]
    if zero and zero.lower() == "mark":
        return "Public domain", "https://creativecommons.org/publicdomain/mark/1.0/"
    if zero:
        return "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
    said = (found["terms"] or "").lower().replace(" ", "").replace("-", "")
    terms = ["by"]
    terms += ["nc"] if "nc" in said or "noncommercial" in said else []
    terms += ["sa"] if "sharealike" in said or said.endswith("sa") else []
    terms += ["nd"] if "noderiv" in said or said.endswith("nd") else []
    version, port = found["version"], found["port"]
    name = " ".join(part for part in ("CC", "-".join(terms).upper(), version, port and port.upper()) if part)
    if not version:
        return name, None  # every version is another licence: no address is better than a guessed one
    return name, f"https://creativecommons.org/licenses/{'-'.join(terms)}/{version}/" + ("igo/" if port else "")


_NAMED_BY = (_CC_NAMED, _CC_SHORT, _CC_LINK, _OGL, _PUBLIC_DOMAIN, _RIGHTS, _COPYRIGHT)
