"""Why figures stand in one fact: of each the figure with which most speaks for one question, with the points and what gives them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from selon.compare.alike import THRESHOLD
from selon.compare.candidate import Candidate
from selon.compare.entries import Entry
from selon.compare.grounds import Ground
from selon.compare.points import IMPOSSIBLE, Points
from selon.compare.reasons import ground_sentence
from selon.settings import InterfaceLanguage

# So many names that two pages have in common are told.
_NAMES = 5


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Two figures of one fact, by their ids. `points`: None where the rules call it impossible, so that people have brought them together; `grounds`:
    what gives the points; `shared`: the names that both pages have, the weightiest first; `because`: all that in words."""

    left: str
    right: str
    points: float | None
    grounds: dict[Ground, float]
    shared: tuple[str, ...]
    because: str


def ties_of(entries: Sequence[Entry], language: InterfaceLanguage = "en") -> list[Tie]:
    """Of the figures of one fact, of which there is one at least, each with the one that it is most surely one question with; each two once."""
    figures = [entry.candidate for entry in entries]
    points = Points(figures)
    matrix = np.full((len(figures), len(figures)), IMPOSSIBLE)
    left, right = np.triu_indices(len(figures), 1)
    matrix[left, right] = matrix[right, left] = points.between(left, right)
    best = {(min(at, other), max(at, other)): None for at, other in enumerate(matrix.argmax(axis=1).tolist()) if at != other}
    return [_tie(entries[at], entries[other], points, language) for at, other in best]


def _tie(left: Entry, right: Entry, points: Points, language: InterfaceLanguage) -> Tie:
    grounds = points.grounds(left.candidate, right.candidate)
    total = round(sum(grounds.values()), 2)
    possible = total > IMPOSSIBLE
    told = {ground: value for ground, value in grounds.items() if value and value > IMPOSSIBLE}
    shared = _shared(left.candidate, right.candidate)
    return Tie(
        left=left.figure.id,
        right=right.figure.id,
        points=total if possible else None,
        grounds=told,
        shared=shared,
        because=ground_sentence(told, total if possible else None, THRESHOLD, shared, language),
    )


def _shared(left: Candidate, right: Candidate) -> tuple[str, ...]:
    if left.page == right.page:
        return ()
    ours, theirs = left.anchors, right.anchors
    names = sorted(ours.weights.keys() & theirs.weights.keys(), key=lambda name: (-min(ours.weights[name], theirs.weights[name]), name))
    return tuple(ours.shown.get(name, name) for name in names[:_NAMES])
