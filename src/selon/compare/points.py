"""How much speaks for one question, of many pairs of figures at once.

The rules of `selon.compare.alike` look at few things: what is counted, where, on which page. Very many pairs are the same to a rule, so it is asked
once for each two values and not for each pair; numbers and days are compared as columns. A pair that one rule calls impossible is asked no more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from selon.compare import alike
from selon.compare.alike import Beside, Numbers, What, Where, in_one_breath, names_home, same_place, same_thing, told_apart
from selon.compare.anchors import Anchors
from selon.compare.candidate import OWN_VOICE, Candidate, has_named_voice, rarity
from selon.compare.grounds import Ground
from selon.compare.occasions import SAME, Occasion, occasion_of
from selon.resolve.periods import Days
from selon.resolve.zones import Zone

Floats = NDArray[np.float64]
Indexes = NDArray[np.int64]
Flags = NDArray[np.bool_]
T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_Grounds = dict[Ground, Floats]
# The days of a figure, and those that its page names.
_Remembered = tuple[Days | None, tuple[Days, ...]]

IMPOSSIBLE = -np.inf
# So many answers of one rule are remembered, some hundreds of bytes each.
_REMEMBERED = 1_000_000


class Points:
    """Figures as columns, to be compared by their places in the list."""

    def __init__(self, figures: Sequence[Candidate]) -> None:
        self.figures = figures
        self._places = {figure.key: at for at, figure in enumerate(figures)}
        self._page, pages = _coded_by(figures, lambda figure: figure.key[0])
        self._voice, voices = _coded_by(figures, attrgetter("voice"))
        self._own = _flags(figure.voice == OWN_VOICE for figure in voices)[self._voice]
        self._named = _flags(map(has_named_voice, voices))[self._voice]
        self._low = _column(-np.inf if figure.quantity.low is None else figure.quantity.low for figure in figures)
        self._high = _column(np.inf if figure.quantity.high is None else figure.quantity.high for figure in figures)
        self._rarity = _column(map(rarity, figures))
        counted, counting = _coded_by(figures, attrgetter("counted"))
        self._ground = coded((figure.counted.zone.land, figure.counted.zone.places) for figure in counting)[0][counted]
        self._stated = _flags(figure.counted.zone.stated for figure in counting)[counted]
        self._daily = _flags(figure.counted.daily for figure in counting)[counted]
        kind = coded(map(_kind_of_page, pages))[0][self._page]
        days, dated = _coded_by(figures, lambda figure: figure.as_of or figure.anchors.days)
        told = [figure.as_of or figure.anchors.days for figure in dated]
        self._dated = _flags(one is not None for one in told)[days]
        self._first = _column(one.first.toordinal() if one else 0 for one in told)[days]
        self._last = _column(one.last.toordinal() if one else 0 for one in told)[days]
        where = _coded_together(_where, figures, counted, kind)
        self._same_thing = _Asked(_same_thing, *_coded_together(_what, figures, counted, kind))
        self._same_place = _Asked(_same_place, *where)
        self._names_home = _Asked(_names_home, *where)
        self._looks_back = _Asked(_looks_back, *_coded_together(_remembered, figures, days, kind))
        self._occasion = _Asked(_occasion, self._page, [(figure.page, figure.anchors) for figure in pages])

    @property
    def _grounds(self) -> tuple[Callable[[Indexes, Indexes], _Grounds], ...]:
        """In this order: what rules out most pairs comes first."""
        return self._of_things, self._of_days, self._of_pages

    def place(self, figure: Candidate) -> int:
        """Where the figure stands in the list."""
        return self._places[figure.key]

    def between(self, left: Indexes, right: Indexes) -> Floats:
        """The points of each of these pairs, `IMPOSSIBLE` where they cannot be one question; at `alike.THRESHOLD` they are taken for one."""
        total = np.zeros(len(left))
        for grounds in self._grounds:
            open_yet = np.flatnonzero(total > IMPOSSIBLE)
            if len(open_yet):
                total[open_yet] += sum(grounds(left[open_yet], right[open_yet]).values())
        rounded: Floats = np.round(total, alike.DECIMALS)
        return rounded

    def grounds(self, left: Candidate, right: Candidate) -> dict[Ground, float]:
        """The points of one pair by what gives them."""
        one, other = np.array([self.place(left)]), np.array([self.place(right)])
        return {name: round(float(points[0]), alike.DECIMALS) for grounds in self._grounds for name, points in grounds(one, other).items()}

    def _of_things(self, left: Indexes, right: Indexes) -> _Grounds:
        other, disjoint = self._other(left, right), self._disjoint(left, right)
        same_low = (self._low[left] == self._low[right]) & np.isfinite(self._low[left])
        ground = self._stated[left] & self._stated[right] & (self._ground[left] == self._ground[right])
        return {"thing": self._same_thing(left, right, other, disjoint, self._same(left, right), same_low, ground)}

    def _of_days(self, left: Indexes, right: Indexes) -> _Grounds:
        """What lies between the days speaks against one question, the same named speaker within few days for it."""
        known, across = self._dated[left] & self._dated[right], self._page[left] != self._page[right]
        apart = np.maximum(0, np.maximum(self._first[left] - self._last[right], self._first[right] - self._last[left]))
        cost = np.minimum(alike.DAYS_CAP, np.maximum(0, apart - alike.DAYS_FREE) / alike.DAYS_PER_POINT)
        days: Floats = np.where(known & across, -cost, 0.0)
        far = np.flatnonzero(known & (apart > alike.DAYS_LIMIT))
        differ = ~self._same(left, right)
        if len(far):
            back = self._looks_back(left[far], right[far]) > 0
            days[far[back]] = 0.0
            days[far[~back & (across & differ)[far]]] = IMPOSSIBLE
        daily = known & (apart > 0) & self._daily[left] & self._daily[right]
        days[daily & (differ | (apart > alike.DAYS_FREE))] = IMPOSSIBLE
        one_speaker = (self._voice[left] == self._voice[right]) & self._named[left]
        return {"days": days, "speaker": np.where(one_speaker & across & known & (apart <= alike.DAYS_FREE), alike.SAME_VOICE, 0.0)}

    def _of_pages(self, left: Indexes, right: Indexes) -> _Grounds:
        """Whether the figures hold in one place, and their pages are on one event."""
        together, apart, left_told, right_told = self._occasion(left, right).T
        other, voice = self._other(left, right), self._voice[left] == self._voice[right]
        named = np.minimum(alike.TOPIC_CAP, together + alike.NAMED_HERE)
        told = np.zeros(len(left))
        for at in np.flatnonzero(other & (self._page[left] == self._page[right])).tolist():
            one, next_to = self.figures[left[at]], self.figures[right[at]]
            told[at] = alike.TOLD_APART if told_apart(one, next_to) else alike.ONE_BREATH if in_one_breath(one, next_to) else 0.0
        return {
            "place": self._same_place(left, right, other, voice, voice & ~self._own[left], left_told > 0, right_told > 0),
            "event": np.where(self._names_home(left, right) > 0, named, together + apart),
            "number": np.where(self._same(left, right), self._rarity[left], 0.0),
            "page": told,
        }

    def _same(self, left: Indexes, right: Indexes) -> Flags:
        """The same bounds."""
        same: Flags = (self._low[left] == self._low[right]) & (self._high[left] == self._high[right])
        return same

    def _disjoint(self, left: Indexes, right: Indexes) -> Flags:
        """As `alike.disjoint`."""
        apart: Flags = (self._high[left] < self._low[right]) | (self._high[right] < self._low[left])
        return apart

    def _other(self, left: Indexes, right: Indexes) -> Flags:
        """As `alike.other_number`."""
        above = np.isinf(self._high[left]) & np.isinf(self._high[right]) & (self._low[left] != self._low[right])
        below = np.isinf(self._low[left]) & np.isinf(self._low[right]) & (self._high[left] != self._high[right])
        other: Flags = self._disjoint(left, right) | above | below
        return other


class _Asked(Generic[T]):
    """A rule that is asked once for each two values and flags of a pair; `codes` say which of the values a figure has."""

    def __init__(self, rule: Callable[[T, T, Sequence[bool]], object], codes: Indexes, values: Sequence[T]) -> None:
        self._rule, self._codes, self._values = rule, codes, values
        self._answers: dict[int, object] = {}

    def __call__(self, left: Indexes, right: Indexes, *flags: Flags) -> Floats:
        """The answer for each pair, of which there is at least one."""
        asked = self._codes[left] * len(self._values) + self._codes[right]
        for flag in flags:
            asked = 2 * asked + flag
        distinct, place = np.unique(asked, return_inverse=True)
        if len(self._answers) > _REMEMBERED:
            self._answers.clear()
        answers: Floats = np.array([self._answer(one, len(flags)) for one in distinct.tolist()], dtype=np.float64)
        return answers[place]

    def _answer(self, asked: int, flags: int) -> object:
        if asked not in self._answers:
            left, right = divmod(asked >> flags, len(self._values))
            told = [bool(asked >> at & 1) for at in reversed(range(flags))]
            self._answers[asked] = self._rule(self._values[left], self._values[right], told)
        return self._answers[asked]


_ANYWHERE = Zone()


def _what(figure: Candidate) -> What:
    bare = msgspec.structs.replace(figure.counted, names=frozenset(), zone=_ANYWHERE)
    return What(bare, figure.counted.zone.whole, figure.anchors.broad, figure.alike_groups)


def _where(figure: Candidate) -> Where:
    return Where(figure.counted.zone, figure.anchors.home, figure.splits)


def _remembered(figure: Candidate) -> _Remembered:
    return figure.as_of or figure.anchors.days, figure.anchors.brief_days


def _kind_of_page(figure: Candidate) -> Hashable:
    """Of figures that count the same on pages of one kind, `_what` and `_where` are the same; so is `_remembered` of those of one day."""
    anchors = figure.anchors
    return anchors.home, figure.splits, anchors.broad, figure.alike_groups, anchors.brief_days


def _same_thing(left: What, right: What, numbers: Sequence[bool]) -> float:
    said = same_thing(left, right, Numbers(*numbers))
    return IMPOSSIBLE if said is None else said


def _same_place(left: Where, right: Where, beside: Sequence[bool]) -> float:
    said = same_place(left, right, Beside(*beside))
    return IMPOSSIBLE if said is None else said


def _names_home(left: Where, right: Where, _: Sequence[bool]) -> bool:
    return names_home(left, right)


def _looks_back(left: _Remembered, right: _Remembered, _: Sequence[bool]) -> bool:
    """Years later the one page names the days of the other figure: it tells of the same event."""
    return _names_days(left[1], right[0]) or _names_days(right[1], left[0])


def _names_days(named: tuple[Days, ...], event: Days | None) -> bool:
    return event is not None and any(days.apart(event) <= alike.DAYS_FREE for days in named)


def _occasion(left: tuple[str, Anchors], right: tuple[str, Anchors], _: Sequence[bool]) -> Occasion:
    return SAME if left[0] == right[0] else occasion_of(left[1], right[1])


def coded(values: Iterable[H]) -> tuple[Indexes, list[H]]:
    """Each value as its place in the list of the distinct ones."""
    places: dict[H, int] = {}
    codes = np.fromiter((places.setdefault(value, len(places)) for value in values), dtype=np.int64)
    return codes, list(places)


def _coded_by(figures: Sequence[Candidate], said: Callable[[Candidate], Hashable]) -> tuple[Indexes, list[Candidate]]:
    """What each figure says as its place in the list of what is said, and for each of that the first figure that says it."""
    codes, _ = coded(map(said, figures))
    return codes, [figures[at] for at in np.unique(codes, return_index=True)[1].tolist()]


def _coded_together(said: Callable[[Candidate], H], figures: Sequence[Candidate], *codes: Indexes) -> tuple[Indexes, list[H]]:
    """As `coded`, of what follows from these codes: it is asked of one figure for each combination of them."""
    together = codes[0]
    for more in codes[1:]:
        together = together * (more.max(initial=0) + 1) + more
    _, first, which = np.unique(together, return_index=True, return_inverse=True)
    found, values = coded(said(figures[at]) for at in first.tolist())
    return found[which], values


def _column(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=np.bool_)
