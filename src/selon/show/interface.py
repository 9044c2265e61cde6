"""The words of the report and of the web page in French and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from selon.settings import InterfaceLanguage


class Interface(msgspec.Struct, frozen=True):
    """Shape of one language of `templates/interface.toml`. `words` are those of report and page, `web` those of the page alone; `settle` says
    what would settle a pair, by the rule that leaves it open; `values` are words for the values of items, `sides` for
    the sides that are no countries; `maps` those of timeline, map,
    speakers, search and what is taken along."""

    words: dict[str, str]
    web: dict[str, str]
    verdicts: dict[str, str]
    relations: dict[str, str]
    links: dict[str, str]
    reviews: dict[str, str]
    settle: dict[str, str]
    values: dict[str, str]
    sides: dict[str, str]
    maps: dict[str, str]


def counted(number: int, words: str, *, language: InterfaceLanguage) -> str:
    """A number with what it counts: `words` are the form for one and, after `|`, that for many."""
    one, many = words.split("|")
    alone = number < 2 if language == "fr" else number == 1
    return f"{number} {one if alone else many}"


@cache
def interface(language: InterfaceLanguage) -> Interface:
    """The words of a language."""
    table = tomllib.loads((files("selon.show") / "templates" / "interface.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table[language], type=Interface)
