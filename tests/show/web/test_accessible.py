"""axe-core finds nothing against WCAG 2.2 AA, nor against its own best practice, on any page, in both languages and both themes, on a desk and
on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made import a_page, fill
from selon.commands.dropping import add_files
from selon.ledger import Ledger
from selon.ledger.reviews import correct, undo
from selon.show.web.rendering import NAVIGATION
from show.web.site import served

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright and Debian's chromium")
CHROMIUM = Path("/usr/bin/chromium")
AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")

PAGES = [
    *(path for path, _ in NAVIGATION),
    "/fact",
    "/page",
    "/timeline?since=2023-03-01&until=2023-03-05",
    "/search?q=morts",
    "/speakers?speaker=SPEAKER",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ledger = fill(str(tmp_path_factory.mktemp("web") / "ledger.db"))
    with Ledger.open(ledger) as book:
        undo(book, correct(book, f"{a_page(12).id}:q1", {"low": "13"}, reason="relu", by="anna").entry, by="ben")
    with served(ledger, add_files=add_files) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        # Root may not use the sandbox, and a container has little shared memory.
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize(("language", "theme", "width"), [("fr", "light", 1280), ("fr", "dark", 360), ("en", "light", 360), ("en", "dark", 1280)])
def test_no_page_has_a_violation_nor_is_wider_than_the_screen(browser: Any, site: str, language: str, theme: str, width: int) -> None:
    size = {"width": width, "height": 800}
    context = browser.new_context(locale=language, reduced_motion="reduce", bypass_csp=True, viewport=size)
    view = context.new_page()
    found: dict[str, list[str]] = {}
    for path in PAGES:
        view.goto(site + addressed(view, site, path))
        view.goto(f"{view.url}{'&' if '?' in view.url else '?'}theme={theme}&lang={language}")
        if path == "/map":
            view.wait_for_selector("#map .land")
        assert view.evaluate("document.documentElement.lang") == language
        view.evaluate(AXE)
        # The size of targets is the one rule of WCAG 2.2 AA that axe leaves out unless asked.
        report = view.evaluate("axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})")
        assert view.evaluate("document.documentElement.scrollWidth") <= width, path
        found[path] = [f"{one['id']}: {node['target']}" for one in report["violations"] for node in one["nodes"]]
    context.close()
    assert found == {path: [] for path in PAGES}


def addressed(view: Any, site: str, path: str) -> str:
    """A path with the name of something that is there."""
    if path == "/fact":
        view.goto(f"{site}/")
        return str(view.get_attribute("article.fact a[href^='/fact/']", "href"))
    if path == "/page":
        view.goto(f"{site}/search?q=morts")
        return str(view.get_attribute("a.exact", "href")).partition("#")[0]
    if "SPEAKER" in path:
        view.goto(f"{site}/speakers")
        return str(view.get_attribute("tbody th a", "href"))
    return path
