"""Parameters of an address that several pages share. A form sends a field that is left empty: that is no value."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator

from selon.model import Verdict
from selon.resolve.periods import days_of


def none_if_empty(value: object) -> object:
    """An empty text as nothing."""
    return None if value == "" else value


def _first_day(value: object) -> object:
    """A day, or the first one of a month or a year; anything else as it is."""
    days = days_of(value) if isinstance(value, str) else None
    return days.first if days else none_if_empty(value)


def _last_day(value: object) -> object:
    days = days_of(value) if isinstance(value, str) else None
    return days.last if days else none_if_empty(value)


Since = Annotated[date | None, BeforeValidator(_first_day), Query(description="a day, or the first of a month or a year")]
Until = Annotated[date | None, BeforeValidator(_last_day), Query(description="a day, or the last of a month or a year")]
VerdictOrNone = Annotated[Verdict | None, BeforeValidator(none_if_empty), Query()]
Word = Annotated[str, Query(max_length=200)]
Skip = Annotated[int, Query(ge=0, le=1_000_000)]
