"""The points of all pairs of one component as a matrix, and what of it is known from before."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from selon.compare.linkage import Floats
from selon.links import FigureKey

# Fewer figures are measured again sooner than their points are fetched.
KEPT_FROM = 16


class KnownPoints:
    """Points that were measured before; figures of which something has changed are not to be added."""

    def __init__(self) -> None:
        self._matrices: list[Floats] = []
        self._places: dict[FigureKey, tuple[int, int]] = {}

    def add(self, figures: Iterable[FigureKey], points: Floats) -> None:
        """The points of each two of these figures, which are in no other matrix."""
        self._places.update({figure: (len(self._matrices), at) for at, figure in enumerate(figures)})
        self._matrices.append(points)

    def matrix(self, figures: Sequence[FigureKey]) -> Floats:
        """Of shape (n, n), with `nan` for pairs that are not known."""
        found: Floats = np.full((len(figures), len(figures)), np.nan)
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, figure in enumerate(figures):
            if figure in self._places:
                number, there = self._places[figure]
                places[number].append((at, there))
        for number, some in places.items():
            here, known = np.array(some).T
            points = self._matrices[number]
            if len(known) < len(points) or (np.diff(known) != 1).any():
                points = points[known[:, None], known]
            found[here[:, None], here] = points
        return found


def packed_points(points: Floats) -> bytes:
    """The pairs above the diagonal, row by row."""
    return zlib.compress(points[_above_diagonal(len(points))].astype("<f4").tobytes(), 1)


def unpacked_points(content: bytes, size: int) -> Floats:
    """What `packed_points` was given, with `-inf` on the diagonal."""
    found: Floats = np.full((size, size), -np.inf)
    above = _above_diagonal(size)
    found[above] = found.T[above] = np.frombuffer(zlib.decompress(content), "<f4")
    return found


def _above_diagonal(size: int) -> NDArray[np.bool_]:
    return np.less.outer(np.arange(size), np.arange(size))
