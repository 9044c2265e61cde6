"""The tolls that data sets of conflict deaths would take from a fact: ACLED's one conservative number, UCDP's low, best and high.

Derived on demand from the figures of one fact that counts the dead, never stored. Both start from the figures that stand: what is denied,
doubted, asked, ordered or expected, what a newer version of its page has replaced, and what a later count has updated counts in neither.
`docs/verdicts.md` says what of these rules is theirs and what had to be decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from selon.model import Fact, FactFigure

ACLED, UCDP = "acled-conservative/1", "ucdp-low-best-high/1"


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """One data set's numbers for a fact, each with the figure that gave it (its id). `best` is None for ACLED, which has one number: `low`.

    `high` is None where a figure has no upper end (`plus de 40`): then nobody says how many at most.
    """

    fact: str
    rule: str
    low: float
    best: float | None
    high: float | None
    low_from: str
    best_from: str | None
    high_from: str | None


def tolls_of(fact: Fact) -> tuple[Toll, ...]:
    """Both tolls of a fact; none where it does not count the dead, or where no figure that stands has a lower bound."""
    standing = [figure for figure in standing_figures(fact) if figure.of == "killed" and figure.low is not None]
    if not standing:
        return ()
    lowest = min(standing, key=_low)
    acled = Toll(fact=fact.id, rule=ACLED, low=_low(lowest)[0], best=None, high=None, low_from=lowest.id, best_from=None, high_from=None)
    best = _best(standing)
    high, high_from = _highest(standing)
    ucdp = Toll(
        fact=fact.id,
        rule=UCDP,
        low=_low(lowest)[0],
        best=_low(best)[0],
        high=high,
        low_from=lowest.id,
        best_from=best.id,
        high_from=high_from,
    )
    return acled, ucdp


def standing_figures(fact: Fact) -> list[FactFigure]:
    """The figures of a fact that are asserted, and that nothing newer has replaced or updated."""
    updated = {pair.left for pair in fact.pairs if pair.relation == "update"}
    return [f for f in fact.figures if f.stance == "asserts" and f.replaced_by is None and f.id not in updated]


def _low(figure: FactFigure) -> tuple[float, str]:
    """The lower bound; of equal ones the figure with the smaller id."""
    return figure.low if figure.low is not None else float("inf"), figure.id


def _best(standing: Sequence[FactFigure]) -> FactFigure:
    """The number on which most independent origins stand; of equal ones the lowest."""
    origins: dict[float | None, set[str]] = defaultdict(set)
    for figure in standing:
        origins[figure.low].add(figure.origin)
    return min(standing, key=lambda figure: (-len(origins[figure.low]), *_low(figure)))


def _highest(standing: Sequence[FactFigure]) -> tuple[float | None, str]:
    """The highest upper bound; None where some figure has none."""
    open_end = next((figure for figure in standing if figure.high is None), None)
    if open_end is not None:
        return None, open_end.id
    highest = max(standing, key=lambda figure: (figure.high or 0.0, figure.id))
    return highest.high, highest.id
