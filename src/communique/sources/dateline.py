"""Datelines: where and when a report says that it was filed, and the agency that signs it there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from communique.records import Dateline
from communique.sources.agencies import agency
from communique.sources.days import DAY_PATTERN, WEEKDAY

PlaceCountry = Callable[[str], str | None]

# A dateline is short: nothing beyond this many characters of a paragraph is looked at.
_REACH = 140
_REACH_OF_A_POINT = 48
_WORDS = r"[^\W\d_](?:[\w'’/\u00a0 ]|\.(?!\s[A-Z][a-z]{4})|-(?=\w))*?"
_FORM = re.compile(
    rf"(?P<place>{_WORDS})"
    rf"(?P<regions>(?:,\s*(?!(?:{DAY_PATTERN}))[^\W\d_][\w.'’ -]*?){{0,2}})"
    r"(?:\s*\[(?P<bracket>[^\]\n]{2,30})\])?"
    rf"(?P<when>\s*[,.]?\s*\(?\s*(?P<day>{DAY_PATTERN})\s*\)?[,.]?|\s*[,.]?\s*{WEEKDAY}(?=\W))?"
    r"(?:\s*,?\s*[(/\[](?P<mark>[^()/\[\]\n]{2,30})[)/\]]|,\s*(?P<bare>[A-Z][\w-]{1,12}))?"
    r"(?P<stop>\s*[:.])?"
    r"(?P<dash>\s*(?:[–—―‒]|-{1,3}))?"
    r"(?=(?P<rest>\s*))",
)
_LINE = re.compile(rf"\(?(?P<place>{_WORDS})(?P<regions>(?:,\s*[^\W\d_][\w.'’ -]*?)?),?\s+(?P<day>{DAY_PATTERN})\)?\.?")
# Words in capitals before a dash that are no places.
_LABELS = frozenset(
    str.split(
        "ALERT ANALYSIS BACKGROUND BREAKING BRIEF BULLETIN COMMENT COMMENTARY CORRECTED CORRECTION DIARY DRAFT "
        "EDITORIAL EMBARGO EXCLUSIVE EXPLAINER FACTBOX FEATURE FLASH FOCUS GRAPHIC HEADLINE HEADLINES INSIGHT INTERVIEW "
        "LEAD LIVE NEWS NEWSMAKER NOTE OPINION PHOTO PHOTOS POLL PREVIEW PROFILE QUESTION ANSWER QUOTES RECAP REFILE "
        "REPEAT ROUNDUP SNAPSHOT SPECIAL STATEMENT SUMMARY TIMELINE TRANSCRIPT UPDATE UPDATED UPDATES URGENT VIDEO VIEW "
        "WATCH WRAPUP Q A"
    )
)
# Before a day these open a sentence ("On June 5, ..."), and no dateline.
_OPENERS = frozenset(str.split("on in at by the since until from after before as for mr mrs ms dr president minister until when"))
_SMALL = frozenset(str.split("al and au aux cap da das de del den der des di do dos du el en es la las le les los of the upon y"))
_US_STATES = frozenset(
    str.split(
        "ala alabama alaska ariz arizona ark arkansas calif california colo colorado conn connecticut d.c dc del "
        "delaware fla florida ga hawaii idaho ill illinois ind indiana iowa kan kansas ky kentucky la louisiana maine "
        "md maryland mass massachusetts mich michigan minn minnesota miss mississippi mo missouri mont montana n.c n.d "
        "n.h n.j n.m n.y nc nd nh nj nm ny neb nebraska nev nevada ohio okla oklahoma ore oregon pa pennsylvania r.i "
        "s.c s.d tenn tennessee tex texas utah va virginia vt vermont w.va wash wis wisconsin wyo wyoming"
    )
) | {"new york", "new jersey", "new mexico", "new hampshire", "north carolina", "south carolina", "rhode island", "west virginia"}


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline as found: its record, the words of its day, the agency's name."""

    dateline: Dateline
    day: str | None
    agency: str | None


def find_dateline(
    text: str, start: int, end: int, place_country: PlaceCountry | None = None, *, strict: bool = False
) -> Filed | None:
    """The dateline with which the paragraph from ``start`` to ``end`` opens, or None; its end lies after its dash.

    A place in capitals needs a dash, or to be known to ``place_country`` (a name -> its ISO 3166-1 alpha-3 code) before a colon
    or a full stop; a place in ordinary letters also needs a day, an agency, a state of the US or to be known. ``strict`` accepts
    capitals alone: for paragraphs where a dateline is unlikely.
    """
    head = text[start : min(end, start + _REACH)]
    if strict and not head[:3].replace("'", "").replace(".", "").isupper():
        return None
    judged = (_judge(found, start, place_country, strict=strict, whole=end - start) for found in _candidates(head))
    return next((filed for filed in judged if filed), None)


def find_place_and_day(text: str, start: int, end: int, place_country: PlaceCountry | None = None) -> Filed | None:
    """A paragraph that is nothing but a place and a day, "(Astana, 12 September 2008)", or a place in capitals on the map."""
    found = _LINE.fullmatch(text, start, end) if end - start <= _REACH else None
    if found is None and place_country is not None and end - start <= 40 and text[start:end].isupper():
        alone = _record(text[start:end], "", start, end, place_country)
        return Filed(alone, None, None) if alone.country else None
    if found is None or not _is_name(found["place"]) or found["place"].casefold() in _OPENERS:
        return None
    return Filed(_record(found["place"], found["regions"], start, end, place_country), found["day"], None)


