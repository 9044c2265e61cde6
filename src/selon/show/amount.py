"""A figure's interval in words: what a person reads where a program reads `low` and `high`."""

from __future__ import annotations

from selon.model import FactFigure


def amount(figure: FactFigure) -> str:
    """`63 killed`, `at least 40 settlement`, `about 2,000 km2`, `10 to 100 person`."""
    counted = figure.of if figure.of and figure.of != "other" else figure.unit
    return f"{_interval(figure)} {counted}"


def _interval(figure: FactFigure) -> str:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return "an unknown number of"
    if high is None:
        return f"at least {_number(low)}"
    if low is None:
        return f"at most {_number(high)}"
    exact = _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    return f"about {exact}" if figure.modality == "approximate" else exact


def _number(value: float | None) -> str:
    return f"{value:,.10g}"
