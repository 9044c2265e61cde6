"""What two figures of one fact are to each other, and what all pairs make of the fact.

The rules are tried in the order of `PAIR_RULES`; the first that answers decides. Each has a name with a version, and says in
words which values it compared. `docs/verdicts.md` has an example of every rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from selon.model import Comparison, FactFigure, Relation, Verdict
from selon.resolve.periods import Days, days_of

# Units that measure, so that another unit is another number. Counted nouns (poste, emploi) are words for one thing.
MEASURES = frozenset(
    {"km", "km2", "m", "mm", "hectare", "s", "min", "h", "day", "week", "month", "year", "EUR", "USD", "percent", "tonne", "magnitude"}
)


class Given(msgspec.Struct, frozen=True):
    """One figure as the rules see it. `speaker`: one key for a named speaker, None where nobody is named; `side`: for whom the
    speaker speaks; `toll`: the number goes up while it is counted."""

    figure: FactFigure
    speaker: str | None
    side: str | None
    toll: bool

    @property
    def days(self) -> Days | None:
        """The days that the figure is for."""
        return days_of(self.figure.as_of)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Both ends of the interval."""
        return self.figure.low, self.figure.high

    @property
    def closed(self) -> bool:
        """Neither end is open."""
        return self.figure.low is not None and self.figure.high is not None


Answer = tuple[Relation, str] | None
PairRule = Callable[[Given, Given], Answer]


def compare_pair(left: Given, right: Given) -> Comparison:
    """What two figures of one fact are to each other. The earlier is on the left; of one day the one whose id comes first."""
    left, right = sorted((left, right), key=_order)
    for name, rule in PAIR_RULES.items():
        if (answer := rule(left, right)) is not None:
            return Comparison(left=left.figure.id, right=right.figure.id, relation=answer[0], rule=name, because=answer[1])
    raise AssertionError("the last rule answers always")


def _order(given: Given) -> tuple[bool, str, str]:
    return given.days is None, given.figure.as_of or "", given.figure.id


def _unit_in_doubt(left: Given, right: Given) -> Answer:
    ours, theirs = left.figure.unit, right.figure.unit
    if ours == theirs or not {ours, theirs} & MEASURES:
        return None
    return "undecided", f"{_told(left)} {ours} and {_told(right)} {theirs}: the words leave open whether one unit is meant"


def _count_in_doubt(left: Given, right: Given) -> Answer:
    ours, theirs = left.figure.of, right.figure.of
    if ours == theirs or ours is None or theirs is None:
        return None
    return "undecided", f"{_told(left)} {ours} and {_told(right)} {theirs}: the words leave open whether the same people are counted"


def _day_missing(left: Given, right: Given) -> Answer:
    missing = [given.figure.id for given in (left, right) if given.days is None]
    return ("undecided", f"no day is known for {' and '.join(missing)}") if missing else None


def _same_side_later(left: Given, right: Given) -> Answer:
    if not _later(left, right) or left.bounds == right.bounds or not _same_side(left, right):
        return None
    return "update", f"{_shared_side(left, right)} says {_follows(left, right)}"


def _running_toll(left: Given, right: Given) -> Answer:
    nobody = _party(left) is None and _party(right) is None
    if not _later(left, right) or left.bounds == right.bounds or not nobody or not (left.toll or right.toll):
        return None
    return "update", f"{_follows(left, right)}: a running toll, nobody is named"


def _same_bounds(left: Given, right: Given) -> Answer:
    return ("agree", f"both say {_told(left)}") if left.bounds == right.bounds else None


def _interval_overlap(left: Given, right: Given) -> Answer:
    if not (left.closed and right.closed) or _disjoint(left, right):
        return None
    return "agree", f"{_told(left)} and {_told(right)} overlap"


def _open_end(left: Given, right: Given) -> Answer:
    if _disjoint(left, right):
        return None
    return "compatible", f"{_told(left)} and {_told(right)} meet only through an open end, which confirms nothing"


def _disjoint_two_sides(left: Given, right: Given) -> Answer:
    if not _same_day(left, right) or not _two_sides(left, right):
        return None
    return "conflict", f"{_shown(left)} says {_told(left)}, {_shown(right)} says {_told(right)}, both as of {left.figure.as_of}"


def _days_differ(left: Given, right: Given) -> Answer:
    if _same_day(left, right):
        return None
    return "undecided", f"{_told(left)} as of {left.figure.as_of} and {_told(right)} as of {right.figure.as_of}: other days, so neither contradicts the other"


