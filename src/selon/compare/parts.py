"""Clustering cut into work for many processes: slices of page pairs give ties, ties give parts, and each part is clustered alone.

`clusters` does the same in one go; `questions` over any number of slices and loads, done anywhere in any order, gives what it gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from selon.compare.alike import THRESHOLD, Candidate, may_be_one, occasion_of, points
from selon.compare.clusters import Groups, Ties, clustered, cut, measured, of_one_thing, page_pairs
from selon.compare.keys import all_keys, blocks, chains_of

Key = tuple[str, int]
Pages = Mapping[str, Sequence[Candidate]]
PagePair = tuple[str, str]


def by_page(figures: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """The figures of each page, pages and figures in the order of their keys."""
    pages: dict[str, list[Candidate]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.key):
        pages[figure.page].append(figure)
    return dict(pages)


def key_rows(pages: Pages) -> Iterator[tuple[str, str]]:
    """Page and key, for each key of each page: what a group-by counts."""
    for page, own in pages.items():
        for key in sorted(all_keys(chains_of(own))):
            yield page, key


def slices(pages: Pages, common: Mapping[str, int], pairs: int) -> Iterator[list[PagePair]]:
    """The pages to compare with each other, so many pairs in a slice; `common` are the keys of too many pages."""
    rest = page_pairs(blocks({page: chains_of(own) for page, own in pages.items()}, common))
    while some := list(islice(rest, pairs)):
        yield some


def ties_between(pairs: Iterable[PagePair], pages: Pages) -> list[tuple[Key, Key]]:
    """The figures of these pages that reach the threshold with each other; of figures that are tied already, not every pair."""
    found: list[tuple[Key, Key]] = []
    for left_page, right_page in pairs:
        ours, theirs = pages[left_page], pages[right_page]
        occasion = occasion_of(ours[0].anchors, theirs[0].anchors)
        if may_be_one(occasion, ours, theirs):
            found += [(left.key, right.key) for left, right in of_one_thing(ours, theirs) if (points(left, right, occasion) or 0.0) >= THRESHOLD]
    return found


def parts(pages: Pages, tied: Iterable[tuple[Key, Key]]) -> list[list[Candidate]]:
    """The figures that are tied together, those of one page included; in the order of their keys."""
    ties = Ties()
    for own in pages.values():
        ties.add(own)
        ties.tie_page(own)
    for left_key, right_key in tied:
        ties.tie(left_key, right_key)
    return [part for component in ties.components() for part in cut(component)]


def loads(found: Iterable[Sequence[Candidate]], figures: int) -> Iterator[list[Sequence[Candidate]]]:
    """Parts together, until a load has so many figures."""
    load: list[Sequence[Candidate]] = []
    size = 0
    for part in found:
        load.append(part)
        size += len(part)
        if size >= figures:
            yield load
            load, size = [], 0
    if load:
        yield load


def questions(load: Iterable[Sequence[Candidate]]) -> Groups:
    """The questions of the parts of a load."""
    return [group for part in load for group in clustered(part, measured(part, {}))]
