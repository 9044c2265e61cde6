"""Search in page texts, statements, speakers and places, as one types; what was searched for is marked."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import BeforeValidator
from starlette.requests import Request
from starlette.responses import Response

from selon.errors import SettingsError
from selon.ledger.dialect import Term
from selon.ledger.search import Hit, terms_of
from selon.show.highlight_words import marked
from selon.show.hits import Found, found
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.parameters import Skip, none_if_empty
from selon.show.web.rendering import render
from selon.show.web.site import TheView

router = APIRouter()
HITS = 20
# So many hits are looked through at most for those of one kind, or for those that may be shown.
_MOST_LOOKED_AT = 2_000

Kind = Literal["text", "statement", "speaker", "place"]
KindOrNone = Annotated[Kind | None, BeforeValidator(none_if_empty), Query()]
Query_ = Annotated[str, Query(max_length=300)]


class Piece(msgspec.Struct, frozen=True):
    """Some of the words; `marked` where they were searched for."""

    words: str
    marked: bool


class Result(msgspec.Struct, frozen=True):
    """A hit with its words in pieces, in their order."""

    hit: Found
    pieces: tuple[Piece, ...]
    speaker: str | None
    language: str


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Twenty hits. `more`: others come after them."""

    results: tuple[Result, ...]
    more: bool


@router.get("/search", include_in_schema=False)
def search_page(request: Request, view: TheView, q: Query_ = "", kind: KindOrNone = None, skip: Skip = 0) -> Response:
    """The page for people; for its script only the results."""
    results = _results(view, q, kind, skip)
    template = "results.html.j2" if "hx-request" in request.headers else "search.html.j2"
    return render(
        request,
        template,
        q=q,
        kind=kind,
        results=results,
        before=max(0, skip - HITS) if skip else None,
        after=skip + HITS if results and results.more else None,
    )


@router.get("/api/search", tags=["search"], response_class=Response, responses=answers(Results))
def search(view: TheView, q: Query_ = "", kind: KindOrNone = None, skip: Skip = 0) -> Response:
    """Where all the words of `q` stand; a phrase in quotation marks as a whole, a last word of three letters or more also as a beginning."""
    return answer(_results(view, q, kind, skip) or Results(results=(), more=False))


def _results(view: View, q: str, kind: Kind | None, skip: int) -> Results | None:
    """None where nothing can be searched for yet."""
    words = q.strip()
    if len(words) > 2 and words[-1].isalnum():
        words += "*"
    try:
        terms = terms_of(words)
    except SettingsError:
        return None
    hits = (hit for hit in islice(view.ledger.search(words), _MOST_LOOKED_AT) if kind is None or hit.kind == kind)
    some = list(islice(hits, skip, skip + HITS + 1))
    return Results(results=tuple(_shown(view, some[:HITS], terms)), more=len(some) > HITS)


def _shown(view: View, hits: list[Hit], terms: list[Term]) -> list[Result]:
    readings = {reading.article.id: reading for reading in view.readings({hit.page for hit in hits})}
    results = []
    for hit in hits:
        reading = readings[hit.page]
        if not _is_there(hit, {said.id for said in reading.statements}, len(reading.places)):
            continue  # a person has rejected it
        shown = found(hit, reading, terms)
        if shown is not None:
            said = next((said for said in reading.statements if said.id == hit.item), None)
            pieces = tuple(Piece(*piece) for piece in marked(shown.words, terms))
            results.append(Result(shown, pieces, said.speaker if said else None, reading.article.language))
    return results


def _is_there(hit: Hit, statements: set[str], places: int) -> bool:
    if hit.kind in ("statement", "speaker"):
        return hit.item in statements
    return hit.kind == "text" or int(hit.item or 0) < places
