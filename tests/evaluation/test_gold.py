"""Gold documents are loaded, and each mistake in one is told with its file, its field and what is expected."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.errors import GoldError
from communique.evaluation import load_gold

ARTICLE = "Chad’s minister said “we agree” in Oslo. Norway welcomed it. Chad’s envoy left."


def document() -> dict[str, Any]:
    return {
        "published": "2024-05-22",
        "events": [
            {"type": "SUPPORT", "mode": None, "actors": ["NOR"], "recipients": ["TCD"], "persons": [], "status": "occurred",
             "claimed_by": None, "date": ["2024-05-21", "2024-05-22"], "place": None,
             "evidence": "Norway welcomed it", "core": True},
        ],
        "statements": [
            {"speaker": "minister", "kind": "direct", "cue": "said", "content": "we", "content_end": "agree", "core": True},
        ],
        "mentions": [{"text": "Chad", "nth": 2, "is": "TCD"}],
    }  # fmt: skip


def write(folder: Path, given: object, name: str = "01-oslo", article: str | None = ARTICLE) -> None:
    (folder / f"{name}.json").write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    if article is not None:
        (folder / f"{name}.txt").write_text(article, encoding="utf-8")


def test_a_document_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, document())
    (gold,) = load_gold(tmp_path)
    assert (gold.name, gold.text, gold.published) == ("01-oslo", ARTICLE, date(2024, 5, 22))
    assert gold.events[0].date == (date(2024, 5, 21), date(2024, 5, 22))
    assert gold.statements[0].span_in(ARTICLE) == (ARTICLE.index("we agree"), ARTICLE.index("we agree") + 8)
    assert (gold.mentions[0].entity, gold.mentions[0].nth) == ("TCD", 2)


def test_only_those_whose_names_begin_so(tmp_path: Path) -> None:
    for name in ("02-b", "01-a", "11-c"):
        write(tmp_path, document(), name)
    assert [gold.name for gold in load_gold(tmp_path)] == ["01-a", "02-b", "11-c"]
    assert [gold.name for gold in load_gold(tmp_path, only="0")] == ["01-a", "02-b"]


def test_what_may_be_left_out(tmp_path: Path) -> None:
    given = document()
    del given["mentions"], given["events"][0]["mode"], given["events"][0]["persons"], given["events"][0]["place"]
    del given["statements"][0]["cue"]
    write(tmp_path, given)
    assert load_gold(tmp_path)[0].events[0].persons == ()


def test_fields_of_the_annotator_are_ignored(tmp_path: Path) -> None:
    given = document()
    given["annotator"] = "A. B."
    given["events"][0]["remark"] = "hard"
    write(tmp_path, given)
    assert load_gold(tmp_path)


def test_gold_documents_of_the_project_load() -> None:
    assert len(load_gold(Path(__file__).parents[1] / "gold")) >= 8


Change = Callable[[dict[str, Any]], object]


def in_event(**fields: object) -> Change:
    return lambda document: document["events"][0].update(fields)


def in_statement(**fields: object) -> Change:
    return lambda document: document["statements"][0].update(fields)


MISTAKES: dict[str, tuple[Change, str]] = {
    "no such type": (
        in_event(type="PRAISE"),
        "events[0].type: unknown: 'PRAISE'; expected one of 'AGREE', 'CONSULT'",
    ),
    "no such status": (in_event(status="planned"), "events[0].status: unknown: 'planned'; expected one of"),
    "no such kind": (in_statement(kind="quote"), "statements[0].kind: unknown: 'quote'; expected one of 'direct'"),
    "field missing": (
        lambda d: d["events"][0].pop("claimed_by"),
        "events[0].claimed_by: missing; expected null when the report narrates",
    ),
    "list missing": (lambda d: d.pop("statements"), "statements: missing; expected a list of statements"),
    "slip of the pen": (
        lambda d: d["events"][0].update(persns=d["events"][0].pop("persons")),
        "'persns'; did you mean 'persons'?",
    ),
    "slip in a list": (lambda d: d.update(mention=d.pop("mentions")), "unknown field 'mention'; did you mean 'mentions'?"),
    "core as a word": (in_event(core="yes"), "events[0].core: 'yes': input should be a valid boolean; expected true"),
    "a party, no list": (in_event(actors="NOR"), "events[0].actors: 'NOR'"),
    "no day": (in_event(date=["2024-05-32", "2024-06-01"]), "events[0].date[0]: '2024-05-32' is no day; expected ["),
    "one day": (in_event(date="2024-05-22"), "events[0].date: '2024-05-22'"),
    "days swapped": (in_event(date=["2024-05-22", "2024-05-21"]), "date: 2024-05-22 is after 2024-05-21"),
    "published as a number": (
        lambda d: d.update(published=20240522),
        "published: 20240522 is no day; expected the day of the report",
    ),
    "evidence": (in_event(evidence="Norway refused"), "events[0].evidence: 'Norway refused': these words are not"),
    "straight quotes": (
        in_event(evidence='said "we agree"'),
        "the article has these words with other quotes, dashes or white space; expected words copied",
    ),
    "letter case": (in_event(evidence="norway"), "the article has these words in other letter case"),
    "content": (in_statement(content="they"), "statements[0].content: 'they': these words are not in the article"),
    "content_end": (in_statement(content_end="never"), "statements[0].content_end: 'never': these words are not"),
    "end before start": (
        in_statement(content="welcomed", content_end="agree"),
        "statements[0].content_end: 'agree' stands in the article only before the content",
    ),
    "mention": (lambda d: d["mentions"][0].update(text="Mali"), "mentions[0]: 'Mali': these words are not in the article"),
    "nth": (lambda d: d["mentions"][0].update(nth=3), "mentions[0].nth: 'Chad' occurs 2 times in the article, not 3"),
    "two mistakes": (in_event(type="X", status="Y"), "(and 1 more like it)"),
}


@pytest.mark.parametrize(("change", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told(tmp_path: Path, change: Change, message: str) -> None:
    given = document()
    change(given)
    write(tmp_path, given)
    with pytest.raises(GoldError) as caught:
        load_gold(tmp_path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / '01-oslo.json'}: ")
    assert "\n" not in str(caught.value)


def test_files_that_are_no_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="none: no such folder"):
        load_gold(tmp_path / "none")
    with pytest.raises(GoldError, match=r"no gold documents; expected pairs of NAME\.txt"):
        load_gold(tmp_path)
    write(tmp_path, document(), article=None)
    with pytest.raises(GoldError, match=r"01-oslo\.json: its article is missing; expected it in 01-oslo\.txt"):
        load_gold(tmp_path)
    with pytest.raises(GoldError, match="no gold documents whose names begin with 'x'"):
        load_gold(tmp_path, "x")
    write(tmp_path, '{"published": null,\n nothing}')
    with pytest.raises(GoldError, match="line 2: no valid JSON"):
        load_gold(tmp_path)
    write(tmp_path, "[]")
    with pytest.raises(GoldError, match="expected a JSON object"):
        load_gold(tmp_path)
    write(tmp_path, document())
    (tmp_path / "01-oslo.txt").write_bytes(ARTICLE.encode("cp1252"))
    with pytest.raises(GoldError, match=r"01-oslo\.txt: not in UTF-8"):
        load_gold(tmp_path)
