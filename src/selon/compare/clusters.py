"""Cluster candidates into questions: pages that share a key, then pairs of their figures, then average linkage.

Pairs that cannot be one question never share a cluster. The result depends on the candidates only, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from selon.compare.alike import SAME, THRESHOLD, Candidate, Occasion, may_be_one, occasion_of, points
from selon.compare.keys import Chain, blocks, chains_of, common_keys, thing_key
from selon.compare.linkage import average_linkage

# A component of more figures than this is cut by day: a war told by thousands of pages is no one question.
LARGEST_COMPONENT = 800

Groups = list[list[Candidate]]
Occasions = dict[tuple[str, str], Occasion]


def clusters(figures: Sequence[Candidate]) -> Groups:
    """The figures by question, each list and the list of lists in the order of the keys."""
    found = [group for component in components(figures) for group in component]
    return sorted(found, key=lambda group: group[0].key)


def components(figures: Iterable[Candidate], common: frozenset[str] | None = None) -> list[Groups]:
    """The questions, by component: figures of two components have nothing to do with each other, so that each can be clustered alone.

    `common` holds the keys that too many pages share, where there are more pages than those of `figures`.
    """
    pages: dict[str, list[Candidate]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.key):
        pages[figure.page].append(figure)
    chains = {page: chains_of(own) for page, own in pages.items()}
    occasions: Occasions = {}
    joined = _joined(pages, chains, common_keys(chains) if common is None else common, occasions)
    return [clustered(part, occasions) for component in joined for part in cut(component)]


def _joined(
    pages: Mapping[str, list[Candidate]], chains: Mapping[str, Sequence[Chain]], common: frozenset[str], occasions: Occasions
) -> list[list[Candidate]]:
    """Figures that pairs at the threshold tie together, each list in the order of the keys. Occasions that may serve again are kept."""
    ties = Ties()
    for own in pages.values():
        ties.add(own)
        for left, right in combinations(own, 2):
            ties.tie_if(left, right, SAME)
    for left_page, right_page in page_pairs(blocks(chains, common)):
        ours, theirs = pages[left_page], pages[right_page]
        occasion = occasion_of(ours[0].anchors, theirs[0].anchors)
        if may_be_one(occasion, ours, theirs):
            occasions[left_page, right_page] = occasion
            for left, right in of_one_thing(ours, theirs):
                ties.tie_if(left, right, occasion)
    return ties.components()


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
    """Components while pairs come in."""

    def __init__(self) -> None:
        self._figures: dict[tuple[str, int], Candidate] = {}
        self._parent: dict[tuple[str, int], tuple[str, int]] = {}

    def add(self, figures: Iterable[Candidate]) -> None:
        """Figures that stand alone as yet."""
        for figure in figures:
            self._figures[figure.key] = figure
            self._parent[figure.key] = figure.key

    def tie(self, left: tuple[str, int], right: tuple[str, int]) -> None:
        """Tie two figures, by their keys."""
        one, other = self._root(left), self._root(right)
        self._parent[max(one, other)] = min(one, other)

    def tie_if(self, left: Candidate, right: Candidate, occasion: Occasion) -> None:
        """Tie two figures where their points reach the threshold; those tied already cost nothing."""
        one, other = self._root(left.key), self._root(right.key)
        if one == other:
            return
        found = points(left, right, occasion)
        if found is not None and found >= THRESHOLD:
            self._parent[max(one, other)] = min(one, other)

    def components(self) -> list[list[Candidate]]:
        """In the order of the keys."""
        found: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
        for key, figure in self._figures.items():
            found[self._root(key)].append(figure)
        return list(found.values())

    def _root(self, key: tuple[str, int]) -> tuple[str, int]:
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


def clustered(component: list[Candidate], occasions: Occasions) -> Groups:
    """The questions of one component; `occasions` are those that are known already."""
    size = len(component)
    if size == 1:
        return [component]
    known = np.full((size, size), -np.inf)
    for at, left in enumerate(component):
        for n in range(at + 1, size):
            right = component[n]
            found = None if _two_spots(left, right) else points(left, right, _occasion(left, right, occasions))
            if found is not None:
                known[at, n] = known[n, at] = found
    return [[component[at] for at in group] for group in average_linkage(known, threshold=THRESHOLD)]


def _occasion(left: Candidate, right: Candidate, known: Occasions) -> Occasion:
    if left.page == right.page:
        return SAME
    pages = left.page, right.page
    if pages not in known:
        known[pages] = occasion_of(left.anchors, right.anchors)
    return known[pages]
