"""Many words as one pattern that compares what they share at their beginnings only once.

Python's `re` tries the words of `a|b|c` one after the other. Here they branch where they part: of three hundred words a handful of letters
is compared. The longest word that fits is tried first, then those that it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# What follows each letter, and the pattern with which a word ends here, where one does.
_Branches = dict[str, "_Branches"]
_END = ""


def any_of(words: Iterable[str], *, space: str = " ", end: Callable[[str], str] = lambda word: "") -> str:
    """The pattern, in a group of its own without a number; `(?!)` for no words.

    Args:
        words: Taken as they are written.
        space: The pattern for a space in a word.
        end: Gives the pattern that must match behind a word for it to count.
    """
    ends: dict[str, str] = {}
    root: _Branches = {}
    for word in words:
        branches = root
        for letter in word:
            branches = branches.setdefault(letter, {})
        branches[_END] = {}
        ends[word] = end(word)
    return f"(?:{_pattern(root, '', ends, space)})" if root else "(?!)"


def _pattern(branches: _Branches, begun: str, ends: dict[str, str], space: str) -> str:
    parts = []
    for letter in sorted(branches, reverse=True):  # the end of a word comes last
        if letter == _END:
            parts.append(ends[begun])
        else:
            rest = _pattern(branches[letter], begun + letter, ends, space)
            parts.append((space if letter == " " else re.escape(letter)) + rest)
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
