"""What a number counts or measures: the words behind it, and the unit that they mean.

`NounReader.after` starts where a number ends and reads a measure (`km²`, `millions d'euros`), a thing that has a unit of its own
(`missiles`, `villes et villages`), people (`soldats russes`, `Ukrainiens`), or any other noun in the plural, whose unit is its singular.
It gives nothing where no noun stands: the number may then share the noun of another (`22 des 27 gouvernements`).
"""

from __future__ import annotations

import re

import msgspec

from selon.languages import Pack
from selon.read.unit_words import PERSON, TIMES, lexicon

# Bounded, so that a page that is one long word costs no more than others.
_WORD = re.compile(r"[^\W\d_]{1,60}(?:[-‑][^\W\d_]{1,60}){0,5}")
_GAP = re.compile(r"[\s«»“”\"]*(?:-|\+(?=[^\W\d_]))?")
# `12 T-72` are no tonnes.
_NAME_GOES_ON = re.compile(r"-\d")
_SPACES = re.compile(r"\s*")
_PREFIX_REACH = 32


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """The words behind a number. `start` and `end` are offsets of the noun with its adjectives, `unit` what it means.

    `head` is the folded singular of the noun itself; `measured` marks measures, which can be fractions, against things that are counted
    whole; `known` says that a list of the pack has the noun; `standing_in` that an adjective stands for a noun said before
    (`les 396 autres`; the unit is then empty); `calendar` that it is a period of the calendar (`derniers mois`).
    """

    start: int
    end: int
    unit: str
    head: str
    measured: bool = False
    known: bool = True
    standing_in: bool = False
    calendar: bool = False


