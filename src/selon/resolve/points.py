"""One date expression -> the day, month, year or period that it means, or None with the reason.

Open expressions are decided as news mean them. A weekday is the latest such day up to and including the article's own day, unless the
clause is in the future tense or the words say `next`. A day, month, season or holiday without a year is the latest one, unless the clause
is in the future tense, or shows no tense and the next one comes within two months and still in the same year.
"""

from __future__ import annotations

from datetime import date, timedelta

from selon.read import calendar
from selon.read.date_words import Grammar
from selon.read.expressions import (
    DayWords,
    EraWords,
    Expression,
    HolidayWords,
    MonthWords,
    PartWords,
    PieceWords,
    SeasonWords,
    Shift,
    WindowWords,
    YearWords,
)
from selon.resolve.answers import Answer, Context, day_answer, no_such_day
from selon.resolve.shifts import resolve_shift
from selon.resolve.stretches import resolve_month, resolve_part, resolve_piece, resolve_season, resolve_window
from selon.resolve.told import goes_on
from selon.resolve.years import choose

_SEARCHED_DAYS = 62  # `mardi 3` without a month: the last two months hold it
_SAME_STORY = timedelta(days=10)  # so near the last day named, `mardi 3` is of its month
_STORY_GAP = timedelta(days=300)  # the next day of a story is later, up to so much; beyond, it is one before it in the same year
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def resolve(words: Expression, context: Context, grammar: Grammar) -> Answer:
    """What the expression means in its context."""
    match words:
        case YearWords():
            return Answer(calendar.of_year(words.year), "the year is written")
        case EraWords():
            return Answer(words.digits, "the decade or century is written")
        case DayWords():
            return _day(words, context)
        case MonthWords():
            return resolve_month(words, context)
        case PartWords():
            return resolve_part(words, context)
        case PieceWords():
            return resolve_piece(words, context)
        case WindowWords():
            return resolve_window(words, context)
        case SeasonWords():
            return resolve_season(words, context)
        case HolidayWords():
            return _holiday(words, context, grammar)
        case Shift():
            return resolve_shift(words, context)


def _day(words: DayWords, context: Context) -> Answer:
    if words.anchor == "text":
        return _day_from_text(words, context)
    if words.day is None:
        return _weekday(words, context)
    if words.month is None:
        return _day_of_month(words, context)
    if words.year is not None:
        day = calendar.make_day(words.year, words.month, words.day)
        return Answer(calendar.of_day(day), "day, month and year are written") if day else no_such_day()
    return _yearless(words, context)


def _day_from_text(words: DayWords, context: Context) -> Answer:
    """`le mardi suivant`, `le 4 mai suivant`: the first such day after the last day that the text names, or the last one before it."""
    base = context.text_day
    if base is None:
        return Answer(None, "the day that it is counted from is not known")
    because = f"counted from {base}, the last day that the text names"
    if words.month is not None:
        return day_answer(choose(lambda year: calendar.make_day(year, words.month or 0, words.day or 0), base, words.which, None), because)
    if words.weekday is None:
        return Answer(None, "no month is written")
    away = (words.weekday - base.weekday()) % 7 if words.which == "next" else -((base.weekday() - words.weekday) % 7)
    return day_answer(calendar.shift_day(base, away or (7 if words.which == "next" else -7)), because)


def _yearless(words: DayWords, context: Context) -> Answer:
    reference, month, number = context.reference, words.month or 0, words.day or 0
    if (named := reference.year_named_with(month)) is not None:
        year, because = named
        day = calendar.make_day(year, month, number)
        if day is None or (words.weekday is not None and day.weekday() != words.weekday):
            return no_such_day()
        return Answer(calendar.of_day(day), because)
    if reference.year is None:
        return Answer(None, f"no year is written, and {reference.because}")
    base = reference.latest() or date.max

    def in_year(year: int) -> date | None:
        return calendar.make_day(year, month, number)

    if words.weekday is not None:
        near = [day for year in (reference.year, reference.year - 1, reference.year + 1) if (day := in_year(year)) and day.weekday() == words.weekday]
        if near:
            return Answer(calendar.of_day(near[0]), f"the weekday fits that year; {reference.because}")
    if reference.day is None and month == reference.month and words.which is None:
        usual = in_year(reference.year)
    else:
        usual = choose(in_year, base, words.which, context.tense)
    if context.story is not None and words.which is None and context.tense != "future":
        next_day = choose(in_year, context.story, "next", None)
        if next_day is None or next_day - context.story > _STORY_GAP:
            next_day = in_year(context.story.year)
        if goes_on(next_day, usual, reference):
            return day_answer(next_day, f"no year is written; it goes on with what the text tells of {context.story}")
    return day_answer(usual, f"no year is written; {reference.because}")


