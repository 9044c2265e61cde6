"""Facts that people have brought together or taken apart, after the linking: over and over again, since linking starts anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selon.compare.candidate import Candidate
from selon.review.decided import Grouping


def regrouped(groups: Sequence[Sequence[Candidate]], groupings: Iterable[Grouping]) -> list[list[Candidate]]:
    """The groups with these decisions over them, one after the other; each group and the list of them in the order of the keys.

    Bringing together makes one group of all in which one of the figures stands. Taking apart moves the figures out of every group
    that also holds one of the others: they are one group of their own, and figures of which nothing was said stay where they were.
    """
    found = [list(group) for group in groups]
    for grouping in groupings:
        found = _taken_apart(found, grouping) if grouping.apart else _brought_together(found, grouping)
    ordered = [sorted(group, key=lambda figure: figure.key) for group in found]
    return sorted(ordered, key=lambda group: group[0].key)


def _brought_together(groups: list[list[Candidate]], grouping: Grouping) -> list[list[Candidate]]:
    touched = [group for group in groups if any(figure.key in grouping.together for figure in group)]
    if len(touched) < 2:
        return groups
    return [*(group for group in groups if group not in touched), [figure for group in touched for figure in group]]


def _taken_apart(groups: list[list[Candidate]], grouping: Grouping) -> list[list[Candidate]]:
    kept: list[list[Candidate]] = []
    moved: list[Candidate] = []
    for group in groups:
        leaving = [figure for figure in group if figure.key in grouping.together]
        if leaving and any(figure.key in grouping.apart for figure in group):
            moved += leaving
            group = [figure for figure in group if figure.key not in grouping.together]
        kept.append(group)
    return [*kept, moved] if moved else kept
