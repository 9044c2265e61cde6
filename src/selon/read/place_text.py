"""A page's text in the forms in which names and the words around them are looked up, each made once, one character for one."""

from __future__ import annotations

import re
from functools import lru_cache

from selon.languages.fold import fold_page
from selon.model import Span
from selon.read.page_words import page_words, words_in
from selon.read.place_patterns import PlacePatterns

# So many characters before and after a name are looked at; so many words they hold at most.
WINDOW = 120
_WINDOW_WORDS = WINDOW // 2
OPENING = " «“\"'-–—(["
_PLAIN = (("’", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\n", " "), ("\t", " "))
# Of most letters their block says that they are small, so that few have to be asked.
_SMALL = frozenset(char for char in map(chr, range(0x250)) if not char.isupper())
_BEFORE_WORD = re.compile(r"[\s(«“\"'\[—–-]")

# A letter that was lost on the way: `Tot?nicapán`.
_LOST = re.compile(r"[?\ufffd](?<=[^\W\d_]{3}.)(?=[^\W\d_]{3})")
# `@dupont`, `a_b`, `www.exemple.fr`; a full stop only where a letter or digit follows.
_ADDRESS_SIGN = re.compile(r"[@/_.](?:(?<=[@/_])|(?=\w))")
_NONE: frozenset[str] = frozenset()
_NO_WORDS: frozenset[int] = frozenset()


class PlaceText:
    """`written` has plain apostrophes and spaces, `small` also small letters, `folded` also no accents.

    `words` are the runs of letters and digits without accents, in small letters, with their `starts` and `ends`; `capitals` numbers those
    that begin with a capital letter, `is_capital` holds the same numbers; `addressed` those that are part of an account or of an address of the
    web or of mail.
    """

    def __init__(self, text: str) -> None:
        folded = _LOST.sub("x", fold_page(text))
        self.text, self.written, self.folded = text, plain(text), plain(folded)
        words = page_words(folded)
        numbers = [(words.starts[at], words.ends[at]) for at in words.numbers]
        if any(folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum() for start, end in numbers):  # `F16`, `3e`: one word each
            words = words_in(folded, digits_apart=False)
        self.words, self.starts, self.ends, self.within, self.among = words.words, words.starts, words.ends, words.within, words.among
        firsts = map(text.__getitem__, words.starts)
        self.capitals = [at for at, first in enumerate(firsts) if first not in _SMALL and first.isupper()]
        self.is_capital = frozenset(self.capitals)
        signs = [sign.start() for sign in _ADDRESS_SIGN.finditer(text)]
        self.addressed = self._addressed(signs) if signs else _NO_WORDS
        small = self.written.lower()
        self.small = small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.written)

    def _addressed(self, signs: list[int]) -> frozenset[int]:
        """The words that begin behind one of the signs of an address or end before one."""
        text, behind = self.text, {at + 1 for at in signs}
        before = {at for at in signs if text[at] != "." or text[at + 1 : at + 2].islower()}
        return frozenset(at for at, ends in enumerate(zip(self.starts, self.ends, strict=True)) if ends[0] in behind or ends[1] in before)


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
    `plain`: one that counts only as it is written.
    """

    __slots__ = (
        "_begin",
        "_page",
        "_said",
        "_start",
        "_words_before",
        "bare_before",
        "bare_right",
        "before",
        "far",
        "left",
        "opening",
        "plain",
        "right",
        "roles",
        "span",
    )

    def __init__(self, page: PlaceText, sentence: Span, span: Span, patterns: PlacePatterns, words_before: range) -> None:
        """Look around the name at `span`; `words_before` numbers the words of its sentence that stand before it."""
        begin, start, end = max(sentence.start, span.start - WINDOW), span.start, min(sentence.end, span.end + WINDOW)
        self._page, self._begin, self._start, self._words_before = page, begin, start, words_before
        self._said: list[str] | None = None
        self.left, self.right, self.bare_right = page.small[begin:start], page.small[span.end : end], page.folded[span.end : end]
        self.span = span
        self.far = start - sentence.start >= WINDOW
        self.opening = not words_before and not self.far and not self.left.strip(OPENING)
        self.plain = False
        self.before: list[str] = []
        self.bare_before: list[str] = []
        self.roles = _NONE
        if words_before:
            self._look_before(patterns, words_before)

    def _look_before(self, patterns: PlacePatterns, words_before: range) -> None:
        """Take the phrases that stand directly before the name. Of most names the word before ends none."""
        page, start = self._page, self._start
        small, folded, written = page.small, page.folded, page.written
        last = page.starts[words_before[-1]]
        longest = patterns.longest_with
        reach = max(longest.get(small[last:start], 0), longest.get(folded[last:start], 0))
        for at in reversed(words_before) if reach else ():
            begin = page.starts[at]
            if begin < start - reach or begin < self._begin:
                return
            if begin > self._begin and written[begin - 1] != " " and not _BEFORE_WORD.match(written, begin - 1):
                continue
            if (phrase := small[begin:start]) in patterns.roles:
                self.before.append(phrase)
                self.roles |= patterns.roles[phrase]
            if (phrase := folded[begin:start]) in patterns.bare_roles:
                self.bare_before.append(phrase)
                self.roles |= patterns.bare_roles[phrase]
            if written[begin:start] in patterns.plain:
                self.plain = True

    def says(self, words: frozenset[str]) -> bool:
        """Any of these words, without accents, stands before the name: a cheap look before a pattern is tried."""
        if self._said is None:
            last = self._words_before.stop
            self._said = self._page.words[max(self._words_before.start, last - _WINDOW_WORDS) : last]
        return not words.isdisjoint(self._said)

    @property
    def bare(self) -> str:
        """What stands before the name, without accents."""
        return self._page.folded[self._begin : self._start]

    @property
    def written(self) -> str:
        """What stands before the name as it is written, but for plain apostrophes and spaces."""
        return self._page.written[self._begin : self._start]

    def every_bare_before(self, reach: int) -> list[str]:
        """What stands directly before the name without accents, from each of the last words on: "president malien ", "malien "."""
        bare = self.bare
        tail = max(0, len(bare) - reach)
        begins = [mark.end() for mark in _BEFORE_WORD.finditer(bare, max(0, tail - 1))]
        return [bare[begin:] for begin in (begins if tail else [*begins, 0])]

    def stands_alone_behind(self, words: frozenset[str]) -> bool:
        """Nothing but one of these words stands before the name in its sentence."""
        before = self.left.strip(OPENING).split()
        return not self.far and len(before) == 1 and before[0] in words
