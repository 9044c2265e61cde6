"""What sides and countries are called for people: the ledger holds codes. Names of countries are those of Unicode CLDR, as Babel carries them."""

from __future__ import annotations

from functools import cache

from babel import Locale

from selon.settings import InterfaceLanguage
from selon.show.interface import interface


def country_name(code: str, language: InterfaceLanguage) -> str:
    """The country of an ISO 3166-1 alpha-2 code; what is no such code is given as it is."""
    return _territories(language).get(code, code)


def side_name(side: str, language: InterfaceLanguage) -> str:
    """A country (`RU`: Russia) or a named side of one (`RU-separatists`: separatists (Russia)); what is neither is given as it is."""
    country, _, name = side.partition("-")
    if country not in _territories(language):
        return side
    if not name:
        return country_name(country, language)
    return f"{interface(language).sides.get(name, name.replace('-', ' '))} ({country_name(country, language)})"


@cache
def _territories(language: InterfaceLanguage) -> dict[str, str]:
    return {code: str(name) for code, name in Locale(language).territories.items() if code.isalpha()}
