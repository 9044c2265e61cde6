"""How much an archive may unpack to: bytes, members and archives within archives, all counted over the outermost file.

A bomb is noticed while it unpacks, by counting: what an archive says of its sizes is not believed.
"""

from __future__ import annotations

import io
from typing import IO

from selon.collect.found import CHUNK_BYTES, Source
from selon.errors import Expands
from selon.settings import number

# An archive that unpacks to no more than this is none, whatever its ratio: a few pages of nothing but spaces.
_ALWAYS_ALLOWED_BYTES = 20_000_000


class Budget:
    """What one file that somebody gave may unpack to."""

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._times = int(number("max_expansion"))
        self._max_bytes = max(_ALWAYS_ALLOWED_BYTES, self._times * size)
        self._max_members = int(number("max_members"))
        self._max_nesting = int(number("max_nesting"))
        self._bytes = self._members = 0

    def take(self, count: int) -> None:
        """Count unpacked bytes.

        Raises:
            Expands: They are too many.
        """
        self._bytes += count
        if self._bytes > self._max_bytes:
            raise Expands(self._name, f"unpacks to more than {self._max_bytes:,} bytes ({self._times} times its size): the rest is not read")

    def enter(self, source: Source) -> None:
        """Count a member, and the archives that it lies in.

        Raises:
            Expands: There are too many of them.
        """
        self._members += 1
        if self._members > self._max_members:
            raise Expands(self._name, f"has more than {self._max_members:,} members: the rest is not read")
        if source.depth > self._max_nesting:
            raise Expands(self._name, f"nests more than {self._max_nesting} archives ({source.name}): the rest is not read")

    def reader(self, unpacking: IO[bytes]) -> io.BufferedReader:
        """A reader of what is unpacked that counts it."""
        return io.BufferedReader(_Counted(unpacking, self), CHUNK_BYTES)


class _Counted(io.RawIOBase):
    def __init__(self, inner: IO[bytes], budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        got = self._inner.read(len(buffer))
        self._budget.take(len(got))
        buffer[: len(got)] = got
        return len(got)
