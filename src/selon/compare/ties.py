"""Components while pairs come in: figures that are tied together, directly or through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from selon.compare.candidate import Candidate
from selon.compare.points import Indexes
from selon.links import FigureKey


class Ties:
    """Figures, each with its place in the order in which they came."""

    def __init__(self, figures: Iterable[Candidate] = ()) -> None:
        self._figures: list[Candidate] = []
        self._places: dict[FigureKey, int] = {}
        self._parent: Indexes = np.zeros(0, dtype=np.int64)
        self.add(figures)

    def add(self, figures: Iterable[Candidate]) -> None:
        """Figures that stand alone as yet."""
        for figure in figures:
            self._places[figure.key] = len(self._figures)
            self._figures.append(figure)
        self._parent = np.concatenate((self._parent, np.arange(len(self._parent), len(self._figures))))

    def has(self, key: FigureKey) -> bool:
        """Whether this figure is in."""
        return key in self._places

    def tie(self, pairs: Iterable[tuple[FigureKey, FigureKey]]) -> None:
        """Tie the two figures of each pair."""
        places = np.array([(self._places[left], self._places[right]) for left, right in pairs], dtype=np.int64).reshape(-1, 2)
        self.tie_places(places[:, 0], places[:, 1])

    def tie_places(self, left: Indexes, right: Indexes) -> None:
        """The same by the places of the figures."""
        while True:
            one, other = self.roots(left), self.roots(right)
            apart = one != other
            if not apart.any():
                return
            # Each root points to the first of the roots that it is tied to: always forward, so that there is no circle.
            np.minimum.at(self._parent, np.maximum(one, other)[apart], np.minimum(one, other)[apart])

    def tied_to(self, keys: Iterable[FigureKey]) -> set[FigureKey]:
        """All figures of the components of these."""
        roots = self.roots(np.arange(len(self._figures)))
        found = np.isin(roots, roots[[self._places[key] for key in keys]])
        return {self._figures[at].key for at in np.flatnonzero(found).tolist()}

    def pieces(self) -> dict[FigureKey, FigureKey]:
        """For each figure one that stands for its component: the first that came."""
        roots = self.roots(np.arange(len(self._figures))).tolist()
        return {figure.key: self._figures[root].key for figure, root in zip(self._figures, roots, strict=True)}

    def roots(self, places: Indexes) -> Indexes:
        """The same by places, for many."""
        found = self._parent[places]
        while ((above := self._parent[found]) != found).any():
            found = above
        self._parent[places] = found
        return found

    def components(self) -> list[list[Candidate]]:
        """Each in the order of the keys."""
        found: dict[int, list[Candidate]] = defaultdict(list)
        roots = self.roots(np.arange(len(self._figures))).tolist()
        for at in sorted(range(len(roots)), key=lambda at: self._figures[at].key):
            found[roots[at]].append(self._figures[at])
        return list(found.values())
