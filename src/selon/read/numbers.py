"""Find the numbers of a text, in digits, in words or mixed, each with its value and its span.

`find_numbers` knows nothing of units or of what is counted: it gives `2.000`, `2,26 lakh`, `quatre-vingt-dix-sept`, `un million et demi`,
`une trentaine` (about 30) and `des dizaines de milliers` (10,000 to 100,000). Whether a number counts something in the world is for
`selon.read.quantities` to say.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.model import Span
from selon.read.number_words import NumberWalker, number_lexicon
from selon.read.page_words import PageWords

Written = Literal["digits", "words", "article", "vague"]
Amount = tuple[float, int, float, float | None]
"""Value, next token, greatest multiplier and, for `10,000`, the other value."""

_POWER = re.compile(r"\^([+-]{0,2})(\d{1,2})(?![\d.,])|e([+-]?\d{1,2})(?!\w)")
_SIGNS = frozenset("-–−")
_SIGN = re.compile(r"(?:^|(?<=[\s(«\"]))[-–−]\s?$")
_DASH_AGAIN = re.compile(r"[^-–−.;\n]{3,120}\s[-–−]\s(?!\d)")
_AGAIN = re.compile(r"\s?\(\s?(\d{1,9})\s?\)")
_WORD_NEXT = re.compile(r"\s+[«“\"(']?\s?[^\W\d_]|[-']")


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """One number as written.

    `low` and `high` are what it says (equal but for vague ones), `written` how: an `article` is `un` or `une` before another word and
    may be no number at all. `approximate` marks round nouns and vague plurals. `scale` is the multiplier written out (of `3 millions`
    1,000,000), `takes_of` says that a counted noun follows with `de`. `thousands` is the other value of `10,000`, whose comma may part
    thousands. `signed` is the sign of `- 33` or `moins dix`, if the number has one. `portion` marks the half or the quarters of a measure
    (`une demi-heure`, `trois quarts d'heure`), which are no number of anything else (`la demi-finale`); `few` a handful, which is one only of
    what can be counted (`une poignée de militants`).
    """

    span: Span
    low: float
    high: float
    written: Written
    approximate: bool = False
    scale: float = 1
    takes_of: bool = False
    thousands: float | None = None
    signed: bool = False
    portion: bool = False
    few: bool = False


def find_numbers(text: str, pack: Pack, *, folded: str | None = None, words: PageWords | None = None) -> list[Number]:
    """Every number of `text`, in text order, without overlap.

    Args:
        text: Any text of the pack's language; spans are offsets into it.
        pack: The language's number words.
        folded: `fold_same_length(text)`, where the caller has it already.
        words: The words of `folded`, where the caller has them already.

    Returns:
        Cardinals, decimals and vague numbers. Ordinals and fractions are for `selon.read.fractions`.
    """
    return _Finder(text, fold_same_length(text) if folded is None else folded, number_lexicon(pack), words).numbers()


class _Finder(NumberWalker):
    """Finds every number among the tokens of one text."""

    def numbers(self) -> list[Number]:
        found: list[Number] = []
        at = end = 0
        miles = self.grammar.particles.miles
        for start in self.firsts():
            if start < at or self.starts[start] < end or (self.words[start] == miles and self.is_measure(start)):
                continue
            number, after = self.number(start)
            if number is not None:
                number = self.said_twice(number)
                found.append(number)
                at, end = after, number.span.end
        return found

    def said_twice(self, number: Number) -> Number:
        """`quarante-quatre (44) civils`: the figure in brackets belongs to the number."""
        if number.written not in {"words", "article"} or "(" not in self.folded[number.span.end : number.span.end + 2]:
            return number
        again = _AGAIN.match(self.folded, number.span.end)
        if again is None or float(again.group(1)) != number.low:
            return number
        return msgspec.structs.replace(number, span=Span(number.span.start, again.end()), written="words")

    def number(self, at: int) -> tuple[Number | None, int]:
        """The number that begins at this token, and the token behind it."""
        if (single := self.single(at)) is not None:
            return self.plain(at, single) or (None, at)
        if (found := self.round_noun(at) or self.handful(at) or self.portion(at)) is not None:
            return found
        amount = self.amount(at)
        return (amount and self.plain(at, amount)) or (None, at)

    def single(self, at: int) -> Amount | None:
        """Digits or `un` without a word behind with which a number goes on: most numbers."""
        value = self.values.get(at)
        if value is None and self.words[at] not in self.grammar.particles.one:
            return None
        if at + 1 in self.values or self.word(at + 1) in self.grammar.following:
            return None
        return (1.0 if value is None else value), at + 1, 1.0, self.thousands.get(at)

    # -- plain numbers: 2 320, deux mille trois cents, 2,5 millions, un million et demi

    def plain(self, start: int, amount: Amount) -> tuple[Number, int] | None:
        """A number in digits or words with its multipliers."""
        value, at, scale, thousands = amount
        end, digits = self.ends[at - 1], start in self.values
        if digits and at == start + 1:
            end, value, scale = self.digits_tail(end, value)
        begin, signed = self.sign(start)
        negative = signed and value > 0
        article = at == start + 1 and self.words[start] in self.grammar.particles.one
        if article and not self.is_counting_one(start):
            return None
        written: Written = "digits" if digits else "article" if article and is_before_word(self.folded, end) else "words"
        value = -value if negative else value
        if thousands is not None and scale != 1:
            thousands = None
        return Number(
            span=Span(begin, end), low=value, high=value, written=written, scale=scale, takes_of=scale >= 100_000 and (digits or at > start + 1),
            thousands=thousands, signed=signed,
        ), at  # fmt: skip

    def amount(self, at: int) -> Amount | None:
        """What digits or words below a million and their multipliers make."""
        grammar = self.grammar
        total, scale, limit = 0.0, 1.0, float("inf")
        thousands: float | None = None
        start = at
        while (part := self.part(at, first=at == start)) is not None:
            value, after = part
            if at == start:
                thousands = self.thousands.get(at)
            times = grammar.scales.get(self.next_word(after))
            if times is None:
                if limit <= value or (total and limit == float("inf")):
                    break
                total, at = total + value, after
                break
            if times >= limit:
                break
            total, at, limit, scale = total + _times(value, times), after + 1, times, max(scale, times)
            more, at = self.and_parts(at, times)
            total += more
            if not self.joined(at) or self.opens_phrase(at):
                break
        return (total, at, scale, thousands) if at > start else None

    def opens_phrase(self, at: int) -> bool:
        """`76 milliards un an plus tôt`: an article, with which the number does not go on."""
        return (
            self.word(at) in self.grammar.particles.one
            and self.next_word(at + 1) not in self.grammar.following
            and is_before_word(self.folded, self.ends[at])
        )

    def and_parts(self, at: int, times: float) -> tuple[float, int]:
        """`et demi`, `et demi million`, `et trois quarts` behind a multiplier."""
        particles = self.grammar.particles
        if self.next_word(at) not in particles.joining:
            return 0, at
        if self.next_word(at + 1) in particles.half:
            other = self.grammar.scales.get(self.next_word(at + 2))
            return (other / 2, at + 3) if other else (times / 2, at + 2)
        count = self.grammar.units.get(self.next_word(at + 1))
        if count and self.next_word(at + 2) in particles.quarter:
            return times * count / 4, at + 3
        if self.next_word(at + 1) in particles.quarter:
            return times / 4, at + 2
        return 0, at

    def part(self, at: int, *, first: bool) -> tuple[float, int] | None:
        """One summand: digits, or words below a million; a bare scale only as `million` after its number."""
        if at >= self.count or not (first or self.joined(at)):
            return None
        value = self.values.get(at)
        if value is None:
            return self.below_million(at)
        at += 1
        while (times := self.grammar.thousands.get(self.next_word(at))) and value < times and not self.is_measure(at):
            value, at = value * times, at + 1
        return value, at

    def is_measure(self, at: int) -> bool:
        """`40 milles de la côte`: the multiplier is a measure."""
        return self.word(at) == self.grammar.particles.miles and self.grammar.miles.match(self.folded, self.ends[at]) is not None

    # -- round nouns: une trentaine, des dizaines de milliers, un demi-million

    def round_noun(self, at: int) -> tuple[Number, int] | None:
        """A round noun with what multiplies it before and after."""
        grammar, particles = self.grammar, self.grammar.particles
        start, factor, halved = at, 1.0, False
        if self.word(at) in particles.one:
            at += 1
        elif (counted := self.part(at, first=True)) is not None and self.word(counted[1]) in grammar.rounds:
            factor, at = counted
        if self.word(at) in particles.half:
            factor, at, halved = factor / 2, at + 1, True
        word = self.next_word(at) if at > start else self.word(at)
        size = grammar.rounds.get(word) or (grammar.scales.get(word) if halved or at == start else None)
        if size is None:
            return None
        at += 1
        counts = at > start + 1 and not halved and factor != 1
        vague = at == start + 1 and word in particles.vague
        times, at = self.rounds_after(at)
        low = _times(factor, size * times)
        high = low * particles.vague_times if vague else low
        exact = (counts and word in particles.dozens) or (halved and word in grammar.scales)
        return Number(
            span=Span(self.starts[start], self.ends[at - 1]), low=low, high=high, written="vague" if vague else "words",
            approximate=not exact, scale=size * times, takes_of=True,
        ), at  # fmt: skip

    def rounds_after(self, at: int) -> tuple[float, int]:
        """`de milliers`, `de millions` behind a round noun."""
        if self.next_word(at) in self.grammar.particles.of and at + 1 < self.count:
            size = self.grammar.rounds.get(self.word(at + 1)) or self.grammar.scales.get(self.word(at + 1))
            if size is not None and self.starts[at + 1] - self.ends[at] <= 2:
                return size, at + 2
        return 1, at

    def handful(self, at: int) -> tuple[Number, int] | None:
        """`une poignée` with `de` behind it."""
        bounds = self.grammar.few.get(self.next_word(at + 1)) if self.word(at) in self.grammar.particles.one else None
        if bounds is None or self.next_word(at + 2) not in self.grammar.particles.of:
            return None
        span = Span(self.starts[at], self.ends[at + 1])
        return Number(span=span, low=bounds[0], high=bounds[1], written="words", approximate=True, takes_of=True, few=True), at + 2

    # -- portions of a measure: une demi-heure, trois quarts d'heure

    def portion(self, at: int) -> tuple[Number, int] | None:
        """A half or quarters with a word behind them that may be a measure."""
        grammar, particles, start = self.grammar, self.grammar.particles, at
        if self.at_joint(at) or (self.joined(at) and self.word(at - 1) in particles.rates):
            return None
        count = 1 if self.word(at) in particles.one else grammar.units.get(self.word(at), 0)
        at += count > 0
        word = self.next_word(at) if count else self.word(at)
        if word in particles.half and count <= 1:
            value, takes_of = 0.5, False
        elif word in particles.quarter:
            value, takes_of = (count or 1) / 4, True
        else:
            return None
        at += 1
        if at >= self.count or at in self.values or (self.next_word(at) in particles.of) is not takes_of:
            return None
        span = Span(self.starts[start], self.ends[at - 1])
        return Number(span=span, low=value, high=value, written="words", takes_of=takes_of, portion=True), at

    def at_joint(self, at: int) -> bool:
        """`deux heures et demie`: the half belongs to what stands before it."""
        return at > 0 and self.joined(at) and self.word(at - 1) in self.grammar.particles.joining and self.word(at) in self.grammar.particles.half

    # -- what stands around digits and around `un`

    def digits_tail(self, end: int, value: float) -> tuple[int, float, float]:
        """A power (`1e10`) or a multiplier letter (`2,33 k`) behind digits: new end, value, scale."""
        power = _POWER.match(self.folded, end)
        if power and power.group(3):
            return power.end(), float(f"{value!r}e{power.group(3)}"), 1
        if power:
            exponent = int(power.group(2)) * (-1) ** power.group(1).count("-")
            return power.end(), _power(value, exponent), 1
        suffix = self.grammar.suffix.match(self.text, end)
        if suffix:
            times = self.grammar.suffixes[suffix.group(1)]
            return suffix.end(), _times(value, times), times
        return end, value, 1

    def sign(self, at: int) -> tuple[int, bool]:
        """Where the number begins with its sign, and whether it has one."""
        start = self.starts[at]
        near = self.folded[max(0, start - 2) : start]
        mark = _SIGN.search(self.folded, max(0, start - 3), start) if not _SIGNS.isdisjoint(near) else None
        behind_number = mark is not None and at - 1 in self.values and mark.start() - self.ends[at - 1] <= 1
        if mark and at in self.values and not behind_number and not self.opens_aside(mark, start):
            return mark.start(), True
        particles = self.grammar.particles
        if at and self.words[at - 1] == particles.minus and self.joined(at):
            never = particles.never_after | particles.never_minus
            if at < 2 or self.word(at - 2) not in never:
                return self.starts[at - 1], True
        return start, False

    def opens_aside(self, mark: re.Match[str], start: int) -> bool:
        """`1 200 personnes - 3 % des inscrits - …`: a dash with spaces on both sides, and another one further on, are no sign; nor is one that opens
        a line (`– 16 % de réussite`)."""
        apart = mark.end() == start and self.folded[start - 1].isspace()
        opens = mark.group()[0] == "–" and not self.folded[: mark.start()].strip(" \u00a0.")
        return apart and (opens or _DASH_AGAIN.match(self.folded, start) is not None)

    def is_counting_one(self, at: int) -> bool:
        """`un` is no number in `l'un`, `quelqu'un`, `les uns`."""
        if not at or self.words[at - 1] not in self.grammar.particles.never_after:
            return True
        return self.folded[self.ends[at - 1] : self.starts[at]] not in {" ", "'"}


def is_before_word(folded: str, end: int) -> bool:
    """A word goes on with what ends here: an `un` is then an article."""
    return _WORD_NEXT.match(folded, end) is not None


def _times(value: float, times: float) -> float:
    """The product without the dust of binary fractions: 2.26 lakh is 226,000."""
    return round(value * times, 6)


def _power(value: float, exponent: int) -> float:
    try:
        return float(value**exponent)
    except (OverflowError, ZeroDivisionError):
        return value
