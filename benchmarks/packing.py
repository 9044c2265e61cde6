"""How fast pages and readings are packed and unpacked, and how small they get: by zlib, by Selon, and by zstd where it is installed.

python -m benchmarks.packing [--pages 200]

The pages are those of benchmarks/verifying.py. Megabytes of content in a second of processor, the best of five runs.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Callable, Sequence
from importlib import import_module

import msgspec
from benchmarks.verifying import html_pages

from selon.ledger.packing import pack, unpack

RUNS = 5
Way = tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]


def ways() -> dict[str, Way]:
    known: dict[str, Way] = {"zlib": (zlib.compress, zlib.decompress), "Selon": (pack, unpack)}
    for module in ("compression.zstd", "backports.zstd"):
        try:
            zstd = import_module(module)
        except ImportError:
            continue
        known["zstd"] = (zstd.compress, zstd.decompress)
    return known


def rate(work: Callable[[bytes], bytes], items: Sequence[bytes], size: int) -> tuple[float, list[bytes]]:
    """Megabytes (of `size` bytes) in a second, and what was made."""
    best, made = float("inf"), []
    for _ in range(RUNS):
        begun = time.process_time()
        made = [work(item) for item in items]
        best = min(best, time.process_time() - begun)
    return size / best / 1e6, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    made = list(html_pages(parser.parse_args().pages))
    for what, contents in (("pages", [page.content for page, _ in made]), ("readings", [msgspec.json.encode(reading) for _, reading in made])):
        size = sum(map(len, contents))
        print(f"{len(contents)} {what} of {size / len(contents) / 1e3:.0f} kB")
        for name, (packs, unpacks) in ways().items():
            packing, packed = rate(packs, contents, size)
            unpacking, _ = rate(unpacks, packed, size)
            print(f"  {name:6} packs {packing:5.0f} MB/s to 1/{size / sum(map(len, packed)):.1f}, unpacks {unpacking:5.0f} MB/s")


if __name__ == "__main__":
    main()
