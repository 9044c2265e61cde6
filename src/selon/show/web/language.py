"""How a request chooses the language of the interface."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request

from selon.settings import InterfaceLanguage

LANGUAGES: tuple[InterfaceLanguage, ...] = get_args(InterfaceLanguage)
COOKIE = "selon_language"


def language_of(request: Request) -> InterfaceLanguage:
    """The language that the address asks for (`?lang=en`), else the one chosen before, else the browser's first that there is; else French."""
    accepted = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    wanted = (request.query_params.get("lang"), request.cookies.get(COOKIE), *accepted)
    return next((language for choice in wanted for language in LANGUAGES if choice == language), "fr")
