"""Scoring attributions in marked articles: quoted words and indirect speech, with and without their speakers.

A marked article is its text with marks in braces, and after a line ``=====`` a row for each attribution::

    {c1:"We are done,"} {s1:the envoy} {q1:told} reporters, {q2:adding} that {c2:talks were over}.
    =====
    1 | Rada Valo | speech
    2 | Rada Valo | speech

``s`` marks the words that name the source, ``q`` the cue, ``c`` the content; the same mark may come again for a content in
pieces, and ``{s1,2:...}`` belongs to two attributions. A row has the source's full name, and a class: *speech* (a verb of
saying, a quotation), *thought* (beliefs, hopes, wants), *noun* (the cue is a noun, the source a paper or poll), *soft* (may be
left out). Source, cue and content are the terms of attribution corpora; as there, two contents are the same when half of the
characters in either are in both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, get_args

from communique.errors import GoldError
from communique.evaluation.matching import SAME_WORDS, Offsets, match, overlap, same_name, span_iou
from communique.records import Reading, Statement
from communique.sources.document import Document

Class = Literal["speech", "thought", "noun", "soft"]
_MARK = re.compile(r"\{([scq])(\d+(?:,\d+)*):|\}")
_QUOTES = frozenset('"“”„‟«»')


@dataclass(slots=True)
class Attribution:
    """An attribution of a marked article; offsets are those of the text without the marks."""

    speaker: str
    kind: Class
    sources: list[Offsets] = field(default_factory=list)
    cues: list[Offsets] = field(default_factory=list)
    contents: list[Offsets] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked article."""

    name: str
    text: str
    attributions: list[Attribution]


@dataclass(slots=True)
class Tally:
    """Counts of one category. ``met`` of ``gold`` attributions were found, ``true`` of ``found`` statements are attributions;
    ``met_whose`` and ``true_whose`` count those whose speaker is right, too."""

    gold: int = 0
    met: int = 0
    met_whose: int = 0
    found: int = 0
    true: int = 0
    true_whose: int = 0

    def f1(self, *, whose: bool = False) -> float:
        """The harmonic mean of precision and recall, in percent; ``whose``: with the right speaker."""
        recall = (self.met_whose if whose else self.met) / self.gold if self.gold else 0.0
        precision = (self.true_whose if whose else self.true) / self.found if self.found else 0.0
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(slots=True)
class AttributionFigures:
    """Figures over articles. *Quoted* contents hold quotation marks; *indirect* is speech without any; *all* leaves out soft ones
    alone."""

    quoted: Tally = field(default_factory=Tally)
    indirect: Tally = field(default_factory=Tally)
    all: Tally = field(default_factory=Tally)
    findings: list[str] = field(default_factory=list)


def load_marked(path: Path) -> Marked:
    """Read a marked article. Raises GoldError, with the file and what is wrong, when the marks do not fit."""
    body, line, foot = path.read_text(encoding="utf-8").partition("\n=====\n")
    if not line:
        raise GoldError(f"{path}: there is no line ===== between the article and its attributions")
    rows: dict[int, Attribution] = {}
    for row in foot.strip().splitlines():
        cells = [cell.strip() for cell in row.split("|")]
        if len(cells) != 3 or not cells[0].isdigit() or int(cells[0]) in rows:
            raise GoldError(
                f"{path}: an attribution is a number of its own, a speaker and a class, as in '1 | she | speech', not {row!r}"
            )
        label, speaker, kind = cells
        if kind not in get_args(Class):
            raise GoldError(f"{path}: attribution {label}: the class is one of {', '.join(get_args(Class))}, not {kind!r}")
        rows[int(label)] = Attribution(speaker, kind)  # type: ignore[arg-type]
    pieces: list[str] = []
    length = at = 0
    opened: list[tuple[str, str, int]] = []
    for m in _MARK.finditer(body):
        pieces.append(body[at : m.start()])
        length += m.start() - at
        at = m.end()
        if m.group(1):
            opened.append((m.group(1), m.group(2), length))
            continue
        if not opened:
            raise GoldError(f"{path}: a closing brace too many before {body[m.end() : m.end() + 30]!r}")
        mark, numbers, start = opened.pop()
        for marked in numbers.split(","):
            if int(marked) not in rows:
                raise GoldError(f"{path}: attribution {marked} has no row below the line =====")
            a = rows[int(marked)]
            {"s": a.sources, "q": a.cues, "c": a.contents}[mark].append((start, length))
    if opened:
        raise GoldError(f"{path}: the mark {opened[-1][0]}{opened[-1][1]} is not closed")
    pieces.append(body[at:])
    for number, a in rows.items():
        if not a.contents:
            raise GoldError(f"{path}: attribution {number} has no content")
    return Marked(path.stem, "".join(pieces), list(rows.values()))