def _candidates(head: str) -> list[re.Match[str]]:
    """Every reading of ``head`` as a dateline, the longest signed ones first; the separators tell where one may end."""
    ends = [found.end() for found in re.finditer(r"[–—―‒]|-{1,3}(?=[\s\"“'(A-Z])|[)/\]](?:\s*[:.])?(?:-|(?=\s))|:(?=\s)", head)]
    ends += [found.end() for found in re.finditer(r"(?<=\w)\.(?=\s+[\"“'A-Z])", head[:_REACH_OF_A_POINT])]
    readings = (_FORM.fullmatch(head, 0, end) for end in ends)
    found = [reading for reading in readings if reading]
    # "TEHRAN, Nov. 24 (MNA) -": a dash right after the agency belongs to the dateline, so the longer reading is tried first.
    return sorted(found, key=lambda match: (match["dash"] is None, match.end() if match["dash"] else -match.end()))


def _judge(found: re.Match[str], start: int, place_country: PlaceCountry | None, *, strict: bool, whole: int) -> Filed | None:
    head = found.string
    place, sign = found["place"].strip(), found["mark"] or found["bare"]
    signed = agency(sign) if sign else None
    if found["bare"] and signed is None:
        return None
    after = head[found.end() :]
    capitals = not any(letter.islower() for letter in place)
    dash = found["dash"] or ""
    if found.end() >= whole or not after.strip() or not _is_name(place) or place in _LABELS or place.split()[0] in _LABELS:
        return None
    if place.split()[0].casefold().strip(".") in _OPENERS or re.match(rf"(?:{WEEKDAY})$", place, re.IGNORECASE):
        return None
    evidence = bool(signed or found["day"])
    colon = found["stop"] is not None and found["stop"].strip() == ":"
    # "ISLAMABAD: The" and "QUITO. The" are datelines and "QUESTION: The" is none: only the map can tell.
    point = head[: found.end()].endswith(".")
    on_map = ((capitals and (colon or point)) or (point and bool(found["day"]))) and (
        place_country is not None and place_country(_titled(place)) is not None
    )
    if not dash and not (signed or (found["mark"] and (found["day"] or (capitals and colon))) or on_map):
        return None
    if dash and not _stands_apart(dash, head, found, capitals or evidence):
        return None
    if after.lstrip()[0].islower() and not (capitals and (evidence or after.lstrip().startswith(("al-", "el-", "de ")))):
        return None
    if strict and not (capitals and len(place) >= 4):
        return None
    record = _record(place, found["regions"], start, start + found.end(), place_country)
    if not capitals:
        known = record.country is not None and place_country is not None and place_country(place) is not None
        if not (evidence or known or _us_state(found["regions"])):
            return None
    return Filed(record, found["day"], signed)


def _stands_apart(dash: str, head: str, found: re.Match[str], sure: bool) -> bool:
    """Whether a dash separates rather than joins: "US-led" and "Iran–Iraq" are words."""
    spaced = dash[0].isspace() or head[found.end() : found.end() + 1].isspace()
    mark = dash.strip()
    return spaced or mark == "—" or mark.startswith("--") or (sure and not found["place"].endswith(mark) and bool(found["when"]))


def _is_name(place: str) -> bool:
    """Whether every word is capitalised, but for the "de" and "of" that names hold."""
    words = re.split(r"[\s/]+", place.strip())
    if not 1 <= len(words) <= 6 or len(place) < 3:
        return False
    return (
        all(word[:1].isupper() or word.casefold() in _SMALL or word[:3] in ("al-", "el-") for word in words if word)
        and words[0][:1].isupper()
    )


def _record(place: str, regions: str, start: int, end: int, place_country: PlaceCountry | None) -> Dateline:
    district = re.fullmatch(r"(.+?)\s+(D\.?C)\.?", place)  # "WASHINGTON D.C." without its comma
    place, regions = (district[1], f"{regions}, {district[2]}") if district else (place, regions)
    named = [region.strip(" .") for region in regions.split(",") if region.strip(" .")]
    name = _titled(place)
    country = "USA" if _us_state(regions) else None
    first = name.split("/")[0]
    if place_country is not None:
        for query in (*named, ", ".join((first, *named)), first, place.split("/")[0]):
            country = country or place_country(query)
    return Dateline(place=name, country=country, start=start, end=end)


def _us_state(regions: str) -> bool:
    return any(region.strip().rstrip(".").casefold() in _US_STATES for region in regions.split(",") if region.strip())


def _titled(place: str) -> str:
    """ "PORT-AU-PRINCE" -> "Port-au-Prince"; a name in ordinary letters is left as it is."""
    place = " ".join(place.split()).strip(",")
    if any(letter.islower() for letter in place):
        return place
    parts = re.split(r"([\s/-]+)", place)
    return "".join(_titled_word(part, first=n == 0 or parts[n - 1] == "/") for n, part in enumerate(parts))


def _titled_word(word: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word) or word in ("UN", "DC"):
        return word
    if not first and word.casefold() in _SMALL:
        return word.casefold()
    # Sana'a, but N'Djamena: after an apostrophe only a longer rest is a word of its own.
    return re.sub(
        r"[^\W\d_]+", lambda m: m.group().capitalize() if m.start() == 0 or len(m.group()) > 2 else m.group().lower(), word
    )
