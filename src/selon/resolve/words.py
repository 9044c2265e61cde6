"""Text as words: the smallest unit in which speakers are looked for.

An elided article is a word of its own (`l’AFP` is `l’` and `AFP`), a hyphen joins (`porte-parole`), any other mark stands alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

import msgspec

from selon.languages.fold import fold

# A name may have an apostrophe inside (`Sana'a`), which parts no article from it as in `jusqu'à`.
_WORD = re.compile(r"([A-ZÀ-Þ][^\W\d_]{2,}(?<!qu)(?<!QU)(?<!Aujourd)['’ʼ][a-zß-ÿ][^\W\d_]*|[^\W_]+(?:[-‑][^\W_]+)*['’ʼ]?|@\w+|[^\w\s]|_)")
_ONE_SPELLING = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", "æ": "ae"})


class Word(msgspec.Struct, frozen=True, gc=False):
    """How a word or a mark is written, wherever it stands.

    `folded` is its spelling without case and accents, `lower` the same with accents (`a` and `à` differ), `capital` says that a capital
    letter opens it.
    """

    text: str
    folded: str
    lower: str
    capital: bool


NO_WORD = Word("", "", "", False)


def words_of(text: str) -> list[Word]:
    """The words of a text, in text order."""
    return list(map(_spelled, _WORD.split(text)[1::2]))


def placed_words(text: str) -> tuple[list[Word], list[int]]:
    """The words of a text, in text order, and where each begins in it."""
    # What stands between two words, and the words, in turn.
    parts = _WORD.split(text)
    return list(map(_spelled, parts[1::2])), list(accumulate(map(len, parts)))[:-1:2]


@lru_cache(maxsize=16384)
def _spelled(word: str) -> Word:
    """The same few thousand words make up most of every page: each is folded once."""
    return Word(word, fold(word), lowered(word), word[0].isupper())


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
