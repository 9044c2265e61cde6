"""What was read from a paragraph, kept: the same words read the same, so that wire copy and what every page of a site says are read once.

Quantities, dates, names of places and what each sentence says of speakers depend on nothing but the paragraph's words and the little that is in
its key; tests read every page with and without what is kept. Who is meant, which day and which place is for the whole page to say, and
is found anew each time, as is a statement that goes on over several sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar

import msgspec

from selon.languages import Pack
from selon.model import Article, Quantity, Span
from selon.read.dates import has_accents, read_dates
from selon.read.expressions import DateMention
from selon.read.found import Found, Unit
from selon.read.kept import Kept
from selon.read.parse import Parser
from selon.read.passages import Passage, make_passages
from selon.read.places import NamesRead, read_names
from selon.read.quantities import read_quantities
from selon.read.sentences import Sentence
from selon.read.statements import Possible, possible_units, read_units
from selon.read.words import clause_words
from selon.settings import number

# The small form of these letters depends on the letters around, or on what else the page has: with one, all of the page is in the key.
_BY_CONTEXT = re.compile("[Σςİ]")
# About how many bytes an item takes in memory, and a sentence without any.
_ITEM_BYTES, _SENTENCE_BYTES = 500, 150

Item = TypeVar("Item", Quantity, DateMention)


class ParagraphReading(msgspec.Struct, frozen=True):
    """What was read from one paragraph; spans, and the numbers of sentences and passages, are those of the page that it was read on.

    There the paragraph begins at offset `start`, with the sentence `sentence` and the passage `passage`. The ids of quantities say nothing.
    """

    start: int
    sentence: int
    passage: int
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    names: tuple[NamesRead, ...]
    units: tuple[Unit, ...]

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        items = len(self.quantities) + len(self.dates) + sum(len(unit.found) for unit in self.units) + sum(len(one.mentions) for one in self.names)
        return _ITEM_BYTES * items + _SENTENCE_BYTES * len(self.names)


class _Paragraph(msgspec.Struct, frozen=True):
    """Where a paragraph lies in its page: its span, its sentences and its passages (half-open), and all that its reading depends on."""

    span: Span
    sentences: range
    passages: range
    key: str


class Mentions(msgspec.Struct, frozen=True):
    """What all paragraphs of a page say, in text order; `units` has one entry for each passage."""

    quantities: list[Quantity]
    dates: list[DateMention]
    names: list[NamesRead]
    units: list[Unit]


class Begun(msgspec.Struct, frozen=True):
    """A page that is looked through, before its sentences are parsed."""

    article: Article
    sentences: list[Sentence]
    passages: list[Passage]
    paragraphs: list[_Paragraph]
    looked_through: frozenset[int]
    possible: Possible

    def to_parse(self) -> list[str]:
        """What the parser will be asked for: many pages' sentences together take less time than each page's."""
        return self.possible.to_parse(self.passages, self.looked_through)


class Paragraphs:
    """Reads paragraphs of one language, and keeps what it read from the last ones."""

    def __init__(self, pack: Pack, parser: Parser) -> None:
        self._pack = pack
        self._parser = parser
        self._kept: Kept[ParagraphReading] = Kept(int(number("kept_paragraphs_mb") * 1e6))
        self._begun: set[str] = set()  # what a page that is begun and not yet read will bring

    def begin(self, article: Article, sentences: list[Sentence]) -> Begun:
        """Look through the sentences of a page."""
        passages = make_passages(article, sentences, clause_words(self._pack), self._parser)
        paragraphs = list(_paragraphs(article.text, sentences, passages))
        new = frozenset(n for one in paragraphs if self._is_new(one.key) for n in one.passages)
        return Begun(article, sentences, passages, paragraphs, new, possible_units(article.text, passages, self._pack, new))

    def _is_new(self, key: str) -> bool:
        new = key not in self._kept and key not in self._begun
        self._begun.add(key)
        return new

    def read(self, begun: Begun) -> Mentions:
        """What the paragraphs of a page say."""
        self._begun.difference_update(one.key for one in begun.paragraphs)
        known = {at: kept for at, one in enumerate(begun.paragraphs) if (kept := self._kept.get(one.key)) is not None}
        fresh = [at for at in range(len(begun.paragraphs)) if at not in known]
        if fresh:
            for at, reading in zip(fresh, self._read(begun, [begun.paragraphs[at] for at in fresh]), strict=True):
                known[at] = reading
                self._kept.put(begun.paragraphs[at].key, reading, reading.size)
        return _together(begun.paragraphs, [known[at] for at in range(len(begun.paragraphs))])

    def _read(self, begun: Begun, fresh: list[_Paragraph]) -> Iterator[ParagraphReading]:
        article, pack = begun.article, self._pack
        numbers = [n for one in fresh for n in one.sentences]
        wanted = [begun.sentences[n] for n in numbers]
        quantities = _by_paragraph(read_quantities(article, wanted, pack), fresh)
        dates = [msgspec.structs.replace(date, sentence=numbers[date.sentence]) for date in read_dates(article, wanted, pack)]
        dates_of = _by_paragraph(dates, fresh)
        names = dict(zip(numbers, read_names(article, wanted, pack), strict=True))
        units = self._units(begun, {n for one in fresh for n in one.passages})
        for at, one in enumerate(fresh):
            yield ParagraphReading(
                one.span.start,
                one.sentences.start,
                one.passages.start,
                tuple(quantities[at]),
                tuple(dates_of[at]),
                tuple(names[n] for n in one.sentences),
                tuple(units[n] for n in one.passages),
            )

    def _units(self, begun: Begun, wanted: set[int]) -> list[Unit]:
        """What the wanted passages say by themselves. A paragraph that was kept, or begun on another page, may be gone by now."""
        possible = begun.possible
        if not wanted <= begun.looked_through:
            possible = possible_units(begun.article.text, begun.passages, self._pack, wanted)
        self._parser.prepare(possible.to_parse(begun.passages, wanted))
        return read_units(begun.passages, possible, self._pack, wanted)


def _paragraphs(text: str, sentences: Sequence[Sentence], passages: Sequence[Passage]) -> Iterator[_Paragraph]:
    around = text if _BY_CONTEXT.search(text) else f"{has_accents(text):d}"
    passage = 0
    for _, group in groupby(range(len(sentences)), key=lambda n: sentences[n].paragraph):
        numbers = list(group)
        start, end = sentences[numbers[0]].span.start, sentences[numbers[-1]].span.end
        first = passage
        while passage < len(passages) and passages[passage].span.start < end:
            passage += 1
        # A quotation that an earlier paragraph opened may end here; where it does, is all that the words alone do not tell of quotations.
        opening = passages[first].all_quotes[:1]
        closes = next((quote.outer.end - start for quote in opening if not quote.opened), 0)
        before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        key = f"{closes} {before}{text[start:end]}{after}{around}"
        yield _Paragraph(Span(start, end), range(numbers[0], numbers[-1] + 1), range(first, passage), key)


def _by_paragraph(items: Sequence[Item], paragraphs: Sequence[_Paragraph]) -> list[Sequence[Item]]:
    """The items that lie in each paragraph; items and paragraphs in text order."""
    starts = [item.span.start for item in items]
    return [items[bisect_left(starts, one.span.start) : bisect_left(starts, one.span.end)] for one in paragraphs]


def _together(paragraphs: Sequence[_Paragraph], readings: Sequence[ParagraphReading]) -> Mentions:
    found = Mentions([], [], [], [])
    for one, read in zip(paragraphs, readings, strict=True):
        reading = _placed(read, one)
        for quantity in reading.quantities:
            found.quantities.append(msgspec.structs.replace(quantity, id=f"q{len(found.quantities) + 1}"))
        found.dates.extend(reading.dates)
        found.names.extend(reading.names)
        found.units.extend(reading.units)
    return found


def _placed(reading: ParagraphReading, paragraph: _Paragraph) -> ParagraphReading:
    """The reading as of the place where the paragraph stands now."""
    start, sentence, passage = paragraph.span.start, paragraph.sentences.start, paragraph.passages.start
    if (start, sentence, passage) == (reading.start, reading.sentence, reading.passage):
        return reading
    by = start - reading.start
    return ParagraphReading(
        start,
        sentence,
        passage,
        tuple([msgspec.structs.replace(quantity, span=_moved(quantity.span, by)) for quantity in reading.quantities]),
        tuple([_date_moved(date, by, sentence - reading.sentence) for date in reading.dates]),
        tuple([_names_moved(names, by) for names in reading.names]),
        tuple([_unit_moved(unit, by, passage - reading.passage) for unit in reading.units]),
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _date_moved(date: DateMention, by: int, sentences: int) -> DateMention:
    return msgspec.structs.replace(date, span=_moved(date.span, by), sentence=date.sentence + sentences)


def _names_moved(names: NamesRead, by: int) -> NamesRead:
    if not names.mentions:
        return names
    return msgspec.structs.replace(names, mentions=tuple([msgspec.structs.replace(one, span=_moved(one.span, by)) for one in names.mentions]))


def _unit_moved(unit: Unit, by: int, passages: int) -> Unit:
    brings = unit.brings and _found_moved(unit.brings, by, passages)
    closes = unit.closes and _found_moved(unit.closes, by, passages)
    return Unit(tuple([_found_moved(one, by, passages) for one in unit.found]), unit.goes_on, brings, closes)


def _found_moved(one: Found, by: int, passages: int) -> Found:
    return msgspec.structs.replace(
        one,
        content=tuple([_moved(span, by) for span in one.content]),
        cue=one.cue and _moved(one.cue, by),
        source=one.source and _moved(one.source, by),
        passage=one.passage + passages,
    )
