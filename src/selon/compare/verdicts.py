"""What two figures of one fact are to each other, and what all pairs make of the fact.

The rules are tried in the order of `PAIR_RULES`; the first that answers decides. Each has a name with a version; `selon.compare.reasons`
says in words which values it compared. `docs/verdicts.md` has an example of every rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from selon.compare.reasons import FactReason, Reason, sentence
from selon.links import PairIds
from selon.model import Comparison, Fact, FactFigure, Relation, Verdict
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


PairTest = Callable[[Given, Given], bool]
# Pairs by what they are and the rule that decided it.
Ruled = Mapping[tuple[Relation, str], Sequence[PairIds]]


def compare_pair(left: Given, right: Given) -> Comparison:
    """What two figures of one fact are to each other. The earlier is on the left; of one day the one whose id comes first."""
    left, right = sorted((left, right), key=_order)
    for name, (relation, holds) in PAIR_RULES.items():
        if holds(left, right):
            because = sentence(Reason(name, left.figure, right.figure), "en")
            return Comparison(left=left.figure.id, right=right.figure.id, relation=relation, rule=name, because=because)
    raise AssertionError("the last rule answers always")


def _order(given: Given) -> tuple[bool, str, str]:
    return given.days is None, given.figure.as_of or "", given.figure.id


def _unit_in_doubt(left: Given, right: Given) -> bool:
    ours, theirs = left.figure.unit, right.figure.unit
    return ours != theirs and bool({ours, theirs} & MEASURES)


def _count_in_doubt(left: Given, right: Given) -> bool:
    ours, theirs = left.figure.of, right.figure.of
    return ours != theirs and ours is not None and theirs is not None


def _day_missing(left: Given, right: Given) -> bool:
    return left.days is None or right.days is None


def _same_side_later(left: Given, right: Given) -> bool:
    return _later(left, right) and left.bounds != right.bounds and _same_side(left, right)


def _running_toll(left: Given, right: Given) -> bool:
    nobody = _party(left) is None and _party(right) is None
    return _later(left, right) and left.bounds != right.bounds and nobody and (left.toll or right.toll)


def _same_bounds(left: Given, right: Given) -> bool:
    return left.bounds == right.bounds


def _interval_overlap(left: Given, right: Given) -> bool:
    return left.closed and right.closed and not _disjoint(left, right)


def _open_end(left: Given, right: Given) -> bool:
    return not _disjoint(left, right)


def _disjoint_two_sides(left: Given, right: Given) -> bool:
    return _same_day(left, right) and _two_sides(left, right)


def _days_differ(left: Given, right: Given) -> bool:
    return not _same_day(left, right)


def _same_side(left: Given, right: Given) -> bool:
    return (left.side is not None and left.side == right.side) or (left.speaker is not None and left.speaker == right.speaker)


def _always(left: Given, right: Given) -> bool:
    return True


PAIR_RULES: dict[str, tuple[Relation, PairTest]] = {
    "unit-in-doubt/1": ("undecided", _unit_in_doubt),
    "count-in-doubt/1": ("undecided", _count_in_doubt),
    "day-missing/1": ("undecided", _day_missing),
    "same-side-later/1": ("update", _same_side_later),
    "running-toll/1": ("update", _running_toll),
    "same-bounds/1": ("agree", _same_bounds),
    "interval-overlap/1": ("agree", _interval_overlap),
    "open-end/1": ("compatible", _open_end),
    "disjoint-two-sides/1": ("conflict", _disjoint_two_sides),
    "days-differ/1": ("undecided", _days_differ),
    "one-side/1": ("undecided", _same_side),
    "sides-unclear/2": ("undecided", _always),
}

# The verdict over a fact: the first relation that occurs among its pairs decides; with none of them all pairs agree.
FACT_RULES: dict[str, tuple[tuple[Relation, ...], Verdict]] = {
    "any-conflict/1": (("conflict",), "disputed"),
    "any-update/1": (("update",), "updated"),
    "any-undecided/1": (("undecided", "compatible"), "undecided"),
    "all-agree/1": (("agree",), "agreed"),
}
NONE, SINGLE = "no-figure/1", "one-figure/1"


def by_rule(pairs: Iterable[Comparison]) -> dict[tuple[Relation, str], list[PairIds]]:
    """The pairs as `judge` wants them."""
    found: dict[tuple[Relation, str], list[PairIds]] = defaultdict(list)
    for pair in pairs:
        found[pair.relation, pair.rule].append((pair.left, pair.right))
    return found


def judge(pairs: Ruled, figures: Sequence[FactFigure], *, origins: int) -> tuple[Verdict, FactReason]:
    """The verdict over a fact with its reason; the order of `pairs` makes no difference.

    `figures` are those that are asserted, `origins` how many independent ones vouch for them: where all agree and it is one, the reason
    says that nothing is confirmed.
    """
    if not pairs:
        return "single", FactReason(rule=SINGLE if figures else NONE)
    found = {relation for relation, _ in pairs}
    rule, verdict = next((name, verdict) for name, (relations, verdict) in FACT_RULES.items() if found & set(relations))
    return verdict, _reason(rule, pairs, figures, one_origin=origins == 1 and verdict == "agreed")


def reason_of_fact(fact: Fact) -> FactReason:
    """The reason of a fact's verdict, as `judge` gave it."""
    if fact.rule not in FACT_RULES:
        return FactReason(rule=fact.rule)
    return _reason(fact.rule, by_rule(fact.pairs), fact.figures, one_origin=fact.origins == 1 and fact.verdict == "agreed")


def _reason(rule: str, pairs: Ruled, figures: Sequence[FactFigure], *, one_origin: bool) -> FactReason:
    """Told by the latest of the pairs that decide by the first rule that decides any."""
    decisive = [(relation, name) for relation, name in pairs if relation in FACT_RULES[rule][0]]
    first = min({name for _, name in decisive}, key=list(PAIR_RULES).index)
    by_id = {figure.id: figure for figure in figures}
    places = {id: at for at, id in enumerate(by_id)}
    telling = [ids for relation, name in decisive if name == first for ids in pairs[relation, name]]
    left, right = max(telling, key=lambda ids: (places.get(ids[0], -1), places.get(ids[1], -1)))
    counts: Counter[Relation] = Counter()
    for (relation, _), some in pairs.items():
        counts[relation] += len(some)
    return FactReason(rule=rule, telling=Reason(first, by_id[left], by_id[right]), counts=counts, one_origin=one_origin)


def _later(left: Given, right: Given) -> bool:
    return left.days is not None and right.days is not None and right.days.after(left.days)


def _same_day(left: Given, right: Given) -> bool:
    return left.days is not None and left.days == right.days and left.days.one_day


def _two_sides(left: Given, right: Given) -> bool:
    """Two known sides, or two named speakers of whom no side is known; a known and an unknown side may be one."""
    if left.side is not None or right.side is not None:
        return left.side is not None and right.side is not None and left.side != right.side
    return left.speaker is not None and right.speaker is not None and left.speaker != right.speaker


def _party(given: Given) -> str | None:
    return given.side or given.speaker


def _disjoint(left: Given, right: Given) -> bool:
    low, high = max(_low(left), _low(right)), min(_high(left), _high(right))
    return low > high


def _low(given: Given) -> float:
    return given.figure.low if given.figure.low is not None else float("-inf")


def _high(given: Given) -> float:
    return given.figure.high if given.figure.high is not None else float("inf")
