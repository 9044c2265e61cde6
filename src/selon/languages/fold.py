"""One folding of spelling for search and for the comparison of names: case, accents, ligatures and apostrophes away.

`fold` may change a text's length; `fold_same_length` keeps one character for one, so that offsets still hold.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import filterfalse

_APART = str.maketrans(
    {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'", "ё": "е", "Ё": "е", "\u00a0": " ", "\u202f": " "}
)
_ONE = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ё": "е", "Ё": "е", "\u00a0": " ", "\u202f": " ", "‑": "-"})


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, ligatures opened, ё as е: 'L’Œuvre' -> "l'oeuvre"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_APART))
    return "".join(filterfalse(unicodedata.combining, decomposed)).casefold()


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFD", char.translate(_ONE)) if not unicodedata.combining(c)).lower()
    return folded if len(folded) == 1 else char.lower() if len(char.lower()) == 1 else char


def fold_same_length(text: str) -> str:
    """As `fold`, but exactly one character for each of `text`: offsets into the one are offsets into the other."""
    return text.lower() if text.isascii() else "".join(map(_fold_char, text))
