"""ZIP and tar: archives of any mix, damaged and locked members."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import real_files
from found_files import found_in, pages_of
from real_files import OTHER
from selon.collect.found import Skipped
from selon.errors import Damaged, Encrypted, PageError
from selon.model import Page


def test_an_archive_of_a_mix_gives_every_page_by_its_path(tmp_path: Path) -> None:
    found = found_in(tmp_path, "tout.zip", real_files.mix())
    names = [page.source.removeprefix(f"{tmp_path / 'tout.zip'}#") for page in pages_of(found)]
    assert names == [
        "articles.csv:2",
        "articles.csv:7",
        "communique.pdf",
        f"fil.tar.gz#fil.rss#{OTHER.url}",
        "fil.tar.gz#notes/a.txt",
        "lettre.eml",
        "page.html",
    ]
    assert Counter(item.reason for item in found if isinstance(item, Skipped)) == {"JPEG picture": 1, "hidden": 1}


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = bytearray(real_files.zipped({"a.txt": real_files.text(), "b.txt": real_files.text(OTHER), "c.txt": b"Le pont est ferm\xc3\xa9."}))
    place = content.index(b"b.txt") + 60
    content[place : place + 20] = b"\0" * 20
    found = found_in(tmp_path, "a.zip", bytes(content))
    assert [Path(item.source).name for item in found if isinstance(item, Page)] == ["a.zip#a.txt", "a.zip#c.txt"]
    (error,) = [item for item in found if isinstance(item, PageError)]
    assert isinstance(error, Damaged)
    assert error.page.endswith("a.zip#b.txt")


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    content = bytearray(real_files.zipped({"a.txt": real_files.text()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (error,) = found_in(tmp_path, "a.zip", bytes(content))
    assert isinstance(error, Encrypted)
