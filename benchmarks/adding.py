"""What the ledger costs beside reading: the same pages read once, added, verified, compared.

python benchmarks/adding.py PATH...      (pages, folders, JSON Lines)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from selon.batch.local import read_pages
from selon.collect.files import collect_paths
from selon.compare import compare
from selon.ledger import Ledger
from selon.model import Page, Reading

T = TypeVar("T")


def timed(what: str, pages: int, work: Callable[[], T], *, hashed: int = 0) -> T:
    begun, begun_cpu = time.perf_counter(), time.process_time()
    done = work()
    wall, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    rate = f", {hashed / wall / 1e6:.0f} MB/s hashed ({hashed / cpu / 1e6:.0f} MB/s of processor)" if hashed else ""
    print(f"{what:10} {1000 * wall / pages:8.1f} ms/page ({1000 * cpu / pages:.1f} ms of processor){rate}")
    return done


def main(paths: list[str]) -> None:
    pages = [page for page in collect_paths(paths) if isinstance(page, Page)]
    list(read_pages(pages[:1]))  # loads the parser, which is not what is measured
    read = timed("read", len(pages), lambda: list(read_pages(pages)))
    readings = [(page, reading) for page, reading in read if isinstance(reading, Reading)]
    hashed = sum(len(page.content) + len(msgspec.json.encode(reading)) for page, reading in readings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger.open(path, create=True) as ledger:
            timed("add", len(readings), lambda: [ledger.add(page, reading) for page, reading in readings])
            timed("verify", len(readings), ledger.verify, hashed=hashed)
            kept = timed("take out", len(readings), lambda: list(ledger.readings()))
            facts = timed("compare", len(kept), lambda: compare(kept))
            timed("store", len(kept), lambda: ledger.store_facts(facts, seen=ledger.last_change()))
        size = path.stat().st_size
    chars = sum(len(reading.article.text) for _, reading in readings)
    print(f"{len(readings)} of {len(pages)} pages, {chars} characters, {len(facts)} facts, {size / len(readings) / 1000:.0f} kB/page")


if __name__ == "__main__":
    main(sys.argv[1:])
