"""The lines of a text, each with the shapes in which cleaning compares them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from selon.languages.fold import fold_same_length
from selon.model import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BLANK_BETWEEN = re.compile(r"(?:\r\n|[\n\r\u2028\u2029])\s*(?:\r\n|[\n\r\u2028\u2029])")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘+-][^\W_]+)*\+?")
_LEAD = re.compile(r"^[^\w(©#@]+")
_SENTENCE_END = re.compile(r"[.!?…:;][\s\"”»’')\]]*$")


@dataclass(frozen=True)
class Line:
    """One line without the white space at its ends. `apart`: a blank line or the text's beginning stands before it."""

    span: Span
    text: str
    apart: bool

    @staticmethod
    def bare(text: str) -> str:
        """Without signs and white space at the ends; runs of white space are one space."""
        start, end = 0, len(text)
        while start < end and not text[start].isalnum():
            start += 1
        while start < end and not text[end - 1].isalnum():
            end -= 1
        return " ".join(text[start:end].split())

    @cached_property
    def folded(self) -> str:
        """Small letters, no accents, straight apostrophes; as long as `text`."""
        return fold_same_length(self.text)

    @cached_property
    def key(self) -> str:
        """`folded` without bullets, brackets and closing punctuation: lines that say the same have one key."""
        return self.bare(self.folded)

    @cached_property
    def opening(self) -> str:
        """`folded` from the first letter or sign that counts, with single spaces."""
        return _opening(self.folded)

    @property
    def written_opening(self) -> str:
        """`opening` as written."""
        return _opening(self.text)

    @cached_property
    def written(self) -> list[str]:
        """The words as written."""
        return [self.text[start:end] for start, end in self._bounds]

    @cached_property
    def words(self) -> list[str]:
        """The words, folded: as many as `written`."""
        return [self.folded[start:end] for start, end in self._bounds]

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        return [word.span() for word in _WORD.finditer(self.text)]

    @cached_property
    def ends_sentence(self) -> bool:
        """A full stop, a question mark, an ellipsis or a colon stands at the end, perhaps within quotation marks."""
        return bool(_SENTENCE_END.search(self.text))


def _opening(text: str) -> str:
    return " ".join(_LEAD.sub("", text).split())


def split_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of `text` from code point `start` on that hold more than white space, in text order."""
    lines: list[Line] = []
    last = start
    for found in _LINE.finditer(text, start):
        kept = found.group().strip()
        if not kept:
            continue
        begin = found.start() + len(found.group()) - len(found.group().lstrip())
        apart = not lines or bool(_BLANK_BETWEEN.search(text, last, begin))
        last = begin + len(kept)
        lines.append(Line(Span(begin, last), kept, apart))
    return lines
