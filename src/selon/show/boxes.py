"""What the parts of a drawing take of its room, so that no words stand where a line goes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

# Left, right, top, bottom.
Box = tuple[float, float, float, float]
# The corners of a line, from its begin to its end.
Stroke = tuple[tuple[float, float], ...]


def overlap(left: Box, right: Box) -> bool:
    """Whether they have more in common than an edge."""
    return left[0] < right[1] and right[0] < left[1] and left[2] < right[3] and right[2] < left[3]


def boxes_along(stroke: Stroke, *, piece: float) -> Iterator[Box]:
    """What a line takes, in pieces about as long as `piece`: a box around the whole of a slanted one would take far more."""
    for (x1, y1), (x2, y2) in pairwise(stroke):
        pieces = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / piece))
        for n in range(pieces):
            xs = sorted(x1 + (x2 - x1) * share / pieces for share in (n, n + 1))
            ys = sorted(y1 + (y2 - y1) * share / pieces for share in (n, n + 1))
            yield xs[0] - 1, xs[1] + 1, ys[0] - 1, ys[1] + 1


def path(stroke: Stroke) -> str:
    """The line as SVG draws it."""
    return "M" + "L".join(f"{x} {y:.1f}" for x, y in stroke)
