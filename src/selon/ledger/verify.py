"""Everything hashed and derived again, and compared with what the ledger holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, func, select

from selon.ledger import log, migrations, schema
from selon.ledger.custody import not_forgotten, review_changes, tombstone_changes
from selon.ledger.dialect import dialect_of
from selon.ledger.log import Author, Entry, digest
from selon.ledger.rows import rows_of_reading
from selon.ledger.stored import newest_entries, page_digest, page_of_row, stored_facts
from selon.model import Reading

_DERIVED = (*schema.LAYERS, schema.search_entry)


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What an unchanged ledger holds. `head` is the last log entry's hash: kept elsewhere, it proves later that nothing was taken
    away. `content` is the same for all ledgers with the same pages, readings and reviews: see `selon.ledger.log.content_digest`."""

    pages: int
    readings: int
    reviews: int
    facts: int
    entries: int
    head: str
    content: str


def check(connection: Connection) -> tuple[Contents | None, list[str]]:
    """What is there, and a line for each thing that is not as it was written."""
    dialect = dialect_of(connection)
    changes = [*dialect.storage_changes(connection), *_schema_changes(connection)]
    if changes:  # what stands in a broken file or in other tables than ours says nothing more
        return None, changes
    entries = list(log.entries(connection))
    changes = [
        *dialect.reference_changes(connection),
        *_chain_changes(connection, entries),
        *tombstone_changes(connection, entries),
        *_page_changes(connection, entries),
        *_reading_changes(connection, entries),
        *review_changes(connection, entries),
        *_derived_changes(connection),
        *_fact_changes(connection, entries),
    ]
    contents = Contents(
        pages=_number_of_rows(connection, schema.page),
        readings=_number_of_rows(connection, schema.reading),
        reviews=_number_of_rows(connection, schema.review),
        facts=_number_of_rows(connection, schema.fact),
        entries=len(entries),
        head=entries[-1].hash if entries else log.FIRST,
        content=log.content_digest(entries),
    )
    return contents, changes


def _number_of_rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def check_index(connection: Connection) -> list[str]:
    """Whether the full-text index says what `search_entry` does. SQLite wants a writing transaction for it, and writes nothing."""
    return list(dialect_of(connection).index_changes(connection))


def _schema_changes(connection: Connection) -> Iterator[str]:
    """Tables, views and indexes of ours that are gone or other than Selon makes them; what a user has added is theirs."""

    def make(empty: Connection) -> None:
        while migrations.apply_next(empty, "", Author("", "")):
            pass

    dialect = dialect_of(connection)
    wanted, found = dialect.wanted_definitions(connection, make), dialect.definitions(connection)
    return (f"the definition of {name}" for name, sql in sorted(wanted.items()) if found.get(name) != sql)


def _chain_changes(connection: Connection, entries: list[Entry]) -> Iterator[str]:
    previous = log.FIRST
    for n, entry in enumerate(entries, start=1):
        if entry.seq != n or entry.previous != previous or entry.hash != entry.expected_hash():
            yield f"log entry {entry.seq}"
        previous = entry.hash
    heads = [tuple(row) for row in connection.execute(select(schema.head))]
    if heads != [(len(entries), previous)]:
        yield f"the end of the log (entry {len(entries)} is not the last that was written)"


def _page_changes(connection: Connection, entries: list[Entry]) -> Iterator[str]:
    logged = not_forgotten(connection, entries, "page")
    for row in connection.execute(select(schema.page).order_by(schema.page.c.id)).yield_per(16):
        entry = logged.pop(row.entry, None)
        content = _unpacked(row.content)
        if content is None or digest(content) != row.sha256:
            yield f"page {row.id} (its bytes)"
            continue
        page = page_of_row(connection, row, content)
        if entry is None or not entry.subject == row.id == page.id or entry.content != page_digest(page):
            yield f"page {row.id} (where it comes from)"
    yield from (f"page {entry.subject} (is gone)" for entry in logged.values())


def _reading_changes(connection: Connection, entries: list[Entry]) -> Iterator[str]:
    logged = not_forgotten(connection, entries, "reading")
    for row in connection.execute(select(schema.reading).order_by(schema.reading.c.entry)).yield_per(16):
        entry = logged.pop(row.entry, None)
        document = _unpacked(row.document)
        reading = _decoded(document) if document is not None and digest(document) == row.sha256 else None
        known = entry is not None and (entry.subject, entry.content) == (row.page, row.sha256)
        if reading is None or not known or (reading.article.id, reading.version) != (row.page, row.version):
            yield f"reading {row.entry} of page {row.page}"
    yield from (f"reading {entry.seq} of page {entry.subject} (is gone)" for entry in logged.values())


def _derived_changes(connection: Connection) -> Iterator[str]:
    """Derived rows that are not those of the newest readings: every table is walked once, beside the readings, page by page."""
    stored = {table: _RowsByPage(connection, table) for table in _DERIVED}
    newest = select(schema.reading.c.page, schema.reading.c.document).where(schema.reading.c.entry.in_(newest_entries()))
    for page, packed in connection.execute(newest.order_by(schema.reading.c.page)).yield_per(16):
        document = _unpacked(packed)
        reading = _decoded(document) if document is not None else None
        made = rows_of_reading(reading, page) if reading is not None else {}
        for table, rows in stored.items():
            found = rows.of_page(page)
            if table in made:  # else the document is damaged: told by _reading_changes
                wanted = [tuple(row[column.name] for column in table.c) for row in made[table]]
                if len(wanted) != len(found) or set(wanted) != set(found):
                    yield f"table {table.name}, rows of page {page}"
    yield from (f"table {table.name} (rows of a page without a reading)" for table, rows in stored.items() if rows.any_left())


class _RowsByPage:
    """The rows of a derived table, page by page; pages have to be asked for in the order of their ids."""

    def __init__(self, connection: Connection, table: Table) -> None:
        query = select(table.c.page, *_compared(table)).order_by(table.c.page)
        self._groups = groupby(connection.execute(query).yield_per(500), key=lambda row: str(row[0]))
        self._next = next(self._groups, None)
        self._passed = False

    def of_page(self, page: str) -> list[tuple[object, ...]]:
        while self._next is not None and self._next[0] < page:
            self._passed = True
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != page:
            return []
        rows = [tuple(row[1:]) for row in self._next[1]]
        self._next = next(self._groups, None)
        return rows

    def any_left(self) -> bool:
        """Whether there were rows of pages that nobody asked for."""
        return self._passed or self._next is not None


def _compared(table: Table) -> list[ColumnElement[Any]]:
    """The columns as they follow from a reading: of a search entry's number only the day does."""
    number = schema.search_entry.c.id
    return [number - number % schema.ENTRIES_OF_A_DAY if column is number else column for column in table.c]


def _fact_changes(connection: Connection, entries: list[Entry]) -> Iterator[str]:
    stored = [entry for entry in entries if entry.what == "facts"]
    try:
        facts = stored_facts(connection)
    except (msgspec.DecodeError, TypeError) as error:
        yield f"the facts ({error})"
        return
    if digest(msgspec.json.encode(facts)) != (stored[-1].content if stored else digest(b"[]")):
        yield "the facts"


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return zlib.decompress(packed)
    except (zlib.error, TypeError):
        return None


def _decoded(document: bytes) -> Reading | None:
    try:
        return msgspec.json.decode(document, type=Reading)
    except msgspec.DecodeError:
        return None
