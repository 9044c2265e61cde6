"""The derived rows of pages: written, taken away, and the digest with which the log vouches for them.

A digest stands in the log for each time that a page's rows were made. So `verify` can hash the rows as they are stored, which costs a fraction
of making them again from the readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, insert

from selon.ledger import schema, search
from selon.ledger.rows import Row, rows_of_reading
from selon.model import Reading

TABLES = (*schema.LAYERS, schema.search_entry)

# MessagePack, not JSON: it tells bytes from text, and a whole number from the same one as a float.
_packed = msgspec.msgpack.Encoder().encode


def rows_digest(rows: Mapping[Table, Iterable[tuple[object, ...]]]) -> str:
    """SHA-256 over the derived rows of a page: of each table its name and number of rows, then the rows, sorted, each as the MessagePack array
    of `digested_columns`."""
    hashed = sha256()
    for table in TABLES:
        lines = sorted(map(_packed, rows[table]))
        hashed.update(_packed((str(table.name), len(lines))))
        hashed.update(b"".join(lines))
    return hashed.hexdigest()


def digested_columns(table: Table) -> list[ColumnElement[Any]]:
    """The columns as they follow from a reading: of a search entry's number only the day does."""
    number = schema.search_entry.c.id
    return [number - number % schema.ENTRIES_OF_A_DAY if column is number else column for column in table.c]


def reading_digest(reading: Reading, page: str) -> str:
    """The digest of the rows that follow from a reading."""
    return _digest(rows_of_reading(reading, page))


def _digest(rows: Mapping[Table, list[Row]]) -> str:
    return rows_digest({table: [tuple(row[column.name] for column in table.c) for row in some] for table, some in rows.items()})


def insert_derived(connection: Connection, readings: Mapping[str, Reading]) -> dict[str, str]:
    """Write the derived rows of pages that have none, each from its reading; gives the digest of the rows of each."""
    made = {page: rows_of_reading(reading, page) for page, reading in readings.items()}
    digests = {page: _digest(rows) for page, rows in made.items()}
    for table in schema.LAYERS:
        if some := [row for rows in made.values() for row in rows[table]]:
            connection.execute(insert(table), some)
    search.enter_pages(connection, {page: rows[schema.search_entry] for page, rows in made.items()})
    return digests


def delete_derived(connection: Connection, page: str) -> None:
    """Take the derived rows of a page away."""
    search.leave_page(connection, page)
    for table in reversed(schema.LAYERS):
        connection.execute(delete(table).where(table.c.page == page))
