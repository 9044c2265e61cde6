"""Which facts are tied to which: part and whole, killed and killed-or-wounded, the two sides of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import permutations

from selon.compare.alike import PERIODS
from selon.model import LinkedFact
from selon.resolve.counted import Counted
from selon.resolve.zones import Zone

# One thing counts some of those that the other counts, or both belong beside each other: (thing, other thing) -> how.
_THINGS = {
    ("killed", "casualties"): "killed_of_casualties",
    ("casualties", "killed"): "casualties_of_killed",
    ("wounded", "casualties"): "wounded_of_casualties",
    ("casualties", "wounded"): "casualties_of_wounded",
    ("killed", "wounded"): "killed_beside_wounded",
    ("wounded", "killed"): "wounded_beside_killed",
}

# What is never tied is not compared: things that are belong to one family.
_FAMILIES = {thing: "people hit" for pair in _THINGS for thing in pair}


def related(features: Mapping[str, Counted]) -> dict[str, tuple[LinkedFact, ...]]:
    """For each fact the facts of the same event that it is tied to, sorted by id."""
    events: dict[str, list[str]] = defaultdict(list)
    for fact in features:
        events[fact.partition("/")[0]].append(fact)
    found: dict[str, list[LinkedFact]] = defaultdict(list)
    for facts in events.values():
        families: dict[str, list[str]] = defaultdict(list)
        for fact in sorted(facts):
            families[_FAMILIES.get(features[fact].thing, features[fact].thing)].append(fact)
        for family in families.values():
            for left, right in permutations(family, 2):
                if (how := tie(features[left], features[right])) is not None:
                    found[left].append(LinkedFact(right, how))
    return {fact: tuple(sorted(linked, key=lambda other: other.id)) for fact, linked in found.items()}


def tie(left: Counted, right: Counted) -> str | None:
    """How the question of `left` is tied to that of `right`, None where it is not."""
    same_people = left.population == right.population
    if left.zone == right.zone and same_people and (left.thing, right.thing) in _THINGS:
        return _THINGS[left.thing, right.thing]
    if (left.thing, left.what) != (right.thing, right.what):
        return None
    if same_people and left.zone != right.zone:
        return "part_of" if _within(left.zone, right.zone) else "has_part" if _within(right.zone, left.zone) else None
    if left.zone != right.zone:
        return None
    if left.side and right.side and left.side != right.side and left.group == right.group:
        return "other_side"
    if _some_of(left, right) or (same_people and _within_count(left, right)):
        return "part_of"
    return "has_part" if _some_of(right, left) or (same_people and _within_count(right, left)) else None


def _within(part: Zone, whole: Zone) -> bool:
    if not whole.stated:
        return part.stated
    same_country = part.country == whole.country and not (whole.held or whole.places)
    return same_country and bool(part.held or part.places)


def _within_count(part: Counted, whole: Counted) -> bool:
    """One event, and all since a day (`depuis le début de la guerre`); some hours, and all so far (`60 en 24 heures, 2 000 au total`)."""
    return (whole.since and not part.since and part.thing in PERIODS) or (part.part and not whole.part)


def _some_of(part: Counted, whole: Counted) -> bool:
    """Some of the people: soldiers of the dead, the dead of one country of all."""
    narrower = (whole.group is None or whole.group == part.group) and (whole.side is None or whole.side == part.side)
    return narrower and part.population != whole.population
