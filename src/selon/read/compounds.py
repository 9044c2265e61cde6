"""Amounts in a greater and a smaller unit, one quantity of the greater: `15 dollars et 15 cents`, `2 h 30`, `1 m 80`, `deux ans et demi`."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.read.draft import Draft
from selon.read.numbers import Number
from selon.read.units import NounReader

_EXACT = 9  # decimals that are kept of a fraction


class _Nouns(msgspec.Struct, frozen=True):
    joining: tuple[str, ...]


class _CompoundWords(msgspec.Struct, frozen=True):
    """Shape of `units.toml`, as far as this module reads it."""

    parts: dict[str, dict[str, int]]
    bare: dict[str, int]
    fractions: dict[str, float]
    nouns: _Nouns


class Compounds:
    """The units that take a smaller one, of one language. Get it with `compounds(pack)`."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("units", _CompoundWords)
        self._parts, self._bare, self._values = words.parts, words.bare, tuple(words.fractions.values())
        self._gap = re.compile(rf"\s?(?:(?:{'|'.join(words.nouns.joining)})\s)?")
        self._fraction = re.compile(rf"\s+(?:{'|'.join(f'({fraction})' for fraction in words.fractions)})(?!\w)")

    def extend(self, draft: Draft, behind: Number | None, nouns: NounReader) -> None:
        """Take what goes on behind the measure of a draft: a fraction (`et demi`), or `behind`, the next number, where it counts a smaller unit."""
        fraction = self._fraction.match(draft.line.folded, draft.end)
        if fraction is not None:
            self._add(draft, self._values[(fraction.lastindex or 1) - 1], fraction.end())
        elif behind is not None and behind.low == behind.high and draft.number.low == int(draft.number.low):
            part = self._part(draft, behind, nouns)
            if part is not None:
                self._add(draft, *part)

    def _part(self, draft: Draft, behind: Number, nouns: NounReader) -> tuple[float, int] | None:
        """How much of the greater unit the next number is, and where it ends with its own unit."""
        folded, start, end = draft.line.folded, behind.span.start, behind.span.end
        gap = self._gap.fullmatch(folded, draft.end, start)
        if gap is None:
            return None
        measure = nouns.after(end, plural=True, takes_of=False, digits=behind.written == "digits")
        if measure is not None and (times := self._parts.get(draft.unit, {}).get(measure.unit)):
            return (behind.low / times, measure.end) if behind.low < times else None
        times = self._bare.get(draft.unit)
        alone = measure is None or folded[end : measure.start].strip() != ""
        if not times or not alone or gap.group().strip() or behind.low >= times or folded[end : end + 1].isalnum():
            return None
        written = end - start if behind.written == "digits" else 0
        return (behind.low / times, end) if written in (0, len(str(times - 1))) else None

    def _add(self, draft: Draft, more: float, end: int) -> None:
        draft.end, draft.compound = end, True
        draft.low = None if draft.low is None else round(draft.low + more, _EXACT)
        draft.high = None if draft.high is None else round(draft.high + more, _EXACT)


@cache
def compounds(pack: Pack) -> Compounds:
    """The pack's compound amounts, compiled once."""
    return Compounds(pack)
