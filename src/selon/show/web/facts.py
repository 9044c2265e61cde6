"""The page of one fact: the verdict with its limits, the picture, who says what in which words, and what would settle it."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from selon.compare.tolls import Toll, tolls_of
from selon.ledger.looking import Filters, Heading, facts_called, find_facts, headings
from selon.model import Fact
from selon.show.limits import limits_of, settled_by
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.rendering import render
from selon.show.web.site import Current, TheSite, TheView

router = APIRouter()
_BESIDE = 12


class FactAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with the tolls that ACLED and UCDP would take from it."""

    fact: Fact
    tolls: tuple[Toll, ...]
    current: bool


@router.get("/fact/{id:path}", include_in_schema=False)
def fact_page(request: Request, id: str, site: TheSite, view: TheView, current: Current) -> Response:
    """The page for people."""
    fact = view.masked([site.book.fact(id)])[0]
    articles = headings(site.book, {figure.page for figure in fact.figures})
    return render(
        request,
        "fact.html.j2",
        articles=articles,
        fact=fact,
        outlets={id: _called(view, heading) for id, heading in articles.items()},
        beside=_beside(view, fact),
        tolls=tolls_of(fact),
        figures_by_id={figure.id: figure for figure in fact.figures},
        linked={other.id: other for other in view.masked(facts_called(site.book, [link.id for link in fact.linked]))},
        limits=limits_of(fact, articles),
        settling=settled_by(fact),
        current=current,
    )


def _called(view: View, heading: Heading) -> str:
    """What a page is called in a table: its outlet, else its title."""
    title = view.mask_of([heading.page]).mask(heading.title, [heading.page]) if heading.title else None
    return heading.outlet or title or heading.page


def _beside(view: View, fact: Fact) -> list[Fact]:
    """Other facts of the same event: what one may want to merge it with."""
    facts, _ = find_facts(view.ledger, Filters(event=fact.id.partition("/")[0]), limit=_BESIDE + 1)
    return view.masked([other for other in facts if other.id != fact.id][:_BESIDE])


@router.get("/api/facts/{id:path}", tags=["facts"], response_class=Response, responses=answers(FactAnswer, 404))
def one_fact(id: str, site: TheSite, view: TheView, current: Current) -> Response:
    """A fact by its id, or by the beginning of it where only one fact's id begins so."""
    fact = view.masked([site.book.fact(id)])[0]
    return answer(FactAnswer(fact=fact, tolls=tolls_of(fact), current=current))
