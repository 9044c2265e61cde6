"""What the gazetteer costs a process: seconds until the first name is found, and memory.

    python benchmarks/gazetteer.py

A fresh process loads it and looks up names of all sizes; seconds are of this process's own time, memory is what the process grew by. The
exit code is 1 beyond half a second or 150 MB.
"""

from __future__ import annotations

import resource
import sys
import time

MOST_SECONDS, MOST_MB = 0.5, 150
NAMES = ("paris", "izyum", "robotyne", "valparaiso", "new york", "chavannes sur l etang", "ouagadougou", "nirgendwo")


def grown_mb(before_kb: int) -> float:
    """By how much the process's greatest memory has grown."""
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb) / 1024


def main() -> int:
    """Measure and print one row."""
    from selon.languages.gazetteer import load_gazetteer  # the module's own imports are part of no process's start alone

    before_kb, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    gazetteer = load_gazetteer()
    first = gazetteer.find(NAMES[0])
    seconds = time.process_time() - start
    found = sum(bool(gazetteer.find(name)) for name in NAMES)
    megabytes = grown_mb(before_kb)
    print(f"gazetteer: {seconds:.3f} s to the first name ({first[0].name}), {megabytes:.0f} MB, {found} of {len(NAMES)} names found")
    return int(seconds > MOST_SECONDS or megabytes > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
