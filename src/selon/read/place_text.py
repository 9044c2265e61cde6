"""A page's text in the forms in which names and the words around them are looked up, each made once, one character for one."""

from __future__ import annotations

import re
from functools import lru_cache

from selon.languages.fold import fold_same_length
from selon.model import Span

# So many characters before and after a name are looked at.
WINDOW = 120
OPENING = " «“\"'-–—(["
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "})
_WORD_BEGINS = re.compile(r"(?<=[\s(«“\"'\[—–-])")


class PlaceText:
    """`written` has plain apostrophes and spaces, `small` also small letters, `folded` also no accents."""

    def __init__(self, text: str) -> None:
        self.written = text.translate(_PLAIN)
        small = self.written.lower()
        self.small = small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.written)
        self.folded = fold_same_length(self.written)


@lru_cache(maxsize=2)
def place_text(text: str) -> PlaceText:
    """The forms of a page, kept for the readers that ask for the same page again."""
    return PlaceText(text)


class Sides:
    """The text left and right of a name in its sentence; `bare` and `bare_right` are without accents.

    `before`, `bare_before` and `written_before` hold what stands directly before the name, from each word on that begins in the last
    `reach` characters:
    "près d'" gives {"près d'", "d'"}.
    """

    def __init__(self, page: PlaceText, sentence: Span, span: Span, reach: int) -> None:
        start, end = max(sentence.start, span.start - WINDOW), min(sentence.end, span.end + WINDOW)
        self.written, self.left, self.bare = (form[start : span.start] for form in (page.written, page.small, page.folded))
        self.right, self.bare_right = page.small[span.end : end], page.folded[span.end : end]
        self.far = span.start - sentence.start >= WINDOW
        self.opening = not self.far and not self.left.strip(OPENING)
        tail = max(0, len(self.left) - reach)
        begins = [begin.start() for begin in _WORD_BEGINS.finditer(self.left, tail)]
        if not tail:
            begins.append(0)
        self.before = {self.left[begin:] for begin in begins}
        self.bare_before = {self.bare[begin:] for begin in begins}
        self.written_before = {self.written[begin:] for begin in begins}

    def stands_alone_behind(self, words: frozenset[str]) -> bool:
        """Nothing but one of these words stands before the name in its sentence."""
        before = self.left.strip(OPENING).split()
        return not self.far and len(before) == 1 and before[0] in words
