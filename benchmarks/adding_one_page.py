"""What one page costs in a big ledger: its figures compared with those only that it touches.

    python benchmarks/adding_one_page.py [--ledger PATH] [--figures 200000] [--pages 20]

The ledger is made of made pages (`tests/made_pages.py`) where it is not there yet, and all its figures are compared once. Then pages of twenty
figures come one by one, chosen by chance, on events of which the ledger tells already and on new ones; told is the time to write the page and bring
the facts up to date, and how many figures of other pages answer a question that the page answers too.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from made_pages import FIGURES_PER_PAGE, made_readings
from selon.ledger import Ledger
from selon.ledger.put import put_new
from selon.model import Page, Reading
from selon.show.upkeep import bring_up_to_date

_BATCH = 200


def as_page(reading: Reading) -> tuple[Page, Reading]:
    """The page of a made reading, and the reading under the page's id."""
    raw = f"{reading.article.id}\n{reading.article.text}".encode()
    page = Page(sha256=sha256(raw).hexdigest(), source=f"{reading.article.id}.txt", content=raw, media_type="text/plain", url=reading.article.url)
    return page, msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, id=page.id))


def made(figures: int, pages: int) -> tuple[Iterator[tuple[Page, Reading]], list[tuple[Page, Reading]]]:
    """Pages of so many figures, and beside them so many more pages, of the same events and of others."""
    there = -(-figures // FIGURES_PER_PAGE)
    wanted = (there + pages) * FIGURES_PER_PAGE
    later = set(random.Random(1).sample(range(there + pages), pages))
    first = (as_page(reading) for at, reading in enumerate(made_readings(wanted)) if at not in later)
    return first, [as_page(reading) for at, reading in enumerate(made_readings(wanted)) if at in later]


def make(ledger: Ledger, pages: Iterator[tuple[Page, Reading]]) -> None:
    """Write the pages and compare all their figures."""
    start = time.perf_counter()
    while batch := list(islice(pages, _BATCH)):
        with ledger.transaction(writes=True) as connection:
            put_new(connection, batch, ledger.author)
    print(f"pages written: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    start = time.perf_counter()
    bring_up_to_date(ledger)
    print(f"all compared: {time.perf_counter() - start:.0f} s", file=sys.stderr)


def touched_by(ledger: Ledger, page: Page) -> int:
    """How many figures of other pages stand in a fact beside one of this page."""
    found = "SELECT count(*) FROM fact_figure WHERE page <> ? AND fact IN (SELECT fact FROM fact_figure WHERE page = ?)"
    with ledger.transaction(writes=False) as connection:
        return int(connection.exec_driver_sql(found, (page.id, page.id)).scalar_one())


def added(ledger: Ledger, page: Page, reading: Reading) -> tuple[int, float]:
    """Add a page; gives how many figures of others its own stand beside, and the seconds that it took."""
    start = time.perf_counter()
    ledger.add(page, reading)
    bring_up_to_date(ledger)
    spent = time.perf_counter() - start
    return touched_by(ledger, page), spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="kept, and used again; else a ledger in a temporary folder")
    parser.add_argument("--figures", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=20)
    given = parser.parse_args()
    first, later = made(given.figures, given.pages)
    with TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "made.db"
        with Ledger.open(path, create=True, who="benchmark") as ledger:
            if not ledger.page_records():
                make(ledger, first)
        gc.collect()
        with Ledger.open(path, who="benchmark") as ledger:  # as a later command does
            rows = [added(ledger, page, reading) for page, reading in later]
    print(f"| a page of {FIGURES_PER_PAGE} figures added to {given.figures} | seconds | target |\n| --- | ---: | ---: |")
    print(f"| median of {len(rows)} pages | {median(spent for _, spent in rows):.2f} | 0.5 |")
    for beside, spent in sorted(rows):
        print(f"| one beside {beside} figures of the same facts | {spent:.2f} | – |")


if __name__ == "__main__":
    main()
