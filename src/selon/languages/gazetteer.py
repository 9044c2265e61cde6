"""The places of the world as one read-only file: countries, first-level regions, towns of 500 inhabitants or more.

`tools/build_gazetteer.py` writes `gazetteer.bin`, this module reads it through a memory map: nothing is loaded before it is asked for.
Where the data come from and under which terms stands in `GAZETTEER.md` and, with their digests, in the file's own header.

The file: a line of JSON (`Header`), then `PLACE` records in the order of falling population, then their names, then the keys. Keys are
sorted by their UTF-8 bytes and stand in blocks of `BLOCK` lines; a line is one character that says how many bytes it shares with the line
before, the rest of the key, a tab, and the numbers of its places in hexadecimal. Last come the offsets of the blocks.
"""

from __future__ import annotations

import hashlib
import mmap
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from itertools import chain
from struct import Struct
from typing import Literal

import msgspec

from selon.languages.spelling import near_keys, rough_key

PLACE = Struct("<IIhhHBxI")
BLOCK_AT = Struct("<I")
BLOCK = 24
SHARED_FROM = 32
SHARED_MOST = 90
ROUGH = "~"
# So many letters tell most blocks without a key from the one with it.
_LOOKED_AT = 3
KINDS: tuple[Literal["country", "region", "town"], ...] = ("country", "region", "town")


class Header(msgspec.Struct, frozen=True):
    """First line of the file: its format, the sources with version and digest, the tables of codes and of capitals (GeoNames ids), and the
    size of each part in bytes."""

    format: int
    sources: tuple[dict[str, str], ...]
    languages: tuple[str, ...]
    regions: tuple[str, ...]
    neighbours: dict[str, tuple[str, ...]]
    capitals: frozenset[int]
    places: int
    sizes: dict[str, int]


class Entry(msgspec.Struct, frozen=True):
    """A place of the gazetteer.

    `names` holds the main name, then, for countries, regions and towns with an own name in a language, the names by language code.
    `country` is ISO 3166 alpha-2, `region` the GeoNames code of the first-level region (`UA.07`; for a country its own code).
    Degrees are rounded to a hundredth, about a kilometre. A region without a GeoNames id has `geonameid` 0.
    """

    geonameid: int
    kind: Literal["country", "region", "town"]
    name: str
    names: dict[str, str]
    country: str
    region: str
    population: int
    latitude: float
    longitude: float


