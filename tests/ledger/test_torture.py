"""`make torture` in small: each of its rows comes out as docs/reliability.md says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_row_comes_out() -> None:
    command = [sys.executable, "tools/torture.py", "--kills", "3", "--changes", "10", "--pages", "24"]
    rows = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    kills, changes, writers = (row.strip("| ").split(" | ") for row in rows)
    assert kills[1].startswith("3 ")
    # Before how many of the three the command had begun a ledger depends on how busy the machine is.
    assert re.search(r"0 pages lost, 0 ledgers half; the same command completed ([123]) of \1 ledgers", kills[2])
    assert changes[1:] == ["10", "10 found by `selon verify`"]
    assert writers[1:] == ["24 pages, 8 processes", "the content of one process"]
