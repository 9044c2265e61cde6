"""What is stored is unpacked as it was, by zlib too, and no byte of it can be changed unseen."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.ledger.packing import NotPacked, pack, unpack

SENTENCE = "Selon la Croix-Rouge, 313 personnes ont été tuées à Derna. Page 12.".encode()


@given(st.binary(max_size=2000))
def test_it_comes_back_and_zlib_unpacks_it_too(content: bytes) -> None:
    packed = pack(content)
    assert unpack(packed) == content
    assert zlib.decompress(packed) == content


@pytest.mark.parametrize("level", [1, 6, 9])
def test_what_earlier_versions_stored_is_unpacked(level: int) -> None:
    assert unpack(zlib.compress(SENTENCE, level)) == SENTENCE


def test_every_change_of_one_byte_is_found() -> None:
    """Also of the bits that say nothing: a stream alone would come back the same from 130 of these."""
    packed = pack(SENTENCE)
    changes = [packed[:n] + bytes([other]) + packed[n + 1 :] for n, byte in enumerate(packed) for other in range(256) if other != byte]
    assert [change for change in changes if not is_damaged(change)] == []


@pytest.mark.parametrize(
    "broken", [pack(SENTENCE)[:-1], pack(SENTENCE) + b"x", zlib.compress(SENTENCE) + b"x", zlib.compress(SENTENCE)[:-1], b"", b"x"]
)
def test_what_is_cut_or_goes_on_is_damaged(broken: bytes) -> None:
    assert is_damaged(broken)


def is_damaged(packed: bytes) -> bool:
    try:
        unpack(packed)
    except NotPacked:
        return True
    return False
