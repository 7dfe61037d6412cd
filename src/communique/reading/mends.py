"""Mends: what the model often gets wrong in news, put right before anything reads it."""

from __future__ import annotations

import functools

from communique.knowledge.cues import load_cues
from communique.knowledge.lexicon import load_lexicon
from communique.reading.words import Word

# Base forms that the model's rules get wrong: "waged" is of wage, not of wag.
_LEMMAS = {
    "fin": "fine",
    "hop": "hope",
    "rag": "rage",
    "rap": "rape",
    "stag": "stage",
    "wag": "wage",
    "blogge": "blog",
    "dwelt": "dwell",
    "airdrope": "airdrop",
    "cochaire": "cochair",
    "cordone": "cordon",
    "cyberattacke": "cyberattack",
    "deregistere": "deregister",
    "greenlighte": "greenlight",
    "instal": "install",
    "napalme": "napalm",
    "relaunche": "relaunch",
    "resupplye": "resupply",
    "waterboarde": "waterboard",
}


@functools.cache
def _known_verbs() -> frozenset[str]:
    return frozenset(load_lexicon().verbs) | frozenset(load_cues().frames)


@functools.cache
def verb_lemma(lemma: str, lower: str) -> str:
    """The lemma of a verb form, mended where the lemmatizer guessed one that no verb of the lexicon has ("staged" -> "stag")."""
    verbs = _known_verbs()
    if lemma in verbs:
        return lemma
    if lemma.endswith("ie") and lemma[:-2] + "y" in verbs:
        return lemma[:-2] + "y"
    other = lemma.removesuffix("e") if lemma.endswith("e") else lemma + "e"
    if lower in (lemma + "d", lemma + "ed", other + "d", other + "ed", lemma.removesuffix("e") + "ing") and other in verbs:
        return other
    return next((bare for form in (lemma, other) if (bare := form.removeprefix("re-")) != form and bare in verbs), lemma)


def verbless(words: list[Word]) -> None:
    """ "Egypt imported wheat" parsed as a noun phrase: a past tense cannot modify, so it is the verb between the two nouns."""
    for w in words:
        noun = w.head
        if w.tag not in ("VBD", "VBN") or w.dep != "amod" or noun.head is not noun or noun.i < w.i:
            continue
        before = [x for x in words if x.head in (noun, w) and x.i < w.i and x.pos in ("PROPN", "NOUN")]
        if w.tag == "VBN" and (not before or before[-1].pos != "PROPN" or before[-1].i != w.i - 1):
            continue
        if not before:
            continue
        subject = before[-1]
        subject.dep, subject.head = "nsubj", w
        noun.dep, noun.head = "dobj", w
        w.pos, w.dep, w.head = "VERB", "ROOT", w
        for x in words:
            if x.head is noun and (x.i < subject.i or x.dep == "punct"):
                x.head = subject if x.i < subject.i else w
        return


