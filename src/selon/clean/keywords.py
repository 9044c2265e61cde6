"""Alternative texts of pictures that stand in the text: keywords in small letters, alone on their line, without a verb or punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selon.clean.lines import Line
from selon.clean.written_dates import DateForms

_COUNT = range(2, 13)
_PLAIN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")


def keyword_lines(lines: Sequence[Line], sentence_words: frozenset[str], link_words: frozenset[str], dates: DateForms) -> Iterator[int]:
    """The numbers of the lines that list keywords.

    Args:
        lines: All lines of the page: how the article spells a name tells that it is typed as a keyword here.
        sentence_words: Words that stand in sentences only.
        link_words: Words that may stand between keywords and are none.
        dates: A date alone on a line is written in small letters too, and is none.
    """
    spelled_otherwise = _spelled_otherwise(lines)
    for i, line in enumerate(lines):
        if _is_keywords(line, sentence_words, link_words, spelled_otherwise) and _stands_alone(i, lines) and not dates.alone(line.folded):
            yield i


def _is_keywords(line: Line, sentence_words: frozenset[str], link_words: frozenset[str], spelled_otherwise: set[str]) -> bool:
    if len(line.words) not in _COUNT or line.text != line.text.lower() or not _PLAIN.fullmatch(line.text):
        return False
    if any(word in sentence_words for word in line.words):
        return False
    content = [word for word in line.words if word not in link_words]
    if len(content) < 2:
        return False
    return not spelled_otherwise.isdisjoint(set(line.text.split()) - link_words) or len(content) == len(line.words) > 2


def _spelled_otherwise(lines: Sequence[Line]) -> set[str]:
    """Words in small letters that the page writes with a capital somewhere, and words without accents that it writes with them."""
    found: set[str] = set()
    for line in lines:
        for written, folded in zip(line.written, line.words, strict=True):
            if written[:1].isupper():
                found.update((folded, written.lower()))
            elif folded != written.lower() and len(folded) > 4:
                found.add(folded)
    return found


def _stands_alone(i: int, lines: Sequence[Line]) -> bool:
    """No part of a paragraph that was broken into lines: the one before ends, the one after begins with a capital or apart from it."""
    before = i == 0 or lines[i].apart or lines[i - 1].ends_sentence
    after = i + 1 == len(lines) or lines[i + 1].apart or not lines[i + 1].text[0].islower()
    return before and after
