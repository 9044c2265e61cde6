"""Which figures of a fact are compared with each other.

All with all in a small fact. In a large one a number that one origin repeats for one day is compared once with its first mention,
and only the first mentions with each other: three hundred pages that relay one ministry are no forty thousand pairs. Every figure
has at least one pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from selon.compare.verdicts import Given

# A fact with more figures than SMALL is compared by first mentions; with more first mentions than that again, each with the next
# NEIGHBOURS by day.
SMALL, NEIGHBOURS = 40, 10


def pairs_of(given: Sequence[Given]) -> Iterator[tuple[Given, Given]]:
    """The pairs to compare; `given` is in the order of days."""
    if len(given) <= SMALL:
        yield from combinations(given, 2)
        return
    first: dict[tuple[object, ...], Given] = {}
    for one in given:
        figure = one.figure
        told = first.setdefault((figure.origin, one.side, figure.low, figure.high, figure.unit, figure.of, figure.as_of), one)
        if told is not one:
            yield told, one
    mentions = list(first.values())
    if len(mentions) == 1:
        return
    for at, one in enumerate(mentions):
        for other in mentions[at + 1 : at + 1 + NEIGHBOURS]:
            yield one, other
