"""An interval as people write it: `63`, `≈ 40`, `≥ 400`, `10–100`."""

from __future__ import annotations

from datetime import date

from selon.model import FactFigure, Modality

_THIN = "\u202f"


def number_as_text(value: float, *, language: str) -> str:
    """Digits in groups of three, decimals as the language writes them: 11300 -> `11 300` (fr), `11,300` (en)."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", _THIN).replace(".", ",") if language == "fr" else text


def interval_as_text(low: float | None, high: float | None, modality: Modality, *, language: str) -> str:
    """The interval in signs: an open end as ≥ or ≤, two ends with a dash, an approximate value with ≈."""
    if low is None and high is None:
        return "?"
    if low is None or high is None:
        sign, value = ("≥", low) if low is not None else ("≤", high)
        return f"{sign} {number_as_text(value or 0, language=language)}"
    about = "≈ " if modality == "approximate" else ""
    if low == high:
        return about + number_as_text(low, language=language)
    return f"{about}{number_as_text(low, language=language)}–{number_as_text(high, language=language)}"


def figure_as_text(figure: FactFigure, *, language: str) -> str:
    """As `interval_as_text`, with the unit where it is not persons."""
    text = interval_as_text(figure.low, figure.high, figure.modality, language=language)
    return text if figure.unit == "person" else f"{text} {figure.unit}"


def day_as_text(day: date, *, language: str) -> str:
    """A day in few signs: `29/07/2022` (fr), `2022-07-29` (en)."""
    return f"{day:%d/%m/%Y}" if language == "fr" else day.isoformat()