def mend(words: list[Word]) -> None:
    """Put right what the model gets wrong often enough to matter."""
    _verb_taken_for_modifier(words)
    _verb_hung_on_the_last_noun(words)
    _saying_taken_for_modifier(words)
    first = words[0]
    if (
        first.pos == "PROPN"
        and first.ent not in ("PERSON", "GPE")
        and (one := first.lower.removesuffix("s")) in load_lexicon().classes["people"]
    ):
        first.pos, first.tag, first.lemma = "NOUN", "NNS" if one != first.lower else "NN", one  # "Farmers blocked ...": no name
    for w in words:
        if w.dep == "prep" and w.lower in ("with", "to", "against", "between", "from") and w.head.pos == "NOUN":
            _party_hung_on_a_time(w)
        if w.tag == "VB" and w.lower.endswith("s") and (bare := w.lower[:-1]) in _known_verbs():
            w.pos, w.tag, w.lemma = "VERB", "VBZ", bare  # "1. Condemns the attack": no imperative
        if w.pos == "VERB":
            w.lemma = _LEMMAS.get(w.lemma, w.lemma)
        if w.lower == "meeting" and w.tag == "VBG":
            _meeting_is_a_noun(w, words)
        if w.dep == "amod" and w.tag in ("VBN", "VBD") and w.head.dep == "conj" and w.head.head.pos == "VERB":
            _second_verb_taken_for_modifier(w, words)
        if w.dep == "conj" and w.tag in ("VBD", "VBZ", "VBP"):
            _conjunct_of_the_saying(w, words)
        if w.dep == "relcl" and w.tag == "VBN":
            _participle_taken_for_relative(w, words)
        if w.dep == "pobj" and w.tag in ("NNP", "NNPS"):
            _name_taken_into_date(w, words)
        if w.dep == "appos":
            _subject_taken_for_apposition(w, words)
        if w.dep == "appos" and w.tag == w.head.tag == "NNP":
            _list_taken_for_apposition(w, words)
        if w.dep == "oprd" and w.pos in ("NOUN", "PROPN"):
            _object_taken_for_its_name(w, words)
        if w.dep == "ccomp" and w.i < w.head.i:
            _clause_before_a_semicolon(w, words)
        if w.lower in ("free", "loose") and w.pos in ("ADJ", "ADV") and w.head.lemma in ("set", "let", "cut"):
            for x in words:
                if x.head is w and x.dep == "dobj":
                    x.head = w.head  # "set free an engineer"
        if w.dep == "advcl" and w.tag in ("VBN", "VBD") and w.i == w.head.i + 1:
            _participle_before_the_object(w, words)
        if w.dep == "npadvmod" and w.pos == "PROPN" and w.i == w.head.i - 1:
            _subject_taken_for_adverb(w, words)
        if w.dep == "npadvmod" and w.head.lemma in ("give", "grant", "allow") and w.i > w.head.i:
            w.dep = "dobj"  # "gave Niger one week to comply"
        if w.dep == "dobj" and w.pos == "PROPN":
            _receiver_taken_for_object(w, words)
        if w.dep in ("csubj", "csubjpass") and w.tag in ("VBD", "VBN"):
            _reduced_relative_taken_for_subject(w, words)
        if w.dep == "ccomp" and w.pos in ("ADV", "ADP", "ADJ") and w.head.pos == "VERB" and w.head.i < w.i:
            _object_before_a_direction(w, words)


def _reduced_relative_taken_for_subject(w: Word, words: list[Word]) -> None:
    """ "Fishermen aboard a boat intercepted off Peru were deported": the fishermen were, and the boat is what was intercepted."""
    noun = next((x for x in words if x.head is w and x.dep == "nsubj"), None)
    if noun is None or any(x.head is w and x.dep in ("mark", "aux", "dobj", "neg") for x in words):
        return
    noun.dep, noun.head = "nsubjpass" if w.dep == "csubjpass" else "nsubj", w.head
    before = words[w.i - words[0].i - 1]
    w.tag, w.dep, w.head = "VBN", "acl", before if before.pos in ("NOUN", "PROPN") else noun


def _object_before_a_direction(w: Word, words: list[Word]) -> None:
    """ "let the inspectors back into the plant", "found the minister guilty": they are whom it let, whom it found so."""
    if any(x.head is w and x.dep in ("mark", "aux", "cop") for x in words):
        return
    noun = next((x for x in words if x.head is w and x.dep == "nsubj"), None)
    if noun is None or any(x.head is w.head and x.dep == "dobj" for x in words):
        return
    noun.dep, noun.head = "dobj", w.head
    w.dep = "advmod" if w.pos != "ADJ" else "oprd"


TIMES = frozenset(
    ["minute", "hour", "day", "week", "month", "year", "night", "evening", "afternoon", "morning", "weekend", "decade"]
)


