"""What the comparison leaves in the ledger, so that a page that comes later is compared with those only that it touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from selon.model import Fact, LinkedFact

# A figure: its page, and its index among the figures of the page.
FigureKey = tuple[str, int]
# Two figures that were compared, by their ids: the left one and the right one.
PairIds = tuple[str, str]


class PageLinks(msgspec.Struct, frozen=True):
    """Of one page: what the comparison knows of its figures, packed, and the keys by which it finds other pages."""

    features: bytes
    keys: frozenset[str]


class FactName(msgspec.Struct, frozen=True):
    """What the id of a fact is made of (`selon.compare.naming.Name`), and what the fact counts, as JSON."""

    event: str
    base: str
    first: str
    number: str
    counted: str


class Standing(msgspec.Struct, frozen=True):
    """Where a figure stands: `component` has all figures that are tied to it, directly or through others."""

    component: str
    fact: str


class Placed(msgspec.Struct, frozen=True):
    """A fact with its name, and for each of its figures the index on its page and the component; without, where nothing is kept of it.

    `staying` are pairs that the fact of this id has in the ledger already: they are not among the pairs of `fact`.
    """

    fact: Fact
    name: FactName | None = None
    places: tuple[tuple[int, str], ...] = ()
    staying: frozenset[PairIds] = frozenset()


class KnownFigure(msgspec.Struct, frozen=True):
    """What the others of its fact give to a figure: all else follows from its page. `id` is that of the figure."""

    id: str
    origin: str
    replaced_by: str | None
    correction: str | None


class KnownFact(msgspec.Struct, frozen=True):
    """What deciding a fact anew need not do again: of its pairs the rule that decided each, and its figures, by which one sees what has changed."""

    figures: Mapping[FigureKey, KnownFigure]
    pairs: Mapping[PairIds, str]


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept where all pages are compared: of pages, and of components that are not small the points of the pairs of each part."""

    pages: Iterable[tuple[str, PageLinks]]
    components: Mapping[tuple[str, int], bytes]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison changes.

    `facts` take the place of those of the same id, `gone` have nothing in their place. A figure of a page that was not put anew has nothing else than
    before but what `KnownFigure` holds, its component and its fact. Facts that have only another id are `renamed`, from the old one to the new one;
    those that are only linked otherwise are `linked`, by their new ids. `dissolved` are components that are gone; `components` are new, with the
    points of the pairs of each part.
    """

    facts: Collection[Placed]
    gone: Collection[str] = ()
    renamed: Mapping[str, str] = {}
    linked: Mapping[str, tuple[LinkedFact, ...]] = {}
    components: Mapping[tuple[str, int], bytes] = {}
    dissolved: Collection[str] = ()
