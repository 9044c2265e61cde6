"""How a number is meant: `plus de`, `près de`, `jusqu'à` before it, `environ`, `ou plus` behind it, and what that makes of its bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.alternatives import any_of
from selon.model import Modality
from selon.read.draft import Draft
from selon.read.unit_words import TIMES

_WINDOW = 48
_NOUN_WINDOW = 160  # how far behind a number, past its noun, a qualifier may stand
_BOUNDING = frozenset({"at_least", "at_most"})
_MARKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + '«“"'
# A careless `plus de de` is one.
_CARELESS = " de"
_OPENING = r"(?:\s+de)?[\s«“\"]*$"


class _Sides(msgspec.Struct, frozen=True):
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    vague_before: tuple[str, ...]
    reached: tuple[str, ...]
    reaching: frozenset[str]
    besides: tuple[str, ...]
    besiding: frozenset[str]
    not_after: tuple[str, ...]
    never_after: tuple[str, ...]
    denying: tuple[str, ...]
    denied: frozenset[str]


class _QualifierWords(msgspec.Struct, frozen=True):
    """Shape of the table `qualifiers` of `quantities.toml`."""

    qualifiers: _Sides


class Qualifiers:
    """The qualifiers of one language, compiled. Get it with `qualifiers(pack)`."""

    def __init__(self, pack: Pack) -> None:
        sides = pack.table("quantities", _QualifierWords).qualifiers
        self._before = {phrase: modality for modality, phrases in sides.before.items() for phrase in phrases}
        self._after = {phrase: modality for modality, phrases in sides.after.items() for phrase in phrases}
        never = "".join(rf"(?<!\b{word}\s)" for word in sides.never_after)
        self._before_pattern = re.compile(rf"(?<![\w-]){never}({_phrases(self._before)}){_OPENING}")
        self._after_pattern = re.compile(rf"[\s»”\"]*,?\s*({_phrases(self._after)})(?![\w-])(?!\s+(?:{_phrases(sides.not_after)}))")
        self._reached = re.compile(rf"(?<!\w)(?:{'|'.join(sides.reached)})\s+$")
        self._reaching = sides.reaching
        self._besides = re.compile(rf"(?<!\w)(?:{'|'.join(sides.besides)})\s+$")
        self._besiding = sides.besiding
        self._denying, self._denied = re.compile(rf"(?<!\w)(?:{'|'.join(sides.denying)})\s+$"), sides.denied
        bounding = [phrase for phrase, modality in self._before.items() if modality in _BOUNDING]
        self._before_phrases = tuple(self._before)
        self._before_ends = tuple({phrase.split()[-1] for phrase in self._before})
        self._bounding_ends = tuple({phrase.split()[-1] for phrase in bounding})
        self._bounding_after = re.compile(_phrases(phrase for phrase, modality in self._after.items() if modality in _BOUNDING))
        self._vague_pattern = re.compile(rf"(?<![\w'-])({_phrases(sides.vague_before)})[\s«“\"]*$")

    def may_bound(self, folded: str, start: int, end: int) -> bool:
        """A cheap look at the words around a number: without one of these, no qualifier makes it a bound."""
        return folded[max(0, start - _WINDOW) : start].rstrip(_MARKS).endswith(self._bounding_ends) or bool(
            self._bounding_after.search(folded, end, end + _NOUN_WINDOW)
        )

    def apply(self, draft: Draft, next_start: int | None) -> None:
        """Widen the draft over its qualifiers and set modality and bounds. `next_start` is where the next number begins."""
        modality = self._take_before(draft)
        if modality is None and draft.number.written == "vague":
            self._take_determiner(draft)
        behind = self._after_pattern.match(draft.line.folded, draft.end)
        if behind is not None and modality is None and not (next_start is not None and 0 <= next_start - behind.end() <= 2):
            draft.end = behind.end()
            modality = self._after[_one_space(behind.group(1))]
        draft.qualified = modality is not None
        _set_bounds(draft, modality)

    def _take_before(self, draft: Draft) -> str | None:
        """Qualifiers can be stacked (`plus de quelque 300`): one that bounds wins over one that blurs."""
        modality = None
        if not self._may_stand_before(draft):
            return None
        while (found := self._before_pattern.search(draft.line.folded[max(0, draft.start - _WINDOW) : draft.start])) is not None:
            phrase, start = _one_space(found.group(1)), max(0, draft.start - _WINDOW) + found.start(1)
            if phrase in self._denied and self._denying.search(draft.line.folded, max(0, start - _WINDOW), start):
                break
            draft.start = start
            said = self._before[phrase]
            if phrase in self._reaching and self._reached.search(draft.before):
                said = "exact"
            if phrase in self._besiding and draft.unit not in TIMES and self._besides.search(draft.before):
                said = "exact"
            modality = said if modality in (None, "approximate", "exact") else modality
        return modality

    def _may_stand_before(self, draft: Draft) -> bool:
        """A cheap look at the words right before: they end as a qualifier does."""
        words = draft.line.folded[max(0, draft.start - _WINDOW) : draft.start].rstrip(_MARKS)
        if not words.endswith(self._before_ends):
            return False
        words = _one_space(words)
        return words.endswith(self._before_phrases) or words.removesuffix(_CARELESS).endswith(self._before_phrases)

    def _take_determiner(self, draft: Draft) -> None:
        found = self._vague_pattern.search(draft.line.folded[max(0, draft.start - _WINDOW) : draft.start])
        if found is not None:
            draft.start = max(0, draft.start - _WINDOW) + found.start(1)


def _set_bounds(draft: Draft, said: str | None) -> None:
    modality: Modality = "approximate" if said == "approximate" or (said is None and draft.number.approximate) else "exact"
    if draft.ranged:
        modality = "between"
    elif said == "at_least":
        modality, draft.high = "at_least", None
    elif said == "at_most":
        modality, draft.low = "at_most", None
    draft.modality = modality


def _phrases(phrases: Iterable[str]) -> str:
    """Any of the phrases, whole."""
    return any_of(phrases, space=r"\s+", end=lambda phrase: "" if phrase.endswith("'") else r"(?!\w)")


def _one_space(phrase: str) -> str:
    return " ".join(phrase.split())


@cache
def qualifiers(pack: Pack) -> Qualifiers:
    """The pack's qualifiers, compiled once."""
    return Qualifiers(pack)
