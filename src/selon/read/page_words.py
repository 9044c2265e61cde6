"""The words of a page, split once for all readers that ask which words a sentence holds and where they begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate

from selon.model import Span

_WORD_OR_DIGITS = re.compile(r"([^\W\d_]+|\d+)")


class PageWords:
    """The words of a text in text order, each what a pattern with one group matches; `starts` and `ends` say where each stands.

    By themselves letters and digits make words of their own.
    """

    def __init__(self, text: str, pattern: re.Pattern[str] = _WORD_OR_DIGITS) -> None:
        # What stands between two words, and the words, in turn.
        parts = pattern.split(text)
        borders = list(accumulate(map(len, parts)))
        self.words = parts[1::2]
        self.starts, self.ends = borders[:-1:2], borders[1::2]

    def within(self, span: Span) -> slice:
        """Which of them begin in a span."""
        first = bisect_left(self.starts, span.start)
        return slice(first, bisect_left(self.starts, span.end, first))


@lru_cache(maxsize=2)
def page_words(folded: str) -> PageWords:
    """The words of a folded page, kept for the readers that ask for the same page again."""
    return PageWords(folded)