def _sides_unclear(left: Given, right: Given) -> Answer:
    who = f"both from {_shared_side(left, right)}" if _same_side(left, right) else "it is not known that two sides speak"
    return "undecided", f"{_told(left)} and {_told(right)}, both as of {left.figure.as_of}, but {who}"


PAIR_RULES: dict[str, PairRule] = {
    "unit-in-doubt/1": _unit_in_doubt,
    "count-in-doubt/1": _count_in_doubt,
    "day-missing/1": _day_missing,
    "same-side-later/1": _same_side_later,
    "running-toll/1": _running_toll,
    "same-bounds/1": _same_bounds,
    "interval-overlap/1": _interval_overlap,
    "open-end/1": _open_end,
    "disjoint-two-sides/1": _disjoint_two_sides,
    "days-differ/1": _days_differ,
    "sides-unclear/1": _sides_unclear,
}

# The verdict over a fact: the first relation that occurs among its pairs decides; with none of them all pairs agree.
FACT_RULES: dict[str, tuple[tuple[Relation, ...], Verdict]] = {
    "any-conflict/1": (("conflict",), "disputed"),
    "any-update/1": (("update",), "updated"),
    "any-undecided/1": (("undecided", "compatible"), "undecided"),
    "all-agree/1": (("agree",), "agreed"),
}
SINGLE = "one-figure/1"


def judge(pairs: Sequence[Comparison], *, asserted: int, origins: int) -> tuple[Verdict, str, str]:
    """The verdict over a fact, with its rule and its reason.

    `asserted` is how many figures are asserted, `origins` how many independent ones vouch for them: where all agree and it is
    one, the reason says that nothing is confirmed. The reason is that of the latest pair which decides, and how many pairs there are.
    """
    if not pairs:
        return "single", SINGLE, "one figure only" if asserted else "no figure is asserted"
    counts, order = Counter(pair.relation for pair in pairs), list(PAIR_RULES)
    for name, (relations, verdict) in FACT_RULES.items():
        decisive = [pair for pair in pairs if pair.relation in relations]
        if decisive:
            alone = "; one origin only, so nothing is confirmed independently" if origins == 1 and verdict == "agreed" else ""
            telling = min(reversed(decisive), key=lambda pair: order.index(pair.rule) if pair.rule in order else len(order))
            told = f"; pairs: {', '.join(f'{counts[relation]} {relation}' for relation in sorted(counts))}" if len(pairs) > 1 else ""
            return verdict, name, f"{telling.because}{alone}{told}"
    raise AssertionError("every relation is in a rule")


def _later(left: Given, right: Given) -> bool:
    return left.days is not None and right.days is not None and right.days.after(left.days)


def _same_day(left: Given, right: Given) -> bool:
    return left.days is not None and left.days == right.days and left.days.one_day


def _same_side(left: Given, right: Given) -> bool:
    return (left.side is not None and left.side == right.side) or (left.speaker is not None and left.speaker == right.speaker)


def _two_sides(left: Given, right: Given) -> bool:
    """Two known sides, or two named speakers of whom no side is known; a known and an unknown side may be one."""
    if left.side is not None or right.side is not None:
        return left.side is not None and right.side is not None and left.side != right.side
    return left.speaker is not None and right.speaker is not None and left.speaker != right.speaker


def _party(given: Given) -> str | None:
    return given.side or given.speaker


def _shown(given: Given) -> str:
    return given.side or given.figure.speaker or ""


def _shared_side(left: Given, right: Given) -> str:
    return (left.side if left.side == right.side else None) or left.figure.speaker or right.figure.speaker or ""


def _disjoint(left: Given, right: Given) -> bool:
    low, high = max(_low(left), _low(right)), min(_high(left), _high(right))
    return low > high


def _low(given: Given) -> float:
    return given.figure.low if given.figure.low is not None else float("-inf")


def _high(given: Given) -> float:
    return given.figure.high if given.figure.high is not None else float("inf")


def _follows(left: Given, right: Given) -> str:
    return f"{_told(right)} as of {right.figure.as_of} after {_told(left)} as of {left.figure.as_of}"


def _told(given: Given) -> str:
    """The interval in words: `63`, `at least 10`, `at most 5`, `60,000 to 80,000`."""
    low, high = given.bounds
    if low is not None and high is not None:
        return _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    if low is not None:
        return f"at least {_number(low)}"
    return f"at most {_number(high)}" if high is not None else "an unknown number"


def _number(value: float) -> str:
    return f"{value:,.15g}"
