"""The pages in a real Chromium, at the width of a desk and of a phone, with keyboard, and as axe-core judges them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest

from communique import samples
from communique.ledger import Ledger

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("there is no Chromium (Debian: chromium), so no page is looked at in a browser", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

Serving = Callable[[Ledger], AbstractContextManager[str]]
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
_QUIETLY = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync")  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, serving: Serving) -> Iterator[tuple[str, Ledger]]:
    with Ledger.open(tmp_path_factory.mktemp("browser") / "l.db", create=True) as ledger:
        ledger.ingest(replace(document, locator=document.source_id) for document in samples.documents())
        with serving(ledger) as address:
            yield address, ledger


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(_QUIETLY))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page at a desk, on which nothing may go wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened, wrong = context.new_page(), []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert wrong == []


def addresses(ledger: Ledger) -> list[str]:
    """One page of each kind."""
    told = max(ledger.all_happenings(), key=lambda h: (h.documents, h.id))
    between = (h for h in ledger.all_happenings() if h.actors and h.recipients)
    two = next((h.actors[0].country, h.recipients[0].country) for h in between if h.actors[0].country and h.recipients[0].country)
    return [
        "/",
        "/read",
        f"/documents/{told.sources[0].document}",
        "/happenings",
        f"/happenings/{told.id}",
        f"/relation?a={two[0]}&b={two[1]}",
        f"/parties/{told.actors[0].entity}",
        f"/contacts?of={two[0]}",
        "/world",
        f"/statements?by={two[0]}",
        "/search?q=minister",
        "/desk",
        "/decisions",
        "/nowhere",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_every_kind_of_page_is_accessible_and_fits(served: tuple[str, Ledger], chromium: Any, size: str, scheme: str) -> None:
    base, ledger = served
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    opened = context.new_page()
    for address in addresses(ledger):
        opened.goto(base + address)
        opened.wait_for_load_state("networkidle")
        for summary in opened.locator("summary").all()[:3]:
            summary.click()
        found = axe.Axe().run(opened).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], address
        assert opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, address
    context.close()


def test_the_words_of_a_record_light_up(served: tuple[str, Ledger], page: Any) -> None:
    base, ledger = served
    id, reading = next((id, r) for id, r in ledger.readings() if r.events and r.events[0].actors)
    event = reading.events[0]
    page.goto(f"{base}/documents/{id}")
    page.locator(f"#{event.id} .permalink").focus()
    lit = "".join(page.locator("#text .lit").all_text_contents())
    assert event.trigger.text in lit
    assert event.evidence[0].text in lit
    page.locator("h1").hover()
    page.locator(f"#{event.id} .permalink").blur()
    assert page.locator("#text .lit").count() == 0
    page.goto(f"{base}/documents/{id}#{event.id}")
    page.reload()
    assert page.locator("#text .lit").count() > 0


def test_words_lead_to_their_record(served: tuple[str, Ledger], page: Any) -> None:
    base, ledger = served
    id, reading = next((id, r) for id, r in ledger.readings() if r.events)
    page.goto(f"{base}/documents/{id}")
    page.locator(f'#text [data-r*="{reading.events[0].id}:act"]').first.click()
    assert page.evaluate("document.activeElement.className") == "permalink"


def test_the_text_is_shown_character_for_character(served: tuple[str, Ledger], page: Any) -> None:
    base, ledger = served
    for id, reading in ledger.readings():
        page.goto(f"{base}/documents/{id}")
        assert page.locator("#text").evaluate("node => node.textContent") == reading.document.text.replace("\r\n", "\n")


def test_paste_and_read(served: tuple[str, Ledger], page: Any) -> None:
    base, _ = served
    page.goto(f"{base}/read")
    page.get_by_label("Text", exact=True).fill("OSLO - Norway's foreign minister visited Chad on Tuesday.")
    page.get_by_label("Day of publication").fill("2031-03-12")
    page.get_by_role("button", name="Read").click()
    page.get_by_text("CONSULT visit").first.wait_for()
    page.locator(".record summary").first.click()
    assert page.get_by_text("2031-03-11 (relative)").is_visible()


def test_a_drawing_leads_to_what_it_shows(served: tuple[str, Ledger], page: Any) -> None:
    base, ledger = served
    page.goto(base + next(a for a in addresses(ledger) if a.startswith("/relation")))
    points = page.locator('figure[data-chart^="/relation/timeline"] svg a[href^="/happenings/"]')
    points.first.wait_for()
    assert points.first.locator("title").first.text_content()
    wanted = points.first.get_attribute("href")
    with page.expect_navigation():
        points.first.click()
    assert page.url == base + wanted
    page.go_back()
    bars = page.locator('figure[data-chart^="/relation/months"] svg a')
    bars.first.wait_for()
    with page.expect_navigation():
        bars.first.click()
    assert "/happenings?" in page.url
    assert page.locator("tbody a").count() > 0


def test_a_map_leads_to_pairs_and_states(served: tuple[str, Ledger], page: Any) -> None:
    base, _ = served
    page.goto(f"{base}/world")
    page.locator('.chart svg a[href^="/contacts"]').first.wait_for()
    assert page.locator('.chart svg a[href^="/relation"]').count() > 5
    with page.expect_navigation():
        page.locator('.chart svg a[href^="/contacts?of=AUS"]').click()
    assert page.url == f"{base}/contacts?of=AUS"


def test_drawings_are_pictures_without_scripts(served: tuple[str, Ledger], chromium: Any) -> None:
    base, ledger = served
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    for address in ("/world", next(a for a in addresses(ledger) if a.startswith("/relation"))):
        opened.goto(base + address)
        opened.wait_for_load_state("networkidle")
        for image in opened.locator(".chart img").all():
            box = image.bounding_box()
            assert box is not None
            assert box["width"] > 100
        assert opened.locator(".chart img").count() > 0
    context.close()


def test_links_are_saved_in_the_browser(served: tuple[str, Ledger], page: Any) -> None:
    base, _ = served
    page.goto(f"{base}/search?q=minister&since=2031")
    page.locator("#saved summary").click()
    page.get_by_label("Save this page as").fill("Ministers <b>")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{base}/")
    page.locator("#saved summary").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Ministers <b>").click()
    assert page.url == f"{base}/search?q=minister&since=2031"
    page.locator("#saved summary").click()
    page.get_by_role("button", name="Remove Ministers <b>").click()
    assert page.locator("#saved li").count() == 0
    page.reload()
    assert page.locator("#saved li").count() == 0


def test_a_dropped_file_is_read(served: tuple[str, Ledger], page: Any) -> None:
    base, _ = served
    page.goto(f"{base}/read")
    dropped = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            const words = "OSLO - Norway's foreign minister visited Chad on Tuesday.";
            dropped.items.add(new File([words], "a.txt", {type: "text/plain"}));
            return dropped;
        }"""
    )
    page.dispatch_event("textarea", "drop", {"dataTransfer": dropped})
    page.get_by_text("CONSULT visit").first.wait_for()


