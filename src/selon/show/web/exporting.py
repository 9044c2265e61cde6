"""A fact or a page to take along: as a picture (SVG), as a citation (Markdown or HTML)."""

from __future__ import annotations

import re
from typing import Literal

import msgspec
from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from selon.ledger.looking import headings
from selon.model import Fact
from selon.show.drawing import fact_helpers
from selon.show.interface import interface
from selon.show.standalone import lines_of, quotes_of, svg, title_of
from selon.show.web.language import language_of
from selon.show.web.rendering import address_of_words
from selon.show.web.site import Citing, Site, TheSite, TheView

router = APIRouter()

Format = Literal["svg", "md", "html"]
_MEDIA_TYPES: dict[Format, str] = {"svg": "image/svg+xml", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}


@router.get("/export/fact/{id:path}", include_in_schema=False)
def export_fact(request: Request, id: str, site: TheSite, view: TheView, format: Format = "svg") -> Response:
    """One fact as a file."""
    fact = view.masked([site.book.fact(id)])[0]
    if format == "svg":
        return _file(_picture(request, site, fact), fact.id, format)
    return _file(_cited(site).fact(view, fact, format), fact.id, format)


@router.get("/export/page/{id}", include_in_schema=False)
def export_page(request: Request, id: str, site: TheSite, view: TheView, format: Format = "svg") -> Response:
    """One page as a file: its first statements as a picture, all of them as a citation."""
    heading = headings(site.book, [id]).get(id)
    reading = next(view.readings([id]), None) if heading else None
    if heading is None or reading is None:
        raise HTTPException(404, f"There is no page {id!r} in this ledger; `/search` finds pages.")
    if format == "svg":
        quotes, left_out = quotes_of(reading)
        article = reading.article
        heading = msgspec.structs.replace(heading, title=title_of(reading), outlet=article.outlet, url=article.url)
        ui = interface(language_of(request))
        return _file(svg("page.svg.j2", ui=ui, heading=heading, quotes=quotes, left_out=left_out, lines_of=lines_of), id, format)
    return _file(_cited(site).page(view, reading, format), id, format)


def _picture(request: Request, site: Site, fact: Fact) -> str:
    language = language_of(request)
    articles = headings(site.book, {figure.page for figure in fact.figures})
    helpers = fact_helpers(language, articles, address_of_words=address_of_words)
    return svg("fact.svg.j2", **helpers, ui=interface(language), language=language, fact=fact, lines_of=lines_of)


def _cited(site: Site) -> Citing:
    if site.citing is None:
        raise HTTPException(404, "This server gives no citations.")
    return site.citing


def _file(content: str, name: str, format: Format) -> Response:
    """The answer as a download whose name any file system takes."""
    plain = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "selon"
    headers = {"Content-Disposition": f'attachment; filename="{plain}.{format}"', "Cache-Control": "no-store"}
    return Response(content, media_type=_MEDIA_TYPES[format], headers=headers)
