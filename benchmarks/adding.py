"""What the ledger costs beside reading: the pages are added as `selon add` does, then verified, taken out and compared.

python -m benchmarks.adding PATH...      (pages, folders, JSON Lines)

One run, one process: the time inside reading is told from the rest, which is what the ledger costs: looking which pages are new, packing, hashing,
log, layers, search index, and every commit on the disk. Seconds on the clock, and of this process's processor.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import msgspec

from selon.batch.adding import Tally, new_pages, put_read
from selon.batch.local import read_pages
from selon.collect.files import collect_paths
from selon.compare import compare
from selon.ledger import Ledger
from selon.model import Page

T = TypeVar("T")


class Clock:
    """Seconds by the clock and of processor, over the whiles that were timed."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def timed(self, work: Callable[[], T]) -> T:
        begun, begun_processor = time.perf_counter(), time.process_time()
        done = work()
        self.wall += time.perf_counter() - begun
        self.processor += time.process_time() - begun_processor
        return done

    def each(self, items: Iterator[T]) -> Iterator[T]:
        """The items; the time that each takes to come is counted."""
        while some := self.timed(lambda: list(islice(items, 1))):
            yield from some

    def told(self, what: str, pages: int, more: str = "") -> None:
        print(f"{what:10} {1000 * self.wall / pages:7.2f} ms/page ({1000 * self.processor / pages:.2f} of processor){more}")


def add(path: Path, pages: list[Page], tally: Tally) -> None:
    """Add the pages, and print what reading took and what the rest."""
    everything, reading = Clock(), Clock()
    with Ledger.open(path, create=True) as ledger:
        new = list(everything.timed(lambda: list(new_pages(ledger, pages, tally))))
        everything.timed(lambda: put_read(ledger, reading.each(iter(read_pages(new))), tally))
    rest = Clock()
    rest.wall, rest.processor = everything.wall - reading.wall, everything.processor - reading.processor
    reading.told("reading", tally.added)
    shares = f": {100 * rest.wall / reading.wall:.1f} % of reading by the clock, {100 * rest.processor / reading.processor:.1f} % of processor"
    rest.told("adding", tally.added, shares)


def look_after(path: Path, pages: int) -> None:
    """What is done with a ledger that is full."""
    with Ledger.open(path) as ledger:
        verifying, taking_out, comparing, storing = Clock(), Clock(), Clock(), Clock()
        verifying.timed(ledger.verify)
        kept = taking_out.timed(lambda: list(ledger.readings()))
        facts = comparing.timed(lambda: compare(kept))
        storing.timed(lambda: ledger.store_facts(facts, seen=ledger.last_change()))
        for what, clock in (("verify", verifying), ("take out", taking_out), ("compare", comparing), ("store", storing)):
            clock.told(what, pages)
    chars = sum(len(reading.article.text) for reading in kept)
    print(f"{len(kept)} pages, {chars} characters, {len(facts)} facts, {path.stat().st_size / len(kept) / 1000:.0f} kB/page")


def main(paths: list[str]) -> None:
    pages = [page for page in collect_paths(paths) if isinstance(page, Page)]
    warm = msgspec.structs.replace(pages[0], content=pages[0].content + " Le maire de Nantes a annoncé hier trois morts.".encode())
    list(chain(read_pages([warm])))  # loads the parser, which is not what is measured
    with tempfile.TemporaryDirectory() as folder:
        tally = Tally(lambda message: print(message, file=sys.stderr))
        add(Path(folder) / "ledger.db", pages, tally)
        look_after(Path(folder) / "ledger.db", tally.added)


if __name__ == "__main__":
    main(sys.argv[1:])
