"""The picture of a fact: one row per figure on one axis of values; a dot for a number, a bar for an interval, an open end as an arrow.

Drawn as SVG on the server: it needs no script, prints, and says the same in its title for those who cannot see it.
"""

from __future__ import annotations

import math

import msgspec

from selon.model import Fact, FactFigure
from selon.show.interval import figure_as_text, number_as_text

_WIDTH, _LABEL, _ROW, _AXIS, _RIGHT = 760, 290, 24, 28, 34
_MANY = 24
# Beyond this ratio between the greatest and the smallest value a linear axis would press the small ones into one dot.
_LOG_RATIO = 30


class Axis(msgspec.Struct, frozen=True):
    """Values to pixels, linear or logarithmic."""

    low: float
    high: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """Pixels from the left edge."""
        low, high, value = (math.log10(v) for v in (self.low, self.high, max(value, self.low))) if self.logarithmic else (self.low, self.high, value)
        share = (value - low) / (high - low) if high > low else 0.5
        return round(_LABEL + min(max(share, 0.0), 1.0) * (_WIDTH - _LABEL - _RIGHT), 1)

    def ticks(self) -> list[float]:
        """Round values to label, both ends included."""
        if self.logarithmic:
            powers = [10.0**n for n in range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)]
            return sorted({self.low, *powers, self.high})
        step = _round_step((self.high - self.low) / 4)
        return [self.low + n * step for n in range(round((self.high - self.low) / step) + 1)]


class Row(msgspec.Struct, frozen=True):
    """One figure as it is drawn. `x1` to `x2` is the bar (equal: a dot); `open_low`, `open_high` the ends that have no bound."""

    y: float
    label: str
    side: str
    text: str
    x1: float
    x2: float
    open_low: bool
    open_high: bool
    doubtful: bool


class Picture(msgspec.Struct, frozen=True):
    """Everything that the template needs to draw. `left_out` counts the figures beyond the first 24."""

    width: int
    height: int
    axis_y: float
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    left_out: int


def picture_of(fact: Fact, *, language: str, own_voice: str) -> Picture:
    """The picture of a fact with at least one figure, rows by side, then by day. `own_voice` names an article that speaks for itself."""
    figures = sorted(fact.figures, key=lambda f: (f.side or "~", f.as_of or "~", f.id))
    shown = figures[:_MANY]
    axis = _axis_of(shown)
    rows = tuple(_row(figure, n, axis, language, own_voice) for n, figure in enumerate(shown))
    axis_y = len(rows) * _ROW + 8.0
    ticks = tuple((axis.at(t), number_as_text(t, language=language)) for t in axis.ticks())
    return Picture(_WIDTH, round(axis_y + _AXIS), axis_y, rows, ticks, len(figures) - len(shown))


def _axis_of(figures: list[FactFigure]) -> Axis:
    values = [v for f in figures for v in (f.low, f.high) if v is not None]
    low, high = min(values), max(values)
    if low > 0 and high / low > _LOG_RATIO:
        return Axis(_round_below(low), _round_step(high), True)
    low = min(low, 0.0)
    step = _round_step((high - low) / 4)
    return Axis(math.floor(low / step) * step, max(math.ceil(high / step), 1) * step, False)


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that is at least `rough`."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9))


def _round_below(value: float) -> float:
    """The greatest of 1, 2, 5, 10, 20 … that is at most `value`."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * n for n in (5, 2, 1) if power * n <= value * (1 + 1e-9))


def _row(figure: FactFigure, n: int, axis: Axis, language: str, own_voice: str) -> Row:
    low, high = figure.low, figure.high
    x1 = axis.at(low) if low is not None else _LABEL
    x2 = axis.at(high) if high is not None else _WIDTH - _RIGHT
    who = figure.speaker or (own_voice if figure.origin == figure.page else figure.origin)
    return Row(
        y=n * _ROW + 16.0,
        label=f"{who[:28] + '…' if len(who) > 29 else who}{', ' + figure.as_of if figure.as_of else ''}",
        side=figure.side or "",
        text=figure_as_text(figure, language=language),
        x1=x1,
        x2=x2,
        open_low=low is None,
        open_high=high is None,
        doubtful=figure.stance != "asserts",
    )
