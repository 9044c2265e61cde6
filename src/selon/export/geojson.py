"""GeoJSON (RFC 7946): a point for each mention of a place that the gazetteer knows, with who says what there.

How exactly a point is meant stands beside it in the two scales that conflict researchers use: UCDP's `where_prec` (1 exact … 7 unclear)
and ACLED's `geo_precision` (1 the town itself, 2 near it, 3 its region). A country is no point: as a place without coordinates it has the geometry
null, and its code says which it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selon.export.holdings import ExportedPage, Holdings, sentence_span, title_of
from selon.export.writing import write_json_list
from selon.languages.gazetteer import load_gazetteer
from selon.model import Fact, FactFigure, Place

# UCDP's classes: 1 exact, 2 near, 3 district, 4 region, 5 a line or stretch, 6 country, 7 unclear. ACLED codes nothing coarser than a region.
ACLED_OF_UCDP = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}

OfPage = list[tuple[Fact, FactFigure]]


def write_geojson(holdings: Holdings, path: Path) -> None:
    """Write the file `path`: a FeatureCollection in longitude and latitude (WGS 84), rounded to a hundredth of a degree."""
    write_json_list(path, {"type": "FeatureCollection"}, "features", _features(holdings))


def _features(holdings: Holdings) -> Iterator[dict[str, Any]]:
    of_page = holdings.figures_by_page()
    for page in holdings.each_page():
        for number, place in enumerate(page.reading.places):
            yield _feature(page, number, place, of_page.get(page.record.id, []))


def _feature(page: ExportedPage, number: int, place: Place, figures: OfPage) -> dict[str, Any]:
    article = page.reading.article
    nearby = [(fact, figure) for fact, figure in figures if sentence_span(figure, article.text).covers(place.span)]
    statements = [s for s in page.reading.statements if any(span.covers(place.span) for span in s.content)]
    return {
        "type": "Feature",
        "id": f"{article.id}/place/{number}",
        "geometry": _geometry(place),
        "properties": {
            "name": place.name,
            "words": place.span.of(article.text),
            "start": place.span.start,
            "end": place.span.end,
            "geonameid": place.geonameid,
            "kind": place.kind,
            "country": place.country,
            "stands_for_government": place.metonym,
            "where_prec": place.precision,
            "geo_precision": ACLED_OF_UCDP.get(place.precision or 0),
            "because": place.because,
            "page": article.id,
            "source": page.iri,
            "title": title_of(page.reading),
            "published": article.published,
            "published_between": article.published_between,
            "speakers": list(dict.fromkeys(s.speaker for s in statements if s.speaker)),
            "figures": [figure.id for _, figure in nearby],
            "facts": list(dict.fromkeys(fact.id for fact, _ in nearby)),
        },
    }


def _geometry(place: Place) -> dict[str, Any] | None:
    if place.geonameid is None:
        return None
    entry = load_gazetteer().entry_of(place.geonameid)
    if entry is None or entry.kind == "country":
        return None
    return {"type": "Point", "coordinates": [entry.longitude, entry.latitude]}
