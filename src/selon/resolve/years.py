"""Which year a day, month or season without one belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from selon.read.expressions import Tense, Which
from selon.resolve.answers import Context

_SOON_DAYS = 62  # a day without year and tense that is at most two months away, and still in the same year, is the coming one
# So near it is the coming one in a past clause, too (`a annoncé se rendre à Lyon le 12 mai`): nobody tells so of what was almost a year ago.
_IMMINENT_DAYS = 10


def choose(make: Callable[[int], date | None], base: date, which: Which | None, tense: Tense | None) -> date | None:
    """The yearly day that is meant, seen from `base`; `make` gives the day of a year, None where that year has none (29 February)."""
    days = [day for year in range(max(base.year - 8, 1), min(base.year + 8, 9999) + 1) if (day := make(year)) is not None]
    before, after = [day for day in days if day < base], [day for day in days if day > base]
    past, future = before[-1] if before else None, after[0] if after else None
    if which == "last":
        return past
    if which == "next":
        return future
    if make(base.year) == base:
        return base
    if which == "this":
        return make(base.year)
    soon = past is None or (future is not None and future.year == base.year and (future - base).days <= _SOON_DAYS)
    imminent = future is not None and (future - base).days <= _IMMINENT_DAYS
    return future if tense == "future" or imminent or (tense is None and soon) else past


def year_of(month: int, which: Which | None, context: Context) -> tuple[int | None, str]:
    """The year of a month or season that is named without one, and why."""
    reference = context.reference
    if (named := reference.year_named_with(month)) is not None:
        return named
    if reference.year is None or (reference.month is None and which != "this"):
        return reference.year, f"no year is written; {reference.because}"
    base = date(reference.year, reference.month or 1, 1)
    day = choose(lambda year: date(year, month, 1), base, which, context.tense)
    return (day.year if day else None), f"no year is written; {reference.because}"
