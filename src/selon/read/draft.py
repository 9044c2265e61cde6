"""A quantity while it is being read: what `selon.read.quantities` and its helpers hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from selon.model import Modality, Of, Span
from selon.read.numbers import Number
from selon.read.page_words import PageWords
from selon.read.units import Noun


@dataclass(slots=True)
class Line:
    """One sentence: its text as given and folded, the words of the second, and where it begins in the page. All offsets of a draft are into
    `text`."""

    text: str
    folded: str
    words: PageWords
    offset: int
    paragraph: int
    drafts: list[Draft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Draft:
    """A number on its way to a quantity.

    `start` and `end` grow from the number to qualifier and noun; `number_start` and, of a range, `first_start` stay. `unit` is
    empty where no noun was found, `noun` then may come from another draft (`shared_from`) or from `le nombre de …`, whose noun ends at
    `count_end`. `how` tells where `of` comes from; `compound` that a smaller unit or a fraction is added (`2 h 30`, `deux ans et demi`).
    """

    line: Line
    number: Number
    low: float | None
    high: float | None
    start: int
    end: int
    modality: Modality = "exact"
    noun: Noun | None = None
    noun_words: str | None = None
    unit: str = ""
    of: Of | None = None
    how: str = ""
    rule: str = "number-noun/1"
    ranged: bool = False
    qualified: bool = False
    compound: bool = False
    number_end: int = 0
    first_start: int = 0
    shared_from: Draft | None = None
    count_end: int | None = None

    @property
    def before_first(self) -> str:
        """The folded words before the number, or before the first one of a range, qualifiers included."""
        return self.line.folded[max(0, self.first_start - 60) : self.first_start]

    @property
    def number_start(self) -> int:
        """Where the number itself begins, behind its qualifiers."""
        return self.number.span.start

    @property
    def value(self) -> float:
        """The number itself, whatever its qualifier makes of it."""
        return self.number.low

    @property
    def before(self) -> str:
        """The folded words before the quantity."""
        return self.line.folded[max(0, self.start - 60) : self.start]

    @property
    def behind(self) -> str:
        """The folded words behind the quantity."""
        return self.line.folded[self.end : self.end + 60]

    def span(self) -> Span:
        """The span in the page."""
        return Span(self.line.offset + self.start, self.line.offset + self.end)
