"""Names of facts: `<event>/<what-is-counted>`, readable, and made only of what the figures themselves say.

The event is called after the first title that names a town or region, with the month of the page that told it first. What is counted is the
thing, what happened, whose, which people and where, each as the first figure says it that says anything. So a page of a later day changes the
id only where it is the first to say such a thing, or makes two facts one. Of two questions with one name the later one has the number that it
was told with first behind a full stop, which no name holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from selon.compare.anchors import Anchors
from selon.compare.candidate import Candidate
from selon.languages.fold import fold
from selon.resolve.counted import Counted
from selon.resolve.zones import Zone

T = TypeVar("T", bound=Hashable)
K = TypeVar("K", bound=Hashable)
UNKNOWN_EVENT = "event"
UNDATED = "9999-99-99"
# From here on numbers are not written with an exponent either.
MANY = 1e6


class Name(msgspec.Struct, frozen=True):
    """What the id of one question is made of: `base` alone, or `base` and `number` where another question has that base and was told before;
    `first` orders questions by when they were told first."""

    base: str
    first: str
    number: str

    @property
    def event(self) -> str:
        """The event's part of the id."""
        return self.base.partition("/")[0]


def slug(words: str) -> str:
    """Small letters, digits and single hyphens; empty where there are none."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def common_features(group: Sequence[Candidate]) -> Counted:
    """What the figures of one question say together: each feature as most of those say it that say anything; ties go to the alphabet."""
    counted = Counter(figure.counted for figure in group)  # many say the same
    return Counted(
        thing=_most((c.thing, n) for c, n in counted.items() if not c.doubtful) or group[0].counted.thing,
        what=_most((c.what, n) for c, n in counted.items()) or "",
        side=_most((c.side, n) for c, n in counted.items()),
        group=_most((c.group, n) for c, n in counted.items()),
        zone=_common_zone([(c.zone, n) for c, n in counted.items()], len(group)),
        toll=any(c.toll for c in counted),
        part=2 * sum(n for c, n in counted.items() if c.part) > len(group),
        since=2 * sum(n for c, n in counted.items() if c.since) > len(group),
    )


def _common_zone(zones: Sequence[tuple[Zone, int]], figures: int) -> Zone:
    places = _summed((place, n) for zone, n in zones for place in zone.places)
    return Zone(
        country=_most((zone.country, n) for zone, n in zones),
        places=tuple(sorted(place for place, n in places.items() if 2 * n > figures)),
        held=_most((zone.held, n) for zone, n in zones),
        elsewhere=any(zone.elsewhere for zone, _ in zones),
    )


def _most(values: Iterable[tuple[T | None, int]]) -> T | None:
    """The value that is said most often, of each how often it is said; nothing said is no value."""
    counts = _summed((value, n) for value, n in values if value)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else None


def _summed(values: Iterable[tuple[T, int]]) -> dict[T, int]:
    found: dict[T, int] = defaultdict(int)
    for value, n in values:
        found[value] += n
    return found


def event_name(pages: Sequence[Anchors]) -> str:
    """The event of some pages in the order of telling, as a slug: the town or region of the first title that names one, else the first other name of
    a title, else kind and countries of the first page; with the month of the first page."""
    first = pages[0]
    ranked = sorted(first.weights, key=lambda name: (-first.weights[name], name))
    kind_and_countries = [*sorted(first.kinds)[:1], *sorted([name for name in ranked if name.isupper()][:2])]
    places = (_weightiest(page, page.home) for page in pages)
    names = (_weightiest(page, [name for name in page.titles if not name.isupper()]) for page in pages)
    local = next((name for names in (places, names) for name in names if name), None)
    base = slug(local or "-".join(kind_and_countries))
    return (base or UNKNOWN_EVENT) + (f"-{first.days.first:%Y-%m}" if first.days is not None else "")


def _weightiest(page: Anchors, names: Iterable[str]) -> str | None:
    return min(names, key=lambda name: (-page.weights.get(name, 0.0), name), default=None)


def event_base(event: str) -> tuple[str, str | None]:
    """The slug of an event and its month: `makiivka-2023-01` is Makiïvka in January 2023."""
    match = re.fullmatch(r"(.+)-(\d{4}-\d{2})", event)
    return (match.group(1), match.group(2)) if match else (event, None)


def what_name(counted: Counted, at: str = "") -> str:
    """What is counted, as a slug: `killed-soldiers-ru`, `area-retaken`, `killed-sy-rebel-held`; without the place `at` which the event is."""
    zone = counted.zone
    country = zone.country if zone.country != counted.side else None
    parts = [counted.thing, counted.what, counted.group, counted.side, country, zone.held]
    parts += ["elsewhere"] if zone.elsewhere else []
    parts += [place for place in zone.places[:2] if slug(place) != at] if not zone.held else []
    return slug("-".join(part for part in parts if part)) or "number"


def first_features(group: Sequence[Candidate]) -> Counted:
    """What names a question: each feature as the first figure says it that says anything; `group` is in the order of telling."""
    counted = [figure.counted for figure in group]
    return Counted(
        thing=next((c.thing for c in counted if not c.doubtful), counted[0].thing),
        what=next((c.what for c in counted if c.what), ""),
        side=next((c.side for c in counted if c.side), None),
        group=next((c.group for c in counted if c.group), None),
        zone=next((c.zone for c in counted if c.zone.stated or c.zone.elsewhere), Zone()),
    )


def name_of(group: Sequence[Candidate]) -> Name:
    """The name of one question, whatever the order of its figures."""
    group = sorted(group, key=_told)
    first = group[0]
    values = dict.fromkeys(f"{value:g}" if abs(value) < MANY else f"{value:.0f}" for value in first.bounds if value is not None)
    event = event_name([figure.anchors for figure in group])
    return Name(f"{event}/{what_name(first_features(group), event_base(event)[0])}", _told(first), slug("-".join(values)))


def numbered(names: Mapping[K, Name]) -> dict[K, str]:
    """The ids of these questions. Of those with one base the first has the base itself, each other one its number too; those that have even that
    in common are counted."""
    found: dict[K, str] = {}
    taken: Counter[str] = Counter()
    for key, name in sorted(names.items(), key=lambda item: (item[1].base, item[1].first)):
        id = name.base if name.base not in taken else f"{name.base}--{name.number}"
        taken[id] += 1
        found[key] = id if taken[id] == 1 else f"{id}--{taken[id]}"
    return found


def _told(figure: Candidate) -> str:
    page, at = figure.key
    return f"{figure.anchors.first_day or UNDATED} {page} {at:06d}"
