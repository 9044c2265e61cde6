"""How linking grows: time and memory for many figures, and for twice as many, on made pages.

    python benchmarks/linking_scale.py [--figures 200000]

The features of a page's figures are found once, when the page is read, and are not part of linking; their time is told beside it. Times are CPU
seconds of one process.
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
    start = time.process_time()
    return work(), time.process_time() - start


def features(figures: int) -> list[Candidate]:
    return [candidate for reading in made_readings(figures) for candidate in candidates([reading])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, default=200_000)
    wanted = parser.parse_args().figures
    found, seconds = timed(lambda: features(wanted))
    print(f"features of {len(found)} figures: {seconds:.1f} s", flush=True)
    half = found[: len(found) // 2]
    times = []
    for some in (half, found):
        groups, seconds = timed(lambda some=some: numbered(dict(enumerate(map(name_of, clusters(some))))))  # type: ignore[misc]
        times.append(seconds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{len(some)} figures linked into {len(groups)} facts: {seconds:.1f} s, peak {peak} MB", flush=True)
    print(f"twice the figures take {times[1] / times[0]:.2f} times the time")


if __name__ == "__main__":
    main()
