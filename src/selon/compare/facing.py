"""Which figures of pages that meet are compared: those that count one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from selon.compare.candidate import Candidate, thing_key
from selon.compare.points import Indexes, coded

PagePair = tuple[str, str]
# So many pairs of pages at once: with pages of twenty figures not a hundred thousand pairs of figures.
_AT_ONCE = 2_000


class Facing:
    """Figures by page and thing, to be paired by their places in the list."""

    def __init__(self, figures: Sequence[Candidate]) -> None:
        page, pages = coded(figure.page for figure in figures)
        self._thing, things = coded(map(thing_key, figures))
        self._things = len(things)
        self._pages = {name: at for at, name in enumerate(pages)}
        self._of_page = _Groups(page)
        self._of_thing = _Groups(page * self._things + self._thing)

    def pairs(self, met: Iterable[PagePair]) -> Iterator[tuple[Indexes, Indexes]]:
        """The pairs of figures of each two pages that count one thing, killed and killed or wounded taken for one; of a page with itself each
        two figures once."""
        rest = iter(met)
        while some := list(islice(rest, _AT_ONCE)):
            ours, theirs = np.array([(self._pages[left], self._pages[right]) for left, right in some]).T
            row, left = self._of_page.members(ours)
            cell, right = self._of_thing.members(theirs[row] * self._things + self._thing[left])
            left = left[cell]
            once = (ours != theirs)[row[cell]] | (left < right)
            yield left[once], right[once]


class _Groups:
    """Which places have which number."""

    def __init__(self, numbers: Indexes) -> None:
        self._order = np.argsort(numbers, kind="stable")
        self._numbers, self._starts, self._counts = np.unique(numbers[self._order], return_index=True, return_counts=True)

    def members(self, wanted: Indexes) -> tuple[Indexes, Indexes]:
        """The places that have each wanted number, one after the other, with the index of the number in `wanted`."""
        at = np.minimum(np.searchsorted(self._numbers, wanted), len(self._numbers) - 1)
        counts = np.where(self._numbers[at] == wanted, self._counts[at], 0)
        which = np.repeat(np.arange(len(wanted)), counts)
        within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        return which, self._order[self._starts[at][which] + within]
