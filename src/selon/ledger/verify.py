"""Everything hashed and derived again, and compared with what the ledger holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Table, create_engine, func, select
from sqlalchemy.exc import DatabaseError

from selon.ledger import log, migrations, schema
from selon.ledger.log import Author, Entry, digest
from selon.ledger.rows import rows_of_reading
from selon.ledger.stored import newest_entries, page_digest, page_of_row, stored_facts
from selon.model import Reading

_DERIVED = (*schema.LAYERS, schema.search_entry)


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What an unchanged ledger holds. `head` is the last log entry's hash: kept elsewhere, it proves later that nothing was taken away."""

    pages: int
    readings: int
    facts: int
    entries: int
    head: str


def check(connection: Connection) -> tuple[Contents | None, list[str]]:
    """What is there, and a line for each thing that is not as it was written."""
    changes = [*_file_changes(connection), *_schema_changes(connection)]
    if changes:  # what stands in a broken file or in other tables than ours says nothing more
        return None, changes
    entries = list(log.entries(connection))
    changes = [
        *_reference_changes(connection),
        *_chain_changes(connection, entries),
        *_page_changes(connection, entries),
        *_reading_changes(connection, entries),
        *_derived_changes(connection),
        *_fact_changes(connection, entries),
    ]
    contents = Contents(
        pages=_number_of_rows(connection, schema.page),
        readings=_number_of_rows(connection, schema.reading),
        facts=_number_of_rows(connection, schema.fact),
        entries=len(entries),
        head=entries[-1].hash if entries else log.FIRST,
    )
    return contents, changes


def _number_of_rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def check_index(connection: Connection) -> list[str]:
    """Whether the full-text index says what `search_entry` does. SQLite wants a writing transaction for it, and writes nothing."""
    try:
        connection.exec_driver_sql("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return ["the search index"]
    return []


def _file_changes(connection: Connection) -> Iterator[str]:
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield f"the file ({message})"


def _reference_changes(connection: Connection) -> Iterator[str]:
    for table, row, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table}, row {row} (points to nothing)"


def _schema_changes(connection: Connection) -> Iterator[str]:
    """Tables, views and triggers of ours that are gone or other than Selon makes them; what a user has added is theirs."""
    fresh = create_engine("sqlite://")
    with fresh.begin() as empty:
        for _ in migrations.STEPS:
            migrations.apply_next(empty, "", Author("", ""))
        wanted = _definitions(empty)
    fresh.dispose()
    found = _definitions(connection)
    return (f"the definition of {name}" for name, sql in sorted(wanted.items()) if found.get(name) != sql)


def _definitions(connection: Connection) -> dict[str, str | None]:
    return {row.name: row.sql for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")}


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
    logged = {entry.seq: entry for entry in entries if entry.what == "page"}
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
    logged = {entry.seq: entry for entry in entries if entry.what == "reading"}
    for row in connection.execute(select(schema.reading).order_by(schema.reading.c.entry)).yield_per(16):
        entry = logged.pop(row.entry, None)
        document = _unpacked(row.document)
        reading = _decoded(document) if document is not None and digest(document) == row.sha256 else None
        known = entry is not None and (entry.subject, entry.content) == (row.page, row.sha256)
        if reading is None or not known or (reading.article.id, reading.version) != (row.page, row.version):
            yield f"reading {row.entry} of page {row.page}"
    yield from (f"reading {entry.seq} of page {entry.subject} (is gone)" for entry in logged.values())


def _derived_changes(connection: Connection) -> Iterator[str]:
    """Derived rows that are not those of the newest readings."""
    counts = dict.fromkeys(_DERIVED, 0)
    newest = select(schema.reading.c.page, schema.reading.c.document).where(schema.reading.c.entry.in_(newest_entries()))
    for page, packed in connection.execute(newest.order_by(schema.reading.c.page)).yield_per(16):
        document = _unpacked(packed)
        reading = _decoded(document) if document is not None else None
        if reading is None:
            continue  # told by _reading_changes
        for table, rows in rows_of_reading(reading, page).items():
            counts[table] += len(rows)
            columns = [column for column in table.c if column is not schema.search_entry.c.id]
            wanted = {tuple(row[column.name] for column in columns) for row in rows}
            if wanted != {tuple(row) for row in connection.execute(select(*columns).where(table.c.page == page))}:
                yield f"table {table.name}, rows of page {page}"
    for table, count in counts.items():
        if _number_of_rows(connection, table) != count:
            yield f"table {table.name} (number of rows)"


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
