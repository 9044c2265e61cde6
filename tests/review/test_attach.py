"""Which item a review means in a later reading."""

from __future__ import annotations

import msgspec
import pytest

from selon.model import Anchor, Layer, Span
from selon.review.attach import attach
from selon.review.items import Item, anchor_of


def an_item(start: int, end: int, *, layer: Layer = "quantity", name: str = "q1", beside: Span | None = None) -> Item:
    return Item(layer=layer, name=name, span=Span(start, end), words="…", values={}, beside=beside)


def anchor(start: int, end: int, *, layer: Layer = "quantity", beside: Span | None = None) -> Anchor:
    return anchor_of(an_item(start, end, layer=layer, beside=beside), "page")


def test_the_same_span_whatever_it_is_called_now() -> None:
    renamed = an_item(10, 20, name="q9")
    assert attach(anchor(10, 20), [an_item(0, 5), renamed, an_item(12, 18)]) is renamed


def test_only_within_the_layer() -> None:
    assert attach(anchor(10, 20), [an_item(10, 20, layer="date", name="date0")]) is None


@pytest.mark.parametrize(("start", "end"), [(8, 24), (12, 18), (10, 24)])
def test_an_item_whose_borders_grew_or_shrank(start: int, end: int) -> None:
    moved = an_item(start, end)
    assert attach(anchor(10, 20), [an_item(0, 5), moved]) is moved


def test_a_quantity_that_only_overlaps_is_another() -> None:
    assert attach(anchor(10, 20), [an_item(15, 30)]) is None


def test_of_two_that_fit_neither() -> None:
    assert attach(anchor(10, 20), [an_item(10, 14), an_item(15, 20, name="q2")]) is None


def test_two_speakers_of_the_same_words_are_told_apart_by_where_they_are_named() -> None:
    both = [an_item(10, 90, layer="statement", name=name, beside=beside) for name, beside in (("s1", Span(0, 4)), ("s2", Span(5, 9)))]
    assert attach(anchor(10, 90, layer="statement", beside=Span(5, 9)), both) is both[1]
    assert attach(anchor(10, 90, layer="statement", beside=Span(95, 99)), both) is None


@pytest.mark.parametrize(("start", "end", "found"), [(10, 100, True), (20, 80, True), (60, 140, False), (50, 90, False)])
def test_a_statement_shares_more_than_half_of_what_both_cover(start: int, end: int, found: bool) -> None:
    other = an_item(start, end, layer="statement")
    assert (attach(anchor(10, 90, layer="statement"), [other]) is other) is found


def test_an_anchor_holds_what_was_read_even_when_the_item_goes_on() -> None:
    item = msgspec.structs.replace(an_item(1, 2), values={"low": 3.0})
    held = anchor_of(item, "page")
    item.values["low"] = 4.0
    assert held.read == {"low": 3.0}
