"""Cluster candidates into questions: blocking keys, then pairs within a block, then average linkage.

Average linkage keeps chains apart: a page that speaks of two events cannot make one event of them. Pairs that cannot be one
question never share a cluster. The result depends on the candidates only, not on their order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from selon.compare.alike import THRESHOLD, Candidate, points

ANCHORS_PER_PAGE = 8
# Of a key that more figures share than this (the dead of a long war), each is compared with so many that come next by day; what
# lies further apart is brought together by rarer keys, or through what lies between.
LARGEST_BLOCK, NEIGHBOURS = 500, 50

Key = tuple[str, ...]


def blocking_keys(figure: Candidate) -> set[Key]:
    """The keys of which two figures must share one to be compared at all: the thing counted, with an anchor, a number, or whose it is."""
    counted = figure.counted
    things = {"killed", "casualties"} if counted.doubtful else {counted.thing}
    value = figure.quantity.low if figure.quantity.low is not None else figure.quantity.high
    near: list[Key] = [("page", figure.page), ("number", f"{value:g}" if value is not None else "")]
    near += [("anchor", name) for name in figure.anchors.strong()[:ANCHORS_PER_PAGE]]
    near += [("country", code, counted.what) for code in figure.anchors.countries if counted.what]
    near += [("side", counted.side)] if counted.side else []
    return {(thing, *key) for thing in things for key in near}


def clusters(figures: Sequence[Candidate]) -> list[list[Candidate]]:
    """The figures by question, each list and the list of lists in the order of the keys."""
    figures = sorted(figures, key=lambda figure: figure.key)
    scores = _compared(figures)
    found: list[list[Candidate]] = []
    for component in _components(len(figures), [pair for pair, score in scores.items() if score is not None and score >= THRESHOLD]):
        found += [[figures[at] for at in group] for group in _average_linkage(component, figures, scores)]
    return sorted(found, key=lambda group: group[0].key)


Scores = dict[tuple[int, int], float | None]


def _compared(figures: Sequence[Candidate]) -> Scores:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for at, figure in enumerate(figures):
        for key in blocking_keys(figure):
            blocks[key].append(at)
    scores: Scores = {}
    for block in blocks.values():
        for pair in combinations(block, 2) if len(block) <= LARGEST_BLOCK else _near_in_time(block, figures):
            if pair not in scores:
                scores[pair] = points(figures[pair[0]], figures[pair[1]])
    return scores


def _near_in_time(block: list[int], figures: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Each figure with those that come next by day: of a long war's dead, the numbers of one week meet."""

    def when(at: int) -> tuple[str, int]:
        days = figures[at].as_of or figures[at].anchors.days
        return str(days.first) if days else "", at

    ordered = sorted(block, key=when)
    for place, at in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            yield _pair(at, other)


def _components(size: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(size))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for left, right in pairs:
        one, other = root(left), root(right)
        parent[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(size):
        groups[root(at)].append(at)
    return list(groups.values())


class _Between(NamedTuple):
    """What is known between two clusters: the points of `pairs` pairs, and whether one of them is impossible."""

    total: float
    pairs: int
    impossible: bool

    @property
    def mean(self) -> float:
        return self.total / self.pairs


def _average_linkage(members: list[int], figures: Sequence[Candidate], scores: Scores) -> list[list[int]]:
    """Merge the two clusters with the highest mean of points while it reaches the threshold; clusters with an impossible pair never.

    The mean is that of all pairs; in a component too large for that, of the pairs that were compared.
    """
    groups = {at: [at] for at in members}
    near = _neighbours(members, figures, scores)
    heap = [(-between.mean, (left, right)) for left in members for right, between in near[left].items() if left < right and _may_merge(between)]
    heapq.heapify(heap)
    while heap:
        negative, (left, right) = heapq.heappop(heap)
        known = near.get(left, {}).get(right)
        if known is None or not _may_merge(known) or known.mean != -negative:
            continue
        groups[left] += groups.pop(right)
        theirs = near.pop(right)
        for other, between in theirs.items():
            del near[other][right]
            if other != left:
                ours = near[left].get(other, _Between(0.0, 0, False))
                both = _Between(ours.total + between.total, ours.pairs + between.pairs, ours.impossible or between.impossible)
                near[left][other] = near[other][left] = both
                if _may_merge(both):
                    heapq.heappush(heap, (-both.mean, _pair(left, other)))
    return [sorted(group) for group in groups.values()]


def _neighbours(members: list[int], figures: Sequence[Candidate], scores: Scores) -> dict[int, dict[int, _Between]]:
    """For each figure of a component what is known between it and the others."""
    near: dict[int, dict[int, _Between]] = {at: {} for at in members}
    if len(members) <= LARGEST_BLOCK:
        for pair in combinations(members, 2):
            if pair not in scores:
                scores[pair] = points(figures[pair[0]], figures[pair[1]])
        pairs = list(combinations(members, 2))
    else:
        inside = set(members)
        pairs = [pair for pair in scores if pair[0] in inside and pair[1] in inside]
    for left, right in pairs:
        score = scores[left, right]
        near[left][right] = near[right][left] = _Between(score or 0.0, 1, score is None)
    return near


def _may_merge(between: _Between) -> bool:
    return not between.impossible and between.mean >= THRESHOLD


def _pair(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)
