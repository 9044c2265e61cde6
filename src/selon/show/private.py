"""Names of private persons as █, by as many as they have code points, wherever values leave the ledger for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from selon.languages.fold import fold_same_length
from selon.model import Comparison, Fact, FactFigure, Reading

MASK = "█"


class PrivateNames:
    """The names that each page has to keep to itself; made from the readings of the pages where private persons speak."""

    def __init__(self, readings: Iterable[Reading], masked: Callable[[Reading], Reading]) -> None:
        self._patterns: dict[str, re.Pattern[str]] = {}
        for reading in readings:
            names = {name.strip() for name in _hidden(reading, masked(reading))} - {""}
            if names:
                self._patterns[reading.article.id] = _pattern(names)

    def mask_facts(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts with the names masked in whatever people read of them; ids and spans stay."""
        return [self._mask_fact(fact) for fact in facts]

    def mask(self, words: str, pages: Iterable[str]) -> str:
        """Words about some pages, their private names masked."""
        for page in pages:
            if page in self._patterns:
                words = _mask(words, self._patterns[page])
        return words

    def _mask_fact(self, fact: Fact) -> Fact:
        pages = sorted({figure.page for figure in fact.figures} & self._patterns.keys())
        if not pages:
            return fact
        return msgspec.structs.replace(
            fact,
            title=self.mask(fact.title, pages),
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
        )

    def _mask_pair(self, pair: Comparison, pages: Iterable[str]) -> Comparison:
        return msgspec.structs.replace(pair, because=self.mask(pair.because, pages))


def _hidden(reading: Reading, masked: Reading) -> Iterator[str]:
    """Whatever the masked reading does not show: runs of its text, and names."""
    text, shown = reading.article.text, masked.article.text
    for run in re.finditer(f"{MASK}+", shown):
        yield text[run.start() : run.end()]
    for said, said_masked in zip(reading.statements, masked.statements, strict=True):
        if said.speaker and said.speaker != said_masked.speaker:
            yield said.speaker
        if said.actor and said.actor != said_masked.actor:
            yield said.actor


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted((fold_same_length(name) for name in names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _mask(words: str, pattern: re.Pattern[str]) -> str:
    """The spelling may differ in capitals and accents: what is looked through is folded, character for character."""
    shown = list(words)
    for found in pattern.finditer(fold_same_length(words)):
        shown[found.start() : found.end()] = MASK * (found.end() - found.start())
    return "".join(shown)