def test_a_record_is_corrected_to_selected_words(served: tuple[str, Ledger], page: Any) -> None:
    base, ledger = served
    id, reading = next((id, r) for id, r in ledger.readings() if r.statements)
    wanted = reading.statements[0]
    page.goto(f"{base}/documents/{id}")
    box = page.locator(f"#{wanted.id}")
    box.locator("summary").click()
    box.get_by_label("Your name").fill("Ada Moe")
    start, end = wanted.content[0].start + 4, wanted.content[0].end
    page.evaluate(
        """([start, end]) => {
            const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let at = 0;
            while (walk.nextNode()) {
                const length = walk.currentNode.length;
                if (start >= at && start < at + length) range.setStart(walk.currentNode, start - at);
                if (end > at && end <= at + length) range.setEnd(walk.currentNode, end - at);
                at += length;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [start, end],
    )
    box.get_by_role("button", name="Take the selected words").click()
    with page.expect_navigation():
        box.get_by_role("button", name="Correct").click()
    now = next(s for key, r in ledger.readings() if key == id for s in r.statements if s.id == wanted.id)
    assert [(s.start, s.end) for s in now.content] == [(start, end)]
    assert now.content[0].text == reading.document.text[start:end]
    assert ledger.check() == []
    page.locator("#" + wanted.id).locator("summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").first.click()
    assert next(r for key, r in ledger.readings() if key == id).statements[0].content == wanted.content


def test_a_decision_by_keyboard_alone(served: tuple[str, Ledger], page: Any) -> None:
    base, ledger = served
    page.goto(f"{base}/desk")
    first, second = (page.locator("#queue > li").nth(n).get_attribute("id") for n in (0, 1))
    page.locator("#queue > li").first.get_by_label("Your name").focus()
    page.keyboard.type("Ada Moe")
    page.locator("h1").click()
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.locator("#queue > li").first.get_attribute("id") == second
    assert page.locator("#queue > li").first.get_by_label("Your name").input_value() == "Ada Moe"
    made = list(ledger.decisions())[-1]
    assert (made.record, made.verdict, made.analyst) == (first, "reject", "Ada Moe")
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").first.click()
    assert page.locator("#queue > li").first.get_attribute("id") == first
