"""SQLite's way: the version in the file's header, FTS5, and its own integrity checks."""

# ruff: noqa: D102  (the abstract methods are documented where they are declared)
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from selon.ledger.dialect import Dialect, Matching, Term

APPLICATION_ID = 0x53454C4E  # "SELN", in bytes 68 to 72 of the file

# The index holds folded text only, so the tokenizer has nothing left to do but to split at spaces.
_INDEX = "search_index USING fts5 (folded, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
_FULL_TEXT = f"CREATE VIRTUAL TABLE {_INDEX}"
# The same index over the same entries among the temporary tables: FTS5 keeps one in these four.
_COPY_OF_INDEX = (
    "CREATE TEMP VIEW search_entry AS SELECT id, folded FROM main.search_entry",
    f"CREATE VIRTUAL TABLE temp.{_INDEX}",
    *(
        sql
        for kept in ("data", "idx", "docsize", "config")
        for sql in (f"DELETE FROM temp.search_index_{kept}", f"INSERT INTO temp.search_index_{kept} SELECT * FROM main.search_index_{kept}")
    ),
)
# The index holds no text of its own, so it is told of each row that comes or goes. Not by triggers: SQLite trusts those only in a file
# that is trusted as a whole, and a ledger may come from anywhere.
_ENTER = text("INSERT INTO search_index (rowid, folded) SELECT id, folded FROM search_entry WHERE page = :page ORDER BY id")
_LEAVE = text("INSERT INTO search_index (search_index, rowid, folded) SELECT 'delete', id, folded FROM search_entry WHERE page = :page")


class SqliteDialect(Dialect):
    """A file of one's own."""

    bytewise = "COLLATE BINARY"
    joined_relays = "group_concat(r.name, ' < ')"

    def is_ours(self, connection: Connection) -> bool:
        return _mark(connection) == APPLICATION_ID

    def is_free(self, connection: Connection) -> bool:
        """An empty file. A file with another program's tables belongs to that one."""
        return not _mark(connection) and not _names(connection)

    def tables_without_mark(self, connection: Connection) -> bool:
        return _mark(connection) != APPLICATION_ID and _names(connection) >= {"log", "head", "page", "reading"}

    def has_log(self, connection: Connection) -> bool:
        return "log" in _names(connection)

    def version_of(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def write_version(self, connection: Connection, version: int) -> None:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")

    def make_index(self, connection: Connection) -> None:
        connection.exec_driver_sql(_FULL_TEXT)

    def drop_index(self, connection: Connection) -> None:
        connection.exec_driver_sql("DROP TABLE search_index")

    def enter_index(self, connection: Connection, pages: Sequence[str]) -> None:
        connection.execute(_ENTER, [{"page": page} for page in pages])

    def leave_index(self, connection: Connection, page: str) -> None:
        connection.execute(_LEAVE, {"page": page})

    def rebuild_index(self, connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('rebuild')")

    def erase_deleted(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def matching(self, terms: Sequence[Term]) -> Matching:
        # Tokens hold letters and digits only, so that nothing in them can be read as query syntax.
        query = " AND ".join(f'"{" ".join(term.tokens)}"' + ("*" if term.prefix else "") for term in terms)
        return Matching("FROM search_index WHERE search_index MATCH :query", "rowid", {"query": query})

    def walk_by_id(self, connection: Connection) -> None:
        """The full-text index is in that order already."""

    def storage_changes(self, connection: Connection) -> Iterable[str]:
        return [f"the file ({message})" for (message,) in connection.exec_driver_sql("PRAGMA integrity_check") if message != "ok"]

    def reference_changes(self, connection: Connection) -> Iterable[str]:
        return [f"{table}, row {row} (points to nothing)" for table, row, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check")]

    def index_changes(self, connection: Connection) -> Iterable[str]:
        """FTS5 checks an index only for who may write it. So it gets a copy among the temporary tables, and nobody who writes the ledger waits."""
        with connection.begin_nested() as part:
            for sql in _COPY_OF_INDEX:
                connection.exec_driver_sql(sql)
            try:
                connection.exec_driver_sql("INSERT INTO temp.search_index (search_index, rank) VALUES ('integrity-check', 1)")
            except DBAPIError as error:
                if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                    raise
                return ["the search index"]
            finally:
                part.rollback()
        return []

    def definitions(self, connection: Connection) -> dict[str, str]:
        return {row.name: row.sql or "" for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")}

    def wanted_definitions(self, connection: Connection, make: Callable[[Connection], None]) -> dict[str, str]:
        engine = create_engine("sqlite://")
        try:
            with engine.begin() as empty:
                make(empty)
                return self.definitions(empty)
        finally:
            engine.dispose()


def _mark(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def _names(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
