"""The shape of a pack's `dates.toml`, and its forms as compiled patterns.

A form is a regular expression over folded text (`fold_same_length`: small letters, no accents, straight apostrophes), in which a name in
braces stands for a word list or a number: `{weekday} {day} {month}`. A space stands for one to three white spaces. `{>}` marks where the
span begins, if not at the form's first character; `{left}` and `{right}` stand for an expression that is already found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.read.expressions import Anchor, Edge, Sense, Tense, Unit, Which

V = TypeVar("V")

# A found expression is masked by this character and a run of the next one, so that forms of the second round can name it.
MASK, MASK_REST = "\ue000", "\ue001"

_PLACEHOLDER = re.compile(r"\{([a-z_]+|>)\}")
# Not inside a word, a number, an address or a handle; not after a letter and a hyphen; not before a decimal or a per cent sign.
_BEFORE = r"(?<![\w/@#])(?<!\d[.,])(?<![^\W\d]-)"
_AFTER = r"(?![\w@/])(?![.,]\d)(?!\s?%)"
_NUMERIC = {
    ">": "(?P<start>)",
    "year": r"(?P<year>1\d{3}|20\d\d)",
    "short_year": r"(?P<short_year>\d\d)",
    "digits": r"(?P<day>0?[1-9]|[12]\d|3[01])",
    "month_digits": r"(?P<month_digits>0?[1-9]|1[0-2])",
    "separator": r"(?P<separator>[/.-])",
    "same": r"(?P=separator)",
    "century_digits": r"(?P<century_digits>1?\d|2[01])",
    "roman": r"(?P<roman>[ivx]{1,5})",
    "left": f"(?P<left>{MASK}{MASK_REST}*)",
    "right": f"(?P<right>{MASK}{MASK_REST}*)",
}


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """A day of every year: month and day, or the distance in days from Easter Sunday. `eve`: its night begins on the day before. `year`
    where the name means one day only."""

    month: int | None = None
    day: int | None = None
    easter: int | None = None
    eve: bool = False
    year: int | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One way of writing a date. `kind` says what it gives; the other fields are what the form says without naming it."""

    form: str
    kind: str
    amount: int = 0
    unit: Unit | None = None
    anchor: Anchor = "published"
    which: Which | None = None
    edge: Edge | None = None
    months: int = 0
    weeks: int | None = None
    evening: bool = False


class Joint(msgspec.Struct, frozen=True):
    """A form that joins expressions to one: `sense` says to what; `tense` is the one that the words themselves imply."""

    form: str
    sense: Sense
    tense: Tense | None = None


class DateWords(msgspec.Struct, frozen=True, kw_only=True):
    """Shape of `dates.toml`; the header of the file says what each table means."""

    months_are_small: bool
    months: dict[str, int]
    month_abbreviations: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    units: dict[str, Unit]
    relative_days: dict[str, int]
    text_days: dict[str, int]
    edges: dict[str, Edge]
    parts: dict[str, int]
    holidays: dict[str, Holiday]
    words: dict[str, str]
    not_dates: list[str]
    forms: list[Form]
    joints: list[Joint]
    clause_breaks: str
    future: str
    not_future: str
    past: str
    stamp_before: str


class Grammar:
    """The forms of a pack, compiled, with the word lists that give their words a meaning (all keys folded)."""

    def __init__(self, words: DateWords) -> None:
        self.months_are_small = words.months_are_small
        self.month_names = _folded(words.months)
        self.months = self.month_names | _folded(words.month_abbreviations)
        self.weekdays = _folded(words.weekdays)
        self.seasons = _folded(words.seasons)
        self.numbers = _folded(words.numbers)
        self.ordinals = _folded(words.ordinals)
        self.decades = _folded(words.decades)
        self.units = _folded(words.units)
        self.relative_days = _folded(words.relative_days)
        self.text_days = _folded(words.text_days)
        self.edges = _folded(words.edges)
        self.parts = _folded(words.parts)
        self.holidays = _folded(words.holidays)
        self._patterns = _NUMERIC | self._lists() | {name: f"(?:{fold_same_length(regex)})" for name, regex in words.words.items()}
        for name in ("last", "next", "this", "about"):
            self._patterns[name] = f"(?P<{name}>{fold_same_length(words.words[name])})"
        self.forms = [(form, self.compile(form.form)) for form in words.forms]
        self.joints = [(joint, self.compile(joint.form)) for joint in words.joints]
        self.not_dates = [self.compile(form) for form in words.not_dates]
        self.clause_breaks = re.compile(fold_same_length(words.clause_breaks))
        self.future = re.compile(rf"\b(?!(?:{fold_same_length(words.not_future)})\b)(?:{fold_same_length(words.future)})\b")
        self.past = re.compile(rf"\b(?:{fold_same_length(words.past)})\b")
        self.trigger = self._trigger()

    def _lists(self) -> dict[str, str]:
        number = _alternatives(self.numbers)
        return {
            "month": rf"(?P<month>{_alternatives(self.months)})",
            "month_name": rf"(?P<month>{_alternatives(self.month_names)})",
            "weekday": rf"(?P<weekday>{_alternatives(self.weekdays)})",
            "season": rf"(?P<season>{_alternatives(self.seasons)})",
            "number": rf"(?P<number>\d{{1,3}}|{number})",
            "day": rf"(?P<day>0?[1-9](?:er|e)?|[12]\d|3[01]|{_alternatives(self.ordinals | self.numbers)})",
            "ordinal": rf"(?P<ordinal>\de|\d(?:er|eme)|{_alternatives(self.ordinals)})",
            "decade": rf"(?P<decade>\d0|{_alternatives(self.decades)})",
            "unit": rf"(?P<unit>{_alternatives(self.units)})",
            "relative_day": rf"(?P<relative_day>{_alternatives(self.relative_days)})",
            "text_day": rf"(?P<text_day>{_alternatives(self.text_days)})",
            "edge": rf"(?P<edge>{_alternatives(self.edges)})",
            "part": rf"(?P<part>{_alternatives(self.parts)})",
            "holiday": rf"(?P<holiday>{_alternatives(self.holidays)})",
        }

    def _trigger(self) -> re.Pattern[str]:
        """A word or number that every date expression has one of: a sentence without any is not looked at."""
        lists = (self.month_names, self.weekdays, self.seasons, self.units, self.relative_days, self.text_days, self.holidays)
        return re.compile(
            "|".join(
                [
                    r"\d",
                    *(_alternatives(words) for words in lists),
                    self._patterns["part_of_day"],
                    self._patterns["century"],
                    self._patterns["part"],
                ]
            )
        )

    def compile(self, form: str) -> re.Pattern[str]:
        """A form as a pattern. A name in braces that the pack does not know is an error (KeyError)."""
        regex = _PLACEHOLDER.sub(lambda match: self._patterns[match.group(1)], fold_same_length(form))
        return re.compile(_BEFORE + regex.replace(" ", r"\s{1,3}") + _AFTER)


def _folded(words: dict[str, V]) -> dict[str, V]:
    return {fold_same_length(word): value for word, value in words.items()}


def _alternatives(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", " ") for word in longest_first)


@cache
def load_grammar(pack: Pack) -> Grammar:
    """The date grammar of a language, compiled once for each pack."""
    return Grammar(pack.table("dates", DateWords))
