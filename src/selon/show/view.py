"""A ledger as people may see it: facts in the order in which they matter, names of private persons covered.

Whatever shows or exports a ledger looks through a view: the commands, the report, the web page, the exports, the Python API.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from selon.compare import compare
from selon.ledger import Ledger
from selon.model import Fact, Reading
from selon.resolve.private import masked
from selon.show.order import in_order
from selon.show.private import PrivateNames


class View:
    """What one command, or one request, shows of a ledger.

    `show_private` leaves the names of private persons as they are; whoever asks for that says so in the ledger's log
    (`Ledger.note_private_shown`).
    """

    def __init__(self, ledger: Ledger, *, show_private: bool = False) -> None:
        self.ledger = ledger
        self._show_private = show_private

    def facts(self) -> list[Fact]:
        """Every fact, those first that need a look; compared anew where pages have come since they were stored."""
        self._bring_up_to_date()
        return self._covered(in_order(self.ledger.facts()))

    def fact(self, id: str) -> Fact:
        """One fact by its id, or by the beginning of it where only one fact's id begins so.

        Raises:
            Missing: No fact, or more than one.
        """
        self._bring_up_to_date()
        (fact,) = self._covered([self.ledger.fact(id)])
        return fact

    def readings(self, pages: Iterable[str] | None = None) -> Iterator[Reading]:
        """The newest readings of these pages, or of all, in the order of the pages' ids."""
        return (reading if self._show_private else masked(reading) for reading in self.ledger.readings(pages))

    def _bring_up_to_date(self) -> None:
        if self.ledger.facts_are_stale():
            seen = self.ledger.last_reading()
            self.ledger.store_facts(compare(list(self.ledger.readings())), seen=seen)

    def _covered(self, facts: list[Fact]) -> list[Fact]:
        return facts if self._show_private else self._private_names.mask_facts(facts)

    @cached_property
    def _private_names(self) -> PrivateNames:
        return PrivateNames(self.ledger.readings(self.ledger.private_pages()))
