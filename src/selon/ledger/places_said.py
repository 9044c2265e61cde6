"""What is said about which place: mentions by GeoNames id and precision, and the statements that name a place.

A place that stands for its government or army is no place where something is said to be, and is left out.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, func, select

from selon.ledger import schema

_place, _span, _article, _tally = schema.place.c, schema.statement_span.c, schema.article.c, schema.tally.c
_MEANT = _place.metonym == 0
_MONTH_CHARS = len("2022-07")


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
    mentions: Counter[tuple[int, int | None]] = Counter()
    pages: Counter[tuple[int, int | None]] = Counter()
    for row in chain(connection.execute(_in_months(first, last)), *(connection.execute(_in_days(*days)) for days in _parts_of_months(first, last))):
        key = int(row.place), None if row.precision in (None, "") else int(row.precision)
        mentions[key] += row.times
        pages[key] += row.pages
    found = [PlaceCount(*key, times, pages[key]) for key, times in mentions.items()]
    return sorted(found, key=lambda count: (-count.mentions, count.geonameid, count.precision or 0))


def _in_months(first: str | None, last: str | None) -> Select[Any]:
    """What is counted of the whole months of these days: a page is of one month, so that sums over months are right for pages too."""
    many = func.sum(_tally.times).label("times"), func.sum(_tally.pages).label("pages")
    query = (
        select(_tally.first.label("place"), _tally.second.label("precision"), *many)
        .where(_tally.what == "place")
        .group_by(_tally.first, _tally.second)
    )
    if first:
        query = query.where(_tally.third > first[:_MONTH_CHARS])
    if last:
        query = query.where(_tally.third < last[:_MONTH_CHARS], _tally.third != "")
    return query


def _parts_of_months(first: str | None, last: str | None) -> list[tuple[str, str]]:
    """The days in the first and in the last month, which may not be whole."""
    if first and last and first[:_MONTH_CHARS] == last[:_MONTH_CHARS]:
        return [(first, last)]
    parts = [(first, first[:_MONTH_CHARS])] if first else []
    return parts + ([(last[:_MONTH_CHARS], last)] if last else [])


def _in_days(first: str, last: str) -> Select[Any]:
    # So that a whole month or an approximate day is in it: the digits of `2022-07-31~` come after those of `2022-07-31`.
    pages = _article.published.between(first, last + "~")
    query = select(_place.geonameid.label("place"), _place.precision, func.count().label("times"), func.count(_place.page.distinct()).label("pages"))
    query = query.join(schema.article, _article.page == _place.page).where(pages, _place.geonameid.is_not(None), _MEANT)
    return query.group_by(_place.geonameid, _place.precision)


def unknown_places(connection: Connection, *, limit: int) -> list[UnknownPlace]:
    """Names without a GeoNames id, the most named first: no map can show them."""
    of_unknown = _tally.what == "place name", _tally.second == "unknown"
    query = select(_tally.first, _tally.times).where(*of_unknown).order_by(_tally.times.desc(), _tally.first).limit(limit)
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
