"""Tables (CSV): a page for each row, bad rows named by their line."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_files
from found_files import found_in, pages_of, told
from real_files import OTHER, STORY
from selon.collect.columns import Columns
from selon.errors import NotText, PageError, SettingsError
from selon.model import Page


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_table_in_any_encoding_gives_a_page_for_each_row(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = real_files.table(delimiter=delimiter).decode().encode(encoding)
    first, second = pages_of(found_in(tmp_path, "a.csv", content))
    assert first.content.decode() == "\n\n".join(STORY.paragraphs)
    assert (first.url, first.published) == (STORY.url, "2021-03-09")
    assert told(first) == {"author": (STORY.author, "the column 'auteur'"), "title": (STORY.title, "the column 'titre'")}
    assert (first.source, second.url) == (f"{tmp_path / 'a.csv'}:2", OTHER.url)


def test_columns_can_be_named(tmp_path: Path) -> None:
    content = real_files.table(header=["a", "b", "c", "d", "e"])
    (error,) = found_in(tmp_path, "a.csv", content)
    assert isinstance(error, NotText)
    assert "it has 'a', 'b', 'c', 'd', 'e'" in error.reason
    first, _ = pages_of(found_in(tmp_path, "a.csv", content, columns="text=b,url=c"))
    assert (first.content.decode(), first.url, first.published) == ("\n\n".join(STORY.paragraphs), STORY.url, None)
    (error,) = found_in(tmp_path, "a.csv", content, columns="text=corps")
    assert isinstance(error, NotText)
    assert "has no column 'corps'" in error.reason
    with pytest.raises(SettingsError, match="FIELD is one of text"):
        Columns.parse("texte=b")


def test_a_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    rows = (
        b"Premier \xc3\xa9t\xc3\xa9,https://a.example/1",
        b",https://a.example/2",
        b"Cass\xe9 ici,https://a.example/3",
        b"Dernier,https://a.example/4",
    )
    found = found_in(tmp_path, "a.csv", b"\xef\xbb\xbftexte,lien\n" + b"\n".join(rows) + b"\n")
    assert [item.url for item in found if isinstance(item, Page)] == ["https://a.example/1", "https://a.example/4"]
    assert [item.page for item in found if isinstance(item, PageError)] == [f"{tmp_path / 'a.csv'}:{n}" for n in (3, 4)]
