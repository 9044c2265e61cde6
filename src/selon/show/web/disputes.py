"""The start page: every fact, those that matter first, each with its picture; filters stand in the address."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from selon.ledger.looking import Choices, Filters, choices, find_facts, headings
from selon.model import Fact, Verdict
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.rendering import render
from selon.show.web.site import Current, Site, TheSite, TheView

router = APIRouter()
FACTS_ON_A_PAGE = 20
_MAX_PAGE = 10_000

VERDICTS: tuple[Verdict, ...] = ("disputed", "updated", "undecided", "agreed", "single")
Word = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(pattern=r"^(\d{4}(-\d{2}){0,2})?$", description="a day, a month or a year")]
PageNumber = Annotated[int, Query(ge=1, le=_MAX_PAGE)]


def _filters(
    event: Word = "", place: Word = "", since: Day = "", until: Day = "", side: Word = "", verdict: Word = "", language: Word = ""
) -> Filters:
    """What the address asks for."""
    return Filters(event=event, place=place, since=since, until=until, side=side, verdict=verdict, language=language)


TheFilters = Annotated[Filters, Depends(_filters)]


class FactsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Facts in the order in which they matter. `more`: there are others on the next page; `current`: no page or review came since they
    were compared."""

    facts: tuple[Fact, ...]
    page: int
    more: bool
    current: bool


@router.get("/", include_in_schema=False)
def disputes(
    request: Request,
    site: TheSite,
    view: TheView,
    current: Current,
    filters: TheFilters,
    page: PageNumber = 1,
) -> Response:
    """The page for people."""
    facts, more = _facts(view, filters, page)
    return render(
        request,
        "disputes.html.j2",
        articles=headings(site.book, {figure.page for fact in facts for figure in fact.figures}),
        facts=facts,
        more=more,
        page=page,
        filters=filters,
        filtered=filters != Filters(),
        choices=_choices(site),
        verdicts=VERDICTS,
        current=current,
    )


@router.get("/api/facts", tags=["facts"], response_class=Response, responses=answers(FactsPage))
def facts_page(
    view: TheView,
    current: Current,
    filters: TheFilters,
    page: PageNumber = 1,
) -> Response:
    """Facts, twenty at a time, by the same filters as the start page."""
    facts, more = _facts(view, filters, page)
    return answer(FactsPage(facts=tuple(facts), page=page, more=more, current=current))


@router.get("/api/choices", tags=["facts"], response_class=Response, responses=answers(Choices))
def all_choices(site: TheSite) -> Response:
    """What the filters can be set to, the most frequent first."""
    return answer(_choices(site))


def _facts(view: View, filters: Filters, page: int) -> tuple[list[Fact], bool]:
    facts, more = find_facts(view.ledger, filters, skip=(page - 1) * FACTS_ON_A_PAGE, limit=FACTS_ON_A_PAGE)
    return view.masked(facts), more


def _choices(site: Site) -> Choices:
    return _choices_at(site, site.book.last_change())


@lru_cache(maxsize=4)
def _choices_at(site: Site, change: int) -> Choices:
    """Counted once after each change of the ledger."""
    return choices(site.book)
