"""Numbers that stand without a noun and share that of another: `22 des 27 gouvernements`, `284 morts, contre 63 la veille`.

A bare number is a quantity only where the sentence says what it counts: a whole that follows, a `nombre de …`, a quantity before it in the
same sentence or the sentence before. Else it is none.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.read.draft import Draft, Line
from selon.read.unit_words import PERSON, TIMES, lexicon
from selon.read.units import Noun, NounReader

_NAME = re.compile(r"[A-ZÀ-Þ]\w*\s+$")
_WORD = re.compile(r"\s+([^\W\d_]+)")
_PART_REACH = 14
# How far before a bare number, and behind it, the words are looked for that say what it counts.
_REACH = 250
_COUNT_REACH = 24
# `pertes de 850 millions` are of money.
_TOO_MANY = 1_000_000


class _Sharing(msgspec.Struct, frozen=True):
    counts: tuple[str, ...]
    of: tuple[str, ...]
    topics: dict[str, str]
    after: tuple[str, ...]
    after_words: tuple[str, ...]
    pronouns: tuple[str, ...]
    only: tuple[str, ...]
    part_of: tuple[str, ...]
    verbs: tuple[str, ...]
    of_them: tuple[str, ...]


class _SharingWords(msgspec.Struct, frozen=True):
    """Shape of the table `sharing` of `quantities.toml`."""

    sharing: _Sharing


class Sharing:
    """Finds the noun for numbers without one. Get it with `sharing(pack)`."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("quantities", _SharingWords).sharing
        self._pack = pack
        self._lexicon = lexicon(pack)
        of = "|".join(re.escape(w) + ("" if w.endswith("'") else r"\s+") for w in words.of)
        self._count_of = re.compile(rf"(?<!\w)(?:{'|'.join(words.counts)})s?(?:\s+[^\W\d_]+)?\s+(?:{of})")
        self._topics = words.topics
        self._topic = re.compile(rf"(?<!\w)({'|'.join(words.topics)})(?!\w)")
        self._after = _ends_with(words.after)
        self._after_words = _ends_with(words.after_words)
        self._pronoun = re.compile(rf"(?<!\w)(?:{'|'.join(words.pronouns)})\s+(?:[\w'’]+\s+){{1,3}}(?:{'|'.join(words.only)})?$")
        self._part_of = re.compile(rf"\s+(?:{'|'.join(words.part_of)})\s+$")
        self._subject = re.compile(rf"\s+(?:{'|'.join([*words.verbs, *words.of_them])})(?!\w)")

    def wants(self, draft: Draft) -> bool:
        """Whether a number without a noun of its own stands where it could share one."""
        if draft.noun is not None:
            return draft.noun.standing_in
        line, end = draft.line, draft.end
        behind_name = _NAME.search(line.text[max(0, draft.number_start - 30) : draft.number_start]) is not None
        if behind_name and draft.start == draft.number_start and not self._after.search(draft.before):
            return False
        if line.folded[end : end + 1].isalnum() or draft.number.written == "article":
            return False
        if self._subject.match(draft.behind) or self._pronoun.search(draft.before):
            return True
        next_word = _WORD.match(draft.behind)
        if re.match(r"\s*[%°]", draft.behind) or (next_word is not None and next_word.group(1) not in self._lexicon.never):
            return False
        cue = self._after_words if draft.number.written == "words" else self._after
        return draft.qualified or draft.ranged or draft.number.written == "vague" or cue.search(draft.before) is not None

    def take_whole(self, part: Draft, whole: Draft) -> None:
        """`22 des 27 gouvernements`: the part takes the noun of the whole behind it."""
        between = part.line.folded[part.end : whole.start]
        if whole.unit and len(between) <= _PART_REACH and self._part_of.match(between):
            _take(part, whole, "part-of/1")

    def find(self, draft: Draft, earlier: list[Draft], *, persons: bool) -> bool:
        """Give the draft a noun from elsewhere.

        `earlier` are the quantities before it in its paragraph, the nearest last; `persons` says that its verb speaks of people.
        """
        line = draft.line
        if persons:
            earlier = [d for d in earlier if d.unit == PERSON] or earlier
        if draft.noun is None and not self.wants(draft):
            return False
        same = [d for d in earlier if d.line is line and _can_lend(d)]
        if draft.noun is None and (count := self._count(line, draft)) is not None:
            return _take_noun(draft, count, "number-of/1")
        if same and (lender := self._best(draft, same)) is not None:
            return _take(draft, lender, "shared-noun/1")
        if draft.noun is None and draft.number.scale < _TOO_MANY and (topic := self._topic_noun(line, draft)) is not None:
            return _take_noun(draft, topic, "topic/1")
        near = [d for d in earlier if _can_lend(d) and d.unit not in TIMES]
        if near and (draft.noun is not None or self._points_back(draft)):
            return _take(draft, near[-1], "shared-noun/1")
        return False

    def _best(self, draft: Draft, same: list[Draft]) -> Draft | None:
        """The nearest quantity; a length of time only where nothing else was counted and a pronoun points to it."""
        things = [d for d in same if d.unit not in TIMES]
        return things[-1] if things else same[-1] if self._pronoun.search(draft.before) else None

    def _points_back(self, draft: Draft) -> bool:
        return self._subject.match(draft.behind) is not None or self._pronoun.search(draft.before) is not None

    def _count(self, line: Line, draft: Draft) -> Noun | None:
        """The noun of `le nombre de …`, before the number or right behind it."""
        for found in self._count_of.finditer(line.folded, max(0, draft.start - _REACH), draft.end + _COUNT_REACH):
            noun = NounReader(line.text, line.folded, self._pack).noun(found.end(), plural=True)
            if noun is not None and noun.unit:
                return noun
        return None

    def _topic_noun(self, line: Line, draft: Draft) -> Noun | None:
        topics = list(self._topic.finditer(line.folded, max(0, draft.start - _REACH), draft.start))
        if not topics:
            return None
        found = topics[-1]
        head = self._topics[found.group(1)]
        return Noun(start=found.start(), end=found.end(), unit=self._lexicon.things[head], head=head)


def _can_lend(draft: Draft) -> bool:
    return bool(draft.unit) and draft.noun is not None


def _take(draft: Draft, lender: Draft, rule: str) -> bool:
    draft.noun, draft.unit, draft.noun_words, draft.shared_from, draft.rule = lender.noun, lender.unit, lender.noun_words, lender, rule
    return True


def _take_noun(draft: Draft, noun: Noun, rule: str) -> bool:
    draft.noun, draft.unit, draft.noun_words, draft.rule = noun, noun.unit, draft.line.text[noun.start : noun.end], rule
    return True


def _ends_with(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words or signs right before."""
    whole = "|".join(rf"(?<![\w-]){re.escape(w)}" if w[0].isalpha() else re.escape(w) for w in words)
    return re.compile(rf"(?:{whole})\s*[«“\"]?\s*$")


@cache
def sharing(pack: Pack) -> Sharing:
    """The pack's sharing, compiled once."""
    return Sharing(pack)
