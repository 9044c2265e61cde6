"""Whether two figures answer the same question: the rules, each with points for what speaks for it, or None where something speaks against it.
`selon.compare.points` adds them up.

The rules, in words: the same thing, to which the same happened, of the same people, in the same place; on pages about the same
event. What the words leave open fits anything, at a cost. On one page the same voice hardly gives two different numbers for one
question on one day: then the questions differ, unless nearly all other figures say otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from selon.compare.anchors import TITLE
from selon.compare.candidate import Candidate, has_named_voice
from selon.model import Quantity
from selon.resolve.counted import Counted
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
# At least so much have two pages in common that are about an event of a rare kind in one country: enough where nothing else speaks against it.
RARE_EVENT = 3.5
OTHER_HAPPENING, DOUBTFUL_NOUN, ELSEWHERE_TITLE, OTHER_PIECE = -2.0, -1.5, -1.5, -1.5
OTHER_PERIOD, ELSEWHERE = -1.0, -1.0
# Of these an event has a number, and a whole war or year another, which is told with `depuis`.
PERIODS = frozenset({"killed", "wounded", "casualties"})
# Of these rivals have shares: two numbers are two questions.
RIVALS = frozenset({"percent", "vote"})
# Two numbers of one voice on one page: only what nearly all other figures say together outweighs it, since whose number it is may be misread.
TOLD_APART = -12.0
# Two named voices of one page count the same people in one breath: `5 000 selon la police, 12 000 selon les syndicats`.
ONE_BREATH, BREATH_CHARS = 2.0, 200
DAYS_FREE, DAYS_PER_POINT, DAYS_CAP, DAYS_LIMIT = 7, 30, 3.0, 120


class What(msgspec.Struct, frozen=True):
    """What a figure counts, apart from where; `whole`: said to be the total of all places; `broad`: groups that may be all the people counted on
    its page."""

    counted: Counted
    whole: bool = False
    broad: frozenset[str] = frozenset()
    alike_groups: frozenset[frozenset[str]] = frozenset()


class Where(msgspec.Struct, frozen=True):
    """Where a figure holds by its own words, and where its page is at home. `splits`: the page tells countries apart."""

    zone: Zone
    home: frozenset[str] = frozenset()
    splits: bool = False

    @property
    def spot(self) -> str | None:
        """The one place that the number's words name: figures of two spots are never one question."""
        return self.zone.places[0] if len(self.zone.places) == 1 and not self.zone.held else None


class Numbers(NamedTuple):
    """What else two figures are to each other where the things are compared: as in `other_number`, `disjoint`; of the same bounds, the same lower
    bound; of the same `ground`, where both say of which."""

    other: bool
    disjoint: bool
    same: bool
    same_low: bool
    ground: bool


class Beside(NamedTuple):
    """What else two figures are to each other where their places are compared: `other` numbers, of one `voice`, of one `speaker` who is not the page
    itself; `left_told`: a town of the left page's title stands somewhere on the right page, `right_told` the other way round."""

    other: bool
    voice: bool
    speaker: bool
    left_told: bool
    right_told: bool


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


def told_apart(left: Candidate, right: Candidate) -> bool:
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


def in_one_breath(left: Candidate, right: Candidate) -> bool:
    """Side by side two named voices each count all who came, and nothing is said of another place or day: they answer one question."""
    ours, theirs = left.counted, right.counted
    if left.page != right.page or left.voice == right.voice or not (has_named_voice(left) and has_named_voice(right)):
        return False
    if abs(left.quantity.span.start - right.quantity.span.start) > BREATH_CHARS or left.as_of != right.as_of:
        return False
    if not (ours.what and ours.what == theirs.what and ours.group == theirs.group and ours.part == theirs.part):
        return False
    return (
        ours.piecewise
        and ours.thing not in RIVALS
        and ours.thing == theirs.thing
        and (ours.zone == theirs.zone or not (ours.zone.stated and theirs.zone.stated))
    )


def _told_first(left: Candidate, right: Candidate) -> bool:
    """The number that names its place stands before the one that does not: what follows holds there as well."""
    told, untold = (left, right) if left.counted.zone.places else (right, left)
    return told.quantity.span < untold.quantity.span


def same_thing(left: What, right: What, numbers: Numbers) -> float | None:
    """Points for the same thing, to which the same happened, of the same people; None where the words say that it is another."""
    thing, people = _thing(left.counted, right.counted, numbers), _people(left, right, numbers)
    return None if thing is None or people is None else thing + people


