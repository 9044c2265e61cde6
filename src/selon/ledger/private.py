"""Whose names a ledger keeps private: on which page, and anywhere."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from selon.languages.fold import fold_same_length
from selon.ledger import schema
from selon.ledger.reviews import decided, reviews_of, successors
from selon.ledger.store import Ledger
from selon.resolve.private import names_of_private
from selon.review.decided import tells_private


def private_names(book: Ledger, pages: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """For each page where private persons speak, or for these, the names to mask, longest first; what people have decided is heeded."""
    asked = None if pages is None else set(pages)
    _, telling = _reviewed_pages(book)
    return decided(book, {*book.private_pages(asked), *(telling if asked is None else telling & asked)}).private


def private_anywhere(book: Ledger) -> frozenset[str]:
    """Every name that any page keeps private, folded by `fold_same_length`: the same names as `private_names` has, without their pages."""
    reviewed, telling = _reviewed_pages(book)
    names = {name for some in decided(book, reviewed.intersection(book.private_pages(reviewed)) | telling).private.values() for name in some}
    said = schema.statement.c
    with book.transaction(writes=False) as connection:
        # The words of the index `private_speaker`, so that no statement is looked at.
        private = select(said.page, said.speaker, said.source).where(said.speaker_type == "private")
        for page, speaker, source in connection.execute(private):
            if page not in reviewed:
                names |= names_of_private(speaker, source)
    return frozenset(map(fold_same_length, names))


def _reviewed_pages(book: Ledger) -> tuple[set[str], set[str]]:
    """The pages that reviews speak of, and those where one speaks of a private person; successors in the place of what was forgotten."""
    with book.transaction(writes=False) as connection:
        moved = successors(connection)
    anchors = [(anchor.page, tells_private(anchor, review)) for review in reviews_of(book) for anchor in (*review.anchors, *review.rest)]
    return {moved.get(page, page) for page, _ in anchors}, {moved.get(page, page) for page, tells in anchors if tells}
