"""Names of private persons as █, by as many as they have code points, wherever values leave the ledger for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

import msgspec

from selon.languages.fold import fold_same_length
from selon.model import Anchor, Comparison, Fact, FactFigure, Reading, Review, ReviewNote, Value
from selon.resolve.private import covered, masked
from selon.review.decided import Lost, ReviewedItem

_IN_WORD = re.compile(r"\w")


class HiddenNames:
    """Names, folded by `fold_same_length`, that no count over many pages may show."""

    def __init__(self, folded: Set[str]) -> None:
        self._folded = folded

    def hides(self, name: str) -> bool:
        """Whether a name has one of them in it: as a whole, or as words of it."""
        if not self._folded:
            return False
        # There may be many thousands of them, and a name has few parts: so each part is looked up.
        text = fold_same_length(name)
        starts = [n for n in range(len(text)) if n == 0 or not _IN_WORD.match(text[n - 1])]
        ends = [n for n in range(1, len(text) + 1) if n == len(text) or not _IN_WORD.match(text[n])]
        return any(text[start:end] in self._folded for start in starts for end in ends if start < end)


class PrivateNames:
    """The names that each page has to keep to itself, by the page's id, longest first: `selon.ledger.reviews.private_names`."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._names = names

    def mask_facts(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts with the names masked in whatever people read of them; ids and spans stay."""
        return [self._mask_fact(fact) for fact in facts]

    def mask_reading(self, reading: Reading) -> Reading:
        """The reading with the names masked in the text, and wherever a layer repeats one."""
        return masked(reading, self._names.get(reading.article.id, ()))

    def mask_review(self, review: Review) -> Review:
        """The review with the names masked in its words and values."""
        pages = review.pages
        return msgspec.structs.replace(
            review,
            reason=self.mask(review.reason, pages),
            new=self._mask_values(review.new, pages),
            anchors=tuple(self._mask_anchor(anchor) for anchor in review.anchors),
            rest=tuple(self._mask_anchor(anchor) for anchor in review.rest),
        )

    def mask_lost(self, lost: Lost) -> Lost:
        """The same for a review that is lost, with the reason why."""
        because = self.mask(lost.because, [lost.anchor.page])
        return Lost(review=self.mask_review(lost.review), anchor=self._mask_anchor(lost.anchor), because=because)

    def mask_item(self, found: ReviewedItem, page: str) -> ReviewedItem:
        """The same for an item of a page."""
        item = msgspec.structs.replace(found.item, words=self.mask(found.item.words, [page]), values=self._mask_values(found.item.values, [page]))
        return ReviewedItem(item=item, rejected=found.rejected, notes=tuple(self._mask_note(note, [page]) for note in found.notes))

    def mask(self, words: str, pages: Iterable[str]) -> str:
        """Words about some pages, their private names masked."""
        for page in pages:
            words = covered(words, self._names.get(page, ()))
        return words

    def _mask_fact(self, fact: Fact) -> Fact:
        pages = sorted({figure.page for figure in fact.figures} & self._names.keys())
        if not pages:
            return fact
        return msgspec.structs.replace(
            fact,
            title=self.mask(fact.title, pages),
            title_en=self.mask(fact.title_en, pages),
            because=self.mask(fact.because, pages),
            figures=tuple(self._mask_figure(figure) for figure in fact.figures),
            pairs=tuple(self._mask_pair(pair, pages) for pair in fact.pairs),
        )

    def _mask_figure(self, figure: FactFigure) -> FactFigure:
        page = [figure.page]
        return msgspec.structs.replace(
            figure,
            speaker=None if figure.speaker is None else self.mask(figure.speaker, page),
            relays=tuple(self.mask(relay, page) for relay in figure.relays),
            origin=self.mask(figure.origin, page),
            words=self.mask(figure.words, page),
            correction=None if figure.correction is None else self.mask(figure.correction, page),
            reviews=tuple(self._mask_note(note, page) for note in figure.reviews),
        )

    def _mask_note(self, note: ReviewNote, pages: Iterable[str]) -> ReviewNote:
        old, new = (self._mask_values(values, pages) for values in (note.old, note.new))
        return msgspec.structs.replace(note, reason=self.mask(note.reason, pages), old=old, new=new)

    def _mask_anchor(self, anchor: Anchor) -> Anchor:
        page = [anchor.page]
        return msgspec.structs.replace(anchor, words=self.mask(anchor.words, page), read=self._mask_values(anchor.read, page))

    def _mask_values(self, values: Mapping[str, Value], pages: Iterable[str]) -> dict[str, Value]:
        return {name: self.mask(value, pages) if isinstance(value, str) else value for name, value in values.items()}

    def _mask_pair(self, pair: Comparison, pages: Iterable[str]) -> Comparison:
        return msgspec.structs.replace(pair, because=self.mask(pair.because, pages))