def _party_hung_on_a_time(w: Word) -> None:
    """ "spoke for twenty minutes with the minister": with whom one spoke, and not the minutes."""
    noun = w.head
    if noun.lemma in TIMES and noun.i < w.i and noun.dep in ("pobj", "npadvmod"):
        above = noun.head.head if noun.dep == "pobj" else noun.head
        if above.pos in ("VERB", "AUX"):
            w.head = above


def _verb_taken_for_modifier(words: list[Word]) -> None:
    """ "An envoy conferred with the president, a spokesman said", "State television charged that ...": a finite verb read as a
    participle of its own subject. Without an auxiliary and an agent it is the verb, where the clause would else have none."""
    for w in words:
        noun = w.head
        if w.dep != "acl" or w.tag not in ("VBN", "VBD") or w.i != noun.i + 1 or noun.pos not in ("NOUN", "PROPN"):
            continue
        mine = [x for x in words if x.head is w]
        if any(x.dep in ("agent", "aux", "auxpass", "nsubj") for x in mine):
            continue
        if not any(x.dep in ("dobj", "ccomp", "xcomp") or (x.dep == "prep" and x.lower == "with") for x in mine):
            continue  # "Two soldiers killed in Mali": nothing that an active verb would have
        above = noun.head
        if noun.dep == "ROOT" and above is noun:
            w.head, w.dep, w.tag = w, "ROOT", "VBD"
            for x in words:
                if x.head is noun and x.i > w.i:
                    x.head = w
        elif (
            noun.dep == "nsubj"
            and above.pos == "VERB"
            and above.i > w.i
            and any(x.dep == "nsubj" and x.head is above and x is not noun for x in words)
        ):
            w.head, w.dep, w.tag = above, "ccomp", "VBD"
        else:
            continue
        w.pos = "VERB"
        noun.head, noun.dep = w, "nsubj"


def _saying_taken_for_modifier(words: list[Word]) -> None:
    """ "The minister condemned bullets fired at people", "... and insisted morale was high": with a subject of its own, or right
    after an "and", a verb of saying is no modifier of the noun behind it."""
    cues = load_cues()
    for w in words:
        noun, verb = w.head, w.head.head
        if w.dep != "amod" or w.tag not in ("VBN", "VBD") or w.lemma not in cues.frames or noun.i < w.i:
            continue
        if noun.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX") or verb.i < noun.i:
            continue
        own = any(x.head is w and x.dep == "nsubj" for x in words)
        after_and = w.i > words[0].i and words[w.i - words[0].i - 1].pos == "CCONJ" and verb.dep == "conj"
        if not own and not after_and:
            continue
        w.pos, w.tag, w.dep = "VERB", "VBD", verb.dep
        w.head = verb.head if verb.head is not verb else w
        if cues.takes(w.lemma, "clause"):
            verb.head, verb.dep = w, "ccomp"
        else:
            noun.head, noun.dep = w, "dobj"
            verb.head, verb.dep = noun, "acl"
        for x in words:
            if x.head is verb and (x.i < w.i or x.dep in ("conj", "cc") or x is words[-1]):
                x.head = w


def _verb_hung_on_the_last_noun(words: list[Word]) -> None:
    """ "Militants on motorcycles slaughtered 40 farmers": where no verb is the root, a past tense with its own object is."""
    root = next((w for w in words if w.head is w), None)
    if root is None or root.pos != "NOUN":
        return
    for w in words:
        if w.dep in ("acl", "relcl") and w.tag == "VBD" and w.head.dep == "pobj" and w.i > root.i and w.head.i == w.i - 1:
            deps = {x.dep for x in words if x.head is w}
            if "dobj" not in deps or deps & {"nsubj", "agent", "auxpass"}:
                return
            w.head, w.dep, w.pos = w, "ROOT", "VERB"
            root.head, root.dep = w, "nsubj"
            for x in words:
                if x.head is root and x.dep == "punct":
                    x.head = w
            return


