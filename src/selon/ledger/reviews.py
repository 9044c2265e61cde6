"""Reviews: what people decide about what was read, kept as events of the log and laid over every later reading.

with Ledger.open("selon.db") as book:
    correct(book, "0f3a9c2b71d4e658:q7", {"low": "60", "high": "60"}, reason="the agency corrected itself", by="anna")
    wrong = reject(book, "0f3a9c2b71d4e658:s3", reason="nobody says this", by="anna")
    undo(book, wrong.entry, reason="the speaker is named above", by="ben")

An item is called `<page>:<name>`: statements and quantities by their ids (`s3`, `q7`; a figure of `facts --json` by its quantity, which is
its id), dates, places, media items and namings by layer and position (`date0`). Instead of a page's whole id the beginning will do.
A fact is called by its id, or the beginning of it; the facts have to be up to date (`selon.commands.looking.current_facts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from selon.errors import Missing, SettingsError
from selon.ledger import schema
from selon.ledger.log import Author
from selon.ledger.review_rows import insert_review, stored_reviews
from selon.ledger.store import Ledger
from selon.model import Action, Anchor, Fact, Reading, Review, Value
from selon.review.decided import Decided, ReviewedItem, decide, live_reviews, reviewed_items
from selon.review.items import anchor_of
from selon.review.values import corrected_values


def accept(book: Ledger, target: str, *, reason: str = "", by: str | None = None) -> Review:
    """Note that a person has seen an item or a fact and finds it right.

    Raises:
        Missing: No such item, page or fact.
    """
    return _on_target(book, "accept", target, reason, by)


def reject(book: Ledger, target: str, *, reason: str, by: str | None = None) -> Review:
    """Let an item, or every figure of a fact, count no more. It stays in its reading.

    Raises:
        Missing: No such item, page or fact.
        SettingsError: There is no reason.
    """
    return _on_target(book, "reject", target, _needed(reason), by)


def correct(book: Ledger, target: str, new: Mapping[str, str | Value], *, reason: str, by: str | None = None) -> Review:
    """Say what an item's values should be; the words of the page stay what they are.

    Raises:
        Missing: No such item or page.
        SettingsError: No such value, or it cannot be that, or it is that already; or there is no reason.
    """
    page, name = _parts(target)
    with book.transaction(writes=True) as connection:
        page = page_named(connection, book, page)
        found = _item(connection, book, page, name)
        language = connection.execute(select(schema.article.c.language).where(schema.article.c.page == page)).scalar_one()
        values = corrected_values(found.item, new, language=language)
        if not values:
            raise SettingsError("correct", ", ".join(f"{name}={value}" for name, value in new.items()), "a value other than the one that is there")
        review = Review(action="correct", anchors=(anchor_of(found.item, page),), new=values, reason=_needed(reason))
        return insert_review(connection, review, _author(book, by))


def merge(book: Ledger, facts: Sequence[str], *, reason: str, by: str | None = None) -> Review:
    """Say that these facts are one question.

    Raises:
        Missing: No such fact.
        SettingsError: Fewer than two facts, or no reason.
    """
    named = {fact.id: fact for fact in map(book.fact, facts)}
    if len(named) < 2:
        raise SettingsError("merge", ", ".join(facts), "two facts or more")
    anchors = _figures(book, [figure.id for fact in named.values() for figure in fact.figures])
    return record(book, Review(action="merge", anchors=anchors, facts=tuple(named), reason=_needed(reason)), by=by)


def split(book: Ledger, figures: Sequence[str], *, reason: str, by: str | None = None) -> Review:
    """Say that these figures, all of one fact, answer another question than the other figures of it.

    Raises:
        Missing: No fact has one of the figures.
        SettingsError: They are of several facts, or all that the fact has; or there is no reason.
    """
    fact, wanted = _fact_with(book, figures)
    rest = [figure.id for figure in fact.figures if figure.id not in wanted]
    if not rest:
        raise SettingsError("split", ", ".join(figures), "some of the fact's figures, not all of them")
    review = Review(action="split", anchors=_figures(book, wanted), rest=_figures(book, rest), facts=(fact.id,), reason=_needed(reason))
    return record(book, review, by=by)


def undo(book: Ledger, entry: int, *, reason: str = "", by: str | None = None) -> Review:
    """Take a review back, by its number in the log; an undo can itself be taken back.

    Raises:
        Missing: The entry is no review.
        SettingsError: It was taken back already.
    """
    with book.transaction(writes=True) as connection:
        reviews = stored_reviews(connection)
        undone = next((review for review in reviews if review.entry == entry), None)
        if undone is None:
            raise Missing(book.name, f"review with the log entry {entry}", "list what there is with `selon review list`")
        if not is_live(undone, reviews):
            raise SettingsError("undo", entry, "a review that was not taken back already")
        review = Review(action="undo", anchors=undone.anchors, facts=undone.facts, reason=reason, undoes=entry)
        return insert_review(connection, review, _author(book, by))


def record(book: Ledger, review: Review, *, by: str | None = None) -> Review:
    """Write a review as it is; gives it with its entry, author and time. The functions above make reviews that fit the ledger."""
    with book.transaction(writes=True) as connection:
        return insert_review(connection, review, _author(book, by))


def reviews_of(book: Ledger, page: str | None = None) -> list[Review]:
    """Every review, or those that speak of a page, oldest first; the undone ones and the undos too."""
    with book.transaction(writes=False) as connection:
        reviews, moved = stored_reviews(connection), successors(connection)
    return [review for review in reviews if page is None or page in {*review.pages, *(moved.get(old) for old in review.pages)}]


def is_live(review: Review, reviews: Sequence[Review]) -> bool:
    """Whether a review, or an undo, was not taken back; `reviews` are all of the ledger."""
    if review.action != "undo":
        return review.entry in {live.entry for live in live_reviews(reviews)}
    later = [other for other in reviews if other.undoes == review.entry]
    return not any(is_live(other, reviews) for other in later)


def decided(book: Ledger, pages: Iterable[str] | None = None, *, readings: Iterable[Reading] | None = None) -> Decided:
    """The newest readings of all pages, or of these, or other readings, as people have decided; and which of the reviews are lost."""
    readings = book.readings(pages) if readings is None else readings
    with book.transaction(writes=False) as connection:
        return decide(readings, stored_reviews(connection), successors=successors(connection))


def reviewed_pages(book: Ledger) -> set[str]:
    """The pages of which reviews speak, as they are called now."""
    with book.transaction(writes=False) as connection:
        moved = successors(connection)
        return {moved.get(page, page) for review in stored_reviews(connection) for page in review.pages}


def items_of_page(book: Ledger, page: str) -> tuple[str, list[ReviewedItem]]:
    """The whole id of a page, and every item of it that can be reviewed, as it is now.

    Raises:
        Missing: No such page.
    """
    with book.transaction(writes=False) as connection:
        id = page_named(connection, book, page)
        return id, _items(connection, book, id)


def successors(connection: Connection) -> dict[str, str]:
    """Pages of which a part was forgotten, and the pages that took their place, the last of each line."""
    query = select(schema.tombstone.c.page, schema.tombstone.c.successor).where(schema.tombstone.c.successor.is_not(None))
    moved = {row.page: row.successor for row in connection.execute(query)}
    last: dict[str, str] = {}
    for page, successor in moved.items():
        while successor in moved:
            successor = moved[successor]
        last[page] = successor
    return last


def page_named(connection: Connection, book: Ledger, name: str) -> str:
    """The id of the one page whose id begins so.

    Raises:
        Missing: No page, or more than one.
    """
    ids = connection.execute(select(schema.page.c.id).where(schema.page.c.id.startswith(name, autoescape=True)).limit(2)).scalars().all()
    if len(ids) != 1:
        what = f"page {name!r}" if not ids else f"single page whose id begins with {name!r}"
        raise Missing(book.name, what, "`selon show FACT` and `selon search` name pages")
    return str(ids[0])


def _author(book: Ledger, by: str | None) -> Author:
    return msgspec.structs.replace(book.author, who=by) if by else book.author


def _needed(reason: str) -> str:
    if not reason.strip():
        raise SettingsError("reason", reason, "the reason for this decision")
    return reason


def _parts(target: str) -> tuple[str, str]:
    page, colon, name = target.partition(":")
    if not (page and colon and name):
        raise SettingsError("item", target, "PAGE:NAME, such as 0f3a9c2b71d4e658:q7")
    return page, name


def _on_target(book: Ledger, action: Action, target: str, reason: str, by: str | None) -> Review:
    if ":" not in target:
        fact = book.fact(target)
        anchors = _figures(book, [figure.id for figure in fact.figures])
        return record(book, Review(action=action, anchors=anchors, facts=(fact.id,), reason=reason), by=by)
    page, name = _parts(target)
    with book.transaction(writes=True) as connection:
        page = page_named(connection, book, page)
        found = _item(connection, book, page, name)
        return insert_review(connection, Review(action=action, anchors=(anchor_of(found.item, page),), reason=reason), _author(book, by))


def _items(connection: Connection, book: Ledger, page: str) -> list[ReviewedItem]:
    (reading,) = book.readings([page])
    return reviewed_items(reading, stored_reviews(connection), successors=successors(connection))


def _item(connection: Connection, book: Ledger, page: str, name: str) -> ReviewedItem:
    found = next((found for found in _items(connection, book, page) if found.item.name == name), None)
    if found is None:
        raise Missing(book.name, f"item {name!r} on page {page}", f"list what there is with `selon review items {page}`")
    return found


def _figures(book: Ledger, ids: Iterable[str]) -> tuple[Anchor, ...]:
    """The anchors of figures, each quantity once."""
    names: dict[str, list[str]] = {}
    for page, name in map(_parts, dict.fromkeys(ids)):
        names.setdefault(page, []).append(name)
    with book.transaction(writes=False) as connection:
        items = {page: {found.item.name: found.item for found in _items(connection, book, page)} for page in names}
    return tuple(anchor_of(items[page][name], page) for page, some in names.items() for name in some)


def _fact_with(book: Ledger, figures: Sequence[str]) -> tuple[Fact, list[str]]:
    """The fact that has a figure that begins like each of these, and the whole ids of the figures."""
    for fact in book.facts():
        ids = [figure.id for figure in fact.figures]
        wanted = [next((id for id in ids if _is_named(id, name)), None) for name in figures]
        if all(wanted) and wanted:
            return fact, [id for id in wanted if id]
        if any(wanted):
            raise SettingsError("split", ", ".join(figures), f"figures of one fact ({fact.id} has only some of them)")
    raise Missing(book.name, f"fact with the figure {', '.join(figures)}")


def _is_named(id: str, given: str) -> bool:
    page, name = _parts(given)
    whole, own = _parts(id)
    return whole.startswith(page) and own == name
