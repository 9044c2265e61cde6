"""Two keys under which a name is looked up: one that forgives writing, one that forgives transliteration.

`name_key` folds case, accents, hyphens and apostrophes. `rough_key` also folds what romanisations of one name do differently: Koupiansk,
Kupyansk, Koupyansk, Kupjansk. It serves names from other scripts only and joins names that are not the same, so a match by it needs further
evidence. The gazetteer's builder and its reader must use the same functions: a change here asks for `make gazetteer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from selon.languages.fold import fold

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ŋ": "n", "ə": "e"})
_APART = re.compile(r"[\s\-‐‑‒–.,/()'’ʼʿʾ‘`´″”\"]+")
_SAINT = re.compile(r"\bst(e?)\b")

# In this order: an earlier rule takes letters away from a later one. All sibilants become c, all of i, y, j, zh become i.
_SAME_SOUND = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"\b(al|el|ad|as|ash|ar|at|an) (?=\w{4})", ""),
        (r"t?sch|tch|tsh|ch|sh|cz|ts|tz", "c"),
        (r"zh|dj|dzh", "i"),
        (r"kh|gh|g", "h"),
        (r"ou|oo", "u"),
        (r"w", "v"),
        (r"ck|q", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"x", "ks"),
        (r"[yj]", "i"),
        (r"[ʹ ]", ""),
        (r"(?<=[^aeiou])e$", ""),
        (r"(?<=[aeiou])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """The name without case, accents, hyphens, apostrophes and full stops: "Chavannes-sur-l’Étang" -> "chavannes sur l etang"."""
    key = _APART.sub(" ", fold(name).translate(_LETTERS)).strip()
    return _SAINT.sub(r"saint\1", key) if "st" in key else key


def rough_key(key: str) -> str:
    """What romanisations of one name have in common; `key` comes from `name_key`: "koupyansk" and "kupjans k" -> "kupiansk"."""
    for pattern, right in _SAME_SOUND:
        key = pattern.sub(right, key)
    return key


def near_keys(key: str) -> Iterator[str]:
    """Every key that one typing fault behind its first letter (a letter too few, too many, another, or two swapped) turns into `key`:
    about 54 per letter."""
    for at in range(1, len(key)):
        before, after = key[:at], key[at + 1 :]
        yield before + after
        if after:
            yield before + after[0] + key[at] + after[1:]
        for letter in ascii_lowercase:
            yield before + letter + after
    for at in range(1, len(key) + 1):
        before, after = key[:at], key[at:]
        for letter in ascii_lowercase:
            yield before + letter + after
