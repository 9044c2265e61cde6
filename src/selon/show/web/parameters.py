"""Parameters of an address that several pages share. A form sends a field that is left empty: that is no value."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator

from selon.model import Verdict


def none_if_empty(value: object) -> object:
    """An empty text as nothing."""
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(none_if_empty), Query()]
VerdictOrNone = Annotated[Verdict | None, BeforeValidator(none_if_empty), Query()]
Word = Annotated[str, Query(max_length=200)]
Skip = Annotated[int, Query(ge=0, le=1_000_000)]
