"""Lists of phrases, ready to be looked for among the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress, count

# A phrase of no longer words than this is known by its last one.
_SHORT = 3


def _signal(cut: list[str]) -> str:
    """The word of a phrase that few sentences have: the longest, of short ones the last (`sur X`)."""
    longest = max(cut, key=len)
    return longest if len(longest) > _SHORT else cut[-1]


class Phrases:
    """Phrases cut into tokens, found by their first two words or their last two.

    `openers` are the words with which one begins, `signals` the longest word of each: where none of these stands, no phrase does.
    """

    def __init__(self, cuts: Iterable[list[str]]) -> None:
        self._starting: dict[str, dict[str, list[list[str]]]] = {}
        self._ending: dict[str, dict[str, list[list[str]]]] = {}
        for cut in sorted(cuts, key=len, reverse=True):
            second, last_but_one = (cut[1], cut[-2]) if len(cut) > 1 else ("", "")
            self._starting.setdefault(cut[0], {}).setdefault(second, []).append(cut)
            self._ending.setdefault(cut[-1], {}).setdefault(last_but_one, []).append(cut)
        self.openers = frozenset(self._starting)
        self.signals = frozenset([_signal(cut) for seconds in self._starting.values() for cuts in seconds.values() for cut in cuts])

    def starting(self, lows: list[str], at: int) -> int:
        """How many tokens the longest phrase has that begins at token `at`; 0 where none does."""
        if not 0 <= at < len(lows) or (rest := self._starting.get(lows[at])) is None:
            return 0
        for cut in rest.get(lows[at + 1], ()) if at + 1 < len(lows) else ():
            if lows[at : at + len(cut)] == cut:
                return len(cut)
        return int("" in rest)

    def ending(self, lows: list[str], at: int) -> int:
        """How many tokens the longest phrase has that ends with token `at`; 0 where none does."""
        if not 0 <= at < len(lows) or (rest := self._ending.get(lows[at])) is None:
            return 0
        for cut in rest.get(lows[at - 1], ()) if at else ():
            if len(cut) <= at + 1 and lows[at + 1 - len(cut) : at + 1] == cut:
                return len(cut)
        return int("" in rest)

    def all_in(self, lows: list[str], low_set: frozenset[str]) -> list[tuple[int, int]]:
        """Every token at which a phrase begins, with the number of tokens of the longest one; `low_set` has each of the tokens once."""
        if self.signals.isdisjoint(low_set):
            return []
        heads = compress(count(), map(self._starting.__contains__, lows))
        return [(at, length) for at in heads if (length := self.starting(lows, at))]
