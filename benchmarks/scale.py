"""The whole pipeline (clean, read, resolve, ledger) beside spaCy's, copied text, two processes, memory, ten times the pages, cold starts.

    python benchmarks/scale.py [ARTICLES.jsonl …] [--rounds N] [--grown PAGES] [--only ROW,ROW]

Without a file the project's own pages and marked sentences are read. Ratios to spaCy are of processor seconds in one process, the median of
interleaved rounds. Two processes are measured in seconds of the clock: on a busy machine that row says nothing. `--grown` is the number of
pages over which the growth of memory is told, after a quarter as many to warm up. `equal` reads the pages with and without every shortcut:
the readings, and with them the rows of any scorer, are the same to the byte.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from itertools import islice
from operator import eq
from pathlib import Path
from unittest.mock import patch

import msgspec
import spacy

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.made_ledger import made_pages  # noqa: E402
from benchmarks.speed import MODEL, median_seconds, texts_of  # noqa: E402

from made_pages import made_readings  # noqa: E402
from selon.batch.adding import Tally, put_readings  # noqa: E402
from selon.batch.local import _reader, read_pages  # noqa: E402
from selon.compare import compare  # noqa: E402
from selon.ledger import Ledger  # noqa: E402
from selon.model import Page, Reading  # noqa: E402
from selon.read import statements  # noqa: E402

ONE_PAGE = ROOT / "examples" / "olenivka" / "01-gazette-du-ponant.txt"
COLD_SPACY = f"import spacy; spacy.load({MODEL!r})"
SELON = [sys.executable, "-m", "selon"]
FIGURES = 1_000
# Pages that are shared out, and how many of them are read before the clock runs: a process has to load its model and to meet the words first.
_SHARED_OUT, _FIRST = 2_000, 400


def page_of(text: str, name: object) -> Page:
    content = text.encode()
    return Page(sha256=sha256(content).hexdigest(), source=f"{name}.txt", content=content, media_type="text/plain", language="fr")


def half_copied(texts: list[str]) -> list[str]:
    """Each text with the paragraphs of the one before it below its own: half of all paragraphs are copies."""
    return [f"{text}\n\n{before}" for before, text in zip([texts[-1], *texts[:-1]], texts, strict=True)]


@cache
def empty_ledger() -> bytes:
    """The file of a ledger without pages: it is made once, however many pages come."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        Ledger.open(path, create=True).close()
        return path.read_bytes()


def into_ledger(pages: Iterable[Page]) -> int:
    """Read pages into a ledger as `selon add` does, with no text kept from before; gives the bytes by which its file grows."""
    _reader("fr").forget()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        path.write_bytes(empty_ledger())
        with Ledger.open(path) as ledger:
            put_readings(ledger, pages, Tally(tell=lambda told: None))
        return path.stat().st_size - len(empty_ledger())


def told(what: str, value: str, target: str) -> None:
    print(f"| {what} | {value} | {target} |", flush=True)


def beside_spacy(texts: list[str], rounds: int) -> None:
    """Both ratios, and what one distinct page costs."""
    full = spacy.load(MODEL)
    copied = half_copied(texts)
    alone, twice = ([page_of(text, n) for n, text in enumerate(some)] for some in (texts, copied))
    rows: dict[str, Callable[[], object]] = {
        "full": lambda: list(full.pipe(texts)),
        "ours": lambda: into_ledger(alone),
        "full, copied": lambda: list(full.pipe(copied)),
        "ours, copied": lambda: into_ledger(twice),
    }
    into_ledger(alone[:3])
    spent = median_seconds(rows, rounds)
    told("distinct pages, words/s as a multiple of spaCy's", f"{spent['full'] / spent['ours']:.2f}", "at least 1.6")
    told("half of the paragraphs copied, the same", f"{spent['full, copied'] / spent['ours, copied']:.2f}", "at least 3")
    words = sum(len(text.split()) for text in texts)
    told(f"one distinct page of {words / len(texts):.0f} words, processor seconds", f"{spent['ours'] / len(texts):.3f}", "–")
    told("its place in the ledger", f"{into_ledger(alone) / len(texts) / 1e3:.0f} kB", "–")