def _second_verb_taken_for_modifier(w: Word, words: list[Word]) -> None:
    """ "embraced in Lima and restored diplomatic relations": a verb coordinated with the first, right after the "and"."""
    noun, verb = w.head, w.head.head
    before = words[w.i - words[0].i - 1] if w.i > words[0].i else None
    if before is None or before.dep != "cc" or before.head is not verb or verb.tag not in ("VBD", "VBN"):
        return
    w.dep, w.head, w.pos, w.tag = "conj", verb, "VERB", verb.tag
    noun.dep, noun.head = "dobj", w


def _subject_taken_for_adverb(w: Word, words: list[Word]) -> None:
    """ "Chad tortured prisoners": a name before a finite verb without a subject is the subject."""
    finite = w.head.tag in ("VBD", "VBZ", "VBP") and w.ent not in ("DATE", "TIME")
    if finite and not any(x.head is w.head and x.dep.startswith("nsubj") for x in words):
        w.dep = "nsubj"


def _participle_before_the_object(w: Word, words: list[Word]) -> None:
    """ "evacuated wounded civilians": they were wounded before, and are whom it evacuated."""
    verb = w.head
    noun = next((x for x in words if x.head is w and x.dep == "dobj"), None)
    if noun is None or any(x.head is verb and x.dep == "dobj" for x in words):
        return
    for x in words:
        if x.head is w and x.dep == "prep":
            x.head = verb
    noun.head = verb
    w.dep, w.head = "amod", noun


def _receiver_taken_for_object(w: Word, words: list[Word]) -> None:
    """ "handed Vanuatu ten million dollars": of two objects the first, a name, is who receives."""
    if any(x.head is w.head and x.dep == "dobj" and x.i > w.i for x in words):
        w.dep = "dative"


def _list_taken_for_apposition(w: Word, words: list[Word]) -> None:
    """ "Peru, Chile, Kenya and Chad cut ties": a list of names, the second of which is no other name of the first."""
    at = w.i - words[0].i
    after = words[at + 1 : at + 30]
    conjuncts = [x for x in after if x.dep == "conj" and x.head is w and x.pos == "PROPN"]
    if not conjuncts or at < 1 or words[at - 1].text not in (",", "the"):
        return
    last = conjuncts[-1]
    while (more := next((x for x in after if x.dep == "conj" and x.head is last), None)) is not None:
        last = more
    end = last.i - words[0].i + 1
    if end < len(words) and words[end].text != ",":
        w.dep = "conj"


def _object_taken_for_its_name(w: Word, words: list[Word]) -> None:
    """ "had called the Turkish president": with nothing else called so, whom he called."""
    verb = w.head
    at = w.i - words[0].i
    others = [
        x for x in words[max(0, at - 40) : at + 40] if x.head is verb and x.dep in ("dobj", "nsubjpass", "auxpass", "ccomp")
    ]
    if verb.lemma == "call" and not others and w.i > verb.i:
        w.dep = "dobj"


def _clause_before_a_semicolon(w: Word, words: list[Word]) -> None:
    """ "X said he would come; Y said he would not": two sentences, the one no part of what the other says."""
    at = w.i - words[0].i
    between = words[at + 1 : min(w.head.i - words[0].i, at + 60)]
    if w.head.pos == "VERB" and w.head.is_root and any(x.text == ";" and x.head in (w.head, w) for x in between):
        w.dep = "parataxis"


def _conjunct_of_the_saying(w: Word, words: list[Word]) -> None:
    """ "said Lima would try again and offered to host": the second finite verb goes with "said", not with "would try"."""
    inner = w.head
    if (
        inner.tag not in ("VB", "VBG", "VBN")
        or inner.dep != "ccomp"
        or inner.head.tag != w.tag
        or not any(x.head is inner and x.dep in ("aux", "auxpass") for x in words)
    ):
        return
    if any(x.head is w and x.dep in ("nsubj", "nsubjpass", "aux") for x in words):
        return
    w.head = inner.head


