"""Forgetting: a page's or a person's content leaves the ledger for good, and the chain still holds.

The log never holds content, only its hash. So content can go: for each thing that is taken out stays a tombstone with the hash and the reason, and
one event of the log covers the tombstones. A page that has to do without a person is forgotten too, and another takes its place: its text with
as many █ where the person was, so that spans and the reviews of everything else hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, delete, insert, select

from selon.errors import Missing, SettingsError
from selon.languages.fold import fold
from selon.ledger import log, schema, tallies
from selon.ledger.custody import tombstone_digest
from selon.ledger.dialect import dialect_of
from selon.ledger.facts import NO_FACTS, clear_facts
from selon.ledger.log import Author
from selon.ledger.put import put
from selon.ledger.review_rows import stored_reviews
from selon.ledger.reviews import page_named
from selon.ledger.search import leave_page
from selon.ledger.store import Ledger
from selon.model import Page, Reading, Review
from selon.resolve.forgotten import Person, covered_spans, person_on, without_person


class Forgotten(msgspec.Struct, frozen=True, kw_only=True):
    """What a forgetting took out: pages, of these how many with a person blacked out in their place, readings, and reviews by their entries."""

    pages: int
    blacked_out: int
    readings: int
    reviews: tuple[int, ...]


class _Removal(msgspec.Struct, frozen=True):
    """What goes: pages with the one that takes the place of each (None: nothing does), and the entries of reviews."""

    pages: Mapping[str, str | None]
    reviews: frozenset[int]


def forget_page(book: Ledger, page: str, *, reason: str, by: str | None = None) -> Forgotten:
    """Take a page out: bytes, readings, derived rows and the reviews that speak of it.

    Raises:
        Missing: There is no such page (any more); what was deleted before is then erased again, in case an earlier run was stopped.
        SettingsError: There is no reason.
    """
    _check_reason(reason)
    with book.transaction(writes=True) as connection:
        try:
            page = page_named(connection, book, page)
        except Missing:
            page = ""
        forgotten = None
        if page:
            reviews = (review for review in stored_reviews(connection) if page in review.pages)
            removal = _Removal({page: None}, _with_undos(connection, reviews))
            forgotten = _take_out(connection, removal, page, reason, _author(book, by))
    book.erase()
    if forgotten is None:
        raise Missing(book.name, "such page; it may be forgotten already", "`selon log` lists what was forgotten")
    return forgotten


def forget_person(book: Ledger, name: str, *, reason: str, by: str | None = None) -> Forgotten:
    """Take a person out of every page: the name and handle, what the person says, and the reviews that speak of it.

    Raises:
        Missing: No page names the person (any more); what was deleted before is then erased again, in case an earlier run was stopped.
        SettingsError: There is no reason, or it names the person; or the name is too short to be one.
    """
    _check_reason(reason, name)
    with book.transaction(writes=True) as connection:
        found = {reading.article.id: (reading, person) for reading in book.readings() if (person := person_on(reading, name))}
        author = _author(book, by)
        forgotten = None
        if found:
            reviews = _with_undos(connection, _of_person(stored_reviews(connection), found, name))
            successors = {id: _blacked_out(reading, person) for id, (reading, person) in found.items()}
            removal = _Removal({id: page.id for id, (page, _) in successors.items()}, reviews)
            forgotten = _take_out(connection, removal, "a person", reason, author)
            for page, reading in successors.values():
                put(connection, page, reading, author)
    book.erase()
    if forgotten is None:
        raise Missing(book.name, "page that names this person; all may be forgotten already", "try another spelling, or a handle")
    return forgotten


def _check_reason(reason: str, name: str = "") -> None:
    if not reason.strip():
        raise SettingsError("reason", reason, "the reason for this decision")
    if name and len(name.removeprefix("@").strip()) < 2:
        raise SettingsError("person", name, "a name of two letters or more")
    if name and fold(name.removeprefix("@").strip()) in fold(reason):
        raise SettingsError("reason", "…", "a reason without the name: it stays in the ledger for good")


def _author(book: Ledger, by: str | None) -> Author:
    return msgspec.structs.replace(book.author, who=by) if by else book.author


def _blacked_out(reading: Reading, person: Person) -> tuple[Page, Reading]:
    """The page that takes the place of another, and its reading."""
    left = without_person(reading, person)
    content = left.article.text.encode()
    page = Page(
        sha256=sha256(content).hexdigest(),
        source=f"page {reading.article.id}, forgotten in part",
        content=content,
        media_type="text/plain",
        url=left.article.url,
        published=left.article.published,
        language=left.article.language,
    )
    if page.id == reading.article.id:  # the text does not hold the name, only a layer does: what came along tells the pages apart
        page = msgspec.structs.replace(page, language=None)
    return page, msgspec.structs.replace(left, article=msgspec.structs.replace(left.article, id=page.id))


def _of_person(reviews: Iterable[Review], found: Mapping[str, tuple[Reading, Person]], name: str) -> Iterator[Review]:
    """The reviews that speak of the person's words, or name the person anywhere."""
    gone = {id: covered_spans(reading, person) for id, (reading, person) in found.items()}
    calls = {text for _, person in found.values() for text in person.names} | {name.removeprefix("@")}
    whole = Person(tuple(calls), ())
    for review in reviews:
        anchors = (*review.anchors, *review.rest)
        on_words = any(anchor.span.overlaps(span) for anchor in anchors for span in gone.get(anchor.page, ()))
        told = msgspec.json.encode(msgspec.structs.replace(review, anchors=(), rest=())).decode()
        words = [told, *(str(value) for anchor in anchors for value in (anchor.words, *anchor.read.values()))]
        if on_words or any(whole.is_in_address(text) for text in words):
            yield review