def equal(texts: list[str]) -> None:
    """What is read with every shortcut, and without any: each page alone, nothing kept, every sentence parsed."""
    pages = [page_of(text, n) for n, text in enumerate([*texts, *half_copied(texts)])]
    reader = _reader("fr")
    reader.forget()
    quick = [msgspec.json.encode(read) for _, read in read_pages(pages) if isinstance(read, Reading)]
    slow = []
    with patch.object(statements, "_may_tell", lambda passage, words: True):
        for page in pages:
            reader.forget()
            slow += [msgspec.json.encode(read) for _, read in read_pages([page]) if isinstance(read, Reading)]
    told("readings equal with and without every shortcut", f"{sum(map(eq, quick, slow))} of {len(slow)}", "all")


def two_processes() -> None:
    # No paragraph stands on two pages: what one process has read spares the other nothing.
    pages = [page for page, _ in made_pages(_SHARED_OUT, 6)]
    times = []
    for jobs in (1, 2):
        read = read_pages(pages, jobs=jobs)
        warm = sum(1 for _ in islice(read, _FIRST))
        begun = time.perf_counter()
        rest = sum(1 for _ in read)
        times.append((time.perf_counter() - begun) / rest)
        assert warm + rest == len(pages)
    told(f"two processes, as a multiple of one (load {os.getloadavg()[0]:.1f})", f"{times[0] / times[1]:.2f}", "at least 1.8")


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def memory(grown: int) -> None:
    """One worker over made pages, each different from the others."""
    pages = (page for page, _ in made_pages(grown + grown // 4, 6))
    read = read_pages(pages)
    for _ in islice(read, grown // 4):
        pass
    before = resident_bytes()
    count = sum(1 for _ in read)
    told("memory of one worker", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB", "at most 1.2 GB")
    told(f"its growth over {count:,} pages", f"{(resident_bytes() - before) / count / 1e3:.2f} kB/page", "at most 1 kB/page")


def ten_times() -> None:
    """So many made pages and ten times as many, told of by one page to hundreds: comparing all of them, and reading them at what one costs."""
    pages = [page_of(reading.article.text, n) for n, reading in enumerate(islice(made_readings(FIGURES), 40))]
    into_ledger(pages[:3])
    begun = time.process_time()
    into_ledger(pages)
    page_seconds = (time.process_time() - begun) / len(pages)
    spent = []
    for figures in (FIGURES, 10 * FIGURES):
        readings = list(made_readings(figures))
        begun = time.process_time()
        compare(readings)
        comparing = time.process_time() - begun
        spent.append(len(readings) * page_seconds + comparing)
        told(f"comparing {len(readings):,} pages, seconds a page (reading {page_seconds:.3f})", f"{comparing / len(readings):.4f}", "–")
    told(f"ten times the pages ({FIGURES:,} figures and ten times more)", f"{spent[1] / spent[0]:.1f}", "at most 11.5")


def child_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cold() -> None:
    told("`selon --help`, processor seconds", f"{min(child_seconds([*SELON, '--help']) for _ in range(3)):.2f}", "at most 0.4")
    loads, reads = ([child_seconds(command) for _ in range(2)] for command in ([sys.executable, "-c", COLD_SPACY], [*SELON, "read", str(ONE_PAGE)]))
    told("`selon read` of one page, cold, as a multiple of spaCy's load", f"{min(reads) / min(loads):.2f}", "at most 1.3")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--grown", type=int, default=10_000)
    parser.add_argument("--only", type=lambda given: given.split(","), default=[])
    options = parser.parse_args()
    texts = texts_of(options.articles)
    rows: dict[str, Callable[[], object]] = {
        "memory": lambda: memory(options.grown),  # first: what the other rows need is in this process, too
        "cold": cold,
        "spacy": lambda: beside_spacy(texts, options.rounds),
        "equal": lambda: equal(texts),
        "ten": ten_times,
        "two": two_processes,
    }
    print("| row | measured | target |\n| --- | ---: | ---: |")
    for name, measure in rows.items():
        if not options.only or name in options.only:
            measure()


if __name__ == "__main__":
    main()
