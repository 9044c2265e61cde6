"""One folding of spelling for search and for the comparison of names: case, accents, ligatures and apostrophes away.

`fold` may change a text's length; `fold_same_length` keeps one character for one, so that offsets still hold.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

_APART = str.maketrans(
    {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'", "ё": "е", "Ё": "е", "\u00a0": " ", "\u202f": " ", "″": '"'}
)
_ONE = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ё": "е", "Ё": "е", "\u00a0": " ", "\u202f": " ", "‑": "-", "″": '"'})

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# The one small letter that depends on its neighbours: a text with it is folded letter by letter.
_FINAL = "ς"


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, ligatures opened, ё as е: 'L’Œuvre' -> "l'oeuvre"."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(_loose_match, text.lower())


@lru_cache(maxsize=4096)
def _fold_loose(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char.translate(_APART))
    return "".join(filterfalse(unicodedata.combining, decomposed)).casefold()


def _loose_match(match: re.Match[str]) -> str:
    return _fold_loose(match.group())


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFD", char.translate(_ONE)) if not unicodedata.combining(c)).lower()
    return folded if len(folded) == 1 else char.lower() if len(char.lower()) == 1 else char


def fold_same_length(text: str) -> str:
    """As `fold`, but exactly one character for each of `text`: offsets into the one are offsets into the other."""
    if text.isascii():
        return text.lower()
    if len(small := text.lower()) == len(text) and _FINAL not in small:
        # A page has few letters that change; none becomes another one that changes.
        for char in filterfalse(str.isascii, set(small)):
            if (folded := _fold_char(char)) != char:
                small = small.replace(char, folded)
        return small
    return "".join(map(_fold_char, text))


@lru_cache(maxsize=4)
def fold_page(text: str) -> str:
    """As `fold_same_length`, kept for the readers that ask for the same page again: a sentence is a slice of it."""
    return fold_same_length(text)
