"""Cluster candidates into questions: pages that share a key, then pairs of their figures, then average linkage.

Pairs that cannot be one question never share a cluster. The result depends on the candidates only, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from selon.compare.alike import THRESHOLD
from selon.compare.candidate import Candidate
from selon.compare.facing import Facing, PagePair
from selon.compare.keys import blocks, chains_of, common_keys
from selon.compare.linkage import average_linkage
from selon.compare.measured import KnownPoints, Matrix
from selon.compare.points import IMPOSSIBLE, Points
from selon.compare.ties import Ties

# A component of more figures than this is cut by day: a war told by thousands of pages is no one question.
LARGEST_COMPONENT = 800

# So many pairs are measured at once.
_AT_ONCE = 1_000_000

Groups = list[list[Candidate]]


def clusters(figures: Sequence[Candidate]) -> Groups:
    """The figures by question, each list and the list of lists in the order of the keys."""
    points, ties = tied(figures)
    parts = [part for component in ties.components() for part in cut(component)]
    found = [group for part, known in measured(points, parts) for group in clustered(part, known)]
    return sorted(found, key=lambda group: group[0].key)


def tied(figures: Iterable[Candidate]) -> tuple[Points, Ties]:
    """The figures in the order of their keys, with ties between all that reach the threshold and share a page or a key."""
    pages: dict[str, list[Candidate]] = defaultdict(list)
    ordered = sorted(figures, key=lambda figure: figure.key)
    for figure in ordered:
        pages[figure.page].append(figure)
    chains = {page: chains_of(own) for page, own in pages.items()}
    points, ties = Points(ordered), Ties(ordered)
    tie_pages(points, ties, page_pairs(pages, blocks(chains, common_keys(chains))))
    return points, ties


def page_pairs(pages: Iterable[str], found: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Each page with itself, and each two pages of a block, once."""
    near: dict[str, set[str]] = {page: {page} for page in pages}
    for block in found:
        for at, page in enumerate(block):
            for other in block[at + 1 :]:
                near[min(page, other)].add(max(page, other))
    return ((left, right) for left in sorted(near) for right in sorted(near[left]))


def tie_pages(points: Points, ties: Ties, pairs: Iterable[PagePair]) -> None:
    """Tie the figures of these pages where their points reach the threshold; those tied already cost nothing. Both have the same figures."""
    for left, right in Facing(points.figures).pairs(pairs):
        apart = ties.roots(left) != ties.roots(right)
        left, right = left[apart], right[apart]
        reached = points.between(left, right) >= THRESHOLD
        ties.tie_places(left[reached], right[reached])


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


def measured(points: Points, parts: Iterable[Sequence[Candidate]], known: KnownPoints | None = None) -> Iterator[tuple[Sequence[Candidate], Matrix]]:
    """Each part with the points of all its pairs, as `average_linkage` wants them; what is `known` is not measured again.

    Many pairs are measured at once, but there is only one matrix at a time.
    """
    known = known or KnownPoints()
    some: list[_Part] = []
    pairs = 0
    for part in parts:
        some.append(_Part(part, points, known))
        pairs += len(some[-1].left)
        if pairs >= _AT_ONCE:
            yield from _filled(some, points, known)
            some, pairs = [], 0
    yield from _filled(some, points, known)


class _Part:
    """A part with the pairs that are yet to be measured, by their places in the part and by those of their figures."""

    def __init__(self, figures: Sequence[Candidate], points: Points, known: KnownPoints) -> None:
        self.figures = figures
        self.keys = [figure.key for figure in figures]
        row, column = np.divmod(np.flatnonzero(known.missing(self.keys)), max(1, len(figures)))
        self.row, self.column = row[row < column], column[row < column]
        places = np.array([points.place(figure) for figure in figures], dtype=np.int64)
        self.left, self.right = places[self.row], places[self.column]


def _filled(parts: Sequence[_Part], points: Points, known: KnownPoints) -> Iterator[tuple[Sequence[Candidate], Matrix]]:
    if not parts:
        return
    found = points.between(np.concatenate([part.left for part in parts]), np.concatenate([part.right for part in parts])).astype(np.float32)
    for part, own in zip(parts, np.split(found, np.cumsum([len(part.left) for part in parts])[:-1]), strict=True):
        matrix = known.matrix(part.keys)
        matrix[part.row, part.column] = matrix[part.column, part.row] = own
        np.fill_diagonal(matrix, IMPOSSIBLE)
        yield part.figures, matrix


def known_points(components: Mapping[str, list[Candidate]], kept: Mapping[tuple[str, int], bytes]) -> KnownPoints:
    """The points of these components, each in the order of the keys, from what was kept of their parts."""
    known = KnownPoints()
    for component, figures in components.items():
        for number, part in enumerate(cut(figures)):
            if (component, number) in kept:
                known.add([figure.key for figure in part], kept[component, number])
    return known


def clustered(part: Sequence[Candidate], known: Matrix) -> Groups:
    """The questions of one part of a component, from the points of its pairs."""
    return [[part[at] for at in group] for group in average_linkage(known, threshold=THRESHOLD)]
