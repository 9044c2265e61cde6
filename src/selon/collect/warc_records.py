"""The records of a WARC file, compressed or not, as they stand; after damage the next whole record is looked for."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Protocol

import msgspec

from selon.collect.budget import Budget
from selon.collect.found import CHUNK_BYTES

_MAX_HEADER_BYTES = 64_000
_GZIP = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/\d\.\d\s*$")
_GZIP_FORM = 31


class Record(msgspec.Struct, frozen=True):
    """One record: its headers (names in small letters), the length of its block, and the block; None where that is over the limit."""

    offset: int
    headers: dict[str, str]
    length: int
    block: bytes | None

    @property
    def kind(self) -> str:
        """`response`, `request`, `revisit` …"""
        return self.header("WARC-Type").lower()

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return self.headers.get(name.lower(), "")


class Broken(msgspec.Struct, frozen=True):
    """A place that is no record. `advice` is empty where only this place is lost."""

    where: str
    what: str
    advice: str = ""


class _Damage(Exception):
    pass


class _Stream(Protocol):
    """Bytes of records one after the other."""

    offset: int

    def read(self, count: int) -> bytes:
        """Exactly so many bytes; fewer only at the end."""

    def line(self) -> bytes:
        """Up to a line break, and with it; empty at the end."""

    def find_next(self) -> bool:
        """Go on to where the next record seems to begin."""


def records(reader: io.BufferedReader, budget: Budget, *, max_block_bytes: int, compressed: bool) -> Iterator[Record | Broken]:
    """Every record, and a Broken where one is damaged or cut off.

    Args:
        reader: The file at its beginning.
        budget: Counts what is unpacked.
        max_block_bytes: A longer block is passed over.
        compressed: Each record is a gzip member of its own, as the standard asks for.
    """
    stream: _Stream = _Packed(reader, budget) if compressed else _Plain(reader)
    while True:
        try:
            headers = _headers(stream)
            if headers is None:
                return
            yield _record(stream, headers, max_block_bytes)
        except (_Damage, zlib.error, EOFError) as error:
            cut = isinstance(error, EOFError)
            what, advice = ("the file is cut off here", "collect it again: what followed is lost") if cut else (str(error), "")
            yield Broken(f"at byte {stream.offset:,}", what, advice)
            if cut or not stream.find_next():
                return


def _headers(stream: _Stream) -> dict[str, str] | None:
    """The headers of the next record; None at the end of the file."""
    line = stream.line()
    while line in (b"\r\n", b"\n"):
        line = stream.line()
    if not line:
        return None
    if not _VERSION.match(line):
        raise _Damage("no record begins here" if line.endswith(b"\n") else "what stands here is no record")
    headers: dict[str, str] = {}
    size, last = 0, ""
    while (line := stream.line()) not in (b"\r\n", b"\n"):
        size += len(line)
        if not line.endswith(b"\n"):
            raise EOFError if len(line) < _MAX_HEADER_BYTES else _Damage("a header without an end")
        if size > _MAX_HEADER_BYTES:
            raise _Damage("headers without an end")
        told = line.decode("utf-8", "replace").strip()
        if line[:1] in b" \t" and last:
            headers[last] += f" {told}"
            continue
        name, colon, value = told.partition(":")
        last = name.strip().lower() if colon else last
        if colon:
            headers.setdefault(last, value.strip())
    return headers


def _record(stream: _Stream, headers: dict[str, str], max_block_bytes: int) -> Record:
    written = headers.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise _Damage("a record that does not say its length")
    length, offset = int(written), stream.offset
    kept = stream.read(length) if length <= max_block_bytes + _MAX_HEADER_BYTES else None
    left = length - len(kept) if kept is not None else length
    while left > 0:
        passed = stream.read(min(left, CHUNK_BYTES)) if kept is None else b""
        if not passed:
            raise EOFError
        left -= len(passed)
    return Record(offset, headers, length, kept)


class _Plain:
    """A file that is not compressed."""

    def __init__(self, reader: io.BufferedReader) -> None:
        self._reader = reader
        self.offset = 0

    def read(self, count: int) -> bytes:
        content = self._reader.read(count)
        self.offset += len(content)
        return content

    def line(self) -> bytes:
        line = self._reader.readline(_MAX_HEADER_BYTES)
        self.offset += len(line)
        return line

    def find_next(self) -> bool:
        """The next line that opens a record; it may stand right after a block that was shorter than told."""
        while True:
            head = self._reader.peek(_MAX_HEADER_BYTES)
            if not head:
                return False
            at = head.find(b"WARC/1.")
            if at >= 0:
                self.read(at)
                return True
            # The mark may lie across the end of what was looked at.
            self.read(max(1, len(head) - len(b"WARC/1.")))


class _Packed:
    """A file of gzip members. `offset` counts the bytes of the file up to the member that is read."""

    def __init__(self, reader: io.BufferedReader, budget: Budget) -> None:
        self._reader = reader
        self._budget = budget
        self._unpacker = zlib.decompressobj(_GZIP_FORM)
        self._begun = False
        self._packed = b""
        self._ready = bytearray()
        self._taken = 0
        self.offset = 0

    def read(self, count: int) -> bytes:
        while len(self._ready) < count and self._unpack():
            pass
        return self._take(count)

    def line(self) -> bytes:
        while (end := self._ready.find(b"\n")) < 0 and len(self._ready) < _MAX_HEADER_BYTES and self._unpack():
            pass
        return self._take(end + 1 if end >= 0 else min(len(self._ready), _MAX_HEADER_BYTES))

    def find_next(self) -> bool:
        """The next gzip member that can be unpacked and begins as a record does."""
        self._ready.clear()
        while True:
            at = self._packed.find(_GZIP)
            if at < 0:
                self._taken += max(0, len(self._packed) - len(_GZIP) + 1)
                self._packed = self._packed[-len(_GZIP) + 1 :]
                if not self._more():
                    return False
                continue
            self._packed = self._packed[at:]
            while len(self._packed) < CHUNK_BYTES and self._more():
                pass
            if _opens_record(self._packed):
                self._unpacker, self._begun = zlib.decompressobj(_GZIP_FORM), False
                self.offset = self._position()
                return True
            self._packed = self._packed[1:]

    def _unpack(self) -> bool:
        """Unpack a little more; False at the end of the file.

        Raises:
            EOFError: The file ends within a member.
        """
        if self._unpacker.eof:
            self._packed = self._unpacker.unused_data
            self._unpacker, self._begun = zlib.decompressobj(_GZIP_FORM), False
        if not self._packed and not self._more():
            if self._begun:
                raise EOFError
            return False
        if not self._begun and not self._ready:
            self.offset = self._position()
        self._begun = True
        try:
            got = self._unpacker.decompress(self._packed, CHUNK_BYTES)
        except zlib.error:
            self._packed = self._packed[1:]  # not to find this member again
            raise
        self._packed = self._unpacker.unconsumed_tail
        self._budget.take(len(got))
        self._ready += got
        return True

    def _more(self) -> bool:
        got = self._reader.read(CHUNK_BYTES)
        self._taken += len(got)
        self._packed += got
        return bool(got)

    def _take(self, count: int) -> bytes:
        content = bytes(self._ready[:count])
        del self._ready[:count]
        return content

    def _position(self) -> int:
        return self._taken - len(self._packed)


def _opens_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP_FORM).decompress(packed, 100).startswith(b"WARC/")
    except zlib.error:
        return False
