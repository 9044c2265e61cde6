"""Cluster candidates into questions: blocking keys, then pairs within a block, then average linkage.

Average linkage keeps chains apart: a page that speaks of two events cannot make one event of them. Pairs that cannot be one question never share a cluster.
The result depends on the candidates only, not on their order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from selon.compare.alike import THRESHOLD, Candidate, points

ANCHORS_PER_PAGE = 8
# A key that more figures share than this names nothing (the dead of a long war): rarer keys bring its figures together.
LARGEST_BLOCK = 500

Key = tuple[str, ...]


def blocking_keys(figure: Candidate) -> set[Key]:
    """The keys of which two figures must share one to be compared at all: the thing counted, with an anchor, a number, or whose it is."""
    counted = figure.counted
    things = {"killed", "casualties"} if counted.doubtful else {counted.thing}
    value = figure.quantity.low if figure.quantity.low is not None else figure.quantity.high
    near = [("page", figure.page), ("number", f"{value:g}" if value is not None else "")]
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
        if len(block) <= LARGEST_BLOCK:
            for pair in combinations(block, 2):
                if pair not in scores:
                    scores[pair] = points(figures[pair[0]], figures[pair[1]])
    return scores


def _components(size: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(size))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for left, right in pairs:
        parent[max(root(left), root(right))] = min(root(left), root(right))
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(size):
        groups[root(at)].append(at)
    return list(groups.values())


def _average_linkage(members: list[int], figures: Sequence[Candidate], scores: Scores) -> list[list[int]]:
    """Merge the two clusters with the highest mean of points while it reaches the threshold; clusters with an impossible pair never."""
    groups = {at: [at] for at in members}
    sums: dict[tuple[int, int], float] = {}
    for pair in combinations(members, 2):
        if pair not in scores:
            scores[pair] = points(figures[pair[0]], figures[pair[1]])
        if (score := scores[pair]) is not None:
            sums[pair] = score
    heap = [(-score, pair) for pair, score in sums.items() if score >= THRESHOLD]
    heapq.heapify(heap)
    while heap:
        negative, (left, right) = heapq.heappop(heap)
        if left not in groups or right not in groups or _mean(sums, groups, left, right) != -negative:
            continue
        groups[left] += groups.pop(right)
        for other in groups:
            if other == left:
                continue
            ours, theirs = _pair(left, other), _pair(right, other)
            if ours in sums and theirs in sums:
                sums[ours] += sums.pop(theirs)
                if (mean := _mean(sums, groups, *ours) or 0.0) >= THRESHOLD:
                    heapq.heappush(heap, (-mean, ours))
            else:
                sums.pop(ours, None)
                sums.pop(theirs, None)
    return [sorted(group) for group in groups.values()]


def _pair(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)


def _mean(sums: dict[tuple[int, int], float], groups: dict[int, list[int]], left: int, right: int) -> float | None:
    total = sums.get((left, right))
    return None if total is None else total / (len(groups[left]) * len(groups[right]))
