"""The timeline as it is drawn: bars of how much is said of which days, and one row for each fact with its figures where their days are.

Pixels of an SVG made on the server. A figure of an exact day is a dot at its value, one whose day is only known within bounds a bar from the
first to the last possible day, open where there is no bound; from one figure to another that updates it goes a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from selon.model import Fact, FactFigure
from selon.show.boxes import Stroke, boxes_along, overlap, path
from selon.show.days import Bar, Bounds, Period, Stretch
from selon.show.interval import figure_as_text

WIDTH = 960
LEFT, RIGHT = 8, 8
BARS_HEIGHT, PERIOD_HEIGHT, AXIS_HEIGHT = 96, 12, 24
ROW_HEIGHT = 58
_INSET = 14
MOST_PERIODS = 8
_CHAR, _DOT = 7.0, 4.5


class Tick(msgspec.Struct, frozen=True):
    """A day on the axis."""

    x: float
    text: str


class Column(msgspec.Struct, frozen=True):
    """The bar of one part of the stretch; `days` is that part."""

    x: float
    y: float
    width: float
    height: float
    times: int
    days: Stretch


class Line(msgspec.Struct, frozen=True):
    """A period: from its first to its last possible day."""

    x1: float
    x2: float
    y: float
    open_first: bool
    open_last: bool
    period: Period


class Bars(msgspec.Struct, frozen=True):
    """Everything above the facts. `most` is the height of the highest bar; `periods_left_out` are in the table only."""

    height: int
    base: float
    most: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    periods_left_out: int


class Label(msgspec.Struct, frozen=True):
    """Where the number of a mark is written."""

    x: float
    y: float
    anchor: str


class Mark(msgspec.Struct, frozen=True):
    """One figure: `x1` equals `x2` for an exact day, `y1` equals `y2` for an exact value."""

    x1: float
    x2: float
    y1: float
    y2: float
    open_first: bool
    open_last: bool
    figure: FactFigure
    text: str
    label: Label | None = None


class Row(msgspec.Struct, frozen=True):
    """One fact. `steps` go from figure to figure: `M x y H x V y`; `elsewhere` counts its figures of other days, or of none."""

    fact: Fact
    marks: tuple[Mark, ...]
    steps: tuple[str, ...]
    ticks: tuple[Tick, ...]
    elsewhere: int


def at(stretch: Stretch, share: float) -> float:
    """Pixels from the left edge."""
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def bars_of(stretch: Stretch, bars: Sequence[Bar], periods: Sequence[Period]) -> Bars:
    """The bars of a stretch with the periods under them."""
    most = max((bar.times for bar in bars), default=0)
    columns = []
    for bar in bars:
        x, end = at(stretch, stretch.share(bar.part.first)), at(stretch, stretch.share(bar.part.last, end=True))
        height = round(bar.times / most * (BARS_HEIGHT - 18), 1) if most else 0.0
        if bar.times:
            height = max(height, 2.0)
            gap = min(1.5, (end - x) / 5)
            columns.append(Column(x, BARS_HEIGHT - height, round(end - x - gap, 1), height, bar.times, bar.part))
    shown = sorted(periods[:MOST_PERIODS], key=lambda period: (str(period.bounds.first or ""), period.edtf))
    base = BARS_HEIGHT + AXIS_HEIGHT
    lines = tuple(_line(stretch, period, base + 8 + n * PERIOD_HEIGHT) for n, period in enumerate(shown))
    height = base + 8 + len(lines) * PERIOD_HEIGHT
    return Bars(height, BARS_HEIGHT, most, tuple(columns), lines, tuple(ticks_of(stretch)), len(periods) - len(shown))


def rows_of(stretch: Stretch, facts: Sequence[Fact], *, language: str) -> list[Row]:
    """One row for each fact, in their order."""
    ticks = tuple(ticks_of(stretch))
    return [_row(stretch, fact, ticks, language) for fact in facts]


def ticks_of(stretch: Stretch) -> Iterator[Tick]:
    """A few days of the axis, the first of each part that is marked."""
    parts = list(stretch.parts())
    every = max(1, -(-len(parts) // 8))
    for n in range(0, len(parts), every):
        day = parts[n].first
        text = {"year": f"{day.year:04d}", "month": day.isoformat()[:7]}.get(stretch.step, day.isoformat())
        yield Tick(at(stretch, stretch.share(day)), text)


def _line(stretch: Stretch, period: Period, y: float) -> Line:
    x1, x2 = _ends(stretch, period.bounds)
    return Line(x1, x2, y, period.bounds.first is None, period.bounds.last is None, period)


def _ends(stretch: Stretch, bounds: Bounds) -> tuple[float, float]:
    first = at(stretch, stretch.share(bounds.first)) if bounds.first else LEFT
    last = at(stretch, stretch.share(bounds.last, end=True)) if bounds.last else WIDTH - RIGHT
    return first, last


def _row(stretch: Stretch, fact: Fact, ticks: tuple[Tick, ...], language: str) -> Row:
    known = ((figure, Bounds.of(figure.as_of or "")) for figure in fact.figures)
    dated = [(figure, bounds) for figure, bounds in known if bounds and stretch.meets(bounds)]
    values = [value for figure, _ in dated for value in (figure.low, figure.high) if value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)

    def height(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(ROW_HEIGHT - _INSET - share * (ROW_HEIGHT - 2 * _INSET), 1)

    marks: list[Mark] = []
    for figure, bounds in dated:
        x1, x2 = _ends(stretch, bounds)
        if bounds.first is not None and bounds.first == bounds.last:
            x1 = x2 = round((x1 + x2) / 2, 1)
        y1, y2 = height(low if figure.low is None else figure.low), height(high if figure.high is None else figure.high)
        text = figure_as_text(figure, language=language)
        marks.append(Mark(x1, x2, y1, y2, bounds.first is None, bounds.last is None, figure, text))
    steps = list(_steps(fact, marks))
    return Row(fact, tuple(_labelled(marks, steps)), tuple(map(path, steps)), ticks, len(fact.figures) - len(dated))


def _labelled(marks: Sequence[Mark], steps: Sequence[Stroke]) -> Iterator[Mark]:
    """The marks, each with its number where it stands alone; all of them are in the table."""
    taken = [box for step in steps for box in boxes_along(step, piece=_CHAR)]
    taken += [(mark.x1 - _DOT, mark.x2 + _DOT, min(mark.y1, mark.y2) - _DOT, max(mark.y1, mark.y2) + _DOT) for mark in marks]
    for mark in marks:
        wide, middle = _CHAR * len(mark.text), (mark.y1 + mark.y2) / 2
        places = (
            (mark.x2 + _DOT + 3, mark.x2 + _DOT + 3, middle, "start"),
            (mark.x1 - _DOT - 3, mark.x1 - _DOT - 3 - wide, middle, "end"),
            ((mark.x1 + mark.x2) / 2, (mark.x1 + mark.x2 - wide) / 2, min(mark.y1, mark.y2) - 12, "middle"),
            ((mark.x1 + mark.x2) / 2, (mark.x1 + mark.x2 - wide) / 2, max(mark.y1, mark.y2) + 12, "middle"),
        )
        for x, start, y, anchor in places:
            box = (start, start + wide, y - 6, y + 6)
            if start >= 0 and start + wide <= WIDTH and 6 <= y <= ROW_HEIGHT - 18 and not any(overlap(box, other) for other in taken):
                taken.append(box)
                mark = msgspec.structs.replace(mark, label=Label(round(x, 1), round(y + 4, 1), anchor))
                break
        yield mark


def _steps(fact: Fact, marks: Sequence[Mark]) -> Iterator[Stroke]:
    """From each figure to those that update it."""
    by_id = {mark.figure.id: mark for mark in marks}
    for pair in fact.pairs:
        if pair.relation == "update" and pair.left in by_id and pair.right in by_id:
            earlier, later = sorted((by_id[pair.left], by_id[pair.right]), key=lambda mark: (mark.x1, mark.figure.id))
            yield (earlier.x1, earlier.y1), (later.x1, earlier.y1), (later.x1, later.y1)
