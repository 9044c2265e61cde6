"""On which side a speaker stands, as far as the page's words or the actor file say so.

A side is a country's code (ISO 3166-1 alpha-2) or a named side of the actor file (`SY-rebels`). It comes from the actor, else from the country or
its seat of government that speaks (`Moscou`), else from an adjective of nationality in the description (`le ministère russe de la Défense`).
"""

from __future__ import annotations

from functools import cache

import msgspec

from selon.errors import PackError
from selon.languages import Pack, load_pack
from selon.languages.fold import fold
from selon.resolve.words import folded_words, words_of


class _Country(msgspec.Struct, frozen=True):
    names: tuple[str, ...]
    seats: tuple[str, ...]
    adjectives: tuple[str, ...]


class Countries:
    """`countries.toml` of one language, ready to be asked."""

    def __init__(self, pack: Pack) -> None:
        self._places: dict[tuple[str, ...], str] = {}
        self._adjectives: dict[str, str] = {}
        for code, country in pack.table("countries", dict[str, _Country]).items():
            for place in (*country.names, *country.seats):
                if self._places.setdefault(folded_words(place), code) != code:
                    raise PackError(pack.code, "countries", f"{place!r} stands for two countries")
            for adjective in country.adjectives:
                if self._adjectives.setdefault(fold(adjective), code) != code:
                    raise PackError(pack.code, "countries", f"{adjective!r} stands for two countries")
        self._longest: dict[str, int] = {}
        for words in self._places:
            self._longest[words[0]] = max(self._longest.get(words[0], 1), len(words))

    def of_adjective(self, word: str) -> str | None:
        """The country of a folded adjective or of the name of a people."""
        return self._adjectives.get(word)

    def of_place(self, name: str) -> str | None:
        """The country that this whole name, a country or a seat of government, stands for."""
        return self.spelled(folded_words(name))

    def spelled(self, words: tuple[str, ...]) -> str | None:
        """As `of_place`, for a name as folded words."""
        return self._places.get(words)

    def longest_from(self, word: str) -> int:
        """The number of words of the longest name that begins with this folded word, 0 where none does."""
        return self._longest.get(word, 0)

    def said_in(self, description: str) -> str | None:
        """The one country that a description names, by an adjective or else by its name; None where it names none or several."""
        words = words_of(description)
        by_adjective = {code for word in words if not word.capital and (code := self._adjectives.get(word.folded))}
        return _only(by_adjective or {code for code in self._codes_in(description)})

    def _codes_in(self, description: str) -> set[str]:
        words = words_of(description)
        spelled = [word.folded for word in words]
        return {
            code
            for at, word in enumerate(words)
            if word.capital
            for length in range(1, self.longest_from(word.folded) + 1)
            if (code := self._places.get(tuple(spelled[at : at + length])))
        }


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def countries_of(language: str) -> Countries:
    """The countries of a language, read once.

    Raises:
        PackError: `countries.toml` is missing or wrong, or gives one word to two countries.
    """
    return Countries(load_pack(language))
