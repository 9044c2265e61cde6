"""axe-core finds nothing against WCAG 2.2 AA, nor against its own best practice, on any page, in both languages and both themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made import fill
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
    with served(fill(str(tmp_path_factory.mktemp("web") / "ledger.db"))) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        # Root may not use the sandbox, and a container has little shared memory.
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_a_violation(browser: Any, site: str, language: str, theme: str) -> None:
    context = browser.new_context(locale=language, reduced_motion="reduce", bypass_csp=True)
    view = context.new_page()
    found: dict[str, list[str]] = {}
    for path in PAGES:
        view.goto(site + addressed(view, site, path))
        view.goto(f"{view.url}{'&' if '?' in view.url else '?'}theme={theme}&lang={language}")
        if path == "/map":
            view.wait_for_selector("#map .land")
        assert view.evaluate("document.documentElement.lang") == language
        view.evaluate(AXE)
        report = view.evaluate("axe.run(document, {resultTypes: ['violations']})")
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
