"""Which line is the page's title, and which lines say it over again."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from selon.clean.lines import Line
from selon.languages.fold import fold_same_length
from selon.model import Span

_MAX_TITLE_CHARS = 250
_MIN_TITLE_WORDS = 4
_MAX_LABEL_WORDS = 2
_OUTLET = re.compile(r"(?:\s+-|-\s|\s*[|–—•·»]|\s*::)\s*[^|]{2,40}$")
_NO_LETTER = re.compile(r"\W+")
_FULL_STOP = re.compile(r"[.;:][\s\"”»’')\]]*$")


class Headline(msgspec.Struct, frozen=True):
    """The title's place and its folded words."""

    span: Span
    key: str


def find_headline(lines: Sequence[Line], marked: Sequence[bool], trails: Sequence[str]) -> Headline | None:
    """The first line that is no boilerplate, where it looks like a title: short, more text below, no full stop; or a breadcrumb repeats it.

    Args:
        lines: The page's lines.
        marked: For each line whether it is boilerplate.
        trails: The page's breadcrumbs, folded: they often end with the title.
    """
    kept = [line for line, is_marked in zip(lines, marked, strict=True) if not is_marked]
    if len(kept) < 2 or len(kept[0].text) > _MAX_TITLE_CHARS:
        return None
    first = _below_label(kept) or _without_outlet(kept)
    if kept[1].text[0].islower() and len(kept[1].words) > _MIN_TITLE_WORDS:  # the page is broken into lines
        return None
    told_again = any(first.key in trail for trail in trails) or any(line.key == first.key for line in kept[1:3])
    if not first.key or (_FULL_STOP.search(first.text) and not told_again):
        return None
    return Headline(first.span, first.key)


def _below_label(kept: Sequence[Line]) -> Line | None:
    """Where the page begins with a label of a word or two (`Monde`), the title soon below it."""
    if len(kept[0].words) > _MAX_LABEL_WORDS:
        return None
    titles = (line for line in kept[1:4] if len(line.words) >= _MIN_TITLE_WORDS and len(line.text) <= _MAX_TITLE_CHARS)
    return next((line for line in titles if not _FULL_STOP.search(line.text) and line.span != kept[-1].span), None)


def _without_outlet(kept: Sequence[Line]) -> Line:
    """The first line; where it is a title with the outlet's name behind it and the bare title follows soon, that one."""
    bare = Line.bare(_OUTLET.sub("", kept[0].folded))
    return next((line for line in kept[1:4] if line.key == bare != kept[0].key), kept[0])


def given_headline(lines: Sequence[Line], title: str | None) -> Headline | None:
    """The first line that says the title which the page's metadata gives, there perhaps with the outlet's name behind it."""
    if title is None:
        return None
    key = Line.bare(fold_same_length(title))
    for line in lines:
        if line.key == key or (len(line.key.split()) >= _MIN_TITLE_WORDS and key.startswith(f"{line.key} ")):
            return Headline(line.span, line.key)
    return None


def is_copy(line: Line, headline: Headline) -> bool:
    """The line says the title over again, as it is, with the outlet's name behind it, or with its topic glued to it (`CrueLe pont a cédé`)."""
    if line.key == headline.key or line.bare(_OUTLET.sub("", line.folded)) == headline.key:
        return True
    return _NO_LETTER.sub("", line.key) == _NO_LETTER.sub("", headline.key)
