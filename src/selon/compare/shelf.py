"""What comparing a page that comes asks of the pages compared before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from selon.compare.features import PageFeatures, unpacked
from selon.links import FactName, FigureKey, KnownFact, PageLinks, Standing
from selon.model import LinkedFact


class Shelf(Protocol):
    """What is kept of the pages compared before: `selon.ledger.linking.Linking`."""

    def counts(self, keys: Collection[str]) -> dict[str, int]:
        """For each key the number of pages that have it."""

    def pages_with(self, keys: Collection[str]) -> set[str]:
        """The pages that have any of these keys."""

    def features(self, pages: Collection[str]) -> dict[str, bytes]:
        """What was put of these pages."""

    def places_of(self, pages: Collection[str]) -> dict[FigureKey, Standing]:
        """Where the figures of these pages stand."""

    def members(self, components: Collection[str]) -> dict[FigureKey, Standing]:
        """The figures of these components."""

    def points_of(self, components: Collection[str]) -> dict[tuple[str, int], bytes]:
        """The points of the parts of these components that were kept."""

    def names_of(self, facts: Collection[str]) -> dict[str, FactName]:
        """The names of these facts."""

    def names_in(self, events: Collection[str]) -> dict[str, FactName]:
        """The names of all facts of these events."""

    def linked_to(self, facts: Collection[str]) -> dict[str, tuple[LinkedFact, ...]]:
        """For each of these facts what it is linked to."""

    def known(self, facts: Collection[str]) -> dict[str, KnownFact]:
        """What is known of these facts."""

    def put_pages(self, pages: Mapping[str, PageLinks], before: Mapping[str, Collection[str]]) -> None:
        """Keep these pages; `before` are the keys of those that are there already."""


class Kept:
    """The features of pages on a shelf, as they were when they were asked for first; each page's are unpacked once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._features: dict[str, PageFeatures] = {}

    def __getitem__(self, page: str) -> PageFeatures:
        """Those of a page that was asked for."""
        return self._features[page]

    def of(self, pages: Collection[str]) -> dict[str, PageFeatures]:
        """Those of these pages that are on the shelf."""
        missing = [page for page in pages if page not in self._features]
        self._features.update({page: unpacked(content) for page, content in self._shelf.features(missing).items()})
        return {page: self._features[page] for page in pages if page in self._features}
