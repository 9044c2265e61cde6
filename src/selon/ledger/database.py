"""Opening the ledger's SQLite file, and its errors in Selon's words.

The journal is a write-ahead log: `selon facts` reads while `selon add` writes, a commit costs one flush to disk where a rollback journal
costs several, and the ledger is one file again as soon as the last command has closed it. `synchronous = FULL` makes every commit survive
a power cut.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from selon.errors import LedgerError, Locked, NotALedger, SettingsError, Tampered
from selon.settings import number

APPLICATION_ID = 0x53454C4E  # "SELN", in bytes 68 to 72 of the file
_ID_BYTES = slice(68, 72)

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


def path_of(address: str | Path) -> Path:
    """The file that `--ledger` names.

    Raises:
        SettingsError: A database address: only files are there so far.
    """
    if "://" in str(address):
        raise SettingsError("ledger", str(address), "the path of a SQLite file; database servers such as PostgreSQL are not there yet")
    return Path(address)


def engine_for(path: Path) -> Engine:
    """An engine on the file; each transaction is begun by `transaction`. Connecting makes the file where there is none."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        # isolation_level None: the driver begins no transaction of its own, so DDL is inside ours and a writer takes its lock first.
        connect_args={"timeout": number("busy_timeout_s"), "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


@contextmanager
def transaction(engine: Engine, path: Path, *, writes: bool) -> Iterator[Connection]:
    """One transaction: whole or not at all. A writer takes the lock at its beginning and waits for another one up to `busy_timeout_s`.

    Raises:
        Locked, Tampered, NotALedger, LedgerError: What SQLite says, in our words.
    """
    with translated(path), engine.connect() as connection:
        connection = connection.execution_options(begin="BEGIN IMMEDIATE" if writes else "BEGIN")
        with connection.begin():
            yield connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns the driver's errors into `LedgerError`s; one that names no known state of the file is a bug, and passes."""
    try:
        yield
    except UnicodeDecodeError as error:  # an error message of SQLite's that quotes damaged names
        raise Tampered(str(path), f"the file is damaged ({error})") from error
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise Locked(str(path)) from error
        if code in _DAMAGED:
            raise damaged_or_foreign(path, str(error.orig)) from error
        if code in _REFUSED:
            advice = "check the path, the permissions and the space on the disk"
            raise LedgerError(str(path), f"cannot be used ({error.orig})", advice) from error
        if isinstance(error, OperationalError) and str(error.orig).startswith(_NOT_OURS):
            raise Tampered(str(path), f"its tables are not as Selon made them ({error.orig})") from error
        raise


def damaged_or_foreign(path: Path, reason: str) -> LedgerError:
    """What a file that SQLite refuses is: ours and damaged, or never a ledger."""
    with path.open("rb") as file:
        start = file.read(100)
    if start.startswith(b"SQLite format 3\0") or start[_ID_BYTES] == APPLICATION_ID.to_bytes(4, "big"):
        return Tampered(str(path), f"the file is damaged ({reason})")
    return NotALedger(str(path))


def check_owner(connection: Connection, path: Path) -> None:
    """Pass a file of ours, or one that is still empty.

    Raises:
        Tampered: It has our tables without our mark.
        NotALedger: It belongs to another program.
    """
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if mark == APPLICATION_ID or (mark == 0 and not names):
        return
    if names >= {"log", "head", "page", "reading"}:
        raise Tampered(str(path), "the mark of a ledger in the file's header")
    raise NotALedger(str(path))


def use_write_ahead_log(engine: Engine, path: Path) -> None:
    """Set the journal of a new file, for good. Where another program makes the same ledger at this moment, that one does it."""
    with translated(path), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY:
                raise LedgerError(str(path), f"cannot be used ({error})", "put the ledger on a disk that you may write to") from error


def erase_deleted(connection: Connection) -> None:
    """From now on this connection overwrites with zeros what it deletes."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")


def shrink(engine: Engine, path: Path) -> None:
    """Write the file anew without what was deleted, and empty the write-ahead log.

    Raises:
        Locked: Another program reads the ledger.
    """
    with translated(path), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("VACUUM")
            (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY:
                raise LedgerError(str(path), f"cannot be written anew ({error})", "make room on the disk, then run the same command again") from error
            busy = 1
    if busy:
        raise Locked(str(path))
