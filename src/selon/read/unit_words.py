"""The unit words of a language: measures, things that share a unit, nouns for people, and how a plural goes back to its singular.

`Lexicon` answers what one word means; which words stand around a number is for `selon.read.units`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from selon.languages import Pack
from selon.languages.alternatives import any_of
from selon.languages.fold import fold, fold_same_length
from selon.read.place_words import nationality_forms

_LETTERS = re.compile(r"[^\W\d_]+")
PERSON = "person"
_SHORTEST_ADJECTIVE = 6
TIMES = frozenset({"s", "min", "h", "day", "week", "month", "year"})


class _Persons(msgspec.Struct, frozen=True):
    unlike: frozenset[str]
    nouns: tuple[str, ...]
    endings: tuple[str, ...]
    things_with_ending: frozenset[str]
    demonym_endings: tuple[str, ...]
    demonyms: tuple[str, ...]


class _Nouns(msgspec.Struct, frozen=True):
    inclusive: tuple[str, ...]
    plural: str
    before: tuple[str, ...]
    before_endings: tuple[str, ...]
    standing_in: tuple[str, ...]
    calendar_firsts: tuple[str, ...]
    calendar: tuple[str, ...]
    calendar_parts: frozenset[str]
    before_measures: frozenset[str]
    of: tuple[str, ...]
    of_the: frozenset[str]
    whose: tuple[str, ...]
    after_endings: tuple[str, ...]
    after: tuple[str, ...]
    no_adjective: tuple[str, ...]
    joining: tuple[str, ...]
    never: tuple[str, ...]
    participle_endings: tuple[str, ...]
    participles: frozenset[str]
    no_participle_endings: tuple[str, ...]
    no_participles: frozenset[str]


class _Singular(msgspec.Struct, frozen=True):
    endings: tuple[tuple[str, str], ...]
    unchanged: frozenset[str]
    exceptions: dict[str, str]


class _Times(msgspec.Struct, frozen=True):
    word: str
    units: dict[str, tuple[str, ...]]


class _Whole(msgspec.Struct, frozen=True):
    units: frozenset[str]


class _Peoples(msgspec.Struct, frozen=True):
    """What of `places.toml` names peoples."""

    demonyms: dict[str, tuple[str, ...]]


class _UnitWords(msgspec.Struct, frozen=True):
    """Shape of `units.toml`."""

    measures: dict[str, tuple[str, ...]]
    things: dict[str, tuple[str, ...]]
    persons: _Persons
    nouns: _Nouns
    singular: _Singular
    prefixed: dict[str, tuple[str, ...]]
    times: _Times
    bare: dict[str, int]
    whole: _Whole
    models: dict[str, tuple[str, ...]]


class Lexicon:
    """The unit words of one language, folded and compiled. Get it with `lexicon(pack)`."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("units", _UnitWords)
        self.singular_rules = words.singular
        self.whole = words.whole.units
        self.measures = {fold_same_length(form.lower()): unit for unit, forms in words.measures.items() for form in forms}
        self.measure = _alternatives(self.measures)
        glued = [form for form, unit in self.measures.items() if unit in words.bare]
        self.glued = re.compile(any_of(glued) + r"(?=\d\d(?!\d))")
        self.prefixed = {fold_same_length(form.lower()): unit for unit, forms in words.prefixed.items() for form in forms}
        self.prefix = re.compile(rf"(?<![^\W_])({any_of(self.prefixed)})\s?$")
        self.times = re.compile(rf"\s+({words.times.word})(?!\w)")
        self.times_units = tuple(words.times.units)
        done = "|".join(f"({'|'.join(forms)})" for forms in words.times.units.values())
        self.times_before = re.compile(rf"(?<![\w-])(?:{done})(?:\s+[^\W\d_]+'?){{0,3}}[\s']*$")
        things = {fold_same_length(noun.lower()): unit for unit, nouns in words.things.items() for noun in nouns}
        things |= {fold_same_length(noun.lower()): PERSON for noun in words.persons.nouns}
        self.things = {noun: unit for noun, unit in things.items() if " " not in noun}
        self.phrases = {noun: unit for noun, unit in things.items() if " " in noun}
        self.phrase = re.compile("|".join(f"({_any_number(noun)})" for noun in sorted(self.phrases, key=len, reverse=True)))
        self.phrase_names = sorted(self.phrases, key=len, reverse=True)
        # What the first word of a phrase may be, so that few words are compared with all of them.
        self.phrase_firsts = frozenset(noun.split(" ")[0].rstrip("'") + ending for noun in self.phrases for ending in ("", "s", "x"))
        self.model = re.compile("|".join(f"(?:({'|'.join(forms)})[a-z]{{0,2}}(?!\\w))" for forms in words.models.values()))
        self.model_units = tuple(words.models)
        self.unlike = words.persons.unlike
        self.person_endings = tuple(map(fold, words.persons.endings))
        self.things_with_ending = frozenset(map(fold, words.persons.things_with_ending))
        self.peoples = frozenset(nationality_forms(pack.table("places", _Peoples).demonyms))
        self.demonym_endings = words.persons.demonym_endings
        self.demonyms = frozenset(map(fold, words.persons.demonyms))
        nouns = words.nouns
        self.inclusive, self.plural = re.compile("|".join(nouns.inclusive)), nouns.plural
        self.before_endings = nouns.before_endings
        self.before, self.standing_in, self.calendar = _folded(nouns.before), _folded(nouns.standing_in), _folded(nouns.calendar)
        self.calendar_firsts = _folded(nouns.calendar_firsts)
        self.calendar_parts, self.behind_adjectives = nouns.calendar_parts, nouns.before_measures | TIMES
        self.after, self.after_endings, self.never = _folded(nouns.after), nouns.after_endings, _folded(nouns.never)
        self.of_the, self.no_adjective = nouns.of_the, _folded(nouns.no_adjective)
        # With what a measure, a phrase, an adjective before a noun or a noun behind `de` begins; all else is a noun alone.
        begun = (letters.group() for form in (*self.measures, *_folded(nouns.of), *_folded(nouns.whose)) if (letters := _LETTERS.match(form)))
        self.openers = frozenset(begun) | self.phrase_firsts | self.before
        self._nouns = nouns
        self.invariable = _folded(tuple(words.singular.unchanged))
        self.next_adjective = re.compile(rf"\s+(?:(?:{'|'.join(nouns.joining)})\s+)?([^\W\d_]+)")
        self.of = re.compile(r"\s*[»”\"]?\s+(?:" + "|".join(re.escape(w) + ("" if w.endswith("'") else r"\s+") for w in nouns.of) + r")[«“\"]?\s?")
        self.meaning = lru_cache(maxsize=8192)(self._meaning)
        self.whose = re.compile("(?:" + "|".join(re.escape(fold(w)) + ("" if w.endswith("'") else r"\s+") for w in nouns.whose) + ")")

    def _meaning(self, raw: str, folded: str) -> tuple[str, str | None]:
        """The folded singular of a word as written, and the unit of what it names, where one is known."""
        noun = self.singular(raw.lower())
        lemma = fold_same_length(noun)
        if noun in self.unlike:
            return lemma, None
        unit = self.things.get(lemma) or self.things.get(folded)
        if unit is None and (self.is_demonym(raw, folded) or self.is_agent(lemma)):
            unit = PERSON
        return lemma, unit

    def singular(self, noun: str) -> str:
        """The singular of a noun in lower case: `chevaux` -> `cheval`, `cas` -> `cas`, `wagons-citernes` -> `wagon-citerne`."""
        rules = self.singular_rules
        if noun in rules.unchanged:
            return noun
        if noun in rules.exceptions:
            return rules.exceptions[noun]
        first, hyphen, rest = noun.partition("-")
        if hyphen and first.endswith("s") and first not in rules.unchanged:
            return self.singular(first) + hyphen + self.singular(rest)
        for ending, instead in rules.endings:
            if noun.endswith(ending) and len(noun) > len(ending) + 1:
                return noun[: -len(ending)] + instead
        return noun

    def is_demonym(self, word: str, folded: str) -> bool:
        """A capitalised plural that names a people."""
        if not word[0].isupper():
            return False
        return self.singular(folded) in self.demonyms or folded in self.demonyms or (len(folded) > 5 and folded.endswith(self.demonym_endings))

    def is_person(self, word: str) -> bool:
        """A folded word that is a noun for people, in the singular or plural."""
        lemma = self.singular(word)
        return PERSON in (self.things.get(word), self.things.get(lemma)) or self.is_agent(lemma)

    def is_participle(self, word: str) -> bool:
        """A plural as written that tells what was done to the counted and names nothing (`dont 12 rénovés`)."""
        small, nouns = word.lower(), self._nouns
        if small in nouns.participles:
            return True
        return small.endswith(nouns.participle_endings) and not small.endswith(nouns.no_participle_endings) and small not in nouns.no_participles

    def is_adjective(self, word: str) -> bool:
        """A folded plural that can follow its noun as an adjective."""
        return word in self.after or (len(word) >= _SHORTEST_ADJECTIVE and word.endswith(self.after_endings) and word not in self.no_adjective)

    def is_agent(self, lemma: str) -> bool:
        """A noun whose ending makes it somebody who does something (`-iste`, `-ateur`)."""
        return lemma.endswith(self.person_endings) and lemma not in self.things_with_ending


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_same_length, words))


def _alternatives(forms: dict[str, str]) -> re.Pattern[str]:
    """Any of the forms, longest first, not followed by more letters or by an apostrophe."""
    return re.compile(any_of(forms, space=r"\s") + r"(?![^\W_]|'\w)")


def _any_number(noun: str) -> str:
    """A noun of several words, each with the ending of a plural or without."""
    words = [re.escape(word) + ("" if word.endswith("'") else "[sx]?") for word in noun.split(" ")]
    return r"\s+".join(words) + r"(?![\w-])"


@cache
def lexicon(pack: Pack) -> Lexicon:
    """The pack's unit words, compiled once."""
    return Lexicon(pack)
