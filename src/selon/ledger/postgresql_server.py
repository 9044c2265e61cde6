"""A ledger on a PostgreSQL server, and the server's errors in Selon's words.

Writers stand in line for one advisory lock, which belongs to the transaction and goes with it, however that ends: the log is one chain, so
there is nothing to gain from two writers at once. Readers see the ledger as it was when their transaction began, and wait for nobody.
"""

# ruff: noqa: D102  (the abstract methods are documented where they are declared)
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from selon.errors import LedgerError, Locked, MissingExtra, SettingsError, Tampered
from selon.ledger import schema
from selon.ledger.database import ADDRESSES, Database
from selon.ledger.dialect import dialect_of
from selon.settings import number

_LOCK = 0x53454C4E  # "SELN": the first half of the advisory lock's key; the other is the schema

# SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BUSY = ("55P03", "40001", "40P01")
_CHANGED = ("42P01", "42703", "XX001", "XX002")
_FORBIDDEN = ("42501", "25006")
_FULL = ("53",)


class PostgresqlServer(Database):
    """The first schema in the search path of a database; `?options=-csearch_path%3DNAME` in the address names another."""

    def __init__(self, address: str) -> None:
        url = _url_of(address)
        self.name = url.set(drivername="postgresql").render_as_string(hide_password=True)
        self.engine = _engine_for(url)
        event.listen(self.engine, "connect", _set_up)

    def is_there(self) -> bool:
        with self.transaction(writes=False) as connection:
            return not dialect_of(connection).is_free(connection)

    def begin(self, connection: Connection, *, writes: bool) -> Connection:
        # A writer takes no snapshot before it has the lock: it has to see what the one before it wrote.
        level = "READ COMMITTED" if writes else "REPEATABLE READ"
        return connection.execution_options(isolation_level=level)

    def lock(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_timeout_ms()}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema))")

    def prepare(self) -> None:
        """Look whether the database can hold every text.

        Raises:
            LedgerError: Its encoding is not UTF-8, or the search path names no schema.
        """
        with self.transaction(writes=False) as connection:
            if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
                raise LedgerError(self.name, "does not keep its texts in UTF-8", "make the database with `createdb --encoding=UTF8`")
            if connection.exec_driver_sql("SELECT current_schema").scalar_one() is None:
                raise LedgerError(self.name, "has no schema in its search path", "create the schema that the address names")

    def shrink(self) -> None:
        """Tables and indexes; the server's own log keeps what was in it until its segments are used again."""
        with self.translated(), self.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql(f"SET lock_timeout = {_timeout_ms()}")
            for table in ("search_index", *schema.metadata.tables):
                alone.exec_driver_sql(f'VACUUM (FULL) "{table}"')

    @contextmanager
    def translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", None) or ""
            told = str(error.orig).strip().split("\n")[0]
            if state in _BUSY:
                raise Locked(self.name) from error
            if state in _CHANGED:
                raise Tampered(self.name, f"its tables are not as Selon made them ({told})") from error
            if state in _FORBIDDEN:
                raise LedgerError(self.name, f"cannot be used ({told})", "have its owner grant you the rights") from error
            if state.startswith(_FULL):
                raise LedgerError(self.name, f"cannot be used ({told})", "make room on the server, then run the same command again") from error
            if error.connection_invalidated or not state or state.startswith(("08", "28", "3D", "57")):
                advice = "check the address, that the server runs, and that the database is there (`createdb` makes it)"
                raise LedgerError(self.name, f"cannot be reached ({told})", advice) from error
            raise


def _timeout_ms() -> int:
    return max(1, round(number("busy_timeout_s") * 1000))


def _url_of(address: str) -> URL:
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise SettingsError("ledger", address.rpartition("@")[2], ADDRESSES) from None


def _engine_for(url: URL) -> Engine:
    try:
        return create_engine(url, connect_args={"application_name": "selon", "connect_timeout": max(2, round(number("busy_timeout_s")))})
    except ImportError:
        raise MissingExtra("postgresql", "psycopg") from None


def _set_up(connection: Any, _: Any) -> None:
    """Every commit is on the server's disk before it is told of, whatever the role's default; plans are made for the values at hand."""
    connection.prepare_threshold = None
    connection.execute("SET synchronous_commit = on")
    connection.commit()
