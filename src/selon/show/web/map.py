"""The map: what is said of which place, as a drawing and as a table."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from selon.ledger import places_said
from selon.model import Reading, Span, Statement
from selon.settings import InterfaceLanguage
from selon.show.highlight_words import Words, words_around
from selon.show.places import Box, Cluster, Named, area_of, clustered, named_places
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.language import language_of
from selon.show.web.parameters import Since, Skip, Until
from selon.show.web.rendering import render
from selon.show.web.site import Site, TheSite, TheView

router = APIRouter()
PLACES = 40
MENTIONS = 25
# As many as a screen can show; the table has all.
_MOST_POINTS = 1500

PlaceId = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


class Area(msgspec.Struct, frozen=True):
    """A place that is drawn as an area: the regions (GeoNames ids) that make it up."""

    place: Named
    regions: tuple[int, ...]


class MapOfPlaces(msgspec.Struct, frozen=True):
    """What the map draws in a part of the world. `left_out`: so many points are not drawn, the least named; the table has them."""

    areas: tuple[Area, ...]
    points: tuple[Named, ...]
    clusters: tuple[Cluster, ...]
    left_out: int


class Mentioned(msgspec.Struct, frozen=True):
    """One mention of a place: the words of the page around it, and the statement that it stands in."""

    reading: Reading
    span: Span
    words: Words
    statement: Statement | None


@router.get("/map", include_in_schema=False)
def map_page(
    request: Request, site: TheSite, view: TheView, since: Since = None, until: Until = None, place: PlaceId = None, skip: Skip = 0
) -> Response:
    """The page for people: the map, the table of places, and for one place the words that name it."""
    language = language_of(request)
    places = _places(site, view, language, since, until)
    chosen = next((named for named in places if named.geonameid == place), None)
    mentions = _mentions(view, chosen.geonameid) if chosen else []
    with view.ledger.transaction(writes=False) as connection:
        unknown = site.kept.get(view.ledger, "unknown places", lambda: places_said.unknown_places(connection, limit=20))
    return render(
        request,
        "map.html.j2",
        places=places[skip : skip + PLACES],
        total=len(places),
        chosen=chosen,
        mentions=mentions,
        unknown=unknown,
        since=since,
        until=until,
        skip=skip,
        before=max(0, skip - PLACES) if skip else None,
        after=skip + PLACES if len(places) > skip + PLACES else None,
    )


@router.get("/api/places", tags=["map"], response_class=Response, responses=answers(MapOfPlaces))
def map_of_places(
    request: Request,
    site: TheSite,
    view: TheView,
    since: Since = None,
    until: Until = None,
    zoom: Annotated[int, Query(ge=0, le=20)] = 2,
    south: Annotated[float, Query(ge=-90, le=90)] = -90,
    west: Annotated[float, Query(ge=-180, le=180)] = -180,
    north: Annotated[float, Query(ge=-90, le=90)] = 90,
    east: Annotated[float, Query(ge=-180, le=180)] = 180,
) -> Response:
    """Areas of the whole world, and the points and clusters in a part of it."""
    places = _places(site, view, language_of(request), since, until)
    box = Box(south, west, north, east)
    points, clusters = clustered((place for place in places if place.shape == "point" and box.holds(place)), zoom=zoom)
    areas = tuple(Area(place, area_of(place)) for place in places if place.shape == "area")
    return answer(MapOfPlaces(areas, tuple(points[:_MOST_POINTS]), tuple(clusters), max(0, len(points) - _MOST_POINTS)))


def _places(site: Site, view: View, language: InterfaceLanguage, since: object, until: object) -> list[Named]:
    first, last = (str(day) if day else None for day in (since, until))

    def count() -> list[Named]:
        with view.ledger.transaction(writes=False) as connection:
            return named_places(places_said.place_counts(connection, first=first, last=last), language=language)

    return site.kept.get(view.ledger, ("places", language, first, last), count)


def _mentions(view: View, geonameid: int) -> list[Mentioned]:
    with view.ledger.transaction(writes=False) as connection:
        found = places_said.mentions_of_place(connection, geonameid, limit=MENTIONS)
    readings = {reading.article.id: reading for reading in view.readings({mention.page for mention in found})}
    mentioned = []
    for mention in found:
        reading = readings.get(mention.page)
        if reading is None or not any(place.span.start == mention.start and not place.metonym for place in reading.places):
            continue  # a person has rejected or corrected it
        said = next((said for said in reading.statements if said.id == mention.statement), None)
        span = Span(mention.start, mention.end)
        mentioned.append(Mentioned(reading, span, words_around(reading.article.text, span), said))
    return mentioned
