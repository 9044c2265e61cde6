"""Pages with their readings into the ledger's tables, inside the caller's transaction: evidence, log and derived rows at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, exists, insert, select

from selon.ledger import log, schema, tallies
from selon.ledger.derived import delete_derived, insert_derived, made_digest
from selon.ledger.log import Author, Happened, digest
from selon.ledger.rows import Row, rows_of_reading
from selon.ledger.stored import page_digest
from selon.model import Page, Reading


def put(connection: Connection, page: Page, reading: Reading, author: Author) -> bool:
    """Write a page with its reading; False where both are there. An older reading stays, and its derived rows make room."""
    sha256 = digest(msgspec.json.encode(reading))
    if connection.execute(select(exists().where(schema.reading.c.page == page.id, schema.reading.c.sha256 == sha256))).scalar_one():
        return False
    if connection.execute(select(exists().where(schema.page.c.id == page.id))).scalar_one():
        tallies.leave_page(connection, page.id)
        delete_derived(connection, page.id)
        _put_readings(connection, [(page, reading)], author, new_pages=False)
    else:
        put_new(connection, [(page, reading)], author)
    return True


def put_new(connection: Connection, made: Sequence[tuple[Page, Reading]], author: Author) -> None:
    """Write pages, none of which is there, with their readings."""
    _put_readings(connection, made, author, new_pages=True)


def _put_readings(connection: Connection, made: Sequence[tuple[Page, Reading]], author: Author, *, new_pages: bool) -> None:
    """In the log stand for each page: the page where it is new, its reading, and the rows derived from it."""
    derived = {page.id: rows_of_reading(reading, page.id) for page, reading in made}
    events, readings = [], []
    for page, reading in made:
        document = msgspec.json.encode(reading)
        sha256 = digest(document)
        if new_pages:
            events.append(Happened("page", page.id, page_digest(page)))
        events += [Happened("reading", page.id, sha256), Happened("derived", page.id, made_digest(derived[page.id]))]
        readings.append({"page": page.id, "version": reading.version, "sha256": sha256, "document": zlib.compress(document)})
    first = log.append_all(connection, events, author=author)
    each = len(events) // len(made)
    if new_pages:
        _insert_pages(connection, [page for page, _ in made], range(first, first + len(events), each))
    entries = range(first + each - 2, first + len(events), each)
    connection.execute(insert(schema.reading), [row | {"entry": entry} for row, entry in zip(readings, entries, strict=True)])
    insert_derived(connection, derived)
    tallies.enter_pages(connection, list(derived))


def _insert_pages(connection: Connection, pages: Sequence[Page], entries: Sequence[int]) -> None:
    connection.execute(insert(schema.page), [_page_row(page, entry) for page, entry in zip(pages, entries, strict=True)])
    if told := [{"page": page.id, "position": n, **msgspec.structs.asdict(told)} for page in pages for n, told in enumerate(page.came_with)]:
        connection.execute(insert(schema.came_with), told)


def _page_row(page: Page, entry: int) -> Row:
    row = msgspec.structs.asdict(page) | {"id": page.id, "entry": entry, "content": zlib.compress(page.content)}
    del row["came_with"]
    return row
