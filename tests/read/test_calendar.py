"""EDTF arithmetic: bounds, months across years, Easter, and that Selon's own values are EDTF for another reader too."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from selon.read import calendar


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2022-11-10", date(2022, 11, 10), date(2022, 11, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("14XX", date(1400, 1, 1), date(1499, 12, 31)),
        ("2012-21", date(2012, 3, 1), date(2012, 5, 31)),
        ("2022-24", date(2022, 12, 1), date(2023, 2, 28)),
        ("2013~", date(2013, 1, 1), date(2013, 12, 31)),
        ("2022-09-01/..", date(2022, 9, 1), None),
        ("../2014", None, date(2014, 12, 31)),
        ("2012-01/2012-06", date(2012, 1, 1), date(2012, 6, 30)),
        ("2022-12-31/2023-01-01", date(2022, 12, 31), date(2023, 1, 1)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_day_bounds(edtf: str, first: date | None, last: date | None) -> None:
    assert calendar.day_bounds(edtf) == (first, last)


@pytest.mark.parametrize("edtf", ["", "hier", "2022-13", "2022-02-30", "22-01-01", "2022-11-10T10:00"])
def test_day_bounds_refuses_other_forms(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        calendar.day_bounds(edtf)


@pytest.mark.parametrize(
    ("year", "sunday"), [(1818, date(1818, 3, 22)), (2012, date(2012, 4, 8)), (2023, date(2023, 4, 9)), (2038, date(2038, 4, 25))]
)
def test_easter(year: int, sunday: date) -> None:
    assert calendar.easter(year) == sunday


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(-5000, 5000))
def test_shift_month_there_and_back(year: int, month: int, months: int) -> None:
    assert calendar.shift_month(*calendar.shift_month(year, month, months), -months) == (year, month)


@given(st.dates(), st.dates())
def test_days_are_edtf(one: date, other: date) -> None:
    first, last = sorted((one, other))
    edtf = calendar.of_days(first, last)
    assert calendar.day_bounds(edtf) == (first, last)
    try:
        parse_edtf(edtf)
    except EDTFParseException:
        pytest.fail(f"{edtf} is no EDTF")
