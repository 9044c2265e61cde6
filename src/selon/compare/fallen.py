"""Components that fall apart: a key that has become too common brings fewer pages together, and figures may have been tied through it alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

import msgspec
import numpy as np

from selon.compare.alike import THRESHOLD
from selon.compare.clusters import known_points, measured
from selon.compare.keys import all_keys, tables_of
from selon.compare.points import Flags, Points
from selon.compare.shelf import Kept, Shelf
from selon.compare.ties import Ties
from selon.links import FigureKey


class Fallen(msgspec.Struct, frozen=True):
    """Components that have fallen apart, and for each of their figures the piece that it is in, called after its first figure."""

    components: frozenset[str] = frozenset()
    pieces: Mapping[FigureKey, FigureKey] = {}


def fallen_apart(shelf: Shelf, kept: Kept, keys: Collection[str], without: Collection[str]) -> Fallen:
    """What falls apart as these keys bring fewer pages together than before; pages that come are left out."""
    together: dict[str, set[str]] = defaultdict(set)
    for key, place in shelf.places_of(shelf.pages_with(keys).difference(without)).items():
        together[place.component].add(key[0])
    concerned = Meeting(shelf, kept, {page for pages in together.values() if len(pages) > 1 for page in pages})
    weakened = [component for component, pages in together.items() if len(pages) > 1 and not concerned.all_meet(pages)]
    members: dict[str, list[FigureKey]] = defaultdict(list)
    for key in sorted(places := shelf.members(weakened)):
        members[places[key].component].append(key)
    whole = {component: figures for component, figures in members.items() if not any(page in without for page, _ in figures)}
    meeting = Meeting(shelf, kept, {page for figures in whole.values() for page, _ in figures})
    candidates = {component: [meeting.features[page].candidates[at] for page, at in figures] for component, figures in whole.items()}
    points = Points([figure for figures in candidates.values() for figure in figures])
    known = known_points(candidates, shelf.points_of(whole))
    pieces: dict[FigureKey, FigureKey] = {}
    fallen: set[str] = set()
    for component, (figures, matrix) in zip(candidates, measured(points, candidates.values(), known), strict=True):
        ties = Ties(figures)
        left, right = np.nonzero(np.triu(matrix >= THRESHOLD, 1))
        met = meeting.meet([figure.page for figure in figures])[left, right]
        ties.tie_places(left[met], right[met])
        found = ties.pieces()
        if len(set(found.values())) > 1:
            fallen.add(component)
            pieces.update(found)
    return Fallen(frozenset(fallen), pieces)


class Meeting:
    """Which of these pages are compared with each other."""

    def __init__(self, shelf: Shelf, kept: Kept, pages: Collection[str]) -> None:
        self.features = kept.of(pages)
        keys = {page: all_keys(features.chains) for page, features in self.features.items()}
        counts = shelf.counts(set().union(*keys.values()))
        self._places = {page: at for at, page in enumerate(self.features)}
        tables = [tables_of(page, features.chains, counts) for page, features in self.features.items()]
        shared = [table for table, pages_there in Counter(chain.from_iterable(tables)).items() if pages_there > 1]
        at_table: Flags = np.array([[table in own for table in shared] for own in tables], dtype=np.bool_).reshape(len(tables), len(shared))
        self._meet = np.eye(len(tables), dtype=np.bool_) | (at_table.astype(np.float32) @ at_table.T.astype(np.float32) > 0)

    def meet(self, pages: Iterable[str]) -> Flags:
        """Of shape (n, n): whether these pages are compared with each other; each is with itself."""
        places = [self._places[page] for page in pages]
        found: Flags = self._meet[np.ix_(places, places)]
        return found

    def all_meet(self, pages: Iterable[str]) -> bool:
        """Whether each is compared with each."""
        return bool(self.meet(pages).all())
