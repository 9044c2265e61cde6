"""Thousands of damaged files of every kind through collecting and cleaning, as `selon add` does them: what was read, what was reported, how long.

PYTHONPATH=tests python -m fuzz.run --files 10000 --seed 1        (make fuzz)

Ends with an error where a file took more than 10 s, a parsing process held more than 1 GB, a bad file was not named, or Selon itself failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzz.mutate import mutated, mutated_within
from real_files import KINDS
from selon.batch.collecting import open_guarded
from selon.batch.guard import Guard, clean_guarded, cleaning_guard
from selon.collect.files import File
from selon.errors import PageError
from selon.model import Page

MAX_S = 10.0
MAX_BYTES = 1_000_000_000


@dataclass
class Row:
    """What became of the files of one kind."""

    files: int = 0
    pages: int = 0
    articles: int = 0
    reported: int = 0
    slowest_s: float = 0.0
    memory_bytes: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, seconds: float, memory: int) -> None:
        self.files += 1
        self.slowest_s = max(self.slowest_s, seconds)
        self.memory_bytes = max(self.memory_bytes, memory)


def fuzz(files: int, seed: int, folder: Path) -> dict[str, Row]:
    """A row for each kind of file."""
    whole = {kind: make() for kind, (_, make) in KINDS.items()}
    rows = {kind: Row() for kind in KINDS}
    unpacking = Guard()
    # Their start is not what is measured: it takes as long as the machine has other work.
    try_file(unpacking, _written(folder, "start.zip", whole["ZIP"]), Row())
    try_file(unpacking, _written(folder, "start.html", b"<p>The mayor said that forty people were hurt when the bridge gave way.</p>"), Row())
    for n in range(files):
        kind = list(KINDS)[n % len(KINDS)]
        damage = mutated_within if n // len(KINDS) % 2 else mutated
        content = damage(whole[kind], tuple(whole.values()), Random(f"{seed} {n}"))
        path = _written(folder, KINDS[kind][0], content)
        try_file(unpacking, path, rows[kind], told=f"--seed {seed}, file {n} ({kind})")
    unpacking.close()
    cleaning_guard().close()
    return rows


def try_file(unpacking: Guard, path: Path, row: Row, told: str = "") -> None:
    """Collect and clean one file, and enter into the row what became of it."""
    begun = time.perf_counter()
    named = 0
    for found in open_guarded(unpacking, File(str(path), asked_for=True)):
        named += 1
        if isinstance(found, PageError):
            _enter_error(found, path, row, told)
        elif isinstance(found, Page):
            row.pages += 1
            try:
                clean_guarded(found, found.id)
                row.articles += 1
            except PageError as error:
                _enter_error(error, path, row, told)
    if not named:
        row.wrong.append(f"{told}: nothing was said of it")
    seconds = time.perf_counter() - begun
    row.note(seconds, max(_memory(unpacking), _memory(cleaning_guard())))
    if seconds > MAX_S:
        row.wrong.append(f"{told}: took {seconds:.1f} s")
    if row.memory_bytes > MAX_BYTES:
        row.wrong.append(f"{told}: {row.memory_bytes:,} bytes of memory")


def _enter_error(error: PageError, path: Path, row: Row, told: str) -> None:
    row.reported += 1
    if not str(error).startswith(str(path)) or not (error.reason and error.advice) or "made Selon fail" in error.reason:
        row.wrong.append(f"{told}: {error}")


def _written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _memory(guard: Guard) -> int:
    """The most memory that the guard's process ever held, in bytes; 0 where there is none or the system does not say."""
    try:
        status = Path(f"/proc/{guard.process_id}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = fuzz(given.files, given.seed, Path(folder))
    print("| kind of file | files | pages found | articles read | errors reported | slowest | memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, row in rows.items():
        told = (kind, row.files, row.pages, row.articles, row.reported, f"{row.slowest_s:.2f} s", f"{row.memory_bytes / 1e6:.0f} MB")
        print("|", " | ".join(map(str, told)), "|")
    wrong = [line for row in rows.values() for line in row.wrong]
    print(f"\n{sum(row.files for row in rows.values())} files, {len(wrong)} wrong")
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
