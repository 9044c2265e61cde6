"""Components that fall apart: a key that has become too common brings fewer pages together, and figures may have been tied through it alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

import msgspec
import numpy as np

from selon.compare.alike import THRESHOLD, Candidate
from selon.compare.clusters import Ties, known_points, measured
from selon.compare.features import PageFeatures, unpacked
from selon.compare.keys import all_keys, is_common, keys_in_use, number_of_parts, same_part
from selon.compare.shelf import Shelf
from selon.links import FigureKey


class Fallen(msgspec.Struct, frozen=True):
    """Components that have fallen apart, and for each of their figures the piece that it is in, called after its first figure."""

    components: frozenset[str] = frozenset()
    pieces: Mapping[FigureKey, FigureKey] = {}


def fallen_apart(shelf: Shelf, keys: Collection[str], without: Collection[str]) -> Fallen:
    """What falls apart as these keys bring fewer pages together than before; pages that come are left out."""
    together: dict[str, set[str]] = defaultdict(set)
    for key, place in shelf.places_of(shelf.pages_with(keys).difference(without)).items():
        together[place.component].add(key[0])
    meeting = Meeting(shelf)
    meeting.load({page for pages in together.values() if len(pages) > 1 for page in pages})
    weakened = [c for c, pages in together.items() if any(not meeting.meet(left, right) for left, right in combinations(sorted(pages), 2))]
    members: dict[str, list[FigureKey]] = defaultdict(list)
    for key, place in sorted(shelf.members(weakened).items()):
        members[place.component].append(key)
    whole = {component: figures for component, figures in members.items() if not any(page in without for page, _ in figures)}
    meeting.load({page for figures in whole.values() for page, _ in figures})
    candidates = {component: [meeting.features[page].candidates[at] for page, at in figures] for component, figures in whole.items()}
    known = known_points(candidates, shelf.points_of(whole))
    pieces: dict[FigureKey, FigureKey] = {}
    fallen: set[str] = set()
    for component, figures in candidates.items():
        ties = _ties(figures, measured(figures, {}, known), meeting)
        found = {figure.key: ties.root(figure.key) for figure in figures}
        if len(set(found.values())) > 1:
            fallen.add(component)
            pieces.update(found)
    return Fallen(frozenset(fallen), pieces)


def _ties(figures: list[Candidate], points: np.ndarray, meeting: Meeting) -> Ties:
    """The figures of one component with the ties that are left."""
    ties = Ties()
    ties.add(figures)
    for at, n in zip(*np.nonzero(np.triu(points >= THRESHOLD, 1)), strict=True):
        left, right = figures[at], figures[n]
        if ties.root(left.key) != ties.root(right.key) and (left.page == right.page or meeting.meet(left.page, right.page)):
            ties.tie(left.key, right.key)
    return ties


class Meeting:
    """Which pages are compared with each other."""

    def __init__(self, shelf: Shelf) -> None:
        self.features: dict[str, PageFeatures] = {}
        self._shelf = shelf
        self._counts: dict[str, int] = {}
        self._keys: dict[str, set[str]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def load(self, pages: Collection[str]) -> None:
        """Make pages known, all at once."""
        features = {page: unpacked(content) for page, content in self._shelf.features([p for p in pages if p not in self.features]).items()}
        keys = {page: all_keys(found.chains) for page, found in features.items()}
        self._counts.update(self._shelf.counts(set().union(*keys.values()) - self._counts.keys()))
        self._keys.update({page: keys_in_use(found.chains, self._is_common) for page, found in features.items()})
        self.features.update(features)

    def meet(self, left: str, right: str) -> bool:
        """Whether two pages that are known are compared with each other."""
        if (left, right) not in self._known:
            self._known[left, right] = any(
                not self._is_common(key) or same_part(left, right, number_of_parts(self._counts[key])) for key in self._keys[left] & self._keys[right]
            )
        return self._known[left, right]

    def _is_common(self, key: str) -> bool:
        return is_common(key, self._counts[key])
