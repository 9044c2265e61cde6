"""How fast `selon verify` is: megabytes of evidence (pages as collected, and readings) that it hashes in a second.

python -m benchmarks.verifying [--pages 2000] [--derive]

The pages are made: HTML of 50 to 500 kB, as news sites send it, with seven statements on each: real news pages hold five to seven. Times are of
all that the command does, the check of the file, of the log, of every derived row and of the search index included; the median of five runs.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median

import msgspec
from benchmarks.made_ledger import SEED, Words, made_pages

from selon.ledger import Ledger
from selon.ledger.put import put_new
from selon.model import Page, Reading

STATEMENTS = 7
RUNS = 5
_LEAST_BYTES, _MOST_BYTES = 50_000, 500_000


def html_pages(count: int, *, seed: int = SEED) -> Iterator[tuple[Page, Reading]]:
    """Pages of a news site's size, with readings of the article in them."""
    words = Words(seed)
    for n, (page, reading) in enumerate(made_pages(count, STATEMENTS, seed=seed)):
        content = _html(reading.article.text, words, Random(f"{seed} html {n}"))
        made = msgspec.structs.replace(page, sha256=sha256(content).hexdigest(), content=content, media_type="text/html")
        yield made, msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, id=made.id))


def _html(text: str, words: Words, chance: Random) -> bytes:
    """The article between teasers and scripts, until the size is reached."""
    size = int(_LEAST_BYTES * (_MOST_BYTES / _LEAST_BYTES) ** chance.random())  # small ones are more frequent
    parts = [f"<!DOCTYPE html><html lang=fr><body><article><p>{text}</p></article>"]
    length = len(parts[0].encode())
    while length < size:
        title, key = " ".join(words.some(8, chance)), f"{chance.getrandbits(96):024x}"
        teaser = (
            f'<li class="teaser teaser--small river__item" data-id="{key}"><a class="teaser__link" href="/{title.replace(" ", "-")}_{key[:8]}.html">'
            f'<img loading="lazy" src="https://img.example/{key}/300x200.jpg" alt=""><h3 class="teaser__title">{title}</h3></a></li>\n'
            f'<script>window.tracking=window.tracking||[];window.tracking.push({{"id":"{key}","position":{length},"kind":"teaser"}});</script>\n'
        )
        parts.append(teaser)
        length += len(teaser.encode())
    return "".join([*parts, "</body></html>"]).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--derive", action="store_true", help="as `selon verify --derive`")
    given = parser.parse_args()
    made = list(html_pages(given.pages))
    collected = sum(len(page.content) for page, _ in made)
    read = sum(len(msgspec.json.encode(reading)) for _, reading in made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger.open(path, create=True, who="benchmark") as ledger, ledger.transaction(writes=True) as connection:
            put_new(connection, made, ledger.author)
        times = [_timed(path, derive=given.derive) for _ in range(RUNS)]
        stored = path.stat().st_size
    wall, processor = (median(some) for some in zip(*times, strict=True))
    hashed = collected + read
    print(f"{len(made)} pages of {collected / len(made) / 1e3:.0f} kB, readings of {read / len(made) / 1e3:.0f} kB, ledger of {stored / 1e6:.0f} MB")
    print(f"{hashed / 1e6:.0f} MB hashed in {wall:.2f} s ({processor:.2f} s of processor): {hashed / wall / 1e6:.0f} MB/s")


def _timed(path: Path, *, derive: bool) -> tuple[float, float]:
    """Seconds on the clock and of processor."""
    with Ledger.open(path) as ledger:
        begun, begun_processor = time.perf_counter(), time.process_time()
        ledger.verify(derive=derive)
        return time.perf_counter() - begun, time.process_time() - begun_processor


if __name__ == "__main__":
    main()
