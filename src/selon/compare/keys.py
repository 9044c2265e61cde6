"""The keys by which pages find each other: pages that share none are never compared.

A key that very many pages share says nothing of an event, and none of them is compared through it; then its keys by week take its place, and
where these are shared by very many, its keys by day. Whether two pages are compared depends on their keys and on how many pages share
them, on no order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from selon.compare.alike import DAYS_LIMIT, RARE, Candidate, rarity

ANCHORS_PER_PAGE = 8
# A key of more pages than this is too common. Larger blocks cost time with their square: of 25, 50, 100 the largest that links 200,000
# made figures in the time that `benchmarks/linking_scale.py` allows.
LARGEST_BLOCK = 50
# Of a page that looks back so many of the days it names.
NAMED_DAYS = 3

Chain = tuple[tuple[str, ...], ...]
"""A key, then its keys by week, then those by day: the first that are not too common are used."""


def chains_of(figures: Sequence[Candidate]) -> list[Chain]:
    """The keys of one page, from its figures."""
    anchors = figures[0].anchors
    bases = {f"anchor {name}" for name in anchors.strong()[:ANCHORS_PER_PAGE]}
    numbers = set()
    for figure in figures:
        counted = figure.counted
        thing = thing_key(figure)
        bases |= {f"country {code} {thing} {counted.what}" for code in anchors.countries if counted.what}
        bases |= {f"side {counted.side} {thing}"} if counted.side else set()
        value = figure.quantity.low if figure.quantity.low is not None else figure.quantity.high
        if value is not None and rarity(figure) >= RARE:
            numbers.add(f"number {thing} {value:g}")
    days = _days(figures)
    return [*(_chain(base, days) for base in sorted(bases)), *(((number,),) for number in sorted(numbers))]


def thing_key(figure: Candidate) -> str:
    """The thing counted; of killed, and killed or wounded, one: the words do not always say which."""
    return "killed" if figure.counted.thing == "casualties" else figure.counted.thing


def all_keys(chains: Iterable[Chain]) -> set[str]:
    """Every key of the chains, used or not: by these pages are counted."""
    return {key for chain in chains for level in chain for key in level}


def keys_in_use(chains: Iterable[Chain], common: Callable[[str], bool]) -> set[str]:
    """The keys through which a page is compared; `common` says of a key whether too many pages share it."""
    found: set[str] = set()
    for chain in chains:
        level = chain[0]
        found |= {key for key in level if not common(key)}
        for finer in chain[1:]:
            if not any(common(key) for key in level):
                break
            level = finer
            found |= {key for key in level if not common(key)}
    return found


def common_keys(pages: Mapping[str, Sequence[Chain]]) -> frozenset[str]:
    """The keys of too many of these pages."""
    counts = Counter(key for chains in pages.values() for key in all_keys(chains))
    return frozenset(key for key, count in counts.items() if count > LARGEST_BLOCK)


def blocks(pages: Mapping[str, Sequence[Chain]], common: frozenset[str]) -> dict[str, list[str]]:
    """For each key in use the pages that it brings together, two at least, in the order given."""
    found: dict[str, list[str]] = defaultdict(list)
    for page, chains in pages.items():
        for key in keys_in_use(chains, common.__contains__):
            found[key].append(page)
    return {key: members for key, members in found.items() if len(members) > 1}


def _chain(base: str, days: Sequence[date]) -> Chain:
    if not days:
        return ((base,),)
    weeks = {day.toordinal() // 7 + n for day in days for n in (0, 1)}
    near = {day + timedelta(days=n) for day in days for n in (0, 1) if day < date.max}
    return ((base,), tuple(f"{base} week {week}" for week in sorted(weeks)), tuple(f"{base} {day}" for day in sorted(near)))


def _days(figures: Sequence[Candidate]) -> list[date]:
    """The page's day, and days long before or after it that the page names."""
    anchors = figures[0].anchors
    if anchors.days is None:
        return []
    here = anchors.days
    others = [days.first for days in anchors.named_days if days.one_day and days.apart(here) > DAYS_LIMIT]
    return sorted({here.first, *others[:NAMED_DAYS]})
