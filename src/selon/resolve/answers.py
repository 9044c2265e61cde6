"""What an expression is resolved against, and what comes out."""

from __future__ import annotations

from datetime import date

import msgspec

from selon.read import calendar
from selon.read.expressions import UNKNOWN_CLAUSE, Clause, Tense
from selon.resolve.reference import Reference


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression is resolved against: the article's own day, the last day that the text named before, the clause around it.

    `text_day` is None where the last day that the text named is not known, `has_text_day` False where it named none. `text_period` is the
    last day of the last month, season or year that the text named after that day. `opens`: the expression opens its sentence.
    `story` is the last day of the story of an earlier year that the text is in the midst of (see `selon.resolve.told`). `event_day` is the day
    that the page gives for the event from which the expression counts (`trois jours après le séisme`), if any.
    """

    reference: Reference
    clause: Clause = UNKNOWN_CLAUSE
    opens: bool = False
    text_day: date | None = None
    has_text_day: bool = False
    text_period: date | None = None
    story: date | None = None
    event_day: date | None = None

    @property
    def tense(self) -> Tense | None:
        """The tense of the clause around the expression, None where it shows none."""
        return self.clause.tense


class Answer(msgspec.Struct, frozen=True):
    """An EDTF value, or None, and the sentence that says why."""

    edtf: str | None
    because: str


def day_answer(day: date | None, because: str) -> Answer:
    """A day as an answer; None is a day that the calendar does not have."""
    return Answer(calendar.of_day(day), because) if day else no_such_day()


def no_such_day() -> Answer:
    """30 February, a year 0, a holiday beyond the year 9999."""
    return Answer(None, "the calendar has no such day")
