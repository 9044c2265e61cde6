"""Ordinals (`22e`, `quatre-vingtième`, `avant-dernier`) and fractions (`trois quarts`, `vingt et un cinquième`, `1 sur 3`).

Neither counts anything by itself, so `selon.read.quantities` refuses them; they are read here for whoever wants every number of a text.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.model import Span
from selon.read.numbers import Number, find_numbers


class Ordinal(msgspec.Struct, frozen=True):
    """An ordinal: its `value`, or for one that counts from an end or from here, `relative` (`end-1`, `current+1`)."""

    span: Span
    value: float | None = None
    relative: str | None = None


class _Endings(msgspec.Struct, frozen=True):
    words: tuple[str, ...]
    digits: tuple[str, ...]
    out_of: tuple[str, ...]
    and_: tuple[str, ...] = msgspec.field(name="and")
    one: tuple[str, ...] = ()


class _OrdinalWords(msgspec.Struct, frozen=True):
    """Shape of `numbers.toml`, as far as this module reads it."""

    ordinals: dict[str, int]
    ordinal_endings: _Endings
    stems: dict[str, str]
    relative: dict[str, str]


class _Patterns:
    """The ordinals of one language, folded and compiled."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("numbers", _OrdinalWords)
        self.ordinals = {fold_same_length(k): v for k, v in words.ordinals.items()}
        self.stems = {fold_same_length(k): v for k, v in words.stems.items()}
        self.relative = {fold_same_length(k): v for k, v in words.relative.items()}
        endings = [_any(words.ordinal_endings.words), _any(words.ordinal_endings.digits)]
        self.stemmed = re.compile(rf"({_any(self.stems)})(?:{endings[0]})(?!\w)")
        self.last = re.compile(rf"(?<![^\W_])(?:({_any(self.stems)})(?:{endings[0]})|({_any(self.ordinals)}))(?!\w)")
        self.digits = re.compile(rf"(?<![\w.,/])(\d{{1,15}})(?:{endings[1]})(?!\w)")
        self.from_here = re.compile(rf"(?<![\w'-])({_any(self.relative)})(?![\w-])")
        joining = _any(words.ordinal_endings.and_)
        self.near = re.compile(rf"(?:\s{{1,2}}|-)(?:(?:{joining})\s{{1,2}})?")
        self.last_and = re.compile(rf"(.*)\s(?:{joining})\s+(\S.*)$")
        self.one = re.compile(rf"(?:{_any(words.ordinal_endings.one)})(?:\s+|-)(?=\S)")
        self.out_of = re.compile(rf"\s+(?:{_any(words.ordinal_endings.out_of)})\s+")


_SLASHED = re.compile(r"(?<![\w/.,])(?:(\d{1,6})\s+)?(\d{1,6})/(\d{1,6})(?![\w/])")


@cache
def _patterns(pack: Pack) -> _Patterns:
    return _Patterns(pack)


def find_ordinals(text: str, pack: Pack) -> list[Ordinal]:
    """Every ordinal of `text`, in text order."""
    patterns, folded = _patterns(pack), fold_same_length(text)
    found = [Ordinal(Span(*match.span()), float(match.group(1))) for match in patterns.digits.finditer(folded)]
    found += [Ordinal(Span(*match.span()), relative=patterns.relative[match.group(1)]) for match in patterns.from_here.finditer(folded)]
    cardinals = find_numbers(text, pack)
    for last in patterns.last.finditer(folded):
        start = _group_start(folded, last.start(), cardinals, patterns)
        value = _ordinal_value(folded, start, last, pack)
        if value is None:
            start, value = last.start(), _ordinal_value(folded, last.start(), last, pack)
        if value is not None:
            found.append(Ordinal(Span(start, last.end()), value))
    return sorted(found, key=lambda ordinal: ordinal.span)


def find_fractions(text: str, pack: Pack) -> list[Number]:
    """Every fraction of `text`, alone or with whole ones before it, in text order."""
    patterns, folded = _patterns(pack), fold_same_length(text)
    cardinals = find_numbers(text, pack)
    found = [_fraction(match.start(), match.end(), _mixed(match)) for match in _SLASHED.finditer(folded) if int(match.group(3))]
    for left, right in pairwise(cardinals):
        if patterns.out_of.fullmatch(folded, left.span.end, right.span.start) and right.low:
            found.append(_fraction(left.span.start, right.span.end, left.low / right.low))
    for last in patterns.last.finditer(folded):
        start = _group_start(folded, last.start(), cardinals, patterns)
        value = _parts_value(folded, start, last, pack)
        if value is not None:
            found.append(_fraction(start, last.end(), value))
    return sorted(found, key=lambda number: number.span)


def _fraction(start: int, end: int, value: float) -> Number:
    return Number(span=Span(start, end), low=value, high=value, written="words")


def _mixed(match: re.Match[str]) -> float:
    return int(match.group(1) or 0) + int(match.group(2)) / int(match.group(3))


def _group_start(folded: str, end: int, cardinals: list[Number], patterns: _Patterns) -> int:
    """Where the number words begin that stand right before an ordinal."""
    for number in reversed(cardinals):
        if number.span.start < end and number.span.end <= end and patterns.near.fullmatch(folded, number.span.end, end):
            end = number.span.start
    return end


def _ordinal_value(folded: str, start: int, last: re.Match[str], pack: Pack) -> float | None:
    """The value of the words from `start` with the ordinal put back into its cardinal; nothing where they are not one number."""
    if last.group(2):
        return float(_patterns(pack).ordinals[last.group(2)]) if start == last.start() else None
    cardinal = folded[start : last.start()] + _patterns(pack).stems[last.group(1)]
    numbers = find_numbers(cardinal, pack)
    return numbers[0].low if len(numbers) == 1 and numbers[0].span == Span(0, len(cardinal)) else None


def _parts_value(folded: str, start: int, last: re.Match[str], pack: Pack) -> float | None:
    """`trois cinquièmes`: 0.6; `vingt et un cinquième`: 20.2; `un vingt et unième`: 1/21."""
    words = folded[start : last.start()]
    if not words.strip():
        return None
    numbers = find_numbers(words + " ", pack)
    if not numbers:
        return None
    patterns = _patterns(pack)
    lower = _ordinal_value(folded, last.start(), last, pack)
    joined = patterns.last_and.match(words)
    if joined and lower and (upper := find_numbers(joined.group(2), pack)):
        return sum(n.low for n in find_numbers(joined.group(1), pack)) + upper[-1].low / lower
    first = patterns.one.match(words)
    if first and (whole := _ordinal_value(folded, start + first.end(), last, pack)):
        return 1 / whole
    # `quatre-vingtième`: a hyphen makes one ordinal.
    return sum(n.low for n in numbers) / lower if lower and not words.endswith("-") else None


def _any(words: dict[str, str] | dict[str, int] | tuple[str, ...]) -> str:
    return "|".join(re.escape(fold_same_length(word)) for word in sorted(words, key=len, reverse=True))
