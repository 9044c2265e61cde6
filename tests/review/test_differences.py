"""What another reading of a page changed."""

from __future__ import annotations

import msgspec

from made import a_reading
from selon.model import Date, Span
from selon.review.differences import differences

OLD = a_reading(12)


def test_the_same_reading_by_another_version_differs_in_nothing() -> None:
    assert differences(OLD, a_reading(12, version="2")) == []


def test_items_that_came_went_and_are_read_otherwise() -> None:
    said = msgspec.structs.replace(OLD.statements[0], speaker="Zoé M.", id="s7")
    day = Date(span=Span(0, 7), edtf="2024")
    found = differences(OLD, msgspec.structs.replace(OLD, statements=(said, OLD.statements[1]), places=(), dates=(*OLD.dates, day)))
    assert [(one.how, one.name, one.old, one.new) for one in found if one.how != "went"] == [
        ("came", "date1", {}, {"edtf": "2024"}),
        ("changed", "s7", {"speaker": "Zoë Marchand"}, {"speaker": "Zoé M."}),
    ]
    assert [(one.name, one.words) for one in found if one.how == "went"] == [("place0", "Épernay-sur-Œuvre")]


def test_borders_that_moved() -> None:
    span = OLD.quantities[0].span
    shorter = msgspec.structs.replace(OLD.quantities[0], span=Span(span.start + len("au moins "), span.end))
    (found,) = differences(OLD, msgspec.structs.replace(OLD, quantities=(shorter,)))
    assert (found.how, found.words, found.moved_from, found.new) == ("changed", "12 personnes", span, {})
