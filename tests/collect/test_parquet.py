"""Parquet tables: a page for each row, bad rows and damaged files named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from selon.batch.collecting import collect
from selon.errors import Damaged, NotText, PageError, TooLarge
from selon.model import Page

pyarrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS: list[dict[str, Any]] = [
    {"corps": "Selon la préfecture, 12 personnes ont été blessées.", "url": "https://gazette.example/1", "date": datetime(2023, 2, 4, 8), "n": 1},
    {"corps": "", "url": None, "date": None, "n": 2},
    {"corps": "<p>La grève a réuni 3 000 personnes.</p>", "url": None, "date": None, "n": 3},
]


def table_at(path: Path, rows: list[dict[str, Any]]) -> Path:
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


def test_each_row_is_a_page(tmp_path: Path) -> None:
    first, second, third = collect([table_at(tmp_path / "articles.parquet", ROWS)])
    assert isinstance(first, Page)
    assert (first.content.decode(), first.url, first.published) == (ROWS[0]["corps"], ROWS[0]["url"], "2023-02-04T08:00:00")
    assert isinstance(second, NotText)
    assert second.page.endswith("articles.parquet:2")
    assert isinstance(third, Page)
    assert third.media_type == "text/html"


def test_a_table_in_an_archive_and_one_without_its_ending_are_read(tmp_path: Path) -> None:
    table = table_at(tmp_path / "articles", ROWS[:1])
    with ZipFile(tmp_path / "crawl.zip", "w") as archive:
        archive.write(table, "part-0.parquet")
    pages = [found for found in collect([table, tmp_path / "crawl.zip"]) if isinstance(found, Page)]
    assert [page.content for page in pages] == [ROWS[0]["corps"].encode()] * 2


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    table = table_at(tmp_path / "articles.parquet", ROWS)
    table.write_bytes(table.read_bytes()[:-20])
    (error,) = collect([table])
    assert isinstance(error, Damaged)


def test_a_table_without_a_text_and_one_that_is_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "none.parquet").write_text("Bonjour", encoding="utf-8")
    errors = list(collect([table_at(tmp_path / "a.parquet", [{"n": 1}]), tmp_path / "none.parquet"]))
    assert [isinstance(error, PageError) for error in errors] == [True, True]
    assert "no column with a usual name for a text" in str(errors[0])


def test_a_large_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "20")
    (error,) = collect([table_at(tmp_path / "a.parquet", ROWS[:1])])
    assert isinstance(error, TooLarge)
