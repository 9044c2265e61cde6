"""Countries as words: which name, adjective of nationality or seat of government stands for which country.

The table is `countries.toml` of the language pack. Used to say whose soldiers are counted, for which country a toll is and
which side speaks.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.errors import PackError
from selon.languages import Pack
from selon.languages.fold import fold

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Country(msgspec.Struct, frozen=True):
    """One row of `countries.toml`: names (the first is shown), every form of the adjective, and seats that stand for the government."""

    names: tuple[str, ...]
    seats: tuple[str, ...]
    adjectives: tuple[str, ...]


class Countries:
    """The words of one language for countries, looked up by folded words. Codes are ISO 3166-1 alpha-2."""

    def __init__(self, pack: Pack) -> None:
        self.rows = pack.table("countries", dict[str, Country])
        self._names: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        self._seats: dict[str, str] = {}
        for code, row in self.rows.items():
            for table, words in ((self._names, row.names), (self._adjectives, row.adjectives), (self._seats, row.seats)):
                for word in words:
                    if table.setdefault(_key(word), code) != code:
                        raise PackError(pack.code, "countries", f"{word!r} stands under {table[_key(word)]} and {code}")

    def named(self, name: str) -> str | None:
        """The country of this name, None where it is no country."""
        return self._names.get(_key(name))

    def seat(self, name: str) -> str | None:
        """The country whose government goes by the name of this town."""
        return self._seats.get(_key(name))

    def adjective(self, word: str) -> str | None:
        """The country of an adjective or noun of nationality, in any number: `russes`, `Ukrainiens`."""
        return self._adjectives.get(_key(word))

    def code(self, words: str) -> str | None:
        """The country of a side as an actor file writes it: a code (`RU`), a name or an adjective."""
        return words.upper() if words.upper() in self.rows else self.spoken(words)

    def spoken(self, words: str) -> str | None:
        """The one country that a phrase speaks of: `le ministère russe de la Défense`, `Kiev`; None for none and for several."""
        found = set()
        parts = WORD.findall(words)
        for start in range(len(parts)):
            for size in (4, 3, 2, 1):
                piece = " ".join(parts[start : start + size])
                code = self.named(piece) or self.seat(piece) or (self.adjective(piece) if size == 1 else None)
                if code:
                    found.add(code)
                    break
        return found.pop() if len(found) == 1 else None

    def is_country(self, name: str) -> bool:
        """The whole name is a country or a seat of government that stands for it."""
        return self.named(name) is not None or self.seat(name) is not None

    def people(self, code: str, plural: str) -> str | None:
        """The adjective for several people of this country (`russes`, `ukrainiens`), None where the table has none."""
        forms = self.rows[code].adjectives if code in self.rows else ()
        return next((form for form in forms if forms and form == forms[0] + plural), forms[0] if forms else None)

    def shown(self, code: str) -> str:
        """The country's name in this language; the code itself where the table lacks it."""
        return self.rows[code].names[0] if code in self.rows else code


def _key(words: str) -> str:
    return " ".join(WORD.findall(fold(words)))


@cache
def countries_of(pack: Pack) -> Countries:
    """The countries of a pack, built once."""
    return Countries(pack)
