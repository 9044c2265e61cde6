"""Earlier readings: they are kept beside the newest, and can be compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import func, select

from selon.errors import Missing
from selon.ledger import schema
from selon.ledger.packing import unpack
from selon.ledger.reviews import page_named
from selon.ledger.store import Ledger
from selon.model import Reading


class PastReading(msgspec.Struct, frozen=True, kw_only=True):
    """A reading with its entry in the log, and when (UTC) it was added by whom."""

    entry: int
    at: str
    by: str
    reading: Reading


def readings_of_page(book: Ledger, page: str) -> list[PastReading]:
    """Every reading of a page, oldest first; the page by its id, or the beginning of it.

    Raises:
        Missing: No such page.
    """
    with book.transaction(writes=False) as connection:
        id = page_named(connection, book, page)
        query = select(schema.reading, schema.log.c.at, schema.log.c.who).join(schema.log, schema.log.c.seq == schema.reading.c.entry)
        rows = connection.execute(query.where(schema.reading.c.page == id).order_by(schema.reading.c.entry)).all()
    return [PastReading(entry=row.entry, at=row.at, by=row.who, reading=_decoded(row.document)) for row in rows]


def earlier_readings(book: Ledger) -> Iterator[Reading]:
    """Of every page the reading before the newest; the newest where there is no other."""
    newest = select(func.max(schema.reading.c.entry)).group_by(schema.reading.c.page)
    others = schema.reading.c.entry.not_in(newest)
    before = select(func.max(schema.reading.c.entry)).where(others).group_by(schema.reading.c.page)
    again = select(schema.reading.c.page).where(others)
    chosen = schema.reading.c.entry.in_(before) | (schema.reading.c.entry.in_(newest) & schema.reading.c.page.not_in(again))
    with book.transaction(writes=False) as connection:
        for document in connection.execute(select(schema.reading.c.document).where(chosen).order_by(schema.reading.c.page)).scalars():
            yield _decoded(document)


def page_ids(book: Ledger, names: Iterable[str]) -> frozenset[str]:
    """The whole ids of pages that are named by them, or by their beginnings.

    Raises:
        Missing: No such page, or several.
    """
    with book.transaction(writes=False) as connection:
        return frozenset(page_named(connection, book, name) for name in names)


def two_readings(book: Ledger, page: str, *, older: int | None = None, newer: int | None = None) -> tuple[PastReading, PastReading] | None:
    """Two readings of a page, by their log entries; without these the last two. None where the page was read once.

    Raises:
        Missing: No such page, or it has no such reading.
    """
    readings = readings_of_page(book, page)
    by_entry = {one.entry: one for one in readings}
    for entry in (older, newer):
        if entry is not None and entry not in by_entry:
            raise Missing(book.name, f"reading {entry} of page {page}", f"`selon log {page}` lists its readings")
    later = by_entry[newer] if newer is not None else readings[-1]
    others = [one for one in readings if one.entry < later.entry]
    earlier = by_entry[older] if older is not None else others[-1] if others else None
    return None if earlier is None else (earlier, later)


def _decoded(document: bytes) -> Reading:
    return msgspec.json.decode(unpack(document), type=Reading)
