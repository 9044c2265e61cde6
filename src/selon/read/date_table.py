"""The shape of a pack's `dates.toml`; the header of the file says what each table means."""

from __future__ import annotations

import msgspec

from selon.read.expressions import Anchor, Edge, Sense, Tense, Unit, Which


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """A day of every year: month and day, or the distance in days from Easter Sunday. `eve`: its night begins on the day before. `year`
    where the name means one day only."""

    month: int | None = None
    day: int | None = None
    easter: int | None = None
    eve: bool = False
    year: int | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One way of writing a date. `kind` says what it gives; the other fields are what the form says without naming it."""

    form: str
    kind: str
    amount: int = 0
    unit: Unit | None = None
    anchor: Anchor = "published"
    which: Which | None = None
    edge: Edge | None = None
    holiday: str | None = None
    weeks: int | None = None
    evening: bool = False
    days_on: int | None = None


class Joint(msgspec.Struct, frozen=True):
    """A form that joins expressions to one: `sense` says to what; `tense` is the one that the words themselves imply. Two ends are of one
    kind, or of the `kinds` where some are named."""

    form: str
    sense: Sense
    tense: Tense | None = None
    kinds: tuple[str, ...] = ()


class DateWords(msgspec.Struct, frozen=True, kw_only=True):
    """Shape of `dates.toml`; the header of the file says what each table means."""

    months_are_small: bool
    months: dict[str, int]
    month_abbreviations: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    numbers: dict[str, int]
    rough_numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    centuries: dict[str, int]
    units: dict[str, Unit]
    relative_days: dict[str, int]
    text_days: dict[str, int]
    edges: dict[str, Edge]
    parts: dict[str, int]
    pieces: dict[str, Unit]
    holidays: dict[str, Holiday]
    words: dict[str, str]
    not_dates: list[str]
    forms: list[Form]
    joints: list[Joint]
    event: str
    clause_breaks: tuple[str, ...]
    future: str
    not_future: str
    ahead: str
    decided: str
    past: str
    done: str
    stamp_before: str
