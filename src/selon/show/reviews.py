"""Reviews as lines: one for each, its parts with tabs between them for a program, spaced out for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from selon.ledger.events import Event
from selon.model import Anchor, Review
from selon.review.decided import Lost, ReviewedItem
from selon.review.items import changed, shown
from selon.show.private import PrivateNames
from selon.show.table import review_in_short
from selon.show.terminal import is_terminal, row


def in_short(review: Review) -> str:
    """What was decided of what: `correct 0f3a9c2b71d4e658:q7 low 63 → 60`."""
    if review.undoes is not None:
        return f"undo {review.undoes}"
    parts = [review.action, *(review.facts or map(name_of, review.anchors))]
    if review.action == "split":
        parts += ["without", *map(name_of, review.anchors)]
    return " ".join([*parts, *values_of(review)])


def values_of(review: Review) -> Iterator[str]:
    """What a correction changes; nothing for other reviews."""
    if review.new and review.anchors:
        yield changed(review.anchors[0].read, review.new)


def excerpt(review: Review) -> str:
    """The words of the page that a review speaks of."""
    return " | ".join(anchor.words for anchor in review.anchors)


def name_of(anchor: Anchor) -> str:
    """How the item was called when it was reviewed."""
    return f"{anchor.page}:{anchor.name}"


def event_in_words(event: Event, mask: PrivateNames) -> list[str]:
    """What the log's hash stands for: a review's decision, words and reason; why something was forgotten, and by which entry."""
    if event.review is not None:
        review = mask.mask_review(event.review)
        return [in_short(review), f"“{excerpt(review)}”", review.reason]
    return [event.forgotten] if event.forgotten else []


def print_reviews(reviews: Iterable[Review], out: TextIO) -> None:
    """One line for each: number, time, author, decision, the words of the page, reason."""
    for review in reviews:
        _print(out, review.entry, review.at, review.by, in_short(review), f"“{excerpt(review)}”", review.reason)


def print_lost(lost: Iterable[Lost], out: TextIO) -> None:
    """As `print_reviews`, with why the review does not hold for the item."""
    for one in lost:
        words = f"“{one.anchor.words}”"
        _print(out, one.review.entry, one.review.at, one.review.by, in_short(one.review), name_of(one.anchor), one.because, words)


def print_items(page: str, items: Iterable[ReviewedItem], out: TextIO) -> None:
    """One line for each item: its whole name, its values, its words, and what was decided."""
    for one in items:
        values = ", ".join(f"{name} {shown(value)}" for name, value in one.item.values.items() if value is not None)
        notes = ", ".join(map(review_in_short, one.notes))
        _print(out, f"{page}:{one.item.name}", values, f"“{one.item.words}”", notes)


def _print(out: TextIO, *cells: object) -> None:
    line = row(*cells)
    out.write((line.rstrip("\t").replace("\t", "  ") if is_terminal(out) else line) + "\n")
