"""Pages with their readings into the ledger's tables, inside the caller's transaction: evidence, log and derived rows at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, select

from selon.ledger import log, schema, tallies
from selon.ledger.derived import delete_derived, insert_derived, made_digest
from selon.ledger.inserting import insert_rows
from selon.ledger.log import Author, Happened, digest
from selon.ledger.packing import pack
from selon.ledger.rows import Row, rows_of_reading
from selon.ledger.stored import page_digest
from selon.model import Page, Reading

Made = tuple[Page, Reading]


def put(connection: Connection, page: Page, reading: Reading, author: Author) -> bool:
    """Write a page with its reading; False where both are there. An older reading stays, and its derived rows make room."""
    return put_all(connection, [(page, reading)], author)[0]


def put_all(connection: Connection, made: Sequence[Made], author: Author) -> list[bool]:
    """The same for several; many at once cost a fraction of one after the other."""
    ids = {page.id for page, _ in made}
    if len(ids) < len(made):  # a page with two readings: the second finds the first
        return [put(connection, page, reading, author) for page, reading in made]
    encoded = [_Encoded(page, reading) for page, reading in made]
    there = set(connection.execute(select(schema.page.c.id).where(schema.page.c.id.in_(ids))).scalars())
    of_pages = select(schema.reading.c.page, schema.reading.c.sha256).where(schema.reading.c.page.in_(there))
    known = {(row.page, row.sha256) for row in connection.execute(of_pages)} if there else set()
    new = [one for one in encoded if (one.page.id, one.sha256) not in known]
    for one in new:
        if one.page.id in there:
            tallies.leave_page(connection, one.page.id)
            delete_derived(connection, one.page.id)
    if new:
        _put_readings(connection, new, author, there=there)
    return [(one.page.id, one.sha256) not in known for one in encoded]


def put_new(connection: Connection, made: Sequence[Made], author: Author) -> None:
    """Write pages, none of which is there, with their readings."""
    _put_readings(connection, [_Encoded(page, reading) for page, reading in made], author, there=())


class _Encoded:
    """A page with its reading and the document that is kept of it."""

    def __init__(self, page: Page, reading: Reading) -> None:
        self.page = page
        self.reading = reading
        self.document = msgspec.json.encode(reading)
        self.sha256 = digest(self.document)

    def page_row(self, entry: int) -> Row:
        row = msgspec.structs.asdict(self.page) | {"id": self.page.id, "entry": entry, "content": pack(self.page.content)}
        del row["came_with"]
        return row

    def reading_row(self, entry: int) -> Row:
        return {"entry": entry, "page": self.page.id, "version": self.reading.version, "sha256": self.sha256, "document": pack(self.document)}


def _put_readings(connection: Connection, made: Sequence[_Encoded], author: Author, *, there: Collection[str]) -> None:
    """In the log stand for each page: the page where it is not `there`, its reading, and the rows derived from it."""
    derived = {one.page.id: rows_of_reading(one.reading, one.page.id) for one in made}
    events: list[Happened] = []
    pages, readings = [], []  # each with the number of its event
    for one in made:
        id = one.page.id
        if id not in there:
            pages.append((len(events), one))
            events.append(Happened("page", id, page_digest(one.page)))
        readings.append((len(events), one))
        events += [Happened("reading", id, one.sha256), Happened("derived", id, made_digest(derived[id]))]
    first = log.append_all(connection, events, author=author)
    _insert_pages(connection, [(first + n, one) for n, one in pages])
    insert_rows(connection, schema.reading, (one.reading_row(first + n) for n, one in readings))
    insert_derived(connection, derived)
    tallies.enter_pages(connection, list(derived))


def _insert_pages(connection: Connection, pages: Sequence[tuple[int, _Encoded]]) -> None:
    """Each under the number of its entry."""
    insert_rows(connection, schema.page, (one.page_row(entry) for entry, one in pages))
    came_with = ((one.page.id, n, told) for _, one in pages for n, told in enumerate(one.page.came_with))
    insert_rows(connection, schema.came_with, ({"page": id, "position": n, **msgspec.structs.asdict(told)} for id, n, told in came_with))
