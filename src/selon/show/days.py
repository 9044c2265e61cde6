"""A stretch of days in even parts: the axis of the timeline. A day that is not known exactly keeps its bounds and is put in no part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from selon.ledger.days import Said
from selon.read.calendar import day_bounds

Step = Literal["day", "week", "month", "year"]
# So many parts at most, before the next step is taken: about as many bars as a screen shows apart.
_MOST: tuple[tuple[Step, int], ...] = (("day", 62), ("week", 7 * 80), ("month", 31 * 100))


class Stretch(msgspec.Struct, frozen=True):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def step(self) -> Step:
        """In which parts it reads well."""
        return next((step for step, most in _MOST if self.days <= most), "year")

    def share(self, day: date, *, end: bool = False) -> float:
        """Where a day begins (or ends) in the stretch: 0 at its start, 1 after its last day; outside, the nearer end."""
        return min(max(((day - self.first).days + int(end)) / self.days, 0.0), 1.0)

    def meets(self, bounds: Bounds) -> bool:
        """Whether a day of these bounds may lie in the stretch."""
        return (bounds.first is None or bounds.first <= self.last) and (bounds.last is None or bounds.last >= self.first)

    def parts(self) -> Iterator[Stretch]:
        """The stretch cut at weeks, months or years; the first and the last part may be shorter."""
        start = self.first
        while start <= self.last:
            end = min(_end_of_part(start, self.step), self.last)
            yield Stretch(start, end)
            if end == date.max:
                return
            start = end + timedelta(days=1)


class Bounds(msgspec.Struct, frozen=True):
    """The first and the last day that an EDTF value may mean; None is an open end."""

    first: date | None
    last: date | None

    @classmethod
    @lru_cache(maxsize=1 << 14)  # a ledger tells of the same days again and again
    def of(cls, edtf: str) -> Bounds | None:
        """None where it is a form that nobody can put on an axis."""
        try:
            bounds = cls(*day_bounds(edtf))
        except ValueError:
            return None
        return None if bounds.first is None and bounds.last is None else bounds


class Bar(msgspec.Struct, frozen=True):
    """How much is said of the days of one part, and of nothing outside it."""

    part: Stretch
    times: int


class Period(msgspec.Struct, frozen=True):
    """How much is said of a day of which only these bounds are known, wider than one part."""

    edtf: str
    bounds: Bounds
    times: int


def _end_of_part(day: date, step: Step) -> date:
    if step == "day":
        return day
    if step == "week":
        return date.fromordinal(min(day.toordinal() + 6 - day.weekday(), date.max.toordinal()))
    if step == "year" or day.month == 12:
        return date(day.year, 12, 31)
    return date(day.year, day.month + 1, 1) - timedelta(days=1)


def whole_stretch(said: Iterable[Said]) -> Stretch | None:
    """From the first to the last day that anything is said of, months and years whole; None where nothing is."""
    days = [day for one in said if (bounds := Bounds.of(one.edtf)) for day in (bounds.first, bounds.last) if day]
    return Stretch(min(days), max(days)) if days else None


def counted(stretch: Stretch, said: Iterable[Said]) -> tuple[list[Bar], list[Period]]:
    """What is said of each part of a stretch, and what may be of several of them, the most said first."""
    parts = list(stretch.parts())
    times, periods = [0] * len(parts), []
    starts = [part.first for part in parts]
    for one in said:
        bounds = Bounds.of(one.edtf)
        if bounds is None or not stretch.meets(bounds):
            continue
        first, last = (bisect_right(starts, day) - 1 if day else None for day in (bounds.first, bounds.last))
        inside = bounds.first is not None and bounds.last is not None and stretch.first <= bounds.first and bounds.last <= stretch.last
        if inside and first is not None and first == last:
            times[first] += one.times
        else:
            periods.append(Period(one.edtf, bounds, one.times))
    return [Bar(part, many) for part, many in zip(parts, times, strict=True)], sorted(periods, key=lambda period: (-period.times, period.edtf))


def of_stretch(stretch: Stretch, said: Iterable[Said]) -> list[Said]:
    """What is said of days that may lie in the stretch."""
    return [one for one in said if (bounds := Bounds.of(one.edtf)) and stretch.meets(bounds)]
