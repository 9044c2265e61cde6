"""Whether two figures answer the same question: points for what speaks for it, or None where something speaks against it.

The rules, in words: the same thing, to which the same happened, of the same people, in the same place; on pages about the same
event. What the words leave open fits anything, at a cost. On one page the same voice hardly gives two different numbers for one
question on one day: then the questions differ, unless nearly all other figures say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from selon.compare.anchors import TITLE, Anchors, in_common
from selon.model import Quantity
from selon.resolve.counted import Counted
from selon.resolve.periods import Days
from selon.resolve.zones import Zone

# Points, set by hand on the development pages together with the weights in `anchors`: one title place in common makes two pages
# one event.
THRESHOLD = 3.0
# So many hold when points are kept in thirty-two bits.
DECIMALS = 5
SAME_PAGE = 4.0
TOPIC_CAP = 6.0
SAME_HAPPENING, SAME_SIDE, SAME_GROUP = 1.0, 1.0, 0.5
# One named speaker on two pages, within the days that cost nothing: who counts the dead of an event does so day after day.
SAME_VOICE = 0.5
OPEN_HAPPENING, OPEN_GROUP, OPEN_PLACE, FAR_PLACE = -0.5, -0.5, -1.5, -3.0
# The number's own words name a place of the other page's title: as good as if both titles did.
NAMED_HERE = 2.0
OTHER_HAPPENING, DOUBTFUL_NOUN, ELSEWHERE_TITLE, OTHER_PIECE = -2.0, -1.5, -1.5, -1.5
OTHER_PERIOD, ELSEWHERE = -1.0, -1.0
# Of these an event has a number, and a whole war or year another, which is told with `depuis`.
PERIODS = frozenset({"killed", "wounded", "casualties"})
RARITY = (0.25, 0.5, 1.5, 2.5, 3.5)
# A number that is rare enough to bring pages together that share no name.
RARE = 1.5
# Two numbers of one voice on one page: only what nearly all other figures say together outweighs it, since whose number it is may be misread.
TOLD_APART = -12.0
DAYS_FREE, DAYS_PER_POINT, DAYS_CAP, DAYS_LIMIT = 7, 30, 3.0, 120


OWN_VOICE, UNNAMED = "page", "unnamed "


class Candidate(msgspec.Struct, frozen=True, dict=True):
    """A figure with everything that decides which question it answers. `key` orders candidates and does not depend on the order
    of pages."""

    key: tuple[str, int]
    counted: Counted
    quantity: Quantity
    anchors: Anchors
    as_of: Days | None
    voice: str
    updates: bool = False
    splits: bool = False
    alike_groups: frozenset[frozenset[str]] = frozenset()

    @property
    def page(self) -> str:
        """The id of the page."""
        return self.key[0]

    @cached_property
    def spot(self) -> str | None:
        """The one place that the number's words name: figures of two spots are never one question."""
        zone = self.counted.zone
        return zone.places[0] if len(zone.places) == 1 and not zone.held else None

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Both ends of the interval."""
        return self.quantity.low, self.quantity.high


class Occasion(NamedTuple):
    """What two pages have in common, whichever figures of theirs are compared: points for one event, and points against it where their
    titles name other places."""

    together: float
    apart: float


SAME = Occasion(SAME_PAGE, 0.0)


def occasion_of(left: Anchors, right: Anchors) -> Occasion:
    """Of two different pages."""
    total = min(TOPIC_CAP, in_common(left, right))
    near, far = left.prominent, right.prominent
    if near and far and not near & right.weights.keys() and not far & left.weights.keys():
        total += ELSEWHERE
    apart = sum(ELSEWHERE_TITLE for ours, theirs in ((left, right), (right, left)) if ours.titles and not ours.titles & theirs.weights.keys())
    return Occasion(total, apart)


def points(left: Candidate, right: Candidate, occasion: Occasion | None = None) -> float | None:
    """How much speaks for one question; at `THRESHOLD` they are taken for one. None: they cannot be one. `occasion` is that of their
    pages, where it is known already."""
    total = 0.0
    for part in (_thing, _people, _place, _time):
        found = part(left, right)
        if found is None:
            return None
        total += found
    if _told_apart(left, right):
        total += TOLD_APART
    if occasion is None:
        occasion = SAME if left.page == right.page else occasion_of(left.anchors, right.anchors)
    total += SAME_VOICE if _same_voice(left, right) else 0.0
    total += _event(left, right, occasion) + (rarity(left) if left.bounds == right.bounds else 0.0)
    return round(total, DECIMALS)


def may_be_one(occasion: Occasion, left: Sequence[Candidate], right: Sequence[Candidate]) -> bool:
    """Whether any figure of the one page could answer a question of the other: the most that figures can add, and more for a number that
    both have."""
    apart, named = (0.0, NAMED_HERE) if _names_home(left, right) else (occasion.apart, 0.0)
    most = occasion.together + apart + named + SAME_HAPPENING + SAME_SIDE + SAME_GROUP + SAME_VOICE
    if most >= THRESHOLD:
        return True
    told = {figure.bounds for figure in right}
    return any(most + rarity(figure) >= THRESHOLD for figure in left if figure.bounds in told)


def _names_home(left: Sequence[Candidate], right: Sequence[Candidate]) -> bool:
    return any(place in other[0].anchors.home for own, other in ((left, right), (right, left)) for f in own for place in f.counted.zone.places)


def rarity(figure: Candidate) -> float:
    """Points for the same number on two pages: 5 937 is hardly chance, 300 000 or 3 easily is. Counted in significant digits."""
    value = figure.quantity.low if figure.quantity.low is not None else figure.quantity.high
    if value is None or (abs(value) < 10 and value == int(value)):
        return RARITY[0]
    digits = f"{abs(value):.6g}".replace(".", "").strip("0") if abs(value) < 1e6 else f"{abs(value):.0f}".strip("0")
    return RARITY[min(len(digits), len(RARITY) - 1)]


def disjoint(left: Quantity, right: Quantity) -> bool:
    """The two intervals have no number in common."""
    return (left.high is not None and right.low is not None and left.high < right.low) or (
        right.high is not None and left.low is not None and right.high < left.low
    )


def other_number(left: Quantity, right: Quantity) -> bool:
    """Disjoint, or both open at one end with other bounds: whoever says `au moins 40` and `au moins 15` does not speak of one thing."""
    open_above = left.high is None and right.high is None and left.low != right.low
    open_below = left.low is None and right.low is None and left.high != right.high
    return disjoint(left, right) or open_above or open_below


def _told_apart(left: Candidate, right: Candidate) -> bool:
    """One page, one voice, two numbers: two questions, unless the words say that the one takes the other's place. So are the
    numbers of two bodies or two places in one page."""
    if left.page != right.page or not other_number(left.quantity, right.quantity):
        return False
    if left.voice == right.voice:
        return not (left.updates or right.updates or left.counted.possible or right.counted.possible)
    if left.counted.piecewise and left.counted.names and right.counted.names and not left.counted.names & right.counted.names:
        return True
    if left.counted.since != right.counted.since and left.counted.thing in PERIODS:
        return True
    ours, theirs = set(left.counted.zone.places), set(right.counted.zone.places)
    if not (ours and theirs) and len(left.anchors.places) == 1 and _told_first(left, right):
        return False
    return ours != theirs and not any(left.anchors.weights.get(place, 0) >= TITLE for place in ours ^ theirs)


def _told_first(left: Candidate, right: Candidate) -> bool:
    """The number that names its place stands before the one that does not: what follows holds there as well."""
    told, untold = (left, right) if left.counted.zone.places else (right, left)
    return told.quantity.span < untold.quantity.span


def _event(left: Candidate, right: Candidate, occasion: Occasion) -> float:
    """A number whose own words name a place of the other page's title is of that page's event."""
    if left.page == right.page:
        return SAME_PAGE
    for ours, theirs in ((left, right), (right, left)):
        places = ours.counted.zone.places
        if places and any(place in theirs.anchors.home and place not in ours.anchors.home for place in places):
            return min(TOPIC_CAP, occasion.together + NAMED_HERE)
    return occasion.together + occasion.apart


def _thing(left: Candidate, right: Candidate) -> float | None:
    ours, theirs = left.counted, right.counted
    if ours.part != theirs.part and other_number(left.quantity, right.quantity) and not _same_part(ours, theirs):
        return None
    total = OTHER_PERIOD if ours.since != theirs.since and ours.thing in PERIODS else 0.0
    if ours.thing != theirs.thing:
        if {ours.thing, theirs.thing} != {"killed", "casualties"} or not (ours.doubtful or theirs.doubtful):
            return None
        if left.quantity.low is None or left.quantity.low != right.quantity.low:
            total += DOUBTFUL_NOUN
    if ours.piecewise and disjoint(left.quantity, right.quantity):
        total += OTHER_PIECE
    if ours.what and ours.what == theirs.what:
        return total + SAME_HAPPENING
    if ours.what and theirs.what:
        return total + OTHER_HAPPENING if left.bounds == right.bounds and ours.what != "out-of" != theirs.what else None
    return total + (OPEN_HAPPENING if ours.what != theirs.what else 0.0)


def _same_part(ours: Counted, theirs: Counted) -> bool:
    """`dont 1 300 en France` is a part of one number and the whole of another: told by a country, a place or a group of its own."""
    where = ours.zone.stated and theirs.zone.stated and (ours.zone.land, ours.zone.places) == (theirs.zone.land, theirs.zone.places)
    return where or (ours.group is not None and ours.group == theirs.group)


def _people(left: Candidate, right: Candidate) -> float | None:
    ours, theirs = left.counted, right.counted
    if (ours.zone.whole and theirs.side) or (theirs.zone.whole and ours.side):
        return None
    if ours.side and theirs.side and ours.side != theirs.side:
        return None
    total = SAME_SIDE if ours.side and ours.side == theirs.side else 0.0
    if ours.group and theirs.group and ours.group != theirs.group:
        return total if frozenset((ours.group, theirs.group)) in left.alike_groups else None
    if ours.group != theirs.group:
        if not disjoint(left.quantity, right.quantity):
            return total
        return total + OPEN_GROUP if (ours.group or theirs.group) in left.anchors.broad | right.anchors.broad else None
    return total + (SAME_GROUP if ours.group else 0.0)


def _place(left: Candidate, right: Candidate) -> float | None:
    ours, theirs = left.counted.zone, right.counted.zone
    if ours.places and ours == theirs and not ours.elsewhere:
        return 0.0
    if _same_ground(left, right):
        return 0.0
    if ours.held != theirs.held or ours.elsewhere != theirs.elsewhere:
        return None
    other = other_number(left.quantity, right.quantity)
    if other and not ours.held and (ours.joined != theirs.joined or (ours.whole and theirs.stated) or (theirs.whole and ours.stated)):
        return None
    if other and _town_and_country(ours, theirs):
        return None
    if other and ours.joined and theirs.joined and ours.places != theirs.places and left.voice != right.voice:
        # Two bodies that each count over several provinces, not the same ones: each counts for its own ground.
        return None
    if ours.land != theirs.land and ((ours.land and theirs.land) or left.splits or right.splits):
        return None
    if ours.held or set(ours.places) & set(theirs.places):
        return 0.0
    if ours.places and theirs.places:
        return None
    if not ours.places and not theirs.places:
        return OPEN_PLACE if other and _wider(left.anchors.home, right.anchors.home) else 0.0
    told, untold = (left, right) if ours.places else (right, left)
    return _open_place(set(told.counted.zone.places), told, untold, other)


def _town_and_country(ours: Zone, theirs: Zone) -> bool:
    """The words of the one name a place, those of the other a whole country."""
    return bool((ours.places and theirs.country and not theirs.places) or (theirs.places and ours.country and not ours.places))


def _same_ground(left: Candidate, right: Candidate) -> bool:
    """Who counts for one side’s ground on one page does so on the next, where only the names of its provinces are given."""
    ours, theirs = left.counted.zone, right.counted.zone
    if left.voice != right.voice or left.voice == OWN_VOICE or ours.country != theirs.country or ours.country is None:
        return False
    return all(zone.held or len(zone.places) > 1 for zone in (ours, theirs)) and None in (ours.held, theirs.held)


def _open_place(named: set[str], told: Candidate, untold: Candidate, other: bool) -> float | None:
    """One number names its place, the other holds where its page is at home, if its title says where."""
    home = untold.anchors.home
    if named & home:
        return 0.0 if len(home) == 1 or not other else FAR_PLACE
    if home:
        return OPEN_PLACE if named & untold.anchors.weights.keys() and named & told.anchors.home else FAR_PLACE
    return 0.0 if named & told.anchors.home else OPEN_PLACE


def _wider(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """One page is about the other's place and more."""
    return bool(ours and theirs) and (ours < theirs or theirs < ours)


