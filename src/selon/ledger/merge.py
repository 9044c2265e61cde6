"""Two ledgers together: what the other one holds is written into this one's log anew, with where it comes from.

A log is one chain, and two cannot be spliced. So this ledger's own chain goes on: an event `merge` names the other ledger by the end of its log and
the digest of its content, and each thing that follows from there says so in its `version`, with its entry in the other ledger and when
that was written. The other ledger stays what it is, and its own chain the proof for what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, exists, func, select

from selon.ledger import log, schema
from selon.ledger.log import Author, Entry
from selon.ledger.packing import unpack
from selon.ledger.put import put
from selon.ledger.review_rows import insert_review, review_digest, stored_reviews
from selon.ledger.store import Ledger
from selon.ledger.stored import forgotten_pages, page_of_row, page_rows
from selon.model import Page, Reading


class Brought(msgspec.Struct, frozen=True):
    """What became of one thing of the other ledger: `what` is page or review, `id` the page's id or the review's entry there; `new` whether
    anything was written; `forgotten` whether it stays out because this ledger has forgotten the page."""

    what: str
    id: str
    new: bool
    forgotten: bool = False


def merge(book: Ledger, other: Ledger) -> Iterator[Brought]:
    """Bring in what `book` does not have yet: page by page, each with its readings whole or not at all, then the reviews.

    Where both have a page, those readings of the other one come too that were made after the newest of `book`: the newest one counts, and
    an older one must not become it. What was forgotten in `book` stays forgotten. The same again goes on where it was stopped.
    """
    with other.transaction(writes=False) as theirs:
        entries = {entry.seq: entry for entry in log.entries(theirs)}
        last = entries[max(entries)]
        _note(book, last, log.content_digest(entries.values()))
        for row, came_with in page_rows(theirs, schema.page.c.entry, at_once=16):
            page = page_of_row(row, unpack(row.content), came_with)
            of_page = select(schema.reading.c.entry, schema.reading.c.document).where(schema.reading.c.page == row.id)
            readings = theirs.execute(of_page.order_by(schema.reading.c.entry)).all()
            with book.transaction(writes=True) as ours:
                if row.id in forgotten_pages(ours):
                    yield Brought("page", row.id, False, forgotten=True)
                    continue
                since = _newest_at(ours, row.id)
                later = [reading for reading in readings if since is None or entries[reading.entry].at > since]
                new = [_put(ours, page, reading.document, _author(book, entries[reading.entry], last)) for reading in later]
            yield Brought("page", row.id, any(new))
        yield from _merge_reviews(book, theirs, entries, last)


def _put(ours: Connection, page: Page, document: bytes, author: Author) -> bool:
    return put(ours, page, msgspec.json.decode(unpack(document), type=Reading), author)


def _note(book: Ledger, last: Entry, content: str) -> None:
    """The event that says which ledger came in; once for each state of it."""
    with book.transaction(writes=True) as ours:
        known = exists().where(schema.log.c.what == "merge", schema.log.c.subject == last.hash)
        if not ours.execute(select(known)).scalar_one():
            log.append(ours, "merge", last.hash, content=content, author=book.author)


def _newest_at(ours: Connection, page: str) -> str | None:
    """When the newest reading of a page was made: in the ledger where it was first."""
    newest = select(func.max(schema.reading.c.entry)).where(schema.reading.c.page == page).scalar_subquery()
    row = ours.execute(select(schema.log.c.at, schema.log.c.version).where(schema.log.c.seq == newest)).one_or_none()
    return None if row is None else _first_at(row.at, row.version)


_OF = ", of "


def _author(book: Ledger, entry: Entry, last: Entry, who: str | None = None) -> Author:
    first = _first_at(entry.at, entry.version)
    return Author(who or book.author.who, f"{book.author.version}, from entry {entry.seq} of the ledger that ends with {last.hash[:16]}{_OF}{first}")


def _first_at(at: str, version: str) -> str:
    """When something was written first, as its entry tells; a ledger that came in may itself have had others come in."""
    _, came, first = version.rpartition(_OF)
    try:
        datetime.strptime(first, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return at
    return first if came else at


def _merge_reviews(book: Ledger, theirs: Connection, entries: Mapping[int, Entry], last: Entry) -> Iterator[Brought]:
    """Their reviews in their order, each by its own author; an undo undoes what it undid there."""
    ours_of: dict[int, int] = {}
    for review in stored_reviews(theirs):
        entry = entries[review.entry]
        with book.transaction(writes=True) as ours:
            if set(review.pages) & forgotten_pages(ours):
                yield Brought("review", str(review.entry), False, forgotten=True)
                continue
            undoes = ours_of.get(review.undoes, review.undoes) if review.undoes is not None else None
            moved = msgspec.structs.replace(review, undoes=undoes)
            same = select(schema.log.c.seq).where(schema.log.c.what == "review", schema.log.c.content == review_digest(moved))
            known = ours.execute(same.where(schema.log.c.who == review.by)).scalars().first()
            ours_of[review.entry] = known or insert_review(ours, moved, _author(book, entry, last, review.by)).entry
        yield Brought("review", str(review.entry), known is None)
