"""How fast the web page answers over a large ledger, how heavy its scripts are, and when the start page is first painted.

python benchmarks/made_ledger.py LEDGER          (once: 1,000,000 statements on 100,000 pages)
python benchmarks/web.py LEDGER [--rounds 20] [--browser]

Each page is asked for in turn with addresses that differ, in one process, as a browser would over loopback. The first answer of each page is
told apart: after a change of the ledger, what is counted over all of it is counted once. `--browser` paints the start page in Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.made_ledger import SEED, Words
from starlette.testclient import TestClient

from selon.show.web.warming import warm
from show.web.site import client_of, served

STATIC = Path(__file__).parents[1] / "src" / "selon" / "show" / "static"
CHROMIUM = "/usr/bin/chromium"
# The entry may come after the page is loaded.
_PAINTED = """() => new Promise((told) => new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName("first-contentful-paint");
    if (entry) told(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


def addresses(client: TestClient, rounds: int) -> dict[str, list[str]]:
    """So many addresses of each page, the same in every run."""
    words, chance = Words(SEED), Random(SEED)
    facts = re.findall(r'href="(/fact/[^"]+)"', "".join(client.get(f"/?page={n}").text for n in (1, 2, 3)))
    pages = re.findall(r'href="(/page/[^"#]+)', client.get("/search?q=morts").text)
    days = [f"2023-{chance.randint(1, 9):02d}-{chance.randint(1, 28):02d}" for _ in range(rounds)]
    return {
        "disputes": [f"/?page={chance.randint(1, 50)}" for _ in range(rounds)],
        "disputes, filtered": [f"/?since={day}&verdict=disputed" for day in days],
        "fact": [chance.choice(facts) for _ in range(rounds)],
        "reader": [chance.choice(pages) for _ in range(rounds)],
        "timeline": ["/timeline" for _ in range(rounds)],
        "timeline of a month": [f"/timeline?since={day}&until={day[:5]}12-{day[8:]}" for day in days],
        "timeline of a day": [f"/timeline?since={day}&until={day}" for day in days],
        "map": [f"/map?skip={40 * chance.randrange(10)}" for _ in range(rounds)],
        "map, one place": [f"/map?place={chance.choice(words.towns).geonameid}" for _ in range(rounds)],
        "map data": [f"/api/places?zoom={chance.randint(2, 8)}&south=30&north=60&west={chance.randint(-10, 20)}&east=60" for _ in range(rounds)],
        "speakers": [f"/speakers?skip={50 * chance.randrange(20)}" for _ in range(rounds)],
        "one speaker": [f"/speakers?speaker={chance.choice(words.speakers)}" for _ in range(rounds)],
        "search as one types": [f"/search?q={chance.choice(words.by_rank[40:20_000])[:5]}" for _ in range(rounds)],
        "reviews": ["/reviews" for _ in range(rounds)],
    }


def timed(client: TestClient, address: str) -> tuple[float, float]:
    """Milliseconds on the clock and of this process's CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - cpu)


def scripts() -> int:
    """Compressed bytes of every script but the map's."""
    of_map = ("leaflet", "topojson", "map.js")
    return sum(len(gzip.compress(path.read_bytes())) for path in STATIC.rglob("*.js") if not any(name in str(path) for name in of_map))


def painted(ledger: str) -> float:
    """Milliseconds until Chromium first paints the start page, as its performance entries tell."""
    from playwright.sync_api import sync_playwright

    with served(ledger) as (address, _), sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        page = browser.new_page()
        page.goto(address)
        page.goto(address)
        paint = page.evaluate(_PAINTED)
        browser.close()
    return float(paint)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args()
    print("| page | first | median | 95th percentile | its processor time: median | 95th percentile |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    warm()  # as `selon serve` does
    with client_of(given.ledger) as client:
        for name, some in addresses(client, given.rounds).items():
            first, *rest = (timed(client, address) for address in some)
            then = (at([one[n] for one in rest]) for n in (0, 1) for at in (median, _95th))
            print(f"| {name} | {first[0]:.0f} ms | {' | '.join(f'{ms:.1f} ms' for ms in then)} |", flush=True)
    print(f"\nScripts without the map's: {scripts() / 1000:.0f} kB compressed.")
    if given.browser:
        print(f"First paint of the start page in Chromium: {painted(given.ledger):.0f} ms.")


def _95th(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
