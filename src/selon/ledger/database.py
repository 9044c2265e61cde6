"""Opening a ledger: a SQLite file, or a schema of a PostgreSQL server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from selon.errors import NotALedger, SettingsError, Tampered
from selon.ledger.dialect import dialect_of
from selon.ledger.packing import NotPacked

SERVER_SCHEMES = ("postgresql", "postgres")
ADDRESSES = "the path of a SQLite file, or postgresql://USER@HOST/DATABASE"


class Database(ABC):
    """Where one ledger is. `name` is what messages call it: no password stands in it."""

    name: str
    engine: Engine

    @abstractmethod
    def is_there(self) -> bool:
        """Whether there is something at the address; for a server, tables of a ledger."""

    @abstractmethod
    def translated(self) -> AbstractContextManager[None]:
        """Turns the driver's errors into `LedgerError`s; one that names no known state is a bug, and passes."""

    @abstractmethod
    def begin(self, connection: Connection, *, writes: bool) -> Connection:
        """The connection, set up for the transaction that comes next."""

    @abstractmethod
    def lock(self, connection: Connection) -> None:
        """Make this transaction the only one that writes, once the one that does has ended."""

    @abstractmethod
    def prepare(self) -> None:
        """What a new ledger needs before its first transaction."""

    @abstractmethod
    def shrink(self) -> None:
        """Write everything anew without what was deleted, and leave nothing of it in the write-ahead log.

        Raises:
            Locked: Another program reads the ledger.
        """

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[Connection]:
        """One transaction: whole or not at all. A writer takes the lock at its beginning, and waits for others as `busy_timeout_s` says.

        Raises:
            Locked, Tampered, NotALedger, LedgerError: What the database says, in our words.
        """
        with self.translated(), self.engine.connect() as connection:
            connection = self.begin(connection, writes=writes)
            with connection.begin():
                if writes:
                    self.lock(connection)
                try:
                    yield connection
                except NotPacked as error:
                    raise Tampered(self.name, str(error)) from error

    def check_owner(self, connection: Connection) -> None:
        """Pass a ledger of ours, or room for a new one.

        Raises:
            Tampered: It has our tables without our mark.
            NotALedger: It belongs to another program.
        """
        dialect = dialect_of(connection)
        if dialect.tables_without_mark(connection):
            raise Tampered(self.name, "the mark of a ledger")
        if not dialect.is_ours(connection) and not dialect.is_free(connection):
            raise NotALedger(self.name)


def database_at(address: str | Path) -> Database:
    """The database that `--ledger` names; nothing is opened yet.

    Raises:
        SettingsError: Neither a path nor the address of a server that Selon can use.
    """
    scheme, separator, _ = str(address).partition("://")
    if not separator:
        from selon.ledger.sqlite_file import SqliteFile

        return SqliteFile(Path(address))
    if scheme.partition("+")[0] not in SERVER_SCHEMES:
        raise SettingsError("ledger", str(address), ADDRESSES)
    from selon.ledger.postgresql_server import PostgresqlServer

    return PostgresqlServer(str(address))
