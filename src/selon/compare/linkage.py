"""Average linkage: the two clusters with the highest mean of points are merged while that reaches the threshold.

It keeps chains apart: a page that speaks of two events cannot make one event of them. Clusters with an impossible pair are never merged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def average_linkage(points: Floats | NDArray[np.float32], *, threshold: float) -> list[list[int]]:
    """The clusters, each in rising order, sorted by their first member.

    Args:
        points: Of shape (n, n), symmetric; `-inf` for a pair that cannot be one, `nan` for a pair that was not compared. The diagonal is ignored.
        threshold: The lowest mean at which two clusters are merged.
    """
    size = len(points)
    reach = points >= np.float64(threshold)
    np.fill_diagonal(reach, True)
    if size and reach.all():
        return [list(range(size))]  # then so is every mean
    known = ~np.isnan(points)
    total: Floats = np.where(known, points, 0.0).astype(np.float64)
    pairs: Floats = known.astype(np.float64)
    groups = {at: [at] for at in range(size)}
    gone = np.zeros(size, dtype=np.bool_)
    mean = _means(total, pairs)
    np.fill_diagonal(mean, -np.inf)
    best = mean.argmax(axis=1) if size else np.zeros(0, dtype=np.intp)
    tops: Floats = mean[np.arange(size), best] if size else np.zeros(0)
    while size and tops.max() >= threshold:
        left = int(tops.argmax())
        right = int(best[left])
        left, right = min(left, right), max(left, right)
        groups[left] += groups.pop(right)
        total[left] += total[right]
        pairs[left] += pairs[right]
        row = _means(total[left], pairs[left])
        gone[right] = True
        row[gone] = row[left] = -np.inf
        total[:, left], pairs[:, left] = total[left], pairs[left]
        mean[left], mean[:, left] = row, row
        mean[right], mean[:, right] = -np.inf, -np.inf
        stale = np.flatnonzero((best == left) | (best == right))
        better = (row > tops) | ((row == tops) & (left < best))
        best[better], tops[better] = left, row[better]
        for at in {left, right, *stale.tolist()}:
            best[at] = mean[at].argmax()
            tops[at] = mean[at, best[at]]
    return sorted(sorted(group) for group in groups.values())


def _means(total: Floats, pairs: Floats) -> Floats:
    """-inf where nothing is known."""
    return np.where(pairs > 0, total / np.maximum(pairs, 1.0), -np.inf)
