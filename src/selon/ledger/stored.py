"""What writing and checking share: the digest under which a page is stored, and the questions both ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Select, func, select

from selon.ledger import schema
from selon.ledger.log import digest
from selon.ledger.packing import unpack
from selon.model import Page, Reading, Told


class PageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger knows of a page apart from its text: where from, which bytes, since when.

    `sha256` is that of the bytes as collected; `kept_since` is when the ledger took them in (UTC, `2022-11-10T09:00:00Z`), `captured` when
    they were taken from where they came, where that came along (RFC 3339).
    """

    id: str
    sha256: str
    media_type: str
    kept_since: str
    captured: str | None = None

    @property
    def seen_at(self) -> str:
        """The earliest moment at which the page is known to have had these bytes: its capture, else when the ledger took it in."""
        return self.captured or self.kept_since


def page_records(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[PageRecord]:
    """The record of every page, or of these, in the order of the ids."""
    page = schema.page.c
    captured = select(func.min(schema.came_with.c.value)).where(schema.came_with.c.page == page.id, schema.came_with.c.field == "captured")
    columns = (page.id, page.sha256, page.media_type, schema.log.c.at.label("kept_since"), captured.scalar_subquery().label("captured"))
    taken_in = select(*columns).join(schema.log, page.entry == schema.log.c.seq)
    if ids is not None:
        taken_in = taken_in.where(page.id.in_(ids))
    for row in connection.execute(taken_in.order_by(page.id)):
        yield PageRecord(**row._mapping)


def page_digest(page: Page) -> str:
    """SHA-256 over all that was collected: the bytes (by their own hash) and what came along with them."""
    collected = (page.sha256, page.source, page.media_type, page.url, page.published, page.language)
    return digest(msgspec.json.encode((*collected, page.came_with) if page.came_with else collected))


def page_rows(connection: Connection, order: Column[Any], *, at_once: int) -> Iterator[tuple[Row[Any], tuple[Told, ...]]]:
    """The row of every page with what came along with it, in the order of one of the page's columns that is unique; `at_once` are in memory."""
    told = select(schema.came_with.c.page, *(schema.came_with.c[name] for name in Told.__struct_fields__))
    told = told.join(schema.page, schema.page.c.id == schema.came_with.c.page).order_by(order, schema.came_with.c.position)
    with connection.execute(told).yield_per(at_once) as all_told, connection.execute(select(schema.page).order_by(order)).yield_per(at_once) as rows:
        of_pages = groupby(all_told, key=itemgetter(0))
        id, some = next(of_pages, ("", ()))
        for row in rows:
            came_with: tuple[Told, ...] = ()
            if id == row.id:
                came_with = tuple(Told(*columns) for _, *columns in some)
                id, some = next(of_pages, ("", ()))
            yield row, came_with


def page_of_row(row: Row[Any], content: bytes, came_with: tuple[Told, ...]) -> Page:
    """The page again, from its row, its unpacked bytes and what came along."""
    kept = {name: row._mapping[name] for name in Page.__struct_fields__ if name not in {"content", "came_with"}}
    return Page(**kept, content=content, came_with=came_with)


def newest_entries(pages: Sequence[str] | None = None) -> Select[tuple[int]]:
    """The log entries of the newest reading of each page, or of each of these."""
    newest = select(func.max(schema.reading.c.entry)).group_by(schema.reading.c.page)
    return newest if pages is None else newest.where(schema.reading.c.page.in_(pages))


def newest_readings(connection: Connection, pages: Iterable[str] | None = None) -> Iterator[tuple[str, Reading]]:
    """The newest reading of every page, or of those with the given ids, beside the page's id; in the order of the ids."""
    entries = newest_entries(None if pages is None else list(pages))
    newest = select(schema.reading.c.page, schema.reading.c.document).where(schema.reading.c.entry.in_(entries))
    for page, document in connection.execute(newest.order_by(schema.reading.c.page)).yield_per(16):
        yield page, msgspec.json.decode(unpack(document), type=Reading)


def last_change(connection: Connection) -> int:
    """The log entry of the newest reading, review or forgetting: what facts are made from; 0 where there is none."""
    newest = (select(func.max(column)) for column in (schema.reading.c.entry, schema.review.c.entry, schema.tombstone.c.entry))
    return max(connection.execute(query).scalar_one() or 0 for query in newest)


def forgotten_pages(connection: Connection) -> frozenset[str]:
    """The pages that were taken out, also those of which a blacked-out one took the place."""
    of_pages = schema.tombstone.join(schema.log, schema.log.c.seq == schema.tombstone.c.gone)
    return frozenset(connection.execute(select(schema.tombstone.c.page).select_from(of_pages).where(schema.log.c.what == "page")).scalars())


def pages_since(connection: Connection, entry: int) -> list[str] | None:
    """The pages that were read after a log entry; None where that is not all that has changed since, or where nothing is kept for linking of some
    other page, or of fewer pages than have come."""
    for column in (schema.review.c.entry, schema.tombstone.c.entry):
        if (connection.execute(select(func.max(column))).scalar_one() or 0) > entry:
            return None
    come = set(connection.execute(select(schema.reading.c.page).where(schema.reading.c.entry > entry)).scalars())
    kept = connection.execute(select(func.count()).select_from(schema.link_page)).scalar_one()
    again = connection.execute(select(func.count()).where(schema.link_page.c.page.in_(come))).scalar_one()
    pages = connection.execute(select(func.count()).select_from(schema.page)).scalar_one()
    return sorted(come) if kept - again + len(come) == pages and len(come) <= kept else None
