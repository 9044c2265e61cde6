"""The words of a page, split once for all readers that ask which words a sentence holds and where they begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from selon.model import Span

# Most words are of plain letters, which are found faster than others.
_WORD_OR_DIGITS = re.compile(r"([a-z]++(?![^\W\d_])|\d++|[^\W\d_]++)")


class PageWords(NamedTuple):
    """The words of a text in text order; `starts` and `ends` say where each stands."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def within(self, span: Span) -> slice:
        """Which of them begin in a span."""
        first = bisect_left(self.starts, span.start)
        return slice(first, bisect_left(self.starts, span.end, first))

    def part(self, which: slice, offset: int) -> PageWords:
        """Some of them, as they stand in the part of the text that begins at `offset`."""
        starts, ends = self.starts[which], self.ends[which]
        return PageWords(self.words[which], [start - offset for start in starts], [end - offset for end in ends])


def words_in(text: str, pattern: re.Pattern[str] = _WORD_OR_DIGITS) -> PageWords:
    """What a pattern with one group matches in a text: by themselves letters and digits make words of their own."""
    # What stands between two words, and the words, in turn.
    parts = pattern.split(text)
    borders = list(accumulate(map(len, parts)))
    return PageWords(parts[1::2], borders[:-1:2], borders[1::2])


@lru_cache(maxsize=2)
def page_words(folded: str) -> PageWords:
    """The words of a folded page, kept for the readers that ask for the same page again."""
    return words_in(folded)
