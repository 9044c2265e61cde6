"""Clustering cut into work for many processes: slices of page pairs give ties, ties give parts, and each part is clustered alone.

`clusters` does the same in one go; `questions` over any number of slices and loads, done anywhere in any order, gives what it gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from selon.compare.candidate import Candidate
from selon.compare.clusters import Groups, clustered, cut, measured, page_pairs, tie_pages
from selon.compare.facing import PagePair
from selon.compare.keys import all_keys, blocks, chains_of
from selon.compare.points import Points
from selon.compare.ties import Ties

Key = tuple[str, int]
Pages = Mapping[str, Sequence[Candidate]]


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
    """The pages to compare with each other and themselves, so many pairs in a slice; `common` are the keys of too many pages."""
    rest = page_pairs(pages, blocks({page: chains_of(own) for page, own in pages.items()}, common))
    while some := list(islice(rest, pairs)):
        yield some


def ties_between(pairs: Sequence[PagePair], pages: Pages) -> list[tuple[Key, Key]]:
    """Figures of these pages that reach the threshold with each other: each that is tied to an earlier one, with the first of all that are."""
    figures = [figure for page in sorted({page for pair in pairs for page in pair}) for figure in pages[page]]
    ties = Ties(figures)
    tie_pages(Points(figures), ties, pairs)
    return [(component[0].key, figure.key) for component in ties.components() for figure in component[1:]]


def parts(pages: Pages, tied: Iterable[tuple[Key, Key]]) -> list[list[Candidate]]:
    """The figures that are tied together, in the order of their keys."""
    ties = Ties(figure for own in pages.values() for figure in own)
    ties.tie(tied)
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


def questions(load: Sequence[Sequence[Candidate]]) -> Groups:
    """The questions of the parts of a load."""
    points = Points([figure for part in load for figure in part])
    return [group for part, known in measured(points, load) for group in clustered(part, known)]
