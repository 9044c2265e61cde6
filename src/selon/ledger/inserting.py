"""Rows into tables, many at once.

The statement and the order of its values are made once for each table; then the rows go to the driver as they are, which takes half the time that
SQLAlchemy takes to look at each value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert

from selon.ledger.rows import Row

_Values = Callable[[Row], Any]
# By database, table and columns.
_statements: dict[tuple[str, Table, tuple[str, ...]], tuple[str, _Values]] = {}


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Write rows, of which there may be none; all have the same columns."""
    if some := list(rows):
        statement, values = _statement(connection, table, tuple(some[0]))
        connection.exec_driver_sql(statement, [values(row) for row in some])


def _statement(connection: Connection, table: Table, columns: tuple[str, ...]) -> tuple[str, _Values]:
    key = connection.dialect.name, table, columns
    if key not in _statements:
        compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
        names: list[str] | None = compiled.positiontup if compiled.positional else None
        _statements[key] = str(compiled), dict if names is None else _tuple_of(names)
    return _statements[key]


def _tuple_of(names: list[str]) -> _Values:
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
