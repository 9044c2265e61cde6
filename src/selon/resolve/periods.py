"""Days as written in EDTF, as closed intervals of calendar days: `2022-11` is the first to the thirtieth of November."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

import msgspec

# Pages name few days, and comparing asks for each of them very often.
DAYS_KEPT = 20_000

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?$")


class Days(msgspec.Struct, frozen=True, order=True):
    """From the first day to the last, both inclusive."""

    first: date
    last: date

    @property
    def one_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def after(self, other: Days) -> bool:
        """Wholly later than the other."""
        return self.first > other.last

    def apart(self, other: Days) -> int:
        """How many days lie between the two; 0 where they touch."""
        return max(0, (self.first - other.last).days, (other.first - self.last).days)


@lru_cache(maxsize=DAYS_KEPT)
def days_of(edtf: str | None) -> Days | None:
    """The days of an EDTF day, month, year or interval; None for an open interval, a season, and what is no EDTF."""
    first, _, last = (edtf or "").partition("/")
    begin, end = _single(first), _single(last or first)
    return Days(begin.first, end.last) if begin and end and begin.first <= end.last else None


def _single(edtf: str) -> Days | None:
    match = _DAY.match(edtf)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            return Days(date(year or 0, 1, 1), date(year or 0, 12, 31))
        if day is None:
            return Days(date(year or 0, month, 1), date(year or 0, month, monthrange(year or 0, month)[1]))
        return Days(date(year or 0, month, day), date(year or 0, month, day))
    except ValueError:
        return None
