"""Names of private persons as █, by as many as they have code points, wherever values leave the ledger for people."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from selon.model import Comparison, Fact, FactFigure, Reading
from selon.resolve.private import covered, private_names


class PrivateNames:
    """The names that each page has to keep to itself; made from the readings of the pages where private persons speak."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._names = {reading.article.id: names for reading in readings if (names := private_names(reading))}

    def mask_facts(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts with the names masked in whatever people read of them; ids and spans stay."""
        return [self._mask_fact(fact) for fact in facts]

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
        )

    def _mask_pair(self, pair: Comparison, pages: Iterable[str]) -> Comparison:
        return msgspec.structs.replace(pair, because=self.mask(pair.because, pages))
