"""Menus above the article and below it: short labels one below the other, or headlines of other articles, each behind a bullet or a film's length
on its own line or many in one line, and beginnings of other articles that break off.

They are told by their shape, whatever the site calls its sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from selon.clean.lines import Line

_MIN_LABELS = 3
_MIN_LABELS_BESIDE = 2
_MAX_WORDS = 4
_MAX_CHARS = 32
_MAX_HEADLINE_CHARS = 200
_BREAKS_OFF = ("…", "...")
_BULLET = re.compile(r"[-–—•·●▪*]")
_LENGTH = re.compile(r"0?\d:[0-5]\d")
# `16/11/2024 à 10:53 - …`, `23/04 | …`: the moment before a headline.
_STAMPED = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?: (?:\D )?\d{1,2}[:h]\d\d)?\s?[-–|:]\s?\S")
_NUMBERS = re.compile(r"[\d ]{1,40}")
_MIN_NUMBERS = 5
_STRIP = re.compile(r"\s{3,}")
_MIN_IN_STRIP = 5
_MOMENT = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:h]\d\d\b")
_LABEL = re.compile(r"[^\W\d_][^\d.,;:!?…«»“”\"()\n]*")


def menu_lines(lines: Sequence[Line], marked: Sequence[bool]) -> Iterator[int]:
    """The numbers of the lines that are labels of a menu: at least three short ones without a break, at the page's beginning or end. At the
    beginning two are enough where one more line there is boilerplate (`BFMTV`, `Guadeloupe`, `en direct`).

    Args:
        lines: The page's lines.
        marked: For each line whether it is boilerplate already: such lines part no menu.
    """
    if all(is_marked or _is_label(line) for line, is_marked in zip(lines, marked, strict=True)):
        return  # a page of nothing else is a list
    above = _labels(lines, marked, range(len(lines)))
    beside = len(above) == _MIN_LABELS_BESIDE and (above[0] > 0 or (above[-1] + 1 < len(lines) and marked[above[-1] + 1]))
    if len(above) >= _MIN_LABELS or beside:
        following = next(line for i, line in enumerate(lines) if not marked[i] and i not in above)
        # Right above the text, or above its day, the last label may be the title.
        yield from above if _is_title(following) else above[:-1]
    below = _labels(lines, marked, range(len(lines) - 1, -1, -1))
    # What the article announces with a colon is its own list.
    if len(below) >= _MIN_LABELS and not lines[below[-1] - 1].text.endswith(":"):
        yield from below


def ticker_lines(lines: Sequence[Line], marked: Sequence[bool]) -> Iterator[int]:
    """The numbers of the lines of a list of headlines: at least three, each behind a bullet, the length of a film or boilerplate, at the page's
    beginning or end.

    Args:
        lines: The page's lines.
        marked: For each line whether it is boilerplate already, as bullets are.
    """
    signs = {i for i, line in enumerate(lines) if _BULLET.fullmatch(line.text)} | _lengths(lines)
    behind = [i for i in range(1, len(lines)) if not marked[i] and (i - 1 in signs or marked[i - 1]) and _is_headline(lines[i])]
    kept = [i for i in range(len(lines)) if not marked[i] and i not in signs]
    above = [i for i, first in zip(behind, kept, strict=False) if i == first]
    told = {lines[i].key for i in behind}
    while kept and kept[-1] not in behind and lines[kept[-1]].key in told:
        kept.pop()  # one of the headlines over again, as the beginning of its article
    below = [i for i, last in zip(reversed(behind), reversed(kept), strict=False) if i == last]
    if _is_list(above, kept, signs):
        # Right above the text the last one may be the title.
        found = above if _is_title(lines[kept[len(above)]]) else above[:-1]
        yield from (i for i in (*found, *(i - 1 for i in found)) if not marked[i])
    # What the article announces with a colon is its own list.
    if _is_list(below, kept, signs) and not lines[kept[-len(below) - 1]].text.endswith(":"):
        yield from (i for i in range(below[-1] - 1, len(lines)) if not marked[i])


def _is_list(found: Sequence[int], kept: Sequence[int], signs: Set[int]) -> bool:
    """Enough of them behind signs, and more on the page than they."""
    return sum(i - 1 in signs for i in found) >= _MIN_LABELS and len(found) < len(kept)


def _lengths(lines: Sequence[Line]) -> set[int]:
    """The lines that are the length of a film; more than three that go up or down all the way are the times of a live page."""
    told = {i: line.text for i, line in enumerate(lines) if _LENGTH.fullmatch(line.text)}
    times = list(told.values())
    return set() if len(times) > _MIN_LABELS and sorted(times) in (times, times[::-1]) else set(told)


def is_strip(line: Line) -> bool:
    """Headlines of other articles in one line, with wide gaps between them."""
    pieces = _STRIP.split(line.text)
    return len(pieces) >= _MIN_IN_STRIP and len(line.words) > _MAX_WORDS * len(pieces)


def teaser_lines(lines: Sequence[Line], marked: Sequence[bool]) -> Iterator[int]:
    """The numbers of the lines at the page's end that break off with dots, at least three below one another: beginnings of other articles.

    Args:
        lines: The page's lines.
        marked: For each line whether it is boilerplate already: such lines part no list.
    """
    kept = [i for i in range(len(lines)) if not marked[i]]
    below = list(takewhile(lambda i: lines[i].text.endswith(_BREAKS_OFF) and len(lines[i].text) <= _MAX_HEADLINE_CHARS, reversed(kept)))
    if _MIN_LABELS <= len(below) < len(kept):
        yield from below


def stamped_lines(lines: Sequence[Line], marked: Sequence[bool]) -> Iterator[int]:
    """The numbers of the lines at the page's end that are headlines behind their moment, at least three below one another.

    Args:
        lines: The page's lines.
        marked: For each line whether it is boilerplate already: such lines part no list.
    """
    kept = [i for i in range(len(lines)) if not marked[i]]
    below = list(takewhile(lambda i: _STAMPED.match(lines[i].text) is not None and _is_headline(lines[i]), reversed(kept)))
    if _MIN_LABELS <= len(below) < len(kept):
        yield from below


def number_lines(lines: Sequence[Line], marked: Sequence[bool]) -> Iterator[int]:
    """The numbers of the lines of a calendar or of page numbers: at least five below one another that hold nothing but numbers."""
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and _NUMBERS.fullmatch(lines[i].text):
            run.append(i)
            continue
        if len(run) >= _MIN_NUMBERS:
            yield from (at for at in run if not marked[at])
        run = []


def _is_headline(line: Line) -> bool:
    return len(line.text) <= _MAX_HEADLINE_CHARS and (not line.text.endswith((".", ";", ":")) or line.text.endswith(_BREAKS_OFF))


def _labels(lines: Sequence[Line], marked: Sequence[bool], numbers: range) -> list[int]:
    """The labels among these lines, up to the first that is neither a label nor marked."""
    found = []
    for i in numbers:
        if marked[i]:
            continue
        if not _is_label(lines[i]):
            break
        found.append(i)
    return found


def _is_title(line: Line) -> bool:
    return len(line.words) > _MAX_WORDS and not line.ends_sentence and _MOMENT.search(line.text) is None


def _is_label(line: Line) -> bool:
    """A few words with a capital and without a digit or a sign, as `Faits divers`."""
    text = line.text.lstrip("-–•·> ")
    return text[:1].isupper() and len(text) <= _MAX_CHARS and len(text.split()) <= _MAX_WORDS and _LABEL.fullmatch(text) is not None
