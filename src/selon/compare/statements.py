"""What two statements in words are to each other: agree, compatible, update, conflict or undecided, with the rule that says so.

Only what stands in the words counts: numbers, days, denials, words that call something false, and opposites. No knowledge of the world, no
model of language: where nothing in the words tells against both, they are compatible. `docs/verdicts.md` has an example of every rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from selon.compare.alike import disjoint
from selon.compare.reasons import statement_sentence
from selon.compare.wording import Denial, Wording, wording_of
from selon.languages import load_pack
from selon.model import Date, Quantity, Relation
from selon.resolve.periods import Days, days_of
from selon.settings import InterfaceLanguage

# Of the words that say something, the share of the shorter sentence that both have: so many for one subject, for one count, for the same words. Set
# on DACCORD’s development half, where 0.30 to 0.40 differ by one pair in a hundred.
ONE_SUBJECT, SAME_COUNT, SAME_WORDS = 0.3, 0.5, 0.75
LEAST_SHARED = 2
# Numbers as near as this are one number, rounded.
ROUNDING = 0.02


class Compared(msgspec.Struct, frozen=True):
    """The outcome: the relation, the rule with its version, and the words that it compared."""

    relation: Relation
    rule: str
    left: str = ""
    right: str = ""

    def because(self, language: InterfaceLanguage = "en") -> str:
        """The reason in words."""
        return statement_sentence(self.rule, self.left, self.right, language)


class _Pair(msgspec.Struct, frozen=True):
    left: Wording
    right: Wording
    left_text: str
    right_text: str

    @property
    def shared(self) -> frozenset[str]:
        return self.left.stems & self.right.stems

    @property
    def overlap(self) -> float:
        return len(self.shared) / max(1, min(len(self.left.stems), len(self.right.stems)))


Found = tuple[str, str] | None
Rule = Callable[[_Pair], Found]


def compare_statements(left: str, right: str, *, language: str = "fr", left_day: str | None = None, right_day: str | None = None) -> Compared:
    """What two sentences are to each other, whichever comes first.

    Args:
        left: One sentence, or the few of one statement.
        right: The other.
        language: The code of their language pack.
        left_day: The day (EDTF) of the page that holds the left one, for `mardi` and `hier`; None where it is not known.
        right_day: The same for the right one.
    """
    pack = load_pack(language)
    return compare_wordings(wording_of(left, pack, published=left_day), wording_of(right, pack, published=right_day), left, right)


def compare_wordings(left: Wording, right: Wording, left_text: str, right_text: str) -> Compared:
    """As `compare_statements`, of sentences whose wording is known."""
    pair = _Pair(left, right, left_text, right_text)
    for rule, (relation, holds) in STATEMENT_RULES.items():
        if (found := holds(pair)) is not None:
            return Compared(relation, rule, *found)
    raise AssertionError("the last rule answers always")


def _other_subject(pair: _Pair) -> Found:
    return ("", "") if pair.overlap < ONE_SUBJECT or len(pair.shared) < LEAST_SHARED else None


def _later_count(pair: _Pair) -> Found:
    """A toll that one of them gives for a later day."""
    numbers = _other_numbers(pair)
    later = _other_days(pair) is not None or _later_page(pair)
    return _words(pair, *numbers) if numbers and numbers[0].of not in (None, "other") and later else None


def _later_page(pair: _Pair) -> bool:
    """Neither names a day, and their pages are of different ones."""
    left, right = pair.left.day, pair.right.day
    return not (pair.left.dates or pair.right.dates) and left is not None and right is not None and left.apart(right) > 0


def _denied(pair: _Pair) -> Found:
    """One denies a word that the other says of the same; where both deny, or the numbers differ, it is left open what."""
    if (pair.left.denials and pair.right.denials) or _other_numbers(pair):
        return None
    denial = next((d for ours, theirs in _both(pair) for d in ours.denials if _says_what_is_denied(d, theirs)), None)
    return (denial.stem, "") if denial else None


def _says_what_is_denied(denial: Denial, other: Wording) -> bool:
    return not denial.bounded and denial.stem in other.said and (not denial.of or bool(set(denial.of) & other.stems))


def _called_false(pair: _Pair) -> Found:
    """One of them calls something false, and most of what it says is what the other says: not a long text with a word like this somewhere."""
    if bool(pair.left.refuted) == bool(pair.right.refuted):
        return None
    refuting = pair.left if pair.left.refuted else pair.right
    return (refuting.refuted[0], "") if len(pair.shared) >= ONE_SUBJECT * len(refuting.stems) else None


def _opposite_words(pair: _Pair) -> Found:
    """A word of one group stands here and one of the opposite group there, and neither sentence has words of both."""
    left, right = pair.left.sides, pair.right.sides
    for (number, side), word in sorted(left.items()):
        other = (number, 1 - side)
        if other in right and other not in left and (number, side) not in right:
            return word, right[other]
    return None


def _other_number(pair: _Pair) -> Found:
    if any(ours.denials for ours, _ in _both(pair)):
        return None
    numbers = _other_numbers(pair)
    return _words(pair, *numbers) if numbers else None


def _other_time(pair: _Pair) -> Found:
    dates = _other_days(pair)
    return (dates[0].span.of(pair.left_text), dates[1].span.of(pair.right_text)) if dates else None


def _same_number(pair: _Pair) -> Found:
    same = [(a, b) for a in pair.left.quantities for b in pair.right.quantities if a.unit == b.unit and _one_number(a, b)]
    return _words(pair, *same[0]) if same and pair.overlap >= SAME_COUNT and not any(ours.denials for ours, _ in _both(pair)) else None


def _same_words(pair: _Pair) -> Found:
    alike = pair.overlap >= SAME_WORDS and bool(pair.left.denials) == bool(pair.right.denials)
    return ("", "") if alike and not (pair.left.quantities or pair.right.quantities) else None


def _always(pair: _Pair) -> Found:
    return "", ""


STATEMENT_RULES: dict[str, tuple[Relation, Rule]] = {
    "other-subject/1": ("undecided", _other_subject),
    "later-count/1": ("update", _later_count),
    "denied/1": ("conflict", _denied),
    "called-false/1": ("conflict", _called_false),
    "opposite-words/1": ("conflict", _opposite_words),
    "other-number/1": ("conflict", _other_number),
    "other-time/1": ("conflict", _other_time),
    "same-number/1": ("agree", _same_number),
    "same-words/1": ("agree", _same_words),
    "nothing-against/1": ("compatible", _always),
}


def _both(pair: _Pair) -> Iterator[tuple[Wording, Wording]]:
    yield pair.left, pair.right
    yield pair.right, pair.left


def _words(pair: _Pair, left: Quantity, right: Quantity) -> tuple[str, str]:
    return left.span.of(pair.left_text), right.span.of(pair.right_text)


def _other_numbers(pair: _Pair) -> tuple[Quantity, Quantity] | None:
    """Two numbers of one unit that cannot both hold, where no two of the same unit can."""
    alike = [(a, b) for a in pair.left.quantities for b in pair.right.quantities if a.unit == b.unit and a.of == b.of]
    if not alike or any(not disjoint(a, b) or _one_number(a, b) for a, b in alike):
        return None
    return alike[0]


def _one_number(left: Quantity, right: Quantity) -> bool:
    if (left.low is None) != (right.low is None) or (left.high is None) != (right.high is None):
        return False
    ends = [(a, b) for a, b in ((left.low, right.low), (left.high, right.high)) if a is not None and b is not None]
    return all(abs(a - b) <= ROUNDING * max(abs(a), abs(b)) for a, b in ends)


def _other_days(pair: _Pair) -> tuple[Date, Date] | None:
    """A day or period of each, where none of the one meets any of the other."""
    left, right = _dated(pair.left), _dated(pair.right)
    if not left or not right or any(not a.apart(b) for _, a in left for _, b in right):
        return None
    return left[0][0], right[0][0]


def _dated(wording: Wording) -> list[tuple[Date, Days]]:
    return [(date, days) for date in wording.dates if (days := days_of(date.edtf)) is not None]
