"""The interface of the web page in French and English: the words, and how a request chooses between them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import get_args

import msgspec
from starlette.requests import Request

from selon.settings import InterfaceLanguage

LANGUAGES: tuple[InterfaceLanguage, ...] = get_args(InterfaceLanguage)
COOKIE = "selon_language"


class Interface(msgspec.Struct, frozen=True):
    """Shape of one language of `templates/interface.toml`."""

    words: dict[str, str]
    verdicts: dict[str, str]
    relations: dict[str, str]
    links: dict[str, str]


@cache
def interface(language: InterfaceLanguage) -> Interface:
    """The words of a language."""
    table = tomllib.loads((files("selon.show") / "templates" / "interface.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table[language], type=Interface)


def language_of(request: Request) -> InterfaceLanguage:
    """The language that the address asks for (`?lang=en`), else the one chosen before, else the browser's first that there is; else French."""
    accepted = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    wanted = (request.query_params.get("lang"), request.cookies.get(COOKIE), *accepted)
    return next((language for choice in wanted for language in LANGUAGES if choice == language), "fr")
