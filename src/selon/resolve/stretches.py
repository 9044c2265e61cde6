"""Months, their pieces, parts of a year, seasons, and the weeks or months before and after the present one."""

from __future__ import annotations

from datetime import date

from selon.read import calendar
from selon.read.expressions import MonthWords, PartWords, PieceWords, SeasonWords, WindowWords
from selon.resolve.answers import Answer, Context, no_such_day
from selon.resolve.years import year_of

_HALF_MONTH_DAYS = 15
# A part of the year that has so many months to go is not told as past; the last month of a quarter is.
_STILL_TOLD = 1
_YEARS = {"year": 1, "decade": 10, "century": 100}


def resolve_month(words: MonthWords, context: Context) -> Answer:
    """The month; its beginning, middle and end are the month too."""
    year, because = (words.year, "month and year are written") if words.year else year_of(words.month, words.which, context)
    return Answer(calendar.of_month(year, words.month) if year else None, because)


def resolve_part(words: PartWords, context: Context) -> Answer:
    """A quarter, a half, the first nine months: the interval of its months."""
    if words.shift is not None:
        return _shifted_part(words.months, words.shift, context, from_text=words.anchor == "text")
    start = (words.number - 1) * words.months + 1
    reference, last = context.reference, start + words.months - 1
    # What is told of the future may have begun: in September the second half of the year is the present one.
    deciding = last if words.year is None and context.tense == "future" else start
    year, because = (words.year, "part and year are written") if words.year else year_of(deciding, words.which, context)
    if not year:
        return Answer(None, because)
    if (year, words.year, words.which, context.tense) == (reference.year, None, None, "past") and last - (reference.month or last) > _STILL_TOLD:
        year -= 1  # in March, the half that is told as past is the last year's
    return _part_of(year, start, words.months, because)


def _shifted_part(months: int, shift: int, context: Context, *, from_text: bool) -> Answer:
    """`le dernier trimestre`, `le trimestre précédent`: so many parts from the one that holds the article's month, or the last month told."""
    reference, told = context.reference, context.text_period if from_text else None
    year, month = (told.year, told.month) if told is not None else (reference.year, reference.month)
    because = f"counted from {told}, the end of the last period that the text names" if told is not None else reference.because
    if year is None or month is None:
        return Answer(None, f"it needs a month to count from, and {because}")
    first = ((year * 12 + month - 1) // months + shift) * months
    return _part_of(first // 12, first % 12 + 1, months, because) if 12 <= first < 9999 * 12 else no_such_day()


def _part_of(year: int, start: int, months: int, because: str) -> Answer:
    return Answer(f"{calendar.of_month(year, start)}/{calendar.of_month(year, start + months - 1)}", because)


def resolve_season(words: SeasonWords, context: Context) -> Answer:
    """A season, as EDTF writes it."""
    if words.year is not None:
        return Answer(calendar.of_month(words.year, words.season), "season and year are written")
    start = calendar.day_bounds(calendar.of_month(2000, words.season))[0]
    year, because = year_of(start.month if start else 1, words.which, context)
    if year and words.which == "last" and context.reference.day is not None:
        last = calendar.day_bounds(calendar.of_month(year, words.season))[1]
        year -= last is not None and last >= context.reference.day  # in August, last summer is not this one
    return Answer(calendar.of_month(year, words.season) if year else None, because)


def resolve_piece(words: PieceWords, context: Context) -> Answer:
    """A day of a month, its first or last Sunday, week, week-end or half. A week belongs to the month in which it begins."""
    year, because = (words.year, "month and year are written") if words.year else year_of(words.month, words.which, context)
    if not year:
        return Answer(None, because)
    first, last = date(year, words.month, 1), calendar.month_end(year, words.month)
    if words.unit == "fortnight":
        middle = first + (_HALF_MONTH_DAYS - 1) * calendar.DAY
        if words.number not in {1, 2, -1}:
            return no_such_day()
        halves = (first, middle) if words.number == 1 else (middle + calendar.DAY, last)
        return Answer(calendar.of_days(*halves), because)
    weekday, length = {"week": (0, 7), "weekend": (5, 2)}.get(words.unit, (words.weekday, 1))
    days = [day for number in range(1, last.day + 1) if weekday in {None, (day := date(year, words.month, number)).weekday()}]
    if words.number > len(days):
        return no_such_day()
    start = days[-1] if words.number < 0 else days[words.number - 1]
    end = calendar.shift_day(start, length - 1)
    return Answer(calendar.of_days(start, end), because) if end else no_such_day()


def resolve_window(words: WindowWords, context: Context) -> Answer:
    """The whole days, weeks, months or years right after the present one."""
    base, because = context.reference.day, context.reference.because
    if base is None:
        return Answer(None, f"it needs a day to count from, and {because}")
    if words.unit in {"day", "week"}:
        length = 1 if words.unit == "day" else 7
        monday = base if length == 1 else base - base.weekday() * calendar.DAY
        start, end = calendar.shift_day(monday, length), calendar.shift_day(monday, (words.amount + 1) * length - 1)
        return Answer(calendar.of_days(start, end), because) if start and end else no_such_day()
    years = _YEARS.get(words.unit)
    if years is not None:
        last = base.year + words.amount * years
        return Answer(_between(calendar.of_year(base.year + 1), calendar.of_year(last)), because) if last <= 9999 else no_such_day()
    first, end_month = (calendar.shift_month(base.year, base.month, shift) for shift in (1, words.amount))
    return Answer(_between(calendar.of_month(*first), calendar.of_month(*end_month)), because) if end_month[0] <= 9999 else no_such_day()


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"
