"""How pages and readings are stored: a zlib stream, which every language unpacks, and after it the four bytes of its CRC-32.

A stream has a few bits that say nothing (what fills its last byte, the level in its head). The CRC covers these too, so that no byte of what is
stored can be changed unseen. Ledgers of earlier versions hold streams alone.

ISA-L writes and reads the same format several times as fast as zlib itself, and is taken where its package is installed.
"""

from __future__ import annotations

import zlib
from importlib import import_module
from types import ModuleType

_CRC_BYTES = 4
_USUAL_RATIO = 8  # room made at first for what is unpacked: web pages are packed to a fifth


class NotPacked(ValueError):
    """What is stored was not packed by Selon, or was changed since; nobody can tell what it held."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"a page or reading cannot be unpacked: {reason}")


def _fastest() -> ModuleType:
    try:
        return import_module("isal.isal_zlib")
    except ImportError:  # there is none for this machine's processor
        return zlib


_ZLIB = _fastest()


def pack(content: bytes) -> bytes:
    """The content as it is stored; another machine may give other bytes for the same content."""
    stream: bytes = _ZLIB.compress(content)
    return stream + _crc(stream)


def unpack(packed: bytes) -> bytes:
    """What was packed.

    Raises:
        NotPacked: It is damaged.
    """
    try:
        stream = packed[:-_CRC_BYTES]
        if packed[-_CRC_BYTES:] != _crc(stream):
            return _of_stream_alone(packed)
        content: bytes = _ZLIB.decompress(stream, bufsize=_USUAL_RATIO * len(stream))
    except (_ZLIB.error, TypeError) as error:
        raise NotPacked(str(error)) from error
    return content


def _crc(stream: bytes) -> bytes:
    return int(_ZLIB.crc32(stream)).to_bytes(_CRC_BYTES)


def _of_stream_alone(packed: bytes) -> bytes:
    unpacker = _ZLIB.decompressobj()
    content: bytes = unpacker.decompress(packed)
    if not unpacker.eof or unpacker.unused_data:
        raise NotPacked("not one whole stream")
    return content
