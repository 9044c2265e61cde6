"""Average linkage on a matrix of points, and the keys that bring pages together."""

from __future__ import annotations

import numpy as np

from selon.compare.keys import LARGEST_BLOCK, blocks, common_keys, keys_in_use, number_of_parts, same_part
from selon.compare.linkage import average_linkage

NEVER = -np.inf


def test_the_mean_over_all_pairs_decides() -> None:
    chain = np.array([[0, 5, 0], [5, 0, 4], [0, 4, 0]], dtype=float)
    assert average_linkage(chain, threshold=3) == [[0, 1], [2]]
    assert average_linkage(chain, threshold=2) == [[0, 1, 2]]


def test_an_impossible_pair_is_never_in_one_cluster() -> None:
    points = np.array([[0, 5, NEVER], [5, 0, 9], [NEVER, 9, 0]], dtype=float)
    assert average_linkage(points, threshold=3) == [[0], [1, 2]]


def test_nothing_and_one() -> None:
    assert average_linkage(np.zeros((0, 0)), threshold=3) == []
    assert average_linkage(np.zeros((1, 1)), threshold=3) == [[0]]


def test_finer_keys_take_the_place_of_one_that_is_too_common() -> None:
    chain = (("a",), ("a week 1", "a week 2"), ("a day 1",))
    assert keys_in_use([chain], lambda key: False) == {"a"}
    assert keys_in_use([chain], lambda key: key == "a") == {"a week 1", "a week 2"}
    assert keys_in_use([chain], lambda key: key in {"a", "a week 1"}) == {"a week 2", "a day 1"}


def test_pages_of_one_crowded_day_are_dealt_out_twice() -> None:
    pages = {f"p{n:04}": [(("a",), ("a day 1",))] for n in range(LARGEST_BLOCK * 3)}
    found = blocks(pages, common_keys(pages))
    assert all(len(block) <= LARGEST_BLOCK for block in found)
    assert [sum(page in block for block in found) for page in pages] == [2] * len(pages)
    parts = number_of_parts(len(pages))
    together = {page for block in found if "p0000" in block for page in block}
    assert together == {page for page in pages if same_part("p0000", page, parts)}


def test_a_number_that_many_pages_give_brings_nobody_together() -> None:
    pages = {f"p{n:04}": [(("number killed 40",), ())] for n in range(LARGEST_BLOCK)}
    assert blocks(pages, common_keys(pages)) == []