def _time(left: Candidate, right: Candidate) -> float | None:
    ours, theirs = left.as_of or left.anchors.days, right.as_of or right.anchors.days
    if ours is None or theirs is None:
        return 0.0
    apart = ours.apart(theirs)
    if left.counted.daily and right.counted.daily and apart and left.bounds != right.bounds:
        return None
    if apart > DAYS_LIMIT and (_looks_back(left, theirs) or _looks_back(right, ours)):
        return 0.0
    if apart > DAYS_LIMIT and left.page != right.page and left.bounds != right.bounds:
        return None
    return -min(DAYS_CAP, max(0, apart - DAYS_FREE) / DAYS_PER_POINT) if left.page != right.page else 0.0


def has_named_voice(figure: Candidate) -> bool:
    """Somebody with a name says it."""
    return figure.voice != OWN_VOICE and not figure.voice.startswith(UNNAMED)


def _same_voice(left: Candidate, right: Candidate) -> bool:
    """Both pages have the number from the same speaker, who has a name."""
    if left.voice != right.voice or left.page == right.page or not has_named_voice(left):
        return False
    ours, theirs = left.as_of or left.anchors.days, right.as_of or right.anchors.days
    return ours is not None and theirs is not None and ours.apart(theirs) <= DAYS_FREE


def _looks_back(figure: Candidate, event: Days) -> bool:
    """The page names the days of the other figure: years later it tells of the same event."""
    return any((days.last - days.first).days <= DAYS_FREE and days.apart(event) <= DAYS_FREE for days in figure.anchors.named_days)
