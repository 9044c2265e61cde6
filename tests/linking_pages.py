"""The pages of `linking_fr.txt`, and how well their figures are brought together: pairs of figures of one question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from given_pages import page
from marked import unmark
from selon.model import Article, Reading, Span

PAGES = Path(__file__).with_name("linking_fr.txt")
_COMMENT = re.compile(r"(?m)^#.*\n")
_PAGE = re.compile(r"(?m)^event: (\S+)\npage: (\S+)\npublished: (\S+)\n\n")

Pair = tuple[tuple[str, Span], tuple[str, Span]]


@dataclass(frozen=True)
class Told:
    """One page: its event, its marked text, and which words answer which question."""

    event: str
    id: str
    published: str
    marked: str

    @property
    def facts(self) -> dict[Span, str]:
        """The marked figures, each with its question."""
        return {m.span: f"{self.event}/{m.said['fact']}" for m in unmark(self.marked)[1] if m.layer == "quantity" and "fact" in m.said}

    def given(self) -> Reading:
        """The page with the layers that are marked in it."""
        return page(self.id, self.published, self.marked)

    def article(self) -> Article:
        """The page's bare text, for reading it from the beginning."""
        return Article(id=self.id, text=unmark(self.marked)[0], language="fr", published=self.published)


def told_pages() -> list[Told]:
    """All pages of the file."""
    parts = _PAGE.split(_COMMENT.sub("", PAGES.read_text(encoding="utf-8")))[1:]
    rows = (parts[at : at + 4] for at in range(0, len(parts), 4))
    return [Told(event, id, published, marked.strip()) for event, id, published, marked in rows]


@dataclass(frozen=True)
class Score:
    """Pairs: those found that are true, those that are false, and true ones that were missed."""

    true: frozenset[Pair]
    false: frozenset[Pair]
    missed: frozenset[Pair]

    @property
    def f1(self) -> float:
        """1.0 where every pair is found and nothing else."""
        return 2 * len(self.true) / max(1, 2 * len(self.true) + len(self.false) + len(self.missed))


def score(told: Iterable[Told], linked: Iterable[Reading]) -> Score:
    """Pairs of figures that share a fact, against the pairs that should. A figure is the marked one that its words overlap; one
    that overlaps none counts by its own words, and its pairs are false."""
    gold = {(one.id, span): fact for one in told for span, fact in one.facts.items()}
    said = {}
    for reading in linked:
        spans = {quantity.id: quantity.span for quantity in reading.quantities}
        for figure in reading.figures:
            span = spans[figure.quantity]
            marked = [key for key in gold if key[0] == reading.article.id and key[1].overlaps(span)]
            said[marked[0] if marked else (reading.article.id, span)] = figure.fact
    wanted, found = _pairs(gold), _pairs(said)
    return Score(frozenset(wanted & found), frozenset(found - wanted), frozenset(wanted - found))


def _pairs(facts: Mapping[tuple[str, Span], str]) -> set[Pair]:
    groups: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for key in sorted(facts):
        groups[facts[key]].append(key)
    return {pair for group in groups.values() for pair in combinations(group, 2)}
