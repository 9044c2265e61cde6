"""A ledger as a stream of lines, and back: between SQLite and PostgreSQL, or into a drawer.

The first line says what is to come, each other line is one row of a table; bytes are base64. What can be made again from the readings is left
out and made again. The log goes over as it is, so that both ledgers have one history, one head and one content.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, LargeBinary, Table, delete, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from selon.errors import LedgerError
from selon.ledger import log, migrations, schema, tallies
from selon.ledger.derived import insert_derived
from selon.ledger.rows import rows_of_reading
from selon.ledger.store import Ledger
from selon.ledger.stored import newest_readings

T = TypeVar("T")

_FORMAT = 1
_BATCH = 100
_TABLES = {table.name: table for table in schema.KEPT}
_ADVICE = "make it again with `selon dump`"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: format and schema version, and what the ledger that is loaded has to end with."""

    selon_dump: int
    schema: int
    entries: int
    head: str
    content: str


class _Line(msgspec.Struct, frozen=True):
    table: str
    row: dict[str, Any]


def dump(book: Ledger) -> Iterator[bytes]:
    """The lines, each with its line break; all as the ledger is when the first is asked for."""
    with book.transaction(writes=False) as connection:
        yield msgspec.json.encode(_manifest(connection)) + b"\n"
        for table in schema.KEPT:
            for row in connection.execute(select(table).order_by(*table.primary_key)).yield_per(16):
                yield msgspec.json.encode(_Line(str(table.name), {str(name): value for name, value in row._mapping.items()})) + b"\n"


def load(book: Ledger, lines: Iterable[bytes], *, name: str) -> Iterator[str]:
    """Fill a new ledger with what `dump` gave, whole or not at all; gives the id of each page when it is done. `name` is the dump's in messages.

    Raises:
        LedgerError: The ledger holds something already; or the lines are no dump, not of this version, or not all there.
    """
    rest = iter(lines)
    manifest = _decoded(next(rest, b""), Manifest, name, 1)
    if (manifest.selon_dump, manifest.schema) != (_FORMAT, len(migrations.STEPS)):
        raise LedgerError(name, "was made by another version of Selon", "make it again with this version: it brings the old ledger up to date")
    with book.transaction(writes=True) as connection:
        if any(entry.what != "schema" for entry in log.entries(connection)):
            raise LedgerError(book.name, "holds something already", "load into a new ledger, then bring the two together with `selon merge`")
        for table in (schema.head, schema.log):
            connection.execute(delete(table))
        try:
            _insert_rows(connection, rest, name)
        except (IntegrityError, DataError) as error:
            raise LedgerError(name, f"has rows that cannot be ({error.orig})", _ADVICE) from error
        readings = newest_readings(connection)
        while batch := dict(islice(readings, _BATCH)):
            insert_derived(connection, {page: rows_of_reading(reading, page) for page, reading in batch.items()})
            tallies.enter_pages(connection, list(batch))
            yield from batch
        if _manifest(connection) != manifest:
            raise LedgerError(name, "is not whole", _ADVICE)


def _manifest(connection: Connection) -> Manifest:
    entries = list(log.entries(connection))
    head = entries[-1].hash if entries else log.FIRST
    content = log.content_digest(entries)
    return Manifest(selon_dump=_FORMAT, schema=len(migrations.STEPS), entries=len(entries), head=head, content=content)


def _insert_rows(connection: Connection, lines: Iterable[bytes], name: str) -> None:
    decoded = (_decoded(line, _Line, name, number) for number, line in enumerate(lines, start=2))
    for table_name, some in groupby(decoded, key=lambda line: line.table):
        if table_name not in _TABLES:
            raise LedgerError(name, f"has rows of a table {table_name!r}, which no ledger has", _ADVICE)
        while batch := [_row(_TABLES[table_name], line.row, name) for line in islice(some, _BATCH)]:
            connection.execute(insert(_TABLES[table_name]), batch)


def _row(table: Table, values: dict[str, Any], name: str) -> dict[str, Any]:
    if values.keys() != set(table.c.keys()):
        raise LedgerError(name, f"has a row of {table.name} with other columns than a ledger's", _ADVICE)
    try:
        return {key: b64decode(value, validate=True) if isinstance(table.c[key].type, LargeBinary) else value for key, value in values.items()}
    except (binascii.Error, TypeError, ValueError) as error:
        raise LedgerError(name, f"has a row of {table.name} that is damaged ({error})", _ADVICE) from error


def _decoded(line: bytes, kind: type[T], name: str, number: int) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise LedgerError(f"{name}:{number}", f"is no line of a dump ({error})", _ADVICE) from error
