"""The pictures of the pages in README and docs, taken of the packaged samples in a real Chromium.

usage: python tools/screenshots.py [FOLDER]     (docs by default; needs Debian's chromium and the extra ``dev``)
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from communique import samples
from communique.ledger import Ledger
from communique.web.app import create_app


def main() -> None:
    """Serve the samples and photograph two pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs"
    with tempfile.TemporaryDirectory() as where, Ledger.open(Path(where) / "l.db", create=True) as ledger:
        ledger.ingest(replace(document, locator=document.source_id) for document in samples.documents())
        told = max(ledger.all_happenings(), key=lambda h: (h.documents, h.id))
        with socket.socket() as listening, sync_playwright() as driver:
            listening.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="warning"))
            threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
            while not server.started:
                time.sleep(0.05)
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1180, "height": 760})
            page.goto(f"{base}/documents/{told.sources[0].document}")
            page.locator(".record summary").nth(1).click()
            page.locator(".record .permalink").nth(1).focus()
            page.evaluate("scrollTo(0, 60)")
            page.screenshot(path=folder / "reader.png")
            a, b = told.actors[0].country, told.recipients[0].country
            page.set_viewport_size({"width": 1180, "height": 1040})
            page.goto(f"{base}/relation?a={a}&b={b}")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / "relation.png")
            browser.close()
            server.should_exit = True


if __name__ == "__main__":
    main()
