"""The number words of a language below a million, and the tokens of a text that numbers are made of.

`NumberWalker` holds the tokens of one text and reads `deux mille trois cents` or `quatre-vingt-dix-sept` from any of them; digits have
their value already. `selon.read.numbers` adds what multiplies, rounds and signs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import compress, count

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold
from selon.read.page_words import PageWords, words_in

_SPACE = " \u2002-\u200a\u00a0\u202f"
_DIGITS = re.compile(
    rf"""(?<![\w.,])[.,]\d+(?![.,]\d)
    | \d{{1,3}}(?P<gap>[{_SPACE}.'])\d{{3}}(?:(?P=gap)\d{{3}})*(?!\d)(?:,\d+)?
    | \d{{1,3}}(?:,\d{{3}})+\.\d+(?![\d.,]\d)
    | \d{{1,3}}(?:,\d{{3}}){{2,}}(?!\d)
    | (?<=\d\.)\d+
    | \d+(?:[.,]\d+)?""",
    re.VERBOSE,
)
_JOINT = re.compile(r"\s{1,2}|\s?[-‑]\s?")
_LONGEST_JOINT = 3
_ONE_COMMA = re.compile(r"\d{1,3},\d{3}")
_ADDRESS = re.compile(r"[a-z]{2,8}://\S{1,2000}")
# A longer row of digits is an identifier; no float holds it exactly.
_MOST_DIGITS = 18


class _Particles(msgspec.Struct, frozen=True):
    """The words between number words; see the data file."""

    one: frozenset[str]
    half: frozenset[str]
    quarter: frozenset[str]
    rates: frozenset[str]
    vague: frozenset[str]
    vague_times: int
    dozens: frozenset[str]
    joining: frozenset[str]
    of: frozenset[str]
    comma: str
    miles: str
    miles_before: str
    minus: str
    never_minus: frozenset[str]
    never_after: frozenset[str]
    twenties_after: frozenset[str]
    four: str
    twenties: frozenset[str]


class _NumberWords(msgspec.Struct, frozen=True):
    """Shape of `numbers.toml`, as far as this module reads it."""

    units: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    thousands: dict[str, int]
    scales: dict[str, float]
    rounds: dict[str, int]
    few: dict[str, tuple[int, int]]
    suffixes: dict[str, int]
    currencies: tuple[str, ...]
    particles: _Particles


class NumberLexicon:
    """The number words of one language, folded, and the pattern that says where a number can begin."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("numbers", _NumberWords)
        self.units = {fold(k): v for k, v in words.units.items()}
        self.tens = {fold(k): v for k, v in words.tens.items()}
        self.hundreds = {fold(k): v for k, v in words.hundreds.items()}
        self.thousands = {fold(k): v for k, v in words.thousands.items()}
        self.scales = {fold(k): v for k, v in words.scales.items()}
        self.rounds = {fold(k): v for k, v in words.rounds.items()}
        self.few = {fold(k): v for k, v in words.few.items()}
        self.particles = words.particles
        self.miles = re.compile(words.particles.miles_before)
        suffixes = "|".join(sorted(map(re.escape, words.suffixes), key=len, reverse=True))
        self.suffix = re.compile(rf"\s?({suffixes})(?=(?:{'|'.join(words.currencies)})?(?![^\W_]))")
        self.suffixes = words.suffixes
        below_a_million = {*self.units, *self.tens, *self.hundreds, *self.thousands}
        portions = words.particles.half | words.particles.quarter
        self.starters = frozenset({*below_a_million, *self.scales, *self.rounds, *portions})
        self.first_words = self.starters | {""}  # which stands for digits
        # A number goes on only with one of these.
        self.following = self.starters | self.few.keys() | words.particles.joining | words.particles.of | {words.particles.comma}


@cache
def number_lexicon(pack: Pack) -> NumberLexicon:
    """The pack's number words, compiled once."""
    return NumberLexicon(pack)


class NumberWalker:
    """The tokens of one text, and the steps between them. `folded` is the text folded, one for one.

    A token is a word, or digits with what belongs to them (`2 000`, `10.5`): `words` holds the first and "" for the second, whose value is in
    `values`; `thousands` has their value where one comma parts thousands. `starts` and `ends` are offsets, `count` is the number of tokens.
    """

    def __init__(self, text: str, folded: str, grammar: NumberLexicon, words: PageWords | None = None) -> None:
        """Cut the text into tokens; `words` are those of the folded text, where the caller has them already."""
        self.text, self.folded, self.grammar = text, folded, grammar
        if "://" in text:
            self.folded, words = _ADDRESS.sub(lambda address: " " * len(address.group()), folded), None
        cut = words or words_in(self.folded)
        self.words, self.starts, self.ends = cut.words, cut.starts, cut.ends
        self.values: dict[int, float] = {}
        self.thousands: dict[int, float] = {}
        if cut.numbers:
            self._join_digits(cut.numbers)
        self.count = len(self.words)

    def _join_digits(self, numbers: list[int]) -> None:
        """Make one token of all digits of a number, with its signs and gaps; `numbers` are the words of digits."""
        words, starts, ends = self.words, self.starts, self.ends
        self.words, self.starts, self.ends = [], [], []
        taken = end = 0  # so many words are in a token; the last digits end there
        for at in numbers:
            while (begin := max(starts[at], end)) < ends[at]:
                digits = self._digits(begin, end)
                begin, end = digits.span()
                self.words += words[taken:at]
                self.starts += starts[taken:at]
                self.ends += ends[taken:at]
                self._add_value(digits)
                self.words.append("")
                self.starts.append(begin)
                self.ends.append(end)
                taken = bisect_left(starts, end, at)
        self.words += words[taken:]
        self.starts += starts[taken:]
        self.ends += ends[taken:]

    def _digits(self, begin: int, last_end: int) -> re.Match[str]:
        """The digits of a number that begins here, or one sign before (`.5`)."""
        signed = begin > last_end and self.folded[begin - 1] in ".,"
        return (_DIGITS.match(self.folded, begin - 1) if signed else None) or _DIGITS.match(self.folded, begin)  # type: ignore[return-value]

    def _add_value(self, digits: re.Match[str]) -> None:
        """Keep the value of the digits that are to be the next token."""
        if sum(map(str.isdigit, digits.group())) > _MOST_DIGITS:
            return
        at = len(self.words)
        self.values[at], thousands = _digits_value(digits.group(), digits.group("gap"))
        if thousands is not None:
            self.thousands[at] = thousands

    # -- steps between tokens

    def firsts(self) -> list[int]:
        """The tokens with which a number can begin."""
        return list(compress(count(), map(self.grammar.first_words.__contains__, self.words)))

    def word(self, at: int) -> str:
        """The word of a token; nothing for digits or behind the last one."""
        return self.words[at] if at < self.count else ""

    def joined(self, at: int) -> bool:
        """Only a space or a hyphen parts this token from the one before it."""
        if not 0 < at < self.count:
            return False
        gap = self.folded[self.ends[at - 1] : self.starts[at]]
        return gap == " " or (len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap) is not None)

    def next_word(self, at: int) -> str:
        """The word at `at` if it is joined to the one before, else nothing."""
        return self.words[at] if self.joined(at) else ""

    # -- words below a million

    def below_million(self, at: int) -> tuple[float, int] | None:
        """`deux cent deux mille trois`, `mille deux`, `deux cent virgule trois`."""
        thousands = self.grammar.thousands
        if self.word(at) in thousands:
            value, at = 1000.0, at + 1
        else:
            head = self.below_thousand(at)
            if head is None:
                return None
            value, at = head
            if self.next_word(at) not in thousands or value < 2:
                return self.decimals(value, at)
            value, at = value * 1000, at + 1
        if self.joined(at) and (rest := self.below_thousand(at)) is not None:
            value, at = value + rest[0], rest[1]
        return self.decimals(value, at)

    def decimals(self, value: float, at: int) -> tuple[float, int]:
        """`… virgule trois` behind a number in words."""
        if self.next_word(at) != self.grammar.particles.comma or not self.joined(at + 1):
            return value, at
        tail = self.below_thousand(at + 1)
        return (value, at) if tail is None else (float(f"{value:.0f}.{tail[0]:.0f}"), tail[1])

    def below_thousand(self, at: int) -> tuple[float, int] | None:
        """`deux cent trois`."""
        hundreds = self.grammar.hundreds
        if self.word(at) in hundreds:
            value, at = 100.0, at + 1
        else:
            head = self.below_hundred(at)
            if head is None:
                return None
            value, at = head
            if self.next_word(at) not in hundreds or not 2 <= value <= 19 or value == 10:
                return value, at
            value, at = value * 100, at + 1
        if self.joined(at) and (rest := self.below_hundred(at)) is not None and rest[0]:
            value, at = value + rest[0], rest[1]
        return value, at

    def below_hundred(self, at: int) -> tuple[float, int] | None:
        """`quatre-vingt-onze`, `dix-sept`, `trente et un`."""
        grammar, particles = self.grammar, self.grammar.particles
        word = self.word(at)
        if word == particles.four and self.next_word(at + 1) in particles.twenties:
            return self.add_unit(80, at + 2, by_twenty=True)
        if word in grammar.tens:
            return self.add_unit(grammar.tens[word], at + 1, by_twenty=word in particles.twenties_after)
        if word not in grammar.units:
            return None
        value = grammar.units[word]
        if value == 10 and 7 <= grammar.units.get(self.next_word(at + 1), 0) <= 9:
            return value + grammar.units[self.word(at + 1)], at + 2
        return value, at + 1

    def add_unit(self, tens: float, at: int, *, by_twenty: bool) -> tuple[float, int]:
        """`vingt` + `et un`, `soixante` + `dix-sept`, `quatre-vingt` + `onze`."""
        units = self.grammar.units
        linked = self.next_word(at) in self.grammar.particles.joining
        unit_at = at + 1 if linked else at
        unit = units.get(self.next_word(unit_at), 0)
        if not unit or (linked and unit not in ((1, 11) if by_twenty else (1,))):
            return tens, at
        if unit == 10 and by_twenty and 7 <= units.get(self.next_word(unit_at + 1), 0) <= 9:
            return tens + unit + units[self.word(unit_at + 1)], unit_at + 2
        return (tens + unit, unit_at + 1) if unit < 10 or by_twenty else (tens, at)


def _digits_value(written: str, gap: str | None) -> tuple[float, float | None]:
    """The value of digits, and for one comma before three digits the value where it parts thousands."""
    if gap:
        return float(written.replace(gap, "").replace(",", ".")), None
    if written.count(",") > 1 or ("," in written and "." in written):
        return float(written.replace(",", "")), None
    thousands = float(written.replace(",", "")) if _ONE_COMMA.fullmatch(written) else None
    return float(written.replace(",", ".")), thousands
