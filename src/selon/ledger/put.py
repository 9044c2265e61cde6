"""Pages with their readings into the ledger's tables, inside the caller's transaction: evidence, log and derived rows at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, exists, insert, select

from selon.ledger import log, schema
from selon.ledger.derived import delete_derived, insert_derived
from selon.ledger.log import Author, Happened, digest
from selon.ledger.rows import Row
from selon.ledger.stored import page_digest
from selon.model import Page, Reading


def put(connection: Connection, page: Page, reading: Reading, author: Author) -> bool:
    """Write a page with its reading; False where both are there. An older reading stays, and its derived rows make room."""
    document = msgspec.json.encode(reading)
    same = exists().where(schema.reading.c.page == page.id, schema.reading.c.sha256 == digest(document))
    if connection.execute(select(same)).scalar_one():
        return False
    if connection.execute(select(exists().where(schema.page.c.id == page.id))).scalar_one():
        delete_derived(connection, page.id)
        _put_readings(connection, {page.id: reading}, author)
    else:
        put_new(connection, [(page, reading)], author)
    return True


def put_new(connection: Connection, made: Sequence[tuple[Page, Reading]], author: Author) -> None:
    """Write pages, none of which is there, with their readings."""
    first = log.append_all(connection, [Happened("page", page.id, page_digest(page)) for page, _ in made], author=author)
    connection.execute(insert(schema.page), [_page_row(page, entry) for entry, (page, _) in enumerate(made, start=first)])
    if told := [{"page": page.id, "position": n, **msgspec.structs.asdict(told)} for page, _ in made for n, told in enumerate(page.came_with)]:
        connection.execute(insert(schema.came_with), told)
    _put_readings(connection, {page.id: reading for page, reading in made}, author)


def _page_row(page: Page, entry: int) -> Row:
    row = msgspec.structs.asdict(page) | {"id": page.id, "entry": entry, "content": zlib.compress(page.content)}
    del row["came_with"]
    return row


def _put_readings(connection: Connection, readings: dict[str, Reading], author: Author) -> None:
    """Each reading's entry is followed by that of the rows derived from it."""
    digests = insert_derived(connection, readings)
    events, rows = [], []
    for page, reading in readings.items():
        document = msgspec.json.encode(reading)
        sha256 = digest(document)
        events += [Happened("reading", page, sha256), Happened("derived", page, digests[page])]
        rows.append({"page": page, "version": reading.version, "sha256": sha256, "document": zlib.compress(document)})
    first = log.append_all(connection, events, author=author)
    connection.execute(insert(schema.reading), [row | {"entry": first + 2 * n} for n, row in enumerate(rows)])
