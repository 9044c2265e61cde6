"""What is said about which place: mentions by GeoNames id and precision, and the statements that name a place.

A place that stands for its government or army is no place where something is said to be, and is left out.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, and_, func, select

from selon.ledger import schema

_place, _span, _article = schema.place.c, schema.statement_span.c, schema.article.c
_MEANT = _place.metonym == 0


class PlaceCount(msgspec.Struct, frozen=True):
    """How often a place is named, and on how many pages. `precision` is UCDP's class, None where the reading gives none."""

    geonameid: int
    precision: int | None
    mentions: int
    pages: int


class UnknownPlace(msgspec.Struct, frozen=True):
    """A name that the gazetteer does not know, and how often it is named."""

    name: str
    mentions: int


class PlaceMention(msgspec.Struct, frozen=True):
    """Where a page names a place, and the statement that does, where one does."""

    page: str
    start: int
    end: int
    statement: str | None


def place_counts(connection: Connection, *, first: str | None = None, last: str | None = None) -> list[PlaceCount]:
    """Every known place that is named on pages of these days (`2022-07-01`, both included; None: open), the most named first."""
    query = select(_place.geonameid, _place.precision, func.count().label("mentions"), func.count(_place.page.distinct()))
    query = query.where(_place.geonameid.is_not(None), _MEANT).group_by(_place.geonameid, _place.precision)
    if first or last:
        query = query.join(schema.article, _article.page == _place.page).where(_article.published.is_not(None))
    if first:
        query = query.where(_article.published >= first)
    if last:
        # So that a whole month or an approximate day is in it: the digits of `2022-07-31~` come after those of `2022-07-31`.
        query = query.where(_article.published <= last + "~")
    found = [PlaceCount(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda count: (-count.mentions, count.geonameid, count.precision or 0))


def unknown_places(connection: Connection, *, limit: int) -> list[UnknownPlace]:
    """Names without a GeoNames id, the most named first: no map can show them."""
    times = func.count().label("mentions")
    query = (
        select(_place.name, times).where(_place.geonameid.is_(None), _MEANT).group_by(_place.name).order_by(times.desc(), _place.name).limit(limit)
    )
    return [UnknownPlace(*row) for row in connection.execute(query)]


def mentions_of_place(connection: Connection, geonameid: int, *, limit: int, offset: int = 0) -> list[PlaceMention]:
    """Where a place is named, by page and place in it, with the innermost statement whose content names it."""
    mentioned = (
        select(_place.page, _place.start, _place.end)
        .where(_place.geonameid == geonameid, _MEANT)
        .order_by(_place.page, _place.start)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    covers = and_(_span.page == mentioned.c.page, _span.start <= mentioned.c.start, mentioned.c.end <= _span.end)
    query = select(mentioned, _span.statement, (_span.end - _span.start).label("length")).select_from(
        mentioned.join(schema.statement_span, covers, isouter=True)
    )
    found: dict[tuple[str, int, int], str | None] = {}
    for row in sorted(connection.execute(query), key=lambda row: (row.page, row.start, row.length or 0)):
        found.setdefault((row.page, row.start, row.end), row.statement)
    return [PlaceMention(*where, statement) for where, statement in found.items()]
