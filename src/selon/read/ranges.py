"""Two numbers that are the ends of one quantity: `entre 5 et 10`, `de 1 000 à 4 000 emplois`, `de 5 % à 8 %`, `deux ou trois`, `8 000 à 10 000`."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.read.numbers import Number

_REACH = 40
_CHANGE_REACH = 160
_YEAR_DIGITS = 4


class _Ranges(msgspec.Struct, frozen=True):
    between: str
    between_and: str
    from_: tuple[str, ...] = msgspec.field(name="from")
    to: tuple[str, ...] = ()
    or_: tuple[str, ...] = msgspec.field(name="or", default=())
    where: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    no_change: str = ""
    no_verb: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


class _RangeWords(msgspec.Struct, frozen=True):
    """Shape of the table `ranges` of `quantities.toml`."""

    ranges: _Ranges


class Range(msgspec.Struct, frozen=True):
    """Both ends, with the smaller number given the greater one's multiplier (`2 à 3 millions`), and where the range starts."""

    low: float
    high: float
    start: int


class Ranges:
    """The words of ranges of one language, compiled. Get it with `ranges(pack)`."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("quantities", _RangeWords).ranges
        self._between = re.compile(rf"(?<!\w)({words.between})[\s«“\"]+$")
        self._and = re.compile(rf"\s*(?:[^\W\d_]+|[%€$°²]|\s){{0,3}}\s*{words.between_and}\s+")
        self._from = re.compile(r"(?<!\w)(" + "|".join(w if w.endswith("'") else rf"{w}\s" for w in words.from_) + r")\s*$")
        self._to = re.compile(rf"\s+(?:{'|'.join(words.to)})\s+|\s?[-–—]\s?")
        self._unit_to = re.compile(rf"\s?((?:(?:{'|'.join(words.from_)})\s?)?(?:[^\W\d_]+|[%€$°²]))\s+(?:{'|'.join(words.to)})\s+")
        self._or = re.compile(rf"\s*,?\s+(?:{'|'.join(words.or_)})\s+")
        self._where = re.compile(rf"(?<!\w)(?:{'|'.join(words.where)})(?!\w)", re.IGNORECASE)
        self._change = re.compile(rf"(?<!\w)(?:{'|'.join(words.changes)})(?!{words.no_change})\w*(?:\s+[\w'’]+){{0,5}}\s+$")
        self._year = re.compile(rf"(?<!\w)(?:{'|'.join(words.years)})\s+$")
        changed = rf"(?<!\w)(?:{'|'.join(words.changes)})\w*\s+(?:{'|'.join(words.from_)})\s*\d[^.;!?]{{0,80}}"
        gap = rf"(?<!\w)(?:{'|'.join(words.no_verb)})\s+(?:[^\W\d_]+['’]?\s*){{0,4}}$"
        self._changed, self._verbless = re.compile(changed), re.compile(gap)

    def read(self, text: str, folded: str, first: Number, second: Number) -> Range | None:
        """The range that two neighbouring numbers make, if any; `folded` is `text` folded."""
        gap = folded[first.span.end : second.span.start]
        if first.written == "vague" or second.written == "vague" or first.signed:
            return None
        if len(gap) > _REACH:
            return None
        low, high = _ends(first, second)
        if low >= high:
            return None
        before = folded[max(0, first.span.start - _REACH) : first.span.start]
        offset = first.span.start - len(before)
        between = self._between.search(before)
        if between is not None:
            return Range(low, high, offset + between.start(1)) if self._and.fullmatch(gap) else None
        if self._or.fullmatch(gap):
            where = self._where.search(text, first.span.end, second.span.start)
            return Range(low, high, first.span.start) if where is None else None
        if first.written == "article":
            return None
        start = self._from.search(before)
        unit = self._unit_to.fullmatch(gap) if start is not None else None
        if unit is not None and not _stands_at(folded, second.span.end, unit[1]):
            return None
        if unit is None and (not self._to.fullmatch(gap) or (gap.strip() in "-–—" and first.written != "digits")):
            return None
        if start is None and (first.written != second.written or (_has_four_digits(folded, first) and self._year.search(before))):
            return None
        if start is not None and (self._change.search(before, 0, start.start()) or self._goes_on(folded, before[: start.start()], offset)):
            return None
        return Range(low, high, offset + start.start(1) if start else first.span.start)

    def _goes_on(self, folded: str, before: str, offset: int) -> bool:
        """A subject without a verb, behind a change: `…, et le nombre de colis de 8 à 12`."""
        return (
            self._verbless.search(before) is not None
            and self._changed.search(folded, max(0, offset - _CHANGE_REACH), offset + len(before)) is not None
        )


def _stands_at(folded: str, at: int, unit: str) -> bool:
    """The unit stands here, too: `de 2 500 $ à 25 000 $`."""
    behind = folded[at : at + _REACH].lstrip()
    return behind.startswith(unit) and not behind[len(unit) : len(unit) + 1].isalnum()


def _has_four_digits(folded: str, number: Number) -> bool:
    written = folded[number.span.start : number.span.end]
    return len(written) == _YEAR_DIGITS and written.isdigit()


def _ends(first: Number, second: Number) -> tuple[float, float]:
    low, high = first.low, second.high
    if second.scale > 1 and first.scale == 1 and low * second.scale < high:
        low *= second.scale
    elif first.written == second.written == "digits" and high % 1000 == 0 and low < low * 1000 < high <= low * 10_000:
        low *= 1000  # `12 à 13.000`
    elif first.written == second.written == "words" and second.scale == 1:
        round_of = 1000 if high >= 1000 else 100
        if low < 10 and high % round_of == 0 and low * round_of < high:
            low *= round_of  # `deux à trois cents`
    return low, high


@cache
def ranges(pack: Pack) -> Ranges:
    """The pack's range words, compiled once."""
    return Ranges(pack)
