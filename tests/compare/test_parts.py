"""Figures clustered in slices and loads give what they give at once."""

from __future__ import annotations

from collections import Counter

import pytest

from made_pages import made_readings
from selon.compare.clusters import clusters
from selon.compare.keys import is_common
from selon.compare.link import candidates
from selon.compare.parts import by_page, key_rows, loads, parts, questions, slices, ties_between

FEW = 10  # pages that a key may have here before it is too common
FIGURES = candidates(list(made_readings(600)))


def test_slices_and_loads_give_the_same_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.compare.keys.LARGEST_BLOCK", FEW)
    pages = by_page(reversed(FIGURES))
    counts = Counter(key for _, key in key_rows(pages))
    common = {key: count for key, count in counts.items() if is_common(key, count)}
    assert common
    work = list(slices(pages, common, 20))
    assert len(work) > 2
    found = parts(pages, (tie for some in reversed(work) for tie in ties_between(some, pages)))
    assert sorted(figure.key for part in found for figure in part) == sorted(figure.key for figure in FIGURES)
    given = list(loads(found, 50))
    assert len(given) > 2
    assert [part for load in given for part in load] == found
    groups = [group for load in reversed(given) for group in questions(load)]
    assert sorted(groups, key=lambda group: group[0].key) == clusters(FIGURES)
