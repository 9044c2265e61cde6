"""CSV and Parquet hold the same rows, and give them back as they were."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest

from selon.export.delimited import GUARD, write_csv
from selon.export.holdings import Holdings
from selon.export.parquet import write_parquet
from selon.export.tables import TABLES, Row, Table
from selon.model import Fact


def read_csv(path: Path, table: Table) -> list[Row]:
    """The rows of a file, typed by the data dictionary beside it."""
    dictionary = json.loads((path.parent / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (one for one in dictionary["resources"] if one["path"] == path.name)
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: value_of(cell, types[name]) for name, cell in row.items()} for row in csv.DictReader(file)]


def value_of(cell: str, type: str) -> Any:
    if cell == "":
        return None
    match type:
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "boolean":
            return cell == "true"
    return cell.removeprefix(GUARD)


def test_pages_name_the_languages_that_were_not_read(made: Holdings) -> None:
    rows = next(table for table in TABLES if table.name == "pages").rows(made)
    assert {row["other_languages"] for row in rows} == {"ru"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_gives_every_row_back(table: Table, sampled: Holdings, tmp_path: Path) -> None:
    write_csv(sampled, tmp_path)
    rows = list(table.rows(sampled))
    assert rows
    assert read_csv(tmp_path / f"{table.name}.csv", table) == rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_gives_every_row_back_with_the_meaning_of_each_column(table: Table, sampled: Holdings, tmp_path: Path) -> None:
    write_parquet(sampled, tmp_path)
    stored = pyarrow.parquet.read_table(tmp_path / f"{table.name}.parquet")
    assert stored.to_pylist() == list(table.rows(sampled))
    for column in table.columns:
        assert stored.schema.field(column.name).metadata[b"description"].decode() == column.meaning


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_key_names_each_row_and_every_column_is_told(table: Table, sampled: Holdings) -> None:
    rows = list(table.rows(sampled))
    assert len({tuple(row[name] for name in table.key) for row in rows}) == len(rows)
    assert all(list(row) == [column.name for column in table.columns] for row in rows)


def test_words_that_a_spreadsheet_would_run_are_kept_from_it(made: Holdings, tmp_path: Path) -> None:
    def hostile(fact: Fact) -> Fact:
        return msgspec.structs.replace(fact, title='=HYPERLINK("http://bad.example")', because="'quoted'")

    write_csv(Holdings(made.pages, [hostile(fact) for fact in made.facts]), tmp_path)
    assert "\n=" not in (tmp_path / "facts.csv").read_text(encoding="utf-8")
    facts = next(table for table in TABLES if table.name == "facts")
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        cells = next(iter(csv.DictReader(file)))
    assert cells["title"] == '\'=HYPERLINK("http://bad.example")'
    first = read_csv(tmp_path / "facts.csv", facts)[0]
    assert (first["title"], first["because"]) == ('=HYPERLINK("http://bad.example")', "'quoted'")


def test_the_rows_are_what_the_ledger_shows(made: Holdings) -> None:
    rows = {table.name: list(table.rows(made)) for table in TABLES}
    assert [row["page"] for row in rows["pages"]] == sorted(row["page"] for row in rows["pages"])
    said = rows["statements"][0]
    assert (said["speaker"], said["relays"], said["cue"], said["side"]) == ("Zoë Marchand", "AFP", "Selon", "France")
    assert [(row["fact"], row["low"], row["high"]) for row in rows["figures"]][:2] == [("epernay-killed", 12.0, None), ("epernay-killed", 30.0, None)]
    assert rows["comparisons"] == [
        {
            "fact": "epernay-killed",
            "left": made.facts[0].figures[0].id,
            "right": made.facts[0].figures[1].id,
            "relation": "conflict",
            "rule": "disjoint-two-sides/1",
            "because": "12 or more against 30 or more",
        }
    ]
    assert [(row["origin"], row["figures"], row["pages"]) for row in rows["origins"]] == [("Zoë Marchand", 2, 2), ("Zoë Marchand", 1, 1)]
