"""The schema's history: ordered steps, each in a transaction of its own that also writes the file's version and an entry in the log.

A step, once released, is never changed; a later one brings what is new. Only `log`, `head`, `page` and `reading` need care: a step may drop
the derived tables and fill them again from the readings.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, Table, inspect, select

from selon.errors import Tampered, WrongVersion
from selon.ledger import log, schema
from selon.ledger.database import APPLICATION_ID
from selon.ledger.log import Author
from selon.ledger.rows import rows_of_reading
from selon.ledger.stored import newest_entries
from selon.model import Reading

Step = Callable[[Connection], None]

# The index holds folded text only, so the tokenizer has nothing left to do but to split at what is neither letter nor digit.
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE search_index USING fts5 (folded, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
)


def first_tables(connection: Connection) -> None:
    """Version 1: pages, readings, layers, facts, log, views and the full-text index."""
    schema.metadata.create_all(connection)
    for name, query in schema.VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
    connection.exec_driver_sql(_FULL_TEXT)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def media_and_bounds(connection: Connection) -> None:
    """What a later reading tells of media items and of undated pages; a ledger made with these columns has them already."""
    made_again = [table for table in (schema.article, schema.media) if _lacks_columns(connection, table)]
    for table in made_again:
        table.drop(connection)
        table.create(connection)
    newest = select(schema.reading.c.page, schema.reading.c.document).where(schema.reading.c.entry.in_(newest_entries()))
    for page, document in connection.execute(newest.order_by(schema.reading.c.page)).yield_per(16) if made_again else ():
        rows = rows_of_reading(msgspec.json.decode(zlib.decompress(document), type=Reading), page)
        for table in made_again:
            if rows[table]:
                connection.execute(table.insert(), rows[table])


def _lacks_columns(connection: Connection, table: Table) -> bool:
    return {column["name"] for column in inspect(connection).get_columns(table.name)} != set(table.columns.keys())


STEPS: tuple[Step, ...] = (first_tables, media_and_bounds)


def version_of(connection: Connection) -> int:
    """The schema version written in the file: 0 before the first step."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def check_version(connection: Connection, ledger: str) -> int:
    """The file's version, once it fits this Selon and the log.

    Raises:
        WrongVersion: A newer Selon wrote it.
        Tampered: The log tells of another version than the file.
    """
    found = version_of(connection)
    has_log = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'log'").scalar_one()
    recorded = log.last_entry(connection, "schema") if has_log else None
    if found != (int(recorded.subject) if recorded else 0):
        raise Tampered(ledger, f"schema version {found} is not the one in the log")
    if found > len(STEPS):
        raise WrongVersion(ledger, found, len(STEPS))
    return found


def apply_next(connection: Connection, ledger: str, author: Author) -> bool:
    """Do the step that comes next, inside the caller's writing transaction; False where none is left."""
    done = check_version(connection, ledger)
    if done == len(STEPS):
        return False
    step = STEPS[done]
    step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {done + 1}")
    log.append(connection, "schema", str(done + 1), content=log.digest(step.__name__.encode()), author=author)
    return True
