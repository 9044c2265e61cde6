"""Layers that somebody else read: what does not fit the text is refused with words, never linked."""

from __future__ import annotations

import json

import msgspec
import pytest

from selon.compare import given_reading
from selon.wire import from_wire

TEXT = "12 morts à Lens."


def a_line(*, span: tuple[int, int] = (0, 8), quantity: str = "q1", statement: str | None = None) -> str:
    counted = {"id": "q1", "span": span, "low": 12, "high": 12, "unit": "person", "of": "killed", "modality": "exact"}
    figure = {"statement": statement, "quantity": quantity, "fact": None, "as_of": None}
    return json.dumps({"id": "a", "text": TEXT, "quantities": [counted], "figures": [figure]})


def test_what_fits_is_taken() -> None:
    reading = given_reading(*from_wire(a_line()))
    assert reading.quantities[0].span.of(TEXT) == "12 morts"


@pytest.mark.parametrize("span", [(0, 900), (3, 3), (5, 2), (-1, 4)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(msgspec.ValidationError, match="is no span of a text of 16 code points"):
        given_reading(*from_wire(a_line(span=span)))


@pytest.mark.parametrize(("named", "what"), [({"quantity": "q7"}, "the quantity 'q7'"), ({"statement": "s9"}, "the statement 's9'")])
def test_a_figure_that_names_what_is_not_given_is_refused(named: dict[str, str], what: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=what):
        given_reading(*from_wire(a_line(**named)))  # type: ignore[arg-type]
