"""The picture of a fact: its figures over time, one lane for each side.

A dot is a number, a bar an interval, an arrow an open end; a line with a step leads from a count to the later one that updates it, a broken
line joins two figures that conflict. Every lane has the same scale of values. Drawn as SVG on the server: it needs no script and prints;
its description says the same in words.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec

from selon.model import Fact, FactFigure
from selon.resolve.periods import Days, days_of
from selon.settings import InterfaceLanguage
from selon.show.boxes import Box, Stroke, boxes_along, overlap, path
from selon.show.interval import day_as_text, figure_as_text
from selon.show.scale import Scale, scale_of
from selon.show.sides import side_name

_MANY_LANES, _MANY_CONFLICTS = 6, 8
_TOP, _AXIS, _RIGHT, _DOT, _BESIDE = 8, 26, 52, 4.5, 13
_CHAR, _LINE = 7.0, 12


class Size(msgspec.Struct, frozen=True):
    """How large a picture is drawn, in the units of its own coordinates: as wide as `width`, each lane `lane` high, its name in `label`."""

    width: int
    lane: int
    label: int


SMALL, LARGE = Size(472, 44, 118), Size(880, 92, 170)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One interval of one day; `figures` say it in this lane. `x1` to `x2` are its days, `y1` (high) to `y2` (low) its values; an open
    end goes to the lane's edge. `text` stands at `text_x`, `text_y`; empty where there is no room."""

    figures: tuple[FactFigure, ...]
    told: str
    words: str
    x: float
    x1: float
    x2: float
    y: float
    y1: float
    y2: float
    text: str = ""
    text_x: float = 0
    text_y: float = 0
    anchor: str = "start"

    @property
    def figure(self) -> FactFigure:
        """The first of its figures."""
        return self.figures[0]

    @property
    def doubtful(self) -> bool:
        """Nobody's figure, or history."""
        return self.figure.stance != "asserts" or self.figure.replaced_by is not None


