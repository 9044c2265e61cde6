"""The schema's history: ordered steps, each in a transaction of its own that also writes the file's version and an entry in the log.

A step, once released, is never changed; a later one brings what is new. Only `log`, `head`, `page` and `reading` need care: a step may drop
the derived tables and fill them again from the readings.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from selon.errors import Tampered, WrongVersion
from selon.ledger import log, schema
from selon.ledger.database import APPLICATION_ID
from selon.ledger.log import Author

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


def what_came_with_pages(connection: Connection) -> None:
    """Version 2: what came along with a page beside its address, day and language, and what is told of an article outside its text."""
    # The first step makes all tables that the schema has by now.
    schema.came_with.create(connection, checkfirst=True)
    schema.told.create(connection, checkfirst=True)


STEPS: tuple[Step, ...] = (first_tables, what_came_with_pages)


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
