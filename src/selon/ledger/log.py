"""The log: every event of the ledger as a chain of hashes, so that no entry can be changed, taken out or put in unseen.

The hash of an entry covers all its columns and the hash before it. The newest entry's hash stands again in `head`: who takes the last
entries away has to change that too, and who keeps a copy of it elsewhere sees even that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, insert, select

from selon.ledger import schema
from selon.ledger.inserting import insert_rows

What = Literal["schema", "page", "reading", "derived", "facts", "review", "forget", "merge", "capture", "private shown"]
FIRST = "0" * 64
_CONTENT = frozenset({"page", "reading", "review"})


class Author(msgspec.Struct, frozen=True):
    """Who does what is logged: a login name, and the version of Selon that acts for them."""

    who: str
    version: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `at` is UTC, to the second; `content` is the SHA-256 of what was added; `previous` is the hash of the entry before."""

    seq: int
    at: str
    what: str
    subject: str
    who: str
    version: str
    content: str
    previous: str
    hash: str = ""

    def expected_hash(self) -> str:
        """The hash that belongs to the other columns."""
        columns = (self.seq, self.at, self.what, self.subject, self.who, self.version, self.content, self.previous)
        return digest(msgspec.json.encode(columns))


def digest(content: bytes) -> str:
    """SHA-256 in hex digits."""
    return sha256(content).hexdigest()


def content_digest(entries: Iterable[Entry]) -> str:
    """What a ledger holds, as one SHA-256: over the kind, subject and content of every page, reading and review that the log tells of, each
    once, sorted. Equal for equal content, whoever added it, when, in which order and in which database."""
    kept = sorted({(entry.what, entry.subject, entry.content) for entry in entries if entry.what in _CONTENT})
    return digest(msgspec.json.encode(kept))


class Happened(msgspec.Struct, frozen=True):
    """What an entry says: what was done, to what, and the SHA-256 of what was added."""

    what: What
    subject: str
    content: str


def append(connection: Connection, what: What, subject: str, *, content: str, author: Author) -> int:
    """Write the next entry, inside the caller's writing transaction; gives its number."""
    return append_all(connection, [Happened(what, subject, content)], author=author)


def append_all(connection: Connection, events: Sequence[Happened], *, author: Author) -> int:
    """Write the next entries, one after the other; gives the number of the first."""
    last = connection.execute(select(schema.head)).one_or_none()
    first, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = []
    for seq, event in enumerate(events, start=first):
        told = msgspec.structs.asdict(event)
        entry = Entry(seq=seq, at=at, who=author.who, version=author.version, previous=previous, **told)
        previous = entry.expected_hash()
        rows.append(msgspec.structs.asdict(entry) | {"hash": previous})
    insert_rows(connection, schema.log, rows)
    connection.execute(delete(schema.head))
    connection.execute(insert(schema.head), {"seq": rows[-1]["seq"], "hash": previous})
    return first


def entries(connection: Connection) -> Iterator[Entry]:
    """Every entry, oldest first."""
    for row in connection.execute(select(schema.log).order_by(schema.log.c.seq)):
        yield Entry(**row._mapping)


def last_entry(connection: Connection, what: What) -> Entry | None:
    """The newest entry of a kind."""
    newest = select(schema.log).where(schema.log.c.what == what).order_by(schema.log.c.seq.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return Entry(**row._mapping) if row else None
