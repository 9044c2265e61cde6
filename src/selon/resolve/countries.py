"""Countries as words: which name, adjective of nationality or seat of government stands for which country.

The table is `countries.toml` of the language pack. Used to say on which side a speaker stands, whose soldiers are counted and for which
country a toll is. A side is a country's code (ISO 3166-1 alpha-2) or a named side of the actor file (`SY-rebels`).
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.errors import PackError
from selon.languages import Pack
from selon.languages.fold import fold
from selon.resolve.words import Answers, Word, folded_words, words_of

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Country(msgspec.Struct, frozen=True):
    """One row of `countries.toml`: names (the first is shown), every form of the adjective, and seats that stand for the government."""

    names: tuple[str, ...]
    seats: tuple[str, ...]
    adjectives: tuple[str, ...]


class Countries:
    """The words of one language for countries, looked up by folded words. Codes are ISO 3166-1 alpha-2.

    Raises:
        PackError: `countries.toml` is missing or wrong, or gives one word to two countries.
    """

    def __init__(self, pack: Pack) -> None:
        self.rows = pack.table("countries", dict[str, Country])
        self._names: dict[tuple[str, ...], str] = {}
        self._seats: dict[tuple[str, ...], str] = {}
        self._adjectives: dict[tuple[str, ...], str] = {}
        for code, row in self.rows.items():
            for table, words in ((self._names, row.names), (self._adjectives, row.adjectives), (self._seats, row.seats)):
                for word in words:
                    if table.setdefault(folded_words(word), code) != code:
                        raise PackError(pack.code, "countries", f"{word!r} stands under {table[folded_words(word)]} and {code}")
        adjectives = {words[0]: code for words, code in self._adjectives.items() if len(words) == 1}
        self._adjective: Answers[str | None] = Answers(lambda word: adjectives.get(fold(word)))
        self._longest: dict[str, int] = {}
        for spelled in (*self._names, *self._seats):
            self._longest[spelled[0]] = max(self._longest.get(spelled[0], 1), len(spelled))

    def named(self, name: str) -> str | None:
        """The country of this name, None where it is no country."""
        return self._names.get(folded_words(name))

    def seat(self, name: str) -> str | None:
        """The country whose government goes by the name of this town."""
        return self._seats.get(folded_words(name))

    def of_place(self, name: str) -> str | None:
        """The country that this whole name, a country or a seat of government, stands for."""
        return self.spelled(folded_words(name))

    def spelled(self, words: tuple[str, ...]) -> str | None:
        """As `of_place`, for a name as folded words."""
        return self._names.get(words) or self._seats.get(words)

    def longest_from(self, word: str) -> int:
        """The number of words of the longest name that begins with this folded word, 0 where none does."""
        return self._longest.get(word, 0)

    def adjective(self, word: str) -> str | None:
        """The country of an adjective or noun of nationality, in any number: `russes`, `Ukrainiens`."""
        return self._adjective[word]

    def code(self, words: str) -> str | None:
        """The country of a side as an actor file writes it: a code (`RU`), a name or an adjective."""
        return words.upper() if words.upper() in self.rows else self.said_in(words)

    def said_in(self, description: str) -> str | None:
        """The one country that a description names, by an adjective or else by its name or seat: `le ministère russe de la Défense`, `Kiev`;
        None where it names none or several."""
        return self.told_by(words_of(description))

    def told_by(self, words: list[Word]) -> str | None:
        """As `said_in`, for a description as words."""
        by_adjective = {code for word in words if not word.capital and (code := self.adjective(word.folded))}
        codes = by_adjective or self._codes_in(words)
        return next(iter(codes)) if len(codes) == 1 else None

    def _codes_in(self, words: list[Word]) -> set[str]:
        spelled = tuple([word.folded for word in words])
        codes: set[str] = set()
        behind = 0
        for at in [at for at, word in enumerate(words) if word.capital]:
            for length in range(self.longest_from(spelled[at]), 0, -1) if at >= behind else ():
                if code := self.spelled(spelled[at : at + length]):
                    codes.add(code)
                    behind = at + length
                    break
        return codes

    def people(self, code: str, plural: str) -> str | None:
        """The adjective for several people of this country (`russes`, `ukrainiens`), None where the table has none."""
        forms = self.rows[code].adjectives if code in self.rows else ()
        return next((form for form in forms if form == forms[0] + plural), forms[0] if forms else None)

    def shown(self, code: str) -> str:
        """The country's name in this language; the code itself where the table lacks it."""
        return self.rows[code].names[0] if code in self.rows else code


@cache
def countries_of(pack: Pack) -> Countries:
    """The countries of a pack, built once."""
    return Countries(pack)
