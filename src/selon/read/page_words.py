"""The words of a page, split once for all readers that ask which words a sentence holds and where they begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import add
from typing import NamedTuple

from selon.model import Span

# What parts most words is replaced sign by sign, the rest in one go. Small letters are looked up faster than what else may belong to a word.
_COMMON_SIGNS = " ',.-_\"«»():;"
_SIGN, _DIGITS = re.compile(r"[^a-z\n\w]"), re.compile(r"[^a-z\n\D]\d*")


class PageWords(NamedTuple):
    """The words of a text in text order; `starts` and `ends` say where each stands, `numbers` which of them are digits."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[int]

    def within(self, span: Span) -> slice:
        """Which of them begin in a span."""
        first = bisect_left(self.starts, span.start)
        return slice(first, bisect_left(self.starts, span.end, first))

    def part(self, which: slice, offset: int) -> PageWords:
        """Some of them, as they stand in the part of the text that begins at `offset`."""
        starts, ends, first = self.starts[which], self.ends[which], which.start
        numbers = [at - first for at in those_within(self.numbers, which)]
        return PageWords(self.words[which], [start - offset for start in starts], [end - offset for end in ends], numbers)

    def among(self, some: frozenset[str]) -> list[int]:
        """Which of them are one of some words."""
        return list(compress(count(), map(some.__contains__, self.words)))


def slice_within(some: list[int], which: slice) -> slice:
    """Which of some words, given by their numbers in text order, are among `which`."""
    first = bisect_left(some, which.start)
    return slice(first, bisect_left(some, which.stop, first))


def those_within(some: list[int], which: slice) -> list[int]:
    """Those of some words, by their numbers in text order, that are among `which`."""
    first = bisect_left(some, which.start)
    return some[first : bisect_left(some, which.stop, first)]


def words_in(text: str, *, digits_apart: bool = True) -> PageWords:
    """The runs of letters and digits of a text; `digits_apart`: letters and digits beside each other make words of their own (`19`, `h`)."""
    lines = text
    for sign in _COMMON_SIGNS:
        lines = lines.replace(sign, "\n")
    lines = _SIGN.sub("\n", lines)
    digits = [match.span() for match in _DIGITS.finditer(lines)]
    words: list[str] = []
    starts: list[int] = []
    begin = 0
    for border in (*(_borders(lines, digits) if digits_apart else ()), len(text)):
        part = lines[begin:border]
        pieces = part.split("\n")
        words += filter(None, pieces)
        starts += compress(accumulate(map(len, part.splitlines(keepends=True)), initial=begin), pieces)
        begin = border
    ends = list(map(add, starts, map(len, words)))
    return PageWords(words, starts, ends, [bisect_left(starts, start) for start, _ in digits] if digits_apart else [])


def _borders(lines: str, digits: list[tuple[int, int]]) -> Iterator[int]:
    """Where digits stand beside letters, in text order."""
    for span in digits:
        yield from (at for at in span if 0 < at < len(lines) and "\n" not in lines[at - 1 : at + 1])


@lru_cache(maxsize=2)
def page_words(folded: str) -> PageWords:
    """The words of a folded page, kept for the readers that ask for the same page again."""
    return words_in(folded)
