"""Word stems of a data file as one pattern over folded text: `effondr` finds effondrées, `vol$` only the whole word vol."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selon.languages.fold import fold


def stems(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the stems at the beginning of a word; a stem that ends in `$` is a whole word. No word: it finds nothing."""
    parts = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        whole = word.endswith("$")
        parts.append(re.escape(fold(word.removesuffix("$"))) + (r"(?!\w)" if whole else ""))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + ")") if parts else re.compile(r"(?!)")


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, whole."""
    return stems(word + "$" for word in words)
