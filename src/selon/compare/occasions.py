"""What two pages have in common, whichever figures of theirs are compared."""

from __future__ import annotations

from typing import NamedTuple

from selon.compare.alike import ELSEWHERE, ELSEWHERE_TITLE, RARE_EVENT, SAME_PAGE, TOPIC_CAP
from selon.compare.anchors import Anchors, in_common, one_rare_event


class Occasion(NamedTuple):
    """Points for one event, and points against it where the titles name other places; whether a town of the left page's title stands on the
    right page (`left_told`), and the other way round."""

    together: float
    apart: float
    left_told: bool
    right_told: bool


SAME = Occasion(SAME_PAGE, 0.0, left_told=True, right_told=True)
"""Of a page with itself."""


def occasion_of(left: Anchors, right: Anchors) -> Occasion:
    """Of two different pages."""
    shared = left.weights.keys() & right.weights.keys()
    total = min(TOPIC_CAP, in_common(left, right, shared))
    if left.prominent and right.prominent and shared.isdisjoint(left.prominent) and shared.isdisjoint(right.prominent):
        total += ELSEWHERE
    apart = sum(ELSEWHERE_TITLE for page in (left, right) if page.titles and shared.isdisjoint(page.titles))
    if total + apart < RARE_EVENT and one_rare_event(left, right):
        total, apart = RARE_EVENT, 0.0
    return Occasion(total, apart, left.home <= right.weights.keys(), right.home <= left.weights.keys())