def _participle_taken_for_relative(w: Word, words: list[Word]) -> None:
    """ "at which X and Y, brought together by Z, agreed": no auxiliary, no subject: the finite verb's it is."""
    subject = next(
        (x for x in words if x.head is w and x.dep == "nsubj" and x.i < w.i and x.lower not in ("who", "which", "that")), None
    )
    if subject is None or any(x.head is w and x.dep in ("aux", "auxpass") for x in words):
        return
    finite = next(
        (
            x
            for x in words
            if x.i > w.i
            and x.tag in ("VBD", "VBZ", "VBP")
            and x.pos == "VERB"
            and x.dep in ("conj", "relcl", "parataxis", "ccomp")
            and not any(y.head is x and y.dep in ("nsubj", "nsubjpass") for y in words)
        ),
        None,
    )
    if finite is None:
        return
    finite.head, finite.dep = w.head, "relcl"
    for x in words:
        if x.head is w and x.i < subject.i:
            x.head = finite
    subject.head = finite
    w.head, w.dep = subject, "acl"


_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


def _name_taken_into_date(w: Word, words: list[Word]) -> None:
    """ "In late March Erdogan paid a visit": the name after the month is the verb's subject, not the end of the date."""
    prep = w.head
    month = next((x for x in words if x.head is w and x.lower in _CALENDAR and x.i < w.i), None)
    verb = prep.head
    if (
        month is None
        or w.lower in _CALENDAR
        or w.ent not in ("PERSON", "GPE", "ORG", "")
        or prep.i > w.i
        or verb.i < w.i
        or verb.pos not in ("VERB", "AUX")
    ):
        return
    if any(x.head is verb and x.dep in ("nsubj", "nsubjpass", "expl") for x in words):
        return
    for x in words:
        if x.head is w and x.i < month.i and x is not month:
            x.head = month
    month.head, month.dep = prep, "pobj"
    w.head, w.dep = verb, "nsubj"


def _meeting_is_a_noun(w: Word, words: list[Word]) -> None:
    """ "the visit to Moscow and meeting with the president": coordinated with the noun before, not with its verb."""
    if any(x.head is w and x.dep in ("aux", "dobj", "nsubj") for x in words) or w.dep in ("amod", "compound"):
        return
    before = [x for x in words if x.i < w.i]
    if w.dep == "conj" and w.head.pos == "VERB" and before and before[-1].lower == "and":
        nouns = [x for x in before if x.pos == "NOUN" and w.i - x.i <= 8 and x.dep in ("pobj", "dobj", "nsubj", "nsubjpass")]
        if not nouns:
            return
        w.head = nouns[-1]
    elif w.dep not in ("pobj", "nsubj", "dobj"):
        return
    w.pos, w.tag, w.lemma = "NOUN", "NN", "meeting"


def _subject_taken_for_apposition(w: Word, words: list[Word]) -> None:
    """ "... of the two countries, Iran and Turkey are ready": what looks like an apposition is the verb's subject."""
    first = words[0].i
    last = max((x.i for x in words if x is w or any(a is w for a in x.ancestors())), default=w.i)
    if last - first + 1 >= len(words):
        return
    verb = words[last - first + 1]
    while verb.pos == "AUX" and verb.dep in ("aux", "auxpass"):
        verb = verb.head
    if verb.pos not in ("VERB", "AUX") or verb.tag not in ("VBZ", "VBP", "VBD", "VBN", "VBG", "VB") or verb.under(w):
        return
    if any(x.head is verb and x.dep in ("nsubj", "nsubjpass", "expl", "csubj") for x in words) or verb.dep in (
        "relcl",
        "acl",
        "conj",
        "xcomp",
        "pcomp",
    ):
        return
    if words[last - first + 1].tag not in ("VBZ", "VBP", "VBD", "MD"):
        return
    w.head, w.dep = verb, "nsubj"
