"""Copies of made dispatches, cut and rewritten, are told from what other writers wrote on the same events."""

from __future__ import annotations

import pytest

from made_dispatches import made_set, scored


@pytest.mark.parametrize("seed", [1, 2])
def test_copies_of_one_dispatch(seed: int) -> None:
    precision, recall, copies = scored(made_set(seed))
    assert copies >= 200
    assert precision >= 0.95
    assert recall >= 0.95