def _weekday(words: DayWords, context: Context) -> Answer:
    reference, weekday = context.reference, words.weekday or 0
    name = _WEEKDAYS[weekday]
    if reference.day is None:
        if reference.near is None or words.which == "next":
            return Answer(None, f"a {name} needs a day to count from, and {reference.because}")
        day = calendar.shift_day(reference.near, (weekday - reference.near.weekday() + 3) % 7 - 3)
        return day_answer(day, f"the {name} nearest to {reference.near}, the day that the page tells of")
    base = reference.day
    if words.days_on is not None:
        day = calendar.shift_day(base, (weekday - base.weekday()) % 7 + words.days_on)
        return day_answer(day, f"{words.days_on} days after the next {name} from {base} on; {reference.because}")
    if words.weeks is not None:
        return day_answer(calendar.shift_day(base, weekday - base.weekday() + 7 * words.weeks), f"the {name} of that week; {reference.because}")
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    if words.which == "last":
        return day_answer(calendar.shift_day(base, -(back or 7)), f"the last {name} before {base}; {reference.because}")
    if words.which == "next":
        return day_answer(calendar.shift_day(base, ahead or 7), f"the first {name} after {base}; {reference.because}")
    if context.tense == "future":
        return day_answer(calendar.shift_day(base, ahead), f"the clause looks ahead: the first {name} from {base} on; {reference.because}")
    return day_answer(calendar.shift_day(base, -back), f"the latest {name} up to {base}; {reference.because}")


def _day_of_month(words: DayWords, context: Context) -> Answer:
    """A number alone (`le 3`) is a day of the month that the text speaks of; with its weekday (`mardi 3`), the nearest one."""
    reference = context.reference
    if words.weekday is None and context.text_day is not None:
        day = calendar.make_day(context.text_day.year, context.text_day.month, words.day or 0)
        return day_answer(day, f"the month of {context.text_day}, the last day that the text names")
    if context.text_day is not None:
        near = calendar.make_day(context.text_day.year, context.text_day.month, words.day or 0)
        if near is not None and near.weekday() == words.weekday and abs(near - context.text_day) <= _SAME_STORY:
            return Answer(calendar.of_day(near), f"the month of {context.text_day}, the last day that the text names, and its weekday fits")
    base = reference.latest()
    if base is None or (words.weekday is None and reference.day is None):
        return Answer(None, f"no month is written, and {reference.because}")
    steps = [-1, 1] if context.tense != "future" else [1, -1]
    for step in steps:
        for distance in range(0 if step == steps[0] else 1, _SEARCHED_DAYS):
            day = calendar.shift_day(base, step * distance)
            if day is not None and day.day == words.day and (words.weekday is None or day.weekday() == words.weekday):
                return Answer(calendar.of_day(day), f"no month is written; {reference.because}")
    return Answer(None, f"no month near {base} has such a day")


def _holiday(words: HolidayWords, context: Context, grammar: Grammar) -> Answer:
    holiday, reference = grammar.holidays[words.name], context.reference

    def in_year(year: int) -> date | None:
        if holiday.easter is not None:
            day = calendar.shift_day(calendar.easter(year), holiday.easter)
        else:
            day = calendar.make_day(year, holiday.month or 0, holiday.day or 0)
        return day and calendar.shift_day(day, words.days)

    if words.evening and holiday.eve:
        return Answer(None, "its evening may be that of the day or that of the eve")
    year = words.year or holiday.year or reference.only_year
    if year is not None:
        return day_answer(in_year(year), "the calendar fixes the day")
    base = reference.latest()
    if base is None:
        return Answer(None, f"no year is written, and {reference.because}")
    return day_answer(choose(in_year, base, words.which, context.tense), f"the calendar fixes the day; {reference.because}")
