"""Spellings of one name, and its fullest form.

Transliterations of one name (Choïgou, Shoigu; Sergueï, Sergei) share a key that keeps only what all of them keep; two names are one person's
where the last words share a key and no first name speaks against it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selon.languages.fold import fold

# Letters that transliterations from Cyrillic and Arabic write in different ways, and the one that stands for them. Order matters.
_ALIKE = (
    ("tch", "c"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("cz", "c"), ("kh", "h"), ("zh", "j"), ("ts", "c"), ("tz", "c"), ("dj", "j"),
    ("ou", "u"), ("oo", "u"), ("gu", "g"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("ph", "f"), ("th", "t"), ("w", "v"), ("y", "i"), ("j", "i"),
    ("ei", "e"), ("ai", "a"), ("ii", "i"), ("ia", "a"), ("ie", "e"), ("in$", "ine"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_INITIAL = re.compile(r"^\w\.?(?:-\w\.?)?$")


@lru_cache(maxsize=8192)
def spelling_key(word: str) -> str:
    """One key for the transliterations of a word: 'Choïgou' and 'Shoigu' give the same. Not for display."""
    key = "".join(c for c in fold(word) if c.isalpha())
    for written, kept in _ALIKE:
        key = key[:-2] + kept if written.endswith("$") and key.endswith(written[:-1]) else key.replace(written, kept)
    key = _DOUBLE.sub(r"\1", key)
    return key.rstrip("i") or key


def same_word(left: str, right: str) -> bool:
    """The two words may be spellings of one."""
    return fold(left) == fold(right) or (len(left) > 3 < len(right) and spelling_key(left) == spelling_key(right))


def same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Two names, as words, may be one person's.

    `('Zelensky',)` and `('Volodymyr', 'Zelenskyy')` may; `('Claude', 'Érignac')` and `('Paul', 'Érignac')` may not. A first name alone
    names whoever bears it: `('Pablo',)`, `('Pablo', 'Correa')`.
    """
    if not left or not right:
        return False
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return same_word(short[0], long[-1]) or (same_word(short[0], long[0]) and not _INITIAL.match(short[0]))
    if not same_word(short[-1], long[-1]):
        return len(short) < len(long) and all(any(same_word(a, b) for b in long) for a in short)
    first, other = short[0], long[0]
    if _INITIAL.match(first) or _INITIAL.match(other):
        return fold(first)[0] == fold(other)[0]
    return same_word(first, other) or all(any(same_word(a, b) for b in long) for a in short)


def fullest(names: list[str]) -> str:
    """The name with the most words; of equals the one with the most letters, of these the first."""
    return max(names, key=lambda name: (len(name.split()), len(name)))
