"""Parquet: a folder with one file for each table; every column carries its meaning. Needs the extra `selon[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from selon.errors import MissingExtra
from selon.export.holdings import Holdings
from selon.export.tables import TABLES, Row, Table
from selon.export.writing import whole_path

if TYPE_CHECKING:
    import pyarrow

_ROWS_AT_ONCE = 10_000


def write_parquet(holdings: Holdings, path: Path) -> None:
    """Write the tables into the folder `path`.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("parquet", "pyarrow") from None
    for table in TABLES:
        schema = _schema(table)
        with whole_path(path / f"{table.name}.parquet") as part, pyarrow.parquet.ParquetWriter(part, schema) as writer:
            for rows in _batches(table.rows(holdings)):
                writer.write_batch(pyarrow.RecordBatch.from_pylist(rows, schema=schema))


def _schema(table: Table) -> pyarrow.Schema:
    import pyarrow

    types = {"string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_()}
    fields = [pyarrow.field(column.name, types[column.type], metadata={"description": column.meaning}) for column in table.columns]
    return pyarrow.schema(fields, metadata={"description": table.meaning})


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        yield batch
