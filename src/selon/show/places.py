"""What the map draws: regions and countries as areas, towns as points, towns that would lie on each other as clusters. Never a false pin: a
place that is only known to be in a region or country has no point, and one that is near a town is no dot on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from selon.languages.gazetteer import Entry, load_gazetteer
from selon.ledger.places_said import PlaceCount

MAX_ZOOM = 10
# Two dots nearer than this would hide each other.
_CELL_PX = 56
_TILE_PX = 256
# UCDP's classes: 1 the place itself, 2 near it, 3 its district; what is coarser says no more than the area.
_POINT_PRECISIONS = (1, 2, 3)

Shape = Literal["point", "area"]


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A place with all that is said of it. `precisions` counts the mentions by UCDP's class (`0`: none is given); `shape` is how it is drawn,
    `exact` whether any mention means the place itself."""

    geonameid: int
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    mentions: int
    pages: int
    precisions: dict[int, int]
    shape: Shape
    exact: bool


class Cluster(msgspec.Struct, frozen=True):
    """Several towns that lie too near to each other at this zoom, somewhere within their bounds."""

    latitude: float
    longitude: float
    places: int
    mentions: int
    south: float
    west: float
    north: float
    east: float


class Box(msgspec.Struct, frozen=True):
    """A part of the world in degrees."""

    south: float = -90
    west: float = -180
    north: float = 90
    east: float = 180

    def holds(self, place: Named) -> bool:
        """Whether a point lies in it."""
        return self.south <= place.latitude <= self.north and self.west <= place.longitude <= self.east


def named_places(counts: Iterable[PlaceCount], *, language: str) -> list[Named]:
    """The places of these counts that the gazetteer knows, the most named first. A page that names a place in two ways is counted once for
    each, so `pages` is at most a little too high; it is never more than the mentions."""
    gazetteer = load_gazetteer()
    by_id: dict[int, list[PlaceCount]] = {}
    for count in counts:
        by_id.setdefault(count.geonameid, []).append(count)
    known = ((entry, some) for geonameid, some in by_id.items() if (entry := gazetteer.entry_of(geonameid)))
    return sorted((_named(entry, some, language) for entry, some in known), key=lambda place: (-place.mentions, place.geonameid))


def _named(entry: Entry, counts: Sequence[PlaceCount], language: str) -> Named:
    precisions = {count.precision or 0: count.mentions for count in counts}
    is_point = entry.kind == "town" and (any(precision in precisions for precision in (*_POINT_PRECISIONS, 0)))
    return Named(
        geonameid=entry.geonameid,
        name=entry.names.get(language, entry.name),
        kind=entry.kind,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        mentions=sum(precisions.values()),
        pages=max(count.pages for count in counts),
        precisions=dict(sorted(precisions.items())),
        shape="point" if is_point else "area",
        exact=1 in precisions,
    )


def area_of(place: Named) -> tuple[int, ...]:
    """The GeoNames ids of the first-level regions that make up an area: the region itself, all regions of a country, the region of a town
    that is only named roughly."""
    regions = _regions_of_country().get(place.country, {})
    if place.kind == "country":
        return tuple(regions.values())
    if place.kind == "region":
        return (place.geonameid,)
    entry = load_gazetteer().entry_of(place.geonameid)
    region = regions.get(entry.region) if entry else None
    return (region,) if region else ()


@cache
def _regions_of_country() -> dict[str, dict[str, int]]:
    """By country, the GeoNames id of each of its regions by the region's code."""
    found: dict[str, dict[str, int]] = {}
    for entry in load_gazetteer().regions():
        found.setdefault(entry.country, {})[entry.region] = entry.geonameid
    return found


def clustered(places: Iterable[Named], *, zoom: int) -> tuple[list[Named], list[Cluster]]:
    """Points that stand alone at this zoom, and clusters of those that do not; at the nearest zoom every point stands alone."""
    cells: dict[tuple[int, int], list[Named]] = {}
    for place in places:
        cells.setdefault(_cell(place, zoom) if zoom < MAX_ZOOM else (place.geonameid, 0), []).append(place)
    alone = [some[0] for some in cells.values() if len(some) == 1]
    return alone, list(_clusters(some for some in cells.values() if len(some) > 1))


def _clusters(groups: Iterable[Sequence[Named]]) -> Iterator[Cluster]:
    for some in groups:
        latitudes, longitudes = [place.latitude for place in some], [place.longitude for place in some]
        yield Cluster(
            latitude=round(sum(latitudes) / len(some), 3),
            longitude=round(sum(longitudes) / len(some), 3),
            places=len(some),
            mentions=sum(place.mentions for place in some),
            south=min(latitudes),
            west=min(longitudes),
            north=max(latitudes),
            east=max(longitudes),
        )


def _cell(place: Named, zoom: int) -> tuple[int, int]:
    """Where a place lies in a grid of the map's pixels (Web Mercator)."""
    world_px = _TILE_PX * 2**zoom
    latitude = math.radians(min(max(place.latitude, -85.0), 85.0))
    x = (place.longitude + 180) / 360 * world_px
    y = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * world_px
    return int(x // _CELL_PX), int(y // _CELL_PX)
