"""From the words that a form has matched to the expression that they make."""

from __future__ import annotations

import re
from collections.abc import Callable

from selon.read.date_table import Form
from selon.read.date_words import Grammar
from selon.read.expressions import (
    DayWords,
    Edge,
    EraWords,
    Expression,
    HolidayWords,
    MonthWords,
    PartWords,
    PieceWords,
    SeasonWords,
    Shift,
    Unit,
    Which,
    WindowWords,
    YearWords,
)

_ROMAN = {"i": 1, "v": 5, "x": 10}
# A year of two digits belongs to this century up to here, else to the one before: news speak of 1940 oftener than of 2040.
_LAST_SHORT_YEAR = 39


def build(form: Form, match: re.Match[str], grammar: Grammar) -> Expression | None:
    """The expression that a form's match makes, or None where its numbers make none (`32 mai`, `XIIIIe siècle`)."""
    return _BUILDERS[form.kind](form, match, grammar)


def day_of(match: re.Match[str], grammar: Grammar) -> DayWords | None:
    """A day of which only weekday and number are written: the `24` of `du 24 au 27 février`."""
    return _day(Form(form="", kind="day"), match, grammar)


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value is not None}


def _which(groups: dict[str, str]) -> Which | None:
    return "last" if "last" in groups else "next" if "next" in groups else "this" if "this" in groups else None


def _edge(groups: dict[str, str], grammar: Grammar) -> Edge | None:
    return grammar.edges[groups["edge"]] if "edge" in groups else None


def _year(groups: dict[str, str]) -> int | None:
    if "short_year" in groups:
        short = int(groups["short_year"])
        return (2000 if short <= _LAST_SHORT_YEAR else 1900) + short
    return int(groups["year"]) if "year" in groups else None


def _month(groups: dict[str, str], grammar: Grammar) -> int | None:
    if "month_digits" in groups:
        return int(groups["month_digits"])
    return grammar.months[groups["month"]] if "month" in groups else None


def _day(form: Form, match: re.Match[str], grammar: Grammar) -> DayWords | None:
    groups = _groups(match)
    number = _number(groups["day"], grammar) if "day" in groups else None
    if number is not None and not 1 <= number <= 31:
        return None
    weekday = grammar.weekdays[groups["weekday"]] if "weekday" in groups else None
    which = form.which or (_which(groups) if form.weeks is None else None)
    return DayWords(
        weekday=weekday,
        day=number,
        month=_month(groups, grammar),
        year=_year(groups),
        which=which,
        weeks=form.weeks,
        days_on=form.days_on,
        anchor=form.anchor,
    )


def _month_words(form: Form, match: re.Match[str], grammar: Grammar) -> MonthWords | None:
    groups = _groups(match)
    month = _month(groups, grammar)
    return None if month is None else MonthWords(month=month, year=_year(groups), which=_which(groups), edge=_edge(groups, grammar))


def _year_words(form: Form, match: re.Match[str], grammar: Grammar) -> YearWords:
    groups = _groups(match)
    return YearWords(year=int(groups["year"]), edge=_edge(groups, grammar))


def _era(form: Form, match: re.Match[str], grammar: Grammar) -> EraWords | None:
    groups = _groups(match)
    if "decade" in groups:
        return EraWords(f"19{grammar.decades[groups['decade']] // 10}X")
    if "year" in groups:
        return EraWords(f"{groups['year'][:3]}X") if groups["year"].endswith("0") else None
    if "century_word" in groups:
        century: int | None = grammar.centuries[groups["century_word"]]
    else:
        century = int(groups["century_digits"]) if "century_digits" in groups else _roman(groups["roman"])
    return EraWords(f"{century - 1:02d}XX") if century is not None and 1 <= century <= 21 else None


