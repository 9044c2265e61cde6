"""Days, months and years as EDTF (ISO 8601-2), and back: an EDTF value is the interval from its first to its last possible day.

Nothing here reads text; it is the arithmetic that reading and resolving share. Years run from 1 to 9999.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DAY = timedelta(days=1)
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
OPEN = ".."

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$")
# The first month of each season (north of the equator, as weather services count); winter ends in the year after.
_SEASON_STARTS = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}


def day_bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last possible day of an EDTF value, both inclusive; None is an open end.

    `2022-11` gives 1 and 30 November; `2022-09-01/..` gives 1 September and None; `../2014` None and 31 December; `199X` ten years;
    `2022-24`, a winter, December 2022 to February 2023. A mark of approximation (`~`, `?`, `%`) changes nothing: it says that the bounds
    are soft, not by how much.

    Raises:
        ValueError: No EDTF value, or a form that Selon never writes (sets, times of day, exponents).
    """
    if "/" not in edtf:
        return _point_bounds(edtf)
    left, right = edtf.split("/", 1)
    first = None if left in {OPEN, ""} else _point_bounds(left)[0]
    last = None if right in {OPEN, ""} else _point_bounds(right)[1]
    return first, last


def _point_bounds(edtf: str) -> tuple[date, date]:
    match = _POINT.match(edtf)
    if match is None:
        raise ValueError(f"not an EDTF value that Selon writes: {edtf!r}")
    year, month, day = match.groups()
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None:
        return date(max(first, 1), 1, 1), date(last, 12, 31)
    if int(month) in _SEASON_STARTS:
        start = date(first, _SEASON_STARTS[int(month)], 1)
        return start, month_end(*shift_month(start.year, start.month, 2))
    if day is None:
        return date(first, int(month), 1), month_end(last, int(month))
    exact = date(first, int(month), int(day))
    return exact, exact


def of_day(day: date) -> str:
    """`2022-11-10`."""
    return day.isoformat()


def of_month(year: int, month: int) -> str:
    """`2022-11`; also a season, whose number takes the place of the month."""
    return f"{year:04d}-{month:02d}"


def of_year(year: int) -> str:
    """`2022`."""
    return f"{year:04d}"


def of_days(first: date, last: date) -> str:
    """An interval of days, or the one day."""
    return of_day(first) if first == last else f"{of_day(first)}/{of_day(last)}"


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none: 30 February, year 0."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_day(day: date, days: int) -> date | None:
    """So many days on, or None where that lies outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on: (2022, 11) and 3 give (2023, 2)."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month; after the year 9999, the last day there is."""
    if (year, month) >= (9999, 12):
        return date.max
    return date(*shift_month(year, month, 1), 1) - DAY


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar.

    Source: J.-M. Oudin's arithmetic (1940), as the Explanatory Supplement to the Astronomical Almanac gives it.
    """
    century = year // 100
    golden = year % 19
    epact = (century - century // 4 - (century - (century - 17) // 25) // 3 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
