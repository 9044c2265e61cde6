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
        ValueError: It is damaged.
    """
    try:
        stream, crc = packed[:-_CRC_BYTES], packed[-_CRC_BYTES:]
        return _of_stream(stream) if crc == _crc(stream) else _of_stream(packed)
    except (_ZLIB.error, TypeError) as error:
        raise ValueError(f"what is stored cannot be unpacked ({error})") from error


def _crc(stream: bytes) -> bytes:
    return int(_ZLIB.crc32(stream)).to_bytes(_CRC_BYTES)


def _of_stream(stream: bytes) -> bytes:
    """What a stream holds after which nothing comes."""
    unpacker = _ZLIB.decompressobj()
    content: bytes = unpacker.decompress(stream)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("what is stored is no whole stream")
    return content
