"""The schema's history: ordered steps, each in a transaction of its own that also writes the ledger's version and an entry in the log.

A step, once released, is never changed; a later one brings what is new. Only `log`, `head`, `page` and `reading` need care: a step may drop
the derived tables and fill them again from the readings.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, select

from selon.errors import Tampered, WrongVersion
from selon.ledger import log, schema, search
from selon.ledger.dialect import dialect_of
from selon.ledger.log import Author
from selon.ledger.rows import rows_of_reading
from selon.ledger.stored import newest_entries
from selon.model import Reading

Step = Callable[[Connection], None]

_FIRST = tuple(table for table in schema.metadata.sorted_tables if table not in schema.REVIEWS)


def first_tables(connection: Connection) -> None:
    """Version 1: pages, readings, layers, facts, log, views and the full-text index."""
    dialect = dialect_of(connection)
    schema.metadata.create_all(connection, tables=_FIRST, checkfirst=False)
    for name, query in schema.VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query.format(joined_relays=dialect.joined_relays)}")
    dialect.make_index(connection)


def review_tables(connection: Connection) -> None:
    """Version 2: what people decided, and what was forgotten."""
    schema.metadata.create_all(connection, tables=schema.REVIEWS, checkfirst=False)


def search_by_day(connection: Connection) -> None:
    """Version 3: the id of a search entry begins with the page's day, and its words are split as they are indexed."""
    dialect = dialect_of(connection)
    dialect.drop_index(connection)
    schema.search_entry.drop(connection)
    schema.search_entry.create(connection)
    dialect.make_index(connection)
    newest = select(schema.reading.c.page, schema.reading.c.document).where(schema.reading.c.entry.in_(newest_entries()))
    for page, document in connection.execute(newest.order_by(schema.reading.c.page)).yield_per(16):
        reading = msgspec.json.decode(zlib.decompress(document), type=Reading)
        search.enter_page(connection, page, rows_of_reading(reading, page)[schema.search_entry])


def indexes_for_looking(connection: Connection) -> None:
    """Version 4: what the web page asks by."""
    for sql in schema.LOOKING_INDEXES:
        connection.exec_driver_sql(sql)


STEPS: tuple[Step, ...] = (first_tables, review_tables, search_by_day, indexes_for_looking)


def check_version(connection: Connection, ledger: str) -> int:
    """The ledger's version, once it fits this Selon and the log.

    Raises:
        WrongVersion: A newer Selon wrote it.
        Tampered: The log tells of another version than the mark beside the tables.
    """
    dialect = dialect_of(connection)
    found = dialect.version_of(connection)
    recorded = log.last_entry(connection, "schema") if dialect.has_log(connection) else None
    if str(found) != (recorded.subject if recorded else "0"):
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
    dialect_of(connection).write_version(connection, done + 1)
    log.append(connection, "schema", str(done + 1), content=log.digest(step.__name__.encode()), author=author)
    return True
