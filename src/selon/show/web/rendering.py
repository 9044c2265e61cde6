"""Templates to pages: what every template has, the language and the theme of who looks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal, get_args
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from selon.model import FactFigure
from selon.settings import InterfaceLanguage
from selon.show.drawing import environment, fact_helpers
from selon.show.interface import interface
from selon.show.limits import OfPage
from selon.show.web.language import COOKIE, LANGUAGES, language_of
from selon.show.web.site import site_of

Theme = Literal["auto", "light", "dark"]
THEME_COOKIE = "selon_theme"
# Whether single letters do something: whoever speaks to the machine, or types without looking, turns them off.
Keys = Literal["on", "off"]
KEYS_COOKIE = "selon_keys"
_YEAR_S = 365 * 24 * 3600

# The address of every page in the navigation, and its word in `interface.toml`.
NAVIGATION = (
    ("/", "nav_disputes"),
    ("/timeline", "nav_timeline"),
    ("/map", "nav_map"),
    ("/speakers", "nav_speakers"),
    ("/search", "nav_search"),
    ("/reviews", "nav_reviews"),
    ("/add", "nav_add"),
)


def render(request: Request, template: str, /, *, status: int = 200, articles: Mapping[str, OfPage] | None = None, **values: Any) -> HTMLResponse:
    """A page of `templates/web/`, in the language and theme of the request; a choice in the address is kept in a cookie.

    Every template has `ui` (words), `language`, `theme`, `keys`, `token`, `reviewer` (None: read-only), `here` (the address), `navigation`,
    `address(**changed)` (the same view with other parameters), and what `selon.show.drawing.fact_helpers` gives. `articles` are the pages
    of the facts that are shown.
    """
    site, language, theme, keys = site_of(request), language_of(request), theme_of(request), keys_of(request)
    page = (
        environment()
        .get_template(f"web/{template}")
        .render(
            **fact_helpers(language, articles or {}, address_of_words=address_of_words),
            ui=interface(language),
            language=language,
            languages=LANGUAGES,
            theme=theme,
            themes=get_args(Theme),
            keys=keys,
            token=site.allowed.token,
            reviewer=site.reviewer(request),
            here=request.url.path,
            query=request.query_params,
            navigation=[entry for entry in NAVIGATION if entry[0] in request.app.state.served],
            address=partial(_address, request),
            **values,
        )
    )
    answer = HTMLResponse(page, status_code=status, headers={"Content-Language": language, "Vary": "Cookie, Accept-Language"})
    _remember(answer, request, COOKIE, "lang", language)
    _remember(answer, request, THEME_COOKIE, "theme", theme)
    _remember(answer, request, KEYS_COOKIE, "keys", keys)
    return answer


def address_of_words(figure: FactFigure) -> str:
    """Where the reader shows a figure's exact words."""
    return f"/page/{quote(figure.page)}#{quote(figure.id)}"


def theme_of(request: Request) -> Theme:
    """The theme that the address asks for (`?theme=dark`), else the one chosen before, else that of the system."""
    wanted = (request.query_params.get("theme"), request.cookies.get(THEME_COOKIE))
    return next((theme for choice in wanted for theme in get_args(Theme) if choice == theme), "auto")


def keys_of(request: Request) -> Keys:
    """Whether single letters are keys, as the address asks for (`?keys=off`), else as was chosen before; else they are."""
    return "off" if request.query_params.get("keys", request.cookies.get(KEYS_COOKIE)) == "off" else "on"


def _address(request: Request, **changed: object) -> str:
    """This page's address with other parameters; None or an empty text takes one away. Language, theme and keys are no part of the view."""
    kept: dict[str, object] = {name: value for name, value in request.query_params.items() if name not in ("lang", "theme", "keys")}
    query = {name: str(value) for name, value in (kept | changed).items() if value not in (None, "")}
    return request.url.path + (f"?{urlencode(query)}" if query else "")


def _remember(answer: HTMLResponse, request: Request, cookie: str, parameter: str, value: InterfaceLanguage | Theme | Keys) -> None:
    if parameter in request.query_params:
        answer.set_cookie(cookie, value, max_age=_YEAR_S, samesite="strict", httponly=True)
