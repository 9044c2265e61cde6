"""The keys by which pages find each other: pages that share none are never compared.

A key that very many pages share says nothing of an event, and none of them is compared through it; then its keys by week take its place, and
where these are shared by very many, its keys by day. Where even one day has very many, they are dealt out twice into parts by their ids, and each
page is compared with those of its two parts: so a page that comes changes nothing between the others, and pages of one event find each other
through third ones. A number that many pages give brings nobody together, nor does a speaker whom many pages of one week name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256

from selon.compare.alike import DAYS_LIMIT
from selon.compare.candidate import RARE, Candidate, has_named_voice, rarity, thing_key

ANCHORS_PER_PAGE = 8
# A key of more pages than this is too common: blocks cost time with their square. A rare number is one that few pages give.
LARGEST_BLOCK, LARGEST_OF_NUMBER = 100, 20
# At most so many pages are in a part of a day on average.
LARGEST_PART = 64
# Of a page that looks back so many of the days it names.
NAMED_DAYS = 3

Chain = tuple[tuple[str, ...], ...]
"""A key, then its keys by week, then those by day: the first that are not too common are used; of the last ones the common too, in parts."""
Table = tuple[str, int, int]
"""Where pages meet: a key, and of a key whose pages are dealt out the way and the part."""
_NUMBER, _VOICE = "number ", "voice "


def chains_of(figures: Sequence[Candidate]) -> list[Chain]:
    """The keys of one page, from its figures."""
    anchors = figures[0].anchors
    bases = {f"anchor {name}" for name in anchors.strong()[:ANCHORS_PER_PAGE]}
    bases |= {f"rare {kind} {code}" for kind in anchors.rare for code in anchors.lands}
    numbers, voices = set[str](), set[str]()
    for figure in figures:
        counted = figure.counted
        thing = thing_key(figure)
        bases |= {f"country {code} {thing} {counted.what}" for code in anchors.countries if counted.what}
        bases |= {f"side {counted.side} {thing}"} if counted.side else set()
        voices |= {f"{_VOICE}{figure.voice} {thing} {counted.what}"} if has_named_voice(figure) else set()
        value = figure.quantity.low if figure.quantity.low is not None else figure.quantity.high
        if value is not None and rarity(figure) >= RARE:
            numbers.add(f"{_NUMBER}{thing} {value:g}")
    days = _days(figures)
    weeks = [(_weeks(voice, days), ()) for voice in sorted(voices)] if days else []
    return [*(_chain(base, days) for base in sorted(bases)), *(((number,), ()) for number in sorted(numbers)), *weeks]


def all_keys(chains: Iterable[Chain]) -> set[str]:
    """Every key of the chains, used or not: by these pages are counted."""
    return {key for chain in chains for level in chain for key in level}


def last_keys(chains: Iterable[Chain]) -> set[str]:
    """The keys that are used even where too many pages share them."""
    return {key for chain in chains for key in chain[-1]}


def keys_in_use(chains: Iterable[Chain], common: Callable[[str], bool]) -> set[str]:
    """The keys through which a page is compared; `common` says of a key whether too many pages share it."""
    found: set[str] = set()
    for chain in chains:
        for level in chain:
            found |= {key for key in level if level is chain[-1] or not common(key)}
            if not any(common(key) for key in level):
                break
    return found


def is_common(key: str, pages: int) -> bool:
    """Whether a key of so many pages is too common."""
    return pages > (LARGEST_OF_NUMBER if key.startswith((_NUMBER, _VOICE)) else LARGEST_BLOCK)


def common_keys(pages: Mapping[str, Sequence[Chain]]) -> dict[str, int]:
    """The keys of too many of these pages, and of how many."""
    counts = Counter(key for chains in pages.values() for key in all_keys(chains))
    return {key: count for key, count in counts.items() if is_common(key, count)}


def blocks(pages: Mapping[str, Sequence[Chain]], common: Mapping[str, int]) -> list[list[str]]:
    """The pages that a key brings together; `common` are the keys of too many pages, and of how many."""
    found: dict[Table, list[str]] = defaultdict(list)
    for page, chains in pages.items():
        for table in tables_of(page, chains, common):
            found[table].append(page)
    return list(found.values())


def tables_of(page: str, chains: Iterable[Chain], pages: Mapping[str, int]) -> set[Table]:
    """Where a page meets others; `pages` says of how many pages a key is, of those that too many have at least."""
    found: set[Table] = set()
    for key in keys_in_use(chains, lambda key: is_common(key, pages.get(key, 0))):
        parts = number_of_parts(pages[key]) if is_common(key, pages.get(key, 0)) else 0
        found |= {(key, way, lot % parts) for way, lot in enumerate(_lots(page))} if parts else {(key, 0, 0)}
    return found


def number_of_parts(pages: int) -> int:
    """Into how many parts so many pages of one key are dealt out: a power of two, so that it seldom changes."""
    return 1 if pages <= LARGEST_BLOCK else 1 << ((pages - 1) // LARGEST_PART).bit_length()


def same_part(left: str, right: str, parts: int) -> bool:
    """Whether two pages are in one part, dealt out the one way or the other."""
    return any(ours % parts == theirs % parts for ours, theirs in zip(_lots(left), _lots(right), strict=True))


def _lots(page: str) -> tuple[int, int]:
    """Two numbers of a page that have nothing to do with each other, each the same everywhere."""
    digest = sha256(page.encode()).digest()
    return int.from_bytes(digest[:4]), int.from_bytes(digest[4:8])


def _chain(base: str, days: Sequence[date]) -> Chain:
    if not days:
        return ((base,), (f"{base} undated",))
    near = {day + timedelta(days=n) for day in days for n in (0, 1) if day < date.max}
    return ((base,), _weeks(base, days), tuple(f"{base} {day}" for day in sorted(near)))


def _weeks(base: str, days: Sequence[date]) -> tuple[str, ...]:
    """The key by the weeks of these days, so that two days of six days or less apart share one."""
    weeks = {day.toordinal() // 7 + n for day in days for n in (0, 1)}
    return tuple(f"{base} week {week}" for week in sorted(weeks))


def _days(figures: Sequence[Candidate]) -> list[date]:
    """The page's day, and days long before or after it that the page names."""
    anchors = figures[0].anchors
    if anchors.days is None:
        return []
    here = anchors.days
    others = [days.first for days in anchors.named_days if days.one_day and days.apart(here) > DAYS_LIMIT]
    return sorted({here.first, *others[:NAMED_DAYS]})
