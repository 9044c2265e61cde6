"""A page's text in the forms in which names and the words around them are looked up, each made once, one character for one."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from selon.languages.fold import fold_page
from selon.model import Span
from selon.read.page_words import PageWords
from selon.read.place_patterns import PlacePatterns

# So many characters before and after a name are looked at.
WINDOW = 120
OPENING = " «“\"'-–—(["
_PLAIN = (("’", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\n", " "), ("\t", " "))
_BEFORE_WORD = re.compile(r"[\s(«“\"'\[—–-]")


_WORD = re.compile(r"([^\W_]+)")
_NONE: frozenset[str] = frozenset()


class PlaceText:
    """`written` has plain apostrophes and spaces, `small` also small letters, `folded` also no accents. `words` are runs of letters and
    digits."""

    def __init__(self, text: str) -> None:
        self.written, self.folded = plain(text), plain(fold_page(text))
        self.words = PageWords(text, _WORD)
        small = self.written.lower()
        self.small = small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.written)


def plain(text: str) -> str:
    """The text with plain apostrophes and spaces, one for one."""
    for char, instead in _PLAIN:
        text = text.replace(char, instead)
    return text


@lru_cache(maxsize=2)
def place_text(text: str) -> PlaceText:
    """The forms of a page, kept for the readers that ask for the same page again."""
    return PlaceText(text)


class Sides:
    """The text left and right of a name in its sentence; `bare` and `bare_right` are without accents.

    `before` and `bare_before` hold which of the phrases that are asked for stand directly before the name, `roles` what those are for;
    `plain`: one that counts only as it is written. `last_word` is where the word before the name begins, None where none does: of most names
    it ends no phrase.
    """

    def __init__(self, page: PlaceText, sentence: Span, span: Span, patterns: PlacePatterns, last_word: int | None) -> None:
        start, end = max(sentence.start, span.start - WINDOW), min(sentence.end, span.end + WINDOW)
        self.written, self.left, self.bare = page.written[start : span.start], page.small[start : span.start], page.folded[start : span.start]
        self.right, self.bare_right = page.small[span.end : end], page.folded[span.end : end]
        self.far = span.start - sentence.start >= WINDOW
        self.opening = not self.far and not self.left.strip(OPENING)
        self._reach = patterns.reach
        self.plain = False
        self.before = self.bare_before = self.roles = _NONE
        endings = patterns.endings
        if last_word is None or (page.small[last_word : span.start] not in endings and page.folded[last_word : span.start] not in endings):
            return
        every = self.every_before(self.left)
        self.before = patterns.direct.intersection(every)
        self.bare_before = patterns.bare_direct.intersection(every if self.bare == self.left else self.every_before(self.bare))
        for phrase in self.before:
            self.roles |= patterns.roles[phrase]
        for phrase in self.bare_before:
            self.roles |= patterns.bare_roles[phrase]
        self.plain = not patterns.plain.isdisjoint(self.every_before(self.written))

    @cached_property
    def _begins(self) -> list[int]:
        """Where the last words before the name begin."""
        tail = max(0, len(self.left) - self._reach)
        begins = [mark.end() for mark in _BEFORE_WORD.finditer(self.left, max(0, tail - 1))]
        return begins if tail else [*begins, 0]

    def every_before(self, left: str) -> list[str]:
        """What stands directly before the name, from each word on, as `written`, `left` or `bare` has it: "près d'", "d'"."""
        return [left[begin:] for begin in self._begins]

    def stands_alone_behind(self, words: frozenset[str]) -> bool:
        """Nothing but one of these words stands before the name in its sentence."""
        before = self.left.strip(OPENING).split()
        return not self.far and len(before) == 1 and before[0] in words
