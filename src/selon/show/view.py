"""A ledger as people may see it: facts in the order in which they matter, names of private persons covered.

Whatever shows or exports a ledger looks through a view: the commands, the report, the web page, the exports, the Python API.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from selon.compare import compare
from selon.ledger import Ledger
from selon.ledger.order import in_order
from selon.ledger.private import private_anywhere, private_names
from selon.ledger.reviews import decided
from selon.ledger.search import terms_of
from selon.ledger.store import fact_called
from selon.model import Fact, Reading
from selon.show.hits import Found, found
from selon.show.private import HiddenNames, PrivateNames
from selon.show.upkeep import bring_up_to_date


class View:
    """What one command, or one request, shows of a ledger.

    `show_private` leaves the names of private persons as they are; whoever asks for that says so in the ledger's log
    (`Ledger.note_private_shown`).
    """

    def __init__(self, ledger: Ledger, *, show_private: bool = False, stores: bool = True) -> None:
        """With `stores` false nothing is written: where the stored facts are stale, they are compared for this view alone."""
        self.ledger = ledger
        self._show_private = show_private
        self._stores = stores

    def facts(self) -> list[Fact]:
        """Every fact, those first that need a look; compared anew where pages or reviews have come since they were stored."""
        return self.mask.mask_facts(in_order(self._current()))

    def fact(self, id: str) -> Fact:
        """One fact by its id, or by the beginning of it where only one fact's id begins so.

        Raises:
            Missing: No fact, or more than one.
        """
        if self._stores or not self.ledger.facts_are_stale():
            bring_up_to_date(self.ledger)
            return self.masked([self.ledger.fact(id)])[0]
        return self.masked([fact_called(id, compared(self.ledger), self.ledger.name)])[0]

    def masked(self, facts: Sequence[Fact]) -> list[Fact]:
        """These facts of the ledger as people may see them."""
        return self.mask_of({figure.page for fact in facts for figure in fact.figures}).mask_facts(facts)

    def readings(self, pages: Collection[str] | None = None) -> Iterator[Reading]:
        """The newest readings of these pages, or of all, as people have decided, in the order of the pages' ids."""
        mask = self.mask if pages is None else self.mask_of(pages)
        return (mask.mask_reading(reading) for reading in decided(self.ledger, pages).readings)

    def search(self, words: str) -> Iterator[Found]:
        """Where all these words stand, the best first: only what may be shown is looked at."""

        @lru_cache(maxsize=64)
        def reading_of(page: str) -> Reading:
            (reading,) = self.ledger.readings([page])
            names = {} if self._show_private else private_names(self.ledger, [page])
            return PrivateNames(names).mask_reading(reading)

        terms = terms_of(words)
        hits = (found(hit, reading_of(hit.page), terms) for hit in self.ledger.search(words))
        return (hit for hit in hits if hit is not None)

    def _current(self) -> list[Fact]:
        if self._stores:
            bring_up_to_date(self.ledger)
        elif self.ledger.facts_are_stale():
            return compared(self.ledger)
        return self.ledger.facts()

    @cached_property
    def mask(self) -> PrivateNames:
        """What covers the names of private persons; it covers nothing where they may be shown."""
        return PrivateNames({} if self._show_private else private_names(self.ledger))

    def hidden_names(self) -> HiddenNames:
        """The names that any page keeps private: what is counted over many pages leaves them out."""
        return HiddenNames(frozenset() if self._show_private else private_anywhere(self.ledger))

    def mask_of(self, pages: Iterable[str]) -> PrivateNames:
        """The same for these pages alone: what a large ledger can answer at once."""
        return PrivateNames({} if self._show_private else private_names(self.ledger, pages))


def compared(ledger: Ledger) -> list[Fact]:
    """The facts of the ledger as people have decided, compared now, in the order in which they matter."""
    now = decided(ledger)
    return in_order(compare(now.readings, groupings=now.groupings, notes=now.notes))
