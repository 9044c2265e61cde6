"""What a verdict does not say, and what would settle it: read off the figures and the comparisons of a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from selon.model import Comparison, Fact, FactFigure


class OfPage(Protocol):
    """What is asked of the page of a figure."""

    @property
    def language(self) -> str:
        """Its code."""

    @property
    def translated(self) -> bool:
        """Whether the page's words are those of a translator."""


class Limit(msgspec.Struct, frozen=True):
    """One thing that the verdict does not rest on: `what` is its key in `interface.toml`, `figures` whom it is about."""

    what: str
    figures: tuple[FactFigure, ...]


class Settling(msgspec.Struct, frozen=True):
    """What one would have to find out: `what` is the rule, without its version, that leaves pairs open; `figures` those that it is about."""

    what: str
    figures: tuple[FactFigure, ...]


_DAY, _UNIT, _COUNT, _EXACT = "day-missing", "unit-in-doubt", "count-in-doubt", "open-end"
# In the order of what is easiest found in the pages themselves.
_SETTLED_BY = (_DAY, _UNIT, _COUNT, _EXACT, "sides-unclear", "days-differ", "one-side", "disjoint-two-sides")


def limits_of(fact: Fact, articles: Mapping[str, OfPage]) -> list[Limit]:
    """The limits of a fact's verdict; `articles` are those of its pages."""
    tests: dict[str, Callable[[FactFigure], bool]] = {
        "limit_not_asserted": lambda figure: figure.stance != "asserts",
        "limit_replaced": lambda figure: figure.replaced_by is not None,
        "limit_undated": lambda figure: figure.as_of is None,
        "limit_nobody": lambda figure: figure.speaker is None,
        "limit_translated": lambda figure: figure.page in articles and articles[figure.page].translated,
    }
    found = (Limit(what, tuple(figure for figure in fact.figures if holds(figure))) for what, holds in tests.items())
    return [limit for limit in found if limit.figures]


def settled_by(fact: Fact) -> list[Settling]:
    """What would settle a fact that is disputed or undecided; nothing for others."""
    figures = {figure.id: figure for figure in fact.figures}
    open_pairs = [pair for pair in fact.pairs if pair.relation in ("conflict", "undecided", "compatible")]
    found = []
    for what in _SETTLED_BY:
        pairs = [pair for pair in open_pairs if pair.rule.partition("/")[0] == what]
        ids = dict.fromkeys(id for pair in pairs for id in _in_question(what, pair, figures))
        if ids:
            found.append(Settling(what, tuple(figures[id] for id in ids)))
    return found


def _in_question(what: str, pair: Comparison, figures: Mapping[str, FactFigure]) -> Iterator[str]:
    """Of a pair, the figures of which something is missing."""
    ids: Sequence[str] = (pair.left, pair.right)
    if what == _DAY:
        return (id for id in ids if figures[id].as_of is None)
    if what == _EXACT:
        return (id for id in ids if figures[id].low is None or figures[id].high is None)
    return iter(ids)