class NounReader:
    """Reads what stands around the numbers of one sentence. Offsets are into that sentence."""

    def __init__(self, text: str, folded: str, pack: Pack) -> None:
        self.text = text
        self.folded = folded
        self.words = lexicon(pack)

    def before(self, start: int) -> tuple[int, str] | None:
        """A unit written before its number (`magnitude 7,8`, `$ 75 millions`): where it starts, and the unit."""
        window = max(0, start - _PREFIX_REACH)
        found = self.words.prefix.search(self.folded[window:start])
        return (window + found.start(1), self.words.prefixed[" ".join(found.group(1).split())]) if found else None

    def times(self, start: int, end: int) -> Noun | None:
        """`vue 2 millions de fois`: what was done so many times."""
        word = self.words.times.match(self.folded, end)
        done = self.words.times_before.search(self.folded[max(0, start - _PREFIX_REACH) : start]) if word else None
        if word is None or done is None or done.lastindex is None:
            return None
        unit = self.words.times_units[done.lastindex - 1]
        return Noun(start=word.start(1), end=word.end(), unit=unit, head=unit)

    def after(self, end: int, *, plural: bool, takes_of: bool, digits: bool) -> Noun | None:
        """The measure or noun behind a number that ends at `end`.

        Args:
            end: Where the number ends.
            plural: The number is two or more: an unknown word must then be a plural to be a noun.
            takes_of: The number ends in a noun of its own (`millions`), behind which the counted noun stands with `de`.
            digits: The number is in digits: only then a single letter can be a unit.
        """
        gap = _GAP.match(self.folded, end)
        at = gap.end() if gap else end
        measure = self.measure(at, digits=digits)
        if measure is not None:
            return measure
        of = self.words.of.match(self.folded, end)
        if of is not None:
            whose = self.words.whose.match(self.folded, of.end())
            if not (takes_of or whose):
                part = of.group().strip() in self.words.of_the
                return self.part_of(of, plural=plural, digits=digits) or (self.of_signatures(of.end()) if digits and not part else None)
            at = whose.end() if whose else of.end()
            measure = self.measure(at, digits=False)
            # `les 2 millions de l'année record` counts no years.
            if measure is not None and not (whose and measure.unit in TIMES):
                return measure
        elif gap and gap.end() == end:
            return None
        return self.noun(at, plural=plural)

    def may_be_one(self, end: int, units: frozenset[str], heads: frozenset[str]) -> bool:
        """A cheap look at the word behind `un`: without these `units` and `heads`, and where no measure, phrase or adjective begins with it,
        `after` gives no noun that has them, no measure and nothing that stands in for a noun."""
        gap = _GAP.match(self.folded, end)
        word = _WORD.match(self.folded, gap.end() if gap else end)
        if word is None:
            return True
        folded, words = word.group(), self.words
        if folded in words.openers or folded.partition("-")[0] in words.openers or folded.endswith(words.before_endings):
            return True
        if words.inclusive.match(self.folded, word.end()):
            return True
        lemma, unit = words.meaning(self.text[word.start() : word.end()], folded)
        return unit in units or lemma in heads

    def part_of(self, of: re.Match[str], *, plural: bool, digits: bool) -> Noun | None:
        """`huit des véhicules`: a plural behind the article; behind digits, which may be a name's (`le top 10 des ventes`), a known one."""
        noun = self.noun(of.end(), plural=True) if plural and of.group().strip() in self.words.of_the else None
        return noun if noun is not None and (noun.known or not digits) and not noun.standing_in else None

    def of_signatures(self, at: int) -> Noun | None:
        """The careless `2 800 000 de signatures`."""
        noun = self.noun(at, plural=True)
        return noun if noun is not None and not noun.standing_in else None

    def measure(self, at: int, *, digits: bool) -> Noun | None:
        """A measure right at `at`; with digits behind it only where they can be a smaller unit (`1m80`)."""
        found = self.words.measure.match(self.folded, at) or (self.words.glued.match(self.folded, at) if digits else None)
        if found is None or (not digits and len(found.group()) == 1 and found.group().isalpha()):
            return None
        if _NAME_GOES_ON.match(self.folded, found.end()):
            return None
        form = " ".join(found.group().split())
        return Noun(start=at, end=found.end(), unit=self.words.measures[form], head=form, measured=True)

    def noun(self, at: int, *, plural: bool) -> Noun | None:
        """A counted noun with the adjectives before and after it."""
        start = at
        skipped: list[str] = []
        while (word := _WORD.match(self.folded, at)) and word.group() in self.words.before and len(skipped) < 3:
            skipped.append(word.group())
            last_end = word.end()
            at = _SPACES.match(self.folded, last_end).end()  # type: ignore[union-attr]
            if (measure := self.measure(at, digits=False)) is not None and measure.unit in self.words.behind_adjectives:
                calendar = measure.unit in TIMES and any(s in self.words.calendar_firsts for s in skipped)
                return Noun(start=start, end=measure.end, unit=measure.unit, head=measure.head, measured=True, calendar=calendar)
        head = self.head(at, plural=plural)
        if head is not None and not head.known and self.folded[at : head.end].endswith(self.words.before_endings):
            head = self.behind_adjective(head) or head
        if head is None and skipped:
            return self.adjective_alone(start, last_end, skipped)
        if head is None:
            return None
        end = self.adjectives(head.end)
        calendar = head.head in self.words.calendar_parts and not self.words.calendar.isdisjoint(skipped)
        return Noun(start=start, end=end, unit=head.unit, head=head.head, known=head.known, calendar=calendar)

    def behind_adjective(self, adjective: Noun) -> Noun | None:
        """`3 000 redoutables guerriers`: what looks like a noun is an adjective of a known noun right behind it."""
        space = _SPACES.match(self.folded, adjective.end)
        noun = self.head(space.end(), plural=True) if space is not None and space.group() else None
        return noun if noun is not None and noun.known else None

    def adjective_alone(self, start: int, end: int, skipped: list[str]) -> Noun | None:
        """`396 autres`, `trois jeunes`: an adjective without its noun."""
        lemma = self.words.singular(skipped[-1])
        if self.words.things.get(lemma) == PERSON:
            return Noun(start=start, end=end, unit=PERSON, head=lemma)
        if skipped[-1] in self.words.standing_in:
            return Noun(start=start, end=end, unit="", head=skipped[-1], standing_in=True)
        return None

    def head(self, at: int, *, plural: bool) -> Noun | None:
        """The noun itself."""
        word = _WORD.match(self.folded, at)
        if word is None:
            return None
        named = self.words.model.match(self.folded, at) if self.text[at].isupper() else None
        if named is not None and named.lastindex is not None:
            return Noun(start=at, end=named.end(), unit=self.words.model_units[named.lastindex - 1], head=named.group())
        phrase = self.words.phrase.match(self.folded, at) if word.group() in self.words.phrase_firsts else None
        if phrase is not None and phrase.lastindex is not None:
            name = self.words.phrase_names[phrase.lastindex - 1]
            return Noun(start=at, end=phrase.end(), unit=self.words.phrases[name], head=name)
        pronoun = word.group() in self.words.never and not (not plural and word.group() in self.words.things)
        if pronoun or self.folded[word.end() : word.end() + 1] == "'":
            return None
        raw, folded, end = self.text[at : word.end()], word.group(), word.end()
        if (inclusive := self.words.inclusive.match(self.folded, end)) is not None:
            raw, folded, end = raw + self.words.plural, folded + self.words.plural, inclusive.end()
        lemma, unit = self.words.meaning(raw, folded)
        if unit is None and self.words.is_participle(raw):
            return None
        many = folded[-1] in "sxz"
        model = raw[0].isupper() and unit != PERSON
        if plural and not many and not (unit is not None and (model or folded in self.words.invariable)):
            return None
        if unit is not None:
            return Noun(start=at, end=end, unit=unit, head=lemma)
        if folded in self.words.after or (raw[0].isupper() and not self.text.isupper()) or len(folded) < 3:
            return None
        unit = PERSON if folded in self.words.peoples else self.words.singular(raw.lower())
        return Noun(start=at, end=end, unit=unit, head=lemma, known=False)

    def adjectives(self, end: int) -> int:
        """Where the adjectives behind a noun end."""
        for _ in range(3):
            word = self.words.next_adjective.match(self.folded, end)
            if word is None or not self.words.is_adjective(word.group(1)):
                return end
            end = word.end()
        return end
