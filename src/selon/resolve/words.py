"""Text as words: the smallest unit in which speakers are looked for.

An elided article is a word of its own (`l’AFP` is `l’` and `AFP`), a hyphen joins (`porte-parole`), an address is one (`Lenta.ru`), any other
mark stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import Literal, TypeVar

import msgspec

from selon.languages.fold import fold

# A name may have an apostrophe inside (`Sana'a`), which parts no article from it as in `jusqu'à`. Most words are of small letters before a space
# or a stop: they are tried first.
_WORD = re.compile(
    r"([a-zà-öø-ÿ]++(?=[ .,])|[A-Z][A-Za-z0-9-]*(?:\.[a-z]{2,4})+(?!\w)|[A-ZÀ-Þ][^\W\d_]{2,}(?<!qu)(?<!QU)(?<!Aujourd)['’ʼ][a-zß-ÿ][^\W\d_]*"
    r"|[^\W_]+(?:[-‑][^\W_]+)*['’ʼ]?|@\w+|[^\w\s]|_)"
)
WORDS_KEPT = 16384
T = TypeVar("T")
_ONE_SPELLING = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", "æ": "ae"})


Beginning = Literal["name", "head", "determiner", "of", ""]
"""What a word may be at the beginning of a noun phrase: a name, another first word but no mere determiner, a determiner, `de`; empty where none
begins."""


class Answers(dict[str, T]):
    """What a function says of each word: it is asked once for each."""

    def __init__(self, ask: Callable[[str], T]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> T:
        if len(self) >= WORDS_KEPT:
            self.clear()
        answer = self[word] = self._ask(word)
        return answer


class Word(msgspec.Struct, frozen=True, gc=False):
    """How a word or a mark is written, wherever it stands.

    `folded` is its spelling without case and accents, `lower` the same with accents (`a` and `à` differ), `capital` says that a capital
    letter opens it; `begins` is for the lexicon of speakers to say.
    """

    text: str
    folded: str
    lower: str
    capital: bool
    begins: Beginning = ""


NO_WORD = Word("", "", "", False)


def words_of(text: str) -> list[Word]:
    """The words of a text, in text order."""
    return list(map(spelled, _WORD.split(text)[1::2]))


def placed_words(text: str, known: Callable[[str], Word]) -> tuple[list[Word], list[int]]:
    """The words of a text, in text order, as `known` gives each of them, and where each begins."""
    # What stands between two words, and the words, in turn.
    parts = _WORD.split(text)
    return list(map(known, parts[1::2])), list(accumulate(map(len, parts)))[:-1:2]


@lru_cache(maxsize=WORDS_KEPT)
def spelled(word: str) -> Word:
    """The same few thousand words make up most of every page: each is folded once."""
    return Word(word, fold(word), lowered(word), word[0].isupper())


def lowered(word: str) -> str:
    """Small letters, straight apostrophes, ligatures opened, accents kept."""
    return word.lower().translate(_ONE_SPELLING)


def lower_words(text: str) -> tuple[str, ...]:
    """The words of a phrase in small letters, accents kept."""
    return tuple(word.lower for word in words_of(text))


@lru_cache(maxsize=WORDS_KEPT)
def folded_words(text: str) -> tuple[str, ...]:
    """Only the spellings, for the comparison of phrases."""
    return tuple(word.folded for word in words_of(text))
