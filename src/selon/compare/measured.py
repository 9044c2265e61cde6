"""The points of all pairs of one component as a matrix, and what of it is known from before."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from selon.links import FigureKey

# As they are kept.
Matrix = NDArray[np.float32]
Flags = NDArray[np.bool_]

# Fewer figures are measured again sooner than their points are fetched.
KEPT_FROM = 16


class KnownPoints:
    """Points that were measured before; figures of which something has changed are not to be added. They stay packed until they are asked for."""

    def __init__(self) -> None:
        self._packed: list[tuple[bytes, int]] = []
        self._places: dict[FigureKey, tuple[int, int]] = {}

    def add(self, figures: Sequence[FigureKey], packed: bytes) -> None:
        """The points of each two of these figures, which are in no other matrix, as `packed_points` packs them."""
        self._places.update({figure: (len(self._packed), at) for at, figure in enumerate(figures)})
        self._packed.append((packed, len(figures)))

    def missing(self, figures: Sequence[FigureKey]) -> Flags:
        """Of shape (n, n): which pairs are not known."""
        matrix = np.array([self._places.get(figure, (-1, 0))[0] for figure in figures], dtype=np.int32)
        alone = matrix < 0
        missing: Flags = (matrix[:, None] != matrix) | alone[:, None]
        return missing

    def matrix(self, figures: Sequence[FigureKey]) -> Matrix:
        """Of shape (n, n), with `nan` for pairs that are not known."""
        size = len(figures)
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, figure in enumerate(figures):
            if figure in self._places:
                number, there = self._places[figure]
                places[number].append((at, there))
        found: Matrix | None = None
        for number, some in places.items():
            here, known = np.array(some).T
            column, other = np.zeros(size, dtype=np.intp), np.ones(size, dtype=np.bool_)
            column[here], other[here] = known, False
            points = unpacked_points(*self._packed[number]).take(column, axis=0).take(column, axis=1)
            points[other] = points[:, other] = np.nan
            found = points if found is None else np.where(np.isnan(found), points, found)
        return np.full((size, size), np.nan, dtype=np.float32) if found is None else found


def packed_points(points: Matrix) -> bytes:
    """The pairs above the diagonal, row by row."""
    return zlib.compress(points[_above_diagonal(len(points))].astype("<f4", copy=False).tobytes(), 1)


def unpacked_points(content: bytes, size: int) -> Matrix:
    """What `packed_points` was given, with `-inf` on the diagonal."""
    found: Matrix = np.full((size, size), -np.inf, dtype=np.float32)
    above = _above_diagonal(size)
    found[above] = found.T[above] = np.frombuffer(zlib.decompress(content), "<f4")
    return found


def _above_diagonal(size: int) -> Flags:
    return np.less.outer(np.arange(size), np.arange(size))
