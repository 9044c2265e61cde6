"""CSV: a folder with one file for each table, and `datapackage.json`, the data dictionary (Frictionless Data Package)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from selon.export.holdings import Holdings
from selon.export.tables import TABLES, Table, data_package
from selon.export.writing import whole_file

# What a spreadsheet takes for a formula: page text may begin so, and must not be run when somebody opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def write_csv(holdings: Holdings, path: Path) -> None:
    """Write the tables (RFC 4180, UTF-8) into the folder `path`. Words that a spreadsheet would run as a formula get an apostrophe before them."""
    for table in TABLES:
        _write_table(table, holdings, path / f"{table.name}.csv")
    with whole_file(path / "datapackage.json") as file:
        json.dump(data_package(), file, ensure_ascii=False, indent=1)
        file.write("\n")


def _write_table(table: Table, holdings: Holdings, path: Path) -> None:
    with whole_file(path) as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for row in table.rows(holdings):
            writer.writerow([_cell(row[column.name]) for column in table.columns])


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith((*_FORMULA, GUARD)):
        return GUARD + value
    return value
