"""ZIP, tar and compressed files -> their members, each read only when its turn comes. WACZ is a ZIP with web archives in it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from selon.collect.budget import Budget
from selon.collect.found import CHUNK_BYTES, Opened, Skipped, Source
from selon.collect.kinds import Kind
from selon.errors import Damaged, Encrypted, TooLarge
from selon.settings import number

# What the standard library raises on archives that are cut, changed or made up.
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, OverflowError,
    RuntimeError, IndexError,
)  # fmt: skip
_IN_MEMORY_BYTES = 20_000_000
_ENCRYPTED_FLAG = 1
_OPENERS: dict[Kind, Callable[[IO[bytes]], Any]] = {
    Kind.GZIP: lambda packed: gzip.GzipFile(fileobj=packed),
    Kind.BZIP2: bz2.BZ2File,
    Kind.XZ: lzma.LZMAFile,
}


@contextmanager
def told_as_damage(name: str) -> Iterator[None]:
    """Turns what an unpacker raises on bytes that do not fit its format into Damaged, named by the page."""
    try:
        yield
    except BROKEN as error:
        raise Damaged(name, f"is damaged: it cannot be unpacked ({str(error) or type(error).__name__})") from error


def uncompressed(source: Source, kind: Kind, budget: Budget) -> Opened:
    """What a compressed file holds: one page, or an archive."""
    with told_as_damage(source.name), _OPENERS[kind](source.reader) as unpacking:
        yield source.unpacked(budget.reader(unpacking))


def zip_members(source: Source, budget: Budget) -> Opened:
    """The files in a ZIP archive in the order of their names, so that two that hold the same give the same.

    Raises:
        Damaged: It is no ZIP archive that can be opened.
    """
    with seekable(source) as file, told_as_damage(source.name), zipfile.ZipFile(file) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        is_wacz = "datapackage.json" in archive.NameToInfo and any(name.startswith("archive/") for name in archive.NameToInfo)
        for member in members:
            name = f"{source.name}#{member.filename}"
            reason = _reason_to_skip(member.filename) or (_reason_to_skip_in_wacz(member.filename) if is_wacz else None)
            if reason:
                yield Skipped(name, reason)
            elif member.flag_bits & _ENCRYPTED_FLAG:
                yield Encrypted(name)
            else:
                yield from _zip_member(archive, member, source, budget)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, budget: Budget) -> Opened:
    name = f"{source.name}#{member.filename}"
    try:
        with archive.open(member) as unpacking:
            yield source.inner(member.filename, budget.reader(unpacking))
    except BROKEN as error:
        yield Damaged(name, f"is damaged: it cannot be unpacked ({str(error) or type(error).__name__})")


def tar_members(source: Source, budget: Budget) -> Opened:
    """The files in a tar archive in their order. Links in it lead nowhere: nothing is written to a disk."""
    with told_as_damage(source.name), tarfile.open(fileobj=source.reader, mode="r|") as archive:
        for member in archive:
            reason = None if member.isfile() else ("folder" if member.isdir() else "link or device in a tar archive")
            reason = reason or _reason_to_skip(member.name)
            if reason == "folder":
                continue
            if reason:
                yield Skipped(f"{source.name}#{member.name}", reason)
            elif (unpacking := archive.extractfile(member)) is not None:
                yield source.inner(member.name, budget.reader(unpacking))


@contextmanager
def seekable(source: Source) -> Iterator[IO[bytes]]:
    """The source as a file that can seek: itself, or a copy that is removed afterwards.

    Raises:
        TooLarge: The copy would have more bytes than `max_unpacked_bytes`.
    """
    if source.depth == 0 and source.reader.seekable():
        yield source.reader
        return
    limit = int(number("max_unpacked_bytes"))
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as copy:
        size = 0
        with told_as_damage(source.name):
            while chunk := source.reader.read(CHUNK_BYTES):
                size += len(chunk)
                if size > limit:
                    raise TooLarge(source.name, size, limit)
                copy.write(chunk)
        copy.seek(0)
        yield copy


def _reason_to_skip(name: str) -> str | None:
    if name.endswith("/"):
        return "folder entry"
    if name.startswith("__MACOSX/") or any(part.startswith(".") and part not in {".", ".."} for part in name.split("/")):
        return "hidden"
    return None


def _reason_to_skip_in_wacz(name: str) -> str | None:
    """A WACZ holds its pages as records; all else in it is about them."""
    return None if name.startswith("archive/") and ".warc" in os.path.basename(name) else "part of a WACZ that is no web archive"
