"""Everything hashed again, and compared with what the log says."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Table, func, select

from selon.ledger import log, migrations, schema
from selon.ledger.custody import not_forgotten, review_changes, tombstone_changes
from selon.ledger.derived_check import derived_changes
from selon.ledger.dialect import dialect_of
from selon.ledger.facts import fact_changes
from selon.ledger.log import Author, Entry, digest
from selon.ledger.packing import NotPacked, unpack
from selon.ledger.stored import page_digest, page_of_row, page_rows

_T = TypeVar("_T")
_R = TypeVar("_R")

_THREADS = min(8, os.cpu_count() or 1)
# Pages are large: each is unpacked by itself, and few are in memory at once. Readings are small: as many as make a thread's while.
_PAGES_AHEAD = 4 * _THREADS
_READINGS_AT_ONCE = 16


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What an unchanged ledger holds. `head` is the last log entry's hash: kept elsewhere, it proves later that nothing was taken
    away. `content` is the same for all ledgers with the same pages, readings and reviews: see `selon.ledger.log.content_digest`."""

    pages: int
    readings: int
    reviews: int
    facts: int
    entries: int
    head: str
    content: str


def check(connection: Connection, *, derive: bool) -> tuple[Contents, list[str]]:
    """What is there, and a line for each thing that is not as it was written; `derive` as for `derived_changes`."""
    entries = list(log.entries(connection))
    changes = [
        *dialect_of(connection).reference_changes(connection),
        *_chain_changes(connection, entries),
        *tombstone_changes(connection, entries),
        *_in_turn(
            _page_changes(connection, entries),
            _reading_changes(connection, entries),
            derived_changes(connection, entries, derive=derive),
        ),
        *review_changes(connection, entries),
        *fact_changes(connection, entries),
    ]
    contents = Contents(
        pages=_number_of_rows(connection, schema.page),
        readings=_number_of_rows(connection, schema.reading),
        reviews=_number_of_rows(connection, schema.review),
        facts=_number_of_rows(connection, schema.fact),
        entries=len(entries),
        head=entries[-1].hash if entries else log.FIRST,
        content=log.content_digest(entries),
    )
    return contents, changes


def _number_of_rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def check_schema(connection: Connection) -> list[str]:
    """Tables, views and indexes of ours that are gone or other than Selon makes them: then what stands there says nothing more. What a user has
    added is theirs."""

    def make(empty: Connection) -> None:
        while migrations.apply_next(empty, "", Author("", "")):
            pass

    dialect = dialect_of(connection)
    wanted, found = dialect.wanted_definitions(connection, make), dialect.definitions(connection)
    return [f"the definition of {name}" for name, sql in sorted(wanted.items()) if found.get(name) != sql]


def _chain_changes(connection: Connection, entries: list[Entry]) -> Iterator[str]:
    previous = log.FIRST
    for n, entry in enumerate(entries, start=1):
        if entry.seq != n or entry.previous != previous or entry.hash != entry.expected_hash():
            yield f"log entry {entry.seq}"
        previous = entry.hash
    heads = [tuple(row) for row in connection.execute(select(schema.head))]
    if heads != [(len(entries), previous)]:
        yield f"the end of the log (entry {len(entries)} is not the last that was written)"


def _in_turn(*checks: Iterator[str | None]) -> list[str]:
    """What all of them find, in their order. They take turns, so that the processors that hash for one are busy while another waits for rows."""
    found: list[list[str]] = [[] for _ in checks]
    running = dict(enumerate(checks))
    while running:
        for n, check in list(running.items()):
            try:
                change = next(check)
            except StopIteration:
                del running[n]
                continue
            if change is not None:
                found[n].append(change)
    return [change for some in found for change in some]


def _page_changes(connection: Connection, entries: list[Entry]) -> Iterator[str | None]:
    """Pages that are not as they were collected; None stands for a row that is done."""
    logged = not_forgotten(connection, entries, "page")
    rows = page_rows(connection, schema.page.c.entry, at_once=_PAGES_AHEAD)
    for row, came_with, found in in_threads(lambda one: (*one, _content_digest(one[0].content)), rows):
        entry = logged.pop(row.entry, None)
        if found != row.sha256:
            yield f"page {row.id} (its bytes)"
            continue
        page = page_of_row(row, b"", came_with)  # its SHA-256 stands for its bytes
        if entry is None or not entry.subject == row.id == page.id or entry.content != page_digest(page):
            yield f"page {row.id} (where it comes from)"
        yield None
    yield from (f"page {entry.subject} (is gone)" for entry in logged.values())


def _content_digest(packed: bytes) -> str | None:
    content = _unpacked(packed)
    return None if content is None else digest(content)


def _reading_changes(connection: Connection, entries: list[Entry]) -> Iterator[str | None]:
    logged = not_forgotten(connection, entries, "reading")
    rows = connection.execute(select(schema.reading).order_by(schema.reading.c.entry)).yield_per(_READINGS_AT_ONCE)
    for row, heading in chain.from_iterable(in_threads(_headings, rows.partitions())):
        entry = logged.pop(row.entry, None)
        known = entry is not None and (entry.subject, entry.content) == (row.page, row.sha256)
        if heading is None or not known or (heading.article.id, heading.version) != (row.page, row.version):
            yield f"reading {row.entry} of page {row.page}"
        yield None
    yield from (f"reading {entry.seq} of page {entry.subject} (is gone)" for entry in logged.values())


class _ArticleId(msgspec.Struct, frozen=True):
    id: str


class _Heading(msgspec.Struct, frozen=True):
    """What a reading is of. With the right hash the rest of the document is what was written."""

    version: str
    article: _ArticleId


def _headings(rows: Sequence[Row[Any]]) -> list[tuple[Row[Any], _Heading | None]]:
    return [(row, _heading(row.document, row.sha256)) for row in rows]


def _heading(packed: bytes, sha256: str) -> _Heading | None:
    document = _unpacked(packed)
    if document is None or digest(document) != sha256:
        return None
    try:
        return msgspec.json.decode(document, type=_Heading)
    except msgspec.DecodeError:
        return None


def in_threads(work: Callable[[_T], _R], items: Iterable[_T]) -> Iterator[_R]:
    """What `work` makes of each item, in their order. Unpacking and hashing let other threads run meanwhile."""
    ahead: deque[Future[_R]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        for item in items:
            ahead.append(pool.submit(work, item))
            if len(ahead) == _PAGES_AHEAD:
                yield ahead.popleft().result()
        yield from (future.result() for future in ahead)


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return unpack(packed)
    except NotPacked:
        return None