def _with_undos(connection: Connection, reviews: Iterable[Review]) -> frozenset[int]:
    """The entries of reviews, and of all that undo them."""
    gone = {review.entry for review in reviews}
    for review in stored_reviews(connection):  # an undo comes after what it undoes
        if review.undoes in gone:
            gone.add(review.entry)
    return frozenset(gone)


def _take_out(connection: Connection, removal: _Removal, subject: str, reason: str, author: Author) -> Forgotten:
    """Delete all of it, inside the caller's transaction, with a tombstone for each thing and one event for all."""
    dialect_of(connection).erase_deleted(connection)
    stones = sorted(_stones(connection, removal, reason))
    clear_facts(connection)  # they may quote what goes; they are compared anew from what is left
    log.append(connection, "facts", "0", content=NO_FACTS, author=author)
    for page in removal.pages:
        tallies.leave_page(connection, page)
        leave_page(connection, page)
        for table in (*reversed(schema.LAYERS), schema.reading):
            connection.execute(delete(table).where(table.c.page == page))
        connection.execute(delete(schema.came_with).where(schema.came_with.c.page == page))
        connection.execute(delete(schema.page).where(schema.page.c.id == page))
    for table in (schema.review_anchor, schema.review):
        connection.execute(delete(table).where(table.c.entry.in_(removal.reviews)))
    entry = log.append(connection, "forget", subject, content=tombstone_digest(stones), author=author)
    names = ("gone", "page", "sha256", "reason", "successor")
    connection.execute(insert(schema.tombstone), [dict(zip(names, stone, strict=True)) | {"entry": entry} for stone in stones])
    return Forgotten(
        pages=len(removal.pages),
        blacked_out=sum(successor is not None for successor in removal.pages.values()),
        readings=len(stones) - len(removal.pages) - len(removal.reviews),
        reviews=tuple(sorted(removal.reviews)),
    )


def _stones(connection: Connection, removal: _Removal, reason: str) -> Iterator[tuple[int, str, str, str, str | None]]:
    """For each event whose content goes: its entry, the page, the hash of the content, the reason, and the page that takes the place."""
    pages = list(removal.pages)
    of_pages = select(schema.page.c.entry).where(schema.page.c.id.in_(pages))
    of_readings = select(schema.reading.c.entry).where(schema.reading.c.page.in_(pages))
    entries = {*connection.execute(of_pages).scalars(), *connection.execute(of_readings).scalars(), *removal.reviews}
    for row in connection.execute(select(schema.log).where(schema.log.c.seq.in_(entries))):
        successor = removal.pages.get(row.subject) if row.what == "page" else None
        yield row.seq, row.subject, row.content, reason, successor
