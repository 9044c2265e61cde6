"""EDTF days as intervals of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from selon.resolve.periods import Days, days_of


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2024-02-29", Days(date(2024, 2, 29), date(2024, 2, 29))),
        ("2024-02", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("2024", Days(date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02-03~", Days(date(2024, 2, 3), date(2024, 2, 3))),
        ("2022-12-31/2023-01-01", Days(date(2022, 12, 31), date(2023, 1, 1))),
    ],
)
def test_days(edtf: str, days: Days) -> None:
    assert days_of(edtf) == days


@pytest.mark.parametrize("edtf", [None, "", "2024-13", "2024-02-30", "2022-09-01/..", "../2014", "2024-21-01", "hier", "2024-03/2024-01", "0000"])
def test_no_days(edtf: str | None) -> None:
    assert days_of(edtf) is None


def test_apart_and_after() -> None:
    january, day = days_of("2024-01"), days_of("2024-02-03")
    assert january is not None
    assert day is not None
    assert (day.apart(january), january.apart(day), day.after(january), january.after(january)) == (3, 3, True, False)
