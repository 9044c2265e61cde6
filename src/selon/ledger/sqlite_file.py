"""A ledger in a SQLite file, and the file's errors in Selon's words.

The journal is a write-ahead log: `selon facts` reads while `selon add` writes, a commit costs one flush to disk where a rollback journal
costs several, and the ledger is one file again as soon as the last command has closed it. `synchronous = FULL` makes every commit survive
a power cut.
"""

# ruff: noqa: D102  (the abstract methods are documented where they are declared)
from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from selon.errors import LedgerError, Locked, NotALedger, Tampered
from selon.ledger.database import Database
from selon.ledger.sqlite import APPLICATION_ID
from selon.settings import number

_ID_BYTES = slice(68, 72)

_ASK_AGAIN_S = (0.001, 0.02)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# SQLite's plain "error" and the driver's own: tables that lost a column, and a text that is no UTF-8.
_NOT_OURS = ("no such ", "Could not decode to UTF-8")
_REFUSED = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
}


class SqliteFile(Database):
    """One file, and two more beside it while it is written. Connecting makes the file where there is none."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        self.engine = create_engine(
            URL.create("sqlite", database=str(path)),
            # isolation_level None: the driver begins no transaction of its own, so DDL is inside ours and a writer takes its lock first.
            connect_args={"timeout": number("busy_timeout_s"), "isolation_level": None},
        )
        event.listen(self.engine, "connect", _set_up)
        event.listen(self.engine, "begin", _begin)

    def is_there(self) -> bool:
        return self._path.exists()

    def begin(self, connection: Connection, *, writes: bool) -> Connection:
        return connection.execution_options(writes=writes)

    def lock(self, connection: Connection) -> None:
        """`_begin_writing` has it already."""

    @contextmanager
    def translated(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:  # an error message of SQLite's that quotes damaged names
            raise Tampered(self.name, f"the file is damaged ({error})") from error
        except DBAPIError as error:
            code = _code(error)
            if code in _BUSY:
                raise Locked(self.name) from error
            if code in _DAMAGED:
                raise self._damaged_or_foreign(str(error.orig)) from error
            if code in _REFUSED:
                advice = "check the path, the permissions and the space on the disk"
                raise LedgerError(self.name, f"cannot be used ({error.orig})", advice) from error
            if isinstance(error, OperationalError) and str(error.orig).startswith(_NOT_OURS):
                raise Tampered(self.name, f"its tables are not as Selon made them ({error.orig})") from error
            raise

    def prepare(self) -> None:
        """Set the journal of a new file, for good. Where another program makes the same ledger at this moment, that one does it."""
        with self.translated(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _BUSY:
                    raise LedgerError(self.name, f"cannot be used ({error})", "put the ledger on a disk that you may write to") from error

    def shrink(self) -> None:
        with self.translated(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute("VACUUM")
                (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _BUSY:
                    advice = "make room on the disk, then run the same command again"
                    raise LedgerError(self.name, f"cannot be written anew ({error})", advice) from error
                busy = 1
        if busy:
            raise Locked(self.name)

    def _damaged_or_foreign(self, reason: str) -> LedgerError:
        """What a file that SQLite refuses is: ours and damaged, or never a ledger."""
        with self._path.open("rb") as file:
            start = file.read(100)
        if start.startswith(b"SQLite format 3\0") or start[_ID_BYTES] == APPLICATION_ID.to_bytes(4, "big"):
            return Tampered(self.name, f"the file is damaged ({reason})")
        return NotALedger(self.name)


def _set_up(connection: sqlite3.Connection, _: Any) -> None:
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Take the lock of the one that writes, and wait for it as long as others get something written.

    SQLite's own waiting asks the more rarely the longer it has lasted, so that of eight busy writers one may go without for minutes. Here all
    ask equally often, at random. Who waits gives up only where nobody has committed anything for `busy_timeout_s`.
    """
    patience_s = number("busy_timeout_s")
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        seen, until = None, time.monotonic() + patience_s
        while not _takes_lock(connection, last_time=time.monotonic() > until):
            now = _state(connection)
            if now != seen:
                seen, until = now, time.monotonic() + patience_s
            time.sleep(random.uniform(*_ASK_AGAIN_S))
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(1000 * patience_s)}")


def _takes_lock(connection: Connection, *, last_time: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if last_time or _code(error) not in _BUSY:
            raise
        return False
    return True


def _state(connection: Connection) -> int | None:
    """A number that is another one as soon as another program has committed; None where the file is closed to everybody for a moment."""
    try:
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
    except OperationalError as error:
        if _code(error) not in _BUSY:
            raise
        return None


def _code(error: DBAPIError) -> int:
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF
