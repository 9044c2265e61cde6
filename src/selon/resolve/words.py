"""Text as words with offsets: the smallest unit in which speakers are looked for.

An elided article is a word of its own (`l’AFP` is `l’` and `AFP`), a hyphen joins (`porte-parole`), any other mark stands alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

import msgspec

from selon.languages.fold import fold
from selon.model import Span

# A name may have an apostrophe inside (`Sana'a`), which parts no article from it as in `jusqu'à`.
_WORD = re.compile(r"([A-ZÀ-Þ][^\W\d_]{2,}(?<!qu)(?<!QU)(?<!Aujourd)['’ʼ][a-zß-ÿ][^\W\d_]*|[^\W_]+(?:[-‑][^\W_]+)*['’ʼ]?|@\w+|[^\w\s]|_)")
_ONE_SPELLING = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", "æ": "ae"})


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word or mark, at `[start, end)`.

    `folded` is its spelling without case and accents, `lower` the same with accents (`a` and `à` differ), `capital` says that a capital
    letter opens it.
    """

    start: int
    end: int
    text: str
    folded: str
    lower: str
    capital: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, with offsets into `text`."""
    # What stands between two words, and the words, in turn; each begins where the one before ends.
    parts = _WORD.split(text[start:end])
    begins = list(accumulate(map(len, parts), initial=start))
    return [Word(begin, stop, *_spelled(word)) for begin, stop, word in zip(begins[1:-1:2], begins[2::2], parts[1::2], strict=True)]


@lru_cache(maxsize=16384)
def _spelled(word: str) -> tuple[str, str, str, bool]:
    """The same few thousand words make up most of every page: each is folded once."""
    return word, fold(word), lowered(word), word[0].isupper()


def lowered(word: str) -> str:
    """Small letters, straight apostrophes, ligatures opened, accents kept."""
    return word.lower().translate(_ONE_SPELLING)


def lower_words(text: str) -> tuple[str, ...]:
    """The words of a phrase in small letters, accents kept."""
    return tuple(word.lower for word in words_of(text))


@lru_cache(maxsize=16384)
def folded_words(text: str) -> tuple[str, ...]:
    """Only the spellings, for the comparison of phrases."""
    return tuple(word.folded for word in words_of(text))
