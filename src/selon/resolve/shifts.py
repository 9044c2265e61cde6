"""Expressions that count from another day: `hier`, `la veille`, `il y a deux ans`, `la semaine dernière`, `trois jours après le séisme`."""

from __future__ import annotations

from datetime import date

import msgspec

from selon.read import calendar
from selon.read.expressions import Shift
from selon.resolve.answers import Answer, Context, no_such_day
from selon.resolve.reference import Reference

_MONDAY, _TUESDAY, _THURSDAY, _SATURDAY = 0, 1, 3, 5
_YEARS = {"year": 1, "decade": 10, "century": 100}
_HALF_YEAR_MONTHS = 6


def resolve_shift(words: Shift, context: Context) -> Answer:
    """The day, week, month or year that lies so far from the publication, from the last day that the text names, or from an event; of two amounts
    the time between."""
    if words.other is not None:
        ends = [resolve_shift(msgspec.structs.replace(words, amount=amount, other=None), context) for amount in (words.amount, words.other)]
        days = sorted(answer.edtf for answer in ends if answer.edtf is not None)
        return Answer("/".join(days), ends[0].because) if len(set(days)) > 1 else ends[0]
    if words.anchor == "event":
        return _from_event(words, context)
    return _from_text(words, context) if words.anchor == "text" else _from_publication(words, context)


def _from_event(words: Shift, context: Context) -> Answer:
    """The event's day is known where the page dates it; else an article that opens `trois jours après le séisme, …` tells of its own day."""
    reference = context.reference
    if context.event_day is not None:
        return _counted(words, context.event_day, f"counted from {context.event_day}, the day that the page gives for the event")
    untold = not context.has_text_day or (context.text_day is not None and context.text_day == reference.day)
    if context.opens and untold and words.counted and words.amount > 0 and context.tense != "future" and reference.day is not None:
        present = msgspec.structs.replace(words, amount=0, about=False)
        return _counted(present, reference.day, f"so long after the event it is the article's day; {reference.because}")
    return Answer(None, "it is counted from an event whose day is not known")


def _from_text(words: Shift, context: Context) -> Answer:
    if context.text_period is not None and words.unit in {"month", *_YEARS}:
        return _told(_counted(words, context.text_period, "counted from the last month or year that the text names"), context)
    if not context.has_text_day:
        if words.amount >= 0:
            return Answer(None, "the text names no day that it could be counted from")
        if not words.counted and words.unit != "day":
            return _from_publication(words, context)
        return _counted(words, context.reference.day, f"the text names no other day; {context.reference.because}")
    if context.text_day is None:
        return Answer(None, "the day that it is counted from is not known")
    if words.unit in {"week", "weekend"} and not words.counted:
        return _told(_week(words, context.text_day, f"counted from {context.text_day}, the last day that the text names"), context)
    return _told(_counted(words, context.text_day, f"counted from {context.text_day}, the last day that the text names"), context)


def _told(answer: Answer, context: Context) -> Answer:
    """What is told as past cannot lie after the article."""
    own = context.reference.day
    if answer.edtf is None or own is None or context.tense != "past":
        return answer
    first = calendar.day_bounds(answer.edtf)[0]
    if first is not None and first > own:
        return Answer(None, f"counted from the last day that the text names it would lie after the article; {context.reference.because}")
    return answer


def _from_publication(words: Shift, context: Context) -> Answer:
    reference = context.reference
    if not words.counted and reference.year is not None and (words.unit in _YEARS or (words.unit == "month" and reference.month)):
        return _calendar_unit(words, reference)
    if reference.day is None and not words.half and reference.year is not None:
        # Years and months are counted from the year or month of the page, where that is all there is.
        if words.unit in _YEARS:
            return _year(reference.year + words.amount * _YEARS[words.unit], words, reference.because)
        if words.unit == "month" and reference.month:
            return _month(reference.year, reference.month, words.amount, "~" if words.about else "", reference.because)
    near = reference.day or reference.near
    if words.unit in {"week", "weekend"} and not words.counted and near is not None:
        return _week(_of_weekend(words, near, context), near, reference.because)
    return _counted(words, reference.day, reference.because)


def _calendar_unit(words: Shift, reference: Reference) -> Answer:
    year, month = reference.year or 0, reference.month or 1
    if words.unit == "month":
        return _month(year, month, words.amount, "", reference.because)
    length = _YEARS[words.unit]
    return _year(year // length * length + words.amount * length, words, reference.because)


def _of_weekend(words: Shift, base: date, context: Context) -> Shift:
    """`ce week-end`, told as past or early in the week, is the one before."""
    this = words.unit == "weekend" and words.amount == 0 and base.weekday() < _SATURDAY
    gone = this and (context.tense == "past" or (context.tense is None and base.weekday() <= _TUESDAY))
    return msgspec.structs.replace(words, amount=-1) if gone else words


def _week(words: Shift, base: date, because: str) -> Answer:
    monday = calendar.shift_day(base, 7 * words.amount - base.weekday())
    first, last = _MONDAY, 6
    if words.unit == "weekend":
        first = _SATURDAY
    elif words.edge == "start":
        last = _TUESDAY
    elif words.edge == "end":
        first = _THURSDAY
    start, end = monday and calendar.shift_day(monday, first), monday and calendar.shift_day(monday, last)
    return Answer(calendar.of_days(start, end), because) if start and end else no_such_day()


def _counted(words: Shift, base: date | None, because: str) -> Answer:
    """So many units from a day: days and weeks give a day, months a month, years a year; `~` where the words are rough."""
    if base is None:
        return Answer(None, f"it needs a day to count from, and {because}")
    if words.unit in _YEARS and not (words.unit == "year" and words.half):
        return _year(base.year + words.amount * _YEARS[words.unit], words, because)
    rough = "~" if words.about else ""
    half = (words.amount > 0) - (words.amount < 0) if words.half else 0
    if words.unit in {"month", "year"}:
        months = words.amount if words.unit == "month" else 2 * _HALF_YEAR_MONTHS * words.amount + _HALF_YEAR_MONTHS * half
        return _month(base.year, base.month, months, rough, because)
    if half:
        return Answer(None, "half a day or half a week is no day")
    day = calendar.shift_day(base, words.amount * (1 if words.unit == "day" else 7))
    return Answer(calendar.of_day(day) + rough, because) if day else no_such_day()


def _year(year: int, words: Shift, because: str) -> Answer:
    """A year; a decade or a century where the words name one, a rough year where they count in them."""
    if not 1 <= year <= 9999:
        return no_such_day()
    written = calendar.of_year(year)
    if words.unit != "year" and not words.counted:
        return Answer(f"{written[:3]}X" if words.unit == "decade" else f"{written[:2]}XX", because)
    return Answer(written + ("~" if words.about or words.unit != "year" else ""), because)


def _month(year: int, month: int, months: int, rough: str, because: str) -> Answer:
    year, month = calendar.shift_month(year, month, months)
    return Answer(calendar.of_month(year, month) + rough, because) if 1 <= year <= 9999 else no_such_day()
