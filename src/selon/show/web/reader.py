"""A page's text as it was collected, with all that was read from it, each item explained."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from selon.errors import Missing
from selon.ledger.looking import facts_with_page, headings
from selon.ledger.reviews import items_of_page
from selon.model import Reading
from selon.show.explanations import Explanation, explanations_of
from selon.show.highlight import pieces_of
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.language import language_of
from selon.show.web.rendering import render
from selon.show.web.site import TheSite, TheView

router = APIRouter()
LAYERS = ("statement", "quantity", "date", "place", "media", "naming", "boilerplate", "other_language")


class PageAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was read, with what its items are in words."""

    reading: Reading
    items: tuple[Explanation, ...]


@router.get("/page/{id}", include_in_schema=False)
def reader(request: Request, id: str, site: TheSite, view: TheView) -> Response:
    """The page for people."""
    page, reading, items = _read(request, view, id)
    heading = headings(site.book, [page])[page]
    return render(
        request,
        "reader.html.j2",
        heading=msgspec.structs.replace(heading, title=view.mask_of([page]).mask(heading.title, [page]) if heading.title else None),
        reading=reading,
        pieces=pieces_of(reading),
        items=items,
        layers=LAYERS,
        facts=view.masked(facts_with_page(site.book, page)),
    )


@router.get("/api/pages/{id}", tags=["pages"], response_class=Response, responses=answers(PageAnswer, 404))
def one_page(request: Request, id: str, view: TheView) -> Response:
    """A page by its id, or by the beginning of it where only one page's id begins so."""
    _, reading, items = _read(request, view, id)
    return answer(PageAnswer(reading=reading, items=tuple(items)))


def _read(request: Request, view: View, id: str) -> tuple[str, Reading, list[Explanation]]:
    page, items = items_of_page(view.ledger, id)
    reading = next(view.readings([page]), None)
    if reading is None:
        raise Missing(view.ledger.name, f"reading of page {page}")
    mask = view.mask_of([page])
    return page, reading, explanations_of(reading, [mask.mask_item(item, page) for item in items], language_of(request))