class Gazetteer:
    """Looks names up by their key (see `selon.languages.spelling`)."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        head_end = data.find(b"\n") + 1
        self.header = msgspec.json.decode(data[: head_end - 1], type=Header)
        sizes = self.header.sizes
        self._names = head_end + sizes["places"]
        self._places = head_end
        self._keys = self._names + sizes["names"]
        self._blocks = self._keys + sizes["keys"]
        self._block_count = sizes["blocks"] // BLOCK_AT.size
        self._entry = lru_cache(maxsize=8192)(self._read_entry)
        self._lines = lru_cache(maxsize=4096)(self._read_lines)
        self.find = lru_cache(maxsize=65536)(self._find)
        self.begins = lru_cache(maxsize=65536)(self._begins)
        self.find_near = lru_cache(maxsize=4096)(self._find_near)

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits over the header and the modules that look names up: part of a reading's version. The header names its
        sources with their digests and the sizes of what was made of them, so the rest need not be read."""
        hashed = hashlib.sha256(self._data[: self._places])
        for module in ("gazetteer.py", "spelling.py", "fold.py"):
            hashed.update(module.encode() + b"\0" + (files("selon.languages") / module).read_bytes() + b"\0")
        return hashed.hexdigest()[:12]

    def neighbours(self, country: str) -> tuple[str, ...]:
        """The countries that share a border with one, by ISO code."""
        return self.header.neighbours.get(country, ())

    def is_capital(self, geonameid: int) -> bool:
        """The town is the seat of a country's government, so that its name may stand for it."""
        return geonameid in self.header.capitals

    def find_rough(self, key: str) -> tuple[Entry, ...]:
        """The towns that some romanisation of their name joins with this key, most inhabitants first."""
        rough = rough_key(key)
        found = {entry.geonameid: entry for entry in self.find(rough) + self.find(ROUGH + rough) if entry.kind == "town"}
        return tuple(sorted(found.values(), key=lambda entry: (-entry.population, entry.geonameid)))

    def _find_near(self, key: str) -> tuple[Entry, ...]:
        """The towns one typing fault away from this key, most inhabitants first. Some hundred look-ups, so for few names of a page only."""
        wanted = map(str.encode, near_keys(key))
        entries = chain.from_iterable(self._entries(self._block_of(near), near) for near in wanted)  # many are looked for in one block
        found = {entry.geonameid: entry for entry in entries if entry.kind == "town"}
        return tuple(sorted(found.values(), key=lambda entry: (-entry.population, entry.geonameid)))

    def _find(self, key: str) -> tuple[Entry, ...]:
        wanted = key.encode()
        block = self._block_of(wanted)
        return self._entries(block, wanted) if block >= 0 and _may_hold(self._raw(block), wanted, b"\t") else ()

    def _entries(self, block: int, wanted: bytes) -> tuple[Entry, ...]:
        rows = self._lines(block).get(wanted, b"") if block >= 0 else b""
        return tuple(self._entry(int(row, 16)) for row in rows.split())

    def _block_of(self, wanted: bytes) -> int:
        """The only block that may have this key; -1 where none can."""
        return bisect_right(self._first_keys, wanted) - 1

    def _begins(self, start: str) -> bool:
        """Some key begins so: with a word and a space, whether there is a longer name to look for."""
        wanted = start.encode()
        block = self._block_of(wanted)
        if block + 1 < self._block_count and self._first_keys[block + 1].startswith(wanted):
            return True
        if block < 0 or not _may_hold(self._raw(block), wanted, b""):
            return False
        return any(key.startswith(wanted) for key in self._lines(block))

    def entry_of(self, geonameid: int) -> Entry | None:
        """The place with this GeoNames id; None where the gazetteer has none."""
        row = self._rows_by_id.get(geonameid)
        return None if row is None else self._entry(row)

    def regions(self) -> Iterator[Entry]:
        """Every first-level region that has a GeoNames id."""
        records = enumerate(PLACE.iter_unpack(self._data[self._places : self._names]))
        return (self._entry(row) for row, record in records if record[0] and KINDS[record[5]] == "region")

    @cached_property
    def _rows_by_id(self) -> dict[int, int]:
        records = PLACE.iter_unpack(self._data[self._places : self._names])
        return {record[0]: row for row, record in enumerate(records) if record[0]}

    @cached_property
    def _first_keys(self) -> list[bytes]:
        """The first key of every block, read once: a look-up then needs one block of the file."""
        return [self._data[start + 1 : self._data.find(b"\t", start)] for start in self._block_starts[:-1]]

    @cached_property
    def _block_starts(self) -> list[int]:
        """Where each block begins, and where the last one ends."""
        offsets = BLOCK_AT.iter_unpack(self._data[self._blocks : self._blocks + self._block_count * BLOCK_AT.size])
        return [*(self._keys + offset for (offset,) in offsets), self._blocks]

    def _raw(self, block: int) -> bytes:
        """The lines of a block as they are written."""
        return self._data[self._block_starts[block] : self._block_starts[block + 1]]

    def _read_lines(self, block: int) -> dict[bytes, bytes]:
        """The keys of a block with the numbers of their places."""
        lines, key = {}, b""
        for line in self._raw(block).split(b"\n")[:-1]:
            rest, _, rows = line[1:].partition(b"\t")
            key = key[: line[0] - SHARED_FROM] + rest
            lines[key] = rows
        return lines

    def _read_entry(self, row: int) -> Entry:
        at = self._places + row * PLACE.size
        geonameid, population, latitude, longitude, region, kind, name_at = PLACE.unpack_from(self._data, at)
        start = self._names + name_at
        written = self._data[start : self._data.find(b"\n", start)].decode()
        name, *others = written.split("\t")
        code = self.header.regions[region]
        return Entry(
            geonameid=geonameid,
            kind=KINDS[kind],
            name=name,
            names={other[:2]: other[3:] for other in others},
            country=code.partition(".")[0],
            region=code,
            population=population,
            latitude=latitude / 100,
            longitude=longitude / 100,
        )


def _may_hold(lines: bytes, wanted: bytes, end: bytes) -> bool:
    """A cheap look at the lines of a block: without this, none has a key that begins with `wanted` or, where `end` is what ends a key, is
    it. The first such key shares less than all of `wanted` with the key before: its last letters are written out, or fewer of them behind
    the character that says how many it shares."""
    if wanted[-_LOOKED_AT:] + end in lines:
        return True
    for count in range(1, _LOOKED_AT):
        shared = len(wanted) - count
        if 0 <= shared <= SHARED_MOST and bytes((SHARED_FROM + shared,)) + wanted[shared:] + end in lines:
            return True
    return False


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, mapped once per process."""
    with as_file(files("selon.languages") / "gazetteer.bin") as path, path.open("rb") as file:
        return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
