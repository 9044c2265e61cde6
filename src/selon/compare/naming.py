"""Names of facts: `<event>/<what-is-counted>`, readable, and made only of what the figures themselves say.

The event is the strongest anchor of the pages, with the month of the first day; what is counted is the thing, what happened,
whose, which people and where. Two questions that would get one name are numbered in the order of their days and pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from selon.compare.alike import Candidate
from selon.compare.anchors import TITLE, Anchors
from selon.languages.fold import fold
from selon.resolve.counted import Counted
from selon.resolve.zones import Zone

T = TypeVar("T")
UNKNOWN_EVENT = "event"


def slug(words: str) -> str:
    """Small letters, digits and single hyphens; empty where there are none."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def common_features(group: Sequence[Candidate]) -> Counted:
    """What the figures of one question say together: each feature as most of those say it that say anything; ties go to the alphabet."""
    counted = [figure.counted for figure in group]
    return Counted(
        thing=_most(c.thing for c in counted if not c.doubtful) or counted[0].thing,
        what=_most(c.what for c in counted) or "",
        side=_most(c.side for c in counted),
        group=_most(c.group for c in counted),
        zone=_common_zone([c.zone for c in counted]),
        toll=any(c.toll for c in counted),
    )


def _common_zone(zones: list[Zone]) -> Zone:
    places = Counter(place for zone in zones for place in zone.places)
    return Zone(
        country=_most(zone.country for zone in zones),
        places=tuple(sorted(place for place, n in places.items() if n * 2 > len(zones))),
        held=_most(zone.held for zone in zones),
        elsewhere=any(zone.elsewhere for zone in zones),
    )


def _most(values: Iterable[T | None]) -> T | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else None


def event_name(pages: Sequence[Anchors]) -> str:
    """The event of some pages, as a slug: a name that half of their titles hold, else kind and countries; with the month of the
    first day."""
    weights: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for anchors in pages:
        weights.update(anchors.weights)
        titles.update(name for name, weight in anchors.weights.items() if weight >= TITLE)
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    local = [name for name in ranked if titles[name] * 2 >= len(pages)]
    countries = [name for name in ranked if name.isupper()][:2]
    kind = _most(kind for anchors in pages for kind in sorted(anchors.kinds))
    base = slug(local[0]) if local else slug("-".join([*([kind] if kind else []), *sorted(countries)]))
    days = [anchors.days.first for anchors in pages if anchors.days is not None]
    return (base or UNKNOWN_EVENT) + (f"-{min(days):%Y-%m}" if days else "")


def event_base(event: str) -> tuple[str, str | None]:
    """The slug of an event and its month: `makiivka-2023-01` is Makiïvka in January 2023."""
    match = re.fullmatch(r"(.+)-(\d{4}-\d{2})", event)
    return (match.group(1), match.group(2)) if match else (event, None)


def _neighbours(groups: Sequence[Sequence[Candidate]]) -> dict[str, set[str]]:
    """For each page the pages with which it shares a question: they are about the same event, so that all its facts get one
    event name."""
    shared: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        pages = {figure.page for figure in group}
        for page in pages:
            shared[page] |= pages
    return shared


def what_name(counted: Counted) -> str:
    """What is counted, as a slug: `killed-soldiers-ru`, `area-retaken`, `killed-sy-rebel-held`."""
    zone = counted.zone
    country = zone.country if zone.country != counted.side else None
    parts = [counted.thing, counted.what, counted.group, counted.side, country, zone.held]
    parts += ["elsewhere"] if zone.elsewhere else []
    parts += zone.places[:2] if not zone.held else ()
    return slug("-".join(part for part in parts if part)) or "number"


def fact_ids(groups: Sequence[Sequence[Candidate]]) -> list[tuple[str, Sequence[Candidate]]]:
    """Each question with its id, no id twice."""
    named: dict[str, list[Sequence[Candidate]]] = defaultdict(list)
    shared = _neighbours(groups)
    anchors = {figure.page: figure.anchors for group in groups for figure in group}
    events: dict[frozenset[str], str] = {}  # the questions of one event have the same pages, and there may be hundreds of both
    for group in groups:
        pages = frozenset().union(*(shared[figure.page] for figure in group))
        if pages not in events:
            events[pages] = event_name([anchors[page] for page in sorted(pages)])
        named[f"{events[pages]}/{what_name(common_features(group))}"].append(group)
    found: list[tuple[str, Sequence[Candidate]]] = []
    for name, same in named.items():
        same.sort(key=lambda group: (str(min((f.as_of.first for f in group if f.as_of), default="")), group[0].key))
        found += [(name if n == 1 else f"{name}-{n}", group) for n, group in enumerate(same, 1)]
    return found
