"""Points of many pairs at once are those of each pair alone; which pairs there are, and what ties come of them."""

from __future__ import annotations

import weakref
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking_pages import told_pages
from made_pages import made_readings
from selon.compare import points
from selon.compare.candidate import thing_key
from selon.compare.facing import Facing
from selon.compare.link import candidates
from selon.compare.linkage import average_linkage
from selon.compare.points import IMPOSSIBLE, Points
from selon.compare.ties import Ties
from selon.garbage import not_looking

TOLD = sorted(candidates([one.given() for one in told_pages()]), key=lambda figure: figure.key)
MADE = sorted(candidates(list(made_readings(200))), key=lambda figure: figure.key)


def test_columns_are_gone_without_the_garbage_collector() -> None:
    columns = Points(TOLD)
    gone = weakref.ref(columns)
    with not_looking():
        del columns
        assert gone() is None


def test_at_once_and_one_by_one() -> None:
    left, right = np.triu_indices(len(TOLD), 1)
    found = Points(TOLD).between(left, right)
    assert 0 < np.isfinite(found).sum() < len(found)
    for at in [*np.flatnonzero(found > IMPOSSIBLE), *range(0, len(found), 100)]:
        pair = Points([TOLD[left[at]], TOLD[right[at]]])
        assert pair.between(np.array([0]), np.array([1])) == found[at]


def test_left_and_right_make_no_difference() -> None:
    left, right = np.triu_indices(len(TOLD), 1)
    some = Points(TOLD)
    assert (some.between(left, right) == some.between(right, left)).all()


def test_what_is_forgotten_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = np.triu_indices(len(MADE), 1)
    expected = Points(MADE).between(left, right)
    monkeypatch.setattr(points, "_REMEMBERED", 0)
    some = Points(MADE)
    assert (some.between(left, right) == expected).all()
    assert (some.between(left, right) == expected).all()


def test_figures_of_one_thing_face_each_other_once() -> None:
    pages = sorted({figure.page for figure in TOLD})[:12]
    met = [(one, other) for one in pages for other in pages if one <= other]
    found = [(int(a), int(b)) for left, right in Facing(TOLD).pairs(met) for a, b in zip(left, right, strict=True)]
    of_pages = [at for at, figure in enumerate(TOLD) if figure.page in pages]
    assert sorted(found) == [(a, b) for a, b in combinations(of_pages, 2) if thing_key(TOLD[a]) == thing_key(TOLD[b])]


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40), st.integers(1, 40))
def test_what_is_tied_through_others_is_one_component(pairs: list[tuple[int, int]], at_once: int) -> None:
    ties, expected = Ties(MADE[:20]), [{at} for at in range(30)]
    ties.add(MADE[20:30])
    for start in range(0, len(pairs), at_once):
        ties.tie((MADE[a].key, MADE[b].key) for a, b in pairs[start : start + at_once])
    for a, b in pairs:
        joined = next(group for group in expected if a in group) | next(group for group in expected if b in group)
        expected = [*(group for group in expected if not group & joined), joined]
    assert [[figure.key for figure in component] for component in ties.components()] == sorted([MADE[at].key for at in sorted(g)] for g in expected)
    assert ties.pieces() == {MADE[at].key: MADE[min(group)].key for group in expected for at in group}


def test_where_every_pair_reaches_the_threshold_there_is_one_cluster() -> None:
    all_reach = np.array([[np.inf, 3, 5], [3, np.inf, 4], [5, 4, np.inf]])
    assert average_linkage(all_reach, threshold=3) == [[0, 1, 2]]
    assert average_linkage(np.full((1, 1), -np.inf), threshold=3) == [[0]]
    not_known = np.where(np.eye(3, dtype=bool) | (all_reach == 3), np.nan, all_reach)
    assert average_linkage(not_known, threshold=4.5) == [[0, 2], [1]]
