"""EPUB: the chapters of a book."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import real_files
from found_files import found_in, pages_of, told
from real_files import OTHER, STORY
from selon.errors import Encrypted


def test_the_chapters_of_a_book_come_in_the_order_of_its_spine(tmp_path: Path) -> None:
    first, second = pages_of(found_in(tmp_path, "a.epub", real_files.epub()))
    assert first.source == f"{tmp_path / 'a.epub'}#OEBPS/text/c1.xhtml"
    assert (first.content.endswith(real_files.html(OTHER)), second.content.endswith(real_files.html(STORY))) == (True, True)
    assert told(first)["title"] == ("Chroniques de l’Est", "the book's dc:title")
    assert first.published == "2021-05-01"


def test_a_locked_book_is_named(tmp_path: Path) -> None:
    book = io.BytesIO(real_files.epub())
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("META-INF/encryption.xml", "<encryption><EncryptedData/></encryption>")
    (error,) = found_in(tmp_path, "a.epub", book.getvalue())
    assert isinstance(error, Encrypted)
    assert "DRM" in error.reason


def test_a_book_that_was_packed_again_is_a_book(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(real_files.epub())) as book:
        members = {name: book.read(name) for name in reversed(book.namelist())}
    for n, order in enumerate((members, dict(reversed(members.items())))):
        pages = pages_of(found_in(tmp_path, f"{n}.epub", real_files.zipped(order)))
        assert [page.source.rpartition("/")[2] for page in pages] == ["c1.xhtml", "c0.xhtml"]
