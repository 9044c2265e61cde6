"""The chain of custody: the log's entries with what their hashes stand for."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from selon.errors import Missing
from selon.ledger import log, schema
from selon.ledger.log import Entry
from selon.ledger.named import MOST, only
from selon.ledger.review_rows import stored_reviews
from selon.ledger.reviews import successors
from selon.ledger.store import Ledger
from selon.model import Review


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An entry; `review` is what it decided, where it is a review that is still there; `forgotten` says why its content is gone, or what
    an entry of forgetting took out."""

    entry: Entry
    review: Review | None = None
    forgotten: str | None = None


def events(book: Ledger, page: str | None = None) -> Iterator[Event]:
    """Every event, oldest first, or those of a page: what was added, read, decided and forgotten of it, under all the ids it has had.

    Raises:
        Missing: No page, or more than one, was ever called so.
    """
    with book.transaction(writes=False) as connection:
        reviews = {review.entry: review for review in stored_reviews(connection)}
        stones = {stone.gone: stone for stone in connection.execute(select(schema.tombstone))}
        wanted = None if page is None else _entries_of(connection, book, page, reviews)
        for entry in log.entries(connection):
            if wanted is None or entry.seq in wanted:
                stone = stones.get(entry.seq)
                gone = f"forgotten by {stone.entry}: {stone.reason}" if stone else None
                taken = sum(other.entry == entry.seq for other in stones.values()) if entry.what == "forget" else 0
                yield Event(entry=entry, review=reviews.get(entry.seq), forgotten=f"{taken} entries forgotten" if taken else gone)


def _entries_of(connection: Connection, book: Ledger, page: str, reviews: dict[int, Review]) -> set[int]:
    ids = _ids_of(connection, book, page)
    log_, stone = schema.log.c, schema.tombstone.c
    about = log_.what.in_(("page", "reading", "review", "forget")) & log_.subject.in_(ids)
    found = set(connection.execute(select(log_.seq).where(about)).scalars())
    found |= set(connection.execute(select(stone.entry).where(stone.page.in_(ids))).scalars())
    return found | {entry for entry, review in reviews.items() if ids & set(review.pages)}


def _ids_of(connection: Connection, book: Ledger, page: str) -> set[str]:
    """The page's id, the ids of pages in whose place it stands, and of the one that stands in its place."""
    subject = schema.log.c.subject
    named = select(subject).where(schema.log.c.what == "page", subject.startswith(page, autoescape=True)).distinct().order_by(subject).limit(MOST)
    ids = set(connection.execute(named).scalars())
    moved = successors(connection)
    now = sorted({moved.get(id, id) for id in ids})
    meant = only(now, page, ledger=book.name, missing=Missing(book.name, f"page {page!r}", "list all of them with `selon log`"))
    return {meant} | {old for old, new in moved.items() if new == meant} | ids
