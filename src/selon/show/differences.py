"""What differs between two readings as lines: + came, - went, ~ is read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from selon.compare.differences import FactDifference
from selon.review.differences import Difference
from selon.review.items import changed, shown
from selon.show.terminal import row

_SIGNS = {"came": "+", "went": "-", "changed": "~"}


def print_differences(readings: Sequence[Mapping[str, object]], found: Iterable[Difference], out: TextIO) -> None:
    """The two readings, then one line for each difference: sign, item, where, values, words."""
    for name, reading in zip(("from", "to"), readings, strict=False):
        out.write(row(name, reading["entry"], reading["at"], reading["by"], reading["version"]) + "\n")
    for one in found:
        values = changed(one.old, one.new) if one.how == "changed" else _values(one.old or one.new)
        moved = f", was [{one.moved_from.start}, {one.moved_from.end})" if one.moved_from else ""
        out.write(row(_SIGNS[one.how], one.name, f"[{one.span.start}, {one.span.end}){moved}", values, f"“{one.words}”") + "\n")


def print_fact_difference(found: FactDifference, out: TextIO) -> None:
    """The fact with its verdicts, then one line for each figure that differs: sign, figure, values, the other fact, words."""
    before = ", ".join(found.before) or "not there"
    out.write(row("fact", found.id, " → ".join(dict.fromkeys(found.verdicts)), f"before: {before}") + "\n")
    for one in found.figures:
        values = ", ".join(f"{name} {_shown(one.old[name])} → {_shown(value)}" for name, value in one.new.items())
        other = f"{'now' if one.how == 'went' else 'before'} in {one.other}" if one.other else None
        out.write(row(_SIGNS[one.how], one.figure, values, other, f"“{one.words}”") + "\n")


def _values(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_shown(value)}" for name, value in values.items() if value is not None)


def _shown(value: Any) -> str:
    return " < ".join(map(str, value)) or "–" if isinstance(value, (tuple, list)) else shown(value)
