"""The documentation's site is built as `make docs` builds it, holds every page, and is read without a network, its search too."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, TimeoutError, sync_playwright
from playwright.sync_api import Page as PlaywrightPage

from strict import program

ROOT = Path(__file__).parents[2]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documentation")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "zensical.toml", folder)
    done = subprocess.run([sys.executable, "-m", "zensical", "build"], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_page_is_in_the_site(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not (site / page).is_file()} == set()


def search_box(page: PlaywrightPage) -> Locator:
    """The box of the search, opened by its key; the page's script may not listen yet on a busy machine."""
    box = page.locator("input:focus")
    for _ in range(12):
        page.keyboard.press("Control+k")
        with suppress(TimeoutError):
            box.wait_for(timeout=5_000)
            break
    return box


def test_the_site_asks_nobody_else_and_its_search_finds(address: str) -> None:
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "tutorial", "quality", "reference/commands"):
            page.goto(f"{address}/{name}.html", wait_until="networkidle")
        page.goto(f"{address}/index.html", wait_until="networkidle")
        search_box(page).fill("tombstone")
        # No link of a navigation leads to a heading of another page. The first search makes the index, in a worker.
        page.locator("a[href$='ledger.html#tombstone']").first.wait_for(state="attached", timeout=90_000)
        browser.close()
    assert len(asked) > 10
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
