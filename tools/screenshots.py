"""Makes the pictures of docs/images anew: the sample pages read, reviewed and shown as the documentation tells, in a real Chromium.

    python tools/screenshots.py [NAME …]        these alone: web-fact, report, …

Needs Chromium on the path.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SAMPLES = [ROOT / "examples" / "olenivka", ROOT / "examples" / "derna"]
SELON = [sys.executable, "-m", "selon"]
DISPUTE, PAGE = "/fact/derna-2023-09%2Fkilled", "40c93e46362733aa"
PATIENCE_MS = 2_000  # until maps are drawn
REVIEWS = (
    ["correct", f"{PAGE}:q2", "as_of=2023-09-11", "--reason", "the page tells of the evening before", "--by", "anna"],
    ["accept", f"{PAGE}:q1", "--by", "anna"],
    ["reject", f"{PAGE}:q3", "--reason", "a count of another day", "--by", "ben"],
)

Shot = tuple[str, int, Callable[[Page], object]]


def shots(report: Path) -> dict[str, Shot]:
    """By the name of the picture the address, the height, and what is done there first."""
    return {
        "report": (report.as_uri(), 1150, lambda page: None),
        "web-disputes": ("/", 860, lambda page: None),
        "web-fact": (DISPUTE, 1000, lambda page: None),
        "web-reader": (f"/page/{PAGE}#q2", 780, lambda page: None),
        "web-timeline": ("/timeline?since=2023-09-01&until=2023-09-30", 900, lambda page: None),
        "web-map": ("/map?since=2023-09&until=2023-10", 900, lambda page: None),
        "web-speakers": ("/speakers", 760, lambda page: None),
        "web-search": ("/search?q=derna+morts", 700, lambda page: None),
        "web-reviews": ("/reviews", 460, lambda page: None),
        "web-add": ("/add", 600, _add_some),
    }


def _add_some(page: Page) -> None:
    page.set_input_files("input[type=file]", sorted(SAMPLES[1].glob("*.txt"))[:3])
    page.get_by_text("3 / 3").wait_for()


def selon(*command: str | Path) -> None:
    """Run a command as a user would."""
    subprocess.run([*SELON, *map(str, command)], check=True, capture_output=True)


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The web page of a ledger; gives its address."""
    with subprocess.Popen([*SELON, "serve", "--port", "0", "--ledger", str(ledger)], stderr=subprocess.PIPE, text=True) as server:
        try:
            told = server.stderr.readline() if server.stderr else ""
            yield re.sub(r".*(http://[\d.:]+)/.*", r"\1", told.strip())
        finally:
            server.terminate()


def main() -> None:
    """Make the pictures that are asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    wanted = parser.parse_args().names
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        ledger, report = Path(name) / "samples.selon", Path(name) / "report.html"
        selon("add", *SAMPLES, "--ledger", ledger)
        selon("facts", "--ledger", ledger)
        selon("report", "--ledger", ledger, "--output", report, "--language", "en")
        for review in REVIEWS:
            selon("review", *review, "--ledger", ledger)
        # Its own sandbox does not work for root, nor in most containers; the pages here are ours.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(ledger) as address:
            for picture, (where, height, first) in shots(report).items():
                if not wanted or picture in wanted:
                    width = 1000 if picture == "report" else 1100
                    page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB", color_scheme="light")
                    page.goto(where if where.startswith("file:") else address + where)
                    first(page)
                    page.wait_for_timeout(PATIENCE_MS)
                    page.screenshot(path=IMAGES / f"{picture}.png")
                    page.close()
                    print(IMAGES / f"{picture}.png", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
