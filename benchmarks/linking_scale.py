"""How linking grows: time and memory for many figures, and for twice as many, on made pages.

    python benchmarks/linking_scale.py [--figures 200000]

One process links them. The features of a page's figures are found once, when the page is read, and are not part of linking; their time is told
beside it. What the pages are stands in docs/verdicts.md.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from made_pages import made_readings
from selon.compare.candidate import Candidate
from selon.compare.clusters import clusters
from selon.compare.link import candidates
from selon.compare.naming import name_of, numbered

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def features(figures: int) -> list[Candidate]:
    return [candidate for reading in made_readings(figures) for candidate in candidates([reading])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, default=200_000)
    wanted = parser.parse_args().figures
    found, seconds = timed(lambda: features(wanted))
    print("| figures | facts | seconds | target | peak memory | target |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    times = []
    for some in (found[: len(found) // 2], found):
        groups, spent = timed(lambda some=some: numbered(dict(enumerate(map(name_of, clusters(some))))))  # type: ignore[misc]
        times.append(spent)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        targets = ("120", "1.5 GB") if some is found else ("–", "–")
        print(f"| {len(some)} | {len(groups)} | {spent:.1f} | {targets[0]} | {peak:.2f} GB | {targets[1]} |", flush=True)
    print(f"| twice the figures | | × {times[1] / times[0]:.2f} | × 2.3 | | |")
    print(f"| their features, found as pages are read | | {seconds:.1f} | – | | |")


if __name__ == "__main__":
    main()
