"""What people have decided, laid over the readings that count: corrected readings, figures brought together or taken apart, and the
reviews that hold for nothing any more.

Reviews are taken in the order of the log. The last decision on an item holds: whoever corrects or accepts what was rejected before
takes it in again. A correction holds for the item whatever a later version reads there, since it says what is right; an acceptance or
rejection only while the item is read as it was when the person saw it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from selon.model import Anchor, Reading, Review, ReviewNote, Value
from selon.resolve.private import private_names
from selon.review.attach import attach
from selon.review.corrections import with_changes, without
from selon.review.items import Item, changed, items_of

# A figure: its page, and its index among the figures of the page's reading.
FigureKey = tuple[str, int]
_PRIVATE = "private"


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A review that holds for nothing in the newest reading, or not for all it was given for: where, and why."""

    review: Review
    anchor: Anchor
    because: str


class Grouping(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that are of one fact; where `apart` is not empty, of another fact than those."""

    together: frozenset[FigureKey]
    apart: frozenset[FigureKey] = frozenset()


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """Readings as people have decided. `notes` are for figures; `private` are the names that each page keeps to itself."""

    readings: tuple[Reading, ...]
    groupings: tuple[Grouping, ...] = ()
    notes: dict[FigureKey, tuple[ReviewNote, ...]] = {}
    private: dict[str, tuple[str, ...]] = {}
    lost: tuple[Lost, ...] = ()


class ReviewedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item with the values that hold now, and the reviews that made them."""

    item: Item
    rejected: bool = False
    notes: tuple[ReviewNote, ...] = ()


class _State:
    """An item while its reviews are gone through."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.new: dict[str, Value] = {}
        self.rejected = False
        self.notes: list[ReviewNote] = []

    @property
    def values(self) -> dict[str, Value]:
        return {**self.item.values, **self.new}

    def take(self, review: Review, anchor: Anchor) -> str | None:
        """Let a review hold; the reason where it does not."""
        if review.action in ("accept", "reject") and anchor.read != self.values:
            return "is read otherwise now: " + changed(anchor.read, self.values)
        old: dict[str, Value] = {}
        if review.action == "correct":
            old = {name: self.values[name] for name in review.new}
            self.new.update(review.new)
        if review.action in ("accept", "correct", "reject"):
            self.rejected = review.action == "reject"
        self.notes.append(ReviewNote(action=review.action, by=review.by, reason=review.reason, old=old, new=review.new))
        return None


class _Held(NamedTuple):
    """A review with the items for which it holds: page and name of each."""

    review: Review
    together: frozenset[tuple[str, str]]
    apart: frozenset[tuple[str, str]]


class _Page:
    """One reading with its reviewed items."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.states: dict[str, _State] = {}

    @cached_property
    def items(self) -> list[Item]:
        return items_of(self.reading)

    def state_at(self, anchor: Anchor) -> _State | None:
        item = attach(anchor, self.items)
        return None if item is None else self.states.setdefault(item.name, _State(item))

    def decided(self) -> Reading:
        if not self.states:
            return self.reading
        rejected = {name for name, state in self.states.items() if state.rejected}
        return without(self.corrected(), rejected)

    def corrected(self) -> Reading:
        return with_changes(self.reading, {name: state.new for name, state in self.states.items()})

    def private(self, reviews: Sequence[Review]) -> tuple[str, ...]:
        """The private names as read, as corrected, and as any review told them, undone ones too: only who is said to be no private person
        is shown. A rejected statement keeps its name to itself, and so does one that is not read any more."""
        told = {name for review in reviews for name in self._told_in(review)}
        if not self.states and not told:
            return private_names(self.reading)
        changed = self.corrected()
        still = {said.id for said in changed.statements if said.speaker_type == "private"}
        as_read = tuple(msgspec.structs.replace(s, speaker_type="private") for s in self.reading.statements if s.id in still)
        names = {*private_names(changed), *private_names(msgspec.structs.replace(self.reading, statements=as_read)), *told}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def _told_in(self, review: Review) -> Iterator[str]:
        for anchor in review.anchors:
            if anchor.page != self.reading.article.id or not tells_private(anchor, review):
                continue
            item = attach(anchor, self.items)
            values = {} if item is None else self.states[item.name].values if item.name in self.states else item.values
            if values.get("speaker_type", _PRIVATE) == _PRIVATE:
                yield from (str(name) for name in (anchor.read["speaker"], review.new.get("speaker")) if name)


def tells_private(anchor: Anchor, review: Review) -> bool:
    """Whether a review speaks of somebody as of a private person."""
    return anchor.layer == "statement" and _PRIVATE in (anchor.read.get("speaker_type"), review.new.get("speaker_type"))


def live_reviews(reviews: Sequence[Review]) -> list[Review]:
    """The reviews that hold, without undos and what they undo; an undo that is itself undone undoes nothing."""
    undone: set[int] = set()
    for review in reversed(reviews):
        if review.undoes is not None and review.entry not in undone:
            undone.add(review.undoes)
    return [review for review in reviews if review.action != "undo" and review.entry not in undone]


def decide(readings: Iterable[Reading], reviews: Sequence[Review], *, successors: Mapping[str, str] | None = None) -> Decided:
    """The readings with all the reviews over them, in the order of the log.

    `readings` are the newest of their pages; reviews of other pages are left out. `successors` leads from a page whose text was
    blacked out in part to the page that took its place.
    """
    pages = {reading.article.id: _Page(reading) for reading in readings}
    reviews = [_moved(review, successors or {}) for review in reviews]
    held, lost = _laid_over(pages, reviews)
    by_page: dict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        for id in review.pages:
            by_page[id].append(review)
    found = [page.decided() for page in pages.values()]
    return Decided(
        readings=tuple(found),
        groupings=tuple(_groupings(held, found)),
        notes=_notes(pages, found),
        private={id: names for id, page in pages.items() if (names := page.private(by_page[id]))},
        lost=tuple(lost),
    )


def reviewed_items(reading: Reading, reviews: Sequence[Review], *, successors: Mapping[str, str] | None = None) -> list[ReviewedItem]:
    """Every item of a page's newest reading as it is now, the rejected ones too; called as in the reading."""
    page = _Page(reading)
    _laid_over({reading.article.id: page}, [_moved(review, successors or {}) for review in reviews])
    now = []
    for item in page.items:
        state = page.states.get(item.name)
        if state is None:
            now.append(ReviewedItem(item=item))
        else:
            item = msgspec.structs.replace(item, values=state.values)
            now.append(ReviewedItem(item=item, rejected=state.rejected, notes=tuple(state.notes)))
    return now


def _laid_over(pages: Mapping[str, _Page], reviews: Sequence[Review]) -> tuple[list[_Held], list[Lost]]:
    """Let all live reviews of these pages hold, one after the other."""
    lost: list[Lost] = []
    held: list[_Held] = []
    for review in live_reviews(reviews):
        if pages.keys() & set(review.pages):
            together = frozenset(_hold(review, review.anchors, pages, lost))
            apart = frozenset(_hold(review, review.rest, pages, lost, noted=False))
            held.append(_Held(review, together, apart))
    return held, lost


def _hold(
    review: Review, anchors: Sequence[Anchor], pages: Mapping[str, _Page], lost: list[Lost], *, noted: bool = True
) -> Iterator[tuple[str, str]]:
    """Let a review hold where its anchors are found, and give page and name of each of these items."""
    for anchor in anchors:
        page = pages.get(anchor.page)
        if page is None:
            continue
        state = page.state_at(anchor)
        because = "is not read any more" if state is None else state.take(review, anchor) if noted else None
        if because is not None:
            lost.append(Lost(review=review, anchor=anchor, because=because))
        elif state is not None:
            yield anchor.page, state.item.name


def _moved(review: Review, successors: Mapping[str, str]) -> Review:
    if not successors.keys() & set(review.pages):
        return review

    def moved(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
        return tuple(msgspec.structs.replace(anchor, page=successors.get(anchor.page, anchor.page)) for anchor in anchors)

    return msgspec.structs.replace(review, anchors=moved(review.anchors), rest=moved(review.rest))


def _groupings(held: Iterable[_Held], readings: Iterable[Reading]) -> Iterator[Grouping]:
    figures: dict[tuple[str, str], set[FigureKey]] = defaultdict(set)
    for reading in readings:
        for at, figure in enumerate(reading.figures):
            figures[reading.article.id, figure.quantity].add((reading.article.id, at))

    def keys(items: Iterable[tuple[str, str]]) -> frozenset[FigureKey]:
        return frozenset(key for item in items for key in figures[item])

    for review, together, apart in held:
        if review.action in ("merge", "split"):
            yield Grouping(together=keys(together), apart=keys(apart))


def _notes(pages: Mapping[str, _Page], readings: Sequence[Reading]) -> dict[FigureKey, tuple[ReviewNote, ...]]:
    """For each figure the reviews of its quantity, then of its statement."""
    notes: dict[FigureKey, tuple[ReviewNote, ...]] = {}
    for reading in readings:
        states = pages[reading.article.id].states
        for at, figure in enumerate(reading.figures):
            of_items = [states[name].notes for name in (figure.quantity, figure.statement or "") if name in states]
            if any(of_items):
                notes[reading.article.id, at] = tuple(note for some in of_items for note in some)
    return notes
