"""What a date expression says, before anybody knows which day is meant: the parts that are written, and nothing else.

An `Expression` is one of the classes below; what the words leave out is None. `which` is "last", "next" or "this" where the words say so
(`mardi prochain`, `l'été dernier`, `ce vendredi`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal

import msgspec

from selon.model import Span

Which = Literal["last", "next", "this"]
Edge = Literal["start", "middle", "end"]
Unit = Literal["day", "week", "weekend", "fortnight", "month", "year", "decade", "century"]
Sense = Literal["point", "interval", "both", "since", "until", "night", "week", "weekend"]
Tense = Literal["past", "future"]
Anchor = Literal["published", "text", "event"]


class DayWords(msgspec.Struct, frozen=True, kw_only=True):
    """A day by its weekday (Monday is 0), its number, or both.

    `weeks` moves a weekday to the week so many weeks from the present one, `days_on` by so many days from its next occurrence (`lundi en
    huit`). `anchor` is "text" where it is the next or last such day seen from the last day that the text names (`le mardi suivant`).
    """

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    which: Which | None = None
    weeks: int | None = None
    days_on: int | None = None
    anchor: Anchor = "published"


class MonthWords(msgspec.Struct, frozen=True, kw_only=True):
    """A month by its name, `edge` where only its beginning, middle or end is meant."""

    month: int
    year: int | None = None
    which: Which | None = None
    edge: Edge | None = None


class YearWords(msgspec.Struct, frozen=True, kw_only=True):
    """A year by its number."""

    year: int
    edge: Edge | None = None


class EraWords(msgspec.Struct, frozen=True):
    """A decade or a century, as EDTF writes it: `199X`, `14XX`."""

    digits: str


class PartWords(msgspec.Struct, frozen=True, kw_only=True):
    """The `number`-th stretch of `months` months of a year: a quarter (3) or a half (6); or, where `shift` is given and the number is 0, so many
    stretches from the present one, or from the one that the text names last (`le trimestre précédent`: `anchor` "text")."""

    number: int
    months: int
    year: int | None = None
    which: Which | None = None
    shift: int | None = None
    anchor: Anchor = "published"


class PieceWords(msgspec.Struct, frozen=True, kw_only=True):
    """The `number`-th day, weekday, week, week-end or fortnight of a month; -1 is the last."""

    number: int
    unit: Unit
    month: int
    weekday: int | None = None
    year: int | None = None
    which: Which | None = None


class SeasonWords(msgspec.Struct, frozen=True, kw_only=True):
    """A season by its EDTF number, 21 (spring) to 24 (winter); `edge` where only its beginning, middle or end is meant."""

    season: int
    year: int | None = None
    which: Which | None = None
    edge: Edge | None = None


class HolidayWords(msgspec.Struct, frozen=True, kw_only=True):
    """A holiday by its name in the pack's table, `days` days before (negative) or after it; `evening` where only its evening is named."""

    name: str
    year: int | None = None
    which: Which | None = None
    days: int = 0
    evening: bool = False


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """So many units from the day of publication, from the last day that the text names, or from an event (`trois jours après le séisme`).

    `counted`: a number of units is written (`il y a trois semaines`), not a unit of the calendar (`la semaine dernière`); `half` where half
    a unit comes on top (`deux ans et demi`); `about` where the words say that it is rough. `other` is a second amount (`il y a deux ou trois
    jours`).
    """

    amount: int
    other: int | None = None
    unit: Unit
    anchor: Anchor = "published"
    counted: bool = False
    half: bool = False
    about: bool = False
    edge: Edge | None = None


class WindowWords(msgspec.Struct, frozen=True, kw_only=True):
    """So many whole units after the one of the day of publication: `d'ici les trois prochains mois`."""

    amount: int
    unit: Unit


Expression = DayWords | MonthWords | YearWords | EraWords | PartWords | PieceWords | SeasonWords | HolidayWords | Shift | WindowWords


class Clause:
    """The clause around an expression. Its tense is found when it is asked for, once: most expressions say their day without it."""

    def __init__(self, find: Callable[[], Tense | None]) -> None:
        self._find = find

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Clause) and self.tense == other.tense

    def __hash__(self) -> int:
        return hash(self.tense)

    @cached_property
    def tense(self) -> Tense | None:
        """None where the clause shows none."""
        return self._find()


UNKNOWN_CLAUSE, PAST_CLAUSE = Clause(lambda: None), Clause(lambda: "past")


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """One date expression of the text.

    `sense` says how `first` and `last` are meant: a point (`first` alone), an interval with both ends, two days that are one or two points
    (both), open from `first` on (since) or up to it (until), the week or week-end that holds it, or the night that begins on `first` and
    ends on `last` (None: the day after). `implied` is the tense that its own words imply, None where they imply none. `sentence` numbers the
    sentence, from 0; `opens` where nothing stands before the expression in it.
    """

    span: Span
    first: Expression
    last: Expression | None = None
    sense: Sense = "point"
    implied: Tense | None = None
    clause: Clause = UNKNOWN_CLAUSE
    sentence: int = 0
    opens: bool = False
    rule: str = "dates/1"
