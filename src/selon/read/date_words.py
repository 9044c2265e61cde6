"""The forms of a pack's `dates.toml` as compiled patterns.

A form is a regular expression over folded text (`fold_same_length`: small letters, no accents, straight apostrophes), in which a name in
braces stands for a word list or a number: `{weekday} {day} {month}`. A space stands for one to three white spaces, a space and `?` for up
to three. `{>}` marks where the span begins, if not at the form's first character; `{left}` and `{right}` stand for an expression that is
already found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import TypeVar

from selon.languages import Pack
from selon.languages.alternatives import any_of
from selon.languages.fold import fold_same_length
from selon.read.date_signs import (
    ANY_NUMBER,
    DIGIT,
    SEPARATED,
    YEAR,
    Openers,
    SignIndex,
    Signs,
    openers_of_form,
    openers_of_list,
    signs_of_form,
    signs_of_list,
)
from selon.read.date_table import DateWords, Joint

V = TypeVar("V")

# A found expression is masked by this character and a run of the next one, so that forms of the second round can name it.
MASK, MASK_REST = "\ue000", "\ue001"

_PLACEHOLDER = re.compile(r"\{([a-z_]+|>)\}")
# Not inside a word, a number, an address or a handle; not after a letter and a hyphen; not before a decimal or a per cent sign.
_BEFORE = r"(?<![\w/@#])(?<!\d[.,])(?<![^\W\d]-)"
_AFTER = r"(?![\w@/])(?![.,]\d)(?!\s?%)"
_YEAR = r"(?:1\d{3}|20\d\d|2100)"
_NUMERIC = {
    ">": "(?P<start>)",
    "year": rf"(?P<year>{_YEAR})",
    "short_year": r"(?P<short_year>\d\d)",
    "digits": r"(?P<day>0?[1-9]|[12]\d|3[01])",
    "month_digits": r"(?P<month_digits>0?[1-9]|1[0-2])",
    "separator": r"(?P<separator>[/.-])",
    "same": r"(?P=separator)",
    "more_days": r"(?P<more_days>(?:(?:0?[1-9]|[12]\d|3[01])(?: ?er)?, ){1,6})",
    "century_digits": r"(?P<century_digits>1?\d|2[01])",
    "roman": r"(?P<roman>[ivx]{1,5})",
    "left": f"(?P<left>{MASK}{MASK_REST}*)",
    "right": f"(?P<right>{MASK}{MASK_REST}*)",
}
# What the parts of a form that are no words hold whatever they match.
_SIGNS_OF_NUMBERS = dict.fromkeys(("short_year", "digits", "month_digits", "century_digits", "more_days"), DIGIT) | {
    "year": YEAR,
    "separator": SEPARATED,
    "same": SEPARATED,
}
_OPENERS_OF_NUMBERS: dict[str, Openers] = {
    **dict.fromkeys(_SIGNS_OF_NUMBERS.keys() - {"separator", "same"}, ANY_NUMBER),
    **dict.fromkeys(("left", "right"), frozenset({MASK})),
}


class WordStarts:
    """Where those words of a sentence begin that may be asked for, the numbers all under `DIGIT`."""

    def __init__(self, words: Iterable[str], starts: Iterable[int], offset: int = 0) -> None:
        """Take the words in text order, `DIGIT` for each number, with where they begin on the page; the sentence begins at `offset`."""
        self._starts: dict[str, list[int]] = {}
        for word, start in zip(words, starts, strict=True):
            self._starts.setdefault(word, []).append(start - offset)
        self._found: dict[frozenset[str], list[int]] = {}

    def mark(self, word: str, starts: Iterable[int]) -> None:
        """Let a word, which the sentence does not hold by itself and which nobody has asked for, stand at these places."""
        self._starts[word] = sorted(starts)

    def of(self, words: frozenset[str]) -> list[int]:
        """Where any of these words begins, in text order; many forms begin with the same words."""
        found = self._found.get(words)
        if found is None:
            rows = [self._starts[word] for word in words.intersection(self._starts)]
            found = self._found[words] = rows[0] if len(rows) == 1 else sorted(chain.from_iterable(rows))
        return found


class FormPattern:
    """A form, compiled, and the words with which its matches begin: most forms can begin at one or two places of a sentence."""

    def __init__(self, pattern: re.Pattern[str], openers: Openers) -> None:
        self.pattern, self.openers = pattern, openers

    def matches(self, text: str, starts: WordStarts) -> list[re.Match[str]]:
        """As `list(pattern.finditer(text))`; `starts` are the words of the text."""
        if self.openers is None:
            return list(self.pattern.finditer(text))
        found: list[re.Match[str]] = []
        end = 0
        for start in starts.of(self.openers):
            if start >= end and (match := self.pattern.match(text, start)):
                found.append(match)
                end = match.end()
        return found


class Grammar:
    """The forms of a pack, compiled, with the word lists that give their words a meaning (all keys folded)."""

    def __init__(self, words: DateWords) -> None:
        self.months_are_small = words.months_are_small
        self.month_names = _folded(words.months)
        self.months = self.month_names | _folded(words.month_abbreviations)
        self.weekdays = _folded(words.weekdays)
        self.seasons = _folded(words.seasons)
        self.numbers = _folded(words.numbers)
        self.rough_numbers = _folded(words.rough_numbers)
        self.ordinals = _folded(words.ordinals)
        self.decades = _folded(words.decades)
        self.centuries = _folded(words.centuries)
        self.units = _folded(words.units)
        self.relative_days = _folded(words.relative_days)
        self.text_days = _folded(words.text_days)
        self.edges = _folded(words.edges)
        self.parts = _folded(words.parts)
        self.pieces = _folded(words.pieces)
        self.holidays = _folded(words.holidays)
        self._patterns = _NUMERIC | self._lists() | {name: f"(?:{fold_same_length(regex)})" for name, regex in words.words.items()}
        for name in ("last", "next", "this", "about", "half"):
            self._patterns[name] = f"(?P<{name}>{fold_same_length(words.words[name])})"
        lists = self._entries()
        self._signs, self._openers = self._signs_of(words, lists), self._openers_of(words, lists)
        self._same_openers: dict[Openers, Openers] = {}
        self.forms = SignIndex((self._needed(form.form), (form, self.compile(form.form))) for form in words.forms)
        month, weekday = f"(?:{any_of(self.months)})", f"(?:{any_of(self.weekdays)})"
        day = rf"\d{{1,2}}(?:er)?\s{month}"
        self._joiner = re.compile(
            rf"(?<![\w/.,-])(?:(?:{month}|{weekday})\s?[/-](?=\s?(?:{month}|{weekday}|{day})\b)|\d{{1,2}}[/-](?=\d?{day}\b)|{_YEAR}/(?={_YEAR}\b))"
        )
        self._parted = signs_of_list(self.months) | signs_of_list(self.weekdays) | ANY_NUMBER
        self.joints = SignIndex((self._needed(joint.form), (joint, self.compile(joint.form))) for joint in words.joints)
        self.not_dates = SignIndex((self._needed(form), self.compile(form)) for form in words.not_dates)
        patterns = [*(pattern for _, pattern in (*self.forms.rows(), *self.joints.rows())), *self.not_dates.rows()]
        self.openers = frozenset(chain.from_iterable(pattern.openers or () for pattern in patterns))
        self.event = re.compile(fold_same_length(words.event))
        self.clause_breaks = re.compile(any_of(map(fold_same_length, words.clause_breaks), end=_whole))
        self.ahead = re.compile(rf"\b(?:{fold_same_length(words.ahead)})\s+(?:[a-z]+ment\s+)?$")
        self.decided = re.compile(rf"\b(?:{fold_same_length(words.ahead)}|{fold_same_length(words.decided)})\b[^,;.]*$")
        self.future = _words(fold_same_length(words.future))
        self.not_future = _words(fold_same_length(words.not_future))
        self.past = _words(words.past)
        self.done = re.compile(rf"\b(?:{fold_same_length(words.done)})\s$")
        self.past_without_accents = _words(fold_same_length(words.past))

    def _lists(self) -> dict[str, str]:
        number = any_of(self.numbers)
        return {
            "month": rf"(?P<month>{any_of(self.months)})",
            "month_name": rf"(?P<month>{any_of(self.month_names)})",
            "weekday": rf"(?P<weekday>{any_of(self.weekdays)})",
            "season": rf"(?P<season>{any_of(self.seasons)})",
            "number": rf"(?P<number>\d{{1,3}}|{number})",
            "other": rf"(?P<other>\d{{1,3}}|{number})",
            "rough": rf"(?P<rough>{any_of(self.rough_numbers)})",
            "day": rf"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?: ?er|e)?|{any_of(self.ordinals | self.numbers)})",
            "ordinal": rf"(?P<ordinal>\d ?(?:e|er|eme)|{any_of(self.ordinals)})",
            "decade": rf"(?P<decade>\d0|{any_of(self.decades)})",
            "century_word": rf"(?P<century_word>{any_of(self.centuries)})",
            "piece": rf"(?P<piece>{any_of(self.pieces)})",
            "unit": rf"(?P<unit>{any_of(self.units)})",
            "relative_day": rf"(?P<relative_day>{any_of(self.relative_days)})",
            "text_day": rf"(?P<text_day>{any_of(self.text_days)})",
            "edge": rf"(?P<edge>{any_of(self.edges)})",
            "part": rf"(?P<part>{any_of(self.parts)})",
            "holiday": rf"(?P<holiday>{any_of(self.holidays)})",
        }

    def _entries(self) -> dict[str, Iterable[str]]:
        """For each name in braces that stands for a word list its entries, a digit where it may be one."""
        return {
            "month": self.months,
            "month_name": self.month_names,
            "weekday": self.weekdays,
            "season": self.seasons,
            "number": [*self.numbers, DIGIT],
            "other": [*self.numbers, DIGIT],
            "rough": self.rough_numbers,
            "day": [*self.ordinals, *self.numbers, DIGIT],
            "ordinal": [*self.ordinals, DIGIT],
            "decade": [*self.decades, DIGIT],
            "century_word": self.centuries,
            "piece": self.pieces,
            "unit": self.units,
            "relative_day": self.relative_days,
            "text_day": self.text_days,
            "edge": self.edges,
            "part": self.parts,
            "holiday": self.holidays,
        }

    def _signs_of(self, words: DateWords, lists: dict[str, Iterable[str]]) -> dict[str, frozenset[str]]:
        """For each name in braces, words without which a text holds nothing of it."""
        signs = {name: signs_of_list(entries) for name, entries in lists.items()} | {
            name: frozenset({sign}) for name, sign in _SIGNS_OF_NUMBERS.items()
        }
        for name, regex in words.words.items():
            if found := signs_of_form(fold_same_length(regex), signs):
                signs[name] = found[0]
        return signs

    def _openers_of(self, words: DateWords, lists: dict[str, Iterable[str]]) -> dict[str, Openers]:
        """For each name in braces, the words with which what it stands for begins."""
        openers = {name: openers_of_list(entries) for name, entries in lists.items()} | _OPENERS_OF_NUMBERS
        return openers | {name: openers_of_form(fold_same_length(regex), openers) for name, regex in words.words.items()}

    def _needed(self, form: str) -> Signs:
        return signs_of_form(fold_same_length(form), self._signs)

    def parted(self, folded: str, words: set[str]) -> str:
        """The text with a dash for each hyphen or stroke between two days, months or years (`mai-juin`), so that each is a word; `words` are
        those of the text."""
        if ("-" not in folded and "/" not in folded) or words.isdisjoint(self._parted):
            return folded
        return self._joiner.sub(lambda match: match.group()[:-1] + "–", folded)

    def joints_for(self, words: set[str], count: int) -> Iterator[tuple[Joint, FormPattern]]:
        """The joints that so many expressions can make in a text of these words."""
        for joint, pattern in self.joints.among(words):
            if count > 1 or "{left}" not in joint.form or "{right}" not in joint.form:
                yield joint, pattern

    def compile(self, form: str) -> FormPattern:
        """A form as a pattern. A name in braces that the pack does not know is an error (KeyError)."""
        openers = openers_of_form(fold_same_length(form), self._openers)
        openers = self._same_openers.setdefault(openers, openers)  # what is the same object is found again without a comparison
        regex = _PLACEHOLDER.sub(lambda match: self._patterns[match.group(1)], fold_same_length(form))
        pattern = re.compile(_BEFORE + regex.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") + _AFTER)
        return FormPattern(pattern, openers)


def _folded(words: dict[str, V]) -> dict[str, V]:
    return {fold_same_length(word): value for word, value in words.items()}


def _words(regex: str) -> re.Pattern[str]:
    """The pattern where it makes whole words. Where no word begins, none of what it may be is tried."""
    return re.compile(rf"\b(?=\w)(?:{regex})\b")


def _whole(sign: str) -> str:
    """What must hold behind a sign or word of a list: a word is whole, and goes on only behind an apostrophe."""
    if not sign[0].isalpha():
        return ""
    return rf"(?<!\w{'.' * len(sign)})" + ("" if sign.endswith("'") else r"\b")


@cache
def load_grammar(pack: Pack) -> Grammar:
    """The date grammar of a language, compiled once for each pack."""
    return Grammar(pack.table("dates", DateWords))
