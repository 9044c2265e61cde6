"""Whether the derived rows are those that the log vouches for: a part of `selon.ledger.verify`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, CursorResult, Table, func, select

from selon.ledger import schema
from selon.ledger.derived import TABLES, digested_columns, rows_digest
from selon.ledger.log import Entry
from selon.ledger.packing import unpack
from selon.ledger.rows import rows_of_reading
from selon.model import Reading

_ROWS = 500  # so many of each table are in memory at once
Rows = Mapping[Table, Sequence[tuple[object, ...]]]


def derived_changes(connection: Connection, entries: Sequence[Entry], *, derive: bool) -> Iterator[str | None]:
    """Derived rows that are not as they were written: every table is walked once, page by page, and each page's rows are hashed. None
    stands for a page that is done.

    With `derive` they are also made again from the readings: that takes many times as long, and finds what a log that was carried on with
    forged entries vouches for.
    """
    yield from (f"log entry {entry.seq} (derived from no reading)" for entry in _not_from_readings(entries))
    vouched = _vouched(entries)
    newest = select(schema.reading.c.page, func.max(schema.reading.c.entry).label("entry")).group_by(schema.reading.c.page)
    with ExitStack() as results:
        stored = {table: _RowsByPage(table, results.enter_context(_in_order_of_pages(connection, table))) for table in TABLES}
        for page, entry in connection.execute(newest.order_by(schema.reading.c.page)).all():
            found = {table: rows.of_page(page) for table, rows in stored.items()}
            whole = rows_digest(found) == vouched.get(page)
            if derive or not whole:
                names = list(_tables_that_differ(connection, entry, page, found))
                yield from (f"table {name}, rows of page {page}" for name in names)
                if not whole and not names:
                    yield f"derived rows of page {page} (the log vouches for others)"
            yield None
        yield from (f"table {table.name} (rows of a page without a reading)" for table, rows in stored.items() if rows.any_left())


def _vouched(entries: Sequence[Entry]) -> dict[str, str]:
    """By page the digest that was logged since its newest reading."""
    vouched: dict[str, str] = {}
    for entry in entries:
        if entry.what == "reading":
            vouched.pop(entry.subject, None)
        elif entry.what == "derived":
            vouched[entry.subject] = entry.content
    return vouched


def _not_from_readings(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Rows are made when a page is read, and of every page when a step of the schema says so: elsewhere somebody else carried on the log."""
    read, migrated = None, False
    for entry in entries:
        if entry.what == "derived":
            if not migrated and entry.subject != read:
                yield entry
            read = None
        else:
            read, migrated = entry.subject if entry.what == "reading" else None, entry.what == "schema"


def _tables_that_differ(connection: Connection, entry: int, page: str, found: Rows) -> Iterator[str]:
    """The tables whose rows of a page do not follow from a reading; none where the reading is damaged, which is told elsewhere."""
    document = connection.execute(select(schema.reading.c.document).where(schema.reading.c.entry == entry)).scalar_one()
    try:
        reading = msgspec.json.decode(unpack(document), type=Reading)
    except ValueError:  # msgspec.DecodeError is one
        return
    for table, rows in rows_of_reading(reading, page).items():
        wanted = [tuple(row[column.name] for column in table.c) for row in rows]
        if len(wanted) != len(found[table]) or set(wanted) != set(found[table]):
            yield str(table.name)


def _in_order_of_pages(connection: Connection, table: Table) -> CursorResult[Any]:
    query = select(*digested_columns(table)).order_by(table.c.page)
    return connection.execute(query, execution_options={"stream_results": True, "max_row_buffer": _ROWS})


class _RowsByPage:
    """The rows of a derived table, page by page; pages have to be asked for in the order of their ids."""

    def __init__(self, table: Table, result: CursorResult[Any]) -> None:
        # The driver's own rows: plain tuples, of which there may be millions.
        parts = iter(lambda: result.cursor_strategy.fetchmany(result, result.cursor, _ROWS), [])
        self._groups = groupby(chain.from_iterable(parts), key=itemgetter(list(table.c).index(table.c.page)))
        self._next = next(self._groups, None)
        self._passed = False

    def of_page(self, page: str) -> list[tuple[object, ...]]:
        while self._next is not None and str(self._next[0]) < page:
            self._passed = True
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != page:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows

    def any_left(self) -> bool:
        """Whether there were rows of pages that nobody asked for."""
        return self._passed or self._next is not None