def _part(form: Form, match: re.Match[str], grammar: Grammar) -> PartWords | None:
    groups = _groups(match)
    if "number" in groups:  # the first so many months or quarters
        number, months = 1, _number(groups["number"], grammar) * grammar.parts.get(groups.get("part", ""), 1)
    elif "ordinal" in groups:
        number, months = _number(groups["ordinal"], grammar), grammar.parts[groups["part"]]
    elif (months := grammar.parts[groups["part"]]) and "year" in groups:  # its last one
        number = 12 // months
    else:
        return PartWords(number=0, months=months, shift=form.amount, anchor=form.anchor)
    if months == 0 or not 1 <= number <= 12 // months:
        return None
    return PartWords(number=number, months=months, year=_year(groups), which=form.which or _which(groups))


def _piece(form: Form, match: re.Match[str], grammar: Grammar) -> PieceWords | None:
    groups = _groups(match)
    number = form.amount or _number(groups["ordinal"], grammar)
    weekday = grammar.weekdays[groups["weekday"]] if "weekday" in groups else None
    unit: Unit = "day" if weekday is not None else grammar.pieces[groups["piece"]]
    month = _month(groups, grammar)
    if month is None or not number:
        return None
    return PieceWords(number=number, unit=unit, weekday=weekday, month=month, year=_year(groups), which=_which(groups))


def _window(form: Form, match: re.Match[str], grammar: Grammar) -> WindowWords | None:
    groups = _groups(match)
    amount = _number(groups["number"], grammar)
    return WindowWords(amount=amount, unit=grammar.units[groups["unit"]]) if amount else None


def _season(form: Form, match: re.Match[str], grammar: Grammar) -> SeasonWords:
    groups = _groups(match)
    return SeasonWords(season=grammar.seasons[groups["season"]], year=_year(groups), which=_which(groups), edge=_edge(groups, grammar))


def _holiday(form: Form, match: re.Match[str], grammar: Grammar) -> HolidayWords:
    groups = _groups(match)
    return HolidayWords(name=form.holiday or groups["holiday"], year=_year(groups), which=_which(groups), days=form.amount, evening=form.evening)


def _shift(form: Form, match: re.Match[str], grammar: Grammar) -> Shift | None:
    groups = _groups(match)
    edge = _edge(groups, grammar)
    about = "about" in groups
    if "relative_day" in groups:
        return Shift(amount=grammar.relative_days[groups["relative_day"]], unit="day")
    if "text_day" in groups:
        return Shift(amount=grammar.text_days[groups["text_day"]], unit="day", anchor="text")
    unit: Unit | None = grammar.units[groups["unit"]] if "unit" in groups else form.unit
    if unit is None or (unit == "day" and "unit" in groups and not groups.keys() & {"number", "rough"}):
        return None  # `ce jour`, `le jour suivant`: forms of their own say which day is meant
    counted = groups.get("number") or groups.get("rough")
    if counted is not None:
        amount = form.amount * _number(counted, grammar)
        other = form.amount * _number(groups["other"], grammar) if "other" in groups else None
        rough = about or "rough" in groups
        return Shift(amount=amount, other=other, unit=unit, anchor=form.anchor, counted=True, half="half" in groups, about=rough)
    amount = {"last": -1, "next": 1}.get(_which(groups) or "", form.amount)
    return Shift(amount=amount, unit=unit, anchor=form.anchor, edge=edge)


def _night(form: Form, match: re.Match[str], grammar: Grammar) -> Shift:
    return Shift(amount=-1 if form.anchor == "published" else form.amount, unit="day", anchor=form.anchor)


def _number(word: str, grammar: Grammar) -> int:
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits.group())
    return next(table[word] for table in (grammar.ordinals, grammar.numbers, grammar.rough_numbers) if word in table)


def _roman(word: str) -> int | None:
    values = [_ROMAN[letter] for letter in word]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if total > 0 else None


_BUILDERS: dict[str, Callable[[Form, re.Match[str], Grammar], Expression | None]] = {
    "day": _day,
    "month": _month_words,
    "year": _year_words,
    "era": _era,
    "part": _part,
    "piece": _piece,
    "season": _season,
    "holiday": _holiday,
    "shift": _shift,
    "night": _night,
    "window": _window,
}
