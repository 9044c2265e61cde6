"""What the log says of reviews and of what was forgotten, compared with what is there: parts of `selon.ledger.verify`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from selon.ledger import schema
from selon.ledger.log import Entry, What, digest
from selon.ledger.review_rows import review_digest, stored_reviews

# Of these events the ledger holds more than the log, so that it can be forgotten.
FORGETTABLE: tuple[What, ...] = ("page", "reading", "review")


def tombstone_digest(rows: Sequence[Row[Any]] | Sequence[tuple[object, ...]]) -> str:
    """SHA-256 over all that one forgetting took out: `gone`, `page`, `sha256`, `reason` and `successor` of each, in the order of `gone`."""
    return digest(msgspec.json.encode([tuple(row) for row in rows]))


def not_forgotten(connection: Connection, entries: Sequence[Entry], what: What) -> dict[int, Entry]:
    """The events of a kind whose content has to be there, by number."""
    gone = set(connection.execute(select(schema.tombstone.c.gone)).scalars())
    return {entry.seq: entry for entry in entries if entry.what == what and entry.seq not in gone}


def tombstone_changes(connection: Connection, entries: Sequence[Entry]) -> Iterator[str]:
    """Tombstones that no event of forgetting put there as they are, and such events without all their tombstones."""
    logged = {entry.seq: entry for entry in entries}
    made: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    stones = schema.tombstone.c
    for row in connection.execute(select(schema.tombstone).order_by(stones.entry, stones.gone)):
        made[row.entry].append((row.gone, row.page, row.sha256, row.reason, row.successor))
        gone = logged.get(row.gone)
        if gone is None or gone.what not in FORGETTABLE or (gone.subject, gone.content) != (row.page, row.sha256):
            yield f"the tombstone of log entry {row.gone}"
    for entry in entries:
        if entry.what == "forget" and entry.content != tombstone_digest(made.pop(entry.seq, [])):
            yield f"the tombstones of log entry {entry.seq}"
    yield from (f"the tombstones of log entry {seq} (nothing was forgotten there)" for seq in made)


def review_changes(connection: Connection, entries: Sequence[Entry]) -> Iterator[str]:
    """Reviews that are not as they were written, and those that are gone or were put in."""
    logged = not_forgotten(connection, entries, "review")
    try:
        reviews = stored_reviews(connection)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        yield f"the reviews ({error})"
        return
    for review in reviews:
        entry = logged.pop(review.entry, None)
        if entry is None or entry.content != review_digest(review):
            yield f"review {review.entry}"
    yield from (f"review {entry.seq} of page {entry.subject} (is gone)" for entry in logged.values())
