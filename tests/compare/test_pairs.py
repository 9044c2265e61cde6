"""Which figures are compared in a small fact and in a large one."""

from __future__ import annotations

from hypothesis import given as for_all
from hypothesis import strategies as st

from selon.compare.pairs import NEIGHBOURS, SMALL, pairs_of
from selon.compare.verdicts import Given
from selon.model import FactFigure, Span


def figure(id: str, low: float, as_of: str = "2024-03-04", origin: str = "x") -> Given:
    made = FactFigure(
        id=id, low=low, high=low, as_of=as_of, unit="person", of="killed", modality="exact", stance="asserts",
        speaker="x", side=None, relays=(), origin=origin, page=id, span=Span(0, 1), words="",
    )  # fmt: skip
    return Given(figure=made, speaker="x", side=None, toll=True)


def many(values: list[int]) -> list[Given]:
    return [figure(f"p{at}", value, f"2024-03-{1 + at % 28:02d}", "ab"[value % 2]) for at, value in enumerate(values)]


def test_a_small_fact_is_compared_in_full() -> None:
    given = many([1, 1, 2, 3])
    assert len(list(pairs_of(given))) == 6


def test_repetitions_of_one_origin_are_compared_once() -> None:
    given = [figure(f"p{at}", 63) for at in range(SMALL * 3)]
    pairs = list(pairs_of(given))
    assert len(pairs) == len(given) - 1
    assert all(left is given[0] for left, _ in pairs)


@for_all(st.lists(st.integers(0, 5), min_size=SMALL + 1, max_size=SMALL * 4))
def test_every_figure_has_a_pair_and_the_pairs_stay_few(values: list[int]) -> None:
    given = many(values)
    pairs = list(pairs_of(given))
    assert {one.figure.id for pair in pairs for one in pair} == {one.figure.id for one in given}
    assert len(pairs) <= len(given) * (NEIGHBOURS + 1)
    assert list(pairs_of(given)) == pairs
