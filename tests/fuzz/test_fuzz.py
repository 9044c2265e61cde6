"""The short version of `make fuzz`, and any bytes under any name."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.run import fuzz
from real_files import KINDS
from selon.collect.found import Skipped, Source, bytes_reader
from selon.collect.kinds import HEAD_BYTES, Sniffed, sniff
from selon.collect.opening import open_source
from selon.errors import PageError
from selon.model import Page

NAMES = [name for name, _ in KINDS.values()]
WHOLE = [make() for _, make in KINDS.values()]


def test_damaged_files_are_read_or_reported(tmp_path: Path) -> None:
    rows = fuzz(200, 7, tmp_path)
    assert [line for row in rows.values() for line in row.wrong] == []
    assert sum(row.files for row in rows.values()) == 200
    assert sum(row.reported for row in rows.values()) > 100
    assert sum(row.articles for row in rows.values()) > 50


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with a piece of it in the place of another."""
    content = draw(st.sampled_from(WHOLE))
    first, second, third = sorted(draw(st.integers(0, len(content))) for _ in range(3))
    return content[:first] + draw(st.binary(max_size=40)) + content[second:third] + content[second:]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(NAMES), st.one_of(st.binary(max_size=400), damaged()), st.booleans())
def test_any_bytes_under_any_name_give_pages_or_reasons(name: str, content: bytes, asked_for: bool) -> None:
    found = list(open_source(Source(name, bytes_reader(content), asked_for=asked_for), size=len(content)))
    assert found
    for item in found:
        assert isinstance(item, Page | PageError | Skipped)
        assert (item.page if isinstance(item, PageError) else item.source).startswith(name)


@given(st.binary(max_size=HEAD_BYTES), st.text(max_size=20))
def test_any_head_is_of_some_kind(head: bytes, name: str) -> None:
    assert isinstance(sniff(head, name), Sniffed)
