"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The first characters settle it; a name list or a licence at the end would only blur it.
_SAMPLE = 4000
# Fewer letters than this are names as often as words ("Erdogan in Tehran"): no identifier is right about them.
_SHORT = 40
# Half of the running words of English news are function words. These ones are rare in other languages ("in", "an" and
# "was" are not) and make up a quarter to a third of English; a foreign text with an English title in it stays far below.
_ENGLISH = frozenset(
    str.split("the of and to that with which from been has had have his their its would this they were not are who but it by as")
)
_ENGLISH_SHARE = 0.18
# Creoles of English whose written form the identifier takes short English for.
_ENGLISH_CREOLES = frozenset({"pcm"})
# A few lines full of foreign names, with English function words among them, need a clear verdict before they are refused.
_BRIEF, _SURE = 400, 0.95
# A line or two may be all names and titles: the commonest words of English news then speak for it too.
_NEWS = _ENGLISH | frozenset(
    str.split(
        "in on at for met said told visited visit minister president prime foreign leader king queen "
        "government talks meeting spoke call called attacked attack agreed signed troops army office chief "
        "official officials states between after before will would left thanked urged accused monday tuesday "
        "wednesday thursday friday saturday sunday january february march april june july august september "
        "october november december"
    )
)
_NEWS_SHARE = 0.25
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> tuple[str, float]:
    """The ISO 639-1 code of the language of ``text``, and how sure that is, from 0 to 1.

    Looks at the first 4,000 characters. A text with fewer than 40 letters is taken as English, with sureness 0.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if sum(map(len, words)) < _SHORT:
        return "en", 0.0
    share = sum(word.lower() in _ENGLISH for word in words) / len(words)
    short = len(sample) < _BRIEF and sum(word.lower() in _NEWS for word in words) >= _NEWS_SHARE * len(words)
    if share >= _ENGLISH_SHARE or short:
        return "en", 1.0  # the usual case: it spares the second that loading the identifier takes
    language, sureness = _identifier().classify(sample)
    if language in _ENGLISH_CREOLES or (len(sample) < _BRIEF and sureness < _SURE and share >= _ENGLISH_SHARE / 2):
        return "en", float(sureness)
    return str(language), float(sureness)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
