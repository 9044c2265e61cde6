"""What one page costs in a big ledger: its figures compared with those only that it touches.

    python benchmarks/adding_one_page.py LEDGER [--figures 200000] [--pages 10]

The ledger is made of made pages where it is not there yet, and all its figures are compared once. Then pages of twenty figures come one by one, on
events of which the ledger tells already and on new ones; told is the time to write the page and bring the facts up to date.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median

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


def timed(what: str, start: float) -> float:
    seconds = time.perf_counter() - start
    print(f"{what}: {seconds:.2f} s", flush=True)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--figures", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=10)
    given = parser.parse_args()
    pages = [as_page(reading) for reading in made_readings(given.figures + given.pages * FIGURES_PER_PAGE)]
    later = {page.id for page, _ in random.Random(1).sample(pages, given.pages)}
    with Ledger.open(given.ledger, create=True, who="benchmark") as ledger:
        if not ledger.page_records():
            here = iter([pair for pair in pages if pair[0].id not in later])
            while batch := list(islice(here, _BATCH)):
                with ledger.transaction(writes=True) as connection:
                    put_new(connection, batch, ledger.author)
        start = time.perf_counter()
        bring_up_to_date(ledger)
        timed(f"{len(pages) - len(later)} pages compared", start)
        times = []
        for page, reading in pages:
            if page.id in later:
                start = time.perf_counter()
                ledger.add(page, reading)
                bring_up_to_date(ledger)
                times.append(timed(f"a page of {len(reading.figures)} figures added", start))
        print(f"median {median(times):.2f} s, most {max(times):.2f} s")


if __name__ == "__main__":
    main()
