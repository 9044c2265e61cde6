"""The derived rows of pages: written, taken away, and the digest with which the log vouches for them.

A digest stands in the log for each time that a page's rows were made. So `verify` can hash the rows as they are stored, which costs a fraction
of making them again from the readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete

from selon.ledger import schema, search
from selon.ledger.inserting import insert_rows
from selon.ledger.rows import Row

TABLES = (*schema.LAYERS, schema.search_entry)

# MessagePack, not JSON: it tells bytes from text, and a whole number from the same one as a float.
_packed = msgspec.msgpack.Encoder().encode


def rows_digest(rows: Mapping[Table, Iterable[tuple[object, ...]]]) -> str:
    """SHA-256 over the derived rows of a page: of each table its name and number of rows, then the rows, sorted, each as the MessagePack array
    of `digested_columns`."""
    parts: list[bytes] = []
    for table in TABLES:
        lines = sorted(map(_packed, rows[table]))
        parts.append(_packed((str(table.name), len(lines))))
        parts += lines
    return sha256(b"".join(parts)).hexdigest()  # at once: each call lets other threads in, and waits for them


def digested_columns(table: Table) -> list[ColumnElement[Any]]:
    """The columns as they follow from a reading: of a search entry's number only the day does."""
    number = schema.search_entry.c.id
    return [number - number % schema.ENTRIES_OF_A_DAY if column is number else column for column in table.c]


def made_digest(rows: Mapping[Table, list[Row]]) -> str:
    """The same digest, of rows that are not written yet."""
    return rows_digest({table: [tuple(row[column.name] for column in table.c) for row in some] for table, some in rows.items()})


def insert_derived(connection: Connection, made: Mapping[str, Mapping[Table, list[Row]]]) -> None:
    """Write the derived rows of pages that have none: by page what `rows_of_reading` gave."""
    for table in schema.LAYERS:
        insert_rows(connection, table, (row for rows in made.values() for row in rows[table]))
    search.enter_pages(connection, {page: rows[schema.search_entry] for page, rows in made.items()})


def delete_derived(connection: Connection, page: str) -> None:
    """Take the derived rows of a page away."""
    search.leave_page(connection, page)
    for table in reversed(schema.LAYERS):
        connection.execute(delete(table).where(table.c.page == page))