def load_folder(folder: Path, only: str = "") -> list[Marked]:
    """The marked articles of a folder whose names begin with ``only``, in the order of their names."""
    return [load_marked(p) for p in sorted(folder.glob(f"{only}*.txt"))]


def score_attributions(
    articles: Sequence[Marked], read_many: Callable[[Iterable[Document]], Iterator[Reading]]
) -> AttributionFigures:
    """Read the articles and compare."""
    figures = AttributionFigures()
    documents = (Document(a.text, source_id=a.name) for a in articles)
    for article, reading in zip(articles, read_many(documents), strict=True):
        _score(article, reading, figures)
    return figures


def print_attributions(
    figures: AttributionFigures, echo: Callable[[str], None], *, details: bool = False, as_json: bool = False
) -> None:
    """Print the figures with ``echo``, a line each: F1 of contents, and of contents with the right speaker, in percent."""
    rows = {"quoted": figures.quoted, "indirect speech": figures.indirect, "all": figures.all}
    if as_json:
        echo(
            json.dumps(
                {
                    name: {**asdict(t), "f1": round(t.f1(), 1), "f1_speaker": round(t.f1(whose=True), 1)}
                    for name, t in rows.items()
                }
            )
        )
        return
    echo(f"{'':16s} {'F1':>6s} {'F1 with speaker':>16s} {'found/gold':>12s} {'right/found':>12s}")
    for name, t in rows.items():
        echo(f"{name:16s} {t.f1():6.1f} {t.f1(whose=True):16.1f} {f'{t.met}/{t.gold}':>12s} {f'{t.true}/{t.found}':>12s}")
    for finding in figures.findings if details else ():
        echo(" ".join(finding.split()))


def _score(article: Marked, reading: Reading, figures: AttributionFigures) -> None:
    text = article.text
    names = {e.id: e.name for e in reading.entities}
    found = [_letters(text, [(s.start, s.end) for s in st.content]) for st in reading.statements]
    gold = [_letters(text, a.contents) for a in article.attributions]
    fits = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            fit = span_iou(g, f)
            if fit >= SAME_WORDS:
                fits.append((fit, i, j))
    pairs = match(fits)
    back = {j: i for i, j in pairs.items()}
    for k, a in enumerate(article.attributions):
        met = pairs.get(k)
        whose = met is not None and _same_speaker(a, reading.statements[met], names)
        quoted = any(c in _QUOTES for start, end in a.contents for c in text[max(0, start - 1) : end + 1])
        mine = []
        if quoted and a.kind != "soft":
            mine.append(figures.quoted)
        elif a.kind == "speech":
            mine.append(figures.indirect)
        if a.kind != "soft":
            mine.append(figures.all)
        for tally in mine:
            tally.gold += 1
            tally.met += met is not None
            tally.met_whose += whose
        if not whose and a.kind != "soft":
            given = f" given to {names.get(reading.statements[met].speaker or '', '-')}" if met is not None else ""
            words = " ... ".join(text[start:end] for start, end in a.contents)
            cue = " ... ".join(text[start:end] for start, end in a.cues)
            kind = f"{a.kind}{' quoted' if quoted else ''}"
            figures.findings.append(f"missed | {article.name} | {kind} | {a.speaker}{given} | {cue} | {words}")
    for j, st in enumerate(reading.statements):
        meant = back.get(j)
        whose = meant is not None and _same_speaker(article.attributions[meant], st, names)
        for tally in (figures.all, figures.indirect if st.kind == "indirect" else figures.quoted):
            tally.found += 1
            tally.true += meant is not None
            tally.true_whose += whose
        if meant is None:
            words = " ... ".join(s.text for s in st.content)
            cue = st.cue.text if st.cue else "-"
            figures.findings.append(f"extra  | {article.name} | {st.kind} | {names.get(st.speaker or '', '-')} | {cue} | {words}")


def _same_speaker(a: Attribution, st: Statement, names: dict[str, str]) -> bool:
    if a.sources:
        return st.speaker_span is not None and any(overlap(s, (st.speaker_span.start, st.speaker_span.end)) for s in a.sources)
    speakers = [names.get(s, s) for s in (st.speaker, *st.joint) if s is not None]
    return any(same_name(a.speaker, name) for name in speakers) or (a.speaker == "-" and not speakers)


def _letters(text: str, spans: Iterable[Offsets]) -> list[Offsets]:
    """The spans without the marks and blanks at their ends, which one annotator counts in and another does not."""
    out = []
    for start, end in spans:
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        out.append((start, end))
    return out
