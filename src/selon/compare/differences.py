"""What became of a fact between two comparisons: its verdict, and figures that came, went, or say something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from selon.model import Fact, FactFigure, Span

_COMPARED = ("low", "high", "unit", "of", "modality", "as_of", "stance", "speaker", "side", "relays", "origin")


class FigureDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the earlier fact, of the later, or of both: then `old` and `new` hold the values that differ. `other` is the fact where
    it was before or is now, where that is another one."""

    how: Literal["came", "went", "changed"]
    figure: str
    page: str
    span: Span
    words: str
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    other: str | None = None


class FactDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A fact now, and those of the earlier comparison with which it shares a figure; `verdicts` are those of the earlier ones, then its own."""

    id: str
    before: tuple[str, ...]
    verdicts: tuple[str, ...]
    figures: tuple[FigureDifference, ...]


def fact_difference(fact: Fact, earlier: Sequence[Fact], later: Sequence[Fact]) -> FactDifference:
    """What became of a fact of `later` since `earlier`. Figures are the same where their numbers stand at the same place of one page."""
    before = {place: (old, figure) for old in earlier for place, figure in _placed(old.figures)}
    now = {place: (new, figure) for new in later for place, figure in _placed(new.figures)}
    own = dict(_placed(fact.figures))
    olds = list(dict.fromkeys(before[place][0].id for place in own if place in before))
    found = [one for place, figure in own.items() for one in _since(figure, before.get(place), fact.id)]
    for old in earlier:
        if old.id in olds:
            found += [_gone(figure, now.get(place)) for place, figure in _placed(old.figures) if place not in own]
    verdicts = [old.verdict for old in earlier if old.id in olds]
    return FactDifference(id=fact.id, before=tuple(olds), verdicts=(*verdicts, fact.verdict), figures=tuple(found))


def _placed(figures: Iterable[FactFigure]) -> Iterator[tuple[tuple[str, Span, int], FactFigure]]:
    """Each figure with its place; the figures of one number are told apart by their order."""
    seen: dict[tuple[str, Span], int] = {}
    for figure in figures:
        place = figure.page, figure.span
        seen[place] = seen.get(place, -1) + 1
        yield (*place, seen[place]), figure


def _since(figure: FactFigure, before: tuple[Fact, FactFigure] | None, fact: str) -> Iterator[FigureDifference]:
    if before is None:
        yield _difference("came", figure)
        return
    old_fact, old = before
    changed = [name for name in _COMPARED if getattr(old, name) != getattr(figure, name)]
    if changed or old_fact.id != fact:
        yield _difference(
            "changed",
            figure,
            old={name: getattr(old, name) for name in changed},
            new={name: getattr(figure, name) for name in changed},
            other=old_fact.id if old_fact.id != fact else None,
        )


def _gone(figure: FactFigure, now: tuple[Fact, FactFigure] | None) -> FigureDifference:
    return _difference("went", figure, other=now[0].id if now else None)


def _difference(how: Literal["came", "went", "changed"], figure: FactFigure, **more: Any) -> FigureDifference:
    return FigureDifference(how=how, figure=figure.id, page=figure.page, span=figure.span, words=figure.words, **more)
