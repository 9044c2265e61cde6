"""Files damaged as files are: cut, overwritten, spliced, repeated, with wrong numbers. The same seed gives the same bytes."""

from __future__ import annotations

import gzip
import lzma
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random

from real_files import zipped

# Numbers and words at which parsers have stumbled before.
_TOKENS = (
    b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"99999999999999999999", b"-1", b"4294967295", b"%PDF-1.7", b"PK\x03\x04",
    b"\x1f\x8b\x08\x00", b"WARC/1.1\r\n", b"Content-Length: 999999999999\r\n", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<![CDATA[", b"]]>", b"<!--",
    b"<div>" * 200, b"[" * 500, b"(" * 500, b'"', b"\r\n\r\n", b"\n--", b"=\n", b"=?utf-8?q?=", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\0",
    b"endobj", b"obj << /Kids [3 0 R 2 0 R] >>", b"/Length 99999999", b"<script>", b"&#x110000;", b"&amp", b"boundary=", b"multipart/mixed",
)  # fmt: skip

Mutation = Callable[[bytearray, Random], None]


def mutated(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    """The content after one to eight changes; `others` are files of other kinds that pieces come from."""
    changed = bytearray(content)
    mutations: tuple[Mutation, ...] = (*_MUTATIONS, partial(_splice, others=others))
    for _ in range(random.randint(1, 8)):
        random.choice(mutations)(changed, random)
    return bytes(changed)


def mutated_within(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    """As `mutated`, but of a packed file what is in it is changed and packed again: else no damage would come past the packing's own checks."""
    if content.startswith(b"\x1f\x8b"):
        return gzip.compress(mutated(gzip.decompress(content), others, random), mtime=0)
    if content.startswith(b"\xfd7zXZ"):
        return lzma.compress(mutated(lzma.decompress(content), others, random))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        changed = random.choice(sorted(members))
        return zipped(members | {changed: mutated(members[changed], others, random)})
    return mutated(content, others, random)


def _flip(content: bytearray, random: Random) -> None:
    for _ in range(random.choice((1, 1, 4, 40))):
        if content:
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _cut(content: bytearray, random: Random) -> None:
    del content[random.randint(0, len(content)) :]


def _drop(content: bytearray, random: Random) -> None:
    start = random.randint(0, len(content))
    del content[start : start + random.choice((1, 4, 64, 1000))]


def _overwrite(content: bytearray, random: Random) -> None:
    start = random.randint(0, len(content))
    piece = random.randbytes(random.choice((1, 2, 4, 8, 100)))
    content[start : start + len(piece)] = piece


def _insert(content: bytearray, random: Random) -> None:
    place = random.randint(0, len(content))
    content[place:place] = random.choice(_TOKENS)


def _repeat(content: bytearray, random: Random) -> None:
    start = random.randint(0, len(content))
    piece = content[start : start + random.choice((1, 10, 100, 1000))]
    content[start:start] = piece * random.choice((2, 10, 100))


def _splice(content: bytearray, random: Random, others: tuple[bytes, ...]) -> None:
    donor = random.choice(others)
    start = random.randrange(len(donor))
    place = random.randint(0, len(content))
    piece = donor[start : start + random.randint(1, 2000)]
    content[place : place + random.choice((0, 50))] = piece


_MUTATIONS: tuple[Mutation, ...] = (_flip, _flip, _cut, _drop, _overwrite, _insert, _repeat)
