"""A unit of files goes into one shard, and comes out as it went in; shards do not depend on how often they are written."""

from __future__ import annotations

from pathlib import Path

from selon.batch.local import read_pages
from selon.batch.shards import Unit, pages_of, read_shard, read_unit, units_of, write_shard
from selon.collect.found import Skipped
from selon.errors import NotText, PageError
from selon.model import Page, Reading

NEWS = "Selon la préfecture, 12 personnes ont été blessées mardi à Nantes. Les secours sont sur place depuis la nuit."


def folder_of(path: Path) -> Path:
    (path / "deep").mkdir(parents=True)
    (path / "a.txt").write_text(NEWS, encoding="utf-8")
    (path / "deep" / "b.txt").write_text("La grève a réuni 3 000 personnes, a annoncé le syndicat dans un communiqué.", encoding="utf-8")
    (path / "empty.txt").write_text("", encoding="utf-8")
    (path / ".hidden").write_text("x", encoding="utf-8")
    return path


def test_units_hold_every_file_once_and_tell_what_is_passed_over(tmp_path: Path) -> None:
    found = list(units_of([folder_of(tmp_path / "pages"), tmp_path / "missing.txt"]))
    units = [unit for unit in found if isinstance(unit, Unit)]
    assert [Path(file.path).name for unit in units for file in unit.files] == ["a.txt", "b.txt", "empty.txt"]
    assert any(isinstance(other, Skipped) for other in found)
    assert any(isinstance(other, PageError) and "missing.txt" in str(other) for other in found)


def test_a_unit_is_cut_at_its_bytes(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_bytes(b"x" * 3_000_000)
    units = [unit for unit in units_of([tmp_path]) if isinstance(unit, Unit)]
    assert [len(unit.files) for unit in units] == [2, 1]
    assert len({unit.name for unit in units}) == 2


def test_a_shard_gives_back_what_was_read(tmp_path: Path) -> None:
    (unit,) = (unit for unit in units_of([folder_of(tmp_path / "pages")]) if isinstance(unit, Unit))
    shard = tmp_path / "shard.parquet"
    assert write_shard(shard, read_unit(unit, frozenset())) == 3
    outcomes = list(read_shard(shard))
    pages = [found for found in pages_of(unit) if isinstance(found, Page)]
    assert [(page, read) for page, read in outcomes if isinstance(read, Reading)] == list(read_pages(pages))
    (error,) = (found for found, _ in outcomes if isinstance(found, PageError))
    assert type(error) is NotText
    first = shard.read_bytes()
    write_shard(shard, read_unit(unit, frozenset()))
    assert shard.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_pages_that_are_known_are_not_read_again(tmp_path: Path) -> None:
    (unit,) = (unit for unit in units_of([folder_of(tmp_path)]) if isinstance(unit, Unit))
    known = {found.id for found in pages_of(unit) if isinstance(found, Page)}
    assert [read for _, read in read_unit(unit, known)] == [None, None, None]
