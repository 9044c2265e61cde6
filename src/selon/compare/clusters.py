"""Cluster candidates into questions: pages that share a key, then pairs of their figures, then average linkage.

Pairs that cannot be one question never share a cluster. The result depends on the candidates only, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from selon.compare.alike import SAME, THRESHOLD, Candidate, Occasion, may_be_one, occasion_of, points
from selon.compare.keys import blocks, chains_of, common_keys, thing_key
from selon.compare.linkage import Floats, average_linkage
from selon.compare.measured import KnownPoints, unpacked_points
from selon.links import FigureKey

# A component of more figures than this is cut by day: a war told by thousands of pages is no one question.
LARGEST_COMPONENT = 800

Groups = list[list[Candidate]]
Occasions = dict[tuple[str, str], Occasion]


def clusters(figures: Sequence[Candidate]) -> Groups:
    """The figures by question, each list and the list of lists in the order of the keys."""
    ties = tied(figures)
    found = [group for component in ties.components() for part in cut(component) for group in clustered(part, measured(part, ties.occasions))]
    return sorted(found, key=lambda group: group[0].key)


def tied(figures: Iterable[Candidate], common: Mapping[str, int] | None = None) -> Ties:
    """The figures, with ties between all that reach the threshold and share a key.

    `common` holds the keys that too many pages share, and how many, where there are more pages than those of `figures`.
    """
    pages: dict[str, list[Candidate]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.key):
        pages[figure.page].append(figure)
    chains = {page: chains_of(own) for page, own in pages.items()}
    ties = Ties()
    for own in pages.values():
        ties.add(own)
        ties.tie_page(own)
    for left, right in page_pairs(blocks(chains, common_keys(chains) if common is None else common)):
        ties.tie_pages(pages[left], pages[right])
    return ties


def page_pairs(found: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Each two pages of a block, once."""
    near: dict[str, set[str]] = defaultdict(set)
    for block in found:
        for at, page in enumerate(block):
            for other in block[at + 1 :]:
                near[min(page, other)].add(max(page, other))
    return ((left, right) for left in sorted(near) for right in sorted(near[left]))


def of_one_thing(ours: Sequence[Candidate], theirs: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """The pairs of two pages’ figures that count one thing, killed and killed or wounded taken for one."""
    by_thing: dict[str, list[Candidate]] = defaultdict(list)
    for figure in theirs:
        by_thing[thing_key(figure)].append(figure)
    return ((left, right) for left in ours for right in by_thing.get(thing_key(left), ()) if not _two_spots(left, right))


def _two_spots(left: Candidate, right: Candidate) -> bool:
    return left.spot is not None and right.spot is not None and left.spot != right.spot


class Ties:
    """Components while pairs come in: figures that pairs at the threshold tie together, directly or through others."""

    def __init__(self) -> None:
        self.occasions: Occasions = {}  # of page pairs, where they may serve again
        self._figures: dict[FigureKey, Candidate] = {}
        self._parent: dict[FigureKey, FigureKey] = {}

    def add(self, figures: Iterable[Candidate]) -> None:
        """Figures that stand alone as yet."""
        for figure in figures:
            self._figures[figure.key] = figure
            self._parent[figure.key] = figure.key

    def has(self, key: FigureKey) -> bool:
        """Whether this figure is in."""
        return key in self._figures

    def tie(self, left: FigureKey, right: FigureKey) -> None:
        """Tie two figures, by their keys."""
        one, other = self.root(left), self.root(right)
        self._parent[max(one, other)] = min(one, other)

    def tie_page(self, own: Sequence[Candidate]) -> None:
        """Tie the figures of one page among themselves."""
        for left, right in combinations(own, 2):
            self.tie_if(left, right, SAME)

    def tie_pages(self, ours: Sequence[Candidate], theirs: Sequence[Candidate]) -> None:
        """Tie figures of two pages."""
        if ours[0].page > theirs[0].page:
            ours, theirs = theirs, ours
        occasion = occasion_of(ours[0].anchors, theirs[0].anchors)
        if may_be_one(occasion, ours, theirs):
            self.occasions[ours[0].page, theirs[0].page] = occasion
            for left, right in of_one_thing(ours, theirs):
                self.tie_if(left, right, occasion)

    def tie_if(self, left: Candidate, right: Candidate, occasion: Occasion) -> None:
        """Tie two figures where their points reach the threshold; those tied already cost nothing."""
        one, other = self.root(left.key), self.root(right.key)
        if one == other:
            return
        found = points(left, right, occasion)
        if found is not None and found >= THRESHOLD:
            self._parent[max(one, other)] = min(one, other)

    def components(self) -> list[list[Candidate]]:
        """Each in the order of the keys."""
        found: dict[FigureKey, list[Candidate]] = defaultdict(list)
        for key, figure in sorted(self._figures.items()):
            found[self.root(key)].append(figure)
        return list(found.values())

    def root(self, key: FigureKey) -> FigureKey:
        """One figure that stands for all of the component: the first of them."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key


def cut(component: list[Candidate]) -> Iterator[list[Candidate]]:
    """The component itself; one that is too large in pieces of days that follow each other."""
    if len(component) <= LARGEST_COMPONENT:
        yield component
        return
    ordered = sorted(component, key=lambda figure: (_day(figure), figure.key))
    for start in range(0, len(ordered), LARGEST_COMPONENT):
        yield sorted(ordered[start : start + LARGEST_COMPONENT], key=lambda figure: figure.key)


def _day(figure: Candidate) -> str:
    days = figure.as_of or figure.anchors.days
    return str(days.first) if days else ""


def measured(part: Sequence[Candidate], occasions: Occasions, known: KnownPoints | None = None) -> Floats:
    """The points of all pairs of a part, as `average_linkage` wants them; `occasions` and `known` hold what was measured already."""
    size = len(part)
    found = known.matrix([figure.key for figure in part]) if known else np.full((size, size), np.nan)
    for at, left in enumerate(part):
        for n in np.flatnonzero(np.isnan(found[at, at + 1 :])).tolist():
            right = part[at + 1 + n]
            said = None if _two_spots(left, right) else points(left, right, _occasion(left, right, occasions))
            found[at, at + 1 + n] = found[at + 1 + n, at] = -np.inf if said is None else np.float32(said)  # as they are kept
    np.fill_diagonal(found, -np.inf)
    return found


def known_points(components: Mapping[str, list[Candidate]], kept: Mapping[tuple[str, int], bytes]) -> KnownPoints:
    """The points of these components, each in the order of the keys, from what was kept of their parts."""
    known = KnownPoints()
    for component, figures in components.items():
        for number, part in enumerate(cut(figures)):
            if (component, number) in kept:
                known.add([figure.key for figure in part], unpacked_points(kept[component, number], len(part)))
    return known


def clustered(part: Sequence[Candidate], known: Floats) -> Groups:
    """The questions of one part of a component, from the points of its pairs."""
    return [[part[at] for at in group] for group in average_linkage(known, threshold=THRESHOLD)]


def _occasion(left: Candidate, right: Candidate, known: Occasions) -> Occasion:
    if left.page == right.page:
        return SAME
    pages = left.page, right.page
    if pages not in known:
        known[pages] = occasion_of(left.anchors, right.anchors)
    return known[pages]