def _thing(ours: Counted, theirs: Counted, numbers: Numbers) -> float | None:
    same_part = numbers.ground or (ours.group is not None and ours.group == theirs.group)
    if ours.part != theirs.part and numbers.other and not same_part:
        # `dont 1 300 en France` is a part of one number and the whole of another: told by a country, a place or a group of its own.
        return None
    total = OTHER_PERIOD if ours.since != theirs.since and ours.thing in PERIODS else 0.0
    if ours.thing != theirs.thing:
        if {ours.thing, theirs.thing} != {"killed", "casualties"} or not (ours.doubtful or theirs.doubtful):
            return None
        if not numbers.same_low:
            total += DOUBTFUL_NOUN
    if ours.piecewise and numbers.disjoint:
        total += OTHER_PIECE
    if ours.what and ours.what == theirs.what:
        return total + SAME_HAPPENING
    if ours.what and theirs.what:
        return total + OTHER_HAPPENING if numbers.same and ours.what != "out-of" != theirs.what else None
    return total + (OPEN_HAPPENING if ours.what != theirs.what else 0.0)


def _people(left: What, right: What, numbers: Numbers) -> float | None:
    ours, theirs = left.counted, right.counted
    if (left.whole and theirs.side) or (right.whole and ours.side):
        return None
    if ours.side and theirs.side and ours.side != theirs.side:
        return None
    total = SAME_SIDE if ours.side and ours.side == theirs.side else 0.0
    if ours.group and theirs.group and ours.group != theirs.group:
        return total if frozenset((ours.group, theirs.group)) in left.alike_groups else None
    if ours.group != theirs.group:
        if not numbers.disjoint:
            return total
        return total + OPEN_GROUP if (ours.group or theirs.group) in left.broad | right.broad else None
    return total + (SAME_GROUP if ours.group else 0.0)


def same_place(left: Where, right: Where, beside: Beside) -> float | None:
    """Points against one place, none where the places are the same; None where the words say that it is another."""
    ours, theirs, other = left.zone, right.zone, beside.other
    if left.spot and right.spot and left.spot != right.spot:
        return None
    if ours.places and ours == theirs and not ours.elsewhere:
        return 0.0
    if beside.speaker and _same_ground(ours, theirs):
        return 0.0
    if ours.held != theirs.held or ours.elsewhere != theirs.elsewhere:
        return None
    splits = left.splits or right.splits
    if other and not ours.held and (ours.joined != theirs.joined or _part_of(ours, theirs, splits) or _part_of(theirs, ours, splits)):
        return None
    if other and _town_and_country(ours, theirs):
        return None
    if other and ours.joined and theirs.joined and ours.places != theirs.places and not beside.voice:
        # Two bodies that each count over several provinces, not the same ones: each counts for its own ground.
        return None
    if ours.land != theirs.land and ((ours.land and theirs.land) or left.splits or right.splits):
        return None
    if ours.held or set(ours.places) & set(theirs.places):
        return 0.0
    if ours.places and theirs.places:
        return None
    if not ours.places and not theirs.places:
        return OPEN_PLACE if other and _wider(left.home, right.home) else 0.0
    return _open_place(left, right, other, beside.left_told) if ours.places else _open_place(right, left, other, beside.right_told)


def _part_of(whole: Zone, part: Zone, splits: bool) -> bool:
    """The one number is for all places, the other for one of them: for a country only where a page tells countries apart."""
    return whole.whole and part.stated and (splits or part.held is not None or bool(part.places))


def _town_and_country(ours: Zone, theirs: Zone) -> bool:
    """The words of the one name a place, those of the other a whole country."""
    return bool((ours.places and theirs.country and not theirs.places) or (theirs.places and ours.country and not ours.places))


def _same_ground(ours: Zone, theirs: Zone) -> bool:
    """Who counts for one side’s ground on one page does so on the next, where only the names of its provinces are given."""
    if ours.country != theirs.country or ours.country is None:
        return False
    return all(zone.held or len(zone.places) > 1 for zone in (ours, theirs)) and None in (ours.held, theirs.held)


def _open_place(told: Where, untold: Where, other: bool, known: bool) -> float:
    """One number names its place, the other holds where its page is at home, if its title says where. `known`: that page has a town of the other
    one's title, if not in its own."""
    named = set(told.zone.places)
    if named & untold.home:
        return 0.0 if len(untold.home) == 1 or not other else FAR_PLACE
    if untold.home:
        return OPEN_PLACE if known and named & told.home else FAR_PLACE
    return 0.0 if named & told.home else OPEN_PLACE


def _wider(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """One page is about the other's place and more."""
    return bool(ours and theirs) and (ours < theirs or theirs < ours)


def names_home(left: Where, right: Where) -> bool:
    """The one number's own words name a place of the other page's title that its own title does not: it is of that page's event."""
    return any(place in theirs.home and place not in ours.home for ours, theirs in ((left, right), (right, left)) for place in ours.zone.places)
