"""Damage that goes where the code goes: atheris changes files so that they reach new lines of what takes them apart.

PYTHONPATH=tests python -m fuzz.guided -runs=20000 -seed=1        (make fuzz)

Any exception that is no PageError ends the run with the file that made it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

from real_files import KINDS

with atheris.instrument_imports(include=["selon.collect"]):
    from selon.collect.found import Source, bytes_reader
    from selon.collect.opening import open_source

NAMES = [name for name, _ in KINDS.values()]


def one(data: bytes) -> None:
    """The first byte chooses the name, the rest is the file."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    content = data[1:]
    for _ in open_source(Source(name, bytes_reader(content), asked_for=True), size=len(content)):
        pass


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for n, (_, make) in enumerate(KINDS.values()):
            (Path(folder) / str(n)).write_bytes(bytes([n]) + make())
        # A second of unpacking is far more than any of these files takes.
        atheris.Setup([*sys.argv, "-timeout=10", "-rss_limit_mb=1500", "-max_len=60000", "-verbosity=0", folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
