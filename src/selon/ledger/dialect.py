"""What SQLite and PostgreSQL say differently: the ledger's version, its full-text index, and what `verify` asks the database itself.

Everything else is SQLAlchemy Core and the same for both. A dialect has no state: `dialect_of(connection)` gives the one that is spoken.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Connection, TextClause, text


class Term(msgspec.Struct, frozen=True):
    """Tokens that have to stand one after the other, folded; with `prefix` the last one may go on (`makiiv*`)."""

    tokens: tuple[str, ...]
    prefix: bool = False

    def starts_in(self, tokens: Sequence[str]) -> list[int]:
        """Every index of `tokens` where the term begins."""
        return [n for n in range(len(tokens) - len(self.tokens) + 1) if self._fits(tokens[n : n + len(self.tokens)])]

    def _fits(self, tokens: Sequence[str]) -> bool:
        *first, last = self.tokens
        return list(tokens[:-1]) == first and (tokens[-1].startswith(last) if self.prefix else tokens[-1] == last)


class Matching(msgspec.Struct, frozen=True):
    """Which search entries match: `FROM` and `WHERE` of a query whose `id` is the entry's number as the index knows it, with its parameters."""

    sql: str
    id: str
    parameters: dict[str, Any]

    def ordered(self, columns: str, order: str, *, most: int) -> TextClause:
        """The columns of the entries `e`, in an order, after the number of `hits`. One row of that number alone where there are none, or more
        than `most`: then the number is `most` + 1. The index is asked once."""
        return text(
            f"WITH found AS MATERIALIZED (SELECT {self.id} AS id {self.sql} LIMIT {most + 1}) "
            f"SELECT total.hits, {columns} FROM (SELECT count(*) AS hits FROM found) AS total "
            f"LEFT JOIN (found JOIN search_entry e ON e.id = found.id) ON total.hits <= {most} ORDER BY {order}"
        )

    def walked(self, columns: str) -> TextClause:
        """The columns of the entries `e`, from the highest number downwards."""
        return text(
            f"SELECT {columns} FROM (SELECT {self.id} AS id {self.sql}) AS found JOIN search_entry e ON e.id = found.id ORDER BY found.id DESC"
        )


class Dialect(ABC):
    """One database's way."""

    joined_relays: ClassVar[str]
    """SQL that puts the names of the relays `r` of a statement into one text."""

    bytewise: ClassVar[str]
    """The collation that orders texts by their code points."""

    # -- whose it is

    def is_ours(self, connection: Connection) -> bool:
        """Whether it is marked as a ledger of Selon's."""
        return self.version_of(connection) > 0

    @abstractmethod
    def is_free(self, connection: Connection) -> bool:
        """Whether there is room for a ledger: nothing stands where its tables would."""

    @abstractmethod
    def tables_without_mark(self, connection: Connection) -> bool:
        """Whether the tables of a ledger are there, and what marks them as Selon's is not."""

    @abstractmethod
    def has_log(self, connection: Connection) -> bool:
        """Whether the table `log` is there."""

    @abstractmethod
    def version_of(self, connection: Connection) -> int:
        """The schema version that is written beside the tables: 0 before the first step."""

    @abstractmethod
    def write_version(self, connection: Connection, version: int) -> None:
        """Write it, with the mark of a ledger."""

    # -- the full-text index

    @abstractmethod
    def make_index(self, connection: Connection) -> None:
        """Make an empty full-text index over `search_entry`."""

    @abstractmethod
    def drop_index(self, connection: Connection) -> None:
        """Take the index away."""

    @abstractmethod
    def enter_index(self, connection: Connection, pages: Sequence[str]) -> None:
        """Index the search entries of pages, after they were written."""

    @abstractmethod
    def leave_index(self, connection: Connection, page: str) -> None:
        """Take the search entries of a page out of the index, before they are deleted."""

    @abstractmethod
    def rebuild_index(self, connection: Connection) -> None:
        """Make the index anew from the search entries: deleting from it may leave the words behind until some later tidying."""

    @abstractmethod
    def erase_deleted(self, connection: Connection) -> None:
        """From now on this connection overwrites what it deletes, where the database can."""

    @abstractmethod
    def matching(self, terms: Sequence[Term]) -> Matching:
        """The entries in which every term stands."""

    @abstractmethod
    def walk_by_id(self, connection: Connection) -> None:
        """Have the next query of this transaction follow the order of `search_entry.id`, so that its first rows come at once."""

    # -- what only the database itself can check

    @abstractmethod
    def storage_changes(self, connection: Connection) -> Iterable[str]:
        """What the database says is broken in what it has stored."""

    @abstractmethod
    def reference_changes(self, connection: Connection) -> Iterable[str]:
        """Rows that point to a row that is not there."""

    @abstractmethod
    def index_changes(self, connection: Connection) -> Iterable[str]:
        """Whether the full-text index says what `search_entry` does."""

    @abstractmethod
    def definitions(self, connection: Connection) -> dict[str, str]:
        """Tables, indexes and views by name, as the database knows them."""

    @abstractmethod
    def wanted_definitions(self, connection: Connection, make: Callable[[Connection], None]) -> dict[str, str]:
        """The same of a new ledger that `make` makes in a place of its own and that is gone afterwards."""


def dialect_of(connection: Connection) -> Dialect:
    """The dialect that is spoken on a connection."""
    if connection.dialect.name == "postgresql":
        from selon.ledger.postgresql import PostgresqlDialect

        return PostgresqlDialect()
    from selon.ledger.sqlite import SqliteDialect

    return SqliteDialect()
