"""Which quantity before it a bare number may share the noun of: decimals count no people, `300 000` goes on with no percentage, who acts is
no length. A short number of a great measure takes its multiplier too (`4,3 milliards de dollars, contre 3,8`)."""

from __future__ import annotations

from selon.read.draft import Draft
from selon.read.unit_words import PERSON, TIMES

PERCENT, POINT = "percent", "point"
# From this multiplier on, a number in digits without one goes on with it.
_GREAT = 1_000_000
# Of what is so many nobody counts single ones (`16 milliards d'économies, dont 5 sur la santé`).
_NOT_COUNTED_SINGLY = 1_000_000_000
# More than this is written out: `12 milliards, contre 950 000`.
_SHORT = 1000
# More than this is no percentage.
_MOST_PERCENT = 1000


def lending(draft: Draft, earlier: list[Draft], *, acting: bool) -> list[Draft]:
    """Those of `earlier` whose noun the number can share. `acting` says that the number is the subject of a verb (`deux ont survécu`)."""
    return [lender for lender in earlier if lender.unit and lender.noun is not None and _fits(draft, lender, acting=acting)]


def _fits(draft: Draft, lender: Draft, *, acting: bool) -> bool:
    measured = lender.noun is not None and lender.noun.measured
    if measured and (acting or (draft.number.written == "words" and lender.unit not in TIMES)):
        return False
    if draft.number.scale >= _GREAT or abs(draft.value) > _MOST_PERCENT:
        return lender.unit != PERCENT
    return measured or not draft.value % 1 or goes_on_with_scale(draft, lender)


def goes_on_with_scale(draft: Draft, lender: Draft) -> bool:
    """`4,3 milliards de dollars, contre 3,8`; `1,2 million de visiteurs, contre 1,5`: the multiplier is that of the lender."""
    number, noun = draft.number, lender.noun
    if number.written != "digits" or number.scale > 1 or lender.number.scale < _GREAT or noun is None or abs(draft.value) >= _SHORT:
        return False
    if draft.value % 1 or (noun.measured and lender.unit not in TIMES):
        return True
    return lender.number.scale >= _NOT_COUNTED_SINGLY


def counts(lender: Draft) -> bool:
    """It counts things or people, and measures nothing."""
    return lender.noun is not None and not lender.noun.measured


def nearest_people(lenders: list[Draft]) -> list[Draft]:
    """Those that count people."""
    return [lender for lender in lenders if lender.unit == PERSON]
