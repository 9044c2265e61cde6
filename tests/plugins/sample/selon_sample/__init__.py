"""A plug-in for every hook: clippings of a made-up program, Roman numerals, an actor file, Walloon, a list of headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from selon.collect.collectors import Collector, Seen
from selon.collect.found import Opened, Source, page_of, whole
from selon.export.holdings import Holdings, title_of
from selon.export.writing import whole_file
from selon.languages import Pack
from selon.model import Article, Quantity, Span
from selon.read.sentences import Sentence

_FIRST_LINE = b"%CLIPPINGS\n"
_VALUES = {"I": 1, "V": 5, "X": 10}
_ROMAN = re.compile(r"\b([IVX]+) morts\b")


def _pages(source: Source) -> Opened:
    for number, text in enumerate(whole(source).removeprefix(_FIRST_LINE).split(b"\n%%\n"), start=1):
        yield page_of(f"{source.name}#{number}", text, "text/plain")


def _are_clippings(seen: Seen) -> bool:
    return seen.head.startswith(_FIRST_LINE)


CLIPPINGS = Collector(holds=_are_clippings, opened=_pages)
ACTORS = files(__name__) / "actors.toml"


def read_roman(article: Article, sentences: list[Sentence], pack: Pack) -> Iterator[Quantity]:
    """Deaths that are written in Roman numerals."""
    for sentence in sentences:
        for found in _ROMAN.finditer(article.text, sentence.span.start, sentence.span.end):
            count = float(_value(found[1]))
            yield Quantity(id="", span=Span(*found.span()), low=count, high=count, unit="person", of="killed", noun="morts", rule="roman/1")


def write_headlines(holdings: Holdings, path: Path) -> None:
    """One line for each page: its title."""
    with whole_file(path) as file:
        file.writelines(f"{title_of(page.reading) or 'untitled'}\n" for page in holdings.each_page())


def _value(numeral: str) -> int:
    digits = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < following else value for value, following in zip(digits, [*digits[1:], 0], strict=True))
