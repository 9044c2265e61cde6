"""The keys by which pages find each other: pages that share none are never compared.

A key that very many pages share says nothing of an event, and none of them is compared through it; then its keys by week take its place, and
where these are shared by very many, its keys by day. Where even one day has very many, each page is compared with those whose ids come next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from selon.compare.alike import DAYS_LIMIT, RARE, Candidate, rarity

ANCHORS_PER_PAGE = 8
# A key of more pages than this is too common: blocks cost time with their square. Of one day’s pages each is then compared with the next
# NEIGHBOURS.
LARGEST_BLOCK, NEIGHBOURS = 100, 20
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
        for level in chain:
            found |= {key for key in level if level is chain[-1] or not common(key)}
            if not any(common(key) for key in level):
                break
    return found


def common_keys(pages: Mapping[str, Sequence[Chain]]) -> frozenset[str]:
    """The keys of too many of these pages."""
    counts = Counter(key for chains in pages.values() for key in all_keys(chains))
    return frozenset(key for key, count in counts.items() if count > LARGEST_BLOCK)


def blocks(pages: Mapping[str, Sequence[Chain]], common: frozenset[str]) -> list[list[str]]:
    """The pages that a key brings together."""
    found: dict[str, list[str]] = defaultdict(list)
    for page, chains in pages.items():
        for key in keys_in_use(chains, common.__contains__):
            found[key].append(page)
    return [block for members in found.values() for block in _windows(members)]


def _windows(members: list[str]) -> Iterator[list[str]]:
    """The pages of a key; of too many, each with the next ones."""
    if len(members) <= LARGEST_BLOCK:
        yield members
        return
    ordered = sorted(members)
    for start in range(len(ordered) - 1):
        yield ordered[start : start + 1 + NEIGHBOURS]


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