class Lane(msgspec.Struct, frozen=True):
    """What one side says; `top` to `bottom`. `lines` are the name as it is written."""

    name: str
    lines: tuple[str, ...]
    top: float
    bottom: float
    marks: tuple[Mark, ...]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template needs to draw. `steps` and `conflicts` are SVG paths; `told` says all of it in words."""

    width: int
    height: float
    label: int
    axis_y: float
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    steps: tuple[str, ...]
    conflicts: tuple[str, ...]
    told: str


class _Time:
    """Days to pixels; figures without a day stand in a column of their own, left of the others."""

    def __init__(self, known: Sequence[Days], size: Size, *, undated: bool) -> None:
        self.left = size.label + (82 if undated and known else 14)
        self.right = size.width - _RIGHT
        self.undated_x = size.label + (14.0 if known else (self.right - size.label) / 3)
        self.undated = undated
        self.first = min((days.first for days in known), default=None)
        self.last = max((days.last for days in known), default=None)

    def at(self, days: Days | None) -> tuple[float, float]:
        """From where to where; twice the same for one day."""
        if days is None or self.first is None or self.last is None:
            return self.undated_x, self.undated_x
        whole = (self.last - self.first).days
        if whole == 0:
            middle = self.left + (self.right - self.left) / 3
            return middle, middle
        x1, x2 = (self.left + (day - self.first).days / whole * (self.right - self.left) for day in (days.first, days.last))
        return round(x1, 1), round(x2, 1)

    def ticks(self, language: str, unknown: str) -> tuple[tuple[float, str], ...]:
        ticks: list[tuple[float, str]] = [(self.undated_x, unknown)] if self.undated else []
        if self.first is not None and self.last is not None:
            whole = (self.last - self.first).days
            parts = min(whole, max(1, int((self.right - self.left) // 150)))
            days = {self.first + timedelta(days=round(whole * n / parts)) for n in range(parts + 1)} if parts else {self.first}
            ticks += [(self.at(Days(day, day))[0], day_as_text(day, language=language)) for day in sorted(days)]
        return tuple(ticks)


def picture_of(fact: Fact, *, language: InterfaceLanguage, own_voice: str, others: str, no_day: str, size: Size = SMALL) -> Picture:
    """The picture of a fact with at least one figure. `own_voice` names an article that speaks for itself, `others` the lane of those who
    have none of their own, `no_day` the column of figures without a day."""
    lanes = _lanes(fact.figures, own_voice, others, language)
    days = {figure.id: days_of(figure.as_of) for figure in fact.figures}
    time = _Time([known for known in days.values() if known], size, undated=None in days.values())
    values = scale_of([v for figure in fact.figures for v in (figure.low, figure.high) if v is not None], size.lane - 16)
    drawn = []
    for n, (name, figures) in enumerate(lanes):
        top = _TOP + n * size.lane
        drawn.append(Lane(name, _name_in_lines(name, size), top, top + size.lane, tuple(_marks(figures, days, time, values, top + 8, language))))
    axis_y = float(_TOP + len(lanes) * size.lane)
    steps = [step for lane in drawn for step in _steps(fact, lane)]
    conflicts = _conflicts(fact, {figure.id: mark for lane in drawn for mark in lane.marks for figure in mark.figures})
    lines = [box for line in (*steps, *conflicts) for box in boxes_along(line, piece=_CHAR)]
    drawn = [msgspec.structs.replace(lane, marks=_with_text(lane, lines, size)) for lane in drawn]
    return Picture(
        width=size.width,
        height=axis_y + _AXIS,
        label=size.label,
        axis_y=axis_y,
        lanes=tuple(drawn),
        ticks=time.ticks(language, no_day),
        steps=tuple(map(path, steps)),
        conflicts=tuple(map(path, conflicts)),
        told="; ".join(f"{lane.name}: {', '.join(mark.told for mark in lane.marks)}" for lane in drawn),
    )


def _lanes(figures: Sequence[FactFigure], own_voice: str, others: str, language: InterfaceLanguage) -> list[tuple[str, list[FactFigure]]]:
    """Figures by side; where no side is known by who says them; the lanes with most figures first, the last one for all others."""
    names = {figure.id: _lane_of(figure, own_voice, language) for figure in figures}
    counts = Counter(names.values())
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    own = set(ranked if len(ranked) <= _MANY_LANES else ranked[: _MANY_LANES - 1])
    lanes: dict[str, list[FactFigure]] = {name: [] for name in ranked if name in own}
    for figure in figures:
        lanes.setdefault(names[figure.id] if names[figure.id] in own else others, []).append(figure)
    return list(lanes.items())


def _lane_of(figure: FactFigure, own_voice: str, language: InterfaceLanguage) -> str:
    if figure.side:
        return side_name(figure.side, language)
    return figure.who or own_voice


def _marks(figures: Sequence[FactFigure], days: dict[str, Days | None], time: _Time, values: Scale, top: float, language: str) -> list[Mark]:
    """The marks of a lane, those of one day beside each other; figures that say the same for the same days are one mark."""
    same: dict[tuple[object, ...], list[FactFigure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (f.as_of or "", f.low or f.high or 0, f.id)):
        counts = figure.stance == "asserts" and figure.replaced_by is None
        same[time.at(days[figure.id]), figure.low, figure.high, figure.modality, figure.unit, counts].append(figure)
    beside: dict[tuple[float, float], list[list[FactFigure]]] = defaultdict(list)
    for some in same.values():
        beside[time.at(days[some[0].id])].append(some)
    return [
        _mark(some, place, n - (len(group) - 1) / 2, min(_BESIDE, 60 / len(group)), values, top, language)
        for place, group in beside.items()
        for n, some in enumerate(group)
    ]


def _mark(figures: Sequence[FactFigure], place: tuple[float, float], nth: float, gap: float, values: Scale, top: float, language: str) -> Mark:
    figure, (x1, x2) = figures[0], place
    high = values.at(figure.high) if figure.high is not None else 0.0
    low = values.at(figure.low) if figure.low is not None else values.height
    bound = low if figure.high is None else high if figure.low is None else (low + high) / 2
    words = figure_as_text(figure, language=language) + (f" ×{len(figures)}" if len(figures) > 1 else "")
    told = words + (f" ({figure.as_of})" if figure.as_of else "")
    x = round((x1 + x2) / 2 + nth * gap, 1)
    return Mark(figures=tuple(figures), told=told, words=words, x=x, x1=x1, x2=x2, y=top + bound, y1=top + high, y2=top + low)


def _name_in_lines(name: str, size: Size) -> tuple[str, ...]:
    """The name in as many lines as a lane has room for."""
    return tuple(textwrap.wrap(name, int(size.label / _CHAR), max_lines=2, placeholder="…")) or (name,)


def _with_text(lane: Lane, lines: Sequence[Box], size: Size) -> tuple[Mark, ...]:
    """Each mark of a lane with its number above, below or beside it, where there is room; no line goes through it."""
    top = lane.top
    taken = [(mark.x - _DOT, mark.x + _DOT, min(mark.y, mark.y1) - _DOT, max(mark.y, mark.y2) + _DOT) for mark in lane.marks]
    taken += [box for box in lines if top < box[3] and box[2] < lane.bottom]
    written = []
    for mark in lane.marks:
        wide = len(mark.words) * _CHAR
        places = (
            ("middle", mark.x, mark.x - wide / 2, mark.y - 13),
            ("start", mark.x + _DOT + 3, mark.x + _DOT + 3, mark.y),
            ("end", mark.x - _DOT - 3, mark.x - _DOT - 3 - wide, mark.y),
            ("middle", mark.x, mark.x - wide / 2, mark.y + 13),
        )
        for anchor, text_x, start, y in places:
            box = (start, start + wide, y - _LINE / 2, y + _LINE / 2)
            inside = size.label <= start and start + wide <= size.width and top <= box[2] + 2 and box[3] - 2 <= top + size.lane
            if inside and not any(overlap(box, other) for other in taken):
                taken.append(box)
                mark = msgspec.structs.replace(mark, text=mark.words, anchor=anchor, text_x=round(text_x, 1), text_y=round(y + 4, 1))
                break
        written.append(mark)
    return tuple(written)


def _steps(fact: Fact, lane: Lane) -> Iterator[Stroke]:
    """From each count of a lane to the next one that updates it."""
    updated: dict[str, set[str]] = defaultdict(set)
    for pair in fact.pairs:
        if pair.relation == "update":
            updated[pair.right].add(pair.left)
    for mark in lane.marks:
        replaced = {id for figure in mark.figures for id in updated[figure.id]}
        before = [other for other in lane.marks if any(figure.id in replaced for figure in other.figures)]
        if before:
            last = max(before, key=lambda other: (other.x, other.figure.id))
            yield (last.x, last.y), (mark.x, last.y), (mark.x, mark.y)


def _conflicts(fact: Fact, marks: dict[str, Mark]) -> list[Stroke]:
    pairs = [(marks[pair.left], marks[pair.right]) for pair in fact.pairs if pair.relation == "conflict"]
    lines: dict[Stroke, None] = {((left.x, left.y), (right.x, right.y)): None for left, right in pairs}
    return list(lines)[:_MANY_CONFLICTS]
