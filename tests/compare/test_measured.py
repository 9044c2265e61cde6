"""Points that are kept packed come back in any order, and of pairs that were never measured it is known."""

from __future__ import annotations

import numpy as np

from selon.compare.measured import KnownPoints, Matrix, packed_points
from selon.links import FigureKey

FIRST: list[FigureKey] = [("a", 0), ("b", 1), ("c", 0)]
SECOND: list[FigureKey] = [("d", 0), ("e", 2)]
NEW: FigureKey = ("n", 0)


def points(size: int, start: float) -> Matrix:
    """Each pair has another number."""
    found = np.arange(start, start + size * size, dtype=np.float32).reshape(size, size)
    return np.maximum(found, found.T)


def test_figures_of_two_components_and_a_new_one() -> None:
    first, second = points(3, 1.5), points(2, 50.25)
    known = KnownPoints()
    known.add(FIRST, packed_points(first))
    known.add(SECOND, packed_points(second))
    wanted = [SECOND[1], FIRST[2], NEW, FIRST[0], SECOND[0], FIRST[1]]
    found, missing = known.matrix(wanted), known.missing(wanted)
    for at, one in enumerate(wanted):
        for there, other in enumerate(wanted):
            of = next(((keys, kept) for keys, kept in ((FIRST, first), (SECOND, second)) if one in keys and other in keys), None)
            assert missing[at, there] == (of is None)
            if of is None:
                assert np.isnan(found[at, there])
            elif at != there:
                assert found[at, there] == of[1][of[0].index(one), of[0].index(other)]


def test_where_nothing_is_known_everything_is_missing() -> None:
    assert KnownPoints().missing([NEW, FIRST[0]]).all()
    assert np.isnan(KnownPoints().matrix([NEW, FIRST[0]])).all()
